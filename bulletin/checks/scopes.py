"""Check the scopes of one file against each other, and the dates of its rounds."""

import datetime
import itertools
from collections.abc import Iterator

from bulletin.checks.likeness import alike
from bulletin.checks.spans import span_of
from bulletin.checks.sums import CORRECT
from bulletin.checks.view import View
from bulletin.issues.issue import Issue, error
from bulletin.model.facts import Round, Scope
from bulletin.model.scopes import by_subject
from bulletin.model.terms import Moment, Status

CLOSING = datetime.timedelta(days=11)
"""How long before the end of a month its figures may be published: books are closed from the 20th on."""
OVERDUE = datetime.timedelta(days=31)
"""How long after its planned end a round may still be under way."""
RUNNING_TOTAL = ("以来", "累计", "今年", "截至")
"""Words of a scope that goes up to the end of what is reported."""


def scopes_fit(view: View) -> Iterator[Issue]:
    """Check that a longer scope holds a shorter one or lies apart, and none ends after the document."""
    groups = by_subject(view.data).values()
    for total, part in (pair for group in groups for pair in itertools.permutations(group, 2)):
        whole, inner = span_of(view.data, total), span_of(view.data, part)
        if not (whole.since and whole.until and inner.since and inner.until):
            continue
        if not alike(view.data, total, view.data, part):
            continue
        begun = whole.since.first_day <= inner.since.first_day and whole.until.last_day < inner.until.last_day
        reaches = whole.until.last_day >= inner.since.first_day or _is_running(total)
        if begun and reaches and part.reported and not total.rounds:
            text = "“{whole}” ends in {until}, and so does not hold “{part}”, which ends in {end}."
            yield error("B229", f"{total.at}/until", text, "Complete the longer period, or correct its end.",
                        (part.at,), whole=total.label, until=str(whole.until), part=part.label,
                        end=str(inner.until))  # fmt: skip
    yield from _ends_after_document(view)


def _is_running(scope: Scope) -> bool:
    return any(word in scope.label for word in RUNNING_TOTAL)


def _ends_after_document(view: View) -> Iterator[Issue]:
    """A document may be dated inside its year, not well inside the last month or before the last day."""
    day = view.data.document.date
    if day is None:
        return
    for scope in view.data.scopes:
        until = span_of(view.data, scope).until
        if until is None or until.month is None or until.day is not None or until.first_day > day:
            continue  # later months and days are dates_in_order's
        if until.last_day - day > CLOSING:
            text = "“{scope}” goes to the end of {until}, but the document is dated {day}."
            hint = "Correct the date, or give the day on which the figures end: 2026-07-15."
            yield error("B229", f"{scope.at}/until", text, hint, ("/document/date",), scope=scope.label,
                        until=str(until), day=day.isoformat())  # fmt: skip


def rounds_in_order(view: View) -> Iterator[Issue]:
    """Check that the days of a round follow each other, and that its state fits the date of the document."""
    for entry in view.data.rounds:
        yield from _days_in_order(entry)
        yield from _state_on(entry, view.data.document.date)
    begun = sorted(
        (min(entry.ordinals), entry) for entry in view.data.rounds if entry.since and entry.ordinals
    )
    for (first, earlier), (second, later) in itertools.pairwise(begun):
        if _before(later.since, earlier.since):
            text = "Round {second} begins ({later}) before round {first} ({earlier})."
            yield error("B230", later.at, text, CORRECT, (earlier.at,), first=first, second=second,
                        earlier=str(earlier.since), later=str(later.since))  # fmt: skip


def _before(moment: Moment | None, other: Moment | None) -> bool:
    return moment is not None and other is not None and moment.last_day < other.first_day


def _days_in_order(entry: Round) -> Iterator[Issue]:
    if _before(entry.fed_back, entry.until or entry.since):
        text = "The round feeds back ({fed_back}) before its days on the spot are over ({until})."
        yield error("B230", f"{entry.at}/fed_back", text, CORRECT, fed_back=str(entry.fed_back),
                    until=str(entry.until or entry.since))  # fmt: skip
    told = entry.fed_back or entry.until or entry.since
    if _before(entry.supervised, told):
        text = "Rectification is inspected ({supervised}) before the round has fed back ({told})."
        yield error("B230", f"{entry.at}/supervised", text, CORRECT, supervised=str(entry.supervised),
                    told=str(told))  # fmt: skip


def _state_on(entry: Round, day: datetime.date | None) -> Iterator[Issue]:
    if day is None or entry.status is Status.PLANNED:
        return
    if entry.since is not None and entry.since.first_day > day:
        text = "The round has begun, says the data, but it begins ({since}) after the document ({day})."
        hint = "Correct the day, or the state: “planned” (未开始)."
        yield error("B230", f"{entry.at}/since", text, hint, ("/document/date",), since=str(entry.since),
                    day=day.isoformat())  # fmt: skip
    if entry.status is Status.UNDER_WAY and entry.until and entry.until.last_day + OVERDUE < day:
        text = "The round is under way, says the data, but it ended ({until}) before the document ({day})."
        hint = "Correct the day, or the state: “completed” (已完成)."
        yield error("B230", f"{entry.at}/until", text, hint, ("/document/date",), until=str(entry.until),
                    day=day.isoformat())  # fmt: skip
