"""Editions follow each other, and comparisons are with what the other period had."""

from typing import Any

import pytest

from bulletin import check, load


def month(n: int, talks: Any = 5, **document: Any) -> dict[str, Any]:
    """The bulletin of a month of 2026, dated on the 6th of the next one."""
    scope = {"label": f"2026年{n}月", "results": {"talks": talks}, "reported": True}
    return {
        "format": 1,
        "kind": "monthly",
        "issuer": {"name": "云川县纪委监委"},
        "document": {"date": f"2026-{n + 1:02}-06", **document},
        "scopes": [scope],
    }


def told(raw: dict[str, Any], before: dict[str, Any] | None = None) -> list[str]:
    return [issue.code for issue in check(load(raw), load(before) if before else None)]


@pytest.mark.parametrize(
    ("document", "found"),
    [
        ({}, []),
        ({"date": "2026-07-05"}, ["B229", "B309"]),  # before the end of July, and before June's
        ({"number": "云纪〔2026〕7号"}, ["B309"]),
        ({"number": "云纪〔2026〕8号"}, []),
    ],
)
def test_an_edition_follows_the_one_before(document: dict[str, Any], found: list[str]) -> None:
    assert told(month(7, **document), month(6, number="云纪〔2026〕7号")) == found


def test_an_edition_is_not_of_a_month_before_the_last_one() -> None:
    assert told(month(5, date="2026-08-06"), month(6)) == ["B309"]


def test_the_same_file_again_is_no_second_edition() -> None:
    assert told(month(7, number="云纪〔2026〕7号"), month(7, number="云纪〔2026〕7号")) == []


@pytest.mark.parametrize(
    ("label", "value", "found"),
    [
        ("上月", 11, ["B310"]),
        ("上月", 12, []),
        ("2026年6月", 11, ["B310"]),
        ("6月", 11, []),  # of which year is not said
        ("上年同期", 11, []),  # the edition before has nothing of it
    ],
)
def test_a_comparison_is_with_what_the_edition_before_had(label: str, value: int, found: list[str]) -> None:
    now = month(7, {"n": 13, "compared": {"label": label, "value": value}})
    assert told(now, month(6, 12)) == found


@pytest.mark.parametrize(("difference", "found"), [(2, ["B310"]), (1, []), (-1, ["B310"])])
def test_a_difference_leads_to_what_the_edition_before_had(difference: int, found: list[str]) -> None:
    now = month(7, {"n": 13, "compared": {"label": "上月", "difference": difference}})
    assert told(now, month(6, 12)) == found


@pytest.mark.parametrize(
    ("label", "other", "found"),
    [
        ("上年同期", "2025年第一季度", ["B310"]),
        ("去年同期", "2025年一季度", ["B310"]),
        ("去年一季度", "2025年一季度", ["B310"]),
        ("上一季度", "2025年第四季度", ["B310"]),
        ("上年同期", "2024年第一季度", []),
    ],
)
def test_a_comparison_is_with_what_the_file_says_of_that_period(
    label: str, other: str, found: list[str]
) -> None:
    raw = month(3, {"n": 13, "compared": {"label": label, "value": 11}}, date="2026-04-10")
    raw["scopes"][0]["label"] = "2026年第一季度"
    raw["scopes"].append({"label": other, "results": {"talks": 12}})
    raw["kind"] = "quarterly"
    assert told(raw) == found


def test_an_item_is_compared_with_the_item_of_that_period() -> None:
    def of(n: int, warnings: Any) -> dict[str, Any]:
        by = {"sanction": {"basis": "partial", "items": {"party_warning": warnings}}}
        raw = month(n)
        raw["scopes"][0]["results"] = {"sanctioned": {"n": 9, "by": by}}
        return raw

    now = of(7, {"n": 4, "compared": {"label": "上月", "value": 3}})
    assert told(now, of(6, 2)) == ["B310"]
    assert told(now, of(6, 3)) == []


def test_two_groups_have_two_names() -> None:
    groups = [{"name": "巡察一组"}, {"name": "巡察一组"}]
    assert told(month(7) | {"records": {"groups": groups}}) == ["B227"]
