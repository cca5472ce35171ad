"""Compare a count with the same count elsewhere: the other value, the difference, the growth.

Each is computed where its terms are given and exact. What the office gives without its second term is printed
as stated. Of a number that is kept back nothing is left but rates as exact as they are printed.
"""

import dataclasses
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from bulletin.model.codelist import Indicator
from bulletin.model.facts import Comparison, Count, DataFile
from bulletin.model.figures import (
    Absent,
    Entries,
    Figure,
    FigureKind,
    Given,
    Node,
    PrintedForm,
    Source,
    rounded,
    telling_decimals,
)
from bulletin.statistics.derived import Plain, from_figures, plainly, said
from bulletin.statistics.forms import Forms

STATED = "所报，另一数未公布"
"""Why a rate or a change has no formula."""
KEPT_BACK = "kept back by the office"
"""Why a number that the data gives cannot be printed."""
GROWTH = "增减幅度"
TOLD = ("value", "difference", "growth", "share", "points")
"""What a comparison may say."""


def stated(name: str, label: str, percent: Decimal, pointer: str, unit: str = "%") -> Figure:
    """Return a rate (unit %) or change in points as the office states it, with the digits it is given in."""
    source = Source(f"{label}{percent}{unit}（{STATED}）", (pointer,), "stated")
    kind: FigureKind = "points" if unit != "%" else "rate"
    form = PrintedForm(decimals=_places(percent), zeros=True)
    return Figure(name, Fraction(abs(percent)) / 100, unit, label, source, kind, form)


def told_alone(rate: Figure) -> Figure:
    """Return a computed rate whose other term is kept back: as exact as it is printed, without its terms."""
    share, form = Fraction(rate.value), rate.form
    decimals = telling_decimals(share, form.decimals or 0, form.rounding)
    value = Fraction(rounded(share * 100, decimals, form.rounding)) / 100
    source = Source(f"{rate.label}（按未公布的数核算）", rate.source.pointers[:1], "stated")
    form = dataclasses.replace(form, decimals=decimals)
    return dataclasses.replace(rate, value=value, source=source, form=form)


def compared(counted: Plain, count: Count, data: DataFile, forms: Forms, entry: Indicator) -> Node:
    """Return the comparison of a count: the other value, the difference, the growth.

    Absent if nothing is said of the count itself; what is said of its share is then among the facets.
    """
    other = count.compared
    if other is None or all(getattr(other, each) is None for each in TOLD):
        return Absent(f"{counted.name}.compared", counted.label, "not given")
    return _Compared(counted, count, other, data, forms, entry).node()


