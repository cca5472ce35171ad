"""Turn the lines of a workbook into counts and breakdowns at their places in the data."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from bulletin.datafiles.shape import pointer
from bulletin.datafiles.workbook.cells import MAX_ALSO, Sheet, is_results
from bulletin.datafiles.workbook.sheets import (
    BREAKDOWN_FIELDS,
    COMPARISON,
    COUNT_COLUMNS,
    DIMENSION,
    INDICATOR,
    ITEM,
    NAME_COLUMNS,
    NAMED,
    NUMBER,
    PART_COLUMNS,
    PLAN,
    SCOPE,
    STEP,
    Column,
    zh,
)
from bulletin.datafiles.workbook.tables import SheetRow, Tables, is_mark
from bulletin.issues.issue import error, note
from bulletin.model.codelist import nearest, shipped_codelist
from bulletin.model.facts import Plan


@dataclass(slots=True)
class Counts(Tables):
    """Puts counts where the columns 范围, 指标, 维度 and 分项 say."""

    raw: dict[str, Any] = field(default_factory=lambda: {"format": 1})
    tables: dict[str, tuple[dict[str, Any], str]] = field(default_factory=dict)
    """Name in 范围 → the table of counts it refers to, and its pointer."""
    spelt: dict[tuple[str, str], str] = field(default_factory=dict)
    """Pointer and codelist key → the name first read for it."""
    items: dict[str, str] = field(default_factory=dict)
    """Pointer of an item → its line."""
    named: list[tuple[dict[str, Any], str]] = field(default_factory=list)
    """Items without a number; they stay empty unless a later line fills them."""

    def count(self, count: dict[str, Any], at: str, row: SheetRow) -> None:
        """Enter what a line says of a count itself."""
        columns = list(COUNT_COLUMNS)
        if NUMBER in row.cells and is_mark(row.cells[NUMBER]):
            columns = [column for column in columns if column.path != ("n",)]
        self.fill(count, at, columns, row)
        if COMPARISON in row.cells:
            self.places[f"{at}/compared"] = row.at(COMPARISON)

    def child(
        self, table: dict[str, Any], at: str, name: str, place: str, dimension: str = ""
    ) -> tuple[dict[str, Any], str, bool]:
        """Return the object under a name of the codelist, its pointer, and whether it is new.

        `dimension` names the dimension of an item.
        """
        name = self.known(at, name, dimension)
        here = pointer(at, name)
        new = name not in table
        if new:
            self.places[here] = place
        found: dict[str, Any] = table.setdefault(name, {})
        return found, here, new

    def known(self, at: str, name: str, dimension: str) -> str:
        """Return the name first read at a place for the same indicator or dimension."""
        codelist = shipped_codelist()
        if at.endswith("/by"):
            key = codelist.dimension_of(name)
        else:
            key = codelist.key_of(name, codelist.dimension_of(dimension) or "")
        return self.spelt.setdefault((at, key or name), name)

    def target(self, row: SheetRow) -> tuple[dict[str, Any], str] | None:
        """Return the count that 范围 and 指标 of a line name, creating it if needed."""
        scope, path = row.text(SCOPE), row.text(INDICATOR)
        if not path:
            self.missing(row, INDICATOR)
            return None
        results = [title for title in self.tables if is_results(title)]
        if not scope and len(results) == 1:
            scope = results[0]
        if scope == PLAN and scope not in self.tables:
            self.tables[PLAN] = (self.raw.setdefault("plan", {}), "/plan")
        if scope not in self.tables:
            near = nearest(scope, self.tables)
            text = "“{scope}” is no sheet of results, no plan and no round."
            hint = "Did you mean “{near}”?" if near else "Known here: {known}."
            values = {"scope": scope, "near": near, "known": "、".join([*self.tables, PLAN])}
            self.issues.append(error("B109", row.at(SCOPE), text, hint, **values))
            return None
        table, at = self.tables[scope]
        place = row.at(INDICATOR)
        first, *steps = [step.strip() for step in path.split(STEP)]
        if is_results(scope):
            count, here, _ = self.child(table, at, first, place)
        else:
            planned = "covered" if first == zh(Plan, "covered") else "objects"
            name = planned if scope == PLAN else "inspected"
            count, here = table.setdefault(name, {}), pointer(at, name)
            self.places.setdefault(here, place)
        if len(steps) % 2:
            text = "The path “{path}” breaks off."
            hint = "After an indicator come pairs of a dimension and one of its items."
            self.issues.append(error("B109", place, text, hint, path=path))
            return None
        for dimension, item in zip(steps[::2], steps[1::2], strict=True):
            part, part_at = self.breakdown(count, here, dimension, place)
            items_at = pointer(part_at, "items")
            count, here, _ = self.child(part.setdefault("items", {}), items_at, item, place, dimension)
        return count, here

    def breakdown(
        self, count: dict[str, Any], at: str, dimension: str, place: str
    ) -> tuple[dict[str, Any], str]:
        """Return the breakdown of a count in a dimension, creating it if needed, and its pointer."""
        by_at = pointer(at, "by")
        self.places.setdefault(by_at, place)
        part, here, new = self.child(count.setdefault("by", {}), by_at, dimension, place)
        if new:
            part["items"] = {}
            self.places[pointer(here, "items")] = place
        return part, here

    def parts(self, sheet: Sheet) -> None:
        """Read the lines of breakdowns; what separate lines say of one breakdown is merged."""
        of_whole = {column.header: column for column in PART_COLUMNS if column.path in BREAKDOWN_FIELDS}
        headings = {SCOPE, INDICATOR, DIMENSION, ITEM, *of_whole}
        rows = list(self.table(sheet, PART_COLUMNS))
        groups: dict[tuple[str, ...], list[SheetRow]] = {}
        for row in rows:
            groups.setdefault(tuple(row.text(header) for header in (SCOPE, INDICATOR, DIMENSION)), []).append(
                row
            )
        for (_, _, dimension), lines in groups.items():
            whole = [row for row in lines if dimension and not row.text(ITEM)]
            given = [row for row in lines if set(row.cells) - headings or row in whole]
            if not given:
                continue
            target = self.target(given[0])
            if target is None:
                continue
            if not dimension:
                self._own_fields(target, lines)
                continue
            part, at = self.breakdown(*target, dimension, given[0].at(DIMENSION))
            for row in lines:
                self._of_whole(part, at, of_whole.values(), row)
            for row in given:
                if row.text(ITEM):
                    self._item(part, at, row)
            left = [row.at(ITEM) for row in lines if row not in given]
            if left:
                text = "Items without a number were left out of {whole}, {dimension}."
                hint = "Type 0 for none, 不列数 for an item that is named without its number."
                values = {"whole": lines[0].text(INDICATOR), "dimension": dimension}
                self.issues.append(note("B125", left[0], text, hint, tuple(left[1:MAX_ALSO]), **values))

    def _own_fields(self, target: tuple[dict[str, Any], str], lines: list[SheetRow]) -> None:
        """Enter the lines without a dimension, which are about the count itself."""
        for row in lines:
            if row.text(ITEM):
                self.missing(row, DIMENSION)
                continue
            self.count(*target, row)

    def _of_whole(self, part: dict[str, Any], at: str, columns: Iterable[Column], row: SheetRow) -> None:
        for column in columns:
            if column.header not in row.cells:
                continue
            value, here = self.value(row.cells[column.header], column), pointer(at, column.path[0])
            if here in self.places and part.get(column.path[0]) != value:
                text = "The lines of one breakdown do not agree on “{header}”."
                first = (self.places[here],)
                place = row.at(column.header)
                self.issues.append(error("B104", place, text, "Keep one.", first, header=column.header))
            elif value is not None:
                self.put(part, at, column.path, value, row.at(column.header))

    def _item(self, part: dict[str, Any], at: str, row: SheetRow) -> None:
        name, items_at, dimension = row.text(ITEM), pointer(at, "items"), row.text(DIMENSION)
        count, here, _ = self.child(part["items"], items_at, name, row.at(NUMBER), dimension)
        if here in self.items:
            self.twice(row.at(ITEM), self.items[here], name)
            return
        self.items[here] = row.at(ITEM)
        self.places[here] = row.at(NUMBER)
        self.count(count, here, row)
        if row.text(NUMBER) == NAMED:
            self.named.append((part["items"], self.known(items_at, name, dimension)))

    def names(self, sheet: Sheet) -> None:
        """Read the names of the things counted."""
        text, more = (column for column in NAME_COLUMNS if column.path)
        for row in self.table(sheet, NAME_COLUMNS):
            if not set(row.cells) - {SCOPE, INDICATOR}:
                continue
            target = self.target(row)
            if target is None:
                continue
            count, at = target
            if text.header in row.cells:
                name = self.value(row.cells[text.header], text)
                names = count.setdefault("names", [])
                self.places.setdefault(f"{at}/names", row.at(text.header))
                self.places[pointer(f"{at}/names", len(names))] = row.at(text.header)
                names.append(name)
            if more.header in row.cells and self.value(row.cells[more.header], more):
                self.put(count, at, more.path, value=True, place=row.at(more.header))
