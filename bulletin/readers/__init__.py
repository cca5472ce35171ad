"""Turn a finished or edited document into its text, the marks around its values, and its ledger."""

from collections.abc import Callable
from pathlib import Path

from bulletin.files.read import Content, TooLarge, given_bytes
from bulletin.files.refused import DocumentUnfit
from bulletin.issues.errors import DataRefused, InputMissing, unreadable
from bulletin.issues.issue import error
from bulletin.readers.copy import Copy, CopyKind, TextLine, ValueMark
from bulletin.readers.docx import read_docx
from bulletin.readers.html import read_html
from bulletin.readers.ledgers import ledger_in, ledger_of
from bulletin.readers.odt import read_odt
from bulletin.readers.pdf import read_pdf
from bulletin.readers.txt import read_txt

__all__ = [
    "READERS",
    "Copy",
    "CopyKind",
    "TextLine",
    "ValueMark",
    "content_of",
    "ledger_in",
    "ledger_of",
    "read",
]

READERS: dict[str, tuple[Callable[[bytes, str], Copy], int]] = {
    ".docx": (read_docx, 20_000_000),
    ".odt": (read_odt, 20_000_000),
    ".pdf": (read_pdf, 20_000_000),
    ".html": (read_html, 3_000_000),
    ".htm": (read_html, 3_000_000),
    ".txt": (read_txt, 2_000_000),
}
"""File suffix → the reader of its bytes, and the most bytes it accepts."""


def read(source: str | Path | Content) -> Copy:
    """Return the document in a file, or in its bytes.

    Raises:
        InputMissing: there is no such file, or it cannot be read.
        DataRefused: it is no document of a known kind, damaged, or too large.
    """
    path = Path(source.name if isinstance(source, Content) else source)
    if path.suffix.lower() not in READERS:
        text, hint = "The document is of a kind that cannot be read: {suffix}", "Known kinds: {known}."
        known = ", ".join(READERS)
        raise DataRefused([error("B801", path.name, text, hint, suffix=path.suffix or "—", known=known)])
    reader, limit = READERS[path.suffix.lower()]
    content = content_of(source, limit)
    try:
        return reader(content, path.name)
    except DocumentUnfit as cause:
        raise DataRefused([error(cause.code, path.name, cause.text, cause.hint, **cause.values)]) from None


def content_of(source: str | Path | Content, limit: int) -> bytes:
    """Return the bytes of a file that has at most `limit` of them.

    Raises:
        InputMissing: it is not there, or cannot be read.
        DataRefused: it is larger.
    """
    path = Path(source.name if isinstance(source, Content) else source)
    try:
        if not isinstance(source, Content):
            return given_bytes(path, limit)
        if (size := len(source.content)) <= limit:
            return source.content
    except OSError as cause:
        raise InputMissing([unreadable(path, cause)]) from None
    except TooLarge as cause:
        size = cause.size
    text, hint = "The document is larger than what is read: {reason}.", "Take out pictures and attachments."
    raise DataRefused([error("B811", path.name, text, hint, reason=f"{size} > {limit}")])
