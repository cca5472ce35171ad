"""Check that the values of a layout fit on a page; layouts come from offices, as templates do."""

import math
import re
from collections.abc import Mapping
from dataclasses import fields
from typing import Any, get_args

KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
"""The name of a role, which becomes part of the style sheet."""

COLOR = re.compile(r"[0-9A-Fa-f]{6}")
FACES = ("fangsong", "kaiti", "heiti", "songti", "xiaobiaosong")
LARGEST = {"size": 400.0, "lines": 100.0, "characters": 100.0, "pitch": 200.0, "rule": 20.0, "spread": 100.0}
"""The largest value of each measure, in its own unit; other measures in mm, characters or lines."""
LARGEST_OTHER = 1_000.0
LONGEST = 60
POSITIVE = ("size", "lines", "characters", "width", "height")


def refuse_unfit(table: str, values: Mapping[str, Any], kind: type[Any]) -> None:
    """Raise ValueError if a value of a table is out of range, or a role has an invalid name."""
    if not KEY.fullmatch(table.removeprefix("role.")):
        raise ValueError(f"[{table:.40}] is no name of small letters")
    for field in fields(kind):
        if field.name in values:
            fault = _fault(field.name, values[field.name], field.type)
            if fault:
                raise ValueError(f"[{table}] {field.name} {fault}, not {values[field.name]!r:.40}")


def _fault(name: str, value: Any, kind: Any) -> str:
    if kind in (float, int):
        most = LARGEST.get(name, LARGEST_OTHER)
        number = isinstance(value, int | float) and not isinstance(value, bool)
        if not number or not math.isfinite(value) or abs(value) > most or (name in POSITIVE and value <= 0):
            return f"is a number{' above 0' if name in POSITIVE else ''}, at most {most:g}"
        return "is a whole number" if kind is int and not isinstance(value, int) else ""
    if kind is bool:
        return "" if isinstance(value, bool) else "is true or false"
    if name == "color":
        return "" if isinstance(value, str) and COLOR.fullmatch(value) else "is six hexadecimal digits"
    choices = FACES if name == "face" else get_args(kind)
    if choices:
        return "" if value in choices else f"is one of {', '.join(choices)}"
    plain = isinstance(value, str) and 0 < len(value) <= LONGEST and value.isprintable()
    return "" if plain else "is a short text"
