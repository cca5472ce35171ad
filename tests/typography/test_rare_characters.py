"""Characters that most faces lack are drawn on the grid by a face that fits, and that is said, or refused."""

import ctypes
import io
import re
import subprocess
import zipfile
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree as ET

import bulletin_fonts
import pypdfium2
import pytest
from fontTools.ttLib import TTCollection, TTFont
from pypdfium2 import raw

from bulletin import BulletinError, build, write
from bulletin.issues.errors import ToolMissing
from bulletin.model.document import Block, Document, Heading, Paragraph, Strong, Text, Value
from bulletin.typography import font_file, fonts
from bulletin.typography.characters import standard_hanzi
from bulletin.typography.fonts import FACES, OPEN, drawn_by, font_files, lent, undrawable, word_face
from bulletin.typography.layout import read_layout
from bulletin.typography.used import characters_by_face

RARE = "喆堃翀旻昇祎珺㛃𬭎䶮"  # in names of living people, outside of GB 2312
USUAL = "张王李赵刘陈杨黄周吴"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def document(*blocks: Block) -> Document:
    return Document("test", "gbt9704", "生僻字", "zh-CN", blocks)


def page_with(names: str) -> Document:
    """A title, headings and two pages of text, all with these names."""
    text = "".join(f"全面检查被巡察党组织履行职责情况，{name}同志发现问题" for name in names) * 3
    return document(
        Heading(1, (Text(f"关于{names[:2]}同志的通报"),)),
        Heading(2, (Text(f"一、{names}"),)),
        Heading(3, (Text(f"（一）{names}"),)),
        Paragraph("body", (Strong((Text(f"{names}。"),)), Text(text))),
    )


def origins(content: bytes) -> list[list[tuple[str, float, float]]]:
    """Page → its characters, each with the place of its base line, in hundredths of a pt."""
    pages = []
    for page in pypdfium2.PdfDocument(content):
        text, characters = page.get_textpage(), []
        x, y = ctypes.c_double(), ctypes.c_double()
        for i in range(text.count_chars()):
            code = raw.FPDFText_GetUnicode(text, i)
            if 0xDC00 <= code < 0xE000 or code <= 0x20:  # the second half of a pair; white space
                continue
            raw.FPDFText_GetCharOrigin(text, i, x, y)
            characters.append((chr(code), round(x.value, 2), round(y.value, 2)))
        pages.append(characters)
    return pages


def places(content: bytes) -> list[list[tuple[float, float]]]:
    return [[(x, y) for _, x, y in page] for page in origins(content)]


def are_alike(one: bytes, other: bytes) -> bool:
    """Whether all characters stand at the same places: base lines exactly, else within half a point.

    WeasyPrint rounds the gaps of a justified line anew where another font begins.
    """
    pairs = [list(zip(a, b, strict=True)) for a, b in zip(places(one), places(other), strict=True)]
    return all(abs(x - u) < 0.5 and y == v for page in pairs for (x, y), (u, v) in page)


def fonts_in(folder: Path, content: bytes) -> set[str]:
    file = folder / "page.pdf"
    file.write_bytes(content)
    said = subprocess.run(["pdffonts", file], capture_output=True, text=True, check=True).stdout
    return {line.split()[0].partition("+bulletin-font-")[2] for line in said.splitlines()[2:]}


def used(*blocks: Block) -> dict[str, dict[str, str]]:
    return characters_by_face(document(*blocks), read_layout("gbt9704"))


def body(text: str) -> Paragraph:
    return Paragraph("body", (Text(text),), "test.xml.j2:7")


# ── on the grid of the PDF ───────────────────────────────────────────────────────────────────────────────


def test_a_page_with_rare_characters_is_set_as_one_without(tmp_path: Path) -> None:
    rare, usual = (write(page_with(names), "pdf") for names in (RARE, USUAL))
    assert are_alike(rare, usual)
    assert fonts_in(tmp_path, rare) >= {"fangsong", "fallback_light", "kaiti", "fallback", "heiti"}


def test_the_text_of_the_pdf_holds_the_characters() -> None:
    page = pypdfium2.PdfDocument(write(document(body(RARE)), "pdf"))[0]
    assert page.get_textpage().get_text_range().split()[0] == RARE


@pytest.mark.parametrize("role", ["h1", "h2", "h3", "body"])
def test_every_character_of_the_table_is_drawn(role: str) -> None:
    face = read_layout("gbt9704").roles[role].face
    assert {drawn_by(c, face, font_files()) for c in standard_hanzi()} <= {
        face, "fallback", "fallback_light",
    }  # fmt: skip


