"""Turn a document that people have edited, and what it is held against, into a verdict on each number."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from bulletin.datafiles import codelist_for
from bulletin.issues.errors import BulletinError, DataRefused, TemplateRefused
from bulletin.issues.issue import error, note, warning
from bulletin.ledger.entries import Ledger
from bulletin.model import arguments
from bulletin.model.facts import Printing
from bulletin.readers import Copy, ledger_in, ledger_of, read
from bulletin.readers.ledgers import SUFFIX, other_beside
from bulletin.verification.comparison import compared, without_numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bulletin.composition import Template
    from bulletin.datafiles import Source
    from bulletin.drafting.draft import Draft
    from bulletin.files.read import Content
    from bulletin.issues.issue import Issue
    from bulletin.model.codelist import Codelist
    from bulletin.verification.verdict import Verdict


def verify(
    document: str | Path | Content | Copy,
    against: Source | Ledger | Draft | None = None,
    codelist: str | Path | Content | Codelist | None = None,
    *,
    template: str | Path | Template | None = None,
    search: Sequence[str | Path] = (),
) -> Verdict:
    """Return what became of each number of a document, and which numbers are new.

    `document` is a DOCX, ODT, PDF, HTML or TXT: a path, or its name with its bytes.
    `against` is what it was made from: its ledger, the path of one (`.ledger.json`), its data, or a draft;
    None: the ledger in the document or, where a path is given, beside it. Of data `template` makes the text;
    None: the one that made the document, looked for in `search`. `codelist` is an office's own; None: that
    of the draft, or `indicators.toml` beside the data or the document, if it is there.

    Raises:
        InputMissing: a file cannot be read.
        DataRefused: it is no document, there is no ledger (B802), or no number was found (B803).
        BulletinError: of `against` as data there is no draft, as `draft` says.
        TypeError: an argument is none of those allowed, which the sentence names.

    Private: `Copy`, a document that was read already.
    """
    copy = document if isinstance(document, Copy) else read(document)
    path = document if isinstance(document, str | Path) else None
    if against is None:
        own = codelist_for(path or {}, codelist)
        ledger = ledger_of(copy, path or copy.name, beside=path is not None)
        issues = other_beside(copy, path, ledger) if ledger and path is not None else ()
    elif isinstance(against, Ledger):
        own, ledger, issues = codelist_for({}, codelist), against, ()
    elif isinstance(against, str | Path) and str(against).endswith(SUFFIX):
        own, ledger, issues = codelist_for(against, codelist), ledger_in(against), ()
    else:
        made = _drafted(copy, against, codelist, template, arguments.folders("search", search))
        own = made.examined.codelist if codelist is None else codelist_for({}, codelist)
        ledger, issues = _by_its_rules(copy, made, own), _newer_data(copy, made)
    if ledger is None and not copy.lines:
        raise without_numbers(copy)
    if ledger is None:
        text = "The document carries no ledger, and none lies beside it."
        hint = "Name the data it was made from: --against {data}."
        raise DataRefused([*copy.issues, error("B802", copy.name, text, hint, data="round4.json")])
    verdict = compared(copy, ledger, own)
    unseen, noted = _unseen(copy, ledger)
    return replace(verdict, issues=(*issues, *verdict.issues, *noted), unseen=unseen)


def _unseen(copy: Copy, ledger: Ledger) -> tuple[tuple[Issue, ...], tuple[Issue, ...]]:
    """Return what could not be looked at, and a note if the ledger did not record pictures yet."""
    issued = {*ledger.pictures, *(f"#{n}" for n in range(1, len(ledger.pictures) + 1))}  # a PDF numbers them
    left = tuple(each for each in copy.unseen if each.digest not in issued)
    pictures = [each for each in left if each.digest]
    if pictures and "bulletin 0.1.0" in ledger.versions:
        text = "{n} pictures were not looked at; release 0.1.0 recorded none."
        noted = (note("B819", copy.name, text, "Hold them against the issued document.", n=len(pictures)),)
        return tuple(each.issue for each in left if not each.digest), noted
    return tuple(each.issue for each in left), ()


def _drafted(
    copy: Copy,
    against: Source | Draft,
    codelist: str | Path | Content | Codelist | None,
    template: str | Path | Template | None,
    search: Sequence[Path],
) -> Draft:
    """Return the draft of the data that a document is held against."""
    from bulletin.drafting.draft import Draft, draft  # imported when needed: reads Jinja2
    from bulletin.drafting.request import Request

    if isinstance(against, Draft):
        return against
    by = template or _template_of(copy, search)
    return draft(Request(against, by, codelist=codelist, search=search, formats=()))


def _by_its_rules(copy: Copy, made: Draft, codelist: Codelist) -> Ledger:
    """Return the ledger of the rules of printing that a document was made by: today's, or those of 0.1.0.

    The document does not tell; they are those by which fewer of its numbers differ.
    """
    from bulletin.drafting.draft import draft  # imported when needed: reads Jinja2

    now = compared(copy, made.ledger, codelist) if copy.lines else None
    if now is None or now.as_issued or made.request.printing is not None:
        return made.ledger
    data, own = made.examined.given, made.examined.codelist
    request = replace(made.request, source=data, codelist=own, printing=Printing(rules=1), formats=())
    try:
        then = draft(request).ledger
    except BulletinError:  # its rules cannot be those of then
        return made.ledger
    return then if compared(copy, then, codelist).differing < now.differing else made.ledger


def _template_of(copy: Copy, search: Sequence[Path]) -> Template | None:
    """Return the template the document was made by, if it is known and still there."""
    from bulletin.composition import find_template

    name = copy.ledger.template if copy.ledger else None
    try:
        return find_template(name, search) if name else None
    except TemplateRefused:
        return None


def _newer_data(copy: Copy, made: Draft) -> tuple[Issue, ...]:
    """Return a warning if the data is no longer as it was when the document was made of it."""
    if copy.ledger is None or copy.ledger.digest == made.ledger.digest:
        return ()
    text = "The data file is not in the state the document was made from."
    hint = "What differs below may have been changed in the data, not in the document."
    source = made.request.source
    place = str(source) if isinstance(source, str | Path) else made.data.source
    return (warning("B804", place, text, hint),)
