"""`bulletin measure`: a finished document held against the measures of the standard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bulletin.cli import options as shared
from bulletin.cli.printing import (
    issue_lines,
    issues_as_data,
    padded,
    print_json,
    terminal_width,
    wrapped,
)
from bulletin.issues.catalogue import Language, Words, translated
from bulletin.issues.excerpt import width
from bulletin.issues.exit_code import ExitCode

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from bulletin.measurement import MeasuredRow, Report, Requirement

REQUIRED, WIDEST = 2, 20
"""The column of what is asked for, and the columns of the terminal it takes at most."""

VALUES = {
    "yes": "yes",
    "no": "no",
    "red": "red",
    "black": "black",
    "other": "other",
    "fangsong": "FangSong",
    "kaiti": "KaiTi",
    "heiti": "HeiTi",
    "songti": "Song",
    "xiaobiaosong": "XiaoBiaoSong",
    "one": "one line",
    "trapezium": "trapezium",
    "inverted": "inverted",
    "lozenge": "lozenge",
    "rectangle": "rectangle",
    "hourglass": "hourglass",
    "ragged": "irregular",
    "thick_above": "thick above thin",
    "thin_above": "thin above thick",
    "equal": "equally thick",
    "left": "left",
    "right": "right",
    "center": "centred",
    "both": "left",
}
"""A measured word → how it is said; fonts of no class are named as they are."""

VERDICTS = {"ok": "ok", "hint": "hint", "error": "deviates"}


def measure(commands: shared.Commands) -> None:
    """Add the words of `bulletin measure`."""
    command = commands.add(
        "measure",
        run,
        "measure the page of a finished document by the standard",
        description="Measure page, type area, grid, the place of each element and the faces of a finished "
        "document, and hold each against GB/T 9704-2012.",
    )
    command.set_defaults(writes=False)
    command.add_argument("file", metavar="FILE", help="a document (PDF, DOCX)")
    command.add_argument(
        "--profile", default="gbt9704", metavar="NAME", help="the profile (default: gbt9704)"
    )
    shared.reporting(command)


def run(options: argparse.Namespace) -> int:
    """Print the measures of a document; what is other than required answers with 1."""
    from bulletin.measurement import measure as measured

    report = measured(options.file, options.profile)
    code = ExitCode.DIFFERS if report.deviates else ExitCode.OK
    if options.json:
        print_json(_as_data(report, code, options.lang))
    else:
        for line in issue_lines(report.issues, options.lang):
            print(line)
        print("\n".join(table_lines(report, options.lang, terminal_width())))
    return int(code)


def _as_data(report: Report, code: ExitCode, language: Language) -> dict[str, Any]:
    return {
        "exit_code": int(code),
        "document": {"name": report.name, "kind": report.kind, "pages": report.pages},
        "profile": report.profile,
        "counts": dict(report.counts),
        "rows": [_row(row, language) for row in report.rows],
        "absent": list(report.absent),
        "issues": issues_as_data(report.issues, language),
    }


def _row(row: MeasuredRow, language: Language) -> dict[str, Any]:
    from bulletin.measurement import ELEMENTS

    words = Words(language, "measure")
    requirement = row.requirement
    value = requirement.value
    return {
        "key": requirement.key,
        "element": words(ELEMENTS[requirement.element]),
        "measure": words(requirement.name),
        "measured": round(row.measured, 3) if isinstance(row.measured, float) else row.measured,
        "required": list(value) if isinstance(value, tuple) else value,
        "sense": requirement.sense,
        "tolerance": requirement.tolerance,
        "unit": requirement.unit,
        "clause": requirement.clause,
        "strength": translated(requirement.strength, language, "measure strength"),
        "page": row.page,
        "verdict": row.verdict,
    }


# ── what is printed ──────────────────────────────────────────────────────────────────────────────────────


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
        words = Words(language, "measure")
        return words(VALUES[value]) if value in VALUES else value
    return f"{round(value, 2) + 0:g}"  # + 0: no minus before a zero


def _unit(requirement: Requirement, language: Language, value: object) -> str:
    """The unit after a number; only 字 and 行 are said in words."""
    words = Words(language, "measure")
    match requirement.unit:
        case _ if isinstance(value, str):
            return ""
        case "字":
            return words(" char.")
        case "行":
            return words(" line" if value == 1 else " lines")
        case unit:
            return f" {unit}" if unit else ""


def table_lines(report: Report, language: Language, columns_there: int) -> list[str]:
    """The table of a report: a line for each element, below it one for each of its measures."""
    from bulletin.measurement import ELEMENTS

    words = Words(language, "measure")
    lines = [_cells(row, language) for row in report.rows]
    head = [words("element"), words("measured"), words("required"),
            words("clause"), words("strength"), words("verdict")]  # fmt: skip
    columns = [max(width(cells[i]) for cells in (head, *lines)) for i in range(len(head))]
    columns[REQUIRED] = min(columns[REQUIRED], WIDEST)
    table = [words("{name}  measured by GB/T 9704-2012", name=report.name), "", _joined(head, columns)]
    last = ""
    for row, cells in zip(report.rows, lines, strict=True):
        if row.requirement.element != last:
            last = row.requirement.element
            table.append(words(ELEMENTS[last]))
        first, *more = wrapped(cells[REQUIRED], WIDEST)
        table.append(_joined([*cells[:REQUIRED], first, *cells[REQUIRED + 1 :]], columns))
        table += [_joined(["", "", rest], columns) for rest in more]
    table.append("")
    if report.absent:
        names = ("、" if language == "zh" else ", ").join(words(ELEMENTS[e]) for e in report.absent)
        table += wrapped(words("Not found: {names}.", names=names), columns_there)
    if report.kind == "docx":
        text = "Of a Word file, what it states is measured; for positions measure the PDF made from it."
        table.append(words(text))
    table.append(words("{ok} as asked for, {hint} hints, {error} deviations.", **report.counts))
    return table


def _cells(row: MeasuredRow, language: Language) -> list[str]:
    requirement, words = row.requirement, Words(language, "measure")
    page = words("p. {n}", n=row.page) if row.page and row.verdict != "ok" else ""
    return [
        f"  {words(requirement.name)}",
        measured_text(row, language),
        required_text(requirement, language),
        requirement.clause or "—",
        translated(requirement.strength, language, "measure strength"),
        f"{words(VERDICTS[row.verdict])}  {page}".rstrip(),
    ]


def _joined(cells: Sequence[str], columns: Sequence[int]) -> str:
    return "  ".join(padded(cell, size) for cell, size in zip(cells, columns, strict=False)).rstrip()
