"""Make the package of a Word file: its contents before any text, and the order in which it is zipped."""

import io
import zipfile
from collections.abc import Sequence
from typing import Any

from bulletin.typography.fonts import FACES
from bulletin.typography.layout import Layout
from bulletin.writers.docx import xml as w

OUTLINE = {"h1": 0, "annex_title": 0, "h2": 1, "h3": 2, "h4": 3}
"""Role → level in Word's navigation pane."""

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATION_PARTS = "application/vnd.openxmlformats-package.relationships+xml"
_CORE = "application/vnd.openxmlformats-package.core-properties+xml"
_CORE_RELATION = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"


def skeleton(layout: Layout) -> bytes:
    """Return an empty package with the styles, settings and page of a layout."""
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    parts = {
        "[Content_Types].xml": head + f'<Types xmlns="{_TYPES}">'
        f'<Default Extension="rels" ContentType="{_RELATION_PARTS}"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{_WORD}.styles+xml"/>'
        f'<Override PartName="/word/settings.xml" ContentType="{_WORD}.settings+xml"/>'
        f'<Override PartName="/docProps/core.xml" ContentType="{_CORE}"/></Types>',
        "_rels/.rels": head + f'<Relationships xmlns="{_RELATIONS}">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="rId2" Type="{_CORE_RELATION}" Target="docProps/core.xml"/></Relationships>',
        "word/_rels/document.xml.rels": head + f'<Relationships xmlns="{_RELATIONS}">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/styles" Target="styles.xml"/>'
        f'<Relationship Id="rId2" Type="{_OFFICE}/settings" Target="settings.xml"/></Relationships>',
        "word/document.xml": head
        + f"<w:document {w.W}><w:body>{w.section_properties(layout)}</w:body></w:document>",
        "word/styles.xml": w.styles_part(
            _styles(layout), layout.roles["body"], FACES[layout.roles["body"].face].word
        ),
        "word/settings.xml": w.settings_part(),
        "docProps/core.xml": head
        + '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/'
        'metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"/>',
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return packed.getvalue()


def _styles(layout: Layout) -> list[str]:
    styles = []
    for key, role in layout.roles.items():
        face = FACES[role.face].word
        if key == "strong":
            styles.append(w.character_style(key, role, face))
        elif key != "page_number":
            styles.append(w.paragraph_style(key, role, face, layout, OUTLINE.get(key)))
    return styles


def packed(package: Any) -> bytes:
    """Return a package with fixed times, order and attributes, so that equal documents are equal files."""
    parts = list(package.iter_parts())
    contents = {"[Content_Types].xml": _types_of(parts), "_rels/.rels": package.rels.xml}
    contents |= {part.partname.membername: part.blob for part in parts}
    contents |= {part.partname.rels_uri.membername: part.rels.xml for part in parts if part.rels}
    names = sorted(contents, key=lambda name: (name != "[Content_Types].xml", name != "_rels/.rels", name))
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name in names:
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            entry.create_system = 3
            archive.writestr(entry, contents[name])
    return written.getvalue()


def _types_of(parts: Sequence[Any]) -> bytes:
    """Return the content types: pictures and plain XML by suffix, other parts one by one."""
    suffixes = {"rels": _RELATION_PARTS, "xml": "application/xml"}
    suffixes |= {part.partname.ext: part.content_type for part in parts if _by_suffix(part)}
    named = {str(part.partname): part.content_type for part in parts if not _by_suffix(part)}
    kinds = [f'<Default Extension="{ext}" ContentType="{suffixes[ext]}"/>' for ext in sorted(suffixes)]
    kinds += [f'<Override PartName="{name}" ContentType="{named[name]}"/>' for name in sorted(named)]
    head = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
    return f'{head}<Types xmlns="{_TYPES}">{"".join(kinds)}</Types>'.encode()


def _by_suffix(part: Any) -> bool:
    return str(part.content_type) in {"application/xml", f"image/{part.partname.ext}"}
