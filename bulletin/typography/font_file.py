"""Read what a font file says about itself, and prepare its bytes for the PDF writer.

Pages are set on one grid for all faces. So every file is given the line metrics of the stand-ins, which makes
a line with a borrowed character as high as others, and loses the tables that would move characters on it.
"""

import io
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from bulletin.issues.issue import Phrase

ASCENT, DESCENT = 0.88, 0.12
"""Of one em, above and below the baseline; the same as in `fonts/build.py`."""

MOVING = ("GPOS", "GSUB", "kern", "BASE", "vhea", "vmtx", "VORG", "DSIG")
"""Tables that move or replace characters, serve vertical lines, or sign the unchanged file."""

USE_TYPOGRAPHIC = 1 << 7
"""The bit of OS/2.fsSelection that selects the typographic line metrics."""


@cache
def coverage(path: Path) -> frozenset[int]:
    """Return the code points a font file has glyphs for."""
    with _opened(path) as font:
        return frozenset(font.getBestCmap() or ())


@cache
def family(path: Path) -> str:
    """Return the English name of a font file; its file name if it has none."""
    with _opened(path) as font:
        return str(font["name"].getDebugName(1) or path.name)


@cache
def fault(path: Path) -> Phrase | None:
    """Return why the file cannot be used; None if it can."""
    from fontTools.ttLib import TTLibError

    try:
        with _opened(path) as font:
            if not font.getBestCmap():
                return Phrase("it has no Unicode characters")
            if "glyf" not in font and "CFF " not in font:
                return Phrase("it has no outlines that a PDF can embed")
    except (TTLibError, OSError, AssertionError, KeyError, ValueError, struct.error):
        return Phrase("it is no font, or damaged")
    return None


def on_the_grid(path: Path) -> bytes:
    """Return the font alone, out of its collection, with the line metrics of the grid.

    The same file gives the same bytes.
    """
    with _opened(path) as font:
        em = font["head"].unitsPerEm
        ascent, descent = round(ASCENT * em), -round(DESCENT * em)
        lines = font["hhea"]
        ready = (lines.ascent, lines.descent, lines.lineGap) == (ascent, descent, 0)
        if ready and "glyf" in font and _number(path) < 0:
            return path.read_bytes()
        lines.ascent, lines.descent, lines.lineGap = ascent, descent, 0
        if "OS/2" in font:
            windows = font["OS/2"]
            windows.sTypoAscender, windows.sTypoDescender, windows.sTypoLineGap = ascent, descent, 0
            windows.usWinAscent, windows.usWinDescent = ascent, -descent
            if windows.version >= 4:  # noqa: PLR2004  # the bit exists from version 4 on
                windows.fsSelection |= USE_TYPOGRAPHIC
        for table in MOVING:
            if table in font:
                del font[table]
        if "CFF " in font:
            _number_alike(font["CFF "].cff.topDictIndex[0])
        target = io.BytesIO()
        font.save(target, reorderTables=None)
        return target.getvalue()


def _number_alike(top: Any) -> None:
    """Number the glyphs of a CID-keyed font by their order.

    A PDF refers to glyphs by their place in the file; viewers that take it for the CID would draw others.
    """
    names = [".notdef", *(f"cid{n:05d}" for n in range(1, len(top.charset)))]
    if not hasattr(top, "ROS") or top.charset == names:
        return
    glyphs = top.CharStrings
    glyphs.charStrings = {name: glyphs.charStrings[old] for name, old in zip(names, top.charset, strict=True)}
    top.charset = glyphs.charset = names
    top.ROS = ("Adobe", "Identity", 0)


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    """Yield the opened font; its tables are read on demand."""
    from fontTools.ttLib import TTFont  # a dependency of WeasyPrint

    with path.open("rb") as stream:
        options = {"lazy": True, "recalcBBoxes": False, "recalcTimestamp": False}
        with TTFont(stream, fontNumber=_number(path), **options) as font:
            yield font


def _number(path: Path) -> int:
    """Return the index of the simplified Chinese font in a collection, else 0; -1 for a single font."""
    from fontTools.ttLib import TTCollection

    if path.suffix.lower() != ".ttc":
        return -1
    with path.open("rb") as stream, TTCollection(stream, lazy=True) as fonts:
        names = [str(font["name"].getDebugName(1) or "") for font in fonts]
    return next((n for n, name in enumerate(names) if name.endswith(" SC")), 0)
