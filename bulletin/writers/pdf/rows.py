"""Draw the tables of a PDF row by row, while WeasyPrint only breaks them into pages.

To WeasyPrint a row is an image of known size that draws itself and that may be followed by a page break. The
first row on a page also draws the head, above itself, in the padding that the box around the rows repeats at
the top of each page. Drawing notes where each cell is; `tags` uses the notes to tag rows, cells and heads.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from typing import Any, Final

from bulletin.model.document import Cell, Table
from bulletin.typography.layout import Layout, Page
from bulletin.typography.placing import PT
from bulletin.writers.html.style_sheet import Families, rule
from bulletin.writers.pdf import seam
from bulletin.writers.pdf.cells import PX, CellFont, CellLine, Names

SCHEME: Final = "bulletin-row"
"""The scheme of the addresses of the images that stand for rows."""

BORDER: Final = 0.5 * PX
"""The thickness of the lines of a table, in px."""
_SIDE: Final = 2 * PX
"""The distance between a line and the text beside it, in px."""


def row_styles(layout: Layout, families: Families) -> str:
    """Return the CSS rules for drawn tables, which then look like tables on a screen."""
    gap = layout.pitch / 2
    below = gap + BORDER / 2 / PX  # half of the last line, which needs no room at the end of a page
    return "\n".join(
        [
            rule(".table figcaption", layout.roles["caption"], layout, families),
            f".table {{ margin-bottom: {below:.3f}pt }} .table figcaption {{ margin: 0 }}",
            f".table + .group-signature {{ margin-top: {-gap:.3f}pt }}",  # 7.3.5.2
            ".grid { box-decoration-break: clone }",
            ".grid img { display: block; overflow: visible }",  # the first one draws the head above itself
        ]
    )


@dataclass(slots=True)
class TagMark:
    """The part of a cell drawn on one page: its stream, and the properties that will hold its number."""

    stream: Any
    properties: dict[str, int]


@dataclass(slots=True, eq=False)
class TypesetCell:
    """A cell with its lines; `marks` tell where it was drawn; an empty cell has none."""

    cell: Cell
    face: CellFont
    lines: tuple[CellLine, ...]
    left: float
    width: float
    marks: list[TagMark] = field(default_factory=list)

    @property
    def tag(self) -> str:
        """Its type in the structure tree."""
        return "TH" if self.cell.head else "TD"


class DrawnRow:
    """A row, or the part of a tall row that fits on a page; to WeasyPrint it is an image."""

    def __init__(self, grid: "DrawnTable", cells: Sequence[TypesetCell], part: range | None = None) -> None:
        self.grid, self.cells, self.part = grid, cells, part
        self.height = max((_height(each, part) for each in cells), default=0) + BORDER

    @property
    def goes_on(self) -> bool:
        """Whether it is a part of a row, and not the first."""
        return self.part is not None and self.part.start > 0

    def get_intrinsic_size(self, _resolution: Any, _font_size: Any) -> tuple[float, float, None]:
        """Return width and height in px, and None for a ratio."""
        return self.grid.width, self.height, None

    def draw(self, stream: Any, _width: float, _height: float, _style: Any) -> None:
        """Draw the row, below the head if it is the first of its page."""
        stream.end_marked_content()  # the image's mark, since a row has its own
        if stream is not self.grid.page:
            self.grid.begin(stream)
        self.paint(stream, 0, told=True)
        stream.begin_marked_content("Artifact")  # for WeasyPrint to end

    def paint(self, stream: Any, top: float, *, told: bool) -> None:
        """Draw text and lines, `top` px down; with `told` the text is marked for the structure tree."""
        for each in self.cells:
            shown = each.lines[self.part.start : self.part.stop] if self.part else each.lines
            if not shown:
                continue
            properties = seam.pydyf.Dictionary() if told else None
            stream.begin_marked_content(each.tag if told else "Artifact", properties)
            if properties is not None:
                each.marks.append(TagMark(stream, properties))
            stream.set_color_rgb(*_rgb(each.face.role.color))
            stream.begin_text()
            down = top + (self.height - _height(each, self.part)) / 2 + each.face.before
            for line in shown:
                each.face.draw(stream, line, each.left, down, each.width)
                down += each.face.height
            stream.end_text()
            stream.end_marked_content()
        self._lines(stream, top)

    def _lines(self, stream: Any, top: float) -> None:
        """Draw the lines beside each cell, and the line below the row."""
        stream.begin_marked_content("Artifact")
        _pen(stream)
        for x in self.grid.edges(self.cells):
            stream.move_to(x, top - BORDER / 2)
            stream.line_to(x, top + self.height + BORDER / 2)
        stream.stroke()
        if self.part is None or self.part.stop >= max(len(each.lines) for each in self.cells):
            ruled = max((each.face for each in self.cells), key=lambda face: face.rule)
            if ruled.rule > BORDER:
                _pen(stream, ruled.rule, ruled.role.color)
            _across(stream, top + self.height, self.grid.width)
        stream.end_marked_content()


class DrawnTable:
    """A table to be drawn: its head, and its rows, of which tall ones are split into parts."""

    def __init__(self, table: Table, page: Page, face: Callable[[bool], CellFont]) -> None:
        self.face = face
        self.width = page.text_width * PT * PX
        shares = table.widths or (1,) * sum(cell.span for cell in table.rows[0])
        inner = self.width - BORDER
        self.columns = [BORDER / 2 + inner * sum_ / sum(shares) for sum_ in accumulate(shares, initial=0)]
        height = page.text_height * PT * PX - BORDER
        head = [DrawnRow(self, self._set(row)) for row in table.rows[: table.head_rows]]
        needed = sum(row.height for row in head) + face(False).height + BORDER
        fits = len(table.rows) > table.head_rows and needed <= height
        self.head = head if fits else []  # without rows below, or too tall, its rows are ordinary
        self.head_height = sum(row.height for row in self.head)
        rows = (self._set(row) for row in table.rows[len(self.head) :])
        self.rows = [part for row in rows for part in self._parts(row, height - self.head_height)]
        self.page: Any = None

    def begin(self, stream: Any) -> None:
        """Begin a page: draw its upper line and the head, which is tagged on the first page only."""
        first, self.page = self.page is None, stream
        top = -self.head_height
        stream.begin_marked_content("Artifact")
        _pen(stream)
        _across(stream, top, self.width)
        stream.end_marked_content()
        for row in self.head:
            row.paint(stream, top, told=first)
            top += row.height

    def edges(self, cells: Sequence[TypesetCell]) -> Iterator[float]:
        """Return the positions of the vertical lines of a row."""
        ends = accumulate((each.cell.span for each in cells), initial=0)
        return (self.columns[end] for end in ends)

    def _set(self, row: tuple[Cell, ...]) -> list[TypesetCell]:
        """Break the cells of a row into lines."""
        ends = accumulate((cell.span for cell in row), initial=0)
        found = []
        for cell, (start, end) in zip(row, pairwise(ends), strict=True):
            face = self.face(cell.head)
            left = self.columns[start] + BORDER / 2 + (face.left or _SIDE)
            width = self.columns[end] - BORDER / 2 - (face.right or _SIDE) - left
            found.append(TypesetCell(cell, face, face.lines(cell.inlines, width), left, width))
        return found

    def _parts(self, cells: Sequence[TypesetCell], room: float) -> Iterator[DrawnRow]:
        """Yield a row, or the parts of one that is taller than `room`."""
        whole = DrawnRow(self, cells)
        if whole.height <= room:
            yield whole
            return
        gaps = max(each.face.before + each.face.after for each in cells)
        most = max(1, int((room - BORDER - gaps) / max(each.face.height for each in cells)))
        for start in range(0, max(len(each.lines) for each in cells), most):
            yield DrawnRow(self, cells, range(start, start + most))


class DrawnTables:
    """The tables of one document: their HTML for WeasyPrint, and the images it then asks for."""

    def __init__(self, fonts: Any, names: Names, language: str) -> None:
        self.pictures: dict[str, DrawnRow] = {}
        """Address of an image → the row it stands for."""
        # Random, so that no alternative text of a document equals an address; it is not written to the PDF.
        self._name = os.urandom(8).hex()
        self._made = (fonts, names, language)
        self._faces: dict[tuple[Page, bool], CellFont] = {}

    def html(self, table: Table, layout: Layout, caption: str) -> str:
        """Return a table as HTML: images of known size, one for each row."""

        def face(head: bool) -> CellFont:
            fonts, names, language = self._made
            key = layout.page, head
            if key not in self._faces:
                role = "head_cell" if head else "cell"
                self._faces[key] = CellFont(fonts, layout, role, names, language)
            return self._faces[key]

        grid = DrawnTable(table, layout.page, face)
        images = []
        for row in grid.rows:
            address = f"{SCHEME}:{self._name}:{len(self.pictures)}"
            self.pictures[address] = row
            images.append(f'<img src="{address}" alt="{address}">')
        room = f"padding-top: {grid.head_height + BORDER / 2:.4f}px"
        return f'<div class="table">{caption}<div class="grid" style="{room}">{"".join(images)}</div></div>'


def _height(cell: TypesetCell, part: range | None) -> float:
    """Return the height of a cell, or of a part of its lines."""
    count = len(cell.lines[part.start : part.stop] if part else cell.lines)
    return count * cell.face.height + cell.face.before + cell.face.after


def _rgb(color: str) -> tuple[float, ...]:
    return tuple(int(color[n : n + 2], 16) / 255 for n in (0, 2, 4))


def _pen(stream: Any, width: float = BORDER, color: str = "000000") -> None:
    stream.set_line_width(width)
    stream.set_color_rgb(*_rgb(color), stroke=True)


def _across(stream: Any, y: float, width: float) -> None:
    stream.move_to(0, y)
    stream.line_to(width, y)
    stream.stroke()
