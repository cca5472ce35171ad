"""The periods and rounds inside names."""

import pytest

from bulletin.wording.periods import impossible_days, periods_in, refers_to, rounds_in, small_number


@pytest.mark.parametrize(
    ("name", "since", "until"),
    [
        ("2026年", "2026", "2026"),
        ("2026年度巡察工作", "2026", "2026"),
        ("二〇二六年七月", "2026-07", "2026-07"),
        ("2021—2025年", "2021", "2025"),
        ("2026年7月", "2026-07", "2026-07"),
        ("2026年1至7月", "2026-01", "2026-07"),
        ("2026年1月—7月", "2026-01", "2026-07"),
        ("2016年7月至2017年5月", "2016-07", "2017-05"),
        ("2026年6月26日至7月25日", "2026-06-26", "2026-07-25"),
        ("2026年上半年", "2026-01", "2026-06"),
        ("2026年下半年", "2026-07", "2026-12"),
        ("2026年第一季度", "2026-01", "2026-03"),
        ("2026年四季度", "2026-10", "2026-12"),
        ("2026年二至三季度", "2026-04", "2026-09"),
        ("2026年前三季度", "2026-01", "2026-09"),
        ("2026年前十一个月", "2026-01", "2026-11"),
        ("2018年以来", "2018", "None"),
        ("2017年4月换届以来", "2017-04", "None"),
        ("截至2026年6月", "None", "2026-06"),
        ("截至2026年6月底", "None", "2026-06"),
        ("2026年七月份", "2026-07", "2026-07"),
        ("2026年元月至七月", "2026-01", "2026-07"),
        ("2026年7月1日至31日", "2026-07-01", "2026-07-31"),
        ("2026年7月中旬", "2026-07-11", "2026-07-20"),
        ("2024年2月下旬", "2024-02-21", "2024-02-29"),
        ("2026年头两个月", "2026-01", "2026-02"),
        ("月报2026-07", "2026-07", "2026-07"),
        ("季报2026Q3", "2026-07", "2026-09"),
    ],
)
def test_a_period_is_read_from_a_name(name: str, since: str, until: str) -> None:
    (period,) = periods_in(name)
    assert (str(period.since), str(period.until)) == (since, until)


@pytest.mark.parametrize(
    "name", ["前三轮", "本次集中通报", "8月29日", "2026年8月29日通报", "（与2025年相比）", "3个月", "7月"]
)
def test_a_name_without_a_period_has_none(name: str) -> None:
    assert periods_in(name) == ()


def test_a_period_without_a_year_is_of_the_year_told() -> None:
    (period,) = periods_in("1至7月", 2026)
    assert (str(period.since), str(period.until)) == ("2026-01", "2026-07")


@pytest.mark.parametrize(
    ("name", "since", "until"),
    [
        ("去年上半年", "2025-01", "2025-06"),
        ("今年前三季度", "2026-01", "2026-09"),
        ("今年以来", "2026", "None"),
        ("前年", "2024", "2024"),
    ],
)
def test_words_for_years_count_from_the_document(name: str, since: str, until: str) -> None:
    (period,) = periods_in(name, today=2026)
    assert (str(period.since), str(period.until)) == (since, until)


@pytest.mark.parametrize(
    ("name", "found"),
    [("2026年6月31日", ("2026年6月31日",)), ("截至2024年2月29日", ()), ("2月30日", ("2月30日",))],
)
def test_a_day_of_no_calendar_is_told(name: str, found: tuple[str, ...]) -> None:
    assert impossible_days(name) == found


@pytest.mark.parametrize(
    ("label", "found"),
    [("上年同期", "same_period"), ("上月", "period_before"), ("上一季度", "period_before"), ("2025年", "")],
)
def test_a_label_may_refer_to_another_period(label: str, found: str) -> None:
    assert refers_to(label) == found


def test_the_half_of_another_year_is_not_of_the_year_told() -> None:
    assert periods_in("去年上半年", 2026) == ()


@pytest.mark.parametrize(
    ("name", "ordinals", "count"),
    [
        ("第五轮", {5}, None),
        ("第十四轮巡察", {14}, None),
        ("第5轮、第6轮", {5, 6}, None),
        ("第五、六轮", {5, 6}, None),
        ("第五至第七轮", {5, 6, 7}, None),
        ("第五轮至第七轮", {5, 6, 7}, None),
        ("首轮", {1}, None),
        ("前三轮", set(), 3),
        ("四轮常规巡察", set(), 4),
        ("第五轮（含第四轮回头看）", {5}, None),
    ],
)
def test_rounds_are_read_from_a_name(name: str, ordinals: set[int], count: int | None) -> None:
    named = rounds_in(name)
    assert named is not None
    assert (set(named.ordinals), named.count) == (ordinals, count)


@pytest.mark.parametrize("name", ["新一轮巡察", "2025年第一轮", "本轮", "十四届县委任期"])
def test_a_name_that_numbers_no_round_of_the_term_has_none(name: str) -> None:
    assert rounds_in(name) is None


def test_a_round_may_be_the_first_of_several() -> None:
    named = rounds_in("第五轮以来")
    assert named is not None
    assert named.onward


@pytest.mark.parametrize(("words", "value"), [("两", 2), ("十", 10), ("十二", 12), ("三十", 30), ("21", 21)])
def test_a_small_number_has_its_value(words: str, value: int) -> None:
    assert small_number(words) == value
