"""Charts of bars: as long as the numbers beside them, and text in every format."""

import io
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Pt

from bulletin import build, load, tally
from bulletin.composition import compose, find_template
from bulletin.issues.errors import TemplateRefused
from bulletin.model.document import Bar, Bars, Text, Value
from bulletin.typography.layout import read_layout
from bulletin.typography.placing import bar_widths

BODY = """<document><h1>处分种类</h1><bars><caption>处分种类（单位：人）</caption>
{% for kind in now.sanctioned.by.sanction %}
<bar><td>{{ kind.label }}</td><td>{{ kind }}</td></bar>{% endfor %}
</bars></document>"""


@pytest.fixture
def template(tmp_path: Path) -> Path:
    """A template that draws the sanctions of its data."""
    folder = tmp_path / "chart"
    folder.mkdir()
    (folder / "template.toml").write_text('title = "图"\nlayout = "gbt9704"\nledger = "full"\n', "utf-8")
    (folder / "document.xml.j2").write_text(BODY, "utf-8")
    return folder


def chart(data: Any, template: Path, body: str = BODY) -> Bars:
    (template / "document.xml.j2").write_text(body, "utf-8")
    blocks = compose(tally(load(data)), find_template(str(template))).blocks
    (found,) = (block for block in blocks if isinstance(block, Bars))
    return found


def test_a_bar_is_as_long_as_its_number_beside_the_largest(round4: dict[str, Any], template: Path) -> None:
    # 29, 2, 1, 1, 4 and 1 persons
    lengths = [bar.length for bar in chart(round4, template).bars]
    assert lengths == pytest.approx([1, 2 / 29, 1 / 29, 1 / 29, 4 / 29, 1 / 29])


def test_numbers_in_ten_thousands_are_as_large_as_others(round4: dict[str, Any], template: Path) -> None:
    round4["scopes"][0]["results"]["talks"] = {"n": 20_000, "resolution": 1_000}
    body = (
        "<document><bars><bar><td>谈话</td><td>{{ now.talks }}</td></bar>"
        "<bar><td>问题</td><td>{{ now.problems }}</td></bar></bars></document>"
    )
    assert [bar.length for bar in chart(round4, template, body).bars] == pytest.approx([1, 341 / 20_000])


def test_what_prints_no_number_has_no_bar(round4: dict[str, Any], template: Path) -> None:
    with pytest.raises(TemplateRefused) as refused:
        chart(round4, template, "<document><bars><bar><td>甲</td><td>乙</td></bar></bars></document>")
    (issue,) = refused.value.issues
    assert (issue.code, issue.place) == ("B407", "chart/document.xml.j2:1")


def test_the_numbers_of_a_chart_stand_in_every_format(round4: dict[str, Any], template: Path) -> None:
    made = build(round4, str(template), formats=("docx", "html", "txt"))
    word = docx.Document(io.BytesIO(made.contents["docx"]))
    cells = [[cell.text for cell in row.cells if cell.text] for row in word.tables[0].rows]
    names = "党内警告 党内严重警告 撤销党内职务 留党察看 开除党籍 开除公职"
    assert [label for label, *_ in cells] == names.split()
    assert cells[0][-1] == "29人"
    assert "党内警告\t29人\n" in made.contents["txt"].decode()
    assert 'value="now.sanctioned.by.sanction.party_warning">' in made.contents["html"].decode()


def test_a_bar_in_word_is_one_em_high_however_long_its_label(round4: dict[str, Any], template: Path) -> None:
    made = build(round4, str(template), formats=("docx",))
    (table,) = docx.Document(io.BytesIO(made.contents["docx"])).tables
    lines = [line for row in table.rows for cell in row.cells for line in cell.paragraphs if not cell.text]
    spacings = {line.paragraph_format.line_spacing for line in lines}
    assert spacings == {Pt(14)}  # the size of a cell, 4号
    assert all(line.paragraph_format.element.find(f".//{qn('w:shd')}") is not None for line in lines)


def test_the_numbers_of_a_chart_are_in_the_ledger(round4: dict[str, Any], template: Path) -> None:
    entries = build(round4, str(template), formats=()).ledger.entries
    assert [entry.printed for entry in entries] == ["29人", "2人", "1人", "1人", "4人", "1人"]


def test_a_chart_ends_with_the_line_its_longest_bar_and_number_fill() -> None:
    # labels of 4 characters and a space at 14 pt: 24.7 mm; numbers of 2 and a space: 14.8 mm; the rest
    bar = Bar((Text("党内警告"),), (Value("29人", "x"),), 1.0)
    labels, (width,) = bar_widths(Bars((), (bar,)), read_layout("gbt9704"))
    assert labels == pytest.approx(24.69, abs=0.01)
    assert width == pytest.approx(156 - 24.69 - 14.82, abs=0.02)
