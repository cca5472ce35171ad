"""Replace the names an office writes (keys, terms, aliases) by codelist keys, in one walk over the data."""

import dataclasses
import datetime
from collections.abc import Mapping
from decimal import Decimal

from bulletin.datafiles.shape import MAX_ISSUES, is_whole, pointer
from bulletin.issues.issue import Issue, error, note, warning
from bulletin.model.codelist import Codelist, Indicator
from bulletin.model.facts import Breakdown, Case, Count, DataFile, Plan, Problem, Round, Scope

CENTRAL_UNITS = ("万元", "亿元", "元")
"""Measure words of money, which usually has decimals."""


def coded(
    data: DataFile, codelist: Codelist, *, by_program: bool = False
) -> tuple[DataFile, tuple[Issue, ...]]:
    """Return `data` with codelist keys for all its names, and the issues of unknown ones.

    `by_program`: a count that a program gives as Decimal 3.00 is 3.
    """
    coder = _Coder(codelist, data.day if data.scopes else None, by_program=by_program)
    scopes = tuple(coder.scope(scope) for scope in data.scopes)
    rounds = tuple(coder.round(entry) for entry in data.rounds)
    plan = data.plan and coder.plan(data.plan)
    problems = tuple(coder.problem(problem) for problem in data.records.problems)
    cases = tuple(coder.case(case) for case in data.records.cases)
    records = dataclasses.replace(data.records, problems=problems, cases=cases)
    coder.one_reported(data)
    coded_data = dataclasses.replace(data, scopes=scopes, rounds=rounds, plan=plan, records=records)
    return coded_data, coder.found()


class _Coder:
    def __init__(self, codelist: Codelist, day: datetime.date | None, *, by_program: bool) -> None:
        self.codelist, self.day, self.by_program = codelist, day, by_program
        self.issues: list[Issue] = []
        self.more = 0

    def _keep(self, issue: Issue) -> None:
        if len(self.issues) < MAX_ISSUES:
            self.issues.append(issue)
        else:
            self.more += 1

    def found(self) -> tuple[Issue, ...]:
        """Return the issues, and a count of those beyond the limit of a report."""
        if not self.more:
            return tuple(self.issues)
        return (*self.issues, note("B127", "/", "There are {n} more issues of this kind.", n=self.more))

    def one_reported(self, data: DataFile) -> None:
        reported = [scope for scope in data.scopes if scope.reported]
        if len(reported) != 1:
            text = "Exactly one scope is reported; here {n} are."
            hint = "Set “reported” (本次通报) to true for the scope this document is about."
            self._keep(error("B115", "/scopes", text, hint, n=len(reported)))

    def scope(self, scope: Scope) -> Scope:
        return dataclasses.replace(scope, results=self._counts(scope.results, pointer(scope.at, "results")))

    def round(self, entry: Round) -> Round:
        ordinals = entry.ordinals
        if not ordinals or 0 in ordinals or ordinals != tuple(sorted(set(ordinals))):
            text, hint = "Rounds are numbered from 1, in order, each once.", "Write [4] for the fourth round."
            self._keep(error("B120", pointer(entry.at, "ordinals"), text, hint))
        return dataclasses.replace(entry, inspected=self.count(entry.inspected, "inspected"))

    def plan(self, plan: Plan) -> Plan:
        covered = plan.covered and self.count(plan.covered, "covered")
        return dataclasses.replace(plan, objects=self.count(plan.objects, "plan_objects"), covered=covered)

    def case(self, case: Case) -> Case:
        at = pointer(case.at, "decisions")
        keys = tuple(self._key(name, pointer(at, i)) for i, name in enumerate(case.decisions))
        return dataclasses.replace(case, decisions=keys)

    def problem(self, problem: Problem) -> Problem:
        state = self._key(problem.state, pointer(problem.at, "state"))
        return problem if state == problem.state else dataclasses.replace(problem, state=state)

    def _counts(self, counts: Mapping[str, Count], at: str) -> Mapping[str, Count]:
        result: dict[str, Count] = {}
        for name, count in counts.items():
            here = count.at or pointer(at, name)
            key = self._key(name, here)
            if key in result:
                self._twice(name, key, here, result[key].at)
                continue
            result[key] = self.count(count, key)
        return result

    def _twice(self, name: str, key: str, here: str, first: str) -> None:
        text = "“{name}” gives the indicator {key} a second time."
        self._keep(error("B104", here, text, "Keep one of the two.", (first,), name=name, key=key))

    def _key(self, name: str, at: str, dimension: str = "") -> str:
        key = self.codelist.key_of(name, dimension)
        if dimension in self.codelist.named and name.strip():
            own = key is not None and self.codelist[key].dimension in (dimension, "other")
            return key if key is not None and own else name
        if key is not None:
            self._in_force(name, self.codelist[key], at)
            return key
        near = None if self.more else self.codelist.nearest(name)  # the search is slow
        hint = "Did you mean “{near}”?" if near else "Add it to your own indicators.toml, or use “note”."
        text = "The codelist has no indicator “{name}”."
        self._keep(error("B116", at, text, hint, name=name, near=near))
        return name

    def _in_force(self, name: str, entry: Indicator, at: str) -> None:
        """Warn of a term that was not the official one on the day of the document."""
        terms = (entry.label, *(label for _, label in entry.renamed))
        now = entry.label_on(self.day)
        if name in terms and name != now and self.day is not None:
            text = "“{name}” is not the term in force on {day}; “{now}” is printed."
            self._keep(warning("B123", at, text, name=name, day=self.day.isoformat(), now=now))

    def count(self, count: Count, key: str) -> Count:
        """Return `count`, an instance of the indicator `key`, with its breakdowns coded."""
        indicator = self.codelist.indicators.get(key)
        unit = count.unit or (indicator.unit if indicator else "")
        if isinstance(count.n, Decimal) and not (unit in CENTRAL_UNITS or (indicator and indicator.amount)):
            whole = int(count.n) if self.by_program and is_whole(count.n) else None
            if whole is None:
                text = "{n} is no whole number, but {key} is counted in {unit}."
                self._keep(error("B110", count.at, text, n=count.n, key=key, unit=unit))
            count = dataclasses.replace(count, n=whole)
        by = {}
        for name, breakdown in count.by.items():
            dimension = self.codelist.dimension_of(name)
            if dimension is None:
                known = ", ".join(f"{k} ({v})" for k, v in self.codelist.dimensions.items())
                text, hint = "The codelist has no dimension “{name}”.", "Known: {known}."
                self._keep(error("B116", breakdown.at, text, hint, name=name, known=known))
                continue
            by[dimension] = self._breakdown(breakdown, dimension)
        return dataclasses.replace(count, by=by)

    def _breakdown(self, breakdown: Breakdown, dimension: str) -> Breakdown:
        items: dict[str, Count | None] = {}
        for name, item in breakdown.items.items():
            here = item.at if item else pointer(pointer(breakdown.at, "items"), name)
            key = self._key(name, here, dimension)
            if key in items:
                self._twice(name, key, here, "")
                continue
            items[key] = item and self.count(item, key)
        rest = breakdown.rest and self._key(breakdown.rest, pointer(breakdown.at, "rest"), dimension)
        return dataclasses.replace(breakdown, items=items, rest=rest, dimension=dimension)
