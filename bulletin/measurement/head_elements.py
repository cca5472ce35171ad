"""Find the lines of page 1 that form the head: above the red rule, or around a letter's upper double rule."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from bulletin.measurement import patterns
from bulletin.measurement.pdf_page import PdfPage
from bulletin.measurement.pdf_rules import DrawnRule
from bulletin.measurement.text_lines import MM, PageLine, columns_of, is_red, line_of

MARK_SIZE = 20.0
HEAD_ENDS, HALF = 72.0, 105.0
"""In mm: the lower end of a head without a mark, and the middle of the page."""
WIDE = 100.0
"""A rule of at least this length, in mm, runs across the text area."""
CLOSE = 3.0
"""Two rules no farther apart than this, in mm, form a double rule."""
WORD = "文件"
LETTER_ROWS = 4
"""This many lines below the double rule of a letter may hold its corner and its number."""


@dataclass(frozen=True, slots=True)
class DoubleRule:
    """Two red rules close together, as on a letter (10.1)."""

    upper: DrawnRule
    lower: DrawnRule

    @property
    def rules(self) -> tuple[DrawnRule, DrawnRule]:
        """Both rules, from top to bottom."""
        return self.upper, self.lower


@dataclass(frozen=True, slots=True)
class Head:
    """The elements of the head; missing ones are empty.

    `mark` holds the names of the organs, `word` 文件 beside several names; `signers` holds the rows of names,
    the first of which begins with 签发人. A letter has `frames` and no `rule`.
    """

    copy_number: tuple[PageLine, ...] = ()
    secrecy: tuple[PageLine, ...] = ()
    urgency: tuple[PageLine, ...] = ()
    mark: tuple[PageLine, ...] = ()
    word: tuple[PageLine, ...] = ()
    number: tuple[PageLine, ...] = ()
    signers: tuple[PageLine, ...] = ()
    rule: DrawnRule | None = None
    frames: tuple[DoubleRule, ...] = ()

    @property
    def corner(self) -> tuple[PageLine, ...]:
        """份号, 密级, 紧急程度."""
        return (*self.copy_number, *self.secrecy, *self.urgency)

    @property
    def marks(self) -> tuple[PageLine, ...]:
        """The names of the organs, and 文件."""
        return (*self.mark, *self.word)

    @property
    def lines(self) -> tuple[PageLine, ...]:
        """Every line of the head."""
        return (*self.corner, *self.marks, *self.number, *self.signers)


def head_of(page: PdfPage, lines: Sequence[PageLine]) -> Head:
    """Return the head of a document; `lines` are those of its first page."""
    frames = _frames(page, lines)
    if frames:
        return _letter(lines, frames)
    rule = _red_rule(page, lines)
    above = [line for line in lines if rule is None or line.baseline < rule.box.top]
    mark, word = _marks(above)
    before = [line for line in above if line.baseline < (mark[0].baseline if mark else HEAD_ENDS)]
    after = [line for line in above if mark and line.baseline > mark[-1].baseline]
    signers = _signers(after)
    number = next((line for line in (after or above[:8]) if patterns.NUMBER.match(line.text)), None)
    if number is not None and signers:
        number = _part(number, 0, signers[0].left) or number
    return Head(
        *_corner(before),
        mark=mark,
        word=word,
        number=(number,) if number else (),
        signers=signers,
        rule=rule,
    )


def _letter(lines: Sequence[PageLine], frames: tuple[DoubleRule, ...]) -> Head:
    """Return the head of a letter: its mark, and below the upper double rule the corner beside the number."""
    line = frames[0].lower.box.bottom
    mark, word = _marks([each for each in lines if each.baseline < line])
    below = [each for each in lines if each.baseline > line][:LETTER_ROWS]
    parts = [part for each in below for part in columns_of(each)]
    number = tuple(part for part in parts if patterns.NUMBER.fullmatch(part.text))[:1]
    return Head(*_corner(below), mark=mark, word=word, number=number, frames=frames)


def _red_rule(page: PdfPage, lines: Sequence[PageLine]) -> DrawnRule | None:
    """Return the rule below the head: the first red one, or in a black print the first below the number."""
    wide = [rule for rule in page.rules if rule.length >= WIDE and rule.box.top < page.height * 0.6]
    number = next((line for line in lines if patterns.NUMBER.match(line.text)), None)
    red = next((rule for rule in wide if is_red(rule.color)), None)
    return red or next((rule for rule in wide if number and rule.box.top > number.baseline), None)


def _frames(page: PdfPage, lines: Sequence[PageLine]) -> tuple[DoubleRule, ...]:
    """Return the red double rules of a letter; empty if no document number stands below the first of them."""
    red = [rule for rule in page.rules if rule.length >= WIDE and is_red(rule.color)]
    found = tuple(DoubleRule(a, b) for a, b in pairwise(red) if 0 < b.box.top - a.box.bottom < CLOSE)
    if not found or found[0].upper.box.top > page.height / 2:
        return ()
    above = [line for line in lines if line.baseline < found[0].upper.box.top]
    return () if any(patterns.NUMBER.match(line.text) for line in above) else found


def _corner(
    lines: Sequence[PageLine],
) -> tuple[tuple[PageLine, ...], tuple[PageLine, ...], tuple[PageLine, ...]]:
    """Return the lines of 份号, 密级 and 紧急程度."""
    return (
        _only(lines, patterns.COPY_NUMBER),
        _only(lines, patterns.SECRECY),
        _only(lines, patterns.URGENCY),
    )


def _only(lines: Sequence[PageLine], pattern: re.Pattern[str]) -> tuple[PageLine, ...]:
    """Return the first piece of a line in the left half of the page that matches the pattern entirely."""
    parts = (part for line in lines for part in columns_of(line))
    return tuple(part for part in parts if part.left < HALF and pattern.fullmatch(part.text))[:1]


def _marks(lines: Sequence[PageLine]) -> tuple[tuple[PageLine, ...], tuple[PageLine, ...]]:
    """Return the large red lines, and 文件 beside them if the names of a joint issue are equally wide."""
    mark = tuple(
        line for line in lines if line.is_red and line.size >= MARK_SIZE and patterns.has_chinese(line.text)
    )
    for line in mark:
        if len(mark) < 2 or not line.text.endswith(WORD):  # noqa: PLR2004  # a single name is followed by 文件
            continue
        word = line_of(line.page, line.glyphs[-len(WORD) :])
        rest = _part(line, 0, word.left)
        names = tuple(each for other in mark for each in ([rest] if other is line else [other]) if each)
        ends = [name.right for name in names]
        if word.left >= max(ends) and max(ends) - min(ends) < word.size * MM:
            return names, (word,)
    return mark, ()


def _part(line: PageLine, start: float, end: float) -> PageLine | None:
    """Return the piece of a line between two places, in mm; None if it is empty."""
    glyphs = [glyph for glyph in line.glyphs if start <= glyph.left < end]
    return line_of(line.page, glyphs) if glyphs else None


def _signers(lines: Sequence[PageLine]) -> tuple[PageLine, ...]:
    """Return the rows of signers: 签发人 with its names, and the rows below, alone or beside the number."""
    rows: list[PageLine] = []
    start = 0.0
    for line in lines:
        if not rows:
            label = next((part for part in columns_of(line) if patterns.SIGNER.match(part.text)), None)
            start = label.left - 1 if label else 0
        beside = _part(line, 0, start)
        names = _part(line, start, float("inf")) if start else None
        if names is None or (beside and not patterns.NUMBER.fullmatch(beside.text)):
            if rows:
                break
            continue
        rows.append(names)
    return tuple(rows)
