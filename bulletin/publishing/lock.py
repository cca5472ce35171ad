"""Who has the register of an office open: many at once, or one alone who puts another file in its place."""

import os
import sqlite3
from pathlib import Path

from bulletin.publishing.tables import WAIT, refusal

FILE = "register.lock"


def held(folder: Path, *, alone: bool = False, write: bool = True) -> sqlite3.Connection | None:
    """A hold on the register of an office until it is closed, or the process ends however it ends.

    SQLite's own lock on an empty file does it, on every system. None: the folder can only be read, or not
    `write` and there is no such file.

    Raises:
        BulletinError: `alone`, and another process has the register open; or another process is alone.
    """
    path = folder / FILE
    if not path.exists() and not (write and os.access(folder, os.W_OK)):
        return None
    base: sqlite3.Connection | None = None
    try:
        base = sqlite3.connect(path, timeout=WAIT, isolation_level=None)
        base.execute("BEGIN EXCLUSIVE" if alone else "BEGIN")
        base.execute("SELECT count(*) FROM sqlite_master").fetchone()  # which takes the lock others see
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
    """What tells a file from another one at the same path; zeros: there is none."""
    try:
        status = path.stat()
    except OSError:
        return (0, 0)
    return status.st_dev, status.st_ino
