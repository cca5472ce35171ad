"""The form an office fills in, and the same form filled from a data file; its reader is `xlsx.py`."""

import dataclasses
import math
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import IllegalCharacterError
from openpyxl.worksheet.worksheet import Worksheet

from bulletin.errors import DataRefused
from bulletin.facts import Case, Count, DataFile, DocumentFacts, Issuer, Kind, Problem, Quotation, Scope, Term
from bulletin.indicators import Codelist, Indicator, shipped_codelist
from bulletin.intake import sheets as form
from bulletin.intake import xlsx_look as look
from bulletin.intake import xlsx_words as words
from bulletin.intake.coding import coded
from bulletin.intake.reader import read_data
from bulletin.intake.sheets import Column, Holds
from bulletin.intake.xlsx import parse_xlsx
from bulletin.intake.xlsx_rows import MORE, Line, Rows, field_of
from bulletin.issues import error

DAY = 'yyyy"年"m"月"d"日"'
FIRST_DAY = date(1950, 1, 1)
"""Earlier days are written as text; spreadsheets miscount them."""
RESULT_ORDER = ("n", "unit", "to", "note", "label", "approximate", "persons", "stated_rate", "resolution", "compared")
USUAL_COLUMNS = 6
"""So many columns of a table of results are printed, unless others are filled in."""
SPARE = {form.PARTS: 30, form.NAMES: 20, form.TEXT: 6, form.ROUNDS: 6, form.RESULTS: 8, **dict.fromkeys(form.RECORDS, 15)}
"""How many empty lines a table ends with."""


def blank(kind: Kind, scopes: int = 1, codelist: Codelist | None = None) -> bytes:
    """An empty form for one kind of data."""
    reported = tuple(Scope(label="", results={}, reported=i == 0) for i in range(scopes))
    data = DataFile(format=1, kind=kind, issuer=Issuer(name=""), scopes=reported, document=DocumentFacts())
    return _Form(data, codelist or shipped_codelist(), empty=True).content()


def filled(data: DataFile, codelist: Codelist | None = None) -> bytes:
    """The form filled with a data file that `load` has read; reading it gives the same data again.

    Raises:
        DataRefused: a spreadsheet cannot keep something of it, such as a text beyond 32,767 characters.
    """
    codelist = codelist or shipped_codelist()
    text, hint = "A spreadsheet cannot keep this data: {reason}.", "Keep it as JSON."
    try:
        content = _Form(data, codelist, empty=False).content()
    except (IllegalCharacterError, UnicodeEncodeError, OverflowError) as cause:
        raise DataRefused([error("B126", data.source, text, hint, reason=str(cause)[:80])]) from None
    parsed = parse_xlsx(content, data.source)
    read, issues = read_data(parsed.raw, data.source) if parsed.raw else (None, parsed.issues)
    again = coded(read, codelist)[0] if read else None
    if again != data:
        fields = [field.name for field in dataclasses.fields(DataFile) if field.compare]
        lost = next((name for name in fields if again and getattr(again, name) != getattr(data, name)), "")
        raise DataRefused([error("B126", f"/{lost}", text, hint, reason=lost or "—"), *issues])
    return content


