"""Boxes of a Word file whose place is counted from the sheet: the 版记 at the foot, a note in the margin.

A drawn text box is the one thing that Word and LibreOffice both put where it is told: LibreOffice 7.4 leaves
frames (`w:framePr`) at the end of a text, and tables that should float, where they are written.
"""

from xml.sax.saxutils import quoteattr
from zlib import crc32

from bulletin.layout import Layout, Role
from bulletin.writers.docx_xml import W, mm, tab, tab_stop, twips


def colophon(rows: list[tuple[str, list[str]]], layout: Layout, lines: int) -> str:
    """版记: a box without borders at the foot of the text area, and the small paragraph it hangs on.

    A row is (style, its parts: the second stands at the right edge); `lines` is how many lines they take.
    The outer rules are 0.35 mm thick, the inner ones 0.25 mm; the last one stands on the lower edge of the
    text area (7.4.1), so the box is filled from below.
    """
    width = mm(layout.page.text_width)

    def rule(size: int) -> str:
        edge = f'<w:pBdr><w:bottom w:val="single" w:sz="{size}" w:space="0" w:color="auto"/></w:pBdr>'
        return f"<w:p><w:pPr>{edge}{_SLIM}</w:pPr></w:p>"

    inside: list[str] = []
    for style, parts in rows:
        inside.append(rule(6 if inside else 8))
        role = layout.roles[style]
        tabs = tab_stop(role, layout) if len(parts) > 1 else ""
        inside.append(f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{tabs}</w:pPr>{tab().join(parts)}</w:p>')
    inside.append(rule(8))
    height = lines * twips(layout.pitch) + 40 * (len(rows) + 1)  # a rule is a line of 1 pt and its stroke
    foot = '<wp:positionV relativeFrom="margin"><wp:align>bottom</wp:align></wp:positionV>'
    return _hung(_box("版记", (width, height), foot, "b", "".join(inside)))


def on_sheet(style: str, runs: str, role: Role, layout: Layout) -> str:
    """A paragraph at its place on the sheet, outside of the text, in a box that a small paragraph holds."""
    place = (
        f'<wp:positionV relativeFrom="page"><wp:posOffset>{round(role.page_top * 36_000)}</wp:posOffset>'
        "</wp:positionV>"
    )
    content = f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p>'
    size = (mm(layout.page.text_width), twips(role.size * 1.5))
    return _hung(_box(role.style, size, place, "t", content))


_SLIM = (
    '<w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
    '<w:rPr><w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr>'
)
"""A paragraph that is hardly there."""

_DRAWN = "http://schemas.openxmlformats.org/drawingml/2006"
_SHAPE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
_CHOICE = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def _hung(box: str) -> str:
    """The small paragraph that a box hangs on."""
    return f"<w:p {W}><w:pPr>{_SLIM}</w:pPr><w:r>{box}</w:r></w:p>"


def _box(name: str, size: tuple[int, int], place: str, filled: str, content: str) -> str:
    """Text in a box of its own; `place` says how high it stands, `filled` from where it is filled."""
    extent = 'cx="{}" cy="{}"'.format(*(635 * length for length in size))  # EMU: 635 a twip
    return (
        f'<mc:AlternateContent xmlns:mc="{_CHOICE}"><mc:Choice xmlns:wps="{_SHAPE}" Requires="wps">'
        "<w:drawing>"
        f'<wp:anchor xmlns:wp="{_DRAWN}/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0"'
        ' simplePos="0" relativeHeight="1" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="0">'
        '<wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="margin"><wp:align>left</wp:align>'
        f"</wp:positionH>{place}"
        f'<wp:extent {extent}/><wp:wrapTopAndBottom/><wp:docPr id="{crc32(name.encode()) >> 1}"'
        f" name={quoteattr(name)}/><wp:cNvGraphicFramePr/>"
        f'<a:graphic xmlns:a="{_DRAWN}/main"><a:graphicData uri="{_SHAPE}"><wps:wsp>'
        f'<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>'
        f"<wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx>"
        f'<wps:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="{filled}"><a:noAutofit/></wps:bodyPr>'
        "</wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice></mc:AlternateContent>"
    )
