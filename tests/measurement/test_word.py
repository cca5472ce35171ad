"""`bulletin measure` on our own documents, on Word files that were changed, and on those of another hand."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bulletin import build
from bulletin.measurement import Report, measure

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="session")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("measured")
    for name in ("circular", "round4"):
        build(EXAMPLES / f"{name}.json", formats=["docx", "pdf"], into=folder)
    return folder


def values(report: Report) -> dict[str, float | str | None]:
    return {row.requirement.key: row.measured for row in report.rows}


def amiss(report: Report) -> set[str]:
    """What is other than asked for."""
    return {row.requirement.key for row in report.rows if row.verdict != "ok"}


# ── our own documents ────────────────────────────────────────────────────────────────────────────────────

OWN: dict[str, float | str] = {
    "page.width": 210,
    "page.height": 297,
    "page.top": 37,
    "page.left": 28,
    "page.text_width": 156,
    "grid.characters": 28,
    "body.face": "fangsong",
    "body.size": 16,
    "body.first_line": 2,
    "title.face": "xiaobiaosong",
    "folio.face": "songti",
    "folio.size": 14,
    "folio.odd_right": 1,
    "folio.even_left": 1,
    "folio.dashes": "yes",
}


@pytest.mark.parametrize("kind", ["pdf", "docx"])
@pytest.mark.parametrize("name", ["circular", "round4"])
def test_our_pages_are_those_of_the_standard(name: str, kind: str, examples: Path) -> None:
    found = values(measure(examples / f"{name}.{kind}"))
    assert {key: found[key] for key in OWN} == {
        key: value if isinstance(value, str) else pytest.approx(value, abs=0.2) for key, value in OWN.items()
    }


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_the_elements_of_our_circular_are_recognised(kind: str, examples: Path) -> None:
    found = {key.partition(".")[0] for key in values(measure(examples / f"circular.{kind}"))}
    wanted = {
        "mark",
        "number",
        "rule",
        "title",
        "addressees",
        "body",
        "heading1",
        "date",
        "copies",
        "printed",
    }
    assert wanted <= found
    assert found & {"sealed", "unsealed"}


def test_the_fonts_of_our_pdf_are_inside(examples: Path) -> None:
    assert values(measure(examples / "circular.pdf"))["fonts.embedded"] == "yes"


# ── Word files ───────────────────────────────────────────────────────────────────────────────────────────


def paragraph_of(word: Any, style: str) -> Any:
    return next(p for p in word.paragraphs if p.style.name == style)


def margin(word: Any) -> None:
    from docx.shared import Mm

    word.sections[0].left_margin = Mm(31.8)


def landscape_size(word: Any) -> None:
    from docx.shared import Mm

    word.sections[0].page_width = Mm(216)


def body_size(word: Any) -> None:
    from docx.shared import Pt

    word.styles["公文正文"].font.size = Pt(14)


def title_face(word: Any) -> None:
    from docx.oxml.ns import qn

    run = paragraph_of(word, "公文标题").runs[0]
    run.font.name = "黑体"
    run._element.rPr.rFonts.set(qn("w:eastAsia"), "黑体")  # noqa: SLF001  # python-docx has no way to set it


def theme_font(word: Any) -> None:
    from docx.oxml.ns import qn

    fonts = word.styles["公文正文"].element.rPr.rFonts
    for slot in ("ascii", "hAnsi", "eastAsia", "cs"):
        del fonts.attrib[qn(f"w:{slot}")]
    fonts.set(qn("w:eastAsiaTheme"), "minorEastAsia")


def latin_digits(word: Any) -> None:
    word.styles["公文正文"].font.name = "Times New Roman"  # ascii and hAnsi alone


def mark_black(word: Any) -> None:
    from docx.shared import RGBColor

    word.styles["发文机关标志"].font.color.rgb = RGBColor(0, 0, 0)


def number_left(word: Any) -> None:
    paragraph_of(word, "发文字号").alignment = 0


def folio_middle(word: Any) -> None:
    for footer in (word.sections[0].footer, word.sections[0].even_page_footer):
        footer.paragraphs[0].alignment = 1


def one_footer(word: Any) -> None:
    word.settings.odd_and_even_pages_header_footer = False


def loose_lines(word: Any) -> None:
    from docx.shared import Pt

    word.styles["公文正文"].paragraph_format.line_spacing = Pt(33)


WORD_CHANGES: list[tuple[Callable[[Any], None], set[str]]] = [
    (margin, {"page.left", "page.text_width", "grid.characters"}),
    (landscape_size, {"page.width", "page.text_width"}),
    (body_size, {"body.size"}),
    (title_face, {"title.face", "fonts.slots"}),
    (latin_digits, {"fonts.slots"}),
    (mark_black, {"mark.color"}),
    (number_left, {"number.centre"}),
    (folio_middle, {"folio.odd_right", "folio.even_left"}),
    (one_footer, {"folio.even_left"}),
    (loose_lines, {"grid.lines", "grid.pitch"}),
    (theme_font, {"fonts.theme"}),
]


@pytest.mark.parametrize(("change", "wanted"), WORD_CHANGES, ids=lambda it: getattr(it, "__name__", ""))
def test_what_is_changed_in_word_is_found(
    change: Callable[[Any], None], wanted: set[str], examples: Path, tmp_path: Path
) -> None:
    import docx

    word = docx.Document(str(examples / "circular.docx"))
    change(word)
    word.save(str(tmp_path / "changed.docx"))
    before = amiss(measure(examples / "circular.docx"))
    assert wanted <= amiss(measure(tmp_path / "changed.docx")) - before


def test_margins_that_leave_out_the_gap_keep_the_standard_too(examples: Path, tmp_path: Path) -> None:
    """GB/T 33476.2, annex A: margins of 34.58 and 32.58 mm, lines of 29.45 pt (10.39 mm)."""
    import docx
    from docx.shared import Mm, Pt

    word = docx.Document(str(examples / "circular.docx"))
    word.sections[0].top_margin, word.sections[0].bottom_margin = Mm(34.58), Mm(32.58)
    word.styles["公文正文"].paragraph_format.line_spacing = Pt(29.45)
    word.save(str(tmp_path / "other.docx"))
    report = measure(tmp_path / "other.docx")
    assert values(report)["page.top"] == pytest.approx(36.95, abs=0.1)  # 34.58 and half of 29.45 − 16 pt
    assert values(report)["grid.lines"] == 22
    assert not {"page.top", "page.text_height", "grid.lines", "grid.pitch"} & amiss(report)


def test_a_word_file_of_another_hand_is_recognised_by_what_it_says(tmp_path: Path) -> None:
    """Plain paragraphs, all of the style Normal, with their look written at the place."""
    import docx
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm, Pt, RGBColor

    word = docx.Document()
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.left_margin = Mm(25.4), Mm(31.8)
    for text, size, color, align in [
        ("云川县人民政府文件", 48, "e60012", WD_ALIGN_PARAGRAPH.CENTER),
        ("云政发〔2026〕3号", 16, "000000", WD_ALIGN_PARAGRAPH.CENTER),
        ("关于表彰先进的通报", 22, "000000", WD_ALIGN_PARAGRAPH.CENTER),
        ("各乡镇人民政府：", 16, "000000", WD_ALIGN_PARAGRAPH.LEFT),
        ("现将有关情况通报如下。", 16, "000000", WD_ALIGN_PARAGRAPH.LEFT),
        ("一、总体情况", 16, "000000", WD_ALIGN_PARAGRAPH.LEFT),
        ("中共云川县委巡察工作领导小组", 16, "000000", WD_ALIGN_PARAGRAPH.RIGHT),
        ("2026年09月18日", 16, "000000", WD_ALIGN_PARAGRAPH.RIGHT),
    ]:
        paragraph = word.add_paragraph()
        paragraph.alignment = align
        run = paragraph.add_run(text)
        run.font.size, run.font.color.rgb = Pt(size), RGBColor.from_string(color.upper())
    word.save(str(tmp_path / "other.docx"))
    report = measure(tmp_path / "other.docx")
    found = values(report)
    assert found["mark.color"] == "red"
    assert found["title.size"] == 22
    assert found["page.top"] == pytest.approx(25.4, abs=0.1)
    assert found["addressees.colon"] == "yes"
    assert {"page.top", "page.left", "body.first_line", "date.digits"} <= amiss(report)
    assert found["unsealed.organ_right"] == 0
