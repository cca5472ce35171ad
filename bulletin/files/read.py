"""Read files that other people put into a folder: plain ones, inside it, not too large."""

import stat
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


def plain_bytes(path: Path, root: Path, most: int) -> bytes:
    """Return the bytes of `path`, a plain file of at most `most` bytes in `root` itself.

    Raises:
        Unfit: it is not there, a link leads out of `root`, it is a pipe or a device, or it is too large.
    """
    try:
        real = path.resolve(strict=True)
        if not real.is_relative_to(root.resolve()):
            raise Unfit(Phrase("a link leads out of its folder"))
        if not stat.S_ISREG(real.stat().st_mode):
            raise Unfit(Phrase("it is no plain file"))
        with real.open("rb") as file:
            content = file.read(most + 1)
    except OSError as cause:
        raise Unfit(reason(cause)) from None
    except (ValueError, RuntimeError):  # an impossible file name, or a circle of links
        raise Unfit(Phrase("it is no plain file")) from None
    if len(content) > most:
        raise Unfit(Phrase("it is larger than {most} bytes", {"most": f"{most:,}"}))
    return content


def plain_text(path: Path, root: Path, most: int) -> str:
    """Return the text of `path`, as `plain_bytes` reads it.

    Raises:
        Unfit: as there, or it is not UTF-8.
    """
    try:
        return plain_bytes(path, root, most).decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise Unfit(Phrase("it is not written in UTF-8")) from None
