"""Documents straight from markup, and pictures of any size, for the tests of what only a page shows."""

import io
import re
import struct
import zlib
from collections.abc import Mapping, Sequence

import pypdfium2

from bulletin.composition.markup import parse_markup
from bulletin.model.document import Document, numbered
from bulletin.typography.layout import read_layout

SENTENCE = "全面检查被巡察党组织履行职责情况。"

CLOSING = (
    '<signature><p role="signature">云川县委</p><p role="date">2026年9月18日</p></signature>'
    '<p role="note">（此件公开发布）</p>'
)
COLOPHON = (
    '<colophon><p role="copies">抄送：县委常委，县纪委监委。</p>'
    '<p role="printed">云川县委办公室<tab/>2026年9月18日印发</p></colophon>'
)


def png(width: int, height: int) -> bytes:
    """A grey picture of so many pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\x80" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


PICTURES = {"wide.png": png(400, 100), "tall.png": png(50, 2000)}


def document(markup: str, layout: str = "gbt9704", pictures: Mapping[str, bytes] = PICTURES) -> Document:
    """A document of that markup."""
    roles = read_layout(layout).paragraph_roles
    blocks = parse_markup(f"<document>{markup}</document>", roles, "test", pictures.get)
    return Document("test", layout, "测试", "zh-CN", numbered(blocks))


def pages(pdf: bytes) -> Sequence[str]:
    """The characters of each page without white space, its number at the end if it has one."""
    with pypdfium2.PdfDocument(io.BytesIO(pdf)) as file:
        return [re.sub(r"\s", "", page.get_textpage().get_text_range()) for page in file]
