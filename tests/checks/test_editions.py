"""Rules across editions, and across the periods of one: what must not shrink, must add up, must not jump."""

from typing import Any

import pytest

from bulletin import check, load


def a_file(results: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A file of one scope with these results, and other parts beside it."""
    scope = {"label": "第一轮", "reported": True, "results": results, **more.pop("scope", {})}
    return {
        "format": 1,
        "kind": "inspection",
        "issuer": {"name": "云川县委巡察办"},
        "scopes": [scope],
        **more,
    }


def codes(raw: dict[str, Any], before: dict[str, Any] | None = None) -> list[str]:
    return [issue.code for issue in check(load(raw), load(before) if before else None)]


def test_cumulative_figures_never_shrink() -> None:
    before = a_file({"problems": 15}, scope={"since": "2018-01", "until": "2018-06"})
    smaller = a_file({"problems": 14}, scope={"since": "2018-01", "until": "2018-07"})
    equal = a_file({"problems": 15}, scope={"since": "2018-01", "until": "2018-07"})
    assert codes(smaller, before) == ["B301"]
    assert codes(equal, before) == []


@pytest.mark.parametrize(("so_far", "found"), [(30854, ["B302"]), (30855, [])])
def test_the_year_to_date_is_the_last_one_and_this_month(so_far: int, found: list[str]) -> None:
    # January to June 25677, July 5178: 30855, as published in 2018
    month = {
        "label": "7月",
        "since": "2018-07",
        "until": "2018-07",
        "reported": True,
        "results": {"talks": 5178},
    }
    total = {"label": "1至7月", "since": "2018-01", "until": "2018-07", "results": {"talks": so_far}}
    before = a_file({"talks": 25677}, scope={"since": "2018-01", "until": "2018-06"})
    assert codes(a_file({}) | {"scopes": [month, total]}, before) == found


@pytest.mark.parametrize(("month", "found"), [(31, ["B303"]), (30, [])])
def test_a_month_has_no_more_than_the_months_it_is_one_of(month: int, found: list[str]) -> None:
    part = {
        "label": "7月",
        "since": "2018-07",
        "until": "2018-07",
        "reported": True,
        "results": {"talks": month},
    }
    total = {"label": "1至7月", "since": "2018-01", "until": "2018-07", "results": {"talks": 30}}
    assert codes(a_file({}) | {"scopes": [part, total]}) == found


def test_a_tenfold_jump_is_asked_about() -> None:
    before = a_file({"problems": 34})
    assert codes(a_file({"problems": 340}), before) == ["B304"]
    assert codes(a_file({"problems": 339}), before) == []


def test_the_running_count_goes_up_by_one() -> None:
    before = a_file({"months_running": 108})
    assert codes(a_file({"months_running": 110}), before) == ["B305"]
    assert codes(a_file({"months_running": 109}), before) == []
