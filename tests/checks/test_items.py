"""Lists item by item: part and whole, month and year to date, edition and edition."""

from typing import Any

import pytest

from bulletin import check, load
from bulletin.issues.issue import Severity


def grades(n: int, township: int, **more: Any) -> dict[str, Any]:
    items = {"township_level": township, "ordinary_staff": n - township}
    return {"n": n, "by": {"grade": {"basis": "partition", "items": items}}, **more}


def scope(label: str, results: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"label": label, "results": results, **more}


def a_file(*scopes: dict[str, Any], **more: Any) -> dict[str, Any]:
    issuer = {"name": "云川县纪委监委"}
    return {"format": 1, "kind": "monthly", "issuer": issuer, "scopes": [*scopes], **more}


def told(raw: dict[str, Any], before: dict[str, Any] | None = None) -> list[str]:
    issues = check(load(raw), load(before) if before else None)
    return [issue.code for issue in issues if issue.severity is not Severity.NOTE]


@pytest.mark.parametrize(("sanctioned", "found"), [(5, ["B232"]), (4, [])])
def test_no_more_of_a_grade_are_sanctioned_than_handled(sanctioned: int, found: list[str]) -> None:
    results = {"persons_handled": grades(10, 4), "sanctioned": grades(8, sanctioned)}
    assert told(a_file(scope("本月", results, reported=True))) == found


def test_persons_and_occasions_are_not_held_against_each_other() -> None:
    results = {"persons_handled": grades(10, 4, unit="人次"), "sanctioned": grades(8, 5)}
    assert told(a_file(scope("本月", results, reported=True))) == []


@pytest.mark.parametrize(("filed", "found"), [(44, ["B232"]), (45, [])])
def test_cases_closed_in_pieces_are_no_more_than_persons_filed(filed: int, found: list[str]) -> None:
    results = {"cases_filed": {"n": filed, "unit": "人"}, "cases_closed": {"n": 45, "unit": "件"}}
    assert told(a_file(scope("本月", results, reported=True))) == found


@pytest.mark.parametrize(("month", "found"), [(5, ["B307"]), (4, [])])
def test_an_item_of_a_month_is_at_most_that_of_the_year(month: int, found: list[str]) -> None:
    part = scope("2026年7月", {"sanctioned": grades(8, month)}, reported=True)
    assert told(a_file(part, scope("2026年1至7月", {"sanctioned": grades(20, 4)}))) == found


def edition(month: int, now: dict[str, Any], total: dict[str, Any]) -> dict[str, Any]:
    part = scope(f"2026年{month}月", {"sanctioned": now}, reported=True)
    return a_file(part, scope(f"2026年1至{month}月", {"sanctioned": total}))


@pytest.mark.parametrize(("township", "found"), [(6, ["B308", "B308"]), (7, [])])
def test_the_items_of_the_year_grow_by_those_of_the_month(township: int, found: list[str]) -> None:
    # 5 of the township level up to June and 2 in July make 7; the other item is then wrong as well
    before = edition(6, grades(6, 3), grades(15, 5))
    assert told(edition(7, grades(5, 2), grades(20, township)), before) == found


@pytest.mark.parametrize(("township", "found"), [(4, ["B308"]), (5, [])])
def test_an_item_does_not_shrink_between_editions(township: int, found: list[str]) -> None:
    before = a_file(scope("2026年1至6月", {"sanctioned": grades(15, 5)}, reported=True))
    now = a_file(scope("2026年1至7月", {"sanctioned": grades(20, township)}, reported=True))
    assert told(now, before) == found


def of_a_round(label: str, rectified: int, warned: int, **more: Any) -> dict[str, Any]:
    states = {"rectified": rectified, "under_rectification": 187 - rectified}
    problems = {"n": 187, "by": {"state": {"basis": "partition", "items": states}}}
    sanctions = {"basis": "partial", "items": {"party_warning": warned}}
    results = {"problems": problems, "sanctioned": {"n": 15, "by": {"sanction": sanctions}}}
    return a_file(scope(label, results, reported=True, **more)) | {"kind": "inspection"}


@pytest.mark.parametrize("more", [{}, {"since": "2026-01"}], ids=["without days", "with a first day"])
def test_items_of_the_same_round_that_went_backwards_are_told(more: dict[str, Any]) -> None:
    before, now = of_a_round("第五轮巡察", 142, 6, **more), of_a_round("第五轮巡察", 140, 4, **more)
    assert told(now, before) == ["B308", "B308"]


def test_problems_that_leave_a_state_for_the_next_are_not_told() -> None:
    # under rectification: 45 of 187 before, 25 now
    assert told(of_a_round("第五轮巡察", 162, 6), of_a_round("第五轮巡察", 142, 6)) == []


def test_items_of_another_round_may_be_fewer() -> None:
    assert told(of_a_round("第六轮巡察", 140, 4), of_a_round("第五轮巡察", 142, 6)) == []


@pytest.mark.parametrize(("covered", "found"), [(26, ["B211"]), (27, [])])
def test_what_is_inspected_holds_the_completed_rounds(covered: int, found: list[str]) -> None:
    rounds = [{"ordinals": [1], "inspected": 27}, {"ordinals": [2], "inspected": 9, "status": "under_way"}]
    plan = {"objects": 120, "covered": covered}
    assert told(a_file(scope("县委巡察", {}, reported=True), plan=plan, rounds=rounds)) == found
