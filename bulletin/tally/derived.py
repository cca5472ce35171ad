"""From figures to those that follow from them: what is left, what overlaps, what has changed."""

import dataclasses
from fractions import Fraction

from bulletin.facts import Breakdown, Count, DataFile
from bulletin.figures import Absent, Entries, Figure, Form, Given, Node, Source

OVERLAP = "同时计入两项"
"""What overlapping items share."""


def based(whole: Figure, part: Breakdown) -> Figure:
    """What the shares of a breakdown are taken of: its base where it names one."""
    if part.base is None:
        return whole
    source = Source(f"{whole.label}基数{part.base}", (f"{part.at}/base",))
    return dataclasses.replace(whole, value=part.base, source=source)


def said(figure: Figure) -> str:
    """A figure in a formula: 整改到位310."""
    return f"{figure.label}{figure.value}"


def difference(whole: Figure, parts: tuple[Figure, ...], name: str, label: str) -> Figure:
    """What `parts` leave of `whole`, as exact as they are."""
    exact = plainly(Fraction(whole.value) - sum(Fraction(part.value) for part in parts))
    pointers = tuple(dict.fromkeys(p for figure in (whole, *parts) for p in figure.source.pointers))
    return Figure(
        name, exact, whole.unit, label, Source(" − ".join(map(said, (whole, *parts))), pointers), whole.kind
    )


def overlap(whole: Figure, parts: tuple[Figure, ...], name: str) -> Figure:
    """What stands under both of two overlapping items: 315 + 40 − 334 = 21."""
    exact = sum(Fraction(part.value) for part in parts) - Fraction(whole.value)
    pointers = tuple(dict.fromkeys(p for figure in (*parts, whole) for p in figure.source.pointers))
    formula = f"{' + '.join(map(said, parts))} − {said(whole)}"
    return Figure(name, plainly(exact), whole.unit, OVERLAP, Source(formula, pointers), whole.kind)


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
    pointers = (count.place, data.pointer(other.at, "difference" if other.value is None else "value"))
    label, term = figure.label, f"{other.label}{figure.label}"
    items: dict[str, Node] = {
        "label": Given(f"{name}.label", other.label, data.pointer(other.at, "label")),
        "value": dataclasses.replace(
            figure, name=f"{name}.value", value=plainly(before), label=term, facets={},
            source=Source(f"{said(figure)} − 增减{plainly(change)}", pointers),
        ),
        "difference": dataclasses.replace(
            figure, name=f"{name}.difference", value=plainly(abs(change)), label=f"{label}增减", facets={},
            source=Source(f"{said(figure)} − {term}{plainly(before)}", pointers),
        ),
        "increased": change > 0,
        "decreased": change < 0,
    }  # fmt: skip
    if before:
        growth = Source(f"（{said(figure)} − {term}{plainly(before)}）÷ {term}{plainly(before)}", pointers)
        rate = Form(decimals=1)
        items["rate"] = Figure(f"{name}.rate", abs(change) / before, "%", "增减幅度", growth, "rate", rate)
    return Entries(name, items, {"rate": "增减幅度"})


def plainly(value: Fraction) -> int | Fraction:
    return value.numerator if value.denominator == 1 else value
