"""Turn a data file into the lines of the form; the reverse of reading a workbook."""

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from bulletin.datafiles.workbook.sheets import (
    CLASS_PAIRS,
    COUNT_COLUMNS,
    DIMENSION,
    EMPTY,
    INDICATOR,
    ITEM,
    NAME_COLUMNS,
    NAMED,
    NUMBER,
    ONCE_FIELDS,
    PART_COLUMNS,
    PLANNED,
    SCOPE,
    STEP,
    Column,
    zh,
)
from bulletin.model.codelist import Codelist
from bulletin.model.facts import Breakdown, Count, Plan, Round
from bulletin.model.terms import Basis

FormLine = Mapping[str, Any]
"""Header → value, as in `bulletin.model.facts`."""
BASIS = next(column.header for column in PART_COLUMNS if column.path == ("basis",))
ONCE = {column.path[0]: column.header for column in PART_COLUMNS if column.path in ONCE_FIELDS}
NAME, MORE = (column.header for column in NAME_COLUMNS if column.path)
OBJECT = "object"
_BLANK = Count()


def field_of(value: Any, path: tuple[str, ...]) -> Any:
    """Return the value at a path inside a data object; None if the path ends early."""
    for step in path:
        value = getattr(value, step) if value is not None else None
    return value


class Rows:
    """Turns counts into lines, with the codelist's terms of a given day."""

    def __init__(self, codelist: Codelist, day: date | None) -> None:
        self.codelist, self.day = codelist, day
        self.parts: list[FormLine] = []
        self.names: list[FormLine] = []

    def term(self, key: str, dimension: str = "") -> str:
        """Return the name of an indicator in the form, which resolves to its key again."""
        entry = self.codelist.indicators.get(key)
        label = entry.label_on(self.day) if entry else key
        fits = STEP not in label and label == label.strip() and self.codelist.key_of(label, dimension) == key
        return label if fits else key

    def dimension(self, key: str) -> str:
        """Return the name of a dimension, which resolves to its key again."""
        label = self.codelist.dimensions.get(key, key)
        fits = STEP not in label and label == label.strip() and self.codelist.dimension_of(label) == key
        return label if fits else key

    def own(self, count: Count, without: Iterable[tuple[str, ...]] = ()) -> dict[str, Any]:
        """Return the given fields of a count itself, by header."""
        columns = [column for column in COUNT_COLUMNS if column.path not in set(without)]
        given = {column.header: field_of(count, column.path) for column in columns}
        return {header: value for header, value in given.items() if value is not None and value is not False}

    def result(self, key: str, count: Count) -> FormLine:
        """Return the line of a count in a table of results."""
        mark = {NUMBER: EMPTY} if count == _BLANK else {}
        return {INDICATOR: self.term(key), **self.own(count), **mark}

    def apart(self, count: Count, scope: str, path: tuple[str, ...], done: str = "") -> None:
        """Add the lines of all breakdowns and names of a count, the whole before its parts."""
        about = {SCOPE: scope or None, INDICATOR: STEP.join(path)}
        for name in count.names:
            self.names.append({**about, NAME: name})
        if count.more:
            last = self.names.pop() if count.names else about
            self.names.append({**last, MORE: True})
        for key, part in count.by.items():
            if key != done:
                self._breakdown(part, key, {**about, DIMENSION: self.dimension(key)})
        for key, part in count.by.items():
            for name, item in part.items.items():
                if item is not None and key != done:
                    self.apart(item, scope, (*path, self.dimension(key), self.term(name, key)))

    def _breakdown(self, part: Breakdown, dimension: str, about: FormLine) -> None:
        once = {header: getattr(part, name) for name, header in ONCE.items()}
        once[ONCE["rest"]] = part.rest and self.term(part.rest, dimension)
        items = [self._item(self.term(key, dimension), item) for key, item in part.items.items()]
        lines = [{**about, BASIS: part.basis, **item} for item in items]
        lines = lines or [{**about, BASIS: part.basis}]
        lines[0] = {**lines[0], **once}
        self.parts += lines

    def _item(self, name: str, item: Count | None) -> FormLine:
        if item is None:
            return {ITEM: name, NUMBER: NAMED}
        own = self.own(item)
        if not own:
            own[NUMBER] = NAMED if item != _BLANK else EMPTY
        return {ITEM: name, **own}

    def beside(self, count: Count, scope: str, name: str, without: Iterable[tuple[str, ...]]) -> None:
        """Add the line of fields that a plan or a round has no column for."""
        own = self.own(count, without)
        if own:
            self.parts.append({SCOPE: scope, INDICATOR: name, **own})

    def plan(self, plan: Plan, scope: str) -> None:
        """Add the lines of fields that the sheet of plans has no column for."""
        for field, placed in PLANNED.items():
            count, name = getattr(plan, field), zh(Plan, field)
            if count is not None:
                self.beside(count, scope, name, placed)
                self.apart(count, scope, (name,))

    def round(self, entry: Round, scope: str) -> Iterator[tuple[Column, Any]]:
        """Add the lines of a round, and yield the pairs of class and number that its own line holds."""
        name, part = zh(Round, "inspected"), entry.inspected.by.get(OBJECT)
        self.beside(entry.inspected, scope, name, (("n",), ("unit",)))
        simple = part is not None and _is_simple(part)
        self.apart(entry.inspected, scope, (name,), done=OBJECT if simple else "")
        if part is None or not simple:
            return
        for (kind, number), (key, item) in zip(CLASS_PAIRS, part.items.items(), strict=False):
            yield kind, self.term(key, OBJECT)
            yield number, item.n if item else None


def _is_simple(part: Breakdown) -> bool:
    """Return whether a breakdown is a partition into a few classes with numbers only."""
    plain = all(
        item is not None and item.n is not None and item == Count(n=item.n) for item in part.items.values()
    )
    bare = dataclasses.replace(part, items={}) == Breakdown(
        basis=Basis.PARTITION, items={}, dimension=part.dimension
    )
    return plain and bare and 0 < len(part.items) <= len(CLASS_PAIRS)
