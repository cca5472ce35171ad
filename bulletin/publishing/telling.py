"""A command of the office's own, run once for each edition by whoever moved it to published."""

import datetime
import os
import shlex
import subprocess

from bulletin.issues.issue import Issue, warning
from bulletin.publishing.office import Office
from bulletin.publishing.publication import Told, nobody
from bulletin.publishing.register import Edition, Register


def teller(command: str, office: Office, register: Register, now: datetime.datetime) -> Told:
    """Runs `command` with the edition in its environment; the history of the edition keeps what it answered.

    It is run at most once: a machine that stops before the command ends leaves no entry, and `register show`
    tells so.
    """
    if not command:
        return nobody

    def tell(edition: Edition) -> tuple[Issue, ...]:
        about = {"SERIES": edition.series, "PERIOD": edition.period, "NUMBER": edition.number,
                 "FOLDER": str((office.folder / edition.folder).resolve())}  # fmt: skip
        surroundings = {**os.environ, **{f"BULLETIN_{name}": value for name, value in about.items()}}
        words = shlex.split(command)
        try:
            run = subprocess.run(words, check=False, env=surroundings, stdout=subprocess.DEVNULL)  # noqa: S603  # the office's own
            answer = "" if run.returncode == 0 else f"exit code {run.returncode}"
        except OSError as cause:
            answer = cause.strerror or str(cause)
        register.remark(edition, "told", now, command=command, answer=answer or "ok")
        text, hint = "The command of --notify failed: {reason}", "The edition is out; tell whom it concerns."
        return (warning("B743", edition.period, text, hint, reason=answer),) if answer else ()

    return tell
