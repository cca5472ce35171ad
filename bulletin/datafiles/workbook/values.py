"""Turn a cell into the plain value its column requires, or raise the reason."""

import datetime
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from bulletin.datafiles.workbook.sheets import BETWEEN, DIGITS, EMPTY, NO, YES, Column, Holds, items_of
from bulletin.issues.issue import Issue, error
from bulletin.model.terms import Moment

MAX_KEPT = 15
"""The most digits of a number that a spreadsheet keeps."""
YEARS = range(1900, 3000)
"""Whole numbers read as a year where a date is expected."""


@dataclass(frozen=True, slots=True)
class SheetCell:
    """The content of a cell, with its place."""

    value: Any
    place: str
    shows: str = "General"
    is_error: bool = False


class CellRefused(Exception):
    """A cell that does not hold what its column requires."""

    def __init__(self, code: str, text: str, hint: str = "", /, **values: object) -> None:
        super().__init__(text)
        self.code, self.text, self.hint, self.values = code, text, hint, values

    def issue(self, place: str) -> Issue:
        """Return the refusal as an issue at a place."""
        return error(self.code, place, self.text, self.hint, **self.values)


def value_of(cell: SheetCell, column: Column, *, keeps_zeros: bool = False) -> Any:
    """Return the value of a cell in a column, plain as in a data file.

    Raises:
        CellRefused: the content has no meaning in this column.
    """
    if cell.is_error:
        raise CellRefused(
            "B124", "The cell shows the error {shown}.", "Correct the formula.", shown=cell.value
        )
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


def _text(cell: SheetCell) -> str:
    if not isinstance(cell.value, str):
        text = "Text is expected in this cell, not the number, date or truth value {shown}."
        hint = "Set the format of the cell to text (文本) and type it anew, with leading zeros."
        raise CellRefused("B107", text, hint, shown=cell.value)
    return cell.value


def number_of(cell: SheetCell, *, keeps_zeros: bool = False, percent: bool = False) -> int | Decimal:
    """Return the number a cell shows: an int if it is whole, else a Decimal of at most 15 digits."""
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
    number = (number * 100).normalize() if "%" in shows else number
    places = re.search(r"0\.(0+)", shows)
    if number == number.to_integral_value():
        whole = int(number)
        return number.quantize(Decimal(1).scaleb(-len(places[1]))) if places and keeps_zeros else whole
    exponent = number.as_tuple().exponent
    given = -exponent if isinstance(exponent, int) else 0
    return number.quantize(Decimal(1).scaleb(-max(given, len(places[1]) if places else 0)))


def _digits(text: str) -> int | Decimal:
    """Return a number written as text after 数, which no spreadsheet keeps; refuse any other text."""
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


def is_rounded(cell: SheetCell) -> bool:
    """Return whether the format of the cell shows fewer decimals than it holds."""
    shown = re.search(r"0\.(0+)", cell.shows)
    if cell.shows == "General" or not isinstance(cell.value, float) or "%" in cell.shows:
        return False
    exponent = Decimal(format(cell.value, f".{MAX_KEPT}g")).normalize().as_tuple().exponent
    return isinstance(exponent, int) and -exponent > (len(shown[1]) if shown else 0) and "0" in cell.shows


def is_float(cell: SheetCell) -> bool:
    """Return whether a number is whole but stored or shown with decimals (310.0)."""
    return isinstance(cell.value, float) and cell.value.is_integer()


def _moment(cell: SheetCell, *, day: bool) -> Any:
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
    if isinstance(value, int) and not isinstance(value, bool) and not day and value in YEARS:
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


def _wholes(cell: SheetCell) -> list[int]:
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


def _yes(cell: SheetCell) -> bool:
    if isinstance(cell.value, bool):
        return cell.value
    text = str(cell.value).strip()
    if text not in (YES, NO):
        raise CellRefused("B107", "是 or 否 is expected in this cell, not “{shown}”.", shown=text[:40])
    return text == YES
