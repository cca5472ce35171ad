"""Set a page for trial in a process of its own, as libraries that do not fit each other end theirs."""

import os
import subprocess
import sys

from bulletin.diagnosis.condition import Condition, ConditionState
from bulletin.issues.issue import Phrase

SECONDS = 120
"""What the trial may take."""

WORK = "from bulletin.drafting.trial import set_page; set_page()"
"""What the other process does."""


def tried() -> Condition:
    """Return whether a page can be set as DOCX and as PDF."""
    command = [sys.executable, "-c", WORK]
    path = os.pathsep.join(entry or os.curdir for entry in sys.path)
    environment = {**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"}
    try:
        tried = subprocess.run(  # noqa: S603  # this very interpreter
            command, env=environment, capture_output=True, encoding="utf-8", errors="replace",
            timeout=SECONDS, check=False,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError) as cause:
        reason = str(cause)
    else:
        if tried.returncode == 0:
            return Condition(
                "python", "DOCX, PDF", ConditionState.FINE, (Phrase("a page of each was made for trial"),)
            )
        reason = (tried.stderr.strip().splitlines() or [f"exit code {tried.returncode}"])[-1]
    found = Phrase("could not be made: {reason}", {"reason": reason})
    return Condition("python", "DOCX, PDF", ConditionState.MISSING, (found,))
