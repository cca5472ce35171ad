"""Read a TOML file; say what is wrong with it in words of our own, with line and column.

All TOML files are read here: data, indicators.toml, bulletin.toml, template.toml and layouts.
"""

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from bulletin.files.toml_places import offset_of_bare, toml_offsets
from bulletin.issues.excerpt import position, with_excerpt
from bulletin.issues.foreign import in_own_words
from bulletin.issues.issue import Issue, Phrase

_WHERE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_LONG_NUMBER = re.compile(r"[-+]?[0-9_]{4000,}")

TOO_DEEP = Phrase("it is nested too deeply")
_TWICE = Phrase("a key or table is given twice")
_NO_KEY = Phrase("a key is one word of letters, digits, _ and -, or stands in quotation marks")
_BRACKET = Phrase("a bracket is not closed")
_BACKSLASH = Phrase("after a backslash stands what is no escape; write \\\\ for a backslash")
REASONS: Mapping[str, Phrase] = {
    "Expected '='": Phrase("“=” is missing after a key"),
    "Expected ']": Phrase("the name of a table is not closed by “]”"),
    "Expected newline": Phrase("after a value the line goes on"),
    "Expected \"'": Phrase("a quotation mark is not closed"),
    "Expected": _BRACKET,
    "Unterminated string": Phrase("a quotation mark is not closed"),
    "Unclosed": _BRACKET,
    "Cannot": _TWICE,
    "Duplicate": _TWICE,
    "Invalid initial character": _NO_KEY,
    "Invalid statement": _NO_KEY,
    "Invalid value": Phrase("this is no value; text stands in quotation marks"),
    "Invalid date": Phrase("there is no such day"),
    "Invalid hex": _BACKSLASH,
    "Unescaped": _BACKSLASH,
    "Escaped character": _BACKSLASH,
    "Illegal character": Phrase("a character cannot stand here; a text ends on its line"),
    "invalid character": Phrase("a character cannot stand here; a text ends on its line"),
    "day is out of range": Phrase("there is no such day"),
    "month must be in": Phrase("there is no such day"),
    "year": Phrase("there is no such day"),
    "integer string conversion": Phrase("a number has too many digits"),
}
"""Part of a message of tomllib → what is said instead."""


class TomlFault(ValueError):
    """A text is no TOML: why, and at which line and column, from 1; line 0 if that is not known."""

    def __init__(self, reason: Phrase, line: int = 0, column: int = 0) -> None:
        self.reason, self.line, self.column = reason, line, column
        super().__init__(str(reason))


def read_toml(text: str, parse_float: Callable[[str], Any] = float) -> dict[str, Any]:
    """Return the tables of a TOML text.

    Raises:
        TomlFault: it is none.
    """
    try:
        return tomllib.loads(text, parse_float=parse_float)
    except RecursionError:
        raise TomlFault(TOO_DEEP) from None
    except ValueError as cause:
        message = str(cause)
        raise TomlFault(in_own_words(message, REASONS), *_where(message, text)) from None


def _where(message: str, text: str) -> tuple[int, int]:
    """Return line and column of what tomllib says; (0, 0) if it does not tell."""
    where = _WHERE.search(message)
    if where is None:  # a number that Python refuses
        offset = offset_of_bare(text, _LONG_NUMBER)
        return position(text, offset) if offset >= 0 else (0, 0)
    if where[1] is None:
        lines = text.rstrip("\n").split("\n")
        return len(lines), len(lines[-1]) + 1
    return int(where[1]), int(where[2])


def toml_position(text: str, *path: str | int, value: bool = False) -> tuple[int, int]:
    """Return the line and column, from 1, of a key in the TOML file `text`, or with `value` of its value.

    `path` leads to it through tables and lists. Of what is not there, the place of the innermost table around
    it; (0, 0) if there is none.
    """
    return toml_positions(text, [path], value=value)[0]


def toml_positions(
    text: str, paths: Sequence[Sequence[str | int]], *, value: bool = False
) -> list[tuple[int, int]]:
    """Return what `toml_position` does of each of `paths`; the text is gone through once."""
    offsets = toml_offsets(text)

    def nearest(path: tuple[str | int, ...]) -> tuple[int, int]:
        while path and path not in offsets:
            path = path[:-1]
        return position(text, offsets[path][value]) if path else (0, 0)

    return [nearest(tuple(path)) for path in paths]


def in_toml(issue: Issue, text: str, line: int, column: int) -> Issue:
    """Return an issue of the TOML file `text` with line, column and excerpt; as it is if line is 0."""
    if not line:
        return issue
    return with_excerpt(replace(issue, place=f"{issue.place}:{line}:{column}"), text, line, column)
