"""From figures to those that follow from them: what is left, what overlaps, what has changed."""

import dataclasses
from collections.abc import Sequence
from fractions import Fraction

from bulletin.arithmetic import Operation
from bulletin.facts import Breakdown, Count, DataFile
from bulletin.figures import Absent, Entries, Figure, Form, Given, Node, Operand, Source

OVERLAP = "同时计入两项"
"""What overlapping items share."""


def based(whole: Figure, part: Breakdown) -> Figure:
    """What the shares of a breakdown are taken of: its base where it names one."""
    if part.base is None:
        return whole
    source = Source(f"{whole.label}基数{part.base}", (f"{part.at}/base",))
    return dataclasses.replace(whole, name=f"{whole.name}.base", value=part.base, source=source)


def from_figures(operation: Operation, figures: Sequence[Figure], formula: str) -> Source:
    """The source of what `operation` makes of `figures`, in that order."""
    pointers = tuple(dict.fromkeys(p for figure in figures for p in figure.source.pointers))
    operands = tuple(Operand(figure.name, figure.label, figure.value) for figure in figures)
    return Source(formula, pointers, operation, operands)


def said(figure: Figure) -> str:
    """A figure in a formula: 整改到位310."""
    return f"{figure.label}{figure.value}"


def difference(whole: Figure, parts: tuple[Figure, ...], name: str, label: str) -> Figure:
    """What `parts` leave of `whole`, as exact as they are."""
    exact = plainly(Fraction(whole.value) - sum(Fraction(part.value) for part in parts))
    source = from_figures("difference", (whole, *parts), " − ".join(map(said, (whole, *parts))))
    return Figure(name, exact, whole.unit, label, source, whole.kind)


def overlap(whole: Figure, parts: tuple[Figure, ...], name: str) -> Figure:
    """What stands under both of two overlapping items: 315 + 40 − 334 = 21."""
    exact = sum(Fraction(part.value) for part in parts) - Fraction(whole.value)
    source = from_figures("overlap", (*parts, whole), f"{' + '.join(map(said, parts))} − {said(whole)}")
    return Figure(name, plainly(exact), whole.unit, OVERLAP, source, whole.kind)


def compared(figure: Figure, count: Count, data: DataFile) -> Node:
    """What a count is compared with: the other value, the difference, the growth."""
    other, name = count.compared, f"{figure.name}.compared"
    value = Fraction(figure.value)
    if other is None or (other.value is None and other.difference is None):
        return Absent(name, figure.label, "not given")
    change = (
        Fraction(other.difference) if other.difference is not None else value - Fraction(other.value or 0)
    )
    before = Fraction(other.value) if other.value is not None else value - change
    label, term = figure.label, f"{other.label}{figure.label}"
    then = dataclasses.replace(figure, name=f"{name}.value", value=plainly(before), label=term, facets={})
    step = dataclasses.replace(
        figure, name=f"{name}.difference", value=plainly(abs(change)), label=f"{label}增减", facets={}
    )
    if other.value is not None:
        told = Source(f"{term}{plainly(before)}", (data.pointer(other.at, "value"),))
        then = dataclasses.replace(then, source=told)
        worked = from_figures("change", (figure, then), f"{said(figure)} − {term}{plainly(before)}")
        step = dataclasses.replace(step, source=worked)
    else:
        told = Source(f"{label}增减{plainly(change)}", (data.pointer(other.at, "difference"),))
        step = dataclasses.replace(step, source=told)
        way: Operation = "sum" if change < 0 else "difference"
        worked = from_figures(way, (figure, step), f"{said(figure)} − 增减{plainly(change)}")
        then = dataclasses.replace(then, source=worked)
    items: dict[str, Node] = {
        "label": Given(f"{name}.label", other.label, data.pointer(other.at, "label")),
        "value": then,
        "difference": step,
        "increased": change > 0,
        "decreased": change < 0,
    }
    if before:
        formula = f"（{said(figure)} − {term}{plainly(before)}）÷ {term}{plainly(before)}"
        growth = from_figures("growth", (figure, then), formula)
        rate = Form(decimals=1)
        items["rate"] = Figure(f"{name}.rate", abs(change) / before, "%", "增减幅度", growth, "rate", rate)
    return Entries(name, items, {"rate": "增减幅度"})


def plainly(value: Fraction) -> int | Fraction:
    return value.numerator if value.denominator == 1 else value
