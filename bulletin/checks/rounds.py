"""Rules about rounds, the term's plan, and the edition before."""

from collections.abc import Iterator

from bulletin.checks.sums import CORRECT
from bulletin.checks.view import View
from bulletin.facts import Mode, Status
from bulletin.issues import Issue, error, warning


def plan_covered(view: View) -> Iterator[Issue]:
    """The term's plan is at least what its rounds have inspected; return visits do not count again."""
    plan = view.data.plan
    if plan is None or plan.objects.value is None:
        return
    counted = [
        r for r in view.data.rounds if r.status is not Status.PLANNED and Mode.LOOK_BACK not in r.modes
    ]
    total = sum(r.inspected.value or 0 for r in counted)
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
    """Each round a scope covers is described once, and has begun."""
    described = [n for entry in view.data.rounds for n in entry.ordinals]
    for n in sorted({n for n in described if described.count(n) > 1}):
        yield error("B212", "/rounds", "Round {n} is described twice.", "Keep one entry for each round.", n=n)
    planned = {n for entry in view.data.rounds if entry.status is Status.PLANNED for n in entry.ordinals}
    for scope in view.data.scopes:
        for n in scope.rounds:
            if n not in described:
                text, hint = "“{scope}” covers round {n}, which is not described.", "Add it under “rounds”."
                yield error("B212", f"{scope.at}/rounds", text, hint, scope=scope.label, n=n)
            elif n in planned:
                text = "“{scope}” covers round {n}, which has not begun."
                yield error("B212", f"{scope.at}/rounds", text, scope=scope.label, n=n)
        if scope.since and scope.until and scope.since.first_day > scope.until.first_day:
            text = "“{scope}” ends ({until}) before it begins ({since})."
            yield error(
                "B212", scope.at, text, scope=scope.label, since=str(scope.since), until=str(scope.until)
            )


def never_smaller(view: View) -> Iterator[Issue]:
    """What is counted from the same beginning does not become less from one edition to the next."""
    if view.previous is None:
        return
    now, before = view.data.reported, view.previous.reported
    if now.since is None or now.since != before.since:
        return
    for key, count in now.results.items():
        other = before.results.get(key)
        if other is None or other.value is None or count.value is None:
            continue
        if count.value < other.value:
            text = "{label} is {now}; the edition before, counted from the same beginning, had {before}."
            yield warning(
                "B301",
                count.place,
                text,
                "Check both editions; a correction needs a 更正.",
                label=view.label(key),
                now=count.value,
                before=other.value,
            )
