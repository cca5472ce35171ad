"""Tables of a PDF, row by row: WeasyPrint only finds their pages.

To WeasyPrint a row is a picture of known size, whose breaks between pages it minds as those of any block, and
which draws itself. The head is drawn by the first row of a page, in the room that the box around the rows
keeps free at the beginning of each of its pages. `tags` writes into the tree of tags what is a row, a cell, a
head, by what is noted here while drawing.
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
"""Of the addresses by which WeasyPrint asks for the pictures that rows are."""

BORDER: Final = 0.5 * PX
"""The thickness of the lines of a table."""
_SIDE: Final = 2 * PX
"""Between a line and the text beside it."""


def row_styles(layout: Layout, families: Families) -> str:
    """The rules of the style sheet for drawn tables: as those for tables on a screen."""
    gap = layout.pitch / 2
    below = gap + BORDER / 2 / PX  # half of the last line: where a page ends it needs no room
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
    """What is drawn of a cell on one page: the stream it is in, and the properties that will number it."""

    stream: Any
    properties: dict[str, int]


@dataclass(slots=True, eq=False)
class TypesetCell:
    """A cell with its lines; `marks` tell where it was drawn, none of an empty one."""

    cell: Cell
    face: CellFont
    lines: tuple[CellLine, ...]
    left: float
    width: float
    marks: list[TagMark] = field(default_factory=list)

    @property
    def tag(self) -> str:
        """What it is in the tree of tags."""
        return "TH" if self.cell.head else "TD"


class DrawnRow:
    """A row, or as much of one as a page holds; to WeasyPrint it is a picture."""

    def __init__(self, grid: "DrawnTable", cells: Sequence[TypesetCell], part: range | None = None) -> None:
        self.grid, self.cells, self.part = grid, cells, part
        self.height = max((_height(each, part) for each in cells), default=0) + BORDER

    @property
    def goes_on(self) -> bool:
        """Whether its beginning is another part."""
        return self.part is not None and self.part.start > 0

    def get_intrinsic_size(self, _resolution: Any, _font_size: Any) -> tuple[float, float, None]:
        """Width, height and no ratio, in px."""
        return self.grid.width, self.height, None

    def draw(self, stream: Any, _width: float, _height: float, _style: Any) -> None:
        """Draw the row, below the head if it is the first of its page."""
        stream.end_marked_content()  # that of the picture: a row has marks of its own
        if stream is not self.grid.page:
            self.grid.begin(stream)
        self.paint(stream, 0, told=True)
        stream.begin_marked_content("Artifact")  # for WeasyPrint to end

    def paint(self, stream: Any, top: float, *, told: bool) -> None:
        """Draw text and lines, `top` px down; with `told` the text belongs to the tree of tags."""
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
        """The lines beside each cell, and the one below the row."""
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
    """A table as it is drawn: its head and its rows, the tall ones in parts."""

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
        self.head = head if fits else []  # above nothing, or as high as a page, it is rows like others
        self.head_height = sum(row.height for row in self.head)
        rows = (self._set(row) for row in table.rows[len(self.head) :])
        self.rows = [part for row in rows for part in self._parts(row, height - self.head_height)]
        self.page: Any = None

    def begin(self, stream: Any) -> None:
        """A page: its upper line and the head, which belongs to the tree where it is said first."""
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
        """Where the upright lines of a row stand."""
        ends = accumulate((each.cell.span for each in cells), initial=0)
        return (self.columns[end] for end in ends)

    def _set(self, row: tuple[Cell, ...]) -> list[TypesetCell]:
        """The cells of a row with their lines."""
        ends = accumulate((cell.span for cell in row), initial=0)
        found = []
        for cell, (start, end) in zip(row, pairwise(ends), strict=True):
            face = self.face(cell.head)
            left = self.columns[start] + BORDER / 2 + (face.left or _SIDE)
            width = self.columns[end] - BORDER / 2 - (face.right or _SIDE) - left
            found.append(TypesetCell(cell, face, face.lines(cell.inlines, width), left, width))
        return found

    def _parts(self, cells: Sequence[TypesetCell], room: float) -> Iterator[DrawnRow]:
        """A row; one that is higher than a page in parts that are not."""
        whole = DrawnRow(self, cells)
        if whole.height <= room:
            yield whole
            return
        gaps = max(each.face.before + each.face.after for each in cells)
        most = max(1, int((room - BORDER - gaps) / max(each.face.height for each in cells)))
        for start in range(0, max(len(each.lines) for each in cells), most):
            yield DrawnRow(self, cells, range(start, start + most))


class DrawnTables:
    """The tables of one document: how WeasyPrint is told of them, and what it then asks for."""

    def __init__(self, fonts: Any, names: Names, language: str) -> None:
        self.pictures: dict[str, DrawnRow] = {}
        """Rows by the addresses of their pictures."""
        self._name = os.urandom(8).hex()  # no picture of a document has it as its text; none is written
        self._made = (fonts, names, language)
        self._faces: dict[tuple[Page, bool], CellFont] = {}

    def html(self, table: Table, layout: Layout, caption: str) -> str:
        """A table as blocks of known size."""

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
    """How high a cell is, or such a part of its lines."""
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
