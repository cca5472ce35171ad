"""`bulletin publish`: what became of each period; `approve`, `correct` and `void` work and tell alike."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from bulletin.cli import options as shared
from bulletin.cli.printing import issue_lines, issues_as_data, print_json
from bulletin.issues.catalogue import Words
from bulletin.issues.exit_code import ExitCode

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable
    from contextlib import AbstractContextManager

    from bulletin.publishing import EditionOutcome, Period, Publication, Series

OUTCOMES = {
    "published": "published",
    "already": "already out",
    "waiting": "waiting",
    "due": "due",
    "void": "given up",
    "refused": "refused",
}


def publish(commands: shared.Commands) -> None:
    """Add the words of `bulletin publish`."""
    command = commands.add(
        "publish",
        run,
        "publish what is due and not yet out",
        description="Publish, in the order that bulletin.toml in the office's folder lays down, every "
        "edition that is due and not yet out, each once, whole or not at all.",
    )
    command.add_argument("series", metavar="SERIES", nargs="?", help="one series (default: all)")
    shared.period(command, "this one only: 2018-08, 2018-Q3, 2018, 14-4")
    command.add_argument("--dry-run", action="store_true", help="only say what would be published")
    shared.at_work(command)


def run(options: argparse.Namespace) -> int:
    """Publish what is due; the first refusal answers."""
    from bulletin.publishing.work import outcomes

    with _at_work(options) as work:
        return _told(work, outcomes(work, options.series, options.period, dry=options.dry_run), options)


def decided(
    options: argparse.Namespace, decide: Callable[[Publication, Series, Period], EditionOutcome]
) -> int:
    """Take a decision about one edition and say what became of it."""
    with _at_work(options) as work:
        series = work.office.named(options.series)
        return _told(work, [decide(work, series, series.period(options.period))], options)


def _at_work(options: argparse.Namespace) -> AbstractContextManager[Publication]:
    from bulletin.publishing.work import at_work

    write = not getattr(options, "dry_run", False)
    return at_work(options.office, on=options.on, notify=options.notify, write=write)


def _told(work: Publication, outcomes: Iterable[EditionOutcome], options: argparse.Namespace) -> int:
    """Say what became of each period as it happens; then make the archive anew and sweep the store."""
    from bulletin.publishing.website import damages as damaged_pages
    from bulletin.publishing.work import tidied

    code, told = ExitCode.OK, []
    dry = getattr(options, "dry_run", False)
    harmed = () if dry else [each.place for each in damaged_pages(work.office, work.register)]
    for outcome in outcomes:
        code = code or outcome.exit_code
        told.append(_as_data(outcome, options))
        if options.log == "json":
            _log(work, told[-1])
        elif not options.json:
            _say(outcome, options)
    issues, failed = ((), ExitCode.OK) if dry else tidied(work, harmed)
    code = code or failed
    if issues and options.log == "json":
        _log(work, {"exit_code": int(code), "issues": issues_as_data(issues, options.lang)})
    for line in issue_lines(issues, options.lang) if not options.json and options.log == "text" else ():
        print(line, file=sys.stderr)
    if options.json:
        result = {"exit_code": int(code), "editions": told, "issues": issues_as_data(issues, options.lang)}
        print_json(result)
    return int(code)


def _log(work: Publication, what: dict[str, Any]) -> None:
    import json

    moment = work.now.isoformat(timespec="seconds")
    print(json.dumps({"at": moment, **what}, ensure_ascii=False), file=sys.stderr, flush=True)


def _say(outcome: EditionOutcome, options: argparse.Namespace) -> None:
    words = Words(options.lang, "publish")
    stream = sys.stderr if outcome.what == "refused" else sys.stdout
    if outcome.what not in ("already", "void") or not hasattr(options, "dry_run"):
        number = outcome.edition.number if outcome.edition else ""
        line = f"{outcome.series} {outcome.period} {number}".rstrip()
        print(f"{line}  {words(OUTCOMES[outcome.what])}", file=stream)
    for issue in issue_lines(outcome.issues, options.lang):
        print(f"  {issue}", file=stream, flush=True)


def _as_data(outcome: EditionOutcome, options: argparse.Namespace) -> dict[str, Any]:
    edition = outcome.edition
    return {
        "series": outcome.series,
        "period": outcome.period,
        "what": outcome.what,
        "number": edition.number if edition else "",
        "folder": edition.folder if edition and outcome.what in ("published", "already") else "",
        "exit_code": int(outcome.exit_code),
        "issues": issues_as_data(outcome.issues, options.lang),
    }
