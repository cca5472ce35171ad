"""`bulletin check`: every issue of one or more data files, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bulletin.cli import options as shared
from bulletin.cli.printing import issue_lines, issues_as_data, print_json
from bulletin.issues.catalogue import Words
from bulletin.issues.exit_code import ExitCode

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from bulletin.issues.issue import Issue


def check(commands: shared.Commands) -> None:
    """Add the words of `bulletin check`."""
    command = commands.add(
        "check",
        run,
        "check data files, make nothing",
        description="Check data files; every issue in one run.",
    )
    command.add_argument("files", metavar="FILE", nargs="+", help="data files; -: standard input")
    shared.piped(command)
    shared.previous(command, "the edition before")
    command.add_argument("--fix", metavar="COPY", help="mend marks and doubled words in a copy of the file")
    shared.strict(command, "count warnings as failures")
    shared.plugins(command)
    shared.common(command)


def run(options: argparse.Namespace) -> int:
    """Check each file by itself; the answer is the first code that is not 0."""
    if options.fix is not None:
        return _fixed(options)
    codes, results = [], {}
    for file in options.files:
        issues, code = _examined(file, options)
        codes.append(code)
        results[file] = issues
    if options.json:
        print_json({file: issues_as_data(issues, options.lang) for file, issues in results.items()})
    else:
        words = Words(options.lang, "check")
        for file, issues in results.items():
            print(f"{file}:")
            lines = issue_lines(issues, options.lang) or [words("Nothing found.")]
            print("\n".join(f"  {line}" for line in lines))
    return int(next((code for code in codes if code != ExitCode.OK), ExitCode.OK))


def _fixed(options: argparse.Namespace) -> int:
    """Write the mended copy, and say what was changed in it and what was left."""
    import dataclasses

    from bulletin.drafting.mend import mend

    if len(options.files) != 1 or options.files == ["-"]:
        from bulletin.issues.errors import InputMissing
        from bulletin.issues.issue import error

        text, hint = "--fix mends one file.", "Name one data file, and the copy after --fix."
        raise InputMissing([error("B101", options.fix, text, hint)])
    changes = mend(options.files[0], options.fix)
    if options.json:
        print_json({"file": options.fix, "changes": [dataclasses.asdict(each) for each in changes]})
        return int(ExitCode.OK)
    words = Words(options.lang, "check")
    for each in changes:
        values = {"place": each.place, "typed": each.typed, "mended": each.mended}
        if each.done:
            print(words("{place}: “{typed}” → “{mended}”", **values))
        else:
            print(words("{place}: “{typed}” is left; mend it by hand.", **values))
    print(words("{n} lines are mended in {file}.", n=sum(each.done for each in changes), file=options.fix))
    return int(ExitCode.OK)


def _examined(file: str, options: argparse.Namespace) -> tuple[Sequence[Issue], ExitCode]:
    from bulletin.drafting.examine import examine
    from bulletin.issues.errors import BulletinError
    from bulletin.issues.issue import Severity

    try:
        issues = examine(shared.request(options, file)).issues
    except BulletinError as failure:
        return failure.issues, failure.exit_code
    stopping = {Severity.ERROR, Severity.WARNING} if options.strict else {Severity.ERROR}
    refused = any(issue.severity in stopping for issue in issues)
    return issues, ExitCode.DATA if refused else ExitCode.OK
