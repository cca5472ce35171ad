"""Scopes are held against each other where their level, area, field and organ agree."""

from typing import Any

import pytest

from bulletin import check, load


def scope(label: str, talks: int, **more: Any) -> dict[str, Any]:
    return {"label": label, "results": {"talks": talks}, **more}


def told(*scopes: dict[str, Any], before: dict[str, Any] | None = None) -> list[str]:
    return [issue.code for issue in check(load(a_file(*scopes)), load(before) if before else None)]


def a_file(first: dict[str, Any], *others: dict[str, Any]) -> dict[str, Any]:
    issuer = {"name": "云川市纪委监委", "area": "云川市"}
    scopes = [{**first, "reported": True}, *others]
    return {"format": 1, "kind": "annual", "issuer": issuer, "scopes": scopes}


TERM = {"since": "2017", "until": "2020"}
YEAR = {"since": "2020", "until": "2020"}


@pytest.mark.parametrize(
    ("of_term", "of_year"),
    [
        (scope("市委巡察2017至2020年", 1612), scope("区县巡察2020年", 13723)),
        (scope("2017至2020年", 1612, level="市本级", **TERM), scope("2020年", 13723, level="县级", **YEAR)),
        (scope("2017至2020年", 1612, area="南山区", **TERM), scope("2020年", 13723, area="云湖区", **YEAR)),
        (scope("2017至2020年", 1612, field="扶贫领域", **TERM), scope("2020年", 13723, **YEAR)),
        (
            scope("2017至2020年", 1612, organ="市纪委", **TERM),
            scope("2020年", 13723, organ="市委办", **YEAR),
        ),
    ],
)
def test_scopes_of_two_kinds_are_not_held_against_each_other(
    of_term: dict[str, Any], of_year: dict[str, Any]
) -> None:
    assert told(of_term, of_year) == []


@pytest.mark.parametrize(
    ("of_term", "of_year"),
    [
        (scope("2017至2020年", 1612), scope("2020年", 13723)),
        (scope("全市2017至2020年", 1612), scope("区县2020年", 13723)),  # a part of the whole city
        (scope("2017至2020年", 1612, area="云川市", **TERM), scope("2020年", 13723, **YEAR)),
        (scope("2017至2020年", 1612, level="县级", **TERM), scope("2020年", 13723, level="县级", **YEAR)),
        (scope("2017至2020年", 1612, **TERM), scope("2020年", 13723, organ="市纪委", **YEAR)),
    ],
)
def test_a_part_of_a_scope_of_its_kind_has_no_more(of_term: dict[str, Any], of_year: dict[str, Any]) -> None:
    assert told(of_term, of_year) == ["B303"]


@pytest.mark.parametrize(("own", "found"), [(91, ["B303"]), (90, []), (47, [])])
def test_an_organ_has_no_more_than_its_whole_city(own: int, found: list[str]) -> None:
    quarter = {"since": "2026-01", "until": "2026-03"}
    assert told(scope("全市", 90, **quarter), scope("市纪委", own, organ="市纪委", **quarter)) == found


def test_a_name_alone_makes_no_part_of_the_same_period() -> None:
    quarter = {"since": "2026-01", "until": "2026-03"}
    assert told(scope("2026年一季度", 90, **quarter), scope("市本级", 91, **quarter)) == []


MONTH = {"since": "2026-07", "until": "2026-07"}


@pytest.mark.parametrize(
    ("second", "found"),
    [
        (scope("7月", 6, **MONTH), ["B206"]),
        (scope("2026年7月", 6), ["B206"]),
        (scope("7月", 5, **MONTH), []),
        (scope("7月", 6, level="县级", **MONTH), ["B303"]),
        (scope("7月", 4, level="县级", **MONTH), []),
        (scope("7月下属单位", 6, **MONTH), []),
        (scope("2025年7月", 6), []),
    ],
)
def test_one_indicator_has_one_value_for_a_kind_and_period(second: dict[str, Any], found: list[str]) -> None:
    assert told(scope("2026年7月", 5, **MONTH), second) == found


def test_one_item_has_one_value_for_a_round_of_a_kind() -> None:
    def of(warnings: int) -> dict[str, Any]:
        by = {"sanction": {"basis": "partial", "items": {"party_warning": warnings}}}
        return {"label": "第四轮", "rounds": [4], "results": {"sanctioned": {"n": 9, "by": by}}}

    raw = a_file(of(5), of(6)) | {"rounds": [{"ordinals": [4], "inspected": 5}]}
    assert {issue.code for issue in check(load(raw))} == {"B206"}


def test_the_year_to_date_is_that_of_the_same_level() -> None:
    # 16 up to June and 5 in July are 21 of the county's organs; the townships are counted apart
    def edition(*counts: tuple[str, int, str]) -> list[dict[str, Any]]:
        return [scope(label, talks, level=level) for label, talks, level in counts]

    month = ("2026年7月", 5, "县直")
    townships = ("2026年1至7月", 41, "乡镇")
    june, to_june = ("2026年6月", 4, "县直"), ("2026年1至6月", 16, "县直")
    before = a_file(*edition(june, to_june, ("2026年1至6月", 40, "乡镇")))
    assert told(*edition(month, ("2026年1至7月", 21, "县直"), townships), before=before) == []
    assert told(*edition(month, ("2026年1至7月", 22, "县直"), townships), before=before) == ["B302"]
