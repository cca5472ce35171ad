"""Check across editions, and across the scopes of one edition: cumulation, continuity, jumps."""

from collections.abc import Iterator
from decimal import Decimal

from bulletin.checks.likeness import alike, inside
from bulletin.checks.spans import Span, span_of
from bulletin.checks.sums import jumps_from
from bulletin.checks.view import View
from bulletin.issues.issue import Issue, error, warning
from bulletin.model.facts import Count, Scope
from bulletin.model.scopes import by_subject, subject_of, wholes_of
from bulletin.model.terms import Moment
from bulletin.wording.periods import rounds_in


def cumulative_adds_up(view: View) -> Iterator[Issue]:
    """Check that the year to date is that of the last edition plus this period."""
    for total, before, part in follows(view):
        yield from _cumulated(view, before, part, total)


def follows(view: View) -> Iterator[tuple[Scope, Scope, Scope]]:
    """Yield the year to date, that of the edition before, and the period that lies between their ends."""
    if view.previous is None:
        return
    for total in view.data.scopes:
        for before in view.previous.scopes:
            for part in view.data.scopes:
                spans = (span_of(view.previous, before), span_of(view.data, part), span_of(view.data, total))
                like = alike(view.data, part, view.data, total) and alike(
                    view.previous, before, view.data, total
                )
                if part is not total and like and _follows(*spans):
                    yield total, before, part


def _follows(before: Span, part: Span, total: Span) -> bool:
    if not (total.since and total.until and before.since and before.until and part.since):
        return False
    ends = part.until or part.since
    return before.since == total.since and ends == total.until and part.since == _next(before.until)


def _next(moment: Moment) -> Moment:
    if moment.month is None:
        return Moment(moment.year + 1)
    return Moment(moment.year + moment.month // 12, moment.month % 12 + 1)


def _cumulated(view: View, before: Scope, part: Scope, total: Scope) -> Iterator[Issue]:
    for key, count in total.results.items():
        earlier, added = before.results.get(key), part.results.get(key)
        values = [each.value if each else None for each in (earlier, added, count)]
        if key == "months_running" or any(value is None for value in values) or not added or not earlier:
            continue
        if view.may_fall(key):
            continue
        first, second, given = (value or 0 for value in values)
        tolerance = Decimal(sum(each.resolution or 0 for each in (earlier, added, count))) / 2
        if abs(Decimal(first + second) - Decimal(given)) > tolerance:
            text = "{label}: {first} up to the edition before and {second} since make {total}, not {given}."
            hint = "Correct it, or publish a correction (更正) of the edition before."
            yield error("B302", count.place, text, hint, (added.place,), label=view.label(key), first=first,
                        second=second, total=first + second, given=given)  # fmt: skip


def part_of_period(view: View) -> Iterator[Issue]:
    """Check that a month has no more than the months that include it."""
    groups = by_subject(view.data)
    for part in view.data.scopes:
        for total in wholes_of(subject_of(view.data, part), groups):
            if part is total or not inside(view.data, part, total):
                continue
            for key, count in part.results.items():
                other = total.results.get(key)
                if other is not None and _less(other, count):
                    text = (
                        "{label} is {n} in “{part}”, more than the {total} in “{whole}”, of which it is part."
                    )
                    yield error("B303", count.place, text, "Correct one of the two.", (other.place,),
                                label=view.label(key), n=count.value, part=part.label, total=other.value,
                                whole=total.label)  # fmt: skip


def _less(total: Count, part: Count) -> bool:
    return total.value is not None and part.value is not None and total.value < part.value


def never_smaller(view: View) -> Iterator[Issue]:
    """Check that a count from the same beginning does not decrease from one edition to the next."""
    for scope, before in pairs(view):
        if not continues(view, scope, before):
            continue
        for key, count in scope.results.items():
            other = before.results.get(key)
            if other is not None and _less(count, other) and not view.may_fall(key):
                text = "{label} is {now}; the edition before, counted from the same beginning, had {before}."
                yield warning("B301", count.place, text, "Check both editions; a correction needs a 更正.",
                              label=view.label(key), now=count.value, before=other.value)  # fmt: skip


def continues(view: View, scope: Scope, before: Scope) -> bool:
    """Return whether a scope begins where one of the edition before does, and does not end before it.

    Scopes without a first day begin alike if they are of the same rounds.
    """
    if view.previous is None:
        return False
    if not alike(view.data, scope, view.previous, before):
        return False
    now, then = span_of(view.data, scope), span_of(view.previous, before)
    if _ends(now) < _ends(then):
        return False
    if now.since and then.since:
        return now.since == then.since
    rounds = _rounds(scope)
    return bool(rounds) and rounds == _rounds(before)


def _rounds(scope: Scope) -> frozenset[int]:
    """Return the rounds of a scope: as its field gives them, else as its name tells them."""
    named = rounds_in(scope.label)
    return frozenset(scope.rounds) or (named.ordinals if named else frozenset())


def _ends(span: Span) -> str:
    return str(span.until or "9999")


def jumps(view: View) -> Iterator[Issue]:
    """Report a count that is suddenly ten times as large, or a tenth."""
    for scope, before in pairs(view):
        for key, count in scope.results.items():
            other = before.results.get(key)
            if other is None or not count.value or not other.value:
                continue
            if jumps_from(count.value, other.value):
                text = "{label} is {now}; the edition before had {before}."
                yield warning("B304", count.place, text, "Check that no digit is missing or doubled.",
                              label=view.label(key), now=count.value, before=other.value)  # fmt: skip


def nothing_missing(view: View) -> Iterator[Issue]:
    """Report figures of the last edition that are missing in the same place."""
    for scope, before in pairs(view):
        for key, other in before.results.items():
            now = scope.results.get(key)
            if (now is None or now.value is None) and other.value is not None:
                text = "{label} is missing in “{scope}”; the edition before had {before}."
                yield warning("B306", f"{scope.at}/results", text, "Give it, with 0 if there was none.",
                              label=view.label(key), scope=scope.label, before=other.value)  # fmt: skip


def pairs(view: View) -> Iterator[tuple[Scope, Scope]]:
    """Yield the scopes of this edition, each with the scope of the last edition that it continues."""
    if view.previous is None:
        return
    for scope in view.data.scopes:
        for before in view.previous.scopes:
            since = span_of(view.data, scope).since
            same_start = since is not None and since == span_of(view.previous, before).since
            continued = same_start or (scope.reported and before.reported)
            if continued and alike(view.data, scope, view.previous, before):
                yield scope, before


def running_count(view: View) -> Iterator[Issue]:
    """Check that the count of consecutive months increases by one."""
    if view.previous is None:
        return
    now = view.data.reported.results.get("months_running")
    before = view.previous.reported.results.get("months_running")
    if now is None or before is None or now.value is None or before.value is None:
        return
    if now.value != before.value + 1:
        text = "The running count is {now}; after {before} it is {next}."
        yield error("B305", now.place, text, "Check whether an edition is missing.", now=now.value,
                    before=before.value, next=before.value + 1)  # fmt: skip
