"""From a data file to figures: every count, rate, rest and share a template can print, with its source."""

import dataclasses
import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from bulletin.errors import DataRefused
from bulletin.facts import Basis, Breakdown, Count, DataFile, Mode, Problem, Quotation, Results, Round, Scope, Status
from bulletin.figures import (
    Absent, Clause, Dated, Entries, Figure, Figures, Form, Given, Node, Rounding, Source,
)
from bulletin.indicators import Codelist, Indicator, nearest, shipped_codelist
from bulletin.issues import Issue, error

BEFORE_NUMBER = ("约", "近")
"""Marks of approximation that stand before their number; the others (余, 多) follow it."""

NOT_YET = "尚未"


def tally(data: DataFile, codelist: Codelist | None = None, rounding: Rounding = Rounding.HALF_UP) -> Figures:
    """All figures of `data`.

    Raises:
        DataRefused: a text piece refers to a figure that does not exist or was not given.
    """
    return _Tally(data, codelist or shipped_codelist(), rounding).figures()


def implied_problems(problems: Sequence[Problem]) -> Count:
    """The count that a list of problems implies, partitioned by state."""
    states = [problem.state for problem in problems]
    items = {state: Count(n=states.count(state), at="/records/problems") for state in dict.fromkeys(states)}
    by = Breakdown(basis=Basis.PARTITION, items=items, dimension="state", at="/records/problems")
    return Count(n=len(states), by={"state": by}, at="/records/problems")


