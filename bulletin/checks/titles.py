"""Check that the periods and rounds in titles, headlines and the file's name are those of the figures."""

import itertools
import re
from collections.abc import Iterator
from pathlib import PurePath

from bulletin.checks.spans import Span, span_of
from bulletin.checks.view import View
from bulletin.issues.issue import Issue, error, warning
from bulletin.model.terms import Moment
from bulletin.wording.periods import Period, impossible_days, periods_in, rounds_in, terms_in

LATER_WORK = ("整改", "回头看")
"""Words of a title that names the year of an inspection, while its figures are of the time after it."""


def titles_agree(view: View) -> Iterator[Issue]:
    """Check that the periods and rounds in title, headline and the file's name are those of the figures."""
    for at, title in _titles(view):
        yield from _period_of_title(view, at, title)
        yield from _rounds_of_title(view, at, title)
    yield from _file_name(view)
    yield from _term_of_committee(view)


def days_possible(view: View) -> Iterator[Issue]:
    """Check that a day named in a label, a title or a headline is one of the calendar."""
    labels = [(f"{scope.at}/label", scope.label) for scope in view.data.scopes]
    labels += [
        (f"{count.at}/label", count.label)
        for scope in view.data.scopes
        for _, count in view.counts_of(scope.results)
        if count.label
    ]
    for at, name in itertools.chain(labels, _titles(view)):
        for day in impossible_days(name):
            text = "“{name}” names {day}, which is no day of the calendar."
            yield error("B228", at, text, "Correct the day.", name=name, day=day)


def _titles(view: View) -> list[tuple[str, str]]:
    document = view.data.document
    titles = [(f"{document.at}/headline/{i}", part) for i, part in enumerate(document.headline)]
    return [*titles, (f"{document.at}/title", document.title)] if document.title else titles


def _named(view: View, name: str) -> tuple[Period, ...]:
    """Return the periods of a title; parts of a year without the year are of that of the figures."""
    day, reported = view.data.document.date, span_of(view.data, view.data.reported)
    last = reported.until or reported.since
    year = last.year if last else day.year if day else None
    return periods_in(name, year, day.year if day else None)


def _spans(view: View) -> list[Span]:
    """Return the period reported on, if it is known, else those of all scopes that are."""
    reported = span_of(view.data, view.data.reported)
    if reported.since and reported.until:
        return [reported]
    spans = [span_of(view.data, scope) for scope in view.data.scopes]
    return [span for span in spans if span.since or span.until]


def _agrees(view: View, period: Period) -> bool:
    """Return whether a period overlaps what is reported on, or is the year of the document."""
    day = view.data.document.date
    of_document = period.whole_year and day is not None and period.since == Moment(day.year)
    return of_document or any(span.overlaps(period) for span in _spans(view))


def _period_of_title(view: View, at: str, title: str) -> Iterator[Issue]:
    """A period in a title overlaps what is reported on; a year may also be that of the document."""
    named, all_known = _named(view, title), len(_spans(view)) in (1, len(view.data.scopes))
    if not named or not all_known or any(word in title for word in LATER_WORK):
        return  # a scope whose period is not known may be the one
    if not any(_agrees(view, period) for period in named):
        text = "“{title}” names {period}; the figures are of {scopes}."
        yield error("B228", at, text, "Correct the title, or the periods of the figures.",
                    tuple(scope.at for scope in view.data.scopes), title=title, period=named[0].text,
                    scopes="、".join(scope.label for scope in view.data.scopes))  # fmt: skip


def _rounds_of_title(view: View, at: str, title: str) -> Iterator[Issue]:
    """A round in a title is one of those that the data speaks of; 巡视 is another organ's."""
    named = rounds_in(title)
    told = {n for entry in view.data.rounds for n in entry.ordinals}
    told |= {n for scope in view.data.scopes for n in scope.rounds}
    labels = [rounds_in(scope.label) for scope in view.data.scopes]
    told |= {n for label in labels if label for n in label.ordinals}
    if named is None or not named.ordinals or not told or "巡视" in title or named.ordinals & told:
        return
    text = "“{title}” names {named}; the data tells of the rounds {rounds}."
    yield error("B228", at, text, "Correct the title, or “rounds” (轮次).", title=title, named=named.text,
                rounds="、".join(map(str, sorted(told))))  # fmt: skip


COMMITTEE = re.compile(r"届[^，。、]{0,8}?([省市州盟县区旗])委")
"""The level of a committee after its term: 县 in 十四届云川县委."""


def _term_of_committee(view: View) -> Iterator[Issue]:
    """The term in the name of what is reported, or in a title, is that of the committee of the issuer."""
    committee = view.data.issuer.committee or ""
    own, level = terms_in(committee), COMMITTEE.search(committee)
    scope = view.data.reported
    for at, name in (*_titles(view), (f"{scope.at}/label", scope.label)):
        other, named = COMMITTEE.search(name), terms_in(name)
        if own and level and other and other[1] == level[1] and named and not named & own:
            text = "“{name}” is of another term than the committee, {committee}."
            yield error("B228", at, text, "Correct one of the two.", ("/issuer/committee",), name=name,
                        committee=committee)  # fmt: skip


def _file_name(view: View) -> Iterator[Issue]:
    """A period in the name of the file is that of the figures, or the day or month of the document.

    Offices name files by either; so another one is asked about, and blocks nothing.
    """
    name, day = PurePath(view.data.source).stem, view.data.document.date
    named = _named(view, name)
    rounds, covered = rounds_in(name), set(view.data.reported.rounds)
    dated = any(
        period.since and day and period.until and period.since.first_day <= day <= period.until.last_day
        for period in named
    )
    other = named and _spans(view) and not dated and not any(_agrees(view, period) for period in named)
    if other or (rounds and rounds.ordinals and covered and not rounds.ordinals & covered):
        text = "The file is named “{name}”; its figures are of {scope}."
        words = "Check that this is the file that was meant."
        yield warning("B228", view.data.reported.at, text, words, name=name, scope=view.data.reported.label)
