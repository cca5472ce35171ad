"""Choose the ledger to verify a document against: its own, that of its data, or a named one."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bulletin.composition import find_template
from bulletin.datafiles import codelist_for
from bulletin.drafting.build import build
from bulletin.issues.errors import DataRefused, TemplateRefused
from bulletin.issues.issue import Issue, error, warning
from bulletin.readers import Copy, ledger_in, ledger_of
from bulletin.readers.ledgers import SUFFIX, other_beside
from bulletin.verification import verify, without_numbers
from bulletin.verification.verdict import Verdict


def verify_against(  # noqa: PLR0913  # a data file needs template, search path and codelist; all are optional
    copy: Copy,
    path: str | Path,
    against: str | Path | None = None,
    *,
    template: str | None = None,
    search: Sequence[Path] = (),
    codelist: str | Path | None = None,
) -> Verdict:
    """Verify the document `copy`, read from `path`.

    `against` None: use the ledger in the document or beside it. Else it is a ledger file, or a data file that
    is composed anew by `template` (None: the one the document was made by, else the one the data names).

    Raises:
        DataRefused: there is no ledger (B802), or no number was found (B803).
        BulletinError: `against` cannot be used.
    """
    issues: tuple[Issue, ...] = ()
    if against is None:
        ledger = ledger_of(copy, path)
        issues = other_beside(copy, path, ledger) if ledger else ()
    elif str(against).endswith(SUFFIX):
        ledger = ledger_in(against)
    else:
        made_by = template or _template_of(copy, search)
        ledger = build(against, made_by, formats=(), search=search, codelist=codelist).ledger
        if copy.ledger is not None and copy.ledger.digest != ledger.digest:
            text = "The data file is not in the state the document was made from."
            hint = "What differs below may have been changed in the data, not in the document."
            issues = (warning("B804", str(against), text, hint),)
    if ledger is None and not copy.lines:
        raise without_numbers(copy)
    if ledger is None:
        text = "The document carries no ledger, and none lies beside it."
        hint = "Name the data it was made from: --against {data}."
        raise DataRefused([*copy.issues, error("B802", copy.name, text, hint, data="round4.json")])
    terms = codelist_for(against or path, codelist)
    verdict = verify(copy, ledger, terms)
    return replace(verdict, issues=(*issues, *verdict.issues))


def _template_of(copy: Copy, search: Sequence[Path]) -> str | None:
    """Return the template that made the document; None if it is unknown or gone."""
    name = copy.ledger.template if copy.ledger else None
    try:
        return find_template(name, search).name if name else None
    except TemplateRefused:
        return None
