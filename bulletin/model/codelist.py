"""The codelist (指标体系): every indicator a bulletin may report, with its term, measure words and relations.

The vocabulary is data (`indicators.toml`), not code: checks and rates come from the relations of the
entries. An office's own file adds entries or overrides single properties of shipped ones.
"""

import datetime
import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, fields
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from bulletin.model.brief import Brief
from bulletin.model.codelist_faults import NO_PROPERTY, NO_TABLE, CodelistFault, Fault, misshapen
from bulletin.model.measure_words import ANY, PERSONS, TURNS, kind_of, quantity_of
from bulletin.model.terms import Order

TABLES = ("dimension", "topic", "indicator")
"""The tables a codelist may have."""


@dataclass(frozen=True, slots=True, repr=False)
class Indicator(Brief):
    """One entry of the codelist.

    `key` is its English name, `aliases` are further names in data files. `label` is the official term,
    `renamed` the later terms with the day each came into force. The first of `units` is the usual measure
    word; without any it is measured as its whole is. `number_first` prints 20个部门 instead of 党内警告29人.
    `amount` admits decimals (money). `order` is the place in the order of severity of its `dimension`
    (empty: it stands by itself). Relations: `part_of` (never more than any of these wholes; what is left
    of the first that is given is its rest), `next_of` (a later stage, never more than the earlier one),
    `ratio_to` (set against it without a bound). `rate` is the term of the resulting rate, `decimals` are
    the places of its rate, share and growth; None: those of the document. A sentence about it says `verb`
    before the term, or before `noun` in its place: 组建3个巡察组, 巡察28个单位. `topic` is the
    subject it is told under.

    Private: `rate_form`.
    """

    key: str
    label: str
    units: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()
    dimension: str = ""
    order: int = 0
    number_first: bool = False
    amount: bool = False
    part_of: tuple[str, ...] = ()
    next_of: str = ""
    ratio_to: str = ""
    rate: str = ""
    decimals: int | None = None
    verb: str = ""
    noun: str = ""
    topic: str = ""

    @property
    def wholes(self) -> tuple[str, ...]:
        """The keys its rate may refer to; the first that is given counts."""
        return self.part_of or tuple(key for key in (self.next_of, self.ratio_to) if key)

    @property
    def unit(self) -> str:
        """The usual measure word."""
        return self.units[0] if self.units else "个"

    def measured_in(self, unit: str) -> bool:
        """Return whether `unit` is one of its usual measure words; an entry that names none takes any."""
        return not self.units or unit in self.units

    def takes(self, unit: str) -> bool:
        """Return whether it may be counted in `unit`: a usual word, or another one for the same quantity."""
        quantity = quantity_of(unit)
        return self.measured_in(unit) or (quantity != "" and quantity in map(quantity_of, self.units))

    def shares_kind(self, unit: str) -> bool:
        """Return whether `unit` counts the same kind of things as one of its usual words: 项 as 件."""
        kind = kind_of(unit)
        return self.measured_in(unit) or (kind != "" and kind in map(kind_of, self.units))

    def means_another(self, unit: str) -> bool:
        """Return whether a number in `unit` may be of something else: 件 where persons are counted.

        Where only 个 is usual, words for persons alone are of something else.
        """
        kind, usual = kind_of(unit), {kind_of(word) for word in self.units} - {ANY}
        if self.measured_in(unit) or kind == ANY:
            return False
        return kind not in usual if usual else kind in (PERSONS, TURNS)

    def label_on(self, day: datetime.date | None) -> str:
        """Return the term in force on `day`; None for the newest."""
        label = self.label
        for since, later in self.renamed:
            if day is None or datetime.date.fromisoformat(since) <= day:
                label = later
        return label


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Codelist(Brief):
    """All entries by key, and the labels of the dimensions; it is read once, and equal to itself alone.

    `indicators` lead from key to entry, `dimensions` from key to label, `names` from every key, label and
    alias to the keys it may mean, `topics` from the key of a subject to its label. The items of the
    dimensions in `named` are names that an office writes as they are (云川镇), not entries; `orders` are
    those in which the items of a dimension print, where it is not that of the entries.
    """

    indicators: Mapping[str, Indicator]
    dimensions: Mapping[str, str]
    names: Mapping[str, tuple[str, ...]]  # every key, label and alias → the keys it may mean
    named: frozenset[str] = frozenset()
    topics: Mapping[str, str] = field(default_factory=dict)  # key → label, in the order they are told
    orders: Mapping[str, Order] = field(default_factory=dict)  # dimension → order of its items

    def __getitem__(self, key: str) -> Indicator:
        """Return the entry of a key; a name that is an item of a list of names is an entry by itself."""
        return self.indicators.get(key) or Indicator(key=key, label=key, order=-1)

    def key_of(self, name: str, dimension: str = "") -> str | None:
        """Return the key for a `name` as a data file has it: key, label or alias; None if it is unknown.

        In a breakdown the entry of its `dimension` takes precedence: 事业单位 among grades are persons.
        """
        keys = self.names.get(name, ())
        return next(
            (key for key in keys if self.indicators[key].dimension == dimension), next(iter(keys), None)
        )

    def passes_on(self, unit: str, whole: str, part: str) -> bool:
        """Return whether `unit`, the measure word of `whole`, is that of its `part`, too: 条 for 条.

        A word that is not usual for the whole passes to what is part of it, if it counts things of the
        same kind.
        """
        entry = self[part]
        by_itself = bool(entry.next_of or entry.ratio_to)
        usual = by_itself or self[whole].measured_in(unit)
        return entry.measured_in(unit) if usual else entry.shares_kind(unit)

    def topic_of(self, key: str) -> str:
        """Return the subject the indicator `key` is told under, its own or that of its whole; empty: none."""
        entry = self[key]
        return entry.topic or next((self[whole].topic for whole in entry.wholes if self[whole].topic), "")

    def dimension_of(self, name: str) -> str | None:
        """Return the key of the dimension whose key or label is `name`; None if there is none."""
        return name if name in self.dimensions else {v: k for k, v in self.dimensions.items()}.get(name)

    def nearest(self, name: str) -> str | None:
        """Return the known name most like `name`, for a hint; None if none is near."""
        return nearest(name, self.names)


