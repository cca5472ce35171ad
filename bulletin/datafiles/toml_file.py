"""Parse a TOML file into plain values, and refuse what no data file needs."""

import datetime
import re
import tomllib
from decimal import Decimal
from typing import Any

from bulletin.datafiles.parsed import CORRECT, DataFault, Parsed, text_of
from bulletin.datafiles.shape import pointer
from bulletin.files.toml import toml_fault
from bulletin.issues.excerpt import with_excerpt
from bulletin.issues.issue import Issue, error

MAX_DIGITS = 18
"""Longer integers are no counts; they are mistyped identity numbers."""
MAX_DEPTH = 40

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
        return Parsed(None, (error("B104", name, "The file is nested too deeply to be a data file."),))
    try:
        raw = tomllib.loads(text, parse_float=_decimal)
        fault = _fault(raw, "")
    except tomllib.TOMLDecodeError as cause:
        return Parsed(None, (_not_toml(cause, text, name),))
    except DataFault as cause:
        return Parsed(None, (cause.issue(name, text),))
    except RecursionError:
        return Parsed(None, (error("B104", name, "The file is nested too deeply to be a data file."),))
    except ValueError as cause:  # an impossible date, or more digits than int() accepts
        says = "This is not TOML: {reason}."
        return Parsed(None, (error("B103", name, says, CORRECT, reason=toml_fault(cause, text)[0]),))
    return Parsed(None, (fault,)) if fault else Parsed(_plain(raw))


def _not_toml(cause: tomllib.TOMLDecodeError, text: str, name: str) -> Issue:
    reason, line, column = toml_fault(cause, text)
    says = "This is not TOML: {reason} (line {line}, column {column})."
    hint = (
        "Text stands in quotation marks, a table begins with [name], a key and its value are joined by “=”."
    )
    issue = error("B103", f"{name}:{line}:{column}", says, hint, reason=reason, line=line, column=column)
    return with_excerpt(issue, text, line, column)


def _decimal(digits: str) -> Decimal:
    if digits.lstrip("+-") in ("nan", "inf"):
        raise DataFault("B104", "{word} is not a number.", CORRECT, word=digits)
    if len(digits) > MAX_DIGITS + 2 or "e" in digits.lower():
        raise DataFault(
            "B104", "The number {digits} is not written as figures are written.", CORRECT, digits=digits[:40]
        )
    return Decimal(digits)


def _fault(raw: Any, at: str, depth: int = 0) -> Issue | None:
    """Return the first value that TOML allows and a data file does not; None if there is none."""
    if depth > MAX_DEPTH:
        return error("B104", at, "The file is nested too deeply to be a data file.")
    if isinstance(raw, dict | list):
        items = raw.items() if isinstance(raw, dict) else enumerate(raw)
        found = (_fault(value, pointer(at, key), depth + 1) for key, value in items)
        return next((fault for fault in found if fault), None)
    if isinstance(raw, datetime.datetime | datetime.time):
        says, hint = "A time of day has no place here: {given}.", "Write the day alone: 2018-08-29."
        return error("B104", at, says, hint, given=raw.isoformat())
    if isinstance(raw, int) and abs(raw) >= 10**MAX_DIGITS:
        digits = f"{raw % 10**MAX_DIGITS:0{MAX_DIGITS}}"
        says, hint = "The number {digits} is too long for a count.", "Put it in quotation marks."
        return error("B104", at, says, hint, digits=f"…{digits}")
    return None


def _plain(raw: Any) -> Any:
    if isinstance(raw, dict):
        return {key: _plain(value) for key, value in raw.items()}
    if isinstance(raw, list):
        return [_plain(value) for value in raw]
    return raw.isoformat() if isinstance(raw, datetime.date) else raw
