"""`bulletin verify`: what became of the numbers of documents that people have changed."""

import argparse
import dataclasses
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from bulletin.cli.columns import terminal_width
from bulletin.cli.printing import issue_lines, issues_as_data
from bulletin.cli.verify_lines import conflict_lines, verdict_lines
from bulletin.issues.errors import BulletinError, ExitCode
from bulletin.issues.issue import Issue, Severity
from bulletin.readers import read
from bulletin.verification.across import Conflict, across
from bulletin.verification.against import verify_against
from bulletin.verification.verdict import Verdict


def run(options: argparse.Namespace) -> int:
    """Verify each document by itself, then all against each other; the worst answers."""
    verdicts: dict[str, Verdict] = {}
    refused: dict[str, tuple[Sequence[Issue], ExitCode]] = {}
    for file in options.files:
        try:
            verdicts[file] = verify_against(
                read(file),
                file,
                options.against,
                template=options.template,
                search=[Path(folder) for folder in options.templates],
                codelist=options.codelist,
            )
        except BulletinError as failure:
            refused[file] = (failure.issues, failure.exit_code)
    names = Counter(verdict.document for verdict in verdicts.values())
    for file, verdict in verdicts.items():
        if names[verdict.document] > 1:  # two folders may hold files of the same name
            verdicts[file] = replace(verdict, document=file)
    conflicts = across(tuple(verdicts.values()))
    code = _code(tuple(verdicts.values()), refused, conflicts)
    if options.json:
        print(json.dumps(_as_data(verdicts, refused, conflicts, code, options), ensure_ascii=False, indent=2))
        return int(code)
    for file in options.files:
        if file in verdicts:
            lines = verdict_lines(verdicts[file], options.lang, terminal_width(), options.all)
        else:
            lines = [file, *(f"  {line}" for line in issue_lines(refused[file][0], options.lang))]
        print("\n".join(lines) + "\n")
    for line in conflict_lines(conflicts, options.lang):
        print(line)
    return int(code)


def _code(
    verdicts: Sequence[Verdict],
    refused: Mapping[str, tuple[Sequence[Issue], ExitCode]],
    conflicts: Sequence[Conflict],
) -> ExitCode:
    """What could not be verified weighs more than what differs."""
    if refused:
        return next(code for _, code in refused.values())
    tampered = any(issue.severity is Severity.ERROR for verdict in verdicts for issue in verdict.issues)
    as_issued = all(verdict.as_issued for verdict in verdicts)
    return ExitCode.OK if as_issued and not tampered and not conflicts else ExitCode.DIFFERS


def _as_data(
    verdicts: Mapping[str, Verdict],
    refused: Mapping[str, tuple[Sequence[Issue], ExitCode]],
    conflicts: Sequence[Conflict],
    code: ExitCode,
    options: argparse.Namespace,
) -> dict[str, Any]:
    documents: dict[str, Any] = {}
    for file, verdict in verdicts.items():
        documents[file] = {
            "against": verdict.against,
            "as_issued": verdict.as_issued,
            "counts": verdict.counts,
            "findings": [dataclasses.asdict(finding) for finding in verdict.findings],
            "disagreements": [dataclasses.asdict(each) for each in verdict.disagreements],
            "issues": issues_as_data(verdict.issues, options.lang),
        }
    for file, (issues, _) in refused.items():
        documents[file] = {"as_issued": False, "issues": issues_as_data(issues, options.lang)}
    told = [{**dataclasses.asdict(conflict), "printed": dict(conflict.printed)} for conflict in conflicts]
    return {"exit_code": int(code), "documents": documents, "conflicts": told}
