"""Tell the period of a scope: as its fields give it, else as its name tells it."""

from dataclasses import dataclass

from bulletin.model.facts import DataFile, Scope
from bulletin.model.terms import Moment
from bulletin.wording.periods import Period, periods_in


@dataclass(frozen=True, slots=True)
class Span:
    """The first and the last moment of a scope; None where neither a field nor the name tells it."""

    since: Moment | None
    until: Moment | None

    def overlaps(self, other: "Span | Period") -> bool:
        """Return whether the two have a day in common; an end that is not known is no bound."""
        return _not_after(self.since, other.until) and _not_after(other.since, self.until)


def _not_after(first: Moment | None, last: Moment | None) -> bool:
    return first is None or last is None or first.first_day <= last.last_day


def named_period(data: DataFile, scope: Scope) -> Period | None:
    """Return the first period in the name of a scope; None if it names none.

    A name without a year (1至7月) is of the year of the scope's fields, else of the last year in which the
    period had begun on the date of the document. 去年 and its like count from that date.
    """
    given = scope.since or scope.until
    day = data.document.date
    year = given.year if given else day.year if day else None
    today = day.year if day else None
    found = next(iter(periods_in(scope.label, year, today)), None)
    if found and given and day and day.month == 1 and found.since and found.since.year > given.year:
        today = day.year - 1  # in January 今年 may still be the year before
        found = next(iter(periods_in(scope.label, year, today)), None)
    begins = found.since or found.until if found else None
    if not given and day and year and begins and begins.year == year and begins.first_day > day:
        found = next(iter(periods_in(scope.label, year - 1, today)), None)
    return found


def span_of(data: DataFile, scope: Scope) -> Span:
    """Return the period of a scope of `data`: its fields, completed by its name."""
    if scope.since and scope.until:
        return Span(scope.since, scope.until)
    named = named_period(data, scope)
    if named is None:
        return Span(scope.since, scope.until)
    return Span(scope.since or named.since, scope.until or named.until)
