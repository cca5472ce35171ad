"""Make the form of the next period from the data of the last: what stays is kept, numbers stand beside.

Last period's numbers stand in the column 上期, which is not read; a number missing beside one is an error, so
that nothing is forgotten.
"""

import dataclasses
from collections.abc import Iterator

from bulletin.datafiles.workbook.form import Form
from bulletin.datafiles.workbook.rows import NAME, FormLine
from bulletin.datafiles.workbook.sheets import COUNT_COLUMNS, EMPTY, LAST, NAMED, NUMBER, PART_COLUMNS, zh
from bulletin.model.asked import Asked
from bulletin.model.codelist import Codelist, shipped_codelist
from bulletin.model.facts import Count, DataFile, Scope
from bulletin.model.terms import Moment

EMPTIED = ("n", "persons", "stated_rate", "resolution", "approximate", "compared", "base", "note", "origin")
"""The columns about the last period alone."""
YEAR = 12


def following(data: DataFile, codelist: Codelist | None = None) -> bytes:
    """Return the form of the period after `data`."""
    about = dataclasses.replace(
        data.document, title=None, headline=(), authors=(), date=None, number=None, corrects=None
    )
    scopes = tuple(_moved(scope, data.reported) for scope in data.scopes)
    moved = dataclasses.replace(data, document=about, scopes=scopes)
    asked = Asked(
        data.document.template or "",
        tuple(dict.fromkeys(scope.results, ()) for scope in data.scopes),
        rounds=bool(data.rounds),
        plan=data.plan is not None,
    )
    return FollowingForm(moved, codelist or shipped_codelist(), empty=False, asked=asked).content()


class FollowingForm(Form):
    """The form filled with what stays, the last numbers beside the empty cells."""

    past = True

    def shown(self, line: FormLine) -> FormLine:
        """Return a line of the last period with its number under 上期, and without what was said of it."""
        emptied = {
            column.header
            for column in (*COUNT_COLUMNS, *PART_COLUMNS)
            if column.path[:1] and column.path[0] in EMPTIED
        }
        number, persons = line.get(NUMBER), line.get(zh(Count, "persons"))
        if number in (NAMED, EMPTY):
            return line
        kept = {header: value for header, value in line.items() if header not in emptied and header != NAME}
        last = f"{number}（{persons}人）" if persons is not None else number
        return {**kept, LAST: None if last is None else str(last)}

    def named(self) -> list[FormLine]:
        """Return a line for each count that had names, without them."""
        lines = [self.shown(line) for line in self.rows.names]
        return [line for nth, line in enumerate(lines) if line not in lines[:nth]]


def _moved(scope: Scope, reported: Scope) -> Scope:
    """Return a scope with the period after its own; without one if its months are not known."""
    months = _months(reported)
    since, until = scope.since, scope.until
    if scope.rounds or not months or not since or not until or None in (since.month, until.month):
        return dataclasses.replace(scope, label="", rounds=(), since=None, until=None)
    ends = _after(until, months)
    own = since == reported.since
    begins = _after(since, months if own else YEAR * (ends.year - until.year))
    named = list(_names(since, until))
    label = list(_names(begins, ends))[named.index(scope.label)] if scope.label in named else ""
    return dataclasses.replace(scope, label=label, since=begins, until=ends)


def _months(scope: Scope) -> int:
    """Return how many months a scope is long; 0 if it does not begin and end with months."""
    since, until = scope.since, scope.until
    if not since or not until or not since.month or not until.month or since.day or until.day:
        return 0
    return YEAR * (until.year - since.year) + until.month - since.month + 1


def _after(moment: Moment, months: int) -> Moment:
    count = YEAR * moment.year + (moment.month or 1) - 1 + months
    return Moment(count // YEAR, count % YEAR + 1)


def _names(since: Moment, until: Moment) -> Iterator[str]:
    """Yield the usual names of a period, in the same order for every period."""
    year, first, last = since.year, since.month or 1, until.month or YEAR
    yield f"{year}年{last}月" if first == last else f"{year}年{first}至{last}月"
    yield f"{year}年{last}月" if first == last else f"{year}年{first}—{last}月"
    yield f"{year}年{last}月" if first == last else f"{year}年{first}-{last}月"
    yield f"{year}年第{'一二三四'[(last - 1) // 3]}季度"
    yield f"{year}年{'上' if last <= YEAR // 2 else '下'}半年"
    yield f"{year}年"
