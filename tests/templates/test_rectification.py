"""The notice about rectification reads like an editor's: one problem or a hundred, none done or all."""

from typing import Any

import pytest

from bulletin import compose, load, proofread, tally
from bulletin.model.codelist import read_codelist, shipped_codelist
from bulletin.model.document import Heading, lines_of, text_of
from tests.helpers.notices import CASES, case, example, results, text


def problems(*states: str, **more: Any) -> list[dict[str, Any]]:
    return [{"title": f"问题{'甲乙丙丁'[i]}", "state": state, **more} for i, state in enumerate(states)]


def rectification(*states: str, **more: Any) -> dict[str, Any]:
    """The notice of an organisation with problems in these states and no other results."""
    raw = example("rectification-one")
    raw["records"]["problems"] = problems(*states, **more)
    raw["scopes"][0]["results"] = {}
    return raw


def test_the_states_add_up_and_the_rate_is_that_of_the_list() -> None:
    said = text(example("rectification"))
    # 3 + 1 + 1 + 1 = 6, and 3 of 6 are half
    states = "整改到位3个、基本完成1个、持续整改1个、正在整改1个，整改率50.0%。"
    assert f"巡察反馈问题6个。截至2027年7月15日，{states}" in said


def test_each_problem_stands_under_a_heading_with_measures_and_state() -> None:
    said = text(example("rectification"))
    begins = "（二）校园食堂食材采购监管不到位\n整改单位：县教育局党组。"
    assert f"{begins}整改措施：开展全县学校食堂专项检查；统一采购平台和验收标准。整改状态：基本完成。" in said


@pytest.mark.parametrize(
    ("states", "sentence"),
    [
        (["rectified"], "巡察反馈问题1个，已整改到位。"),
        (["rectified"] * 3, "巡察反馈问题3个，目前，已全部整改到位。"),
        (["under_rectification"], "巡察反馈问题1个。目前，正在整改。"),
        (["not_rectified"] * 3, "巡察反馈问题3个。目前，均未完成。"),
        (["rectified", "not_rectified"], "巡察反馈问题2个。目前，整改到位1个、未完成1个，整改率50%。"),
        (
            ["basically_rectified", "under_rectification"],
            "巡察反馈问题2个。目前，基本完成1个、正在整改1个。",
        ),
    ],
)
def test_the_sentence_about_rectification_follows_the_states(states: list[str], sentence: str) -> None:
    assert sentence in text(rectification(*states))


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"problems": 0}, "巡察未反馈需要整改的问题。"),
        ({"problems": 4, "rectified": 0}, "巡察反馈问题4个。目前，上述问题均尚未整改到位。"),
        ({"problems": 4, "rectified": 4}, "巡察反馈问题4个，目前，已全部整改到位。"),
        (
            {"problems": 4, "problems_fed_back": 3, "rectified": 1},
            "巡察发现问题4个，已反馈3个。目前，整改到位1个，整改率25%，其余3个尚未整改到位。",
        ),
    ],
)
def test_numbers_without_a_list_make_whole_sentences(given: dict[str, int], sentence: str) -> None:
    raw = rectification()
    raw["scopes"][0]["results"] = given
    assert sentence in text(raw)


def test_a_state_that_all_problems_share_is_not_repeated_under_each() -> None:
    assert "整改状态：" not in text(rectification("rectified", "rectified", measures=["制定办法"]))


def test_one_problem_is_not_numbered() -> None:
    said = text(example("rectification-one"))
    assert "反馈的问题：农村饮水安全工程管护责任不落实。\n整改措施：逐村明确管护责任人。" in said
    assert "（一）" not in said


def test_a_measure_that_ends_in_a_full_stop_does_not_end_twice() -> None:
    raw = rectification("rectified", "not_rectified", measures=["制定办法。", "开展检查；"])
    assert "整改措施：制定办法；开展检查。整改状态：整改到位。" in text(raw)


def test_a_hundred_problems_are_numbered_to_the_last() -> None:
    raw = rectification()
    raw["records"]["problems"] = [
        {"title": "制度执行不严格", "state": "rectified" if i else "not_rectified"} for i in range(100)
    ]
    figures = tally(load(raw))
    document = compose(figures, "rectification")
    headings = [text_of(b.inlines) for b in document.blocks if isinstance(b, Heading) and b.level == 3]
    assert (headings[0][:3], headings[-1][:4], len(headings)) == ("（一）", "（一百）", 100)
    assert proofread(document, figures) == ()


def test_what_was_gained_is_one_sentence() -> None:
    assert "整改期间，制定制度19项，清退资金23.50万元。" in text(example("rectification"))


def test_meetings_make_whole_sentences_alone_and_together() -> None:
    raw = rectification("rectified")
    results(raw)["party_lectures"] = 2
    assert "讲授专题党课2次。" in text(raw)
    results(raw)["meetings"] = 3
    assert "召开会议3次，讲授专题党课2次。" in text(raw)


def test_the_public_is_told_how_to_reach_the_office() -> None:
    told = "请通过以下方式反映。\n联系电话：0000-1234500\n通信地址：云川县云川路1号县委巡察办\n电子邮箱："
    assert told in text(example("rectification"))


def test_without_contacts_the_public_is_not_told_of_any() -> None:
    assert "以下方式" not in text(example("rectification-one"))


def test_without_any_results_no_section_is_empty() -> None:
    raw = example("rectification-one")
    raw["scopes"][0]["results"] = {}
    del raw["records"]
    assert "一、" not in text(raw)


def test_the_real_notice_of_a_round_says_what_it_published() -> None:
    own = CASES / "08-kunming-qu-dierlun-zhenggai.indicators.toml"
    codelist = read_codelist(own.read_text("utf-8"), shipped_codelist())
    data = load(case("08-kunming-qu-dierlun-zhenggai"), codelist)
    figures = tally(data, codelist)
    document = compose(figures, "rectification")
    said = "\n".join(text_of(inlines) for _, inlines in lines_of(document))
    assert "4个巡察组对40家单位（4家常规巡察单位、32家教育领域专项巡察事业单位、" in said
    # 688 + 4 + 5 = 697; 688 of 697 are 98.7%
    assert "巡察反馈问题697个。目前，整改到位688个、基本完成4个、未完成5个，整改率98.7%。" in said
    assert "召开会议141次、专题民主生活会38次，讲授专题党课72次。" in said
    assert "制定制度589项，清退资金66.57万元，追缴资金146万元，挽回经济损失1369.5万元。" in said
    assert proofread(document, figures, codelist=codelist) == ()


def test_problems_of_which_none_is_fed_back_are_said_to_wait() -> None:
    raw = rectification()
    del raw["records"]
    raw["scopes"][0]["results"] = {"problems": 6, "problems_fed_back": 0}
    assert "巡察发现问题6个，尚未反馈。" in text(raw)
