"""Ask about what contradicts nothing and is unlikely, with the reason and the figures.

Each question has a weight; a document is asked the three gravest, and told how many are left.
"""

from collections import Counter
from collections.abc import Callable, Iterator

from bulletin.checks.likeness import alike
from bulletin.checks.magnitudes import SIZES
from bulletin.checks.question import Question, asked
from bulletin.checks.spans import span_of
from bulletin.checks.view import View
from bulletin.issues.issue import Issue, note
from bulletin.model.facts import Count, Results
from bulletin.model.terms import Kind
from bulletin.wording.masking import persons_in
from bulletin.wording.periods import periods_in

MOST = 3
"""How many questions one document is asked."""


def unlikely(view: View) -> Iterator[Issue]:
    """Ask about the gravest of what is unlikely: dates far off, figures of last time, magnitudes."""
    found = [question for ask in QUESTIONS for question in ask(view)]
    found.sort(key=lambda question: -question[0])
    yield from (issue for _, issue in found[:MOST])
    rest = found[MOST:]
    if rest:
        text = "{n} more numbers or dates are unlikely; they are shown when these are settled."
        yield note("B250", rest[0][1].place, text, "", tuple(issue.place for _, issue in rest), n=len(rest))


# ── Dates ────────────────────────────────────────────────────────────────────────────────────────────────

FAR_OFF = 10
"""Years after the last thing reported in which a document is not dated."""


def _date_far_off(view: View) -> Iterator[Question]:
    day = view.data.document.date
    spans = [span_of(view.data, scope) for scope in view.data.scopes]
    moments = [moment for span in spans for moment in (span.since, span.until)]
    moments += [m for r in view.data.rounds for m in (r.since, r.until, r.fed_back, r.supervised)]
    years = [moment.year for moment in moments if moment]
    if day and years and day.year - max(years) > FAR_OFF:
        text = "The document is dated {day}; the last thing it reports on is of {year}."
        yield asked(9, "/document/date", text, day=day.isoformat(), year=max(years))


def _number_of_another_year(view: View) -> Iterator[Question]:
    document = view.data.document
    if document.number and document.date and f"〔{document.date.year}〕" not in document.number:
        text = "The number {number} is of another year than the date, {day}."
        yield asked(8, f"{document.at}/number", text, "/document/date", number=document.number,
                     day=document.date.isoformat())  # fmt: skip


LATE = {Kind.MONTHLY: 100, Kind.QUARTERLY: 200}
"""Days after its period within which a bulletin of a kind appears."""


def _late(view: View) -> Iterator[Question]:
    day, until = view.data.document.date, span_of(view.data, view.data.reported).until
    most = LATE.get(view.data.kind)
    if day and until and most and (day - until.last_day).days > most:
        text = "The document is dated {day}, long after “{scope}”."
        yield asked(7, "/document/date", text, day=day.isoformat(), scope=view.data.reported.label)


def _rounds_of_another_time(view: View) -> Iterator[Question]:
    """The rounds a scope covers were on the spot in its period, or not long before it."""
    for scope in view.data.scopes:
        span = span_of(view.data, scope)
        for entry in view.data.rounds:
            if not set(entry.ordinals) & set(scope.rounds) or not (span.since and span.until):
                continue
            ended, begun = entry.until or entry.since, entry.since or entry.until
            if ended is None or begun is None:
                continue
            years = span.since.year - ended.year
            if begun.first_day > span.until.last_day or years > YEARS_OF_RECTIFICATION:
                text = "“{scope}” covers a round that was on the spot in {time}."
                yield asked(6, entry.at, text, scope.at, scope=scope.label, time=str(begun))


YEARS_OF_RECTIFICATION = 3
"""So many years after a round its rectification may still be reported on."""


def _inside_what_is_reported(view: View) -> Iterator[Question]:
    """A title that names a month or quarter inside a longer period is of another table than the figures."""
    span, title = span_of(view.data, view.data.reported), view.data.document.title
    if not (title and span.since and span.until):
        return
    named = periods_in(title, span.until.year)
    ends = {(s.since, s.until) for s in (span_of(view.data, scope) for scope in view.data.scopes)}
    one = named[0] if len(named) == 1 else None
    if one and one.since and one.until and not one.whole_year and (one.since, one.until) not in ends:
        inside = one.since.first_day >= span.since.first_day and one.until.last_day < span.until.last_day
        if inside or one.since.first_day > span.since.first_day:
            text = "“{title}” names {period}, a part of “{scope}”."
            yield asked(6, f"{view.data.document.at}/title", text, title=title, period=one.text,
                        scope=view.data.reported.label)  # fmt: skip


# ── Figures of last time ─────────────────────────────────────────────────────────────────────────────────

