"""Define a copy: the content of a finished or edited document, independent of its file format."""

from dataclasses import dataclass
from typing import Literal

from bulletin.issues.issue import Issue, note
from bulletin.ledger.entries import Ledger

CopyKind = Literal["docx", "odt", "pdf", "html", "txt"]


@dataclass(frozen=True, slots=True)
class ValueMark:
    """The remains of a mark around a value: offsets into the text of its line.

    A mark may be empty (the value was deleted), and a value may have several marks: its paragraph was broken
    in two.
    """

    occurrence: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TextLine:
    """A paragraph, a heading or a table row with tabs between its cells."""

    text: str
    marks: tuple[ValueMark, ...] = ()


@dataclass(frozen=True, slots=True)
class Unseen:
    """Something in a document that was not looked at.

    `issue` says what and where it is; `digest` is the SHA-256 of a picture, else empty.
    """

    issue: Issue
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Copy:
    """A document that was read.

    `lines` are those that are not blank, in reading order; the lines of a PDF are those of its pages.
    `ledger` is the one inside, if it is unchanged. `ledger_file` and `ledger_digest` are the name and the
    SHA-256 of the full ledger, as far as the document names them. `issues` say what the reader must know:
    changes that are still tracked, a ledger that was tampered with. `unseen` is what the reader did not look
    at.
    """

    name: str
    kind: CopyKind
    lines: tuple[TextLine, ...]
    ledger: Ledger | None
    ledger_file: str
    ledger_digest: str
    issues: tuple[Issue, ...]
    unseen: tuple[Unseen, ...] = ()


def tracked(name: str, changes: int) -> tuple[Issue, ...]:
    """Return a note on tracked changes that are not yet accepted."""
    text = "Changes are still tracked in the document ({n} of them); it is read as if all were accepted."
    hint = "Accept or reject them before the document is published."
    return (note("B816", name, text, hint, n=changes),) if changes else ()
