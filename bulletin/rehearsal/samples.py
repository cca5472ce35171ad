"""Invented data by which a template is tried: little and much, none and all, each piece once missing.

The same seed makes the same data. All of it passes the checks of a data file; what it says means nothing.
"""

import copy
import dataclasses
from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from random import Random
from typing import Any, get_args, get_type_hints

from bulletin import facts
from bulletin.compose import Template
from bulletin.compose.outline import Outline
from bulletin.indicators import Codelist
from bulletin.issues import Phrase

Raw = dict[str, Any]
Values = Mapping[str, int]
Number = Callable[[int | None], int]
"""A count: given the most it may be, None: it stands alone."""

SEED, RANDOM = 1, 40
ROWS = 300
WORDS: Mapping[str, str] = {
    "number": "云巡〔2026〕8号", "copy_number": "000001", "urgency": "加急", "secrecy": "秘密★1年",
    "name": "中共云川县委巡察工作领导小组", "committee": "云川县委", "area": "云川县",
    "facts": "示例事实。", "mark": "云川县委巡察办", "phone": "见云川县政府网站", "post_box": "云川县信箱",
    "email": "yunchuan@example.com",
}  # fmt: skip
"""What some fields hold, where their Chinese name would not do."""
COMPUTED = (
    "rounds",
    "inspected",
    "plan_objects",
    "covered",
    "covered_with_running",
    "typical_cases",
    "groups",
)
"""Indicators that follow from rounds, plan and records."""
FROM_RECORDS = ("problems", "problems_fed_back", "immediate")
"""Those that follow from a list of problems, or are held against it."""
LONG = "云川县经济技术开发区高新技术产业发展与营商环境综合协调服务中心党总支"
PROSE = "坚持问题导向，压实整改责任，推动巡察工作向纵深发展。"


@dataclasses.dataclass(frozen=True, slots=True)
class Sample:
    """Data, and what is special about it."""

    says: Phrase
    raw: Raw


def samples(template: Template, outline: Outline, codelist: Codelist) -> Iterator[Sample]:
    """Every set of data that `template` is tried by."""
    maker = _Maker(template, outline, codelist)
    typical = maker.whole(Random(SEED), _some(Random(SEED)))
    yield Sample(Phrase("typical data"), typical)
    yield Sample(Phrase("nothing but what is required"), maker.least(typical))
    alike: tuple[tuple[Phrase, Number], ...] = (
        (Phrase("every number is 0"), lambda _: 0),
        (Phrase("every number is 1"), lambda most: 1 if most is None else min(1, most)),
        (Phrase("everything is done"), lambda most: 12 if most is None else most),
    )
    for says, number in alike:
        yield Sample(says, maker.whole(Random(SEED), number))
    yield Sample(Phrase("a round under way"), maker.whole(Random(SEED), _some(Random(2)), running=True))
    yield Sample(Phrase("very long names"), _lengthened(typical))
    yield Sample(Phrase("hundreds of rows"), maker.whole(Random(SEED), _some(Random(3)), rows=ROWS))
    for path in maker.optional(typical):
        raw = copy.deepcopy(typical)
        _remove(raw, path)
        yield Sample(Phrase("without {path}", {"path": ".".join(path[-2:])}), raw)
    for seed in range(RANDOM):
        rng = Random(1_000 + seed)
        raw = maker.whole(rng, _few(rng), running=rng.random() < 0.4, rows=rng.choice((0, 1, 4)))
        for path in maker.optional(raw):
            if rng.random() < 0.35:
                _remove(raw, path)
        yield Sample(Phrase("random data {seed}", {"seed": seed}), raw)


