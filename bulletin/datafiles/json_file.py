"""Parse a JSON file into plain values, and refuse what JSON parsers usually accept silently."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import Any

from bulletin.datafiles.parsed import CORRECT, DataFault, Parsed, text_of
from bulletin.datafiles.positions import json_positions, offset_of, second_key
from bulletin.issues.excerpt import position, with_excerpt
from bulletin.issues.foreign import in_own_words
from bulletin.issues.issue import Issue, Phrase, error

MAX_DIGITS = 18
"""Longer integers are no counts; they are mistyped identity numbers."""

_COMMA = Phrase("after the last item stands a comma")
REASONS: Mapping[str, Phrase] = {
    "Expecting value": Phrase("a value is missing here"),
    "Expecting property name": Phrase("a key in quotation marks is missing here"),
    "Expecting ':'": Phrase("“:” is missing after a key"),
    "Expecting ','": Phrase("“,” or a closing bracket is missing here"),
    "trailing comma": _COMMA,
    "Extra data": Phrase("the file goes on after its end"),
    "Unterminated string": Phrase("a quotation mark is not closed"),
    "Invalid control character": Phrase("a text ends on its line; a line break in it is written \\n"),
    "Invalid \\": Phrase("after a backslash stands what is no escape; write \\\\ for a backslash"),
}
"""Part of a message of the json module → what is said instead."""


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
        reason = in_own_words(cause.msg, REASONS)
        issue = error("B103", place, says, hint, reason=reason, line=cause.lineno, column=cause.colno)
        return Parsed(None, (with_excerpt(issue, text, cause.lineno, cause.colno),))
    except DataFault as cause:
        return Parsed(None, (_found(cause, text, name),))
    except RecursionError:
        return Parsed(None, (error("B104", name, "The file is nested too deeply to be a data file."),))
    return Parsed(raw, text=text, positions=partial(json_positions, text))


def _found(fault: DataFault, text: str, name: str) -> Issue:
    """Return the issue of a value that the parser refused without saying where it stands."""
    key = fault.values.get("key")
    offset = offset_of(text, fault.piece) if key is None else second_key(text, str(key))
    issue = fault.issue(name, text)
    if offset < 0:
        return issue
    line, column = position(text, offset)
    return with_excerpt(replace(issue, place=f"{name}:{line}:{column}"), text, line, column)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        twice, _ = Counter(key for key, _ in pairs).most_common(1)[0]
        raise DataFault("B104", "The key “{key}” is given twice in one object.", CORRECT, key=twice)
    return result


def _no_constant(word: str) -> Any:
    raise DataFault("B104", "{word} is not a number.", CORRECT, piece=word, word=word)


def _decimal(digits: str) -> Decimal:
    if len(digits) > MAX_DIGITS + 2 or "e" in digits.lower():
        text = "The number {digits} is not written as figures are written."
        raise DataFault("B104", text, CORRECT, piece=digits, digits=digits[:40])
    return Decimal(digits)


def _integer(digits: str) -> int:
    if len(digits) > MAX_DIGITS:
        text = "The number {digits} is too long for a count."
        raise DataFault("B104", text, CORRECT, piece=digits, digits=f"{digits[:40]}…")
    return int(digits)
