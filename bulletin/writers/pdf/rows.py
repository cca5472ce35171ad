"""Draw the tables of a PDF row by row, while WeasyPrint only breaks them into pages.

To WeasyPrint a row is an image of known size that draws itself and that may be followed by a page break. The
first row on a page also draws the head, above itself, in the padding that the box around the rows repeats at
the top of each page. Drawing notes where each cell is; `tags` uses the notes to tag rows, cells and heads.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Any, Final

from bulletin.model.document import Cell, Table
from bulletin.typography.joined import MOST_TOGETHER, rows_covered
from bulletin.typography.layout import Layout, Page
from bulletin.typography.placing import PT
from bulletin.writers.html.style_sheet import Families, rule
from bulletin.writers.pdf import seam
from bulletin.writers.pdf.cells import PX, CellFont, Names
from bulletin.writers.pdf.typeset import TagMark, TypesetCell, words_height

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
            ".grid .kept { break-after: avoid }",
        ]
    )


class DrawnRow:
    """A row, or the part of a tall row that fits on a page; to WeasyPrint it is an image."""

    def __init__(self, grid: "DrawnTable", cells: Sequence[TypesetCell], part: range | None = None) -> None:
        self.grid, self.cells, self.part = grid, cells, part
        self.height = max((words_height(each, part) for each in cells if each.alone), default=0) + BORDER
        self.kept = False  # on one page with the next row
        self.ruled: Sequence[tuple[float, float]] = ((0, grid.width),)  # the stretches of the line below it

    @property
    def is_open(self) -> bool:
        """Whether a cell of it goes on in the row below."""
        return [*self.ruled] != [(0, self.grid.width)]

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
            room = self.height if each.alone else each.room
            down = top + (room - words_height(each, self.part)) / 2 + each.face.before
            for line in shown:
                each.face.draw(stream, line, each.left, down, each.width, each.cell.align)
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
            for start, end in self.ruled:
                _across(stream, top + self.height, end, start)
            self.grid.unruled = (stream, len(stream.stream), top + self.height) if self.is_open else None
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
        rows = [self._set(*each) for each in zip(table.rows, rows_covered(table.rows), strict=True)]
        head = self._joined(rows[: table.head_rows], height)
        needed = _total(head) + face(False).height + BORDER
        fits = len(table.rows) > table.head_rows and needed <= height
        self.head = head if fits else []  # without rows below, or too tall, its rows are ordinary
        self.head_height = _total(self.head)
        below = height - self.head_height
        body = [*head[len(self.head) :], *self._joined(rows[table.head_rows :], below)]
        self.rows = [part for row in body for part in self._parts(row, below)]
        self.page: Any = None
        self.unruled: tuple[Any, int, float] | None = None  # stream, place in it, and height of an open edge

    def begin(self, stream: Any) -> None:
        """Begin a page: draw its upper line and the head, which is tagged on the first page only."""
        first, self.page = self.page is None, stream
        self._close_page()
        top = -self.head_height
        stream.begin_marked_content("Artifact")
        _pen(stream)
        _across(stream, top, self.width)
        stream.end_marked_content()
        for row in self.head:
            row.paint(stream, top, told=first)
            top += row.height

    def _close_page(self) -> None:
        """Rule the page before off where a cell goes on: only now is it known that its rows end there."""
        if self.unruled is None:
            return
        stream, place, y = self.unruled
        end = len(stream.stream)
        _across(stream, y, self.width)
        drawn = stream.stream[end:]
        del stream.stream[end:]
        stream.stream[place:place] = drawn

    def edges(self, cells: Sequence[TypesetCell]) -> Iterator[float]:
        """Return the positions of the vertical lines of a row."""
        ends = accumulate((each.cell.span for each in cells), initial=0)
        return (self.columns[end] for end in ends)

    def _set(self, row: tuple[Cell, ...], covered: Sequence[int]) -> list[TypesetCell]:
        """Break the cells of a row into lines."""
        ends = accumulate((cell.span for cell in row), initial=0)
        found = []
        for cell, rows, (start, end) in zip(row, covered, pairwise(ends), strict=True):
            face = self.face(cell.head)
            left = self.columns[start] + BORDER / 2 + (face.left or _SIDE)
            width = self.columns[end] - BORDER / 2 - (face.right or _SIDE) - left
            lines = face.lines(cell.inlines, width)
            found.append(TypesetCell(cell, face, lines, left, width, rows, rows <= 1))
        return found

    def _joined(self, rows: Sequence[Sequence[TypesetCell]], room: float) -> list[DrawnRow]:
        """Return rows in which the words of each joined cell have a place; a page has `room` for rows.

        They stand in the middle of their rows, which stay on one page; over many rows they stand at the top.
        Where the rows that have to stay on one page are too high for it, each joined cell is alone.
        """
        drawn = [DrawnRow(self, cells) for cells in rows]
        for row, below in pairwise(drawn):
            if not all(each.rows for each in below.cells):
                row.ruled = self._ruled(below.cells)
        joined = [
            (drawn[n : n + each.rows], each) for n, row in enumerate(rows) for each in row if not each.alone
        ]
        for over, each in joined:
            over[-1].height += max(0.0, words_height(each, None) + BORDER - _total(over))
        for over, each in joined:
            each.room, reach = _total(over), len(over)
            if reach > MOST_TOGETHER:
                each.room = words_height(each, None) + BORDER
                sums = accumulate(row.height for row in over)
                reach = next((n for n, height in enumerate(sums, 1) if height >= each.room), reach)
            for row in over[: reach - 1]:
                row.kept = True
        too_high = {row for run in _runs(drawn) if _total(run) > room for row in run}
        alone = [each for over, each in joined if over[0] in too_high]
        for each in alone:
            each.alone = True
        return self._joined(rows, room) if alone else drawn

    def _ruled(self, below: Sequence[TypesetCell]) -> list[tuple[float, float]]:
        """Return the stretches of the line above a row: none above a cell that is part of the one above."""
        stretches: list[tuple[float, float]] = []
        for (start, end), cell in zip(pairwise(self.edges(below)), below, strict=True):
            if not cell.rows:
                continue
            begins, ends = start - BORDER / 2, end + BORDER / 2
            if stretches and stretches[-1][1] > begins:
                begins = stretches.pop()[0]
            stretches.append((begins, ends))
        return stretches

    def _parts(self, row: DrawnRow, room: float) -> Iterator[DrawnRow]:
        """Yield a row, or the parts of one that is taller than `room`."""
        cells = row.cells
        if row.height <= room:
            yield row
            return
        gaps = max(each.face.before + each.face.after for each in cells)
        most = max(1, int((room - BORDER - gaps) / max(each.face.height for each in cells)))
        for start in range(0, max(len(each.lines) for each in cells), most):
            part = DrawnRow(self, cells, range(start, start + most))
            part.ruled = row.ruled
            yield part


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
            kept = ' class="kept"' if row.kept else ""
            images.append(f'<img src="{address}" alt="{address}"{kept}>')
        room = f"padding-top: {grid.head_height + BORDER / 2:.4f}px"
        return f'<div class="table">{caption}<div class="grid" style="{room}">{"".join(images)}</div></div>'


def _total(rows: Sequence[DrawnRow]) -> float:
    return sum(row.height for row in rows)


def _runs(rows: Sequence[DrawnRow]) -> Iterator[list[DrawnRow]]:
    """Yield the rows that stay on one page, several at a time."""
    run: list[DrawnRow] = []
    for row in rows:
        run.append(row)
        if not row.kept:
            yield run
            run = []


def _rgb(color: str) -> tuple[float, ...]:
    return tuple(int(color[n : n + 2], 16) / 255 for n in (0, 2, 4))


def _pen(stream: Any, width: float = BORDER, color: str = "000000") -> None:
    stream.set_line_width(width)
    stream.set_color_rgb(*_rgb(color), stroke=True)


def _across(stream: Any, y: float, end: float, start: float = 0) -> None:
    stream.move_to(start, y)
    stream.line_to(end, y)
    stream.stroke()
