"""Write a document as DOCX with python-docx, on a package that holds only what the layout needs."""

import datetime
import io
from functools import cache
from itertools import count
from typing import Any

from bulletin.ledger.entries import NAMESPACE, PROPERTIES, Carried, digest_of
from bulletin.model.document import Document, Picture
from bulletin.model.pictures import kind
from bulletin.typography.fonts import FACES
from bulletin.typography.layout import Layout
from bulletin.writers.docx import boxes
from bulletin.writers.docx import parts as own
from bulletin.writers.docx import xml as w
from bulletin.writers.docx.blocks import Part, parts_of_document
from bulletin.writers.docx.package import packed, skeleton
from bulletin.writers.docx.rare import name_wider_faces
from bulletin.writers.options import DEFAULT, UNDATED, Options, Sides

CUSTOM_PROPERTIES = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"


def write_docx(
    document: Document, layout: Layout, options: Options = DEFAULT, sides: Sides = "with_text"
) -> bytes:
    """Return a DOCX whose styles are the roles of the layout; equal documents give equal bytes.

    A bookmark stands around each value, named by its occurrence; the ledger is a custom XML part. `sides` is
    the place of 版记.
    """
    import docx  # noqa: F401  # the whole before its parts, as another thread may be importing it
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import parse_xml

    word = _opened(layout)
    body: Any = word.element.body
    end = body.sectPr

    drawn, images = count(1), dict[bytes, Any]()

    def relate(picture: Picture) -> tuple[str, int]:
        return word.part.relate_to(_image(picture, images), RELATIONSHIP_TYPE.IMAGE), next(drawn)

    parts = parts_of_document(document, layout, sides, relate)
    for n, part in enumerate(parts):
        for xml in part.blocks:
            end.addprevious(parse_xml(xml))
        if end.getprevious() is not None and end.getprevious().tag.endswith("}tbl"):
            end.addprevious(parse_xml(boxes.slim()))  # Word needs a paragraph after a table
        section = parse_xml(
            w.section_properties(part.layout, part.even, titled=n == 0 and layout.frame is not None)
        )
        if part is parts[-1]:
            body.replace(end, section)
        else:
            _close(end, section)
    name_wider_faces(body, layout)
    _footers(word, layout, parts)
    _properties(word, document)
    if options.ledger is not None:
        _carry(word, options.ledger)
    content = packed(word.part.package)
    body.clear()  # the parts hold one another, and this body, until the garbage collector runs
    return content


def _opened(layout: Layout) -> Any:
    """Return a new document without text; its package is read once for each layout."""
    from docx.opc.package import Unmarshaller
    from docx.opc.part import PartFactory
    from docx.package import Package

    package = Package()
    unmarshal: Any = Unmarshaller.unmarshal  # python-docx gives it no type
    unmarshal(_taken_apart(layout), package, PartFactory)
    return package.main_document_part.document


@cache
def _taken_apart(layout: Layout) -> Any:
    from docx.opc.pkgreader import PackageReader

    read: Any = PackageReader.from_file
    return read(io.BytesIO(skeleton(layout)))


def _image(picture: Picture, images: dict[bytes, Any]) -> Any:
    """Return the part of a picture, made once.

    The library python-docx rejects a JPEG without the mark of JFIF or Exif.
    """
    from docx.opc.packuri import PackURI
    from docx.parts.image import ImagePart

    if picture.content not in images:
        named = kind(picture.content)
        name = PackURI(f"/word/media/image{len(images) + 1}.{named}")
        images[picture.content] = ImagePart(name, f"image/{named}", picture.content)
    return images[picture.content]


def _close(end: Any, section: Any) -> None:
    """End a section: its last paragraph carries the properties of its pages (17.6.18)."""
    from docx.oxml import parse_xml

    last = end.getprevious()
    if not last.tag.endswith("}p") or last.xpath(".//w:drawing"):
        end.addprevious(parse_xml(boxes.slim()))  # keeps the height of a picture's line
        last = end.getprevious()
    last.get_or_add_pPr().append(section)


def _footers(word: Any, layout: Layout, parts: list[Part]) -> None:
    """Write the page numbers of each section; sections that look alike share theirs."""
    if not layout.page_numbers:
        return
    made: dict[tuple[bool, bool], list[Any]] = {}
    for section, part in zip(word.sections, parts, strict=True):
        properties: Any = section._sectPr  # noqa: SLF001  # python-docx has no public way to copy a reference
        like = (part.landscape, part.numbered)
        if like in made:
            for n, reference in enumerate(made[like]):
                properties.insert(n, _copied(reference))
            continue
        for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
            _number(footer, side, part)
        made[like] = list(properties.footerReference_lst)
        if layout.frame is not None and part is parts[0]:
            _emptied(section.first_page_footer)


def _copied(reference: Any) -> Any:
    from copy import deepcopy

    return deepcopy(reference)


def _emptied(footer: Any) -> Any:
    """Return the element of a footer, emptied: one paragraph without a style of python-docx."""
    footer.is_linked_to_previous = False
    element = footer._element  # noqa: SLF001  # python-docx has no public way to the footer's element
    for style in element.xpath(".//w:pStyle"):
        style.getparent().remove(style)
    return element


def _number(footer: Any, side: str, part: Part) -> None:
    from docx.oxml import parse_xml

    element = _emptied(footer)
    if not part.numbered:
        return
    element.remove(element[0])
    face = FACES[part.layout.roles["page_number"].face].word
    number = w.page_number(part.layout, face, side)
    element.append(
        parse_xml(boxes.hung(boxes.turned_number(number, part.layout, side)) if part.landscape else number)
    )


def _properties(word: Any, document: Document) -> None:
    day = datetime.date.fromisoformat(document.date) if document.date else UNDATED
    moment = datetime.datetime(day.year, day.month, day.day)  # noqa: DTZ001  # python-docx writes it as UTC
    properties = word.core_properties
    properties.title, properties.author = document.title[:255], document.author[:255]
    properties.last_modified_by = document.author[:255]
    properties.language, properties.revision = document.language, 1
    properties.created = properties.modified = moment


def _carry(word: Any, ledger: Carried) -> None:
    """Add the ledger as a part, and its name and SHA-256 as document properties."""
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
        about = part("/customXml/itemProps1.xml", CUSTOM_PROPERTIES, own.ledger_properties(NAMESPACE))
        item.relate_to(about, RELATIONSHIP_TYPE.CUSTOM_XML_PROPS)
        word.part.relate_to(item, RELATIONSHIP_TYPE.CUSTOM_XML)
    named = dict(zip(PROPERTIES, values, strict=False))  # without an embedded part there is no third value
    properties = part(
        "/docProps/custom.xml", CONTENT_TYPE.OFC_CUSTOM_PROPERTIES, own.custom_properties(named)
    )
    word.part.package.relate_to(properties, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)
