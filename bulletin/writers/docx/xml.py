"""The words of WordprocessingML: every `w:` name the DOCX writer uses is spelt here and nowhere else.

Children are made in the order the schema asks for (ECMA-376, part 1, 17.3.1 and 17.3.2), so nothing has to
be sorted later. Lengths are twips (1/20 pt) unless a name says otherwise.
"""

import re
from math import floor

from bulletin.typography.layout import Layout, Role
from bulletin.writers.xml_text import escape, quoteattr

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
"""Declared wherever a relation is, or lxml picks a prefix that depends on what the process has loaded."""

TABLE_STYLE = "公文表格"

SPARE = 2
"""Twips by which the characters of a justified line are tightened before it is spread to the edge.

LibreOffice leaves out their spacing at every change from Chinese to digits and at every bookmark: six of them
would otherwise cost a line a character. A twip more than this, and a line of many digits would take one more.
"""

_ALIGN = {"left": "left", "center": "center", "right": "right", "justify": "both"}


def twips(pt: float) -> int:
    """Return points as twips, rounded down: a line one twip too high costs the page a line."""
    return floor(round(pt * 20, 6))  # 29.45 pt are 589 twips despite binary fractions


def mm(length: float) -> int:
    """Return millimetres as twips, rounded."""
    return round(length * 1440 / 25.4)


def fonts(name: str) -> str:
    """Return one face in all four slots, so that no other is used."""
    n = quoteattr(name)
    return f"<w:rFonts w:ascii={n} w:hAnsi={n} w:eastAsia={n} w:cs={n}/>"


def run_properties(role: Role, face: str, layout: Layout) -> str:
    """Return face, colour, spacing and size of a role."""
    color = f'<w:color w:val="{role.color.upper()}"/>' if role.color != "000000" else ""
    spacing = floor((layout.advance(role) - role.size) * 20)
    spacing -= SPARE if spacing and role.align == "justify" else 0
    return (
        f"<w:rPr>{fonts(face)}{color}"
        + (f'<w:spacing w:val="{spacing}"/>' if spacing else "")
        + f'<w:sz w:val="{role.size * 2:g}"/><w:szCs w:val="{role.size * 2:g}"/></w:rPr>'
    )


def paragraph_properties(role: Role, layout: Layout, outline: int | None, in_cell: bool) -> str:
    """Return rules, spacing, indents, alignment and outline level of a role."""
    line = twips(layout.pitch)
    advance = role.size * 20 + floor((layout.advance(role) - role.size) * 20)
    parts = ["<w:keepNext/>" if role.keep_with_next else ""]
    if role.rule:
        edge = f'w:val="single" w:sz="{round(role.rule * 8)}" w:space="0" w:color="{role.color.upper()}"'
        parts.append(f"<w:pBdr><w:bottom {edge}/></w:pBdr>")
    parts.append('<w:snapToGrid w:val="0"/>' if in_cell or role.tight or role.lines != 1 else "")
    before, after = round(role.before * line), round(role.after * line)
    height = twips(role.size) if role.tight else floor(line * role.lines)
    parts.append(f'<w:spacing w:before="{before}" w:after="{after}" w:line="{height}" w:lineRule="exact"/>')
    parts.append(_indents(role, advance))
    parts.append(f'<w:jc w:val="{_ALIGN[role.align]}"/>')
    parts.append(f'<w:outlineLvl w:val="{outline}"/>' if outline is not None else "")
    return f"<w:pPr>{''.join(parts)}</w:pPr>"


def _indents(role: Role, advance: float, base: Role | None = None) -> str:
    """Return the indents of a role that are not zero, or that differ from `base`."""
    hanging = role.first_line < 0
    first = ("hanging" if hanging else "firstLine", abs(role.first_line))
    usual = (0.0, 0.0, 0.0) if base is None else (base.left, base.right, base.first_line)
    own = (role.left, role.right, role.first_line)
    indents = [
        f'w:{name}Chars="{round(count * 100)}" w:{name}="{round(count * advance)}"'
        for (name, count), mine, other in zip(
            (("left", role.left), ("right", role.right), first), own, usual, strict=True
        )
        if mine != other
    ]
    return f"<w:ind {' '.join(indents)}/>" if indents else ""


def paragraph_style(key: str, role: Role, face: str, layout: Layout, outline: int | None) -> str:
    """Return a paragraph style under its Chinese name."""
    in_cell = key in ("cell", "head_cell")
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{key}">'
        f"<w:name w:val={quoteattr(role.style)}/>"
        f'<w:basedOn w:val="Normal"/><w:qFormat/>'
        + paragraph_properties(role, layout, outline, in_cell)
        + run_properties(role, face, layout)
        + "</w:style>"
    )


