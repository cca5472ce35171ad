"""Take the plain values of a data file apart into its leaves: each with its pointer, its path and its part.

The walk follows the values themselves, not the objects read from them, so that no leaf is left out. What
stands at a place is told by the types of `model/facts.py`; a leaf that no type knows is a word of the data.
"""

import dataclasses
import types
import typing
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from bulletin.model import facts
from bulletin.model.account import Leaf, Role
from bulletin.model.codelist import Codelist

_STEERS = {
    "DataFile": ("format", "kind", "sample"),
    "DocumentFacts": ("template", "names", "sealed", "rest"),
    "Printing": ("rules", "decimals", "zeros", "order", "close", "rounding"),
    "Scope": ("reported",),
    "Count": (
        "resolution",
        "more",
        "note",
        "origin",
        "unprinted",
        "scale",
        "scale_decimals",
        "decimals",
        "rate_name",
    ),
    "Breakdown": ("basis", "order", "decimals", "close"),
    "Correction": ("follows",),
}
_FINDS = {
    "Issuer": ("name", "committee", "area", "mark", "phone", "post_box", "email"),
    "Scope": ("label", "rounds", "since", "until", "level", "area", "field", "organ"),
    "Round": ("ordinals", "modes", "status", "since", "until"),
    "Breakdown": ("base",),
    "Comparison": ("label",),
    "Vouched": ("words", "by", "why"),
}
_BESIDE = {"Count": ("unit", "approximate", "label"), "Breakdown": ("rest",)}
_STATED = {"Count": ("stated_rate",), "Comparison": ("growth", "share", "points")}
_NUMBERS = {"Count": ("n", "persons"), "Comparison": ("value", "difference")}
_TABLES: Mapping[Role, Mapping[str, tuple[str, ...]]] = {
    "steers": _STEERS, "finds": _FINDS, "beside": _BESIDE, "stated": _STATED, "number": _NUMBERS,
}  # fmt: skip
_ROLES: Mapping[tuple[str, str], Role] = {
    (kind, name): role for role, table in _TABLES.items() for kind, names in table.items() for name in names
}
"""Type and field → role; any other field holds words."""

_STEPS = {"stated_rate": "rate", "growth": "rate"}
"""The step under which a template reaches a value, where it is not the name of the field."""


@dataclasses.dataclass(frozen=True, slots=True)
class _Here:
    """A place on the walk."""

    pointer: str
    path: str
    count: str = ""
    above: str = ""
    subject: str = ""

    def down(self, key: object, step: str, **changes: str) -> "_Here":
        token = str(key).replace("~", "~0").replace("/", "~1")
        path = f"{self.path}.{step}" if self.path and step else self.path or step
        return dataclasses.replace(self, pointer=f"{self.pointer}/{token}", path=path, **changes)


def leaves_of(raw: Any, codelist: Codelist, scopes: Mapping[int, str]) -> tuple[Leaf, ...]:
    """Return every leaf of the plain values `raw`, in order; `scopes` names the scopes by their index.

    An empty list or object holds nothing and is no leaf.
    """
    return tuple(_Walk(codelist, scopes).of(facts.DataFile, raw, _Here("", "")))


