"""Lines of Chinese end at the right edge, numbers stay whole, and the text can be read out of the PDF."""

import ctypes
import hashlib
import subprocess
from collections.abc import Callable
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import bulletin_fonts
import pypdfium2
import pytest
import weasyprint

from bulletin.writers.pdf import flush, seam

pytestmark = pytest.mark.slow

RIGHT_EDGE = (210 - 26) / 25.4 * 72
SIZE = 16.0
CSS = """
    @font-face { font-family: body; src: url(FONT) }
    @page { size: 210mm 297mm; margin: 37mm 26mm 35mm 28mm }
    html { font: 16pt/29pt body; letter-spacing: SPACING }
    body { margin: 0 }
    p { margin: 0; text-indent: 2em; text-align: justify; break-after: page }
    .narrow { width: 8em; text-indent: 0 }
    .box { display: inline-block; width: 20pt; height: 10pt }
"""
# One to a page, so the last line of a page is the one line that need not reach the edge.
PARAGRAPHS = """
根据统一部署，第三轮巡察于<data>2024</data>年<data>3</data>月至<data>6</data>月对<data>28</data>个单位党组织\
开展了常规巡察，共发现问题<data>1286</data>个，比上一轮增加<strong>37.5%</strong>，其中“三重一大”决策制度执行\
不到位的问题<data>214</data>个，占问题总数的<data>16.64%</data>；移交问题线索<data>163</data>件——涉及科级干部\
<data>21</data>人、一般干部<data>87</data>人……其余线索按规定办理。
各被巡察党组织要对照《党政机关公文处理工作条例》、GB/T 9704-2012以及OA系统、PDF和XML的要求，于60个工作日内\
完成集中整改，整改完成率不低于95.5%，并于2024年12月31日前报送整改进展情况报告（附WeasyPrint一份）。\
<u>对整改不力、敷衍整改、虚假整改的</u>，要<em>严肃<strong>追责</strong></em>问责。
巡察组认为，该单位在落实全面从严治党“两个责任”方面仍有差距：一是压力传导层层递减，基层党组织书记抓党建述职\
评议考核走过场；二是对下属12345政务服务便民热线办公室监管不严，违规发放津贴补贴共计1,234,567.89元，涉及37人次；\
三是选人用人程序不规范，近5年提拔的46名干部中，有9名未按规定核查个人有关事项报告，占19.57%。
""".strip().split("\n")

Render = Callable[..., Path]
Char = tuple[str, float, float]


@pytest.fixture(scope="session")
def face() -> str:
    return bulletin_fonts.path("Bulletin FangSong").as_uri()


@pytest.fixture(scope="session")
def render(face: str, tmp_path_factory: pytest.TempPathFactory) -> Render:
    """Make a PDF, once; one that is not justified by us is justified by WeasyPrint."""
    folder = tmp_path_factory.mktemp("justify")

    @cache
    def make(*paragraphs: str, justified: bool = True, spacing: str = "normal", run: int = 1) -> Path:
        del run  # only tells one making from another
        out = folder / f"{len(list(folder.iterdir()))}.pdf"
        css = CSS.replace("FONT", face).replace("SPACING", spacing)
        document = laid_out(flush.align(css) if justified else css, *paragraphs)
        if justified:
            flush.fill_lines(document)
        document.write_pdf(out)
        return out

    return make


def laid_out(css: str, *paragraphs: str) -> Any:
    """The pages of some paragraphs, as WeasyPrint has them."""
    body = "".join(p if p.startswith("<p") else f"<p>{p}" for p in paragraphs)
    text = f"<html lang=zh-CN><meta charset=utf-8><style>{css}</style><body>{body}"
    return weasyprint.HTML(string=text).render(font_config=seam.Fonts())


def places(document: Any) -> list[tuple[str, float, float]]:
    """Every text of a document with where it begins and how wide it is."""
    boxes = (box for page in seam.page_boxes(document) for box in page.descendants())
    texts = (box for box in boxes if isinstance(box, seam.boxes.TextBox))
    return [(box.text, box.position_x, box.width) for box in texts]


