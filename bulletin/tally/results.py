"""From a table of counts to figures with all they lead to: rate, rest, breakdowns, comparison, names."""

import dataclasses
import datetime
from collections.abc import Mapping
from fractions import Fraction

from bulletin.facts import Basis, Breakdown, Count, DataFile, Moment, Scope
from bulletin.figures import Absent, Dated, Entries, Figure, Form, Given, Node, Rounding, Source
from bulletin.indicators import Codelist, Indicator
from bulletin.tally.implied import problems_listed, results_of_rounds

BEFORE_NUMBER = ("约", "近")
"""Marks of approximation that stand before their number; the others (余, 多) follow it."""

NOT_YET = "尚未"
"""Before the term of a state, what the remainder is in when the data does not say."""

MYRIAD = 10_000
"""From here on numbers known only roughly are printed in 万."""

Plain = Figure | Absent


class Results:
    """Makes figures of the counts of one data file."""

    def __init__(self, data: DataFile, codelist: Codelist, rounding: Rounding) -> None:
        self.data, self.codelist, self.rounding = data, codelist, rounding
        self.day = data.document.date

    def scope(self, scope: Scope, name: str) -> Entries:
        """The figures of a scope, with what its rounds and records imply, under codelist keys."""
        implied = dict(results_of_rounds(self.data.rounds, scope))
        if self.data.records.problems and scope.reported:
            implied["problems"] = problems_listed(self.data.records.problems)
        results = {**implied, **scope.results}
        names = {key: f"{name}.{key}" for key in self.codelist.indicators}
        about: dict[str, Node] = {"label": Given(f"{name}.label", scope.label, f"{scope.at}/label")}
        for key, moment in (("since", scope.since), ("until", scope.until)):
            here = f"{name}.{key}"
            about[key] = (
                Dated(here, moment, f"{scope.at}/{key}") if moment else Absent(here, key, "not given")
            )
        known = {key: self.label(key) for key in self.codelist.indicators}
        return Entries(name, {**about, **self.table(results, names)}, known)

    def table(self, counts: Mapping[str, Count], names: Mapping[str, str]) -> dict[str, Plain]:
        """Codelist key → figure, for the counts and for those of their parts that are indicators."""
        lifted, rests = self._lifted(counts)
        plain = {
            key: self._plain(count, key, names.get(key, key)) for key, count in {**counts, **lifted}.items()
        }
        related = {key: self._related(node, plain, key, rests.get(key, "")) for key, node in plain.items()}
        return {
            key: self._apart(node, counts[key], related) if key in counts else node
            for key, node in related.items()
        }

    def alone(self, count: Count, key: str, name: str) -> Plain:
        """The figure of a count that belongs to no table."""
        return self.table({key: count}, {key: name})[key]

    def label(self, key: str) -> str:
        """The term of an indicator at the date of the document."""
        return self.codelist[key].label_on(self.day)

    def _lifted(self, counts: Mapping[str, Count]) -> tuple[dict[str, Count], dict[str, str]]:
        """Items that are indicators beside their whole, and the state of what a lone item leaves."""
        lifted: dict[str, Count] = {}
        rests: dict[str, str] = {}
        for whole, count in counts.items():
            for part in count.by.values():
                for key, item in part.items.items():
                    if item is not None and self.codelist[key].part_of == whole and key not in counts:
                        lifted[key] = item
                    if part.rest and len(part.items) == 1:
                        rests[key] = part.rest
        return lifted, rests

    def _plain(self, count: Count, key: str, name: str, unit: str = "") -> Plain:
        """The figure of one count by itself, without what relates it to others."""
        entry, label, value = self.codelist[key], self.label(key), count.value
        unit = count.unit or unit or entry.unit
        facets = self._words(count, name)
        if value is None:
            return Absent(name, label, "not given", facets)
        if count.persons is not None:
            source = Source(f"{label}涉及{count.persons}人", (f"{count.at}/persons",))
            facets["persons"] = Figure(f"{name}.persons", count.persons, "人", label, source)
        figure = Figure(
            name=name,
            value=value,
            unit=unit,
            label=label,
            source=Source(self._formula(count, label, unit), count.pointers),
            kind="amount" if entry.amount else "count",
            form=Form(myriad=_myriad_places(count)),
            prefix=count.approximate if count.approximate in BEFORE_NUMBER else "",
            suffix=count.approximate if count.approximate and count.approximate not in BEFORE_NUMBER else "",
            label_first=not entry.number_first,
        )
        facets["compared"] = compared(figure, count)
        return dataclasses.replace(figure, facets=facets)

    def _words(self, count: Count, name: str) -> dict[str, Node]:
        """The recipient and the names that came with a count."""
        words: dict[str, Node] = {}
        if count.to:
            recipient = self.codelist.key_of(count.to)
            words["to"] = Given(
                f"{name}.to", self.label(recipient) if recipient else count.to, f"{count.at}/to"
            )
        if count.names:
            given: dict[str, Node] = {
                str(i): Given(f"{name}.names.{i}", text, f"{count.at}/names/{i}")
                for i, text in enumerate(count.names)
            }
            words["names"] = Entries(f"{name}.names", given, basis="partial" if count.more else "partition")
        return words

    def _formula(self, count: Count, label: str, unit: str) -> str:
        if count.n is None and count.names:
            return f"{label}按名称计{len(count.names)}{unit}"
        partition = next((part for part in count.by.values() if part.basis is Basis.PARTITION), None)
        if partition and (count.n is None or count.computed_from):
            items = [f"{self.label(key)}{item.value}" for key, item in partition.items.items() if item]
            return f"{label}{count.value} = {' + '.join(items)}"
        return f"{label}{count.value}{unit}"

    def _related(self, node: Plain, table: Mapping[str, Plain], key: str, rest: str) -> Plain:
        """`node` with its rate and rest, from the whole the codelist names for it."""
        entry = self.codelist[key]
        whole = table.get(entry.whole)
        if not isinstance(node, Figure) or not isinstance(whole, Figure):
            return node
        return self._with_rate(node, whole, entry, rest)

    def _with_rate(self, node: Figure, whole: Figure, entry: Indicator | None, rest: str = "") -> Figure:
        pointers = tuple(dict.fromkeys((*node.source.pointers, *whole.source.pointers)))
        facets = dict(node.facets)
        label = (entry.rate if entry else "") or f"占{whole.label}的比例"
        form = entry.rate_form(self.rounding) if entry else Form(decimals=1, rounding=self.rounding)
        if whole.value:
            source = Source(f"{said(node)} ÷ {said(whole)}", pointers)
            share = Fraction(node.value) / Fraction(whole.value)
            facets["rate"] = Figure(f"{node.name}.rate", share, "%", label, source, "rate", form)
        else:
            facets["rate"] = Absent(f"{node.name}.rate", label, "the base is zero")
        bounded = entry is None or not entry.ratio_to
        if bounded and node.unit == whole.unit and whole.value >= node.value:
            term = self.label(rest) if rest else f"{NOT_YET}{node.label}"
            facets["rest"] = difference(whole, (node,), f"{node.name}.rest", term)
        return dataclasses.replace(node, facets=facets)

    def _apart(self, node: Plain, count: Count, table: Mapping[str, Plain]) -> Plain:
        """`node` with its breakdowns, the items of each in the order of the codelist."""
        if not isinstance(node, Figure) or not count.by:
            return node
        parts: dict[str, Node] = {}
        for dimension, part in count.by.items():
            name = f"{node.name}.by.{dimension}"
            keys = sorted(part.items, key=lambda key: self.codelist[key].order)
            items = {key: self._item(part, key, f"{name}.{key}", node, table) for key in keys}
            known = {
                key: self.label(key)
                for key, e in self.codelist.indicators.items()
                if e.dimension == dimension
            }
            counted = tuple(item for item in items.values() if isinstance(item, Figure))
            rest = None
            if part.rest and len(counted) == len(items):
                rest = difference(node, counted, f"{name}.rest", self.label(part.rest))
            parts[dimension] = Entries(name, items, {**known, "rest": NOT_YET}, part.basis.value, node, rest)
        by = Entries(f"{node.name}.by", parts, self.codelist.dimensions)
        return dataclasses.replace(node, facets={**node.facets, "by": by})

    def _item(self, part: Breakdown, key: str, name: str, whole: Figure, table: Mapping[str, Plain]) -> Plain:
        """One item with its share: its own rate where it has one, else of the base or the whole."""
        item = part.items[key]
        if item is None:
            return Absent(name, self.label(key), "named without a number")
        node = self._plain(item, key, name, whole.unit)
        if not isinstance(node, Figure):
            return node
        known = table.get(key)
        if isinstance(known, Figure) and "rate" in known.facets:
            node = dataclasses.replace(node, facets={**known.facets, **node.facets})
        elif part.base is not None:
            base = Source(f"{whole.label}基数{part.base}", (f"{part.at}/base",))
            node = self._with_rate(node, dataclasses.replace(whole, value=part.base, source=base), None)
        else:
            node = self._with_rate(node, whole, None)
        return self._apart(node, item, table)


