"""What people type beside figures, what they vouch for, and deadlines."""

import dataclasses
from typing import Any

import pytest

from bulletin.drafting.draft import compose_draft
from bulletin.drafting.examine import examine
from bulletin.drafting.request import Request
from bulletin.issues.issue import Issue
from bulletin.ledger.entries import reduced


def said(round4: dict[str, Any], outlook: str, **records: Any) -> tuple[list[Issue], tuple[Any, ...]]:
    """The issues of the text, and the people's words in the ledger, of round 4 with an outlook."""
    data = {**round4, "text": {"outlook": outlook}, "records": {**round4.get("records", {}), **records}}
    draft = compose_draft(examine(Request(data, "news", formats=())))
    codes = ("B501", "B508", "B509", "B510")
    return [each for each in draft.issues if each.code in codes], draft.ledger.typed


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("已完成-{rectified}。", "已完成-310个"),
        ("已完成{rectified}万。", "310个万。"),
        ("已完成{rectified}%。", "310个%。"),
        ("已完成{rectified}倍。", "310个倍。"),
        ("已完成{rectified}多。", "310个多。"),
        ("已完成二{rectified}。", "已完成二310个"),
        ("已完成{rectified}{problems}。", "310个341个"),
        ("已完成{rectified|bare}{problems}。", "310341个"),
    ],
)
def test_nothing_beside_a_figure_may_change_it(round4: dict[str, Any], text: str, words: str) -> None:
    (issue,), _ = said(round4, text)
    assert issue.code in ("B501", "B509")
    assert issue.code == "B501" or str(issue.values["words"]) in words


@pytest.mark.parametrize(
    "text",
    [
        "立案{cases_filed}{sanctioned}。", "共有{rectified}成员单位。", "其中{rectified}来自群众。",
        "统一{rectified}。",
        "问题{rectified}，线索{leads}。", "——{rectified}。",
    ],
)  # fmt: skip
def test_ordinary_words_may_stand_beside_a_figure(round4: dict[str, Any], text: str) -> None:
    issues, _ = said(round4, text)
    assert issues == []


def test_a_figure_under_another_term_is_told(round4: dict[str, Any]) -> None:
    (issue,), _ = said(round4, "共发现问题{petitions}。")
    assert (issue.code, issue.values["name"]) == ("B509", "now.petitions")


def test_words_that_a_person_vouches_for_pass_and_are_listed(round4: dict[str, Any]) -> None:
    issues, _ = said(round4, "全县共有行政村128个，已全部宣讲。")
    assert [issue.code for issue in issues] == ["B501"]
    assert '"words": "全县共有行政村128个"' in str(issues[0].values["line"])
    vouched = [{"words": "全县共有行政村128个", "by": "示例同志", "why": "县民政局2026年名录"}]
    issues, typed = said(round4, "全县共有行政村128个，已全部宣讲。", vouched=vouched)
    assert issues == []
    (entry,) = [each for each in typed if each.kind == "文字确认"]
    assert (entry.words, entry.by, entry.why) == ("全县共有行政村128个", "示例同志", "县民政局2026年名录")


def test_a_vouch_dies_when_its_words_change(round4: dict[str, Any]) -> None:
    vouched = [{"words": "全县共有行政村128个", "by": "示例同志", "why": "名录"}]
    issues, _ = said(round4, "全县共有行政村129个，已全部宣讲。", vouched=vouched)
    assert sorted(issue.code for issue in issues) == ["B501", "B510"]


def test_who_vouches_does_not_travel(round4: dict[str, Any]) -> None:
    vouched = [{"words": "全县共有行政村128个", "by": "示例同志", "why": "名录"}]
    data = {**round4, "text": {"outlook": "全县共有行政村128个。"}, "records": {"vouched": vouched}}
    ledger = compose_draft(examine(Request(data, "news", formats=()))).ledger
    travels = dataclasses.astuple(reduced(ledger, "printed"))
    assert "示例同志" not in repr(travels)
    assert "全县共有行政村128个" in repr(travels)


def test_references_are_listed_as_the_words_of_people(round4: dict[str, Any]) -> None:
    text = "按照《示例意见》（云办发〔2018〕12号）第三条要求，15个工作日内报送，电话：0000-0000000。"
    issues, typed = said(round4, text)
    assert issues == []
    assert [(each.words, each.kind) for each in typed] == [
        ("《示例意见》", "文件名称"),
        ("〔2018〕12号", "发文字号"),
        ("第三条", "条款"),
        ("15个工作日内", "期限、频次"),
        ("电话：0000-0000000", "电话"),
    ]


def test_a_deadline_before_the_document_is_refused(round4: dict[str, Any]) -> None:
    round4["document"]["date"] = "2018-09-18"
    (issue,), _ = said(round4, "请各单位于2018年7月15日前报送。")
    assert issue.code == "B508"
    issues, _ = said(round4, "请各单位于2018年10月15日前报送。2018年7月15日前已完成整改。")
    assert issues == []


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("按照云办发[2018]12号文件。", "云办发〔2026〕8号"),
        ("来电85061112反映。", "电话：0000-0000000"),
        ("依据2018-08-05的通知。", "2026年8月5日"),
        ("请在60天反馈。", "15个工作日内"),
    ],
)
def test_the_message_names_the_form_that_nearly_matched(round4: dict[str, Any], text: str, form: str) -> None:
    issues, _ = said(round4, text)
    assert form in str(issues[0].values["near"])
