"""Make random numbers for the indicators of a template, related as in the codelist."""

import copy
from collections.abc import Callable, Mapping
from random import Random
from typing import Any

from bulletin.model.codelist import Codelist

Raw = dict[str, Any]
Number = Callable[[int | None], int]
"""A count: given its upper bound, or None if there is none."""

OF_ROUNDS = ("object", "mode")
"""Dimensions of organisations and rounds, which other indicators would fit only by their measure word."""


class RandomCounts:
    """Makes the results of similar scopes: the same indicators, broken down in the same ways.

    `dimensions` names the indicators that each takes apart; None: any that it fits.
    """

    def __init__(
        self,
        keys: list[str],
        dimensions: Mapping[str, frozenset[str] | None],
        codelist: Codelist,
        rng: Random,
    ) -> None:
        self.keys, self.codelist, self.rng = keys, codelist, rng
        self.ways: dict[str, dict[str, list[str]]] = {key: {} for key in keys}
        for dimension, wanted in dimensions.items():
            if dimension not in OF_ROUNDS:
                self._take_apart(dimension, wanted)

    def _take_apart(self, dimension: str, wanted: frozenset[str] | None) -> None:
        """Find the items for every count that has any: its own parts, else all that are part of nothing.

        An indicator that may be part of several wholes is used for one of them.
        """
        entries = [entry for entry in self.codelist.indicators.values() if entry.dimension == dimension]
        keys = [key for key in self.keys if wanted is None or key in wanted]
        wholes = [key for key in keys if any(key in entry.part_of for entry in entries)]
        for key in [self.rng.choice(wholes)] if wholes else keys:
            unit = self.codelist[key].unit
            items = [
                entry.key for entry in entries
                if key in entry.part_of or (not entry.part_of and entry.units and entry.measured_in(unit))
            ]  # fmt: skip
            items = [item for item in items if not {*self.codelist[item].part_of} & {*items}]
            if items:
                self.ways[key][dimension] = items

    def results(self, number: Number, known: Mapping[str, int]) -> Raw:
        """Return a number for every indicator, parts below their wholes; `known` are given numbers."""
        values = dict(known)

        def valued(key: str) -> int:
            if key not in values:
                entry = self.codelist[key]
                above = [
                    k for k in (*entry.part_of, entry.next_of) if k != key and (k in self.keys or k in known)
                ]
                values[key] = number(min(map(valued, above)) if above else None)
            return values[key]

        for key in self.keys:
            valued(key)
        found: Raw = {}
        for key in self.keys:
            by = {
                dimension: self._parted(dimension, items, values, values[key])
                for dimension, items in self.ways[key].items()
            }
            found[key] = {"n": values[key], **({"by": by} if by else {})}
        self._hold_items(found)
        return found

    def _hold_items(self, found: Raw) -> None:
        """Keep the items of every part at or below the same items of its whole, wholes first."""
        settled = set[str]()

        def settle(key: str) -> None:
            if key in settled:
                return
            settled.add(key)
            entry = self.codelist[key]
            for whole in (*entry.part_of, entry.next_of):
                if whole in found:
                    settle(whole)
                    _hold(found[key], found[whole])

        for key in found:
            settle(key)

    def _parted(self, dimension: str, items: list[str], values: Mapping[str, int], n: int) -> Raw:
        """Return a breakdown: complete, with a rest, overlapping, or of some items; perhaps in two levels."""
        rng = self.rng
        bounds = [values[k] for k in self.codelist[items[0]].part_of if k in values]
        most = min([n, *bounds])
        if dimension == "state":
            done = most if n < 2 or rng.random() < 0.3 else rng.randint(0, most)
            if most == n and done < n and rng.random() < 0.5:
                return {"basis": "partition", "items": {items[0]: done, rng.choice(items[1:5]): n - done}}
            return {"basis": "partition", "items": {items[0]: done}, "rest": "within_time_limit"}
        chosen = items[: rng.choice((1, 3, len(items)))] if n else items[:2]
        rng.shuffle(chosen) if rng.random() < 0.3 else None
        way = rng.random()
        if way < 0.12 and len(chosen) > 1:
            parts = [rng.randint((n + 1) // 2, n), rng.randint((n + 1) // 2, n)]
            return {"basis": "overlapping", "items": dict(zip(chosen, parts, strict=False))}
        if way < 0.2 and len(chosen) > 1:
            return {"basis": "partial", "items": dict.fromkeys(chosen)}
        if way < 0.35 and len(items) > 4:
            return self._in_levels(items, n)
        basis = "partition" if way < 0.75 else "partial"
        base = rng.randint(0, n) if way > 0.9 and not bounds else None
        found = {"basis": basis, "items": self._cut(chosen, n if base is None else base)}
        return found if base is None else {**found, "base": base}

    def _cut(self, items: list[str], n: int) -> dict[str, Any]:
        cuts = sorted(self.rng.randint(0, n) for _ in items[1:])
        return {item: high - low for item, low, high in zip(items, [0, *cuts], [*cuts, n], strict=True)}

    def _in_levels(self, items: list[str], n: int) -> Raw:
        """Return two items, each broken down into others of the same dimension."""
        heads = self._cut(items[:2], n)
        below = (items[2:4], items[4:])
        inner: dict[str, Any] = {}
        for (head, of), parts in zip(heads.items(), below, strict=True):
            by = {self.codelist[head].dimension: {"basis": "partition", "items": self._cut(parts, of)}}
            inner[head] = {"n": of, "by": by}
        return {"basis": "partition", "items": inner}


def _hold(part: Raw, whole: Raw) -> None:
    """Fill the lists that both have anew, item by item, up to what the whole has."""
    for dimension, own in part.get("by", {}).items():
        held = whole.get("by", {}).get(dimension)
        if held is None or None in held["items"].values() or None in own["items"].values():
            continue
        rest = part["n"] if own.get("base") is None else own["base"]
        items: dict[str, int] = {}
        for key, count in held["items"].items():
            items[key] = min(rest, count["n"] if isinstance(count, dict) else count)
            rest -= items[key]
        named = {field: own[field] for field in ("rest", "base") if field in own}
        part["by"][dimension] = {
            "basis": "partial" if rest and "rest" not in own else "partition",
            "items": items,
            **named,
        }


def added(one: Raw, other: Raw) -> Raw:
    """Return the results of two disjoint scopes together."""
    return {key: _together(one[key], other[key]) for key in one if key in other}


def _together(one: Any, other: Any) -> Any:
    """Return the sum of two counts; a breakdown whose parts would no longer add up is left out."""
    if one is None or other is None:
        return None
    one, other = ({"n": count} if isinstance(count, int) else count for count in (one, other))
    by: Raw = {}
    for dimension in one.get("by", {}):
        parts = [count["by"][dimension] for count in (one, other) if dimension in count.get("by", {})]
        bases = {part["basis"] for part in parts}
        if len(parts) < 2 or ("overlapping" in bases and len(bases) > 1):
            continue
        first, second = (part["items"] for part in parts)
        items = {
            key: _together(first.get(key, 0), second.get(key, 0)) for key in dict.fromkeys((*first, *second))
        }
        part: Raw = {"basis": bases.pop() if len(bases) == 1 else "partial", "items": items}
        if any("rest" in each for each in parts):
            part["rest"] = "within_time_limit"
        if any("base" in each for each in parts):
            part["base"] = sum(
                each.get("base", count["n"]) for each, count in zip(parts, (one, other), strict=True)
            )
        by[dimension] = part
    return {"n": one["n"] + other["n"], **({"by": by} if by else {})}


def flattened(results: Raw, codelist: Codelist) -> Raw:
    """Return the results with the parts that are indicators of their own beside their wholes."""
    found: Raw = {}
    for key, count in copy.deepcopy(results).items():
        by = count.get("by", {})
        for dimension, part in list(by.items()):
            own = {item: n for item, n in part["items"].items() if key in codelist[item].part_of}
            if own and None not in own.values():
                found |= {item: n if isinstance(n, dict) else {"n": n} for item, n in own.items()}
                del by[dimension]
        found[key] = count if by else {"n": count["n"]}
    return found
