"""Find the font file for each face: the office's own, the standard's if installed, else an open stand-in.

A class of faces (仿宋, 楷体 …) is what the standard names; a file is what a machine has. Files are searched
in this order: the folder in BULLETIN_FONTS, the standard's faces in the system's font folders, the
distribution `bulletin-fonts`; nowhere else. If a face lacks a character, the next face of its chain lends it
and a note says so; if no face has it, it is refused.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bulletin.issues.errors import DocumentRefused, ToolMissing
from bulletin.issues.issue import Issue, error, note
from bulletin.typography.characters import in_gb2312, is_private, point
from bulletin.typography.font_file import coverage, family, fault

__all__ = [
    "FACES", "FONT_KINDS", "OPEN", "RARE", "SYSTEM_FOLDERS", "Face", "chain", "coverage", "drawn_by",
    "font_files", "found_files", "is_stand_in", "lent", "office_folder", "refuse_undrawable", "stood_in",
    "undrawable", "word_face",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Face:
    """A class of faces: its name in Word files, the files that hold it, and the faces that replace it.

    `wider` is the Word name for a character that a face of GB 2312 lacks: the same style with more
    characters. `fallback` names the faces that lend it single glyphs, in order.
    """

    word: str
    wider: str
    files: tuple[str, ...]
    stand_in: str
    fallback: tuple[str, ...]


FACES: Mapping[str, Face] = {
    "fangsong": Face(
        "仿宋_GB2312", "仿宋", ("仿宋_GB2312.ttf", "simfang.ttf"), "Bulletin FangSong",
        ("fallback_light", "songti"),
    ),
    "kaiti": Face(
        "楷体_GB2312", "楷体", ("楷体_GB2312.ttf", "simkai.ttf"), "Bulletin KaiTi", ("fallback", "songti")
    ),
    "heiti": Face("黑体", "黑体", ("simhei.ttf",), "Bulletin HeiTi", ("songti",)),
    "songti": Face("宋体", "宋体", ("simsun.ttf", "simsun.ttc"), "Bulletin Song", ("fallback",)),
    "xiaobiaosong": Face(
        "方正小标宋简体", "方正小标宋_GBK", ("FZXBSJW.TTF",), "Bulletin XiaoBiaoSong", ("songti",)
    ),
    "fallback": Face("楷体_GB2312", "楷体", (), "Bulletin Fallback", ()),
    "fallback_light": Face("仿宋_GB2312", "仿宋", (), "Bulletin Fallback Light", ()),
}  # fmt: skip
"""Every class of faces that a layout can use."""

OPEN = "_open"
"""Suffix of a class whose face another file draws: its stand-in, which lends missing characters."""

RARE = "rare"
"""The last face of every chain: a file of this name in the office's own folder, for the rarest characters."""

LAST_OF_THE_PLANE, BEYOND_THE_PLANE = 0xFFFF, "SimSun-ExtB"
"""The face of Windows for characters from U+20000 on; its other Chinese faces end before."""

FONT_KINDS = (".ttf", ".otf", ".ttc")
"""The kinds of font files considered; whether a file is usable shows when it is opened."""

SYSTEM_FOLDERS = (
    "~/.fonts", "~/.local/share/fonts", "/usr/share/fonts", "/usr/local/share/fonts",
    "~/Library/Fonts", "/Library/Fonts", "C:/Windows/Fonts",
)  # fmt: skip


STAND_INS = (
    "./fonts" if (Path(__file__).parents[2] / "fonts" / "pyproject.toml").is_file() else '"bulletin[fonts]"'
)
"""What pip is to install for the stand-ins: the folder of a clone of the project, or the extra of a wheel."""


@cache
def font_files(folder: str | None = None) -> Mapping[str, Path]:
    """Return class of faces → the file that draws it; `folder` is the office's own, else BULLETIN_FONTS.

    Where another file than the stand-in is used, the stand-in is added under the class and OPEN.

    Raises:
        ToolMissing: a class has no file at all, or one that cannot be used.
    """
    files = found_files(folder)
    missing = [face.word for key, face in FACES.items() if face.files and key not in files]
    if missing:
        text = "No font file draws {faces}."
        hint = "Install the stand-ins (pip install {what}), or set BULLETIN_FONTS to a folder with your own."
        raise ToolMissing([error("B602", "fonts", text, hint, faces="、".join(missing), what=STAND_INS)])
    refused = [(path, fault(path)) for path in dict.fromkeys(files.values()) if not is_stand_in(path)]
    text = "The font {file} cannot be used: {reason}."
    hint = "Use another file, or turn this one into a TrueType font."
    faults = [
        error("B602", path.name, text, hint, file=str(path), reason=reason)
        for path, reason in refused
        if reason
    ]
    if faults:
        raise ToolMissing(faults)
    return files


def found_files(folder: str | None = None) -> Mapping[str, Path]:
    """Return the files as `font_files` does, without an error for classes that have none."""
    own, stand_ins = office_folder(folder), _stand_ins()
    searched = (_named_files([own] if own else [], own=True), _named_files(SYSTEM_FOLDERS))
    files: dict[str, Path] = {}
    for key, face in FACES.items():
        names = [name.lower() for name in (key, *face.files)]
        found = next((named[name] for named in searched for name in names if name in named), None)
        stand_in = stand_ins.get(face.stand_in)
        if found or stand_in:
            files[key] = found or stand_in or Path()
        if found and stand_in and found != stand_in:
            files[key + OPEN] = stand_in
    return files | ({RARE: searched[0][RARE]} if RARE in searched[0] else {})


def office_folder(folder: str | None = None) -> str:
    """Return the office's own folder of fonts; empty if none is named."""
    return folder or os.environ.get("BULLETIN_FONTS", "")


