"""Set figures in tables for a summary: long breakdowns, and what several scopes share, side by side."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from bulletin.model.figures import Absent, Clause, Entries, Figure, Given, Node
from bulletin.model.scopes import COORDINATES
from bulletin.wording.clauses import Part, listed
from bulletin.wording.periods import periods_in, rounds_in
from bulletin.wording.sentences import (
    NAMED_RATE,
    breakdowns,
    changed,
    changed_to_none,
    without_number,
)
from bulletin.wording.shares import adjusted, closing

Scopes = Sequence[Entries]
Path = tuple[str, ...]
"""Where a figure stands in its scope, by terms: (处分, 职级, 县处级干部)."""
Places = tuple[str, ...]
"""The pointers to all numbers of a figure and its parts."""

WORTH_A_TABLE = 8
"""The fewest numbers of several scopes that stand side by side in a table."""
DENSE = Fraction(3, 5)
"""The least part of its cells that such a table fills."""
COLUMNS, HEADS = 4, 6
"""The most scopes, and the most indicators, that a table has as columns."""
INDENT = "　"
ROUNDS, PARTS = "各轮次主要数据", "各方面主要数据"
TIMES = ("任期", "期间", "以来", "以后", "之前", "同期", "年", "月", "季度", "时")
"""How the names of times end that no calendar knows."""


# ── the figures of a scope ───────────────────────────────────────────────────────────────────────────────


def pointer_of(scope: Entries) -> str:
    label = scope.find("label")
    return label.pointer if isinstance(label, Given) else ""


def topics_of(scope: Entries) -> Iterator[tuple[Entries, tuple[Node, ...]]]:
    """Yield the topics of a scope with their figures that are told."""
    for topic, nodes in _all_topics(scope):
        yield topic, tuple(node for node in nodes if _says_something(node))


def none_of(scope: Entries) -> tuple[Node, ...]:
    """Return the figures of a scope, all zero, which are told where there is nothing else."""
    return tuple(node for _, nodes in _all_topics(scope) for node in nodes if isinstance(node, Figure))


def _all_topics(scope: Entries) -> Iterator[tuple[Entries, tuple[Node, ...]]]:
    """Yield all topics; a share in a wider scope only of an area, level, field or organ, not of a month."""
    part = any(isinstance(scope.find(key), Given) for key in COORDINATES)
    topics = scope.find("topics")
    for topic in topics if isinstance(topics, tuple) else ():
        nodes = topic.items["figures"] if isinstance(topic, Entries) else ()
        if isinstance(topic, Entries) and isinstance(nodes, tuple):
            yield topic, nodes if part else tuple(_without_share(node) for node in nodes)


def _without_share(node: Node) -> Node:
    if not isinstance(node, Figure) or "share" not in node.facets:
        return node
    return replace(node, facets={key: each for key, each in node.facets.items() if key != "share"})


def _says_something(node: Node) -> bool:
    """Return whether a figure is told: it is not zero, or it has parts, names or a rate without a number."""
    if isinstance(node, Figure):
        return node.value != 0 or changed_to_none(node)
    if isinstance(node, Absent):
        return bool(breakdowns(node)) or bool(without_number(node).parts)
    return False


def adjustment_of(scopes: Scopes) -> Clause:
    """Return one note that shares of some breakdown were adjusted to add up to 100%; empty if none were."""
    return adjusted([part for scope in scopes for node in nodes_of(scope) for part in _all_breakdowns(node)])


def name_of(scope: Entries) -> tuple[Part, ...]:
    """Return what a scope is called, its area or field included."""
    name = scope.find("full_label")
    return name.parts if isinstance(name, Clause) else ()


def places_of(node: Figure | Absent) -> Places:
    """Return where the numbers of a figure and its parts stand in the data; its name where they do not."""
    figures = [row.node for row in rows_in(node) if isinstance(row.node, Figure)]
    return tuple(pointer for each in figures for pointer in each.source.pointers) or (node.name,)


@dataclass(frozen=True, slots=True)
class Family:
    """Scopes of one kind, which may stand side by side: times, rounds, or places and fields.

    `shared` are the terms that do.
    """

    caption: str
    scopes: tuple[Entries, ...]
    shared: frozenset[str]

    def has(self, scope: Entries) -> bool:
        """Return whether it is one of them."""
        return any(pointer_of(each) == pointer_of(scope) for each in self.scopes)


def families_of(scopes: Scopes, now: Entries) -> list[Family]:
    """Return the scopes by kind; the reported one stands before the rounds and the areas it covers, too."""
    kinds: dict[str, list[Entries]] = {}
    for scope in scopes:
        kinds.setdefault(_caption(scope), []).append(scope)
    for covered in (kinds.get(ROUNDS, []), kinds.get(PARTS, [])):
        if covered and not any(pointer_of(each) == pointer_of(now) for each in covered):
            covered[:0] = [each for each in scopes if pointer_of(each) == pointer_of(now)]
    return [Family(caption, tuple(each), _shared(each)) for caption, each in kinds.items()]


def covered_by(family: Family, now: Entries) -> frozenset[str]:
    """Return the shared terms of which a table says all that the reported scope has: others have it, too."""
    others = [scope for scope in family.scopes if pointer_of(scope) != pointer_of(now)]
    paths = {row.path for scope in others for node in nodes_of(scope) for row in rows_in(node)}
    mine = [node for node in nodes_of(now) if node.label in family.shared]
    return frozenset(node.label for node in mine if all(row.path in paths for row in rows_in(node)))


def _caption(scope: Entries) -> str:
    """Return what a table of scopes like this one is called."""
    label = scope.find("label")
    text = label.text if isinstance(label, Given) else ""
    if len(name_of(scope)) > 1:
        return PARTS
    if rounds_in(text):
        return ROUNDS
    return "各时期主要数据" if periods_in(text, year=2000) or text.endswith(TIMES) else PARTS


# ── tables ───────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Row:
    """A figure with its place and depth in a table."""

    path: Path
    depth: int
    node: Figure | Absent


def rows_in(node: Figure | Absent, above: Path = (), depth: int = 0) -> Iterator[Row]:
    """Yield a figure and all its parts, wholes first."""
    path = (*above, node.label)
    yield Row(path, depth, node)
    for part in _all_breakdowns(node):
        yield from _rows_of(part, path, depth + 1)


def _rows_of(part: Entries, path: Path, depth: int) -> Iterator[Row]:
    for each in closing(part):
        if isinstance(each, Figure | Absent):
            yield from rows_in(each, (*path, part.label), depth)
    for key in ("rest",):
        rest = part.beside.get(key)
        if isinstance(rest, Figure):
            yield Row((*path, part.label, rest.label), depth, rest)


def _all_breakdowns(node: Figure | Absent) -> tuple[Entries, ...]:
    by = node.facets.get("by")
    return tuple(part for part in by if isinstance(part, Entries)) if isinstance(by, Entries) else ()


def table_of(caption: Sequence[Part], heads: Sequence[Clause], rows: Sequence[Sequence[Clause]]) -> Entries:
    """Return a table without the columns that are empty."""
    kept = [i for i in range(len(heads)) if i == 0 or any(row[i].parts for row in rows)]
    return Entries("table", {
        "caption": Clause(tuple(caption)),
        "widths": " ".join("5" if i == 0 else "3" for i in kept),
        "heads": tuple(heads[i] for i in kept),
        "rows": tuple(tuple(row[i] for i in kept) for row in rows),
    })  # fmt: skip


def parts_table(node: Figure | Absent, part: Entries) -> Entries:
    """Return the table of a long breakdown: its whole, then its items with their shares and changes."""
    base = part.beside.get("base", node)
    rows = (
        [Row((node.label,), 0, replace(base, label="合计" if base is node else "所涉总数"))]
        if isinstance(base, Figure)
        else []
    )
    rows += _rows_of(part, (node.label,), 0 if not rows else 1)
    units = {row.node.unit for row in rows if isinstance(row.node, Figure)}
    one = len(units) == 1
    cells = [_cells(row, bare=one) for row in rows]
    heads = ("项目", "数量", "人数", "占比", "对比")
    unit = f"（单位：{units.pop()}）" if one else ""
    about = f"按{part.label}分的" if part.label else ""
    return table_of((f"{about}{node.label}情况{unit}",), [Clause((head,)) for head in heads], cells)


def _cells(row: Row, *, bare: bool) -> list[Clause]:
    """Return the cells of a row: its term, number, persons, share, change."""
    node, indent = row.node, INDENT * max(0, row.depth - 1)
    persons, rate = node.facets.get("persons"), node.facets.get("rate")
    number = (node.formed(unit=False) if bare else node,) if isinstance(node, Figure) else ()
    names = node.facets.get("names")
    term: tuple[Part, ...] = (indent + node.label,)
    if isinstance(names, Entries):
        term = (*term, "（", *listed(names).parts, "）")
    return [
        Clause(term),
        Clause(number),
        Clause((persons,) if isinstance(persons, Figure) else ()),
        Clause((rate,) if isinstance(rate, Figure) and row.depth else ()),
        Clause(without_mark(changed(node))),
    ]


def without_mark(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Return a clause without the comma it begins with."""
    first = parts[0] if parts else None
    return (first.removeprefix("，"), *parts[1:]) if isinstance(first, str) else parts


