"""Which file draws which face: the office's own, the standard's where installed, else the open stand-ins.

A class of faces (仿宋, 楷体 …) is what the standard names; a file is what a machine has. Looked for in this
order: the folder in BULLETIN_FONTS, the standard's faces in the system's font folders, the distribution
`bulletin-fonts`. Nothing else is ever taken, and a character that no face has is reported, not replaced.
"""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bulletin.errors import DocumentRefused, ToolMissing
from bulletin.issues import Issue, error, note


@dataclass(frozen=True, slots=True)
class Face:
    """A class of faces: the name written into Word files, files that hold it, and what may stand in for it.

    `fallback` names the faces that lend it single glyphs, in order.
    """

    word: str
    files: tuple[str, ...]
    stand_in: str
    fallback: tuple[str, ...]


FACES: Mapping[str, Face] = {
    "fangsong": Face(
        "仿宋_GB2312", ("仿宋_GB2312.ttf", "simfang.ttf"), "Bulletin FangSong", ("fallback_light", "songti")
    ),
    "kaiti": Face("楷体_GB2312", ("楷体_GB2312.ttf", "simkai.ttf"), "Bulletin KaiTi", ("fallback", "songti")),
    "heiti": Face("黑体", ("simhei.ttf",), "Bulletin HeiTi", ("songti",)),
    "songti": Face("宋体", ("simsun.ttf",), "Bulletin Song", ("fallback",)),
    "xiaobiaosong": Face("方正小标宋简体", ("FZXBSJW.TTF",), "Bulletin XiaoBiaoSong", ("songti",)),
    "fallback": Face("楷体_GB2312", (), "Bulletin Fallback", ()),
    "fallback_light": Face("仿宋_GB2312", (), "Bulletin Fallback Light", ()),
}
"""Every class of faces a layout can name. TrueType outlines only: others lose glyphs in some PDF viewers."""

SYSTEM_FOLDERS = (
    "~/.fonts", "~/.local/share/fonts", "/usr/share/fonts", "/usr/local/share/fonts",
    "~/Library/Fonts", "/Library/Fonts", "C:/Windows/Fonts",
)  # fmt: skip


@cache
def font_files(folder: str | None = None) -> Mapping[str, Path]:
    """Class of faces → the file that draws it; `folder` is the office's own, else BULLETIN_FONTS.

    Raises:
        ToolMissing: a class has no file at all.
    """
    own = folder or os.environ.get("BULLETIN_FONTS", "")
    named = {**_named_files(SYSTEM_FOLDERS), **_named_files([own] if own else [])}
    stand_ins = _stand_ins()
    files: dict[str, Path] = {}
    for key, face in FACES.items():
        found = next((named[name.lower()] for name in face.files if name.lower() in named), None)
        stand_in = stand_ins.get(face.stand_in)
        if found or stand_in:
            files[key] = found or stand_in or Path()
    missing = [
        face.word for key, face in FACES.items() if key not in files and not key.startswith("fallback")
    ]
    if missing:
        text = "No font file draws {faces}."
        hint = "Install the stand-ins (pip install ./fonts), or set BULLETIN_FONTS to a folder with your own."
        raise ToolMissing([error("B602", "fonts", text, hint, faces="、".join(missing))])
    return files


def stood_in() -> tuple[Issue, ...]:
    """A note naming the standard's faces that an open face stands in for on this machine, if any."""
    files, stand_ins = font_files(), set(_stand_ins().values())
    faces = [face.word for key, face in FACES.items() if files.get(key) in stand_ins and face.files]
    text = "In the PDF open faces stand in for {faces}; the Word file names the standard's own."
    hint = "To use your own, set BULLETIN_FONTS to a folder that holds them."
    return (note("B606", "fonts", text, hint, faces="、".join(faces)),) if faces else ()


def _named_files(folders: Iterable[str]) -> dict[str, Path]:
    """Lower-case file name → file, of the files the standard's faces come in, first folder first."""
    wanted = {name.lower() for face in FACES.values() for name in face.files}
    found: dict[str, Path] = {}
    for folder in folders:
        root = Path(folder).expanduser()
        for path in sorted(root.rglob("*.[tT][tT][fF]")) if root.is_dir() else ():
            if path.name.lower() in wanted:
                found.setdefault(path.name.lower(), path)
    return found


def _stand_ins() -> Mapping[str, Path]:
    try:
        import bulletin_fonts
    except ImportError:
        return {}
    return {family: bulletin_fonts.path(family) for family in bulletin_fonts.FACES}


def chain(face: str, files: Mapping[str, Path]) -> tuple[str, ...]:
    """A class of faces and those that lend it glyphs, as far as there are files for them."""
    return tuple(key for key in (face, *FACES[face].fallback) if key in files)


def refuse_undrawable(used: Mapping[str, Mapping[str, str]]) -> None:
    """Stop if a character has no glyph in its face nor in those that lend to it.

    `used` is face → character → the place that brought it in.

    Raises:
        DocumentRefused: naming each such character, its code point and its place.
    """
    issues = []
    for face, characters in used.items():
        rare = [c for c in characters if not _in_gb2312(c)]
        if not rare:
            continue
        files = font_files()
        drawn = {point for key in chain(face, files) for point in _coverage(files[key])}
        for c in rare:
            if ord(c) not in drawn and c != "\n":
                text = "No font has the character {char} ({point}) in {face}."
                hint = (
                    "Write it otherwise, or put a font that has it into the folder named by BULLETIN_FONTS."
                )
                issues.append(
                    error(
                        "B603",
                        characters[c],
                        text,
                        hint,
                        char=c,
                        point=f"U+{ord(c):04X}",
                        face=FACES[face].word,
                    )
                )
    if issues:
        raise DocumentRefused(issues)


_MARKS = frozenset("—·…‘’“”〔〕")
"""In every Chinese face as well, though Python's codec for GB 2312 does not map all of them."""


def _in_gb2312(c: str) -> bool:
    """Every Chinese face has the characters of GB 2312; asking the files for them would only cost time."""
    try:
        c.encode("gb2312")
    except UnicodeEncodeError:
        return c in _MARKS
    return True


@cache
def _coverage(path: Path) -> frozenset[int]:
    """The code points a font file has glyphs for."""
    from fontTools.ttLib import TTFont  # a dependency of WeasyPrint

    with TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap())
