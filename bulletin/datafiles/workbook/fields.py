"""Write the cells of the form: their protection, look and validation."""

import math
import unicodedata
from collections.abc import Sequence
from datetime import date
from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from bulletin.datafiles.workbook import formatting, labels
from bulletin.datafiles.workbook import sheets as form
from bulletin.datafiles.workbook.rows import FormLine, Rows
from bulletin.datafiles.workbook.sheets import Column, Holds
from bulletin.model.codelist import Codelist, shipped_codelist
from bulletin.model.facts import Problem
from bulletin.model.terms import Term

DAY = 'yyyy"年"m"月"d"日"'
FIRST_DAY = date(1950, 1, 1)
"""Earlier days are written as text, because spreadsheets miscount them."""
LOCKED = "locked"
"""The key under which a line lists the headers of its protected cells."""


class Fields:
    """Writes headers, lines and cells with the rules of their columns."""

    past = False
    """Whether there is a column for the numbers of the last period."""

    def __init__(self, codelist: Codelist, day: date | None) -> None:
        self.codelist = codelist
        self.rows = Rows(codelist, day)
        self.sources = self.code_ranges()  # header → the range its drop-down offers

    def field(
        self, into: Worksheet, at: tuple[int, int], of: Column, value: Any, *, money: bool = False
    ) -> None:
        """Write an input cell, empty or filled."""
        shows = "General"
        style = formatting.FIGURE if of.holds in (Holds.NUMBER, Holds.RATE) else formatting.FIELD
        match of.holds, value:
            case Holds.DAY, None:
                shows = DAY
            case Holds.DAY, date():
                value, shows = (value, DAY) if value >= FIRST_DAY else (value.isoformat(), "@")
            case ((Holds.NUMBER | Holds.RATE), str()):
                shows = "@"
            case ((Holds.NUMBER | Holds.RATE), None):
                pass
            case ((Holds.NUMBER | Holds.RATE), _):
                value, shows = formatting.figure(value, keeps_zeros=money or of.holds is Holds.RATE)
            case Holds.LINES, tuple():
                value, shows = (form.lines_of(value) if value else None), "@"
            case ((Holds.WHOLES | Holds.CHOICES), tuple()):
                said = "、".join(item.zh if isinstance(item, Term) else str(item) for item in value)
                value, shows = said or (form.EMPTY if of.required or of.holds is Holds.CHOICES else None), "@"
            case Holds.YES, bool():
                value = form.YES if value else form.NO
            case _:
                shows = "@"
                value = value.zh if isinstance(value, Term) else value
                value = None if value is None or value == "" else str(value)
        formatting.put(into, at, value, style, shows)

    def rule(self, rules: formatting.Rules, cells: str, of: Column, *, soft: bool = False) -> None:
        """Set what the input cells of a column accept."""
        header = of.header.rpartition("：")[2]
        prompt = labels.PROMPTS.get(header, "")
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
        """Return the measure words of the codelist, the usual ones first."""
        firsts = [entry.unit for entry in self.codelist.indicators.values()]
        return list(
            dict.fromkeys([*firsts, *(u for e in self.codelist.indicators.values() for u in e.units)])
        )

    def table(
        self,
        into: Worksheet,
        top: int,
        columns: Sequence[Column],
        lines: Sequence[FormLine],
        extras: int = 99,
    ) -> None:
        """Write headers in line `top`, then `lines`, with the rules of each column."""
        for number, column in enumerate(columns, 1):
            self.header(into, (top, number), column.header, extra=number > extras)
        for row, line in enumerate(lines, top + 1):
            money = self.is_money(line.get(form.UNIT), line.get(form.ITEM) or line.get(form.INDICATOR) or "")
            for number, column in enumerate(columns, 1):
                value = line.get(column.header)
                if column.header in line.get(LOCKED, ()):
                    style = formatting.USUAL if column.header == form.NUMBERED else formatting.LINE
                    formatting.put(into, (row, number), value, style, "@")
                elif column.header == form.LAST:
                    formatting.put(into, (row, number), value, formatting.PAST, "@")
                else:
                    self.field(
                        into, (row, number), column, value, money=money and column.path[:1] != ("base",)
                    )
            self.height(into, row, line, columns)
        rules, bottom = formatting.Rules(into), top + len(lines)
        for number, column in enumerate(columns, 1):
            letter = get_column_letter(number)
            self.rule(
                rules,
                f"{letter}{top + 1}:{letter}{bottom}",
                column,
                soft=form.ITEM in {c.header for c in columns},
            )

    def header(self, into: Worksheet, at: tuple[int, int], header: str, *, extra: bool = False) -> None:
        """Write a header, with its remark in brackets."""
        suffix = labels.SUFFIXES.get(header, labels.SUFFIXES.get(header.rpartition("：")[2], ""))
        shown = header.replace("：", "：\n") + (f"\n（{suffix}）" if suffix else "")
        formatting.put(into, at, shown, formatting.EXTRA if extra else formatting.COLUMN)
        high = 20 + 13.5 * shown.count("\n")
        into.row_dimensions[at[0]].height = max(high, into.row_dimensions[at[0]].height or 0)

    def height(self, into: Worksheet, row: int, line: FormLine, columns: Sequence[Column]) -> None:
        """Make a line as high as its longest text requires."""
        most = 1
        for number, column in enumerate(columns, 1):
            width = into.column_dimensions[get_column_letter(number)].width - 3
            value = line.get(column.header)
            if column.holds in (Holds.TEXT, Holds.LINES, Holds.NAME):
                texts = value if isinstance(value, tuple) else str(value or "").split("\n")
                most = max(most, sum(math.ceil(width_of(str(text)) / max(width, 2)) or 1 for text in texts))
        into.row_dimensions[row].height = min(18 + 14.5 * (most - 1), 400)

    def is_money(self, unit: Any, name: str) -> bool:
        """Return whether trailing zeros are kept; the reader decides the same way."""
        key = shipped_codelist().key_of(name.rpartition(form.STEP)[2])
        return unit in form.MONEY or (key is not None and shipped_codelist()[key].amount)

    def band(self, into: Worksheet, row: int, heading: str, width: int) -> None:
        """Write a heading across the table."""
        for number in range(1, width + 1):
            formatting.put(into, (row, number), heading if number == 1 else None, formatting.HEADING)
        into.row_dimensions[row].height = 21

    def code_ranges(self) -> dict[str, str]:
        """Return header → the range of 指标表 that its drop-down offers."""
        entries, last = list(self.codelist.indicators.values()), 3 + len(self.codelist.indicators)
        names = f"{form.CODES}!$A$4:$A${last}"
        dimensions = f"{form.CODES}!$G$4:$G${3 + len(self.codelist.dimensions)}"
        recipients = ",".join(
            self.rows.term(entry.key) for entry in entries if entry.dimension == "recipient"
        )
        states = ",".join(self.rows.term(entry.key) for entry in entries if entry.dimension == "state")
        found = {form.INDICATOR: names, form.ITEM: names, form.DIMENSION: dimensions, "其余": names}
        found |= {pair[0].header: names for pair in form.CLASS_PAIRS}
        return found | {"移交对象": f'"{recipients}"', form.zh(Problem, "state"): f'"{states}"'}


def width_of(text: str) -> int:
    """Return how many half-width columns a text takes."""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)
