"""From a data file to figures: every count, rate, rest and share a template can print, with its source."""

from dataclasses import replace

from bulletin.errors import DataRefused
from bulletin.facts import DataFile, Round
from bulletin.figures import (
    Absent,
    Clause,
    Dated,
    Entries,
    Figure,
    Figures,
    Form,
    Given,
    Node,
    Rounding,
    Source,
)
from bulletin.implied import inspected_by
from bulletin.indicators import Codelist, shipped_codelist
from bulletin.tally.prose import Prose
from bulletin.tally.results import Results, given_fields
from bulletin.terms import Mode, Status

QUOTED = {Mode.LOOK_BACK: "“回头看”", Mode.MOBILE: "“机动式”"}
"""Modes that official texts put in quotation marks."""


def tally(data: DataFile, codelist: Codelist | None = None, rounding: Rounding = Rounding.HALF_UP) -> Figures:
    """All figures of `data`.

    Raises:
        DataRefused: a text piece refers to a figure that does not exist or was not given.
    """
    results = Results(data, codelist or shipped_codelist(), rounding)
    nodes: dict[str, Node] = {
        "now": results.scope(data.reported, "now"),
        "scopes": tuple(results.scope(scope, f"scopes.{i}") for i, scope in enumerate(data.scopes)),
        "rounds": tuple(_round(entry, f"rounds.{i}", results) for i, entry in enumerate(data.rounds)),
        "plan": _plan(data, results),
        "records": _records(data, results.codelist),
        "issuer": given_fields(data.issuer, "issuer", data),
        "document": given_fields(data.document, "document", data),
        "sample": data.sample,
    }
    figures = Figures(nodes, data.source, data.digest, data.sample)
    prose = Prose(figures, results)
    nodes["text"] = Entries("text", {name: prose.piece(name, piece) for name, piece in data.text.items()})
    nodes["document"] = prose.headings(nodes["document"])
    if prose.issues:
        raise DataRefused(prose.issues)
    return figures


def _round(entry: Round, name: str, results: Results) -> Entries:
    """One round, or several reported as one: 第一、二轮."""
    words: list[str | Figure | Given | Dated] = []
    ordinals: list[Node] = []
    for i, n in enumerate(entry.ordinals):
        source = Source(f"第{n}轮", (f"{results.data.pointer(entry.at, 'ordinals')}/{i}",))
        ordinal = Figure(f"{name}.ordinals.{i}", n, "", "轮次", source, form=Form(numeral="hanzi"))
        ordinals.append(ordinal)
        words += ["、" if i else "第", ordinal]
    return Entries(name, {
        **given_fields(entry, name, results.data).items,
        "label": Clause((*words, "轮")),
        "ordinals": tuple(ordinals),
        "inspected": results.alone(inspected_by([entry]), "inspected", f"{name}.inspected"),
        "modes": tuple(QUOTED.get(mode, mode.zh) for mode in entry.modes),
        "completed": entry.status is Status.COMPLETED,
        "under_way": entry.status is Status.UNDER_WAY,
    })  # fmt: skip


def _plan(data: DataFile, results: Results) -> Node:
    """The plan of the term, and how much of it the completed and the running rounds have covered.

    A return visit (回头看) goes to organisations that have been counted before.
    """
    if data.plan is None:
        return Absent("plan", "规划", "not given")
    first = [entry for entry in data.rounds if Mode.LOOK_BACK not in entry.modes]
    counts = {
        "plan_objects": data.plan.objects,
        "covered": data.plan.covered
        or inspected_by([entry for entry in first if entry.status is Status.COMPLETED]),
        "covered_with_running": inspected_by(
            [entry for entry in first if entry.status is not Status.PLANNED]
        ),
    }
    names = {"plan_objects": "objects", "covered": "covered", "covered_with_running": "covered_with_running"}
    table = results.table(counts, {key: f"plan.{name}" for key, name in names.items()})
    running = any(entry.status is Status.UNDER_WAY for entry in first)
    return Entries("plan", {**{names[key]: node for key, node in table.items()}, "running": running})


def _records(data: DataFile, codelist: Codelist) -> Entries:
    """The lists, with the official terms of the day for what the data names by codelist keys."""

    def term(key: str) -> str:
        return codelist[key].label_on(data.day)

    records = data.records
    lists = {
        "groups": records.groups,
        "problems": [replace(problem, state=term(problem.state)) for problem in records.problems],
        "cases": [replace(case, decisions=tuple(map(term, case.decisions))) for case in records.cases],
    }
    return Entries("records", {
        kind: tuple(given_fields(row, f"records.{kind}.{i}", data) for i, row in enumerate(rows))
        for kind, rows in lists.items()
    })  # fmt: skip
