"""Check that the periods and rounds inside names agree with the fields: labels, the title, the headline."""

import datetime
from collections.abc import Iterator

from bulletin.checks.spans import named_period, span_of
from bulletin.checks.view import View
from bulletin.issues.issue import Issue, error
from bulletin.model.facts import Scope
from bulletin.model.terms import Moment
from bulletin.wording.periods import Period, periods_in, rounds_in

CLOSING = datetime.timedelta(days=16)
"""How far from the ends of a month a day may lie: offices close their books before the month ends."""
CLOSING_OF_YEAR = datetime.timedelta(days=31)
"""The same for a year, which some count from December."""


LATER_WORK = ("整改", "回头看")
"""Words of a title that names the year of an inspection, while its figures are of the time after it."""


def names_agree(view: View) -> Iterator[Issue]:
    """Check that the periods and rounds in labels, title and headline are those of the data."""
    for scope in view.data.scopes:
        yield from _period_of_label(view, scope)
        yield from _rounds_of_label(scope)
        yield from _compared_with_itself(view, scope)
    document = view.data.document
    titles = [(f"{document.at}/headline/{i}", part) for i, part in enumerate(document.headline)]
    if document.title:
        titles.append((f"{document.at}/title", document.title))
    for at, title in titles:
        yield from _period_of_title(view, at, title)
        yield from _rounds_of_title(view, at, title)


def _period_of_label(view: View, scope: Scope) -> Iterator[Issue]:
    named = named_period(view.data, scope)
    if named is None:
        return
    ends = ((scope.since, named.since, "since"), (scope.until, named.until, "until"))
    for given, meant, field in ends:
        if given is None or meant is None or _agree(given, meant, named, scope):
            continue
        text = "“{label}” is the name of a period from {since} to {until}; the data says {given}."
        hint = "Correct the label, or “since” (起) and “until” (止)."
        yield error("B228", f"{scope.at}/label", text, hint, (f"{scope.at}/{field}",), label=scope.label,
                    since=_said(named.since), until=_said(named.until), given=str(given))  # fmt: skip
        return


def _said(moment: Moment | None) -> str:
    return str(moment) if moment else "…"


def _agree(given: Moment, meant: Moment, named: Period, scope: Scope) -> bool:
    """Return whether an end of a scope is the one its name means, as exactly as both are known."""
    if named.whole_year:  # any part of the year is of the year
        early = named.since and given.first_day < named.since.first_day - CLOSING_OF_YEAR
        late = named.until and given.last_day > named.until.last_day + CLOSING_OF_YEAR
        return not (early or late)
    if given.month is None or meant.month is None:
        return given.year == meant.year
    if given.day is None:
        return (given.year, given.month) == (meant.year, meant.month)
    first = given is scope.since
    distance = given.first_day - (meant.first_day if first else meant.last_day)
    return abs(distance) <= CLOSING


def _rounds_of_label(scope: Scope) -> Iterator[Issue]:
    named, given = rounds_in(scope.label), set(scope.rounds)
    if named is None or not given:
        return
    counted = named.count is None or named.count == len(given)
    listed = not named.ordinals or (
        min(named.ordinals) == min(given) if named.onward else named.ordinals == given
    )
    if not (counted and listed):
        text, hint = "“{label}” does not cover the rounds {rounds}.", "Correct the label, or “rounds” (轮次)."
        yield error("B228", f"{scope.at}/label", text, hint, (f"{scope.at}/rounds",), label=scope.label,
                    rounds="、".join(map(str, sorted(given))))  # fmt: skip


def _compared_with_itself(view: View, scope: Scope) -> Iterator[Issue]:
    own = span_of(view.data, scope)
    for key, count in view.counts_of(scope.results):
        named = periods_in(count.compared.label) if count.compared else ()
        if count.compared and named and (named[0].since, named[0].until) == (own.since, own.until):
            text = "{label} of “{scope}” is compared with {other}, which is the same period."
            hint = "Name the period that the other number is of."
            yield error("B228", f"{count.compared.at}/label", text, hint, (scope.at,), label=view.label(key),
                        scope=scope.label, other=count.compared.label)  # fmt: skip


def _period_of_title(view: View, at: str, title: str) -> Iterator[Issue]:
    """A period in a title overlaps one of the scopes; a year may also be that of the document."""
    day = view.data.document.date
    spans = [span_of(view.data, scope) for scope in view.data.scopes]
    known = [span for span in spans if span.since or span.until]
    named = periods_in(title)
    if not named or len(known) < len(spans) or any(word in title for word in LATER_WORK):
        return  # a scope whose period is not known may be the one
    for period in named:
        of_document = period.whole_year and day is not None and period.since == Moment(day.year)
        if of_document or any(span.overlaps(period) for span in known):
            return
    text = "“{title}” names {period}; the figures are of {scopes}."
    yield error("B228", at, text, "Correct the title, or the periods of the figures.",
                tuple(scope.at for scope in view.data.scopes), title=title, period=named[0].text,
                scopes="、".join(scope.label for scope in view.data.scopes))  # fmt: skip


def _rounds_of_title(view: View, at: str, title: str) -> Iterator[Issue]:
    """A round in a title is one of those that the data speaks of; 巡视 is another organ's."""
    named = rounds_in(title)
    told = {n for entry in view.data.rounds for n in entry.ordinals}
    told |= {n for scope in view.data.scopes for n in scope.rounds}
    if named is None or not named.ordinals or not told or "巡视" in title or named.ordinals & told:
        return
    text = "“{title}” names {named}; the data tells of the rounds {rounds}."
    yield error("B228", at, text, "Correct the title, or “rounds” (轮次).", title=title, named=named.text,
                rounds="、".join(map(str, sorted(told))))  # fmt: skip
