"""Open the database of the register, and migrate an older one to this version."""

import shlex
import sqlite3
import time
from pathlib import Path
from typing import Literal, get_args

from bulletin.issues.errors import BulletinError, OutputFailed, RegisterDamaged, TryAgain
from bulletin.issues.issue import error
from bulletin.publishing.out import anything

FILE = "register.db"
State = Literal["allocated", "built", "published", "void"]
WAIT = 60.0
"""Seconds that a process waits for another one's transaction."""

UNUSABLE = (sqlite3.Error, ValueError)
"""What a damaged register raises: SQLite's own errors, and text or dates in it that cannot be read."""

_STATES = ", ".join(f"'{state}'" for state in get_args(State))
MIGRATIONS = (
    f"""
CREATE TABLE edition (
  id INTEGER PRIMARY KEY,
  series TEXT NOT NULL, period TEXT NOT NULL, edition INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ({_STATES})),
  code TEXT NOT NULL, year INTEGER NOT NULL, sequence INTEGER, number TEXT NOT NULL,
  dated TEXT NOT NULL, input TEXT NOT NULL, content TEXT NOT NULL, folder TEXT NOT NULL,
  approved TEXT NOT NULL, corrects INTEGER REFERENCES edition, reason TEXT NOT NULL,
  UNIQUE (series, period, edition), UNIQUE (code, year, sequence)
) STRICT;
CREATE UNIQUE INDEX one_edition_a_number ON edition (number) WHERE number <> '';
CREATE TABLE history (
  n INTEGER PRIMARY KEY, at TEXT NOT NULL, edition INTEGER NOT NULL REFERENCES edition,
  event TEXT NOT NULL, detail TEXT NOT NULL, digest TEXT NOT NULL UNIQUE
) STRICT;
CREATE TRIGGER history_is_kept BEFORE DELETE ON history BEGIN SELECT RAISE(ABORT, 'history is kept'); END;
CREATE TRIGGER history_is_fixed BEFORE UPDATE ON history BEGIN SELECT RAISE(ABORT, 'history is fixed'); END;
CREATE TRIGGER editions_are_kept BEFORE DELETE ON edition BEGIN SELECT RAISE(ABORT, 'editions are kept'); END;
CREATE TRIGGER published_is_fixed BEFORE UPDATE ON edition WHEN old.state IN ('published', 'void')
  BEGIN SELECT RAISE(ABORT, 'what is out or given up is fixed'); END;
""",
    """
DROP TRIGGER published_is_fixed;
CREATE TRIGGER published_is_fixed BEFORE UPDATE OF
  id, series, period, edition, state, code, year, sequence, number, dated, input, content, approved, corrects,
  reason ON edition WHEN old.state IN ('published', 'void')
  BEGIN SELECT RAISE(ABORT, 'what is out or given up is fixed'); END;
CREATE TRIGGER given_up_lies_nowhere BEFORE UPDATE OF folder ON edition WHEN old.state = 'void'
  BEGIN SELECT RAISE(ABORT, 'what is out or given up is fixed'); END;
""",
)
"""The script that makes each version from the one before; `PRAGMA user_version` counts them.

1 → 2: the folder of a published edition may change after it was moved; its other values stay fixed.
"""


def opened(folder: Path, *, create: bool, write: bool, file: str = FILE) -> sqlite3.Connection:
    """Open the database of an office, migrated to this version.

    If it is missing, one in memory is opened unless `write`. A missing register is an error where an edition
    is out or staged, unless `file` is another name.

    Raises:
        BulletinError: it cannot be used.
    """
    path = folder / file
    if not path.exists() or not path.stat().st_size:
        if file == FILE and anything(folder):
            text, hint = (
                "The register is gone; editions are there.",
                "Run: bulletin register repair --office {office}",
            )
            raise RegisterDamaged([error("B720", FILE, text, hint, office=shlex.quote(str(folder)))])
        if not create:
            text, hint = "There is no register in {folder}.", "The first publication makes one."
            raise RegisterDamaged([error("B720", FILE, text, hint, folder=str(folder))])
    place = path if write or path.exists() else ":memory:"
    base: sqlite3.Connection | None = None
    try:
        base = sqlite3.connect(place, timeout=WAIT, isolation_level=None)
        _write_ahead(base)
        base.execute("PRAGMA synchronous = FULL")
        base.execute("PRAGMA foreign_keys = ON")
        _migrate(base)
    except (*UNUSABLE, BulletinError) as cause:
        if base is not None:
            base.close()
        raise cause if isinstance(cause, BulletinError) else refusal(cause) from None
    return base


def _write_ahead(base: sqlite3.Connection) -> None:
    """Turn the write-ahead log on; wait here while another process does so, since SQLite does not."""
    ends = time.monotonic() + WAIT
    while base.execute("PRAGMA journal_mode").fetchone()[0] not in ("wal", "memory"):
        try:
            base.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as cause:
            if cause.sqlite_errorname != "SQLITE_BUSY" or time.monotonic() > ends:
                raise
            time.sleep(0.05)


def _migrate(base: sqlite3.Connection) -> None:
    """Migrate an older register to this version; refuse a newer one."""
    version = base.execute("PRAGMA user_version").fetchone()[0]
    if version > len(MIGRATIONS):
        text, hint = "The register was written by a newer version ({version}).", "Use that version."
        raise RegisterDamaged([error("B720", FILE, text, hint, version=version)])
    if version == len(MIGRATIONS):
        return
    base.execute("BEGIN IMMEDIATE")
    try:
        version = base.execute("PRAGMA user_version").fetchone()[0]  # another process may have done it
        for script in MIGRATIONS[version:]:
            for statement in _statements(script):
                base.execute(statement)
        base.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
        base.execute("COMMIT")
    except BaseException:
        if base.in_transaction:
            base.execute("ROLLBACK")
        raise


def _statements(script: str) -> list[str]:
    """Split a script into its statements; a trigger holds semicolons of its own."""
    found, current = [], ""
    for line in script.strip().splitlines():
        current += line + "\n"
        if sqlite3.complete_statement(current):
            found.append(current)
            current = ""
    return found


def refusal(cause: Exception) -> BulletinError:
    """Return the error of this program for an error of the database."""
    name = getattr(cause, "sqlite_errorname", "")
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        text, hint = "Another process holds the register.", "Run the command again later."
        return TryAgain([error("B727", FILE, text, hint)])
    if name.startswith(("SQLITE_FULL", "SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
        text = "The register cannot be written: {reason}"
        hint = "Check the folder, its permissions and the free space."
        return OutputFailed([error("B728", FILE, text, hint, reason=str(cause))])
    text = "The register cannot be used: {reason}"
    hint = "Nothing was changed; bulletin register repair makes it anew from what is published."
    return RegisterDamaged([error("B720", FILE, text, hint, reason=str(cause))])
