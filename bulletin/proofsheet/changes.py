"""What differs from the edition before: the same figure, tallied from both data files."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from bulletin.ledger.entries import Entry
from bulletin.model.figures import Dated, Entries, Figure, Figures, Given, Node, PrintedForm
from bulletin.wording.dates import spoken_date
from bulletin.wording.numbers import printed


@dataclass(frozen=True, slots=True)
class Change:
    """The same figure before: `printed` as the document would have printed it, `value` exact.

    `kind` is `new` where the edition before has no such figure; both are empty then.
    """

    kind: Literal["changed", "same", "new"]
    printed: str = ""
    value: str = ""


def changes_of(entries: Sequence[Entry], now: Figures, before: Figures) -> dict[int, Change]:
    """Occurrence → what became of it, for each number and date among `entries`."""
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
    own = replace(PrintedForm.parse(form), closed=None)  # what a share was closed to belongs to its own list
    try:
        return printed(replace(figure, form=own))
    except ValueError:  # what it was does not go into the numerals of the new form
        return f"{figure.value}{figure.unit}"


def _counterpart(path: str, now: Figures, before: Figures) -> str:
    """The path of the same figure in the edition before; empty if it has none.

    Rounds are told by their ordinals and scopes by their labels: in a list the same place may be another's.
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
    """What tells a round or a scope from the others."""
    if not isinstance(node, Entries):
        return ""
    label, ordinals = node.items.get("label"), node.items.get("ordinals")
    if isinstance(ordinals, tuple):
        return "、".join(str(each.value) for each in ordinals if isinstance(each, Figure))
    return label.text if isinstance(label, Given) else ""
