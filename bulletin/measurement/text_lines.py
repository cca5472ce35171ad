"""Group the characters of a page into lines."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bulletin.measurement.font_names import prevailing
from bulletin.measurement.pdf_page import Glyph, PdfPage

MM = 25.4 / 72
ABOVE, BELOW = 0.88, 0.12
"""How far the cell of a Chinese character reaches above and below the baseline, as a part of its size."""
SAME_LINE = 0.25
"""Baselines nearer than this part of the size belong to one line."""
COLUMN = 1.5
"""A gap wider than this many characters separates columns."""
RED, NOT_RED = 150, 120
"""A red colour has at least this much red, and at most this much green and blue."""


@dataclass(frozen=True, slots=True)
class PageLine:
    """Characters on one baseline; lengths in mm from the left and upper edges of the page.

    `left` and `right` bound the cells of the first and last character, `ink_*` what is drawn; `top` and
    `bottom` bound the cells in height. `size` in pt, `face` a class of faces or the name of a font.
    """

    page: int
    glyphs: tuple[Glyph, ...]
    text: str
    size: float
    face: str
    baseline: float
    left: float
    right: float
    ink_left: float
    ink_right: float
    ink_top: float
    ink_bottom: float
    columns: int

    @property
    def top(self) -> float:
        """Upper edge of the character cells."""
        return self.baseline - ABOVE * self.size * MM

    @property
    def bottom(self) -> float:
        """Lower edge of the character cells."""
        return self.baseline + BELOW * self.size * MM

    @property
    def centre(self) -> float:
        """The middle of the cells between left and right."""
        return (self.left + self.right) / 2

    @property
    def is_red(self) -> bool:
        """Whether most characters of the line are red."""
        return sum(is_red(glyph.color) for glyph in self.glyphs) * 2 > len(self.glyphs)


def is_red(color: tuple[int, int, int]) -> bool:
    """Return whether a colour is red; printing inks vary widely."""
    red, green, blue = color
    return red >= RED and green <= NOT_RED and blue <= NOT_RED


def is_han(char: str) -> bool:
    """Return whether a character is a Chinese one (not a mark)."""
    # radicals stand for characters in the text of some programs
    radical = "\u2e80" <= char <= "\u2fdf" or "\uf900" <= char <= "\ufaff"
    return "\u3400" <= char <= "\u9fff" or char in "〇々" or radical or char >= "\U00020000"


def is_full(char: str) -> bool:
    """Return whether a character is full-width in Chinese text."""
    return is_han(char) or "\u3000" <= char <= "\u303f" or "\uff01" <= char <= "\uff60" or char in "“”‘’…—"


def lines_of(page: PdfPage) -> list[PageLine]:
    """Return the lines of a page from top to bottom."""
    return lines_from(page.number, page.glyphs)


def lines_from(number: int, glyphs: Iterable[Glyph]) -> list[PageLine]:
    """Return the lines of these characters of one page, from top to bottom."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda g: g.baseline):
        if rows and _is_level(rows[-1], glyph):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return [line_of(number, row) for row in rows]


def _is_level(row: Sequence[Glyph], glyph: Glyph) -> bool:
    return glyph.baseline - row[0].baseline <= SAME_LINE * MM * max(row[0].size, glyph.size, 4)


def line_of(page: int, glyphs: Iterable[Glyph]) -> PageLine:
    """Join characters into one line; a character drawn twice for boldness counts once."""
    ordered: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda g: g.left):
        last = ordered[-1] if ordered else None
        if last and last.char == glyph.char and glyph.left - last.left < 0.1 * glyph.size * MM:
            continue
        ordered.append(glyph)
    gaps = [b.left - a.right for a, b in pairwise(ordered)]
    size = Counter(round(g.size * 2) / 2 for g in ordered).most_common(1)[0][0]
    han = [glyph for glyph in ordered if is_han(glyph.char)] or ordered
    return PageLine(
        page,
        tuple(ordered),
        "".join(glyph.char for glyph in ordered),
        size,
        prevailing(glyph.font for glyph in han),
        Counter(round(g.baseline, 2) for g in ordered).most_common(1)[0][0],
        ordered[0].left,
        ordered[-1].right,
        min(glyph.ink.left for glyph in ordered),
        max(glyph.ink.right for glyph in ordered),
        min(glyph.ink.top for glyph in ordered),
        max(glyph.ink.bottom for glyph in ordered),
        1 + sum(gap > COLUMN * size * MM for gap in gaps),
    )


def columns_of(line: PageLine) -> list[PageLine]:
    """Return the columns of a line."""
    parts: list[list[Glyph]] = [[]]
    for glyph in line.glyphs:
        if parts[-1] and glyph.left - parts[-1][-1].right > COLUMN * line.size * MM:
            parts.append([])
        parts[-1].append(glyph)
    return [line_of(line.page, part) for part in parts]