# ── several scopes side by side ──────────────────────────────────────────────────────────────────────────


def _simple(node: Figure | Absent) -> bool:
    """Return whether a cell of a table can say all about a figure and its parts."""
    for row in rows_in(node):
        facets = row.node.facets
        if any(isinstance(facets.get(key), Given | Entries) for key in ("to", "names", "compared")):
            return False
    return True


def _shared(scopes: Scopes) -> frozenset[str]:
    """Return the terms that stand side by side: those that several scopes give, if they are many."""
    terms = [
        {node.label for node in nodes_of(scope) if not node.name.endswith(".rounds")} for scope in scopes
    ]
    several = frozenset(term for each in terms for term in each if sum(term in other for other in terms) > 1)
    columns = [{row.path for node in nodes_of(scope) if node.label in several for row in rows_in(node)}
               for scope in scopes]  # fmt: skip
    columns = [column for column in columns if column]
    filled, room = sum(map(len, columns)), len(set[Path]().union(*columns)) * len(columns)
    return several if filled >= WORTH_A_TABLE and filled >= room * DENSE else frozenset()


def nodes_of(scope: Entries) -> list[Figure | Absent]:
    return [node for _, nodes in topics_of(scope) for node in nodes if isinstance(node, Figure | Absent)]


def left_of(scope: Entries, shared: frozenset[str]) -> list[Figure | Absent]:
    """Return what is told of a scope in words: what the table of several scopes does not say of it."""
    return [node for node in nodes_of(scope) if node.label not in shared or not _simple(node)]


