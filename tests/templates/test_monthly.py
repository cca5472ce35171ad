"""The monthly bulletin says what the data says, whatever the numbers are and whichever are missing."""

from typing import Any

import pytest

from bulletin.model.document import Paragraph, Section, text_of
from tests.helpers.statistical import alone, by, case, charts, example, made, rows, text, with_results


def test_the_month_is_told_in_one_sentence_with_its_running_count() -> None:
    said = (
        "2026年7月，云川县共查处违反中央八项规定精神问题12起，批评教育和处理15人，其中给予党纪政务处分9人。"
        "这是连续第118个月公布月报数据。"
    )
    assert said in text(example("monthly"), "monthly")


def test_the_first_month_is_not_the_first_in_a_row() -> None:
    assert "。这是首次公布月报数据。" in text(with_results("monthly", months_running=1), "monthly")


def test_without_a_running_count_nothing_is_said_of_it() -> None:
    assert "月报数据" not in text(with_results("monthly", months_running=None), "monthly")


@pytest.mark.parametrize(
    ("date", "term"),
    [
        ("2018-08-28", "处理"),
        ("2021-06-27", "批评教育帮助和处理"),
        ("2023-11-30", "批评教育帮助和处理"),
        ("2024-01-28", "批评教育和处理"),
    ],
)
def test_the_term_of_dealing_with_persons_is_that_of_the_day(date: str, term: str) -> None:
    raw = alone("monthly", violations=3, persons_handled=4)
    raw["document"]["date"] = date
    raw["scopes"][0] |= {"since": date[:7], "until": date[:7]}
    assert f"问题3起，{term}4人。" in text(raw, "monthly")


@pytest.mark.parametrize(
    ("results", "said"),
    [
        ({"violations": 0}, "云川县未查处违反中央八项规定精神问题。"),
        ({"violations": 0, "persons_handled": 0}, "云川县未查处违反中央八项规定精神问题。"),
        (
            {"violations": 3, "persons_handled": 4, "sanctioned": 0},
            "问题3起，批评教育和处理4人。",
        ),
        ({"violations": 3, "persons_handled": 4, "sanctioned": 4}, "批评教育和处理4人，均给予党纪政务处分。"),
        ({"violations": 1, "persons_handled": 1, "sanctioned": 1}, "批评教育和处理1人，并给予党纪政务处分。"),
        ({"violations": 3, "sanctioned": 2}, "问题3起，给予党纪政务处分2人。"),
        ({"violations": 3, "sanctioned": 0}, "问题3起。"),
    ],
)
def test_the_sentence_about_persons_follows_their_number(results: dict[str, Any], said: str) -> None:
    assert said in text(alone("monthly", **results), "monthly")


def test_types_are_shares_of_the_total_and_their_kinds_shares_of_the_type() -> None:
    # 5/12 = 41.7%, 7/12 = 58.3%; 3/5, 1/5, 1/5
    said = (
        "查处的问题中，形式主义、官僚主义5起，占总数的41.7%；享乐主义、奢靡之风7起，占58.3%。"
        "形式主义、官僚主义问题中，履职尽责、服务经济社会发展和生态环境保护方面3起，占该类问题的60.0%；联系服务群众方面1起，占20.0%；"
    )
    assert said in text(example("monthly"), "monthly")


def test_shares_are_rounded_one_by_one_unless_closing_is_chosen() -> None:
    # 42.86, 28.57, 14.29 and 14.29: rounded one by one 42.9 + 28.6 + 14.3 + 14.3 = 100.1
    said = (
        "违规收送名贵特产和礼品礼金3起，占该类问题的{}；违规吃喝2起，占28.6%；违规发放津补贴或福利1起，"
        "占14.3%；其他1起，占14.3%。"
    )
    raw = example("monthly")
    assert said.format("42.9%") in text(raw, "monthly")
    raw["document"]["printing"] = {"close": True}
    closed = text(raw, "monthly")
    assert said.format("42.8%") in closed
    assert closed.count("合计为100%") == 1
    assert "注：占比经修约调整，合计为100%。" in closed


@pytest.mark.parametrize(("n", "said"), [(4, "查处的问题均为违规吃喝。"), (1, "查处的问题为违规吃喝。")])
def test_problems_of_one_type_only_have_no_shares(n: int, said: str) -> None:
    results = {"n": n, "by": by("violation", dining=n, gifts=0)}
    assert said in text(alone("monthly", violations=results), "monthly")


def test_persons_of_one_grade_only_have_no_shares() -> None:
    sanctioned = {"n": 3, "by": by("grade", township_level=0, village_cadres=3)}
    raw = alone("monthly", violations=2, persons_handled=3, sanctioned=sanctioned)
    assert "受到党纪政务处分的人员均为村干部。" in text(raw, "monthly")


def test_a_list_of_types_that_are_all_zero_is_not_spoken_of() -> None:
    raw = alone("monthly", violations={"n": 0, "by": by("violation", dining=0, gifts=0)})
    assert "查处的问题" not in text(raw, "monthly")


