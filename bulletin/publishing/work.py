"""An office at work: publish what is due, then make the archive anew."""

import datetime
import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bulletin.issues.errors import BulletinError, ExitCode
from bulletin.issues.issue import Issue
from bulletin.model.brief import Brief
from bulletin.publishing.comparison import still_wanted
from bulletin.publishing.edition import Seen, examine_data, make
from bulletin.publishing.office import Series, read_office
from bulletin.publishing.outcome import EditionOutcome
from bulletin.publishing.publication import Publication
from bulletin.publishing.register import Register
from bulletin.publishing.store import sweep
from bulletin.publishing.telling import teller
from bulletin.publishing.website import damages, rebuild
from bulletin.workers.pool import Pool

LOG = logging.getLogger("bulletin")


@dataclass(frozen=True, slots=True, repr=False)
class Published(Brief):
    """What became of each period, in order, and why the archive could not be made anew; empty: it was.

    `outcomes` are those of the periods, `issues` those of the archive. `exit_code` is that of the first
    refusal.
    """

    outcomes: tuple[EditionOutcome, ...]
    issues: tuple[Issue, ...] = ()
    exit_code: ExitCode = ExitCode.OK


def publish(  # noqa: PLR0913  # one name for each thing an office may choose, all but one optional
    office: str | Path,
    series: str | None = None,
    *,
    period: str | None = None,
    on: datetime.date | None = None,
    dry: bool = False,
    progress: Callable[[EditionOutcome], object] | None = None,
) -> Published:
    """Publish every edition that is due and not yet out, in order, each once, whole or not at all.

    `office` is a folder with `bulletin.toml`. `series` None: all; `period` (2018-08, 14-4) None: all that are
    due. `on` is the day it is taken to be; None: today in the office's time zone. With `dry` nothing is begun
    and the outcomes say what would be. `progress` hears each outcome at once; None: nothing does.
    A refusal is an outcome with its issues, and ends its series for the order's sake.

    Raises:
        TemplateRefused: there is no such office or series, or its `bulletin.toml` is at fault.
        DataRefused: the period is none of the series.
        RegisterDamaged: the register cannot be used.
        BulletinError: another process holds the register (TryAgain), or it cannot be written (OutputFailed).
    """
    LOG.info("publish begins: %s %s", series or "all series", period or "all that is due")
    told = []
    with at_work(office, on=on, write=not dry) as work:
        harmed = () if dry else [page.place for page in damages(work.office, work.register)]
        for outcome in outcomes(work, series, period, dry=dry):
            told.append(outcome)
            LOG.info("publish: %s %s %s", outcome.series, outcome.period, outcome.what)
            if progress is not None:
                progress(outcome)
        issues, failed = ((), ExitCode.OK) if dry else tidied(work, harmed)
    codes = [*(each.exit_code for each in told), failed]
    LOG.info("publish ends: %d periods", len(told))
    first = next((code for code in codes if code), ExitCode.OK)
    return Published(tuple(told), issues, first)


@contextmanager
def at_work(
    folder: str | Path, *, on: datetime.date | None = None, notify: str = "", write: bool = True
) -> Iterator[Publication]:
    """Open an office at a moment, with its register; `notify` is the command that is told of each edition."""
    office = read_office(folder)
    now = datetime.datetime.now(office.zone)  # the one clock
    if on is not None:
        now = datetime.datetime.combine(on, datetime.time(12), office.zone)
    register = Register(office.folder, write=write)
    try:
        with Pool(clean=True) as pool:
            tell = teller(notify, office, register, now)
            seen: Seen = {}
            maker, examiner = partial(make, pool=pool, seen=seen), partial(examine_data, pool=pool, seen=seen)
            yield Publication(office, register, now, maker, examiner, tell)
    finally:
        register.close()


def outcomes(
    work: Publication, series: str | None, period: str | None, *, dry: bool
) -> Iterator[EditionOutcome]:
    """Publish what is due of one series or of all; yield what became of each period as it happens."""
    for each in _chosen(work, series, period):
        if period and not dry:
            yield work.one(each, each.period(period))
            continue
        wanted = str(each.period(period)) if period else None
        found = work.publish(each, dry=dry)
        yield from (outcome for outcome in found if wanted in (None, outcome.period))


def _chosen(work: Publication, series: str | None, period: str | None) -> list[Series]:
    """Return the series that is named, or all of which the period is one."""
    if series:
        return [work.office.named(series)]
    chosen = [*work.office.series.values()]
    if period:
        fitting = [each for each in chosen if _fits(each, period)]
        return fitting or chosen[:1]  # which says what a period is
    return chosen


def _fits(series: Series, period: str) -> bool:
    try:
        series.period(period)
    except BulletinError:
        return False
    return True


def tidied(work: Publication, harmed: Sequence[str]) -> tuple[tuple[Issue, ...], ExitCode]:
    """Sweep the store and make the archive anew; tell of the pages that were `harmed`, or why it failed."""
    sweep(work.office.folder, still_wanted(work.office, work.register))
    try:
        return rebuild(work.office, work.register, harmed), ExitCode.OK
    except BulletinError as failure:
        return failure.issues, failure.exit_code
