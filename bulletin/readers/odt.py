"""Read an OpenDocument text into lines, such as LibreOffice saves from a DOCX."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from bulletin.files.packed import Archive, no_end, opened, walk
from bulletin.files.refused import damaged
from bulletin.ledger.entries import PROPERTIES
from bulletin.readers.builder import LinesBuilder, occurrence_of
from bulletin.readers.copy import Copy, tracked
from bulletin.readers.ledgers import lost

SPACE = "urn:oasis:names:tc:opendocument:xmlns:"
SILENT = frozenset({"annotation", "note-citation", "ruby-text", "forms", "sequence-decls"})
SPACES = re.compile(r"[ \t\r\n]+")
MAX_SPACES = 1_000
"""The most spaces of one element."""


def read_odt(content: bytes, name: str) -> Copy:
    """Return the text of an ODT and the bookmarks around its values; it cannot carry the ledger itself."""
    with opened(content) as archive:
        part = archive.part("content.xml")
        if not part:
            raise damaged()
        reader = _OdtReader()
        walk(part, reader.start, reader.end, reader.text)
        named = _properties(archive)
    if not reader.is_text:
        raise damaged()
    file, digest, part_digest = (named.get(key, "") for key in PROPERTIES)
    issues = tracked(name, reader.changes) + (lost(name) if part_digest else ())
    return Copy(name, "odt", reader.lines.finish(), None, file, digest, issues)


@dataclass(slots=True)
class _OdtReader:
    """Follows the elements of content.xml."""

    lines: LinesBuilder = field(default_factory=LinesBuilder)
    changes: int = 0
    is_text: bool = False
    silent: int = 0
    paragraphs: int = 0
    space: bool = False  # white space precedes the next character

    def start(self, space: str, tag: str, attributes: Mapping[str, str]) -> None:
        if not space.startswith(SPACE):
            return
        self.is_text |= space.endswith("office:1.0") and tag == "text"
        self.changes += tag == "changed-region"
        if self.silent or tag in SILENT or tag == "tracked-changes":
            self.silent += 1
            return
        lines = self.lines
        match tag:
            case "p" | "h":
                self.paragraphs += 1
                self.space = False
                lines.begin()
            case "table-row":
                lines.begin_row()
            case "table-cell":
                lines.begin_cell()
            case "text-box" | "note":
                lines.begin_box()
            case "line-break" | "tab":
                self._put("\n" if tag == "line-break" else "\t")
            case "s":
                count = attributes.get("c", "1")
                self._put(" " * min(int(count) if count.isdecimal() else 1, MAX_SPACES))
            case "bookmark-start" | "bookmark":
                self._mark(tag, attributes.get("name", ""))
            case "bookmark-end":
                lines.end_mark(attributes.get("name", ""))

    def _mark(self, tag: str, name: str) -> None:
        occurrence = occurrence_of(name)
        if occurrence:
            self._put("")
            self.lines.begin_mark(name, occurrence)
            if tag == "bookmark":  # a point without content
                self.lines.end_mark(name)

    def end(self, space: str, tag: str) -> None:
        if not space.startswith(SPACE):
            return
        if self.silent:
            self.silent -= 1
            return
        match tag:
            case "p" | "h":
                self.paragraphs -= 1
                self.space = False
                self.lines.end()
            case "table-row":
                self.lines.end_row()
            case "text-box" | "note":
                self.lines.end_box()

    def text(self, text: str) -> None:
        if self.silent or not self.paragraphs:
            return
        for piece in SPACES.split(text) if text.strip(" \t\r\n") else ():
            self._put(piece)
            self.space = True
        self.space = text[-1:] in (" ", "\t", "\r", "\n")

    def _put(self, text: str) -> None:
        """Add characters, after one space for all white space before them."""
        if self.space and not self.lines.fresh:
            self.lines.text(" ")
        self.space = False
        self.lines.text(text)


def _properties(archive: Archive) -> dict[str, str]:
    """Return the document's own properties by name."""
    found: dict[str, str] = {}
    names: list[str] = [""]

    def start(_space: str, tag: str, attributes: Mapping[str, str]) -> None:
        names.append(attributes.get("name", "") if tag == "user-defined" else "")

    def text(text: str) -> None:
        if names[-1] in PROPERTIES:
            found[names[-1]] = (found.get(names[-1], "") + text).strip()

    part = archive.part("meta.xml")
    if part:
        walk(part, start, no_end, text)
    return found
