"""Publication: every edition that is due and not yet out, in order, each once, whole or not at all.

What may interrupt this is found again by the next run: a number that was allocated is used, an edition that
was built is released, one that is out stays as it is.
"""

import datetime
import hashlib
import shlex
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from bulletin.issues.errors import (
    BulletinError,
    DataRefused,
    ExitCode,
    InputMissing,
    RegisterDamaged,
    TryAgain,
    unreadable,
)
from bulletin.issues.issue import Issue, error, note
from bulletin.model.brief import Brief
from bulletin.publishing import store
from bulletin.publishing.assignment import Task
from bulletin.publishing.edition import Made, examine_data, make
from bulletin.publishing.office import Office, Series
from bulletin.publishing.periods import Period, ended
from bulletin.publishing.register import Edition, Register
from bulletin.publishing.sequence import dated, in_sequence, in_turn, numbered
from bulletin.publishing.signing import signer
from bulletin.publishing.steps import step

Maker = Callable[[Task], Made]
Examiner = Callable[[Task], str]
"""Refuses data that may not get a number; answers the document number in it, empty: none."""
Told = Callable[[Edition], tuple[Issue, ...]]
APPROVE = "Look at {place}, then run: bulletin approve {series} --period {period} --office {office}"
NUMBER = "Run: bulletin approve {series} --period {period} --office {office} --number …"
CORRECT = "Issue a correction: bulletin correct {series} --period {period} --office {office} --reason …"
IDENTITY = ("number", "code", "year", "sequence")
AGAIN: Mapping[str, str] = {"state": "allocated", "content": "", "approved": ""}
"""What an edition that has to be made again goes back to."""
What = Literal["published", "already", "waiting", "due", "void", "refused"]


@dataclass(frozen=True, slots=True, repr=False)
class EditionOutcome(Brief):
    """What became of one period; `edition` None: none was begun."""

    series: str
    period: str
    what: What
    edition: Edition | None = None
    issues: tuple[Issue, ...] = ()
    exit_code: ExitCode = ExitCode.OK


def nobody(_edition: Edition) -> tuple[Issue, ...]:
    """For a publication nobody is told of."""
    return ()


