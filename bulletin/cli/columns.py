"""Text in the columns of a terminal, where a Chinese character takes two."""

import re
import shutil
import unicodedata
from collections.abc import Iterator

NARROWEST, WIDEST = 60, 120
UNKNOWN = 100
"""The width of what is no terminal: a file, a pipe."""

PIECE = re.compile(r"/?[!-.0-~]+|.", re.DOTALL)
"""What stays in one piece: a word of ASCII, or a step of a path; between other characters a line may end."""

NOT_FIRST = "，。、；：！？）》」”’】%"
"""What begins no line."""


def terminal_width() -> int:
    """The columns there are, within what can be read."""
    return max(NARROWEST, min(WIDEST, shutil.get_terminal_size((UNKNOWN, 24)).columns))


def width(text: str) -> int:
    """How many columns `text` takes."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text
    )


def padded(text: str, columns: int, right: bool = False) -> str:
    """`text` with spaces up to so many columns; `right`: before it."""
    space = " " * max(0, columns - width(text))
    return space + text if right else text + space


def wrapped(text: str, columns: int) -> Iterator[str]:
    """`text` in lines of at most so many columns; a piece that is longer has a line of its own."""
    line = ""
    for piece in PIECE.findall(text):
        if line and width(line + piece) > columns and piece not in NOT_FIRST:
            yield line.rstrip()
            line = ""
        line += piece if line or not piece.isspace() else ""
    if line.strip():
        yield line.rstrip()
