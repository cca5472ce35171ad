"""Keep the register of an office: the number and state of each edition, and the history of every change.

It is one SQLite file. Every change is one transaction that writes the row and its entry in the history. Each
entry hashes the one before it, and triggers refuse to change or delete an entry. Changes are on disk when a
call returns (synchronous FULL).
"""

import dataclasses
import datetime
import hashlib
import json
import sqlite3
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bulletin.issues.errors import DataRefused, TryAgain
from bulletin.issues.issue import Issue, error
from bulletin.publishing.lock import held, which
from bulletin.publishing.network import refuse_network
from bulletin.publishing.steps import step
from bulletin.publishing.tables import FILE, UNUSABLE, State, opened, refusal

Entry = tuple[int, str, int, str, str, str]
"""An entry of the history: number, time, edition, event, detail, digest."""


@dataclass(frozen=True, slots=True)
class Edition:
    """A row of the register.

    `sequence` is its number within `code` and `year`, None without one. `number` is the document number
    as printed, empty: none yet. `content` is the SHA-256 of the manifest and its signature, empty: not
    built. `corrects` is the `id` of the edition it corrects, None: it corrects none. `edition` counts
    those of a `period` of a `series` from 1. `state` is allocated, built, published or void, for the
    `reason`, which is empty otherwise. `dated` is its day, `folder` where it lies; `input` is the SHA-256
    of the data it was made from; `approved` names who approved it, empty: it needs nobody, or waits.
    """

    id: int
    series: str
    period: str
    edition: int
    state: State
    code: str
    year: int
    sequence: int | None
    number: str
    dated: datetime.date
    input: str
    content: str
    folder: str
    approved: str
    corrects: int | None
    reason: str


_NAMES = tuple(each.name for each in dataclasses.fields(Edition))
_SAME = " AND ".join(f"{name} IS ?" for name in _NAMES)


