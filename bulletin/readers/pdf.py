"""Read a PDF into the lines of its pages, with pypdfium2; no other reader uses it.

Lines are those of the page: a paragraph has several, a table row is one with spaces between its cells. The
room that compares texts joins them.
"""

import contextlib
import re
from collections.abc import Iterator
from typing import Any

from bulletin.files.refused import DocumentUnfit, damaged, too_large
from bulletin.issues.issue import Issue
from bulletin.ledger.entries import Ledger
from bulletin.readers.builder import MAX_TEXT
from bulletin.readers.copy import Copy, TextLine
from bulletin.readers.ledgers import MAX_LEDGER, SUFFIX, embedded

MAX_PAGES = 300
PAGE_NUMBER = re.compile(r"\s*[—–―－-]\s*[0-9]{1,4}\s*[—–―－-]\s*")
HYPHEN = "\ufffe"
"""The character PDFium returns for a hyphen at the end of a line."""


@contextlib.contextmanager
def opened(content: bytes) -> Iterator[Any]:
    """Open a PDF for reading.

    Raises:
        DocumentUnfit: it is damaged, protected by a password, or has more pages than any bulletin.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as cause:
        if "password" in str(cause).lower():
            text, hint = "The document is protected by a password.", "Save it without a password."
            raise DocumentUnfit("B810", text, hint) from None
        raise damaged() from None
    try:
        if len(document) > MAX_PAGES:
            raise too_large(f"{len(document)} > {MAX_PAGES}")
        yield document
    except pypdfium2.PdfiumError:
        raise damaged() from None
    finally:
        document.close()


def read_pdf(content: bytes, name: str) -> Copy:
    """Return the text of a PDF page by page, and the ledger attached to it."""
    with opened(content) as document:
        lines = _lines(document)
        file, ledger, issues = _attached(document, name)
    return Copy(name, "pdf", tuple(TextLine(line) for line in lines), ledger, file, "", issues)


def _lines(document: Any) -> list[str]:
    """Return the lines of all pages, without page numbers and repeated table heads."""
    found: list[str] = []
    length = 0
    for index in range(len(document)):
        page = document[index]
        text = page.get_textpage().get_text_range(errors="replace")
        page.close()
        length += len(text)
        if length > MAX_TEXT:
            raise too_large(f"{length} > {MAX_TEXT}")
        lines = [line for line in text.replace(HYPHEN, "-").splitlines() if line.strip()]
        lines = [line for line in lines if not PAGE_NUMBER.fullmatch(line)]  # boxes may come after it
        found += lines[1:] if lines and _is_repeated(lines[0], found) else lines
    return found


def _is_repeated(line: str, before: list[str]) -> bool:
    """Return whether the first line of a page repeats a table head: words in columns, no digit."""
    columns = len(line.split()) > 1
    return columns and not any(c.isdecimal() for c in line) and line.split() in [b.split() for b in before]


def _attached(document: Any, name: str) -> tuple[str, Ledger | None, tuple[Issue, ...]]:
    """Return the name and content of the attached ledger."""
    for index in range(min(document.count_attachments(), 100)):
        attachment = document.get_attachment(index)
        file = attachment.get_name()
        if file.endswith(SUFFIX):
            content = bytes(attachment.get_data())[: MAX_LEDGER + 1]
            return file, *embedded(content.decode("utf-8", "replace"), name)
    return "", None, ()
