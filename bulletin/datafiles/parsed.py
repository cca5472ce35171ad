"""Hold what a parser reads from the bytes of a file, before its meaning is considered."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from bulletin.issues.excerpt import with_excerpt
from bulletin.issues.issue import Issue, error

CORRECT = "Correct this place in the file."


@dataclass(frozen=True, slots=True)
class Parsed:
    """Plain values (mappings, lists, text, int, Decimal, bool, None), or the issues why there are none.

    `places` maps a JSON pointer to a place people recognise (`Sheet1!C7`); it is empty for text files. Notes
    on repairs are among `issues`. `text` is that of a text file; `positions` gives line and column, from 1,
    of the values of pointers, None where they are not known. It may read the text again.
    `by_program`: a program handed the values over, no file holds them.
    """

    raw: Any
    issues: tuple[Issue, ...] = ()
    places: Mapping[str, str] = field(default_factory=dict)
    text: str = field(default="", repr=False)
    positions: Callable[[Iterable[str]], Mapping[str, tuple[int, int]]] | None = None
    by_program: bool = False


class Position(Protocol):
    """A line and a column of a text, both counted from 0."""

    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...


class DataFault(Exception):
    """A value that a data file may not hold, with its position or characters, as far as known."""

    def __init__(
        self,
        code: str,
        text: str,
        hint: str = "",
        /,
        *,
        position: Position | None = None,
        piece: str = "",
        **values: object,
    ) -> None:
        super().__init__(text)
        self.code, self.text, self.hint, self.values = code, text, hint, values
        self.position, self.piece = position, piece

    def issue(self, name: str, text: str) -> Issue:
        """Return the fault as an issue of the file called `name`, which holds `text`."""
        if self.position is None:
            return error(self.code, name, self.text, self.hint, **self.values)
        issue = error(self.code, at(name, self.position), self.text, self.hint, **self.values)
        return with_excerpt(issue, text, self.position.line + 1, self.position.column + 1)


def at(name: str, position: Position) -> str:
    """Return a place as people count: file, line and column, from 1."""
    return f"{name}:{position.line + 1}:{position.column + 1}"


def text_of(content: bytes, name: str) -> str | Parsed:
    """Return the text in `content`, or the issue of the first byte that is not UTF-8."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as cause:
        place = f"{name}:byte {cause.start}"
        hint = "Save the file as UTF-8 (in Windows: “另存为”, encoding UTF-8)."
        return Parsed(None, (error("B103", place, "The file is not UTF-8 text.", hint),))
