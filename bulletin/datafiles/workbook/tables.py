"""Read the cells of a table into lines and values, collecting every issue with its cell."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from bulletin.datafiles.shape import pointer
from bulletin.datafiles.workbook.cells import Sheet
from bulletin.datafiles.workbook.sheets import (
    EMPTY,
    INDICATOR,
    ITEM,
    LAST,
    MONEY,
    NAMED,
    NUMBER,
    STEP,
    UNIT,
    UNREAD_HEADERS,
    Column,
    Holds,
)
from bulletin.datafiles.workbook.values import CellRefused, SheetCell, is_float, is_rounded, value_of
from bulletin.issues.issue import Issue, error, note, warning
from bulletin.model.codelist import nearest, shipped_codelist

HEADER_ROWS = 12
"""The header of a table stands within this many rows."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One line of a table: its cells by header."""

    place: str
    cells: Mapping[str, SheetCell]

    def text(self, header: str) -> str:
        """Return the text under a header, without surrounding spaces; empty if there is none."""
        cell = self.cells.get(header)
        return str(cell.value).strip() if cell else ""

    def at(self, header: str) -> str:
        """Return the place of the cell under a header, else of the line."""
        return self.cells[header].place if header in self.cells else self.place


@dataclass(slots=True)
class Tables:
    """Reads tables into plain values, and collects their places and issues."""

    issues: list[Issue]
    places: dict[str, str] = field(default_factory=dict)

    def twice(self, place: str, first: str, name: str) -> None:
        """Record that a value was given a second time."""
        text = "“{header}” is given twice."
        self.issues.append(error("B104", place, text, "Keep one of the two.", (first,), header=name))

    def missing(self, row: SheetRow, header: str) -> None:
        """Record that a line does not say what it is about."""
        text, hint = "“{header}” is missing in this line.", "Fill it in, or clear the line."
        self.issues.append(error("B108", row.place, text, hint, header=header))

    def value(self, cell: SheetCell, column: Column, *, keeps_zeros: bool = False) -> Any:
        """Return the value of a cell, or None after recording its issue."""
        try:
            value = value_of(cell, column, keeps_zeros=keeps_zeros)
        except CellRefused as cause:
            self.issues.append(cause.issue(cell.place))
            return None
        if column.holds is Holds.NUMBER and isinstance(value, int) and is_float(cell):
            text = "The cell holds {shown}; {n} was read."
            self.issues.append(note("B125", cell.place, text, shown=cell.value, n=value))
        elif column.holds in (Holds.NUMBER, Holds.RATE) and is_rounded(cell):
            text, hint = "The cell shows fewer decimals than it holds; {n} was read.", "Round it in the cell."
            self.issues.append(warning("B125", cell.place, text, hint, n=value))
        if column.holds in (Holds.TEXT, Holds.LINES) and _has_edges(value):
            text = "A text in this cell begins or ends with a space, which will be printed."
            self.issues.append(warning("B125", cell.place, text, "Delete the space in the cell."))
        return value

    def fill(self, into: dict[str, Any], at: str, columns: Iterable[Column], row: SheetRow) -> None:
        """Enter the cells of a row at the paths of their columns, and record their places."""
        money = row.text(UNIT) in MONEY or is_amount(row.text(ITEM) or row.text(INDICATOR))
        for column in columns:
            cell = row.cells.get(column.header)
            if cell is None or not column.path:
                continue
            value = self.value(cell, column, keeps_zeros=money)
            if value is not None:
                self.put(into, at, column.path, value, cell.place)

    def put(self, into: dict[str, Any], at: str, path: tuple[str, ...], value: Any, place: str) -> None:
        """Enter a value at a path inside an object, and record its cell."""
        for step in path[:-1]:
            into, at = into.setdefault(step, {}), pointer(at, step)
            self.places.setdefault(at, place)
        into[path[-1]] = value
        here = pointer(at, path[-1])
        self.places[here] = place
        if isinstance(value, list):
            self.places.update({pointer(here, i): place for i in range(len(value))})

    def table(self, sheet: Sheet, columns: Iterable[Column], below: int = 0) -> Iterator[SheetRow]:
        """Yield the lines of a sheet's table that hold more than the form itself wrote."""
        known = {column.header: column for column in columns}
        found = self.header(sheet, known, below)
        if found is None:
            if any(len(cells) > 1 for cells in sheet.rows.values()):
                text = "The sheet “{sheet}” has no line of headers."
                hint = "Copy the line of headers from a new form: {known}."
                self.issues.append(
                    error("B109", sheet.title, text, hint, sheet=sheet.title, known="、".join(known))
                )
            return
        top, headers = found
        strange: dict[int, SheetCell] = {}
        for number, cells in sheet.rows.items():
            if number <= top:
                continue
            for column, cell in cells.items():
                if column not in headers:
                    strange.setdefault(column, cell)
            given = {headers[column]: cell for column, cell in cells.items() if headers.get(column) in known}
            self._not_filled_in(sheet, number, headers)
            if given:
                yield SheetRow(sheet.place(number), given)
        for column, cell in strange.items():
            self._strange(sheet, sheet.rows[top].get(column), cell, known)

    def _not_filled_in(self, sheet: Sheet, row: int, headers: Mapping[int, str]) -> None:
        """Record a number that the last period had and this one has not yet."""
        columns = {header: column for column, header in headers.items()}
        if LAST not in columns or NUMBER not in columns:
            return
        last = sheet.rows[row].get(columns[LAST])
        if last is not None and columns[NUMBER] not in sheet.rows[row]:
            text = "To be filled in (待填): the last period had {last}."
            hint = "Type the number, 0 for none; what is no longer reported: clear the cell under 上期."
            place = sheet.place(row, columns[NUMBER])
            self.issues.append(error("B108", place, text, hint, last=last.value))

    def _strange(
        self, sheet: Sheet, head: SheetCell | None, cell: SheetCell, known: Mapping[str, Column]
    ) -> None:
        if head is None:
            text, hint = "The cell stands under no header; it was not read.", "Delete it, or move it."
            self.issues.append(warning("B109", cell.place, text, hint))
            return
        header = str(head.value).strip()
        near = nearest(header, known)
        text = "The sheet “{sheet}” has no column “{header}”."
        hint = "Did you mean “{near}”?" if near else "Known here: {known}."
        values = {"sheet": sheet.title, "header": header, "near": near, "known": "、".join(known)}
        self.issues.append(error("B109", head.place, text, hint, **values))

    def header(
        self, sheet: Sheet, known: Mapping[str, Column], below: int = 0
    ) -> tuple[int, dict[int, str]] | None:
        """Return the line of headers: the line with the most of them, at least two or all."""
        best: tuple[int, dict[int, str]] | None = None
        for number, cells in sheet.rows.items():
            if not below < number <= below + HEADER_ROWS:
                continue
            heads = {column: header_of(cell) for column, cell in cells.items()}
            found = {
                column: head for column, head in heads.items() if head in known or head in UNREAD_HEADERS
            }
            if len(found) > max(len(best[1]) if best else 1, 1):
                best = number, found
        if best:
            top, headers = best
            for column, head in headers.items():
                first = next(c for c, h in headers.items() if h == head)
                if first != column:
                    text = "The column “{header}” is there twice."
                    self.issues.append(
                        error("B104", sheet.place(top, column), text, "Keep one of the two.", header=head)
                    )
        return best


def is_mark(cell: SheetCell) -> bool:
    """Return whether a cell is marked as having no number."""
    return isinstance(cell.value, str) and cell.value.strip() in (NAMED, EMPTY)


def header_of(cell: SheetCell) -> str:
    """Return a header without its remark in brackets."""
    return "".join(str(cell.value).split()).partition("（")[0]


def _has_edges(value: Any) -> bool:
    texts = value if isinstance(value, list) else [value]
    return any(isinstance(text, str) and text != text.strip() for text in texts)


def is_amount(name: str) -> bool:
    """Return whether the last name of a path is an indicator counted in money."""
    key = shipped_codelist().key_of(name.rpartition(STEP)[2])
    return key is not None and shipped_codelist()[key].amount
