"""Turn the differences between two ledgers into the data of a 更正 and into facts for its manifest."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from bulletin.issues.errors import RegisterDamaged
from bulletin.issues.issue import Issue, error, warning
from bulletin.ledger.differences import Differences
from bulletin.ledger.entries import Ledger, from_json
from bulletin.model.facts import Corrected, DataFile, DocumentFacts, Records, Scope
from bulletin.publishing.assignment import Assignment
from bulletin.publishing.register import Edition
from bulletin.publishing.store import LEDGERS, ledger_name

LEDGER = "ledger.json"


def notice(task: Assignment, data: DataFile, old: Ledger, found: Differences) -> DataFile:
    """Return the data of the 更正: the issuer and addressees of the text, and the numbers that were wrong."""
    text = task.original
    document = DocumentFacts(
        date=task.edition.dated,
        number=task.edition.number or None,
        addressees=data.document.addressees,
        copies=data.document.copies,
        printed_by=data.document.printed_by,
        corrects=Corrected(title=old.title, number=text.number or None, date=text.dated),
    )
    scope = Scope(label=data.reported.label, results={}, reported=True)
    records = Records(corrections=found.corrections)
    return replace(data, document=document, scopes=(scope,), rounds=(), plan=None, records=records, text={})


def said(old: Edition, new: Edition, found: Differences) -> dict[str, Any]:
    """Return what the manifest of a correction says of the corrected edition: what changed, and why."""
    changes = [
        {"label": each.label, "was": each.printed, "now": each.corrected, "places": list(each.places)}
        for each in found.corrections
    ]
    return {"number": old.number, "date": str(old.dated), "folder": old.folder, "sha256": old.content,
            "reason": new.reason, "changes": changes}  # fmt: skip


def unsaid(found: Differences) -> tuple[Issue, ...]:
    """Return a warning with the figures that only one of the two texts prints; a 更正 omits them."""
    return tuple(_each(found))


def _each(found: Differences) -> Iterator[Issue]:
    text, hint = (
        "Only one of the two texts prints {figures}.",
        "The 更正 does not say so; see whether it has to.",
    )
    figures = [*found.no_longer, *found.newly]
    if figures:
        yield warning(
            "B745", LEDGER, text, hint, figures=", ".join(figures[:5]) + (" …" if figures[5:] else "")
        )


def ledger_of(folder: Path, edition: Edition) -> Ledger:
    """Read the ledger of the text of a published edition: the full one, else the one it was published with.

    Raises:
        RegisterDamaged: it cannot be read.
    """
    place = folder / edition.folder
    full = (folder / LEDGERS).glob(ledger_name("*", edition.content, "*"))
    texts = (each for each in (*full, *place.glob(f"*.{LEDGER}")) if ".correction." not in each.name)
    path = next(texts, place / f"{edition.series}-{place.name}.{LEDGER}")
    try:
        return from_json(path.read_bytes())
    except (OSError, ValueError):
        text = "The file is gone or cannot be read."
        raise RegisterDamaged([error("B722", f"{edition.folder}/{path.name}", text)]) from None
