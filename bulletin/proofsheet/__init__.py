"""Turn a draft into its proof (校对稿): an HTML page that shows the source of every value, to be ticked.

The draft holds the document, its ledger and the plain values of the data file; the proof reads no file again.
"""

from dataclasses import dataclass
from pathlib import Path

from bulletin.datafiles import Source
from bulletin.drafting.draft import Draft, draft, stop_at_errors
from bulletin.drafting.request import FORMATS, Request
from bulletin.files.save import save
from bulletin.issues.catalogue import Language
from bulletin.issues.errors import DocumentRefused
from bulletin.issues.issue import Issue
from bulletin.ledger.entries import Ledger
from bulletin.model.brief import Brief
from bulletin.model.provenance import provenance_of
from bulletin.proofsheet.changes import changes_of
from bulletin.proofsheet.marks import marks_of, origins_of
from bulletin.proofsheet.page import written
from bulletin.proofsheet.rows import rows_of
from bulletin.proofsheet.sheet import ProofPage
from bulletin.statistics import tally
from bulletin.wording.masking import masked_values, masker

SUFFIX = "proof.html"
UNPRINTED = ("reported", "declared", "left_out")
"""What became of the values that the proof lists as not printed."""


@dataclass(frozen=True, slots=True, repr=False)
class Proof(Brief):
    """A proof: the page `html`, its `file` (None: not written), the `ledger` it shows, all `issues`."""

    html: bytes
    file: Path | None
    ledger: Ledger
    issues: tuple[Issue, ...]


def proof(
    made: Draft | Request | Source, *, into: str | Path | None = None, language: Language = "zh"
) -> Proof:
    """Show every value of a document with its formula and its sources.

    The document is `made` already (a draft), or is made of a request, or of data.

    With data of the edition before, each figure is also compared with the same figure there. `language` is
    that of the words around the document; a button on the page changes it. `into` None: nothing is written to
    disk; the page is in `html`.

    Raises:
        BulletinError: of a request or of data there is no draft, as `draft` says.
        DocumentRefused: an issue of the draft is an error, or a character cannot be printed.
        ToolMissing: a face is not on this machine.
        OutputFailed: the file cannot be written.
        TypeError, ValueError: `made` is none of these, or an argument of the request is not allowed.
    """
    if not isinstance(made, Draft):
        made = draft(made if isinstance(made, Request) else Request(made, formats=()))
    examined, ledger, figures = made.examined, made.ledger, made.figures
    issues = made.issues_for(FORMATS)
    stop_at_errors(issues, DocumentRefused, strict=False)
    before = examined.previous
    changes = changes_of(ledger.entries, figures, tally(before, examined.codelist)) if before else {}
    printed = {pointer for entry in ledger.entries for pointer in entry.pointers}
    printed |= {pointer for claim in ledger.claims for pointer in claim.pointers}
    hide = masker(figures.masks)
    places = {at: hide(place) for at, place in provenance_of(made.data).items()}
    rows = rows_of(masked_values(examined.raw, figures.masks), places, figures, examined.codelist, printed)
    html = written(
        ProofPage(
            document=made.document,
            layout=made.layout,
            ledger=ledger,
            marks=marks_of(ledger.entries, rows, changes, places),
            claims=tuple((claim, origins_of(claim, rows, places)) for claim in ledger.claims),
            rows=rows,
            issues=issues,
            before=before.source if before else "",
            language=language,
            unprinted=tuple(
                (places.get(each.pointer, each.pointer), each)
                for each in made.account.leaves
                if each.state in UNPRINTED and each.leaf.role != "beside"
            ),
        )
    )
    file = Path(into) / f"{ledger.name}.{SUFFIX}" if into is not None else None
    if file is not None:
        save({file: html})
    return Proof(html, file, ledger, issues)