ENOUGH = 5
"""From how many numbers on it is no accident that all of them are equal."""


def _numbers(results: Results) -> dict[str, Count]:
    return {key: count for key, count in results.items() if count.value}


def _left_over(view: View) -> Iterator[Question]:
    if view.previous is None:
        return
    scope, before = view.data.reported, view.previous.reported
    now, then = _numbers(scope.results), _numbers(before.results)
    same = [key for key in now if key in then and now[key].value == then[key].value]
    if len(same) == len(now) >= ENOUGH and view.data.document.date != view.previous.document.date:
        text = "All {n} numbers of “{scope}” are those of the edition before, but the date is another."
        yield asked(10, f"{scope.at}/results", text, n=len(same), scope=scope.label)


def _month_is_year(view: View) -> Iterator[Question]:
    part, spans = view.data.reported, {id(s): span_of(view.data, s) for s in view.data.scopes}
    for total in view.data.scopes:
        inner, outer = spans[id(part)], spans[id(total)]
        if total is part or None in (inner.since, inner.until, outer.since, outer.until) or inner == outer:
            continue
        now, whole = _numbers(part.results), _numbers(total.results)
        same = [key for key in now if key in whole and now[key].value == whole[key].value]
        if len(same) == len(now) >= MOST and inner.overlaps(outer):
            text = "All {n} numbers of “{part}” are those of “{whole}”."
            yield asked(9, f"{part.at}/results", text, f"{total.at}/results", n=len(same), part=part.label,
                         whole=total.label)  # fmt: skip


def _unit_changed(view: View) -> Iterator[Question]:
    if view.previous is None:
        return
    before = view.previous.reported.results
    for key, count in view.data.reported.results.items():
        other = before.get(key)
        if other is None or not count.value or count.value != other.value:
            continue
        unit, last = view.unit(key, count), view.unit(key, other)
        if unit != last:
            text = "{label} is {n}{unit}; the edition before had {n}{last}."
            yield asked(10, count.place, text, label=view.label(key), n=count.value, unit=unit, last=last)


# ── Records and comparisons ─────────────────────────────────────────────────────────────────────────────


def _two_sanctions(view: View) -> Iterator[Question]:
    for i, case in enumerate(view.data.records.cases, 1):
        for heaviest in ("party_expulsion", "public_dismissal"):
            system = heaviest.partition("_")[0]
            same = [key for key in case.decisions if key.startswith(f"{system}_") and key != heaviest]
            if len(persons_in(case.person)) == 1 and heaviest in case.decisions and same:
                text = "Case {case}: {heaviest} and {other} are decided on one person."
                yield asked(5, f"{case.at}/decisions", text, case=i, heaviest=view.label(heaviest),
                            other=view.label(same[0]))  # fmt: skip


def _total_of_another_year(view: View) -> Iterator[Question]:
    """A monthly bulletin has the year to date of its own year, unless it says that it compares."""
    part = span_of(view.data, view.data.reported).since
    now = view.data.reported
    others = [
        scope
        for scope in view.data.scopes
        if not scope.reported and not scope.rounds and alike(view.data, scope, view.data, now)
    ]
    begins = [(scope, span_of(view.data, scope).since) for scope in others]
    if (
        view.data.kind is not Kind.MONTHLY
        or part is None
        or any(s and s.year == part.year for _, s in begins)
    ):
        return
    for scope, since in begins:
        if since is not None and not any(word in scope.label for word in ("同期", "去年", "上年", "以来")):
            text = "“{whole}” begins in {since}; “{part}” is of another year."
            yield asked(8, scope.at, text, whole=scope.label, since=str(since), part=view.data.reported.label)


def _other_comparison(view: View) -> Iterator[Question]:
    counts = [(key, count) for key, count in view.counts() if count.compared is not None]
    labels = Counter(count.compared.label for _, count in counts if count.compared)
    usual, times = next(iter(labels.most_common(1)), ("", 0))
    if len(labels) != 2 or times < MOST or times != len(counts) - 1:  # noqa: PLR2004  # one among others
        return
    for key, count in counts:
        if count.compared and count.compared.label != usual:
            text = "{label} is compared with {other}, all other numbers with {usual}."
            yield asked(
                3, count.compared.at, text, label=view.label(key), other=count.compared.label, usual=usual
            )


QUESTIONS: tuple[Callable[[View], Iterator[Question]], ...] = (
    *SIZES,
    _left_over,
    _unit_changed,
    _date_far_off,
    _late,
    _rounds_of_another_time,
    _inside_what_is_reported,
    _month_is_year,
    _number_of_another_year,
    _two_sanctions,
    _total_of_another_year,
    _other_comparison,
)
"""Every question. A new one is measured on the examples and cases: at most one right file in ten is asked."""
