"""Set in a table what the text of a document leaves out, for its attachment (附件)."""

from collections.abc import Container

from bulletin.composition.summary_tables import (
    Row,
    cell_of,
    name_of,
    nodes_of,
    rows_in,
    table_of,
    without_mark,
)
from bulletin.model.figures import Absent, Clause, Entries, Figure, Figures, Node
from bulletin.wording.sentences import changed


def rest_of(figures: Figures, unprinted: Container[str]) -> Node:
    """Return the table of the numbers that stand at the places `unprinted` of the data; absent if none do."""
    scopes = figures.find("scopes")
    rows = [
        [Clause(name_of(scope)), *_rest_cells(row)]
        for scope in (scopes if isinstance(scopes, tuple) else ())
        if isinstance(scope, Entries)
        for node in nodes_of(scope)
        for row in rows_in(node)
        if _stands_at(row.node, unprinted)
    ]
    heads = [Clause((head,)) for head in ("范围", "项目", "分项", "数量", "占比", "对比")]
    return table_of((), heads, rows) if rows else Absent("rest", "其余数据", "not given")


def _stands_at(node: Figure | Absent, places: Container[str]) -> bool:
    """Return whether a number stands at one of the places: of the figure, its persons, rate, another time."""
    facets, compared = node.facets, node.facets.get("compared")
    others = [compared.find(key) for key in ("value", "rate")] if isinstance(compared, Entries) else []
    numbers = [node, facets.get("persons"), facets.get("rate"), *others]
    given = [each for each in numbers if isinstance(each, Figure) and each.value and _is_given(each)]
    return any(pointer in places for each in given for pointer in each.source.pointers)


def _is_given(figure: Figure) -> bool:
    """Return whether a number is the data's own, counted or stated, and not worked out."""
    return figure.source.operation in ("given", "stated")


def _rest_cells(row: Row) -> list[Clause]:
    """Return the cells of a row: the indicator, which part of it, number and persons, change."""
    parts = [term for term in row.path[2::2] if term]
    rate = row.node.facets.get("rate")
    beside = isinstance(row.node, Figure) and isinstance(rate, Figure) and _is_given(rate)
    return [
        Clause((row.path[0],)),
        Clause(("：".join(parts),) if parts else ()),
        cell_of(row),
        Clause((rate,) if beside and isinstance(rate, Figure) else ()),
        Clause(without_mark(changed(row.node))),
    ]
