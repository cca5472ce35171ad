"""Say of every value of a data file what became of it in the document: the account of what was given.

The account compares places with places: a value is printed where the ledger has an entry of the figure that
stands at its place, never where the same characters happen to be found. It stays in the office: no file that
is published holds it.
"""

import dataclasses
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from bulletin.ledger.entries import Entry, Ledger
from bulletin.ledger.leaves import leaves_of
from bulletin.model.account import STATES, Account, Accounted, Leaf, State, matching
from bulletin.model.codelist import Codelist
from bulletin.model.facts import DataFile
from bulletin.model.figures import Clause, Entries, Figure, Figures, Given, Node


def account_for(  # noqa: PLR0913  # the data in its three forms, the document, and what is declared
    raw: Any,
    data: DataFile,
    figures: Figures,
    ledger: Ledger,
    *,
    codelist: Codelist,
    declared: Mapping[str, str],
) -> Account:
    """Return what became of every leaf of the plain values `raw`.

    `ledger` is the full one; `declared` gives for each path that is never printed the reason.
    """
    leaves = leaves_of(raw, codelist, _named(data, figures))
    return _Ledgered(leaves, data, figures, ledger, codelist).account(declared)


def _named(data: DataFile, figures: Figures) -> dict[int, str]:
    """Return the name by which a template reaches each scope."""
    to_date = figures.nodes.get("to_date")
    year = to_date.name if isinstance(to_date, Entries) else ""
    return {
        i: "now" if scope is data.reported else "to_date" if f"scopes.{i}" == year else "scopes"
        for i, scope in enumerate(data.scopes)
    }


