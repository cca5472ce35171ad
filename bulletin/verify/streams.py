"""From lines of text to one stream of characters and its numerals, for what was issued and what came back.

White space is dropped: every program sets it elsewhere. A numeral is looked for in its line, with the tabs
and the spaces between digits, so that two cells of a table never become one number.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from bulletin.ledger import Entry, Ledger
from bulletin.reading.copy import Copy, Line
from bulletin.wording.numerals import Numeral, Vocabulary, find_numerals

MASK = "\x00"
"""Stands for a numeral with its measure word where only the words around it matter."""

BLANKS = " \u00a0\u2002\u2003\u2005\u2009\u200b\u202f\u3000"
"""What programs and people set between Chinese characters and digits; tabs keep cells apart."""

NO_VALUES = ("prose", "ordinal")
"""Entries that are no single value: their numerals are words of people, or count headings."""


@dataclass(frozen=True, slots=True)
class Token:
    """A numeral in a stream.

    `at` is its place in the masked stream, `line`, `start` and `end` where it stands in the text.
    `occurrence` is that of the value it belongs to: by the ledger where it was issued, by a mark where it
    came back; 0: none.
    """

    numeral: Numeral
    at: int
    line: int
    start: int
    end: int
    occurrence: int = 0

    @property
    def printed(self) -> str:
        """The characters with the measure word."""
        return f"{self.numeral.text}{self.numeral.unit}"

    def same(self, other: "Token") -> bool:
        """Whether both say the same: value, kind, places, and the measure word where both have one."""
        mine, others = self.numeral, other.numeral
        units = {mine.unit, others.unit} - {""}
        return (
            mine.value == others.value
            and mine.exact == others.exact
            and (mine.kind == others.kind or self.printed == other.printed)
            and places(mine.text) == places(others.text)
            and len(units) < 2  # noqa: PLR2004  # two measure words are two kinds of things
        )


def places(text: str) -> int:
    """How many decimals a number is written with."""
    fraction = text.replace("．", ".").partition(".")[2]  # the full-width point is meant
    return sum(character.isdigit() for character in fraction)


@dataclass(frozen=True, slots=True)
class Stream:
    """A text without white space, its numerals masked; `breaks` are the ends of its lines in it."""

    masked: str
    tokens: tuple[Token, ...]
    breaks: tuple[int, ...]
    lines: tuple[str, ...]

    def around(self, token: Token) -> tuple[str, str]:
        """The masked characters before and after a token in its line."""
        start = self.breaks[token.line - 1] if token.line else 0
        return self.masked[start : token.at], self.masked[token.at + 1 : self.breaks[token.line]]


def _bare(text: str) -> str:
    return "".join(character for character in text if not character.isspace())


def _stream(lines: Sequence[Line], vocabulary: Vocabulary, owner: Mapping[int, Sequence[Entry]]) -> Stream:
    masked: list[str] = []
    tokens: list[Token] = []
    breaks: list[int] = []
    for i, line in enumerate(lines):
        text, places_in_line = _squeezed(line.text)
        reached = 0
        for numeral in find_numerals(text, vocabulary):
            masked += _bare(text[reached : numeral.start])
            start = places_in_line[numeral.start]
            marks = (mark.occurrence for mark in line.marks if mark.start <= start < mark.end)
            entries = (
                entry.occurrence
                for entry in owner.get(i, ())
                if entry.start <= start < entry.start + len(entry.printed)
            )
            end = places_in_line[numeral.end - 1] + 1
            occurrence = next(entries, 0) or next(marks, 0)
            tokens.append(Token(numeral, len(masked), i, start, end, occurrence))
            masked.append(MASK)
            reached = numeral.end + len(numeral.unit)
        masked += _bare(text[reached:])
        breaks.append(len(masked))
    return Stream("".join(masked), tuple(tokens), tuple(breaks), tuple(line.text for line in lines))


def _squeezed(text: str) -> tuple[str, list[int]]:
    """A line without the spaces that programs set around digits, and where each character of it stood.

    Between two letters or digits a space stays: there it keeps two numbers apart.
    """
    kept = [i for i, character in enumerate(text) if character not in BLANKS or _parts(text, i)]
    return "".join(text[i] for i in kept), kept


def _parts(text: str, i: int) -> bool:
    """Whether the blank at `i` stands between letters or digits of the Latin kind."""
    left, right = text[:i].rstrip(BLANKS)[-1:], text[i:].lstrip(BLANKS)[:1]
    return left.isascii() and left.isalnum() and right.isascii() and right.isalnum()


def issued_stream(ledger: Ledger, vocabulary: Vocabulary) -> Stream:
    """The text of a ledger, each numeral with the entry it belongs to."""
    owner: dict[int, list[Entry]] = {}
    for entry in ledger.entries:
        if entry.kind not in NO_VALUES:
            owner.setdefault(entry.line, []).append(entry)
    return _stream([Line(text) for text in ledger.text], vocabulary, owner)


def returned_stream(copy: Copy, vocabulary: Vocabulary) -> Stream:
    """The text of a copy that came back, each numeral with the mark it stands in."""
    lines = _joined(copy.lines) if copy.kind == "pdf" else copy.lines
    return _stream(lines, vocabulary, {})


def _joined(lines: Sequence[Line]) -> list[Line]:
    """The visual lines of a page as text that runs on; a break stays where digits would otherwise meet."""
    joined: list[str] = []
    for line in lines:
        text = line.text.strip()
        if joined and not (joined[-1][-1:].isdigit() and text[:1].isdigit()):
            joined[-1] += text
        else:
            joined.append(text)
    return [Line(text) for text in joined]


def exact(numeral: Numeral) -> Fraction:
    """The value of a numeral as a figure holds it: a percentage as a part of one."""
    value = Fraction(numeral.value)
    return value / 100 if numeral.kind == "percent" else value


def half_a_place(numeral: Numeral) -> Fraction:
    """How far the exact value may lie from the printed one: 0 for a count in full, 500 for 62.7万."""
    decimals, digits = places(numeral.text), Fraction(numeral.value)
    scale = next((scale for sign, scale in (("亿", 10**8), ("万", 10**4)) if sign in numeral.text), 1)
    if numeral.kind == "percent":
        return Fraction(1, 200 * 10**decimals)
    return Fraction(scale, 2 * 10**decimals) if decimals or (scale > 1 and digits) else Fraction(0)
