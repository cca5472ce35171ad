"""Find the page numbers of a PDF and measure where they stand on the sheet.

A landscape page has its number at the same place of the sheet as other pages, seen from its side. Its table
has its head at the left edge of the sheet: the binding edge on odd pages, the outer edge on even pages
(chapter 8).
"""

from collections.abc import Iterator, Mapping, Sequence

from bulletin.measurement import patterns
from bulletin.measurement.grid import CharacterGrid
from bulletin.measurement.head_measures import characters, said, type_of
from bulletin.measurement.pdf_page import PdfPage
from bulletin.measurement.report import Measured
from bulletin.measurement.standard import FOOT
from bulletin.measurement.text_lines import PageLine, lines_from

DASHES = "—–―－-─"


def folio_of(lines: Sequence[PageLine], height: float) -> PageLine | None:
    """Return the line that is a page's number: nothing else on it, near the upper or lower edge.

    `height` in mm.
    """
    for line in (*reversed(lines[-2:]), *lines[:1]):
        off_text = line.baseline > height - 40 or line.baseline < 30  # noqa: PLR2004  # mm, used once
        if off_text and patterns.FOLIO.fullmatch(line.text):
            return line
    return None


def measured_folios(
    pages: Sequence[PdfPage], shown: Mapping[int, PageLine], grid: CharacterGrid
) -> Iterator[Measured]:
    """Yield the measures of the page numbers.

    `shown` maps a page to its number line as the page is displayed.
    """
    folios = {page.number: shown[page.number] for page in pages if page.number in shown and page.is_upright}
    for line in folios.values():
        yield from _look(line)
        yield from _place("folio.", line, grid)
    for page in pages:
        if page.is_upright:
            continue
        left, right = (folio_of(lines_from(page.number, side), page.width) for side in page.turned)
        if left:
            folios[page.number] = left
            yield from _place("folio.turned_", left, grid)
        if left or right or page.number in shown:
            yield Measured("folio.turned_head", said(left is not None), page.number)
    yield from _order(folios)
    yield Measured("folio.first_page", said(pages[0].number not in folios), pages[0].number)


def _look(line: PageLine) -> Iterator[Measured]:
    parts = patterns.FOLIO.fullmatch(line.text)
    yield Measured("folio.dashes", said(bool(parts and parts[1] and parts[3])), line.page)
    yield from type_of("folio", [line])


def _place(key: str, line: PageLine, grid: CharacterGrid) -> Iterator[Measured]:
    """Yield the place of a number on the upright sheet."""
    yield Measured(f"{key}distance", _height(line) - FOOT, line.page)
    if _value(line) % 2:
        yield Measured(f"{key}odd_right", characters(grid.right - line.right, line.size), line.page)
    else:
        yield Measured(f"{key}even_left", characters(line.left - grid.left, line.size), line.page)


def _order(folios: Mapping[int, PageLine]) -> Iterator[Measured]:
    """Yield whether the numbers run on with the pages."""
    numbers = [(page, _value(folios[page])) for page in sorted(folios)]
    if numbers:
        start = numbers[0][1] - numbers[0][0]
        wrong = next((page for page, number in numbers if number - page != start), 0)
        yield Measured("folio.consecutive", said(not wrong), wrong)


def _value(line: PageLine) -> int:
    parts = patterns.FOLIO.fullmatch(line.text)
    return int(parts[2]) if parts else 0


def _height(line: PageLine) -> float:
    """Return the height of a page number's dash, or of the middle of its digits if it has no dash."""
    dashes = [glyph.ink for glyph in line.glyphs if glyph.char in DASHES] or [
        glyph.ink for glyph in line.glyphs
    ]
    return sum((ink.top + ink.bottom) / 2 for ink in dashes) / len(dashes)
