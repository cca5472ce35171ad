"""Attachments from markup to every format: labels, the list after the text, order, what is refused."""

import json
import re
from pathlib import Path

import pytest

from bulletin import build, write
from bulletin.cli import main
from bulletin.issues.errors import TemplateRefused
from bulletin.model.document import Heading, Section, leaves, lines_of, text_of, values_of
from bulletin.readers.docx import read_docx
from bulletin.readers.html import read_html
from tests.helpers import long_bulletin
from tests.helpers.written import CLOSING, COLOPHON, document, pages

ONE = "<attachment><h1>整改情况</h1></attachment>"
TWO = "<attachment><h1>整改<br/>情况</h1></attachment><attachment><h1>名单</h1></attachment>"
TABLE = '<table><tr><td numbered="yes"/><td>甲</td></tr><tr><td numbered="yes"/><td>乙</td></tr></table>'
WHOLE = (
    "<h1>通报</h1><p>正文。</p><annexes/>"
    + CLOSING
    + f'<attachment landscape="yes"><h1>一览表</h1>{TABLE}</attachment>'
    + '<attachment><h1>流程</h1><h2 numbered="yes">总体</h2>'
    + '<picture src="wide.png" alt="四步相连"><caption>图题</caption></picture></attachment>'
    + COLOPHON
)

pytestmark = pytest.mark.slow


def texts(markup: str) -> list[str]:
    return [text_of(inlines) for _, inlines in lines_of(document(markup))]


# ── what is written ──────────────────────────────────────────────────────────────────────────────────────


def test_a_single_attachment_is_not_counted() -> None:
    assert texts(f"<annexes/>{ONE}") == ["附件：整改情况", "附件", "整改情况"]


def test_the_titles_of_several_are_listed_word_for_word_and_counted() -> None:
    listed = ["附件：1.整改情况", "2.名单"]
    assert texts(f"<annexes/>{TWO}") == [*listed, "附件1", "整改\n情况", "附件2", "名单"]


def test_a_line_break_in_the_title_is_not_listed_wherever_it_stands() -> None:
    title = "<attachment><h1><strong>整改<br/>情况</strong></h1></attachment>"
    assert texts(f"<annexes/>{title}") == ["附件：整改情况", "附件", "整改\n情况"]


def test_ordinals_begin_anew_in_each_attachment() -> None:
    heads = '<h2 numbered="yes">甲</h2>'
    inside = TWO.replace("</h1>", f"</h1>{heads}")
    found = [text for text in texts(f"{heads}{heads}<annexes/>{inside}") if text.endswith("、甲")]
    assert found == ["一、甲", "二、甲", "一、甲", "一、甲"]


def test_numbered_cells_are_counted_down_each_table() -> None:
    assert texts(TABLE * 2) == ["1\t甲", "2\t乙", "1\t甲", "2\t乙"]


@pytest.mark.parametrize("markup", ["<annexes/>", '<section landscape="yes"></section>'])
def test_what_would_be_empty_vanishes(markup: str) -> None:
    assert document(f"<p>正文。</p>{markup}").blocks == document("<p>正文。</p>").blocks


def test_only_the_title_of_an_attachment_looks_like_one() -> None:
    headings = [b.role for b in leaves(document(WHOLE).blocks) if isinstance(b, Heading)]
    assert headings == ["h1", "annex_title", "annex_title", "h2"]


def test_values_are_counted_through_the_attachments_in_reading_order() -> None:
    values = [value for _, line in lines_of(document(WHOLE)) for value in values_of(line)]
    assert [value.text for value in values] == ["1.", "2.", "1", "1", "2", "2", "一、"]
    assert [value.occurrence for value in values] == [1, 2, 3, 4, 5, 6, 7]


# ── what is refused ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("markup", "finding"),
    [
        ('<annexes/><attachment at="t:3"><p>甲</p></attachment>', "B409 t:3"),
        ('<annexes/><attachment at="t:3"><h1>甲</h1><h1>乙</h1></attachment>', "B409 t:3"),
        ('<annexes/><attachment at="t:3"><p>甲</p><h1>乙</h1></attachment>', "B409 t:3"),
        ('<annexes/><attachment at="t:3"><h1></h1></attachment>', "B409 t:3"),
        ('<annexes/><attachment at="t:3"><h1>甲</h1><section at="t:4"/></attachment>', "B405 t:4"),
        ('<section at="t:3"><attachment at="t:4"><h1>甲</h1></attachment></section>', "B405 t:4"),
        ('<section at="t:3"><h1 at="t:4">甲</h1></section>', "B405 t:4"),
        ('<section at="t:3" landscape="true"/>', "B405 t:3"),
        ('<signature at="t:3" sealed="1"/>', "B405 t:3"),
        ('<p at="t:3" numbered="">甲</p>', "B405 t:3"),
        (ONE, "B409 test"),
        (f"{ONE}<annexes/>", "B409 test"),
        (f"<annexes/><annexes/>{ONE}", "B409 test"),
    ],
)
def test_a_fault_is_told_with_its_line(markup: str, finding: str) -> None:
    with pytest.raises(TemplateRefused) as refused:
        document(markup)
    assert [f"{issue.code} {issue.place}" for issue in refused.value.issues] == [finding]


# ── in every format ──────────────────────────────────────────────────────────────────────────────────────


def test_all_formats_have_the_same_text_in_the_same_order() -> None:
    made = document(WHOLE)
    of_pdf = "".join(re.sub("—[0-9]+—", "", page) for page in pages(write(made, "pdf")))
    of_docx = "".join(line.text for line in read_docx(write(made, "docx"), "x").lines)
    of_html = "".join(line.text for line in read_html(write(made, "html"), "x").lines)
    of_txt = write(made, "txt").decode()
    wanted = "通报正文。附件：1.一览表2.流程云川县委2026年9月18日（此件公开发布）"
    wanted += "附件1一览表1甲2乙附件2流程一、总体图题"
    wanted += "抄送：县委常委，县纪委监委。云川县委办公室2026年9月18日印发"
    plain = [re.sub(r"\s", "", text) for text in (of_pdf, of_docx, of_html, of_txt)]
    assert plain == [wanted] * 4


def test_the_long_bulletin_agrees_with_its_ledger_in_every_format(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = long_bulletin.data(rows=8)
    data["scopes"][0]["results"]["problems"]["by"]["frame"]["items"] = {"governance_slack": 3}
    (tmp_path / "d.json").write_text(json.dumps(data), "utf-8")
    template = str(long_bulletin.TEMPLATES / "joint")
    made = build(tmp_path / "d.json", template, into=tmp_path, formats=("docx", "pdf", "html", "txt"))
    for suffix in ("docx", "pdf", "html"):
        assert main(["verify", str(made.files[suffix])]) == 0, suffix
    against = ["--against", str(tmp_path / "d.json"), "--template", template]
    assert main(["verify", str(made.files["txt"]), *against]) == 0
    assert capsys.readouterr().out.count("结论：全部数字与原件一致。") == 4


def test_the_tree_holds_each_attachment_as_pages_of_its_own() -> None:
    sections = [block for block in document(WHOLE).blocks if isinstance(block, Section)]
    assert [section.landscape for section in sections] == [True, False]
