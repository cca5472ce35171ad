"""Choose the ledger to verify a document against: its own, that of its data, or a named one."""

from dataclasses import replace
from pathlib import Path

from bulletin.drafting.draft import Draft
from bulletin.issues.errors import DataRefused
from bulletin.issues.issue import Issue, error, warning
from bulletin.ledger.entries import Ledger
from bulletin.model.codelist import Codelist
from bulletin.readers import Copy, ledger_of
from bulletin.readers.ledgers import other_beside
from bulletin.verification import verify, without_numbers
from bulletin.verification.verdict import Verdict


def verify_against(
    copy: Copy, path: str | Path, against: Ledger | Draft | None = None, codelist: Codelist | None = None
) -> Verdict:
    """Return the verdict about the document `copy`, read from `path`.

    `against` None: the ledger in the document or beside it; else a ledger, or the draft of its data, which is
    made by the template the document was made by. `codelist` None: the draft's, else the shipped one.

    Raises:
        DataRefused: there is no ledger (B802), or no number was found (B803).
    """
    issues: tuple[Issue, ...] = ()
    if against is None:
        ledger = ledger_of(copy, path)
        issues = other_beside(copy, path, ledger) if ledger else ()
    elif isinstance(against, Ledger):
        ledger = against
    else:
        ledger, codelist = against.ledger, codelist or against.examined.codelist
        if copy.ledger is not None and copy.ledger.digest != ledger.digest:
            text = "The data file is not in the state the document was made from."
            hint = "What differs below may have been changed in the data, not in the document."
            place = against.request.source
            place = str(place) if isinstance(place, str | Path) else against.data.source
            issues = (warning("B804", place, text, hint),)
    if ledger is None and not copy.lines:
        raise without_numbers(copy)
    if ledger is None:
        text = "The document carries no ledger, and none lies beside it."
        hint = "Name the data it was made from: --against {data}."
        raise DataRefused([*copy.issues, error("B802", copy.name, text, hint, data="round4.json")])
    verdict = verify(copy, ledger, codelist)
    return replace(verdict, issues=(*issues, *verdict.issues))
