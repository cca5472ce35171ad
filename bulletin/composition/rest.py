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
    heads = [Clause((head,)) for head in ("范围", "项目", "分项", "数量", "对比")]
    return table_of((), heads, rows) if rows else Absent("rest", "其余数据", "not given")


def _stands_at(node: Figure | Absent, places: Container[str]) -> bool:
    """Return whether a number stands at one of the places: of the figure, its persons, another time."""
    facets = node.facets
    compared = facets.get("compared")
    other = compared.find("value") if isinstance(compared, Entries) else None
    numbers = [each for each in (node, facets.get("persons"), other) if isinstance(each, Figure)]
    given = [each for each in numbers if each.value and each.source.operation == "given"]
    return any(pointer in places for each in given for pointer in each.source.pointers)


def _rest_cells(row: Row) -> list[Clause]:
    """Return the cells of a row: the indicator, which part of it, number and persons, change."""
    parts = [term for term in row.path[2::2] if term]
    changes = changed(row.node) if isinstance(row.node, Figure) else ()
    return [
        Clause((row.path[0],)),
        Clause(("：".join(parts),) if parts else ()),
        cell_of(row),
        Clause(without_mark(changes)),
    ]