def character_style(key: str, role: Role, face: str) -> str:
    """Return a character style that changes only the face."""
    return (
        f'<w:style w:type="character" w:customStyle="1" w:styleId="{key}">'
        f"<w:name w:val={quoteattr(role.style)}/>"
        f"<w:qFormat/><w:rPr>{fonts(face)}</w:rPr></w:style>"
    )


def styles_part(styles: list[str], body: Role, face: str) -> str:
    """Return the styles part: defaults, Normal, the table style, and the given styles."""
    edges = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:styles {W}>'
        f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts(face)}"
        f'<w:sz w:val="{body.size * 2:g}"/><w:szCs w:val="{body.size * 2:g}"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        '<w:pPr><w:widowControl w:val="0"/><w:kinsoku/><w:overflowPunct/><w:autoSpaceDE w:val="0"/>'
        '<w:autoSpaceDN w:val="0"/><w:jc w:val="both"/></w:pPr></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
        f'<w:style w:type="table" w:customStyle="1" w:styleId="table"><w:name w:val="{TABLE_STYLE}"/>'
        f'<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>{edges}</w:tblBorders>'
        '<w:tblCellMar><w:left w:w="40" w:type="dxa"/><w:right w:w="40" w:type="dxa"/></w:tblCellMar>'
        "</w:tblPr></w:style>" + "".join(styles) + "</w:styles>"
    )


def settings_part() -> str:
    """Return the settings part: odd and even pages differ, punctuation is compressed, Word 2013 behaviour."""
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:settings {W}><w:zoom w:percent="100"/>'
        '<w:evenAndOddHeaders/><w:characterSpacingControl w:val="compressPunctuation"/>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    )


def section_properties(layout: Layout, even: bool = False, titled: bool = False) -> str:
    """Return page, margins and line grid; `even`: starts on an even page, `titled`: page 1 differs."""
    page = layout.page
    turned = ' w:orient="landscape"' if page.width > page.height else ""
    begins = '<w:type w:val="evenPage"/>' if even else ""
    first = "<w:titlePg/>" if titled else ""
    top, bottom = mm(page.margin_top), mm(page.margin_bottom)
    footer = page.bottom - page.footer - 3.5  # the dash is in the middle of a 4号 line, about 7 mm high
    return (
        f"<w:sectPr {W} {R}>{begins}"
        f'<w:pgSz w:w="{mm(page.width)}" w:h="{mm(page.height)}"{turned}/>'
        f'<w:pgMar w:top="{top}" w:right="{mm(page.right)}" w:bottom="{bottom}"'
        f' w:left="{floor(page.left * 1440 / 25.4)}" w:header="850" w:footer="{mm(footer)}" w:gutter="0"/>'
        f"{first}"
        f'<w:docGrid w:type="lines" w:linePitch="{twips(layout.pitch)}"/></w:sectPr>'
    )


def page_number(layout: Layout, face: str, side: str) -> str:
    """Return the paragraph of a footer: — PAGE —, at the outer edge, one character in (7.5)."""
    role = layout.roles["page_number"]
    properties = run_properties(role, face, layout)
    indent = f'w:{side}Chars="{round(role.right * 100)}" w:{side}="{round(role.right * role.size * 20)}"'
    pieces = [
        '<w:t xml:space="preserve">— </w:t>',
        '<w:fldChar w:fldCharType="begin"/>',
        '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>1</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
        '<w:t xml:space="preserve"> —</w:t>',
    ]
    runs = "".join(f"<w:r>{properties}{piece}</w:r>" for piece in pieces)
    return (
        f'<w:p {W}><w:pPr><w:snapToGrid w:val="0"/><w:spacing w:line="400" w:lineRule="exact"/>'
        f'<w:ind {indent}/><w:jc w:val="{side}"/></w:pPr>{runs}</w:p>'
    )


NOT_KEPT = '<w:keepNext w:val="0"/>'


def run(text: str, style: str = "", look: str = "") -> str:
    """Return a run of text; a line feed becomes a line break, `look` overrides the paragraph's style."""
    if "<w:spacing" in look and len(text) > 1:  # no gap after the last character
        size = look[look.index("/>") + 2 :]
        return _run(text[:-1], style, look) + _run(text[-1], style, size)
    return _run(text, style, look)


def _run(text: str, style: str, look: str) -> str:
    properties = (f'<w:rStyle w:val="{style}"/>' if style else "") + look
    lines = [f'<w:t xml:space="preserve">{escape(line)}</w:t>' if line else "" for line in text.split("\n")]
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{'<w:br/>'.join(lines)}</w:r>"


