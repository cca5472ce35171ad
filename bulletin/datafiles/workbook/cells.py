"""Read the cells of a workbook as plain values with their places; the only file that reads with openpyxl."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bulletin.datafiles.workbook.guard import MAX_COLUMN, MAX_ROW, column_name, guarded
from bulletin.datafiles.workbook.sheets import READ_SHEETS, RESULTS
from bulletin.datafiles.workbook.values import SheetCell
from bulletin.issues.issue import Issue, error, note, warning

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

MAX_ALSO = 20
"""The most further cells that one issue names."""

_FAULTS = (
    ValueError, TypeError, LookupError, AttributeError, ArithmeticError, AssertionError, RuntimeError,
    OSError, EOFError, SyntaxError, zipfile.BadZipFile, zlib.error, struct.error,
)  # fmt: skip
"""Exceptions of the library on a damaged workbook."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The filled cells of a sheet, by row and column."""

    title: str
    rows: dict[int, dict[int, SheetCell]]

    def place(self, row: int = 1, column: int = 1) -> str:
        """Return the place of a cell as a person finds it."""
        return f"{self.title}!{column_name(column)}{row}"


def is_results(title: str) -> bool:
    """Return whether a sheet is one of results; spreadsheet programs number copies of it."""
    return title.startswith(RESULTS)


def opened(content: bytes, name: str) -> tuple[tuple[Sheet, ...], tuple[Issue, ...]]:
    """Return the sheets of a workbook, and issues of its cells."""
    allowed = guarded(content, name)
    if isinstance(allowed, Issue):
        return (), (allowed,)
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(allowed.archive), data_only=True, keep_links=False)
        worksheets: Sequence[Any] = book.worksheets
        sheets = tuple(Sheet(sheet.title.strip(), _rows(sheet)) for sheet in worksheets)
    except _FAULTS:
        text, hint = "The file is no workbook, or it is damaged.", "Save it anew in the spreadsheet program."
        return (), (error("B103", name, text, hint),)
    issues: list[Issue] = []
    for worksheet, sheet in zip(worksheets, sheets, strict=True):
        if sheet.title in READ_SHEETS or is_results(sheet.title):
            issues += _formula_issues(sheet, allowed.formulas.get(worksheet.title, {}))
            issues += _hidden_issues(worksheet, sheet)
            issues += _merged_issues(worksheet, sheet)
    return sheets, tuple(issues)


def _rows(sheet: "Worksheet") -> dict[int, dict[int, SheetCell]]:
    rows: dict[int, dict[int, SheetCell]] = {}
    bottom, right = min(sheet.max_row, MAX_ROW), min(sheet.max_column, MAX_COLUMN)
    for row in sheet.iter_rows(max_row=bottom, max_col=right):
        for cell in row:
            if cell.value is None or (isinstance(cell.value, str) and not cell.value.strip()):
                continue
            value = _unescaped(cell.value) if isinstance(cell.value, str) else cell.value
            place = f"{sheet.title.strip()}!{cell.coordinate}"
            kept = SheetCell(value, place, str(cell.number_format), cell.data_type == "e")
            rows.setdefault(cell.row, {})[cell.column] = kept
    return rows


def _unescaped(text: str) -> str:
    """Return text as typed: spreadsheets write a carriage return as _x000D_ and escape similar text."""
    return re.sub(r"_x005F_(?=x[0-9A-Fa-f]{4}_)|_x000D_", lambda m: "_" if "5F" in m[0] else "", text)


def _formula_issues(sheet: Sheet, formulas: dict[str, bool]) -> Iterator[Issue]:
    unknown = [f"{sheet.title}!{cell}" for cell, known in formulas.items() if not known]
    if unknown:
        text = "The cell holds a formula whose result is not in the file."
        hint = "Open the workbook in the spreadsheet program, save it, and try again; or type the number."
        yield error("B124", unknown[0], text, hint, tuple(unknown[1:MAX_ALSO]))
    known = [f"{sheet.title}!{cell}" for cell, known in formulas.items() if known]
    if known:
        text = "The result of a formula was read; it is as old as the last save."
        hint = "Check the number, or type it in place of the formula."
        yield note("B125", known[0], text, hint, tuple(known[1:MAX_ALSO]))


def _hidden_issues(worksheet: "Worksheet", sheet: Sheet) -> Iterator[Issue]:
    if not sheet.rows:
        return
    if worksheet.sheet_state != "visible":
        text, hint = "The sheet “{sheet}” is hidden, but was read.", "Show it, or delete it."
        yield warning("B125", sheet.title, text, hint, sheet=sheet.title)
    rows = [row for row in sheet.rows if worksheet.row_dimensions[row].hidden]
    columns = {
        column
        for width in worksheet.column_dimensions.values()
        if width.hidden
        for column in range(width.min or 0, min(width.max or 0, MAX_COLUMN) + 1)
    }
    used = sorted(columns & {column for cells in sheet.rows.values() for column in cells})
    places = [f"{sheet.title}!{row}:{row}" for row in rows]
    places += [f"{sheet.title}!{column_name(column)}:{column_name(column)}" for column in used]
    if places:
        text, hint = "Hidden rows or columns were read as well.", "Show them, or delete them."
        yield warning("B125", places[0], text, hint, tuple(places[1:MAX_ALSO]))


def _merged_issues(worksheet: "Worksheet", sheet: Sheet) -> Iterator[Issue]:
    for merged in worksheet.merged_cells.ranges:
        if _heads_only(merged, sheet):
            continue
        text = "Merged cells: only the first of them can hold a value."
        yield error("B124", f"{sheet.title}!{merged.coord}", text, "Undo the merging and fill in each cell.")


def _heads_only(merged: Any, sheet: Sheet) -> bool:
    """Return whether a merged range lies above the first row with two cells, among the titles."""
    table = next((row for row, cells in sheet.rows.items() if len(cells) > 1), MAX_ROW)
    return bool(merged.max_row < table)