class _Tally:
    def __init__(self, data: DataFile, codelist: Codelist, rounding: Rounding) -> None:
        self.data, self.codelist, self.rounding = data, codelist, rounding
        self.day: datetime.date | None = data.document.date
        self.issues: list[Issue] = []

    def figures(self) -> Figures:
        data = self.data
        nodes: dict[str, Node] = {
            "scopes": tuple(self.scope(scope, f"scopes.{i}") for i, scope in enumerate(data.scopes)),
            "now": self.scope(data.reported, "now"),
            "rounds": tuple(self.round(entry, f"rounds.{i}") for i, entry in enumerate(data.rounds)),
            "plan": self.plan(),
            "records": self.records(),
            "issuer": given_fields(data.issuer, "issuer"),
            "document": given_fields(data.document, "document"),
            "sample": data.sample,
        }
        figures = Figures(nodes, data.source, data.digest, data.sample)
        written = _Prose(figures, self.issues)
        nodes["text"] = Entries("text", {name: written.piece(name, piece) for name, piece in data.text.items()})
        nodes["document"] = written.headings(nodes["document"])
        if self.issues:
            raise DataRefused(self.issues)
        return figures

    # ── one table of results ─────────────────────────────────────────────────────────────────────────────
    def scope(self, scope: Scope, name: str) -> Entries:
        results = {**self.of_rounds(scope), **self.of_records(scope), **scope.results}
        lifted = {
            key: item
            for whole, count in results.items()
            for part in count.by.values()
            for key, item in part.items.items()
            if item is not None and self.codelist[key].part_of == whole and key not in results
        }
        rests = {
            key: part.rest or ""
            for count in results.values()
            for part in count.by.values()
            for key in part.items
            if part.rest and len(part.items) == 1
        }
        plain = {key: self.plain(count, key, f"{name}.{key}") for key, count in {**results, **lifted}.items()}
        related = {key: self.related(node, key, plain, rests) for key, node in plain.items()}
        entries: dict[str, Node] = {
            key: self.taken_apart(node, results[key], related) if key in results else node
            for key, node in related.items()
        }
        label = Given(f"{name}.label", scope.label, f"{scope.at}/label")
        moments = {"since": scope.since, "until": scope.until}
        dated: dict[str, Node] = {
            key: Dated(f"{name}.{key}", moment, f"{scope.at}/{key}") if moment else Absent(f"{name}.{key}", key, "")
            for key, moment in moments.items()
        }
        known = {key: entry.label_on(self.day) for key, entry in self.codelist.indicators.items()}
        return Entries(name, {"label": label, **dated, **entries}, known)

    def of_rounds(self, scope: Scope) -> Results:
        """What the rounds of the scope imply: how many there were, by mode, and whom they inspected."""
        rounds = [entry for entry in self.data.rounds if set(entry.ordinals) <= set(scope.rounds)]
        if not rounds:
            return {}
        at = f"{scope.at}/rounds"
        modes = [(entry.modes[0].value, len(entry.ordinals)) for entry in rounds if len(entry.modes) == 1]
        by_mode = Breakdown(basis=Basis.PARTIAL, items=_summed(modes, at), dimension="mode", at=at)
        count = Count(n=len(scope.rounds), by={"mode": by_mode}, at=at)
        return {"rounds": count, "inspected": self.inspected(rounds)}

    def of_records(self, scope: Scope) -> Results:
        problems = self.data.records.problems
        return {"problems": implied_problems(problems)} if problems and scope.reported else {}

    def inspected(self, rounds: Iterable[Round]) -> Count:
        """The organisations of several rounds together, by class; the places are those of the rounds."""
        rounds = tuple(rounds)
        items = [
            (key, item.value)
            for entry in rounds
            for part in entry.inspected.by.values()
            for key, item in part.items.items()
            if item is not None and item.value is not None
        ]
        at = " ".join(entry.inspected.place for entry in rounds)
        total = sum(entry.inspected.value or 0 for entry in rounds)
        part = Breakdown(basis=Basis.PARTITION, items=_summed(items, at), dimension="object", at=at)
        return Count(n=total, by={"object": part} if items else {}, at=at)

    def plain(self, count: Count, key: str, name: str, unit: str = "") -> Figure | Absent:
        """The figure of one count by itself, without what relates it to others."""
        entry = self.codelist[key]
        label = entry.label_on(self.day)
        value = count.value
        unit = count.unit or unit or entry.unit
        mark = count.approximate or ""
        facets: dict[str, Node] = {}
        if count.to:
            recipient = self.codelist.key_of(count.to)
            words = self.codelist[recipient].label_on(self.day) if recipient else count.to
            facets["to"] = Given(f"{name}.to", words, f"{count.at}/to")
        if count.names:
            given: dict[str, Node] = {
                str(i): Given(f"{name}.names.{i}", text, f"{count.at}/names/{i}") for i, text in enumerate(count.names)
            }
            facets["names"] = Entries(f"{name}.names", given, basis="partial" if count.more else "partition")
        if value is None:
            return Absent(name, label, "not given", facets)
        if count.persons is not None:
            source = Source(f"{label}涉及{count.persons}人", (f"{count.at}/persons",))
            facets["persons"] = Figure(f"{name}.persons", count.persons, "人", label, source)
        if count.compared:
            facets["compared"] = _compared(count, value, label, unit, name)
        return Figure(
            name=name, value=value, unit=unit, label=label,
            source=Source(_formula(count, label, unit), tuple(count.place.split())),
            kind="amount" if entry.amount else "count",
            prefix=mark if mark in BEFORE_NUMBER else "",
            suffix="" if mark in BEFORE_NUMBER else mark,
            label_first=not entry.number_first,
            facets=facets,
        )

    def related(
        self, node: "Figure | Absent", key: str, table: Mapping[str, "Figure | Absent"], rests: Mapping[str, str]
    ) -> "Figure | Absent":
        """`node` with its rate and rest, from the whole the codelist names for it."""
        entry = self.codelist[key]
        whole = table.get(entry.whole)
        if not isinstance(node, Figure) or not isinstance(whole, Figure):
            return node
        return _with_rate(node, whole, entry, rests.get(key, ""), self)

    def taken_apart(
        self, node: "Figure | Absent", count: Count, table: Mapping[str, "Figure | Absent"]
    ) -> "Figure | Absent":
        """`node` with its breakdowns, each in the order of the codelist."""
        if not isinstance(node, Figure) or not count.by:
            return node
        parts: dict[str, Node] = {}
        for dimension, part in count.by.items():
            name = f"{node.name}.by.{dimension}"
            items: dict[str, Node] = {}
            for key in sorted(part.items, key=lambda key: self.codelist[key].order):
                items[key] = self.item(part, key, f"{name}.{key}", node, table)
            known = {k: e.label_on(self.day) for k, e in self.codelist.indicators.items() if e.dimension == dimension}
            known["rest"] = NOT_YET
            rest = self.rest_of(part, items, node, name)
            parts[dimension] = Entries(name, items, known, part.basis.value, node, rest)
        by = Entries(f"{node.name}.by", parts, self.codelist.dimensions)
        return dataclasses.replace(node, facets={**node.facets, "by": by})

    def rest_of(self, part: Breakdown, items: Mapping[str, Node], whole: Figure, name: str) -> Figure | None:
        """What the items of a breakdown leave over, under the state the data names for it."""
        counted = [node for node in items.values() if isinstance(node, Figure)]
        if not part.rest or len(counted) != len(items):
            return None
        left = int(whole.value) - sum(int(node.value) for node in counted)
        formula = " − ".join(_said(figure) for figure in (whole, *counted))
        pointers = tuple(dict.fromkeys(p for figure in (whole, *counted) for p in figure.source.pointers))
        label = self.codelist[part.rest].label_on(self.day)
        return Figure(f"{name}.rest", left, whole.unit, label, Source(formula, pointers))

    def item(
        self, part: Breakdown, key: str, name: str, whole: Figure, table: Mapping[str, "Figure | Absent"]
    ) -> "Figure | Absent":
        item = part.items[key]
        label = self.codelist[key].label_on(self.day)
        if item is None:
            return Absent(name, label, "named without a number")
        node = self.plain(item, key, name, whole.unit)
        if not isinstance(node, Figure):
            return node
        known = table.get(key)
        if isinstance(known, Figure) and "rate" in known.facets:
            node = dataclasses.replace(node, facets={**known.facets, **node.facets})
        elif part.base is not None:
            base_source = Source(f"{whole.label}基数{part.base}", (f"{part.at}/base",))
            node = _with_rate(node, dataclasses.replace(whole, value=part.base, source=base_source), None, "", self)
        else:
            node = _with_rate(node, whole, None, "", self)
        return self.taken_apart(node, item, table)

    # ── rounds, plan, records ────────────────────────────────────────────────────────────────────────────
    def round(self, entry: Round, name: str) -> Entries:
        inspected = self.plain(self.inspected([entry]), "inspected", f"{name}.inspected")
        ordinals: list[str | Figure | Given | Dated] = []
        for i, n in enumerate(entry.ordinals):
            source = Source(f"第{n}轮", (f"{entry.at}/ordinals/{i}",))
            figure = Figure(f"{name}.ordinals.{i}", n, "", "轮次", source, form=Form(numeral="hanzi"))
            ordinals += ["、" if i else "第", figure]
        facts = given_fields(entry, name)
        return Entries(name, {
            **facts.items,
            "label": Clause((*ordinals, "轮")),
            "ordinals": tuple(part for part in ordinals if isinstance(part, Figure)),
            "inspected": self.taken_apart(inspected, self.inspected([entry]), {}),
            "modes": tuple(mode.zh for mode in entry.modes),
            "completed": entry.status is Status.COMPLETED,
            "under_way": entry.status is Status.UNDER_WAY,
        })

    def plan(self) -> Node:
        """The plan, and how much of it the completed and the running rounds have covered."""
        if self.data.plan is None:
            return Absent("plan", "规划", "not given")
        counted = [entry for entry in self.data.rounds if Mode.LOOK_BACK not in entry.modes]
        done = [entry for entry in counted if entry.status is Status.COMPLETED]
        begun = [entry for entry in counted if entry.status is not Status.PLANNED]
        counts = {
            "plan_objects": self.data.plan.objects,
            "covered": self.inspected(done),
            "covered_with_running": self.inspected(begun),
        }
        plain = {key: self.plain(count, key, f"plan.{key.removeprefix('plan_')}") for key, count in counts.items()}
        return Entries("plan", {
            key.removeprefix("plan_"): self.related(node, key, plain, {}) for key, node in plain.items()
        })

    def records(self) -> Entries:
        records = self.data.records
        lists: dict[str, Node] = {}
        for kind in ("groups", "problems", "cases"):
            rows = [given_fields(row, f"records.{kind}.{i}") for i, row in enumerate(getattr(records, kind))]
            lists[kind] = tuple(rows)
        return Entries("records", lists)


