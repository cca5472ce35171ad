"""The petitions bulletin says what the data says, and what each of its shares is taken of."""

from typing import Any

import pytest

from tests.helpers.statistical import alone, by, case, charts, example, text


def test_petitions_are_compared_with_the_year_before() -> None:
    # 186 − 172 = 14, 14/172 = 8.14%; 171/186 = 91.94%
    said = "受理信访举报186件，比上年同期增加14件，增长8.1%。办结171件，办结率91.9%，其余15件正在办理。"
    assert said in text(example("petitions"), "petitions")


def test_a_breakdown_with_a_base_of_its_own_states_it() -> None:
    # 17, 20, 6 and 14 of 57, not of 96
    said = (
        "从举报方式看，在列入统计的57件中，来信17件（次），占29.8%；来访20件（次），占35.1%；来电6件（次），"
        "占10.5%；网络14件（次），占24.6%。"
    )
    assert said in text(case("60-xinfang-lvchun-2018"), "petitions")


def test_a_breakdown_of_all_petitions_names_them_as_its_base() -> None:
    said = "从来源看，上级转办21件（次），占受理总量的21.9%；自收75件（次），占78.1%。"  # of 96
    assert said in text(case("60-xinfang-lvchun-2018"), "petitions")


def test_kinds_of_breach_that_overlap_say_so() -> None:
    # 3 + 2 = 5 of 4
    disciplines = by("discipline", "overlapping", integrity_discipline=3, work_discipline=2)
    raw = alone("petitions", petitions={"n": 4, "by": disciplines})
    said = "从违纪违法行为看，违反廉洁纪律3件，占受理总量的75%；违反工作纪律2件，占50%（各项有交叉）。"
    assert said in text(raw, "petitions")


@pytest.mark.parametrize(
    ("results", "said"),
    [
        ({"petitions": 0}, "纪检监察机关未收到信访举报。"),
        (
            {"petitions": {"n": 0, "compared": {"label": "上年同期", "value": 3}}},
            "未收到信访举报，比上年同期减少3件，下降100%。",
        ),
        ({"petitions": 4, "petitions_closed": 4}, "受理信访举报4件。已全部办结。"),
        ({"petitions": 1, "petitions_closed": 1}, "受理信访举报1件。已办结。"),
        ({"petitions": 1, "petitions_closed": 0}, "受理信访举报1件。正在办理。"),
        ({"petitions": 4, "petitions_closed": 0}, "受理信访举报4件。均正在办理。"),
        ({"petitions": {"n": 4, "by": by("channel", letters=4, calls=0)}}, "从举报方式看，均为来信。"),
    ],
)
def test_a_sentence_about_petitions_follows_its_number(results: dict[str, Any], said: str) -> None:
    assert said in text(alone("petitions", **results), "petitions")


def test_a_section_without_a_breakdown_is_left_out() -> None:
    raw = alone("petitions", petitions={"n": 4, "by": by("channel", letters=3, calls=1)})
    headings = [line for line in text(raw, "petitions").splitlines() if line[1:2] == "、"]
    assert headings == ["一、总体情况", "二、举报方式", "三、下一步打算"]


def test_a_chart_sets_the_period_beside_the_one_before() -> None:
    drawn = charts(example("petitions"), "petitions")
    assert drawn["2026年上半年云川县受理信访举报数比较（单位：件）"] == ["上年同期172", "2026年上半年186"]


def test_a_chart_has_the_measure_word_of_its_items() -> None:
    assert "2018年绿春县信访举报方式（单位：件（次））" in charts(case("60-xinfang-lvchun-2018"), "petitions")


def test_a_breakdown_that_names_its_items_without_numbers_has_no_chart() -> None:
    named = {"channel": {"basis": "partial", "items": {"letters": None, "visits": None}}}
    raw = alone("petitions", petitions={"n": 4, "by": named})
    assert "从举报方式看，来信；来访。" in text(raw, "petitions")
    assert charts(raw, "petitions") == {}
