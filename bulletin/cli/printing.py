"""From issues to what a person or a machine reads of them."""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bulletin.issues.errors import BulletinError
from bulletin.issues.issue import Issue, Severity
from bulletin.issues.messages import Language, said

_SEVERITY = {
    "zh": {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.NOTE: "说明"},
    "en": {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"},
}
_NEXT = {"zh": "办法", "en": "next"}
_ALSO = {"zh": "另见", "en": "see also"}


def issue_lines(issues: Sequence[Issue], language: Language) -> list[str]:
    """Each issue as one to three lines: what and where, the other places, the next step."""
    lines = []
    for issue in issues:
        message, hint = said(issue, language)
        lines.append(f"{_SEVERITY[language][issue.severity]} {issue.code} {issue.place}  {message}")
        lines += [f"    {_ALSO[language]} {', '.join(issue.also)}"] if any(issue.also) else []
        lines += [f"    {_NEXT[language]} {hint}"] if hint else []
    return lines


def issues_as_data(issues: Sequence[Issue], language: Language) -> list[dict[str, Any]]:
    """The issues for machines."""
    result = []
    for issue in issues:
        message, hint = said(issue, language)
        result.append(
            {
                "code": issue.code,
                "severity": issue.severity.value,
                "place": issue.place,
                "also": list(issue.also),
                "message": message,
                "hint": hint,
            }
        )
    return result


def report_made(
    files: Mapping[str, Path], figures: int, issues: Sequence[Issue], options: argparse.Namespace
) -> None:
    """Say which files were written, and what was noticed on the way."""
    if options.json:
        written = {name: str(path) for name, path in files.items()}
        result = {"files": written, "figures": figures, "issues": issues_as_data(issues, options.lang)}
        print(json.dumps(result, ensure_ascii=False, indent=2))
        return
    for line in issue_lines(issues, options.lang):
        print(line)
    for path in files.values():
        print(path)


def report_failure(failure: BulletinError, options: argparse.Namespace) -> None:
    """Say why nothing was made: on standard error for people, on standard output as JSON for machines."""
    data = {"exit_code": int(failure.exit_code), "issues": issues_as_data(failure.issues, options.lang)}
    if options.json:
        print(json.dumps(data, ensure_ascii=False, indent=2))
        return
    if getattr(options, "log", "text") == "json":
        print(json.dumps(data, ensure_ascii=False), file=sys.stderr)
        return
    for line in issue_lines(failure.issues, options.lang):
        print(line, file=sys.stderr)
    if not getattr(options, "writes", True):
        return
    nothing = {"zh": "未生成任何文件。", "en": "Nothing was written."}
    print(nothing[options.lang], file=sys.stderr)