def _some(rng: Random) -> Number:
    return lambda most: rng.randint(3, 400) if most is None else rng.randint(most // 2, most)


def _few(rng: Random) -> Number:
    return lambda most: (
        rng.choice((0, 1, 2, 5)) if most is None else rng.choice((0, most, rng.randint(0, most)))
    )


class _Maker:
    """Makes data for one template: what it never asks for is left out."""

    def __init__(self, template: Template, outline: Outline, codelist: Codelist) -> None:
        self.template, self.outline, self.codelist = template, outline, codelist
        self.required = [tuple(path.split(".")) for path in template.requires]
        asked = outline.attributes | {path[1] for path in self.required if path[0] == "now" and len(path) > 1}
        self.records = "records" in outline.names
        left = (*COMPUTED, *(FROM_RECORDS if self.records else ()))
        self.keys = [
            key for key, entry in codelist.indicators.items()
            if key in asked and not entry.dimension and key not in left
        ]  # fmt: skip
        self.dimensions = [key for key in codelist.dimensions if key in asked]

    def whole(self, rng: Random, number: Number, *, running: bool = False, rows: int = 4) -> Raw:
        """Data with everything in it that the template asks for."""
        classes = {"departments": number(None), "townships": number(None)}
        objects = {
            "n": sum(classes.values()) + 9,
            "compared": {"label": "原规划", "value": rng.randint(9, 99)},
        }
        about = {"attention": ["党的建设", "资金管理"], "supervised": "2026-03", "modes": ["routine"]}
        rounds: list[Raw] = [{"ordinals": [1], "inspected": classes, **about}]
        if running:
            later = {"status": "under_way", "modes": ["special"], "focus": "乡村振兴领域"}
            rounds.append({"ordinals": [2], "inspected": {"villages": 3}, **later})
        raw: Raw = {
            "format": 1, "kind": "inspection", "sample": True,
            "issuer": self.fields(facts.Issuer), "document": self.fields(facts.DocumentFacts),
            "plan": {"objects": objects}, "rounds": rounds,
            "scopes": [{"label": "第一轮", "rounds": [1], "since": "2025-09", "until": "2026-08-31",
                        "reported": True, "results": self.results(rng, number)}],
            "text": dict.fromkeys(self.template.texts, PROSE),
        }  # fmt: skip
        if self.records and rows:
            raw["records"] = self.lists(rng, rows)
        return raw

    def fields(self, kind: type[Any]) -> Raw:
        """A value for every field of a data object that the template asks for."""
        hints = get_type_hints(kind)
        found: Raw = {}
        for field in dataclasses.fields(kind):
            if "zh" not in field.metadata or field.name == "template":
                continue
            if field.name not in self.outline.attributes and not facts.is_required(field):
                continue
            says = WORDS.get(field.name, f"示例{field.metadata['zh']}")
            hint = str(hints[field.name])
            inner = [
                each for each in (hints[field.name], *get_args(hints[field.name])) if isinstance(each, type)
            ]
            found[field.name] = (
                self.fields(inner[0]) if inner[0].__module__ == facts.__name__
                else next(iter(inner[0])).value if issubclass(inner[0], Enum)
                else [says, f"{says}之二"] if "tuple" in hint else True if "bool" in hint
                else "2026-09-18" if "date" in hint else "2026-08" if "Moment" in hint else says
            )  # fmt: skip
        return found

    def results(self, rng: Random, number: Number) -> Raw:
        """A number for every indicator, parts never more than their wholes, some taken apart."""
        values: dict[str, int] = {}

        def valued(key: str) -> int:
            if key not in values:
                entry = self.codelist[key]
                above = [k for k in (*entry.part_of, entry.next_of) if k in self.keys and k != key]
                values[key] = number(min(map(valued, above)) if above else None)
            return values[key]

        for key in self.keys:
            valued(key)
        return {key: self.count(key, values, rng) for key in self.keys}

    def count(self, key: str, values: Values, rng: Random) -> Any:
        """A count, perhaps with names, a recipient, a comparison, and taken apart."""
        asked, n = self.outline.attributes, values[key]
        count: Raw = {"n": n}
        for dimension in self.dimensions:
            items = self.items(key, dimension)
            if items:
                count.setdefault("by", {})[dimension] = self.parted(dimension, items, values, n, rng)
        if "to" in asked and rng.random() < 0.7:
            count["to"] = "县有关部门"
        if "names" in asked and 0 < n < 9 and rng.random() < 0.4:
            count["names"] = [f"《示例文件{'甲乙丙丁戊己庚辛'[i]}》" for i in range(n)]
        if "compared" in asked and rng.random() < 0.5:
            count["compared"] = {"label": "上年同期", "value": max(0, n + rng.randint(-3, 3))}
        if "persons" in asked and rng.random() < 0.3:
            count["persons"] = n
        return count if len(count) > 1 else n

    def items(self, key: str, dimension: str) -> list[str]:
        """The items a count may be taken apart into: its own parts, else all that fit."""
        entries = [e for e in self.codelist.indicators.values() if e.dimension == dimension]
        own = [entry.key for entry in entries if key in entry.part_of]
        free = [
            e.key for e in entries if not e.part_of and e.measured_in(self.codelist[key].unit) and e.units
        ]
        return own or (free if dimension not in ("object", "mode", "state") else [])

    def parted(self, dimension: str, items: list[str], values: Values, n: int, rng: Random) -> Raw:
        """A breakdown: complete, with a rest, or of some items only; an item may have several wholes."""
        chosen = items[: rng.choice((1, 3, len(items)))] if n else items[:2]
        if dimension == "state":
            most = min(values[whole] for whole in self.codelist[items[0]].part_of if whole in values)
            done = most if n < 2 or rng.random() < 0.3 else rng.randint(0, most)
            return {"basis": "partition", "items": {items[0]: done}, "rest": "within_time_limit"}
        cuts = sorted(rng.randint(0, n) for _ in chosen[1:])
        parts = [high - low for low, high in zip([0, *cuts], [*cuts, n], strict=True)]
        basis = "partition" if rng.random() < 0.7 else "partial"
        return {"basis": basis, "items": dict(zip(chosen, parts, strict=True))}

    def lists(self, rng: Random, rows: int) -> Raw:
        """Records of so many rows each."""
        problem = {**self.fields(facts.Problem), "measures": ["建立台账", "限期完成"]}
        states = ["rectified", "under_rectification"]
        return {
            "groups": [self.fields(facts.Group) for _ in range(min(rows, 20))],
            "problems": [{**problem, "state": rng.choice(states)} for _ in range(rows)],
            "cases": [{**self.fields(facts.Case), "decisions": ["party_warning"]} for _ in range(rows)],
        }

    # ── leaving out ──────────────────────────────────────────────────────────────────────────────────────

    def optional(self, raw: Raw) -> list[tuple[str, ...]]:
        """The paths of what may be left out: no field the data must have, nothing that is required."""
        kinds = {"issuer": facts.Issuer, "document": facts.DocumentFacts}
        paths: list[tuple[str, ...]] = [("plan",), ("records",), ("rounds",)]
        for name, kind in kinds.items():
            needed = {field.name for field in dataclasses.fields(kind) if facts.is_required(field)}
            paths += [(name, key) for key in raw[name] if key not in needed]
        paths += [("text", key) for key in raw["text"]]
        paths += [("records", key) for key in raw.get("records", {})]
        paths += [("scopes", "0", key) for key in ("since", "until")]
        paths += [("scopes", "0", "results", key) for key in raw["scopes"][0]["results"]]
        paths += [("plan", "objects", "compared")]
        for i, entry in enumerate(raw["rounds"]):
            paths += [("rounds", str(i), key) for key in entry if key not in ("ordinals", "status")]
        for key, count in raw["scopes"][0]["results"].items():
            if isinstance(count, dict):
                paths += [("scopes", "0", "results", key, facet) for facet in count if facet != "n"]
        return [path for path in paths if not self.is_required(path)]

    def is_required(self, path: tuple[str, ...]) -> bool:
        """Whether a path leads to, or beyond, what the template requires."""
        now = ("now", *path[3:]) if path[:3] == ("scopes", "0", "results") else ()
        about = ("now", path[2]) if path[:2] == ("scopes", "0") and len(path) == 3 else path
        for required in self.required:
            from_rounds = required[:2] in (("now", "inspected"), ("now", "rounds")) or required[0] == "rounds"
            if path[0] == "rounds" and from_rounds and (len(path) == 1 or path[-1] == "inspected"):
                return True
            if any(each and required[: len(each)] == each for each in (now, about)):
                return True
        return False

    def least(self, raw: Raw) -> Raw:
        """The same data with nothing but what is required."""
        least = copy.deepcopy(raw)
        for path in sorted(self.optional(raw), key=len, reverse=True):
            _remove(least, path)
        return least


def _remove(raw: Any, path: tuple[str, ...]) -> None:
    """Leave out what `path` leads to, if it is there; a scope without rounds covers none."""
    *way, last = path
    inner = raw
    for step in way:
        inner = inner[int(step)] if isinstance(inner, list) else inner.get(step)
        if inner is None:
            return
    inner.pop(last, None)
    if path == ("rounds",):
        raw["scopes"][0].pop("rounds", None)


def _lengthened(raw: Raw) -> Raw:
    """The same with long names and many of them."""
    long = copy.deepcopy(raw)
    for part in (long["issuer"], long["document"]):
        for key, value in part.items():
            if isinstance(value, list):
                part[key] = [f"{LONG}{mark}" for mark in "甲乙丙丁戊己庚辛壬癸"]
            elif key in ("name", "committee", "area", "mark", "printed_by"):
                part[key] = LONG
    long["text"] = dict.fromkeys(long["text"], PROSE * 40)
    for entry in long["rounds"]:
        entry["attention"] = [LONG] * 12
    return long
