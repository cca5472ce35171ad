"""Derive figures from others: what remains, what overlaps, what has changed."""

import dataclasses
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from bulletin.model.arithmetic import Operation
from bulletin.model.facts import Breakdown, Comparison, Count, DataFile
from bulletin.model.figures import (
    Absent,
    Entries,
    Figure,
    FigureKind,
    Given,
    Node,
    Operand,
    PrintedForm,
    Source,
    rounded,
    telling_decimals,
)

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
    return Figure(name, exact, whole.unit, label, source, whole.kind)


def overlap(whole: Figure, parts: tuple[Figure, ...], name: str) -> Figure:
    """Return what two overlapping items share: 315 + 40 − 334 = 21."""
    exact = sum(Fraction(part.value) for part in parts) - Fraction(whole.value)
    source = from_figures("overlap", (*parts, whole), f"{' + '.join(map(said, parts))} − {said(whole)}")
    return Figure(name, plainly(exact), whole.unit, OVERLAP, source, whole.kind)


STATED = "所报，另一数未公布"
"""Why a rate or a change has no formula."""
KEPT_BACK = "kept back by the office"
"""Why a number that the data gives cannot be printed."""


def stated(name: str, label: str, percent: Decimal, pointer: str, unit: str = "%") -> Figure:
    """Return a rate (unit %) or change in points as the office states it, with the digits it is given in."""
    places = max(0, -int(percent.as_tuple().exponent))
    source = Source(f"{label}{percent}{unit}（{STATED}）", (pointer,), "stated")
    kind: FigureKind = "points" if unit != "%" else "rate"
    form = PrintedForm(decimals=places, zeros=True)
    return Figure(name, Fraction(abs(percent)) / 100, unit, label, source, kind, form)


def told_alone(rate: Figure) -> Figure:
    """Return a computed rate whose other term is kept back: as exact as it is printed, without its terms."""
    value = Fraction(rounded(Fraction(rate.value) * 100, rate.form.decimals or 0, rate.form.rounding)) / 100
    source = Source(f"{rate.label}（按未公布的数核算）", rate.source.pointers[:1], "stated")
    return dataclasses.replace(rate, value=value, source=source)


def compared(counted: Plain, count: Count, data: DataFile, unit: str) -> Node:
    """Return the comparison of a count: the other value, the difference, the growth.

    Each is computed where its terms are given and exact, else as stated, else absent. Of a value that is
    kept back nothing but the growth is left.
    """
    other, name = count.compared, f"{counted.name}.compared"
    if other is None or all(getattr(other, each) is None for each in TOLD):
        return Absent(name, counted.label, "not given")
    exact = isinstance(counted, Figure) and not (counted.prefix or counted.suffix)
    figure = counted if isinstance(counted, Figure) and exact else None
    then, step = _before(counted, figure, other, data), _change(counted, figure, other, data, unit)
    rate = _growth(figure, then, other, data, f"{name}.rate")
    items: dict[str, Node] = {
        "label": Given(f"{name}.label", other.label, data.pointer(other.at, "label")),
        "value": then,
        "difference": step,
        **_direction(figure, other),
    }
    if other.share is not None and not other.kept_back:
        told = Source(f"{other.label}{counted.label}占比{other.share}%", (data.pointer(other.at, "share"),))
        places = PrintedForm(decimals=max(0, -int(other.share.as_tuple().exponent)))
        label = f"{other.label}{counted.label}"
        items["share"] = Figure(
            f"{name}.share", Fraction(other.share) / 100, "%", label, told, "rate", places
        )
    if other.points is not None:
        at = data.pointer(other.at, "points")
        items["points"] = stated(f"{name}.points", f"{counted.label}增减", other.points, at, "个百分点")
        items["points_up"] = other.points > 0
    if rate is not None:
        items["rate"] = rate
    if other.kept_back:
        items |= {key: Absent(f"{name}.{key}", counted.label, KEPT_BACK) for key in ("value", "difference")}
    if rate is None and not isinstance(then, Figure) and not isinstance(step, Figure):
        return Absent(name, counted.label, "not given", items)  # of its share alone something is said
    return Entries(name, items, {"rate": "增减幅度"})


TOLD = ("value", "difference", "growth", "share", "points")
"""What a comparison may say."""


def _direction(figure: Figure | None, other: Comparison) -> dict[str, Node]:
    """Return whether a count has increased or decreased."""
    change = other.difference if other.difference is not None else other.growth
    sign = Fraction(change or 0)
    if other.difference is None and other.value is not None and figure is not None:
        sign = Fraction(figure.value) - Fraction(other.value)
    return {"increased": sign > 0, "decreased": sign < 0}


