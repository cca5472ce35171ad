"""Check a workbook before the spreadsheet library opens it.

A file of a few kilobytes can unpack to gigabytes, merge seventeen thousand million cells or nest entities,
and the library would follow. So the sizes in the archive are checked first, then one pass over the XML of
every part. The pass also finds the formulas, since the library gives either a formula or its value.
"""

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from bulletin.issues.issue import Issue, error

MAX_UNPACKED = 20_000_000
MAX_OTHER_PART = 2_000_000
"""The most bytes of styles, names and relations; sheets and their texts may be larger."""
MAX_ENTRIES = 300
MAX_RATIO = 150
"""A large part that is compressed more than this was not typed by a person."""
LARGE = 1_000_000
MAX_TAGS = 75_000
MAX_OTHER_TAGS = 15_000
"""The most tags of a part other than a sheet; styles take the library longest."""
MAX_DEPTH = 60
MAX_RANGES = 100_000
"""The most characters of cell ranges; the library parses each range."""
MAX_SPANNED = 20_000
"""The most cells under merged ranges and links; the library creates each of them."""
MAX_ROW, MAX_COLUMN = 3_000, 60
TABLE = "/table"

_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_MARKUP = b" \t\r\n\0\xff\xfe\xef\xbb\xbf"  # bytes that may precede the first tag


class WorkbookUnfit(Exception):
    def __init__(self, code: str, text: str, hint: str = "", /, **values: object) -> None:
        super().__init__(text)
        self.code, self.text, self.hint, self.values = code, text, hint, values


@dataclass(slots=True)
class Guarded:
    """A workbook that passed the check: its archive, and its formulas."""

    archive: bytes
    formulas: dict[str, dict[str, bool]] = field(default_factory=dict)
    """Sheet → cell → whether it holds the value computed by the spreadsheet program."""


def guarded(content: bytes, name: str) -> Guarded | Issue:
    """Return `content` without pictures, charts and comments, or the issue why it is not opened."""
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        text = "The file is protected by a password, or in the old format .xls."
        hint = "Open it in the spreadsheet program and save it as .xlsx without a password."
        return error("B103", name, text, hint)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_sizes(archive)
            parts = {entry.filename: archive.read(entry) for entry in archive.infolist()}
        return _scanned(parts)
    except WorkbookUnfit as cause:
        return error(cause.code, name, cause.text, cause.hint, **cause.values)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError, OSError):
        text, hint = "The file is no workbook, or it is damaged.", "Save it anew in the spreadsheet program."
        return error("B103", name, text, hint)


def _check_sizes(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    names = [entry.filename for entry in entries]
    unpacked = sum(entry.file_size for entry in entries)
    text, hint = (
        "The workbook unpacks to more than it may hold: {reason}.",
        "Copy the filled cells into a new form.",
    )
    if unpacked > MAX_UNPACKED:
        raise WorkbookUnfit("B102", text, hint, reason=f"{unpacked} > {MAX_UNPACKED}")
    if len(names) > MAX_ENTRIES:
        raise WorkbookUnfit("B102", text, hint, reason=f"{len(names)} > {MAX_ENTRIES}")
    for entry in entries:
        if entry.file_size > LARGE and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
            raise WorkbookUnfit("B102", text, hint, reason=f"{entry.file_size} / {entry.compress_size}")
        if entry.file_size > MAX_OTHER_PART and not _holds_cells(entry.filename):
            raise WorkbookUnfit("B102", text, hint, reason=f"{entry.file_size} > {MAX_OTHER_PART}")
    if len(set(names)) != len(names) or any(entry.flag_bits & 1 for entry in entries):
        raise zipfile.BadZipFile
    if any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries):
        raise zipfile.BadZipFile
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        text, hint = (
            "The workbook holds macros.",
            "Save it as .xlsx, which keeps the cells and drops the macros.",
        )
        raise WorkbookUnfit("B103", text, hint)


def _scanned(parts: Mapping[str, bytes]) -> Guarded:
    scan = _Scan()
    for part, content in parts.items():
        if part.endswith((".xml", ".rels")) or content.lstrip(_MARKUP)[:1] == b"<":
            scan.read(part, content)
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        for part, content in parts.items():
            if "/worksheets/_rels/" in part:
                archive.writestr(part, _tables_only(scan.relations.get(part, {})))
            elif part.endswith((".xml", ".rels")):
                archive.writestr(part, content)
    return Guarded(kept.getvalue(), scan.formulas_by_sheet())


def _tables_only(relations: Mapping[str, Mapping[str, str]]) -> str:
    """Return the relations of a sheet without pictures, charts, comments and links."""
    kept = [
        f"<Relationship Id={quoteattr(key)} Type={quoteattr(has['Type'])} Target={quoteattr(has['Target'])}/>"
        for key, has in relations.items()
        if has.get("Type", "").endswith(TABLE) and "Target" in has
    ]
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{space}">{"".join(kept)}</Relationships>'


