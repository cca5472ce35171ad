"""Hold what a parser reads from the bytes of a file, before its meaning is considered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from bulletin.issues.issue import Issue, error

CORRECT = "Correct this place in the file."


@dataclass(frozen=True, slots=True)
class Parsed:
    """Plain values (mappings, lists, text, int, Decimal, bool, None), or the issues why there are none.

    `places` maps a JSON pointer to a place people recognise (`Sheet1!C7`); it is empty for text files. Notes
    on repairs are among `issues`. `by_program`: a program handed the values over, no file holds them.
    """

    raw: Any
    issues: tuple[Issue, ...] = ()
    places: Mapping[str, str] = field(default_factory=dict)
    by_program: bool = False


class Position(Protocol):
    """A line and a column of a text, both counted from 0."""

    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...


class DataFault(Exception):
    """A value that a data file may not hold, with its position if the parser knows it."""

    def __init__(
        self, code: str, text: str, hint: str = "", /, *, position: Position | None = None, **values: object
    ) -> None:
        super().__init__(text)
        self.code, self.text, self.hint, self.position, self.values = code, text, hint, position, values

    def issue(self, name: str) -> Issue:
        """Return the fault as an issue of the file called `name`."""
        place = at(name, self.position) if self.position else name
        return error(self.code, place, self.text, self.hint, **self.values)


def at(name: str, position: Position) -> str:
    """Return a place as people count: file, line and column, from 1."""
    return f"{name}:{position.line + 1}:{position.column + 1}"