class _Prose:
    """Turns the text pieces of people into clauses: `{rectified.rate}` becomes the figure."""

    def __init__(self, figures: Figures, issues: list[Issue]) -> None:
        self.figures, self.issues = figures, issues

    def piece(self, name: str, piece: str | Quotation) -> Node:
        if isinstance(piece, Quotation):
            return given_fields(piece, f"text.{name}")
        return self.clause(piece, f"text.{name}", f"/text/{name}")

    def headings(self, document: Node) -> Node:
        """`document` with its title and headline read as prose."""
        if not isinstance(document, Entries):
            return document
        items = dict(document.items)
        if isinstance(title := items["title"], Given):
            items["title"] = self.clause(title.text, title.name, title.pointer)
        headline = items["headline"]
        if isinstance(headline, tuple):
            items["headline"] = tuple(
                self.clause(part.text, part.name, part.pointer) if isinstance(part, Given) else part
                for part in headline
            )
        return dataclasses.replace(document, items=items)

    def clause(self, text: str, name: str, at: str) -> Clause:
        parts: list[str | Figure | Given | Dated] = []
        for i, piece in enumerate(re.split(r"\{([^{}]*)\}", text)):
            if i % 2 == 0:
                parts += [Given(name, piece, at, verbatim=False)] if piece else []
            else:
                parts += self.referred(piece.strip(), at)
        return Clause(tuple(parts))

    def referred(self, path: str, at: str) -> Sequence[Figure | Given | Dated]:
        node = self.figures.find(path) or self.figures.find(f"now.{path}")
        if isinstance(node, Figure | Given | Dated):
            return (node,)
        now = self.figures.nodes["now"]
        near = nearest(path.split(".")[0], now.known) if isinstance(now, Entries) else None
        if isinstance(node, Absent):
            text, hint = "The text refers to {{{path}}}, which the data does not give.", "Give it, or reword the text."
        else:
            text = "The text refers to {{{path}}}, which is no figure."
            hint = "Did you mean “{near}”?" if near else "`bulletin` knows the keys of the codelist."
        self.issues.append(error("B117", at, text, hint, path=path, near=near))
        return ()


