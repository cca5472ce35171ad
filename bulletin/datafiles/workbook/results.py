"""Write the sheets of results: a block for each group of the codelist, a line for each indicator."""

from collections.abc import Sequence
from datetime import date

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from bulletin.datafiles.workbook import formatting, labels
from bulletin.datafiles.workbook import sheets as form
from bulletin.datafiles.workbook.fields import Fields
from bulletin.datafiles.workbook.rows import FormLine, field_of
from bulletin.datafiles.workbook.sheets import Column, Holds
from bulletin.model.codelist import Codelist, Indicator, shipped_codelist
from bulletin.model.facts import Count, Scope

ORDER = (
    "n", "unit", "to", "note", "label", "approximate", "persons", "stated_rate", "resolution", "compared",
)  # fmt: skip
"""The fields of a count, from the usual to the rare."""
USUAL_COLUMNS = 6
"""The number of columns printed, unless others are filled in."""
SPARE = 8
"""The empty lines for indicators without a line of their own."""
WIDTHS = (32, 11, 11, 13, 16, 24, 14, 8, 8, 12, 8, 14, 10, 10, 10, 10, 10)


def ordered_columns() -> list[Column]:
    """Return the columns of a count, from the usual to the rare."""
    place = {name: number for number, name in enumerate(ORDER)}
    return sorted(form.COUNT_COLUMNS, key=lambda column: place.get(column.path[0], len(place)))


class ResultsSheet(Fields):
    """Writes the sheets of results."""

    def __init__(self, codelist: Codelist, day: date | None) -> None:
        super().__init__(codelist, day)
        number, *others = ordered_columns()
        usual = Column(form.USUAL, (), Holds.NAME)
        self.columns = (form.RESULT_COLUMNS[0], number, *self.beside(), usual, *others)
        self.usual, self.unit = USUAL_COLUMNS + self.past, "E" if self.past else "D"

    def beside(self) -> tuple[Column, ...]:
        """Return the column of the last period's numbers, if there is one."""
        return (Column(form.LAST, (), Holds.NAME),) if self.past else ()

    def colour_missing(self, into: Worksheet, number: int, top: int, last: int) -> None:
        """Colour the cells of a column of numbers that are empty beside a number of the last period."""
        if self.past:
            letter, beside = get_column_letter(number), get_column_letter(number + 1)
            formula = f'AND(${beside}{top}<>"",${letter}{top}="")'
            formatting.colour_missing(into, f"{letter}{top}:{letter}{last}", formula)

    def shown(self, line: FormLine) -> FormLine:
        """Return the line of a count as this form shows it."""
        return line

    def results(
        self, book: Workbook, title: str, scope: Scope, keys: frozenset[str] | None, *, empty: bool
    ) -> None:
        """Write one table of results, with its scope above it; `keys` have a line each, None: all."""
        widths = (*WIDTHS[:2], *(WIDTHS[1] for _ in self.beside()), *WIDTHS[2:])
        lead = labels.LEADS[form.RESULTS] + labels.PAST * self.past
        into = formatting.sheet(book, title, lead, widths)
        rules = formatting.Rules(into)
        for number, column in enumerate(form.SCOPE_COLUMNS, 1):
            value = None if empty and column.path != ("reported",) else field_of(scope, column.path)
            self.header(into, (3, number), column.header)
            self.field(into, (4, number), column, value)
            cell = f"{get_column_letter(number)}4"
            if column.path[0] in labels.OF_SCOPES:
                rules.prompt(cell, labels.OF_SCOPES[column.path[0]])
            else:
                self.rule(rules, cell, column)
        into.row_dimensions[4].height = 20
        into.row_dimensions[5].height = 8
        for number, column in enumerate(self.columns, 1):
            self.header(into, (6, number), column.header, extra=number > self.usual)
        left = dict(scope.results)
        row = 7
        for heading, entries in self.blocks(keys).items():
            self.band(into, row, heading, len(self.columns))
            for offset, entry in enumerate(entries, 1):
                self.result(into, row + offset, entry, left.pop(entry.key, None), rules)
            row += len(entries) + 1
        self.band(into, row, labels.OTHER_BLOCK, len(self.columns))
        last = self.others(into, row + 1, [*left.items(), *[("", None)] * SPARE], rules)
        for number, column in enumerate(self.columns, 1):
            if column.path not in {(), ("unit",), ("n",)}:
                letter = get_column_letter(number)
                self.rule(rules, f"{letter}8:{letter}{last}", column)
        self.colour_missing(into, 2, 7, last)
        formatting.freeze(into, 7, 2)
        rare = {column.header for column in self.columns[self.usual :]}
        if not any(rare & self.rows.own(count).keys() for count in scope.results.values()):
            into.print_area = f"A1:{get_column_letter(self.usual)}{last}"
            into.page_setup.orientation = "portrait"

    def result(
        self, into: Worksheet, row: int, entry: Indicator, count: Count | None, rules: formatting.Rules
    ) -> None:
        """Write the line of an indicator that has a fixed place on the form."""
        formatting.put(into, (row, 1), self.rows.term(entry.key), formatting.LINE, "@")
        self.line(into, row, entry.key, count)
        if entry.amount:
            rules.decimal(f"B{row}")
        else:
            rules.whole(f"B{row}")
        rules.choice(f"{self.unit}{row}", entry.units or (entry.unit,), open_=True)

    def others(
        self, into: Worksheet, top: int, counts: Sequence[tuple[str, Count | None]], rules: formatting.Rules
    ) -> int:
        """Write the lines with a free choice of indicator, and return the last of them."""
        for row, (key, count) in enumerate(counts, top):
            self.field(into, (row, 1), self.columns[0], self.rows.term(key) if key else None)
            self.line(into, row, key, count)
        last = top + len(counts) - 1
        rules.listed(f"A{top}:A{last}", self.sources[form.INDICATOR], open_=True)
        rules.decimal(f"B{top}:B{last}")
        rules.choice(f"{self.unit}{top}:{self.unit}{last}", self.units(), open_=True)
        return last

    def line(self, into: Worksheet, row: int, key: str, count: Count | None) -> None:
        """Write the given fields of a count, right of its name."""
        entry = self.codelist.indicators.get(key)
        line = self.shown(self.rows.result(key, count)) if count is not None else {}
        money = self.is_money(line.get(form.UNIT), self.rows.term(key))
        for number, column in enumerate(self.columns[1:], 2):
            if column.header == form.USUAL:
                formatting.put(into, (row, number), entry.unit if entry else None, formatting.USUAL)
            elif column.header == form.LAST:
                formatting.put(into, (row, number), line.get(form.LAST), formatting.PAST, "@")
            else:
                self.field(into, (row, number), column, line.get(column.header), money=money)
        self.height(into, row, line, self.columns)

    def blocks(self, keys: frozenset[str] | None) -> dict[str, list[Indicator]]:
        """Return the indicators with these keys, by group; None: all outside breakdowns."""
        found: dict[str, list[Indicator]] = {}
        heading = labels.OWN_BLOCK
        shipped = shipped_codelist().indicators
        for key, entry in self.codelist.indicators.items():
            heading = labels.BLOCKS.get(key, heading)
            if key in keys if keys is not None else not entry.dimension:
                own = labels.OWN_BLOCK if key not in shipped else heading
                found.setdefault(own, []).append(entry)
        return found
