"""Say which numbers an approximate one may be: 300余 is above 300 and below 400, 近400 at least 350.

Sums, differences and quotients of such numbers are ranges as well. Two numbers contradict each other only if
their ranges do.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Literal

Exact = int | Decimal | Fraction


@dataclass(frozen=True, slots=True)
class Range:
    """The numbers from `low` to `high`; `high` None: there is no upper end.

    `above` and `below` leave out the ends themselves.
    """

    low: Fraction
    high: Fraction | None
    above: bool = False
    below: bool = False

    def __add__(self, other: "Range") -> "Range":
        """Return the range of a sum."""
        high = None if self.high is None or other.high is None else self.high + other.high
        return Range(self.low + other.low, high, self.above or other.above, self.below or other.below)

    def __sub__(self, other: "Range") -> "Range":
        """Return the range of a difference; it has a lower end only if `other` has an upper one."""
        if other.high is None:
            raise ValueError("a difference to a number without upper end has no lower end")
        high = None if self.high is None else self.high - other.low
        return Range(self.low - other.high, high, self.above or other.below, self.below or other.above)

    def over(self, other: "Range") -> "Range":
        """Return the range of a quotient of numbers that are not negative."""
        low = self.low / other.high if other.high else Fraction(0)
        high = self.high / other.low if self.high is not None and other.low else None
        return Range(low, high, self.above or other.below, self.below or other.above)

    def exceeds(self, other: "Range") -> bool:
        """Return whether every number of this range is more than every number of `other`."""
        if other.high is None:
            return False
        return self.low > other.high or (self.low == other.high and (self.above or other.below))

    def meets(self, other: "Range") -> bool:
        """Return whether both may be one number."""
        return not self.exceeds(other) and not other.exceeds(self)

    def __str__(self) -> str:
        """Return the numbers in figures: 300, 300～400, ≥300."""
        if self.high is None:
            return f"≥{_plain(self.low)}"
        return _plain(self.low) if self.is_exact else f"{_plain(self.low)}～{_plain(self.high)}"

    @property
    def is_exact(self) -> bool:
        """Whether it holds one number only."""
        return self.low == self.high


def _plain(n: Fraction) -> str:
    return str(n.numerator) if n.denominator == 1 else str(float(n))


ZERO = Range(Fraction(0), Fraction(0))
ANY = Range(Fraction(0), None)
"""The range of a number that is not given."""

Way = Literal["above", "below", "around", "at least", "at most"]
"""How a word moves the number written: a step up, a step down, half a step both ways, without end."""

WORDS: Mapping[str, Way] = MappingProxyType({
    **dict.fromkeys(("余", "多", "有余", "几"), "above"),
    **dict.fromkeys(("近", "将近", "不到", "不足"), "below"),
    **dict.fromkeys(("约", "大约", "左右", "上下"), "around"),
    **dict.fromkeys(("以上", "超", "超过", "逾"), "at least"),
    **dict.fromkeys(("以下", "以内", "至多"), "at most"),
})  # fmt: skip
"""Word of approximation → its way; another word may mean any number."""

NEARLY = ("近", "将近")
"""Words that put the number in the upper half of the step below."""
BEFORE_NUMBER = frozenset(("近", "将近", "不到", "不足", "约", "大约", "超", "超过", "逾", "至多"))
"""Words printed before the number: 近300人."""
AFTER_UNIT = frozenset(("左右", "上下", "以上", "以下", "以内"))
"""Words printed after the measure word: 300人以上. The others stand between the two: 300余人."""


def range_of(n: Exact, word: str | None = None, resolution: Exact | None = None) -> Range:
    """Return what a number may be by its word of approximation and its resolution.

    A step is the resolution, else the place of the last digit that is no zero, and at least 10 from 10 up.
    """
    exact, known = Fraction(n), Fraction(resolution or 0)
    step = known or _step(exact)
    match WORDS.get(word or ""):
        case _ if not word:
            return Range(exact - known / 2, exact + known / 2)
        case "above":
            return Range(exact, exact + step, above=True, below=True)
        case "below":
            down = step / 2 if word in NEARLY else step
            return Range(max(exact - down, Fraction(0)), exact, below=True)
        case "around":
            return Range(exact - step / 2, exact + step / 2)
        case "at least":
            return Range(exact, None, above=word != "以上")
        case "at most":
            return Range(Fraction(0), exact)
    return ANY


def _step(n: Fraction) -> Fraction:
    """Return the place of the last digit that is no zero, 100 of 3300; from two digits on at least 10."""
    if n.denominator > 1:
        places = next(places for places in range(1, 30) if (n * 10**places).denominator == 1)
        return Fraction(1, 10**places)
    step = 10
    while n and n % (step * 10) == 0:
        step *= 10
    return Fraction(step if n >= 10 else 1)  # noqa: PLR2004  # from two digits on


def word_of_sum(words: Iterable[str | None]) -> str | None:
    """Return the word of a sum with approximate numbers in it: 超过, 不到; "" if there is none that is true.

    None: all are exact. 1000余 and 1200余 are more than 2200, 近100 and 200 less than 300; what 约100 and 200
    come to cannot be said to the last digit.
    """
    ways = {WORDS.get(word) for word in words if word}
    if not ways:
        return None
    if ways <= {"above", "at least"}:
        return "超过"
    return "不到" if ways == {"below"} else ""