class _Ledgered:
    """The leaves, and what the ledger says of their places."""

    def __init__(
        self, leaves: Sequence[Leaf], data: DataFile, figures: Figures, ledger: Ledger, codelist: Codelist
    ) -> None:
        self.leaves, self.figures, self.codelist, self.ledger = leaves, figures, codelist, ledger
        self.spelt = data.spelt
        self.at = {leaf.pointer: leaf for leaf in leaves}
        self.members: dict[str, list[Leaf]] = defaultdict(list)  # the place of a count → its leaves and items
        for leaf in leaves:
            for place in {leaf.count, leaf.above} - {""}:
                self.members[place].append(leaf)
        self.found: dict[str, Accounted] = {}
        self.listed = [leaf for leaf in leaves if leaf.path in _COUNTED]
        self.kept_back = {leaf.count: str(leaf.value) for leaf in leaves if leaf.path.endswith(".unprinted")}
        self.prose = dict(_prose(figures))
        self.rates = self._rates()

    def account(self, declared: Mapping[str, str]) -> Account:
        for entry in self.ledger.entries:
            places = entry.pointers or tuple(filter(None, [self.prose.get(entry.figure)]))
            for place in map(self.resolved, places):
                self._entered(entry, place)
        self._claimed()
        said = self._said()
        for leaf in self.leaves:
            if leaf.pointer not in self.found:
                self.found[leaf.pointer] = self._left(leaf, said, declared)
        done = (
            self._beside(leaf) if leaf.role == "beside" else self.found[leaf.pointer] for leaf in self.leaves
        )
        return Account(tuple(done))

    def resolved(self, pointer: str) -> str:
        """Return a pointer as the file spells it; some figures name a place by its English keys."""
        at = ""
        for token in pointer.split("/")[1:]:
            at = self.spelt.get(f"{at}/{token}", f"{at}/{token}")
        return at

    # ── what the ledger says ─────────────────────────────────────────────────────────────────────────────

    def _entered(self, entry: Entry, place: str) -> None:
        """Enter what one pointer of an entry says: its value is printed, or something follows from it."""
        leaf = self.at.get(place)
        if leaf is None:
            for part in self._counted(place):
                self._keep(part, "operand", entry)
        elif entry.kind == "claim":
            self._keep(leaf, "left_out", entry, entry.form.removeprefix("claim:"))
        elif entry.operation == "given" and len(entry.pointers) <= 1 and _same(entry, leaf.value):
            self._keep(leaf, "masked" if self._hidden(leaf.value) else "printed", entry)
        else:
            self._keep(leaf, "operand", entry)

    def _keep(self, leaf: Leaf, state: State, entry: Entry, reason: str = "") -> None:
        """Keep the best that is known of a leaf: printed, else a part of something printed, else a claim."""
        before = self.found.get(leaf.pointer)
        if before is None or STATES.index(state) < STATES.index(before.state):
            self.found[leaf.pointer] = Accounted(leaf, state, reason, entry.figure, entry.occurrence)

    def _counted(self, place: str) -> Iterator[Leaf]:
        """Yield what was counted or added up at a place that holds more than a value."""
        items = [
            leaf for leaf in self.members.get(place, ()) if leaf.role == "number" and leaf.above == place
        ]
        names = [leaf for leaf in self.members.get(place, ()) if leaf.path.endswith(".names")]
        yield from items or names
        yield from (leaf for leaf in self.listed if leaf.pointer.startswith(f"{place}/"))

    def _hidden(self, value: Any) -> bool:
        masks = self.figures.masks
        return isinstance(value, str) and any(mask != name and name in value for name, mask in masks.items())

    def _rates(self) -> Mapping[str, str]:
        """Return place of a value → the printed rate or growth computed from it."""
        rates = (entry for entry in self.ledger.entries if entry.kind in ("rate", "points"))
        return {self.resolved(place): entry.figure for entry in rates for place in entry.pointers}

    def _claimed(self) -> None:
        """Enter what is said in words of figures that are not printed: 均, 全部, none."""
        shown = {self.resolved(place) for entry in self.ledger.entries for place in entry.pointers}
        plain = (claim for claim in self.ledger.claims if claim.kind in ("zero", "one"))
        shown |= {self.resolved(place) for claim in plain for place in claim.pointers}
        for claim in self.ledger.claims:
            for place in map(self.resolved, claim.pointers):
                leaf = self.at.get(place)
                told = claim.kind in ("zero", "one") or self._whole_shown(claim.figure, shown)
                if leaf is not None and leaf.pointer not in self.found and told:
                    self.found[leaf.pointer] = Accounted(leaf, "left_out", claim.kind, claim.figure)

    def _whole_shown(self, figure: str, shown: set[str]) -> bool:
        """Return whether the whole that a figure equals is printed, so that 全部 tells its number."""
        rate = self.figures.find(f"{figure}.rate")
        operands = rate.source.operands if isinstance(rate, Figure) else ()
        whole = self.figures.find(operands[-1].name) if operands else None
        places = whole.source.pointers if isinstance(whole, Figure) else ()
        return any(self.resolved(place) in shown for place in places)

    # ── what is left ─────────────────────────────────────────────────────────────────────────────────────

    def _said(self) -> Mapping[tuple[str, str, Any], Accounted]:
        """Return subject, term and value of what is printed, for what is given twice and printed once."""
        return {
            self._told(each.leaf): each
            for each in self.found.values()
            if each.leaf.role == "number" and each.state in ("printed", "left_out")
        }

    def _told(self, leaf: Leaf) -> tuple[str, str, Any]:
        """Return what a number tells: of which subject, under which term, how much."""
        steps = leaf.path.split(".")[1:]
        key, whole = steps[-1] if steps else "", steps[-4] if len(steps) > 3 else ""  # noqa: PLR2004  # whole.by.dimension.item
        lifted = whole in self.codelist[key].part_of
        return leaf.subject, key if lifted else ".".join(steps), leaf.value

    def _left(
        self, leaf: Leaf, said: Mapping[tuple[str, str, Any], Accounted], declared: Mapping[str, str]
    ) -> Accounted:
        """Return what accounts for a leaf that the ledger does not know."""
        if leaf.role in ("steers", "beside"):
            return Accounted(leaf, "steers")
        if leaf.role == "finds":
            return Accounted(leaf, "checked")
        if leaf.role == "number" and not leaf.value:
            return Accounted(leaf, "left_out", "zero" if leaf.value == 0 else "named")
        if leaf.role == "words" and self._of_zero(leaf):
            return Accounted(leaf, "left_out", "zero")
        twin = said.get(self._told(leaf)) if leaf.role == "number" else None
        if twin is not None:
            return Accounted(leaf, "left_out", "said", twin.by, twin.occurrence)
        if leaf.role == "stated":
            by = self._rate_of(leaf)
            if by:
                return Accounted(leaf, "checked", "", by)
        pattern = matching(leaf.path, declared)
        reason = declared[pattern] if pattern is not None else self._kept_back(leaf)
        return Accounted(leaf, "declared", reason) if reason else Accounted(leaf, "reported")

    def _of_zero(self, leaf: Leaf) -> bool:
        """Return whether words go with a count that is zero, of which nothing is said: its recipient."""
        whole = leaf.path.removesuffix(".to")
        numbers = [each.value for each in self.members.get(leaf.count, ()) if each.path == whole]
        return whole != leaf.path and numbers == [0]

    def _kept_back(self, leaf: Leaf) -> str:
        """Return why the office does not print the count that a leaf belongs to; empty: it does not say."""
        inside = (place for place in self.kept_back if leaf.pointer.startswith(f"{place}/"))
        return next((self.kept_back[place] for place in inside), "")

    def _rate_of(self, leaf: Leaf) -> str:
        """Return the figure that prints a stated rate as computed, or says in words that it is all."""
        for each in self.members.get(leaf.count, ()):
            found = self.found.get(each.pointer)
            if each.role == "number" and each.pointer in self.rates:
                return self.rates[each.pointer]
            if found is not None and found.reason == "all":
                return found.by
        return ""

    def _beside(self, leaf: Leaf) -> Accounted:
        """Return the state of words beside a number: that of the number, or of the first of its items."""
        place = leaf.count
        numbers = [each for each in self.members.get(place, ()) if each.role == "number"]
        own = next((each for each in numbers if each.count == place), next(iter(numbers), None))
        if own is None:
            return self.found[leaf.pointer]
        return dataclasses.replace(self.found[own.pointer], leaf=leaf)


_COUNTED = ("records.problems.state", "records.groups.name", "records.groups.objects")
"""What a count of a list is made of."""


def _prose(figures: Figures) -> Iterator[tuple[str, str]]:
    """Yield name and place of the words that clauses hold: texts, title, headline."""
    waiting: list[Node] = [figures.nodes[name] for name in ("text", "document") if name in figures.nodes]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Entries):
            waiting += node.items.values()
        elif isinstance(node, tuple):
            waiting += node
        elif isinstance(node, Clause):
            yield from ((part.name, part.pointer) for part in node.parts if isinstance(part, Given))


def _same(entry: Entry, value: Any) -> bool:
    """Return whether an entry prints the value of a leaf, or, of a rate, its percentage."""
    if isinstance(value, str) or value is None or isinstance(value, bool) or not entry.value:
        return True
    exact = Fraction(entry.value) if entry.kind != "date" else None
    return exact is None or Fraction(value) in (exact, exact * 100, -exact)
