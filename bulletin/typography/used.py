"""Collect the characters of a document by face, each with the place it came from."""

from collections.abc import Mapping
from types import MappingProxyType

from bulletin.model.document import (
    Bars,
    Document,
    Heading,
    Inline,
    Leaf,
    PageBreak,
    Paragraph,
    ParagraphGroup,
    Picture,
    Strong,
    Table,
    Value,
    leaves,
    text_of,
)
from bulletin.typography.layout import Layout

Used = dict[str, dict[str, str]]
NOWHERE: Mapping[str, str] = MappingProxyType({})


def characters_by_face(document: Document, layout: Layout, places: Mapping[str, str] = NOWHERE) -> Used:
    """Return face → character → its first place: that of a value, else the template line.

    `places` maps the name of a value to its place; without an entry the name is used.
    """
    used: Used = {}
    for block in leaves(document.blocks):
        for role, inlines in _runs(block):
            _collect(inlines, layout.roles[role].face, (block.at, places), layout, used)
    return used


def _runs(block: Leaf) -> list[tuple[str, tuple[Inline, ...]]]:
    match block:
        case Heading():
            return [(block.role, block.inlines)]
        case Paragraph():
            return [(block.role, block.inlines)]
        case Table():
            cells = [
                ("head_cell" if cell.head else "cell", cell.inlines) for row in block.rows for cell in row
            ]
            return [("caption", block.caption), *cells]
        case ParagraphGroup():
            return [(paragraph.role, paragraph.inlines) for paragraph in block.paragraphs]
        case Bars():
            texts = [("cell", inlines) for bar in block.bars for inlines in (bar.label, bar.value)]
            return [("caption", block.caption), *texts]
        case Picture():
            return [("picture_caption", block.caption)]
        case PageBreak():
            return []


def _collect(
    inlines: tuple[Inline, ...], face: str, at: tuple[str, Mapping[str, str]], layout: Layout, used: Used
) -> None:
    line, places = at
    for inline in inlines:
        if isinstance(inline, Strong):
            _collect(inline.inlines, layout.roles["strong"].face, at, layout, used)
        else:
            place = places.get(inline.source, inline.source) if isinstance(inline, Value) else line
            characters = used.setdefault(face, {})
            for c in text_of((inline,)):
                if c not in characters:
                    characters[c] = place
