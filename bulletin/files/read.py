"""Read files that other people name or put into a folder: never without end, never from a device.

`given_bytes` reads a file or a pipe that a person names, `plain_bytes` a plain file inside a folder.
"""

import errno
import os
import select
import stat
import time
from dataclasses import dataclass, field
from pathlib import Path

from bulletin.issues.errors import reason
from bulletin.issues.issue import Phrase


@dataclass(frozen=True, slots=True)
class Content:
    """The `content` of a file, read elsewhere, in bytes, and its `name`, whose suffix tells what it is."""

    name: str
    content: bytes = field(repr=False)


class Unfit(Exception):
    """A file that is not read, with the reason."""

    def __init__(self, why: Phrase | str) -> None:
        self.why = why
        super().__init__(str(why))


class TooLarge(Exception):
    """A file has more bytes than are read of its kind; `size` is how many, of a pipe how many were read."""

    def __init__(self, size: int) -> None:
        self.size = size
        super().__init__(str(size))


PATIENCE = 10.0
"""Seconds to wait for a pipe altogether; a pipe without a writer ends with them."""

_WAYS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOCTTY", 0)
"""How a file is opened: not waiting for the writer of a pipe."""


def given_bytes(path: Path, most: int, pipes: bool = True) -> bytes:
    """Return the bytes of a file that a person names, with `pipes` also of a pipe; at most `most`.

    Raises:
        OSError: it is not there or may not be read, is a folder, device or socket, or a pipe gives nothing
            for `PATIENCE` seconds.
        TooLarge: it has more than `most` bytes.
    """
    _refuse(path.stat().st_mode, pipes)  # a device may do something when it is opened
    handle = os.open(path, _WAYS)
    with os.fdopen(handle, "rb") as file:
        about = os.fstat(handle)
        _refuse(about.st_mode, pipes)
        if stat.S_ISREG(about.st_mode):
            if about.st_size > most:
                raise TooLarge(about.st_size)
            content = file.read(most + 1)
        else:
            content = _from_pipe(handle, most)
    if len(content) > most:
        raise TooLarge(len(content))
    return content


def named_as_file(path: Path) -> bool:
    """Return whether something other than a folder has this name: a file, or what `given_bytes` refuses."""
    try:
        return not stat.S_ISDIR(path.stat().st_mode)
    except (OSError, ValueError):
        return False


def _refuse(mode: int, pipes: bool) -> None:
    """Raise OSError for what is neither a plain file nor, with `pipes`, a pipe."""
    if stat.S_ISDIR(mode):
        raise OSError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not stat.S_ISREG(mode) and not (pipes and stat.S_ISFIFO(mode)):
        raise OSError(errno.ENODEV, os.strerror(errno.ENODEV))


def _from_pipe(handle: int, most: int) -> bytes:
    """Return what comes through a pipe until its writer closes it, at most one byte more than `most`."""
    content, until = b"", time.monotonic() + PATIENCE
    while len(content) <= most:
        ready, _, _ = select.select([handle], [], [], max(0.0, until - time.monotonic()))
        if not ready:
            raise OSError(errno.ETIMEDOUT, os.strerror(errno.ETIMEDOUT))
        piece = os.read(handle, most + 1 - len(content))
        if not piece:
            break
        content += piece
    return content


def plain_bytes(path: Path, root: Path, most: int) -> bytes:
    """Return the bytes of `path`, a plain file of at most `most` bytes in `root` itself.

    Raises:
        Unfit: it is not there, a link leads out of `root`, it is a pipe or a device, or it is too large.
    """
    try:
        real = path.resolve(strict=True)
        if not real.is_relative_to(root.resolve()):
            raise Unfit(Phrase("a link leads out of its folder"))
        return given_bytes(real, most, pipes=False)
    except OSError as cause:
        raise Unfit(reason(cause)) from None
    except TooLarge:
        raise Unfit(Phrase("it is larger than {most} bytes", {"most": f"{most:,}"})) from None
    except (ValueError, RuntimeError):  # an impossible file name, or a circle of links
        raise Unfit(Phrase("it is no plain file")) from None


def plain_text(path: Path, root: Path, most: int) -> str:
    """Return the text of `path`, as `plain_bytes` reads it.

    Raises:
        Unfit: as there, or it is not UTF-8.
    """
    try:
        return plain_bytes(path, root, most).decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise Unfit(Phrase("it is not written in UTF-8")) from None
