"""The account of a year or a term says what its rounds found, and how it stands to the year before."""

import copy
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from bulletin import Figure, check, compose, load, proofread, tally
from bulletin.model.document import Bars, Heading, Paragraph, Table, text_of

ROOT = Path(__file__).parents[1]
KINDS = ROOT.parent / "examples" / "kinds"
YEAR = json.loads((KINDS / "annual.json").read_text("utf-8"), parse_float=Decimal)
TERM = json.loads((KINDS / "annual-term.json").read_text("utf-8"), parse_float=Decimal)


def changed(base: dict[str, Any] = YEAR, /, **results: Any) -> dict[str, Any]:
    """The data with some results of the reported scope replaced; None takes one out."""
    raw: dict[str, Any] = copy.deepcopy(base)
    table = raw["scopes"][0]["results"] | results
    raw["scopes"][0]["results"] = {key: value for key, value in table.items() if value is not None}
    return raw


def text(raw: dict[str, Any]) -> str:
    blocks = compose(tally(load(raw)), "annual").blocks
    return "\n".join(text_of(block.inlines) for block in blocks if isinstance(block, Heading | Paragraph))


def rows(raw: dict[str, Any], place: int = 0) -> list[str]:
    """The rows of a table, their cells apart by a space."""
    tables = [block for block in compose(tally(load(raw)), "annual").blocks if isinstance(block, Table)]
    return [" ".join(text_of(cell.inlines) for cell in row) for row in tables[place].rows]


def compared(n: int, before: int) -> dict[str, Any]:
    return {"n": n, "compared": {"label": "上年", "value": before}}


def real(name: str) -> dict[str, Any]:
    content = (ROOT / "cases" / f"{name}.json").read_text("utf-8")
    raw: dict[str, Any] = json.loads(content, parse_float=Decimal)
    return raw


def test_the_year_is_told_with_its_rounds_and_organisations() -> None:
    assert (
        "2025年，十四届云川县委完成3轮巡察，其中2轮常规巡察、1轮专项巡察，"
        "共巡察27个单位，其中16个部门、8个乡镇、3个事业单位；比上年增加3个，增长12.5%。"  # 3 ÷ 24
    ) in text(YEAR)


@pytest.mark.parametrize(
    ("problems", "sentence"),
    [
        (compared(384, 360), "发现问题384个，比上年增加24个，增长6.7%。"),  # 24 ÷ 360 = 6.66…
        (compared(384, 400), "发现问题384个，比上年减少16个，下降4.0%。"),
        (compared(384, 384), "发现问题384个，与上年持平。"),
        (compared(384, 0), "发现问题384个，比上年增加384个。"),  # of nothing there is no rate
        (384, "发现问题384个。"),
    ],
)
def test_a_count_is_set_against_the_year_before(problems: Any, sentence: str) -> None:
    assert sentence in text(changed(problems=problems))


@pytest.mark.parametrize(
    ("before", "sentence"),
    [
        ((306, 360), "整改率比上年上升4.1个百分点。"),  # 89.06 − 85
        ((334, 360), "整改率比上年下降3.7个百分点。"),  # 89.06 − 92.78
        ((319, 360), "整改率比上年上升0.5个百分点。"),  # 89.06 − 88.61 = 0.45; 89.1 − 88.6
        ((359, 360), "整改率比上年下降10.66个百分点。"),  # 89.06 − 99.72; 89.1 − 99.7 would be 10.6
    ],
)
def test_rates_are_compared_in_points_that_their_digits_tell(before: tuple[int, int], sentence: str) -> None:
    raw = changed(rectified=compared(342, before[0]), problems=compared(384, before[1]))
    assert sentence in text(raw)


def test_a_share_that_was_printed_counts_before_one_worked_out() -> None:
    rectified = compared(342, 306)
    rectified["compared"]["share"] = Decimal("84.9")
    assert "整改率比上年上升4.2个百分点。" in text(changed(rectified=rectified))  # 89.1 − 84.9


def test_rates_of_different_times_are_not_compared() -> None:
    rectified = compared(342, 306)
    rectified["compared"]["label"] = "原规划"
    assert "百分点" not in text(changed(rectified=rectified))


