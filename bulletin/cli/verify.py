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
from bulletin.composition import find_template
from bulletin.datafiles import codelist_for
from bulletin.drafting.draft import Draft, draft
from bulletin.drafting.request import Request
from bulletin.issues.errors import BulletinError, ExitCode, TemplateRefused
from bulletin.issues.issue import Issue, Severity
from bulletin.ledger.entries import Ledger
from bulletin.readers import Copy, ledger_in, read
from bulletin.readers.ledgers import SUFFIX
from bulletin.verification.across import Conflict, across
from bulletin.verification.against import verify_against
from bulletin.verification.verdict import Verdict


def run(options: argparse.Namespace) -> int:
    """Verify each document by itself, then all against each other; the worst answers."""
    verdicts: dict[str, Verdict] = {}
    refused: dict[str, tuple[Sequence[Issue], ExitCode]] = {}
    for file in options.files:
        try:
            copy = read(file)
            codelist = codelist_for(options.against or file, options.codelist)
            verdicts[file] = verify_against(copy, file, _against(copy, options), codelist)
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


def _against(copy: Copy, options: argparse.Namespace) -> Ledger | Draft | None:
    """Read the ledger that is named, or make the draft of the data, by the template the copy was made by."""
    if options.against is None or str(options.against).endswith(SUFFIX):
        return ledger_in(options.against) if options.against else None
    search = [Path(folder) for folder in options.templates]
    template = options.template or _template_of(copy, search)
    return draft(Request(options.against, template, formats=(), search=search, codelist=options.codelist))


def _template_of(copy: Copy, search: Sequence[Path]) -> str | None:
    """Return the template the document was made by, if it is known and still there."""
    name = copy.ledger.template if copy.ledger else None
    try:
        return find_template(name, search).name if name else None
    except TemplateRefused:
        return None


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