def _myriad_places(count: Count) -> int | None:
    """The decimals in 万 of a number known to a power of ten: 62.7万 to 1,000; None prints every digit."""
    places = {10: 3, 100: 2, 1_000: 1, 10_000: 0}.get(int(count.resolution or 0))
    return places if count.value is not None and count.value >= MYRIAD else None


def said(figure: Figure) -> str:
    """A figure in a formula: 整改到位310."""
    return f"{figure.label}{figure.value}"


def difference(whole: Figure, parts: tuple[Figure, ...], name: str, label: str) -> Figure:
    """What `parts` leave of `whole`, as exact as they are."""
    exact = _plainly(Fraction(whole.value) - sum(Fraction(part.value) for part in parts))
    pointers = tuple(dict.fromkeys(p for figure in (whole, *parts) for p in figure.source.pointers))
    return Figure(
        name, exact, whole.unit, label, Source(" − ".join(map(said, (whole, *parts))), pointers), whole.kind
    )


def compared(figure: Figure, count: Count) -> Node:
    """What a count is compared with: the other value, the difference, the growth."""
    other, name = count.compared, f"{figure.name}.compared"
    value = Fraction(figure.value)
    if other is None or (other.value is None and other.difference is None):
        return Absent(name, figure.label, "not given")
    change = (
        Fraction(other.difference) if other.difference is not None else value - Fraction(other.value or 0)
    )
    before = Fraction(other.value) if other.value is not None else value - change
    pointers = (count.place, f"{other.at}/{'difference' if other.value is None else 'value'}")
    label, term = figure.label, f"{other.label}{figure.label}"
    items: dict[str, Node] = {
        "label": Given(f"{name}.label", other.label, f"{other.at}/label"),
        "value": dataclasses.replace(
            figure, name=f"{name}.value", value=_plainly(before), label=term, facets={},
            source=Source(f"{said(figure)} − 增减{_plainly(change)}", pointers),
        ),
        "difference": dataclasses.replace(
            figure, name=f"{name}.difference", value=_plainly(abs(change)), label=f"{label}增减", facets={},
            source=Source(f"{said(figure)} − {term}{_plainly(before)}", pointers),
        ),
        "increased": change > 0,
        "decreased": change < 0,
    }  # fmt: skip
    if before:
        growth = Source(f"（{said(figure)} − {term}{_plainly(before)}）÷ {term}{_plainly(before)}", pointers)
        rate = Form(decimals=1)
        items["rate"] = Figure(f"{name}.rate", abs(change) / before, "%", "增减幅度", growth, "rate", rate)
    return Entries(name, items, {"rate": "增减幅度"})


def _plainly(value: Fraction) -> int | Fraction:
    return value.numerator if value.denominator == 1 else value


def given_fields(value: object, name: str) -> Entries:
    """The fields of a data object as a template reaches them: words, dates, lists; Absent if empty."""
    items: dict[str, Node] = {}
    for field in dataclasses.fields(value):  # type: ignore[arg-type]  # called with dataclasses only
        if "zh" in field.metadata:
            at = f"{getattr(value, 'at', '')}/{field.name}"
            items[field.name] = _given(
                getattr(value, field.name), f"{name}.{field.name}", at, field.metadata["zh"]
            )
    return Entries(name, items)


def _given(content: object, name: str, at: str, zh: str) -> Node:
    if content is None or content == ():
        return Absent(name, zh, "not given")
    if isinstance(content, tuple):
        return tuple(Given(f"{name}.{i}", str(text), f"{at}/{i}") for i, text in enumerate(content))
    if isinstance(content, datetime.date):
        return Dated(name, Moment(content.year, content.month, content.day), at)
    if isinstance(content, Moment):
        return Dated(name, content, at)
    return Given(name, str(content), at)
