"""The first half of the line: what a data file says, and everything noticed about its shape and sums.

It reads nothing that makes documents, so that `bulletin check` starts in half the time of a build.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bulletin.checks import check
from bulletin.checks.plugged import check_plugged
from bulletin.datafiles import codelist_for, interpret, load, located
from bulletin.datafiles.files import plugin_for, read_source, readers_with
from bulletin.datafiles.unprintable import points, unprintable
from bulletin.drafting.request import Request
from bulletin.issues.errors import DataRefused
from bulletin.issues.issue import Issue, error, errors
from bulletin.ledger.entries import PluginEntry, plugin_entry
from bulletin.model.brief import Brief
from bulletin.model.codelist import Codelist
from bulletin.model.facts import DataFile, Printing

ORIGIN = "origin"
"""The place of an issue about the words that say where data comes from."""
MAX_ORIGIN = 1000


@dataclass(frozen=True, slots=True, repr=False)
class Examined(Brief):
    """The data of a request, as far as it could be read, and everything noticed about its shape and sums.

    `request` asked for it; `codelist` is the one in force, and `issues` are all that were noticed, in order.
    `raw` are the plain values of the file, names of persons included: only the proof shows them, masked.
    `given` is the data as it stands in the file, `data` the same with the date and number of the request.
    `previous` is the data of the edition before; None: none was given. `plugins` are those that have read and
    checked it.
    """

    request: Request
    raw: Any = field(repr=False)
    given: DataFile = field(repr=False)
    data: DataFile
    previous: DataFile | None
    codelist: Codelist = field(repr=False)
    issues: tuple[Issue, ...]
    plugins: tuple[PluginEntry, ...] = ()


def examine(request: Request) -> Examined:
    """Read the data of `request`, each file once, and check it; every issue stands in one report.

    A check whose places could not be read says nothing: it would only be an echo.

    Raises:
        InputMissing: a file cannot be read.
        DataRefused: not even an outline of the data could be read, or `previous` is at fault.
        ToolMissing: a plug-in is not installed.
    """
    codelist, readers = codelist_for(request.source, request.codelist), readers_with(request.plugins)
    read = read_source(request.source, readers)
    data, shape = interpret(read, codelist)
    if data is None:
        raise DataRefused(shape)
    given = data
    if request.on is not None:
        data = replace(data, document=replace(data.document, date=request.on))
    if request.origin is not None:
        data = replace(data, origin=" ".join(request.origin.split()))
        shape += tuple(_of_origin(data.origin))
    if request.printing is not None:
        printing = (data.document.printing or Printing()).over(request.printing)
        data = replace(data, document=replace(data.document, printing=printing))
    if request.number is not None:
        data = replace(data, document=replace(data.document, number=request.number))
    before = None
    if request.previous is not None:
        before = load(request.previous, codelist, plugins=request.plugins)
    plugins = [plugin for each in (data, before) if each for plugin in plugin_for(each.source, readers)]
    broken = [issue.place for issue in errors(shape)]
    found: tuple[Issue, ...] = ()
    if data.scopes:
        given_to_checks = {"data": data, "previous": before, "codelist": codelist}
        noticed, checks = check_plugged(request.plugins, given_to_checks)
        found, plugins = check(data, before, codelist) + noticed, [*plugins, *checks]
    issues = located(shape + tuple(issue for issue in found if not _touches(issue, broken)), data)
    return Examined(
        request, read[2].raw, given, data, before, codelist, issues, tuple(map(plugin_entry, plugins))
    )


def _of_origin(origin: str) -> Iterator[Issue]:
    """Yield what is wrong with the words that say where data comes from; they are printed as they stand."""
    if len(origin) > MAX_ORIGIN:
        text = "The text has {n} characters; at most {limit} fit."
        yield error("B111", ORIGIN, text, n=len(origin), limit=MAX_ORIGIN)
    elif not origin:
        yield error("B111", ORIGIN, "The text is empty.", "Fill it in, or leave the key out.")
    elif bad := unprintable(origin):
        text = "The text holds a character that cannot be printed: {point}."
        yield error("B112", ORIGIN, text, "Type this place anew instead of pasting it.", point=points(bad))


def _touches(issue: Issue, broken: Sequence[str]) -> bool:
    """Tell whether an issue is about a place that could not be read, and so may only be its echo."""
    places = (issue.place, *issue.also)
    return any(place.startswith(bad) or bad.startswith(place) for bad in broken for place in places)
