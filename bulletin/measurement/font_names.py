"""From the name of a font to the class of faces the standard speaks of."""

import re
from collections.abc import Iterable
from functools import cache

from bulletin.typography.fonts import FACES

SUBSET = re.compile(r"^[A-Z]{6}\+")
"""What stands before the name of a font of which a PDF holds only the glyphs it uses."""

LENDERS = ("fallback", "fallback_light")
"""Faces that lend single glyphs to others: they do not say of what class a text is."""

KNOWN = (
    ("xiaobiaosong", ("小标宋", "xiaobiaosong", "xbiaosong", "fzxbs", "xbsj")),
    ("fangsong", ("仿宋", "fangsong", "simfang", "fandolfang", "fzfs", "zhuque")),
    ("other", ("雅黑", "yahei")),
    ("kaiti", ("楷", "kaiti", "simkai", "fandolkai", "fzkt", "wenkai")),
    ("heiti", ("黑体", "simhei", "heiti", "fandolhei", "fzht", "notosans", "sourcehansans")),
    ("songti", ("宋体", "simsun", "songti", "stsong", "fandolsong", "fzss", "notoserif", "sourcehanserif",
                "simsong", "mingliu")),
)  # fmt: skip
"""Class → pieces of names by which fonts in use are known; the first that fits decides."""


@cache
def face_of(font: str) -> str:
    """The class of a font by its name; the name itself: it is of no class; empty: it only lends glyphs."""
    bare = SUBSET.sub("", font)
    plain = _plain(bare)
    own = _own()
    for piece, key in own.items():
        if plain in (piece, f"bulletinfont{piece}"):
            return "" if key in LENDERS else key
    for key, pieces in KNOWN:
        if any(piece in plain for piece in pieces):
            return bare if key == "other" else key
    return bare


def prevailing(fonts: Iterable[str]) -> str:
    """The class of most of these fonts, one for each character; empty: there are none."""
    counts: dict[str, int] = {}
    for font in fonts:
        face = face_of(font)
        if face:
            counts[face] = counts.get(face, 0) + 1
    return max(counts, key=lambda face: counts[face]) if counts else ""


def _plain(name: str) -> str:
    return re.sub(r"[\s_,\-]|regular$", "", name.lower())


@cache
def _own() -> dict[str, str]:
    """The names under which our own faces go, longest first: `fallback_light` before `fallback`."""
    names = {}
    for key, face in FACES.items():
        words = (key, face.stand_in) if key in LENDERS else (key, face.stand_in, face.word, *face.files)
        for name in words:
            names[_plain(name.removesuffix(".ttf").removesuffix(".TTF"))] = key
    return dict(sorted(names.items(), key=lambda pair: -len(pair[0])))
