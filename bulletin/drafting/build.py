"""The line itself: from a data file to finished documents, or to one report of everything that is wrong."""

import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from bulletin.checks.document import proofread
from bulletin.checks.layout import deviations
from bulletin.composition import Template, compose, find_template, unread_texts
from bulletin.datafiles import Content, Source, codelist_for, located
from bulletin.drafting.examine import examine
from bulletin.files.save import save
from bulletin.issues.errors import BulletinError, DataRefused, DocumentRefused
from bulletin.issues.issue import Issue, Severity
from bulletin.ledger.account import account
from bulletin.ledger.entries import Ledger, carried, to_json
from bulletin.model.choices import Detail, PdfKind
from bulletin.model.document import Document
from bulletin.model.facts import DataFile
from bulletin.model.figures import Figures
from bulletin.statistics import tally
from bulletin.typography.fonts import lent, stood_in, undrawable
from bulletin.typography.layout import Layout, read_layout
from bulletin.typography.used import characters_by_face
from bulletin.writers import WRITERS
from bulletin.writers.options import Options

FORMATS = ("docx", "pdf")
"""What is written unless something else is asked for."""

LEDGER = "ledger.json"
"""The suffix of a ledger beside its documents."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made: the document, its figures and full ledger, what was written, what was noticed."""

    document: Document
    figures: Figures
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
    number: str | None = None,
    codelist: str | Path | Content | None = None,
    search: Sequence[Path] = (),
    layout: str | None = None,
    embed: Detail | None = None,
    pdf: PdfKind = "a-3a",
    ledger: bool = False,
    name: str | None = None,
) -> Built:
    """Load, check, tally, compose, proofread and write `source`.

    `template` None: the one the data names, else `news`. `into` None: nothing is written to disk, the
    bytes are in `contents`. `on` is the 成文日期 and `number` the 发文字号; both override the data's. `name`
    is that of the files without their suffix; None: the data file's. With `strict` a warning stops the
    build as an error does. `codelist` is an office's own entries; None: `indicators.toml` beside the data,
    if there is one. `search` are folders with an office's templates and layouts. `layout` is the profile the
    document is laid out by; None: the template's. `embed` is how much of the ledger travels in the
    documents; None: what the template says. `pdf` is the standard the PDF keeps to. With `ledger` the full
    ledger is written beside the documents, as NAME.ledger.json.

    Raises:
        BulletinError: one of its kinds, carrying every issue found; nothing has been written then.
    """
    formats = tuple(formats)
    unknown = [name for name in formats if name not in WRITERS]
    if unknown:
        raise ValueError(f"unknown formats {unknown}; known: {', '.join(WRITERS)}")
    terms = codelist_for(source, codelist)
    data, issues = examine(source, previous, on=on, number=number, codelist=terms)
    _stop_at_errors(issues, DataRefused, strict)
    chosen = template if isinstance(template, Template) else _template(data, template, search)
    chosen = replace(chosen, layout=layout or chosen.layout)
    figures = tally(data, terms)
    document = _dated(compose(figures, chosen, search))
    issues += unread_texts(figures, chosen) + proofread(document, figures, chosen.requires, terms)
    profile = read_layout(chosen.layout, chosen.folders(search))
    issues += deviations(profile)
    issues += stood_in() if "pdf" in formats else ()
    _stop_at_errors(issues, DocumentRefused, strict)
    stem = name or stem_of(data.source, chosen.name if template is not None else None)
    accounted = account(document, figures, stem)
    if formats:
        odd = located(_of_characters(document, accounted, profile, formats), data)
        _stop_at_errors(odd, DocumentRefused, strict)
        issues += odd
    options = Options(carried(accounted, embed or chosen.ledger), pdf)
    contents = {name: WRITERS[name](document, profile, options) for name in formats}
    contents |= {LEDGER: to_json(accounted)} if ledger else {}
    files: dict[str, Path] = {}
    if into is not None:
        files = {name: Path(into) / f"{stem}.{name}" for name in contents}
        save({files[name]: contents[name] for name in contents})
    return Built(document, figures, accounted, contents, files, issues)


def stem_of(source: str, template: str | None = None) -> str:
    """What the documents of a data file are called before their suffix; `template` if one was asked for."""
    return Path(source).stem + (f"-{template}" if template is not None else "")


def _template(data: DataFile, name: str | None, search: Sequence[Path]) -> Template:
    return find_template(name if name is not None else data.document.template or "news", search)


def _of_characters(
    document: Document, ledger: Ledger, layout: Layout, formats: Sequence[str]
) -> tuple[Issue, ...]:
    """The characters that cannot be printed, else those that a face borrows, by their place in the data."""
    places = {entry.figure: entry.pointers[0] for entry in ledger.entries if entry.pointers}
    used = characters_by_face(document, layout, places)
    return undrawable(used) or (lent(used) if set(formats) & set(FORMATS) else ())


def _stop_at_errors(issues: tuple[Issue, ...], kind: type[BulletinError], strict: bool) -> None:
    stopping = (Severity.ERROR, Severity.WARNING) if strict else (Severity.ERROR,)
    if any(issue.severity in stopping for issue in issues):
        raise kind(issues)


def _dated(document: Document) -> Document:
    """A document without a date of its own bears SOURCE_DATE_EPOCH, never the clock's."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if document.date or not re.fullmatch(r"[0-9]{1,11}", epoch):
        return document
    return replace(document, date=datetime.fromtimestamp(int(epoch), UTC).date().isoformat())