class _Form:
    def __init__(self, data: DataFile, codelist: Codelist, *, empty: bool) -> None:
        self.data, self.codelist, self.empty = data, codelist, empty
        self.book = look.workbook()
        self.rows = Rows(codelist, data.day)
        self.sources: dict[str, str] = {}  # drop-down → the range of 指标表 it offers

    def content(self) -> bytes:
        """Every sheet in the order in which an office fills them in."""
        self.sources = self.code_ranges()
        inspection = self.data.kind in (Kind.INSPECTION, Kind.ANNUAL)
        self.explained()
        self.basics(with_plan=inspection or self.data.plan is not None)
        if self.data.rounds or (self.empty and inspection):
            self.rounds()
        titles = [form.RESULTS + (str(i) if i > 1 else "") for i in range(1, len(self.data.scopes) + 1)]
        several = len(titles) > 1
        for title, scope in zip(titles, self.data.scopes, strict=True):
            self.results(title, scope)
            for key, count in scope.results.items():
                self.rows.apart(count, title if several else "", (self.rows.term(key),))
        if self.data.plan:
            self.rows.plan(self.data.plan, form.PLAN)
        self.parts(titles)
        self.names(titles)
        for title, name in form.RECORDS.items():
            records = getattr(self.data.records, name)
            offered = inspection or (self.data.kind is Kind.CASES and name == "cases")
            if records or (self.empty and offered):
                self.records(title, name, records)
        self.texts()
        self.codes()
        return look.content_of(self.book)

    # ── cells ────────────────────────────────────────────────────────────────────────────────────────────

    def field(self, into: Worksheet, row: int, column: int, of: Column, value: Any, *, money: bool = False) -> None:
        """An input cell, empty or filled."""
        shows = "General"
        style = look.FIGURE if of.holds in (Holds.NUMBER, Holds.RATE) else look.FIELD
        match of.holds, value:
            case Holds.DAY, None:
                shows = DAY
            case Holds.DAY, date():
                value, shows = (value, DAY) if value >= FIRST_DAY else (value.isoformat(), "@")
            case (Holds.NUMBER | Holds.RATE), str():
                shows = "@"
            case (Holds.NUMBER | Holds.RATE), None:
                pass
            case (Holds.NUMBER | Holds.RATE), _:
                value, shows = look.figure(value, keeps_zeros=money or of.holds is Holds.RATE)
            case Holds.LINES, tuple():
                value, shows = (form.lines_of(value) if value else None), "@"
            case (Holds.WHOLES | Holds.CHOICES), tuple():
                said = "、".join(item.zh if isinstance(item, Term) else str(item) for item in value)
                value, shows = said or (form.EMPTY if of.required or of.holds is Holds.CHOICES else None), "@"
            case Holds.YES, bool():
                value = form.YES if value else form.NO
            case _:
                shows = "@"
                value = value.zh if isinstance(value, Term) else value
                value = None if value is None or value == "" else str(value)
        look.put(into, row, column, value, style, shows)

    def rule(self, rules: look.Rules, cells: str, of: Column, *, soft: bool = False) -> None:
        """What may be typed into the input cells of a column."""
        header = of.header.rpartition("：")[2]
        prompt = words.PROMPTS.get(header, "")
        match of.holds:
            case Holds.CHOICE | Holds.YES:
                rules.choice(cells, of.choices, prompt=prompt)
            case Holds.CHOICES:
                rules.choice(cells, of.choices, open_=True, prompt=prompt)
            case Holds.DAY:
                rules.day(cells)
            case Holds.NUMBER | Holds.RATE if of.path[-1:] in (("difference",), ("growth",), ("points",)):
                rules.decimal(cells, negative=True)
            case Holds.NUMBER if of.path[-1:] in (("n",), ("persons",), ()):
                rules.whole(cells, soft=soft)
            case Holds.NUMBER | Holds.RATE:
                rules.decimal(cells)
            case _ if header in self.sources:
                rules.listed(cells, self.sources[header], open_=header != form.DIMENSION, prompt=prompt)
            case _ if header == form.UNIT:
                rules.choice(cells, self.units(), open_=True)
            case _ if prompt:
                rules.prompt(cells, prompt)
            case _:
                pass

    def units(self) -> list[str]:
        """The measure words of the codelist, the usual ones first."""
        firsts = [entry.unit for entry in self.codelist.indicators.values()]
        return list(dict.fromkeys([*firsts, *(u for e in self.codelist.indicators.values() for u in e.units)]))

    def table(
        self, into: Worksheet, top: int, columns: Sequence[Column], lines: Sequence[Line], *,
        locked: Iterable[str] = (), extras: int = 99,
    ) -> None:  # fmt: skip
        """Headers in line `top`, then a line for each of `lines`, with the rules of each column."""
        for number, column in enumerate(columns, 1):
            self.header(into, top, number, column.header, extra=number > extras)
        for row, line in enumerate(lines, top + 1):
            money = self.is_money(line.get(form.UNIT), line.get(form.ITEM) or line.get(form.INDICATOR) or "")
            for number, column in enumerate(columns, 1):
                value = line.get(column.header)
                if column.header in locked and value is not None and line.get("offered"):
                    style = look.USUAL if column.header == form.NUMBERED else look.LINE
                    look.put(into, row, number, value, style, "@")
                else:
                    self.field(into, row, number, column, value, money=money and column.path[:1] != ("base",))
            self.height(into, row, line, columns)
        rules, bottom = look.Rules(into), top + len(lines)
        for number, column in enumerate(columns, 1):
            letter = get_column_letter(number)
            self.rule(rules, f"{letter}{top + 1}:{letter}{bottom}", column, soft=form.ITEM in {c.header for c in columns})

    def header(self, into: Worksheet, row: int, column: int, header: str, *, extra: bool = False) -> None:
        """A header, with its remark in brackets."""
        suffix = words.SUFFIXES.get(header, words.SUFFIXES.get(header.rpartition("：")[2], ""))
        shown = header.replace("：", "：\n") + (f"\n（{suffix}）" if suffix else "")
        look.put(into, row, column, shown, look.EXTRA if extra else look.COLUMN)
        high = 20 + 13.5 * shown.count("\n")
        into.row_dimensions[row].height = max(high, into.row_dimensions[row].height or 0)

    def height(self, into: Worksheet, row: int, line: Line, columns: Sequence[Column]) -> None:
        """Make a line as high as its longest text needs."""
        most = 1
        for number, column in enumerate(columns, 1):
            width = into.column_dimensions[get_column_letter(number)].width - 3
            value = line.get(column.header)
            if column.holds in (Holds.TEXT, Holds.LINES, Holds.NAME):
                texts = value if isinstance(value, tuple) else str(value or "").split("\n")
                most = max(most, sum(math.ceil(_width(str(text)) / max(width, 2)) or 1 for text in texts))
        into.row_dimensions[row].height = min(18 + 14.5 * (most - 1), 400)

    def is_money(self, unit: Any, name: str) -> bool:
        """Are trailing zeros kept here? The reader decides the same way."""
        key = shipped_codelist().key_of(name.rpartition(form.STEP)[2])
        return unit in form.MONEY or (key is not None and shipped_codelist()[key].amount)

    # ── sheets ───────────────────────────────────────────────────────────────────────────────────────────

    def explained(self) -> None:
        """What a person reads first."""
        title = form.EXPLAINED
        into = look.sheet(self.book, title, words.LEADS[title], (15, 86), look.PORTRAIT)
        look.put(into, 1, 1, f"{self.data.kind.zh}{words.FORM_TITLE}", look.TITLE)
        row = 4
        look.put(into, row, 1, "颜色", look.HEADING)
        look.put(into, row, 2, None, look.HEADING)
        colours = ((look.FIELD, "在这里填写"), (look.LINE, "名称，已锁定"), (look.COLUMN, "表头，已锁定"))
        for style, says in colours:
            row += 1
            look.put(into, row, 1, None, style)
            look.put(into, row, 2, says, look.LINE)
            into.row_dimensions[row].height = 18
        for heading, pairs in (
            ("填写方法", words.STEPS),
            ("由程序计算、不要填写的内容", words.COMPUTED),
            ("各表内容", [(name, says) for name, says in words.CONTENTS.items() if self.has(name)]),
            ("填好以后", words.COMMANDS),
        ):
            row += 2
            look.put(into, row, 1, heading, look.HEADING)
            look.put(into, row, 2, None, look.HEADING)
            for name, says in pairs:
                row += 1
                look.put(into, row, 1, name, look.COLUMN if not name.isdigit() else look.USUAL)
                look.put(into, row, 2, says, look.LINE)
                into.row_dimensions[row].height = 20 if _width(says) <= 80 else 34

    def has(self, title: str) -> bool:
        """Will the form have this sheet?"""
        inspection = self.data.kind in (Kind.INSPECTION, Kind.ANNUAL)
        if title == form.ROUNDS:
            return bool(self.data.rounds) or (self.empty and inspection)
        if title in form.RECORDS:
            offered = inspection or (self.data.kind is Kind.CASES and form.RECORDS[title] == "cases")
            return bool(getattr(self.data.records, form.RECORDS[title])) or (self.empty and offered)
        return True

    def basics(self, *, with_plan: bool) -> None:
        """The fields of which there is one each."""
        title = form.BASICS
        into = look.sheet(self.book, title, words.LEADS[title], (22, 52, 44), look.PORTRAIT)
        rules = look.Rules(into)
        for number, header in enumerate(form.FIELD_HEADERS, 1):
            look.put(into, 3, number, header, look.COLUMN)
        into.row_dimensions[3].height = 20
        look.freeze(into, 4)
        row = 3
        for heading, (name, columns) in form.SECTIONS.items():
            if heading == form.PLAN and not with_plan:
                continue
            part = getattr(self.data, name) if name else self.data
            row += 1
            for number in (1, 2, 3):
                look.put(into, row, number, heading if number == 1 else None, look.HEADING)
            into.row_dimensions[row].height = 22
            for column in columns:
                row += 1
                value = field_of(part, column.path)
                if column.path[1:] == ("n",) and part and getattr(part, column.path[0]) == Count():
                    value = form.EMPTY
                if column.path == ("sample",) and not value:
                    value = None
                look.put(into, row, 1, column.header, look.LINE)
                if column.path == ("format",):
                    look.put(into, row, 2, value, look.LINE, "0")
                else:
                    self.field(into, row, 2, column, value)
                    self.rule(rules, f"B{row}", column)
                look.put(into, row, 3, words.HINTS.get((name, ".".join(column.path)), ""), look.HINT)
                lines = value if isinstance(value, tuple) else (value or "",)
                into.row_dimensions[row].height = 20 + 14.5 * (max(len(lines), 1) - 1)

    def rounds(self) -> None:
        """A line for each round."""
        title = form.ROUNDS
        columns = (Column(form.NUMBERED, (), Holds.TEXT), *form.ROUND_COLUMNS)
        widths = (6, 8, 12, 11, 10, 9, *(12, 7) * len(form.CLASS_PAIRS), 18, 30, 11)
        into = look.sheet(self.book, title, words.LEADS[title], widths)
        lines: list[dict[str, Any]] = []
        for number, entry in enumerate(self.data.rounds, 1):
            line = {column.header: field_of(entry, column.path) for column in form.ROUND_COLUMNS if column.path}
            if entry.inspected == Count():
                line[f"{form.OBJECTS}：{form.NUMBER}"] = form.EMPTY
            pairs = self.rows.round(entry, f"{title}{number}")
            lines.append(line | {column.header: value for column, value in pairs})
        lines += [{} for _ in range(SPARE[form.ROUNDS])]
        numbered = [{form.NUMBERED: str(number), "offered": True, **line} for number, line in enumerate(lines, 1)]
        self.table(into, 3, columns, numbered, locked=(form.NUMBERED,))
        look.freeze(into, 4, 2)

    def results(self, title: str, scope: Scope) -> None:
        """One table of results: a block for each group of the codelist."""
        widths = (32, 11, 11, 11, 16, 24, 14, 8, 8, 10, 8, 12, 9, 9, 9, 9, 9)
        into = look.sheet(self.book, title, words.LEADS[form.RESULTS], widths)
        rules = look.Rules(into)
        for number, column in enumerate(form.SCOPE_COLUMNS, 1):
            letter = get_column_letter(number)
            value = None if self.empty and column.path != ("reported",) else field_of(scope, column.path)
            self.header(into, 3, number, column.header)
            self.field(into, 4, number, column, value)
            self.rule(rules, f"{letter}4", column)
        into.row_dimensions[3].height = into.row_dimensions[4].height = 20
        into.row_dimensions[5].height = 8
        by_name = {column.path[0]: [] for column in form.COUNT_COLUMNS}
        for column in form.COUNT_COLUMNS:
            by_name[column.path[0]].append(column)
        ordered = [column for name in RESULT_ORDER for column in by_name.pop(name)]
        ordered += [column for rest in by_name.values() for column in rest]
        columns: list[Column] = [form.RESULT_COLUMNS[0], ordered[0], Column(form.USUAL, (), Holds.NAME), *ordered[1:]]
        for number, column in enumerate(columns, 1):
            self.header(into, 6, number, column.header, extra=number > USUAL_COLUMNS)
        row, left = 7, dict(scope.results)
        for heading, entries in self.blocks().items():
            self.band(into, row, heading, len(columns))
            for row, entry in enumerate(entries, row + 1):  # noqa: B020, PLR1704  # the line goes on below
                self.result(into, row, columns, rules, entry, left.pop(entry.key, None))
            row += 1
        self.band(into, row, words.OTHER_BLOCK, len(columns))
        others = [*left.items(), *[(None, None)] * SPARE[form.RESULTS]]
        for row, (key, count) in enumerate(others, row + 1):  # noqa: B020, PLR1704
            self.result(into, row, columns, rules, self.codelist.indicators.get(key or ""), count, key or "")
        rules.listed(f"A{row - len(others) + 1}:A{row}", self.sources[form.INDICATOR], open_=True)
        for number, column in enumerate(columns, 1):
            if column.path and column.path != ("unit",) and column.path != ("n",):
                letter = get_column_letter(number)
                self.rule(rules, f"{letter}8:{letter}{row}", column)
        look.freeze(into, 7, 2)
        rare = {column.header for column in columns[USUAL_COLUMNS:]}
        if not any(rare & self.rows.own(count).keys() for count in scope.results.values()):
            into.print_area = f"A1:{get_column_letter(USUAL_COLUMNS)}{row}"
            into.page_setup.orientation = look.PORTRAIT

    def band(self, into: Worksheet, row: int, heading: str, width: int) -> None:
        """A heading across the table."""
        for number in range(1, width + 1):
            look.put(into, row, number, heading if number == 1 else None, look.HEADING)
        into.row_dimensions[row].height = 21

    def result(
        self,
        into: Worksheet,
        row: int,
        columns: Sequence[Column],
        rules: look.Rules,
        entry: Indicator | None,
        count: Count | None,
        key: str | None = None,
    ) -> None:
        """The line of an indicator; `key` where its name may be chosen."""
        line = dict(self.rows.result(entry.key if entry else key or "", count)) if count is not None else {}
        money = self.is_money(line.get(form.UNIT), self.rows.term(entry.key) if entry else "")
        for number, column in enumerate(columns, 1):
            if number == 1:
                name = self.rows.term(entry.key) if entry else key or None
                look.put(into, row, 1, name, look.LINE if key is None else look.FIELD, "@")
            elif column.header == form.USUAL:
                look.put(into, row, number, entry.unit if entry else None, look.USUAL)
            else:
                self.field(into, row, number, column, line.get(column.header), money=money)
        if entry and entry.amount:
            rules.decimal(f"B{row}")
        else:
            rules.whole(f"B{row}")
        unit = get_column_letter(next(i for i, c in enumerate(columns, 1) if c.path == ("unit",)))
        rules.choice(f"{unit}{row}", entry.units if entry else self.units(), open_=True)
        self.height(into, row, line, columns)

    def blocks(self) -> dict[str, list[Indicator]]:
        """The indicators that stand by themselves, by group."""
        found: dict[str, list[Indicator]] = {}
        heading = words.OWN_BLOCK
        shipped = shipped_codelist().indicators
        for key, entry in self.codelist.indicators.items():
            heading = words.BLOCKS.get(key, heading)
            if not entry.dimension:
                own = words.OWN_BLOCK if key not in shipped else heading
                found.setdefault(entry.group or own, []).append(entry)
        return found

    def parts(self, titles: Sequence[str]) -> None:
        """A line for each item of a breakdown."""
        title = form.PARTS
        first = [column for column in form.PART_COLUMNS if column not in form.COUNT_COLUMNS]
        named, whole = [c for c in first if not c.path or c.path == ("basis",)], [c for c in first if c.path in (("rest",), ("base",))]
        order = {name: i for i, name in enumerate(RESULT_ORDER)}
        counts = sorted(form.COUNT_COLUMNS, key=lambda column: order.get(column.path[0], len(order)))
        columns = [*named, *counts[:2], *whole, *counts[2:]]
        widths = (12, 26, 13, 8, 28, 10, 9, 15, 9, 15, 18, 14, 8, 8, 10, 8, 12, 9, 9, 9, 9, 9)
        into = look.sheet(self.book, title, words.LEADS[title], widths)
        lines: list[Line] = [*self.rows.parts, *(self.offered() if self.empty else ())]
        locked = (form.INDICATOR, form.DIMENSION, form.ITEM)
        scoped = len(titles) > 1
        lines = [{form.SCOPE: titles[0], **line} if scoped and line.get("offered") else line for line in lines]
        self.table(into, 3, columns, [*lines, *({} for _ in range(SPARE[title]))], locked=locked, extras=11)
        look.freeze(into, 4)
        if all(column.header not in line for line in self.rows.parts for column in columns[11:]):
            into.print_area = f"A1:K{3 + len(lines) + SPARE[title]}"

    def offered(self) -> list[Line]:
        """The breakdowns a new form holds from the start."""
        wanted = words.OFFERED.get(self.data.kind, words.OFFERED[Kind.QUARTERLY])
        return [
            {
                form.INDICATOR: self.rows.term(whole),
                form.DIMENSION: self.rows.dimension(dimension),
                form.PART_COLUMNS[3].header: basis,
                form.ITEM: self.rows.term(entry.key),
                "offered": True,
            }
            for whole, dimension, basis in wanted
            for entry in self.codelist.indicators.values()
            if entry.dimension == dimension
        ]

    def names(self, titles: Sequence[str]) -> None:
        """A line for each name."""
        into = look.sheet(self.book, form.NAMES, words.LEADS[form.NAMES], (14, 34, 66, 14))
        lines = [*self.rows.names, *({} for _ in range(SPARE[form.NAMES]))]
        self.table(into, 3, form.NAME_COLUMNS, lines)
        look.freeze(into, 4)

    def records(self, title: str, name: str, records: Sequence[Any]) -> None:
        """A line for each record."""
        columns = form.RECORD_COLUMNS[name]
        wide = {"facts": 56, "title": 44, "measures": 44, "objects": 34, "post": 30, "decisions": 24, "post_box": 30}
        widths = [wide.get(column.path[0], 16) for column in columns]
        into = look.sheet(self.book, title, words.LEADS[title], widths)
        lines = []
        for record in records:
            line = {column.header: field_of(record, column.path) for column in columns}
            if isinstance(record, Problem):
                line[form.zh(Problem, "state")] = self.rows.term(record.state)
            if isinstance(record, Case):
                line[form.zh(Case, "decisions")] = tuple(map(self.rows.term, record.decisions))
            lines.append(line)
        self.table(into, 3, columns, [*lines, *({} for _ in range(SPARE[title]))])
        look.freeze(into, 4)

    def texts(self) -> None:
        """A line for each piece written by people."""
        label, quote, by = form.TEXT_COLUMNS
        into = look.sheet(self.book, form.TEXT, words.LEADS[form.TEXT], (20, 92, 18))
        lines: list[Line] = []
        for name, piece in self.data.text.items():
            if isinstance(piece, Quotation):
                lines.append({label.header: name, quote.header: piece.quote, by.header: piece.by})
            else:
                lines.append({label.header: name, quote.header: piece})
        self.table(into, 3, form.TEXT_COLUMNS, [*lines, *({} for _ in range(SPARE[form.TEXT]))])
        look.freeze(into, 4)

    # ── the codelist ─────────────────────────────────────────────────────────────────────────────────────

    def code_ranges(self) -> dict[str, str]:
        """Header → the range of 指标表 that its drop-down offers."""
        entries, last = list(self.codelist.indicators.values()), 3 + len(self.codelist.indicators)
        names = f"{form.CODES}!$A$4:$A${last}"
        dimensions = f"{form.CODES}!$G$4:$G${3 + len(self.codelist.dimensions)}"
        recipients = ",".join(self.rows.term(entry.key) for entry in entries if entry.dimension == "recipient")
        states = ",".join(self.rows.term(entry.key) for entry in entries if entry.dimension == "state")
        found = {form.INDICATOR: names, form.ITEM: names, form.DIMENSION: dimensions, "其余": names}
        found |= {pair[0].header: names for pair in form.CLASS_PAIRS}
        return found | {"移交对象": f'"{recipients}"', form.zh(Problem, "state"): f'"{states}"'}

    def codes(self) -> None:
        """The codelist, for looking up and for the drop-downs."""
        into = look.sheet(self.book, form.CODES, words.LEADS[form.CODES], (34, 10, 22, 12, 40, 3, 12), look.PORTRAIT)
        for number, header in enumerate((form.INDICATOR, form.USUAL, "可用量词", form.DIMENSION, "也可写作"), 1):
            look.put(into, 3, number, header, look.COLUMN)
        look.put(into, 3, 7, form.DIMENSION, look.COLUMN)
        for row, entry in enumerate(self.codelist.indicators.values(), 4):
            dimension = self.rows.dimension(entry.dimension) if entry.dimension else ""
            also = "、".join(dict.fromkeys((*entry.aliases, entry.label, *(name for _, name in entry.renamed))))
            name = self.rows.term(entry.key)
            also = "、".join(word for word in also.split("、") if word != name)
            cells = (name, entry.unit, "、".join(entry.units), dimension, also)
            for number, value in enumerate(cells, 1):
                look.put(into, row, number, value, look.LINE if number in (1, 5) else look.USUAL)
            into.row_dimensions[row].height = 18 + 13 * (max(len(also) // 20, len(name) // 16))
        for row, key in enumerate(self.codelist.dimensions, 4):
            look.put(into, row, 7, self.rows.dimension(key), look.USUAL)
        look.freeze(into, 4)


def _width(text: str) -> int:
    """How many half-width columns a text takes."""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)
