"""Make random data files for one template: consistent, and without what the template never asks for.

Rounds come first, then the records, then the numbers, because numbers follow from both.
"""

import dataclasses
from collections.abc import Mapping
from random import Random
from typing import Any

from bulletin.composition import Template
from bulletin.composition.outline import Outline
from bulletin.model import facts
from bulletin.model.codelist import Codelist
from bulletin.model.figures import FACETS
from bulletin.model.implied import NOT_ADDED
from bulletin.rehearsal.random_counts import Number, RandomCounts, added, flattened
from bulletin.rehearsal.random_fields import RandomFields, numbered_name, persons, shared_out

Raw = dict[str, Any]

FROM_ROUNDS = ("rounds", "plan_objects", "covered", "covered_with_running")
"""Indicators that only rounds and plan give."""
IMPLIED = ("inspected", "days_on_site", "groups")
"""Indicators that follow from rounds or records, if there are any."""
DECIDED = ("sanction", "measure")
MODES = (["routine"], ["special"], ["routine", "special"], ["look_back"])
SEVERAL = 3
SPREAD, HANDS = 3, 6
"""A template that tells whatever it is given is tried with every third indicator, and few dimensions each."""
GROUPS, NAMED, MASKED = 20, 60, 10
"""The most groups, named organisations, and masked cases."""


@dataclasses.dataclass(frozen=True, slots=True)
class Shape:
    """The composition of a data set.

    `rounds` are covered by the scope that is reported, with a scope `each` or none; one of them may be
    `under_way`, or another one that is only `running` beside them. `rows` has the length of every list of
    records. `to_date`: a longer scope leads up to the one that is reported. `apart`: parts stand in
    breakdowns, else beside their wholes. `texts`: people have written all they may. `gaps` is the rate at
    which optional fields are missing.
    """

    rounds: int = 1
    each: bool = False
    under_way: bool = False
    running: bool = False
    rows: Mapping[str, int] = dataclasses.field(default_factory=dict)
    to_date: bool = True
    apart: bool = True
    texts: bool = True
    gaps: float = 0


