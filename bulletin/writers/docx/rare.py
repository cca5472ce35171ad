"""Name another face for characters of a Word file that the face of their style lacks.

Word replaces faces silently, and each machine by its own list. So the runs of such characters name the
face meant: the same style drawn for more characters, as Windows has it (`typography.fonts.word_face`).
"""

from copy import deepcopy
from itertools import groupby
from typing import Any

from bulletin.typography.characters import in_gb2312
from bulletin.typography.fonts import FACES, word_face
from bulletin.typography.layout import Layout

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def name_wider_faces(body: Any, layout: Layout) -> None:
    """Split the runs of `body` so that such characters have runs of their own."""
    if all(map(in_gb2312, set(body.xpath("string()")))):
        return
    for run in list(body.iter(f"{_W}r")):
        text = "".join(piece.text or "" for piece in run.iter(f"{_W}t"))
        if all(map(in_gb2312, text)):
            continue
        face = layout.roles.get(_style(run), layout.roles["body"]).face
        for part in _parts(run, face):
            run.addprevious(part)
        run.getparent().remove(run)


def _style(run: Any) -> str:
    """Return the style of a run, which is a role: its own, else that of its paragraph.

    Empty if neither has one.
    """
    own = run.find(f"{_W}rPr/{_W}rStyle")
    paragraph = next(run.iterancestors(f"{_W}p"))
    style = own if own is not None else paragraph.find(f"{_W}pPr/{_W}pStyle")
    return "" if style is None else str(style.get(f"{_W}val"))


def _parts(run: Any, face: str) -> list[Any]:
    """Return a run for each stretch of text in one face, and for each other piece between."""
    parts = []
    for piece in run:
        if piece.tag == f"{_W}rPr":
            continue
        if piece.tag != f"{_W}t":
            parts.append(_like(run, piece))
            continue
        for name, characters in groupby(piece.text or "", lambda c: word_face(c, face)):
            stretch = deepcopy(piece)
            stretch.text = "".join(characters)
            parts.append(_like(run, stretch, name if name != FACES[face].word else ""))
    return parts


def _like(run: Any, piece: Any, face: str = "") -> Any:
    """Return a run with the properties of `run` and a copy of `piece`; `face` overrides that of its style."""
    part = run.makeelement(run.tag)
    properties = deepcopy(run.find(f"{_W}rPr"))
    if face:
        properties = run.makeelement(f"{_W}rPr") if properties is None else properties
        styled = properties.find(f"{_W}rStyle") is not None
        properties.insert(int(styled), _fonts(run, face))
    if properties is not None:
        part.append(properties)
    part.append(deepcopy(piece))
    return part


def _fonts(run: Any, face: str) -> Any:
    """Return the face in all four slots.

    The hint assigns characters shared with Latin to the Chinese face.
    """
    fonts = run.makeelement(f"{_W}rFonts")
    fonts.set(f"{_W}hint", "eastAsia")
    for slot in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(f"{_W}{slot}", face)
    return fonts
