"""The first half of the line: what a data file says, and everything noticed about its shape and sums.

It reads nothing that makes documents, so that `bulletin check` starts in half the time of a build.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bulletin.checks import check
from bulletin.datafiles import Source, codelist_for, inspect, load, located
from bulletin.issues.errors import DataRefused
from bulletin.issues.issue import Issue, errors
from bulletin.model.codelist import Codelist
from bulletin.model.facts import DataFile


def examine(
    source: Source,
    previous: Source | None = None,
    *,
    on: date | None = None,
    number: str | None = None,
    codelist: Codelist | None = None,
) -> tuple[DataFile, tuple[Issue, ...]]:
    """The data as far as it could be read, and everything noticed about its shape and sums in one report.

    A check whose places could not be read says nothing: it would only be an echo.

    Raises:
        InputMissing: a file cannot be read.
        DataRefused: not even an outline of the data could be read, or `previous` is at fault.
    """
    codelist = codelist or codelist_for(source)
    data, shape = inspect(source, codelist)
    if data is None:
        raise DataRefused(shape)
    if on is not None:
        data = replace(data, document=replace(data.document, date=on))
    if number is not None:
        data = replace(data, document=replace(data.document, number=number))
    before = load(previous, codelist) if previous is not None else None
    broken = [issue.place for issue in errors(shape)]
    found = check(data, before, codelist) if data.scopes else ()
    return data, located(shape + tuple(issue for issue in found if not _touches(issue, broken)), data)


def _touches(issue: Issue, broken: Sequence[str]) -> bool:
    """Whether an issue is about a place that could not be read, and so may only be its echo."""
    places = (issue.place, *issue.also)
    return any(place.startswith(bad) or bad.startswith(place) for bad in broken for place in places)