@dataclass(frozen=True, slots=True)
class _Compared:
    counted: Plain
    count: Count
    other: Comparison
    data: DataFile
    forms: Forms
    entry: Indicator

    @property
    def name(self) -> str:
        return f"{self.counted.name}.compared"

    @property
    def exact(self) -> Figure | None:
        """The count if it is given and not approximate."""
        figure = self.counted
        return figure if isinstance(figure, Figure) and not (figure.prefix or figure.suffix) else None

    def node(self) -> Node:
        before, change, growth = self.before(), self.change(), self.growth()
        if self.other.kept_back:
            before, change = (Absent(node.name, node.label, KEPT_BACK) for node in (before, change))
        items: dict[str, Node] = {
            "label": Given(f"{self.name}.label", self.other.label, self._at("label")),
            "value": before,
            "difference": change,
            **self._direction(),
            **self._of_share(),
        }
        if growth is not None:
            items["rate"] = growth
        elif not isinstance(before, Figure) and not isinstance(change, Figure):
            return Absent(self.name, self.counted.label, "not given", items)
        return Entries(self.name, items, {"rate": GROWTH})

    def _at(self, field: str) -> str:
        return self.data.pointer(self.other.at, field)

    def _direction(self) -> dict[str, Node]:
        other, figure = self.other, self.exact
        change = Fraction(other.growth or 0) if other.difference is None else Fraction(other.difference)
        if other.difference is None and other.value is not None and figure is not None:
            change = Fraction(figure.value) - Fraction(other.value)
        return {"increased": change > 0, "decreased": change < 0}

    def before(self) -> Plain:
        """Return the value compared with: as given, else what the difference leaves."""
        name, term, figure = f"{self.name}.value", f"{self.other.label}{self.counted.label}", self.counted
        value, difference = self.other.value, self.other.difference
        if value is not None and isinstance(figure, Figure):
            told, form = Source(f"{term}{value}", (self._at("value"),)), self.forms.number(self.count, value)
            return dataclasses.replace(figure, name=name, value=value, label=term, source=told, form=form,
                                       facets={}, prefix="", suffix="")  # fmt: skip
        change = self.change() if difference is not None else None
        if difference is None or self.exact is None or not isinstance(change, Figure):
            return Absent(name, term, "not given")
        formula = f"{said(self.exact)} − 增减{plainly(Fraction(difference))}"
        worked = from_figures("sum" if difference < 0 else "difference", (self.exact, change), formula)
        before = plainly(Fraction(self.exact.value) - Fraction(difference))
        form = self.forms.number(self.count, before)
        return dataclasses.replace(
            self.exact, name=name, value=before, label=term, source=worked, form=form, facets={}
        )

    def change(self) -> Plain:
        """Return by how much the count has changed, without its sign: worked out, else as given."""
        name, label, value = f"{self.name}.difference", f"{self.counted.label}增减", self.other.value
        before = self.before() if value is not None else None
        if self.exact is not None and value is not None and isinstance(before, Figure):
            change = Fraction(self.exact.value) - Fraction(value)
            source = from_figures("change", (self.exact, before), f"{said(self.exact)} − {said(before)}")
        elif self.other.difference is not None:
            change = Fraction(self.other.difference)
            source = Source(f"{label}{plainly(change)}", (self._at("difference"),))
        else:
            return Absent(name, label, "not given")
        size, form = plainly(abs(change)), self.forms.number(self.count, change, derived=True)
        if isinstance(self.counted, Figure):
            return dataclasses.replace(self.counted, name=name, value=size, label=label, source=source,
                                       form=form, facets={}, prefix="", suffix="")  # fmt: skip
        return Figure(name, size, self.count.unit or self.entry.unit, label, source, form=form)

    def growth(self) -> Figure | None:
        """Return the growth: worked out where both terms are exact, else as stated; None without either."""
        figure, before, name = self.exact, self.before(), f"{self.name}.rate"
        if figure is not None and isinstance(before, Figure) and before.value:
            base = Fraction(before.value)
            by = abs(Fraction(figure.value) - base) / base
            formula = f"（{said(figure)} − {said(before)}）÷ {said(before)}"
            source, form = (
                from_figures("growth", (figure, before), formula),
                self.forms.growth(self.entry, self.count, by),
            )
            worked = Figure(name, by, "%", GROWTH, source, "rate", form)
            if not self.other.kept_back:
                return worked
            if self.other.growth is None:
                return told_alone(dataclasses.replace(worked, form=dataclasses.replace(form, times=False)))
        return (
            None if self.other.growth is None else stated(name, GROWTH, self.other.growth, self._at("growth"))
        )

    def _of_share(self) -> dict[str, Node]:
        """Return what is said of the share: the other one, the change in points."""
        other, label, items = self.other, f"{self.other.label}{self.counted.label}", dict[str, Node]()
        if other.share is not None and not other.kept_back:
            told = Source(f"{label}占比{other.share}%", (self._at("share"),))
            form = PrintedForm(decimals=_places(other.share))
            share = Fraction(other.share) / 100
            items["share"] = Figure(f"{self.name}.share", share, "%", label, told, "rate", form)
        if other.points is not None:
            at = self._at("points")
            term = f"{self.counted.label}增减"
            items["points"] = stated(f"{self.name}.points", term, other.points, at, "个百分点")
            items["points_up"] = other.points > 0
        return items


def _places(percent: Decimal) -> int:
    return max(0, -int(percent.as_tuple().exponent))
