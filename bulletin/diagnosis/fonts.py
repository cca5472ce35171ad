"""Report which file draws each of the standard's faces, with how many characters, and which file lends."""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from bulletin.diagnosis.condition import Condition, ConditionState, Words
from bulletin.issues.issue import Phrase
from bulletin.typography.characters import gb2312_hanzi, standard_hanzi
from bulletin.typography.font_file import coverage, family, fault
from bulletin.typography.fonts import (
    FACES,
    FONT_KINDS,
    RARE,
    STAND_INS,
    chain,
    found_files,
    is_stand_in,
    office_folder,
)

MANY = 4
"""The most unused files that are named."""


def faces() -> Iterator[Condition]:
    """Yield the conditions of the standard's faces, of lending faces, and of the office's own folder."""
    files = found_files()
    for key, face in FACES.items():
        if face.files:
            yield _served(key, files) if key in files else _unserved(key)
        elif key in files:
            borrowers = "、".join(one.word for one in FACES.values() if key in one.fallback)
            lends = Phrase("lends to {faces}", {"faces": borrowers})
            amount = f"{_count(files[key], standard_hanzi())}/{len(standard_hanzi())}"
            yield Condition(
                "faces", family(files[key]), ConditionState.FINE, (lends, "", amount, files[key].name)
            )
    if RARE in files:
        yield _last_lender(files[RARE])
    yield from _folder(files)


def _last_lender(path: Path) -> Condition:
    """Return the condition of the office's own file for characters that no other face has."""
    wrong = fault(path)
    if wrong is not None:
        found = Phrase("{file} cannot be used: {reason}", {"file": str(path), "reason": wrong})
        return Condition("faces", path.name, ConditionState.MISSING, (found,), _instead_of(path))
    lends = Phrase(
        "lends to {faces}", {"faces": "、".join(face.word for face in FACES.values() if face.files)}
    )
    return Condition("faces", family(path), ConditionState.FINE, (lends, "", "", path.name))


def _instead_of(path: Path) -> Phrase:
    return Phrase("Take {file} away, or put a TrueType font in its stead.", {"file": str(path)})


def _served(key: str, files: Mapping[str, Path]) -> Condition:
    path, name = files[key], FACES[key].word
    wrong = fault(path)
    if wrong is not None:
        found = Phrase("{file} cannot be used: {reason}", {"file": str(path), "reason": wrong})
        return Condition("faces", name, ConditionState.MISSING, (found,), _instead_of(path))
    basic, wanted = _count(path, gb2312_hanzi()), standard_hanzi()
    own = _count(path, wanted)
    drawn = {point for lender in chain(key, files) for point in coverage(files[lender])}
    lent = sum(ord(c) in drawn for c in wanted) - own
    full = basic == len(gb2312_hanzi()) and own + lent == len(wanted)
    letters = f"{own}+{lent}" if lent else f"{own}"
    columns = (
        _kind(key, path),
        f"{basic}/{len(gb2312_hanzi())}",
        f"{letters}/{len(wanted)}",
        path.name if is_stand_in(path) or _in_office_folder(path) else str(path),
    )
    better: Words = OWN if is_stand_in(path) else ""
    return Condition(
        "faces",
        name,
        ConditionState.FINE if full else ConditionState.ODD,
        columns,
        better if full else INSTALL,
    )


OWN = Phrase(
    "For your own faces: put {files} into a folder and set BULLETIN_FONTS to it.",
    {"files": "、".join(face.files[-1] for face in FACES.values() if face.files)},
)
"""The step for an office that has bought the standard's faces."""

INSTALL = f"{sys.executable} -m pip install {STAND_INS}"
"""The command that installs the stand-ins."""


def _unserved(key: str) -> Condition:
    return Condition(
        "faces", FACES[key].word, ConditionState.MISSING, (Phrase("no font file draws it"),), INSTALL
    )


def _kind(key: str, path: Path) -> Phrase:
    if is_stand_in(path):
        return Phrase("open stand-in")
    named = path.name.lower() in {name.lower() for name in FACES[key].files}
    return Phrase("the standard's own") if named else Phrase("the office's choice")


def _count(path: Path, characters: frozenset[str]) -> int:
    return sum(ord(c) in coverage(path) for c in characters)


def _folder(files: Mapping[str, Path]) -> Iterator[Condition]:
    """Yield the condition of the folder BULLETIN_FONTS, if some of its files are unused."""
    folder = office_folder()
    if not folder:
        return
    root = Path(folder).expanduser()
    if not root.is_dir():
        step = Phrase("Set BULLETIN_FONTS to a folder with font files, or leave it unset.")
        found = Phrase("there is no folder {folder}", {"folder": str(root)})
        yield Condition("faces", "BULLETIN_FONTS", ConditionState.ODD, (found,), step)
        return
    serving = {path.resolve() for path in files.values()}
    fonts = [path for path in sorted(root.rglob("*")) if path.suffix.lower() in FONT_KINDS]
    idle = [path.name for path in fonts if path.resolve() not in serving]
    if not idle:
        yield Condition("faces", "BULLETIN_FONTS", ConditionState.FINE, (str(root),))
        return
    names = "、".join(idle[:MANY]) + ("…" if len(idle) > MANY else "")
    values = {"n": len(idle), "names": names, "folder": str(root)}
    found = Phrase("{n} of the fonts in {folder} serve no face: {names}", values)
    known = "、".join(
        [*(f"{key}.ttf ({face.word})" for key, face in FACES.items() if face.files), "rare.ttf"]
    )
    step = Phrase("Name each file in {folder} by its face: {known}", {"folder": str(root), "known": known})
    yield Condition("faces", "BULLETIN_FONTS", ConditionState.ODD, (found,), step)


def _in_office_folder(path: Path) -> bool:
    folder = office_folder()
    return bool(folder) and path.is_relative_to(Path(folder).expanduser())
