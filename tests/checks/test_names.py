"""Periods and rounds inside labels, titles and headlines agree with the fields."""

from typing import Any

import pytest

from bulletin import check, load


def told(scope: dict[str, Any], document: dict[str, Any] | None = None, **more: Any) -> list[str]:
    """The codes for a file of one scope with one number."""
    raw = {
        "format": 1,
        "kind": "inspection",
        "issuer": {"name": "云川县委巡察办"},
        "document": document or {},
        "scopes": [{"reported": True, "results": {"talks": 5}, **scope}],
        **more,
    }
    return [issue.code for issue in check(load(raw))]


def period(label: str, since: str | None, until: str | None) -> dict[str, Any]:
    ends = {"since": since, "until": until}
    return {"label": label} | {name: value for name, value in ends.items() if value}


@pytest.mark.parametrize(
    ("label", "since", "until"),
    [
        ("2026年6月", "2026-07", "2026-07"),
        ("6月", "2026-07", "2026-07"),
        ("2026年1至7月", "2026-01", "2026-06"),
        ("2026年第一季度", "2026-04", "2026-06"),
        ("2025年", "2024", "2025-12-31"),
        ("2025年以来", "2024-06", "2025-12"),
        ("2026年7月", "2026-06-14", "2026-07-31"),
        ("截至2026年6月", None, "2026-07"),
    ],
)
def test_a_label_of_another_period_is_an_error(label: str, since: str | None, until: str | None) -> None:
    assert told(period(label, since, until)) == ["B228"]


@pytest.mark.parametrize(
    ("label", "since", "until"),
    [
        ("2026年7月", "2026-07", "2026-07"),
        ("2026年7月", "2026-06-15", "2026-07-15"),  # books closed in the middle of the month
        ("2025年", "2024-12", "2025-11"),
        ("2025年", "2025-03", "2025-09"),
        ("2025年以来", "2025-01", "2026-06"),
        ("2026年7月", None, None),
        ("第一轮", "2026-03", "2026-05"),
    ],
)
def test_a_label_of_the_same_period_passes(label: str, since: str | None, until: str | None) -> None:
    assert told(period(label, since, until)) == []


@pytest.mark.parametrize(("other", "found"), [("2026年7月", ["B228"]), ("2025年7月", []), ("上年同期", [])])
def test_a_number_is_compared_with_another_period(other: str, found: list[str]) -> None:
    talks = {"talks": {"n": 5, "compared": {"label": other, "value": 4}}}
    assert told({**period("2026年7月", "2026-07", "2026-07"), "results": talks}) == found


ROUNDS = [{"ordinals": [n], "inspected": 5} for n in range(1, 7)]


@pytest.mark.parametrize(
    ("label", "rounds"),
    [
        ("前四轮", [1, 2, 3]),
        ("第五轮", [6]),
        ("第五、第六轮", [5]),
        ("第四轮以来", [5, 6]),
        ("两轮", [4, 5, 6]),
    ],
)
def test_a_label_of_other_rounds_is_an_error(label: str, rounds: list[int]) -> None:
    assert told({"label": label, "rounds": rounds}, rounds=ROUNDS) == ["B228"]


@pytest.mark.parametrize(
    ("label", "rounds"),
    [
        ("前三轮", [1, 2, 3]),
        ("第五轮", [5]),
        ("第五轮以来", [5, 6]),
        ("2025年第一轮", [4]),
        ("三轮", [4, 5, 6]),
    ],
)
def test_a_label_of_the_same_rounds_passes(label: str, rounds: list[int]) -> None:
    assert told({"label": label, "rounds": rounds}, rounds=ROUNDS) == []


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("云川县2024年巡察工作情况", ["B228"]),
        ("云川县2025年巡察工作情况", []),
        ("云川县2026年第一次通报", []),  # the year of the document
        ("云川县2024年巡察反馈问题整改情况", []),  # the year of the inspection
        ("云川县2024年以来巡察工作情况", []),
    ],
)
def test_the_year_of_a_title_is_one_of_the_figures(title: str, found: list[str]) -> None:
    document = {"title": title, "date": "2026-01-16"}
    assert told(period("2025年以来", None, "2025-12"), document) == found


@pytest.mark.parametrize(
    ("headline", "found"),
    [("扎实推进第五轮巡察", ["B228"]), ("扎实推进第六轮巡察", []), ("省委第五轮巡视整改", [])],
)
def test_the_round_of_a_headline_is_one_of_the_data(headline: str, found: list[str]) -> None:
    scope = {"label": "第六轮", "rounds": [6]}
    assert told(scope, {"headline": [headline]}, rounds=[ROUNDS[5]]) == found