class _Walk:
    def __init__(self, codelist: Codelist, scopes: Mapping[int, str]) -> None:
        self.codelist, self.scopes = codelist, scopes

    def of(self, hint: Any, raw: Any, here: _Here, role: Role = "words") -> Iterator[Leaf]:
        """Yield the leaves of a value whose type should be `hint`."""
        hint = _only(hint)
        kind = hint if isinstance(hint, type) and hint.__module__ == facts.__name__ else None
        if kind is facts.Count:
            here = dataclasses.replace(here, count=here.pointer, above=here.count)
            if not isinstance(raw, Mapping):
                yield _leaf(raw, here, "number")
                return
        if isinstance(raw, Mapping):
            yield from self._object(kind, raw, here) if kind else self._mapping(hint, raw, here, role)
        elif isinstance(raw, list | tuple):
            yield from self._list(hint, raw, here, role)
        else:
            yield _leaf(raw, here, role)

    def _object(self, kind: type, raw: Mapping[str, Any], here: _Here) -> Iterator[Leaf]:
        known = _grammar(kind)
        if kind is facts.Round or kind is facts.Scope:
            here = dataclasses.replace(here, subject=_subject(raw, here))
        for key, value in raw.items():
            name, hint = known.get(key, (str(key), None))
            if (
                kind is facts.Round
                and name == "inspected"
                and isinstance(value, Mapping)
                and _by_class(value)
            ):
                yield from self._classes(value, here.down(key, name))
                continue
            step = "" if (kind, name) in _SILENT else _STEPS.get(name, name)
            role: Role = "steers" if name == "$schema" else _ROLES.get((kind.__name__, name), "words")
            yield from self.of(hint, value, here.down(key, step), role)

    def _mapping(self, hint: Any, raw: Mapping[str, Any], here: _Here, role: Role) -> Iterator[Leaf]:
        item = typing.get_args(hint)[-1] if typing.get_args(hint) else None
        for key, value in raw.items():
            yield from self.of(item, value, here.down(key, self._step(str(key), _only(item), here)), role)

    def _step(self, name: str, kind: Any, here: _Here) -> str:
        """Return the key of an indicator or dimension, however it is written."""
        if kind is facts.Breakdown:
            return self.codelist.dimension_of(name) or name
        if kind is facts.Count:
            parts = here.path.split(".")
            dimension = parts[-1] if parts[-2:-1] == ["by"] else ""
            return (self.codelist.key_of(name, dimension) or name).replace(".", "·")
        return name

    def _classes(self, raw: Mapping[str, Any], here: _Here) -> Iterator[Leaf]:
        """Yield organisations given as {departments: 20, townships: 8}."""
        here = dataclasses.replace(here, count=here.pointer, above=here.count, path=f"{here.path}.by.object")
        for key, value in raw.items():
            yield from self.of(facts.Count, value, here.down(key, self._step(str(key), facts.Count, here)))

    def _list(self, hint: Any, raw: list[Any] | tuple[Any, ...], here: _Here, role: Role) -> Iterator[Leaf]:
        item = typing.get_args(hint)[0] if typing.get_args(hint) else None
        for i, value in enumerate(raw):
            step = self.scopes.get(i, "scopes") if item is facts.Scope else ""
            one = dataclasses.replace(here, path="") if item is facts.Scope else here
            yield from self.of(item, value, one.down(i, step), role)


_SILENT = {
    (facts.Scope, "results"), (facts.Count, "n"), (facts.Breakdown, "items"), (facts.Comparison, "value"),
}  # fmt: skip
"""Fields that are no step of a path."""


def _leaf(value: Any, here: _Here, role: Role) -> Leaf:
    return Leaf(here.pointer, here.path, role, value, here.count, here.above, here.subject)


def _only(hint: Any) -> Any:
    """Return the one type of a hint that may also be None or text: Count of `Count | None`."""
    if typing.get_origin(hint) not in (typing.Union, types.UnionType):
        return hint
    return next((each for each in typing.get_args(hint) if each not in (types.NoneType, str)), str)


@cache
def _grammar(kind: type) -> Mapping[str, tuple[str, Any]]:
    """Return each key an object may have, in English and Chinese, with its field and type."""
    hints = typing.get_type_hints(kind)
    fields = [field for field in dataclasses.fields(kind) if "zh" in field.metadata]
    return {
        key: (field.name, hints[field.name]) for field in fields for key in (field.name, field.metadata["zh"])
    }


def _by_class(value: Any) -> bool:
    """Return whether organisations are given by class alone, without the keys of a Count."""
    return isinstance(value, Mapping) and not set(value) & set(_grammar(facts.Count))


def _subject(raw: Mapping[str, Any], here: _Here) -> str:
    """Return what a scope or round is about: its rounds if it names them, else its own place."""
    ordinals = next((raw[key] for key in ("rounds", "ordinals", "轮次") if raw.get(key)), None)
    return f"rounds {sorted(map(str, ordinals))}" if isinstance(ordinals, list | tuple) else here.pointer
