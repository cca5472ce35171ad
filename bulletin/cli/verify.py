"""`bulletin verify`: what became of the numbers of documents that people have changed."""

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
from bulletin.issues.catalogue import Words
from bulletin.issues.exit_code import ExitCode

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from bulletin.issues.issue import Issue
    from bulletin.verification.across import Conflict
    from bulletin.verification.verdict import Disagreement, Finding, Verdict

INDENT = 14
"""Columns before what is said of a finding."""

SEVERAL = 4
"""From how many numbers of one paragraph they are told together."""

LISTED = ("removed", "repeated", "new")
"""The states in which they are; a changed number always stands by itself."""

NO_FIT = "no arithmetic on the other numbers gives it; it needs a source"

STATES = {
    "as issued": "as issued",
    "changed": "changed",
    "removed": "removed",
    "new": "new",
    "repeated": "repeated",
}


def verify(commands: shared.Commands) -> None:
    """Add the words of `bulletin verify`."""
    command = commands.add(
        "verify",
        run,
        "what became of the numbers of an edited document",
        description="Say of each number of a document that people have edited whether it is as issued, "
        "changed, removed, repeated or new, and what no longer agrees; several documents are also held "
        "against each other.",
    )
    command.add_argument("files", metavar="FILE", nargs="+", help="documents (DOCX, ODT, PDF, HTML, TXT)")
    command.add_argument(
        "--against",
        metavar="FILE",
        help="the data or ledger to hold it against (default: its own ledger)",
    )
    shared.template(command, "the template, if --against names data")
    shared.templates(command)
    shared.everything(command, "list the numbers that are as issued, too")
    shared.common(command)


def run(options: argparse.Namespace) -> int:
    """Verify each document by itself, then all against each other; the worst answers."""
    from collections import Counter
    from dataclasses import replace

    from bulletin.issues.errors import BulletinError
    from bulletin.verification import verify as verify_one
    from bulletin.verification.across import across

    words = Words(options.lang, "verify")
    verdicts: dict[str, Verdict] = {}
    refused: dict[str, tuple[Sequence[Issue], ExitCode]] = {}
    for file in options.files:
        try:
            verdicts[file] = verify_one(file, options.against, options.codelist,
                                        template=options.template, search=options.search)  # fmt: skip
        except BulletinError as failure:
            refused[file] = (failure.issues, failure.exit_code)
    names = Counter(verdict.document for verdict in verdicts.values())
    for file, verdict in verdicts.items():
        if names[verdict.document] > 1:  # two folders may hold files of the same name
            verdicts[file] = replace(verdict, document=file)
    conflicts = across(tuple(verdicts.values()))
    code = _code(tuple(verdicts.values()), refused, conflicts)
    if options.json:
        print_json(_as_data(verdicts, refused, conflicts, code, options))
        return int(code)
    for file in options.files:
        if file in verdicts:
            lines = verdict_lines(verdicts[file], words, terminal_width(), options.all)
        else:
            lines = [file, *(f"  {line}" for line in issue_lines(refused[file][0], options.lang))]
        print("\n".join(lines) + "\n")
    for line in conflict_lines(conflicts, words):
        print(line)
    return int(code)


def _code(
    verdicts: Sequence[Verdict],
    refused: Mapping[str, tuple[Sequence[Issue], ExitCode]],
    conflicts: Sequence[Conflict],
) -> ExitCode:
    """What could not be verified weighs more than what differs."""
    from bulletin.issues.issue import Severity

    if refused:
        return next(code for _, code in refused.values())
    tampered = any(issue.severity is Severity.ERROR for verdict in verdicts for issue in verdict.issues)
    if tampered or conflicts or any(verdict.differing for verdict in verdicts):
        return ExitCode.DIFFERS
    return ExitCode.UNSEEN if any(verdict.unseen for verdict in verdicts) else ExitCode.OK


def _as_data(
    verdicts: Mapping[str, Verdict],
    refused: Mapping[str, tuple[Sequence[Issue], ExitCode]],
    conflicts: Sequence[Conflict],
    code: ExitCode,
    options: argparse.Namespace,
) -> dict[str, Any]:
    import dataclasses

    documents: dict[str, Any] = {}
    for file, verdict in verdicts.items():
        documents[file] = {
            "against": verdict.against,
            "as_issued": verdict.as_issued,
            "unseen": issues_as_data(verdict.unseen, options.lang),
            "counts": verdict.counts,
            "findings": [dataclasses.asdict(finding) for finding in verdict.findings],
            "disagreements": [dataclasses.asdict(each) for each in verdict.disagreements],
            "issues": issues_as_data(verdict.issues, options.lang),
        }
    for file, (issues, _) in refused.items():
        documents[file] = {"as_issued": False, "issues": issues_as_data(issues, options.lang)}
    told = [{**dataclasses.asdict(conflict), "printed": dict(conflict.printed)} for conflict in conflicts]
    return {"exit_code": int(code), "documents": documents, "conflicts": told}


# ── what is printed ──────────────────────────────────────────────────────────────────────────────────────


