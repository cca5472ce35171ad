"""Read a Word document into lines, with all tracked changes accepted.

The text is what the pages show, without field codes, hidden or struck-out runs and comments. Headers and
footers follow the text if they hold a number; page numbers are fields. Names of WordprocessingML are
compared without prefix, in both of its namespaces (transitional, and strict of ISO/IEC 29500-1).
"""

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bulletin.files.packed import Archive, no_end, no_text, opened, walk
from bulletin.files.refused import damaged
from bulletin.files.word import WORD
from bulletin.issues.issue import Issue
from bulletin.ledger.entries import NAMESPACE, PROPERTIES, Ledger
from bulletin.readers.builder import LinesBuilder, occurrence_of
from bulletin.readers.copy import Copy, TextLine, tracked
from bulletin.readers.docx_unseen import unseen_in
from bulletin.readers.ledgers import embedded, lost

MATH = (
    "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "http://purl.oclc.org/ooxml/officeDocument/math",
)
CHOICES = "http://schemas.openxmlformats.org/markup-compatibility/2006"

CHANGES = frozenset({"ins", "del", "moveFrom", "moveTo"})
GONE = frozenset({"del", "moveFrom"})
SILENT = frozenset(
    {"rPrChange", "pPrChange", "tblPrChange", "trPrChange", "tcPrChange", "sectPrChange", "rt"}
)
"""Formatting before a tracked change, and phonetic guides above a word."""
UNSEEN = ("vanish", "strike", "dstrike")
"""Properties that remove a run from the text: hidden or struck out."""
OFF = ("0", "false", "off")


def read_docx(content: bytes, name: str) -> Copy:
    """Return the text of a DOCX, the bookmarks around its values, and its ledger."""
    with opened(content) as archive:
        main = _main_part(archive)
        document = archive.part(main)
        if not document:
            raise damaged()
        reader = _DocxReader()
        walk(document, reader.start, reader.end, reader.text)
        for notes in ("footnotes.xml", "endnotes.xml"):
            part = archive.part(posixpath.join(posixpath.dirname(main), notes))
            if part:
                walk(part, reader.start, reader.end, reader.text)
        if not reader.is_word:
            raise damaged()
        beside = list(_beside_the_text(archive, posixpath.dirname(main)))
        file, digest, part_digest = (_properties(archive).get(key, "") for key in PROPERTIES)
        ledger, issues = _carried(archive, name, digest, part_digest)
        unseen = unseen_in(archive, main)
    lines = (*reader.lines.finish(), *dict.fromkeys(beside))
    return Copy(name, "docx", lines, ledger, file, digest, tracked(name, reader.changes) + issues, unseen)


# ── the text ─────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(slots=True)
class _Element:
    """An open element and the reason to skip it. `taken`: one alternative was already read."""

    tag: str
    silent: bool = False
    gone: bool = False
    taken: bool = False


