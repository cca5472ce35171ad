"""List the variables of a template: every path with its meaning, its unit and its printed value."""

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bulletin.composition import Template
from bulletin.composition.outline import Outline
from bulletin.datafiles import load
from bulletin.model import facts
from bulletin.model.codelist import Codelist
from bulletin.model.figures import FACETS, Absent, Clause, Dated, Entries, Figure, Figures, Given, Node
from bulletin.rehearsal.random_data import DataMaker, Shape
from bulletin.rehearsal.samples import ROWS, whole
from bulletin.statistics import tally
from bulletin.wording import printed, spoken_date

FIELDS: Mapping[str, type[Any]] = {
    "issuer": facts.Issuer, "document": facts.DocumentFacts, "rounds": facts.Round, "plan": facts.Plan,
    "groups": facts.Group, "problems": facts.Problem, "cases": facts.Case,
}  # fmt: skip
"""The data type of the fields below a name."""

WORDS: Mapping[str, str] = {
    "now": "本次通报的统计范围", "label": "名称", "since": "起", "until": "止",
    "full_label": "名称，前加地区、层级、机关、领域",
    "level": "层级", "area": "地区", "organ": "机关", "field": "领域", "share": "在所属范围同一指标中的占比",
    "completed": "是否全部完成",
    "under_way": "是否正在进行",
    "running": "是否有正在进行的轮次", "increased": "是否增加", "decreased": "是否减少",
    "value": "原值", "difference": "增减",
    "sample": "是否示例数据", "text": "各段文字", "names": "名称", "to": "移交对象",
}  # fmt: skip
"""Meanings of names that neither a figure nor a field explains."""
LONGEST = 40


@dataclass(frozen=True, slots=True)
class Variable:
    """A path with its meaning, measure word and printed value; `value` None if it is absent."""

    path: str
    meaning: str
    unit: str
    value: str | None


def example_figures(codelist: Codelist) -> Figures:
    """Return figures of random data with nothing left out, for listing the names alone."""
    template = Template("", Path(), "", "", (), {})
    entries = codelist.indicators.values()
    parted = {entry.dimension for entry in entries} - {e.dimension for e in entries if not e.part_of}
    asked = frozenset(codelist.indicators) | frozenset(FACETS) | parted | {"state"}
    asked |= {field.name for kind in FIELDS.values() for field in dataclasses.fields(kind)}
    breakdowns = frozenset(("", dimension) for dimension in parted | {"state"})
    maker = DataMaker(template, Outline((), asked, frozenset({"records"}), breakdowns, (), (), ()), codelist)
    raw = whole(maker, Shape(rows=dict.fromkeys(maker.lists(), ROWS)))
    return tally(load(raw, codelist), codelist)


def variables(figures: Figures, codelist: Codelist) -> tuple[Variable, ...]:
    """Return everything a template can use with these figures, and the names of missing data."""
    found = dict[str, Variable]()
    for name, node in figures.nodes.items():
        for variable in _of(name, node, FIELDS.get(name)):
            found.setdefault(variable.path, variable)
    now = figures.nodes.get("now")
    for key, entry in codelist.indicators.items():
        if not entry.dimension and isinstance(now, Entries) and f"now.{key}" not in found:
            label = now.known.get(key, entry.label)
            found[f"now.{key}"] = Variable(f"now.{key}", label, entry.unit, None)
    return tuple(found.values())


def _of(path: str, node: Node, fields: type[Any] | None) -> Iterator[Variable]:
    """Yield the variables at and below a path."""
    meaning = _meaning(path, fields)
    match node:
        case Figure():
            yield Variable(path, node.label, node.unit, printed(node))
            for name, below in node.facets.items():
                item_of_many = name == "rest" and ".by." in path  # of no use for one class
                if not isinstance(below, Absent) and not item_of_many:
                    yield from _of(f"{path}.{name}", below, None)
        case Absent():
            yield Variable(path, meaning or node.label, "", None)
        case Given():
            yield Variable(path, meaning, "", _short(node.text))
        case Dated():
            yield Variable(path, meaning, "", spoken_date(node.moment))
        case Clause():
            parts = (part if isinstance(part, str) else _words(part) for part in node.parts)
            yield Variable(path, meaning, "", _short("".join(parts)))
        case Entries():
            for name, below in (*node.items.items(), *node.beside.items()):
                inner = FIELDS.get(name) if path == "records" else fields
                yield from _of(f"{path}.{name}", below, inner)
        case tuple():
            yield Variable(path, meaning, "项", str(len(node)))
            for i, below in enumerate(node[:1] if path.startswith("records.") else node):
                if isinstance(below, Entries) and path != "scopes":
                    yield from _of(f"{path}[{i}]", below, fields)
        case bool():
            yield Variable(path, meaning, "", "是" if node else "否")
        case str():
            yield Variable(path, meaning, "", _short(node))


def _meaning(path: str, fields: type[Any] | None) -> str:
    """Return the meaning of the last name of a path, from the field of the data or from the name itself."""
    last = path.rsplit(".", 1)[-1]
    if fields is not None:
        for field in dataclasses.fields(fields):
            if field.name == last and "zh" in field.metadata:
                return str(field.metadata["zh"])
    return WORDS.get(last, "")


def _words(part: object) -> str:
    match part:
        case Figure():
            return printed(part)
        case Dated():
            return spoken_date(part.moment, part.year)
    return str(getattr(part, "text", ""))


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