def verdict_lines(verdict: Verdict, words: Words, columns: int, every: bool) -> list[str]:
    """What was found in one document; with `every` also the numbers that are as issued."""
    counts = {state: n for state, n in verdict.counts.items() if n}
    comma, space = ("，", "") if words.language == "zh" else (", ", " ")
    summary = comma.join(f"{words(STATES[state])}{space}{n}" for state, n in counts.items())
    lines = [
        f"{verdict.document}  {words('against {ledger}', ledger=verdict.against)}",
        f"  {words('{total} numbers: ', total=sum(counts.values()))}{summary}",
        *(f"  {line}" for line in issue_lines(verdict.issues, words.language)),
    ]
    issued = sum(counts.get(state, 0) for state in ("as issued", "changed", "removed"))
    if 3 * counts.get("as issued", 0) < issued:
        text = "Fewer than a third of the numbers are as issued; is this the ledger of this document?"
        lines.append(f"  {words(text)}")
    for findings in _runs(finding for finding in verdict.findings if every or finding.state != "as issued"):
        if len(findings) >= SEVERAL:
            lines += ["", *_several_lines(findings, words, columns)]
        else:
            lines += [line for finding in findings for line in ("", *_finding_lines(finding, words, columns))]
    said = {each for finding in verdict.findings for each in finding.disagreements}
    left = [each for each in verdict.disagreements if each not in said]
    rest = [line for each in left for line in wrapped(_disagreement(each, words), columns - 2)]
    lines += ["", *(f"  {line}" for line in rest)] if rest else []
    lines += (
        ["", *(f"  {line}" for line in issue_lines(verdict.unseen, words.language))] if verdict.unseen else []
    )
    return [*lines, "", f"  {_ending(verdict, words)}"]


def _ending(verdict: Verdict, words: Words) -> str:
    """Say what all findings come to."""
    if verdict.differing:
        return words("The document differs from what was issued; look at each of these.")
    if verdict.unseen:
        return words(
            "Every number that was read is as issued; what was not looked at may say something else."
        )
    return words("Every number is as issued.")


def _runs(findings: Iterable[Finding]) -> Iterator[list[Finding]]:
    """Findings that stand side by side and say the same: paragraphs or rows that are gone or repeated."""
    run: list[Finding] = []
    for finding in findings:
        if run and not _goes_on(run[-1], finding):
            yield run
            run = []
        run.append(finding)
    if run:
        yield run


def _goes_on(one: Finding, other: Finding) -> bool:
    lines = (one.issued_line, other.issued_line) if one.state == "removed" else (one.line, other.line)
    same = one.state == other.state and one.state in LISTED and not (one.fits or other.fits)
    return same and lines[1] - lines[0] in (0, 1)


def _several_lines(findings: Sequence[Finding], words: Words, columns: int) -> Iterator[str]:
    """Many numbers of one paragraph with which the same happened."""
    yield _place(findings[0], words, findings[-1])
    numbers = [f"{finding.label}{finding.now or finding.was}" for finding in findings]
    told = words("{n} numbers: {numbers}", n=len(numbers), numbers="、".join(numbers))
    for detail in (told, words(NO_FIT)) if findings[0].state == "new" else (told,):
        for line in wrapped(detail, columns - INDENT):
            yield " " * INDENT + line


def _place(finding: Finding, words: Words, last: Finding | None = None) -> str:
    """State and place of a number, or of several up to the `last`, in its context."""
    last = last or finding
    state = padded(words(STATES[finding.state]), INDENT - 2)
    removed = finding.state == "removed"
    lines = [each.issued_line if removed else each.line for each in (finding, last)]
    told = "–".join(map(str, dict.fromkeys(lines)))
    at = words("issued line {line}" if removed else "line {line}", line=told)
    place = f"{at}  " if lines[0] else ""
    return f"  {state}{place}{finding.context}".rstrip()


def _finding_lines(finding: Finding, words: Words, columns: int) -> Iterator[str]:
    yield _place(finding, words)
    details = []
    if finding.state == "changed":
        details.append(f"{finding.was} → {finding.now}{_named(finding)}")
    elif finding.state == "removed":
        details.append(words("was {was}", was=finding.was) + _named(finding))
    elif finding.state == "repeated":
        details.append(f"{finding.now}{_named(finding)}")
    elif finding.state == "new":
        comma = "；" if words.language == "zh" else "; "
        fits = words("it would fit: {fits}", fits=comma.join(finding.fits)) if finding.fits else words(NO_FIT)
        details.append(f"{finding.now}  {fits}")
    details += [_disagreement(each, words) for each in finding.disagreements]
    for detail in details:
        for line in wrapped(detail, columns - INDENT):
            yield " " * INDENT + line


def _named(finding: Finding) -> str:
    return f"  {finding.label}（#{finding.occurrence}）" if finding.label else ""


def _disagreement(each: Disagreement, words: Words) -> str:
    if each.formula and each.should_be:
        text = "no longer agrees: {label} is printed as {printed}, by {formula} it is {should_be}"
    elif each.formula:
        text = "no longer agrees: the text says “{printed}” of {label}, but {formula}"
    else:
        text = "two values: {label} is printed as {should_be} elsewhere"
    return words(text, label=each.label, printed=each.printed, should_be=each.should_be, formula=each.formula)


def conflict_lines(conflicts: Sequence[Conflict], words: Words) -> Iterator[str]:
    """What several documents say of one indicator."""
    for conflict in conflicts:
        yield words("the documents differ: {label}", label=conflict.label or conflict.figure)
        for document, printed in conflict.printed:
            yield f"    {document}  {printed}"
