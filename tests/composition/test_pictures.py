"""Pictures in the text: which are taken, how large they stand, and what is said of them."""

import base64
import io
import re
import struct
import zipfile
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from bulletin import build, compose, load, tally, write
from bulletin.composition import find_template
from bulletin.issues.errors import TemplateRefused
from bulletin.model.document import Heading, Picture
from bulletin.model.pictures import pixels, without_metadata
from bulletin.typography.layout import read_layout
from bulletin.typography.placing import picture_size
from tests.helpers import checkers
from tests.helpers.written import document, pages, png

PAGE = read_layout("gbt9704").page
SPEAKING = '<picture src="wide.png" alt="四步“相连” &amp; 首尾相接"/>'
EXIF_HEAD = 4


def drawn(kind: str, mode: str = "RGB", **options: object) -> bytes:
    content = io.BytesIO()
    Image.new(mode, (40, 20)).save(content, kind, **options)
    return content.getvalue()


def without_jfif(jpeg: bytes) -> bytes:
    (length,) = struct.unpack_from(">H", jpeg, EXIF_HEAD)
    return jpeg[:2] + jpeg[EXIF_HEAD + length :]


JPEG = drawn("JPEG")
TAKEN = {
    "baseline": JPEG,
    "progressive": drawn("JPEG", progressive=True),
    "four colours": drawn("JPEG", "CMYK"),
    "grey": drawn("JPEG", "L"),
    "no mark of JFIF": without_jfif(JPEG),
    "a marker that only fills": JPEG[:2] + b"\xff" + JPEG[2:],
    "a palette": drawn("PNG", "P"),
    "transparent": drawn("PNG", "RGBA"),
    "one bit": drawn("PNG", "1"),
}
REFUSED = {
    "half a JPEG": JPEG[: len(JPEG) // 2],
    "half a PNG": drawn("PNG")[:60],
    "a damaged PNG": drawn("PNG")[:-20] + b"x" * 20,
    "grey of 16 bits": drawn("PNG", "I;16"),
    "a GIF": b"GIF89a" + bytes(40),
    "6 MB": png(40, 20) + bytes(6_000_000),
    "too wide": png(20_001, 1),
    "nothing": b"",
}


@pytest.mark.parametrize("name", TAKEN)
def test_the_size_of_a_picture_is_read_from_its_head(name: str) -> None:
    assert pixels(TAKEN[name]) == (40, 20)


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_printed_is_no_picture(name: str) -> None:
    assert pixels(REFUSED[name]) is None


@pytest.mark.parametrize("name", TAKEN)
def test_every_picture_that_is_taken_can_be_written(name: str) -> None:
    made = document('<picture src="x" alt="图"/>', pictures={"x": TAKEN[name]})
    with zipfile.ZipFile(io.BytesIO(write(made, "docx"))) as package:
        media = [package.read(each) for each in package.namelist() if "media" in each]
    assert media == [TAKEN[name]]
    assert len(pages(write(made, "pdf"))) == 1


@pytest.mark.parametrize(
    "markup",
    [
        '<picture at="t:9" src="wide.png"/>',
        '<picture at="t:9" src="wide.png" alt=" "/>',
        '<picture at="t:9" alt="图"/>',
        '<picture at="t:9" src="missing.png" alt="图"/>',
        '<picture at="t:9" src="text.png" alt="图"/>',
    ],
)
def test_a_picture_that_is_not_there_or_has_no_words_is_refused_with_its_line(markup: str) -> None:
    with pytest.raises(TemplateRefused) as refused:
        document(markup, pictures={"wide.png": png(4, 1), "text.png": b"text"})
    assert [f"{issue.code} {issue.place}" for issue in refused.value.issues] == ["B410 t:9"]


@pytest.mark.parametrize("name", ["../a.png", "/a.png", "sub/a.png", "..\\a.png", "a.svg", ".png"])
def test_a_picture_lies_in_the_folder_of_its_template(name: str, tmp_path: Path) -> None:
    (tmp_path / "own" / "sub").mkdir(parents=True)
    (tmp_path / "own" / "template.toml").write_text('title = "甲"\nlayout = "news"\n', "utf-8")
    for place in ("a.png", "own/sub/a.png", "own/a.svg", "own/.png"):
        (tmp_path / place).write_bytes(png(4, 1))
    assert find_template(str(tmp_path / "own")).picture(name) is None


def test_a_number_in_the_words_of_a_picture_comes_from_no_figure(
    tmp_path: Path, first: dict[str, object]
) -> None:
    from bulletin.checks.document import proofread

    (tmp_path / "a.png").write_bytes(png(4, 1))
    (tmp_path / "template.toml").write_text('title = "甲"\nlayout = "news"\n', "utf-8")
    (tmp_path / "document.xml.j2").write_text(
        '<document><p>甲</p><picture src="a.png" alt="共97人"/></document>', "utf-8"
    )
    figures = tally(load(first))
    template = find_template(str(tmp_path))
    issues = proofread(compose(figures, template), figures, template.requires)
    assert "B501" in [issue.code for issue in issues]


# ── how large ────────────────────────────────────────────────────────────────────────────────────────────


def test_a_width_is_a_part_of_the_text_area() -> None:
    assert picture_size(Picture(b"", (400, 100), "图", width=50), PAGE, None) == (78, 19.5)


def test_a_tall_picture_leaves_three_lines() -> None:
    width, height = picture_size(Picture(b"", (50, 2000), "图"), PAGE, None)
    assert height == pytest.approx(225 - 3 * 225 / 22)
    assert width == pytest.approx(height / 40)


def test_one_below_the_title_of_an_attachment_leaves_room_for_that_too() -> None:
    title = Heading(1, (), attached=True)
    _, height = picture_size(Picture(b"", (50, 2000), "图"), PAGE, title)
    assert height == pytest.approx(225 - 8 * 225 / 22)


def test_on_a_turned_sheet_lines_are_as_high_as_elsewhere() -> None:
    _, height = picture_size(Picture(b"", (50, 2000), "图"), PAGE.turned, None)
    assert height == pytest.approx(156 - 3 * 225 / 22)


def test_a_tall_picture_and_its_caption_share_a_page() -> None:
    made = document('<p>文</p><newpage/><picture src="tall.png" alt="图"><caption>图题</caption></picture>')
    assert pages(write(made, "pdf")) == ["文—1—", "图题—2—"]


# ── what is said of it ───────────────────────────────────────────────────────────────────────────────────


def test_word_files_and_pages_carry_the_words_of_a_picture() -> None:
    made = document(SPEAKING)
    with zipfile.ZipFile(io.BytesIO(write(made, "docx"))) as package:
        word = package.read("word/document.xml").decode()
    assert word.count('descr="四步“相连” &amp; 首尾相接"') == 2
    assert 'alt="四步“相连” &amp; 首尾相接"' in write(made, "html").decode()


def test_a_pdf_tells_them_in_a_figure() -> None:
    with pikepdf.open(io.BytesIO(write(document(SPEAKING), "pdf"))) as file:
        figures = [each for each in file.objects if isinstance(each, pikepdf.Dictionary)]
        told = [str(each.Alt) for each in figures if each.get("/S") == "/Figure"]
    assert told == ["四步“相连” & 首尾相接"]


def test_the_same_picture_is_kept_once_and_each_place_has_a_number_of_its_own() -> None:
    content = write(document(SPEAKING * 2), "docx")
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        media = [name for name in package.namelist() if "media" in name]
        found = re.findall('<wp:docPr id="([0-9]+)"', package.read("word/document.xml").decode())
    assert len(media) == 1
    assert found == ["1", "2"]


def test_other_checkers_find_nothing_wrong_with_a_picture() -> None:
    made = document(SPEAKING)
    assert checkers.of_word(write(made, "docx")) == []
    assert checkers.of_pdf(write(made, "pdf"), "a-3a") == []


def test_a_page_holds_the_bytes_of_the_picture() -> None:
    made = document('<picture src="x" alt="图"/>', pictures={"x": JPEG})
    assert base64.b64encode(JPEG) in write(made, "html")


def a_photograph(form: str, orientation: int) -> bytes:
    """A picture with a red left half, and what a telephone writes into it: place, model, a comment."""
    image = Image.new("RGB", (40, 20), "white")
    image.paste((255, 0, 0), (0, 0, 20, 20))
    exif = Image.Exif()
    exif[0x0112], exif[0x0110] = orientation, "SecretPhone"
    exif.get_ifd(0x8825)[1] = "N-SecretPlace"
    target = io.BytesIO()
    if form == "JPEG":
        image.save(target, form, exif=exif, comment=b"SecretWords")
    else:
        image.save(target, form, exif=exif, pnginfo=a_note())
    return target.getvalue()


def a_note() -> PngInfo:
    note = PngInfo()
    note.add_text("Author", "SecretWords")
    return note


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_a_photograph_is_upright_and_tells_nothing_of_its_camera(form: str, orientation: int) -> None:
    given = a_photograph(form, orientation)
    plain = without_metadata(given)
    assert b"Secret" in given
    assert b"Secret" not in plain
    assert b"Exif" not in plain
    assert plain == without_metadata(given)
    with Image.open(io.BytesIO(plain)) as image:
        assert image.size == ((20, 40) if orientation in (6, 8) else (40, 20))
        corner = {1: (1, 1), 3: (38, 18), 6: (1, 1), 8: (1, 38)}[orientation]
        red = image.convert("RGB").getpixel(corner)
    assert isinstance(red, tuple)
    assert red[0] > 200
    assert red[1] < 60


def test_an_upright_picture_without_metadata_stays_byte_for_byte() -> None:
    target = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(target, "PNG")
    assert without_metadata(target.getvalue()) == target.getvalue()


@pytest.mark.parametrize("suffix", ["docx", "pdf", "html"])
def test_no_document_carries_the_place_of_a_photograph(
    round4: dict[str, Any], tmp_path: Path, suffix: str
) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "photo.jpg").write_bytes(a_photograph("JPEG", 6))
    (own / "template.toml").write_text('title = "情况"\nlayout = "news"\n', "utf-8")
    markup = '<document><h1>情况</h1><picture src="photo.jpg" alt="示例照片" width="20"/></document>'
    (own / "document.xml.j2").write_text(markup, "utf-8")
    made = build(round4, "own", search=[tmp_path], formats=[suffix]).contents[suffix]
    packed = zipfile.ZipFile(io.BytesIO(made)) if suffix == "docx" else None
    inside = [packed.read(name) for name in packed.namelist()] if packed else [made]
    if suffix == "html":
        inside = [base64.b64decode(each) for each in re.findall(rb"base64,([A-Za-z0-9+/=]+)", made)]
    assert all(b"Secret" not in each for each in inside)
