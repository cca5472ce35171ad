"""Make the data sets for trying a template: little and much, none and all, each piece missing once.

The same seed gives the same data. The data is meaningless, but `fit` ensures that it passes the checks.
"""

import copy
import dataclasses
from collections.abc import Iterator, Sequence
from random import Random
from typing import Any

from bulletin.composition import Template
from bulletin.composition.outline import Outline
from bulletin.drafting.examine import examine
from bulletin.drafting.request import Request
from bulletin.issues.errors import BulletinError
from bulletin.issues.issue import Phrase, errors
from bulletin.model import facts
from bulletin.model.codelist import Codelist
from bulletin.model.figures import Absent
from bulletin.rehearsal.random_counts import Number
from bulletin.rehearsal.random_data import SEVERAL, DataMaker, Shape
from bulletin.rehearsal.random_fields import PROSE, Raw
from bulletin.statistics import tally

SEED, RANDOM, ALIKE = 1, 60, 4
ROWS, MANY = 4, 300
LONG = "云川县经济技术开发区高新技术产业发展与营商环境综合协调服务中心党总支"
Path = tuple[str, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Sample:
    """A data set, and its special feature."""

    says: Phrase
    raw: Raw


def samples(template: Template, outline: Outline, codelist: Codelist) -> Iterator[Sample]:
    """Yield every data set to try `template` with."""
    maker = DataMaker(template, outline, codelist)
    shapes = list(fitting(maker))
    (_, shape), *_ = shapes
    typical = whole(maker, shape)
    free = list(without_each(typical, optional(typical), maker))
    needed = frozenset(optional(typical)) - frozenset(free)
    alike: tuple[tuple[Phrase, Number], ...] = (
        (Phrase("every number is 0"), lambda _: 0),
        (Phrase("every number is 1"), lambda most: 1 if most is None else min(1, most)),
        (Phrase("everything is done"), lambda most: 12 if most is None else most),
    )
    for i, (says, each) in enumerate(shapes):
        yield Sample(says, whole(maker, each))
        for says_alike, number in alike if i < ALIKE else ():
            yield Sample(says_alike, maker.whole(Random(SEED + i), number, each))
    yield Sample(Phrase("nothing but what is required"), _thinned(typical, optional(typical), maker))
    yield Sample(Phrase("very long names"), _lengthened(typical))
    many = dataclasses.replace(shape, rows=dict.fromkeys(shape.rows, MANY))
    yield Sample(Phrase("hundreds of rows"), maker.whole(Random(SEED), _some(Random(3)), many))
    for path in free:
        yield Sample(Phrase("without {path}", {"path": ".".join(path[-2:])}), without(typical, [path]))
    for seed in range(RANDOM):
        raw = at_random(maker, Random(1_000 + seed), [each for _, each in shapes], needed)
        yield Sample(Phrase("random data {seed}", {"seed": seed}), raw)


def fitting(maker: DataMaker) -> Iterator[tuple[Phrase, Shape]]:
    """Yield the shapes of data that suit the template; if none does, the first one, to show why."""
    all_lists, one = dict.fromkeys(maker.lists(), ROWS), dict.fromkeys(maker.lists(), 1)
    shapes = [
        (Phrase("typical data"), Shape(rows=all_lists)),
        (Phrase("one of everything"), Shape(rows=one, to_date=False, texts=False)),
        (Phrase("no records"), Shape(to_date=False)),
        (Phrase("parts beside their wholes"), Shape(apart=False)),
        (Phrase("a round under way"), Shape(rows=all_lists, under_way=True)),
        (Phrase("a round under way"), Shape(rounds=SEVERAL, running=True)),
        (Phrase("several rounds"), Shape(rounds=SEVERAL, each=True, apart=False)),
        (Phrase("several rounds"), Shape(rounds=SEVERAL, each=True)),
        (Phrase("no rounds"), Shape(rounds=0, rows=all_lists)),
        (Phrase("no rounds"), Shape(rounds=0, texts=False)),
    ]
    fitted = 0
    for says, shape in shapes:
        if fit(whole(maker, shape), maker):
            fitted += 1
            yield says, shape
    if not fitted:
        yield shapes[0]


def whole(maker: DataMaker, shape: Shape) -> Raw:
    """Return data with nothing left out, always the same."""
    return maker.whole(Random(SEED), _some(Random(SEED)), shape)


def fit(raw: Raw, maker: DataMaker) -> bool:
    """Return whether data passes the checks and gives everything that the template requires."""
    try:
        examined = examine(Request(raw, codelist=maker.codelist))
        if errors(examined.issues):
            return False
        figures = tally(examined.data, maker.codelist)
    except BulletinError:
        return False
    required = [figures.find(path) for path in maker.template.requires]
    return not any(isinstance(node, Absent | None) or node == () for node in required)


def at_random(
    maker: DataMaker, rng: Random, shapes: Sequence[Shape], needed: frozenset[Path] = frozenset()
) -> Raw:
    """Return small random data of one of the shapes, with gaps, but none in `needed`."""
    shape = dataclasses.replace(rng.choice(shapes), gaps=rng.choice((0, 0.3, 0.7)))
    raw = maker.whole(rng, _few(rng), shape)
    left = [path for path in optional(raw) if rng.random() < shape.gaps and path not in needed]
    return _thinned(raw, left, maker)


def _some(rng: Random) -> Number:
    return lambda most: rng.randint(3, 400) if most is None else rng.randint(most // 2, most)


def _few(rng: Random) -> Number:
    return lambda most: (
        rng.choice((0, 1, 2, 5)) if most is None else rng.choice((0, most, rng.randint(0, most)))
    )


# ── leaving out ──────────────────────────────────────────────────────────────────────────────────────────


def optional(raw: Raw) -> list[Path]:
    """Return the paths of data that may be missing in general; `fit` decides for this data."""
    paths: list[Path] = [("plan",), ("plan", "objects", "compared"), ("records",), ("rounds",)]
    for name, kind in {"issuer": facts.Issuer, "document": facts.DocumentFacts}.items():
        needed = {field.name for field in dataclasses.fields(kind) if facts.is_required(field)}
        paths += [(name, key) for key in raw[name] if key not in needed]
    paths += [("text", key) for key in raw["text"]]
    paths += [("records", key) for key in raw["records"]]
    paths += [("scopes", "0", key) for key in ("since", "until")]
    for i, entry in enumerate(raw["rounds"]):
        paths += [("rounds", str(i), key) for key in entry if key not in ("ordinals", "status")]
    for key, count in raw["scopes"][0]["results"].items():
        at = ("scopes", "0", "results", key)
        paths.append(at)
        if isinstance(count, dict):
            paths += [(*at, facet) for facet in count if facet not in ("n", "by")]
            paths += [(*at, "by", dimension) for dimension in count.get("by", {})]
    return paths


def _thinned(raw: Raw, paths: list[Path], maker: DataMaker) -> Raw:
    """Return the data without as many of `paths` as possible, found by halving."""
    thinner = without(raw, paths)
    if not paths or fit(thinner, maker):
        return thinner
    if len(paths) == 1:
        return raw
    half = len(paths) // 2
    return _thinned(_thinned(raw, paths[:half], maker), paths[half:], maker)


def without_each(raw: Raw, paths: list[Path], maker: DataMaker) -> Iterator[Path]:
    """Yield the `paths` that the data does not need, found by halving."""
    if fit(without(raw, paths), maker):
        yield from paths
    elif len(paths) > 1:
        half = len(paths) // 2
        yield from without_each(raw, paths[:half], maker)
        yield from without_each(raw, paths[half:], maker)


def without(raw: Raw, paths: Sequence[Path]) -> Raw:
    """Return the data without the values at `paths`."""
    left = copy.deepcopy(raw)
    for path in paths:
        _remove(left, path)
    return left


def _remove(raw: Any, path: Path) -> None:
    """Remove the value at `path`, if any; a scope without rounds covers none."""
    *way, last = path
    inner = raw
    for step in way:
        inner = inner[int(step)] if isinstance(inner, list) else inner.get(step)
        if not isinstance(inner, dict | list):
            return
    inner.pop(last, None)
    if path == ("rounds",):
        for scope in raw["scopes"]:
            scope.pop("rounds", None)


def _lengthened(raw: Raw) -> Raw:
    """Return the data with long and many names."""
    long = copy.deepcopy(raw)
    for part in (long["issuer"], long["document"]):
        for key, value in part.items():
            if isinstance(value, list):
                part[key] = [f"{LONG}{mark}" for mark in "甲乙丙丁戊己庚辛壬癸"]
            elif key in ("name", "committee", "area", "mark", "printed_by"):
                part[key] = LONG
    long["text"] = {key: says * 40 if says == PROSE else says for key, says in long["text"].items()}
    for entry in long["rounds"]:
        entry["attention"] = [LONG] * 12
    return long
