"""The Word file: styles, page, footers, tables and properties, read by python-docx and as XML."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import docx
import pytest

from bulletin import build, write
from bulletin.model.document import (
    Block,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    ParagraphGroup,
    Strong,
    Text,
)

EXAMPLES = Path(__file__).parents[2] / "examples"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


@pytest.fixture(scope="module")
def circular_docx() -> bytes:
    return build(EXAMPLES / "circular.json", formats=["docx"]).contents["docx"]


@pytest.fixture(scope="module")
def every_heading() -> bytes:
    """Headings of four levels, a run-in head, a new page: what the examples do not use."""
    headings = [Heading(1, (Text("题"),)), Heading(2, (Text("一"),)), Heading(3, (Text("二"),))]
    blocks: tuple[Block, ...] = (
        *headings,
        Heading(4, (Text("三"),)),
        PageBreak(),
        Paragraph("body", (Strong((Text("语"),)),)),
    )
    return write(Document("test", "gbt9704", "题", "zh-CN", blocks), "docx")


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def part(content: bytes, name: str) -> ET.Element:
    return ET.fromstring(parts(content)[name])  # noqa: S314  # our own file


def elements(content: bytes) -> Iterator[ET.Element]:
    for name, data in parts(content).items():
        if name.startswith("word/") and name.endswith(".xml"):
            yield from ET.fromstring(data).iter()  # noqa: S314  # our own file


def values(root: ET.Element, tag: str) -> list[str | None]:
    return [element.get(f"{W}val") for element in root.iter(f"{W}{tag}")]


# ── styles ───────────────────────────────────────────────────────────────────────────────────────────────


def test_every_paragraph_has_the_style_of_its_role(circular_docx: bytes) -> None:
    names = [str(p.style.name) for p in docx.Document(io.BytesIO(circular_docx)).paragraphs if p.style]
    start = "Normal 发文机关标志 发文字号 红色分隔线 公文标题 主送机关 公文正文 一级标题 公文正文"
    assert " ".join(names).startswith(f"{start} 一级标题")
    assert " ".join(names).endswith("公文正文 表题 一级标题 公文正文 发文机关署名 成文日期 Normal")
    box = [
        p.attrib[f"{W}val"]
        for p in part(circular_docx, "word/document.xml").iterfind(f".//{W}txbxContent//{W}pStyle")
    ]
    assert box == ["sample", "copies", "printed"]  # in the boxes that the two Normal paragraphs hold


def test_cells_have_the_styles_of_heads_and_of_cells(circular_docx: bytes) -> None:
    first, second, *_ = docx.Document(io.BytesIO(circular_docx)).tables[0].rows
    styles = [[str(cell.paragraphs[0].style.name) for cell in row.cells] for row in (first, second)]
    assert styles == [["表头"] * 3, ["表格文字"] * 3]


def test_a_run_in_head_has_a_character_style(every_heading: bytes) -> None:
    run = docx.Document(io.BytesIO(every_heading)).paragraphs[-1].runs[0]
    assert run.style is not None
    assert run.style.name == "段首语"


def test_every_style_of_text_names_one_face_for_all_scripts(circular_docx: bytes) -> None:
    styles = part(circular_docx, "word/styles.xml")
    faces = {
        str(style.find(f"{W}name").get(f"{W}val")): [  # type: ignore[union-attr]  # the schema demands it
            fonts.get(f"{W}{slot}")
            for fonts in style.iter(f"{W}rFonts")
            for slot in ("ascii", "hAnsi", "eastAsia", "cs")
        ]
        for style in styles.iter(f"{W}style")
        if style.get(f"{W}customStyle") and style.get(f"{W}type") != "table"
    }
    assert faces["公文正文"] == ["仿宋_GB2312"] * 4
    assert faces["公文标题"] == ["方正小标宋简体"] * 4
    assert faces["一级标题"] == ["黑体"] * 4
    assert faces["二级标题"] == ["楷体_GB2312"] * 4
    assert [name for name, found in faces.items() if len(found) != 4 or len(set(found)) != 1] == []


def test_no_face_is_taken_from_a_theme(circular_docx: bytes) -> None:
    attributes = {name for element in elements(circular_docx) for name in element.attrib}
    assert [name for name in attributes if "Theme" in name] == []
    assert [name for name in parts(circular_docx) if "theme" in name] == []


def test_headings_have_outline_levels(every_heading: bytes) -> None:
    levels = {
        style.get(f"{W}styleId"): values(style, "outlineLvl")
        for style in part(every_heading, "word/styles.xml").iter(f"{W}style")
    }
    assert [levels[key] for key in ("h1", "h2", "h3", "h4", "body")] == [["0"], ["1"], ["2"], ["3"], []]


def test_a_new_page_is_a_property_of_what_follows(every_heading: bytes) -> None:
    paragraphs = docx.Document(io.BytesIO(every_heading)).paragraphs
    assert [p.paragraph_format.page_break_before for p in paragraphs] == [None, None, None, None, True]


# ── page and footers ─────────────────────────────────────────────────────────────────────────────────────


def test_page_and_margins_are_those_of_the_standard(circular_docx: bytes) -> None:
    section = docx.Document(io.BytesIO(circular_docx)).sections[0]
    lengths = [section.page_width, section.page_height, section.top_margin, section.left_margin]
    lengths += [section.right_margin, section.bottom_margin]
    assert [length.mm if length else None for length in lengths] == [
        pytest.approx(mm, abs=0.1) for mm in (210, 297, 37, 28, 26, 35)
    ]


def test_twenty_two_lines_fit_between_the_margins(circular_docx: bytes) -> None:
    root = part(circular_docx, "word/document.xml")
    size, margins, grid = (root.find(f".//{W}{tag}") for tag in ("pgSz", "pgMar", "docGrid"))
    assert size is not None
    assert margins is not None
    assert grid is not None
    height = int(size.attrib[f"{W}h"]) - int(margins.attrib[f"{W}top"]) - int(margins.attrib[f"{W}bottom"])
    assert height // int(grid.attrib[f"{W}linePitch"]) == 22


def test_twenty_eight_characters_fill_a_line_and_not_half_a_one_more(circular_docx: bytes) -> None:
    body = next(
        style
        for style in part(circular_docx, "word/styles.xml").iter(f"{W}style")
        if style.get(f"{W}styleId") == "body"
    )
    spacing = next(int(value or 0) for value in reversed(values(body, "spacing")) if value)
    size, margins = (
        part(circular_docx, "word/document.xml").find(f".//{W}{tag}") for tag in ("pgSz", "pgMar")
    )
    assert size is not None
    assert margins is not None
    width = int(size.attrib[f"{W}w"]) - int(margins.attrib[f"{W}left"]) - int(margins.attrib[f"{W}right"])
    character, digit = 16 * 20 + spacing, 8 * 20 + spacing
    assert 28 * character <= width < 22 * character + 13 * digit


@pytest.mark.parametrize(("pages", "side"), [("default", "right"), ("even", "left")])
def test_the_page_number_stands_towards_the_outer_edge(pages: str, side: str, circular_docx: bytes) -> None:
    references = part(circular_docx, "word/document.xml").iter(f"{W}footerReference")
    wanted = {reference.get(f"{W}type"): reference.get(f"{R}id") for reference in references}[pages]
    relations = part(circular_docx, "word/_rels/document.xml.rels")
    target = next(relation.get("Target") for relation in relations if relation.get("Id") == wanted)
    footer = part(circular_docx, f"word/{target}")
    assert values(footer, "jc") == [side]
    assert [str(e.text).strip() for e in footer.iter(f"{W}instrText")] == ["PAGE"]
    assert set(values(footer, "sz")) == {"28"}  # 四号 is 14 pt, in half points
    assert {fonts.get(f"{W}eastAsia") for fonts in footer.iter(f"{W}rFonts")} == {"宋体"}


def test_odd_and_even_pages_may_differ(circular_docx: bytes) -> None:
    assert docx.Document(io.BytesIO(circular_docx)).settings.odd_and_even_pages_header_footer is True


# ── tables ───────────────────────────────────────────────────────────────────────────────────────────────


def test_the_head_of_a_table_is_repeated_and_no_row_is_broken(circular_docx: bytes) -> None:
    rows = list(part(circular_docx, "word/document.xml").iter(f"{W}tr"))
    assert len(rows) == 12
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True] + [False] * 11
    assert [row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows] == [True] * 12


def test_a_table_is_as_wide_as_the_text(circular_docx: bytes) -> None:
    columns = [int(c.attrib[f"{W}w"]) for c in part(circular_docx, "word/document.xml").iter(f"{W}gridCol")]
    assert len(columns) == 3
    assert sum(columns) / 1440 * 25.4 == pytest.approx(156, abs=0.1)


# ── 版记 ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("layout", "rules"), [("gbt9704", ["8", "8"]), ("letter", [])])
def test_the_copies_stand_between_rules_but_in_a_letter(layout: str, rules: list[str]) -> None:
    """7.4.1: the first and the last rule of 0.35 mm, 8 eighths of a point; 10.1: a letter has none."""
    group = ParagraphGroup("colophon", (Paragraph("copies", (Text("抄送：县委常委。"),)),))
    root = part(write(Document("test", layout, "题", "zh-CN", (group,)), "docx"), "word/document.xml")
    assert [edge.get(f"{W}sz") for edge in root.iterfind(f".//{W}pBdr/{W}bottom")] == rules