def stood_in() -> tuple[Issue, ...]:
    """Return a note that names the standard's faces replaced by open ones on this machine, if any."""
    files = font_files()
    faces = [face.word for key, face in FACES.items() if face.files and is_stand_in(files[key])]
    text = "In the PDF open faces stand in for {faces}; the Word file names the standard's own."
    hint = "To use your own, set BULLETIN_FONTS to a folder that holds them."
    return (note("B606", "fonts", text, hint, faces="、".join(faces)),) if faces else ()


def is_stand_in(path: Path) -> bool:
    """Return whether the file belongs to the distribution `bulletin-fonts`."""
    return path in _stand_ins().values()


def _named_files(folders: Iterable[str], own: bool = False) -> dict[str, Path]:
    """Return lower-case file name → file, for files of the faces; the first folder takes precedence.

    In the office's own folder a file may also be named after its class: `fangsong.ttf` serves `fangsong`, and
    `rare.ttf` lends to all classes.
    """
    wanted = {name.lower() for face in FACES.values() for name in face.files}
    classes = {RARE, *(key for key, face in FACES.items() if face.files)} if own else set[str]()
    found: dict[str, Path] = {}
    for folder in folders:
        root = Path(folder).expanduser()
        for path in sorted(root.rglob("*.[tToO][tT][fFcC]")) if root.is_dir() else ():
            name, stem = path.name.lower(), path.stem.lower()
            if name in wanted:
                found.setdefault(name, path)
            if stem in classes and path.suffix.lower() in FONT_KINDS:
                found.setdefault(stem, path)
    return found


@cache
def _stand_ins() -> Mapping[str, Path]:
    try:
        import bulletin_fonts
    except ImportError:
        return {}
    return {family: bulletin_fonts.path(family) for family in bulletin_fonts.FACES}


def chain(face: str, files: Mapping[str, Path]) -> tuple[str, ...]:
    """Return a class of faces followed by those that lend it glyphs, without those that have no file."""
    wished = [key for one in (face, *FACES[face].fallback) for key in (one, one + OPEN)]
    return tuple(key for key in (*wished, RARE) if key in files)


# ── who draws what ───────────────────────────────────────────────────────────────────────────────────────


def drawn_by(c: str, face: str, files: Mapping[str, Path]) -> str | None:
    """Return the key of the file that draws `c` in a class of faces; None if none does."""
    own = files.get(face)
    if own and is_stand_in(own) and in_gb2312(c):
        return face  # looking into the files would only cost time
    return next((key for key in chain(face, files) if ord(c) in coverage(files[key])), None)


def word_face(c: str, face: str) -> str:
    """Return the font name written into a Word file for a character: what Windows has in the same style."""
    if in_gb2312(c):
        return FACES[face].word
    return BEYOND_THE_PLANE if ord(c) > LAST_OF_THE_PLANE else FACES[face].wider


def refuse_undrawable(used: Mapping[str, Mapping[str, str]]) -> None:
    """Stop if a character of `used` (face → character → place) cannot be printed.

    Raises:
        DocumentRefused: naming each such character, its code point and its place.
    """
    issues = undrawable(used)
    if issues:
        raise DocumentRefused(issues)


def undrawable(used: Mapping[str, Mapping[str, str]]) -> tuple[Issue, ...]:
    """Return an error for each character that is private, or that neither its face nor a lender has.

    A private character is refused even if a font has it, because another machine shows another one or none.
    """
    issues: dict[tuple[str, str, str], Issue] = {}
    for face, c, place in _rare(used):
        if is_private(c):
            text = "The character {point} is private: each font draws something else for it."
            hint = "Type the character of the standard instead; if it has none yet, write the name otherwise."
            issues[c, place, ""] = error("B609", place, text, hint, point=point(c))
        elif drawn_by(c, face, font_files()) is None:
            text = "No font has the character {char} ({point}) in {face}."
            hint = (
                "Write it otherwise, or put a font that has it into the folder BULLETIN_FONTS, as rare.ttf."
            )
            values = {"char": c, "point": point(c), "face": FACES[face].word}
            issues[c, place, face] = error("B603", place, text, hint, **values)
    return tuple(issues.values())


def lent(used: Mapping[str, Mapping[str, str]]) -> tuple[Issue, ...]:
    """Return a note for each face that lacks characters of the document and each face that lends them."""
    groups: dict[tuple[str, str], dict[str, str]] = {}
    for face, c, place in _rare(used):
        key = drawn_by(c, face, font_files())
        if key not in (None, face):
            groups.setdefault((face, str(key)), {}).setdefault(c, place)
    return tuple(_loan(face, font_files()[key], places) for (face, key), places in groups.items())


def _loan(face: str, lender: Path, places: Mapping[str, str]) -> Issue:
    text = "{face} lacks {characters}: in the PDF {lender} draws them, in the Word file {named}."
    hint = "Look at these characters on the pages before they go out."
    first, *others = dict.fromkeys(places.values())
    values = {
        "face": FACES[face].word,
        "characters": "、".join(f"{c} ({point(c)})" for c in places),
        "lender": family(lender),
        "named": "、".join(dict.fromkeys(word_face(c, face) for c in places)),
    }
    return note("B608", first, text, hint, tuple(others), **values)


def _rare(used: Mapping[str, Mapping[str, str]]) -> Iterator[tuple[str, str, str]]:
    """Yield face, character and place of characters that some Chinese faces lack."""
    try:
        files = font_files()
    except ToolMissing:
        files = {}  # a Word file needs no fonts unless it holds a rare character
    for face, characters in used.items():
        full = face not in files or is_stand_in(files[face])
        for c, place in characters.items():
            if c not in "\n\t" and not (full and in_gb2312(c)):
                yield face, c, place
