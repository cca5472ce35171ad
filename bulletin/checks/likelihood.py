"""Ask about what contradicts nothing and is unlikely, with the reason and the figures.

Each question has a weight; a document is asked the three gravest, and told how many are left.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal

from bulletin.checks.likeness import alike
from bulletin.checks.spans import span_of
from bulletin.checks.view import View
from bulletin.issues.issue import Issue, note, warning
from bulletin.model.facts import Count, Results
from bulletin.model.terms import Basis, Kind
from bulletin.wording.masking import persons_in

MOST = 3
"""How many questions one document is asked."""
CHECK = "Check it against the records; if it is right, nothing needs to be done."

Question = tuple[int, Issue]
"""The weight of a question, the heavier the graver, and the issue that asks it."""


def unlikely(view: View) -> Iterator[Issue]:
    """Ask about the gravest of what is unlikely: dates far off, figures of last time, magnitudes."""
    found = [question for ask in QUESTIONS for question in ask(view)]
    found.sort(key=lambda question: -question[0])
    yield from (issue for _, issue in found[:MOST])
    rest = found[MOST:]
    if rest:
        text = "{n} more numbers or dates are unlikely; they are shown when these are settled."
        yield note("B250", rest[0][1].place, text, "", tuple(issue.place for _, issue in rest), n=len(rest))


def _asked(weight: int, place: str, text: str, *also: str, **values: object) -> Question:
    return weight, warning("B250", place, text, CHECK, also, **values)


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
        yield _asked(9, "/document/date", text, day=day.isoformat(), year=max(years))


def _number_of_another_year(view: View) -> Iterator[Question]:
    document = view.data.document
    if document.number and document.date and f"〔{document.date.year}〕" not in document.number:
        text = "The number {number} is of another year than the date, {day}."
        yield _asked(8, f"{document.at}/number", text, "/document/date", number=document.number,
                     day=document.date.isoformat())  # fmt: skip


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
        yield _asked(10, f"{scope.at}/results", text, n=len(same), scope=scope.label)


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
            yield _asked(9, f"{part.at}/results", text, f"{total.at}/results", n=len(same), part=part.label,
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
            yield _asked(10, count.place, text, label=view.label(key), n=count.value, unit=unit, last=last)


# ── Magnitudes ───────────────────────────────────────────────────────────────────────────────────────────

MANY = 20
"""Below this a number may be anything."""
FEW = 10
"""The same for what is counted in small numbers."""
LARGE_SUM = 100
"""亿元 that no office below the province recovers."""
NEARLY_ALL = Decimal("0.85")
"""A share of accusations among petitions above which they are rarely."""
ROUNDS_OF_A_TERM = 60
"""More rounds than a term of five years has."""


def _sums(view: View) -> Iterator[Question]:
    for key, count in view.counts():
        if view.unit(key, count) == "亿元" and (count.value or 0) >= LARGE_SUM:
            text = "{label} is {n}亿元; sums of this kind are given in 万元."
            yield _asked(7, count.place, text, label=view.label(key), n=count.value)


def _cases_of_leads(view: View) -> Iterator[Question]:
    """An inspection's cases come of its leads, and a lead that is closed without one is not filed."""
    if view.data.kind is not Kind.INSPECTION:
        return
    for scope in view.data.scopes:
        leads, filed, closed = (
            scope.results.get(k) for k in ("leads", "cases_filed", "leads_closed_after_check")
        )
        if leads is None or filed is None or not leads.value or not filed.value:
            continue
        if filed.value > leads.value and filed.value >= MANY:
            text = "{filed} cases are filed of {leads} leads."
            yield _asked(6, filed.place, text, leads.place, filed=filed.value, leads=leads.value)
        elif closed is not None and closed.value and filed.value + closed.value > leads.value >= MANY:
            text = "{closed} leads are closed after a check and {filed} cases filed, of {leads} leads."
            yield _asked(4, closed.place, text, leads.place, closed=closed.value, filed=filed.value,
                         leads=leads.value)  # fmt: skip


def _fewer_persons(view: View) -> Iterator[Question]:
    for table in view.tables():
        cases, persons = table.get("violations"), table.get("persons_handled")
        if cases and persons and cases.value and persons.value and persons.value < cases.value >= FEW:
            text = "{cases} cases, but only {persons} persons: are the two columns exchanged?"
            yield _asked(5, persons.place, text, cases.place, cases=cases.value, persons=persons.value)
        for key in ("sanctioned", "form_4"):
            yield from _more_referred(view, table, key)


def _more_referred(view: View, table: Results, key: str) -> Iterator[Question]:
    referred, other = table.get("referred_judicial"), table.get(key)
    if other is None and "forms_used" in table and key == "form_4":
        items = [b.items.get(key) for b in table["forms_used"].by.values()]
        other = next((item for item in items if item is not None), None)
    n = referred.value if referred else None
    if referred and other and n and other.value and n > other.value and n >= FEW:
        text = "{n} are referred to the judiciary, more than {label}, which is {other}."
        yield _asked(5, referred.place, text, other.place, n=n, label=view.label(key),
                     other=other.value)  # fmt: skip