@dataclass(frozen=True, slots=True)
class Publication:
    """An office at work at a moment: its register, the day it is there, who makes editions, who is told."""

    office: Office
    register: Register
    now: datetime.datetime
    maker: Maker = make
    examine: Examiner = examine_data
    tell: Told = nobody

    @property
    def today(self) -> datetime.date:
        """The day in the office."""
        return self.office.today(self.now)

    # ── what is due ──────────────────────────────────────────────────────────────────────────────────────

    def due(self, series: Series) -> Iterator[Period]:
        """The periods of a series that have to be out by today, in order; rounds: those there is data of."""
        if series.since is None:
            yield from self.office.rounds(series)
        else:
            yield from ended(series.since, self.today, series.due)

    def publish(self, series: Series, *, dry: bool = False) -> Iterator[EditionOutcome]:
        """Catch up with what is due; a period that cannot go out ends the series, for its order's sake."""
        for period in self.due(series):
            editions = self.register.editions(series.name, str(period))
            if editions and editions[-1].state == "void" and editions[-1].corrects is None:
                yield EditionOutcome(series.name, str(period), "void", editions[-1])
                continue
            out = bool(editions) and editions[-1].state == "published"
            outcome = self.would(series, period) if dry and not out else self.one(series, period)
            yield outcome
            if outcome.what in ("refused", "waiting"):
                return

    def would(self, series: Series, period: Period) -> EditionOutcome:
        """What would become of a period that is not out; nothing is begun."""
        current = self.register.current(series.name, str(period))
        try:
            digest = digest_of(self.office.data(series, period))
            self.examined(series, current or self.wanted(series, period, digest))
        except BulletinError as refused:
            return EditionOutcome(
                series.name, str(period), "refused", current, refused.issues, refused.exit_code
            )
        return EditionOutcome(series.name, str(period), "due", current)

    def one(self, series: Series, period: Period) -> EditionOutcome:
        """One period: what is still missing of its publication."""
        try:
            return self._through(series, self.begun(series, period))
        except BulletinError as refused:
            current = self.register.current(series.name, str(period))
            return EditionOutcome(
                series.name, str(period), "refused", current, refused.issues, refused.exit_code
            )

    def _through(self, series: Series, edition: Edition) -> EditionOutcome:
        """From the state an edition is in as far as it may go today."""
        noticed: tuple[Issue, ...] = ()
        if series.number == "given" and not edition.number:
            return _waits(
                edition, (self._note("B735", "The edition waits for its number.", NUMBER, edition),)
            )
        if edition.state == "allocated":
            edition, noticed = self._built(series, edition)
        if edition.state == "built" and series.approve and not edition.approved:
            waits = self._note("B732", "The edition waits for approval.", APPROVE, edition)
            return _waits(edition, (*noticed, waits))
        if edition.state == "built":
            return self._released(edition, noticed)
        damaged = store.damages(self.office.folder, edition.folder, edition.content)
        if damaged:
            raise RegisterDamaged(damaged)
        return EditionOutcome(series.name, edition.period, "already", edition)

    # ── the states ───────────────────────────────────────────────────────────────────────────────────────

    def begun(self, series: Series, period: Period) -> Edition:
        """The edition of a period, begun if there is none; its input has to be what it was begun with.

        Raises:
            BulletinError: it may not be begun, or the input of what is out was changed.
        """
        path = self.office.data(series, period)
        edition = self.register.current(series.name, str(period))
        if edition is None:
            editions = self.register.editions(series.name)
            in_turn(series, period, list(self.due(series)), editions, self.today)
            wanted = self.examined(series, self.wanted(series, period, digest_of(path)))
            return self.register.allocate(wanted, self.now, numbered=series.number == "register")
        if edition.state == "published" and not path.is_file():
            return edition
        digest = digest_of(path)
        if edition.input == digest:
            lost = self._lost(edition) and not self.is_out(edition)  # so that what just comes out is no loss
            return self.change(edition, "staged files lost", **AGAIN) if lost else edition
        edition = self.finished(edition)
        if edition.state == "published":
            text, place = "The data of a published period was changed.", path.name
            hint = (
                "Issue a correction: bulletin correct {series} --period {period} --office {office} --reason …"
            )
            raise DataRefused([error("B733", place, text, hint, **self._where(edition))])
        return self._anew(series, edition, digest)

    def wanted(self, series: Series, period: Period, digest: str) -> Edition:
        """The first edition of a period, as it would be today, without a number."""
        today = dated(series, self.register.editions(series.name), self.today)
        return Edition(
            id=0, series=series.name, period=str(period), edition=0, state="allocated", code=series.code,
            year=today.year, sequence=None, number="", dated=today, input=digest, content="",
            folder=f"{series.into}/{period}", approved="", corrects=None, reason="",
        )  # fmt: skip

    def examined(self, series: Series, edition: Edition, number: str = "") -> Edition:
        """The edition, its data examined, with the number that people gave here or in the data.

        Raises:
            BulletinError: the data is at fault, or the number is, or was not asked for.
        """
        given = self.examine(self.task(series, replace(edition, number=number) if number else edition))
        if not given or given == edition.number:
            return edition
        if series.number != "given":
            text = "The number {number} was not asked for."
            hint = "bulletin.toml says where numbers come from: number = “{given}”."
            raise DataRefused([error("B738", edition.period, text, hint, number=given, given=series.number)])
        code, year, sequence = numbered(given, edition.year)
        edition = replace(edition, number=given, code=code, year=year, sequence=sequence)
        in_sequence(edition, self.register.editions(series.name))
        return edition

    def _anew(self, series: Series, edition: Edition, digest: str) -> Edition:
        """An edition that is not out, with the data as it is now; who approved it has seen something else."""
        day = dated(series, self.register.editions(series.name), self.today)
        given = replace(edition, number="") if series.number == "given" else edition
        fresh = self.examined(series, replace(given, input=digest, dated=day))
        values = {name: getattr(fresh, name) for name in ("input", "dated", *IDENTITY)} if fresh.number else {
            "input": digest, "dated": day}  # fmt: skip
        return self.change(edition, "changed data", **values, **AGAIN)

    def _lost(self, edition: Edition) -> bool:
        """Whether what was staged of an edition is no longer there as it was."""
        place = f"{store.STORE}/{edition.content}"
        return edition.state == "built" and bool(store.damages(self.office.folder, place, edition.content))

    def _built(self, series: Series, edition: Edition) -> tuple[Edition, tuple[Issue, ...]]:
        """Its files made, staged, and their digest entered before they can be seen."""
        task = self.task(series, edition)
        made = self.maker(task)
        if digest_of(task.data) != edition.input:
            text, hint = "The data of {period} was changed while it was read.", "Run the command again."
            raise TryAgain([error("B739", edition.period, text, hint, period=edition.period)])
        digest = store.stage(self.office.folder, made.files, made.about, signer(self.office))
        self.register.change(edition, "built", self.now, state="built", content=digest)
        current = self.register.edition(edition.id)
        if current.state not in ("built", "published"):
            raise _busy(edition)
        return current, made.issues

    def _released(self, edition: Edition, noticed: tuple[Issue, ...] = ()) -> EditionOutcome:
        """Out under its public name, in the transaction that enters it; who has done that tells of it."""

        def release() -> None:
            store.release(self.office.folder, edition.content, edition.folder)

        first = self.register.change(edition, "published", self.now, release, state="published")
        current = self.register.edition(edition.id)
        if not first and current.state != "published":
            raise _busy(edition)
        issues = self.tell(current) if first else ()
        step("told")
        what: What = "published" if first else "already"
        return EditionOutcome(edition.series, edition.period, what, current, (*noticed, *issues))

    def is_out(self, edition: Edition) -> bool:
        """Whether an edition can be seen, entered as published or, after a crash, not yet."""
        return (
            bool(edition.content) and store.digest_in(self.office.folder / edition.folder) == edition.content
        )

    def finished(self, edition: Edition) -> Edition:
        """What had come out when a run was interrupted is entered as published."""
        if edition.state == "built" and self.is_out(edition):
            self._released(edition)
            return self.register.edition(edition.id)
        return edition

    def change(self, edition: Edition, event: str, **values: Any) -> Edition:
        """The edition with other values, unless somebody else was first.

        Raises:
            TryAgain: somebody was.
        """
        if not self.register.change(edition, event, self.now, **values):
            raise _busy(edition)
        return self.register.edition(edition.id)

    def _note(self, code: str, text: str, hint: str, edition: Edition) -> Issue:
        return note(code, edition.period, text, hint, **self._where(edition))

    def _where(self, edition: Edition) -> dict[str, str]:
        """What a hint says of an edition, so that the command it names can be run as it is."""
        office = self.office.folder
        place = office / store.STORE / edition.content
        return {"series": edition.series, "period": edition.period, "place": str(place),
                "office": shlex.quote(str(office))}  # fmt: skip

    def task(self, series: Series, edition: Edition) -> Task:
        """What the maker of an edition has to know."""
        earlier: list[Edition] = []
        while (number := (earlier[0] if earlier else edition).corrects) is not None:
            earlier.insert(0, self.register.edition(number))
        return Task(self.office, series, edition, tuple(earlier))


def digest_of(path: Path) -> str:
    """The SHA-256 of a data file."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as cause:
        raise InputMissing([unreadable(path, cause)]) from None


def _busy(edition: Edition) -> TryAgain:
    text, hint = "Another process is at work on {period}.", "Run the command again."
    return TryAgain([error("B739", edition.period, text, hint, period=edition.period)])


def _waits(edition: Edition, issues: tuple[Issue, ...]) -> EditionOutcome:
    return EditionOutcome(edition.series, edition.period, "waiting", edition, issues)