def full_lines_right(pdf: Path) -> list[float]:
    """The right end of every line that another line of its page follows, as poppler sees it."""
    made = subprocess.run(["pdftotext", "-bbox", str(pdf), "-"], capture_output=True, text=True, check=True)
    ends = []
    for page in ET.fromstring(made.stdout).iter("{http://www.w3.org/1999/xhtml}page"):  # noqa: S314  # our own output
        lines: dict[int, float] = {}
        for word in page:
            row = round(float(word.attrib["yMax"]) / 29)
            lines[row] = max(lines.get(row, 0.0), float(word.attrib["xMax"]))
        ends += [lines[row] for row in sorted(lines)[:-1]]
    return ends


def read_out(pdf: Path) -> list[str]:
    made = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, text=True, check=True)
    return [line for line in made.stdout.replace("\f", "\n").split("\n") if line]


def chars(pdf: Path) -> list[Char]:
    """Every visible character with its origin, as pdfium sees it."""
    raw: Any = pypdfium2.raw
    found = []
    for page in pypdfium2.PdfDocument(pdf):
        text = page.get_textpage()
        for i in range(text.count_chars()):
            char = chr(raw.FPDFText_GetUnicode(text, i))
            x, y = ctypes.c_double(), ctypes.c_double()
            raw.FPDFText_GetCharOrigin(text, i, x, y)
            if not char.isspace():
                found.append((char, x.value, y.value))
    return found


def advances(pdf: Path) -> list[tuple[str, float]]:
    """Every pair of neighbours on one line, with the distance of their origins."""
    return [(a + b, bx - ax) for (a, ax, ay), (b, bx, by) in pairwise(chars(pdf)) if ay == by]


def plain(paragraph: str) -> str:
    return "".join(ET.fromstring(f"<p>{paragraph}</p>").itertext())  # noqa: S314  # our own output


@pytest.mark.parametrize(
    ("pair", "allowed"),
    [
        ("问题", True),
        ("题2", True),
        ("6个", True),
        ("%，", True),
        ("，其", True),
        ("；—", True),
        ("—涉", True),
        ("…—", True),
        ("6A", False),
        ("28", False),
        ("1,", False),
        (",2", False),
        ("7.", False),
        (".5", False),
        ("5%", False),
        ("5‰", False),
        ("5℃", False),
        ("GB", False),
        ("B/", False),
        ("éa", False),
        ("２８", False),
        ("2-", False),
        ("——", False),
        ("……", False),
        (" 7", True),
        ("T ", False),
        ("中\u3000", False),
        ("\u3000文", True),
    ],
)
def test_where_a_line_may_be_widened(pair: str, *, allowed: bool) -> None:
    assert flush.may_stretch(*pair) is allowed


@pytest.mark.parametrize(
    ("text", "widened"),
    [
        ("", []),
        ("中", []),
        ("中文", [0]),
        ("共1,286个", [0, 5]),
        ("增37.5%。", [0, 5]),
        ("件——涉", [0, 2]),
        ("按GB/T 9704办", [0, 5, 9]),
        ("WeasyPrint 70", [10]),
        ("中\u200b文", [0]),  # a break hint has no width to stand beside
        ("e\u0301中", [0]),  # an accent belongs to its letter
        ("中\ufffc文", [0, 1]),  # a picture in the line
    ],
)
def test_gaps_of_a_text(text: str, widened: list[int]) -> None:
    assert flush.gaps(text) == widened


@pytest.mark.parametrize("spacing", ["normal", "-0.21pt", "0.4pt"])
def test_full_lines_reach_the_right_edge(render: Render, spacing: str) -> None:
    justified = full_lines_right(render(*PARAGRAPHS, spacing=spacing))
    ragged = full_lines_right(render(*PARAGRAPHS, spacing=spacing, justified=False))
    assert len(justified) == len(ragged) >= 12
    assert len([x for x in ragged if abs(x - RIGHT_EDGE) > 0.6]) >= 6
    assert [x for x in justified if abs(x - RIGHT_EDGE) > 0.6] == []


def test_numbers_words_and_double_marks_are_not_pulled_apart(render: Render) -> None:
    justified = advances(render(*PARAGRAPHS))
    ragged = advances(render(*PARAGRAPHS, justified=False))
    assert [pair for pair, _ in justified] == [pair for pair, _ in ragged]
    grown = [(pair, now - before) for (pair, now), (_, before) in zip(justified, ragged, strict=True)]
    whole = [by for pair, by in grown if (pair.isascii() and pair != "T9") or pair in {"——", "……"}]
    assert len(whole) > 60
    assert max(map(abs, whole)) < 0.02
    assert max(by for pair, by in grown if pair != "T9") > 0.5  # `T 9`: there is a space between them
    assert max(by for _, by in grown) < 0.25 * SIZE