def test_each_round_has_a_row_and_the_year_the_last_one() -> None:
    assert rows(YEAR) == [
        "轮次 方式 单位数 发现问题 整改到位 整改率 问题线索",
        "第五轮 常规 11个 152个 149个 98.0% 41件",  # 98.02…
        "第六轮 专项 6个 97个 88个 90.7% 28件",  # 90.72…
        "第七轮 常规 10个 135个 105个 77.8% 27件",  # 77.77…
        "2025年 27个 384个 342个 89.1% 96件",  # 89.06…
    ]


def test_a_column_that_no_round_fills_is_left_out() -> None:
    raw = changed()
    for scope in raw["scopes"][1:]:
        del scope["results"]["leads"]
    assert rows(raw)[0] == "轮次 方式 单位数 发现问题 整改到位 整改率"


def test_a_cell_without_a_number_has_a_dash_and_the_text_says_so() -> None:
    raw = changed()
    del raw["scopes"][3]["results"]["leads"]
    assert rows(raw)[3] == "第七轮 常规 10个 135个 105个 77.8% —"
    assert "各轮次情况见下表，表中“—”表示没有或者尚无此项数据。" in text(raw)


def test_the_chart_has_a_bar_for_every_round() -> None:
    (chart,) = [block for block in compose(tally(load(YEAR)), "annual").blocks if isinstance(block, Bars)]
    told = [(text_of(bar.label), text_of(bar.value)) for bar in chart.bars]
    assert told == [("第五轮", "152个"), ("第六轮", "97个"), ("第七轮", "135个")]


def test_one_round_makes_no_chart() -> None:
    raw = changed()
    raw["rounds"], raw["scopes"] = raw["rounds"][:1], raw["scopes"][:2]
    raw["scopes"][0]["rounds"] = [5]
    raw["scopes"][0]["results"] = {"problems": 152}
    raw["text"] = {}
    assert not [block for block in compose(tally(load(raw)), "annual").blocks if isinstance(block, Bars)]
    assert "2025年，十四届云川县委完成1轮巡察（常规巡察），共巡察11个单位，其中9个部门、2个乡镇。" in text(
        raw
    )


def test_what_the_rounds_found_is_added_up() -> None:
    cases = tally(load(YEAR)).find("now.cases_filed")
    assert isinstance(cases, Figure)
    assert cases.value == 13 + 9 + 5
    assert cases.source.formula == "立案27 = 第五轮立案13 + 第六轮立案9 + 第七轮立案5"
    assert "立案27件，结案22件，结案率81.5%。" in text(YEAR)  # 81.48…


def test_what_one_round_does_not_tell_has_no_sum() -> None:
    raw = changed(cases_closed=None)
    del raw["scopes"][3]["results"]["cases_filed"]
    assert "立案" not in text(raw)


@pytest.mark.parametrize(("key", "place"), [("problems", "problems"), ("rectified", "rectified")])
def test_a_year_that_is_not_the_sum_of_its_rounds_is_refused(key: str, place: str) -> None:
    raw = changed()
    raw["scopes"][0]["results"][key]["n"] += 1
    found = [each for each in check(load(raw)) if each.code == "B216"]
    assert [each.place for each in found] == [f"/scopes/0/results/{place}/n"]


def test_the_numbers_are_set_beside_those_of_the_year_before() -> None:
    assert rows(YEAR, 1) == [
        "项目 本期 对比期 增减 增减幅度",
        "被巡察单位 27个 24个 增加3个 增长12.5%",
        "发现问题 384个 360个 增加24个 增长6.7%",
        "整改到位 342个 306个 增加36个 增长11.8%",  # 36 ÷ 306 = 11.76…
        "受理信访 83件 95件 减少12件 下降12.6%",  # 12 ÷ 95 = 12.63…
        "发现问题线索 96件 96件 持平 —",
        "党纪政务处分 25人 0人 增加25人 —",
    ]


def test_a_term_is_told_by_its_months() -> None:
    assert "2016年10月至2021年6月，十三届云川县委完成7轮巡察，" in text(TERM)


def test_a_state_is_told_at_the_end_of_its_month() -> None:
    # 208 + 176 + 151 + 0 + 304 + 164 + 57 = 1060 of 1062
    assert "截至2021年6月底，整改到位1060个，整改率99.8%，其余2个尚未整改到位。" in text(TERM)


