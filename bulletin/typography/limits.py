"""Check that the values of a layout fit on a page; layouts come from offices, as templates do."""

import math
import re
from collections.abc import Iterator
from dataclasses import MISSING, Field, dataclass, fields
from typing import Any, Literal, get_args

from bulletin.issues.issue import Phrase
from bulletin.model.codelist import nearest

KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
"""The name of a role, which becomes part of the style sheet."""

COLOR = re.compile(r"[0-9A-Fa-f]{6}")
FACES = ("fangsong", "kaiti", "heiti", "songti", "xiaobiaosong")
LARGEST = {"size": 400.0, "lines": 100.0, "characters": 100.0, "pitch": 200.0, "rule": 20.0, "spread": 100.0}
"""The largest value of each measure, in its own unit; other measures in mm, characters or lines."""
LARGEST_OTHER = 1_000.0
LONGEST = 60

Strength = Literal["规定", "一般", "推荐", "可以"]
"""How binding a clause is: required, usual, advised, allowed."""
PROVISION = re.compile(rf"([0-9]+(?:\.[0-9]+)*) ({'|'.join(get_args(Strength))})(?: ± ([0-9.]+))?")
"""What the source of a value says: clause, strength, tolerance."""
POSITIVE = ("size", "lines", "characters", "width", "height")


@dataclass(frozen=True, slots=True)
class LayoutFault:
    """A fault of a layout, with the table (`role.mark`) or key, and the key in it, where it stands."""

    reason: Phrase
    table: str
    key: str = ""

    @property
    def path(self) -> tuple[str, ...]:
        """The keys that lead to it in the file."""
        return (*self.table.split(".", 1), *(self.key.split(".") if self.key else ()))


def faults_of_table(table: str, raw: Any, kind: type[Any]) -> Iterator[LayoutFault]:
    """Yield everything that is wrong with a table that becomes a `kind`: its keys, values and sources."""
    if not isinstance(raw, dict):
        yield LayoutFault(Phrase("[{table}] is written as a value", {"table": table}), table)
        return
    if not KEY.fullmatch(table.removeprefix("role.")):
        yield LayoutFault(Phrase("[{table}] is no name of small letters", {"table": f"{table:.40}"}), table)
    known = [each.name for each in fields(kind)]
    for key in (key for key in raw if key not in (*known, "source")):
        near = nearest(key, known)
        text = "[{table}] knows no {key}; did you mean “{near}”?" if near else "[{table}] knows no {key}"
        yield LayoutFault(Phrase(text, {"table": table, "key": key, "near": near}), table, key)
    missing = [each.name for each in fields(kind) if _is_needed(each) and each.name not in raw]
    if missing:
        values: dict[str, object] = {"table": table, "keys": ", ".join(missing)}
        yield LayoutFault(Phrase("[{table}] lacks {keys}", values), table)
    for field in (field for field in fields(kind) if field.name in raw):
        fault = _fault(field.name, raw[field.name], field.type)
        if fault:
            values = {"table": table, "key": field.name, "wanted": fault, "given": _shown(raw[field.name])}
            yield LayoutFault(Phrase("{key} of [{table}] {wanted}, not {given}", values), table, field.name)
    yield from _of_sources(table, raw.get("source", {}), kind)


def _of_sources(table: str, sources: Any, kind: type[Any]) -> Iterator[LayoutFault]:
    if not isinstance(sources, dict):
        yield LayoutFault(
            Phrase("[{table}] is written as a value", {"table": f"{table}.source"}), table, "source"
        )
        return
    for key, says in sources.items():
        values = {"table": table, "key": key, "given": _shown(says)}
        if not hasattr(kind, key):
            unknown = Phrase("[{table}] has a source for {key}, which it does not know", values)
            yield LayoutFault(unknown, table, f"source.{key}")
        elif says != "" and not (isinstance(says, str) and PROVISION.fullmatch(says)):
            text = (
                "source.{key} of [{table}] is a clause and its wording, “7.2.4 规定” or “5.2.1 规定 ± 1”, "
                "not {given}"
            )
            yield LayoutFault(Phrase(text, values), table, f"source.{key}")


def _is_needed(each: "Field[Any]") -> bool:
    return each.default is MISSING and each.default_factory is MISSING


def _shown(value: Any) -> str | Phrase:
    """Return a wrong value as a message shows it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict | list):
        return Phrase("a table") if isinstance(value, dict) else Phrase("a list")
    return f"“{value:.40}”" if isinstance(value, str) else f"{value!s:.40}"


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
