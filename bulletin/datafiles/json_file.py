"""Parse a JSON file into plain values, and refuse what JSON parsers usually accept silently."""

import json
from collections import Counter
from decimal import Decimal
from typing import Any

from bulletin.datafiles.parsed import CORRECT, DataFault, Parsed
from bulletin.datafiles.utf8 import text_of
from bulletin.issues.issue import error

MAX_DIGITS = 18
"""Longer integers are no counts; they are mistyped identity numbers."""


def parse_json(content: bytes, name: str) -> Parsed:
    """Return the value in `content`, or the issue that prevents reading it.

    Numbers with a decimal point become Decimal. Refused: other encodings than UTF-8, a key given twice in
    one object, NaN and Infinity, integers of more than 18 digits, nesting beyond the reader's stack.
    """
    text = text_of(content, name)
    if isinstance(text, Parsed):
        return text
    try:
        raw = json.loads(
            text,
            object_pairs_hook=_once,
            parse_constant=_no_constant,
            parse_float=_decimal,
            parse_int=_integer,
        )
    except json.JSONDecodeError as cause:
        place = f"{name}:{cause.lineno}:{cause.colno}"
        says = "This is not JSON: {reason} (line {line}, column {column})."
        hint = "Look just before this place for a missing comma, quotation mark or bracket."
        values = {"reason": cause.msg, "line": cause.lineno, "column": cause.colno}
        return Parsed(None, (error("B103", place, says, hint, **values),))
    except DataFault as cause:
        return Parsed(None, (cause.issue(name),))
    except RecursionError:
        return Parsed(None, (error("B104", name, "The file is nested too deeply to be a data file."),))
    return Parsed(raw)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        twice, _ = Counter(key for key, _ in pairs).most_common(1)[0]
        raise DataFault("B104", "The key “{key}” is given twice in one object.", CORRECT, key=twice)
    return result


def _no_constant(word: str) -> Any:
    raise DataFault("B104", "{word} is not a number.", CORRECT, word=word)


def _decimal(digits: str) -> Decimal:
    if len(digits) > MAX_DIGITS + 2 or "e" in digits.lower():
        raise DataFault(
            "B104", "The number {digits} is not written as figures are written.", CORRECT, digits=digits[:40]
        )
    return Decimal(digits)


def _integer(digits: str) -> int:
    if len(digits) > MAX_DIGITS:
        raise DataFault(
            "B104", "The number {digits} is too long for a count.", CORRECT, digits=f"{digits[:40]}…"
        )
    return int(digits)
