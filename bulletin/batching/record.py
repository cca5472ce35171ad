"""What a batch has made in a folder, and from what: SQLite, one row a document, one transaction a row.

A row is written once the files have their names. A process that is stopped in between, however hard, makes
that document again. The lock goes with the process that holds it.
"""

import json
import os
import sqlite3
from collections.abc import Mapping
from pathlib import Path

from bulletin.batching.task import digest
from bulletin.files.save import clear_leftovers, save
from bulletin.issues.errors import OutputFailed, TryAgain, reason
from bulletin.issues.issue import error

FILE = ".batch.db"
SCHEMA = "CREATE TABLE IF NOT EXISTS made (stem TEXT PRIMARY KEY, source TEXT, files TEXT) STRICT"


class Record:
    """The folder of a batch: what is in it, and the only way in."""

    def __init__(self, folder: Path) -> None:
        self.folder, self._cleared = folder, set[Path]()
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as cause:
            text, hint = "The folder cannot be made: {reason}", "Check its name and its permissions."
            raise OutputFailed([error("B701", str(folder), text, hint, reason=reason(cause))]) from None
        self._base = sqlite3.connect(
            folder / FILE, timeout=0.5, isolation_level=None, check_same_thread=False
        )
        try:
            self._base.execute("PRAGMA locking_mode = EXCLUSIVE")
            self._base.execute("BEGIN EXCLUSIVE")
            self._base.execute(SCHEMA)
            self._base.execute("COMMIT")
        except sqlite3.OperationalError as cause:
            self._base.close()
            if getattr(cause, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
                text, hint = (
                    "Another batch is at work in this folder.",
                    "Wait until it is done, or name another.",
                )
                raise TryAgain([error("B765", str(folder), text, hint)]) from None
            raise self._unusable(cause) from None
        except sqlite3.DatabaseError as cause:
            self._base.close()
            raise self._unusable(cause) from None

    def close(self) -> None:
        """Let the next batch in."""
        self._base.close()

    def kept(self, stem: str, source: str) -> Mapping[str, Path] | None:
        """The files of a document that was made from the same, if they are there as they were written."""
        row = self._base.execute("SELECT source, files FROM made WHERE stem = ?", (stem,)).fetchone()
        if row is None or row[0] != source:
            return None
        digests: dict[str, str] = json.loads(row[1])
        files = self._files(stem, digests)
        try:
            same = all(digest(path.read_bytes()) == digests[suffix] for suffix, path in files.items())
        except OSError:
            return None
        return files if same else None

    def release(self, stem: str, source: str, contents: Mapping[str, bytes]) -> Mapping[str, Path]:
        """Give the files of a document their names, and say so for the next time.

        Raises:
            OutputFailed: a file, or the row, cannot be written.
        """
        files = self._files(stem, contents)
        folder = (self.folder / stem).parent
        if folder not in self._cleared:
            self._cleared.add(folder)
            clear_leftovers(folder)
        save({files[suffix]: content for suffix, content in contents.items()})
        digests = {suffix: digest(content) for suffix, content in contents.items()}
        try:
            self._base.execute("REPLACE INTO made VALUES (?, ?, ?)", (stem, source, json.dumps(digests)))
        except sqlite3.DatabaseError as cause:
            raise self._unusable(cause) from None
        return files

    def _files(self, stem: str, suffixes: Mapping[str, object]) -> dict[str, Path]:
        return {suffix: self.folder / f"{stem}.{suffix}" for suffix in suffixes}

    def _unusable(self, cause: sqlite3.Error) -> OutputFailed:
        text, hint = (
            "The record of the batch cannot be used: {reason}",
            "Check the disk; without the file {file} everything is made anew.",
        )
        path = os.fspath(self.folder / FILE)
        return OutputFailed([error("B766", FILE, text, hint, reason=str(cause), file=path)])
