"""Make figures from a table of counts: with rate, rest, breakdowns, comparison, names."""

import dataclasses
import datetime
from collections.abc import Mapping
from fractions import Fraction

from bulletin.model.approximation import BEFORE_NUMBER
from bulletin.model.codelist import Codelist, Indicator, keys_in
from bulletin.model.facts import Breakdown, Count, DataFile, Scope
from bulletin.model.figures import (
    Absent,
    Clause,
    Dated,
    Entries,
    Figure,
    Given,
    Node,
    Operand,
    PrintedForm,
    Source,
)
from bulletin.model.implied import parts_of, results_implied, scopes_of_rounds, sums_of_rounds, unit_in
from bulletin.model.scopes import COORDINATES, full_label
from bulletin.model.terms import Basis, Moment, Rounding, Status
from bulletin.statistics.comparison import KEPT_BACK, compared, stated, told_alone
from bulletin.statistics.derived import (
    BASE,
    OVERLAP,
    Plain,
    based,
    difference,
    from_figures,
    overlap,
    rate_before,
    said,
    told_alike,
)
from bulletin.statistics.forms import Forms
from bulletin.wording.sentences import verb_of

OTHER_TOPIC = "其他"
"""Label of the topic of indicators that belong to none."""

NOT_YET = "尚未"
"""Prefix to the term of a state, for the remainder that the data does not name."""


