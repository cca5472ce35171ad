"""Compare each figure with the same figure of the edition before, tallied from its data file."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from bulletin.ledger.entries import Entry
from bulletin.model.figures import Dated, Entries, Figure, Figures, Given, Node, PrintedForm
from bulletin.model.scopes import COORDINATES
from bulletin.wording.dates import spoken_date
from bulletin.wording.numbers import printed


@dataclass(frozen=True, slots=True)
class Change:
    """The same figure before: `printed` as this document would print it, `value` exact.

    `kind` is `new` where the edition before has no such figure; both are empty then.
    """

    kind: Literal["changed", "same", "new"]
    printed: str = ""
    value: str = ""


def changes_of(entries: Sequence[Entry], now: Figures, before: Figures) -> dict[int, Change]:
    """Return occurrence → change for each number and date among `entries`."""
    return {
        entry.occurrence: _change(entry, now, before)
        for entry in entries
        if isinstance(now.find(entry.figure), Figure | Dated) and entry.kind not in ("ordinal", "claim")
    }


def _change(entry: Entry, now: Figures, before: Figures) -> Change:
    path = _counterpart(entry.figure, now, before)
    node = before.find(path) if path else None
    match node:
        case Figure():
            value, said = str(node.value), _printed(node, entry.form)
        case Dated(_, moment, _):
            value, said = str(moment), spoken_date(moment, not entry.form.startswith("--"))
        case _:
            return Change("new")
    return Change("same" if value == entry.value else "changed", said, value)


def _printed(figure: Figure, form: str) -> str:
    own = replace(PrintedForm.parse(form), closed=None)  # shares are closed to 100% in their own list
    try:
        return printed(replace(figure, form=own))
    except ValueError:  # the old value cannot be written in the new form
        return f"{figure.value}{figure.unit}"


def _counterpart(path: str, now: Figures, before: Figures) -> str:
    """Return the path of the same figure in the edition before; empty if there is none.

    Rounds are matched by their ordinals and scopes by their labels, because positions in a list may change.
    """
    first, _, rest = path.partition(".")
    if first == "records":
        return ""
    if first not in ("rounds", "scopes"):
        return path
    place, _, rest = rest.partition(".")
    mine = _called(now.find(f"{first}.{place}"))
    others = before.nodes.get(first)
    for i, other in enumerate(others if isinstance(others, tuple) else ()):
        if mine and _called(other) == mine:
            return f"{first}.{i}.{rest}"
    return ""


def _called(node: Node | None) -> str:
    """Return what identifies a round or a scope: its ordinals, or its label and subject."""
    if not isinstance(node, Entries):
        return ""
    label, ordinals = node.items.get("label"), node.items.get("ordinals")
    if isinstance(ordinals, tuple):
        return "、".join(str(each.value) for each in ordinals if isinstance(each, Figure))
    words = (label, *(node.items.get(name) for name in COORDINATES))
    return " ".join(word.text for word in words if isinstance(word, Given))
