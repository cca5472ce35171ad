"""Read the kind and pixel size of a picture."""

import struct
import zlib

MAX_BYTES = 5_000_000
MAX_SIDE = 20_000
"""The longest side in pixels; an A4 page at 600 dpi has 7,000."""

MAX_PIXELS = 100_000_000
"""The most pixels of a picture; unpacked, each takes four bytes."""

PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8\xff"
END = b"\xff\xd9"
KINDS = {PNG: "png", JPEG: "jpeg"}

_FRAMES = (*range(0xC0, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0))
"""The markers that begin a frame of a JPEG (ITU-T T.81, table B.1); the frame holds the size."""


def kind(content: bytes) -> str | None:
    """Return `png` or `jpeg`; None if it is neither."""
    return next((name for begins, name in KINDS.items() if content.startswith(begins)), None)


def pixels(content: bytes) -> tuple[int, int] | None:
    """Return width and height of a PNG or JPEG.

    None if it is neither, damaged, too large or not printable.
    """
    if len(content) > MAX_BYTES:
        return None
    try:
        size = {"png": _of_png, "jpeg": _of_jpeg}[kind(content) or ""](content)
    except (KeyError, struct.error):
        return None
    fits = size and all(0 < side <= MAX_SIDE for side in size) and size[0] * size[1] <= MAX_PIXELS
    return size if fits else None


def _of_png(content: bytes) -> tuple[int, int] | None:
    """Return the size in the first chunk (ISO/IEC 15948, 11.2.2), after checking all chunks up to IEND.

    Grey with 16 bits is refused, as WeasyPrint cannot draw it.
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
    """Return the size in the frame.

    A whole picture has an end marker. A marker may have several 0xFF bytes.
    """
    at = 2
    while at < len(content):
        marker, length = struct.unpack_from(">HH", content, at)
        if marker >> 8 != 0xFF:  # noqa: PLR2004  # every marker begins with 0xFF
            return None
        if marker & 0xFF in _FRAMES:
            height, width = struct.unpack_from(">HH", content, at + 5)
            return (width, height) if content.rfind(END) > at else None
        at += 1 if marker == 0xFFFF else 2 + length  # noqa: PLR2004  # 0xFFFF is padding
    return None
