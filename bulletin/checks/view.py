"""Give the rules access to the data: the codelist, and every count with its key and table."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from bulletin.issues.issue import Issue
from bulletin.model.codelist import Codelist
from bulletin.model.facts import Breakdown, Count, DataFile, Results
from bulletin.model.implied import parts_of

STATE = "state"
"""The dimension of states of rectification; the codelist has what is done first."""


@dataclass(frozen=True, slots=True)
class View:
    """The data of one run of the rules."""

    data: DataFile
    previous: DataFile | None
    codelist: Codelist

    def tables(self) -> Iterator[Results]:
        """Yield the results of each scope, adding the items that are indicators of their own."""
        for scope in self.data.scopes:
            yield self.lifted(scope.results)

    def lifted(self, results: Results) -> Results:
        """Return `results` with the items of breakdowns that the codelist makes parts of the same whole."""
        return {**parts_of(results, self.codelist), **results}

    def counts(self) -> Iterator[tuple[str, Count]]:
        """Yield every count of the file with its key, the nested ones included."""
        for scope in self.data.scopes:
            yield from self.counts_of(scope.results)
        for entry in self.data.rounds:
            yield from _nested("inspected", entry.inspected)
        plan = self.data.plan
        if plan is not None:
            yield from _nested("plan_objects", plan.objects)
            if plan.covered is not None:
                yield from _nested("covered", plan.covered)

    def counts_of(self, results: Results) -> Iterator[tuple[str, Count]]:
        """Yield every count of one table with its key, the nested ones included."""
        for key, count in results.items():
            yield from _nested(key, count)

    def breakdowns(self) -> Iterator[tuple[str, Count, Breakdown]]:
        """Yield every breakdown of the file with its key and its count."""
        for key, count in self.counts():
            for breakdown in count.by.values():
                yield key, count, breakdown

    def label(self, key: str) -> str:
        """Return the term of `key` at the date of the document."""
        indicator = self.codelist.indicators.get(key)
        return indicator.label_on(self.data.day) if indicator else key

    def may_fall(self, key: str) -> bool:
        """Return whether a count may fall as the work goes on: a state of rectification before the last."""
        entries = self.codelist.indicators
        if key not in entries or entries[key].dimension != STATE:
            return False
        return key != next(each for each, entry in entries.items() if entry.dimension == STATE)

    def wholes(self, key: str, table: Results) -> list[tuple[str, Count]]:
        """Return every given count of the table that bounds the count of `key` or is compared with it."""
        indicator = self.codelist.indicators.get(key)
        return [(whole, table[whole]) for whole in (indicator.wholes if indicator else ()) if whole in table]

    def whole(self, key: str, table: Results) -> tuple[str, Count] | None:
        """Return the first given count that `key` is part of, a later stage of, or compared with."""
        return next(iter(self.wholes(key, table)), None)

    def unit(self, key: str, count: Count) -> str:
        """Return the measure word of a count."""
        indicator = self.codelist.indicators.get(key)
        return count.unit or (indicator.unit if indicator else "")


def _nested(key: str, count: Count) -> Iterator[tuple[str, Count]]:
    yield key, count
    for breakdown in count.by.values():
        for item_key, item in breakdown.items.items():
            if item is not None:
                yield from _nested(item_key, item)


@dataclass(frozen=True, slots=True)
class Rule:
    """One check: `find` yields an issue for each place where the data breaks it."""

    code: str
    name: str
    zh: str
    find: Callable[[View], Iterable[Issue]]
