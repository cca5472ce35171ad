"""Make the files of an edition from the data of its period, or say every reason against publishing it."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from importlib.metadata import version
from typing import Any

from bulletin.datafiles import codelist_for, load
from bulletin.drafting.build import Built, build, finish
from bulletin.drafting.draft import draft
from bulletin.drafting.examine import Examined, examine
from bulletin.drafting.request import Request
from bulletin.files.read import Content
from bulletin.issues.errors import DataRefused, DocumentRefused
from bulletin.issues.issue import Issue, Phrase, Severity, error, errors, warning
from bulletin.ledger.differences import Differences, differences
from bulletin.ledger.entries import Ledger, to_json
from bulletin.measurement import PROFILES, measure
from bulletin.model.account import matching
from bulletin.model.document import lines_of, text_of
from bulletin.model.facts import DataFile, Printing
from bulletin.publishing.assignment import Assignment
from bulletin.publishing.corrections import ledger_of, notice, said, unsaid
from bulletin.publishing.periods import Period
from bulletin.publishing.printing import FIRST, written
from bulletin.publishing.register import Edition
from bulletin.readers import read
from bulletin.verification import verify
from bulletin.workers.pool import Pool, ask
from bulletin.workers.protocol import Answer, Contents, Work

TEMPLATES = "templates"
"""The folder of an office with its own templates and layouts."""

CORRECTION = "correction"
"""The template of a 更正."""

GIVEN_NUMBER = "number"
"""The name under which the child process returns the number in the data; empty: there is none."""

UNPRINTED = "B507"
"""The code of what is given and not printed."""

FULL = "full/"
"""Before the stem of a document: the name under which the child process returns its full ledger."""

ABOUT = "about"
"""The name under which the child process returns the manifest's facts; no file has that name."""


@dataclass(frozen=True, slots=True)
class Made:
    """An edition: name → content of its files, the facts for its manifest, and what was noticed.

    `kept` are the full ledgers of its documents, by their stem; they stay in the office.
    """

    files: Mapping[str, bytes]
    about: Mapping[str, Any]
    issues: tuple[Issue, ...]
    kept: Mapping[str, bytes] = field(default_factory=dict)


Seen = dict[str, DataFile]
"""SHA-256 of data and codelist → the data read; the next period uses it as its data before."""


def examine_data(task: Assignment, pool: Pool | None = None, seen: Seen | None = None) -> str:
    """Examine the data of an edition; return the document number in it, empty: none.

    A correction keeps its own number. `pool` and `seen` are as in `make`.

    Raises:
        BulletinError: it cannot be read, or does not agree with itself, its period, or the period before.
    """
    if task.series.plugins:  # which run in a child alone, within its limits
        number = _asked(_number, task, pool, seen).contents[GIVEN_NUMBER].decode()
    else:
        examined = _examined((task, _request(task, {} if seen is None else seen)))
        number = examined.data.document.number or ""
        if seen is not None:
            seen[_key(task.data, task.codelist)] = examined.given
    if task.corrects is not None:
        _asked(_corrects_something, task, pool, seen)
        return task.edition.number  # the data has the number of the corrected edition
    return number


def _examined(work: tuple[Assignment, Request]) -> Examined:
    """Return the data of an edition, examined.

    Raises:
        BulletinError: it cannot be read, or has errors.
    """
    task, request = work
    examined = examine(request)
    issues = examined.issues + tuple(_of_another_period(examined.data, task.period))
    if errors(issues):
        raise DataRefused(issues)
    return examined


def _request(task: Assignment, seen: Seen, formats: tuple[str, ...] = ()) -> Request:
    """Return the request for the text of an edition, first or corrected."""
    return Request(
        task.data,
        task.series.template,
        formats=formats,
        previous=_previous(task, seen),
        codelist=task.codelist,
        on=task.original.dated,
        number=task.original.number or None,
        search=[task.office.folder / TEMPLATES],
        layout=task.series.layout,
        printing=task.printing,
        ledger=True,
        public=True,
        name=task.stem,
        plugins=task.series.plugins,
    )


def _previous(task: Assignment, seen: Seen) -> DataFile | Content | None:
    """Return the data of the period before, from `seen` or read now; None: the series begins here.

    Where plug-ins may read it, it is returned as it is, for the child.
    """
    if task.before is None or task.series.plugins:
        return task.before
    key = _key(task.before, task.codelist)
    if key not in seen:
        seen[key] = load(task.before, codelist_for(task.before, task.codelist))
    return seen[key]


