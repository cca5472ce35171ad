"""Show a line of a text file with a caret under a column, for a terminal in which 汉 takes two columns."""

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bulletin.issues.issue import Issue  # `--help` needs `width` alone

BEFORE, SHOWN = 40, 80
"""The most characters shown before the caret, and in all."""


def width(text: str) -> int:
    """Return how many columns of a terminal `text` takes."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text
    )


def excerpt(text: str, line: int, column: int = 0) -> str:
    """Return a line of `text` and below it a caret; line and column are counted in characters from 1.

    Column 0 is unknown: the line stands alone. A long line is cut around the column. Empty if there is no
    such line, or nothing on it.
    """
    lines = re.split("\r\n?|\n", text)
    if not 0 < line <= len(lines) or not lines[line - 1].strip():
        return ""
    # what cannot be printed could command the terminal; a tab has no width of its own
    source = "".join(map(_shown, lines[line - 1]))
    start = max(0, column - 1 - BEFORE)
    begins = "…" if start else ""
    ends = "…" if len(source) > start + SHOWN else ""
    shown = f"{begins}{source[start : start + SHOWN]}{ends}".rstrip()
    caret = " " * width(begins + source[start : max(0, column - 1)]) + "^"
    return f"{shown}\n{caret}" if column else shown


def _shown(character: str) -> str:
    if character.isprintable() or character == "\u3000":  # the space of Chinese text, two columns
        return character
    return " " if character == "\t" else "\ufffd"


def with_excerpt(issue: "Issue", text: str, line: int, column: int = 0) -> "Issue":
    """Return the issue with the excerpt of its place in `text`."""
    from dataclasses import replace

    return replace(issue, excerpt=excerpt(text, line, column))


def position(text: str, offset: int) -> tuple[int, int]:
    """Return line and column, from 1, of the character at `offset`."""
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1
