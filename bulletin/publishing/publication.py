"""Publish every edition that is due and not yet out, in order, each once, whole or not at all.

After an interruption the next run goes on: it uses a number that was allocated, releases an edition that was
built, and leaves one that is out as it is.
"""

import datetime
import shlex
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from bulletin.datafiles import content_of, readers_with
from bulletin.files.read import Content
from bulletin.issues.errors import BulletinError, DataRefused, TryAgain
from bulletin.issues.issue import Issue, error, note
from bulletin.publishing import store
from bulletin.publishing.assignment import Assignment, assigned
from bulletin.publishing.audit import disagreements
from bulletin.publishing.comparison import highest_agreed, stopped, unseen
from bulletin.publishing.edition import Made, examine_data, make
from bulletin.publishing.office import Office, Series
from bulletin.publishing.outcome import EditionOutcome, What
from bulletin.publishing.periods import Period, ended
from bulletin.publishing.printing import printing_for
from bulletin.publishing.register import Edition, Register
from bulletin.publishing.sequence import dated, in_sequence, in_turn, numbered
from bulletin.publishing.signing import signer
from bulletin.publishing.steps import step
from bulletin.publishing.store import digest_of

Maker = Callable[[Assignment], Made]
Examiner = Callable[[Assignment], str]
"""Refuses data that may not get a number; returns the document number in it, empty: none."""
Told = Callable[[Edition], tuple[Issue, ...]]
APPROVE = "Look at {place}, then run: bulletin approve {series} --period {period} --office {office}"
NUMBER = "Run: bulletin approve {series} --period {period} --office {office} --number …"
CORRECT = "Issue a correction: bulletin correct {series} --period {period} --office {office} --reason …"
IDENTITY = ("number", "code", "year", "sequence")
AGAIN: Mapping[str, str] = {"state": "allocated", "content": "", "approved": ""}
"""The values that send an edition back to be made again."""


def nobody(_edition: Edition) -> tuple[Issue, ...]:
    """Run no command: the default of `tell`."""
    return ()


