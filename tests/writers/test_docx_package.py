"""The package of the Word file: parts in the order of the schema, and nothing of anyone but the data."""

import io
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import docx
import pytest

from bulletin import build, write
from bulletin.model.document import Block, Document, Heading, PageBreak, Paragraph, Strong, Text

EXAMPLES = Path(__file__).parents[2] / "examples"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# The order of children in ECMA-376, part 1: CT_PPr, CT_RPr, CT_SectPr … No other names are allowed.
ORDERS = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers "
    "pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE "
    "autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents "
    "suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle "
    "rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint "
    "noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect "
    "bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders "
    "lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter "
    "docGrid printerSettings",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed "
    "qFormat locked personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr "
    "tblStylePr",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc "
    "tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText "
    "vAlign hideMark",
    "settings": "zoom mirrorMargins bordersDoNotSurroundHeader bordersDoNotSurroundFooter defaultTabStop "
    "evenAndOddHeaders drawingGridVerticalSpacing characterSpacingControl compat rsids "
    "themeFontLang clrSchemeMapping",
}


@pytest.fixture(scope="module")
def circular_docx() -> bytes:
    return build(EXAMPLES / "circular.json", formats=["docx"]).contents["docx"]


@pytest.fixture(scope="module")
def every_heading() -> bytes:
    """Headings of four levels, a run-in head, a new page: what the examples do not use."""
    headings = [Heading(1, (Text("题"),)), Heading(2, (Text("一"),)), Heading(3, (Text("二"),))]
    blocks: tuple[Block, ...] = (
        *headings,
        Heading(4, (Text("三"),)),
        PageBreak(),
        Paragraph("body", (Strong((Text("语"),)),)),
    )
    return write(Document("test", "gbt9704", "题", "zh-CN", blocks), "docx")


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def part(content: bytes, name: str) -> ET.Element:
    return ET.fromstring(parts(content)[name])  # noqa: S314  # our own file


def elements(content: bytes) -> Iterator[ET.Element]:
    for name, data in parts(content).items():
        if name.startswith("word/") and name.endswith(".xml"):
            yield from ET.fromstring(data).iter()  # noqa: S314  # our own file


def values(root: ET.Element, tag: str) -> list[str | None]:
    return [element.get(f"{W}val") for element in root.iter(f"{W}{tag}")]


def test_children_stand_in_the_order_of_the_schema(circular_docx: bytes, every_heading: bytes) -> None:
    wrong = []
    for content in (circular_docx, every_heading):
        for element in elements(content):
            order = ORDERS.get(element.tag.removeprefix(W), "").split()
            children = [child.tag.removeprefix(W) for child in element]
            if order and (set(children) - set(order) or children != sorted(children, key=order.index)):
                wrong.append((element.tag, children))
    assert wrong == []


def test_nothing_outside_the_file_is_referred_to(circular_docx: bytes) -> None:
    relations = [data for name, data in parts(circular_docx).items() if name.endswith(".rels")]
    assert len(relations) == 3  # of the package, of the text, of the ledger
    assert [data for data in relations if b"TargetMode" in data] == []


def test_the_properties_are_those_of_the_document(circular_docx: bytes) -> None:
    properties = docx.Document(io.BytesIO(circular_docx)).core_properties
    assert properties.title == "中共云川县委巡察工作领导小组关于前两轮巡察工作情况的通报"
    assert properties.author == "中共云川县委巡察工作领导小组"
    assert properties.last_modified_by == "中共云川县委巡察工作领导小组"
    assert properties.language == "zh-CN"
    assert properties.created == properties.modified == datetime(2026, 9, 18, tzinfo=UTC)


def test_the_library_that_wrote_it_leaves_no_name(circular_docx: bytes) -> None:
    assert [name for name, data in parts(circular_docx).items() if b"python-docx" in data] == []


def test_the_kinds_of_the_parts_are_those_python_docx_lists() -> None:
    content = build(EXAMPLES / "round4.json", formats=["docx"]).contents["docx"]
    again = io.BytesIO()
    docx.Document(io.BytesIO(content)).save(again)
    with zipfile.ZipFile(io.BytesIO(content)) as ours, zipfile.ZipFile(again) as theirs:
        assert ours.read("[Content_Types].xml") == theirs.read("[Content_Types].xml")
        assert sorted(ours.namelist()) == sorted(theirs.namelist())
