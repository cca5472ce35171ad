"""`bulletin proof`: the page on which the person who signs checks every number."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from bulletin.cli import options as shared
from bulletin.cli.printing import report_failure, report_made
from bulletin.issues.catalogue import Words
from bulletin.issues.exit_code import ExitCode

if TYPE_CHECKING:
    import argparse
    from pathlib import Path


def proof(commands: shared.Commands) -> None:
    """Add the words of `bulletin proof`."""
    command = commands.add(
        "proof",
        run,
        "make a page on which every number is checked",
        description="Make the proof: one page, offline, on which each number of the document shows its "
        "formula and its sources and is ticked by the person who signs.",
    )
    shared.document(command)
    command.add_argument("--watch", action="store_true", help="make it again after every change; Ctrl-C ends")
    shared.common(command)


def run(options: argparse.Namespace) -> int:
    """Make the proof and say which file was written; with `--watch`, again after every change."""
    if options.watch:
        _watch(options)
    else:
        _make(options)
    return int(ExitCode.OK)


def _watch(options: argparse.Namespace) -> None:

    from bulletin.issues.errors import BulletinError, InputMissing
    from bulletin.proofsheet.watching import inputs, seen, watch

    words = Words(options.lang, "proof")
    made = 0

    def make() -> None:
        nonlocal made
        made += 1
        try:
            _make(options)
        except InputMissing:
            if made == 1:  # a slip of the pen in the command; later, a file that is just being replaced
                raise
        except BulletinError as failure:
            report_failure(failure, options)
            print(words("The last good page was left as it was."), file=sys.stderr)
        if made == 1:
            text = "Watching data, templates and layouts; Ctrl-C ends. Reload the page after each change."
            print(words(text), file=sys.stderr)
        sys.stdout.flush()

    def look() -> dict[Path, tuple[int, int]]:
        return seen(
            inputs(options.file, options.previous, options.codelist, options.template, options.search)
        )

    watch(look, make, time.sleep)


def _make(options: argparse.Namespace) -> None:
    from bulletin.drafting.draft import draft
    from bulletin.proofsheet import proof as make_proof

    drafted = draft(shared.request(options, options.file, formats=()))
    made = make_proof(drafted, into=options.into, language=options.lang)
    files = {"proof": made.file} if made.file else {}
    account = drafted.account.to_list()
    report_made(files, len(made.ledger.entries), made.issues, options, account=account)