@dataclass(frozen=True, slots=True)
class Publication:
    """A run of an office: its register, the time, and the functions that make, examine and announce."""

    office: Office
    register: Register
    now: datetime.datetime
    maker: Maker = make
    examine: Examiner = examine_data
    tell: Told = nobody

    @property
    def today(self) -> datetime.date:
        """The date in the office's time zone."""
        return self.office.today(self.now)

    # ── what is due ──────────────────────────────────────────────────────────────────────────────────────

    def due(self, series: Series) -> Iterator[Period]:
        """Yield the periods of a series that are due today, in order; of rounds, those with a data file."""
        if series.since is None:
            yield from self.office.rounds(series)
        else:
            yield from ended(series.since, self.today, series.due)

    def publish(self, series: Series, *, dry: bool = False) -> Iterator[EditionOutcome]:
        """Publish what is due in order; stop at the first period that cannot go out.

        Begin nothing if the register disagrees with what can be seen. `dry`: only say what would happen.
        """
        try:
            self.agreed(series)
        except BulletinError as refused:
            yield self._refused(series, "", refused)
            return
        for period in self.due(series):
            editions = self.register.editions(series.names, str(period))
            if editions and editions[-1].state == "void" and editions[-1].corrects is None:
                yield EditionOutcome(series.name, str(period), "void", editions[-1])
                continue
            out = bool(editions) and editions[-1].state == "published"
            outcome = self.would(series, period) if dry and not out else self._one(series, period)
            yield outcome
            if outcome.what in ("refused", "waiting"):
                return

    def would(self, series: Series, period: Period) -> EditionOutcome:
        """Return the outcome that publishing a period would have, without beginning anything."""
        current = self.register.current(series.names, str(period))
        try:
            data = self.read(series, period)
            self.examined(series, current or self.wanted(series, period, digest_of(data)), data=data)
        except BulletinError as refused:
            return self._refused(series, str(period), refused)
        return EditionOutcome(series.name, str(period), "due", current)

    def one(self, series: Series, period: Period) -> EditionOutcome:
        """Publish one period as far as it may go, if the register agrees with what can be seen."""
        try:
            self.agreed(series)
        except BulletinError as refused:
            return self._refused(series, str(period), refused)
        return self._one(series, period)

    def _one(self, series: Series, period: Period) -> EditionOutcome:
        try:
            return self._through(series, *self.begun(series, period))
        except BulletinError as refused:
            return self._refused(series, str(period), refused)

    def _refused(self, series: Series, period: str, refused: BulletinError) -> EditionOutcome:
        """Return the outcome of a refused period; `period` empty: its whole series is refused."""
        current = self.register.current(series.names, period)
        return EditionOutcome(series.name, period, "refused", current, refused.issues, refused.exit_code)

    def agreed(self, series: Series) -> None:
        """Check that the register agrees with all that can be seen of a series.

        Raises:
            RegisterDamaged: it does not; each disagreement says how to repair it.
        """
        found = disagreements(self.office, self.register, self.register.editions(series.names))
        stopped(found, series)

    def allocated(self, series: Series, wanted: Edition) -> Edition:
        """Enter a new edition in the register, numbered above every number that can be seen."""

        def shown() -> int:
            return highest_agreed(self.office, self.register, series, wanted)

        numbered = series.number == "register"
        return self.register.allocate(wanted, self.now, series.names, shown, numbered=numbered)

    def _through(self, series: Series, edition: Edition, data: Content | None) -> EditionOutcome:
        """Take an edition from its present state as far as it may go today."""
        noticed: tuple[Issue, ...] = ()
        if series.number == "given" and not edition.number:
            waits = self._note("B735", "The edition waits for its number.", NUMBER, edition)
            return _waits(edition, (waits,))
        if edition.state == "allocated":
            edition, noticed = self._built(series, edition, data)
        if edition.state == "built" and series.approve and not edition.approved:
            waits = self._note("B732", "The edition waits for approval.", APPROVE, edition)
            return _waits(edition, (*noticed, waits))
        if edition.state == "built":
            return self._released(edition, noticed)
        return EditionOutcome(series.name, edition.period, "already", edition)

    # ── the states ───────────────────────────────────────────────────────────────────────────────────────

    def read(self, series: Series, period: Period) -> Content:
        """Return the bytes of the data file of a period.

        Raises:
            BulletinError: it cannot be read.
        """
        return content_of(self.office.data(series, period), readers_with(series.plugins))

    def begun(self, series: Series, period: Period) -> tuple[Edition, Content | None]:
        """Return the edition of a period and its data; begin one if there is none, and follow changed data.

        Raises:
            BulletinError: it may not be begun, or the data of a published edition was changed.
        """
        path = self.office.data(series, period)
        edition = self.register.current(series.names, str(period))
        if edition is None:
            editions = self.register.editions(series.names)
            in_turn(series, period, list(self.due(series)), editions, self.today)
            data = self.read(series, period)
            wanted = self.examined(series, self.wanted(series, period, digest_of(data)), data=data)
            return self.allocated(series, wanted), data
        if edition.state == "published" and not path.is_file():
            return edition, None
        data = self.read(series, period)
        digest = digest_of(data)
        if edition.input == digest:
            lost = self._lost(edition) and not self.is_out(edition)  # not if just released
            return self.change(edition, "staged files lost", **AGAIN) if lost else edition, data
        edition = self.finished(edition)
        if edition.state == "published":
            text = "The data of a published period was changed."
            raise DataRefused([error("B733", path.name, text, CORRECT, **self._where(edition))])
        return self._anew(series, edition, data), data

    def wanted(self, series: Series, period: Period, digest: str) -> Edition:
        """Return the first edition of a period, as it would be entered today, without a number."""
        today = dated(series, self.register.editions(series.names), self.today)
        return Edition(
            id=0, series=series.name, period=str(period), edition=0, state="allocated", code=series.code,
            year=today.year, sequence=None, number="", dated=today, input=digest, content="",
            folder=f"{series.into}/{period}", approved="", corrects=None, reason="",
        )  # fmt: skip

    def examined(
        self, series: Series, edition: Edition, number: str = "", data: Content | None = None
    ) -> Edition:
        """Examine the data of an edition; return the edition with the number in `number` or in the data.

        Raises:
            BulletinError: the data has errors, the number is wrong, or the series takes no given number.
        """
        given = self.examine(self.task(series, replace(edition, number=number) if number else edition, data))
        if not given or given == edition.number:
            return edition
        if series.number != "given":
            text = "The number {number} was not asked for."
            hint = "bulletin.toml says where numbers come from: number = “{given}”."
            raise DataRefused([error("B738", edition.period, text, hint, number=given, given=series.number)])
        code, year, sequence = numbered(given, edition.year)
        edition = replace(edition, number=given, code=code, year=year, sequence=sequence)
        in_sequence(edition, self.register.editions(series.names))
        unseen(self.office, self.register, edition)
        return edition

    def _anew(self, series: Series, edition: Edition, data: Content) -> Edition:
        """Put changed data into an edition that is not out; an approval of the old data lapses."""
        day = dated(series, self.register.editions(series.names), self.today)
        given = replace(edition, number="") if series.number == "given" else edition
        digest = digest_of(data)
        fresh = self.examined(series, replace(given, input=digest, dated=day), data=data)
        values = {name: getattr(fresh, name) for name in ("input", "dated", *IDENTITY)} if fresh.number else {
            "input": digest, "dated": day}  # fmt: skip
        return self.change(edition, "changed data", **values, **AGAIN)

    def _lost(self, edition: Edition) -> bool:
        """Return whether the staged files of an edition are missing or damaged."""
        place = f"{store.STORE}/{edition.content}"
        return edition.state == "built" and bool(store.damages(self.office.folder, place, edition.content))

    def _built(
        self, series: Series, edition: Edition, data: Content | None
    ) -> tuple[Edition, tuple[Issue, ...]]:
        """Make and stage the files of an edition, and enter their digest before they can be seen."""
        task = self.task(series, edition, data)
        if digest_of(task.data) != edition.input:
            text, hint = "The data of {period} was changed while it was read.", "Run the command again."
            raise TryAgain([error("B739", edition.period, text, hint, period=edition.period)])
        made = self.maker(task)
        digest = store.stage(self.office.folder, made.files, made.about, signer(self.office), made.kept)
        self.register.change(edition, "built", self.now, state="built", content=digest)
        current = self.register.edition(edition.id)
        if current.state not in ("built", "published"):
            raise _busy(edition)
        return current, made.issues

    def _released(self, edition: Edition, noticed: tuple[Issue, ...] = ()) -> EditionOutcome:
        """Release an edition in the transaction that enters it; only the process that did so tells of it."""

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
        """Return whether an edition is in its public folder; after a crash the register may lag behind."""
        return (
            bool(edition.content) and store.digest_in(self.office.folder / edition.folder) == edition.content
        )

    def finished(self, edition: Edition) -> Edition:
        """Enter as published an edition that came out before its run was interrupted."""
        if edition.state == "built" and self.is_out(edition):
            self._released(edition)
            return self.register.edition(edition.id)
        return edition

    def change(self, edition: Edition, event: str, **values: Any) -> Edition:
        """Set values of an edition and return it.

        Raises:
            TryAgain: another process has changed it.
        """
        if not self.register.change(edition, event, self.now, **values):
            raise _busy(edition)
        return self.register.edition(edition.id)

    def _note(self, code: str, text: str, hint: str, edition: Edition) -> Issue:
        return note(code, edition.period, text, hint, **self._where(edition))

    def _where(self, edition: Edition) -> dict[str, str]:
        """Return the values for the hints about an edition; the commands in them can be run as they are."""
        office = self.office.folder
        place = office / store.STORE / edition.content
        return {"series": edition.series, "period": edition.period, "place": str(place),
                "office": shlex.quote(str(office))}  # fmt: skip

    def task(self, series: Series, edition: Edition, data: Content | None = None) -> Assignment:
        """Return the assignment of an edition, for its maker."""
        earlier: list[Edition] = []
        while (number := (earlier[0] if earlier else edition).corrects) is not None:
            earlier.insert(0, self.register.edition(number))
        task = assigned(self.office, series, edition, data, tuple(earlier))
        made = self.register.editions(series.names)
        printing = printing_for(self.office.folder, series.printing, made, task.corrects)
        return replace(task, printing=printing)


def _busy(edition: Edition) -> TryAgain:
    text, hint = "Another process is at work on {period}.", "Run the command again."
    return TryAgain([error("B739", edition.period, text, hint, period=edition.period)])


def _waits(edition: Edition, issues: tuple[Issue, ...]) -> EditionOutcome:
    return EditionOutcome(edition.series, edition.period, "waiting", edition, issues)
