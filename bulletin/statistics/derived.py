"""Derive figures from others: what remains, what overlaps, what has changed."""

import dataclasses
from collections.abc import Mapping, Sequence
from fractions import Fraction

from bulletin.model.arithmetic import Operation
from bulletin.model.facts import Breakdown
from bulletin.model.figures import (
    Absent,
    Entries,
    Figure,
    Given,
    Node,
    Operand,
    PrintedForm,
    Source,
    rounded,
    telling_decimals,
)
from bulletin.statistics.forms import Forms

Plain = Figure | Absent

OVERLAP = "同时计入两项"
"""Label of the part that overlapping items share."""

BASE = "基数"
"""Label of the number that the items of a breakdown are shares of, if it is not their whole."""


def based(whole: Figure, part: Breakdown, name: str) -> Figure:
    """Return what the items of the breakdown `name` are shares of: its base if stated, else the whole."""
    if part.base is None:
        return whole
    source = Source(f"{whole.label}基数{part.base}", (f"{part.at}/base",))
    return dataclasses.replace(whole, name=f"{name}.base", value=part.base, source=source, facets={})


def from_figures(operation: Operation, figures: Sequence[Figure], formula: str) -> Source:
    """Return the source of the result of `operation` on `figures`, in that order."""
    pointers = tuple(dict.fromkeys(p for figure in figures for p in figure.source.pointers))
    operands = tuple(Operand(figure.name, figure.label, figure.value) for figure in figures)
    return Source(formula, pointers, operation, operands)


def said(figure: Figure) -> str:
    """Return a figure as formulas print it: 整改到位310."""
    return f"{figure.label}{figure.value}"


def difference(whole: Figure, parts: tuple[Figure, ...], name: str, label: str) -> Figure:
    """Return what remains of `whole` without `parts`, as exact as they are."""
    exact = plainly(Fraction(whole.value) - sum((Fraction(part.value) for part in parts), Fraction()))
    source = from_figures("difference", (whole, *parts), " − ".join(map(said, (whole, *parts))))
    scale = whole.form.scale
    form = whole.form if scale and exact >= scale.ones else PrintedForm()
    return Figure(name, exact, whole.unit, label, source, whole.kind, form)


def overlap(whole: Figure, parts: tuple[Figure, ...], name: str) -> Figure:
    """Return what two overlapping items share: 315 + 40 − 334 = 21."""
    exact = sum(Fraction(part.value) for part in parts) - Fraction(whole.value)
    source = from_figures("overlap", (*parts, whole), f"{' + '.join(map(said, parts))} − {said(whole)}")
    return Figure(name, plainly(exact), whole.unit, OVERLAP, source, whole.kind)


def rate_before(rate: Figure, part: Figure, whole: Figure, forms: Forms) -> Node:
    """Return the rate at the other time, and the change in points, with the decimals that tell it.

    Known if part and whole are both compared with the same time. A share printed then takes precedence over
    one computed now; the change is then known to its decimals only.
    """
    name, then = f"{rate.name}.compared", (part.facets.get("compared"), whole.facets.get("compared"))
    mine, other = (node.items if isinstance(node, Entries) else _facets(node) for node in then)
    label = mine.get("label")
    if not isinstance(label, Given):
        return Absent(name, rate.label, "not given")
    before, points = mine.get("share"), mine.get("points")
    if not isinstance(before, Figure) and isinstance(points, Figure):
        up = mine.get("points_up") is True
        return Entries(name, {
            "label": dataclasses.replace(label, name=f"{name}.label"),
            "value": Absent(f"{name}.value", rate.label, "not given"),
            "difference": dataclasses.replace(points, name=f"{name}.difference"),
            "increased": up and points.value != 0,
            "decreased": not up and points.value != 0,
        })  # fmt: skip
    if not isinstance(before, Figure):
        n, of, at = mine.get("value"), other.get("value"), other.get("label")
        same = isinstance(at, Given) and at.text == label.text
        if not (isinstance(n, Figure) and isinstance(of, Figure) and same and of.value):
            return Absent(name, rate.label, "not given")
        source = from_figures("ratio", (n, of), f"{said(n)} ÷ {said(of)}")
        before = dataclasses.replace(rate, value=Fraction(n.value) / Fraction(of.value), source=source)
    term, stated = f"{label.text}{rate.label}", before.source.operation == "given"
    now, earlier, decimals = _changed(rate, before, forms, stated=stated)
    change, form = abs(now - earlier), dataclasses.replace(rate.form, decimals=decimals)
    kept = before.form if forms.first else form
    before = dataclasses.replace(before, name=f"{name}.value", label=term, facets={}, form=kept)
    first, second = (rounded(each, decimals, forms.rounding) for each in (now, earlier))
    return Entries(name, {
        "label": dataclasses.replace(label, name=f"{name}.label"),
        "value": before,
        "difference": Figure(
            f"{name}.difference", change / 100, "个百分点", f"{rate.label}增减",
            Source(f"{first}% − {second}%", rate.source.pointers + before.source.pointers, "points"),
            "points", form,
        ),
        "increased": now > earlier,
        "decreased": now < earlier,
    })  # fmt: skip


def _facets(node: Node | None) -> Mapping[str, Node]:
    return node.facets if isinstance(node, Absent) else {}


def _changed(rate: Figure, before: Figure, forms: Forms, *, stated: bool) -> tuple[Fraction, Fraction, int]:
    """Return a rate and the one before in percent, and the decimals at which both tell their change.

    A share that was `stated` is known to its own decimals, and the change to no more.
    """
    if forms.first:
        printed = [forms.shown(Fraction(each.value), each.form) for each in (rate, before)]
        finest = min(int(each.as_tuple().exponent) for each in printed)
        return Fraction(printed[0]), Fraction(printed[1]), max(0, -finest)
    now, earlier = Fraction(rate.value), Fraction(before.value)
    if stated:
        decimals = telling_decimals(now, before.form.decimals or 0, forms.rounding)
        return Fraction(rounded(now * 100, decimals, forms.rounding)), earlier * 100, decimals
    least = max(telling_decimals(each, rate.form.decimals or 0, forms.rounding) for each in (now, earlier))
    return now * 100, earlier * 100, forms.telling(now * 100, earlier * 100, least)


def told_alike(rate: Figure, before: Node, forms: Forms) -> Figure:
    """Return a rate with as many decimals as the one it is compared with."""
    then = before.find("value") if isinstance(before, Entries) else None
    return dataclasses.replace(rate, form=then.form) if isinstance(then, Figure) and not forms.first else rate


def plainly(value: Fraction) -> int | Fraction:
    return value.numerator if value.denominator == 1 else value