class FigureMaker:
    """Makes figures of the counts of one data file."""

    def __init__(self, data: DataFile, codelist: Codelist, rounding: Rounding | None) -> None:
        self.data, self.codelist, self.forms = data, codelist, Forms(data, codelist, rounding)
        self.kept_back = set[str]()  # names of figures that are given to check by
        day = data.day
        self.labels = {key: entry.label_on(day) for key, entry in codelist.indicators.items()}

    def scope(self, scope: Scope, name: str) -> Entries:
        """Return the figures of a scope by codelist key, including those its rounds and records imply."""
        own = parts_of(scope.results, self.codelist)
        implied = results_implied(self.data, scope, self.codelist)
        results = {**{key: count for key, count in implied.items() if key not in own}, **scope.results}
        names = {key: f"{name}.{key}" for key in self.codelist.indicators}
        label = Given(f"{name}.label", scope.label, self.data.pointer(scope.at, "label"))
        about: dict[str, Node] = {"label": label, "full_label": self._full_label(scope, name)}
        for key in COORDINATES:
            about[key] = self._coordinate(scope, name, key)
        for key, moment in (("since", scope.since), ("until", scope.until)):
            here = f"{name}.{key}"
            place = self.data.pointer(scope.at, key)
            about[key] = Dated(here, moment, place) if moment else Absent(here, key, "not given")
        covered = [entry for entry in self.data.rounds if set(entry.ordinals) <= set(scope.rounds)]
        about["completed"] = bool(covered) and all(entry.status is Status.COMPLETED for entry in covered)
        table = self._summed(self.table(results, names), scope)
        told = {key: _told(table[key], count) for key, count in results.items() if not count.unprinted}
        about["topics"] = self._by_topic(f"{name}.topics", told)
        return Entries(name, {**about, **table}, self.labels)

    def _by_topic(self, name: str, table: Mapping[str, Plain]) -> tuple[Entries, ...]:
        """Return the figures of a scope by topic, those of none last; each is told once, with its parts."""
        topics = {**self.codelist.topics, "": OTHER_TOPIC}
        keys = sorted(table, key=lambda key: self.codelist[key].order)
        found = {
            topic: tuple(table[key] for key in keys if self.codelist.topic_of(key) == topic)
            for topic in topics
        }
        return tuple(
            Entries(f"{name}.{topic or 'other'}", {"figures": nodes}, label=topics[topic])
            for topic, nodes in found.items() if nodes
        )  # fmt: skip

    def _coordinate(self, scope: Scope, name: str, key: str) -> Given | Absent:
        """Return the level, area, field or organ of a scope."""
        here, word = f"{name}.{key}", getattr(scope, key)
        return Given(here, word, self.data.pointer(scope.at, key)) if word else Absent(here, key, "not given")

    def _full_label(self, scope: Scope, name: str) -> Clause:
        """Return the label of a scope after what it leaves out of its area, level, organ and field."""
        said = [self._coordinate(scope, name, key) for key in COORDINATES]
        before = [word for word in said if isinstance(word, Given) and word.text not in scope.label]
        label = Given(f"{name}.label", scope.label, self.data.pointer(scope.at, "label"))
        return Clause((*before, label))

    def _summed(self, table: Mapping[str, Plain], scope: Scope) -> Mapping[str, Plain]:
        """Return the table with sources for the sums of rounds."""
        parts, result = scopes_of_rounds(self.data, scope), dict(table)
        for key in sums_of_rounds(self.data, scope, self.codelist):
            node = table[key]
            if key in scope.results or key in parts_of(scope.results, self.codelist):
                continue
            if not isinstance(node, Figure):
                continue
            operands = tuple(self._operand(part, key, node.label) for part in parts)
            formula = f"{said(node)} = {' + '.join(f'{each.label}{each.value}' for each in operands)}"
            source = Source(formula, node.source.pointers, "sum", operands)
            result[key] = dataclasses.replace(node, source=source)
        return result

    def _operand(self, part: Scope, key: str, label: str) -> Operand:
        """Return what one round contributes to a sum."""
        count = {**parts_of(part.results, self.codelist), **part.results}[key]
        place = self.data.scopes.index(part)
        return Operand(f"scopes.{place}.{key}", f"{full_label(part)}{label}", count.value or 0)

    def table(self, counts: Mapping[str, Count], names: Mapping[str, str]) -> dict[str, Plain]:
        """Return codelist key → figure, for the counts and those of their parts that are indicators."""
        lifted, rests = self._lifted(counts)
        every = {**counts, **lifted}
        units = {key: unit_in(every, key, self.codelist) for key in every}
        plain = {
            key: self._plain(count, key, names.get(key, key), units[key]) for key, count in every.items()
        }
        parts = (part for count in counts.values() for part in count.by.values())
        listed = {key: part for part in parts for key in part.items if key in lifted}
        forms = {
            key: self.forms.rate(self.codelist[key], count, listed.get(key)) for key, count in every.items()
        }
        related = {
            key: self._related(node, plain, (every[key], forms[key]), key, rests.get(key, ""))
            for key, node in plain.items()
        }
        apart = {
            key: self._apart(node, key, counts, related) if key in counts else node
            for key, node in related.items()
        }
        return {key: self._shown(node) for key, node in apart.items()}

    def _shown(self, node: Plain) -> Plain:
        """Return `node`; absent if its number is kept back. Its items stay."""
        if node.name not in self.kept_back:
            return node
        stays = {name: node.facets[name] for name in ("by", "to", "names") if name in node.facets}
        return Absent(node.name, node.label, KEPT_BACK, stays)

    def alone(self, count: Count, key: str, name: str) -> Plain:
        """Return the figure of a count outside any table."""
        return self.table({key: count}, {key: name})[key]

    def label(self, key: str) -> str:
        """Return the term of an indicator at the date of the document; a name (云川镇) is its own term."""
        return self.labels.get(key, key)

    def _lifted(self, counts: Mapping[str, Count]) -> tuple[dict[str, Count], dict[str, str]]:
        """Return the items that are indicators beside their whole, and the state of a lone item's rest."""
        lifted = {key: item for key, item in parts_of(counts, self.codelist).items() if key not in counts}
        lone = [part for count in counts.values() for part in count.by.values() if len(part.items) == 1]
        rests = {key: part.rest for part in lone if part.rest for key in part.items}
        return lifted, rests

    def _plain(self, count: Count, key: str, name: str, unit: str = "") -> Plain:
        """Return the figure of one count alone, without its relations to others."""
        entry, label, value = self.codelist[key], count.label or self.label(key), count.value
        unit, word = count.unit or unit or entry.unit, count.word or ""
        facets = self._words(count, name)
        if count.stated_rate is not None:
            at = self.data.pointer(count.at, "stated_rate")
            term = count.rate_name or entry.rate or "占比"
            facets["rate"] = stated(f"{name}.rate", term, count.stated_rate, at)
        if count.kept_back:
            self.kept_back.add(name)
        if value is None:
            absent = Absent(name, label, "not given", facets)
            facets["compared"] = compared(absent, count, self.data, self.forms, entry)
            return absent
        if count.persons is not None:
            source = Source(f"{label}涉及{count.persons}人", (self.data.pointer(count.at, "persons"),))
            facets["persons"] = Figure(f"{name}.persons", count.persons, "人", label, source)
        figure = Figure(
            name=name,
            value=value,
            unit=unit,
            label=label,
            source=self._source(count, name, label, unit),
            kind="amount" if entry.amount else "count",
            form=self.forms.number(count, value),
            facets=facets,
            prefix=word if word in BEFORE_NUMBER else "",
            suffix="" if word in BEFORE_NUMBER else word,
            label_first=not entry.number_first,
            verb=self._verb(count, entry, label),
            noun="" if count.label else entry.noun,
        )
        facets["compared"] = compared(figure, count, self.data, self.forms, entry)
        return figure

    def _verb(self, count: Count, entry: Indicator, label: str) -> str:
        """Return the verb of a sentence about a count; a term of the office's own may hold one itself."""
        if count.label or not (entry.verb or entry.noun):
            return verb_of(label, entry.verb, number_first=entry.number_first)
        return "" if label.startswith(entry.verb) and not entry.noun else entry.verb

    def _words(self, count: Count, name: str) -> dict[str, Node]:
        """Return the recipient and the names given with a count."""
        words: dict[str, Node] = {}
        if count.to:
            recipient = self.codelist.key_of(count.to)
            words["to"] = Given(
                f"{name}.to",
                self.label(recipient) if recipient else count.to,
                self.data.pointer(count.at, "to"),
            )
        if count.names:
            given: dict[str, Node] = {
                str(i): Given(f"{name}.names.{i}", text, f"{self.data.pointer(count.at, 'names')}/{i}")
                for i, text in enumerate(count.names)
            }
            words["names"] = Entries(f"{name}.names", given, basis="partial" if count.more else "partition")
        return words

    def _source(self, count: Count, name: str, label: str, unit: str) -> Source:
        """Return the source of a count: given, the number of its names, or the sum of its parts."""
        if count.formula:
            return Source(f"{label}：{count.formula}", count.pointers)
        if count.n is None and count.names:
            return Source(f"{label}按名称计{len(count.names)}{unit}", count.pointers)
        parted = next(((d, part) for d, part in count.by.items() if part.basis is Basis.PARTITION), None)
        if parted and (count.n is None or count.computed_from):
            dimension, part = parted
            items = tuple(
                Operand(f"{name}.by.{dimension}.{_step(key)}", self.label(key), item.value)
                for key, item in part.items.items()
                if item and item.value is not None
            )
            formula = f"{label}{count.value} = {' + '.join(f'{i.label}{i.value}' for i in items)}"
            return Source(formula, count.pointers, "sum", items)
        return Source(f"{label}{count.value}{unit}", count.pointers)

    def _related(
        self, node: Plain, table: Mapping[str, Plain], count: tuple[Count, PrintedForm], key: str, rest: str
    ) -> Plain:
        """Return `node` with its rate and rest, from the first whole in the codelist that has a number.

        `count` has the form of the rate.
        """
        entry = self.codelist[key]
        whole = next((figure for each in entry.wholes if isinstance(figure := table.get(each), Figure)), None)
        if not isinstance(node, Figure) or whole is None or node.unit != whole.unit:
            return node
        return self._with_rate(node, whole, count, entry, rest)

    def _with_rate(
        self,
        node: Figure,
        whole: Figure,
        count: tuple[Count, PrintedForm],
        entry: Indicator | None,
        rest: str = "",
    ) -> Figure:
        """Return `node` with its rate in `whole` and what is left of it; `count` has the form of the rate."""
        facets, form = dict(node.facets), count[1]
        label = count[0].rate_name or (entry.rate if entry else "") or f"占{whole.label}的比例"
        told = facets.pop("rate", None)
        if _is_approximate(node) or _is_approximate(whole):
            unknown = Absent(f"{node.name}.rate", label, "a number is approximate")
            facets["rate"] = unknown if told is None else told
            return dataclasses.replace(node, facets=facets)
        if told is not None and count[0].resolution:
            facets["rate"] = told
        elif whole.value:
            source = from_figures("ratio", (node, whole), f"{said(node)} ÷ {said(whole)}")
            share = Fraction(node.value) / Fraction(whole.value)
            about: dict[str, Node] = {}
            facets["rate"] = rate = Figure(
                f"{node.name}.rate", share, "%", label, source, "rate", form, facets=about
            )
            about["compared"] = rate_before(rate, node, whole, self.forms)
            facets["rate"] = told_alike(rate, about["compared"], self.forms)
            if {node.name, whole.name} & self.kept_back:
                alone = told_alone(dataclasses.replace(rate, facets={}))
                facets["rate"] = alone if told is None else told
                return dataclasses.replace(node, facets=facets)
        else:
            facets["rate"] = Absent(f"{node.name}.rate", label, "the base is zero")
        bounded = entry is None or not entry.ratio_to
        if bounded and whole.value >= node.value:
            term = self.label(rest) if rest else f"{NOT_YET}{node.label}"
            facets["rest"] = difference(whole, (node,), f"{node.name}.rest", term)
        return dataclasses.replace(node, facets=facets)

    def _apart(self, node: Plain, key: str, counts: Mapping[str, Count], table: Mapping[str, Plain]) -> Plain:
        """Return `node`, the figure of `counts[key]`, with its breakdowns in the order of the codelist."""
        by: dict[str, Node] = {}
        for dimension, part in counts[key].by.items():
            name = f"{node.name}.by.{dimension}"
            peers = [
                counts[whole].by.get(dimension) for whole in self.codelist[key].part_of if whole in counts
            ]
            of = based(node, part, name) if isinstance(node, Figure) else node
            if part.kept_back:
                self.kept_back.add(of.name)
            items: dict[str, Node] = {}
            for item_key in self.forms.ordered(part):
                known = table.get(item_key) if key in self.codelist[item_key].part_of else None
                peer = next((each.items.get(item_key) for each in peers if each), None)
                step = _step(item_key)
                items[step] = self._item(part, item_key, f"{name}.{step}", of, known, peer, key)
            by[dimension] = self._listed(part, items, of, name)
        if not by:
            return node
        entries = Entries(f"{node.name}.by", by, self.codelist.dimensions)
        return dataclasses.replace(node, facets={**node.facets, "by": entries})

    def _listed(self, part: Breakdown, items: Mapping[str, Node], whole: Plain, name: str) -> Entries:
        """Return the items of a breakdown, with its stated base, its remainder and its overlap."""
        counted = tuple(item for item in items.values() if isinstance(item, Figure))
        total = whole if isinstance(whole, Figure) and whole.name not in self.kept_back else None
        beside = {"base": total} if total is not None and part.base is not None else {}
        exact = total is not None and not any(map(_is_approximate, (total, *counted)))
        if total is not None and exact and len(counted) == len(items):
            if part.rest:
                beside["rest"] = difference(total, counted, f"{name}.rest", self.label(part.rest))
            if part.basis is Basis.OVERLAPPING and len(counted) == 2:  # noqa: PLR2004  # the overlap is known for two items only
                beside["overlap"] = overlap(total, counted, f"{name}.overlap")
        shipped = keys_in(self.codelist, part.dimension)
        known = {key: self.labels[key] for key in sorted(shipped, key=self.forms.is_rest)}
        about = {"rest": NOT_YET, "overlap": OVERLAP, "base": BASE}
        label = self.codelist.dimensions.get(part.dimension, "")
        close = self.forms.closed(part)
        given = tuple(map(_step, part.items))
        return Entries(name, items, {**known, **about}, part.basis.value, total, beside, label, close, given)

    def _item(  # noqa: PLR0913, PLR0917  # an item, and the three figures its share may refer to
        self,
        part: Breakdown,
        key: str,
        name: str,
        whole: Plain,
        known: Plain | None,
        peer: Count | None,
        whole_key: str,
    ) -> Plain:
        """Return one item with its share.

        The share is the item's own rate if it is an indicator of this whole. Else it refers to the same item
        of the larger whole (51 of the 62 departments), to the base, or to the whole.
        """
        item = part.items[key]
        if item is None:
            return Absent(name, self.label(key), "named without a number")
        unit = whole.unit if isinstance(whole, Figure) else ""
        borrowed = self.codelist[key].dimension != part.dimension  # a name from elsewhere fits
        fits = borrowed or self.codelist.passes_on(unit, whole_key, key)
        node = self._plain(item, key, name, unit if fits else "")
        if not isinstance(node, Figure):
            return self._shown(self._apart(node, key, {key: item}, {}))
        if isinstance(known, Figure) and "rate" in known.facets:
            own = {name: facet for name, facet in node.facets.items() if name != "rate"}
            node = dataclasses.replace(node, facets={**known.facets, **own})
        elif peer is not None:
            of, entry = self._plain(peer, key, f"{name}.of", node.unit), self.codelist[whole_key]
            form = self.forms.rate(entry, item, part)
            node = self._with_rate(node, of, (item, form), entry) if isinstance(of, Figure) else node
        elif isinstance(whole, Figure):
            form = self.forms.rate(None if self.forms.first else self.codelist[key], item, part)
            node = self._with_rate(node, whole, (item, form), None)
        return self._shown(self._apart(node, key, {key: item}, {}))


