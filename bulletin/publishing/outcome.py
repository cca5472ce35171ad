"""The outcome of publishing one period."""

from dataclasses import dataclass
from typing import Literal

from bulletin.issues.errors import ExitCode
from bulletin.issues.issue import Issue
from bulletin.model.brief import Brief
from bulletin.publishing.register import Edition

What = Literal["published", "already", "waiting", "due", "void", "refused"]


@dataclass(frozen=True, slots=True, repr=False)
class EditionOutcome(Brief):
    """The outcome of one period; `edition` None: none was begun; `period` empty: it is that of the series.

    `series` names the series. `what` became of it: `published`, `already` (published before), `waiting` (for
    people), `due` (with `dry`), `void` or `refused`. `issues` say why; `exit_code` is what the command would
    answer with.
    """

    series: str
    period: str
    what: What
    edition: Edition | None = None
    issues: tuple[Issue, ...] = ()
    exit_code: ExitCode = ExitCode.OK
