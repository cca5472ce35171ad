"""The form an office fills in, and the same form filled from a data file; `reading` reads it."""

import dataclasses
from collections.abc import Sequence
from typing import Any

from openpyxl.utils.exceptions import IllegalCharacterError

from bulletin.datafiles.coding import coded
from bulletin.datafiles.shape import read_data
from bulletin.datafiles.workbook import formatting, labels
from bulletin.datafiles.workbook import sheets as form
from bulletin.datafiles.workbook.fields import LOCKED, width_of
from bulletin.datafiles.workbook.offered import SPARE, Offered
from bulletin.datafiles.workbook.reading import parse_xlsx
from bulletin.datafiles.workbook.results import ResultsSheet, ordered_columns
from bulletin.datafiles.workbook.rows import FormLine, field_of
from bulletin.datafiles.workbook.sheets import Column, Holds
from bulletin.issues.errors import DataRefused
from bulletin.issues.issue import error
from bulletin.model.asked import Asked
from bulletin.model.codelist import Codelist, shipped_codelist
from bulletin.model.facts import (
    Case,
    Count,
    DataFile,
    DocumentFacts,
    Issuer,
    Problem,
    Quotation,
    Scope,
)
from bulletin.model.terms import Kind

WIDE = {"facts": 56, "title": 44, "measures": 44, "objects": 34, "post": 30, "decisions": 24, "post_box": 30}
"""The widths of columns of records that need more room."""
ONE_LINE = 80
"""Half-width characters in one line of the explanations."""


def blank(kind: Kind, scopes: int = 1, codelist: Codelist | None = None, asked: Asked | None = None) -> bytes:
    """Return an empty form for one kind of data, with a sheet of results for each of `scopes`.

    It asks for what `asked` says a template words, and has the rest on a further sheet; None: for everything.
    """
    tables = tuple(Scope(label="", results={}, reported=i == 0) for i in range(scopes))
    about = DocumentFacts(template=asked.template if asked else None)
    data = DataFile(format=1, kind=kind, issuer=Issuer(name=""), scopes=tables, document=about)
    return Form(data, codelist or shipped_codelist(), empty=True, asked=asked).content()


def filled(data: DataFile, codelist: Codelist | None = None) -> bytes:
    """Return the form filled with a loaded data file; reading it gives the same data again.

    Raises:
        DataRefused: a spreadsheet cannot hold some of it, such as a cell of more than 32,767 characters.
    """
    codelist = codelist or shipped_codelist()
    text, hint = "A spreadsheet cannot keep this data: {reason}.", "Keep it as JSON."
    try:
        content = Form(data, codelist, empty=False).content()
    except (IllegalCharacterError, UnicodeEncodeError, OverflowError) as cause:
        raise DataRefused([error("B126", data.source, text, hint, reason=type(cause).__name__)]) from None
    parsed = parse_xlsx(content, data.source)
    read, issues = read_data(parsed.raw, data.source) if parsed.raw else (None, parsed.issues)
    again = coded(read, codelist)[0] if read else None
    if again != data:
        names = [field.name for field in dataclasses.fields(DataFile) if field.compare]
        lost = next((name for name in names if again and getattr(again, name) != getattr(data, name)), "")
        raise DataRefused([error("B126", f"/{lost}", text, hint, reason=lost or "—"), *issues])
    return content


