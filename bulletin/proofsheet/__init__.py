"""The proof (校对稿): one page on which the person who signs sees where every value comes from, and ticks it.

It is made of a finished build and the plain values of its data file; nothing in it is worked out anew.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from bulletin.composition import Template, find_template
from bulletin.datafiles import Source, codelist_for, load
from bulletin.datafiles.files import read_source
from bulletin.datafiles.parsed import Parsed
from bulletin.drafting.build import Built, build
from bulletin.files.save import save
from bulletin.issues.errors import InputMissing
from bulletin.issues.issue import Issue, Phrase, error
from bulletin.issues.messages import Language
from bulletin.ledger.entries import Ledger
from bulletin.model.figures import Given
from bulletin.proofsheet.changes import changes_of
from bulletin.proofsheet.marks import marks_of, origins_of
from bulletin.proofsheet.page import written
from bulletin.proofsheet.rows import rows_of
from bulletin.proofsheet.sheet import ProofPage
from bulletin.statistics import tally
from bulletin.typography.fonts import lent, refuse_undrawable, stood_in
from bulletin.typography.layout import read_layout
from bulletin.typography.used import characters_by_face
from bulletin.wording.masking import masked_values

SUFFIX = "proof.html"


@dataclass(frozen=True, slots=True)
class Proof:
    """A proof: the page, the file it went to (None: to none), the ledger it shows, what was noticed."""

    html: bytes
    file: Path | None
    ledger: Ledger
    issues: tuple[Issue, ...]


def proof(  # noqa: PLR0913  # the choices of a build, all but one optional
    source: Source,
    template: str | Template | None = None,
    *,
    into: str | Path | None = None,
    previous: Source | None = None,
    strict: bool = False,
    on: date | None = None,
    codelist: str | Path | None = None,
    search: Sequence[Path] = (),
    layout: str | None = None,
    language: Language = "zh",
) -> Proof:
    """Build `source` and show every value of the document with its formula and its sources.

    The choices are those of `build`. With `previous` each figure is also set against the same figure of that
    data file. `language` is that of the words around the document; the page can change it. `into` None:
    nothing is written to disk, the page is in `html`.

    Raises:
        BulletinError: as `build` does; nothing has been written then.
    """
    make = partial(build, source, template, formats=(), previous=previous, strict=strict, on=on)
    built, parsed = _read_once(source, partial(make, codelist=codelist, search=search, layout=layout))
    ledger, terms = built.ledger, codelist_for(source, codelist)
    profile = read_layout(built.document.layout, _template(built, template, search).folders(search))
    places = {entry.figure: entry.pointers[0] for entry in ledger.entries if entry.pointers}
    used = characters_by_face(built.document, profile, places)
    refuse_undrawable(used)
    issues = built.issues + stood_in() + lent(used)
    before = load(previous, terms) if previous is not None else None
    changes = changes_of(ledger.entries, built.figures, tally(before, terms)) if before else {}
    printed = {pointer for entry in ledger.entries for pointer in entry.pointers}
    printed |= {pointer for claim in ledger.claims for pointer in claim.pointers}
    raw = masked_values(parsed.raw, built.figures.masks)
    rows = rows_of(raw, parsed.places, built.figures, terms, printed)
    html = written(
        ProofPage(
            document=built.document,
            layout=profile,
            ledger=ledger,
            marks=marks_of(ledger.entries, rows, changes, parsed.places),
            claims=tuple((claim, origins_of(claim, rows, parsed.places)) for claim in ledger.claims),
            rows=rows,
            issues=issues,
            before=before.source if before else "",
            language=language,
        )
    )
    file = Path(into) / f"{ledger.name}.{SUFFIX}" if into is not None else None
    if file is not None:
        save({file: html})
    return Proof(html, file, ledger, issues)


def _read_once(source: Source, make: Callable[[], Built]) -> tuple[Built, Parsed]:
    """What `make` builds of `source`, and the plain values of the very same bytes."""
    for _ in range(3):  # somebody may save the file between two readings
        name, digest, parsed = read_source(source)
        built = make()
        if built.ledger.digest == digest:
            return built, parsed
    text = "The file cannot be read: {reason}"
    reason = Phrase("it changes while it is read")
    raise InputMissing([error("B101", name, text, reason=reason)])


def _template(built: Built, template: str | Template | None, search: Sequence[Path]) -> Template:
    """The template the document was written by."""
    if isinstance(template, Template):
        return template
    named = built.figures.find("document.template")
    return find_template(template or (named.text if isinstance(named, Given) else "news"), search)
