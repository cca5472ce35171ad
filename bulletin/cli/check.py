"""`bulletin check`: every issue of one or more data files, and nothing else."""

import argparse
import json
from collections.abc import Sequence

from bulletin.cli.printing import issue_lines, issues_as_data
from bulletin.drafting.examine import examine
from bulletin.drafting.request import Request
from bulletin.issues.errors import BulletinError, ExitCode
from bulletin.issues.issue import Issue, Severity

CLEAN = {"zh": "未发现问题。", "en": "Nothing found."}


def run(options: argparse.Namespace) -> int:
    """Check each file by itself; the answer is the first code that is not 0."""
    codes, results = [], {}
    for file in options.files:
        issues, code = _examined(file, options)
        codes.append(code)
        results[file] = issues
    if options.json:
        data = {file: issues_as_data(issues, options.lang) for file, issues in results.items()}
        print(json.dumps(data, ensure_ascii=False, indent=2))
    else:
        for file, issues in results.items():
            print(f"{file}:")
            lines = issue_lines(issues, options.lang) or [CLEAN[options.lang]]
            print("\n".join(f"  {line}" for line in lines))
    return int(next((code for code in codes if code != ExitCode.OK), ExitCode.OK))


def _examined(file: str, options: argparse.Namespace) -> tuple[Sequence[Issue], ExitCode]:
    try:
        issues = examine(Request(file, previous=options.previous, codelist=options.codelist)).issues
    except BulletinError as failure:
        return failure.issues, failure.exit_code
    stopping = {Severity.ERROR, Severity.WARNING} if options.strict else {Severity.ERROR}
    refused = any(issue.severity in stopping for issue in issues)
    return issues, ExitCode.DATA if refused else ExitCode.OK
