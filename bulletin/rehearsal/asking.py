"""Find what a template words: compose it with everything it may ask for, and see what it prints."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from bulletin.composition import Composer, find_template
from bulletin.composition.outline import outline
from bulletin.drafting.draft import compose_draft
from bulletin.drafting.examine import examine
from bulletin.drafting.request import Request
from bulletin.issues.errors import BulletinError
from bulletin.model.account import Accounted
from bulletin.model.asked import BASES, OF_ROUNDS, Asked, below_of, items_of
from bulletin.model.codelist import Codelist
from bulletin.model.terms import Basis
from bulletin.rehearsal.random_data import DataMaker, Shape
from bulletin.rehearsal.samples import whole

Raw = dict[str, Any]
PRINTED = ("printed", "masked", "operand", "left_out")
"""States of a value that the template words; what it leaves out by a rule it words for other numbers."""
NOW, TO_DATE = "now", "to_date"
LARGE, STEP = 9000, 11
"""The first count, and by how much each is less than the one before it."""
ROWS = 2
SHAPES = ((1, True), (0, False), (1, False))
"""The numbers of rounds, each with records or without: what one gives, no count of the results may give."""


def asked_by(
    name: str, search: Sequence[Path], codelist: Codelist, plugins: Sequence[str] = ()
) -> Asked | None:
    """Return what the template `name` prints if it is given; None: it prints whatever it is given.

    Raises:
        TemplateRefused: there is no such template, or it cannot be read.
        BulletinError: it cannot be composed.
    """
    template = find_template(name, search)
    about, composer = outline(template, search), Composer(template, search, plugins=plugins)
    if about.tells_all:
        return None
    maker = DataMaker(template, about, codelist)
    found: dict[str, dict[str, list[str]]] = {NOW: {}, TO_DATE: {}}
    nested, others = set[tuple[str, str]](), set[str]()
    refused: list[BulletinError] = []
    for rounds, listed in SHAPES:
        rows = dict.fromkeys(maker.lists(), ROWS) if listed else {}
        raw = whole(maker, Shape(rounds=rounds, rows=rows))
        raw["document"].pop("rest", None)  # the attached table prints whatever is given
        for scope in raw["scopes"]:
            counts = _results(maker)
            scope["results"] = {key: count for key, count in counts.items() if _free(key, raw)}
        try:
            made = compose_draft(examine(Request(raw, codelist=codelist)), composer)
        except BulletinError as cause:  # it requires rounds or records that this shape is without
            refused.append(cause)
            continue
        for each in made.account.leaves:
            if each.state in PRINTED:
                _enter(each, found, nested, others)
    if len(refused) == len(SHAPES):
        raise refused[0]
    scopes = [{key: tuple(by[key]) for key in codelist.indicators if key in by} for by in found.values()]
    return Asked(
        name,
        tuple(scope for scope in scopes if scope),
        frozenset(nested),
        tuple(each for each in maker.lists() if each in others),
        template.texts,
        any_way=maker.dimensions.keys() == codelist.dimensions.keys(),
        rounds="rounds" in others,
        plan="plan" in others,
    )


def _free(key: str, raw: Raw) -> bool:
    """Return whether nothing else in the data gives the count of `key`."""
    records = raw["records"]
    implied = {"problems": "problems" in records, "typical_cases": "cases" in records,
               "groups": "groups" in records, "inspected": bool(raw["rounds"]),
               "days_on_site": bool(raw["rounds"])}  # fmt: skip
    return not implied.get(key, False)


def _results(maker: DataMaker) -> Raw:
    """Return a count for each indicator that the template may ask for, apart in every way it may."""
    found: Raw = {}
    for nth, key in enumerate(maker.keys):
        n = LARGE - STEP * nth
        by = {
            dimension: _apart(items, n, dimension, maker.codelist)
            for dimension in maker.dimensions
            if dimension not in OF_ROUNDS and (items := items_of(key, dimension, maker.codelist))
        }
        found[key] = {"n": n, **({"by": by} if by else {})}
    return found


def _apart(items: Sequence[str], n: int, dimension: str, codelist: Codelist) -> Raw:
    """Return a breakdown that adds up, its items apart again where they may be."""
    inner: Raw = {}
    parts = [n // (len(items) + 1) + nth for nth in range(len(items) - 1)]
    for item, own in zip(items, (*parts, n - sum(parts)), strict=True):
        below = below_of(item, dimension, codelist)
        by = {dimension: _apart(below, own, dimension, codelist)} if below else {}
        inner[item] = {"n": own, **({"by": by} if by else {})}
    return {"basis": BASES.get(dimension, Basis.PARTITION).value, "items": inner}


def _enter(
    each: Accounted, found: dict[str, dict[str, list[str]]], nested: set[tuple[str, str]], others: set[str]
) -> None:
    """Enter what one printed value belongs to."""
    scope, *steps = each.leaf.path.split(".")
    if scope == "records":
        others.add(steps[0])
    elif scope not in found:
        others.add(scope)
    elif steps and steps[0] not in ("label", "since", "until") and each.leaf.role == "number":
        dimensions = found[scope].setdefault(steps[0], [])
        ways = list(_ways(steps))
        dimensions += [way for way in ways[:1] if way not in dimensions]
        if len(ways) > 1 and ways[0] == ways[1]:
            nested.add((steps[0], ways[0]))


def _ways(steps: Sequence[str]) -> Iterator[str]:
    """Yield the dimensions of a path: violation, violation of by.violation.formalism.by.violation.gifts."""
    for before, step in pairwise(steps):
        if before == "by":
            yield step