@dataclass(slots=True)
class _DocxReader:
    """Follows the elements of the parts that hold text."""

    lines: LinesBuilder = field(default_factory=LinesBuilder)
    changes: int = 0
    is_word: bool = False
    open: list[_Element] = field(default_factory=list)
    silent: int = 0
    gone: int = 0
    fields: list[str] = field(default_factory=list)  # of nested fields, whether code or result is being read
    hidden: bool = False
    joined: bool = False  # the end of this paragraph is deleted
    no_fields: bool = False  # results of fields are skipped

    def start(self, space: str, tag: str, attributes: Mapping[str, str]) -> None:
        above = self.open[-1] if self.open else _Element("")
        element = _Element(tag if space in (*WORD, *MATH, CHOICES) else "")
        self.open.append(element)
        if space == CHOICES:
            element.silent = self._not_chosen(tag, above)
        elif space in WORD:
            self.is_word = True
            element.silent = tag in SILENT or (tag in ("footnote", "endnote") and "type" in attributes)
            element.silent |= self.no_fields and tag == "fldSimple"
            if not self.silent and not element.silent:
                self._begin(element, above.tag, attributes)
        self.silent += element.silent
        self.gone += element.gone

    def _not_chosen(self, tag: str, above: _Element) -> bool:
        """Return whether an alternative is skipped because another one was read."""
        if tag not in ("Choice", "Fallback"):
            return False
        skipped, above.taken = above.taken, True
        return skipped

    def _begin(self, element: _Element, above: str, attributes: Mapping[str, str]) -> None:
        lines = self.lines
        match element.tag:
            case "p":
                lines.begin()
                self.joined = False
            case "r":
                self.hidden = False
            case "tr":
                lines.begin_row()
            case "tc":
                lines.begin_cell()
            case "txbxContent":
                lines.begin_box()
            case "tab" if above == "r":
                self._put("\t")
            case "br" if attributes.get("type", "textWrapping") != "textWrapping":
                lines.break_page()
            case "br" | "cr":
                self._put("\n")
            case "noBreakHyphen":
                self._put("\u2011")
            case "sym":
                self._put(_symbol(attributes.get("char", "")))
            case tag if tag in UNSEEN and above == "rPr" and len(self.open) > 2 and self.open[-3].tag == "r":  # noqa: PLR2004  # r/rPr/vanish
                self.hidden |= attributes.get("val", "1") not in OFF
            case "fldChar":
                self._field(attributes.get("fldCharType", ""))
            case "bookmarkStart" if occurrence := occurrence_of(attributes.get("name", "")):
                lines.begin_mark(attributes.get("id", ""), occurrence)
            case "bookmarkEnd":
                lines.end_mark(attributes.get("id", ""))
            case tag if tag in CHANGES:
                self._change(element, above)

    def _change(self, element: _Element, above: str) -> None:
        """Apply a tracked change: of runs, of a paragraph's end, or of a whole row."""
        self.changes += 1
        if element.tag in GONE:
            if above == "rPr":
                self.joined = True
            elif above == "trPr":
                row = next((e for e in reversed(self.open) if e.tag == "tr"), element)
                row.gone = True
                self.gone += 1
            else:
                element.gone = True

    def _field(self, kind: str) -> None:
        match kind:
            case "begin":
                self.fields.append("code")
            case "separate" if self.fields:
                self.fields[-1] = "result"
            case "end" if self.fields:
                self.fields.pop()

    def end(self, _space: str, _tag: str) -> None:
        element = self.open.pop()
        self.silent -= element.silent
        self.gone -= element.gone
        if self.silent:
            return
        match element.tag:
            case "p" if not self.joined:
                self.lines.end()
                self.fields = ["result"] * len(
                    self.fields
                )  # a field code ends with its paragraph, so that it cannot hide the next one
            case "tr":
                self.lines.end_row()
            case "txbxContent":
                self.lines.end_box()
            case "r":
                self.hidden = False

    def text(self, text: str) -> None:
        if self.open and self.open[-1].tag == "t":
            self._put(text)

    def _put(self, text: str) -> None:
        in_field = "code" in self.fields or (self.no_fields and self.fields)
        if not (self.silent or self.gone or self.hidden or in_field):
            self.lines.text(text)


def _symbol(code: str) -> str:
    """Return the character of a symbol; empty if a symbol font makes it a picture."""
    try:
        character = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    return character if character.isprintable() else "\ufffd"


# ── the parts beside it ──────────────────────────────────────────────────────────────────────────────────


def _main_part(archive: Archive) -> str:
    """Return the part that holds the text, by the relations of the package."""
    found = ["word/document.xml"]

    def start(_space: str, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "Relationship" and attributes.get("Type", "").endswith("/officeDocument"):
            found.append(posixpath.normpath(attributes.get("Target", "").lstrip("/")))

    relations = archive.part("_rels/.rels")
    if relations:
        walk(relations, start, no_end, no_text)
    return found[-1]


def _beside_the_text(archive: Archive, folder: str) -> Iterator[TextLine]:
    """Yield the lines of headers and footers that hold a number of their own."""
    for part in archive.names():
        name = part.removeprefix(f"{folder}/")
        if name.startswith(("header", "footer")) and name.endswith(".xml") and "/" not in name:
            reader = _DocxReader(no_fields=True)
            walk(archive.part(part), reader.start, reader.end, reader.text)
            yield from (line for line in reader.lines.finish() if any(c.isdecimal() for c in line.text))


def _properties(archive: Archive) -> dict[str, str]:
    """Return the document's own properties by name."""
    found: dict[str, str] = {}
    names: list[str] = []

    def start(_space: str, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "property":
            names.append(attributes.get("name", ""))

    def text(text: str) -> None:
        if names and names[-1] in PROPERTIES:
            found[names[-1]] = (found.get(names[-1], "") + text).strip()

    part = archive.part("docProps/custom.xml")
    if part:
        walk(part, start, no_end, text)
    return found


def _carried(
    archive: Archive, name: str, digest: str, part_digest: str
) -> tuple[Ledger | None, tuple[Issue, ...]]:
    """Return the ledger among the custom XML parts."""
    for part in archive.names():
        if part.lower().startswith("customxml/item") and part.lower().endswith(".xml"):
            content = _characters(archive.part(part))
            if content is not None:
                return embedded(content, name, part_digest, digest)
    return None, lost(name) if part_digest else ()


def _characters(part: bytes) -> str | None:
    """Return the characters of a custom XML part; None if it is a foreign one."""
    roots: list[str] = []
    pieces: list[str] = []

    def start(space: str, _tag: str, _attributes: Mapping[str, str]) -> None:
        roots.append(space)

    walk(part, start, no_end, pieces.append)
    return "".join(pieces) if roots[:1] == [NAMESPACE] else None
