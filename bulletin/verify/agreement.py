"""Whether the numbers of a returned document still agree with each other, and what a new number would fit."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import combinations, permutations

from bulletin.arithmetic import result
from bulletin.figures import Rounding, rounded, telling_decimals
from bulletin.ledger import NUMERIC, Entry, Ledger, Relation
from bulletin.verify.streams import Token, exact, half_a_place, places
from bulletin.verify.verdict import Disagreement, Shown

MOST_FITS = 3

SIGNS = {"sum": " + ", "difference": " − ", "ratio": " ÷ ", "change": " − "}
CLAIMED = {"all": "全部", "zero": "无", "one": "一"}


@dataclass(frozen=True, slots=True)
class Standing:
    """A value of the ledger as it was issued and as it stands in the returned document."""

    entry: Entry
    issued: Token
    token: Token

    @property
    def kept(self) -> bool:
        """Whether the number is the one that was issued."""
        return self.issued.same(self.token)

    @property
    def value(self) -> Fraction:
        """Its exact value: that of the ledger as long as the number is kept."""
        return Fraction(self.entry.value) if self.kept and self.entry.value else exact(self.token.numeral)


class Agreement:
    """The figures of a ledger with the values they have in a returned document."""

    def __init__(self, ledger: Ledger, standing: Sequence[Standing]) -> None:
        self.ledger = ledger
        self.printed: dict[str, list[Standing]] = defaultdict(list)
        for each in standing:
            if each.entry.kind in NUMERIC:
                self.printed[each.entry.figure].append(each)
        self.labels = {entry.figure: entry.label for entry in ledger.entries}
        self.values = dict(self._values())

    def _values(self) -> Iterator[tuple[str, Fraction]]:
        """The value of each figure: where a number was changed, the changed one counts."""
        for relation in self.ledger.relations:
            for operand in relation.operands:
                yield operand.figure, Fraction(operand.value)
        for figure, standing in self.printed.items():
            changed = [each for each in standing if not each.kept]
            yield figure, (changed or standing)[0].value

    def disagreements(self) -> tuple[Disagreement, ...]:
        """Everything that no longer agrees, once each."""
        return tuple(dict.fromkeys((*self._twice(), *self._relations(), *self._claims())))

    def _twice(self) -> Iterator[Disagreement]:
        """One figure that stands there with two values."""
        for figure, standing in self.printed.items():
            kept = [each.token.printed for each in standing if each.kept]
            for each in standing:
                if kept and not each.kept:
                    yield Disagreement(self.labels[figure], each.token.printed, kept[0], "", (figure,))

    def _relations(self) -> Iterator[Disagreement]:
        for relation in self.ledger.relations:
            members = [relation.figure, *(operand.figure for operand in relation.operands)]
            if not self._touched(members) or relation.figure not in self.printed:
                continue
            should = self._worked_out(relation)
            for each in self.printed[relation.figure]:
                number = None if should is None else _as(each, should)
                if number is not None and not _agrees(each, number):
                    told = (each.token.printed, _like(each, number), self.formula(relation))
                    yield Disagreement(relation.label, *told, tuple(members))

    def _worked_out(self, relation: Relation) -> Fraction | None:
        return result(relation.operation, [self.values[operand.figure] for operand in relation.operands])

    def _claims(self) -> Iterator[Disagreement]:
        """均, 全部, 无 that the numbers do not bear out any more."""
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
        return any(not each.kept for figure in figures for each in self.printed.get(figure, ()))

    def shown(self) -> Iterator[Shown]:
        """Every figure that stands in the document, with its value there."""
        ledger = self.ledger
        for figure, standing in self.printed.items():
            each = next((one for one in standing if not one.kept), standing[0])
            about = (
                (ledger.issuer, ledger.scope) if figure.startswith("now.") else (ledger.issuer, ledger.source)
            )
            half = Fraction(0) if each.kept and each.entry.value else half_a_place(each.token.numeral)
            yield Shown(about, figure, each.entry.label, each.token.printed, each.value, half)

    def formula(self, relation: Relation) -> str:
        """The relation in words, with the values as they stand now."""
        terms = [f"{operand.label}{_plain(self.values[operand.figure])}" for operand in relation.operands]
        match relation.operation:
            case "growth":
                return f"（{terms[0]} − {terms[1]}）÷ {terms[1]}"
            case "overlap":
                return f"{' + '.join(terms[:-1])} − {terms[-1]}"
            case operation:
                return SIGNS[operation].join(terms)

    def fits(self, token: Token, beside: Sequence[Token] = ()) -> tuple[str, ...]:
        """The arithmetic a new number would fit, nearest numbers first; empty if there is none.

        `beside` are other new numbers, which may be parts of it.
        """
        first = [standing[0] for standing in self.printed.values()]
        first.sort(key=lambda each: abs(each.token.line - token.line))
        counts = [
            Known(each.entry.label, each.value, each.token.numeral.unit)
            for each in first
            if each.entry.kind in ("count", "amount")
        ]
        counts += [
            Known("", exact(other.numeral), other.numeral.unit) for other in beside if other.numeral.unit
        ]
        value = exact(token.numeral)
        if token.numeral.kind == "percent":
            found = _shares(value, places(token.numeral.text), counts)
        else:
            found = _sums(value, [known for known in counts if known.unit == token.numeral.unit])
        return tuple(dict.fromkeys(found))[:MOST_FITS]


@dataclass(frozen=True, slots=True)
class Known:
    """A count that stands in the document."""

    label: str
    value: Fraction
    unit: str

    def __str__(self) -> str:
        """As a formula has it: 整改到位310; a number without a term keeps its measure word."""
        return f"{self.label}{_plain(self.value)}{'' if self.label else self.unit}"


def _shares(value: Fraction, decimals: int, known: Sequence[Known]) -> list[str]:
    """Which parts of which wholes print as that percentage."""
    return [
        f"{part} ÷ {whole}"
        for part, whole in permutations(known, 2)
        if part.unit == whole.unit
        and 0 < part.value <= whole.value
        and Fraction(rounded(part.value / whole.value * 100, decimals)) == value * 100
    ]


def _sums(value: Fraction, known: Sequence[Known]) -> list[str]:
    """Which known number it equals, or which two it is the sum or the difference of."""
    equal = [str(one) for one in known if one.value == value]
    sums = [f"{one} + {other}" for one, other in combinations(known, 2) if one.value + other.value == value]
    left = [f"{one} − {other}" for one, other in permutations(known, 2) if one.value - other.value == value]
    return [*equal, *sums, *left]


def _plain(value: Fraction) -> str:
    return str(value.numerator) if value.denominator == 1 else f"{float(value):g}"


def _as(each: Standing, value: Fraction) -> Decimal:
    """`value` rounded as the number it should stand for is printed."""
    entry = each.entry
    decimals = places(each.token.numeral.text)
    policy = Rounding(entry.rounding) if entry.rounding in tuple(Rounding) else Rounding.HALF_UP
    if entry.kind in ("rate", "points"):
        return rounded(value * 100, telling_decimals(value, decimals, policy), policy)
    return rounded(value, decimals, policy)


def _agrees(each: Standing, number: Decimal) -> bool:
    """Whether a number is what it should be; a share closed to 100% may miss it by one of its last place."""
    off = abs(Fraction(number) - Fraction(each.token.numeral.value))
    closed = each.entry.rounding not in tuple(Rounding) and bool(each.entry.rounding)
    return off <= (Fraction(1, 10 ** places(each.token.numeral.text)) if closed else 0)


def _like(each: Standing, number: Decimal) -> str:
    """A number written like the one it should replace."""
    sign = "%" if each.token.numeral.kind == "percent" else ""
    return f"{number.normalize():f}{sign}{each.token.numeral.unit}"
