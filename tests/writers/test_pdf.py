"""The PDF: an archive file with its fonts inside, and a page set as GB/T 9704 counts it."""

import ctypes
import re
import subprocess
from collections import defaultdict
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET

import pypdfium2
import pytest

from bulletin import build, write
from bulletin.model.document import Document, Paragraph, Text
from bulletin.typography import fonts

EXAMPLES = Path(__file__).parents[2] / "examples"
MM = 72 / 25.4
LEFT, RIGHT, TOP, BOTTOM = 28 * MM, (28 + 156) * MM, 37 * MM, (37 + 225) * MM
PLAIN = "全面检查被巡察党组织履行职责情况"
# From 20 characters on the dash nears the end of the first line, then passes it.
DASHED = [f"{'巡' * n}——{'察' * 30}" for n in range(20, 30)]


class Line(NamedTuple):
    """A line of a page as poppler sees it, in pt from the left and upper edges."""

    text: str
    words: int
    left: float
    right: float
    top: float
    bottom: float


@pytest.fixture(scope="session")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The examples, three pages of plain text, and dashes at every place of a line."""
    folder = tmp_path_factory.mktemp("pdf")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fonts, "SYSTEM_FOLDERS", ())
        build(EXAMPLES / "round4.json", formats=["pdf"], into=folder)
        build(EXAMPLES / "circular.json", formats=["pdf"], into=folder)
        write(document(PLAIN * 100), folder / "plain.pdf")
        write(document(*DASHED), folder / "dashed.pdf")
    return {file.stem: file for file in folder.glob("*.pdf")}


def document(*paragraphs: str) -> Document:
    blocks = tuple(Paragraph("body", (Text(paragraph),)) for paragraph in paragraphs)
    return Document("test", "gbt9704", "版心", "zh-CN", blocks)


def said_by(*command: str | Path) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def pages(file: Path) -> list[list[Line]]:
    """The lines of each page from top to bottom; words that stand on one baseline are one line."""
    found = []
    for page in ET.fromstring(said_by("pdftotext", "-bbox", file, "-")).iter(  # noqa: S314  # poppler's own
        "{http://www.w3.org/1999/xhtml}page"
    ):
        rows: dict[int, list[Any]] = defaultdict(list)
        for word in page:
            rows[round(float(word.attrib["yMax"]))].append(word)
        found.append([_line(rows[row]) for row in sorted(rows)])
    return found


def _line(words: list[Any]) -> Line:
    words = sorted(words, key=lambda word: float(word.attrib["xMin"]))
    edges = [[float(word.attrib[name]) for word in words] for name in ("xMin", "xMax", "yMin", "yMax")]
    text = "".join(word.text for word in words)
    return Line(text, len(words), min(edges[0]), max(edges[1]), min(edges[2]), max(edges[3]))


def body(page: list[Line]) -> list[Line]:
    """The lines in the size of the body, 三号 (16 pt), within the type area."""
    return [
        line for line in page if line.bottom - line.top == pytest.approx(16, abs=0.1) and line.top < BOTTOM
    ]


def full_lines(file: Path) -> list[Line]:
    """The lines that the next one continues, that is begins at the left edge, without an indent."""
    starts = (pytest.approx(LEFT, abs=1), pytest.approx(LEFT + 2 * 156 * MM / 28, abs=1))
    return [
        line
        for page in pages(file)
        for line, following in pairwise(body(page))
        if line.left in starts and following.left == starts[0]
    ]


# ── an archive file ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", ["round4", "circular"])
def test_every_font_is_truetype_embedded_and_subset(name: str, pdf: dict[str, Path]) -> None:
    fonts = [line[37:].split() for line in said_by("pdffonts", pdf[name]).splitlines()[2:]]
    assert len(fonts) >= 3
    assert {" ".join(font[:2]) for font in fonts} == {"CID TrueType"}
    assert {tuple(font[3:6]) for font in fonts} == {("yes", "yes", "yes")}  # embedded, subset, with Unicode


def test_it_says_that_it_is_pdf_a_3a(pdf: dict[str, Path]) -> None:
    metadata = said_by("pdfinfo", "-meta", pdf["circular"])
    assert re.findall(r'pdfaid:(?:part|conformance)="(\w+)"', metadata) == ["3", "A"]


@pytest.mark.parametrize(
    "line",
    [
        "Title:           中共云川县委巡察工作领导小组关于前两轮巡察工作情况的通报",
        "Author:          中共云川县委巡察工作领导小组",
        "Tagged:          yes",
        "JavaScript:      no",
        "Encrypted:       no",
        "Page size:       595.276 x 841.89 pts (A4)",
    ],
)
def test_what_the_file_says_of_itself(line: str, pdf: dict[str, Path]) -> None:
    assert line in said_by("pdfinfo", pdf["circular"]).splitlines()


def test_its_language_is_chinese(pdf: dict[str, Path]) -> None:
    opened = pypdfium2.PdfDocument(pdf["circular"])
    found = (ctypes.c_ushort * 64)()  # UTF-16
    pypdfium2.raw.FPDFCatalog_GetLanguage(opened, found, 64)
    opened.close()
    assert bytes(found).decode("utf-16-le").rstrip("\0") == "zh-CN"


def test_title_and_headings_are_tagged_as_such(pdf: dict[str, Path]) -> None:
    tags = re.findall(
        r"^ *(H1|H2|Caption|TH)\b", said_by("pdfinfo", "-struct", pdf["circular"]), re.MULTILINE
    )
    assert [tags.count(tag) for tag in ("H1", "H2", "Caption")] == [1, 5, 1]
    assert tags.count("TH") == 3  # columns: the head on the second page is told of no more


# ── the page ─────────────────────────────────────────────────────────────────────────────────────────────


def test_a_full_page_has_twenty_two_lines(pdf: dict[str, Path]) -> None:
    first, second, *_ = pages(pdf["plain"])
    assert [len(body(first)), len(body(second))] == [22, 22]


def test_a_full_line_has_twenty_eight_characters(pdf: dict[str, Path]) -> None:
    first, second, *_ = (body(page) for page in pages(pdf["plain"]))
    assert len(first[0].text) == 26  # 左空二字
    assert {len(line.text) for line in first[1:] + second} == {28}


def test_the_text_keeps_within_the_type_area(pdf: dict[str, Path]) -> None:
    lines = [line for page in pages(pdf["plain"]) for line in body(page)]
    assert min(line.left for line in lines) == pytest.approx(LEFT, abs=1)
    assert max(line.right for line in lines) == pytest.approx(RIGHT, abs=1)
    assert min(line.top for line in lines) >= TOP
    assert max(line.bottom for line in lines) <= BOTTOM


@pytest.mark.parametrize("name", ["plain", "dashed", "round4", "circular"])
def test_every_full_line_ends_at_the_right_edge(name: str, pdf: dict[str, Path]) -> None:
    full = full_lines(pdf[name])
    assert len(full) >= 10
    assert [line.text for line in full if abs(line.right - RIGHT) > 1] == []


@pytest.mark.parametrize("name", ["plain", "round4"])
def test_no_space_is_read_where_a_line_was_stretched(name: str, pdf: dict[str, Path]) -> None:
    """Gaps that are too wide are taken for spaces by readers of PDF, and a search then misses the words."""
    assert [line.text for line in full_lines(pdf[name]) if line.words > 1] == []


def test_a_dash_is_never_cut_in_two(pdf: dict[str, Path]) -> None:
    lines = [line.text for page in pages(pdf["dashed"]) for line in body(page)]
    assert len([line for line in lines if "——" in line]) == 10
    assert [line for line in lines if "—" in line.replace("——", "")] == []


@pytest.mark.parametrize("name", ["round4", "circular"])
def test_no_number_is_cut_in_two(name: str, pdf: dict[str, Path]) -> None:
    cut = [
        (line.text, following.text)
        for page in pages(pdf[name])
        for line, following in pairwise(body(page))
        if line.text[-1].isdigit() and (following.text[0].isdigit() or following.text[0] in ".%年月日")
    ]
    assert cut == []


def test_page_numbers_stand_one_character_in_from_the_outer_edge(pdf: dict[str, Path]) -> None:
    first, second, third = (page[-1] for page in pages(pdf["circular"]))
    assert [line.text for line in (first, second, third)] == ["—1—", "—2—", "—3—"]
    assert [first.right, third.right] == [pytest.approx(RIGHT - 14, abs=1)] * 2
    assert second.left == pytest.approx(LEFT + 14, abs=1)


def test_the_page_number_stands_seven_millimetres_below_the_text(pdf: dict[str, Path]) -> None:
    number = pages(pdf["circular"])[0][-1]
    assert number.top < BOTTOM + 7 * MM + 7 < number.bottom + 1  # the dash: in the middle of 14 pt type
    assert (number.top + number.bottom) / 2 == pytest.approx(BOTTOM + 7 * MM, abs=7)
