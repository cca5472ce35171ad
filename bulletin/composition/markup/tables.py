"""Turn a table element into a table: its rows, its columns, and the cells that are one with those above."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from bulletin.composition.markup.elements import OpenElement
from bulletin.composition.markup.grammar import MAX_COLUMNS, MAX_ROWS
from bulletin.composition.markup.inlines import inlines_of
from bulletin.issues.issue import Issue, error
from bulletin.model.document import Align, Cell, Inline, Table, Value, text_of

ALIGNS: Mapping[str, Align] = {"left": "left", "center": "center", "right": "right"}


def caption_of(element: OpenElement) -> tuple[Inline, ...]:
    """Return the words above a table or below a picture; empty without a caption."""
    return next((inlines_of(each.children) for each in element.elements() if each.tag == "caption"), ())


class Tables:
    """Turns table elements into tables; `tell` takes each fault."""

    def __init__(self, tell: Callable[[Issue], None]) -> None:
        self.tell = tell

    def refuse(self, at: str, text: str, hint: str = "", /, **values: object) -> None:
        self.tell(error("B407", at, text, hint, **values))

    def table(self, element: OpenElement) -> Table:
        """Return the table of an element."""
        lines = [row.elements() for row in element.elements() if row.tag == "tr"]
        rows = _numbered([tuple(self.cell(cell) for cell in line) for line in lines], lines)
        columns = {sum(cell.span for cell in row) for row in rows}
        if len(rows) > MAX_ROWS or max(columns, default=0) > MAX_COLUMNS:
            text = "The table is too large: at most {rows} rows and {columns} columns."
            self.refuse(element.at, text, rows=f"{MAX_ROWS:,}", columns=MAX_COLUMNS)
        if len(columns) != 1 or columns == {0}:
            counts = ", ".join(str(n) for n in sorted(columns)) or "0"
            text = "The rows of the table have different numbers of columns: {counts}."
            self.refuse(element.at, text, counts=counts)
        heads = next((n for n, row in enumerate(rows) if not all(cell.head for cell in row)), len(rows))
        self.check_joined(rows, heads, lines)
        widths = tuple(self.number(each, element.at) for each in element.attributes.get("widths", "").split())
        if widths and {len(widths)} != columns:
            self.refuse(element.at, "The table names {n} widths for its columns.", n=len(widths))
        aligns = [self.align(each, element.at) for each in element.attributes.get("aligns", "").split()]
        if aligns and {len(aligns)} != columns:
            self.refuse(element.at, "The table names {n} aligns for its columns.", n=len(aligns))
        return Table(caption_of(element), _aligned(rows, aligns), heads, widths, element.at)

    def number(self, text: str, at: str) -> int:
        """Return a span or width; 1 if it is none."""
        if re.fullmatch(r"[1-9][0-9]?", text):
            return int(text)
        self.refuse(at, "A span or width is a number from 1 to 99, not “{text}”.", text=text)
        return 1

    def align(self, text: str, at: str) -> Align:
        if text not in ALIGNS:
            self.refuse(at, "A cell is aligned left, center or right, not “{text}”.", text=text)
        return ALIGNS.get(text, "")

    def cell(self, element: OpenElement) -> Cell:
        given = element.attributes
        span = self.number(given["span"], element.at) if "span" in given else 1
        align = self.align(given["align"], element.at) if "align" in given else ""
        return Cell(inlines_of(element.children), element.tag == "th", span, element.says("joined"), align)

    def check_joined(
        self, rows: Sequence[tuple[Cell, ...]], heads: int, lines: Sequence[Sequence[OpenElement]]
    ) -> None:
        """Refuse a joined cell that has words of its own, or above it no cell of its kind and columns."""
        above: dict[int, Cell] = {}  # column at which a cell of the row above begins → the cell
        for n, (row, line) in enumerate(zip(rows, lines, strict=True)):
            here: dict[int, Cell] = {}
            column = 0
            for cell, element in zip(row, line, strict=True):
                upper = above.get(column) if n != heads else None
                if cell.joined and text_of(cell.inlines).strip():
                    text = "A cell that is joined with the one above it has no words of its own."
                    self.refuse(element.at, text, "Write them in the cell above.")
                if cell.joined and (upper is None or (upper.span, upper.head) != (cell.span, cell.head)):
                    text = "There is no cell above it with which this cell can be joined."
                    hint = "Above it a cell of the same columns is needed, td above td, th above th."
                    self.refuse(element.at, text, hint)
                here[column] = cell
                column += cell.span
            above = here


def _numbered(
    rows: Sequence[tuple[Cell, ...]], lines: Sequence[Sequence[OpenElement]]
) -> list[tuple[Cell, ...]]:
    """Return the rows with 1, 2, 3 … before the words of cells that are to be numbered."""
    found, count = [], 0
    for row, line in zip(rows, lines, strict=True):
        cells = []
        for cell, element in zip(row, line, strict=True):
            counted = element.says("numbered")
            count += counted
            begins = (Value(str(count), "ordinal", "ordinal"),) if counted else ()
            cells.append(replace(cell, inlines=(*begins, *cell.inlines)))
        found.append(tuple(cells))
    return found


def _aligned(rows: Sequence[tuple[Cell, ...]], aligns: Sequence[Align]) -> tuple[tuple[Cell, ...], ...]:
    """Return the rows with the cells of the body aligned as the first of their columns is.

    A head, and a cell that says how it is aligned itself, stay as they are.
    """
    found = []
    for row in rows:
        cells, column = [], 0
        for cell in row:
            inherits = not (cell.head or cell.align) and column < len(aligns)
            cells.append(replace(cell, align=aligns[column]) if inherits else cell)
            column += cell.span
        found.append(tuple(cells))
    return tuple(found)