class _Scan:
    """A pass over the XML of all parts."""

    def __init__(self) -> None:
        self.tags = self.ranges = self.spanned = 0
        self.formulas: dict[str, dict[str, bool]] = {}  # part → cell → has a value
        self.sheets: dict[str, dict[str, str]] = {}  # part of the workbook → relation → sheet
        self.relations: dict[str, dict[str, Mapping[str, str]]] = {}

    def formulas_by_sheet(self) -> dict[str, dict[str, bool]]:
        found = {}
        for part, sheets in self.sheets.items():
            folder, base = posixpath.split(part)
            relations = self.relations.get(f"{folder}/_rels/{base}.rels", {})
            for key, sheet in sheets.items():
                target = relations.get(key, {}).get("Target", "")
                path = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
                found[sheet] = self.formulas.get(path, {})
        return found

    def read(self, part: str, content: bytes) -> None:
        _Pass(self, part).run(content)

    def spans(self, reference: str) -> None:
        """Count the cells of a range, which the library creates one by one."""
        corners = [_CELL.fullmatch(corner.replace("$", "")) for corner in reference.split(":")]
        if len(corners) > 1 and all(corners):
            (left, top), (right, bottom) = [(column_number(c[1]), int(c[2])) for c in corners if c][:2]
            self.spanned += (abs(right - left) + 1) * (abs(bottom - top) + 1)
        elif len(corners) > 1:
            self.spanned += MAX_SPANNED + 1  # whole rows or columns, such as A:XFD
        if self.spanned > MAX_SPANNED:
            text = "A merged range or a link spans more cells than a form has: {reference}."
            raise WorkbookUnfit("B102", text, "Undo the merging of cells.", reference=reference)


class _Pass:
    """A pass over one part."""

    def __init__(self, scan: _Scan, part: str) -> None:
        self.scan, self.part, self.depth = scan, part, 0
        self.row, self.column, self.cell, self.kind = 0, 0, "", ""
        self.is_formula = self.has_value = False
        self.in_looks, self.looks = False, 0
        self.most = scan.tags + (MAX_TAGS if _holds_cells(part) else MAX_OTHER_TAGS)

    def run(self, content: bytes) -> None:
        self.parser = parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self.doctype
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        try:
            parser.Parse(content, True)
        except expat.ExpatError:
            if not self.part.endswith(".vml"):  # old drawings need not be well-formed, and are not read
                raise zipfile.BadZipFile from None

    def doctype(self, *_: Any) -> None:
        text = "A part of the workbook declares a document type: {part}."
        raise WorkbookUnfit(
            "B103", text, "Spreadsheet programs never do; save the workbook anew.", part=self.part
        )

    def start(self, name: str, attributes: dict[str, str]) -> None:
        scan = self.scan
        scan.tags += 1
        self.depth += 1
        if scan.tags > min(self.most, MAX_TAGS) or self.depth > MAX_DEPTH:
            text, hint = (
                "The workbook holds more cells than a form has.",
                "Copy the filled cells into a new form.",
            )
            raise WorkbookUnfit("B102", text, hint)
        tag = name.rpartition(":")[2]
        match tag:
            case "c":
                self.begin_cell(attributes)
            case "f" if self.cell:
                self.is_formula = True
            case "v" | "is" if self.cell:
                self.parser.CharacterDataHandler = self.text
            case "row":
                self.row = _number(attributes.get("r", ""), self.row + 1)
                self.column = 0
            case "mergeCell" | "hyperlink" | "comment":
                scan.spans(attributes.get("ref", ""))
            case "cellStyleXfs":
                self.in_looks = True
            case "xf" if self.in_looks:
                self.looks += 1
            case "cellStyle" if _number(attributes.get("xfId", ""), 0) >= self.looks:
                raise zipfile.BadZipFile  # the library prints that it is out of range, and then fails
            case "sheet":
                key = next((value for name, value in attributes.items() if name.endswith(":id")), "")
                scan.sheets.setdefault(self.part, {})[key] = attributes.get("name", "")
            case "Relationship":
                scan.relations.setdefault(self.part, {})[attributes.get("Id", "")] = attributes
        if "sqref" in attributes:
            scan.ranges += len(attributes["sqref"])
            if scan.ranges > MAX_RANGES:
                text, hint = (
                    "The workbook holds more cells than a form has.",
                    "Copy the filled cells into a new form.",
                )
                raise WorkbookUnfit("B102", text, hint)

    def begin_cell(self, attributes: dict[str, str]) -> None:
        self.column += 1
        found = _CELL.fullmatch(attributes.get("r", ""))
        if found:
            self.column, self.row = column_number(found[1]), int(found[2])
        self.cell = found[0] if found else f"{column_name(self.column)}{self.row}"
        self.kind = attributes.get("t", "n")
        self.is_formula = self.has_value = False

    def text(self, _: str) -> None:
        self.has_value = True
        if self.row > MAX_ROW or self.column > MAX_COLUMN:
            says = "Cell {cell} holds something far outside the form."
            hint = "Delete all rows and columns beyond the form."
            raise WorkbookUnfit("B102", says, hint, cell=self.cell)

    def end(self, name: str) -> None:
        self.depth -= 1
        tag = name.rpartition(":")[2]
        if tag == "cellStyleXfs":
            self.in_looks = False
        if tag in ("v", "is"):
            self.parser.CharacterDataHandler = None
        if tag == "c" and self.cell:
            if self.is_formula:
                known = self.has_value or self.kind == "str"
                self.scan.formulas.setdefault(self.part, {})[self.cell] = known
            self.cell = ""


def _holds_cells(part: str) -> bool:
    return "/worksheets/" in part or part.endswith("/sharedStrings.xml")


def _number(text: str, otherwise: int) -> int:
    return int(text) if re.fullmatch(r"[0-9]{1,7}", text) else otherwise


def column_number(letters: str) -> int:
    """Return the number of a column: AA → 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def column_name(number: int) -> str:
    """Return the letters of a column: 27 → AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