def test_grades_of_sanctioned_persons_are_those_of_july_2018() -> None:
    # 67, 496 and 4538 of 5101 are 1.31, 9.72 and 88.96%
    said = (
        "受到党纪政务处分的人员中，厅局级干部67人，占处分总人数的1.3%；县处级干部496人，占9.7%；"
        "乡科级及以下干部4538人，占89.0%。"
    )
    assert said in text(case("48-baxiang-2018-07"), "monthly")


def test_the_year_to_date_has_a_sentence() -> None:
    said = (
        "2018年以来，全国累计查处违反中央八项规定精神问题30855起，处理43971人，其中给予党纪政务处分31130人。"
    )
    assert said in text(case("48-baxiang-2018-07"), "monthly")


def test_without_a_year_to_date_there_is_neither_sentence_nor_column() -> None:
    raw = example("monthly")
    del raw["scopes"][1]
    assert "累计" not in text(raw, "monthly")
    assert {len(row) for row in rows(raw) if row[0] not in ("按干部级别", "按问题类型")} == {4}


def test_the_table_sets_three_measures_of_month_and_year_side_by_side() -> None:
    table = {row[0]: row[1:] for row in rows(example("monthly"))}
    assert table["总计"] == ["12", "15", "9", "61", "78", "47"]
    assert table["村干部"] == ["4", "5", "3", "21", "27", "16"]
    assert table["其中：贯彻落实党中央重大决策部署方面"] == ["0", "0", "0", "2", "2", "1"]
    assert table["违规吃喝"] == ["2", "3", "2", "9", "13", "8"]


def test_the_heads_of_the_table_name_the_measures_by_their_terms() -> None:
    measures = ["查处问题数", "处理人数", "党纪政务处分人数"]
    assert rows(case("48-baxiang-2018-07"))[1] == ["项目", *measures, *measures]


def test_what_the_table_is_not_given_is_a_dash() -> None:
    table = {row[0]: row[1:] for row in rows(case("48-baxiang-2018-07"))}
    assert table["县处级干部"] == ["—", "—", "496", "—", "—", "—"]
    assert table["违规公款吃喝"] == ["657", "—", "—", "—", "—", "—"]


def test_a_type_of_the_year_alone_has_a_row() -> None:
    raw = alone("monthly", violations={"n": 2, "by": by("violation", dining=2)})
    year = {"violations": {"n": 3, "by": by("violation", gifts=1, dining=2)}}
    raw["scopes"].append({"label": "2026年1至7月", "since": "2026-01", "until": "2026-07", "results": year})
    assert rows(raw)[4:] == [
        ["违规收送名贵特产和礼品礼金", "—", "—", "—", "1", "—", "—"],
        ["违规吃喝", "2", "—", "—", "2", "—", "—"],
    ]


def test_the_table_stands_in_an_attachment_with_a_note_on_what_other_problems_are() -> None:
    attached = made(example("monthly"), "monthly").blocks[-1]
    assert isinstance(attached, Section)
    note = attached.blocks[-1]
    assert isinstance(note, Paragraph)
    assert text_of(note.inlines).startswith("备注：“其他”包括违规配备使用公务用车")


def test_a_chart_of_types_has_the_month_and_the_measure_word_in_its_caption() -> None:
    drawn = charts(case("49-baxiang-2018-06"), "monthly")
    assert list(drawn) == ["2018年6月全国查处问题类型分布（单位：起）"]
    assert "违规公款吃喝917" in drawn["2018年6月全国查处问题类型分布（单位：起）"]


def test_a_month_that_the_text_tells_in_full_has_no_attachment() -> None:
    raw = alone("monthly", violations=0, persons_handled=0)
    assert "附件" not in text(raw, "monthly")
    assert not any(isinstance(block, Section) for block in made(raw, "monthly").blocks)


def test_the_month_is_compared_with_the_one_before() -> None:
    raw = alone(
        "monthly", violations={"n": 12, "compared": {"label": "上月", "value": 16}}, persons_handled=13
    )
    said = "问题12起（比上月减少4起，下降25%），批评教育和处理13人。"  # 4/16
    assert said in text(raw, "monthly")


def test_of_one_problem_nobody_says_all_of_them() -> None:
    one = {"n": 1, "by": by("grade", village_cadres=1)}
    said = text(alone("monthly", violations=one, persons_handled=1, sanctioned=1), "monthly")
    assert "，云川县查处违反中央八项规定精神问题1起，批评教育和处理1人，并给予党纪政务处分。" in said
    assert "从干部级别看，查处的问题涉及村干部。" in said


def test_problems_of_one_level_are_said_to_concern_it() -> None:
    four = {"n": 4, "by": by("grade", village_cadres=4)}
    assert "从干部级别看，查处的问题均涉及村干部。" in text(alone("monthly", violations=four), "monthly")


def test_what_others_are_is_told_only_where_types_are_listed() -> None:
    four = {"n": 4, "by": by("grade", village_cadres=4)}
    assert "备注" not in text(alone("monthly", violations=four), "monthly")


def test_no_count_of_months_begins_with_none() -> None:
    assert "月报数据" not in text(with_results("monthly", months_running=0), "monthly")
