"""Read the kind and pixel size of a picture, and take out what tells of camera, place and time."""

import io
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


# ── what a camera adds ───────────────────────────────────────────────────────────────────────────────────

_KEPT_CHUNKS = (
    b"IHDR", b"PLTE", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"pHYs", b"IDAT", b"IEND",
)  # fmt: skip
"""The chunks of a PNG that say how it looks; others hold texts, times and places."""
_KEPT_SEGMENTS = (0xE0, 0xE2, 0xEE)
"""JFIF, the colour profile, Adobe's colour transform; other APPn and comments tell of camera and place."""
_ORIENTATION, _UPRIGHT = 0x0112, 1
_SCAN = 0xDA


def without_metadata(content: bytes) -> bytes:
    """Return a whole PNG or JPEG (`pixels` knows it) upright, without what tells of camera, place and time.

    The image data stays byte for byte, unless the camera was held otherwise: then it is turned and written
    anew.
    """
    if kind(content) == "png":
        return _turned(content, "PNG") or _plain_png(content)
    return _plain_jpeg(_turned(content, "JPEG") or content)


def _turned(content: bytes, form: str) -> bytes | None:
    """Return the picture turned upright as its EXIF data says; None: it is upright."""
    if b"Exif" not in content and b"eXIf" not in content:
        return None
    from PIL import Image, ImageOps  # takes 60 ms; most pictures have no EXIF data

    with Image.open(io.BytesIO(content)) as image:
        if image.getexif().get(_ORIENTATION, _UPRIGHT) == _UPRIGHT:
            return None
        target = io.BytesIO()
        options = {"quality": 95, "subsampling": 0} if form == "JPEG" else {}
        profile = image.info.get("icc_profile")
        ImageOps.exif_transpose(image).save(target, form, icc_profile=profile, exif=b"", **options)
        return target.getvalue()


def _plain_png(content: bytes) -> bytes:
    parts, at, name = [PNG], len(PNG), b""
    while name != b"IEND":
        length, name = struct.unpack_from(">I4s", content, at)
        end = at + 12 + length
        if name in _KEPT_CHUNKS:
            parts.append(content[at:end])
        at = end
    return b"".join(parts)


def _plain_jpeg(content: bytes) -> bytes:
    """Return a JPEG without the segments that are not kept, and without what follows its end."""
    parts, at = [content[:2]], 2
    while at < len(content):
        marker = content[at + 1]
        if marker == 0xFF:  # noqa: PLR2004  # padding
            parts.append(content[at : at + 1])
            at += 1
            continue
        if marker == _SCAN:
            parts.append(content[at : content.rfind(END) + 2])
            break
        (length,) = struct.unpack_from(">H", content, at + 2)
        is_told = 0xE0 <= marker <= 0xEF or marker == 0xFE  # noqa: PLR2004  # APPn, COM
        if not is_told or marker in _KEPT_SEGMENTS:
            parts.append(content[at : at + 2 + length])
        at += 2 + length
    return b"".join(parts)
