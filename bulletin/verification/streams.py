"""Turn the lines of an issued or a returned text into one stream of characters with its numerals.

White space is dropped, because every program sets it differently. A numeral is read in its own line with
tabs and the spaces between digits, so that two table cells never become one number.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bulletin.files.refused import too_large
from bulletin.ledger.entries import Entry, Ledger
from bulletin.model.codelist import Codelist
from bulletin.readers.copy import Copy, TextLine
from bulletin.verification.beside import beside, written_dates
from bulletin.verification.token import Token
from bulletin.wording.numerals import Numeral, Vocabulary, find_numerals, vocabulary_of

MASK = "\x00"
"""Replaces a numeral and its measure word where only the words around it matter."""

INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
"""Characters that no page displays."""

BLANKS = re.compile(f"[ \u00a0\u2002\u2003\u2005\u2009\u202f\u3000{INVISIBLE}]+")
"""Spaces that programs and people set between Chinese characters and digits; tabs separate cells."""

MAX_NUMBERS = 50_000
"""The most numbers of one text; a bulletin has some hundreds."""

NO_VALUES = ("prose", "ordinal")
"""Kinds of entries without a single value: numerals in prose, and numbers of headings."""

MORE_UNITS = ("届", "批", "期", "位", "名", "户")
"""Measure words after Chinese numerals that a codelist may lack: 十四届 is a number like 三轮."""


@dataclass(frozen=True, slots=True)
class Stream:
    """A text without white space, its numerals masked; `breaks` are its line ends."""

    masked: str
    tokens: tuple[Token, ...]
    breaks: tuple[int, ...]
    lines: tuple[str, ...]

    def around(self, token: Token, left: int, right: int) -> tuple[str, str]:
        """Return this many masked characters before and after a token, within its line."""
        start = self.breaks[token.line - 1] if token.line else 0
        end = self.breaks[token.line]
        at = token.at
        return self.masked[max(start, at - left) : at], self.masked[at + 1 : min(end, at + 1 + right)]


def _bare(text: str) -> str:
    return "".join(text.split())


@dataclass(frozen=True, slots=True)
class Words:
    """The vocabulary for both texts: numerals and the terms of the ledger."""

    vocabulary: Vocabulary
    terms: frozenset[str]
    lengths: tuple[int, ...]

    def beside(self, before: str, after: str) -> tuple[str, str]:
        """Return the longest terms at the end of `before` and at the start of `after`."""
        ends = next((before[-n:] for n in self.lengths if before[-n:] in self.terms), "")
        if ends and before[: -len(ends)][-1:] in NOT:
            ends = before[-len(ends) - 1 :]
        return ends, next((after[:n] for n in self.lengths if after[:n] in self.terms), "")


NOT = tuple("未不没无非")
"""Negations: before a term they reverse it, as in 未整改到位."""


def words_of(ledger: Ledger, codelist: Codelist) -> Words:
    """Return the vocabulary for the text of a ledger and its copies."""
    units = {entry.unit for entry in ledger.entries if entry.unit}
    vocabulary = vocabulary_of(codelist, tuple(sorted({*units, *MORE_UNITS})))
    terms = {_bare(entry.label) for entry in ledger.entries if len(entry.label) > 1}
    return Words(vocabulary, frozenset(terms), tuple(sorted({len(term) for term in terms}, reverse=True)))


def _stream(lines: Sequence[TextLine], words: Words, owner: Mapping[int, Sequence[Entry]]) -> Stream:
    masked: list[str] = []
    tokens: list[Token] = []
    breaks: list[int] = []
    length = 0
    table = _NumberTable()
    for i, line in enumerate(lines):
        text, places_in_line = _squeezed(line.text)
        numerals = _numerals(text, words.vocabulary)
        table.row(line.text, numerals)
        marks = _Spans([(mark.start, mark.end, mark.occurrence, "") for mark in line.marks])
        entries = _Spans(
            [
                (e.start, e.start + len(e.printed), e.occurrence, e.unit if e.kind in COUNTED else "")
                for e in owner.get(i, ())
            ]
        )
        reached = 0
        for numeral in numerals:
            start = places_in_line[numeral.start]
            touches = not numeral.start or start - places_in_line[numeral.start - 1] == 1
            by = beside(text, numeral, reached, touches)
            before = _bare(text[reached : numeral.start - len(by.lead)])
            reached = numeral.end + len(by.more) + len(by.unit) + len(by.tail)
            end = reached if by.more or by.tail else numeral.end
            occurrence, meant = entries.at(start)
            terms = words.beside(before, _bare(text[reached : reached + 2 * max(words.lengths, default=0)]))
            token = Token(
                numeral, length + len(before), i, places_in_line[numeral.start - len(by.lead)],
                places_in_line[end - 1] + 1, occurrence or marks.at(start)[0],
                by, meant, terms, table.cell(start),
            )  # fmt: skip
            tokens.append(token)
            if len(tokens) > MAX_NUMBERS:
                raise too_large(f"{len(tokens)} > {MAX_NUMBERS}")
            masked += before, MASK
            length += len(before) + 1
        rest = _bare(text[reached:])
        masked.append(rest)
        length += len(rest)
        breaks.append(length)
    return Stream("".join(masked), tuple(tokens), tuple(breaks), tuple(line.text for line in lines))


COUNTED = ("count", "amount")


class _Spans:
    """Stretches of a line, looked up from left to right."""

    def __init__(self, spans: list[tuple[int, int, int, str]]) -> None:
        self._spans = sorted(spans)
        self._next = 0

    def at(self, place: int) -> tuple[int, str]:
        """Return the owner of the first stretch over `place`; 0 if there is none."""
        spans = self._spans
        while self._next < len(spans) and spans[self._next][1] <= place:
            self._next += 1
        for start, end, occurrence, unit in spans[self._next : self._next + 8]:
            if start <= place < end:
                return occurrence, unit
        return 0, ""


class _NumberTable:
    """The table being read: the heads of its columns, and the open row."""

    def __init__(self) -> None:
        self._heads: dict[int, list[str]] = {}  # number of cells → the head row with as many
        self._open = False
        self._cells: list[str] = []
        self._label = ""
        self._column = self._end = 0

    def row(self, line: str, numerals: Sequence[Numeral]) -> None:
        """Read the next line, which need not be a table row."""
        self._cells = line.split("\t")
        self._column, self._end = 0, len(self._cells[0])
        if len(self._cells) == 1:
            self._heads, self._open = {}, False
            return
        if not self._open and all(numeral.kind in ("date", "ordinal") for numeral in numerals):
            self._heads[len(self._cells)] = [_bare(cell) for cell in self._cells]
            self._cells = []
            return
        self._open = True
        self._label = next((_bare(cell) for cell in self._cells if re.search(r"[^\W\d_]", cell)), "")

    def cell(self, place: int) -> tuple[str, str]:
        """Return head and row label of the cell at `place` of the open row; call from left to right."""
        if len(self._cells) < 2:  # noqa: PLR2004  # one cell is no row; a head has no values
            return "", ""
        while place > self._end and self._column < len(self._cells) - 1:
            self._column += 1
            self._end += 1 + len(self._cells[self._column])
        heads = self._heads.get(len(self._cells), [])
        head = heads[self._column] if heads else ""
        return (head, self._label) if head and self._label else ("", "")


def _numerals(text: str, vocabulary: Vocabulary) -> list[Numeral]:
    """Return the numerals of a line, including dates in forms that only people write."""
    found = find_numerals(text, vocabulary)
    found = tuple(numeral for numeral in found if numeral.kind != "mark")  # ① is a list number, not a count
    dates = list(written_dates(text))
    if not dates:
        return list(found)
    others = (n for n in found if not any(date.start < n.end and n.start < date.end for date in dates))
    return sorted([*others, *dates], key=lambda numeral: numeral.start)


def _squeezed(text: str) -> tuple[str, Sequence[int]]:
    """Return a line without the spaces around digits, and the original place of each character.

    A space between two letters or digits stays, as it separates two numbers.
    """
    kept: list[int] = []
    reached = 0
    for found in BLANKS.finditer(text):
        start, end = found.span()
        kept += range(reached, start)
        left, right = text[start - 1 : start], text[end : end + 1]
        if left.isascii() and left.isalnum() and right.isascii() and right.isalnum():
            kept += (i for i in range(start, end) if text[i] not in INVISIBLE)
        reached = end
    if not reached:
        return text, range(len(text))
    kept += range(reached, len(text))
    return "".join(text[i] for i in kept), kept


def issued_stream(ledger: Ledger, words: Words) -> Stream:
    """Return the text of a ledger, each numeral with its entry."""
    owner: dict[int, list[Entry]] = {}
    for entry in ledger.entries:
        if entry.kind not in NO_VALUES:
            owner.setdefault(entry.line, []).append(entry)
    return _stream([TextLine(text) for text in ledger.text], words, owner)


def returned_stream(copy: Copy, words: Words, issued: Stream) -> Stream:
    """Return the text of a returned copy, each numeral with its mark."""
    if copy.kind != "pdf":
        return _stream(copy.lines, words, {})
    bounds = zip((0, *issued.breaks), issued.breaks, issued.lines, strict=False)
    known = {_wording(issued.masked[start:end], line) for start, end, line in bounds}
    return _stream(list(_joined(copy.lines, known, words)), words, {})


def _wording(masked: str, line: str) -> str:
    """Return a line but for its numbers; of a line that is a number only, the form: #年#月#日.

    The first line of a title may be a month. A date of signature does not make it a line by itself.
    """
    return re.sub("[0-9]+", "#", _bare(line)) if masked == MASK else masked


def _joined(lines: Sequence[TextLine], known: Collection[str], words: Words) -> Iterator[TextLine]:
    """Join the lines of PDF pages into running text.

    A line that matches a whole issued line but for its numbers, such as a table row, stays by itself. A break
    stays where digits would otherwise meet.
    """
    running: list[str] = []
    for line in lines:
        text = line.text.strip()
        alone = _wording(_stream([TextLine(text)], words, {}).masked, text) in known
        meet = bool(running) and running[-1][-1:].isdigit() and text[:1].isdigit()
        if running and (alone or meet):
            yield TextLine("".join(running))
            running = []
        if alone:
            yield TextLine(text)
        else:
            running.append(text)
    if running:
        yield TextLine("".join(running))
