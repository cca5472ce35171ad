"""`bulletin measure`: a finished document held against the measures of the standard."""

import argparse
import json
from typing import Any

from bulletin.cli.columns import terminal_width
from bulletin.cli.measure_words import STRENGTHS, element_name, table_lines
from bulletin.cli.printing import issue_lines, issues_as_data
from bulletin.issues.errors import ExitCode
from bulletin.issues.messages import Language
from bulletin.measurement import MeasuredRow, Report, measure


def run(options: argparse.Namespace) -> int:
    """Print the measures of a document; what is other than required answers with 1."""
    report = measure(options.file, options.profile)
    code = ExitCode.DIFFERS if report.deviates else ExitCode.OK
    if options.json:
        print(json.dumps(_as_data(report, code, options.lang), ensure_ascii=False, indent=2))
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
    requirement = row.requirement
    value = requirement.value
    return {
        "key": requirement.key,
        "element": element_name(requirement.element, language),
        "measure": requirement.zh if language == "zh" else requirement.en,
        "measured": round(row.measured, 3) if isinstance(row.measured, float) else row.measured,
        "required": list(value) if isinstance(value, tuple) else value,
        "sense": requirement.sense,
        "tolerance": requirement.tolerance,
        "unit": requirement.unit,
        "clause": requirement.clause,
        "strength": requirement.strength if language == "zh" else STRENGTHS[requirement.strength],
        "page": row.page,
        "verdict": row.verdict,
    }
