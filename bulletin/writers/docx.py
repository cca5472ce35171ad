"""From a document to DOCX, by python-docx, on a package that holds only what the layout asks for."""

import datetime
import io
import zipfile
from dataclasses import replace
from functools import cache
from typing import Any

from bulletin.layout import Layout, Role
from bulletin.ledger import MARK, NAMESPACE, PROPERTIES, Carried, digest_of
from bulletin.placing import lines_taken, placed, single, titled
from bulletin.tree import (
    Block,
    Document,
    Group,
    Heading,
    Inline,
    LineBreak,
    PageBreak,
    Paragraph,
    Strong,
    Tab,
    Table,
    Text,
    Value,
    parts_of,
)
from bulletin.typefaces import FACES
from bulletin.writers import docx_boxes as boxes
from bulletin.writers import docx_parts as own
from bulletin.writers import docx_xml as w
from bulletin.writers.docx_rare import name_wider_faces
from bulletin.writers.options import DEFAULT, UNDATED, Options

UNMARKED = ("ordinal", "prose")
"""What needs no bookmark: the ordinals of headings, and words of people that hold no figure."""

AFTER_TABLE = 0.5
"""Blank lines after a table."""

OUTLINE = {"h1": 0, "h2": 1, "h3": 2, "h4": 3}
"""Role → level in Word's navigation pane."""


def write_docx(document: Document, layout: Layout, options: Options = DEFAULT) -> bytes:
    """A DOCX whose styles are the roles of the layout; the same document gives the same bytes.

    A bookmark stands around each value, named by its occurrence; the ledger is a custom XML part.
    """
    import docx
    from docx.oxml import parse_xml

    word = docx.Document(io.BytesIO(_skeleton(layout)))
    body: Any = word.element.body
    end = body.sectPr
    before: Block | None = None
    for block in document.blocks:
        for xml in _block(block, layout, before):
            end.addprevious(parse_xml(xml))
        before = block
    name_wider_faces(body, layout)
    _footers(word, layout)
    _properties(word, document)
    if options.ledger is not None:
        _carry(word, options.ledger)
    packed = io.BytesIO()
    word.save(packed)
    return _settled(packed.getvalue())


def _block(block: Block, layout: Layout, before: Block | None) -> list[str]:
    broken = isinstance(before, PageBreak)
    gap = AFTER_TABLE if isinstance(before, Table) else 0
    match block:
        case Heading():
            base = layout.roles[f"h{block.level}"]
            own = w.differences(replace(base, before=base.before + gap), base, layout)
            return [w.paragraph(f"h{block.level}", _runs(titled(block, layout)), broken, own)]
        case Paragraph():
            role = single(block, layout)
            if role.page_top:
                return [boxes.on_sheet(block.role, _runs(block.inlines), role, layout)]
            return [_paragraph(block, replace(role, before=role.before + gap), layout, broken)]
        case Group("colophon"):
            rows = [(each.role, parts_of(each.inlines)) for each in block.paragraphs]
            runs = [(role, [_runs(part) for part in parts]) for role, parts in rows]
            return [boxes.colophon(runs, layout, lines_taken(block, layout))]
        case Group():
            of_group = enumerate(placed(block, layout))
            return [_paragraph(each, role, layout, broken and not n) for n, (each, role) in of_group]
        case Table():
            caption = [w.paragraph("caption", _runs(block.caption), broken)] if block.caption else []
            return [*caption, _table(block, layout)]
        case PageBreak():
            return []


def _paragraph(paragraph: Paragraph, role: Role, layout: Layout, broken: bool) -> str:
    base = layout.roles[paragraph.role]
    runs = _runs(paragraph.inlines, size=role.size if role.size != base.size else None)
    tab = w.tab_stop(role, layout) if len(parts_of(paragraph.inlines)) > 1 else ""
    return w.paragraph(paragraph.role, runs, broken, tab + w.differences(role, base, layout))


