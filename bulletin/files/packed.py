"""Unpack a packed document within limits, and parse the XML of a part in one pass.

Only the needed parts are unpacked, and only if the sizes in the archive are acceptable. XML is never built up
in memory, and a part that declares a document type (and so, entities) is refused.
"""

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from xml.parsers import expat

from bulletin.files.refused import DocumentUnfit, damaged, too_large

MAX_ENTRIES = 2_000
MAX_PART = 20_000_000
MAX_RATIO = 200
"""A large part that is compressed more than this was not typed by a person."""
LARGE = 1_000_000
MAX_DEPTH = 250
"""The deepest nesting of elements; tables in text boxes in tables come to a few dozen."""
MAX_TAGS = 1_000_000


class Archive:
    """A packed document with its parts by name."""

    def __init__(self, packed: zipfile.ZipFile) -> None:
        entries = packed.infolist()
        if len(entries) > MAX_ENTRIES:
            raise too_large(f"{len(entries)} > {MAX_ENTRIES}")
        self._packed = packed
        self._entries = {entry.filename: entry for entry in entries}
        if len(self._entries) != len(entries):
            raise damaged()

    def names(self) -> Iterator[str]:
        """Yield the names of all parts."""
        yield from self._entries

    def part(self, name: str) -> bytes:
        """Return the content of a part; empty if there is none."""
        entry = self._entries.get(name)
        if entry is None:
            return b""
        if entry.flag_bits & 1 or entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise damaged()
        if entry.file_size > MAX_PART:
            raise too_large(f"{name}: {entry.file_size} > {MAX_PART}")
        if entry.file_size > LARGE and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
            raise too_large(f"{name}: {entry.file_size} / {entry.compress_size}")
        return self._packed.read(entry)


@contextmanager
def opened(content: bytes) -> Iterator[Archive]:
    """Yield the archive of a document; raise DocumentUnfit for any fault in it."""
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        text = "The document is protected by a password, or in the old binary format."
        hint = "Open it in the word processor and save it as .docx without a password."
        raise DocumentUnfit("B810", text, hint)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            yield Archive(packed)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError, OSError):
        raise damaged() from None


Start = Callable[[str, str, Mapping[str, str]], None]
End = Callable[[str, str], None]


def walk(content: bytes, start: Start, end: End, text: Callable[[str], None]) -> None:
    """Parse a part in one pass; report namespace, local name and attributes (by local name) of elements."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    depth = tags = 0

    def begins(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, tags
        depth += 1
        tags += 1
        if depth > MAX_DEPTH or tags > MAX_TAGS:
            raise too_large(f"{tags} > {MAX_TAGS}" if tags > MAX_TAGS else f"{depth} > {MAX_DEPTH}")
        space, _, tag = name.rpartition(" ")
        start(space, tag, {key.rpartition(" ")[2]: value for key, value in attributes.items()})

    def ends(name: str) -> None:
        nonlocal depth
        depth -= 1
        space, _, tag = name.rpartition(" ")
        end(space, tag)

    def declares(*_: Any) -> None:
        says = "A part of the document declares a document type, which word processors never do."
        raise DocumentUnfit("B810", says, "Open it in the word processor and save it anew.")

    parser.StartDoctypeDeclHandler = declares
    parser.StartElementHandler = begins
    parser.EndElementHandler = ends
    parser.CharacterDataHandler = text
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError, LookupError):  # the latter two for an encoding expat does not know
        raise damaged() from None


def no_end(_space: str, _tag: str) -> None:
    """Ignore the end of elements."""


def no_text(_text: str) -> None:
    """Ignore text."""
