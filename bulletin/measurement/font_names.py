"""Map the name of a font to its face class of the standard."""

import re
from collections.abc import Iterable
from functools import cache

from bulletin.typography.fonts import FACES

SUBSET = re.compile(r"^[A-Z]{6}\+")
"""The prefix of a font name in a PDF that embeds only the glyphs used."""

LENDERS = ("fallback", "fallback_light")
"""Faces that lend single glyphs to others; they tell nothing about the class of a text."""

KNOWN = (
    ("xiaobiaosong", ("小标宋", "xiaobiaosong", "xbiaosong", "fzxbs", "xbsj")),
    ("fangsong", ("仿宋", "fangsong", "simfang", "fandolfang", "fzfs", "zhuque")),
    ("other", ("雅黑", "yahei")),
    ("kaiti", ("楷", "kaiti", "simkai", "fandolkai", "fzkt", "wenkai")),
    ("heiti", ("黑体", "simhei", "heiti", "fandolhei", "fzht", "notosans", "sourcehansans")),
    ("songti", ("宋体", "simsun", "songti", "stsong", "fandolsong", "fzss", "notoserif", "sourcehanserif",
                "simsong", "mingliu")),
)  # fmt: skip
"""Class → pieces of the names of its fonts; the first match decides."""


@cache
def face_of(font: str) -> str:
    """Return the class of a font by its name.

    A font without a class keeps its name; a font that only lends glyphs is empty.
    """
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
    """Return the class of most of these fonts, given one for each character; empty if there are none."""
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
    """Return the names of our own faces, longest first: `fallback_light` before `fallback`."""
    names = {}
    for key, face in FACES.items():
        words = (key, face.stand_in) if key in LENDERS else (key, face.stand_in, face.word, *face.files)
        for name in words:
            names[_plain(name.removesuffix(".ttf").removesuffix(".TTF"))] = key
    return dict(sorted(names.items(), key=lambda pair: -len(pair[0])))