def comparison_tables(family: Family, now: Entries, with_rounds: set[Places]) -> Iterator[Entries]:
    """Yield the tables in which several scopes stand side by side.

    Of organisations that are told `with_rounds` only the number stands there.
    """
    shared, caption = family.shared, family.caption
    beside = [scope for scope in family.scopes if any(node.label in shared for node in nodes_of(scope))]
    columns = [_column(scope, shared, with_rounds) for scope in beside]
    every = _in_order(columns)
    for scope, column in zip(beside, columns, strict=True):
        _fill(column, scope, every)
    others = [
        column for scope, column in zip(beside, columns, strict=True) if pointer_of(scope) != pointer_of(now)
    ]
    order = [path for path in every if any(path in column for column in others)]
    labels = [Clause(name_of(scope)) for scope in beside]
    grid = [[cell_of(column.get(path)) for column in columns] for path in order]
    terms = [Clause((INDENT * (len(path) // 2) + path[-1],)) for path in order]
    if len(beside) > COLUMNS and len(beside) >= len(order):
        for part in _slices(len(order), HEADS):
            rows = [[label, *(line[i] for line in grid[part])] for i, label in enumerate(labels)]
            heads = [Clause((path[-1],)) for path in order[part]]
            yield table_of((caption,), [Clause(("范围",)), *heads], rows)
        return
    for part in _slices(len(beside), COLUMNS):
        rows = [[term, *line[part]] for term, line in zip(terms, grid, strict=True)]
        rows = [row for row in rows if any(cell.parts for cell in row[1:])]
        yield table_of((caption,), [Clause(("项目",)), *labels[part]], rows)


def _column(scope: Entries, shared: frozenset[str], with_rounds: set[Places]) -> dict[Path, Row]:
    """Return what a scope has of the shared terms, by its path."""
    rows: list[Row] = []
    for node in nodes_of(scope):
        if node.label in shared:
            rows += [Row((node.label,), 0, node)] if places_of(node) in with_rounds else _rated_rows(node)
    return {row.path: row for row in rows}


def _slices(length: int, most: int) -> list[slice]:
    """Return slices of about the same length, each of at most `most`."""
    parts = -(-length // most)
    size = -(-length // max(1, parts))
    return [slice(start, start + size) for start in range(0, length, max(1, size))]


def _rated_rows(node: Figure | Absent) -> Iterator[Row]:
    """Yield the rows of a figure, each rate that has a name of its own in a row below its count."""
    for row in rows_in(node):
        yield row
        rate = row.node.facets.get("rate")
        if isinstance(row.node, Figure) and isinstance(rate, Figure) and _is_named(rate, row.node):
            yield Row((*row.path, "", rate.label), row.depth + 1, rate)


def _is_named(rate: Figure, figure: Figure) -> bool:
    """Return whether a rate is called by a name (整改率), not by what it is a share of."""
    return not rate.label.startswith((NAMED_RATE, figure.label))


def _fill(column: dict[Path, Row], scope: Entries, paths: Sequence[Path]) -> None:
    """Add to a column what its scope gives beside its wholes, and other scopes as their parts."""
    alone = {node.label: node for node in nodes_of(scope)}
    for path in paths:
        if path in column or len(path) < 2:  # noqa: PLR2004  # a path of one term is an indicator alone
            continue
        named_rate = not path[-2]
        node: Node | None = alone.get(path[-3] if named_rate else path[-1])
        if named_rate and isinstance(node, Figure):
            node = node.facets.get("rate")
        if isinstance(node, Figure):
            column[path] = Row(path, len(path) // 2, node)


def _in_order(columns: Sequence[dict[Path, Row]]) -> list[Path]:
    """Return all rows of the columns, what only a later one has after what stands before it there."""
    order: list[Path] = []
    for column in columns:
        at = 0
        for path in column:
            if path in order:
                at = order.index(path) + 1
            else:
                order.insert(at, path)
                at += 1
    return order


def cell_of(row: Row | None) -> Clause:
    """Return a number with its second count; of what is only a share, the share."""
    if row is None:
        return Clause(())
    node = row.node
    persons, rate = node.facets.get("persons"), node.facets.get("rate")
    if isinstance(node, Figure):
        return Clause((node, *((persons,) if isinstance(persons, Figure) else ())))
    return Clause((rate,) if isinstance(rate, Figure) else ())