def _runs(inlines: tuple[Inline, ...], style: str = "", size: float | None = None) -> str:
    parts = []
    for inline in inlines:
        match inline:
            case Text(text):
                parts.append(w.run(text, style, size))
            case Value(text, _, form, occurrence):
                run = w.run(text, style, size)
                marked = occurrence and form not in UNMARKED
                parts.append(w.bookmark(occurrence, f"{MARK}{occurrence}", run) if marked else run)
            case Strong(inner):
                parts.append(_runs(inner, "strong", size))
            case LineBreak():
                parts.append(w.run("\n"))
            case Tab():
                parts.append(w.tab())
    return "".join(parts)


def _table(table: Table, layout: Layout) -> str:
    relative = table.widths or (1,) * sum(cell.span for cell in table.rows[0])
    whole = w.mm(layout.page.text_width)
    widths = [whole * width // sum(relative) for width in relative]
    rows = []
    for i, row in enumerate(table.rows):
        cells, column = [], 0
        for cell in row:
            width = sum(widths[column : column + cell.span])
            cells.append((width, cell.span, "head_cell" if cell.head else "cell", _runs(cell.inlines)))
            column += cell.span
        rows.append((i < table.head_rows, cells))
    return w.table(rows, widths)


def _footers(word: Any, layout: Layout) -> None:
    from docx.oxml import parse_xml

    if not layout.page_numbers:
        return
    face = FACES[layout.roles["page_number"].face].word
    section = word.sections[0]
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        footer.is_linked_to_previous = False
        element = footer._element  # noqa: SLF001  # python-docx offers no public way to the footer's element
        for child in list(element):
            element.remove(child)
        element.append(parse_xml(w.page_number(layout, face, side)))


def _properties(word: Any, document: Document) -> None:
    day = datetime.date.fromisoformat(document.date) if document.date else UNDATED
    moment = datetime.datetime(day.year, day.month, day.day)  # noqa: DTZ001  # python-docx writes it as UTC
    properties = word.core_properties
    properties.title, properties.author = document.title[:255], document.author[:255]
    properties.last_modified_by = document.author[:255]
    properties.language, properties.revision = document.language, 1
    properties.created = properties.modified = moment


def _carry(word: Any, ledger: Carried) -> None:
    """The ledger as a part of its own, and its name and SHA-256 among the document's properties."""
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    def part(name: str, kind: str, xml: str) -> Part:
        return Part(PackURI(name), kind, xml.encode(), word.part.package)

    values = [ledger.file, ledger.digest]
    if ledger.content:
        values.append(digest_of(ledger.content))
        item = part(
            "/customXml/item1.xml", CONTENT_TYPE.XML, own.ledger_part(NAMESPACE, ledger.content.decode())
        )
        about = part("/customXml/itemProps1.xml", _CUSTOM_PROPERTIES, own.ledger_properties(NAMESPACE))
        item.relate_to(about, RELATIONSHIP_TYPE.CUSTOM_XML_PROPS)
        word.part.relate_to(item, RELATIONSHIP_TYPE.CUSTOM_XML)
    named = dict(zip(PROPERTIES, values, strict=False))  # without a part there is no third
    properties = part(
        "/docProps/custom.xml", CONTENT_TYPE.OFC_CUSTOM_PROPERTIES, own.custom_properties(named)
    )
    word.part.package.relate_to(properties, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)


# ── the package ──────────────────────────────────────────────────────────────────────────────────────────

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CUSTOM_PROPERTIES = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_CORE = "application/vnd.openxmlformats-package.core-properties+xml"
_CORE_RELATION = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"


@cache
def _skeleton(layout: Layout) -> bytes:
    """An empty package with the styles, settings and page of a layout."""
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    parts = {
        "[Content_Types].xml": head + f'<Types xmlns="{_TYPES}">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
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


def _settled(content: bytes) -> bytes:
    """The same package with fixed times, order and attributes, so that equal documents are equal files."""
    settled = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(settled, "w") as new:
        names = sorted(
            old.namelist(), key=lambda name: (name != "[Content_Types].xml", name != "_rels/.rels", name)
        )
        for name in names:
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            entry.create_system = 3
            new.writestr(entry, old.read(name))
    return settled.getvalue()
