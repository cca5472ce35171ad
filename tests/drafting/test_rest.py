"""What the text does not print stands in a table attached, where the office asks for it (`rest`)."""

import json
from pathlib import Path
from typing import Any

import pytest

from bulletin import Request, draft
from bulletin.model.document import Section, Table, text_of
from bulletin.model.terms import Rest

Raw = dict[str, Any]
KINDS = Path(__file__).parents[2] / "examples" / "kinds"
QUARTER = {"label": "2026年第一季度", "since": "2026-01", "until": "2026-03"}


def a_quarter(*more: Raw, **document: Any) -> Raw:
    results = {"cases_filed": 9, "sanctioned": 7, "talks": {"n": 30, "persons": 12}, "detained": 0}
    return {
        "format": 1,
        "kind": "quarterly",
        "sample": True,
        "issuer": {"name": "云川县纪委监委", "area": "云川县"},
        "document": {"template": "quarterly", "date": "2026-04-20", **document},
        "scopes": [{**QUARTER, "reported": True, "results": results}, *more],
    }


def attached(raw: Raw) -> list[list[str]]:
    """The rows of the table in the last attachment; nothing where there is none."""
    found = [block for block in draft(Request(raw)).document.blocks if isinstance(block, Section)]
    tables = [each for each in found[-1].blocks if isinstance(each, Table)] if found else []
    return [[text_of(cell.inlines) for cell in row] for row in tables[0].rows] if tables else []


def test_the_rest_is_attached_where_it_is_asked_for() -> None:
    assert attached(a_quarter(rest="table")) == [
        ["范围", "项目", "数量"],
        ["2026年第一季度", "开展谈话", "30人次12人"],
    ]


def test_nothing_is_attached_where_it_is_not_asked_for() -> None:
    assert attached(a_quarter()) == []


def test_the_word_may_be_chinese() -> None:
    made = draft(Request(a_quarter(其余数据="附表")))
    assert made.data.document.rest is Rest.TABLE


def test_another_scope_is_told_with_its_parts_and_its_name() -> None:
    by = {"channel": {"basis": "partition", "items": {"letters": 3, "visits": 2}}}
    town = {"label": "青石镇", "results": {"petitions": {"n": 5, "by": by}}}
    assert attached(a_quarter(town, rest="table"))[2:] == [
        ["青石镇", "受理信访", "—", "5件"],
        ["青石镇", "受理信访", "来信", "3件"],
        ["青石镇", "受理信访", "来访", "2件"],
    ]


def test_what_is_attached_is_in_the_ledger() -> None:
    ledger = draft(Request(a_quarter(rest="table"))).ledger
    assert "30人次" in [entry.printed for entry in ledger.entries]


def test_a_text_that_prints_everything_has_no_attachment() -> None:
    raw = a_quarter(rest="table")
    del raw["scopes"][0]["results"]["talks"]
    assert attached(raw) == []


@pytest.mark.parametrize("name", ["monthly", "petitions", "annual"])
def test_the_kinds_that_report_results_attach_the_rest(name: str) -> None:
    raw = json.loads((KINDS / f"{name}.json").read_text("utf-8"))
    raw["document"]["rest"] = "table"
    raw["scopes"][0]["results"]["summoned"] = 4
    assert ["约谈", "4人"] in [[row[1], row[-1]] for row in attached(raw)]
