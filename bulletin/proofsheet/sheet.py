"""Define the content of a page, and write its words as elements whose language the script can change."""

import json
from dataclasses import dataclass
from html import escape

from bulletin.issues.catalogue import Language
from bulletin.issues.issue import Issue
from bulletin.ledger.entries import ClaimEntry, Ledger
from bulletin.model.account import Accounted
from bulletin.model.document import Document
from bulletin.proofsheet.marks import Origin, ProofMark
from bulletin.proofsheet.phrases import word
from bulletin.proofsheet.rows import ProofRow
from bulletin.typography.layout import Layout


@dataclass(frozen=True, slots=True)
class ProofPage:
    """The content of a page; `before` is the name of the data file of the edition before, or empty.

    `unprinted` are the values of the data file that are not printed, with their places.
    """

    document: Document
    layout: Layout
    ledger: Ledger
    marks: tuple[ProofMark, ...]
    claims: tuple[tuple[ClaimEntry, tuple[Origin, ...]], ...]
    rows: tuple[ProofRow, ...]
    issues: tuple[Issue, ...]
    before: str
    language: Language
    unprinted: tuple[tuple[str, Accounted], ...] = ()


class Parts:
    """Writes elements in one language; each carries the key of its words, for the script to change them."""

    def __init__(self, sheet: ProofPage) -> None:
        """Write elements in the language of `sheet`."""
        self.sheet = sheet

    def w(self, key: str, tag: str = "span", attributes: str = "", **values: object) -> str:
        """Return the words of a key in an element."""
        filled = word(key, self.sheet.language).format(**values)
        given = f" data-values='{escape(json.dumps(values, ensure_ascii=False))}'" if values else ""
        return f'<{tag} data-w="{key}"{given}{attributes}>{escape(filled)}</{tag}>'

    def named(self, key: str) -> str:
        """Return the attributes that name an element without visible words."""
        return f'aria-label="{escape(word(key, self.sheet.language))}" data-w-label="{key}"'