class Register:
    """An open register."""

    def __init__(
        self, folder: Path, *, create: bool = True, write: bool = True, file: str = FILE, hold: bool = True
    ) -> None:
        """Open the register of an office; `hold` false: the caller holds the exclusive lock already."""
        refuse_network(folder)
        self._path = folder / file
        self._hold = held(folder, write=write) if hold else None
        try:
            self.base = opened(folder, create=create, write=write, file=file)
            self._opened = which(self._path)
        except BaseException:
            if self._hold is not None:
                self._hold.close()
            raise

    def close(self) -> None:
        """Close the database and release the lock."""
        self.base.close()
        if self._hold is not None:
            self._hold.close()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Run a write transaction: no other process can write during it.

        Raises:
            TryAgain: the register file was replaced by another one.
        """
        try:
            self.base.execute("BEGIN IMMEDIATE")
            try:
                self._still_the_same()
                yield
                self.base.execute("COMMIT")
            except BaseException:
                if self.base.in_transaction:
                    self.base.execute("ROLLBACK")
                raise
        except sqlite3.Error as cause:
            raise refusal(cause) from None

    def _still_the_same(self) -> None:
        if which(self._path) != self._opened:
            text, hint = "The register was replaced while it was in use.", "Run the command again."
            raise TryAgain([error("B727", FILE, text, hint)])

    # ── reading ──────────────────────────────────────────────────────────────────────────────────────────

    @contextmanager
    def moment(self) -> Iterator[None]:
        """Run a read transaction: all reads in it see the same state."""
        self._read("BEGIN")
        try:
            yield
        finally:
            self.base.execute("COMMIT")

    def editions(
        self, names: str | Collection[str] | None = None, period: str | None = None
    ) -> list[Edition]:
        """Return the editions under any of `names`, of one period if given, in the order of allocation."""
        names = [names] if isinstance(names, str) else names
        rows = self._read(
            "SELECT * FROM edition WHERE (?1 IS NULL OR series IN (SELECT value FROM json_each(?1)))"
            " AND (?2 IS NULL OR period = ?2) ORDER BY id",
            None if names is None else json.dumps([*names]),
            period,
        )
        return [_edition(row) for row in rows]

    def edition(self, number: int) -> Edition:
        """Return the edition with an id."""
        return _edition(self._read("SELECT * FROM edition WHERE id = ?", number)[0])

    def current(self, names: str | Collection[str], period: str) -> Edition | None:
        """Return the last edition of a period that was not given up; None if there is none."""
        found = [each for each in self.editions(names, period) if each.state != "void"]
        return found[-1] if found else None

    def history(self) -> list[Entry]:
        """Return every entry of the history, in order."""
        return self._read("SELECT n, at, edition, event, detail, digest FROM history ORDER BY n")

    def faults(self) -> list[str]:
        """Return the faults that SQLite's integrity check finds in the file."""
        return [row[0] for row in self._read("PRAGMA integrity_check") if row[0] != "ok"]

    def _read(self, statement: str, *values: object) -> list[Any]:
        try:
            return self.base.execute(statement, values).fetchall()
        except UNUSABLE as cause:
            raise refusal(cause) from None

    # ── writing ──────────────────────────────────────────────────────────────────────────────────────────

    def allocate(
        self,
        wanted: Edition,
        now: datetime.datetime,
        names: Collection[str] = (),
        shown: Callable[[], int] = lambda: 0,
        *,
        numbered: bool,
    ) -> Edition:
        """Enter the edition of a period, or return the one that is there; with `numbered` it gets a number.

        `wanted` describes it; its id, edition and sequence are ignored. `names` are the present and former
        names of its series. `shown` returns the highest number of its code and year that is seen outside the
        register, or raises; it is called while no other process can allocate.
        """
        names = names or (wanted.series,)
        with self.alone():
            found = self.current(names, wanted.period)
            if found is not None and found.id != wanted.corrects:
                return found
            above = shown()
            before = self.editions(names, wanted.period)
            row = dataclasses.replace(wanted, edition=max((each.edition for each in before), default=0) + 1)
            if numbered:
                row = self._numbered(row, above)
            row = self.entered(row, "allocated", now)
            step("allocating")
        step("allocated")
        return row

    def _numbered(self, row: Edition, above: int) -> Edition:
        """Return the row with the next number of its code and year."""
        statement = "SELECT max(sequence) FROM edition WHERE code = ? AND year = ?"
        sequence = max(self._read(statement, row.code, row.year)[0][0] or 0, above) + 1
        return dataclasses.replace(row, sequence=sequence, number=f"{row.code}〔{row.year}〕{sequence}号")

    def entered(self, row: Edition, event: str, now: datetime.datetime) -> Edition:
        """Insert a row and its entry in the history, within a transaction; return the row with its id."""
        row = self._inserted(row)
        self._enter(row.id, event, dataclasses.asdict(row), now)
        return row

    def _inserted(self, row: Edition) -> Edition:
        names = _NAMES[1:]
        values = [getattr(row, name) for name in names]
        statement = f"INSERT INTO edition ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"  # noqa: S608  # only names of columns
        try:
            cursor = self.base.execute(statement, [_plain(value) for value in values])
        except sqlite3.IntegrityError:
            raise DataRefused([_taken(row.number)]) from None
        return dataclasses.replace(row, id=cursor.lastrowid or 0)

    def change(
        self,
        edition: Edition,
        event: str,
        now: datetime.datetime,
        within: Callable[[], None] | None = None,
        **values: Any,
    ) -> bool:
        """Set values of an edition unless another process has changed it; return whether they were set.

        `within` is called inside the transaction, before it is committed.
        """
        known = [_plain(getattr(edition, name)) for name in _NAMES]
        with self.alone():
            if not self._read(f"SELECT 1 FROM edition WHERE {_SAME}", *known):  # noqa: S608  # only names of columns
                return False
            self.altered(edition, event, now, within, **values)
            step(f"entering {event}")
        step(f"entered {event}")
        return True

    def altered(
        self,
        edition: Edition,
        event: str,
        now: datetime.datetime,
        within: Callable[[], None] | None = None,
        **values: Any,
    ) -> None:
        """Set values of an edition and enter it in the history, within a transaction."""
        names = ", ".join(f"{name} = ?" for name in values)
        plain = {name: _plain(value) for name, value in values.items()}
        try:
            self.base.execute(f"UPDATE edition SET {names} WHERE id = ?", (*plain.values(), edition.id))  # noqa: S608  # only names of columns
        except sqlite3.IntegrityError:
            raise DataRefused([_taken(str(values.get("number", edition.number)))]) from None
        if within is not None:
            within()
        self._enter(edition.id, event, plain, now)

    def remark(self, edition: Edition, event: str, now: datetime.datetime, **detail: Any) -> None:
        """Add an entry to the history of an edition without changing its row."""
        with self.alone():
            self._enter(edition.id, event, {"": detail}, now)

    def _enter(self, edition: int, event: str, detail: dict[str, Any], now: datetime.datetime) -> None:
        rows = self._read("SELECT n, digest FROM history ORDER BY n DESC LIMIT 1")
        n, before = rows[0] if rows else (0, "")
        at = now.isoformat(timespec="seconds")
        text = json.dumps(detail, ensure_ascii=False, sort_keys=True, default=str)
        entry = (n + 1, at, edition, event, text)
        self.base.execute("INSERT INTO history VALUES (?, ?, ?, ?, ?, ?)", (*entry, chained(before, *entry)))


def chained(before: str, *entry: object) -> str:
    """Return the digest of an entry, chained to the digest `before` of the entry before it."""
    return hashlib.sha256("\n".join([before, *map(str, entry)]).encode()).hexdigest()


def _taken(number: str) -> Issue:
    text, hint = "The number {number} is taken.", "bulletin register list shows by which edition."
    return error("B737", number, text, hint, number=number)


def _plain(value: object) -> Any:
    return str(value) if isinstance(value, datetime.date) else value


def _edition(row: tuple[Any, ...]) -> Edition:
    values = dict(zip(_NAMES, row, strict=True))
    try:
        return Edition(**{**values, "dated": datetime.date.fromisoformat(values["dated"])})
    except ValueError as cause:
        raise refusal(cause) from None


def told(detail: str) -> dict[str, Any]:
    """Return the values in the detail of an entry.

    Raises:
        RegisterDamaged: it is not JSON.
    """
    try:
        found: dict[str, Any] = json.loads(detail)
    except ValueError as cause:
        raise refusal(cause) from None
    return found
