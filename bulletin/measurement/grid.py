"""Find the text area and character grid of a PDF from the lines of its body.

Two ways to set 22 lines into 225 mm are in use, and both comply: lines of 10.23 mm with the gap shared above
and below the characters, and lines of 10.39 mm whose first characters begin at the very edge, as 3.2 defines
the line and GB/T 33476.2, annex A, sets it. A document follows the one whose edge is nearer to 37 mm: the
upper edge of its first line, or that of its first characters.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from bulletin.measurement.report import Measured
from bulletin.measurement.standard import CHARACTER, LEFT, PITCH, SIZE, TOP, WIDTH
from bulletin.measurement.text_lines import MM, PageLine, is_full, is_han

NEAR = 0.7
"""Edges nearer than this, in mm, are one edge."""
LOOSE, TIGHT = 16.0, 5.5
"""The pitch of body text lies between these, in mm."""
MOST_INDENT = 6 * CHARACTER
"""The first line of a paragraph is indented no more than this, in mm."""


@dataclass(frozen=True, slots=True)
class CharacterGrid:
    """The text area and grid in mm, to which other measures refer.

    The standard's own values where none was found.
    """

    body_size: float
    left: float
    right: float
    pitch: float
    flowing: tuple[tuple[PageLine, PageLine], ...]  # a full line and the line that continues it
    body: tuple[tuple[PageLine, ...], ...]  # the lines of body text, page by page

    @property
    def centre(self) -> float:
        """The middle of the text area."""
        return (self.left + self.right) / 2

    @property
    def leading(self) -> float:
        """The gap above and below the characters of a body line together."""
        return max(0.0, (self.pitch - SIZE * MM) / 2)

    def blanks(self, upper: float, lower: float, leadings: int = 2) -> float:
        """Return the number of blank lines between two edges.

        `leadings` counts the half gaps in that distance.
        """
        return (lower - upper - leadings * self.leading) / self.pitch


def grid_of(pages: Sequence[Sequence[PageLine]]) -> CharacterGrid:
    """Return the grid of a document; `pages` are the lines of each page."""
    size = _body_size(pages)
    body = tuple(tuple(line for line in page if _is_body(line, size)) for page in pages)
    every = [line for page in body for line in page]
    steps = [b.baseline - a.baseline for page in body for a, b in pairwise(page)]
    pitch = _usual([step for step in steps if TIGHT < step < LOOSE]) or PITCH
    left = _left(every)
    flowing = tuple(_flowing(body, left, pitch))
    ends = [line.right for line, _ in flowing if is_han(line.text[-1])]
    return CharacterGrid(size, left, median(ends) if ends else LEFT + WIDTH, pitch, flowing, body)


def _body_size(pages: Sequence[Sequence[PageLine]]) -> float:
    counts: Counter[float] = Counter()
    for line in (line for page in pages for line in page if line.columns == 1):
        counts[line.size] += len(line.text)
    return counts.most_common(1)[0][0] if counts else SIZE


def _is_body(line: PageLine, size: float) -> bool:
    return line.columns == 1 and abs(line.size - size) <= 0.5 and not line.is_red  # noqa: PLR2004  # pt, used once


def _usual(values: list[float]) -> float:
    """Return the most frequent value, to a tenth; 0 if there is none."""
    if not values:
        return 0.0
    tenth = Counter(round(value, 1) for value in values).most_common(1)[0][0]
    return median(value for value in values if abs(value - tenth) < 0.15)  # noqa: PLR2004  # mm, used once


def _left(lines: Sequence[PageLine]) -> float:
    """Return the left edge of lines without indent: the leftmost one that two lines share."""
    starts = sorted(line.left for line in lines)
    shared = (a for a, b in pairwise(starts) if b - a < NEAR)
    return next(shared, starts[0] if starts else LEFT)


def _flowing(
    body: Sequence[Sequence[PageLine]], left: float, pitch: float
) -> Iterator[tuple[PageLine, PageLine]]:
    """Yield each line that a paragraph continues below, with the next line."""
    every = [line for page in body for line in page]
    for line, following in pairwise(every):
        step = following.baseline - line.baseline
        goes_on = step < 1.4 * pitch if line.page == following.page else line.page + 1 == following.page
        begins = line.left < left + MOST_INDENT  # a date is indented far and ends near the edge too
        if goes_on and begins and abs(following.left - left) < NEAR and line.right > left + 0.85 * WIDTH:
            yield line, following


# ── measures ─────────────────────────────────────────────────────────────────────────────────────────────


def measured_grid(
    grid: CharacterGrid, first_lines: Sequence[PageLine], height: float, headed: bool
) -> Iterator[Measured]:
    """Yield the measures of the text area; `height` of a page in mm, `headed` if page 1 begins with a mark.

    `first_lines` are those that begin a page of running text.
    """
    if any(grid.body):
        yield Measured("page.left", grid.left)
    if grid.flowing:
        yield Measured("page.text_width", grid.right - grid.left)
        yield Measured("grid.flush", max(_beyond(line, grid.right) for line, _ in grid.flowing))
        yield Measured("grid.characters", float(_characters(grid)))
    yield from _spacing(grid)
    tops = [line for line in first_lines if abs(line.size - grid.body_size) <= 0.5]  # noqa: PLR2004  # pt, used once
    if tops:
        yield from _heights(grid, min(line.top for line in tops), headed)
    lowest = max((line for page in grid.body for line in page), key=lambda line: line.bottom, default=None)
    if lowest is not None:
        yield Measured("page.bottom", height - lowest.bottom, lowest.page)


def _beyond(line: PageLine, right: float) -> float:
    """Return how far a line ends from the edge; a punctuation mark may reach it with its ink or its cell."""
    if is_han(line.text[-1]):
        return abs(line.right - right)
    return max(0.0, line.ink_right - right, right - line.right)


def _characters(grid: CharacterGrid) -> int:
    """Return the length of a full line in characters: counted if all are full-width, else by spacing."""
    counts = Counter(
        len(line.text) + round((line.left - grid.left) / CHARACTER)
        for line, _ in grid.flowing
        if all(map(is_full, line.text))
    )
    if counts:
        most = max(counts.values())
        return max(count for count, times in counts.items() if times == most)
    steps = [
        b.left - a.left
        for line, _ in grid.flowing
        for a, b in pairwise(line.glyphs)
        if is_han(a.char) and is_han(b.char)
    ]
    return round((grid.right - grid.left) / median(steps)) if steps else 0


def _spacing(grid: CharacterGrid) -> Iterator[Measured]:
    steps = [
        (b.baseline - a.baseline, a.page)
        for page in grid.body
        for a, b in pairwise(page)
        if b.baseline - a.baseline < 1.4 * grid.pitch
    ]
    if steps:
        yield Measured("grid.pitch", grid.pitch / MM)
        uneven, page = max((abs(step - grid.pitch), page) for step, page in steps)
        yield Measured("grid.even", uneven, page)


def _heights(grid: CharacterGrid, first: float, headed: bool) -> Iterator[Measured]:
    """Yield the upper margin; if text fills the page, also its lines and the text area's height."""
    by_line, by_character = first - grid.leading, first
    shared = abs(by_line - TOP) <= abs(by_character - TOP)
    yield Measured("page.top", by_line if shared else by_character)
    full = [line for line, following in grid.flowing if line.page != following.page]
    full = [line for line in full if line.page > 1 or not headed]  # the lines of a head are off the grid
    if full:
        last = max(full, key=lambda line: line.top)
        count = round((last.top - first) / grid.pitch) + 1
        yield Measured("grid.lines", float(count), last.page)
        yield Measured("grid.height", count * grid.pitch - (0 if shared else 2 * grid.leading), last.page)