@lru_cache(200)
def keys_in(codelist: Codelist, dimension: str) -> tuple[str, ...]:
    """Return the entries of a dimension, in order."""
    return tuple(key for key, entry in codelist.indicators.items() if entry.dimension == dimension)


def nearest(name: str, names: Iterable[str]) -> str | None:
    """Return the one of `names` most like `name`; None if none is near."""
    import difflib  # needed only for an unknown name

    found = difflib.get_close_matches(name, list(names), n=1, cutoff=0.6)
    return found[0] if found else None


def _frozen(value: Any) -> Any:
    return tuple(_frozen(v) for v in value) if isinstance(value, list) else value


PROPERTIES = tuple(each.name for each in fields(Indicator) if each.name != "key")


def read_codelist(toml: str | Mapping[str, Any], base: Codelist | None = None) -> Codelist:
    """Return the codelist in the text or the tables `toml`, on top of `base`.

    An entry of the same key overrides single properties. A name of an added entry that an entry of `base`
    in the same dimension has as well means the added one.

    Raises:
        CodelistFault: unknown properties, values of another shape, relations to unknown keys, one name for
            two entries; all of them are named.
    """
    raw = tomllib.loads(toml) if isinstance(toml, str) else toml
    faults = [
        Fault((name,), "there is no table [{table}]", {"table": name}, nearest(name, TABLES))
        for name in raw
        if name not in TABLES
    ]
    given = {name: raw.get(name, {}) for name in TABLES}
    flat = [name for name in TABLES if not isinstance(given[name], dict)]
    if flat:
        raise CodelistFault([*faults, *(Fault((name,), NO_TABLE, {"key": name}) for name in flat)])
    dimensions, named, orders, wrong = _dimensions(given["dimension"], base)
    topics, odd = _topics(given["topic"], base)
    entries, unfit = _entries(given["indicator"], base)
    names, twice = _names(entries, base)
    faults += wrong + odd + unfit + twice
    faults += _relations(entries, {*entries, *given["indicator"]})
    faults += _memberships(entries, dimensions, topics)
    if faults:
        raise CodelistFault(faults)
    return Codelist(entries, dimensions, names, named, topics, orders)


def _entries(given: Mapping[str, Any], base: Codelist | None) -> tuple[dict[str, Indicator], list[Fault]]:
    """Return the entries of `base` with those that are given, and what is wrong with these."""
    entries: dict[str, Indicator] = dict(base.indicators) if base else {}
    faults: list[Fault] = []
    for order, (key, entry) in enumerate(given.items(), start=len(entries)):
        at = ("indicator", key)
        if not isinstance(entry, dict):
            faults.append(Fault(at, NO_TABLE, {"key": key}))
            continue
        for name in entry:
            if name not in PROPERTIES:
                values = {"key": key, "name": name}
                faults.append(Fault((*at, name), NO_PROPERTY, values, nearest(name, PROPERTIES)))
        own = {name: _frozen(value) for name, value in entry.items() if name in PROPERTIES}
        if isinstance(own.get("part_of"), str):
            own["part_of"] = (own["part_of"],)
        unfit = [*misshapen(own, at)]
        faults += unfit
        if key not in entries and "label" not in own:
            faults.append(Fault(at, "{key} has no label", {"key": key}))
        elif not unfit:
            kept = {name: getattr(entries[key], name) for name in PROPERTIES} if key in entries else {}
            entries[key] = Indicator(key=key, **{"order": order, **kept, **own})
    return entries, faults


