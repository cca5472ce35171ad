"""What a page shows, and its words as elements that can change their language."""

import json
from dataclasses import dataclass
from html import escape

from bulletin.issues.catalogue import Language
from bulletin.issues.issue import Issue
from bulletin.ledger.entries import ClaimEntry, Ledger
from bulletin.model.document import Document
from bulletin.proofsheet.marks import Origin, ProofMark
from bulletin.proofsheet.phrases import word
from bulletin.proofsheet.rows import ProofRow
from bulletin.typography.layout import Layout


@dataclass(frozen=True, slots=True)
class ProofPage:
    """All that a page shows; `before` is the name of the data file of the edition before, or empty."""

    document: Document
    layout: Layout
    ledger: Ledger
    marks: tuple[ProofMark, ...]
    claims: tuple[tuple[ClaimEntry, tuple[Origin, ...]], ...]
    rows: tuple[ProofRow, ...]
    issues: tuple[Issue, ...]
    before: str
    language: Language


class Parts:
    """Makes pieces of the page in one language; each names its words, so that the page can change them."""

    def __init__(self, sheet: ProofPage) -> None:
        """For the pieces of one sheet."""
        self.sheet = sheet

    def w(self, key: str, tag: str = "span", attributes: str = "", **values: object) -> str:
        """Words of the interface in an element of their own."""
        filled = word(key, self.sheet.language).format(**values)
        given = f" data-values='{escape(json.dumps(values, ensure_ascii=False))}'" if values else ""
        return f'<{tag} data-w="{key}"{given}{attributes}>{escape(filled)}</{tag}>'

    def named(self, key: str) -> str:
        """The attributes that name an element without visible words."""
        return f'aria-label="{escape(word(key, self.sheet.language))}" data-w-label="{key}"'
