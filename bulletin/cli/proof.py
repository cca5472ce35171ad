"""`bulletin proof`: the page on which the person who signs checks every number."""

import argparse
import sys
import time
from pathlib import Path

from bulletin.cli.printing import report_failure, report_made
from bulletin.drafting.draft import draft
from bulletin.drafting.request import Request
from bulletin.issues.errors import BulletinError, ExitCode, InputMissing
from bulletin.proofsheet import proof
from bulletin.proofsheet.watching import inputs, seen, watch

WATCHING = {
    "zh": "正在留意数据、模板和版式的改动，按 Ctrl-C 结束；页面更新后请在浏览器中刷新。",
    "en": "Watching data, templates and layouts; Ctrl-C ends. Reload the page after each change.",
}
KEPT = {"zh": "上一稿未动。", "en": "The last good page was left as it was."}


def run(options: argparse.Namespace) -> int:
    """Make the proof and say which file was written; with `--watch`, again after every change."""
    if not options.watch:
        _make(options)
        return int(ExitCode.OK)
    search = [Path(folder) for folder in options.templates]
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
            print(KEPT[options.lang], file=sys.stderr)
        if made == 1:
            print(WATCHING[options.lang], file=sys.stderr)
        sys.stdout.flush()

    def look() -> dict[Path, tuple[int, int]]:
        return seen(inputs(options.file, options.previous, options.codelist, options.template, search))

    watch(look, make, time.sleep)
    return int(ExitCode.OK)


def _make(options: argparse.Namespace) -> None:
    request = Request(
        options.file,
        options.template,
        formats=(),
        previous=options.previous,
        strict=options.strict,
        on=options.date,
        codelist=options.codelist,
        search=[Path(folder) for folder in options.templates],
        layout=options.layout,
    )
    made = proof(draft(request), into=options.into, language=options.lang)
    files = {"proof": made.file} if made.file else {}
    report_made(files, len(made.ledger.entries), made.issues, options)
