"""A line end that people type begins a paragraph; nothing empty is printed."""

from pathlib import Path
from typing import Any

import pytest

from bulletin import build
from bulletin.composition.markup.inlines import lines_of_prose
from bulletin.drafting.draft import compose_draft
from bulletin.drafting.examine import examine
from bulletin.drafting.request import Request
from bulletin.model.document import Paragraph, Strong, Table, Text, Value, text_of

TWO = "各级党组织要提高站位。\n\n　　纪检监察机关要加强监督。\n"


def paragraphs(data: dict[str, Any], template: str = "news") -> list[str]:
    draft = compose_draft(examine(Request(data, template, formats=())))
    codes = [issue.code for issue in draft.issues if issue.code.startswith("B50") and issue.code != "B507"]
    assert codes == []
    return [text_of(each.inlines) for each in draft.document.blocks if isinstance(each, Paragraph)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\n\n", "\n　　", "\n \n"])
def test_each_line_of_a_text_is_a_paragraph(round4: dict[str, Any], end: str) -> None:
    round4["text"] = {"outlook": f"各级党组织要提高站位。{end}纪检监察机关要加强监督。"}
    assert paragraphs(round4)[-2:] == ["各级党组织要提高站位。", "纪检监察机关要加强监督。"]


def test_a_figure_may_stand_in_a_later_line(round4: dict[str, Any]) -> None:
    round4["text"] = {"outlook": "要提高站位。\n对已整改的{rectified}问题，要巩固成效。\n要长抓不懈。"}
    assert paragraphs(round4)[-3:] == ["要提高站位。", "对已整改的310个问题，要巩固成效。", "要长抓不懈。"]


def test_lines_of_prose_may_be_strong() -> None:
    value = Value("一\n二", "text.outlook", "prose")
    assert lines_of_prose((Text("甲"), Strong((value,)), Text("乙"))) == [
        (Text("甲"), Strong((Value("一", "text.outlook", "prose"),))),
        (Strong((Value("二", "text.outlook", "prose"),)), Text("乙")),
    ]


def test_every_paragraph_of_a_text_is_indented(round4: dict[str, Any]) -> None:
    round4["text"] = {"outlook": TWO}
    built = build(round4, "news", formats=["txt"])
    lines = built.contents["txt"].decode().splitlines()
    assert [line[:4] for line in lines if "要" in line][-2:] == ["　　各级", "　　纪检"]


@pytest.mark.parametrize(
    "markup",
    [
        "<p></p>", "<p>  </p>", "<p>{% if now.rectified is zero %}无{% endif %}</p>",
        "<table><tr><th>甲</th></tr>{% if now.rectified is zero %}<tr><td>乙</td></tr>{% endif %}</table>",
    ],
)  # fmt: skip
def test_nothing_empty_is_printed(round4: dict[str, Any], tmp_path: Path, markup: str) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "template.toml").write_text('title = "情况"\nlayout = "news"\n', "utf-8")
    (own / "document.xml.j2").write_text(f"<document><h1>情况</h1>{markup}<p>正文。</p></document>", "utf-8")
    draft = compose_draft(examine(Request(round4, "own", search=[tmp_path], formats=())))
    blocks = [type(each) for each in draft.document.blocks if isinstance(each, Paragraph | Table)]
    assert blocks == [Paragraph]
