"""An issue: one thing a person has to look at, with its place and the next step."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

LONGEST = 80
"""Characters of a place or a sentence that `repr` shows."""


class Severity(StrEnum):
    """How much an issue weighs."""

    ERROR = "error"
    """It stops a build."""
    WARNING = "warning"
    """It stops a build with `strict` alone."""
    NOTE = "note"
    """It stops nothing."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A few words inside a message that have a translation of their own, in the catalogue under `context`.

    `text` is English with `{fields}`, which `values` fill. `str()` gives the words in English.
    """

    text: str
    values: Mapping[str, object] = field(default_factory=dict)
    context: str = ""

    def __str__(self) -> str:
        """The words in English."""
        return self.text.format_map(self.values)


@dataclass(frozen=True, slots=True, repr=False)
class Issue:
    """One thing that was noticed, with its place and the next step.

    `severity` says what it stops. `code` is stable: B1xx shape, B2xx sums and relations, B3xx across
    rounds and editions, B4xx template, B5xx proofreading, B6xx layout and fonts, B7xx files and
    publication, B8xx documents that are read, and their ledgers. `place` is a JSON pointer, a template
    line or a file; `also` are further places the finding concerns. `text` and `hint` are English
    sentences with `{fields}`; `values` fills them, and the message catalogue translates them
    (`bulletin.issues.messages`). An empty hint means that the message says it all. `at` is the file, line
    and column of a value whose `place` is a pointer; `excerpt` is the line of the file and below it a
    caret (`bulletin.issues.excerpt`). Both are empty where unknown.
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

    def __repr__(self) -> str:
        """Show code, weight, place and the sentence with its fields unfilled, as values may name persons."""
        shown = f"<Issue {self.code} {self.severity.value} {self.place[:LONGEST]}: {self.text[:LONGEST]}"
        return f"{shown}…>" if len(self.text) > LONGEST else f"{shown}>"

    @property
    def message(self) -> str:
        """The finding in English."""
        return self.text.format_map(self.values)

    def to_dict(self) -> dict[str, Any]:
        """Return the issue as plain data, which JSON can hold, with `message` and `hint` in both languages.

        `{"code", "severity", "place", "also", "message": {"zh", "en"}, "hint": {"zh", "en"}}`; a hint may
        be empty.
        """
        from bulletin.issues.catalogue import LANGUAGES  # imported when needed: they import this file
        from bulletin.issues.messages import said

        spoken = {language: said(self, language) for language in LANGUAGES}
        return {
            "code": self.code,
            "severity": self.severity.value,
            "place": self.place,
            "also": list(self.also),
            "message": {language: message for language, (message, _) in spoken.items()},
            "hint": {language: hint for language, (_, hint) in spoken.items()},
        }


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