def _key(data: Content, codelist: Content | None) -> str:
    parts = [data.name, data.content, codelist.content if codelist else b""]
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def _of_another_period(data: DataFile, period: Period) -> Iterator[Issue]:
    """Yield an issue if the reported figures do not end with the period."""
    scope = data.reported
    moment = scope.until or scope.since
    text, hint = "The data is about “{label}”, not about {period}.", "Check the file and its name."
    if period.last_day is None:
        wrong = bool(scope.rounds) and max(scope.rounds) != period.minor
    else:
        wrong = moment is not None and moment.last_day != period.last_day
    if wrong:
        yield error("B744", scope.at, text, hint, label=scope.label, period=str(period))


def make(task: Assignment, pool: Pool | None = None, seen: Seen | None = None) -> Made:
    """Make the files of an edition in a child process with limits: build, read back, verify and measure.

    Editions whose templates are all shipped share the children of `pool`. With `pool` None, or with the
    office's own templates, each edition gets a child of its own. `seen` are the data files read in this run.

    A correction has two documents: the corrected text, under its first number and date, and the 更正 that
    says what was wrong, under those of the new edition.

    Raises:
        BulletinError: the edition may not be published; it carries every reason.
    """
    answer = _asked(_made, task, pool, seen)
    files = dict(answer.contents)
    about = json.loads(files.pop(ABOUT))
    kept = {name.removeprefix(FULL): files.pop(name) for name in answer.contents if name.startswith(FULL)}
    noticed = tuple(each for each in answer.issues if each.severity is not Severity.NOTE)
    return Made(files, about, noticed, kept)


def _asked(work: Work, task: Assignment, pool: Pool | None, seen: Seen | None) -> Answer:
    """Ask a child; one that runs the office's own templates is used for this edition alone."""
    request = _request(task, {} if seen is None else seen, task.series.formats)
    if pool is None:
        return ask(work, (task, request), place=task.data.name)
    template, own = task.series.template, (task.office.folder / TEMPLATES).glob("*/*.j2")
    fresh = "/" in template or "\\" in template or any(own)
    return pool.ask(work, (task, request), task.data.name, fresh=fresh)


# ── in the child process ─────────────────────────────────────────────────────────────────────────────────


def _number(work: tuple[Assignment, Request]) -> tuple[Contents, tuple[Issue, ...]]:
    """Return the number in the data of an edition under `GIVEN_NUMBER`."""
    return {GIVEN_NUMBER: (_examined(work).data.document.number or "").encode()}, ()


def _corrects_something(work: tuple[Assignment, Request]) -> tuple[Contents, tuple[Issue, ...]]:
    """Refuse a correction that changes no figure of the document; return nothing."""
    task, request = work
    if task.corrects is not None:
        _changed(task, task.corrects, draft(replace(request, formats=())).ledger)
    return {}, ()


def _made(work: tuple[Assignment, Request]) -> tuple[Contents, tuple[Issue, ...]]:
    """Return the files of an edition, the manifest's facts under `ABOUT`, and what was noticed."""
    task, request = work
    drafted = draft(request)
    built = finish(drafted)
    parts = [(task.stem, built)]
    about: dict[str, Any] = {
        "title": built.document.title,
        "issuer": built.document.author,
        "series": {"name": task.series.name, "title": task.series.title},
        "period": task.edition.period,
        "number": task.edition.number,
        "date": str(task.edition.dated),
    }
    issues = tuple(_unaccepted(task, built.issues)) + tuple(_vouched(task, built.ledger))
    if task.corrects is not None:
        found = _changed(task, task.corrects, built.ledger)
        issues += unsaid(found)
        correction = corrected(
            task, notice(task, drafted.data, ledger_of(task.office.folder, task.corrects), found)
        )
        parts.append((f"{task.stem}.correction", correction))
        about |= {"title": correction.document.title, "corrects": said(task.corrects, task.edition, found)}
    files = {f"{stem}.{suffix}": content for stem, of in parts for suffix, content in of.contents.items()}
    issues += tuple(each for stem, of in parts for each in _read_back(stem, of))
    numbers = (task.original.number, task.edition.number)  # of the text, and of the 更正 where there is one
    issues += tuple(each for n, (_, of) in zip(numbers, parts, strict=False) for each in _unnumbered(n, of))
    if errors(issues):
        raise DocumentRefused(issues)
    templates = [of.document for _, of in parts]
    about |= {
        "templates": {each.genre: each.template_digest for each in templates},
        "layouts": list(dict.fromkeys(each.layout for each in templates)),
        "printing": written(task.printing or Printing()),
        "inputs": _inputs(task),
        "versions": [
            *built.ledger.versions,
            *(f"{name} {version(name)}" for name in ("python-docx", "weasyprint")),
        ],
    }
    plugins = {entry.plugin: entry for _, of in parts for entry in of.ledger.plugins}
    about |= {"plugins": [asdict(plugins[name]) for name in sorted(plugins)]} if plugins else {}
    kept = {FULL + stem: to_json(of.ledger) for stem, of in parts}
    return {**files, **kept, ABOUT: json.dumps(about).encode()}, issues


