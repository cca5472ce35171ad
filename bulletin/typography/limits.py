"""Check that the values of a layout fit on a page; layouts come from offices, as templates do."""

import math
import re
from collections.abc import Mapping
from dataclasses import fields
from typing import Any, get_args

from bulletin.issues.issue import Phrase

KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
"""The name of a role, which becomes part of the style sheet."""

COLOR = re.compile(r"[0-9A-Fa-f]{6}")
FACES = ("fangsong", "kaiti", "heiti", "songti", "xiaobiaosong")
LARGEST = {"size": 400.0, "lines": 100.0, "characters": 100.0, "pitch": 200.0, "rule": 20.0, "spread": 100.0}
"""The largest value of each measure, in its own unit; other measures in mm, characters or lines."""
LARGEST_OTHER = 1_000.0
LONGEST = 60
POSITIVE = ("size", "lines", "characters", "width", "height")


class LayoutFault(Exception):
    """A fault of a layout, with the table and the key where it stands."""

    def __init__(self, reason: Phrase, table: str, key: str = "") -> None:
        self.reason, self.where = reason, (table, key)
        super().__init__(str(reason))


def refuse_unfit(table: str, values: Mapping[str, Any], kind: type[Any]) -> None:
    """Raise LayoutFault if a value of a table is out of range, or a role has an invalid name."""
    if not KEY.fullmatch(table.removeprefix("role.")):
        reason = Phrase("[{table}] is no name of small letters", {"table": f"{table:.40}"})
        raise LayoutFault(reason, table)
    for field in fields(kind):
        if field.name in values:
            fault = _fault(field.name, values[field.name], field.type)
            if fault:
                given = f"{values[field.name]!r:.40}"
                said = {"table": table, "key": field.name, "wanted": fault, "given": given}
                reason = Phrase("{key} of [{table}] {wanted}, not {given}", said)
                raise LayoutFault(reason, table, field.name)


def _fault(name: str, value: Any, kind: Any) -> Phrase | None:
    if kind in (float, int):
        most = LARGEST.get(name, LARGEST_OTHER)
        number = isinstance(value, int | float) and not isinstance(value, bool)
        if not number or not math.isfinite(value) or abs(value) > most or (name in POSITIVE and value <= 0):
            above = Phrase("is a number above 0, at most {most}", {"most": f"{most:g}"})
            return above if name in POSITIVE else Phrase("is a number, at most {most}", {"most": f"{most:g}"})
        return Phrase("is a whole number") if kind is int and not isinstance(value, int) else None
    if kind is bool:
        return None if isinstance(value, bool) else Phrase("is true or false")
    if name == "color":
        right = isinstance(value, str) and COLOR.fullmatch(value)
        return None if right else Phrase("is six hexadecimal digits")
    choices = FACES if name == "face" else get_args(kind)
    if choices:
        return None if value in choices else Phrase("is one of {known}", {"known": ", ".join(choices)})
    plain = isinstance(value, str) and 0 < len(value) <= LONGEST and value.isprintable()
    return None if plain else Phrase("is a short text")
