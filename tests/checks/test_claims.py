"""What people claim in words, held against the figures."""

from typing import Any

import pytest

from bulletin.drafting.draft import compose_draft
from bulletin.drafting.examine import examine
from bulletin.drafting.request import Request
from bulletin.model.document import lines_of, text_of


def told(data: dict[str, Any], template: str, code: str) -> list[str]:
    draft = compose_draft(examine(Request(data, template, formats=())))
    return [str(issue.values["words"]) for issue in draft.issues if issue.code == code]


def with_rectified(data: dict[str, Any], n: int, text: str) -> dict[str, Any]:
    """Return the data with `n` of its 341 problems rectified, and the text."""
    (scope,) = [each for each in data["scopes"] if each.get("reported")]
    scope["results"]["problems"]["by"]["state"]["items"]["rectified"] = n
    data["text"] = {"outlook": text}
    return data


@pytest.mark.parametrize(
    "text",
    [
        "反馈的问题已全部整改到位。",
        "反馈问题，均已整改完成。",
        "目前，发现的问题全部得到整改。",
        "目前反馈的主要问题已全部整改到位。",
    ],
)
def test_all_done_is_told_where_some_are_not(round4: dict[str, Any], text: str) -> None:
    assert len(told(with_rectified(round4, 310, text), "news", "B511")) == 1
    assert told(with_rectified(round4, 341, text), "news", "B511") == []


@pytest.mark.parametrize(
    "text", ["对尚未整改到位的问题，要紧盯不放。", "有的问题仍未完成整改。", "部门未整改到位的问题较多。"]
)
def test_not_yet_is_told_where_all_is_done(round4: dict[str, Any], text: str) -> None:
    assert len(told(with_rectified(round4, 341, text), "news", "B511")) == 1
    assert told(with_rectified(round4, 310, text), "news", "B511") == []


@pytest.mark.parametrize(
    "text",
    [
        "要确保问题全部整改到位。",
        "推动反馈问题全部整改到位。",
        "立行立改的问题已全部整改到位。",
        "第一轮巡察发现的问题已全部整改到位。",
        "有关单位均已报送材料。",
        "问题整改工作全部由主要负责人牵头。",
    ],
)
def test_demands_and_parts_are_no_claims(round4: dict[str, Any], text: str) -> None:
    assert told(with_rectified(round4, 310, text), "news", "B511") == []


@pytest.mark.parametrize(
    "text",
    ["凡未整改到位的，一律问责。", "坚持问题未整改到位不放过。", "第一轮尚未整改到位的问题，已作安排。"],
)
def test_conditions_and_earlier_problems_are_no_claims(round4: dict[str, Any], text: str) -> None:
    assert told(with_rectified(round4, 341, text), "news", "B511") == []


def test_a_lead_stands_before_the_opening_formula(circular: dict[str, Any]) -> None:
    circular["text"] = {**circular.get("text", {}), "lead": "为压实整改责任，经县委同意，予以通报。"}
    document = compose_draft(examine(Request(circular, "circular", formats=()))).document
    lines = [text_of(inlines) for _, inlines in lines_of(document)]
    assert any(line.startswith("为压实整改责任，经县委同意，予以通报。现将") for line in lines)


def test_a_lead_with_the_opening_formula_of_its_own_is_told(circular: dict[str, Any]) -> None:
    circular["text"] = {**circular.get("text", {}), "lead": "为压实整改责任，现将有关情况通报如下。"}
    assert len(told(circular, "circular", "B512")) == 1
    circular["text"]["lead"] = "为压实整改责任，县委开展巡察。"
    assert told(circular, "circular", "B512") == []
