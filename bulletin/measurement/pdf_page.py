"""Read the characters and rules of PDF pages with pypdfium2; the reader of PDF texts is `readers.pdf`.

All lengths are in mm from the left and upper edges of the page as displayed, with crop box and rotation
applied. What is not seen is left out: invisible characters (the text under a scan), blanks, slanted
characters (watermarks).
"""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from math import hypot
from typing import Any

from bulletin.files.refused import too_large
from bulletin.measurement.pdf_rules import Box, DrawnRule, Placing, images_of, rules_of
from bulletin.readers.pdf import opened

MAX_CHARACTERS = 600_000
LEFT, RIGHT = 270, 90
"""Rotations in degrees that bring the head of a page to the left or right edge of the sheet."""
NAME = 256
"""The most bytes read of a font name."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character on a page, in mm from its left and upper edges; `size` in pt.

    `left` and `right` bound the cell (the advance of the font), `ink` what is drawn.
    """

    char: str
    left: float
    right: float
    baseline: float
    ink: Box
    size: float
    font: str
    color: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class PdfPage:
    """A page: its number from 1, its size in mm, and its contents."""

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rules: tuple[DrawnRule, ...]
    images: tuple[Box, ...]
    loose_fonts: frozenset[str]  # fonts that are not embedded
    turned: tuple[
        tuple[Glyph, ...], ...
    ] = ()  # of a landscape page, read with its head at the left and right

    @property
    def is_upright(self) -> bool:
        """Whether the page is not landscape."""
        return self.width <= self.height


def pdf_pages(content: bytes) -> tuple[PdfPage, ...]:
    """Return the pages of a PDF.

    Raises:
        DocumentUnfit: it is damaged, protected, or larger than any bulletin.
    """
    with opened(content) as document:
        return tuple(_page(document[index], index + 1) for index in range(len(document)))


def _page(page: Any, number: int) -> PdfPage:
    import pypdfium2.raw as pdfium

    crop, rotation = page.get_cropbox(), page.get_rotation()
    placing = Placing(crop, rotation)
    text = page.get_textpage()
    try:
        count = text.count_chars()
        if count > MAX_CHARACTERS:
            raise too_large(f"{count} > {MAX_CHARACTERS}")
        glyphs = tuple(_glyphs(pdfium, text, count, placing))
        sideways = placing.size[0] > placing.size[1]
        turned = tuple(
            tuple(_glyphs(pdfium, text, count, Placing(crop, (rotation + turn) % 360)))
            for turn in (LEFT, RIGHT)
            if sideways
        )
    finally:
        text.close()
    rules, images = tuple(rules_of(pdfium, page, placing)), tuple(images_of(pdfium, page, placing))
    found = PdfPage(
        number,
        *placing.size,
        glyphs,
        rules,
        images,
        frozenset(_loose_fonts(pdfium, page, {g.font for g in glyphs})),
        turned,
    )
    page.close()
    return found


def _glyphs(pdfium: Any, text: Any, count: int, placing: Placing) -> Iterator[Glyph]:
    """Yield the visible characters, in the order of the file."""
    raw = text.raw
    matrix, loose = pdfium.FS_MATRIX(), pdfium.FS_RECTF()
    numbers = [ctypes.c_double() for _ in range(4)]
    parts = [ctypes.c_uint() for _ in range(4)]
    name, flags = ctypes.create_string_buffer(NAME), ctypes.c_int()
    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(count):
        char = _character(pdfium, raw, index)
        if not char.strip() or pdfium.FPDFText_IsGenerated(raw, index) == 1:
            continue
        if _is_invisible(pdfium, raw, index) or not pdfium.FPDFText_GetMatrix(raw, index, matrix):
            continue
        pdfium.FPDFText_GetCharBox(raw, index, *map(ctypes.byref, numbers))
        left, right, bottom, top = (number.value for number in numbers)
        pdfium.FPDFText_GetLooseCharBox(raw, index, loose)
        pdfium.FPDFText_GetCharOrigin(raw, index, x, y)
        if not placing.is_upright(matrix.a, matrix.b):
            continue
        pdfium.FPDFText_GetFontInfo(raw, index, name, NAME, flags)
        pdfium.FPDFText_GetFillColor(raw, index, *map(ctypes.byref, parts))
        cell = placing.box(min(loose.left, x.value), loose.bottom, max(loose.right, x.value), loose.top)
        yield Glyph(
            char,
            placing.point(x.value, y.value)[0] if not placing.rotation else cell.left,
            cell.right,
            placing.point(x.value, y.value)[1],
            placing.box(left, bottom, right, top),
            pdfium.FPDFText_GetFontSize(raw, index) * hypot(matrix.c, matrix.d),
            _decoded(name.value),
            (parts[0].value, parts[1].value, parts[2].value),
        )


def _character(pdfium: Any, raw: Any, index: int) -> str:
    code = pdfium.FPDFText_GetUnicode(raw, index)
    surrogate = 0xD800 <= code <= 0xDFFF  # noqa: PLR2004  # half a surrogate pair: PDFium counts in UTF-16
    return "〓" if surrogate or not code else chr(code)


def _is_invisible(pdfium: Any, raw: Any, index: int) -> bool:
    """Return whether a character is invisible, as the text under a scan is."""
    drawn = pdfium.FPDFText_GetTextObject(raw, index)
    return bool(drawn) and pdfium.FPDFTextObj_GetTextRenderMode(drawn) == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE


def _decoded(name: bytes) -> str:
    """Return the name of a font as text; Chinese systems write it in GBK."""
    for encoding in ("utf-8", "gb18030"):
        try:
            return name.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name.decode("latin-1")


def _loose_fonts(pdfium: Any, page: Any, used: set[str]) -> Iterator[str]:
    """Yield the fonts of a page's characters that are not embedded."""
    for thing in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=4):
        font = pdfium.FPDFTextObj_GetFont(thing.raw)
        if not font or pdfium.FPDFFont_GetIsEmbedded(font) == 1:
            continue
        name = ctypes.create_string_buffer(NAME)
        pdfium.FPDFFont_GetBaseFontName(font, name, NAME)
        if (said := _decoded(name.value)) in used:
            yield said
