"""Read a PDF into the lines of its pages, with pypdfium2; no other reader uses it.

Lines are those of the page: a paragraph has several, a table row is one with spaces between its cells. The
room that compares texts joins them.
"""

import contextlib
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bulletin.files.refused import DocumentUnfit, damaged, too_large
from bulletin.issues.issue import Issue, warning
from bulletin.ledger.entries import Ledger
from bulletin.readers.builder import MAX_TEXT
from bulletin.readers.copy import Copy, TextLine, Unseen
from bulletin.readers.ledgers import MAX_LEDGER, SUFFIX, embedded

MAX_PAGES = 300
PAGE_NUMBER = re.compile(r"\s*[—–―－-]\s*[0-9]{1,4}\s*[—–―－-]\s*")
COUNT_IN_ROW = re.compile(r"(?<=\s)[0-9][0-9.,%]*(?=\s|$)")
"""A number by itself in a column, as the rows of a table have them and their heads do not."""
MAX_HEAD = 60
"""The most lines of a head: words in narrow columns take several."""
Columns = tuple[str, ...]
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
        unseen = tuple(_unseen(document, content, name))
    return Copy(name, "pdf", tuple(TextLine(line) for line in lines), ledger, file, "", issues, unseen)


LINK, POPUP = 2, 16
"""The kinds of annotations that show nothing of their own (FPDF_ANNOT_*)."""


def _unseen(document: Any, content: bytes, name: str) -> Iterator[Unseen]:
    """Yield what the pages hold beside their text; a picture has its number as digest: `#1`."""
    import pypdfium2.raw as pdfium

    def told(text: str, about: str = "") -> Unseen:
        return Unseen(warning("B820", name, text, "Look at this place yourself.", about=about))

    if content.count(b"%%EOF") > 1:
        yield told("Not looked at: what was added to the file after it was made.")
    if document.get_formtype():
        yield told("Not looked at: the fields of a form.")
    images = 0
    for index in range(len(document)):
        page = document[index]
        for n in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
            annotation = pdfium.FPDFPage_GetAnnot(page.raw, n)
            kind = pdfium.FPDFAnnot_GetSubtype(annotation)
            pdfium.FPDFPage_CloseAnnot(annotation)
            if kind not in (LINK, POPUP):
                yield told("Not looked at: a note or a stamp on page {about}.", str(index + 1))
        images += sum(1 for _ in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE]))
        page.close()
    for n in range(1, images + 1):
        yield Unseen(told("Not looked at: a picture.").issue, f"#{n}")


def _lines(document: Any) -> list[str]:
    """Return the lines of all pages, without page numbers and repeated table heads."""
    found: list[str] = []
    places: dict[Columns, int] = {}  # a line by its columns → where it stands first
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
        for line in lines[_repeated(lines, found, places) :]:
            places.setdefault(_columns(line), len(found))
            found.append(line)
    return found


def _columns(line: str) -> Columns:
    return tuple(line.split())


def _repeated(lines: Sequence[str], found: Sequence[str], places: Mapping[Columns, int]) -> int:
    """Return how many lines at the top of a page repeat the head of a table: words in columns, no counts.

    A head of several lines has to follow in the same order on an earlier page, so it may name periods.
    """
    first = places.get(_columns(lines[0])) if lines else None
    if first is None:
        return 0
    head: list[str] = []
    for line, before in zip(lines, found[first : first + MAX_HEAD], strict=False):
        if _columns(line) != _columns(before) or COUNT_IN_ROW.search(line):
            break
        head.append(line)
    if not any(len(_columns(line)) > 1 for line in head):
        return 0
    return 0 if len(head) == 1 and any(c.isdecimal() for c in head[0]) else len(head)


def _attached(document: Any, name: str) -> tuple[str, Ledger | None, tuple[Issue, ...]]:
    """Return the name and content of the attached ledger."""
    for index in range(min(document.count_attachments(), 100)):
        attachment = document.get_attachment(index)
        file = attachment.get_name()
        if file.endswith(SUFFIX):
            content = bytes(attachment.get_data())[: MAX_LEDGER + 1]
            return file, *embedded(content.decode("utf-8", "replace"), name)
    return "", None, ()
