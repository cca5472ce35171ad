"""From a document and its figures to the ledger: what was printed, where, and what it follows from."""

from dataclasses import dataclass

from bulletin.figures import Dated, Figure, Figures, Given
from bulletin.tree import Document, lines_of, values_of


@dataclass(frozen=True, slots=True)
class Entry:
    """One value on the page.

    `occurrence` counts the values in reading order from 1. `value` is exact (a reduced fraction for a rate);
    empty for words. `pointers` lead into the data file; `at` is the template line.
    """

    occurrence: int
    name: str
    printed: str
    value: str
    formula: str
    pointers: tuple[str, ...]
    form: str
    at: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """Every value of a document in reading order, and the claims it makes without numerals."""

    source: str
    digest: str
    entries: tuple[Entry, ...]
    claims: tuple[tuple[str, str], ...]  # figure, what was found to hold


def account(document: Document, figures: Figures) -> Ledger:
    """The ledger of `document`."""
    entries: list[Entry] = []
    for at, inlines in lines_of(document):
        for value in values_of(inlines):
            node = figures.find(value.source)
            exact, formula = "", ""
            pointers: tuple[str, ...] = ()
            if isinstance(node, Figure):
                exact, formula, pointers = str(node.value), node.source.formula, node.source.pointers
            elif isinstance(node, Given | Dated):
                formula, pointers = "数据所载", (node.pointer,)
            elif value.form == "ordinal":
                formula = "标题序号"
            entries.append(
                Entry(len(entries) + 1, value.source, value.text, exact, formula, pointers, value.form, at)
            )
    claims = tuple(dict.fromkeys((claim.figure, claim.kind) for claim in document.claims))
    return Ledger(figures.source, figures.digest, tuple(entries), claims)
