"""Define the exact operations by which figures follow from others, under their names in the ledger."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Literal

Operation = Literal["given", "stated", "sum", "difference", "ratio", "growth", "change", "overlap", "points"]
"""`given` is not computed: the data holds the value. `stated` is a rate or change whose second term is not
published: it is printed as the office states it, and nothing follows from it. `points` is the difference of
two shares as they are printed, which their exact values do not give."""


def _ratio(terms: Sequence[Fraction]) -> Fraction | None:
    part, whole = terms
    return part / whole if whole else None


def _growth(terms: Sequence[Fraction]) -> Fraction | None:
    now, before = terms
    return abs(now - before) / before if before else None


_RESULTS: Mapping[str, Callable[[Sequence[Fraction]], Fraction | None]] = {
    "sum": lambda terms: sum(terms, Fraction(0)),
    "difference": lambda terms: terms[0] - sum(terms[1:], Fraction(0)),
    "ratio": _ratio,
    "growth": _growth,
    "change": lambda terms: abs(terms[0] - terms[1]),
    "overlap": lambda terms: sum(terms[:-1], Fraction(0)) - terms[-1],
}


def result(operation: Operation, terms: Sequence[Fraction]) -> Fraction | None:
    """Return the result of `operation` on `terms`; None without a base, or for a given value."""
    return _RESULTS[operation](terms) if operation in _RESULTS else None
