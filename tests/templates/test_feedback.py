"""The circular about the feedback of a round reads like an editor's, whatever was found and handed on."""

from typing import Any

import pytest

from bulletin.issues.errors import DataRefused
from tests.helpers.notices import case, composed, example, results, text


def test_a_feedback_circular_says_who_told_whom_and_when() -> None:
    said = text(example("feedback"))
    assert "2027年1月15日，巡察组向各被巡察单位党组织反馈了巡察情况。现将有关情况通报如下。" in said


def test_problems_are_told_by_their_frame_with_number_and_words() -> None:
    said = text(example("feedback"))
    assert "巡察共发现问题128个，其中立行立改问题21个。" in said
    assert "\n基层党组织和党员队伍建设方面。发现问题38个。主要是组织生活不规范" in said
    assert said.index("党的路线方针政策和党中央决策部署落实方面。") < said.index("群众身边腐败问题")


def test_frames_without_words_are_listed_in_one_sentence() -> None:
    raw = example("feedback")
    for key in list(raw["text"]):
        if key.startswith("focus_"):
            del raw["text"][key]
    listed = "群众身边腐败问题和不正之风33个，基层党组织和党员队伍建设38个"
    assert listed in text(raw)
    assert "方面。发现问题" not in text(raw)


def test_words_without_a_number_stand_under_the_term_of_their_frame() -> None:
    raw = example("feedback")
    results(raw)["problems"] = 128
    assert "\n巡察、审计等监督发现问题整改方面。主要是对审计指出的问题" in text(raw)


@pytest.mark.parametrize(
    ("found", "immediate", "sentence"),
    [
        (0, None, "巡察未发现问题。"),
        (5, 0, "巡察共发现问题5个。"),
        (5, 5, "巡察共发现问题5个，均为立行立改问题。"),
        (1, 1, "巡察发现问题1个，属于立行立改问题。"),
    ],
)
def test_the_sentence_about_problems_follows_their_number(
    found: int, immediate: int | None, sentence: str
) -> None:
    raw = example("feedback-least")
    raw["scopes"][0]["results"] = {"problems": found}
    if immediate is not None:
        results(raw)["immediate"] = immediate
    assert sentence in text(raw)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"leads_transferred": {"n": 2, "persons": 3, "to": "县纪委"}}, "向县纪委移交问题线索2件3人。"),
        ({"leads_transferred": 1}, "向有关部门移交问题线索1件。"),
        ({"leads_transferred": 0}, "未移交问题线索。"),
        ({"leads": 0}, "未发现问题线索。"),
        ({"suggestions": 7}, "提出意见建议7条。"),
        (
            {"suggestions": {"by": {"recipient": {"basis": "partition", "items": {"inspected": 7}}}}},
            "提出意见建议7条，均向被巡察单位提出。",
        ),
        (
            {"suggestions": {"n": 7, "by": {"recipient": {
                "basis": "partial", "items": {"inspected": 0, "government": 4, "organisation_department": 1},
            }}}},
            "提出意见建议7条，其中向党委组织部1条、向政府4条。",
        ),
    ],
)  # fmt: skip
def test_the_sentence_about_what_was_handed_on_follows_its_number(
    given: dict[str, Any], sentence: str
) -> None:
    raw = example("feedback-least")
    results(raw).update(given)
    assert f"二、问题线索移交和意见建议\n{sentence}" in text(raw)


def test_without_leads_and_suggestions_there_is_no_section_about_them() -> None:
    assert "移交" not in text(example("feedback-least"))


def test_a_real_feedback_lacks_its_date_and_is_otherwise_complete() -> None:
    raw = case("12-weixi-di11lun")
    with pytest.raises(DataRefused) as refused:
        composed(raw, "feedback")
    assert [issue.values["path"] for issue in refused.value.issues] == ["document.date"]


def test_a_real_feedback_reads_well_once_it_is_dated() -> None:
    raw = case("12-weixi-di11lun")
    raw["document"]["date"] = "2020-06-30"  # of the real text only the year is known
    said = text(raw, "feedback")
    assert "2020年4月7日至6月8日，3个巡察组对被巡察单位开展了第十一轮巡察。" in said
    assert "巡察共发现问题189个，其中立行立改问题32个。" in said
    assert "提出意见建议30条，其中向被巡察单位26条、向党委组织部1条、向政府3条。" in said  # 26 + 1 + 3


@pytest.mark.parametrize(
    ("quote", "line"),
    [
        ("诚恳接受意见", "\n县教育局党组：“诚恳接受意见”。\n"),
        ("诚恳接受意见。", "\n县教育局党组：“诚恳接受意见。”\n"),
    ],
)
def test_a_quotation_ends_its_sentence_once(quote: str, line: str) -> None:
    raw = example("feedback")
    raw["text"]["statement"] = {"by": "县教育局党组", "quote": quote}
    assert line in text(raw)
