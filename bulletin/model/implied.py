"""Compute counts that other facts imply: organisations from rounds, problems from their list."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from bulletin.model.approximation import word_of_sum
from bulletin.model.codelist import Codelist
from bulletin.model.facts import Breakdown, Count, DataFile, Group, Problem, Results, Round, Scope
from bulletin.model.scopes import subject_of
from bulletin.model.terms import Basis


def parts_of(results: Results, codelist: Codelist) -> dict[str, Count]:
    """Return the items of breakdowns that the codelist lists as indicators beside their whole."""
    return {
        key: item
        for whole, count in results.items()
        for breakdown in count.by.values()
        for key, item in breakdown.items.items()
        if item is not None and key in codelist.indicators and whole in codelist[key].part_of
    }


def unit_in(table: Results, key: str, codelist: Codelist) -> str:
    """Return the measure word of a count: its own, else the one its whole passes on, else the usual one."""
    entry, count = codelist[key], table[key]
    whole = next((each for each in entry.wholes if each in table), "")
    passed = table[whole].unit if whole else None
    return count.unit or (passed if passed and codelist.passes_on(passed, whole, key) else entry.unit)


def results_of_rounds(rounds: Sequence[Round], scope: Scope) -> Results:
    """Return the rounds of a scope, by mode if each round has one, and the organisations inspected."""
    covered = [entry for entry in rounds if set(entry.ordinals) <= set(scope.rounds)]
    if not covered:
        return {}
    at = f"{scope.at}/rounds"
    modes = Counter[str]()
    for entry in covered:
        if len(entry.modes) == 1:
            modes[entry.modes[0].value] += len(entry.ordinals)
    by_mode = Breakdown(basis=Basis.PARTIAL, items=_counts(modes, (at,)), dimension="mode", at=at)
    return {
        "rounds": Count(n=len(scope.rounds), by={"mode": by_mode}, at=at),
        "inspected": inspected_by(covered),
    }


NOT_ADDED = frozenset((
    "rounds", "inspected", "groups", "days_on_site", "plan_objects", "covered", "covered_with_running",
    "linked_departments", "months_running",
))  # fmt: skip
"""Counts that rounds do not add up: groups inspect again, days pass once."""


def results_implied(data: DataFile, scope: Scope, codelist: Codelist) -> Results:
    """Return codelist key → count, for everything that rounds and records imply."""
    implied = {**results_of_rounds(data.rounds, scope), **sums_of_rounds(data, scope, codelist)}
    entry = only_round(data.rounds, scope)
    on_site = days_on_site(data, entry) if entry else None
    if on_site:
        implied["days_on_site"] = on_site
    if not scope.reported:
        return implied
    if data.records.problems:
        implied["problems"] = problems_listed(data.records.problems)
    if data.records.cases:
        implied["typical_cases"] = Count(n=len(data.records.cases), computed_from=("/records/cases",))
    groups = data.records.groups
    if groups:
        implied["groups"] = Count(n=len(groups), computed_from=tuple(group.at for group in groups))
        by_groups = inspected_by_groups(data, groups)
        if by_groups and implied.get("inspected", Count()).value is None:
            implied["inspected"] = by_groups
    return implied


def sums_of_rounds(data: DataFile, scope: Scope, codelist: Codelist) -> Results:
    """Return the sums over the rounds of a scope, if each round reports them in a scope of its own."""
    parts = scopes_of_rounds(data, scope)
    tables = [{**parts_of(part.results, codelist), **part.results} for part in parts]
    sums: dict[str, Count] = {}
    for key, count in tables[0].items() if tables else ():
        counts = [table[key] for table in tables if key in table]
        plain = [c for c in counts if c.unit == count.unit and c.value is not None and not c.kept_back]
        total = added(plain, tuple(pointer for each in plain for pointer in each.pointers))
        if key not in NOT_ADDED and len(plain) == len(tables) and total.n is not None:
            sums[key] = replace(total, unit=count.unit)
    return sums


def added(counts: Sequence[Count], pointers: tuple[str, ...]) -> Count:
    """Return the sum of given counts, as exact as they are; unknown if no true word can be put to it."""
    word = word_of_sum(each.word for each in counts)
    if word == "":
        return Count()
    known = max((each.known_to for each in counts if each.known_to is not None), default=None)
    total = sum(each.value or 0 for each in counts)
    return Count(n=total, approximate=word, resolution=known, computed_from=pointers)


def scopes_of_rounds(data: DataFile, scope: Scope) -> tuple[Scope, ...]:
    """Return the scopes of the same subject that cover one round of `scope` each and all of them together.

    Empty if incomplete.
    """
    covered = [set(entry.ordinals) for entry in data.rounds if set(entry.ordinals) <= set(scope.rounds)]
    if len(covered) < 2 or set().union(*covered) != set(scope.rounds):  # noqa: PLR2004  # one round is no sum
        return ()
    alike = [each for each in data.scopes if subject_of(data, each) == subject_of(data, scope)]
    own = [next((each for each in alike if set(each.rounds) == one), None) for one in covered]
    found = tuple(each for each in own if each is not None)
    return found if len(found) == len(covered) else ()


def only_round(rounds: Sequence[Round], scope: Scope) -> Round | None:
    """Return the only entry of `rounds` that a scope covers; None if there are none or several."""
    covered = [entry for entry in rounds if set(entry.ordinals) <= set(scope.rounds)]
    return covered[0] if len(covered) == 1 else None


def days_on_site(data: DataFile, entry: Round) -> Count | None:
    """Return the days of a round on site, first and last included; None unless both are known."""
    since, until = entry.since, entry.until
    if since is None or until is None or not (since.day and until.day) or until < since:
        return None
    days = (until.last_day - since.first_day).days + 1
    pointers = (data.pointer(entry.at, "since"), data.pointer(entry.at, "until"))
    return Count(n=days, computed_from=pointers, formula=f"自{since}至{until}，首尾两日计入，共{days}天")


def inspected_by_groups(data: DataFile, groups: Sequence[Group]) -> Count | None:
    """Return the distinct organisations of the groups; None unless every group names its own."""
    if not all(group.objects for group in groups):
        return None
    n = len({name for group in groups for name in group.objects})
    pointers = tuple(data.pointer(group.at, "objects") for group in groups)
    return Count(n=n, computed_from=pointers, formula=f"各巡察组所列单位共{n}个")


def inspected_by(rounds: Sequence[Round]) -> Count:
    """Return the organisations of several rounds together, by class if every round gives the classes.

    Unknown if one of the rounds gives none; a single round keeps all its data.
    """
    if len(rounds) == 1:
        return rounds[0].inspected
    if any(entry.inspected.value is None for entry in rounds):
        return Count()
    pointers = tuple(entry.inspected.place for entry in rounds)
    classes = Counter[str]()
    for entry in rounds:
        for key, item in _classes(entry).items():
            classes[key] += int(item.value or 0)
    total = added([entry.inspected for entry in rounds], pointers)
    exact = not any(item.word for entry in rounds for item in (entry.inspected, *_classes(entry).values()))
    complete = exact and sum(classes.values()) == total.n and bool(classes)
    units = {key: item.unit for entry in rounds for key, item in _classes(entry).items()}
    items = {key: replace(count, unit=units[key]) for key, count in _counts(classes, pointers).items()}
    by_class = Breakdown(basis=Basis.PARTITION, items=items, dimension="object")
    unit = next((entry.inspected.unit for entry in rounds if entry.inspected.unit), None)
    return replace(total, unit=unit, by={"object": by_class} if complete else {})


def problems_listed(problems: Sequence[Problem]) -> Count:
    """Return the count of a list of problems, partitioned by state."""
    at = ("/records/problems",)
    states = Counter(problem.state for problem in problems)
    by_state = Breakdown(basis=Basis.PARTITION, items=_counts(states, at), dimension="state", at=at[0])
    return Count(n=len(problems), by={"state": by_state}, computed_from=at)


def _classes(entry: Round) -> Results:
    breakdown = entry.inspected.by.get("object")
    return {key: item for key, item in breakdown.items.items() if item is not None} if breakdown else {}


def _counts(numbers: Counter[str], pointers: tuple[str, ...]) -> dict[str, Count]:
    return {key: Count(n=n, computed_from=pointers) for key, n in numbers.items()}