def _names(
    entries: Mapping[str, Indicator], base: Codelist | None
) -> tuple[dict[str, tuple[str, ...]], list[Fault]]:
    """Return every key, label and alias with the keys it may mean, and where two entries share one.

    A shipped label that an office's own has replaced still means its entry, unless it names another one now.
    """
    names: dict[str, tuple[str, ...]] = {}
    faults: list[Fault] = []
    own = {key for key in entries if base and key not in base.indicators}
    for entry in entries.values():
        terms = [entry.key, entry.label, *(label for _, label in entry.renamed), *entry.aliases]
        for name in dict.fromkeys(terms):
            twins = [key for key in names.get(name, ()) if entries[key].dimension == entry.dimension]
            others = [key for key in twins if (key in own) == (entry.key in own)]
            at, text = ("indicator", entry.key), "the name “{name}” of {key} already means {other}"
            faults += [Fault(at, text, {"key": entry.key, "name": name, "other": key}) for key in others]
            known = tuple(key for key in names.get(name, ()) if key not in twins)
            names[name] = (*known, entry.key, *twins)
    for key, shipped in (base.indicators if base else {}).items():  # data may go on saying the shipped term
        dimensions = {entries[other].dimension for other in names.get(shipped.label, ())}
        if shipped.dimension not in dimensions:
            names[shipped.label] = (*names.get(shipped.label, ()), key)
    return names, faults


def _relations(entries: Mapping[str, Indicator], known: Collection[str]) -> list[Fault]:
    """Return the relations that lead to none of the `known` entries."""
    faults = []
    for entry in entries.values():
        for name in ("part_of", "next_of", "ratio_to"):
            given = getattr(entry, name)
            for other in (given,) if isinstance(given, str) else given or ():
                if other and other not in known:
                    text, values = "{name} of {key} names no indicator: “{other}”", {"key": entry.key}
                    at = ("indicator", entry.key, name)
                    near = nearest(other, known)
                    faults.append(Fault(at, text, {**values, "name": name, "other": other}, near))
    return faults


def _memberships(
    entries: Mapping[str, Indicator], dimensions: Collection[str], topics: Collection[str]
) -> list[Fault]:
    """Return where an entry names a dimension or a topic that there is not."""
    faults = []
    for entry in entries.values():
        for name, given, known in (
            ("dimension", entry.dimension, dimensions),
            ("topic", entry.topic, topics),
        ):
            if given and given not in known:
                at, values = ("indicator", entry.key, name), {"key": entry.key, "name": name, "other": given}
                text, near = "{key} names no {name}: “{other}”", nearest(given, known)
                faults.append(Fault(at, text, values, near))
    return faults


def _dimensions(
    given: Mapping[str, Any], base: Codelist | None
) -> tuple[dict[str, str], frozenset[str], dict[str, Order], list[Fault]]:
    """Return the labels of the dimensions, which of them list names, their orders, and what is wrong.

    `area = {label, names, order}`; an order alone overrides that of a shipped dimension.
    """
    labels = dict(base.dimensions) if base else {}
    named = set(base.named) if base else set()
    orders = dict(base.orders) if base else {}
    faults = []
    for key, value in given.items():
        table = value if isinstance(value, dict) else {"label": value}
        label, names, order = table.get("label", labels.get(key)), table.get("names"), table.get("order")
        known = order is None or any(order in (each.value, each.zh) for each in Order)
        shaped = isinstance(label, str) and isinstance(names, bool | None)
        if not shaped or not known or table.keys() - {"label", "names", "order"}:
            text = "the dimension {key} is neither a label nor a table of label, names and order"
            faults.append(Fault(("dimension", key), text, {"key": key}))
            continue
        labels[key] = str(label)
        if names is not None or "label" in table:
            named = named | {key} if names else named - {key}
        if order is not None:
            orders[key] = next(each for each in Order if order in (each.value, each.zh))
    return labels, frozenset(named), orders, faults


def _topics(given: Mapping[str, Any], base: Codelist | None) -> tuple[dict[str, str], list[Fault]]:
    """Return the labels of the topics, and what is wrong with the given ones."""
    labels = {**(base.topics if base else {}), **given}
    odd = [key for key, label in given.items() if not isinstance(label, str)]
    return labels, [Fault(("topic", key), "the topic {key} is no label", {"key": key}) for key in odd]


@cache
def shipped_codelist() -> Codelist:
    """Return the codelist shipped with the package."""
    return read_codelist(Path(__file__).with_name("indicators.toml").read_text("utf-8"))
