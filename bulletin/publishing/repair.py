"""Repair a register from the editions that are out, in a new file; keep the old file beside it."""

import datetime
import os
import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from bulletin.files.save import sync_folder
from bulletin.issues.errors import BulletinError, OutputFailed, RegisterDamaged, reason
from bulletin.issues.issue import Issue, error, note
from bulletin.publishing.audit import is_sound
from bulletin.publishing.comparison import seen_of
from bulletin.publishing.lock import held
from bulletin.publishing.mending import Mending
from bulletin.publishing.office import Office
from bulletin.publishing.out import Seen
from bulletin.publishing.register import Edition, Register
from bulletin.publishing.steps import step
from bulletin.publishing.store import CANNOT, CHECK
from bulletin.publishing.tables import FILE

NEW = "register.new.db"
PARTS = ("", "-wal", "-shm")
"""Suffixes of a database and of the files SQLite keeps beside it while it is open or after a crash."""


@dataclass(frozen=True, slots=True)
class Repaired:
    """What a repair did and could not do; `kept` is the file with the old register, empty: there is none."""

    issues: tuple[Issue, ...]
    kept: str = ""


def repair(
    office: Office, now: datetime.datetime, also: Sequence[Path] = (), *, anew: bool = False
) -> Repaired:
    """Repair the register of an office from the editions that are out, also in the folders `also`.

    A sound register is copied and the copy mended. From a damaged one only the readable rows are carried
    over; with `anew` only those of editions that are out. One rename replaces the old file, once the new one
    is complete and on disk.

    Raises:
        BulletinError: another process has the register open, or it cannot be written; nothing was changed.
    """
    folder = office.folder
    with closing(held(folder, alone=True) or sqlite3.connect(":memory:")):
        try:
            _clear(folder)
            rows, sound = _read_old(folder, anew=anew)
            step("read the old register")
            seen = seen_of(office, rows, also)
            carried = [] if sound else [row for row in rows if not anew or _is_out(row, seen)]
            issues, changed = _mended(office, now, seen, carried)
            step("made the new register")
            if sound and not changed:
                _clear(folder)
                return Repaired(issues)
            kept = _swapped(folder, now)
        except OSError as cause:
            raise OutputFailed([error("B701", FILE, CANNOT, CHECK, reason=reason(cause))]) from None
    text = "What it cannot know: who approved what is entered again, and numbers given up that nothing shows."
    return Repaired((*issues, note("B756", FILE, text)), kept)


def _is_out(row: Edition, seen: Sequence[Seen]) -> bool:
    return any(each.kind == "out" and each.content == row.content for each in seen)


def _clear(folder: Path) -> None:
    """Delete what an interrupted repair left."""
    for part in PARTS:
        (folder / f"{NEW}{part}").unlink(missing_ok=True)


def _read_old(folder: Path, *, anew: bool) -> tuple[list[Edition], bool]:
    """Return the readable rows of the old register, and whether it was sound and copied to the new file."""
    try:
        old = Register(folder, create=False, hold=False)
    except RegisterDamaged as refused:
        if "version" in refused.issues[0].values:  # only the newer program can read it
            raise
        return [], False
    with closing(old):
        try:
            rows = old.editions()
            sound = not anew and is_sound(old)
        except BulletinError:
            return [], False
        if sound:
            with closing(sqlite3.connect(folder / NEW)) as new:
                old.base.backup(new)
        with suppress(sqlite3.Error):
            old.base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return rows, sound


def _mended(
    office: Office, now: datetime.datetime, seen: Sequence[Seen], carried: Sequence[Edition]
) -> tuple[tuple[Issue, ...], bool]:
    """Mend the new register and sync it to disk; return what was noticed, and whether it changed."""
    register = Register(office.folder, file=NEW, hold=False)
    try:
        before = len(register.history())
        with register.alone():
            issues = tuple(Mending(office, register, seen, now).all(carried))
        changed = len(register.history()) > before
    finally:
        register.close()
    with (office.folder / NEW).open("rb+") as file:
        os.fsync(file.fileno())
    return issues, changed


def _swapped(folder: Path, now: datetime.datetime) -> str:
    """Replace the old register by the new one; return the name under which the old one is kept."""
    there = [part for part in PARTS if (folder / f"{FILE}{part}").exists()]
    name = f"register.{now:%Y%m%dT%H%M%S}.db"
    while (folder / name).exists():
        name = name.replace(".db", "+.db")
    for part in reversed(there):  # the database last: its copy shows that all parts are kept
        shutil.copy2(folder / f"{FILE}{part}", folder / f"{NEW}.kept")
        (folder / f"{NEW}.kept").replace(folder / f"{name}{part}")
        step("kept the old register")
    for part in there:
        if part:  # else SQLite would apply the old log to the new file
            (folder / f"{FILE}{part}").unlink()
            step("removed its log")
    (folder / NEW).replace(folder / FILE)
    step("replaced the register")
    sync_folder(folder)
    return name if there else ""