def test_the_gaps_of_a_line_are_even(render: Render) -> None:
    line = [c for c in chars(render("这是一行没有数字的文字。" * 5)) if c[2] > 700]
    widths = [b - a for (_, a, _), (_, b, _) in pairwise(line)]
    assert len(widths) > 20
    assert max(widths) - min(widths) <= SIZE / 1000 + 0.001


@pytest.mark.parametrize("justified", [True, False])
def test_the_text_read_out_is_the_source(render: Render, *, justified: bool) -> None:
    rest = "".join(map(plain, PARAGRAPHS))
    for line in read_out(render(*PARAGRAPHS, justified=justified)):
        rest = rest.lstrip(" ")
        assert rest.startswith(line)
        rest = rest.removeprefix(line)
    assert rest == ""


def test_a_narrow_column_stays_ragged_rather_than_torn(render: Render) -> None:
    text = "巡察组共发现问题1286个，占37.5%，其中“三重一大”问题涉及163人次，金额1,234,567.89元，整改较慢。"
    assert "".join(read_out(render(f"<p class=narrow>{text}"))) == text


def test_a_box_that_is_not_text_moves_with_the_line(render: Render) -> None:
    ends = full_lines_right(render("图例<span class=box></span>表示已经办结的问题，共28个，" * 9))
    assert len(ends) >= 4
    assert [x for x in ends if abs(x - RIGHT_EDGE) > 0.6] == []


LATIN = "Ordinary spaces of a paragraph in another language still take up all of the missing width. " * 3


def test_texts_of_latin_words_are_as_wide_as_weasyprint_has_them(face: str) -> None:
    css = CSS.replace("FONT", face).replace("SPACING", "normal")
    ours, theirs = laid_out(flush.align(css), LATIN), laid_out(css, LATIN)
    flush.fill_lines(ours)
    assert len(places(ours)) == 5
    for (text, *place), (other, *other_place) in zip(places(ours), places(theirs), strict=True):
        assert text == other
        assert place == pytest.approx(other_place, abs=1e-6)


def test_latin_words_stand_where_weasyprint_has_them_but_for_rounding(render: Render) -> None:
    ours, theirs = chars(render(LATIN)), chars(render(LATIN, justified=False))
    assert [char for char, _, _ in ours] == [char for char, _, _ in theirs]
    assert max(abs(a - b) for (_, a, _), (_, b, _) in zip(ours, theirs, strict=True)) < 0.2


@pytest.mark.parametrize(
    ("text", "spread"),
    [("a bc d", [0, 3, 0, 0, 3, 0]), ("a\u00a0b", [0, 6, 0]), ("abc", [0, 0, 0]), ("", [])],
)
def test_the_spaces_of_a_latin_line_share_what_is_missing(text: str, spread: list[float]) -> None:
    assert flush.spread(text, 6) == spread


@pytest.mark.parametrize(
    ("kind", "moved"),
    [("", True), (" style='direction: rtl'", False), (" style='text-align: center; --flush: no'", False)],
)
def test_lines_from_right_to_left_stay_ragged(kind: str, *, moved: bool, face: str) -> None:
    css = flush.align(CSS.replace("FONT", face).replace("SPACING", "normal"))
    document = laid_out(css, f"<p{kind}>{PARAGRAPHS[0]}")
    before = places(document)
    flush.fill_lines(document)
    assert (places(document) != before) is moved


def test_a_line_with_words_from_right_to_left_stays_ragged(face: str) -> None:
    css = flush.align(CSS.replace("FONT", face).replace("SPACING", "normal"))
    document = laid_out(css, "".join(f"{char}\u05d0" for char in plain(PARAGRAPHS[2])))
    before = places(document)
    flush.fill_lines(document)
    assert places(document) == before


def test_a_line_that_ends_by_a_break_or_with_its_paragraph_stays_as_it_is(face: str) -> None:
    css = flush.align(CSS.replace("FONT", face).replace("SPACING", "normal"))
    document = laid_out(css, "<strong>第一行<br></strong>第二行<br><br>第三行")
    before = places(document)
    flush.fill_lines(document)
    assert places(document) == before


def test_the_same_text_gives_the_same_bytes(render: Render) -> None:
    digests = {hashlib.sha256(render(*PARAGRAPHS, run=n).read_bytes()).hexdigest() for n in (1, 2)}
    assert len(digests) == 1
