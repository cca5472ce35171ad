"""Define what a template may ask of a figure and say about it: tests and filters; refuse the rest."""

from collections.abc import Iterator, Sequence
from typing import Any

from bulletin.composition.summary import summary
from bulletin.model.figures import Absent, Clause, Dated, Entries, Figure, Node, facet
from bulletin.wording import (
    FORMS,
    addressed,
    adjusted,
    change,
    closed,
    closing,
    closure,
    end,
    enumerated,
    item,
    itemised,
    listed,
    named,
    ordered,
    period,
    remark,
    span,
)
from bulletin.wording.orders import is_rest


class TemplateFault(Exception):
    """A fault of a template that shows only while it runs; `write` adds the line."""

    def __init__(self, code: str, text: str, hint: str = "", /, **values: object) -> None:
        self.code, self.text, self.hint, self.values = code, text, hint, values
        super().__init__(text)


def not_given(node: Absent) -> TemplateFault:
    """Return the error for printing a figure the data does not give."""
    text, hint = "{label} ({name}) is not given and cannot be printed.", "Ask first: {{% if … is present %}}."
    return TemplateFault("B403", text, hint, label=node.label, name=node.name)


FEW = 4
"""The most entries of a list that is not long."""


def _figure_is_all(node: Any) -> bool:
    rate = node.facets.get("rate") if isinstance(node, Figure) else None
    return isinstance(rate, Figure) and rate.value == 1


TESTS: dict[str, Any] = {
    "present": lambda node: (
        not isinstance(node, Absent)
        and node != ()  # an empty list
        and not (isinstance(node, Clause) and not node.parts)
    ),
    "zero": lambda node: isinstance(node, Figure) and node.value == 0,
    "one": lambda node: isinstance(node, Figure) and node.value == 1,
    "all": _figure_is_all,
    "long": lambda node: isinstance(node, Entries | tuple | list) and len(node) > FEW,
}
"""Tests of a figure; for an absent one, zero, one and all are false."""


def _of(*kinds: type) -> Any:
    """Return a decorator that makes a function of a figure a filter for these kinds of nodes only."""

    def filter_of(name: str, function: Any) -> Any:
        def applied(node: Any, *arguments: Any) -> Any:
            if isinstance(node, Absent):
                raise not_given(node)
            if not isinstance(node, kinds):
                text = "“|{name}” cannot be applied to {kind}."
                raise TemplateFault("B402", text, name=name, kind=type(node).__name__)
            return function(node, *arguments)

        return applied

    return filter_of


def _gives(node: Any, name: str) -> bool:
    found = facet(node, name)
    if found is None:
        raise TemplateFault("B402", "There is no “{name}” in {of}.", name=name, of=getattr(node, "name", "—"))
    return not isinstance(found, Absent)


def aligned(nodes: Sequence[Node], dimension: str) -> tuple[tuple[Node, ...], ...]:
    """Return the rows of a table whose columns are `nodes`: items with one name in a dimension form a row.

    Rows are in the order of the codelist, unless the lists are in another one; 其他 is the last. What a
    column does not give is absent.
    """
    lists = [_items_by(node, dimension) for node in nodes]
    known = list(next((part.known for part in lists if isinstance(part, Entries)), {}))
    names = {name: item for part in lists if isinstance(part, Entries) for name, item in part.items.items()}
    places = {name: i for i, name in enumerate(known)}

    def place(name: str) -> int:
        return places.get(name, len(places))

    listed = [[*part.items] for part in lists if isinstance(part, Entries)]
    usual = all(keys == sorted(keys, key=place) for keys in listed)
    order = sorted(names, key=place) if usual else [*names]
    order.sort(key=lambda name: is_rest(str(getattr(names[name], "label", name))))
    return tuple(tuple(_item_of(part, name, names[name]) for part in lists) for name in order)


def _items_by(node: Node, dimension: str) -> Node:
    by = facet(node, "by")
    part = facet(by, dimension) if by is not None else None
    if part is None:
        raise TemplateFault(
            "B402", "There is no “{name}” in {of}.", name=dimension, of=getattr(by, "name", "—")
        )
    return part


def _item_of(part: Node, name: str, like: Node) -> Node:
    """Return the item with a name; a missing one is absent, labelled as in the other columns."""
    if isinstance(part, Entries) and name in part.items:
        return part.items[name]
    path = f"{part.name}.{name}" if isinstance(part, Entries | Absent) else name
    return Absent(path, getattr(like, "label", name), "not given")


_figure, _breakdown, _row = _of(Figure), _of(Entries), _of(Entries, tuple, list)

FILTERS: dict[str, Any] = {
    "item": _figure("item", item),
    "itemised": _breakdown("itemised", itemised),
    "enumerated": _row("enumerated", enumerated),
    "listed": _row("listed", listed),
    "addressed": _row("addressed", addressed),
    "rows": _row("rows", lambda nodes, n: [tuple(nodes[i : i + n]) for i in range(0, len(nodes), n)]),
    "having": _row("having", lambda nodes, name: tuple(n for n in nodes if _gives(n, name))),
    "aligned": _row("aligned", aligned),
    "named": named,
    "change": _breakdown("change", change),
    "ordered": _breakdown("ordered", ordered),
    "closed": _breakdown("closed", closed),
    "closing": _breakdown("closing", closing),
    "closure": _breakdown("closure", closure),
    "remark": _breakdown("remark", remark),
    "adjusted": _row("adjusted", adjusted),
    "end": _of(Dated)("end", end),
    "period": _breakdown("period", period),
    "span": _breakdown("span", span),
    "summary": _row("summary", summary),
    **{name: _figure(name, function) for name, function in FORMS.items()},
}
"""Filters take a figure and return a figure or a clause."""

KEPT_FILTERS = ("first", "last", "list", "select", "reject", "trim")
"""Jinja2's own filters that only select."""


def rows_only(value: Any) -> Any:
    """Return a list as it is, and refuse words.

    A loop over the characters of words could reassemble them without the mark that a number is from the data.
    """
    if isinstance(value, Absent):
        raise not_given(value)
    if not isinstance(value, Entries | tuple | list | Iterator):
        kind = type(value).__name__
        raise TemplateFault("B402", "Only a list can be gone through, not {kind}.", kind=kind)
    return value
