"""Where a clause counts a place from its neighbours: the mark, the signature and its date, the 版记."""

import io
import re
from pathlib import Path
from typing import Any

import docx
import pypdfium2
import pytest

from bulletin import build, write
from bulletin.model.document import Document, PageBreak, Paragraph, ParagraphGroup, Tab, Text
from bulletin.typography.layout import read_layout
from bulletin.typography.placing import characters, lines_taken, placed

GBT = read_layout("gbt9704")


def paragraph(role: str, text: str) -> Paragraph:
    return Paragraph(role, (Text(text),))


def rights(*paragraphs: Paragraph, sealed: bool = False) -> list[float]:
    """The indents at the right of the paragraphs of a signature, in characters."""
    return [role.right for _, role in placed(ParagraphGroup("signature", paragraphs, sealed), GBT)]


def test_digits_are_half_as_wide_as_characters() -> None:
    assert characters("2026年9月18日") == 6.5


def test_an_unsealed_date_begins_two_characters_right_of_the_organ() -> None:
    # the organ, 17 characters, ends 2 characters from the edge; the date begins 2 right of its beginning:
    # 2 + 17 - 2 - 6.5 = 10.5 characters from the edge (7.3.5.2)
    organ, date = (
        paragraph("signature", "中共云川县委巡察工作领导小组办公室"),
        paragraph("date", "2026年9月18日"),
    )
    assert rights(organ, date) == [2, 10.5]


def test_a_date_longer_than_its_organ_ends_two_characters_from_the_edge() -> None:
    # 云川县委 has 4 characters: the date stays at 2, the organ moves to 2 + 6.5 + 2 - 4 = 6.5
    assert rights(paragraph("signature", "云川县委"), paragraph("date", "2026年9月18日")) == [6.5, 2]


def test_a_sealed_date_ends_four_characters_from_the_edge_its_organ_centred_on_it() -> None:
    # the date takes the characters 4 to 10.5 from the edge, its middle is at 7.25; 4 characters centred
    # there end at 5.25 (7.3.5.1)
    assert rights(paragraph("signature", "云川县委"), paragraph("date", "2026年9月18日"), sealed=True) == [
        5.25,
        4,
    ]


def test_a_long_sealed_organ_pushes_the_date_in_and_stays_on_the_page() -> None:
    # 17 characters are 10.5 wider than the date: 5.25 on either side of it
    organ, date = (
        paragraph("signature", "中共云川县委巡察工作领导小组办公室"),
        paragraph("date", "2026年9月18日"),
    )
    assert rights(organ, date, sealed=True) == [0, 5.25]


@pytest.mark.parametrize("above", [0, 1, 3])
def test_the_mark_stands_35_mm_down_whatever_stands_above_it(above: int) -> None:
    corner = [paragraph(role, "特急") for role in ("copy_number", "secrecy", "urgency")][:above]
    head = ParagraphGroup("masthead", (*corner, paragraph("mark", "云川县委文件")))
    (_, mark), *_ = placed(head, GBT)[above:]
    down = above * GBT.pitch + mark.before * GBT.pitch + 0.03 * mark.size  # pt to the top of its glyphs
    assert down * 25.4 / 72 == pytest.approx(35)


def test_the_copies_take_as_many_lines_as_they_need() -> None:
    # 442.2 pt ÷ 14 pt = 31.6 characters a line, less one on either side: 29.6
    short, long = paragraph("copies", "抄" * 29), paragraph("copies", "抄" * 30)
    assert lines_taken(ParagraphGroup("colophon", (short,)), GBT) == 1
    assert lines_taken(ParagraphGroup("colophon", (long,)), GBT) == 2


def test_what_stands_at_the_right_edge_comes_after_a_tab() -> None:
    printed = Paragraph("printed", (Text("办公室"), Tab(), Text("印发")))
    assert lines_taken(ParagraphGroup("colophon", (printed,)), GBT) == 1


# ── on the page ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def circular() -> Any:
    examples = Path(__file__).parents[2] / "examples"
    return pypdfium2.PdfDocument(build(examples / "circular.json", formats=("pdf",)).contents["pdf"])


def ink(document: Any, page: int, text: str, last: bool = False) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of the ink of a text in mm from the upper left corner of the sheet."""
    sheet = document[page]
    words = sheet.get_textpage()
    everything = words.get_text_range()
    start = everything.rindex(text) if last else everything.index(text)
    boxes = [words.get_charbox(start + n) for n in range(len(text)) if text[n].strip()]
    height = sheet.get_height()
    left, bottom, right, top = (f(box[i] for box in boxes) for i, f in enumerate((min, min, max, max)))
    return tuple(round(length * 25.4 / 72, 2) for length in (left, height - top, right, height - bottom))


def test_the_glyphs_of_the_mark_begin_72_mm_down_the_sheet(circular: Any) -> None:
    _, top, _, _ = ink(circular, 0, "中共云川县委巡察工作领导小组文件")
    assert top == pytest.approx(72, abs=1)  # 37 + 35 mm (7.2.4)


def test_the_colophon_ends_with_the_type_area_of_the_last_page(circular: Any) -> None:
    page = len(circular) - 1
    bounds = [each.get_bounds() for each in circular[page].get_objects()]
    rules = [
        (bottom + top) / 2 for left, bottom, right, top in bounds if right - left > 100 and top - bottom < 2
    ]
    assert 297 - min(rules) * 25.4 / 72 == pytest.approx(262, abs=0.5)  # 297 - 35 mm (7.4.1)


def test_the_date_begins_two_characters_right_of_the_organ(circular: Any) -> None:
    page = len(circular) - 1
    organ = ink(circular, page, "中共云川县委巡察工作领导小组")
    date = ink(circular, page, "2026年9月18日")
    assert date[0] - organ[0] == pytest.approx(2 * 15.79 * 25.4 / 72, abs=1)
    assert date[1] - organ[1] == pytest.approx(225 / 22, abs=1)  # on the next line


def test_the_note_of_invented_data_moves_nothing(circular: Any) -> None:
    assert ink(circular, 0, "示例文稿")[3] < 37  # it stands in the upper margin


def test_the_web_page_says_the_colophon_once() -> None:
    examples = Path(__file__).parents[2] / "examples"
    page = build(examples / "circular.json", formats=("html",)).contents["html"].decode()
    assert len(re.findall("抄送：", page.split("<script")[0])) == 1


def test_a_group_after_a_page_break_starts_one_new_page() -> None:
    # each of its paragraphs once began a page of its own
    closing = ParagraphGroup(
        "signature", (paragraph("signature", "云川县委"), paragraph("date", "2026年9月18日"))
    )
    blocks = (paragraph("body", "正文"), PageBreak(), closing)
    word = docx.Document(io.BytesIO(write(Document("test", "gbt9704", "题", "zh-CN", blocks), "docx")))
    assert [bool(each.paragraph_format.page_break_before) for each in word.paragraphs] == [False, True, False]
