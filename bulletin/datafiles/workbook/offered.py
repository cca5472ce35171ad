"""Make the lines that an empty form offers: what a template words, and the rest on a further sheet."""

from collections.abc import Iterator, Sequence

from bulletin.datafiles.workbook import labels
from bulletin.datafiles.workbook import sheets as form
from bulletin.datafiles.workbook.fields import LOCKED
from bulletin.datafiles.workbook.rows import BASIS, FormLine, Rows
from bulletin.model.asked import BASES, Asked, items_of
from bulletin.model.codelist import Codelist
from bulletin.model.terms import Basis, Kind

SPARE = {
    form.PARTS: 30,
    form.FURTHER: 10,
    form.NAMES: 20,
    form.TEXT: 6,
    form.ROUNDS: 6,
    **dict.fromkeys(form.RECORDS, 15),
}
"""The number of empty lines at the end of each table."""
FIXED = (form.INDICATOR, form.DIMENSION, form.ITEM)


class Offered:
    """The lines of one empty form; `asked` None: every indicator, and the usual breakdowns of the kind."""

    def __init__(self, kind: Kind, asked: Asked | None, codelist: Codelist, rows: Rows) -> None:
        self.asked, self.codelist, self.rows = asked, codelist, rows
        self.usual = labels.OFFERED.get(kind, labels.OFFERED[Kind.QUARTERLY])

    def keys(self, nth: int) -> frozenset[str] | None:
        """Return the indicators of a scope that have a line of their own; None: all."""
        if self.asked is None:
            return None
        if not self.asked.scopes:
            return frozenset()
        return frozenset(self.asked.scopes[min(nth, len(self.asked.scopes) - 1)])

    def parts(self, titles: Sequence[str]) -> Iterator[FormLine]:
        """Yield the breakdowns of 分项, those of every scope if the template says which it words."""
        several = len(titles) > 1
        if self.asked is None:
            for key, dimension, basis in self.usual:
                entries = self.codelist.indicators.values()
                items = tuple(entry.key for entry in entries if entry.dimension == dimension)
                yield from self._lines(titles[0] if several else None, (key,), dimension, basis, items)
            return
        for nth, title in enumerate(titles[: len(self.asked.scopes)] if self.asked.scopes else ()):
            for key, dimension, item, items in self.asked.divisions(nth, self.codelist):
                if self._words(key, dimension):
                    path = (key, dimension, item) if item else (key,)
                    basis = BASES.get(dimension, Basis.PARTITION)
                    yield from self._lines(title if several else None, path, dimension, basis, items)

    def _words(self, key: str, dimension: str) -> bool:
        """Return whether a breakdown is offered: where a template prints any there is, the usual ones are."""
        usual = {(whole, each) for whole, each, _ in self.usual}
        return not (self.asked and self.asked.any_way) or (key, dimension) in usual

    def further(self, title: str | None) -> Iterator[FormLine]:
        """Yield what the template does not word: the other indicators, and the usual breakdowns of them."""
        keys = self.keys(0)
        if keys is None:
            return
        for key, entry in self.codelist.indicators.items():
            if key not in keys and not entry.dimension:
                yield {form.SCOPE: title, form.INDICATOR: self.rows.term(key), LOCKED: FIXED}
        for key, dimension, basis in self.usual:
            items = items_of(key, dimension, self.codelist)
            words = self.asked.scopes[0].get(key, ()) if self.asked and self.asked.scopes else ()
            if dimension not in words:
                yield from self._lines(title, (key,), dimension, basis, items)

    def _lines(
        self, scope: str | None, path: Sequence[str], dimension: str, basis: Basis, items: Sequence[str]
    ) -> Iterator[FormLine]:
        """Yield a line for each item; `path` leads to the count that is taken apart."""
        names = [self.rows.term(path[0])]
        if len(path) > 1:
            names += [self.rows.dimension(path[1]), self.rows.term(path[2], path[1])]
        for item in items:
            yield {
                form.SCOPE: scope,
                form.INDICATOR: form.STEP.join(names),
                form.DIMENSION: self.rows.dimension(dimension),
                BASIS: basis,
                form.ITEM: self.rows.term(item, dimension),
                LOCKED: FIXED,
            }
