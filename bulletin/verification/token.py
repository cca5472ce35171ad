"""Describe one number of a text with everything that belongs to it."""

from dataclasses import dataclass
from fractions import Fraction

from bulletin.verification.beside import NOTHING, Beside
from bulletin.wording.numerals import Numeral

POINTS = ("个百分点", "百分点")
SCALES = (("亿", 10**8), ("万", 10**4))


@dataclass(frozen=True, slots=True)
class Token:
    """A numeral in a stream.

    `at` is its place in the masked stream, `line`, `start` and `end` its place in the text. `occurrence` is
    that of its value: by the ledger for an issued number, by a mark for a returned one; 0 if there is none.
    `meant` is the measure word of that value, which a table states in its head. `terms` are the ledger's
    terms right before and after it. `cell` is the head of its column and the first cell of its row; empty
    outside such a table. first cell of its row say; empty: it stands in no such table.
    """

    numeral: Numeral
    at: int
    line: int
    start: int
    end: int
    occurrence: int = 0
    beside: Beside = NOTHING
    meant: str = ""
    terms: tuple[str, str] = ("", "")
    cell: tuple[str, str] = ("", "")

    @property
    def printed(self) -> str:
        """The number as printed with the words that belong to it: 约310个."""
        by = self.beside
        return f"{by.lead}{self.numeral.text}{by.more}{by.unit}{by.tail}"

    @property
    def exact(self) -> bool:
        """Whether it is one exact number, unlike 三百余个 and 约310个."""
        return self.numeral.exact and not self.beside.hedge - {"-"}

    @property
    def one(self) -> Fraction:
        """The value of one unit in its digits: a hundredth in 91%, ten thousand in 62.7万."""
        if self.numeral.kind == "percent" or self.beside.unit in POINTS:
            return Fraction(1, 100)
        if self.beside.unit == "成":
            return Fraction(1, 10)
        return Fraction(next((scale for sign, scale in SCALES if sign in self.numeral.text), 1))

    @property
    def value(self) -> Fraction:
        """Its value as a figure holds it: a percentage as a fraction."""
        value = Fraction(self.numeral.value) * min(self.one, Fraction(1))  # 万 is a part of the numeral
        return -value if self.beside.minus else value

    @property
    def half(self) -> Fraction:
        """How far the exact value may differ from the printed one: 0 for a full count, 500 for 62.7万."""
        decimals = places(self.numeral)
        whole = self.one == 1 and not decimals
        return Fraction(0) if whole or not self.numeral.value else self.one / (2 * 10**decimals)

    def same(self, other: "Token") -> bool:
        """Return whether both mean the same: value, kind, places, hedge, and measure word if given."""
        mine, others = self.numeral, other.numeral
        if mine.value != others.value or mine.exact != others.exact:
            return False
        by, bys = self.beside, other.beside
        units = {by.unit or self.meant, bys.unit or other.meant} - {""}
        ways = {by.way, bys.way} - {""}
        alike = self.printed == other.printed and by.numbered == bys.numbered  # 第一、二轮 and 二轮
        return (
            (mine.kind == others.kind or alike)
            and places(mine) == places(others)
            and by.hedge == bys.hedge
            and len(units) < 2  # noqa: PLR2004  # two measure words count different things
            and len(ways) < 2  # noqa: PLR2004  # nor is an increase a decrease
        )


def places(numeral: Numeral) -> int:
    """Return how many decimals a number is written with."""
    if numeral.kind == "date":
        return 0
    fraction = numeral.text.replace("．", ".").partition(".")[2]  # a full-width point counts too
    return sum(character.isdigit() for character in fraction)
