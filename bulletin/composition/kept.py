"""Keep compiled templates between processes, in the user's own folder or nowhere.

An entry is code that is run unchecked. So it is read only if it is a plain file of the user that no other
user can write, in a folder no other user can open, and its name says what it was made from. Errors here are
not reported: the template is compiled, as without a folder.
"""

import hashlib
import marshal
import os
import stat
import sys
from contextlib import suppress
from functools import cache, lru_cache
from pathlib import Path
from types import CodeType
from typing import NamedTuple

from bulletin.composition.lint import Asked, Broken, Foreign
from bulletin.composition.markup import BLOCK_TAGS
from bulletin.ledger.versions import VERSION, version_of

SWITCH = "BULLETIN_TEMPLATE_CACHE"
"""The environment variable that turns keeping on: the command sets it, a library call never does."""
MOST, MOST_BYTES = 300, 8_000_000
"""The most entries, each for one version of one file; and the most bytes of one. Shipped ones have 30 KB."""
DIGEST, SEAL = 32, 16
"""The first bytes of an entry: the SHA-256 of the rest, and the seal inside it."""


class KeptTemplate(NamedTuple):
    """The compiled parts of a template file: its pieces, its branches, its code."""

    asked: tuple[Asked | Foreign | Broken, ...]
    misplaced: tuple[int, ...]
    used: tuple[str, ...]
    parent: str
    own: tuple[str, ...]
    branches: frozenset[str]
    code: CodeType


def folder() -> Path | None:
    """Where compiled templates are kept; None: nowhere."""
    if os.environ.get(SWITCH, "off") == "off":
        return None
    usual = ("LOCALAPPDATA", "") if os.name == "nt" else ("HOME", ".cache")
    for name, inside in (("XDG_CACHE_HOME", ""), usual):
        base = Path(os.environ.get(name, ""))
        if base.is_absolute():
            return base / inside / "bulletin" / "templates"
    return None


def found(source: str, name: str, seal: str) -> KeptTemplate | None:
    """Return the entry of an earlier run with its seal replaced by this one's.

    None if there is no usable one.
    """
    place = folder()
    if place is None:
        return None
    key = _key(source, name)
    content = _read(place, key)
    if hashlib.sha256(key.encode() + content[DIGEST:]).digest() != content[:DIGEST]:
        return None
    kept, body = content[DIGEST : DIGEST + SEAL], content[DIGEST + SEAL :]
    try:
        return KeptTemplate(*marshal.loads(body.replace(kept, seal.encode())))  # noqa: S302  # the file belongs to the user alone
    except (ValueError, TypeError, EOFError):
        return None


def keep(source: str, name: str, seal: str, entry: KeptTemplate) -> None:
    """Keep a compiled template, if there is a folder for it."""
    place = folder()
    if place is None:
        return
    import tempfile  # needed only after compiling

    with suppress(OSError, ValueError):
        key = _key(source, name)
        content = seal.encode() + marshal.dumps(tuple(entry))
        digest = hashlib.sha256(key.encode() + content).digest()
        place.mkdir(0o700, parents=True, exist_ok=True)
        if not _is_own_folder(place):
            return
        handle, temporary = tempfile.mkstemp(dir=place)  # created with mode 600
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(digest + content)
            Path(temporary).replace(place / key)
        except OSError:
            Path(temporary).unlink()
            raise
        _tidied(place)


@lru_cache(MOST)
def _key(source: str, name: str) -> str:
    """Return the name of an entry: the SHA-256 of everything its content depends on."""
    made_by = [VERSION, version_of("jinja2"), sys.version, sys.implementation.cache_tag or "", *BLOCK_TAGS]
    return hashlib.sha256("\n".join((*made_by, _own_code(), name, source)).encode()).hexdigest()


@cache
def _own_code() -> str:
    """Return the SHA-256 of this package, whose changes may alter compiled templates within one version."""
    files = sorted(Path(__file__).parent.glob("*.py"))
    return hashlib.sha256(b"\n".join(path.read_bytes() for path in files)).hexdigest()


def _read(place: Path, key: str) -> bytes:
    """Return the bytes of an entry; empty if it is missing or not the user's alone."""
    ways = (
        os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    )
    try:
        if not _is_own_folder(place):
            return b""
        with os.fdopen(os.open(place / key, ways), "rb") as file:
            about = os.fstat(file.fileno())
            return file.read(MOST_BYTES) if stat.S_ISREG(about.st_mode) and _is_own(about, 0o022) else b""
    except OSError:
        return b""


def _is_own_folder(place: Path) -> bool:
    about = os.lstat(place)
    return stat.S_ISDIR(about.st_mode) and _is_own(about, 0o077)


def _is_own(about: os.stat_result, others: int) -> bool:
    """Return whether a file belongs to the user and denies others the rights in `others`.

    On Windows, which has no such bits, a user's local folder is private.
    """
    return not hasattr(os, "geteuid") or (about.st_uid == os.geteuid() and not about.st_mode & others)


def _tidied(place: Path) -> None:
    """Delete the oldest entries if there are too many."""
    files = [entry for entry in os.scandir(place) if entry.is_file(follow_symlinks=False)]
    entries = sorted(files, key=lambda entry: entry.stat(follow_symlinks=False).st_mtime)
    for entry in entries[: max(0, len(entries) - MOST)]:
        Path(entry).unlink()
