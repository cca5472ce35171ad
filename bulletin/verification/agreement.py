"""Check whether the numbers of a returned document still agree, and find arithmetic for new ones."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from itertools import islice

from bulletin.ledger.entries import NUMERIC, Entry, Ledger, Relation
from bulletin.model.arithmetic import result
from bulletin.model.figures import rounded, telling_decimals
from bulletin.model.terms import Rounding
from bulletin.verification.token import SCALES, Token, places
from bulletin.verification.verdict import Disagreement, ShownValue

MOST_FITS = 3
MOST_FORMS = 20
"""The most ways in which one figure is printed: 310个, 310, 三百一十个."""

NEAREST = 40
"""How many numbers before and after a new one are tried.

Among thousands, some two give any number by chance.
"""

SIGNS = {"sum": " + ", "difference": " − ", "ratio": " ÷ ", "change": " − "}
CLAIMED = {"all": "全部", "zero": "无", "one": "一"}


@dataclass(frozen=True, slots=True)
class Standing:
    """A ledger value as issued, and as it stands in the returned document."""

    entry: Entry
    issued: Token
    token: Token

    @property
    def kept(self) -> bool:
        """Whether the number is unchanged."""
        return self.issued.same(self.token)

    @property
    def value(self) -> Fraction:
        """The exact value: that of the ledger as long as the number is unchanged."""
        return Fraction(self.entry.value) if self.kept and self.entry.value else self.token.value


class Agreement:
    """The figures of a ledger with their values in a returned document."""

    def __init__(self, ledger: Ledger, standing: Sequence[Standing]) -> None:
        self.ledger = ledger
        self.printed: dict[str, list[Standing]] = defaultdict(list)
        for each in standing:
            if each.entry.kind in NUMERIC:
                self.printed[each.entry.figure].append(each)
        self.labels = {entry.figure: entry.label for entry in ledger.entries}
        # A changed number counts with its new value.
        self.changed = {
            figure: next(each for each in standing if not each.kept)
            for figure, standing in self.printed.items()
            if not all(each.kept for each in standing)
        }
        self.values = dict(self._values())
        self._formed: dict[str, list[Standing]] = {}

    def _values(self) -> Iterator[tuple[str, Fraction]]:
        """Yield the value of each figure."""
        for relation in self.ledger.relations:
            for operand in relation.operands:
                yield operand.figure, Fraction(operand.value)
        for figure, standing in self.printed.items():
            yield figure, self.changed.get(figure, standing[0]).value

    def disagreements(self) -> tuple[Disagreement, ...]:
        """Return each disagreement once."""
        return tuple(dict.fromkeys((*self._twice(), *self._relations(), *self._claims())))

    def _twice(self) -> Iterator[Disagreement]:
        """Yield figures that appear with two different values."""
        for figure, standing in self.printed.items():
            kept = [each.token.printed for each in standing if each.kept]
            for each in standing:
                if kept and not each.kept:
                    yield Disagreement(self.labels[figure], each.token.printed, kept[0], "", (figure,))

    def _relations(self) -> Iterator[Disagreement]:
        for relation in self.ledger.relations:
            operands = [operand.figure for operand in relation.operands]
            members = (relation.figure, *operands)
            if not self._touched(members) or relation.figure not in self.printed:
                continue
            if any(not self.changed[figure].token.exact for figure in operands if figure in self.changed):
                continue  # an open number such as 三百余个 has no exact value
            should = self._worked_out(relation)
            if should is None:
                continue
            for each in self._forms(relation.figure):
                turned = self._turned(relation, each)
                number = _as(each, should)
                if turned or not _agrees(each, number):
                    told = (_with_way(each), turned + _like(each, number), self.formula(relation))
                    yield Disagreement(relation.label, *told, members)

    def _forms(self, figure: str) -> Sequence[Standing]:
        """Return the exact numbers a figure is printed as, each form once."""
        if figure not in self._formed:
            exact = (each for each in self.printed[figure] if each.token.exact)
            once = {(each.token.printed, each.token.beside.turn): each for each in exact}
            self._formed[figure] = list(islice(once.values(), MOST_FORMS))
        return self._formed[figure]

    def _turned(self, relation: Relation, each: Standing) -> str:
        """Return 增加 or 减少 where the document now says the opposite; else nothing."""
        way = each.token.beside.way
        if relation.operation not in ("change", "growth") or way not in ("up", "down"):
            return ""
        now, before = (self.values[operand.figure] for operand in relation.operands)
        if now == before or (way == "up") == (now > before):
            return ""
        return "减少" if way == "up" else "增加"

    def _worked_out(self, relation: Relation) -> Fraction | None:
        return result(relation.operation, [self.values[operand.figure] for operand in relation.operands])

    def _claims(self) -> Iterator[Disagreement]:
        """Yield claims (均, 全部, 无) that the numbers no longer support."""
        rates = {
            relation.figure: relation for relation in self.ledger.relations if relation.operation == "ratio"
        }
        for claim in self.ledger.claims:
            relation = rates.get(f"{claim.figure}.rate")
            if claim.kind == "all" and relation:
                members = [operand.figure for operand in relation.operands]
                if self._touched(members) and self._worked_out(relation) != 1:
                    words = CLAIMED["all"]
                    yield Disagreement(claim.label, words, "", self.formula(relation), tuple(members))
            elif claim.kind in ("zero", "one") and self._touched([claim.figure]):
                words, now = CLAIMED[claim.kind], self.printed[claim.figure][0].token.printed
                if self.values[claim.figure] != (claim.kind == "one"):
                    yield Disagreement(claim.label, words, now, "", (claim.figure,))

    def _touched(self, figures: Sequence[str]) -> bool:
        return any(figure in self.changed for figure in figures)

    def shown(self) -> Iterator[ShownValue]:
        """Yield every figure of the document, with its value there."""
        ledger = self.ledger
        for figure, standing in self.printed.items():
            each = self.changed.get(figure, standing[0])
            about = (
                (ledger.issuer, ledger.scope) if figure.startswith("now.") else (ledger.issuer, ledger.source)
            )
            half = Fraction(0) if each.kept and each.entry.value else each.token.half
            yield ShownValue(about, figure, each.entry.label, each.token.printed, each.value, half)

    def formula(self, relation: Relation) -> str:
        """Return the relation in words, with the current values."""
        terms = [f"{operand.label}{_plain(self.values[operand.figure])}" for operand in relation.operands]
        match relation.operation:
            case "growth":
                return f"（{terms[0]} − {terms[1]}）÷ {terms[1]}"
            case "overlap":
                return f"{' + '.join(terms[:-1])} − {terms[-1]}"
            case operation:
                return SIGNS[operation].join(terms)

    def fits(self, token: Token, beside: Sequence["Known"] = ()) -> tuple[str, ...]:
        """Return the arithmetic that would give a new number, nearest numbers first; empty if there is none.

        `beside` are the new numbers of the document in its order; they may be parts of the sum.
        """
        if not token.exact:
            return ()
        known = [*_near(self._counts, token), *_near(beside, token)]
        if token.numeral.kind == "percent":
            found = _shares(token.value, places(token.numeral), known)
        else:
            found = _sums(token.value, [each for each in known if each.unit == token.beside.unit])
        return tuple(dict.fromkeys(found))[:MOST_FITS]

    @cached_property
    def _counts(self) -> list["Known"]:
        """The counts of the document, in its order."""
        first = [standing[0] for standing in self.printed.values()]
        counts = [each for each in first if each.entry.kind in ("count", "amount") and each.token.exact]
        counts.sort(key=lambda each: each.token.line)
        return [Known(each.entry.label, each.value, each.token.beside.unit, each.token) for each in counts]


@dataclass(frozen=True, slots=True)
class Known:
    """A count in the document."""

    label: str
    value: Fraction
    unit: str
    token: Token

    def __str__(self) -> str:
        """Return the count as formulas print it: 整改到位310; one without a term keeps its measure word."""
        return f"{self.label}{_plain(self.value)}{'' if self.label else self.unit}"


def counts_among(tokens: Sequence[Token]) -> list[Known]:
    """Return the numbers of a document that count something but belong to no figure."""
    return [
        Known("", each.value, each.beside.unit, each) for each in tokens if each.beside.unit and each.exact
    ]


def _near(counts: Sequence[Known], token: Token) -> list[Known]:
    """Return the counts nearest to a number, without itself, the nearest first."""
    at = bisect_left(counts, token.line, key=lambda each: each.token.line)
    near = [each for each in counts[max(0, at - NEAREST) : at + NEAREST] if each.token is not token]
    return sorted(near, key=lambda each: abs(each.token.line - token.line))


def _shares(value: Fraction, decimals: int, known: Sequence[Known]) -> list[str]:
    """Return the parts and wholes whose share prints as this percentage."""
    percent, off = float(value) * 100, 10.0**-decimals
    numbers = [(float(each.value), each) for each in known if each.value > 0]
    return [
        f"{part} ÷ {whole}"
        for n, part in numbers
        for m, whole in numbers
        if n <= m
        and abs(100 * n / m - percent) <= off
        and part is not whole
        and part.unit == whole.unit
        and Fraction(rounded(part.value / whole.value * 100, decimals)) == value * 100
    ]


def _sums(value: Fraction, known: Sequence[Known]) -> list[str]:
    """Return the known number that equals the value, else the pairs whose sum or difference it is."""
    places: dict[Fraction, list[int]] = defaultdict(list)
    for i, each in enumerate(known):
        places[each.value].append(i)
    equal = [str(known[i]) for i in places.get(value, ()) if known[i].label]
    if equal or not value:
        return equal  # the difference of two equal numbers is 0
    sums, left = [], []
    for i, one in enumerate(known):
        sums += [f"{one} + {known[k]}" for k in _at(places, value - one.value) if k > i]
        left += [f"{one} − {known[k]}" for k in _at(places, one.value - value) if k != i]
    return [*sums, *left]


def _at(places: Mapping[Fraction, list[int]], value: Fraction) -> Sequence[int]:
    """Return which known numbers have a value; 0 is never part of a sum."""
    return places.get(value, ()) if value else ()


def _plain(value: Fraction) -> str:
    return str(value.numerator) if value.denominator == 1 else f"{float(value):g}"


def _as(each: Standing, value: Fraction) -> Decimal:
    """Return `value` in the digits of a number as printed: 91 for 10/11 printed as a percentage."""
    entry, decimals = each.entry, places(each.token.numeral)
    policy = next((one for one in Rounding if one.value == entry.rounding), Rounding.HALF_UP)
    if _in_times(entry):
        return rounded(value, decimals, policy)
    if each.token.one == Fraction(1, 100) or _lacks_its_sign(each):
        return rounded(value * 100, telling_decimals(value, decimals, policy), policy)
    return rounded(value / each.token.one, decimals, policy)


def _lacks_its_sign(each: Standing) -> bool:
    """Return whether a percentage is printed without its sign: 91."""
    plain = each.token.one == 1 and each.token.value > 1
    return each.entry.kind in ("rate", "points") and plain and not _in_times(each.entry)


def _in_times(entry: Entry) -> bool:
    """Return whether a growth is printed in 倍: 增长82倍."""
    return "times" in entry.form.split()


def _agrees(each: Standing, number: Decimal) -> bool:
    """Return whether a number has its required value.

    A share closed to 100% may differ by one in its last place.
    """
    off = abs(Fraction(number) - each.token.value / each.token.one)
    closed = each.entry.rounding not in tuple(Rounding) and bool(each.entry.rounding)
    return off <= (Fraction(1, 10 ** places(each.token.numeral)) if closed else 0)


def _like(each: Standing, number: Decimal) -> str:
    """Return a number in the form of the one it replaces."""
    token = each.token
    sign = "%" if token.numeral.kind == "percent" or _lacks_its_sign(each) else ""
    scale = next((word for word, scale in SCALES if token.one == scale), "")
    return f"{number.normalize():f}{scale}{sign}{token.beside.unit}"


def _with_way(each: Standing) -> str:
    """Return a number as printed, with the word before it that gives the direction: 增加37个."""
    return f"{each.token.beside.turn}{each.token.printed}"