def test_the_whole_table_keeps_to_the_grid() -> None:
    table = "".join(sorted(standard_hanzi()))
    pages = origins(write(document(body(table)), "pdf"))
    lines: dict[tuple[int, float], int] = {}
    for number, page in enumerate(pages):
        for _, _, y in page:
            lines[number, y] = lines.get((number, y), 0) + 1
    counts = [n for n in lines.values() if n > 4]  # without the page numbers: — 14 —
    assert counts == [26, *[28] * 288, 15]  # 26 + 28 × 288 + 15 = 8,105
    bases = sorted({y for number, y in lines if number == 0 and lines[number, y] > 4}, reverse=True)
    assert len(bases) == 22
    assert {round(above - below, 1) for above, below in pairwise(bases)} == {29.0}


# ── what is said ─────────────────────────────────────────────────────────────────────────────────────────


def test_a_note_says_which_characters_come_from_which_face() -> None:
    (issue,) = lent(used(body("李喆、李喆、王𬭎")))
    assert issue.code == "B608"
    assert issue.place == "test.xml.j2:7"
    assert issue.message == (
        "仿宋_GB2312 lacks 喆 (U+5586)、𬭎 (U+2CB4E): in the PDF Bulletin Fallback Light draws them, "
        "in the Word file 仿宋、SimSun-ExtB."
    )


def test_symbols_that_are_lent_are_said_as_well() -> None:
    (issue,) = lent(used(body("100㎡")))
    assert "㎡ (U+33A1)" in issue.message
    assert "Bulletin Song" in issue.message


def test_what_each_face_has_itself_is_not_mentioned() -> None:
    assert lent(used(body("巡察——“〔2026〕8号”…"), Heading(2, (Text(RARE),)))) == ()


@pytest.mark.parametrize(("formats", "codes"), [(["docx"], {"B608"}), (["txt"], set())])
def test_a_build_says_it_once_for_each_face(
    formats: Sequence[str], codes: set[str], first: dict[str, Any]
) -> None:
    first["issuer"]["committee"] = "十四届喆县委"
    issues = [issue for issue in build(first, formats=formats).issues if issue.code == "B608"]
    assert {issue.code for issue in issues} == codes
    assert [issue.place for issue in issues] == ["/issuer/committee"] * len(codes)


# ── what is refused ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("suffix", ["docx", "pdf", "txt"])
def test_what_no_face_has_is_refused_with_its_pointer(suffix: str, first: dict[str, Any]) -> None:
    first["document"]["authors"] = ["刘强", "𠮷田"]
    with pytest.raises(BulletinError) as refused:
        build(first, formats=[suffix])
    (issue,) = refused.value.issues
    assert (issue.code, issue.place) == ("B603", "/document/authors/1")
    assert "𠮷 (U+20BB7)" in issue.message


def test_the_pointer_is_spelt_as_in_the_file(first: dict[str, Any]) -> None:
    first["文档"] = {"作者": ["𠮷田"]} | {
        key: v for key, v in first.pop("document").items() if key != "authors"
    }
    with pytest.raises(BulletinError) as refused:
        build(first, formats=["docx"])
    assert [issue.place for issue in refused.value.issues] == ["/文档/作者/0"]


def test_what_the_template_wrote_is_refused_with_its_line() -> None:
    (issue,) = undrawable(used(body("𠮷")))
    assert (issue.code, issue.place) == ("B603", "test.xml.j2:7")


def test_a_value_without_a_known_place_is_refused_by_its_name() -> None:
    (issue,) = undrawable(used(Paragraph("body", (Value("𠮷", "document.title"),))))
    assert issue.place == "document.title"


@pytest.mark.parametrize("c", ["\ue000", "\uf8ff", "\U000f0000", "\U0010fffd"])
def test_private_characters_are_refused_wherever_they_come_from(c: str) -> None:
    (issue,) = undrawable(used(body(f"李{c}")))
    assert issue.code == "B609"
    assert f"U+{ord(c):04X}" in issue.message
    assert issue.place == "test.xml.j2:7"


def test_private_characters_are_refused_even_if_a_font_has_them(office: Path) -> None:
    with TTFont(bulletin_fonts.path("Bulletin FangSong")) as font:
        for table in font["cmap"].tables:
            table.cmap[0xE123] = font.getBestCmap()[ord("中")]
        font.save(office / "fangsong.ttf")
    assert drawn_by("\ue123", "fangsong", font_files()) == "fangsong"
    (issue,) = undrawable(used(body("\ue123")))
    assert issue.code == "B609"


