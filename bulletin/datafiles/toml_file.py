"""Parse a TOML file into plain values, and refuse what no data file needs."""

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from typing import Any

from bulletin.datafiles.parsed import CORRECT, Parsed, text_of
from bulletin.datafiles.shape import pointer
from bulletin.files.toml import TOO_DEEP as TEXT_TOO_DEEP
from bulletin.files.toml import TomlFault, read_toml
from bulletin.files.toml_places import Path, toml_offsets
from bulletin.issues.excerpt import position, with_excerpt
from bulletin.issues.issue import Issue, error

MAX_DIGITS = 18
"""Longer integers are no counts; they are mistyped identity numbers."""
MAX_DEPTH = 40
TOO_DEEP = "The file is nested too deeply to be a data file."

_LONG_KEY = re.compile(
    r"""(?<![\w."'\\-])(?:(?:[\w-]++|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){16}""", re.ASCII
)
"""Dotted keys of many parts, for which tomllib takes quadratic time and memory."""


def parse_toml(content: bytes, name: str) -> Parsed:
    """Return the table in `content`, or the issue that prevents reading it.

    Numbers with a decimal point become Decimal, dates become text. Refused: other encodings than UTF-8, a
    key given twice, nan and inf, exponents, integers of more than 18 digits, times of day.
    """
    text = text_of(content, name)
    if isinstance(text, Parsed):
        return text
    if _LONG_KEY.search(text):
        return Parsed(None, (error("B104", name, TOO_DEEP),))
    try:
        raw = read_toml(text, _decimal)
    except TomlFault as cause:
        return Parsed(None, (_not_toml(cause, text, name),))
    fault = _fault(raw, ())
    if fault is None:
        return Parsed(_plain(raw), text=text, positions=partial(_positions, text))
    path, issue = fault
    place = replace(issue, place="".join(pointer("", key) for key in path) or name)
    at = _positions(text, [place.place]).get(place.place)
    if at is None:
        return Parsed(None, (place,))
    return Parsed(None, (with_excerpt(replace(place, at=f"{name}:{at[0]}:{at[1]}"), text, *at),))


def _positions(text: str, pointers: Iterable[str]) -> dict[str, tuple[int, int]]:
    """Return line and column, from 1, of the value of each pointer that leads to one."""
    wanted = set(pointers)
    found = {"".join(pointer("", key) for key in path): at for path, (_, at) in toml_offsets(text).items()}
    return {at: position(text, found[at]) for at in wanted & found.keys()}


def _not_toml(fault: TomlFault, text: str, name: str) -> Issue:
    if fault.reason is TEXT_TOO_DEEP:
        return error("B104", name, TOO_DEEP)
    if not fault.line:
        return error("B103", name, "This is not TOML: {reason}.", CORRECT, reason=fault.reason)
    says = "This is not TOML: {reason} (line {line}, column {column})."
    hint = (
        "Text stands in quotation marks, a table begins with [name], a key and its value are joined by “=”."
    )
    values = {"reason": fault.reason, "line": fault.line, "column": fault.column}
    issue = error("B103", f"{name}:{fault.line}:{fault.column}", says, hint, **values)
    return with_excerpt(issue, text, fault.line, fault.column)


@dataclass(frozen=True, slots=True)
class _NoFigure:
    """Digits that TOML takes for a number and a data file does not: nan, 1e3."""

    digits: str


def _decimal(digits: str) -> Decimal | _NoFigure:
    too_long = len(digits) > MAX_DIGITS + 2
    if too_long or "e" in digits.lower() or digits.lstrip("+-") in ("nan", "inf"):
        return _NoFigure(digits)
    return Decimal(digits)


def _fault(raw: Any, path: Path) -> tuple[Path, Issue] | None:
    """Return the first value that TOML allows and a data file does not, with its path; None for none."""
    if len(path) > MAX_DEPTH:
        return path, error("B104", "", TOO_DEEP)
    if isinstance(raw, dict | list):
        items = raw.items() if isinstance(raw, dict) else enumerate(raw)
        found = (_fault(value, (*path, key)) for key, value in items)
        return next((fault for fault in found if fault), None)
    if isinstance(raw, datetime.datetime | datetime.time):
        says, hint = "A time of day has no place here: {given}.", "Write the day alone: 2018-08-29."
        return path, error("B104", "", says, hint, given=raw.isoformat())
    if isinstance(raw, _NoFigure):
        if raw.digits.lstrip("+-") in ("nan", "inf"):
            return path, error("B104", "", "{word} is not a number.", CORRECT, word=raw.digits)
        says = "The number {digits} is not written as figures are written."
        return path, error("B104", "", says, CORRECT, digits=raw.digits[:40])
    if isinstance(raw, int) and abs(raw) >= 10**MAX_DIGITS:
        digits = f"{raw % 10**MAX_DIGITS:0{MAX_DIGITS}}"
        says, hint = "The number {digits} is too long for a count.", "Put it in quotation marks."
        return path, error("B104", "", says, hint, digits=f"…{digits}")
    return None


def _plain(raw: Any) -> Any:
    if isinstance(raw, dict):
        return {key: _plain(value) for key, value in raw.items()}
    if isinstance(raw, list):
        return [_plain(value) for value in raw]
    return raw.isoformat() if isinstance(raw, datetime.date) else raw
