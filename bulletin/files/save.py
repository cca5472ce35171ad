"""From bytes to files that are there whole or not at all."""

import os
import re
import secrets
import shutil
from collections.abc import Mapping
from pathlib import Path

from bulletin.issues.errors import OutputFailed, reason
from bulletin.issues.issue import error

LEFTOVER = re.compile(r"\..+\.[a-z0-9_]{8}\.(part|old)")
"""What a file is called before it has its name, and what had the name before it."""


def clear_leftovers(folder: Path) -> None:
    """Remove what a process that was stopped in the midst of `save` left; for whoever alone writes there."""
    for path in folder.glob(".*"):
        if LEFTOVER.fullmatch(path.name):
            path.unlink(missing_ok=True)


def save(files: Mapping[Path, bytes]) -> None:
    """Write every file beside its final name, force it to disk, then give all of them their names.

    Until the last byte of the last file is safe no name changes, so that a full disk or a missing
    permission leaves older files as they were.

    Raises:
        OutputFailed: naming the file and the reason.
    """
    staged: dict[Path, Path] = {}
    target = Path()
    try:
        for target, content in files.items():
            target.parent.mkdir(parents=True, exist_ok=True)
            staged[target] = _staged(target, content)
        _release(staged)
        for folder in {target.parent for target in files}:
            sync_folder(folder)
    except OSError as cause:
        text, hint = (
            "The file cannot be written: {reason}",
            "Check the folder, its permissions and the free space.",
        )
        raise OutputFailed([error("B701", str(target), text, hint, reason=reason(cause))]) from None
    finally:
        for temporary in staged.values():
            temporary.unlink(missing_ok=True)


def _release(staged: Mapping[Path, Path]) -> None:
    """Give every staged file its name; if one cannot have it, the others give theirs back."""
    kept = {target: _linked(target, temporary) for target, temporary in staged.items()}
    released: list[Path] = []
    try:
        for target, temporary in staged.items():
            temporary.replace(target)
            released.append(target)
    except OSError:
        for target in released:
            old = kept[target]
            if old:
                old.rename(target)
            else:
                target.unlink()
        raise
    finally:
        for old in kept.values():
            if old:
                old.unlink(missing_ok=True)


def _linked(target: Path, temporary: Path) -> Path | None:
    """Return a second name for the file about to be replaced, so that it can come back.

    None if there is none.
    """
    if not target.is_file():
        return None
    old = temporary.with_suffix(".old")
    try:
        old.hardlink_to(target)
    except OSError:  # a file system without hard links
        shutil.copy2(target, old)
    return old


def _staged(target: Path, content: bytes) -> Path:
    """`content` in a temporary file in the folder of `target`, on disk."""
    temporary = target.with_name(f".{target.name[:40]}.{secrets.token_hex(4)}.part")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def sync_folder(folder: Path) -> None:
    """Force the new names to disk, where the system can do that for folders (Windows cannot)."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
