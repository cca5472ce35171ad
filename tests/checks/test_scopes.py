"""Scopes against scopes, and the days of rounds."""

from typing import Any

import pytest

from bulletin import check, load


def told(raw: dict[str, Any], before: dict[str, Any] | None = None) -> list[str]:
    return [issue.code for issue in check(load(raw), load(before) if before else None)]


def scope(label: str, since: str | None = None, until: str | None = None, **more: Any) -> dict[str, Any]:
    ends = {name: value for name, value in (("since", since), ("until", until)) if value}
    return {"label": label, "results": {"talks": 5}, **ends, **more}


def a_file(*scopes: dict[str, Any], date: str | None = None, **more: Any) -> dict[str, Any]:
    document = {"date": date} if date else {}
    issuer = {"name": "云川县纪委监委"}
    return {
        "format": 1,
        "kind": "monthly",
        "issuer": issuer,
        "document": document,
        "scopes": [*scopes],
        **more,
    }


@pytest.mark.parametrize(("label", "until", "found"), [
    ("今年以来", "2026-06", ["B229"]),
    ("今年以来", "2026-07", []),
    ("上月底前", "2026-06", []),  # the months before this one, set beside it
])  # fmt: skip
def test_the_year_to_date_holds_the_month(label: str, until: str, found: list[str]) -> None:
    month = scope("本月", "2026-07", "2026-07", reported=True)
    assert told(a_file(month, scope(label, "2026-01", until))) == found


@pytest.mark.parametrize(("date", "found"), [
    ("2026-07-15", ["B229"]),
    ("2026-07-20", []),  # books are closed from the 20th on
    ("2026-08-06", []),
])  # fmt: skip
def test_a_document_is_not_dated_well_inside_its_last_month(date: str, found: list[str]) -> None:
    assert told(a_file(scope("2026年7月", "2026-07", "2026-07", reported=True), date=date)) == found


def test_a_document_may_be_dated_inside_its_year() -> None:
    assert told(a_file(scope("2026年", "2026", "2026", reported=True), date="2026-11-20")) == []


def test_a_label_tells_the_period_that_the_fields_leave_out() -> None:
    month = {**scope("2026年7月", reported=True), "results": {"talks": 6}}
    assert told(a_file(month, scope("2026年1至7月"))) == ["B303"]


@pytest.mark.parametrize(("so_far", "found"), [(20, ["B302"]), (21, [])])
def test_the_year_to_date_is_added_up_by_its_label_too(so_far: int, found: list[str]) -> None:
    def edition(month: int, talks: int, total: int) -> dict[str, Any]:
        return a_file(
            scope(f"2026年{month}月", reported=True) | {"results": {"talks": talks}},
            scope(f"2026年1至{month}月") | {"results": {"talks": total}},
        )

    assert told(edition(7, 5, so_far), edition(6, 4, 16)) == found


def rounds(*entries: dict[str, Any], date: str = "2026-06-30") -> dict[str, Any]:
    described = [{"ordinals": [n], "inspected": 5, **entry} for n, entry in enumerate(entries, 1)]
    return a_file(scope("县委巡察", reported=True), date=date, rounds=described)


@pytest.mark.parametrize(("entry", "found"), [
    ({"supervised": "2026-04", "fed_back": "2026-05-01"}, ["B230"]),
    ({"supervised": "2026-05", "fed_back": "2026-05-01"}, []),
    ({"until": "2026-04-10", "fed_back": "2026-04-09"}, ["B230"]),
    ({"until": "2026-04-10", "fed_back": "2026-04-10"}, []),
    ({"until": "2026-04-10", "supervised": "2026-03"}, ["B230"]),
    ({"status": "under_way", "since": "2026-07-01"}, ["B230"]),
    ({"status": "under_way", "since": "2026-06-30"}, []),
    ({"status": "completed", "since": "2026-07-01"}, ["B230"]),
    ({"status": "planned", "since": "2026-07-01"}, []),
    ({"status": "under_way", "until": "2026-05-29"}, ["B230"]),
    ({"status": "under_way", "until": "2026-05-30"}, []),  # a month of grace
])  # fmt: skip
def test_the_days_of_a_round_follow_each_other(entry: dict[str, str], found: list[str]) -> None:
    assert told(rounds(entry)) == found


@pytest.mark.parametrize(("first", "found"), [("2026-04-02", ["B230"]), ("2026-04-01", [])])
def test_a_later_round_begins_no_earlier(first: str, found: list[str]) -> None:
    assert told(rounds({"since": first}, {"since": "2026-04-01"})) == found
