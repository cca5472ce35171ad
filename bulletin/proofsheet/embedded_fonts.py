"""Subset the faces of a page to the characters it shows, and embed them as WOFF2."""

import base64
import io
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from functools import lru_cache
from pathlib import Path

from bulletin.typography.font_file import on_the_grid
from bulletin.typography.fonts import chain, coverage, font_files

FAMILY = "proof-"
"""The prefix of font families inside the page, so that none has the name of an installed one."""


def families(face: str) -> str:
    """Return the `font-family` of a class of faces: its own file, then those that lend it glyphs."""
    return ", ".join(f'"{FAMILY}{key}"' for key in chain(face, font_files()))


def embedded(used: Mapping[str, Iterable[str]]) -> str:
    """Return the `@font-face` rules for `used`, which is class of faces → the characters set in it.

    Each character is embedded from the first file of its chain that draws it, and from no other.

    Raises:
        ToolMissing: a class of faces has no file.
    """
    files = font_files()
    wanted: dict[str, set[int]] = {}
    for face, characters in used.items():
        left = {ord(c) for c in characters if c.isprintable()}
        for key in chain(face, files):
            drawn = left & coverage(files[key])
            wanted.setdefault(key, set()).update(drawn)
            left -= drawn
    return "\n".join(_rule(key, files[key], points) for key, points in sorted(wanted.items()) if points)


def interface(characters: Iterable[str]) -> str:
    """Return the rule for the words around the document, for a machine without a Chinese face."""
    path = font_files()["heiti"]
    wide = {ord(c) for c in characters if c > "\u2000"}  # the machine's own faces draw Latin better
    return _rule("interface", path, wide & coverage(path))


def _rule(key: str, path: Path, points: AbstractSet[int]) -> str:
    content = base64.b64encode(_subset(path, frozenset(points))).decode()
    source = f'url("data:font/woff2;base64,{content}") format("woff2")'
    return f'@font-face {{ font-family: "{FAMILY}{key}"; src: {source} }}'


@lru_cache(maxsize=32)
def _subset(path: Path, points: frozenset[int]) -> bytes:
    """Return the glyphs of some code points as WOFF2; the same file and points give the same bytes.

    It takes half a second a face; it is cached because most faces stay the same while a page is watched.
    """
    from fontTools import subset  # fontTools and its Brotli come with WeasyPrint

    # Without layout features no glyph is replaced or moved, as in the Word file. Hints are left out: they are
    # for screens of low resolution.
    options = subset.Options(layout_features=[], hinting=False, flavor="woff2", name_IDs=[])
    with subset.load_font(io.BytesIO(on_the_grid(path)), options) as font:
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=sorted(points))
        cutter.subset(font)
        target = io.BytesIO()
        subset.save_font(font, target, options)
    return target.getvalue()
