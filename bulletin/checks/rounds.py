"""Check rounds, the plan of the term, and dates."""

import re
from collections.abc import Iterator

from bulletin.checks.sums import CORRECT
from bulletin.checks.view import View
from bulletin.issues.issue import Issue, error
from bulletin.model.facts import Round, Scope
from bulletin.model.terms import Mode, Status


def plan_covered(view: View) -> Iterator[Issue]:
    """Check that the term's plan covers what its rounds have inspected; return visits do not count again."""
    plan = view.data.plan
    if plan is None or plan.objects.value is None:
        return
    counted = [
        r for r in view.data.rounds if r.status is not Status.PLANNED and Mode.LOOK_BACK not in r.modes
    ]
    total = sum(r.inspected.value or 0 for r in counted)
    if plan.covered is not None and (plan.covered.value or 0) > plan.objects.value:
        text = "{covered} organisations are said to be inspected, more than the {plan} of the plan."
        yield error("B211", plan.covered.place, text, CORRECT, (plan.objects.place,),
                    covered=plan.covered.value, plan=plan.objects.value)  # fmt: skip
    if total > plan.objects.value:
        text = "The rounds inspect {total} organisations, more than the {plan} of the plan."
        yield error(
            "B211",
            plan.objects.place,
            text,
            CORRECT,
            tuple(r.inspected.place for r in counted),
            total=total,
            plan=plan.objects.value,
        )


def rounds_known(view: View) -> Iterator[Issue]:
    """Check that each round of a scope is described once and has begun, and ends after it begins."""
    described = [n for entry in view.data.rounds for n in entry.ordinals]
    for n in sorted({n for n in described if described.count(n) > 1}):
        yield error("B212", "/rounds", "Round {n} is described twice.", "Keep one entry for each round.", n=n)
    planned = {n for entry in view.data.rounds if entry.status is Status.PLANNED for n in entry.ordinals}
    for scope in view.data.scopes:
        if len(set(scope.rounds)) < len(scope.rounds):
            text, hint = "“{scope}” names a round twice.", "Name each round once."
            yield error("B212", f"{scope.at}/rounds", text, hint, scope=scope.label)
        for n in scope.rounds:
            if n not in described:
                text, hint = "“{scope}” covers round {n}, which is not described.", "Add it under “rounds”."
                yield error("B212", f"{scope.at}/rounds", text, hint, scope=scope.label, n=n)
            elif n in planned:
                text = "“{scope}” covers round {n}, which has not begun."
                yield error("B212", f"{scope.at}/rounds", text, scope=scope.label, n=n)
        for entry in view.data.rounds:
            if set(entry.ordinals) & set(scope.rounds) and not set(entry.ordinals) <= set(scope.rounds):
                text = "“{scope}” covers only some of the rounds {rounds}, which are described as one."
                hint = "Describe each round by itself."
                yield error("B212", f"{scope.at}/rounds", text, hint, (entry.at,), scope=scope.label,
                            rounds="、".join(map(str, entry.ordinals)))  # fmt: skip
        if _reversed(scope):
            text = "“{scope}” ends ({until}) before it begins ({since})."
            yield error(
                "B212", scope.at, text, scope=scope.label, since=str(scope.since), until=str(scope.until)
            )

    for entry in view.data.rounds:
        if _reversed(entry):
            text = "The round ends ({until}) before it begins ({since})."
            yield error("B212", entry.at, text, since=str(entry.since), until=str(entry.until))


def _reversed(period: Scope | Round) -> bool:
    return bool(period.since and period.until and period.since.first_day > period.until.last_day)


NUMBER = re.compile(r"[\u4e00-\u9fff]+〔(?:19|20)[0-9]{2}〕[1-9][0-9]*号")
"""代字〔年份〕序号: full year in hexagonal brackets, no leading zero (GB/T 9704, 7.2.5)."""


def number_formed(view: View) -> Iterator[Issue]:
    """Check that a document number has the form of the standard."""
    number = view.data.document.number
    if number is not None and not NUMBER.fullmatch(number):
        text, hint = "“{number}” is not the form of a document number.", "Write it like 云巡组〔2026〕8号."
        yield error("B220", f"{view.data.document.at}/number", text, hint, number=number)


def dates_in_order(view: View) -> Iterator[Issue]:
    """Check that a document reports on nothing later than the day it is signed."""
    day = view.data.document.date
    if day is None:
        return
    moments = [(f"{scope.at}/until", scope.until) for scope in view.data.scopes]
    moments += [(f"{scope.at}/since", scope.since) for scope in view.data.scopes]
    moments += [(f"{entry.at}/supervised", entry.supervised) for entry in view.data.rounds]
    moments += [(f"{entry.at}/fed_back", entry.fed_back) for entry in view.data.rounds]
    moments += [
        (f"{entry.at}/until", entry.until) for entry in view.data.rounds if entry.status is Status.COMPLETED
    ]
    moments += [(f"{case.at}/decided", case.decided) for case in view.data.records.cases]
    for at, moment in moments:
        if moment is not None and moment.first_day > day:
            text = "{moment} lies after the date of the document, {day}."
            yield error(
                "B215", at, text, CORRECT, ("/document/date",), moment=str(moment), day=day.isoformat()
            )
