"""Run the office's own command once for each edition that comes out."""

import datetime
import os
import shlex
import subprocess

from bulletin.issues.issue import Issue, warning
from bulletin.publishing.office import Office
from bulletin.publishing.publication import Told, nobody
from bulletin.publishing.register import Edition, Register


def teller(command: str, office: Office, register: Register, now: datetime.datetime) -> Told:
    """Return a function that runs `command` for an edition and enters the result in the edition's history.

    The command finds the edition in its environment. It runs at most once, in the process that published the
    edition; if the machine stops before the command ends there is no entry, and `register show` says so.
    """
    if not command:
        return nobody

    def tell(edition: Edition) -> tuple[Issue, ...]:
        about = {"SERIES": edition.series, "PERIOD": edition.period, "NUMBER": edition.number,
                 "FOLDER": str((office.folder / edition.folder).resolve())}  # fmt: skip
        surroundings = {**os.environ, **{f"BULLETIN_{name}": value for name, value in about.items()}}
        words = shlex.split(command)
        try:
            run = subprocess.run(words, check=False, env=surroundings, stdout=subprocess.DEVNULL)  # noqa: S603  # the user's command
            answer = "" if run.returncode == 0 else f"exit code {run.returncode}"
        except OSError as cause:
            answer = cause.strerror or str(cause)
        register.remark(edition, "told", now, command=command, answer=answer or "ok")
        text, hint = "The command of --notify failed: {reason}", "The edition is out; tell whom it concerns."
        return (warning("B743", edition.period, text, hint, reason=answer),) if answer else ()

    return tell
