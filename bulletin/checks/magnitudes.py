"""Ask about numbers of an unlikely size: a zero too many, columns exchanged, a rate typed as a count."""

from collections.abc import Callable, Iterator
from decimal import Decimal

from bulletin.checks.question import Question, asked
from bulletin.checks.sums import jumps_from
from bulletin.checks.view import View
from bulletin.model.facts import Results, Scope
from bulletin.model.scopes import COORDINATES, by_subject, part_of, subject_of, wholes_of
from bulletin.model.terms import Basis, Kind

MANY = 20
"""Below this a number may be anything."""
CLEARLY = Decimal("1.02")
"""So many times the written number are more than 余 and 多 add as a rule: 310 of 300余."""
ABOUT = 100
"""Below this 约 may stand before any number: 约35人."""
FEW = 10
"""The same for what is counted in small numbers."""
LARGE_SUM = 100
"""亿元 that no office below the province recovers."""
IN_YI = {"亿元": Decimal(1), "万元": Decimal("0.0001"), "元": Decimal("0.00000001")}
"""Measure words of money in 亿元."""
FEWER = Decimal("0.9")
"""Below this share of the cases their persons are rarely fewer."""
DIGIT = (8, 12)
"""A number this many times another one may have a digit too many: 410 for 41 beside 46."""
NEARLY_ALL = Decimal("0.85")
"""A share of accusations among petitions above which they are rarely."""
ROUNDS_OF_A_TERM = 60
"""More rounds than a term of five years has."""


def _sums(view: View) -> Iterator[Question]:
    for key, count in view.counts():
        unit = view.unit(key, count)
        if unit in IN_YI and Decimal(count.value or 0) * IN_YI[unit] >= LARGE_SUM:
            text = "{label} is {n}{unit}, more than sums of this kind are."
            yield asked(7, count.place, text, label=view.label(key), n=count.value, unit=unit)


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
            yield asked(6, filed.place, text, leads.place, filed=filed.value, leads=leads.value)
        elif closed is not None and closed.value and filed.value + closed.value > leads.value >= MANY:
            text = "{closed} leads are closed after a check and {filed} cases filed, of {leads} leads."
            yield asked(4, closed.place, text, leads.place, closed=closed.value, filed=filed.value,
                         leads=leads.value)  # fmt: skip


def _fewer_persons(view: View) -> Iterator[Question]:
    for table in view.tables():
        cases, persons = table.get("violations"), table.get("persons_handled")
        if cases and persons and cases.value and persons.value and persons.value < cases.value >= FEW:
            text = "{cases} cases, but only {persons} persons: are the two columns exchanged?"
            yield asked(5, persons.place, text, cases.place, cases=cases.value, persons=persons.value)
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
        yield asked(5, referred.place, text, other.place, n=n, label=view.label(key),
                     other=other.value)  # fmt: skip


def _percent_typed(view: View) -> Iterator[Question]:
    for table in view.tables():
        done = table.get("rectified")
        bound = view.whole("rectified", table)
        if done is None or bound is None or not done.value or not bound[1].value:
            continue
        if 60 <= done.value <= 100 and bound[1].value >= 2 * done.value and not done.approximate:  # noqa: PLR2004  # from 60 to 100: what a percentage typed as a count looks like
            text = "{n} of {whole} are rectified: is {n} a rate in percent?"
            yield asked(4, done.place, text, bound[1].place, n=done.value, whole=bound[1].value)


def _plan_too_large(view: View) -> Iterator[Question]:
    plan, rounds = view.data.plan, [n for entry in view.data.rounds for n in entry.ordinals]
    if plan is None or not plan.objects.value or not rounds:
        return
    done = plan.covered.value if plan.covered else sum(r.inspected.value or 0 for r in view.data.rounds)
    if done and plan.objects.value * max(rounds) > done * ROUNDS_OF_A_TERM:
        text = "The plan has {plan} organisations; {rounds} rounds have inspected {done}."
        yield asked(4, plan.objects.place, text, plan=plan.objects.value, rounds=max(rounds), done=done)


def _accusations(view: View) -> Iterator[Question]:
    for table in view.tables():
        part, whole = table.get("accusations"), table.get("petitions")
        if part is None or whole is None or not part.value or not whole.value or part.value < MANY:
            continue
        if whole.value > part.value > whole.value * NEARLY_ALL:
            text = "{n} of {whole} petitions are accusations; as a rule a third to two thirds are."
            yield asked(3, part.place, text, whole.place, n=part.value, whole=whole.value)


