"""`bulletin publish`, `approve`, `correct` and `void`: what became of each period."""

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, time
from typing import Any

from bulletin.cli.printing import issue_lines, issues_as_data
from bulletin.issues.errors import BulletinError, ExitCode
from bulletin.issues.issue import Issue
from bulletin.publishing import (
    Outcome,
    Period,
    Publication,
    Register,
    Series,
    approve,
    correct,
    read_office,
    rebuild,
    sweep,
    void,
)
from bulletin.publishing.comparison import still_wanted
from bulletin.publishing.telling import teller
from bulletin.publishing.website import damages as damaged_pages

WORDS = {
    "zh": {"published": "已发布", "already": "此前已发布", "waiting": "待办", "due": "将发布",
           "void": "已作废", "refused": "未办理"},
    "en": {"published": "published", "already": "already out", "waiting": "waiting", "due": "due",
           "void": "given up", "refused": "refused"},
}  # fmt: skip


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


def run_approve(options: argparse.Namespace) -> int:
    """Let an edition out."""
    return _decided(options, lambda work, series, period: approve(work, series, period, options.number))


def run_correct(options: argparse.Namespace) -> int:
    """Issue a correction."""
    return _decided(
        options, lambda work, series, period: correct(work, series, period, options.reason, options.number)
    )


def run_void(options: argparse.Namespace) -> int:
    """Give an edition up."""
    return _decided(options, lambda work, series, period: void(work, series, period, options.reason))


def _decided(options: argparse.Namespace, decide: Callable[[Publication, Series, Period], Outcome]) -> int:
    with _at_work(options) as work:
        series = work.office.named(options.series)
        return _told(work, [decide(work, series, series.period(options.period))], options)


@contextmanager
def _at_work(options: argparse.Namespace) -> Iterator[Publication]:
    """The office, its register, the moment, and whoever is to be told."""
    office = read_office(options.office)
    now = datetime.now(office.zone)  # the one clock
    if options.date:
        now = datetime.combine(options.date, time(12), office.zone)
    register = Register(office.folder, write=not getattr(options, "dry_run", False))
    try:
        yield Publication(office, register, now, tell=teller(options.notify, office, register, now))
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
    try:
        series.period(period)
    except BulletinError:
        return False
    return True


def _told(work: Publication, outcomes: Iterable[Outcome], options: argparse.Namespace) -> int:
    """Say what became of each period as it happens; then make the archive anew and sweep the store."""
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
        print(json.dumps(result, ensure_ascii=False, indent=2))
    return int(code)


def _log(work: Publication, what: dict[str, Any]) -> None:
    moment = work.now.isoformat(timespec="seconds")
    print(json.dumps({"at": moment, **what}, ensure_ascii=False), file=sys.stderr, flush=True)


def _tidied(work: Publication, harmed: Sequence[str]) -> tuple[tuple[Issue, ...], ExitCode]:
    """The store swept and the archive made anew; the pages that were `harmed`, or why it could not be."""
    sweep(work.office.folder, still_wanted(work.office, work.register))
    try:
        return rebuild(work.office, work.register, harmed), ExitCode.OK
    except BulletinError as failure:
        return failure.issues, failure.exit_code


def _say(outcome: Outcome, options: argparse.Namespace) -> None:
    stream = sys.stderr if outcome.what == "refused" else sys.stdout
    if outcome.what not in ("already", "void") or not hasattr(options, "dry_run"):
        number = outcome.edition.number if outcome.edition else ""
        line = f"{outcome.series} {outcome.period} {number}".rstrip()
        print(f"{line}  {WORDS[options.lang][outcome.what]}", file=stream)
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
