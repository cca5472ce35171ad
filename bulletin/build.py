"""The line itself: from a data file to finished documents, or to one report of everything that is wrong."""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from bulletin.checks import check
from bulletin.compose import Template, compose, find_template
from bulletin.errors import BulletinError, DataRefused, DocumentRefused
from bulletin.facts import DataFile
from bulletin.intake import Source, inspect, load, located
from bulletin.issues import Issue, Severity, errors
from bulletin.ledger import Ledger, account
from bulletin.proofread import proofread
from bulletin.tally import tally
from bulletin.tree import Document
from bulletin.writers import WRITERS, write
from bulletin.writers.save import save

FORMATS = ("docx", "pdf")
"""What is written unless something else is asked for."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made: the document, its ledger, the files or bytes by format, and what was noticed."""

    document: Document
    ledger: Ledger
    contents: dict[str, bytes]
    files: dict[str, Path]
    issues: tuple[Issue, ...]


def build(  # noqa: PLR0913  # one name for each thing a publisher may choose, all but one optional
    source: Source,
    template: str | Template | None = None,
    *,
    formats: Iterable[str] = FORMATS,
    into: str | Path | None = None,
    previous: Source | None = None,
    strict: bool = False,
    on: date | None = None,
    search: Sequence[Path] = (),
) -> Built:
    """Load, check, tally, compose, proofread and write `source`.

    `template` None: the one the data names, else `news`. `into` None: nothing is written to disk, the
    bytes are in `contents`. `on` is the 成文日期 and overrides the data's. With `strict` a warning stops the
    build as an error does.

    Raises:
        BulletinError: one of its kinds, carrying every issue found; nothing has been written then.
    """
    formats = tuple(formats)
    unknown = [name for name in formats if name not in WRITERS]
    if unknown:
        raise ValueError(f"unknown formats {unknown}; known: {', '.join(WRITERS)}")
    data, issues = examine(source, previous, on)
    _stop_at_errors(issues, DataRefused, strict)
    chosen = template or data.document.template or "news"
    if isinstance(chosen, str):
        chosen = find_template(chosen, search)
    figures = tally(data)
    document = _dated(compose(figures, chosen, search))
    issues += proofread(document, figures)
    _stop_at_errors(issues, DocumentRefused, strict)
    contents = {name: write(document, name) for name in formats}
    files: dict[str, Path] = {}
    if into is not None:
        files = {name: Path(into) / f"{_stem(data, template)}.{name}" for name in formats}
        save({files[name]: contents[name] for name in formats})
    return Built(document, account(document, figures), contents, files, issues)


def examine(
    source: Source, previous: Source | None = None, on: date | None = None
) -> tuple[DataFile, tuple[Issue, ...]]:
    """The data as far as it could be read, and everything noticed about its shape and sums in one report.

    A check whose places could not be read says nothing: it would only be an echo.

    Raises:
        InputMissing: a file cannot be read.
        DataRefused: not even an outline of the data could be read, or `previous` is at fault.
    """
    data, shape = inspect(source)
    if data is None:
        raise DataRefused(shape)
    if on is not None:
        data = replace(data, document=replace(data.document, date=on))
    before = load(previous) if previous is not None else None
    broken = [issue.place for issue in errors(shape)]
    found = (
        tuple(issue for issue in check(data, before) if not _touches(issue, broken)) if data.scopes else ()
    )
    return data, located(shape + found, data)


def _touches(issue: Issue, broken: Sequence[str]) -> bool:
    """Whether an issue is about a place that could not be read, and so may only be its echo."""
    places = (issue.place, *issue.also)
    return any(place.startswith(bad) or bad.startswith(place) for bad in broken for place in places)


def _stop_at_errors(issues: tuple[Issue, ...], kind: type[BulletinError], strict: bool) -> None:
    stopping = (Severity.ERROR, Severity.WARNING) if strict else (Severity.ERROR,)
    if any(issue.severity in stopping for issue in issues):
        raise kind(issues)


def _dated(document: Document) -> Document:
    """A document without a date of its own bears SOURCE_DATE_EPOCH, never the clock's."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if document.date or not epoch.isdecimal():
        return document
    return replace(document, date=datetime.fromtimestamp(int(epoch), UTC).date().isoformat())


def _stem(data: DataFile, template: str | Template | None) -> str:
    """`round4`, or `round4-circular` where a template was asked for."""
    stem = Path(data.source).stem
    if template is None:
        return stem
    name = template.name if isinstance(template, Template) else Path(template).name
    return f"{stem}-{name}"
