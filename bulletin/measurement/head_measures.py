"""Measure what stands above the text of a PDF, and the text itself."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from bulletin.measurement import patterns
from bulletin.measurement.font_names import prevailing
from bulletin.measurement.grid import CharacterGrid
from bulletin.measurement.head_elements import Head
from bulletin.measurement.page_parts import Elements
from bulletin.measurement.report import Measured
from bulletin.measurement.standard import CHARACTER, SIZE, TOP
from bulletin.measurement.text_lines import MM, PageLine, columns_of, is_han, is_red, line_of

BLACK = 90
"""A colour is black if none of its parts is above this."""
HEAVY_STOPS = tuple("。：；！？")


def characters(length: float, size: float) -> float:
    """Return a length in characters of this size.

    Body text is spaced by the grid, a little closer than its size.
    """
    return length / (CHARACTER if abs(size - SIZE) < 0.5 else size * MM)  # noqa: PLR2004  # pt, used once


def type_of(element: str, lines: Sequence[PageLine]) -> Iterator[Measured]:
    """Yield face and size of an element."""
    glyphs = [glyph for line in lines for glyph in line.glyphs]
    fonts = [glyph.font for glyph in glyphs if is_han(glyph.char)] or [glyph.font for glyph in glyphs]
    if face := prevailing(fonts):
        yield Measured(f"{element}.face", face, lines[0].page)
    yield Measured(f"{element}.size", lines[0].size, lines[0].page)


def said(yes: bool) -> str:
    """Return “yes” or “no”, as a measured value."""
    return "yes" if yes else "no"


def measured_head(head: Head, grid: CharacterGrid) -> Iterator[Measured]:
    """Yield the measures of what stands above the red rule, and of the rule."""
    for element, lines in (
        ("copy_number", head.copy_number),
        ("secrecy", head.secrecy),
        ("urgency", head.urgency),
    ):
        if lines:
            yield from type_of(element, lines)
            yield Measured(f"{element}.left", characters(lines[0].left - grid.left, lines[0].size), 1)
    for line in head.copy_number:
        digits = patterns.COPY_NUMBER.fullmatch(line.text)
        yield Measured("copy_number.digits", float(len(digits[1]) if digits else 0), 1)
        yield Measured("copy_number.line", float(round((line.top - TOP) / grid.pitch) + 1), 1)
    if head.mark:
        yield from _mark(head, grid)
    yield from _number(head, grid)
    yield from _signers(head, grid)
    yield from _rule(head, grid)


def _mark(head: Head, grid: CharacterGrid) -> Iterator[Measured]:
    """Yield the measures of the mark as a whole, and for a joint issue those of its names and 文件."""
    names, lines = head.mark, head.marks
    top = min(line.ink_top for line in names)
    yield Measured("mark.top", top - TOP, 1)
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    yield Measured("mark.centre", (left + right) / 2 - grid.centre, 1)
    yield Measured("mark.width", right - left, 1)
    yield Measured("mark.color", "red", 1)
    yield Measured("mark.face", prevailing(g.font for line in lines for g in line.glyphs), 1)
    for word in head.word:
        off = (word.ink_top + word.ink_bottom) / 2 - (top + max(line.ink_bottom for line in names)) / 2
        yield Measured("mark.word", off, 1)
        widths = [line.ink_right - line.ink_left for line in names]
        yield Measured("mark.even", max(widths) - min(widths), 1)


def _number(head: Head, grid: CharacterGrid) -> Iterator[Measured]:
    for number in head.number:
        if head.mark and len(head.signers) <= 1:
            yield Measured("number.blank", _below_mark(head, number, grid), 1)
        yield from type_of("number", head.number)
        if head.signers:
            yield Measured("number.left", characters(number.left - grid.left, number.size), 1)
        else:
            yield Measured("number.centre", number.centre - grid.centre, 1)


def _below_mark(head: Head, line: PageLine, grid: CharacterGrid) -> float:
    """Return the blank lines between the mark and a grid line, which adds the upper half of its own gap.

    The mark is off the grid: its size is free, and no line gap belongs to it (7.2.4).
    """
    return grid.blanks(max(mark.bottom for mark in head.marks), line.top, 1)


def _signers(head: Head, grid: CharacterGrid) -> Iterator[Measured]:
    """Yield the measures of 签发人 and the rows of names; the number stands on the last row."""
    if not head.signers:
        return
    first, *more = head.signers
    if head.mark:
        yield Measured("signer.blank", _below_mark(head, first, grid), 1)
    level = not head.number or abs(head.signers[-1].baseline - head.number[0].baseline) < 1
    yield Measured("signer.same_line", said(level), 1)
    right = max(line.right for line in head.signers)
    yield Measured("signer.right", characters(grid.right - right, first.size), 1)
    colon = next(i for i, glyph in enumerate(first.glyphs) if glyph.char in "：:")
    names = first.glyphs[colon + 1 :]
    for line in more:
        if names:
            yield Measured("signer.aligned", characters(line.left - names[0].left, line.size), 1)
    if face := prevailing(glyph.font for glyph in (*names, *(g for line in more for g in line.glyphs))):
        yield Measured("signer.face", face, 1)


def _rule(head: Head, grid: CharacterGrid) -> Iterator[Measured]:
    if head.rule is None:
        return
    if head.number:
        yield Measured("rule.distance", head.rule.box.top - head.number[0].ink_bottom, 1)
    yield Measured("rule.left", head.rule.box.left - grid.left, 1)
    yield Measured("rule.width", head.rule.length, 1)
    yield Measured("rule.color", "red" if is_red(head.rule.color) else "black", 1)
    yield Measured("rule.thickness", head.rule.thickness, 1)


# ── the text ─────────────────────────────────────────────────────────────────────────────────────────────


def measured_text(e: Elements, grid: CharacterGrid, is_whole: bool) -> Iterator[Measured]:
    """Yield the measures of title, addressees, body and headings.

    `is_whole` if page 1 has a document head.
    """
    if e.title:
        yield from _title(e, grid)
    if e.addressees:
        if e.title:
            yield Measured("addressees.blank", grid.blanks(e.title[-1].bottom, e.addressees[0].top), 1)
        yield Measured("addressees.left", characters(e.addressees[0].left - grid.left, SIZE), 1)
        yield Measured("addressees.colon", said(e.addressees[-1].text.endswith("：")), 1)
        yield from type_of("addressees", e.addressees)
    closing = {id(line) for line in (*e.annex_note, *e.organs, *e.date, *e.note)}
    body = [
        line
        for line in e.text
        if id(line) not in closing and line.columns == 1 and abs(line.size - grid.body_size) <= 0.5  # noqa: PLR2004  # pt, used once
    ]
    if not body:
        return
    if is_whole:
        yield Measured("body.first_page", said(any(line.page == 1 for line in body)), 1)
    plain = [line for line in body if not patterns.heading_of(line.text)]
    if plain:
        yield from type_of("body", plain)
        reds = sum(max(glyph.color) > BLACK for line in plain for glyph in line.glyphs)
        black = reds * 2 < sum(len(line.glyphs) for line in plain)
        yield Measured("body.color", "black" if black else "other", plain[0].page)
    yield from _indents(body, grid)
    for line in body:
        yield from _heading(line, grid)


def _title(e: Elements, grid: CharacterGrid) -> Iterator[Measured]:
    if e.head.rule is not None:
        yield Measured("title.blank", grid.blanks(e.head.rule.box.bottom, e.title[0].top, 1), 1)
    off = max(e.title, key=lambda line: abs(line.centre - grid.centre))
    yield Measured("title.centre", off.centre - grid.centre, 1)
    yield from type_of("title", e.title)
    yield Measured(
        "title.shape", shape([line.right - line.left for line in e.title], e.title[0].size * MM), 1
    )


def shape(widths: Sequence[float], unit: float) -> str:
    """Return the outline of centred lines: one, trapezium, inverted, lozenge, rectangle, hourglass, other.

    Lines count as equally long if they differ by less than half a character (`unit`).
    """
    if len(widths) == 1:
        return "one"
    steps = [0 if abs(b - a) < unit / 2 else 1 if b > a else -1 for a, b in pairwise(widths)]
    moves = [step for step in steps if step]
    turns = [a for a, b in pairwise(moves) if a != b]
    if not moves:
        return "rectangle"
    if not turns:
        return "trapezium" if moves[0] > 0 else "inverted"
    return {1: "lozenge", -1: "hourglass"}[turns[0]] if len(turns) == 1 else "ragged"


def _indents(body: Sequence[PageLine], grid: CharacterGrid) -> Iterator[Measured]:
    """Yield the indents of first lines whose paragraphs continue at the edge below."""
    for line, following in pairwise(body):
        near = line.page == following.page and following.baseline - line.baseline < 1.4 * grid.pitch
        goes_on = line.right > grid.right - 2 * CHARACTER and abs(following.left - grid.left) < 1
        indent = line.left - grid.left
        if (
            near and goes_on and 1 < indent < 6 * CHARACTER
        ):  # mm: how far the next line of a paragraph may deviate
            yield Measured("body.first_line", characters(indent, line.size), line.page)


def _heading(line: PageLine, grid: CharacterGrid) -> Iterator[Measured]:
    level = patterns.heading_of(line.text)
    indent = characters(line.left - grid.left, line.size)
    if not level or indent < 0.5:  # noqa: PLR2004  # a line that begins at the edge continues a paragraph
        return
    words = columns_of(line)[0].glyphs[: patterns.heading_length(line.text)]
    if not words or (level == "heading4" and line.text.endswith("）")):
        return
    heading = line_of(line.page, words)
    yield from type_of(level, [heading])
    yield Measured(f"{level}.first_line", indent, line.page)
