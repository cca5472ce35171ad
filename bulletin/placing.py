"""From the paragraphs of a group to the look that puts each in its place.

What a clause counts from its neighbours (the date under the first characters of the organ, the mark 35 mm
from the top whatever stands above it) is worked out here once, for every writer.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from math import ceil

from bulletin.layout import Layout, Role
from bulletin.titles import breaks
from bulletin.tree import Group, Heading, Inline, Paragraph, Text, Value, text_of

CORNER = ("copy_number", "secrecy", "urgency")
"""份号, 密级和保密期限, 紧急程度: one below the other in the upper left corner (7.2.1 to 7.2.3)."""

BEARING = 0.03
"""How far the glyphs of a mark begin below the upper edge of their em square, in em."""

SEALED_RIGHT, UNSEALED_RIGHT, SHIFT = 4, 2, 2
"""Characters right of a sealed date, of an unsealed organ, and from the organ's first to the date's."""

SEAL_LINES = 2
"""Blank lines over a sealed signature: a seal of 42 mm over both lines ends within one line of the text."""


def characters(text: str) -> float:
    """The width of a text in characters: digits and other Latin signs are half as wide."""
    return sum(0.5 if character.isascii() else 1 for character in text)


def placed(group: Group, layout: Layout) -> tuple[tuple[Paragraph, Role], ...]:
    """The paragraphs of a group, each with its role as it looks in this place."""
    if group.kind == "masthead":
        return _masthead(group.paragraphs, layout)
    if group.kind == "signature":
        return _signature(group, layout)
    return tuple((paragraph, layout.roles[paragraph.role]) for paragraph in group.paragraphs)


def single(paragraph: Paragraph, layout: Layout) -> Role:
    """The look of a paragraph that stands by itself."""
    role = layout.roles[paragraph.role]
    return layout.fitted(role, len(text_of(paragraph.inlines)))


def _masthead(paragraphs: Sequence[Paragraph], layout: Layout) -> tuple[tuple[Paragraph, Role], ...]:
    """版头: the first mark at its place, whatever stands in the corner above it (7.2.4)."""
    above = sum(paragraph.role in CORNER for paragraph in paragraphs) * layout.pitch
    result, marked = [], False
    for paragraph in paragraphs:
        role = single(paragraph, layout)
        if paragraph.role == "mark":
            glyphs = role.top * 72 / 25.4 - BEARING * role.size
            role = replace(role, before=0 if marked else (glyphs - above) / layout.pitch)
            marked = True
        result.append((paragraph, role))
    return tuple(result)


def _signature(group: Group, layout: Layout) -> tuple[tuple[Paragraph, Role], ...]:
    """署名和成文日期: the indents that follow from the lengths of both (7.3.5.1, 7.3.5.2)."""
    organs = [each for each in group.paragraphs if each.role == "signature"]
    dates = [each for each in group.paragraphs if each.role == "date"]
    date = characters(text_of(dates[0].inlines)) if dates else 0
    widths = [characters(text_of(each.inlines)) for each in organs]
    right = _date_right(max(widths, default=0), date, group.sealed)
    result = []
    for paragraph in group.paragraphs:
        role = layout.roles[paragraph.role]
        width = characters(text_of(paragraph.inlines))
        if paragraph.role == "date":
            role = replace(role, right=right)
        elif paragraph.role == "signature":
            centred = right + (date - width) / 2
            role = replace(role, right=centred if group.sealed else right + date + SHIFT - width)
            if group.sealed and paragraph is organs[0]:
                role = replace(role, before=SEAL_LINES)
        result.append((paragraph, role))
    return tuple(result)


def _date_right(organ: float, date: float, sealed: bool) -> float:
    """The characters right of the date: as the clause has them, more where the organ needs the room."""
    if sealed:
        return max(SEALED_RIGHT, (organ - date) / 2)
    return max(UNSEALED_RIGHT, UNSEALED_RIGHT + organ - date - SHIFT)


def lines_taken(group: Group, layout: Layout) -> int:
    """How many lines the paragraphs of a group take, by the widths of their characters."""
    total = 0
    for paragraph in group.paragraphs:
        role = layout.roles[paragraph.role]
        room = layout.page.text_width * 72 / 25.4 / layout.advance(role) - role.left - role.right
        total += ceil(characters(text_of(paragraph.inlines)) / room) or 1
    return total


def titled(heading: Heading, layout: Layout) -> tuple[Inline, ...]:
    """The inlines of a heading; in those of a title line feeds stand where it is broken by meaning."""
    if heading.level != 1:
        return heading.inlines
    limit = layout.page.text_width * 72 / 25.4 / layout.advance(layout.roles["h1"])
    offsets = breaks(text_of(heading.inlines), limit)
    result: list[Inline] = []
    start = 0
    for inline in heading.inlines:
        end = start + len(text_of((inline,)))
        if isinstance(inline, Text | Value):
            edges = [0, *(offset - start for offset in offsets if start <= offset < end), end - start]
            text = "\n".join(inline.text[a:b] for a, b in pairwise(edges))
            result.append(replace(inline, text=text))
        else:
            result.append(inline)
        start = end
    return tuple(result)