def _told(node: Plain, count: Count) -> Plain:
    """Return a figure without those items of its breakdowns that the office does not print."""
    by = node.facets.get("by")
    if not isinstance(by, Entries):
        return node
    kept: dict[str, Node] = {}
    for dimension, part in count.by.items():
        entries = by.items.get(dimension)
        if isinstance(entries, Entries):
            items = {_step(key): item for key, item in part.items.items() if not (item and item.unprinted)}
            kept[dimension] = dataclasses.replace(
                entries,
                items={
                    step: _told(each, item) if item and isinstance(each, Figure | Absent) else each
                    for (step, item), each in ((pair, entries.items[pair[0]]) for pair in items.items())
                },
            )
    parts = dataclasses.replace(by, items=kept)
    return dataclasses.replace(node, facets={**node.facets, "by": parts})


def _step(key: str) -> str:
    """Return the key of an item as a step of a path; a name (80.5%以下) may hold a point, a step may not."""
    return key.replace(".", "·")


def _is_approximate(figure: Figure) -> bool:
    """Return whether a number is approximate (1300余), so that no exact rate or rest follows from it."""
    return bool(figure.prefix or figure.suffix)


def given_fields(value: object, name: str, data: DataFile) -> Entries:
    """Return the fields of a data object as nodes: words, dates, lists; Absent if empty."""
    items: dict[str, Node] = {}
    for field in dataclasses.fields(value):  # type: ignore[arg-type]  # called with dataclasses only
        if "zh" in field.metadata:
            at = data.pointer(getattr(value, "at", ""), field.name)
            items[field.name] = _given(
                getattr(value, field.name), f"{name}.{field.name}", at, field.metadata["zh"]
            )
    return Entries(name, items)


def _given(content: object, name: str, at: str, zh: str) -> Node:
    if isinstance(content, bool):
        return content
    if content is None or content == ():
        return Absent(name, zh, "not given")
    if isinstance(content, tuple):
        return tuple(Given(f"{name}.{i}", str(text), f"{at}/{i}") for i, text in enumerate(content))
    if isinstance(content, datetime.date):
        return Dated(name, Moment(content.year, content.month, content.day), at)
    if isinstance(content, Moment):
        return Dated(name, content, at)
    return Given(name, str(content), at)
