"""Lock the register of an office: shared by all who use it, exclusive for a repair that replaces its file."""

import os
import sqlite3
from pathlib import Path

from bulletin.publishing.tables import WAIT, refusal

FILE = "register.lock"


def held(folder: Path, *, alone: bool = False, write: bool = True) -> sqlite3.Connection | None:
    """Lock the register of an office until the connection is closed or the process ends, even by a crash.

    The lock is SQLite's own on an empty file, which works on every system; with `alone` it is exclusive.
    Return None if the folder is read-only, or if there is no lock file and `write` is false.

    Raises:
        BulletinError: another process holds a lock that excludes this one.
    """
    path = folder / FILE
    if not path.exists() and not (write and os.access(folder, os.W_OK)):
        return None
    base: sqlite3.Connection | None = None
    try:
        base = sqlite3.connect(path, timeout=WAIT, isolation_level=None)
        base.execute("BEGIN EXCLUSIVE" if alone else "BEGIN")
        base.execute("SELECT count(*) FROM sqlite_master").fetchone()  # only reading takes the lock
    except sqlite3.Error as cause:
        if base is not None:
            base.close()
        if (
            getattr(cause, "sqlite_errorname", "").startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN"))
            and not alone
        ):
            return None
        raise refusal(cause) from None
    return base


def which(path: Path) -> tuple[int, int]:
    """Return device and inode of a file, which identify it; zeros if there is no file."""
    try:
        status = path.stat()
    except OSError:
        return (0, 0)
    return status.st_dev, status.st_ino
