"""Define the sheets, columns and marks of the workbook, for the form and its reader.

Headers and order come from the metadata of `bulletin.model.facts`, so that a spreadsheet uses the words of a
data file in Chinese.
"""

import dataclasses
import re
import types
import typing
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum, auto

from bulletin.model.facts import (
    Breakdown,
    Case,
    Comparison,
    Correction,
    Count,
    DataFile,
    DocumentFacts,
    Group,
    Issuer,
    Plan,
    Problem,
    Quotation,
    Records,
    Round,
    Scope,
    Vouched,
    is_required,
)
from bulletin.model.terms import Basis, Difference, Moment, Order, Term


class Holds(Enum):
    """The kind of value in a cell, which decides how it is typed, validated and read."""

    TEXT = auto()
    LINES = auto()  # texts, one a line
    NAME = auto()  # a name of the codelist, a path of such names, or a sheet
    NUMBER = auto()
    RATE = auto()  # percent
    WHOLES = auto()  # 1、2
    CHOICE = auto()
    CHOICES = auto()  # 常规、专项
    YES = auto()
    DAY = auto()
    MOMENT = auto()  # a day, a month or a year


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table, or a line of a list of fields: its header, and the path of its value."""

    header: str
    path: tuple[str, ...]
    holds: Holds
    choices: tuple[str, ...] = ()
    required: bool = False


def zh(kind: type, name: str) -> str:
    """Return the Chinese key of a field."""
    return str(next(f.metadata["zh"] for f in dataclasses.fields(kind) if f.name == name))


def columns_of(kind: type, without: tuple[str, ...] = (), under: tuple[str, ...] = ()) -> tuple[Column, ...]:
    """Return the fields of a data type as columns.

    A field that holds an object gives one for each of its fields.
    """
    hints = typing.get_type_hints(kind)
    found: list[Column] = []
    for field in dataclasses.fields(kind):
        if "zh" not in field.metadata or field.name in without:
            continue
        inner = [a for a in typing.get_args(hints[field.name]) or (hints[field.name],) if a is not type(None)]
        header, path = field.metadata["zh"], (*under, field.name)
        if isinstance(inner[0], type) and dataclasses.is_dataclass(inner[0]) and inner[0] is not Moment:
            parts = columns_of(inner[0], under=path)
            found += [dataclasses.replace(part, header=f"{header}：{part.header}") for part in parts]
            continue
        many = typing.get_origin(hints[field.name]) is tuple
        holds, choices = _holds(inner, many=many)
        holds = Holds.NUMBER if field.name == "difference" else holds
        needed = is_required(field)
        found.append(Column(header, path, holds, choices, required=needed))
    return tuple(found)


def _holds(inner: list[typing.Any], *, many: bool) -> tuple[Holds, tuple[str, ...]]:
    kind = inner[0]
    if isinstance(kind, types.UnionType):
        kind = typing.get_args(kind)[0]
    if isinstance(kind, type) and issubclass(kind, Term):
        return (Holds.CHOICES if many else Holds.CHOICE), tuple(member.zh for member in kind)
    if kind is bool:
        return Holds.YES, (YES, NO)
    single = {
        str: Holds.TEXT, int: Holds.NUMBER, Decimal: Holds.RATE, Difference: Holds.RATE, date: Holds.DAY,
        Moment: Holds.MOMENT,
    }  # fmt: skip
    return {str: Holds.LINES, int: Holds.WHOLES}[kind] if many else single[kind], ()


# ── marks ────────────────────────────────────────────────────────────────────────────────────────────────

YES, NO = "是", "否"
NAMED = "不列数"
"""In a number cell: the thing is named without a number."""
EMPTY = "（空）"
"""In a number cell: a count about which nothing is known; in a list: no item."""
DIGITS = "数"
"""Precedes digits that a spreadsheet cannot keep as a number: 数12345678901234567."""
STEP = "＞"
"""Separates the names that lead to a part of a part: 发现问题＞整改状态＞整改到位."""
BETWEEN = re.compile(r"[、，,；;\s]+")
"""Separates the choices or ordinals of one cell."""
_LINE_BREAK, _ESCAPE = "⏎", "␛"


def lines_of(items: typing.Iterable[str]) -> str:
    """Return texts as the lines of one cell; a line break inside a text becomes ⏎."""
    return "\n".join(_escaped(item) for item in items) or EMPTY


def items_of(lines: str) -> list[str]:
    """Return the texts that `lines_of` put into one cell."""
    if lines.strip() == EMPTY:
        return []
    found = re.compile(f"{_ESCAPE}(.)|{_LINE_BREAK}")
    return [found.sub(lambda m: m[1] or "\n", line) for line in lines.split("\n") if line.strip()]


def _escaped(item: str) -> str:
    text = re.sub(f"([{_ESCAPE}{_LINE_BREAK}])", rf"{_ESCAPE}\1", item).replace("\n", _LINE_BREAK)
    return _ESCAPE + text if text.strip() == EMPTY else text


# ── sheets ───────────────────────────────────────────────────────────────────────────────────────────────

EXPLAINED, BASICS, RESULTS, PARTS, NAMES, CODES = "说明", "基本情况", "统计结果", "分项", "名称", "指标表"
FURTHER = "其他数据"
"""The sheet of what the template does not word; its table is that of 分项."""
ROUNDS, TEXT, PLAN = zh(DataFile, "rounds"), zh(DataFile, "text"), zh(DataFile, "plan")
RECORDS = {
    f"{zh(DataFile, 'records')}-{zh(Records, name)}": name
    for name in ("groups", "problems", "cases", "corrections")
}
"""Sheet → the field of `Records` it holds."""

FIELD_HEADERS = ("项目", "内容", "填写说明")
HEADING = "数据文件"
"""The heading of the fields of 基本情况 that belong to no part."""
PLANNED = {
    "objects": (
        ("n",),
        ("unit",),
        ("compared", "label"),
        ("compared", "value"),
        ("compared", "difference"),
        ("note",),
    ),
    "covered": (("n",), ("unit",)),
}
"""The counts of a plan that have a line of their own; the others go to 分项."""
SECTIONS: dict[str, tuple[str, tuple[Column, ...]]] = {
    HEADING: (
        "",
        columns_of(DataFile, ("issuer", "document", "plan", "scopes", "rounds", "records", "text")),
    ),
    zh(DataFile, "issuer"): ("issuer", columns_of(Issuer)),
    zh(DataFile, "document"): ("document", columns_of(DocumentFacts)),
    PLAN: (
        "plan",
        tuple(
            dataclasses.replace(column, header=f"{zh(Plan, name)}：{column.header}")
            for name, paths in PLANNED.items()
            for column in columns_of(Count, without=("by", "names", "more"), under=(name,))
            if column.path[1:] in paths
        ),
    ),
}
"""基本情况: heading → the field of the data file it fills, and its lines."""

INDICATOR, SCOPE, USUAL, NUMBERED, LAST = "指标", "范围", "通常量词", "序号", "上期"
SCOPE_COLUMNS = columns_of(Scope, without=("results",))
COUNT_COLUMNS = columns_of(Count, without=("by", "names", "more"))
RESULT_COLUMNS = (Column(INDICATOR, (), Holds.NAME, required=True), *COUNT_COLUMNS)

DIMENSION, ITEM = "维度", zh(Breakdown, "items")
PART_COLUMNS = (
    Column(SCOPE, (), Holds.NAME),
    Column(INDICATOR, (), Holds.NAME, required=True),
    Column(DIMENSION, (), Holds.NAME),
    Column(zh(Breakdown, "basis"), ("basis",), Holds.CHOICE, tuple(basis.zh for basis in Basis)),
    Column(ITEM, (), Holds.NAME),
    *COUNT_COLUMNS,
    Column(zh(Breakdown, "rest"), ("rest",), Holds.NAME),
    Column(zh(Breakdown, "base"), ("base",), Holds.NUMBER),
    Column(zh(Breakdown, "order"), ("order",), Holds.CHOICE, tuple(order.zh for order in Order)),
    Column(zh(Breakdown, "share_decimals"), ("share_decimals",), Holds.NUMBER),
    Column(zh(Breakdown, "close"), ("close",), Holds.YES, (YES, NO)),
)
ONCE_FIELDS = (("rest",), ("base",), ("order",), ("share_decimals",), ("close",))
"""The columns of 分项 that only the first line of a breakdown fills."""
BREAKDOWN_FIELDS = (("basis",), *ONCE_FIELDS)
"""The columns of 分项 about the whole breakdown."""

NAME_COLUMNS = (
    Column(SCOPE, (), Holds.NAME),
    Column(INDICATOR, (), Holds.NAME, required=True),
    Column(zh(Count, "names"), ("names",), Holds.TEXT),
    Column(zh(Count, "more"), ("more",), Holds.YES, (YES, NO)),
)

OBJECTS = zh(Round, "inspected")
CLASS_PAIRS = tuple(
    (Column(f"类别{place}", (), Holds.NAME), Column(f"数{place}", (), Holds.NUMBER)) for place in (1, 2, 3)
)
"""A class of organisations with its inspected number in a round; classes without a column go to 分项."""
_ROUND = {column.path[0]: column for column in columns_of(Round, without=("inspected",))}
ROUND_COLUMNS = (
    *(_ROUND.pop(name) for name in ("ordinals", "modes", "status")),
    Column(f"{OBJECTS}：{zh(Count, 'n')}", ("inspected", "n"), Holds.NUMBER),
    Column(f"{OBJECTS}：{zh(Count, 'unit')}", ("inspected", "unit"), Holds.TEXT),
    *(column for pair in CLASS_PAIRS for column in pair),
    *_ROUND.values(),
)

TEXT_COLUMNS = (
    Column(zh(Scope, "label"), (), Holds.TEXT, required=True),
    Column(TEXT, ("quote",), Holds.TEXT, required=True),
    Column(f"{zh(Quotation, 'quote')}{zh(Quotation, 'by')}", ("by",), Holds.TEXT),
)
RECORD_COLUMNS = {
    "groups": columns_of(Group),
    "problems": columns_of(Problem),
    "cases": columns_of(Case),
    "corrections": columns_of(Correction),
    "vouched": columns_of(Vouched),
}

NUMBER, UNIT = zh(Count, "n"), zh(Count, "unit")
MONEY = ("万元", "亿元", "元")
"""Measure words of amounts, whose trailing zeros are kept: 146.00万元."""
UNREAD_HEADERS = (USUAL, NUMBERED, LAST, FIELD_HEADERS[-1])
"""Headers of columns that only explain."""
READ_SHEETS = (BASICS, ROUNDS, RESULTS, PARTS, FURTHER, NAMES, TEXT, *RECORDS)
COMPARISON = zh(Count, "compared") + "：" + zh(Comparison, "label")
