"""The cells of a workbook as plain values, each with its place; the one reading door to openpyxl."""

import datetime
import io
import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import ParseError

from bulletin.facts import Moment
from bulletin.intake.sheets import (
    BETWEEN,
    DIGITS,
    EMPTY,
    NO,
    READ_SHEETS,
    RESULTS,
    YES,
    Column,
    Holds,
    items_of,
)
from bulletin.intake.xlsx_guard import MAX_COLUMN, MAX_ROW, column_name, guarded
from bulletin.issues import Issue, error, note, warning

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

MAX_KEPT = 15
"""How many digits of a number a spreadsheet keeps."""
MAX_ALSO = 20
"""How many further cells one issue names."""
BLANK = None

_FAULTS = (
    ValueError, TypeError, LookupError, AttributeError, ArithmeticError, AssertionError, RuntimeError,
    OSError, EOFError, ParseError, zipfile.BadZipFile, zlib.error, struct.error,
)  # fmt: skip
"""What the library raises on a damaged workbook."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell holds, and where it stands."""

    value: Any
    place: str
    shows: str = "General"
    is_error: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cells of a sheet that hold something, by row and column."""

    title: str
    rows: dict[int, dict[int, Cell]]

    def place(self, row: int = 1, column: int = 1) -> str:
        """Where a cell stands, as a person finds it."""
        return f"{self.title}!{column_name(column)}{row}"


class CellRefused(Exception):
    """A cell does not hold what is expected there."""

    def __init__(self, code: str, text: str, hint: str = "", /, **values: object) -> None:
        super().__init__(text)
        self.code, self.text, self.hint, self.values = code, text, hint, values

    def issue(self, place: str) -> Issue:
        """The issue at a place."""
        return error(self.code, place, self.text, self.hint, **self.values)


def is_results(title: str) -> bool:
    """Is this one of the sheets of results? A spreadsheet program numbers their copies."""
    return title.startswith(RESULTS)


def opened(content: bytes, name: str) -> tuple[tuple[Sheet, ...], tuple[Issue, ...]]:
    """The sheets of a workbook, and what is wrong or odd about its cells."""
    allowed = guarded(content, name)
    if isinstance(allowed, Issue):
        return (), (allowed,)
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # features of spreadsheets that nobody needs here
            book = load_workbook(io.BytesIO(allowed.archive), data_only=True, keep_links=False)
        worksheets: list[Worksheet] = book.worksheets
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


def _rows(sheet: "Worksheet") -> dict[int, dict[int, Cell]]:
    rows: dict[int, dict[int, Cell]] = {}
    bottom, right = min(sheet.max_row, MAX_ROW), min(sheet.max_column, MAX_COLUMN)
    for row in sheet.iter_rows(max_row=bottom, max_col=right):
        for cell in row:
            if cell.value is None or (isinstance(cell.value, str) and not cell.value.strip()):
                continue
            value = _unescaped(cell.value) if isinstance(cell.value, str) else cell.value
            place = f"{sheet.title.strip()}!{cell.coordinate}"
            kept = Cell(value, place, str(cell.number_format), cell.data_type == "e")
            rows.setdefault(cell.row, {})[cell.column] = kept
    return rows


def _unescaped(text: str) -> str:
    """Text as typed: spreadsheets write a carriage return as _x000D_ and protect what looks like that."""
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
    """Does a merged range stand above the first row that has two cells, where only titles are?"""
    table = next((row for row, cells in sheet.rows.items() if len(cells) > 1), MAX_ROW)
    return bool(merged.max_row < table)


# ── from a cell to the value of a column ─────────────────────────────────────────────────────────────────


def value_of(cell: Cell, column: Column, *, keeps_zeros: bool = False) -> Any:
    """What a cell means in a column: plain values as a data file has them.

    Raises:
        CellRefused: it cannot mean anything there.
    """
    if cell.is_error:
        raise CellRefused("B124", "The cell shows the error {shown}.", "Correct the formula.", shown=cell.value)
    match column.holds:
        case Holds.NUMBER:
            return number_of(cell, keeps_zeros=keeps_zeros)
        case Holds.RATE:
            return number_of(cell, keeps_zeros=True, percent=True)
        case Holds.DAY | Holds.MOMENT:
            return _moment(cell, day=column.holds is Holds.DAY)
        case Holds.WHOLES:
            return _wholes(cell)
        case Holds.YES:
            return _yes(cell)
        case Holds.CHOICES:
            text = _text(cell).strip()
            return [] if text == EMPTY else BETWEEN.split(text)
        case Holds.LINES:
            return items_of(_text(cell))
        case Holds.NAME | Holds.CHOICE:
            return _text(cell).strip()
        case _:
            return _text(cell)


def _text(cell: Cell) -> str:
    if not isinstance(cell.value, str):
        text = "Text is expected in this cell, not the number, date or truth value {shown}."
        hint = "Set the format of the cell to text (文本) and type it anew, with leading zeros."
        raise CellRefused("B107", text, hint, shown=cell.value)
    return cell.value


def number_of(cell: Cell, *, keeps_zeros: bool = False, percent: bool = False) -> int | Decimal:
    """The number a cell shows: an int where it is whole, else a Decimal of at most 15 digits."""
    value = cell.value
    if isinstance(value, str):
        return _digits(value.strip())
    if isinstance(value, bool) or not isinstance(value, int | float):
        text = "A number is expected in this cell, not a date or truth value: {shown}."
        raise CellRefused("B110", text, "Set the format of the cell to number (数值).", shown=value)
    shows = re.sub(r'"[^"]*"|\\.|\[[^]]*]', "", cell.shows)
    if re.search(r"[0#?],+(?![0#?])", shows) or ("%" in shows and not percent):
        text = "The format {format} shows another number than the cell holds ({value})."
        hint = "Set the format of the cell to number (数值) and type the number itself."
        raise CellRefused("B110", text, hint, format=cell.shows, value=value)
    if abs(value) >= 10**MAX_KEPT:
        text = "The number has more than 15 digits; spreadsheets do not keep them."
        raise CellRefused("B110", text, "This is no count; an identity number has no place here.")
    number = Decimal(format(value, f".{MAX_KEPT}g"))
    number = number * 100 if "%" in shows else number
    places = re.search(r"0\.(0+)", shows)
    if number == number.to_integral_value():
        whole = int(number)
        return number.quantize(Decimal(1).scaleb(-len(places[1]))) if places and keeps_zeros else whole
    exponent = number.as_tuple().exponent
    given = -exponent if isinstance(exponent, int) else 0
    return number.quantize(Decimal(1).scaleb(-max(given, len(places[1]) if places else 0)))


def _digits(text: str) -> int | Decimal:
    """A number that no spreadsheet keeps, written as text behind 数; any other text is refused."""
    found = re.fullmatch(rf"{DIGITS}(-?[0-9]+(\.[0-9]+)?)", text)
    if found:
        return Decimal(found[1]) if found[2] else int(found[1])
    hint = "Type the number alone: half-width digits, without commas, spaces or a measure word."
    if re.fullmatch(r"[0-9]+(\.[0-9]+)?", text):
        hint = (
            "The digits are stored as text: set the format of the cell to number (数值) and type them anew."
        )
    says = "A number is expected in this cell, not the text “{shown}”."
    raise CellRefused("B110", says, hint, shown=text[:40])


def is_rounded(cell: Cell) -> bool:
    """Does the format of the cell show fewer decimals than it holds?"""
    shown = re.search(r"0\.(0+)", cell.shows)
    if cell.shows == "General" or not isinstance(cell.value, float) or "%" in cell.shows:
        return False
    exponent = Decimal(format(cell.value, f".{MAX_KEPT}g")).normalize().as_tuple().exponent
    return isinstance(exponent, int) and -exponent > (len(shown[1]) if shown else 0) and "0" in cell.shows


def is_float(cell: Cell) -> bool:
    """Is the number whole, but stored or shown with decimals (310.0)?"""
    return isinstance(cell.value, float) and cell.value.is_integer()


def _moment(cell: Cell, *, day: bool) -> Any:
    value = cell.value
    if isinstance(value, datetime.datetime):
        if value.time() != datetime.time():
            raise CellRefused("B114", "A date is expected in this cell, not a time: {shown}.", shown=value)
        value = value.date()
    if isinstance(value, datetime.date):
        shows = re.sub(r'"[^"]*"|\[[^]]*]', "", cell.shows).lower()
        if day or "d" in shows:
            return value.isoformat()
        return value.isoformat()[: 7 if "m" in shows else 4]
    if isinstance(value, int) and not isinstance(value, bool) and not day and 1900 <= value <= 2999:
        return str(value)
    if isinstance(value, str):
        found = re.fullmatch(
            r"([0-9]{4})(?:[-/.年]([0-9]{1,2})(?:[-/.月]([0-9]{1,2})日?|月)?|年)?", value.strip()
        )
        try:
            if found:
                parts = [int(part) for part in found.groups() if part]
                return str(Moment.parse("-".join([f"{parts[0]:04}", *(f"{part:02}" for part in parts[1:])])))
        except ValueError:
            pass  # 30 February
    says = "A date is expected in this cell, not “{shown}”."
    hint = "Type it as {form} in a cell whose format is date (日期) or text (文本)."
    raise CellRefused("B114", says, hint, shown=value, form="2018-08-29" if day else "2018-08-29, 2018-08")


def _wholes(cell: Cell) -> list[int]:
    if isinstance(cell.value, str):
        text = cell.value.strip()
        parts = [] if text == EMPTY else BETWEEN.split(text)
        found = [re.fullmatch(r"([0-9]{1,18})(?:[-—~～至]([0-9]{1,3}))?", part) for part in parts]
        wholes = [n for m in found if m for n in range(int(m[1]), int(m[2] or m[1]) + 1)]
        if all(found) and all(not m[2] or int(m[1]) < int(m[2]) for m in found if m):
            return wholes
        says = "Whole numbers are expected in this cell, not the text “{shown}”."
        raise CellRefused("B110", says, "Write the ordinals of the rounds as 1、2 or 1-3.", shown=text[:40])
    number = number_of(cell)
    if isinstance(number, Decimal):
        raise CellRefused("B110", "A whole number is expected in this cell, not {shown}.", shown=number)
    return [number]


def _yes(cell: Cell) -> bool:
    if isinstance(cell.value, bool):
        return cell.value
    text = str(cell.value).strip()
    if text not in (YES, NO):
        raise CellRefused("B107", "是 or 否 is expected in this cell, not “{shown}”.", shown=text[:40])
    return text == YES
