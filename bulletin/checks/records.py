"""Check the listed cases against each other and the period. No message repeats a name: it may be masked."""

from collections.abc import Iterator

from bulletin.checks.spans import span_of
from bulletin.checks.sums import CORRECT
from bulletin.checks.view import View
from bulletin.issues.issue import Issue, error
from bulletin.wording.masking import persons_in


def cases_differ(view: View) -> Iterator[Issue]:
    """Check that no case, person of a case or decision of a case stands twice."""
    seen = dict[tuple[str, str], int]()
    facts = dict[str, int]()
    hint = "Strike out one of the two."
    for i, case in enumerate(view.data.records.cases, 1):
        persons = persons_in(case.person)
        if len(set(persons)) < len(persons):
            yield error("B233", f"{case.at}/person", "Case {case} names a person twice.", hint, case=i)
        for j, decision in enumerate(case.decisions):
            if decision in case.decisions[:j]:
                text = "Case {case} gives the decision {decision} twice."
                yield error(
                    "B233", f"{case.at}/decisions/{j}", text, hint, case=i, decision=view.label(decision)
                )
        same = [seen[(person, case.post)] for person in persons if (person, case.post) in seen]
        again = facts.get(case.facts) or next(iter(same), None)
        if again:
            text = "Cases {first} and {case} are of the same person in the same post."
            yield error("B233", f"{case.at}/person", text, "Strike out one of the two, or join them.",
                        first=again, case=i)  # fmt: skip
        seen |= {(person, case.post): i for person in persons}
        facts[case.facts] = i


def cases_in_period(view: View) -> Iterator[Issue]:
    """Check that no listed case was decided before the period reported on."""
    since = span_of(view.data, view.data.reported).since
    for i, case in enumerate(view.data.records.cases, 1):
        if since is not None and case.decided is not None and case.decided.last_day < since.first_day:
            text = "Case {case} was decided in {decided}, before “{scope}”, which begins in {since}."
            yield error("B233", f"{case.at}/decided", text, CORRECT, case=i, decided=str(case.decided),
                        scope=view.data.reported.label, since=str(since))  # fmt: skip
