"""What a picture says of itself: its kind and its size in pixels."""

import struct
import zlib

MAX_BYTES = 5_000_000
MAX_SIDE = 20_000
"""Pixels; an A4 page at 600 to the inch has 7,000."""

MAX_PIXELS = 100_000_000
"""Of a picture in all; unpacked each of them takes four bytes."""

PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8\xff"
END = b"\xff\xd9"
KINDS = {PNG: "png", JPEG: "jpeg"}

_FRAMES = (*range(0xC0, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0))
"""The markers of a JPEG that begin a frame (ITU-T T.81, table B.1); its size stands there."""


def kind(content: bytes) -> str | None:
    """`png` or `jpeg`; None: it is neither."""
    return next((name for begins, name in KINDS.items() if content.startswith(begins)), None)


def pixels(content: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG or JPEG; None: it is neither, damaged, too large, or not to be printed."""
    if len(content) > MAX_BYTES:
        return None
    try:
        size = {"png": _of_png, "jpeg": _of_jpeg}[kind(content) or ""](content)
    except (KeyError, struct.error):
        return None
    fits = size and all(0 < side <= MAX_SIDE for side in size) and size[0] * size[1] <= MAX_PIXELS
    return size if fits else None


def _of_png(content: bytes) -> tuple[int, int] | None:
    """The first chunk holds it (ISO/IEC 15948, 11.2.2); the others are counted up to the last, IEND.

    Grey of 16 bits is what WeasyPrint cannot draw.
    """
    name, length, at = content[12:16], 0, len(PNG)
    width, height, depth, colour = struct.unpack_from(">IIBB", content, 16)
    if name != b"IHDR" or (depth, colour) == (16, 0):
        return None
    while name != b"IEND":
        length, name = struct.unpack_from(">I4s", content, at)
        (told,) = struct.unpack_from(">I", content, at + 8 + length)
        if zlib.crc32(content[at + 4 : at + 8 + length]) != told:
            return None
        at += 12 + length
    return width, height


def _of_jpeg(content: bytes) -> tuple[int, int] | None:
    """The frame holds it; a whole picture has an end behind that. A marker may have more than one 0xFF."""
    at = 2
    while at < len(content):
        marker, length = struct.unpack_from(">HH", content, at)
        if marker >> 8 != 0xFF:  # noqa: PLR2004  # every marker begins with it
            return None
        if marker & 0xFF in _FRAMES:
            height, width = struct.unpack_from(">HH", content, at + 5)
            return (width, height) if content.rfind(END) > at else None
        at += 1 if marker == 0xFFFF else 2 + length  # noqa: PLR2004  # one that only fills
    return None