def _with_rate(
    node: Figure, whole: Figure, entry: Indicator | None, rest: str, tallied: _Tally
) -> Figure:
    """`node` with its rate in `whole` and what of the whole it leaves."""
    pointers = tuple(dict.fromkeys((*node.source.pointers, *whole.source.pointers)))
    facets: dict[str, Node] = dict(node.facets)
    form = entry.rate_form(tallied.rounding) if entry else Form(decimals=1, rounding=tallied.rounding)
    label = (entry.rate if entry else "") or f"占{whole.label}的比例"
    if whole.value:
        source = Source(f"{_said(node)} ÷ {_said(whole)}", pointers)
        share = Fraction(node.value) / Fraction(whole.value)
        facets["rate"] = Figure(f"{node.name}.rate", share, "%", label, source, "rate", form)
    else:
        facets["rate"] = Absent(f"{node.name}.rate", label, "the base is zero")
    bounded = entry is None or not entry.ratio_to
    if bounded and node.unit == whole.unit and whole.value >= node.value:
        left = Fraction(whole.value) - Fraction(node.value)
        words = tallied.codelist[rest].label_on(tallied.day) if rest else f"{NOT_YET}{node.label}"
        source = Source(f"{_said(whole)} − {_said(node)}", pointers)
        value = left.numerator if left.denominator == 1 else whole.value - node.value  # type: ignore[operator]
        facets["rest"] = Figure(f"{node.name}.rest", value, node.unit, words, source, node.kind)
    return dataclasses.replace(node, facets=facets)


