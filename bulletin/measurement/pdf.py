"""Measure a PDF."""

from collections.abc import Iterator, Sequence

from bulletin.measurement.closing_measures import measured_closing, measured_imprint
from bulletin.measurement.folios import folio_of, measured_folios
from bulletin.measurement.grid import grid_of, measured_grid
from bulletin.measurement.head_measures import measured_head, measured_text
from bulletin.measurement.letter_measures import measured_letter
from bulletin.measurement.page_parts import Elements, elements_of
from bulletin.measurement.patterns import has_chinese
from bulletin.measurement.pdf_page import PdfPage, pdf_pages
from bulletin.measurement.report import Measured
from bulletin.measurement.text_lines import PageLine, lines_of


def measured_pdf(content: bytes) -> tuple[list[Measured], int, tuple[int, ...]]:
    """Return the measures of a PDF, the number of its pages, and the pages that are pictures.

    There are no measures if it holds no Chinese.

    Raises:
        DocumentUnfit: it cannot be read.
    """
    pages = pdf_pages(content)
    lines = [lines_of(page) for page in pages]
    if not any(has_chinese(line.text) for page in lines for line in page):
        return [], len(pages), ()
    pictures = tuple(page.number for page in pages if page.images and not page.glyphs)
    return list(_measures(pages, lines)), len(pages), pictures


def _measures(pages: Sequence[PdfPage], every: Sequence[list[PageLine]]) -> Iterator[Measured]:
    folios = {
        page.number: folio
        for page, lines in zip(pages, every, strict=True)
        if (folio := folio_of(lines, page.height))
    }
    upright = [page for page in pages if page.is_upright]
    lines = [[line for line in lines if line is not folios.get(page.number)]
             for page, lines in zip(pages, every, strict=True) if page.is_upright]  # fmt: skip
    for page in pages:
        yield Measured("page.width", min(page.width, page.height), page.number)
        yield Measured("page.height", max(page.width, page.height), page.number)
        yield Measured("fonts.embedded", "no" if page.loose_fonts else "yes", page.number)
    if not upright:
        return
    grid = grid_of(lines)
    elements = elements_of(upright, lines, grid)
    headed = bool(elements.head.mark)
    yield from measured_grid(grid, _first_lines(lines, elements), upright[0].height, headed)
    yield from measured_head(elements.head, grid)
    yield from measured_letter(elements, upright[0], grid)
    yield from measured_text(elements, grid, bool(elements.head.mark or elements.head.number))
    yield from measured_closing(elements, grid)
    yield from measured_imprint(elements, grid, pages[-1].number)
    yield from measured_folios(pages, folios, grid)


def _first_lines(lines: Sequence[Sequence[PageLine]], elements: Elements) -> list[PageLine]:
    """Return the lines that show the upper margin: the first of each page of text, and the copy number."""
    tops = [page[0] for page in lines[1:] if page and page[0].columns == 1]
    return tops if elements.head.frames else [*elements.head.copy_number, *tops]
