"""Titles, headlines, terms, groups and file names speak of the period and rounds of the figures."""

import json
from pathlib import Path
from typing import Any

import pytest

from bulletin import check, load


def told(document: dict[str, Any] | None = None, **more: Any) -> list[str]:
    return [issue.code for issue in check(load(a_file(document, **more)))]


def a_file(document: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    """July of 2026 beside the year to date."""
    month = {"label": "2026年7月", "results": {"talks": 5}, "reported": True}
    return {
        "format": 1,
        "kind": "monthly",
        "issuer": {"name": "云川县纪委监委"},
        "document": {"date": "2026-08-06", **(document or {})},
        "scopes": [month | more.pop("scope", {}), {"label": "2026年1至7月", "results": {"talks": 9}}],
        **more,
    }


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("云川县2026年6月查处情况", ["B228"]),  # in the year to date, not in what is reported
        ("云川县二〇二六年六月查处情况", ["B228"]),
        ("云川县6月份查处情况", ["B228"]),
        ("云川县去年查处情况", ["B228"]),
        ("云川县2026年第二季度查处情况", ["B228"]),
        ("云川县2026年上半年查处情况", ["B228"]),
        ("云川县2026年6月31日以来查处情况", ["B228"]),
        ("云川县2026年7月查处情况", []),
        ("云川县七月份查处情况", []),
        ("云川县2026年前七个月查处情况", []),
        ("云川县今年三季度查处情况", []),
        ("云川县2026年下半年第一次通报", []),
        ("云川县2026年6月和7月查处情况", []),
        ("云川县查处情况", []),
    ],
)
def test_the_period_of_a_title_is_what_is_reported_on(title: str, found: list[str]) -> None:
    assert told({"title": title}) == found


@pytest.mark.parametrize(
    ("label", "found"),
    [("6月处理人员", ["B228"]), ("7月处理人员", []), ("处理人员", []), ("去年处理人员", ["B228"])],
)
def test_the_period_of_a_term_is_that_of_its_scope(label: str, found: list[str]) -> None:
    talks = {"talks": {"n": 5, "label": label}}
    assert told(scope={"results": talks}) == found


@pytest.mark.parametrize(("label", "found"), [("2026年7月", []), ("2026年6月31日以来", ["B228"])])
def test_a_label_names_days_of_the_calendar(label: str, found: list[str]) -> None:
    assert told(scope={"label": label, "since": "2026-07", "until": "2026-07"}) == found


@pytest.mark.parametrize(
    ("label", "since", "found"),
    [
        ("去年", "2025", []),
        ("去年", "2024", ["B228"]),
        ("今年上半年", "2026-01", []),
        ("去年上半年", "2026-01", ["B228"]),
    ],
)
def test_words_for_years_count_from_the_date(label: str, since: str, found: list[str]) -> None:
    until = f"{since[:4]}-06" if "上半年" in label else since
    raw = a_file(
        {"date": "2026-07-06"}, scope={"label": label, "since": since, "until": until}, kind="annual"
    )
    raw["scopes"] = raw["scopes"][:1]
    assert [issue.code for issue in check(load(raw))] == found


def test_this_year_in_january_may_be_the_year_before() -> None:
    ends = {"label": "今年以来", "since": "2025-01", "until": "2025-12"}
    raw = a_file({"date": "2026-01-08"}, scope=ends)
    raw["scopes"] = raw["scopes"][:1]
    assert check(load(raw)) == ()


@pytest.mark.parametrize(
    ("group", "found"), [("第五轮巡察一组", ["B228"]), ("第六轮巡察一组", []), ("巡察一组", [])]
)
def test_a_group_is_of_the_round_reported_on(group: str, found: list[str]) -> None:
    raw = a_file(
        scope={"label": "第六轮", "rounds": [6]},
        rounds=[{"ordinals": [6], "inspected": 5}],
        records={"groups": [{"name": group}]},
    )
    raw["scopes"] = raw["scopes"][:1]
    assert [issue.code for issue in check(load(raw))] == found


@pytest.mark.parametrize(("title", "found"), [("第十二轮巡察", ["B228"]), ("第十一轮巡察", [])])
def test_the_round_of_a_title_is_that_of_a_label(title: str, found: list[str]) -> None:
    scope = {"label": "第十一轮", "results": {"talks": 5}, "reported": True}
    assert told({"title": title}, scopes=[scope]) == found


@pytest.mark.parametrize(
    ("label", "found"),
    [
        ("十四届云川县委2025年", ["B228"]),
        ("十五届云川县委2025年", []),
        ("十四届省委2025年", []),
        ("2025年", []),
    ],
)
def test_the_term_in_a_label_is_that_of_the_committee(label: str, found: list[str]) -> None:
    issuer = {"name": "云川县委巡察办", "committee": "十五届云川县委"}
    scope = {"label": label, "results": {"talks": 5}, "reported": True, "since": "2025", "until": "2025"}
    assert told(issuer=issuer, scopes=[scope], kind="annual") == found


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("月报2026-06", ["B228"]),
        ("2026年第二季度", ["B228"]),
        ("202607", []),
        ("20260806", []),  # the day of the document
        ("2026年8月发", []),  # its month
        ("云川县七月", []),
        ("talks", []),
    ],
)
def test_the_name_of_a_file_is_of_its_period_or_its_date(name: str, found: list[str], tmp_path: Path) -> None:
    path = tmp_path / f"{name}.json"
    path.write_text(json.dumps(a_file()), "utf-8")
    assert [issue.code for issue in check(load(path))] == found
