"""`bulletin publish`: what became of each period; `approve`, `correct` and `void` work and tell alike."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from bulletin.cli import options as shared
from bulletin.cli.printing import issue_lines, issues_as_data, print_json
from bulletin.issues.catalogue import Words
from bulletin.issues.exit_code import ExitCode

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from bulletin.issues.issue import Issue
    from bulletin.publishing import Outcome, Period, Publication, Series

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
    with _at_work(options) as work:
        chosen = _chosen(work, options)
        wanted = [str(series.period(options.period)) for series in chosen] if options.period else []
        if options.period and not options.dry_run:
            return _told(
                work, (work.one(series, series.period(options.period)) for series in chosen), options
            )
        outcomes = (each for series in chosen for each in work.publish(series, dry=options.dry_run))
        return _told(work, (each for each in outcomes if not wanted or each.period in wanted), options)


def decided(options: argparse.Namespace, decide: Callable[[Publication, Series, Period], Outcome]) -> int:
    """Take a decision about one edition and say what became of it."""
    with _at_work(options) as work:
        series = work.office.named(options.series)
        return _told(work, [decide(work, series, series.period(options.period))], options)


@contextmanager
def _at_work(options: argparse.Namespace) -> Iterator[Publication]:
    """The office, its register, the moment, and the command to be told of each edition."""
    from datetime import datetime, time
    from functools import partial

    from bulletin.publishing import Publication, Register, read_office
    from bulletin.publishing.edition import Seen, examine_data, make
    from bulletin.publishing.telling import teller
    from bulletin.workers.pool import Pool

    office = read_office(options.office)
    now = datetime.now(office.zone)  # the one clock
    if options.on:
        now = datetime.combine(options.on, time(12), office.zone)
    register = Register(office.folder, write=not getattr(options, "dry_run", False))
    try:
        with Pool(clean=True) as pool:
            seen: Seen = {}
            tell = teller(options.notify, office, register, now)
            maker, examiner = partial(make, pool=pool, seen=seen), partial(examine_data, pool=pool, seen=seen)
            yield Publication(office, register, now, maker, examiner, tell)
    finally:
        register.close()


def _chosen(work: Publication, options: argparse.Namespace) -> list[Series]:
    """The series that is named, or all of which the period is one."""
    if options.series:
        return [work.office.named(options.series)]
    chosen = [*work.office.series.values()]
    if options.period:
        fitting = [series for series in chosen if _fits(series, options.period)]
        return fitting or chosen[:1]  # which says what a period is
    return chosen


def _fits(series: Series, period: str) -> bool:
    from bulletin.issues.errors import BulletinError

    try:
        series.period(period)
    except BulletinError:
        return False
    return True


def _told(work: Publication, outcomes: Iterable[Outcome], options: argparse.Namespace) -> int:
    """Say what became of each period as it happens; then make the archive anew and sweep the store."""
    from bulletin.publishing.website import damages as damaged_pages

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
    issues, failed = ((), ExitCode.OK) if dry else _tidied(work, harmed)
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


def _tidied(work: Publication, harmed: Sequence[str]) -> tuple[tuple[Issue, ...], ExitCode]:
    """Sweep the store and make the archive anew; tell of the pages that were `harmed`, or why it failed."""
    from bulletin.issues.errors import BulletinError
    from bulletin.publishing import rebuild, sweep
    from bulletin.publishing.comparison import still_wanted

    sweep(work.office.folder, still_wanted(work.office, work.register))
    try:
        return rebuild(work.office, work.register, harmed), ExitCode.OK
    except BulletinError as failure:
        return failure.issues, failure.exit_code


def _say(outcome: Outcome, options: argparse.Namespace) -> None:
    words = Words(options.lang, "publish")
    stream = sys.stderr if outcome.what == "refused" else sys.stdout
    if outcome.what not in ("already", "void") or not hasattr(options, "dry_run"):
        number = outcome.edition.number if outcome.edition else ""
        line = f"{outcome.series} {outcome.period} {number}".rstrip()
        print(f"{line}  {words(OUTCOMES[outcome.what])}", file=stream)
    for issue in issue_lines(outcome.issues, options.lang):
        print(f"  {issue}", file=stream, flush=True)


def _as_data(outcome: Outcome, options: argparse.Namespace) -> dict[str, Any]:
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
