"""Checkers of documents that are not ours: what each says of a file, without what it says by mistake."""

import io
import tempfile
import zipfile
from pathlib import Path

import page
import pikepdf
from openxml_audit import OpenXmlValidator

PROFILES = {"a-3a": "3a", "a-2a": "2a", "ua-1": "ua1"}
"""What the rules of each kind of PDF are called by their checker."""

NOT_REQUIRED = ("/fontTable' is missing.", "/theme' is missing.")
"""Parts that ECMA-376 leaves out or in, as Microsoft's own validator has it; a theme would bring faces."""

MISTAKEN = "-STREAM-LENGTH-001"
"""Compressed data may end in a carriage return, which is taken for a part of the line end after it."""


def of_word(content: bytes) -> list[str]:
    """What openxml-audit finds in a Word file: its schema, its relationships, its names."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "document.docx"
        file.write_bytes(content)
        found = OpenXmlValidator(max_errors=0).validate(file).errors
    return [
        f"{each.part_uri}: {each.description}"
        for each in found
        if not each.description.endswith(NOT_REQUIRED)
    ]


def of_pdf(content: bytes, kind: str) -> list[str]:
    """The rules of PDF/A or PDF/UA that `page` finds broken."""
    found = page.validate_pdf_bytes(content, profile=PROFILES[kind]).failures
    return sorted({each.rule_id for each in found if not each.rule_id.endswith(MISTAKEN)})


def of_syntax(content: bytes) -> list[str]:
    """What qpdf, within pikepdf, has to say of the syntax of a PDF."""
    with pikepdf.open(io.BytesIO(content)) as file:
        return file.check_pdf_syntax()


def with_part(content: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """A Word file with one of its parts changed, to see whether a checker notices."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(changed, "w") as after:
        for each in before.namelist():
            data = before.read(each)
            after.writestr(each, data.replace(old, new) if each == name else data)
    return changed.getvalue()
