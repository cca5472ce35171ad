"""Turn the prose of a data file into clauses, replacing references such as `{rectified.rate}` by figures."""

import dataclasses
import re
from collections.abc import Sequence

from bulletin.issues.issue import Issue, error
from bulletin.model.codelist import nearest
from bulletin.model.facts import Quotation
from bulletin.model.figures import Absent, Clause, Dated, Entries, Figure, Figures, Given, Node
from bulletin.statistics.results import FigureMaker
from bulletin.wording.forms import formed

FACETS_ZH = {"比率": "rate", "其余": "rest", "占比": "share", "比较": "compared", "增减": "difference"}
"""Facets of a figure that a reference may use in Chinese."""


ENDS = ("。", "！", "？", "……")
"""Marks that end a sentence."""


class Prose:
    """Resolves references against `figures`; adds references it cannot resolve to `issues`."""

    def __init__(self, figures: Figures, results: FigureMaker) -> None:
        self.figures, self.codelist, self.issues = figures, results.codelist, list[Issue]()
        self.at = results.data.pointer("", "text")

    def piece(self, name: str, piece: str | Quotation) -> Node:
        """Return one piece: prose as a clause, a quotation as author and words, with 。 if needed."""
        if isinstance(piece, Quotation):
            by = Given(f"text.{name}.by", piece.by, f"{self.at}/{name}/by")
            words = Given(f"text.{name}.quote", piece.quote, f"{self.at}/{name}/quote")
            return Clause((by, "：“", words, "”" if piece.quote.endswith(ENDS) else "”。"))
        return self.clause(Given(f"text.{name}", piece, f"{self.at}/{name}"))

    def headings(self, document: Node) -> Node:
        """Return `document` with references in its title and headline resolved."""
        if not isinstance(document, Entries):
            return document
        items = dict(document.items)
        title, headline = items["title"], items["headline"]
        if isinstance(title, Given):
            items["title"] = self.clause(title)
        if isinstance(headline, tuple):
            items["headline"] = tuple(
                self.clause(part) if isinstance(part, Given) else part for part in headline
            )
        return dataclasses.replace(document, items=items)

    def clause(self, prose: Given) -> Clause:
        """Return the words of `prose` with its references resolved."""
        parts: list[str | Figure | Given | Dated] = []
        for i, words in enumerate(re.split(r"\{([^{}]*)\}", prose.text)):
            if "{" in words or "}" in words:
                self._unmatched(prose.pointer)
            elif i % 2:
                parts += self._referred(words.strip(), prose.pointer)
            elif words:
                parts.append(dataclasses.replace(prose, text=words, verbatim=False))
        return Clause(tuple(parts))

    def _unmatched(self, at: str) -> None:
        text, hint = "A brace in the text has no partner.", "Write a figure as {{rectified.rate}}."
        self.issues.append(error("B117", at, text, hint))

    def _referred(self, written: str, at: str) -> Sequence[Figure | Given | Dated]:
        named, *filters = written.split("|")
        path = ".".join(
            self.codelist.key_of(name) or FACETS_ZH.get(name, name) for name in named.strip().split(".")
        )
        node = self.figures.find(path)
        node = self.figures.find(f"now.{path}") if node is None else node
        if isinstance(node, Figure):
            return self._formed(node, filters, written, at)
        if isinstance(node, Given | Dated) and not filters:
            return (node,)
        now = self.figures.nodes["now"]
        near = nearest(path.split(".", maxsplit=1)[0], now.known) if isinstance(now, Entries) else None
        if isinstance(node, Absent):
            text, hint = (
                "The text refers to {{{path}}}, which the data does not give.",
                "Give it, or reword the text.",
            )
        else:
            text = "The text refers to {{{path}}}, which is no figure."
            hint = "Did you mean “{near}”?" if near else "List the names: bulletin templates vars."
        self.issues.append(error("B117", at, text, hint, path=named.strip(), near=near))
        return ()

    def _formed(self, figure: Figure, filters: Sequence[str], written: str, at: str) -> Sequence[Figure]:
        """Return a figure in the form that the text asks for: `{rectified.rate|decimals(2)}`."""
        try:
            for each in filters:
                figure = formed(figure, each)
        except ValueError as cause:
            text = "{{{path}}} asks for a form that there is not: {reason}."
            hint = (
                "Write decimals(2) (小数), zeros (末位零), scale(万, 1) (数级), times (倍数), hanzi or bare."
            )
            self.issues.append(error("B117", at, text, hint, path=written, reason=str(cause)))
            return ()
        return (figure,)