def _percent_typed(view: View) -> Iterator[Question]:
    for table in view.tables():
        done = table.get("rectified")
        bound = view.whole("rectified", table)
        if done is None or bound is None or not done.value or not bound[1].value:
            continue
        if 60 <= done.value <= 100 and bound[1].value >= 2 * done.value and not done.approximate:  # noqa: PLR2004  # from 60 to 100: what a percentage typed as a count looks like
            text = "{n} of {whole} are rectified: is {n} a rate in percent?"
            yield _asked(4, done.place, text, bound[1].place, n=done.value, whole=bound[1].value)


def _plan_too_large(view: View) -> Iterator[Question]:
    plan, rounds = view.data.plan, [n for entry in view.data.rounds for n in entry.ordinals]
    if plan is None or not plan.objects.value or not rounds:
        return
    done = plan.covered.value if plan.covered else sum(r.inspected.value or 0 for r in view.data.rounds)
    if done and plan.objects.value * max(rounds) > done * ROUNDS_OF_A_TERM:
        text = "The plan has {plan} organisations; {rounds} rounds have inspected {done}."
        yield _asked(4, plan.objects.place, text, plan=plan.objects.value, rounds=max(rounds), done=done)


def _accusations(view: View) -> Iterator[Question]:
    for table in view.tables():
        part, whole = table.get("accusations"), table.get("petitions")
        if part is None or whole is None or not part.value or not whole.value or part.value < MANY:
            continue
        if whole.value > part.value > whole.value * NEARLY_ALL:
            text = "{n} of {whole} petitions are accusations; as a rule a third to two thirds are."
            yield _asked(3, part.place, text, whole.place, n=part.value, whole=whole.value)


def _item_is_whole(view: View) -> Iterator[Question]:
    for key, count, breakdown in view.breakdowns():
        if breakdown.basis is not Basis.PARTIAL or len(breakdown.items) == 1 or not count.value:
            continue
        for item_key, item in breakdown.items.items():
            if item is not None and item.value == count.value >= MANY:
                text = "{item} is {n}, the whole of {label}, though other items are named beside it."
                yield _asked(3, item.place, text, count.place, item=view.label(item_key), n=item.value,
                             label=view.label(key))  # fmt: skip


def _exact_and_approximate(view: View) -> Iterator[Question]:
    for key, count in view.counts():
        n = count.value
        entry = view.codelist.indicators.get(key)
        exact = isinstance(n, int) and n > MANY and bool(n % 10)
        if count.approximate in ("余", "多", "近") and exact and not (entry and entry.amount):  # 427余万元
            text = "{label} is given to the last digit, {n}, and as approximate ({word})."
            yield _asked(3, count.place, text, label=view.label(key), n=n, word=count.approximate)


def _two_party_sanctions(view: View) -> Iterator[Question]:
    for i, case in enumerate(view.data.records.cases, 1):
        party = [key for key in case.decisions if key.startswith("party_")]
        if len(persons_in(case.person)) == 1 and "party_expulsion" in party and len(party) > 1:
            text = "Case {case}: expulsion and {other} are decided on one person."
            other = next(key for key in party if key != "party_expulsion")
            yield _asked(5, f"{case.at}/decisions", text, case=i, other=view.label(other))


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
            yield _asked(
                8, scope.at, text, whole=scope.label, since=str(since), part=view.data.reported.label
            )


def _other_comparison(view: View) -> Iterator[Question]:
    counts = [(key, count) for key, count in view.counts() if count.compared is not None]
    labels = Counter(count.compared.label for _, count in counts if count.compared)
    usual, times = next(iter(labels.most_common(1)), ("", 0))
    if len(labels) != 2 or times < MOST or times != len(counts) - 1:  # noqa: PLR2004  # one among others
        return
    for key, count in counts:
        if count.compared and count.compared.label != usual:
            text = "{label} is compared with {other}, all other numbers with {usual}."
            yield _asked(
                3, count.compared.at, text, label=view.label(key), other=count.compared.label, usual=usual
            )


QUESTIONS: tuple[Callable[[View], Iterator[Question]], ...] = (
    _left_over,
    _unit_changed,
    _date_far_off,
    _month_is_year,
    _number_of_another_year,
    _sums,
    _cases_of_leads,
    _fewer_persons,
    _percent_typed,
    _plan_too_large,
    _accusations,
    _item_is_whole,
    _exact_and_approximate,
    _two_party_sanctions,
    _total_of_another_year,
    _other_comparison,
)
"""Every question. A new one is measured on the examples and cases: at most one right file in ten is asked."""
