"""Turn the lists of a data file into nodes for templates: groups, problems, cases, corrections."""

from dataclasses import replace

from bulletin.model.codelist import Codelist
from bulletin.model.facts import Case, Corrected, DataFile
from bulletin.model.figures import Absent, Entries, Given, Node
from bulletin.statistics.results import given_fields
from bulletin.wording.masking import persons_in

BEFORE_A_COURT = ("referred_judicial", "sentenced", "arrested", "bailed")
"""Judicial measures: with them 被 is used instead of 受到."""

INNER = str.maketrans("《》", "〈〉")
"""Inside 《》, a title is set in 〈〉 (GB/T 15834)."""


def records_of(data: DataFile, codelist: Codelist) -> Entries:
    """Return the lists, with the official terms of the day for names that are codelist keys."""
    records = data.records
    lists = {
        "groups": records.groups,
        "problems": [
            replace(
                each,
                state=codelist[each.state].label_on(data.day),
                measures=tuple(measure.rstrip("。；") for measure in each.measures),
            )
            for each in records.problems
        ],
        "cases": records.cases,
        "corrections": [each for each in records.corrections if not each.follows],
        "consequences": [each for each in records.corrections if each.follows],
    }
    nodes: dict[str, Node] = {
        kind: tuple(given_fields(row, f"records.{kind}.{i}", data) for i, row in enumerate(rows))
        for kind, rows in lists.items()
    }
    nodes["cases"] = tuple(
        _case(case, f"records.cases.{i}", data, codelist) for i, case in enumerate(records.cases)
    )
    return Entries("records", nodes)


def _case(case: Case, name: str, data: DataFile, codelist: Codelist) -> Entries:
    """Return one case, its decisions in the order of the codelist and in the terms of their day."""
    day = case.decided.last_day if case.decided else data.day
    at = data.pointer(case.at, "decisions")
    places = {key: i for i, key in enumerate(case.decisions)}
    keys = sorted(places, key=lambda key: codelist[key].order)
    decisions = tuple(
        Given(f"{name}.decisions.{i}", codelist[key].label_on(day), f"{at}/{places[key]}")
        for i, key in enumerate(keys)
    )

    def some(kind: str, zh: str) -> Node:
        found = tuple(node for key, node in zip(keys, decisions, strict=True) if _kind(key, codelist) == kind)
        return found or Absent(f"{name}.{kind}", zh, "not given")

    return Entries(name, {
        **given_fields(case, name, data).items,
        "decisions": decisions or Absent(f"{name}.decisions", "处理", "not given"),
        "sanctions": some("sanctions", "处分"),
        "measures": some("measures", "处理"),
        "judicial": some("judicial", "移送司法机关"),
        "several": len(persons_in(case.person)) > 1,
    })  # fmt: skip


def _kind(key: str, codelist: Codelist) -> str:
    if key in BEFORE_A_COURT:
        return "judicial"
    return "sanctions" if codelist[key].dimension == "sanction" else "measures"


def corrected(document: Corrected | None, data: DataFile) -> Node:
    """Return the corrected document, its title in the form for use inside 《》."""
    if document is None:
        return Absent("document.corrects", "更正对象", "not given")
    fields = given_fields(document, "document.corrects", data)
    title = Given(
        "document.corrects.title", document.title.translate(INNER), data.pointer(document.at, "title")
    )
    return Entries(fields.name, {**fields.items, "title": title})
