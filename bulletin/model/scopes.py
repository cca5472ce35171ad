"""Tell whether two scopes are of the same subject: the same level, area, field and organ."""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bulletin.model.facts import DataFile, Scope

COORDINATES = ("area", "level", "organ", "field")
"""The fields of a scope that say whose figures it has, in the order in which they are printed."""


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose figures a scope has; None: it is not divided by this coordinate (all levels, the whole area)."""

    area: str | None = None
    level: str | None = None
    organ: str | None = None
    field: str | None = None

    def within(self, other: "Subject") -> bool:
        """Return whether `other` is the same, or a whole that this one is part of."""
        pairs = ((getattr(self, name), getattr(other, name)) for name in COORDINATES)
        return all(whole is None or whole == part for part, whole in pairs)


def subject_of(data: DataFile, scope: Scope) -> Subject:
    """Return the subject of a scope of `data`; the area of the issuer is the whole area."""
    area = None if scope.area == data.issuer.area else scope.area
    return Subject(area, scope.level, scope.organ, scope.field)


def by_subject(data: DataFile) -> dict[Subject, list[Scope]]:
    """Return the scopes of a file by subject, in the order of the file."""
    found: dict[Subject, list[Scope]] = {}
    for scope in data.scopes:
        found.setdefault(subject_of(data, scope), []).append(scope)
    return found


def wholes_of(subject: Subject, scopes: Mapping[Subject, Sequence[Scope]]) -> Iterator[Scope]:
    """Yield the scopes of the same subject, and of each subject that it is a part of.

    `scopes` are those of `by_subject`. A subject is part of at most 15 others: each of its four coordinates
    may be left out.
    """
    said = [name for name in COORDINATES if getattr(subject, name) is not None]
    for kept in itertools.chain.from_iterable(itertools.combinations(said, n) for n in range(len(said) + 1)):
        yield from scopes.get(Subject(**{name: getattr(subject, name) for name in kept}), ())


def full_label(scope: Scope) -> str:
    """Return the label of a scope after its area, level, organ and field, as far as it does not name them."""
    said = [getattr(scope, name) for name in COORDINATES]
    return "".join(word for word in said if word and word not in scope.label) + scope.label


def part_of(data: DataFile, part: Scope, whole: Scope) -> bool:
    """Return whether the fields say that one scope is part of another.

    It is of the same subject or a part of it, in the same rounds and period or in some of them.
    """
    subjects = subject_of(data, part), subject_of(data, whole)
    if not subjects[0].within(subjects[1]) or bool(part.rounds) != bool(whole.rounds):
        return False
    if not set(part.rounds) <= set(whole.rounds):
        return False
    inner, outer = (part.since, part.until), (whole.since, whole.until)
    narrower = subjects[0] != subjects[1] or set(part.rounds) < set(whole.rounds)
    if inner == outer:
        return narrower
    if not (part.since and part.until and whole.since and whole.until):
        return False
    return whole.since.first_day <= part.since.first_day and part.until.last_day <= whole.until.last_day
