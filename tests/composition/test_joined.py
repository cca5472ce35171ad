"""Cells joined over rows and aligned columns: how they are written, read back and refused."""

import io
from pathlib import Path

import docx
import pikepdf
import pytest

from bulletin import Content, write
from bulletin.issues.errors import TemplateRefused
from bulletin.model.document import Document, Table, lines_of, text_of
from bulletin.readers import read
from bulletin.writers.options import Options
from tests.composition.test_documented import OWN, blocks, section, written
from tests.helpers import checkers
from tests.helpers.tags import tree
from tests.helpers.written import document

HEAD = '<tr><th>层级</th><th>类别</th><th span="2">人数</th></tr>'
SECOND = '<tr><th joined="yes"/><th joined="yes"/><th>全部</th><th>其中</th></tr>'
BODY = (
    '<tr><td align="right">县级</td><td>甲类</td><td>多</td><td>少</td></tr>'
    '<tr><td joined="yes"/><td>乙类</td><td>多</td><td>少</td></tr>'
    '<tr><td span="2">合计</td><td>多</td><td>少</td></tr>'
)
TABLE = f'<table widths="3 3 2 2" aligns="center left right right">{HEAD}{SECOND}{BODY}</table>'


def made(markup: str = TABLE) -> Document:
    return document(f"<h1>关于表格的通报</h1>{markup}")


def test_columns_are_aligned_below_the_head_and_a_cell_by_itself() -> None:
    (table,) = (block for block in made().blocks if isinstance(block, Table))
    assert [[cell.align for cell in row] for row in table.rows] == [
        ["", "", ""],
        ["", "", "", ""],
        ["right", "left", "right", "right"],
        ["center", "left", "right", "right"],
        ["center", "right", "right"],
    ]


def test_word_has_one_cell_over_both_rows() -> None:
    grid = docx.Document(io.BytesIO(write(made(), "docx"))).tables[0]
    assert grid.cell(2, 0)._tc is grid.cell(3, 0)._tc  # noqa: SLF001  # the one way to see that they are one
    assert grid.cell(0, 2)._tc is grid.cell(0, 3)._tc  # noqa: SLF001
    assert [grid.cell(row, 0).text for row in range(5)] == ["层级", "层级", "县级", "县级", "合计"]
    assert [str(grid.cell(2, n).paragraphs[0].alignment).split(" ")[0] for n in range(4)] == [
        "RIGHT", "LEFT", "RIGHT", "RIGHT",
    ]  # fmt: skip


def test_the_rows_of_a_joined_cell_stay_on_one_page_in_word() -> None:
    grid = docx.Document(io.BytesIO(write(made(), "docx"))).tables[0]
    kept = [grid.rows[n].cells[3].paragraphs[0].paragraph_format.keep_with_next for n in range(5)]
    assert kept == [True, None, True, None, None]


def test_a_web_page_and_a_pdf_have_one_cell_over_both_rows() -> None:
    page = write(made(), "html").decode()
    assert '<td rowspan="2" style="text-align: right">县级</td><td style="text-align: left">甲类</td>' in page
    assert '<th scope="col" rowspan="2">层级</th>' in page
    with pikepdf.open(io.BytesIO(write(made(), "pdf"))) as file:
        cells = [each for each in tree(file) if str(each.S) in ("/TD", "/TH")]
        rows = [int(cell.A.get("/RowSpan", 1)) if "/A" in cell else 1 for cell in cells]
    assert rows == [2, 2, 1, 1, 1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1]


def test_every_format_is_valid_and_read_back_line_by_line() -> None:
    content = made()
    word = write(content, "docx")
    assert checkers.of_word(word) == []
    assert checkers.of_pdf(write(content, "pdf", options=Options(pdf="ua-1")), "ua-1") == []
    lines = [text_of(line) for _, line in lines_of(content)]
    assert lines[3] == "县级\t甲类\t多\t少"
    assert lines[4] == "\t乙类\t多\t少"
    assert [line.text for line in read(Content("joined.docx", word)).lines] == lines
    assert write(content, "txt").decode().splitlines() == lines


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ('<tr><td joined="yes"/><td>甲</td></tr>', "no cell above it"),
        ('<tr><th>甲</th></tr>\n<tr><td joined="yes"/></tr>', "no cell above it"),
        ('<tr><td span="2">甲</td></tr>\n<tr><td joined="yes"/><td>乙</td></tr>', "no cell above it"),
        ('<tr><td>甲</td><td>乙</td></tr>\n<tr><td span="2" joined="yes"/></tr>', "no cell above it"),
        ('<tr><td>甲</td></tr>\n<tr><td joined="yes">乙</td></tr>', "no words of its own"),
        ('<tr><td align="middle">甲</td></tr>', "left, center or right, not “middle”"),
        ('<tr><td joined="true">甲</td></tr>', "joined says yes or no, not “true”"),
    ],
)
def test_what_cannot_be_joined_or_aligned_is_refused(table: str, says: str) -> None:
    with pytest.raises(TemplateRefused) as refused:
        document(f"<table>{table}</table>")
    assert says in refused.value.issues[0].message


@pytest.mark.parametrize(
    ("aligns", "says"),
    [("left", "names 1 aligns"), ("left left left", "names 3 aligns"), ("left top", "not “top”")],
)
def test_a_table_says_of_each_column_how_it_is_aligned(aligns: str, says: str) -> None:
    with pytest.raises(TemplateRefused) as refused:
        document(f'<table aligns="{aligns}"><tr><td>甲</td><td>乙</td></tr></table>')
    assert says in refused.value.issues[0].message


def test_the_example_of_a_table_writes_the_text_beside_it(tmp_path: Path) -> None:
    text = section("Tables", OWN)
    made = written(tmp_path, blocks(text, "xml")[0])
    assert made.endswith(blocks(text, "")[0])