def _item_is_whole(view: View) -> Iterator[Question]:
    for key, count, breakdown in view.breakdowns():
        if breakdown.basis is not Basis.PARTIAL or len(breakdown.items) == 1 or not count.value:
            continue
        for item_key, item in breakdown.items.items():
            if item is not None and item.value == count.value >= MANY:
                text = "{item} is {n}, the whole of {label}, though other items are named beside it."
                yield asked(3, item.place, text, count.place, item=view.label(item_key), n=item.value,
                             label=view.label(key))  # fmt: skip


def _exact_and_approximate(view: View) -> Iterator[Question]:
    for key, count in view.counts():
        n = count.value
        entry = view.codelist.indicators.get(key)
        amount = entry is not None and entry.amount
        least = ABOUT if count.approximate == "约" else MANY
        exact = isinstance(n, int) and n > least and bool(n % 10)
        vague = count.approximate in ("余", "多", "近", "约")
        if vague and exact and not amount:  # but 427余万元
            text = "{label} is given to the last digit, {n}, and as approximate ({word})."
            yield asked(3, count.place, text, label=view.label(key), n=n, word=count.approximate)


def _above_what_is_written(view: View) -> Iterator[Question]:
    """Ask about an exact part clearly above the number written for its whole: 310 of 300余 is rare."""
    for table in view.tables():
        for key, count in table.items():
            for whole, total in view.wholes(key, table):
                n, written = count.value, total.value
                vague = total.approximate in ("余", "多") and not count.approximate
                if n is None or written is None or not vague:
                    continue
                alike = view.unit(key, count) == view.unit(whole, total)
                if alike and CLEARLY * Decimal(written) < Decimal(n) and not count.range.exceeds(total.range):
                    text = "{part} is {n}, more than the {total} written before “{word}” for {whole}."
                    yield asked(7, count.place, text, total.place, part=view.label(key), n=n,
                                total=written, word=total.approximate, whole=view.label(whole))  # fmt: skip


def _persons_of_cases(view: View) -> Iterator[Question]:
    for key, count in view.counts():
        if key not in ("cases_filed", "cases_closed", "violations") or not count.persons or not count.value:
            continue
        if Decimal(count.persons) < Decimal(count.value) * FEWER and count.value >= FEW:
            text = "{label}: {n}{unit}, but only {persons} persons."
            yield asked(3, f"{count.at}/persons", text, count.place, label=view.label(key), n=count.value,
                        unit=view.unit(key, count), persons=count.persons)  # fmt: skip


def _digit_too_many(view: View) -> Iterator[Question]:
    for key, count in view.counts():
        before, now = (count.compared.value if count.compared else None), count.value
        if not before or not now or jumps_from(now, before):
            continue  # B304 tells of ten times and more
        low, high = sorted((Decimal(now), Decimal(before)))
        if DIGIT[0] * low <= high <= DIGIT[1] * low and high >= MANY and low >= FEW:
            text = "{label} is {now}, compared with {before}: is there a digit too many?"
            yield asked(4, count.place, text, label=view.label(key), now=now, before=before)


def _levels_above_whole(view: View) -> Iterator[Question]:
    """Levels, areas, fields or organs of one period make no more than the scope they are all part of."""
    groups = by_subject(view.data)
    found: dict[int, list[Scope]] = {}
    for part in view.data.scopes:
        for whole in wholes_of(subject_of(view.data, part), groups):
            if part is not whole and part_of(view.data, part, whole):
                found.setdefault(id(whole), []).append(part)
    for whole in view.data.scopes:
        parts = found.get(id(whole), [])
        for name in COORDINATES:
            differing = [p for p in parts if getattr(p, name) and _same_time(p, whole)]
            if len({getattr(p, name) for p in differing}) < max(2, len(differing)):
                continue
            for key, total in whole.results.items():
                given = [p.results[key].value for p in differing if key in p.results]
                values = [value for value in given if value is not None]
                if total.value is not None and sum(values) > total.value and len(values) > 1:
                    text = "{label}: the parts of “{scope}” make {sum}, more than its {total}."
                    yield asked(6, total.place, text, label=view.label(key), scope=whole.label,
                                sum=sum(values), total=total.value)  # fmt: skip


def _same_time(part: Scope, whole: Scope) -> bool:
    return (part.since, part.until, part.rounds) == (whole.since, whole.until, whole.rounds)


SIZES: tuple[Callable[[View], Iterator[Question]], ...] = (
    _sums,
    _cases_of_leads,
    _fewer_persons,
    _percent_typed,
    _plan_too_large,
    _accusations,
    _item_is_whole,
    _exact_and_approximate,
    _above_what_is_written,
    _persons_of_cases,
    _digit_too_many,
    _levels_above_whole,
)
"""Every question about the size of a number."""