def _compared(count: Count, value: "int | object", label: str, unit: str, name: str) -> Node:
    """What a count is compared with: the other value, the difference, the growth."""
    other = count.compared
    if other is None or not isinstance(value, int) or (other.value is None and other.difference is None):
        return Absent(f"{name}.compared", label, "not given")
    difference = other.difference if other.difference is not None else value - (other.value or 0)
    before = other.value if other.value is not None else value - difference
    given_by = f"{other.at}/difference" if other.value is None else f"{other.at}/value"
    pointers = (count.place, given_by)
    items: dict[str, Node] = {
        "label": Given(f"{name}.compared.label", other.label, f"{other.at}/label"),
        "value": Figure(f"{name}.compared.value", before, unit, f"{other.label}{label}",
                        Source(f"{label}{value} − 增减{difference}", pointers)),
        "difference": Figure(f"{name}.compared.difference", abs(difference), unit, f"{label}增减",
                             Source(f"{label}{value} − {other.label}{before}", pointers)),
        "increased": difference > 0,
        "decreased": difference < 0,
    }
    if before:
        growth = Source(f"（{label}{value} − {other.label}{before}）÷ {other.label}{before}", pointers)
        items["rate"] = Figure(f"{name}.compared.rate", Fraction(abs(difference)) / Fraction(before), "%", "增减幅度",
                               growth, "rate", Form(decimals=1))
    return Entries(f"{name}.compared", items, {"rate": "增减幅度"})


def given_fields(value: object, name: str) -> Entries:
    """The fields of a data object as a template reaches them: words, dates, lists of words; Absent if empty."""
    items: dict[str, Node] = {}
    for field in dataclasses.fields(value):  # type: ignore[arg-type]  # called with dataclasses only
        if "zh" not in field.metadata:
            continue
        content, at = getattr(value, field.name), f"{getattr(value, 'at', '')}/{field.name}"
        items[field.name] = _given(content, f"{name}.{field.name}", at, field.metadata["zh"])
    return Entries(name, items)


def _given(content: object, name: str, at: str, zh: str) -> Node:
    if isinstance(content, tuple):
        words = [Given(f"{name}.{i}", str(text), f"{at}/{i}") for i, text in enumerate(content)]
        return tuple(words) if words else Absent(name, zh, "not given")
    if content is None:
        return Absent(name, zh, "not given")
    if isinstance(content, datetime.date):
        from bulletin.facts import Moment

        return Dated(name, Moment(content.year, content.month, content.day), at)
    if hasattr(content, "first_day"):
        return Dated(name, content, at)
    return Given(name, str(content), at)


def _formula(count: Count, label: str, unit: str) -> str:
    if count.n is None and count.names:
        return f"{label}：按名称计数{len(count.names)}{unit}"
    if count.n is None and count.by:
        return f"{label}：分项合计{count.value}{unit}"
    return f"{label}{count.value}{unit}"


def _said(figure: Figure) -> str:
    return f"{figure.label}{figure.value}"


def _summed(items: Iterable[tuple[str, int | object]], at: str) -> dict[str, Count]:
    """Key → the sum of its numbers, in the order of first appearance."""
    totals: dict[str, int] = {}
    for key, n in items:
        totals[key] = totals.get(key, 0) + (n if isinstance(n, int) else 0)
    return {key: Count(n=n, at=at, n_at=at) for key, n in totals.items()}
