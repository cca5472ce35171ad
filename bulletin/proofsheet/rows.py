"""Turn the data file into rows of a table: each number with its term, and the words the document prints."""

import dataclasses
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

from bulletin.model import facts
from bulletin.model.codelist import Codelist
from bulletin.model.figures import Figure, Figures

_PARTS = {
    "issuer": facts.Issuer, "document": facts.DocumentFacts, "plan": facts.Plan, "rounds": facts.Round,
    "scopes": facts.Scope, "groups": facts.Group, "problems": facts.Problem, "cases": facts.Case,
    "corrections": facts.Correction,
    "vouched": facts.Vouched,
}  # fmt: skip
"""Key of an object or list in the file → what it holds."""


def _keys(*kinds: type) -> dict[str, str]:
    """Return English key → Chinese key of some types; Chinese keys need no entry."""
    fields = [field for kind in reversed(kinds) for field in dataclasses.fields(kind)]
    return {field.name: field.metadata["zh"] for field in fields if "zh" in field.metadata}


_FIELDS = _keys(facts.Count, facts.Comparison, facts.DataFile, facts.Records, *_PARTS.values())

_BY = {"by", "按"}
"""Keys whose keys are dimensions."""
_SILENT = {"results", "结果", "n", "数", "items", "分项"} | _BY
"""Keys between a count and its number that are left out of its term."""


@dataclass(frozen=True, slots=True)
class ProofRow:
    """One line of the table: `group` is its part of the file, `depth` its level of breakdown.

    `place` is the cell of a workbook, else the pointer.
    """

    pointer: str
    place: str
    group: str
    label: str
    value: str
    unit: str
    depth: int


def rows_of(
    raw: Any, places: Mapping[str, str], figures: Figures, codelist: Codelist, printed: Collection[str]
) -> tuple[ProofRow, ...]:
    """Return the rows of the plain values `raw`, in order; `printed` are the pointers of printed values."""
    terms = _terms(figures)
    found = []
    for pointer, trail, value in _leaves(raw, "", ()):
        if pointer == "/format" or not (_is_number(value) or touching(pointer, printed)):
            continue
        label, unit = terms.get(pointer, ("", ""))
        found.append(
            ProofRow(
                pointer=pointer,
                place=places.get(pointer, pointer),
                group=_group(raw, trail),
                label=label or _said(trail, codelist),
                value="、".join(map(str, value)) if isinstance(value, list) else str(value),
                unit=unit,
                depth=sum(key in ("by", "按") for key in trail),
            )
        )
    return tuple(found)


def touching(pointer: str, others: Collection[str]) -> bool:
    """Return whether one of `others` is the same place, a part of it, or contains it."""
    return any(
        other == pointer or other.startswith(f"{pointer}/") or pointer.startswith(f"{other}/")
        for other in others
    )


def _leaves(value: Any, pointer: str, trail: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...], Any]]:
    """Yield pointer, keys and value of each leaf; a list of words or numbers is one leaf."""
    if isinstance(value, Mapping):
        for key, item in value.items():
            token = str(key).replace("~", "~0").replace("/", "~1")
            yield from _leaves(item, f"{pointer}/{token}", (*trail, str(key)))
    elif isinstance(value, list) and any(isinstance(item, Mapping | list) for item in value):
        for i, item in enumerate(value):
            yield from _leaves(item, f"{pointer}/{i}", (*trail, str(i)))
    elif value is not None and value != []:
        yield pointer, trail, value


def _is_number(value: Any) -> bool:
    if isinstance(value, list):
        return all(_is_number(item) for item in value)
    return isinstance(value, int | Decimal | float) and not isinstance(value, bool)


def _group(raw: Any, trail: tuple[str, ...]) -> str:
    """Return the heading over a row: 规划, 统计范围 · 前三轮, 巡察轮次 · 1、2."""
    first = trail[0]
    part = raw[first]
    head = _FIELDS.get(first, first)
    if not isinstance(part, list) or len(trail) == 1:
        return head
    item = part[int(trail[1])]
    about = item if isinstance(item, Mapping) else {}
    called = next((about[key] for key in ("label", "name", "名称", "ordinals", "轮次") if key in about), None)
    if called is None:
        called = int(trail[1]) + 1
    return f"{head} · {'、'.join(map(str, called)) if isinstance(called, list) else called}"


def _said(trail: tuple[str, ...], codelist: Codelist) -> str:
    """Return the term of the keys below the group, at most two of them: 移交问题线索 · 移交对象."""
    below = [key for key in trail[1:] if not key.isdecimal() and key not in _SILENT]
    own = _keys(_PARTS[trail[0]]) if trail[0] in _PARTS and len(below) == 1 else {}
    dimensions = {key for before, key in pairwise(trail) if before in _BY}
    words = []
    for before, key in zip(("", *below), below, strict=False):
        if key in dimensions:
            continue
        known = codelist.key_of(key) if key not in _FIELDS or before in codelist.indicators else None
        words.append(codelist[known].label if known else own.get(key) or _FIELDS.get(key, key))
    return " · ".join(words[-2:]) or _FIELDS.get(trail[0], trail[0])


def _terms(figures: Figures) -> dict[str, tuple[str, str]]:
    """Return pointer → term and unit of given figures; places with differing terms are left out."""
    found: dict[str, set[tuple[str, str]]] = {}
    for node in figures.everything():
        if isinstance(node, Figure) and node.source.operation == "given" and len(node.source.pointers) == 1:
            found.setdefault(node.source.pointers[0], set()).add((node.label, node.unit))
    return {pointer: next(iter(terms)) for pointer, terms in found.items() if len(terms) == 1}
