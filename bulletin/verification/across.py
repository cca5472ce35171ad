"""Compare the verdicts on several documents and find indicators with different values."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from bulletin.verification.verdict import ShownValue, Verdict


@dataclass(frozen=True, slots=True)
class Conflict:
    """One indicator with different values: the number printed in each document."""

    figure: str
    label: str
    printed: tuple[tuple[str, str], ...]  # document, characters


def across(verdicts: Sequence[Verdict]) -> tuple[Conflict, ...]:
    """Return every indicator for which two documents of the same issuer and scope print different values."""
    places: dict[tuple[tuple[str, ...], str], list[tuple[str, ShownValue]]] = defaultdict(list)
    for verdict in verdicts:
        for shown in verdict.shown:
            places[shown.about, shown.figure].append((verdict.document, shown))
    return tuple(
        Conflict(figure, told[0][1].label, tuple((document, shown.printed) for document, shown in told))
        for (_, figure), told in places.items()
        if any(not _agree(one, other) for (_, one), (_, other) in combinations(told, 2))
    )


def _agree(one: ShownValue, other: ShownValue) -> bool:
    """Return whether two values may be equal; a rounded value is known to half its last place."""
    return abs(one.value - other.value) <= one.half + other.half
