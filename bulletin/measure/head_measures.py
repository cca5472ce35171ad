"""The measures of what stands above the text of a PDF, and of the text itself."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from bulletin.measure import patterns
from bulletin.measure.elements import Elements
from bulletin.measure.faces import prevailing
from bulletin.measure.grid import Grid
from bulletin.measure.lines import MM, Line, columns_of, is_han, is_red, line_of
from bulletin.measure.report import Measured
from bulletin.measure.standard import CHARACTER, SIZE, TOP

BLACK = 90
"""No part of a black is lighter."""
HEAVY_STOPS = tuple("。：；！？")


def characters(length: float, size: float) -> float:
    """A length in characters of a size; the body's are set a little closer than their size."""
    return length / (CHARACTER if abs(size - SIZE) < 0.5 else size * MM)  # noqa: PLR2004  # pt


def type_of(element: str, lines: Sequence[Line]) -> Iterator[Measured]:
    """Face and size of an element."""
    glyphs = [glyph for line in lines for glyph in line.glyphs]
    fonts = [glyph.font for glyph in glyphs if is_han(glyph.char)] or [glyph.font for glyph in glyphs]
    if face := prevailing(fonts):
        yield Measured(f"{element}.face", face, lines[0].page)
    yield Measured(f"{element}.size", lines[0].size, lines[0].page)


def said(yes: bool) -> str:
    """A finding that is yes or no."""
    return "yes" if yes else "no"


def measured_head(e: Elements, grid: Grid) -> Iterator[Measured]:
    """What stands above the red rule, and the rule."""
    for element, lines in (("copy_number", e.copy_number), ("secrecy", e.secrecy), ("urgency", e.urgency)):
        if lines:
            yield from type_of(element, lines)
            yield Measured(f"{element}.left", characters(lines[0].left - grid.left, lines[0].size), 1)
    for line in e.copy_number:
        digits = patterns.COPY_NUMBER.fullmatch(line.text)
        yield Measured("copy_number.digits", float(len(digits[1]) if digits else 0), 1)
        yield Measured("copy_number.line", float(round((line.top - TOP) / grid.pitch) + 1), 1)
    if e.mark:
        lines = e.mark
        yield Measured("mark.top", min(line.ink_top for line in lines) - TOP, 1)
        left, right = min(line.left for line in lines), max(line.right for line in lines)
        yield Measured("mark.centre", (left + right) / 2 - grid.centre, 1)
        yield Measured("mark.width", right - left, 1)
        yield Measured("mark.color", "red", 1)
        yield Measured("mark.face", prevailing(g.font for line in lines for g in line.glyphs), 1)
    yield from _number(e, grid)
    yield from _rule(e, grid)


def _number(e: Elements, grid: Grid) -> Iterator[Measured]:
    for number in e.number:
        if e.mark:
            yield Measured("number.blank", grid.blanks(e.mark[-1].bottom, number.top), 1)
        yield from type_of("number", e.number)
        if e.signers:
            yield Measured("number.left", characters(number.left - grid.left, number.size), 1)
        else:
            yield Measured("number.centre", number.centre - grid.centre, 1)
    if e.signers:
        last = e.signers[-1]
        level = not e.number or abs(last.baseline - e.number[0].baseline) < 1
        yield Measured("signer.same_line", said(level), 1)
        yield Measured("signer.right", characters(grid.right - last.right, last.size), 1)
        colon = next(i for i, glyph in enumerate(last.glyphs) if glyph.char in "：:")
        if name := prevailing(glyph.font for glyph in last.glyphs[colon + 1 :]):
            yield Measured("signer.face", name, 1)


def _rule(e: Elements, grid: Grid) -> Iterator[Measured]:
    if e.rule is None:
        return
    if e.number:
        yield Measured("rule.distance", e.rule.box.top - e.number[0].ink_bottom, 1)
    yield Measured("rule.left", e.rule.box.left - grid.left, 1)
    yield Measured("rule.width", e.rule.length, 1)
    yield Measured("rule.color", "red" if is_red(e.rule.color) else "black", 1)
    yield Measured("rule.thickness", e.rule.thickness, 1)


# ── the text ─────────────────────────────────────────────────────────────────────────────────────────────


def measured_text(e: Elements, grid: Grid, is_whole: bool) -> Iterator[Measured]:
    """Title, addressees, body and headings; `is_whole`: page 1 is that of an official document."""
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
        if id(line) not in closing and line.columns == 1 and abs(line.size - grid.body_size) <= 0.5  # noqa: PLR2004  # pt
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


def _title(e: Elements, grid: Grid) -> Iterator[Measured]:
    if e.rule is not None:
        yield Measured("title.blank", grid.blanks(e.rule.box.bottom, e.title[0].top, 1), 1)
    off = max(e.title, key=lambda line: abs(line.centre - grid.centre))
    yield Measured("title.centre", off.centre - grid.centre, 1)
    yield from type_of("title", e.title)
    yield Measured(
        "title.shape", shape([line.right - line.left for line in e.title], e.title[0].size * MM), 1
    )


def shape(widths: Sequence[float], unit: float) -> str:
    """The outline of centred lines: one, trapezium, inverted, lozenge, rectangle, hourglass or another.

    Lines whose lengths differ by less than half a character (`unit`) are equally long.
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


def _indents(body: Sequence[Line], grid: Grid) -> Iterator[Measured]:
    """The first lines of paragraphs that go on at the edge below."""
    for line, following in pairwise(body):
        near = line.page == following.page and following.baseline - line.baseline < 1.4 * grid.pitch
        goes_on = line.right > grid.right - 2 * CHARACTER and abs(following.left - grid.left) < 1
        indent = line.left - grid.left
        if (
            near and goes_on and 1 < indent < 6 * CHARACTER
        ):  # a mm: what the next line of a paragraph may be off
            yield Measured("body.first_line", characters(indent, line.size), line.page)


def _heading(line: Line, grid: Grid) -> Iterator[Measured]:
    level = patterns.heading_of(line.text)
    indent = characters(line.left - grid.left, line.size)
    if not level or indent < 0.5:  # noqa: PLR2004  # a line that begins at the edge goes on in a paragraph
        return
    words = columns_of(line)[0].glyphs[: patterns.heading_length(line.text)]
    if not words or (level == "heading4" and line.text.endswith("）")):
        return
    heading = line_of(line.page, words)
    yield from type_of(level, [heading])
    yield Measured(f"{level}.first_line", indent, line.page)
