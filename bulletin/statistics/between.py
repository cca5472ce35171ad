"""Set the figures of one scope against those of another: the county's own 47 of the 90 of all levels."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from bulletin.model.facts import DataFile, Scope
from bulletin.model.figures import Entries, Figure, Node, PrintedForm
from bulletin.model.scopes import by_subject, full_label, part_of, subject_of, wholes_of
from bulletin.statistics.derived import from_figures


class ByScope:
    """The figures of each scope of a file, by the identity of the scope, and the scopes by their subject."""

    def __init__(self, data: DataFile, scopes: Sequence[Entries]) -> None:
        self.nodes = {id(scope): node for scope, node in zip(data.scopes, scopes, strict=True)}
        self.subjects = by_subject(data)


def with_shares(node: Entries, scope: Scope, data: DataFile, figures: ByScope, form: PrintedForm) -> Entries:
    """Return the figures of a scope, each with its share, in this form, in the scope this one is part of.

    `figures` are those of each scope. Unchanged unless this one is part of exactly one. Only exact figures in
    the same measure word have a share.
    """
    related = wholes_of(subject_of(data, scope), figures.subjects)
    wholes = [other for other in related if other is not scope and part_of(data, scope, other)]
    if len(wholes) != 1:
        return node
    named, whole = (full_label(scope), full_label(wholes[0])), figures.nodes[id(wholes[0])]
    items = {key: _shared(each, whole.items.get(key), named, form) for key, each in node.items.items()}
    return replace(node, items={**items, "topics": _again(items.get("topics", ()), items)})


def _again(topics: Node, items: Mapping[str, Node]) -> Node:
    """Return the topics of a scope with its figures as they are now."""
    if not isinstance(topics, tuple):
        return topics
    shared = {each.name: each.facets["share"] for each in items.values()
              if isinstance(each, Figure) and "share" in each.facets}  # fmt: skip
    found: list[Node] = []
    for topic in topics:
        figures = topic.items["figures"] if isinstance(topic, Entries) else ()
        if isinstance(topic, Entries) and isinstance(figures, tuple):
            told = tuple(
                replace(each, facets={**each.facets, "share": shared[each.name]})
                if isinstance(each, Figure) and each.name in shared
                else each
                for each in figures
            )
            found.append(replace(topic, items={**topic.items, "figures": told}))
    return tuple(found)


def _shared(node: Node, whole: Node | None, named: tuple[str, str], form: PrintedForm) -> Node:
    if not isinstance(node, Figure) or not isinstance(whole, Figure) or node.unit != whole.unit:
        return node
    exact = not (node.prefix or node.suffix or whole.prefix or whole.suffix)
    if not exact or not whole.value or node.kind not in ("count", "amount") or node.value > whole.value:
        return node
    part, total = (
        replace(each, label=f"{name}{each.label}") for each, name in zip((node, whole), named, strict=True)
    )
    source = from_figures("ratio", (part, total), f"{part.label}{part.value} ÷ {total.label}{total.value}")
    share = Figure(
        f"{node.name}.share",
        Fraction(node.value) / Fraction(whole.value),
        "%",
        f"占{total.label}的比例",
        source,
        "rate",
        form,
    )
    return replace(node, facets={**node.facets, "share": share})
