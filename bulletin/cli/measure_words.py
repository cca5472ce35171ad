"""What `bulletin measure` says, in Chinese and English, and the lines of its table."""

from collections.abc import Sequence

from bulletin.cli.columns import padded, width, wrapped
from bulletin.issues.messages import Language
from bulletin.measurement import ELEMENTS, MeasuredRow, Report, Requirement

WORDS = {
    "zh": {
        "head": "{name}　按 GB/T 9704-2012 测量",
        "columns": ("要素", "实测", "要求", "条款", "约束力", "结论"),
        "page": "第{n}页",
        "absent": "未见：{names}。",
        "counts": "相符{ok}项，提示{hint}项，不符{error}项。",
        "docx": "Word 文件只测其中写明的数值；位置须测由它转成的 PDF。",
        "ok": "相符",
        "hint": "提示",
        "error": "不符",
    },
    "en": {
        "head": "{name}  measured by GB/T 9704-2012",
        "columns": ("element", "measured", "required", "clause", "strength", "verdict"),
        "page": "p. {n}",
        "absent": "Not found: {names}.",
        "counts": "{ok} as asked for, {hint} hints, {error} deviations.",
        "docx": "Of a Word file, what it states is measured; for positions measure the PDF made from it.",
        "ok": "ok",
        "hint": "hint",
        "error": "deviates",
    },
}

REQUIRED, WIDEST = 2, 20
"""The column of what is asked for, and the columns of the terminal it takes at most."""

STRENGTHS = {"规定": "required", "一般": "usual", "推荐": "advised", "实务": "practice"}

UNITS = {"字": "char.", "行": "lines"}

VALUES = {
    "yes": ("是", "yes"),
    "no": ("否", "no"),
    "red": ("红色", "red"),
    "black": ("黑色", "black"),
    "other": ("其他", "other"),
    "fangsong": ("仿宋", "FangSong"),
    "kaiti": ("楷体", "KaiTi"),
    "heiti": ("黑体", "HeiTi"),
    "songti": ("宋体", "Song"),
    "xiaobiaosong": ("小标宋", "XiaoBiaoSong"),
    "one": ("一行", "one line"),
    "trapezium": ("正梯形", "trapezium"),
    "inverted": ("倒梯形", "inverted"),
    "lozenge": ("菱形", "lozenge"),
    "rectangle": ("长方形", "rectangle"),
    "hourglass": ("沙漏形", "hourglass"),
    "ragged": ("不规则", "irregular"),
    "thick_above": ("上粗下细", "thick above thin"),
    "thin_above": ("上细下粗", "thin above thick"),
    "equal": ("等粗", "equally thick"),
    "left": ("居左", "left"),
    "right": ("居右", "right"),
    "center": ("居中", "centred"),
    "both": ("居左", "left"),
}
"""A measured word → how it is said; fonts of no class are named as they are."""


def element_name(element: str, language: Language) -> str:
    """The name of an element."""
    return ELEMENTS[element][language == "en"]


def measured_text(row: MeasuredRow, language: Language) -> str:
    """What was measured, with its unit."""
    if row.measured is None:
        return "—"
    return f"{_value(row.measured, language)}{_unit(row.requirement, language, row.measured)}"


def required_text(requirement: Requirement, language: Language) -> str:
    """What is asked for, with its tolerance and unit."""
    if isinstance(requirement.value, tuple):
        return (" / " if language == "en" else "、").join(
            _value(value, language) for value in requirement.value
        )
    sign = {"=": "", ">=": "≥", "<=": "≤"}[requirement.sense]
    tolerance = f"±{requirement.tolerance:g}" if requirement.tolerance and not sign else ""
    unit = _unit(requirement, language, requirement.value)
    return f"{sign}{_value(requirement.value, language)}{tolerance}{unit}"


def _value(value: float | str, language: Language) -> str:
    if isinstance(value, str):
        return VALUES[value][language == "en"] if value in VALUES else value
    return f"{round(value, 2) + 0:g}"  # + 0: no minus before a zero


def _unit(requirement: Requirement, language: Language, value: object) -> str:
    unit = "" if isinstance(value, str) else requirement.unit
    if unit in UNITS:
        english = UNITS[unit].removesuffix("s") if value == 1 else UNITS[unit]
        return unit if language == "zh" else f" {english}"
    return f" {unit}" if unit else ""


def table_lines(report: Report, language: Language, columns_there: int) -> list[str]:
    """The table of a report: a line for each element, below it one for each of its measures."""
    words = WORDS[language]
    lines = [_cells(row, language) for row in report.rows]
    head = list(words["columns"])
    columns = [max(width(cells[i]) for cells in (head, *lines)) for i in range(len(head))]
    columns[REQUIRED] = min(columns[REQUIRED], WIDEST)
    table = [str(words["head"]).format(name=report.name), "", _joined(head, columns)]
    last = ""
    for row, cells in zip(report.rows, lines, strict=True):
        if row.requirement.element != last:
            last = row.requirement.element
            table.append(element_name(last, language))
        first, *more = wrapped(cells[REQUIRED], WIDEST)
        table.append(_joined([*cells[:REQUIRED], first, *cells[REQUIRED + 1 :]], columns))
        table += [_joined(["", "", rest], columns) for rest in more]
    table.append("")
    if report.absent:
        names = ("、" if language == "zh" else ", ").join(element_name(e, language) for e in report.absent)
        table += wrapped(str(words["absent"]).format(names=names), columns_there)
    if report.kind == "docx":
        table.append(str(words["docx"]))
    table.append(str(words["counts"]).format_map(report.counts))
    return table


def _cells(row: MeasuredRow, language: Language) -> list[str]:
    requirement, words = row.requirement, WORDS[language]
    name = requirement.zh if language == "zh" else requirement.en
    strength = requirement.strength if language == "zh" else STRENGTHS[requirement.strength]
    page = str(words["page"]).format(n=row.page) if row.page and row.verdict != "ok" else ""
    return [
        f"  {name}",
        measured_text(row, language),
        required_text(requirement, language),
        requirement.clause or "—",
        strength,
        f"{words[row.verdict]}  {page}".rstrip(),
    ]


def _joined(cells: Sequence[str], columns: Sequence[int]) -> str:
    return "  ".join(padded(cell, size) for cell, size in zip(cells, columns, strict=False)).rstrip()
