"""Show a value on three lines at most: what it is and how much it holds, never all of it."""

import dataclasses
import datetime
import enum
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from fractions import Fraction
from numbers import Number
from pathlib import PurePath
from typing import Any, ClassVar

LONGEST, LONGEST_TEXT = 240, 40
"""Characters of the whole, three lines of 80, and of one text."""


class Brief:
    """Gives a dataclass made with `repr=False` a short `repr`; fields with `repr=False` are left out."""

    __slots__ = ()

    def __repr__(self) -> str:
        """Show the name of the type, and each field in a word or two."""
        fields = dataclasses.fields(self)  # type: ignore[arg-type]  # only dataclasses inherit it
        parts = [f"{f.name}={self._shown(f.name, getattr(self, f.name))}" for f in fields if f.repr]
        text = f"{type(self).__name__}({', '.join(parts)})"
        return text if len(text) <= LONGEST else f"{text[: LONGEST - 2]}…)"

    def _shown(self, _name: str, value: Any) -> str:
        return shown(value)


class Discreet(Brief):
    """Shows no text either: it is data as an office gave it, names included that its document masks."""

    __slots__ = ()

    TELLING: ClassVar[tuple[str, ...]] = ("unit", "digest", "dimension")
    """The fields whose texts say nothing of persons."""

    def _shown(self, name: str, value: Any) -> str:
        return "…" if type(value) is str and name not in self.TELLING else shown(value)


def shown(value: Any) -> str:
    """Return a value in a word or two: texts cut, the number of what a list or a mapping holds."""
    if isinstance(value, str) and not isinstance(value, enum.Enum):
        return repr(value if len(value) <= LONGEST_TEXT else f"{value[:LONGEST_TEXT]}…")
    if isinstance(value, Mapping | tuple | list | AbstractSet | bytes):
        return f"<{len(value)} bytes>" if isinstance(value, bytes) else f"<{len(value)}>"
    if value is None or isinstance(value, bool | Number | Fraction | enum.Enum | datetime.date | PurePath):
        return str(value)
    return f"<{type(value).__name__}>"
