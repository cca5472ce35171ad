"""Turn a data file into figures: every count, rate, rest and share a template can print, with its source."""

from dataclasses import replace

from bulletin.issues.errors import DataRefused
from bulletin.model.codelist import Codelist, shipped_codelist
from bulletin.model.facts import Count, DataFile, Scope
from bulletin.model.figures import Absent, Entries, Figures, Node
from bulletin.model.implied import inspected_by, only_round
from bulletin.model.scopes import subject_of
from bulletin.model.terms import Mode, Rounding, Status
from bulletin.statistics.between import ByScope, with_shares
from bulletin.statistics.prose import Prose
from bulletin.statistics.records import corrected, records_of
from bulletin.statistics.results import FigureMaker, given_fields
from bulletin.statistics.rounds import round_of
from bulletin.wording.masking import masked, masks_for


def tally(data: DataFile, codelist: Codelist | None = None, rounding: Rounding | None = None) -> Figures:
    """Return all figures of `data`, exact; `rounding` None: printed as its document says, else half up.

    `codelist` has the names and relations of the indicators; None: the shipped one.

    Raises:
        DataRefused: a text piece refers to a figure that does not exist or was not given.
    """
    masks = masks_for(data)
    data = masked(data)
    results = FigureMaker(data, codelist or shipped_codelist(), rounding)
    scopes = tuple(results.scope(scope, f"scopes.{i}") for i, scope in enumerate(data.scopes))
    form = results.forms.rate(None, Count())
    plain = ByScope(data, scopes)
    scopes = tuple(
        with_shares(node, scope, data, plain, form) for node, scope in zip(scopes, data.scopes, strict=True)
    )
    nodes: dict[str, Node] = {
        "now": with_shares(_now(data, results, scopes), data.reported, data, ByScope(data, scopes), form),
        "to_date": next(
            (s for i, s in enumerate(scopes) if _leads_up_to(data, data.scopes[i])),
            Absent("to_date", "累计", "not given"),
        ),
        "scopes": scopes,
        "rounds": tuple(
            round_of(entry, f"rounds.{i}", results, scopes) for i, entry in enumerate(data.rounds)
        ),
        "plan": _plan(data, results),
        "records": records_of(data, results.codelist),
        "issuer": given_fields(data.issuer, "issuer", data),
        "document": _document(data),
        "sample": data.sample,
        "rest": Absent("rest", "其余数据", "not given"),
    }
    figures = Figures(nodes, data.source, data.digest, data.sample, masks, results.forms.even)
    prose = Prose(figures, results)
    nodes["text"] = Entries("text", {name: prose.piece(name, piece) for name, piece in data.text.items()})
    nodes["document"] = prose.headings(nodes["document"])
    if prose.issues:
        raise DataRefused(prose.issues)
    return figures


def _document(data: DataFile) -> Entries:
    """Return the document's own data, and the document it corrects."""
    fields = given_fields(data.document, "document", data)
    return Entries("document", {**fields.items, "corrects": corrected(data.document.corrects, data)})


def _now(data: DataFile, results: FigureMaker, scopes: tuple[Entries, ...]) -> Entries:
    """Return the reported scope, and its round if it covers exactly one."""
    now = results.scope(data.reported, "now")
    entry = only_round(data.rounds, data.reported)
    node = (
        round_of(entry, "now.round", results, scopes)
        if entry
        else Absent("now.round", "巡察轮次", "not given")
    )
    return replace(now, items={**now.items, "round": node})


def _leads_up_to(data: DataFile, scope: Scope) -> bool:
    """Return whether a scope begins before the reported one and ends with it, like the year to date.

    It is of the same level, area, field and organ.
    """
    reported = data.reported
    if subject_of(data, scope) != subject_of(data, reported):
        return False
    ends, last = scope.until or scope.since, reported.until or reported.since
    if not (scope.since and reported.since and ends and last):
        return False
    return scope.since.first_day < reported.since.first_day and ends.last_day == last.last_day


def _plan(data: DataFile, results: FigureMaker) -> Node:
    """Return the plan of the term, and how much of it completed and running rounds have covered.

    A return visit (回头看) inspects organisations that are already counted.
    """
    if data.plan is None:
        return Absent("plan", "规划", "not given")
    first = [entry for entry in data.rounds if Mode.LOOK_BACK not in entry.modes]
    counts = {
        "plan_objects": data.plan.objects,
        "covered": data.plan.covered
        or inspected_by([entry for entry in first if entry.status is Status.COMPLETED]),
        "covered_with_running": inspected_by(
            [entry for entry in first if entry.status is not Status.PLANNED]
        ),
    }
    names = {"plan_objects": "objects", "covered": "covered", "covered_with_running": "covered_with_running"}
    table = results.table(counts, {key: f"plan.{name}" for key, name in names.items()})
    running = any(entry.status is Status.UNDER_WAY for entry in first)
    return Entries("plan", {**{names[key]: node for key, node in table.items()}, "running": running})
