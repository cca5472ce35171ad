"""Parse a CSV file: a head of keys and values, then a table of counts.

    发布单位.名称,云川县委巡察办
    统计范围.名称,第一轮
    指标,数
    受理信访,12

The head ends at the first row that has the column 指标 (indicator). Its keys are those of a data file with
dots between them; there is one scope and at most one round. A CSV file knows text alone: the field says what
is a number, a truth value or a list (its parts with 、 between them).
"""

import csv
import io
import re
import types
from collections.abc import Sequence
from dataclasses import is_dataclass
from decimal import Decimal
from typing import Any, Union, get_args, get_origin

from bulletin.datafiles.parsed import Parsed, text_of
from bulletin.datafiles.rows import COLUMNS, INDICATOR, NUMERIC, joined
from bulletin.datafiles.shape import grammar, pointer
from bulletin.issues.issue import Issue, error
from bulletin.model.facts import Count, DataFile
from bulletin.model.terms import Difference

TRUTH = {"true": True, "是": True, "false": False, "否": False}
_WHOLE = re.compile(r"(0|[1-9][0-9]{0,17})")
_BROKEN = re.compile(r"(0|[1-9][0-9]{0,17})\.[0-9]{1,18}")
HEAD = 2
"""A line of the head has a key and a value."""


def parse_csv(content: bytes, name: str) -> Parsed:
    """Return the data file in `content`, or its issues; places are file, row and column.

    Refused: other encodings than UTF-8, a quotation mark that is not closed, a row longer than its headings,
    a key given twice, a file without the column 指标.
    """
    text = text_of(content, name)
    if isinstance(text, Parsed):
        return text
    try:
        lines = [[cell.strip() for cell in line] for line in csv.reader(io.StringIO(text), strict=True)]
    except csv.Error as cause:
        says, hint = "This is not CSV: {reason}.", "Look for a quotation mark that is not closed."
        return Parsed(None, (error("B103", name, says, hint, reason=str(cause)),))
    start = next((n for n, line in enumerate(lines) if _is_heading(line)), None)
    if start is None:
        says, hint = "No row has the column 指标 (indicator).", "Put the names of the columns above the rows."
        return Parsed(None, (error("B106", name, says, hint),))
    head = _HeadReader(name)
    for number, line in enumerate(lines[:start], 1):
        head.line(number, line)
    headings, body = lines[start], list(enumerate(lines[start + 1 :], start + 2))
    wrong = _misshapen(headings, body, name)
    if wrong:
        return Parsed(None, (wrong,))
    rows = ((number, _cells(headings, line)) for number, line in body)
    found = joined(head.about, rows, name)
    return Parsed(found.raw, tuple(head.issues) + found.issues, {**head.places, **found.places})


def _is_heading(line: Sequence[str]) -> bool:
    return any(COLUMNS.get(cell) == INDICATOR for cell in line)


def _misshapen(headings: Sequence[str], body: Sequence[tuple[int, list[str]]], name: str) -> Issue | None:
    """Return what is wrong with the form of the table: a column given twice, a cell below no heading."""
    named = [COLUMNS.get(heading, heading) for heading in headings if heading]
    twice = next((heading for heading in named if named.count(heading) > 1), None)
    if twice:
        return error("B104", name, "The column “{column}” is given twice.", "Keep one.", column=twice)
    for number, line in body:
        for i, cell in enumerate(line):
            if cell and not (i < len(headings) and headings[i]):
                text, hint = "“{cell}” stands in no column.", "Put text with a comma in quotation marks."
                return error("B104", f"{name}:{number}:{i + 1}", text, hint, cell=cell[:40])
    return None


def _cells(headings: Sequence[str], line: Sequence[str]) -> dict[str, Any]:
    """Return column → value; digits in a column of numbers are a number, all else is left to be refused."""
    cells = {heading: cell for heading, cell in zip(headings, line, strict=False) if heading}
    return {
        heading: _number(cell) if COLUMNS.get(heading) in NUMERIC else cell for heading, cell in cells.items()
    }


def _number(cell: str) -> int | Decimal | str:
    if _WHOLE.fullmatch(cell):
        return int(cell)
    return Decimal(cell) if _BROKEN.fullmatch(cell) else cell


class _HeadReader:
    """Enters the lines of the head into a data file, each value by the type of its field."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.about: dict[str, Any] = {}
        self.places: dict[str, str] = {}
        self.issues: list[Issue] = []

    def line(self, number: int, line: Sequence[str]) -> None:
        """Enter one line; an empty one, and one whose key begins with #, says nothing."""
        cells = [*line, "", ""]
        key, value = cells[0], cells[1]
        if not any(line) or key.startswith("#"):
            return
        place = f"{self.name}:{number}:2"
        if not key or any(cells[HEAD:]):
            text = "A line above the table has a key and a value."
            hint = "Put text with a comma in quotation marks."
            self.issues.append(error("B104", place, text, hint))
            return
        spot = _spot(self.about, [part.strip() for part in key.split(".")])
        if spot is None or spot[1] in spot[0]:
            text = "The key “{key}” is given twice in one object."
            self.issues.append(error("B104", place, text, "Keep one of the two.", key=key))
            return
        into, name, at, hint = spot
        into[name] = _value(hint, value)
        self.places[at] = place


def _spot(about: dict[str, Any], keys: list[str]) -> tuple[dict[str, Any], str, str, Any] | None:
    """Return the object a value goes into, its key there, its pointer and its type; make objects as needed.

    None if a value stands where an object is needed. A key that the types do not know has the type None.
    """
    kind: type = DataFile
    into, at = about, ""
    while True:
        key, *keys = keys
        known = grammar(kind)
        hint = _of(known[key][1]) if key in known else None
        if hint is None and kind is Count:
            hint = Count  # {乡镇: 2}, in short
        if not keys:
            return into, key, pointer(at, key), hint
        within, at = _inner(into, pointer(at, key), key, hint)
        if within is None:
            return None
        if not is_dataclass(_item(hint)):
            key = ".".join(keys)
            return within, key, pointer(at, key), None
        kind, into = _item(hint), within


def _inner(into: dict[str, Any], at: str, key: str, hint: Any) -> tuple[dict[str, Any] | None, str]:
    """Return the object under a key, made if needed, and its pointer; None if a value stands there."""
    if get_origin(hint) is tuple:
        found, at = into.setdefault(key, [{}]), pointer(at, 0)
        found = found[0] if isinstance(found, list) else found
    else:
        found = into.setdefault(key, {})
    return (found if isinstance(found, dict) else None), at


def _of(hint: Any) -> Any:
    """Return the type of a field that may be None, or one of several, without the others."""
    if get_origin(hint) in (Union, types.UnionType):
        return next(choice for choice in get_args(hint) if choice is not types.NoneType)
    return hint


def _item(hint: Any) -> Any:
    """Return what a list holds, else the type itself."""
    return _of(get_args(hint)[0]) if get_origin(hint) is tuple else hint


def _value(hint: Any, cell: str) -> Any:
    """Return a cell as its field needs it; what does not fit stays text, which is refused with its place."""
    if get_origin(hint) is tuple:
        return [_value(_item(hint), part.strip()) for part in cell.split("、") if part.strip()]
    if hint is bool:
        return TRUTH.get(cell.lower(), cell)
    if hint in (int, Decimal, Difference, Count):
        return _number(cell)
    return cell
