"""The news text reads like an editor's, whatever the numbers are and whichever of them are missing."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from bulletin import compose, load, tally
from bulletin.model.document import Heading, Paragraph, text_of

ARTICLE = json.loads((Path(__file__).parents[2] / "examples" / "round4.json").read_text("utf-8"))


def news(raw: dict[str, Any]) -> str:
    """The text of the news document, one line a paragraph."""
    blocks = compose(tally(load(raw)), "news").blocks
    return "\n".join(text_of(block.inlines) for block in blocks if isinstance(block, Heading | Paragraph))


def changed(**results: Any) -> dict[str, Any]:
    """The data of the article with some results replaced; None takes one out."""
    raw: dict[str, Any] = copy.deepcopy(ARTICLE)
    for key, value in results.items():
        if value is None:
            del raw["scopes"][0]["results"][key]
        else:
            raw["scopes"][0]["results"][key] = value
    return raw


def states(n: int, rest: str | None = None, **items: int) -> dict[str, Any]:
    by = {"basis": "partition", "items": items} | ({"rest": rest} if rest else {})
    return {"n": n, "by": {"state": by}}


def sanctions(n: int, basis: str = "partition", **items: int | None) -> dict[str, Any]:
    return {"n": n, "by": {"sanction": {"basis": basis, "items": items}}}


HANDED_ON = "前三轮巡察发现的341个问题均已反馈到位。"


def test_the_article_says_what_was_found() -> None:
    text = news(ARTICLE)
    assert "共巡察28个单位，其中20个部门、8个乡镇。" in text
    assert "谈话1574人次，发放意见征集表639份，走访单位150个。发现问题341个，发现问题线索151件。" in text
    assert HANDED_ON + "目前，整改到位310个，整改率90.9%，其余31个正在限期整改。" in text
    assert "立案41件，结案35件，结案率85.4%。" in text
    assert "党内警告29人、党内严重警告2人、撤销党内职务1人、留党察看1人、开除党籍4人、开除公职1人。" in text


@pytest.mark.parametrize(
    ("rectified", "sentence"),
    [
        (327, "目前，整改到位327个，整改率95.9%，其余14个正在限期整改。"),  # 95.89…%; 341 − 327
        (340, "目前，整改到位340个，整改率99.7%，其余1个正在限期整改。"),  # 99.70…%: one is missing
        (1, "目前，整改到位1个，整改率0.3%，其余340个正在限期整改。"),  # 0.29…%: one is there
        (0, "目前，上述问题均正在限期整改。"),
    ],
)
def test_the_sentence_about_rectification_follows_the_number(rectified: int, sentence: str) -> None:
    raw = changed(problems=states(341, "within_time_limit", rectified=rectified))
    assert HANDED_ON + sentence in news(raw)


def test_when_all_is_rectified_the_sentence_says_so() -> None:
    raw = changed(problems=states(341, "within_time_limit", rectified=341))
    assert "前三轮巡察发现的341个问题均已反馈到位，并已全部整改到位。" in news(raw)


@pytest.mark.parametrize(
    ("sanctioned", "sentence"),
    [
        (0, "尚无人员受到党纪政务处分。"),
        (5, "党纪政务处分5人。"),
        (sanctions(1, party_warning=1), "党纪政务处分1人（党内警告）。"),
        (sanctions(5, party_warning=5), "党纪政务处分5人，均为党内警告。"),
        (sanctions(5, party_warning=3, party_expulsion=2), "党纪政务处分5人，其中党内警告3人、开除党籍2人。"),
        (sanctions(5, party_warning=5, party_expulsion=0), "党纪政务处分5人，均为党内警告。"),
        (sanctions(5, "partial", party_warning=3), "党纪政务处分5人，其中党内警告3人。"),
    ],
)
def test_the_sentence_about_sanctions_follows_their_kinds(sanctioned: object, sentence: str) -> None:
    assert sentence in news(changed(sanctioned=sanctioned))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"petitions": 0, "petitions_transferred": 0, "petitions_closed": 0}, "未收到信访件。"),
        ({"petitions_closed": 46}, "受理信访46件，均已移交区纪委信访室办理，已全部办结。"),
        ({"petitions_closed": 0}, "受理信访46件，均已移交区纪委信访室办理，尚未办结。"),
        ({"petitions_transferred": 0}, "受理信访46件，办结22件，办结率47.8%，其余24件正在办理。"),
        (
            {"petitions_transferred": None, "petitions_closed": None},
            "受理信访46件。",
        ),
        ({"petitions_transferred": None, "petitions_closed": 46}, "受理信访46件，已全部办结。"),
        ({"leads": 0, "leads_transferred": 0, "leads_closed_after_check": 0}, "未发现问题线索。"),
        ({"leads_transferred": 0}, "发现的151件问题线索中，71件经初步核实予以了结，占47.0%。"),
        ({"leads_closed_after_check": 0}, "发现的151件问题线索均已移交区纪委监委。"),
        ({"leads_closed_after_check": 151}, "均已移交区纪委监委，均经初步核实予以了结。"),
        ({"cases_filed": 0, "cases_closed": 0}, "未立案。"),
        ({"cases_closed": 41}, "立案41件，已全部结案。"),
        ({"cases_closed": 0}, "立案41件，均尚未结案。"),
        ({"problems": 0, "problems_fed_back": 0}, "未发现问题。"),
        ({"problems": 341}, HANDED_ON),
        ({"problems_fed_back": None}, "前三轮巡察共发现问题341个。目前，整改到位310个，整改率90.9%，"),
        ({"talks": 0}, "巡察期间，发放意见征集表639份，走访单位150个。"),
        ({"talks": {"n": 1300, "approximate": "余"}}, "谈话1300余人次，"),
    ],
)
def test_a_sentence_follows_its_number(changes: dict[str, Any], sentence: str) -> None:
    assert sentence in news(changed(**changes))


def test_problems_that_were_only_counted_make_a_whole_sentence() -> None:
    text = news(changed(problems=341, problems_fed_back=None))
    assert "问题中，受理" not in text


def test_leads_that_were_only_counted_make_a_whole_sentence() -> None:
    text = news(changed(leads_transferred=None, leads_closed_after_check=None))
    assert "发现的151件问题线索。" not in text


def test_problems_not_yet_fed_back_are_not_fed_back_zero_times() -> None:
    assert "反馈0个" not in news(changed(problems_fed_back=0))


def test_states_that_leave_nothing_over_end_there() -> None:
    # 310 + 31 = 341
    raw = changed(problems=states(341, "within_time_limit", rectified=310, basically_rectified=31))
    assert "整改到位310个、基本完成31个，整改率90.9%。" in news(raw)


def test_what_is_nearly_done_is_not_said_to_be_under_way() -> None:
    raw = changed(problems=states(341, rectified=0, basically_rectified=310, not_rectified=31))
    text = news(raw)
    assert "基本完成310个、未完成31个" in text
    assert "均在整改" not in text


def test_problem_classes_that_are_all_zero_are_not_listed() -> None:
    frame = {"frame": {"basis": "partial", "items": {"leadership_weakened": 0}}}
    assert "主要涉及等方面" not in news(changed(problems={"n": 341, "by": frame}))


def test_one_round_of_one_kind_of_organisation() -> None:
    raw = changed()
    raw["rounds"] = [raw["rounds"][1]]
    raw["scopes"][0] |= {"label": "第三轮", "rounds": [3]}
    assert "十四届榆阳区委已完成第三轮巡察，共巡察8个单位，均为乡镇。" in news(raw)


def test_a_round_under_way_is_not_counted_as_completed() -> None:
    raw = changed()
    raw["scopes"][0]["rounds"] = [1, 2, 3, 4]
    assert "已完成四轮巡察" not in news(raw)


def test_organisations_given_as_a_bare_number_are_printed() -> None:
    raw = changed()
    raw["rounds"][2]["inspected"] = 8
    assert "对8个单位开展巡察" in news(raw)


def test_without_a_plan_nothing_is_said_of_coverage() -> None:
    raw = changed()
    del raw["plan"]
    text = news(raw)
    assert "覆盖率" not in text
    assert "对4个部门、4个乡镇开展巡察。" in text


@pytest.mark.parametrize(
    ("value", "clause"),
    [
        (98, "本届任期规划巡察对象135个，比原规划的98个增加37个；"),
        (140, "本届任期规划巡察对象135个，比原规划的140个减少5个；"),
        (135, "本届任期规划巡察对象135个，与原规划持平；"),
    ],
)
def test_the_plan_is_set_against_the_earlier_one(value: int, clause: str) -> None:
    raw = changed()
    raw["plan"]["objects"]["compared"] = {"label": "原规划", "value": value}
    assert clause in news(raw)


def test_instruments_without_institutions_make_a_whole_sentence() -> None:
    assert "；使" not in news(changed(institutions=None))


def test_instruments_given_as_numbers_are_printed() -> None:
    text = news(changed(instruments_drafted=2, instruments_revised=0, instruments_issued=3, institutions=7))
    assert "起草制度文件2项" in text
    assert "出台制度文件3项" in text
    assert "制度7项" in text


def test_a_closed_list_of_departments_is_not_called_departments_twice() -> None:
    assert "组织部部门" not in news(changed(linked_departments={"names": ["纪委", "组织部"]}))


def test_talks_are_reported_even_where_there_were_no_cases() -> None:
    cases = (
        "leads",
        "leads_transferred",
        "leads_closed_after_check",
        "cases_filed",
        "cases_closed",
        "sanctioned",
    )
    raw = changed(**dict.fromkeys(cases))
    assert "诫勉、提醒谈话52人。" in news(raw)


def test_nobody_sanctioned_leaves_nothing_to_be_left_out_of() -> None:
    assert "移送司法机关1人。" in news(changed(sanctioned=0))


def test_a_quotation_is_printed_in_the_words_of_its_author() -> None:
    raw = changed()
    raw["text"] = {"lead": {"quote": "发现问题的目的是解决问题", "by": "某负责人"}}
    assert "“发现问题的目的是解决问题”" in news(raw)


ONE: dict[str, Any] = {
    "problems": 1,
    "problems_fed_back": 1,
    "rectified": 1,
    "petitions": 1,
    "petitions_transferred": {"n": 1, "to": "县信访局"},
    "petitions_closed": 1,
    "leads": 1,
    "leads_transferred": {"n": 1, "to": "县纪委监委"},
    "leads_closed_after_check": 1,
    "cases_filed": 1,
    "cases_closed": 1,
}


def only(**results: Any) -> dict[str, Any]:
    """The data of the article with no other results than these."""
    raw: dict[str, Any] = copy.deepcopy(ARTICLE)
    raw["scopes"][0]["results"] = results
    return raw


def test_of_one_thing_nobody_says_all_of_them() -> None:
    text = news(only(**ONE))
    assert "前三轮巡察发现的1个问题已反馈到位，并已整改到位。" in text
    assert "受理信访1件，已移交县信访局办理，已办结。" in text
    assert "发现的1件问题线索已移交县纪委监委，经初步核实予以了结。立案1件，已结案。" in text
    assert not any(word in text for word in ("均", "全部"))


def test_of_one_thing_not_yet_done_nobody_says_all_of_them() -> None:
    undone = {"rectified": 0, "petitions_closed": 0, "leads_closed_after_check": 0, "cases_closed": 0}
    text = news(only(**(ONE | undone)))
    assert "前三轮巡察发现的1个问题已反馈到位。目前，该问题尚未整改到位。" in text
    assert "受理信访1件，已移交县信访局办理，尚未办结。" in text
    assert "发现的1件问题线索已移交县纪委监委。立案1件，尚未结案。" in text
    assert not any(word in text for word in ("均", "全部"))


def test_of_a_number_that_is_about_right_no_rate_and_no_rest_are_told() -> None:
    about = {"n": 40, "approximate": "余"}
    raw = only(problems=about, rectified=30, petitions=about, petitions_closed=20, leads=about,
               leads_closed_after_check=10, cases_filed=about, cases_closed=5)  # fmt: skip
    text = news(raw)
    assert "前三轮巡察共发现问题40余个。目前，整改到位30个。" in text
    assert "受理信访40余件，办结20件。" in text
    assert "发现的40余件问题线索中，10件经初步核实予以了结。立案40余件，结案5件。" in text


def test_of_about_so_many_problems_none_is_done_yet() -> None:
    raw = only(problems={"n": 40, "approximate": "余"}, rectified=0)
    assert "目前，尚无问题整改到位。" in news(raw)


def test_problems_of_which_only_those_fed_back_are_counted_are_told() -> None:
    # 18 of 20 are 90%
    assert "前三轮巡察共反馈问题20个。目前，整改到位18个，整改率90.0%，其余2个尚未整改到位。" in news(
        only(problems_fed_back=20, rectified=18)
    )


def test_some_petitions_are_handed_on() -> None:
    raw = only(petitions=46, petitions_transferred={"n": 12, "to": "县信访局"}, petitions_closed=22)
    # 22 ÷ 46 = 47.8…%; 46 − 22 = 24
    assert "受理信访46件，其中移交县信访局12件；办结22件，办结率47.8%，其余24件正在办理。" in news(raw)


def test_classes_of_problems_that_are_counted_are_told_as_counts() -> None:
    items = {"leadership_weakened": 61, "building_lacking": 74}
    raw = only(problems={"n": 268, "by": {"frame": {"basis": "partial", "items": items}}})
    assert "从问题类别看，党的领导弱化61个、党的建设缺失74个等。" in news(raw)


def test_problems_of_one_class_are_said_to_be_of_it() -> None:
    frame = {"frame": {"basis": "partition", "items": {"building_lacking": 5}}}
    assert "问题均属党的建设缺失方面。" in news(only(problems={"n": 5, "by": frame}))
    frame["frame"]["items"] = {"building_lacking": 1}
    assert "问题属党的建设缺失方面。" in news(only(problems={"n": 1, "by": frame}))


@pytest.mark.parametrize(
    ("since", "until", "begins"),
    [
        ("2017-04", None, "2017年4月以来，十四届榆阳区委"),
        ("2017", "2017", "2017年，十四届榆阳区委"),
        ("2018-01-03", "2018-04-02", "2018年1月3日至4月2日，十四届榆阳区委"),
        ("2017-04", "2018-07", "2017年4月至2018年7月，十四届榆阳区委"),
        ("2018-01", "2018-07", "2018年1月至7月，十四届榆阳区委"),
        ("2017", "2018-07-31", "2017年以来，十四届榆阳区委"),
    ],
)
def test_the_time_of_the_account_ends_where_it_ends(since: str, until: str | None, begins: str) -> None:
    raw = changed()
    raw["scopes"][0] |= {"since": since} | ({"until": until} if until else {})
    assert begins in news(raw)


def test_one_way_of_inspecting_is_not_combined_with_itself() -> None:
    assert "采取常规与专项相结合的方式，" in news(ARTICLE)
    raw = changed()
    raw["rounds"][2]["modes"] = ["routine"]
    assert "采取常规方式，" in news(raw)


def test_without_an_earlier_plan_the_coverage_follows_at_once() -> None:
    raw = changed()
    raw["plan"] = {"objects": 135}
    assert "本届任期规划巡察对象135个，已巡察28个，覆盖率20.7%。" in news(raw)


def test_rounds_that_inspected_nobody_new_say_so() -> None:
    raw = copy.deepcopy(ARTICLE)
    for entry in raw["rounds"]:
        entry["inspected"] = 0
    del raw["plan"]
    said = news(raw)
    assert "未巡察新的单位。" in said
    assert "0个单位" not in said


def test_what_would_be_covered_is_not_told_of_nobody() -> None:
    raw = copy.deepcopy(ARTICLE)
    for entry in raw["rounds"]:
        entry["inspected"] = 0
    assert "将累计巡察" in news(ARTICLE)
    assert "将累计巡察" not in news(raw)
