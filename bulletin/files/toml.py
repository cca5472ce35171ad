"""Say what is wrong with a TOML file, and find the line of one of its keys; tomllib gives English alone."""

import re
from collections.abc import Mapping
from dataclasses import replace

from bulletin.issues.excerpt import with_excerpt
from bulletin.issues.foreign import in_own_words
from bulletin.issues.issue import Issue, Phrase

_WHERE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_HEADER = re.compile(r"^[ \t]*\[+[ \t]*([^\]\n]+?)[ \t]*\]", re.MULTILINE)

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


def toml_fault(cause: ValueError | RecursionError, text: str) -> tuple[Phrase, int, int]:
    """Return what is wrong with the TOML file `text`, and the line and column, from 1.

    Line 0 if it is not known. `cause` is what tomllib raised.
    """
    if isinstance(cause, RecursionError):
        return Phrase("it is nested too deeply"), 0, 0
    message = str(cause)
    reason, where = in_own_words(message, REASONS), _WHERE.search(message)
    if where is None:
        return reason, 0, 0
    if where[1] is None:
        lines = text.rstrip("\n").split("\n")
        return reason, len(lines), len(lines[-1]) + 1
    return reason, int(where[1]), int(where[2])


def toml_position(text: str, table: str, key: str = "") -> tuple[int, int]:
    """Return the line and column, from 1, of a key of a table of the TOML file `text`.

    `table` is the name in its header, "" for what stands before all headers. Without `key`, or where the
    table does not set it, the place of the header. (0, 0) if there is no such header.
    """
    headers = [(match.start(), match.end(), match[1].replace('"', "")) for match in _HEADER.finditer(text)]
    starts = [*([(0, 0, "")] if not table else []), *headers]
    for start, end, name in starts:
        if name != table:
            continue
        until = next((begin for begin, _, _ in headers if begin >= max(end, 1)), len(text))
        pattern = rf"^[ \t]*(?:\w+[ \t]*\.[ \t]*)*[\"']?{re.escape(key)}[\"']?(?=[ \t]*[=.])"
        found = re.compile(pattern, re.MULTILINE).search(text, end, until) if key else None
        at = found.end() - len(found[0].lstrip()) if found else start
        if found or table:
            return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
    return 0, 0


def in_toml(issue: Issue, text: str, line: int, column: int) -> Issue:
    """Return an issue of the TOML file `text` with line, column and excerpt; as it is if line is 0."""
    if not line:
        return issue
    return with_excerpt(replace(issue, place=f"{issue.place}:{line}:{column}"), text, line, column)