def look(role: Role, base: Role) -> str:
    """Return the character properties that differ from the style: wider gaps, a smaller size."""
    gaps = f'<w:spacing w:val="{round(role.spread * 20)}"/>' if role.spread else ""
    size = (
        f'<w:sz w:val="{role.size * 2:g}"/><w:szCs w:val="{role.size * 2:g}"/>'
        if role.size != base.size
        else ""
    )
    return gaps + size


def tab() -> str:
    """Return a run with a tab."""
    return "<w:r><w:tab/></w:r>"


def tab_stop(role: Role, layout: Layout) -> str:
    """Return a tab stop at the right edge of a paragraph, or where its last text ends."""
    advance = layout.advance(role) * 20
    edge = mm(layout.page.text_width) - round((role.right + role.tab) * advance)
    kind = "left" if role.tab else "right"
    return f'<w:tabs><w:tab w:val="{kind}" w:pos="{edge}"/></w:tabs>'


def paragraph(style: str, runs: str, page_break: bool = False, own: str = "") -> str:
    """Return a paragraph; `page_break` starts a new page, `own` are properties beside the style."""
    broken = "<w:pageBreakBefore/>" if page_break else ""
    return f'<w:p {W}><w:pPr><w:pStyle w:val="{style}"/>{broken}{own}</w:pPr>{runs}</w:p>'


def kept(xml: str) -> str:
    """Return a paragraph, or the last row of a table, that stays with the next; both must hold text."""
    if xml.startswith("<w:tbl "):
        before, row, last = xml.rpartition("<w:tr>")
        return before + row + re.sub(r"(<w:pStyle [^>]*/>)", r"\1<w:keepNext/>", last)
    style, mark, rest = xml.partition("/>")
    if not xml.startswith("<w:p ") or "<w:pStyle" not in style or rest.startswith("<w:keepNext/>"):
        return xml
    return f"{style}{mark}<w:keepNext/>{rest.removeprefix(NOT_KEPT)}"


def differences(role: Role, base: Role, layout: Layout) -> str:
    """Return the properties that differ from the style: place among neighbours, or a smaller size."""
    parts = []
    line = twips(layout.pitch)
    spacing = f' w:before="{round(role.before * line)}"' if role.before != base.before else ""
    if role.size != base.size and role.tight:
        spacing += f' w:line="{twips(role.size)}" w:lineRule="exact"'
    parts.append(f"<w:spacing{spacing}/>" if spacing else "")
    parts.append(_indents(role, layout.advance(base) * 20, base))
    parts.append(f'<w:jc w:val="{_ALIGN[role.align]}"/>' if role.align != base.align else "")
    return "".join(parts)


def side_by_side(cells: list[list[str]], widths: list[int], centred: bool) -> str:
    """Return columns without borders in the middle of the page; lower cells are `centred`, or at the top."""
    height = "center" if centred else "top"
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    columns = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="{height}"/></w:tcPr>'
        f"{''.join(cell)}</w:tc>"
        for cell, width in zip(cells, widths, strict=True)
    )
    return (
        f'<w:tbl {W}><w:tblPr><w:tblStyle w:val="TableNormal"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        '<w:jc w:val="center"/><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/>'
        f'<w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{columns}</w:tr></w:tbl>"
    )


def picture(  # noqa: PLR0913, PLR0917  # the attributes of one picture
    relation: str, number: int, alt: str, size: tuple[float, float], page_break: bool, captioned: bool
) -> str:
    """Return a picture in a line of its own height, `size` in mm; `alt` is the text for screen readers.

    `number` is its own in the document; one that is `captioned` stays with what follows.
    """
    drawn = "http://schemas.openxmlformats.org/drawingml/2006"
    extent = 'cx="{}" cy="{}"'.format(*(round(length * 36_000) for length in size))
    named = f'id="{number}" name="图片{number}" descr={quoteattr(alt)}'
    broken = "" if captioned else NOT_KEPT
    broken += "<w:pageBreakBefore/>" if page_break else ""
    return (
        f'<w:p {W}><w:pPr><w:pStyle w:val="picture"/>{broken}<w:snapToGrid w:val="0"/>'
        '<w:spacing w:line="240" w:lineRule="auto"/></w:pPr>'
        f'<w:r><w:drawing><wp:inline xmlns:wp="{drawn}/wordprocessingDrawing" distT="0" distB="0" distL="0"'
        f' distR="0"><wp:extent {extent}/><wp:docPr {named}/><wp:cNvGraphicFramePr/>'
        f'<a:graphic xmlns:a="{drawn}/main"><a:graphicData uri="{drawn}/picture">'
        f'<pic:pic xmlns:pic="{drawn}/picture"><pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
        f' r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )


def bookmark(number: int, name: str, runs: str) -> str:
    """Return runs inside a bookmark; `number` is unique in the document."""
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{runs}<w:bookmarkEnd w:id="{number}"/>'
