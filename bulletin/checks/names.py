"""Check that the periods and rounds inside the names of scopes and counts agree with the fields."""

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


def names_agree(view: View) -> Iterator[Issue]:
    """Check that the periods and rounds in the names of scopes, counts and groups are those of the data."""
    for scope in view.data.scopes:
        yield from _period_of_label(view, scope)
        yield from _rounds_of_label(scope)
        yield from _compared_with_itself(view, scope)
        yield from _terms_of_counts(view, scope)
    yield from _rounds_of_groups(view)


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


def _terms_of_counts(view: View, scope: Scope) -> Iterator[Issue]:
    """A period or round in the term of a count (今年7月查处问题) is that of its scope."""
    span, day = span_of(view.data, scope), view.data.document.date
    given = span.since or span.until
    for key, count in view.counts_of(scope.results):
        if not count.label or key in view.codelist.named:
            continue
        periods = periods_in(count.label, given.year if given else None, day.year if day else None)
        rounds = rounds_in(count.label)
        apart = periods and not any(span.overlaps(period) for period in periods)
        others = rounds and rounds.ordinals and scope.rounds and not rounds.ordinals <= set(scope.rounds)
        if apart or others:
            text = "“{term}” names {named}, but it stands in “{scope}”."
            named = periods[0].text if apart else rounds.text if rounds else ""
            yield error("B228", f"{count.at}/label", text, "Correct one of the two names.", (scope.at,),
                        term=count.label, named=named, scope=scope.label)  # fmt: skip


def _rounds_of_groups(view: View) -> Iterator[Issue]:
    """The round in the name of a group (第五轮巡察一组) is one of those reported on."""
    covered = set(view.data.reported.rounds)
    for group in view.data.records.groups:
        named = rounds_in(group.name)
        if named and named.ordinals and covered and not named.ordinals & covered:
            text = "“{group}” is of {named}; “{scope}” covers the rounds {rounds}."
            numbers = "、".join(map(str, sorted(covered)))
            yield error("B228", f"{group.at}/name", text, "Correct one of the two names.",
                        (f"{view.data.reported.at}/rounds",), group=group.name, named=named.text,
                        scope=view.data.reported.label, rounds=numbers)  # fmt: skip
