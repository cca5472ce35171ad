"""The heading of an official document: what only people give has to have its form, and finds its place."""

import io
from typing import Any

import docx
import pytest

from bulletin import Severity, build, check, load
from bulletin.model.document import ParagraphGroup, text_of


def said(data: dict[str, Any], **given: str) -> list[tuple[str, str]]:
    """The codes and places of what is said of a document with these fields."""
    data["document"].update(given)
    return [(issue.code, issue.place) for issue in check(load(data)) if issue.code in ("B221", "B222")]


@pytest.mark.parametrize("secrecy", ["绝密", "机密★1年", "秘密★6个月", "机密★长期"])
def test_a_degree_of_secrecy_in_its_form_only_asks_for_a_cleared_machine(
    circular: dict[str, Any], secrecy: str
) -> None:
    assert said(circular, secrecy=secrecy) == [("B222", "/document/secrecy")]


@pytest.mark.parametrize(
    ("field", "text"),
    [("secrecy", "机密"[:1]), ("secrecy", "机密*1年"), ("urgency", "急"), ("copy_number", "12")],
)
def test_what_has_not_its_form_is_told(circular: dict[str, Any], field: str, text: str) -> None:
    assert ("B221", f"/document/{field}") in said(circular, **{field: text})


def test_a_copy_number_of_other_length_is_a_warning(circular: dict[str, Any]) -> None:
    circular["document"]["copy_number"] = "12"
    (issue,) = (issue for issue in check(load(circular)) if issue.code == "B221")
    assert issue.severity is Severity.WARNING  # 一般用6位 (7.2.1)


def test_the_corner_is_written_in_the_order_of_the_standard(circular: dict[str, Any]) -> None:
    circular["document"].update(urgency="特急", secrecy="秘密★1年", copy_number="000012")
    blocks = build(circular, formats=()).document.blocks
    head = next(block for block in blocks if isinstance(block, ParagraphGroup))
    assert [text_of(paragraph.inlines) for paragraph in head.paragraphs] == [
        "000012", "秘密★1年", "特急", "中共云川县委巡察工作领导小组文件", "云巡组〔2026〕8号", "",
    ]  # fmt: skip


def test_a_document_that_goes_upwards_names_its_signers_beside_its_number(circular: dict[str, Any]) -> None:
    circular["document"]["signers"] = ["张三", "李四"]
    word = docx.Document(io.BytesIO(build(circular, formats=("docx",)).contents["docx"]))
    line = next(paragraph for paragraph in word.paragraphs if paragraph.text.startswith("云巡组"))
    assert line.text == "云巡组〔2026〕8号\t签发人：张三　李四"
    assert line.style is not None
    assert line.style.name == "上行文发文字号和签发人"
    named = [run.text for run in line.runs if getattr(run.style, "name", "") == "段首语"]
    assert named == ["张三", "　", "李四"]  # in 楷体


def test_a_note_stands_in_brackets_after_the_date(circular: dict[str, Any]) -> None:
    circular["document"]["note"] = "此件公开发布"
    text = build(circular, formats=("txt",)).contents["txt"].decode()
    assert "\n2026年9月18日\n　　（此件公开发布）\n抄送：" in text
