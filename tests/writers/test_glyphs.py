"""What two engines draw for each character of a PDF is what its face has for it.

A font that was cut to size wrongly may look right in one reader of PDF and wrong in the next, while its text
can still be copied. So the ink within the box of each character, as poppler and as PDFium draw it, is held
against the character drawn from the font file itself.
"""

import ctypes
import io
import re
import struct
import subprocess
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont, ImageOps
from pypdfium2 import raw

from bulletin import write
from bulletin.typography.font_file import on_the_grid
from bulletin.typography.fonts import font_files
from tests.helpers import specimens

SCALE = 6  # pixels a point
CELLS = (8, 8)  # into which the box of a character is divided
# Of all ink, what may lie in other cells than it should: 0.11 does, 0.23 where two glyphs are exchanged.
ALIKE = 0.17
FACE = "bulletin-font-"
NAMES = ("circular-circular", "every-element", "every-block")
ENGINES = ("poppler", "PDFium")

pytestmark = pytest.mark.slow


class Character(NamedTuple):
    """A character on a page: its face, its size, where its base line begins, and its box, in pixels."""

    text: str
    face: str
    size: float
    origin: tuple[float, float]
    box: tuple[int, int, int, int]


@pytest.fixture(scope="module")
def pdfs() -> dict[str, bytes]:
    return {name: write(specimens.documents()[name], "pdf") for name in NAMES}


def drawn(content: bytes, engine: str, folder: Path) -> list[Image.Image]:
    """The pages of a PDF in shades of grey."""
    if engine == "PDFium":
        return [page.render(scale=SCALE, grayscale=True).to_pil() for page in pypdfium2.PdfDocument(content)]
    command = ["pdftoppm", "-r", str(72 * SCALE), "-gray", "-", str(folder / "page")]
    subprocess.run(command, input=content, check=True)
    return [Image.open(file) for file in sorted(folder.glob("page*"))]


def characters(content: bytes) -> Iterator[tuple[int, Character]]:
    """Each character and face once, with the number of its page."""
    seen = set()
    for number, page in enumerate(pypdfium2.PdfDocument(content)):
        text, height = page.get_textpage(), page.get_height()
        for i in range(text.count_chars()):
            face, letter = face_of(text, i), letter_of(text, i)
            if letter.isspace() or (face, letter) in seen or not face:
                continue
            seen.add((face, letter))
            x, y = ctypes.c_double(), ctypes.c_double()
            raw.FPDFText_GetCharOrigin(text, i, x, y)
            left, bottom, right, top = text.get_charbox(i, loose=True)
            edges = (left, height - top, right, height - bottom)
            box = tuple(round(edge * SCALE) for edge in edges)
            size = raw.FPDFText_GetFontSize(text, i) * 0.75 * SCALE  # WeasyPrint counts in pixels of CSS
            origin = (x.value * SCALE - box[0], (height - y.value) * SCALE - box[1])
            yield number, Character(letter, face, size, origin, box)


def face_of(text: Any, i: int) -> str:
    """The key of the face a character is set in; empty for what PDFium adds by itself."""
    name, flags = ctypes.create_string_buffer(100), ctypes.c_int()
    raw.FPDFText_GetFontInfo(text, i, name, 100, flags)
    return name.value.decode().partition(FACE)[2]


def letter_of(text: Any, i: int) -> str:
    """The character at a place; a space for the second half of a pair."""
    code = raw.FPDFText_GetUnicode(text, i)
    if 0xDC00 <= code < 0xE000 or code < 0x20:
        return " "
    if 0xD800 <= code < 0xDC00:
        code = 0x10000 + ((code - 0xD800) << 10) + raw.FPDFText_GetUnicode(text, i + 1) - 0xDC00
    return chr(code)


@cache
def font(face: str, size: float) -> ImageFont.FreeTypeFont:
    """The very file the PDF was made with."""
    return ImageFont.truetype(io.BytesIO(on_the_grid(font_files()[face])), size)


def off(character: Character, page: Image.Image) -> float:
    """The share of ink that lies elsewhere in the box than the face of the character has it."""
    seen = page.crop(character.box)
    meant = Image.new("L", seen.size, 255)
    face = font(character.face, round(character.size, 2))
    ImageDraw.Draw(meant).text(character.origin, character.text, 0, face, anchor="ls")
    return distance(shares(seen), shares(meant))


def shares(image: Image.Image) -> list[float]:
    """The part of all ink that each cell has, in fine steps: a quarter of a pixel is no other place."""
    ink = ImageOps.invert(image.convert("L")).filter(ImageFilter.GaussianBlur(image.height / 16))
    cells = ink.convert("F").resize(CELLS, Image.Resampling.BOX).tobytes()
    values = struct.unpack(f"{CELLS[0] * CELLS[1]}f", cells)
    return [value / sum(values) for value in values] if any(values) else [0.0] * len(values)


def distance(one: list[float], other: list[float]) -> float:
    """How much ink would have to move."""
    return sum(abs(a - b) for a, b in zip(one, other, strict=True)) / 2


def wrong(content: bytes, engine: str, folder: Path) -> dict[str, float]:
    """The characters that are not drawn as their face has them, and by how much they are off."""
    pages = drawn(content, engine, folder)
    found = {each.text: off(each, pages[number]) for number, each in characters(content)}
    return {letter: round(share, 2) for letter, share in found.items() if share > ALIKE}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", NAMES)
def test_each_character_is_drawn_as_its_face_has_it(
    name: str, engine: str, pdfs: dict[str, bytes], tmp_path: Path
) -> None:
    assert wrong(pdfs[name], engine, tmp_path) == {}


def with_glyphs(content: bytes, instead: Mapping[str, str]) -> bytes:
    """The same PDF, in whose 小标宋 the glyphs of some characters stand for others (empty: for none)."""
    with pikepdf.open(io.BytesIO(content)) as file:
        composite = next(
            each
            for each in file.objects
            if isinstance(each, pikepdf.Dictionary)
            and each.get("/Subtype") == "/Type0"
            and str(each.BaseFont).endswith("xiaobiaosong")
        )
        pairs = re.findall(rb"<(\w{4})> <(\w{4})>", composite.ToUnicode.read_bytes())
        glyph = {bytes.fromhex(text.decode()).decode("utf-16-be"): int(code, 16) for code, text in pairs}
        table = list(range(0x10000))
        for letter, other in instead.items():
            table[glyph[letter]] = glyph.get(other, 0)
        numbers = b"".join(number.to_bytes(2, "big") for number in table)
        composite.DescendantFonts[0].CIDToGIDMap = file.make_stream(numbers)
        saved = io.BytesIO()
        file.save(saved)
    return saved.getvalue()


@pytest.mark.parametrize("engine", ENGINES)
def test_two_glyphs_in_each_others_place_are_seen(
    engine: str, pdfs: dict[str, bytes], tmp_path: Path
) -> None:
    broken = with_glyphs(pdfs["every-block"], {"各": "种", "种": "各"})
    assert set(wrong(broken, engine, tmp_path)) == {"各", "种"}


@pytest.mark.parametrize("engine", ENGINES)
def test_a_glyph_that_is_not_there_is_seen(engine: str, pdfs: dict[str, bytes], tmp_path: Path) -> None:
    broken = with_glyphs(pdfs["every-block"], {"落": ""})
    assert set(wrong(broken, engine, tmp_path)) == {"落"}