def corrected(task: Assignment, data: DataFile) -> Built:
    """Build the 更正 of an edition."""
    search = [task.office.folder / TEMPLATES]
    name = f"{task.stem}.correction"
    return build(data, CORRECTION, formats=task.series.formats, search=search, ledger=True, public=True,
                 name=name, plugins=task.series.plugins)  # fmt: skip


def _inputs(task: Assignment) -> dict[str, str]:
    """Return path in the office's folder → SHA-256 of every file the edition was made from."""
    own = sorted(path for path in (task.office.folder / TEMPLATES).rglob("*") if path.is_file())
    read = {path: given.content for path, given in task.inputs.items()}
    read |= {path: path.read_bytes() for path in own}
    return {
        path.relative_to(task.office.folder).as_posix(): hashlib.sha256(content).hexdigest()
        for path, content in read.items()
    }


def _unaccepted(task: Assignment, issues: Sequence[Issue]) -> Iterator[Issue]:
    """Yield the issues; what is given and not printed (B507) is an error unless its series has accepted it.

    A series that was begun by the rules of 0.1.0, which printed on in silence, has warnings only.
    """
    asked = task.printing is None or task.printing.rules != FIRST
    series = task.series
    groups = [str(each.values["group"]) for each in issues if each.code == UNPRINTED]
    new = [group for group in groups if matching(group, series.accepted) is None]
    line = json.dumps([*series.accepted, *new], ensure_ascii=False)
    for each in issues:
        if each.code != UNPRINTED or not asked:
            yield each
        elif matching(str(each.values["group"]), series.accepted) is None:
            text = "{n} values of “{what}” are given and not printed; the series has not accepted {group}."
            hint = "If that is right, write under [series.{series}] in bulletin.toml: accepted = {line}"
            values = {**each.values, "series": series.name, "line": line}
            yield error("B749", each.place, text, hint, each.also, **values)


def _vouched(task: Assignment, ledger: Ledger) -> Iterator[Issue]:
    """Yield a warning with the numbers that people vouch for; the person who approves relies on them."""
    vouched = [each for each in ledger.typed if each.by]
    if vouched:
        text = "{n} numbers in the text come from no figure; people vouch for them: {words}"
        hint = "Read them before you approve; their reasons stand on the proof page."
        words = "; ".join(f"“{each.words}”（{each.by}）" for each in vouched)
        yield warning("B511", task.data.name, text, hint, n=len(vouched), words=words)


# ── before release ───────────────────────────────────────────────────────────────────────────────────────


def _read_back(stem: str, built: Built) -> tuple[Issue, ...]:
    """Verify each written document against its ledger, and measure its page by the standard it follows."""
    issues: list[Issue] = []
    for suffix in sorted({"docx", "pdf"} & set(built.contents)):
        written = Content(f"{stem}.{suffix}", built.contents[suffix])
        if not verify(read(written), built.ledger).as_issued:
            text, hint = "The written document differs from its ledger.", "This is a defect of the program."
            issues.append(error("B730", written.name, text, hint))
        if built.document.layout in PROFILES:
            issues += _deviations(written, built.document.layout)
    return tuple(issues)


def _unnumbered(number: str, built: Built) -> tuple[Issue, ...]:
    """Return an error if a document does not show its number, which would then be lost."""
    if any(number in text_of(inlines) for _, inlines in lines_of(built.document)):
        return ()
    text = "The document does not show its number {number}."
    hint = "Give issuer.mark in the data; of documents without a number bulletin.toml says number = “none”."
    return (error("B748", built.document.title, text, hint, number=number),)


def _deviations(written: Content, layout: str) -> Iterator[Issue]:
    for row in measure(written, layout).rows:
        if row.verdict == "error":
            text = "{what} is {measured}, required is {value} ({clause})."
            what = Phrase(row.requirement.name, context="measure")
            yield error("B731", written.name, text, what=what, measured=row.measured,
                        value=row.requirement.value, clause=row.requirement.clause)  # fmt: skip


def _changed(task: Assignment, corrects: Edition, ledger: Ledger) -> Differences:
    """Return what a correction changes.

    Raises:
        DataRefused: it changes no figure of the document.
    """
    found = differences(ledger_of(task.office.folder, corrects), ledger)
    if not found.corrections:
        text, hint = (
            "The changed data changes no figure of the document.",
            "A correction has to say what changed.",
        )
        raise DataRefused([error("B736", task.data.name, text, hint)])
    return found