class DataMaker:
    """Makes data for one template."""

    def __init__(self, template: Template, outline: Outline, codelist: Codelist) -> None:
        self.template, self.codelist, self.names = template, codelist, outline.names
        required = frozenset(part for path in template.requires for part in path.split("."))
        self.asked = outline.attributes | required
        self.names = outline.names | required
        heads: list[str] = []
        if outline.tells_all:
            heads = [key for key, entry in codelist.indicators.items() if not entry.dimension][::SPREAD]
            self.asked |= {*heads, *FACETS}
            self.names |= {"to_date"}
        self.fields = RandomFields(template, self.asked)
        known = {key for _, key in outline.breakdowns if key in codelist.dimensions}
        every = codelist.dimensions if "by" in self.asked and not known else {}
        self.dimensions = {key: _taken_apart(key, outline) for key in codelist.dimensions if key in known}
        self.dimensions |= dict.fromkeys(every)
        if outline.tells_all:
            self.dimensions = _dealt(codelist, heads)
        self.keys = [
            key for key, entry in codelist.indicators.items()
            if key in self.asked and key not in FROM_ROUNDS
            and not (entry.part_of and entry.dimension in self.dimensions)
        ]  # fmt: skip

    def lists(self) -> tuple[str, ...]:
        """Return the lists of records that the template may ask for."""
        names = (field.name for field in dataclasses.fields(facts.Records) if "zh" in field.metadata)
        return tuple(name for name in names if "records" in self.names and name in self.asked)

    def whole(self, rng: Random, number: Number, shape: Shape) -> Raw:
        """Return data with everything the template asks for."""
        rounds = [self._round(n, rng, number, shape) for n in range(1, shape.rounds + 1)]
        inspected = sum(sum(entry["inspected"].values()) for entry in rounds)
        running = {"ordinals": [shape.rounds + 1], "inspected": {"villages": 3}, **_under_way(["special"])}
        covered: Raw = {"rounds": [n for entry in rounds for n in entry["ordinals"]]} if rounds else {}
        records = self._records(rng, shape, inspected)
        objects: Raw = {
            "n": max(1, inspected + number(12) + 3 * shape.running),
            "compared": {"label": "原规划", "value": rng.randint(9, 99)},
        }
        raw: Raw = {
            "format": 1, "kind": "inspection", "sample": True,
            "issuer": self.fields.of(facts.Issuer, rng, gaps=shape.gaps),
            "document": self.fields.of(facts.DocumentFacts, rng, gaps=shape.gaps),
            "plan": {"objects": objects}, "rounds": rounds + [running] * shape.running, "records": records,
            "scopes": self._scopes(rng, number, shape, records, covered),
            "text": self.fields.texts(rng, shape.gaps / 2) if shape.texts else {},
        }  # fmt: skip
        if shape.gaps and rng.random() < shape.gaps:
            raw["plan"]["covered"] = max(min(inspected, objects["n"]), number(objects["n"]))
        if "corrections" not in records:
            raw["document"].pop("corrects", None)
        if "names" in raw["document"]:
            few = len(records.get("cases", ())) <= MASKED
            raw["document"]["names"] = rng.choice(("given", "masked")) if few else "given"
        return raw

    def _round(self, n: int, rng: Random, number: Number, shape: Shape) -> Raw:
        """Return round number `n`; it ends before later rounds begin."""
        own = self.fields.of(facts.Round, rng, gaps=shape.gaps)
        told: Raw = {
            key: own[key] for key in ("since", "until", "fed_back", "supervised", "focus") if key in own
        }
        modes = {"modes": MODES[n % len(MODES)]} if "modes" in own else {}
        classes = {"departments": number(None)}
        if classes["departments"] != 1 and rng.random() < 0.8:
            classes["townships"] = number(None)
        now = shape.under_way and n == shape.rounds
        attention = {"attention": ["党的建设", "资金管理"]} if "attention" in own else {}
        about: dict[str, Any] = {**told, **modes, **attention, **(_under_way(MODES[n % 4]) if now else {})}
        if now:
            about = {key: value for key, value in about.items() if key not in ("fed_back", "supervised")}
        return {"ordinals": [n], "inspected": classes, **about}

    def _scopes(self, rng: Random, number: Number, shape: Shape, records: Raw, covered: Raw) -> list[Raw]:
        """Return the reported scope, the scopes of its rounds, and the longer one that ends with it."""
        now, parts, to_date = self._tables(rng, number, shape, records)
        if "cases" in records:
            now["typical_cases"] = {"n": len(records["cases"])}
        implied = {
            "inspected": bool(covered),
            "days_on_site": shape.rounds == 1,
            "groups": "groups" in records,
        }
        now |= {key: {"n": number(None)} for key in self.keys if not implied.get(key, True)}
        scopes: list[Raw] = [{
            "label": "第一轮" if shape.rounds == 1 else "2026年", **covered, "since": "2026-01",
            "until": "2026-08-31", "reported": True,
            "results": {key: self._told(key, count, rng) for key, count in now.items()},
        }]  # fmt: skip
        if shape.each:
            labels = ("第一轮", "第二轮", "第三轮")
            about = zip(labels, parts, strict=True)
            scopes += [
                {"label": label, "rounds": [i], "results": part} for i, (label, part) in enumerate(about, 1)
            ]
        if shape.to_date and "to_date" in self.names:
            times = {"since": "2025-01", "until": "2026-08-31"}
            scopes.append({"label": "2025年以来", **times, "results": to_date})
        return scopes

    def _tables(self, rng: Random, number: Number, shape: Shape, records: Raw) -> tuple[Raw, list[Raw], Raw]:
        """Return the reported results, their parts by round, and the results with earlier ones added."""
        known = {key: len(rows) for key, rows in records.items() if key == "problems"}
        keys = [key for key in self.keys if key not in (*known, *IMPLIED)]
        counts = RandomCounts([k for k in keys if k not in records], self.dimensions, self.codelist, rng)
        parts = [counts.results(number, known) for _ in range(shape.rounds if shape.each else 1)]
        now = parts[0]
        for part in parts[1:]:
            now = {**now, **added(now, part)}
        tables = [now, *parts, added(now, counts.results(number, known))]
        if not shape.apart:
            tables = [flattened(table, self.codelist) for table in tables]
        now, *others = tables
        *parts, to_date = [
            {key: count for key, count in table.items() if key not in NOT_ADDED} for table in others
        ]
        return now, parts, to_date

    def _told(self, key: str, count: Raw, rng: Random) -> Any:
        """Return a count, perhaps with names, a recipient, a comparison; of persons without their number."""
        n, found = count["n"], dict(count)
        if "to" in self.asked and rng.random() < 0.7:
            found["to"] = "县有关部门"
        if "names" in self.asked and 0 < n < 9 and rng.random() < 0.3 and "by" not in found:
            found["names"] = [f"《示例文件{numbered_name(i)}》" for i in range(n)]
        if "compared" in self.asked and rng.random() < 0.5:
            other = rng.choice((n, n + 3, n + n // 2, max(0, n - 3), 0))
            found["compared"] = {"label": "上年同期", "value": other}
        entry = self.codelist.indicators.get(key)
        counts_persons = entry is not None and entry.units[:1] == ("人",)
        if "persons" in self.asked and rng.random() < 0.2 and not counts_persons:
            found["persons"] = n
        return found if len(found) > 1 else n

    def _records(self, rng: Random, shape: Shape, inspected: int) -> Raw:
        """Return the lists of records of this shape."""
        makes = {"groups": self._groups, "problems": self._problems, "cases": self._cases,
                 "corrections": self._corrections}  # fmt: skip
        return {key: makes[key](rng, shape, inspected) for key in self.lists() if shape.rows.get(key, 0)}

    def _groups(self, rng: Random, shape: Shape, inspected: int) -> list[Raw]:
        rows = min(shape.rows["groups"], GROUPS)
        groups = [self.fields.of(facts.Group, rng, nth, shape.gaps) for nth in range(rows)]
        objects = [f"县{numbered_name(n)}局党组" for n in range(inspected)]
        for group, own in zip(groups, shared_out(objects, rows), strict=True):
            group.pop("objects", None)
            group["name"] = f"县委{numbered_name(groups.index(group))}巡察组"
            if rows <= inspected <= NAMED and "objects" in self.asked and rng.random() >= shape.gaps / 2:
                group["objects"] = own
        return groups

    def _problems(self, rng: Random, shape: Shape, _: int) -> list[Raw]:
        states = [key for key, entry in self.codelist.indicators.items() if entry.dimension == "state"]
        states = rng.choice((states[:1], states[:2], states, states[4:5])) or ["rectified"]
        return [
            {**self.fields.of(facts.Problem, rng, nth, shape.gaps), "state": rng.choice(states)}
            for nth in range(shape.rows["problems"])
        ]

    def _cases(self, rng: Random, shape: Shape, _: int) -> list[Raw]:
        decisions = [key for key, entry in self.codelist.indicators.items() if entry.dimension in DECIDED]
        return [
            {**self.fields.of(facts.Case, rng, None, shape.gaps), "person": persons(nth),
             "post": f"县示例单位{numbered_name(nth)}干部", "facts": f"示例事实第{numbered_name(nth)}项。",
             "decisions": rng.sample(decisions, rng.choice((1, 1, 2, 3)))}
            for nth in range(shape.rows["cases"])
        ]  # fmt: skip

    def _corrections(self, rng: Random, shape: Shape, _: int) -> list[Raw]:
        return [
            {**self.fields.of(facts.Correction, rng, nth, shape.gaps),
             "label": f"示例项目{numbered_name(nth)}", "follows": nth > 0 and rng.random() < 0.5}
            for nth in range(shape.rows["corrections"])
        ]  # fmt: skip


def _dealt(codelist: Codelist, heads: list[str]) -> dict[str, frozenset[str] | None]:
    """Return for each dimension a share of the indicators, which it takes apart where it fits them."""
    return {each: frozenset(heads[nth % HANDS :: HANDS]) for nth, each in enumerate(codelist.dimensions)}


def _taken_apart(dimension: str, outline: Outline) -> frozenset[str] | None:
    """Return the names that a template breaks down by `dimension`; None if it may be any."""
    found = frozenset(key for key, each in outline.breakdowns if each == dimension)
    return None if "" in found else found


def _under_way(modes: list[str]) -> Raw:
    """Return the fields of a round that continues after the date of the document."""
    return {
        "status": "under_way",
        "modes": modes,
        "focus": "乡村振兴领域",
        "since": "2026-09-01",
        "until": "2026-12-10",
    }
