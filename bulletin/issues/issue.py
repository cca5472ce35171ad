"""An issue: one thing a person has to look at, with its place and the next step."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """How much an issue weighs: an error stops a build, a warning does only under `--strict`."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A few words inside a message that have a translation of their own, in the catalogue under `context`."""

    text: str
    values: Mapping[str, object] = field(default_factory=dict)
    context: str = ""

    def __str__(self) -> str:
        """The words in English."""
        return self.text.format_map(self.values)


@dataclass(frozen=True, slots=True)
class Issue:
    """One finding.

    `code` is stable: B1xx shape, B2xx sums and relations, B3xx across rounds and editions, B4xx template,
    B5xx proofreading, B6xx layout and fonts, B7xx files and publication, B8xx documents that are read, and
    their ledgers. `place` is a JSON pointer, a template line or a file; `also` are further places the
    finding concerns. `text` and `hint` are English sentences with `{fields}`; `values` fills them, and the
    message catalogue translates them (`bulletin.issues.messages`). An empty hint means that the message
    says it all. `at` is the file, line and column of a value whose `place` is a pointer; `excerpt` is the
    line of the file and below it a caret (`bulletin.issues.excerpt`). Both are empty where unknown.
    """

    code: str
    severity: Severity
    place: str
    text: str
    hint: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
    also: tuple[str, ...] = ()
    at: str = ""
    excerpt: str = field(default="", repr=False)  # a line of data may name a person; a log shows the repr

    @property
    def message(self) -> str:
        """The finding in English."""
        return self.text.format_map(self.values)


def error(
    code: str, place: str, text: str, hint: str = "", also: tuple[str, ...] = (), /, **values: object
) -> Issue:
    """An issue that stops a build."""
    return Issue(code, Severity.ERROR, place, text, hint, values, also)


def warning(
    code: str, place: str, text: str, hint: str = "", also: tuple[str, ...] = (), /, **values: object
) -> Issue:
    """An issue that a person should look at before publishing."""
    return Issue(code, Severity.WARNING, place, text, hint, values, also)


def note(
    code: str, place: str, text: str, hint: str = "", also: tuple[str, ...] = (), /, **values: object
) -> Issue:
    """Something done on the reader's behalf that should not pass in silence."""
    return Issue(code, Severity.NOTE, place, text, hint, values, also)


def errors(issues: tuple[Issue, ...]) -> tuple[Issue, ...]:
    """Those of the issues that stop a build."""
    return tuple(issue for issue in issues if issue.severity is Severity.ERROR)
