"""Turn a table of rows (a list, a DataFrame, a CSV file) into the results of a scope, each with its place.

A row is a count, or one item of its breakdown. What the table does not say (who publishes, the document, the
scope's name) stands beside it as a data file without those results. The place of a number is the table's
name, row and column: `round5.csv:3:数` is row 3, column 数; rows count from 1.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bulletin.datafiles.parsed import Parsed
from bulletin.datafiles.plain import missing, plain
from bulletin.datafiles.shape import grammar, pointer
from bulletin.issues.errors import DataRefused
from bulletin.issues.issue import Issue, error
from bulletin.model.codelist import nearest, shipped_codelist
from bulletin.model.facts import DataFile, Scope

INDICATOR, DIMENSION, ITEM, BASIS, REST, FIGURE = "indicator", "dimension", "item", "basis", "rest", "n"
COLUMNS: Mapping[str, str] = {
    "indicator": INDICATOR, "指标": INDICATOR, "dimension": DIMENSION, "维度": DIMENSION,
    "item": ITEM, "分项": ITEM, "basis": BASIS, "口径": BASIS, "rest": REST, "其余": REST,
    "n": FIGURE, "数": FIGURE, "unit": "unit", "量词": "unit", "单位": "unit",
    "persons": "persons", "人数": "persons", "to": "to", "移交对象": "to",
    "approximate": "approximate", "约数": "approximate", "resolution": "resolution", "精度": "resolution",
    "scale": "scale", "数级": "scale", "scale_decimals": "scale_decimals", "数级小数": "scale_decimals",
    "decimals": "decimals", "小数位数": "decimals", "rate_name": "rate_name", "比率名称": "rate_name",
    "stated_rate": "stated_rate", "所报比率": "stated_rate", "label": "label", "称谓": "label",
    "origin": "origin", "来源": "origin", "note": "note", "备注": "note",
}  # fmt: skip
"""Heading of a column, in English or Chinese → what it holds; but for the first five, a field of a count."""
ZH = {INDICATOR: "指标", DIMENSION: "维度", ITEM: "分项"}
OF_WHOLE = (INDICATOR, DIMENSION, ITEM, BASIS, REST)
NUMERIC = ("n", "persons", "resolution", "stated_rate", "scale_decimals", "decimals")
"""The columns of numbers, which are text in a CSV file."""
PARTITION = "partition"
"""The basis of a breakdown that does not name one."""


@dataclass(frozen=True, slots=True)
class Table:
    """Counts of one scope as rows (表), with the rest of the data beside them.

    `rows` are mappings of column → value, in a list or an iterator, or a DataFrame with `to_dict("records")`,
    `to_dicts()` or `to_pylist()`; rows of a database (sqlite3.Row, a named tuple) are taken, too. `about` is
    a data file as a mapping, whose reported scope, or only one, has no results: the rows are. `name` is what
    places call the table.
    """

    rows: Any = field(repr=False)
    about: Mapping[str, Any] = field(repr=False)
    name: str = "table"


def records(rows: Any) -> list[dict[str, Any]]:
    """Return the rows of a table as plain mappings.

    Raises:
        DataRefused: it is no table, or a row of it has no names of columns.
    """
    for method, words in (("to_dicts", ()), ("to_pylist", ()), ("to_dict", ("records",))):
        if hasattr(rows, method) and not isinstance(rows, Mapping):
            rows = getattr(rows, method)(*words)
            break
    if not isinstance(rows, Iterable) or isinstance(rows, str | bytes | Mapping):
        text, hint = "A table is expected here, not {kind}.", "Pass a list of mappings, or a DataFrame."
        raise DataRefused([error("B107", "/", text, hint, kind=type(rows).__name__)])
    return [_record(n, row) for n, row in enumerate(rows, 1)]


def _record(n: int, row: Any) -> dict[str, Any]:
    if hasattr(row, "_asdict"):
        row = row._asdict()
    if not hasattr(row, "keys"):
        text, hint = "Row {n} is no mapping of column to value.", "Pass a list of mappings, or a DataFrame."
        raise DataRefused([error("B107", f"/{n - 1}", text, hint, n=n)])
    return {str(column): plain(row[column]) for column in row.keys()}  # noqa: SIM118  # sqlite3.Row iterates over values


def parse_table(table: Table) -> Parsed:
    """Return the data file of a table, with the place of each of its numbers.

    Raises:
        DataRefused: `rows` is no table, or `about` no mapping.
    """
    about = plain(table.about)
    if not isinstance(about, dict):
        text, hint = "An object is expected here, not {kind}.", "Pass the data file without its results."
        raise DataRefused([error("B107", table.name, text, hint, kind=type(table.about).__name__)])
    found = enumerate(records(table.rows), 1)
    parsed = joined(about, found, table.name)
    return Parsed(parsed.raw, parsed.issues, parsed.places, by_program=True)


def joined(about: dict[str, Any], rows: Iterable[tuple[int, Mapping[str, Any]]], name: str) -> Parsed:
    """Return the data file `about` with the results in `rows`, each given with its number."""
    about = {**({} if _key(about, DataFile, "format") in about else {"format": 1}), **about}
    at = _scope(about)
    if at is None:
        text = "The table has no scope to stand in."
        hint = "Give “scopes” (统计范围) with one scope, or one that is reported (本次通报)."
        return Parsed(about, (error("B108", name, text, hint),))
    scope = about[at[0]][at[1]]
    if _key(scope, Scope, "results") in scope:
        text, hint = "The scope has results beside those of the table.", "Leave one of the two out."
        return Parsed(about, (error("B104", name, text, hint),))
    reader = _RowReader(name, pointer(pointer(pointer("", at[0]), at[1]), "results"))
    for number, row in rows:
        reader.row(number, row)
    if _key(scope, Scope, "reported") not in scope and len(about[at[0]]) == 1:
        scope = {**scope, "reported": True}
    scopes = list(about[at[0]])
    scopes[at[1]] = {**scope, "results": reader.results}
    return Parsed({**about, at[0]: scopes}, tuple(reader.issues), reader.places)


def _key(raw: Mapping[str, Any], kind: type, name: str) -> str:
    """Return the key, in English or in Chinese, under which a mapping has a field, else the English one."""
    zh: str = grammar(kind)[name][0].metadata["zh"]
    return zh if zh in raw else name


def _scope(about: Mapping[str, Any]) -> tuple[str, int] | None:
    """Return the key of the scopes and the number of the one the table is about; None if there is none."""
    key = _key(about, DataFile, "scopes")
    scopes = about.get(key)
    if not isinstance(scopes, Sequence) or not all(isinstance(scope, Mapping) for scope in scopes):
        return None
    reported = [i for i, scope in enumerate(scopes) if scope.get(_key(scope, Scope, "reported")) is True]
    chosen = reported or list(range(len(scopes)))
    return (key, chosen[0]) if len(chosen) == 1 else None


class _RowReader:
    """Enters rows as counts, and keeps where each value stands."""

    def __init__(self, name: str, at: str) -> None:
        self.name, self.at = name, at
        self.results: dict[str, Any] = {}
        self.places: dict[str, str] = {}
        self.issues: list[Issue] = []
        self.spelt: dict[tuple[str, str], str] = {}
        self.given: dict[str, str] = {}
        self.unknown: set[str] = set()

    def row(self, number: int, row: Mapping[str, Any]) -> None:
        """Enter one row; an empty one says nothing."""
        headings = {COLUMNS[column.strip()]: column for column in row if column.strip() in COLUMNS}
        cells = {held: row[column] for held, column in headings.items() if not _empty(row[column])}
        if all(_empty(value) for value in row.values()):
            return
        self._unknown(number, row)

        def place(held: str) -> str:
            return f"{self.name}:{number}:{headings.get(held, held)}"

        count, at = self._count(cells, place)
        if count is None:
            return
        if at in self.given:
            text, hint = "The table gives “{name}” a second time.", "Keep one of the two."
            name = cells.get(ITEM, cells[INDICATOR])
            self.issues.append(error("B104", place(FIGURE), text, hint, (self.given[at],), name=name))
            return
        self.given[at] = place(FIGURE)
        for held in (held for held in cells if held not in OF_WHOLE):
            count[held] = cells[held]
            self.places[pointer(at, held)] = place(held)
        if FIGURE not in cells:
            said = missing(row[headings[FIGURE]]) if FIGURE in headings else ""
            text, hint = "The row has no number{said}.", "Type 0 for none, or leave the row out."
            shown = f" ({said})" if said else ""
            self.issues.append(error("B108", place(FIGURE), text, hint, said=shown))

    def _count(
        self, cells: Mapping[str, Any], place: Callable[[str], str]
    ) -> tuple[dict[str, Any] | None, str]:
        """Return the count a row is about, and its pointer; None if the row does not name one."""
        for held in OF_WHOLE:
            if held in cells and not isinstance(cells[held], str):
                text = "Text is expected in this column, not {kind}."
                self.issues.append(error("B107", place(held), text, kind=type(cells[held]).__name__))
                return None, ""
        lacking = INDICATOR if INDICATOR not in cells else ""
        if (DIMENSION in cells) != (ITEM in cells):
            lacking = DIMENSION if ITEM in cells else ITEM
        if lacking:
            self.issues.append(
                error("B108", place(lacking), "The row has nothing in the column {held}.", held=ZH[lacking])
            )
            return None, ""
        count, at = self._child(self.results, self.at, cells[INDICATOR], place(INDICATOR))
        if ITEM not in cells:
            return count, at
        by_at = pointer(at, "by")
        self.places.setdefault(by_at, place(DIMENSION))
        part, part_at = self._child(count.setdefault("by", {}), by_at, cells[DIMENSION], place(DIMENSION))
        for held, default in ((BASIS, PARTITION), (REST, None)):
            value = cells.get(held, part.get(held, default))
            if value is not None and part.setdefault(held, value) != value and held in cells:
                text = "The rows of one breakdown do not agree on “{held}”."
                self.issues.append(error("B104", place(held), text, "Keep one.", held=held))
            self.places.setdefault(pointer(part_at, held), place(held))
        items_at = pointer(part_at, "items")
        self.places.setdefault(items_at, place(ITEM))
        return self._child(part.setdefault("items", {}), items_at, cells[ITEM], place(ITEM), cells[DIMENSION])

    def _child(
        self, table: dict[str, Any], at: str, name: str, place: str, dimension: str = ""
    ) -> tuple[dict[str, Any], str]:
        """Return the object under a name, as it was first spelt at this place, and its pointer."""
        codelist = shipped_codelist()
        if at.endswith("/by"):
            key = codelist.dimension_of(name)
        else:
            key = codelist.key_of(name, codelist.dimension_of(dimension) or "")
        name = self.spelt.setdefault((at, key or name), name)
        here = pointer(at, name)
        self.places.setdefault(here, place)
        found: dict[str, Any] = table.setdefault(name, {})
        return found, here

    def _unknown(self, number: int, row: Mapping[str, Any]) -> None:
        """Report each column that is not read once: what stands in it would be lost in silence."""
        for column in row:
            if column.strip() in COLUMNS or column in self.unknown:
                continue
            self.unknown.add(column)
            near = nearest(column, COLUMNS)
            text = "There is no column “{column}” in a table of counts."
            hint = "Did you mean “{near}”?" if near else "Known here: {known}."
            known = ", ".join(COLUMNS)
            place = f"{self.name}:{number}:{column}"
            self.issues.append(error("B109", place, text, hint, column=column, near=near, known=known))


def _empty(value: Any) -> bool:
    """Return whether a cell holds nothing: None, NaN and its like, or blank text."""
    return value is None or bool(missing(value)) or (isinstance(value, str) and not value.strip())