# ── in the Word file ─────────────────────────────────────────────────────────────────────────────────────


def runs(content: bytes) -> list[tuple[str, str]]:
    """The text of each run with the face it names, empty for its style's."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        root = ET.fromstring(package.read("word/document.xml"))  # noqa: S314  # our own
    found = []
    for run in root.iter(f"{W}r"):
        fonts = run.find(f"{W}rPr/{W}rFonts")
        named = (
            {fonts.get(f"{W}{slot}") for slot in ("ascii", "hAnsi", "eastAsia", "cs")}
            if fonts is not None
            else {""}
        )
        assert len(named) == 1  # the same in all slots
        found.append(("".join(text.text or "" for text in run.iter(f"{W}t")), str(*named)))
    return found


@pytest.mark.parametrize(
    ("c", "face", "named"),
    [
        ("中", "fangsong", "仿宋_GB2312"),
        ("喆", "fangsong", "仿宋"),
        ("喆", "kaiti", "楷体"),
        ("喆", "heiti", "黑体"),
        ("喆", "songti", "宋体"),
        ("喆", "xiaobiaosong", "方正小标宋_GBK"),
        ("䶮", "fangsong", "仿宋"),  # extension A
        ("𬭎", "fangsong", "SimSun-ExtB"),  # beyond the first plane
        ("𬭎", "heiti", "SimSun-ExtB"),
        ("—", "fangsong", "仿宋_GB2312"),
    ],
)
def test_the_face_a_word_file_names(c: str, face: str, named: str) -> None:
    assert word_face(c, face) == named


def test_the_runs_of_rare_characters_name_a_face_that_has_them() -> None:
    content = write(document(body("李喆堃、李𬭎。")), "docx")
    assert runs(content) == [
        ("李", ""), ("喆堃", "仿宋"), ("、李", ""), ("𬭎", "SimSun-ExtB"), ("。", ""),
    ]  # fmt: skip


def test_a_run_without_rare_characters_is_left_alone() -> None:
    assert runs(write(document(body("李四、王五。")), "docx")) == [("李四、王五。", "")]


def test_a_character_style_and_a_line_break_are_kept() -> None:
    content = write(document(Paragraph("body", (Strong((Text("喆。"),)), Text("李")))), "docx")
    strong = FACES[read_layout("gbt9704").roles["strong"].face]
    assert runs(content)[0] == ("喆", strong.wider if strong.wider != strong.word else "")
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        xml = package.read("word/document.xml").decode()
    assert xml.count('<w:rStyle w:val="strong"/>') == len(re.findall(r">[喆。]+</w:t>", xml))


def test_bookmarks_stay_around_the_whole_value(first: dict[str, Any]) -> None:
    first["issuer"]["committee"] = "十四届喆县委"
    content = build(first, formats=["docx"]).contents["docx"]
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        xml = package.read("word/document.xml").decode()
    marked = re.findall(r"<w:bookmarkStart[^>]*/>(.*?)<w:bookmarkEnd", xml, re.DOTALL)
    assert "十四届喆县委" in [re.sub(r"<[^>]*>", "", inner) for inner in marked]


# ── the office's own files ───────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of the office's own, still empty."""
    folder = tmp_path / "fonts"
    folder.mkdir()
    monkeypatch.setenv("BULLETIN_FONTS", str(folder))
    return folder


def test_a_file_may_bear_the_name_of_its_class(office: Path) -> None:
    own = office / "fangsong.ttf"
    own.write_bytes(bulletin_fonts.path("Bulletin Song").read_bytes())
    files = font_files()
    assert files["fangsong"] == own
    assert files["fangsong" + OPEN] == bulletin_fonts.path("Bulletin FangSong")


