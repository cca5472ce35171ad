"""From bytes to files that are there whole or not at all."""

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from bulletin.errors import OutputFailed
from bulletin.issues import error


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
        for target, temporary in staged.items():
            temporary.replace(target)
        for folder in {target.parent for target in files}:
            _sync_folder(folder)
    except OSError as cause:
        text, hint = (
            "The file cannot be written: {reason}",
            "Check the folder, its permissions and the free space.",
        )
        reason = cause.strerror or type(cause).__name__
        raise OutputFailed([error("B701", str(target), text, hint, reason=reason)]) from None
    finally:
        for temporary in staged.values():
            temporary.unlink(missing_ok=True)


def _staged(target: Path, content: bytes) -> Path:
    """`content` in a temporary file in the folder of `target`, on disk."""
    handle, name = tempfile.mkstemp(prefix=f".{target.name[:40]}.", suffix=".part", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o666 & ~_umask())
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _sync_folder(folder: Path) -> None:
    """Force the new names to disk, where the system can do that for folders (Windows cannot)."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
