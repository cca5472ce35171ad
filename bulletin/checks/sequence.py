"""Check that editions follow each other, and that a comparison is with what the other period had."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from bulletin.checks.items import same_items
from bulletin.checks.likeness import alike
from bulletin.checks.spans import Span, span_of
from bulletin.checks.sums import CORRECT
from bulletin.checks.view import View
from bulletin.issues.issue import Issue, error
from bulletin.model.facts import Count, DataFile, Scope
from bulletin.model.scopes import Subject, by_subject, subject_of
from bulletin.model.terms import Moment
from bulletin.wording.periods import periods_in, refers_to

MONTHS_IN_YEAR, QUARTER = 12, 3


def editions_in_order(view: View) -> Iterator[Issue]:
    """Check that an edition is dated after the one before, reports on a later time and has its own number."""
    if view.previous is None or view.data.document.corrects is not None:
        return
    now, before = view.data.document, view.previous.document
    if now.date and before.date and now.date < before.date:
        text = "The document is dated {day}, the edition before {before}."
        hint = "Correct the date, or name the edition that came before this one."
        yield error("B309", f"{now.at}/date", text, hint, day=now.date.isoformat(),
                    before=before.date.isoformat())  # fmt: skip
    if now.number and now.number == before.number and now.date != before.date:
        text, hint = "The number {number} is that of the edition before.", "Give it a number of its own."
        yield error("B309", f"{now.at}/number", text, hint, number=now.number)
    scope, last = view.data.reported, view.previous.reported
    span, then = span_of(view.data, scope), span_of(view.previous, last)
    if span.until and then.since and span.until.last_day < then.since.first_day:
        text = "“{scope}” is over before “{last}”, which the edition before reports on, begins."
        hint = "Correct the period, or name the edition that came before this one."
        yield error("B309", scope.at, text, hint, scope=scope.label, last=last.label)


Grouped = tuple[DataFile, dict[Subject, list[Scope]]]
"""A data file with its scopes by subject."""


def comparisons_agree(view: View) -> Iterator[Issue]:
    """Check that a number is compared with what the other period has in this file or the edition before."""
    groups = [(data, by_subject(data)) for data in (view.data, view.previous) if data is not None]
    for scope in view.data.scopes:
        for count, other, named in _compared(view, scope, groups):
            said, value = count.compared, count.value
            if said is None or value is None or other.value is None:
                continue
            then = said.value if said.value is not None else None
            if then is None and said.difference is not None:
                then = value - said.difference
            slack = Decimal((count.resolution or 0) + (other.resolution or 0)) / 2
            loose = count.approximate or other.approximate or _other_unit(count, other)
            if then is not None and not loose and abs(Decimal(then) - Decimal(other.value)) > slack:
                text = "{value} is compared with {then} of {period}; “{scope}” has {other}."
                yield error("B310", said.at, text, CORRECT, (other.place,), value=value, then=then,
                            period=said.label, scope=named, other=other.value)  # fmt: skip


def _other_unit(count: Count, other: Count) -> bool:
    """Return whether two counts are said to be measured in different words."""
    return count.unit != other.unit and None not in (count.unit, other.unit)


def _compared(view: View, scope: Scope, groups: Sequence[Grouped]) -> Iterator[tuple[Count, Count, str]]:
    """Yield each count that is compared, with the count of the period that its label means."""
    subject = subject_of(view.data, scope)
    for key, count in scope.results.items():
        for data, scopes in groups:
            for other in scopes.get(subject, ()):
                match = other.results.get(key)
                if match is None or other is scope or not alike(view.data, scope, data, other):
                    continue
                for one, same in ((count, match), *((i, m) for _, i, m in same_items(count, match))):
                    if one.compared and _means(view.data, scope, one.compared.label) == span_of(data, other):
                        yield one, same, other.label


def _means(data: DataFile, scope: Scope, label: str) -> Span | None:
    """Return the period that the label of a comparison means, seen from a scope; None if it is not known."""
    own = span_of(data, scope)
    if own.since is None or own.until is None:
        return None
    way = refers_to(label)
    if way == "same_period":
        back = 2 if "前年" in label else 1
        return Span(_years_back(own.since, back), _years_back(own.until, back))
    if way == "period_before":
        return _before(own.since, own.until)
    named = periods_in(label, None, own.until.year)
    return Span(named[0].since, named[0].until) if len(named) == 1 else None


def _years_back(moment: Moment, years: int) -> Moment | None:
    leap = (moment.month, moment.day) == (2, 29)
    return Moment(moment.year - years, moment.month, 28 if leap else moment.day)


def _before(since: Moment, until: Moment) -> Span | None:
    """Return the month before a month, the quarter before a quarter; None for any other period."""
    if since.day or until.day or since.month is None or until.month is None or since.year != until.year:
        return None
    months = until.month - since.month + 1
    if months not in (1, QUARTER) or (since.month - 1) % months:
        return None
    return Span(_months_back(since, months), _months_back(until, months))


def _months_back(moment: Moment, months: int) -> Moment:
    count = moment.year * MONTHS_IN_YEAR + (moment.month or 1) - 1 - months
    return Moment(count // MONTHS_IN_YEAR, count % MONTHS_IN_YEAR + 1)