class Form(ResultsSheet):
    """Writes every sheet."""

    def __init__(
        self, data: DataFile, codelist: Codelist, *, empty: bool, asked: Asked | None = None
    ) -> None:
        super().__init__(codelist, data.day)
        self.asked, self.offered = asked, Offered(data.kind, asked, codelist, self.rows)
        self.data, self.empty = data, empty
        self.book = formatting.workbook()
        self.inspection = data.kind in (Kind.INSPECTION, Kind.ANNUAL)

    def content(self) -> bytes:
        """Return the bytes of the form, its sheets in the order of filling in."""
        self.explained()
        self.basics()
        if self.has(form.ROUNDS):
            self.rounds()
        titles = [form.RESULTS + (str(i) if i > 1 else "") for i in range(1, len(self.data.scopes) + 1)]
        for nth, (title, scope) in enumerate(zip(titles, self.data.scopes, strict=True)):
            self.results(self.book, title, scope, self.offered.keys(nth), empty=self.empty)
            for key, count in scope.results.items():
                self.rows.apart(count, title if len(titles) > 1 else "", (self.rows.term(key),))
        if self.data.plan:
            self.rows.plan(self.data.plan, form.PLAN)
        offered = list(self.offered.parts(titles)) if self.empty else []
        self.parts(form.PARTS, [*map(self.shown, self.rows.parts), *offered])
        self.table_sheet(form.NAMES, form.NAME_COLUMNS, self.named(), (14, 34, 66, 14))
        for title in form.RECORDS:
            if self.has(title):
                self.records(title)
        self.texts()
        if self.has(form.FURTHER):
            self.parts(form.FURTHER, list(self.offered.further(titles[0] if len(titles) > 1 else None)))
        self.codes()
        return formatting.content_of(self.book)

    def has(self, title: str) -> bool:
        """Return whether the form has this sheet."""
        if title == form.ROUNDS:
            offered = self.asked.rounds if self.asked else self.inspection
            return bool(self.data.rounds) or (self.empty and offered)
        if title == form.FURTHER:
            return self.asked is not None
        if title in form.RECORDS:
            name = form.RECORDS[title]
            offered = self.inspection or (self.data.kind is Kind.CASES and name == "cases")
            offered = offered and name != "corrections"  # rare, and never in the file of a round
            offered = name in self.asked.records if self.asked else offered
            return bool(getattr(self.data.records, name)) or (self.empty and offered)
        return True

    def table_sheet(
        self, title: str, columns: Sequence[Column], lines: Sequence[FormLine], widths: Sequence[float]
    ) -> None:
        """Write a sheet that is one table, with empty lines below the given ones."""
        into = formatting.sheet(self.book, title, labels.LEADS[title], widths)
        self.table(into, 3, columns, [*lines, *({} for _ in range(SPARE[title]))])
        formatting.freeze(into, 4)

    # ── sheets ───────────────────────────────────────────────────────────────────────────────────────────

    def explained(self) -> None:
        """Write the explanations, the first sheet."""
        into = formatting.sheet(self.book, form.EXPLAINED, labels.LEADS[form.EXPLAINED], (15, 86), "portrait")
        formatting.put(into, (1, 1), f"{self.data.kind.zh}{labels.FORM_TITLE}", formatting.TITLE)
        self.band(into, 4, "颜色", 2)
        colours = (
            (formatting.FIELD, "在这里填写"),
            (formatting.LINE, "名称，已锁定"),
            (formatting.COLUMN, "表头，已锁定"),
        )
        for row, (style, says) in enumerate(colours, 5):
            formatting.put(into, (row, 1), None, style)
            formatting.put(into, (row, 2), says, formatting.LINE)
            into.row_dimensions[row].height = 18
        row = 7
        for heading, pairs in (
            ("填写方法", labels.STEPS),
            ("由程序计算、不要填写的内容", labels.COMPUTED),
            ("各表内容", [(name, says) for name, says in labels.CONTENTS.items() if self.has(name)]),
            ("填好以后", labels.COMMANDS),
        ):
            row += 2
            self.band(into, row, heading, 2)
            for name, says in pairs:
                row += 1
                formatting.put(
                    into, (row, 1), name, formatting.USUAL if name.isdigit() else formatting.COLUMN
                )
                formatting.put(into, (row, 2), says, formatting.LINE)
                into.row_dimensions[row].height = 20 if width_of(says) <= ONE_LINE else 34

    def basics(self) -> None:
        """Write the fields that occur once."""
        title = form.BASICS
        into = formatting.sheet(self.book, title, labels.LEADS[title], (22, 52, 46), "portrait")
        rules = formatting.Rules(into)
        for number, header in enumerate(form.FIELD_HEADERS, 1):
            self.header(into, (3, number), header)
        formatting.freeze(into, 4)
        row = 3
        for heading, (name, columns) in form.SECTIONS.items():
            planned = self.asked.plan if self.asked else self.inspection
            if heading == form.PLAN and not self.data.plan and not planned:
                continue
            part = getattr(self.data, name) if name else self.data
            row += 1
            self.band(into, row, heading, 3)
            for column in columns:
                row += 1
                formatting.put(into, (row, 1), column.header, formatting.LINE)
                value = self.basic(part, column)
                if column.path == ("format",):
                    formatting.put(into, (row, 2), value, formatting.LINE, "0")
                else:
                    self.field(into, (row, 2), column, value)
                    self.rule(rules, f"B{row}", column)
                hint = labels.HINTS.get((name, ".".join(column.path)), "")
                formatting.put(into, (row, 3), hint, formatting.HINT)
                lines = len(value) if isinstance(value, tuple) else str(value or "").count("\n") + 1
                into.row_dimensions[row].height = 20 + 14.5 * (max(lines, 1) - 1)

    def basic(self, part: Any, column: Column) -> Any:
        """Return the value of a field of 基本情况."""
        if column.path == ("sample",):
            return part.sample or None
        if column.path[1:] == ("n",) and part and getattr(part, column.path[0]) == Count():
            return form.EMPTY
        return field_of(part, column.path)

    def rounds(self) -> None:
        """Write a line for each round."""
        title = form.ROUNDS
        columns = (Column(form.NUMBERED, (), Holds.TEXT), *form.ROUND_COLUMNS)
        lines: list[dict[str, Any]] = []
        for number, entry in enumerate(self.data.rounds, 1):
            line = {
                column.header: field_of(entry, column.path) for column in form.ROUND_COLUMNS if column.path
            }
            pairs = self.rows.round(entry, f"{title}{number}")
            lines.append(line | {column.header: value for column, value in pairs})
        lines += [{} for _ in range(SPARE[title])]
        locked = {LOCKED: (form.NUMBERED,)}
        numbered = [{form.NUMBERED: str(number), **locked, **line} for number, line in enumerate(lines, 1)]
        widths = (6, 8, 13, 11, 14, 15, *(12, 7) * len(form.CLASS_PAIRS), 18, 30, 11)
        into = formatting.sheet(self.book, title, labels.LEADS[title], widths)
        self.table(into, 3, columns, numbered)
        formatting.freeze(into, 4, 2)

    def parts(self, title: str, given: Sequence[FormLine]) -> None:
        """Write a line for each item of a breakdown."""
        counts = ordered_columns()
        heads = [column for column in form.PART_COLUMNS if column not in form.COUNT_COLUMNS]
        whole = [column for column in heads if column.path in form.ONCE_FIELDS]
        beside = self.beside()
        columns = [*(c for c in heads if c not in whole), counts[0], *beside, counts[1], *whole, *counts[2:]]
        widths = (12, 26, 13, 8, 30, 10, 14, 17, 13, 15, 18, 14, 8, 8, 12, 8, 14, 10, 10, 10, 10, 10)
        into = formatting.sheet(self.book, title, labels.LEADS[title], widths)
        lines = [*given, *({} for _ in range(SPARE[title]))]
        usual = 11 + len(beside)
        self.table(into, 3, columns, lines, extras=usual)
        self.colour_missing(into, columns.index(counts[0]) + 1, 4, 3 + len(lines))
        formatting.freeze(into, 4)
        if all(column.header not in line for line in given for column in columns[usual:]):
            into.print_area = f"A1:K{3 + len(lines)}"

    def named(self) -> list[FormLine]:
        """Return the lines of names."""
        return self.rows.names

    def records(self, title: str) -> None:
        """Write a line for each record."""
        columns = form.RECORD_COLUMNS[form.RECORDS[title]]
        lines = []
        for record in () if self.past else getattr(self.data.records, form.RECORDS[title]):
            line = {column.header: field_of(record, column.path) for column in columns}
            if isinstance(record, Problem):
                line[form.zh(Problem, "state")] = self.rows.term(record.state)
            if isinstance(record, Case):
                line[form.zh(Case, "decisions")] = tuple(map(self.rows.term, record.decisions))
            lines.append(line)
        self.table_sheet(title, columns, lines, [WIDE.get(column.path[0], 16) for column in columns])

    def texts(self) -> None:
        """Write a line for each piece of prose."""
        label, quote, by = (column.header for column in form.TEXT_COLUMNS)
        lines: list[FormLine] = [
            {label: name, quote: piece.quote, by: piece.by}
            if isinstance(piece, Quotation)
            else {label: name, quote: piece}
            for name, piece in self.data.text.items()
        ]
        lines = [{label: line[label]} for line in lines] if self.past else lines
        about = Column(form.FIELD_HEADERS[-1], (), Holds.NAME)
        asked = self.asked.texts if self.asked else {}
        offered = [
            {label: name, about.header: says, LOCKED: (label, about.header)} for name, says in asked.items()
        ]
        self.table_sheet(form.TEXT, (*form.TEXT_COLUMNS, about), [*lines, *offered], (16, 76, 14, 28))

    def codes(self) -> None:
        """Write the codelist, for looking up and for the drop-downs."""
        widths = (34, 10, 24, 12, 44, 3, 12)
        into = formatting.sheet(self.book, form.CODES, labels.LEADS[form.CODES], widths, "portrait")
        headers = (form.INDICATOR, form.USUAL, "可用量词", form.DIMENSION, "也可写作")
        for number, header in (*enumerate(headers, 1), (7, form.DIMENSION)):
            self.header(into, (3, number), header)
        for row, entry in enumerate(self.codelist.indicators.values(), 4):
            name = self.rows.term(entry.key, entry.dimension)
            others = dict.fromkeys((*entry.aliases, entry.label, *(later for _, later in entry.renamed)))
            also = "、".join(other for other in others if other != name)
            dimension = self.rows.dimension(entry.dimension) if entry.dimension else None
            cells = (name, entry.unit, "、".join(entry.units), dimension, also)
            for number, value in enumerate(cells, 1):
                formatting.put(
                    into, (row, number), value, formatting.LINE if number == 1 else formatting.HINT
                )
            lines = max(
                -(-width_of(text) // width) for text, width in ((also, 40), (name, 30), (cells[2], 20))
            )
            into.row_dimensions[row].height = 18 + 13.5 * (max(lines, 1) - 1)
        for row, key in enumerate(self.codelist.dimensions, 4):
            formatting.put(into, (row, 7), self.rows.dimension(key), formatting.HINT)
        formatting.freeze(into, 4)