def test_a_term_that_has_covered_its_plan_says_so() -> None:
    assert "本届任期规划巡察对象52个，与原规划持平；规划对象已全部巡察。" in text(TERM)


def test_a_round_that_found_nothing_has_its_zero() -> None:
    assert rows(TERM)[4] == "第四轮 “机动式” 1个 0个 0个 —"


@pytest.mark.parametrize(
    ("gone", "heading"),
    [
        ((), "三、信访、问题线索和案件办理情况"),
        (("petitions",), "三、问题线索和案件办理情况"),
        (("leads",), "三、信访和案件办理情况"),
        (("sanctioned", "cases_filed"), "三、信访和问题线索办理情况"),
        (("petitions", "leads"), "三、案件办理情况"),
        (("petitions", "sanctioned", "cases_filed"), "三、问题线索办理情况"),
        (("leads", "sanctioned", "cases_filed"), "三、信访办理情况"),
    ],
)
def test_the_section_names_only_what_is_there(gone: tuple[str, ...], heading: str) -> None:
    raw = changed(**dict.fromkeys(gone), petitions_closed=None, leads_transferred=None, cases_closed=None)
    for scope in raw["scopes"][1:]:
        scope["results"] = {key: value for key, value in scope["results"].items() if key not in gone}
    assert heading in text(raw).splitlines()


def test_nothing_is_said_of_what_did_not_happen() -> None:
    raw = changed(TERM, problems_fed_back=None, petitions=None, cases_filed=None, sanctioned=None,
                  referred_judicial=None, money_returned=None)  # fmt: skip
    assert "三、" not in text(raw)


def test_the_account_of_2017_is_told() -> None:
    told = text(real("17-dehua-2017"))
    assert (
        "2017年，德化县委巡察办开展7轮巡察，其中5轮常规巡察、2轮机动式巡察，组建11个巡察组，"
        "共巡察27个单位，其中22个部门、4个乡镇、1个重点项目。"  # 22 + 4 + 1
    ) in told
    assert "发现问题112个。从问题类别看，三大问题方面83个、违反六大纪律9个等。提出意见建议32条。" in told
    assert "立案3人。给予党政纪处分3人。移送司法机关3人。" in told


def test_the_account_of_2019_is_told_round_by_round() -> None:
    raw = real("22-fanchang-2019")
    told = text(raw)
    assert (
        "2019年，十四届县委开展7轮巡察，其中3轮交叉巡察，共巡察77个单位，其中15个部门、62个村（社区）。"
        in told
    )
    assert rows(raw)[1:] == [
        "第十轮 常规 12个 122个 30条",
        "第十一轮 常规 25个 316个 83条",
        "第十二轮 常规 9个 128个 9条",
        "第十三轮 常规 25个 — —",
        "2019年 77个 — —",
    ]


@pytest.mark.parametrize("raw", [YEAR, TERM, real("17-dehua-2017")], ids=["year", "term", "17"])
def test_the_account_may_be_published(raw: dict[str, Any]) -> None:
    figures = tally(load(raw))
    assert proofread(compose(figures, "annual"), figures, ("now.inspected",)) == ()
    assert check(load(raw)) == ()


def test_the_source_article_makes_an_account(round4: dict[str, Any]) -> None:
    assert "2017年4月以来，十四届榆阳区委完成3轮巡察，均为常规巡察，共巡察28个单位，" in text(round4)


def test_a_year_without_problems_has_nothing_to_rectify() -> None:
    raw = copy.deepcopy(YEAR)
    raw["scopes"] = raw["scopes"][:1]
    raw["scopes"][0]["results"] = {"problems": 0, "rectified": 0}
    del raw["text"]
    assert "整改到位" not in text(raw)
    assert "\n未发现问题。2025年11月，巡察机构对第五轮被巡察单位的整改情况开展了督查。" in text(raw)


def test_none_fed_back_is_said_without_a_zero() -> None:
    raw = copy.deepcopy(YEAR)
    raw["scopes"] = raw["scopes"][:1]
    raw["scopes"][0]["results"] = {"problems_fed_back": 0}
    del raw["text"]
    assert "\n未反馈问题。" in text(raw)