def test_the_offices_folder_goes_before_the_systems(
    office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    system = tmp_path / "system"
    system.mkdir()
    content = bulletin_fonts.path("Bulletin FangSong").read_bytes()
    (system / "仿宋_GB2312.ttf").write_bytes(content)
    (office / "simfang.ttf").write_bytes(content)
    monkeypatch.setattr(fonts, "SYSTEM_FOLDERS", (str(system),))
    assert font_files()["fangsong"] == office / "simfang.ttf"


def odd_metrics(source: str, target: Path, keep: str = "") -> None:
    """A face with other line metrics, and with these characters only, if any are named."""
    with TTFont(bulletin_fonts.path(source)) as font:
        font["hhea"].ascent, font["hhea"].descent, font["hhea"].lineGap = 1200, -400, 90
        font["OS/2"].sTypoAscender, font["OS/2"].usWinAscent, font["OS/2"].usWinDescent = 1160, 1200, 400
        if keep:
            for table in font["cmap"].tables:
                table.cmap = {code: name for code, name in table.cmap.items() if chr(code) in keep}
        font.save(target)


def test_a_face_with_other_metrics_keeps_to_the_same_grid(office: Path) -> None:
    usual = write(page_with(RARE), "pdf")
    odd_metrics("Bulletin FangSong", office / "fangsong.ttf")
    odd_metrics("Bulletin KaiTi", office / "kaiti.ttf")
    fonts.font_files.cache_clear()
    assert are_alike(write(page_with(RARE), "pdf"), usual)


def test_what_an_own_face_lacks_its_stand_in_lends(office: Path) -> None:
    odd_metrics("Bulletin HeiTi", office / "heiti.ttf", keep="一、")
    assert drawn_by("一", "heiti", font_files()) == "heiti"
    assert drawn_by("二", "heiti", font_files()) == "heiti" + OPEN  # of GB 2312, but not in this file
    (issue,) = lent(used(Heading(2, (Text("一、二"),))))
    assert "黑体 lacks 二 (U+4E8C)" in issue.message
    assert "Bulletin HeiTi" in issue.message


def test_a_file_called_rare_lends_what_no_other_face_has(office: Path, tmp_path: Path) -> None:
    with TTFont(bulletin_fonts.path("Bulletin Song")) as font:
        for table in font["cmap"].tables:
            if table.format == 12:
                table.cmap[0x20BB7] = font.getBestCmap()[ord("吉")]
        font.save(office / "rare.ttf")
    assert drawn_by("𠮷", "heiti", font_files()) == "rare"
    assert drawn_by("喆", "fangsong", font_files()) == "fallback_light"  # it goes last
    text = (body("𠮷田"), Heading(2, (Text("𠮷"),)))
    assert undrawable(used(*text)) == ()
    assert fonts_in(tmp_path, write(document(*text), "pdf")) >= {"rare"}


def test_a_file_that_is_no_font_is_refused_by_name(office: Path) -> None:
    (office / "heiti.otf").write_bytes(b"nothing")
    with pytest.raises(ToolMissing) as refused:
        font_files()
    (issue,) = refused.value.issues
    assert issue.code == "B602"
    assert "heiti.otf" in issue.message


def test_a_stand_in_is_embedded_as_it_is() -> None:
    path = bulletin_fonts.path("Bulletin Song")
    assert font_file.on_the_grid(path) == path.read_bytes()


def test_the_same_file_gives_the_same_bytes(tmp_path: Path) -> None:
    odd_metrics("Bulletin Fallback", tmp_path / "a.ttf")
    (tmp_path / "b.ttf").write_bytes((tmp_path / "a.ttf").read_bytes())
    first, second = (font_file.on_the_grid(tmp_path / name) for name in ("a.ttf", "b.ttf"))
    assert first == second
    lines = TTFont(io.BytesIO(first))["hhea"]
    assert (lines.ascent, lines.descent, lines.lineGap) == (880, -120, 0)


def test_of_a_collection_the_font_for_simplified_chinese_is_taken(tmp_path: Path) -> None:
    with TTCollection() as both:
        both.fonts = [TTFont(bulletin_fonts.path(name)) for name in ("Bulletin Song", "Bulletin Fallback")]
        both.fonts[1]["name"].setName("Some Face SC", 1, 3, 1, 0x409)
        both.save(tmp_path / "songti.ttc")
    assert font_file.family(tmp_path / "songti.ttc") == "Some Face SC"
    assert len(font_file.coverage(tmp_path / "songti.ttc")) == 1467
    alone = TTFont(io.BytesIO(font_file.on_the_grid(tmp_path / "songti.ttc")))
    assert len(alone.getBestCmap()) == 1467


def test_glyphs_are_numbered_by_their_place() -> None:
    names = [".notdef", "cid00001", "cid09907"]
    glyphs = SimpleNamespace(charStrings={name: n for n, name in enumerate(names)}, charset=names)
    top = SimpleNamespace(ROS=("Adobe", "GB1", 5), charset=names, CharStrings=glyphs)
    font_file._number_alike(top)  # noqa: SLF001  # no font with such numbers is small enough to be kept here
    assert top.charset == [".notdef", "cid00001", "cid00002"]
    assert glyphs.charStrings == {".notdef": 0, "cid00001": 1, "cid00002": 2}
    assert top.ROS == ("Adobe", "Identity", 0)
