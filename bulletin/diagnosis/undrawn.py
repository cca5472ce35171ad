"""Find the characters of a data file that no face draws, or only a lending face, with their places."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bulletin.diagnosis.condition import ConditionState
from bulletin.typography.characters import in_gb2312, is_private
from bulletin.typography.font_file import family
from bulletin.typography.fonts import FACES, drawn_by

UNSEEN = ("Cc", "Cf", "Zs", "Zl", "Zp")
"""Categories without a glyph: loading repairs such characters or refuses them with another code."""


@dataclass(frozen=True, slots=True)
class OddCharacter:
    """A `character` that some face lacks; its `state` is MISSING if it cannot be printed.

    `lenders` maps the standard's name of each face without it to the name of the face that draws it
    instead; empty: none does. `places` are JSON pointers, or cells of a workbook.
    """

    character: str
    state: ConditionState
    lenders: Mapping[str, str]
    places: tuple[str, ...]


def odd_characters(
    raw: Any, places: Mapping[str, str], files: Mapping[str, Path]
) -> tuple[OddCharacter, ...]:
    """Return the odd characters of all names and texts of a data file, the unprintable first.

    `raw` are its plain values, `places` maps a pointer to where people find it, `files` maps a class of
    faces to its file.
    """
    found: dict[str, dict[str, None]] = {}
    for pointer, text in _texts(raw, ""):
        for c in text:
            if not in_gb2312(c) and unicodedata.category(c) not in UNSEEN:
                found.setdefault(c, {})[places.get(pointer, pointer)] = None
    odd = []
    for c, where in found.items():
        lenders = {} if is_private(c) else _lenders(c, files)
        if is_private(c) or not all(lenders.values()):
            odd.append(OddCharacter(c, ConditionState.MISSING, lenders, tuple(where)))
        elif lenders:
            odd.append(OddCharacter(c, ConditionState.ODD, lenders, tuple(where)))
    return tuple(sorted(odd, key=lambda one: one.state is not ConditionState.MISSING))


def _lenders(c: str, files: Mapping[str, Path]) -> dict[str, str]:
    lenders = {}
    for key, face in FACES.items():
        if face.files and key in files:
            by = drawn_by(c, key, files)
            if by != key:
                lenders[face.word] = family(files[by]) if by else ""
    return lenders


def _texts(raw: Any, at: str) -> Iterator[tuple[str, str]]:
    """Yield each text of plain values with its JSON pointer; a key is a text at its own place."""
    if isinstance(raw, str):
        yield at, raw
    elif isinstance(raw, Mapping):
        for key, value in raw.items():
            here = f"{at}/{str(key).replace('~', '~0').replace('/', '~1')}"
            yield here, str(key)
            yield from _texts(value, here)
    elif isinstance(raw, list | tuple):
        for number, value in enumerate(raw):
            yield from _texts(value, f"{at}/{number}")