def _before(counted: Plain, figure: Figure | None, other: Comparison, data: DataFile) -> Plain:
    """Return the value compared with: as given, else what the difference leaves."""
    name, term = f"{counted.name}.compared.value", f"{other.label}{counted.label}"
    shape = counted if isinstance(counted, Figure) else None
    if other.value is not None and shape is not None:
        told = Source(f"{term}{other.value}", (data.pointer(other.at, "value"),))
        return dataclasses.replace(
            shape, name=name, value=other.value, label=term, source=told, facets={}, prefix="", suffix=""
        )
    if other.difference is None or figure is None:
        return Absent(name, term, "not given")
    step = _change(counted, figure, other, data, figure.unit)
    way: Operation = "sum" if other.difference < 0 else "difference"
    terms = (figure, step) if isinstance(step, Figure) else (figure,)
    worked = from_figures(way, terms, f"{said(figure)} − 增减{other.difference}")
    before = plainly(Fraction(figure.value) - Fraction(other.difference))
    return dataclasses.replace(figure, name=name, value=before, label=term, source=worked, facets={})


def _change(counted: Plain, figure: Figure | None, other: Comparison, data: DataFile, unit: str) -> Plain:
    """Return by how much a count has changed, without its sign: as given, else worked out."""
    name, label = f"{counted.name}.compared.difference", f"{counted.label}增减"
    if figure is not None and other.value is not None:
        then = _before(counted, figure, other, data)
        change = Fraction(figure.value) - Fraction(other.value)
        terms = (figure, then) if isinstance(then, Figure) else (figure,)
        source = from_figures("change", terms, f"{said(figure)} − {then.label}{other.value}")
    elif other.difference is not None:
        change = Fraction(other.difference)
        source = Source(f"{label}{plainly(change)}", (data.pointer(other.at, "difference"),))
    else:
        return Absent(name, label, "not given")
    if isinstance(counted, Figure):
        return dataclasses.replace(
            counted, name=name, value=plainly(abs(change)), label=label, source=source, facets={},
            prefix="", suffix="",
        )  # fmt: skip
    return Figure(name, plainly(abs(change)), unit, label, source)


def _growth(
    figure: Figure | None, then: Plain, other: Comparison, data: DataFile, name: str
) -> Figure | None:
    """Return the growth: worked out where both terms are exact, else as stated; None if neither is there."""
    at = data.pointer(other.at, "growth")
    if figure is not None and isinstance(then, Figure) and then.value:
        before, now = Fraction(then.value), Fraction(figure.value)
        formula = f"（{said(figure)} − {said(then)}）÷ {said(then)}"
        source, form = from_figures("growth", (figure, then), formula), PrintedForm(decimals=1)
        worked = Figure(name, abs(now - before) / before, "%", "增减幅度", source, "rate", form)
        if not other.kept_back:
            return worked
        if other.growth is None:
            return told_alone(worked)
    if other.growth is None:
        return None
    return stated(name, "增减幅度", other.growth, at)


def rate_before(rate: Figure, part: Figure, whole: Figure) -> Node:
    """Return the rate at the other time, and the change in points between the printed shares.

    Known if part and whole are both compared with the same time. A share printed then takes precedence over
    one computed now.
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
    term = f"{label.text}{rate.label}"
    before = dataclasses.replace(before, name=f"{name}.value", label=term, facets={})
    now, earlier = (_share(each) for each in (rate, before))
    finest = min(int(each.as_tuple().exponent) for each in (now, earlier))
    return Entries(name, {
        "label": dataclasses.replace(label, name=f"{name}.label"),
        "value": before,
        "difference": Figure(
            f"{name}.difference", Fraction(abs(now - earlier)) / 100, "个百分点", f"{rate.label}增减",
            Source(f"{now}% − {earlier}%", rate.source.pointers + before.source.pointers, "points"), "points",
            PrintedForm(decimals=max(0, -finest)),
        ),
        "increased": now > earlier,
        "decreased": now < earlier,
    })  # fmt: skip


def _facets(node: Node | None) -> Mapping[str, Node]:
    return node.facets if isinstance(node, Absent) else {}


def _share(rate: Figure) -> Decimal:
    """Return a rate in percent as printed."""
    share, form = Fraction(rate.value), rate.form
    return rounded(share * 100, telling_decimals(share, form.decimals or 0, form.rounding), form.rounding)


def plainly(value: Fraction) -> int | Fraction:
    return value.numerator if value.denominator == 1 else value
