"""Draw boxes of a Word file placed on the sheet: 版记 at the foot, a note in the margin.

A drawn text box is the one thing that Word and LibreOffice both put where it is told: LibreOffice 7.4 leaves
frames (`w:framePr`) at the end of a text, and tables that should float, where they are written.
"""

from dataclasses import replace
from zlib import crc32

from bulletin.typography.layout import Layout, Role
from bulletin.typography.placing import PT, RULES
from bulletin.writers.docx.xml import W, differences, mm, tab, tab_stop, twips
from bulletin.writers.xml_text import quoteattr


def colophon(rows: list[tuple[str, list[str]]], layout: Layout, lines: int) -> str:
    """版记: a box without borders at the foot of the text area, and the small paragraph it hangs on.

    A row is (style, its parts: the second stands at the right edge); `lines` is how many lines they take.
    The outer rules are 0.35 mm thick, the inner ones 0.25 mm; the last one stands on the lower edge of the
    text area (7.4.1), so the box is filled from below. Those of a letter are not drawn (10.1).
    """
    width = mm(layout.page.text_width)

    def rule(size: int) -> str:
        edge = f'<w:pBdr><w:bottom w:val="single" w:sz="{size}" w:space="0" w:color="auto"/></w:pBdr>'
        edge = edge if layout.frame is None else ""
        return f"<w:p><w:pPr>{edge}{_SLIM}</w:pPr></w:p>"

    inside: list[str] = []
    for style, parts in rows:
        inside.append(rule(6 if inside else 8))
        role = layout.roles[style]
        tabs = tab_stop(role, layout) if len(parts) > 1 else ""
        inside.append(f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{tabs}</w:pPr>{tab().join(parts)}</w:p>')
    inside.append(rule(8))
    height = lines * twips(layout.pitch) + 40 * (len(rows) + 1)  # a rule is a line of 1 pt with its stroke
    foot = '<wp:positionV relativeFrom="margin"><wp:align>bottom</wp:align></wp:positionV>'
    below = mm(layout.page.overhang)  # the last rule is that much above the lower margin
    return hung(_box("版记", (width, height + below), foot, "b", "".join(inside), f' bIns="{635 * below}"'))


def on_sheet(style: str, runs: str, role: Role, layout: Layout) -> str:
    """Return a box with a paragraph, placed on the sheet outside of the text."""
    own = differences(replace(role, before=0), layout.roles[style], layout)
    content = f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{own}</w:pPr>{runs}</w:p>'
    size = (mm(layout.page.text_width), twips(role.size * 1.5))
    return _box(role.style, size, _down(role.page_top), "t", content)


def double_rule(name: str, end: float, layout: Layout, thick_above: bool) -> list[str]:
    """Return two coloured bars across the sheet; `end` is the lower edge of the second in mm (10.1)."""
    frame = layout.frame
    if frame is None:
        return []
    thick, thin = 0.75, 0.35
    bars = (
        ((thick, end - RULES), (thin, end - thin))
        if thick_above
        else ((thin, end - RULES), (thick, end - thick))
    )
    aside = _aside((layout.page.width - frame.width) / 2)
    fill = f'<a:solidFill><a:srgbClr val="{frame.color.upper()}"/></a:solidFill>'
    return [
        _drawn(f"{name}{n}", (mm(frame.width), mm(height)), aside + _down(top), fill, "<wps:bodyPr/>")
        for n, (height, top) in enumerate(bars, 1)
    ]


def turned_number(paragraph: str, layout: Layout, side: str) -> str:
    """Return the number of a landscape page, placed on the sheet and read from the side (7.5, chapter 8)."""
    page, role = layout.page, layout.roles["page_number"]
    wide = role.size * 1.5 / PT  # mm
    place = _aside(page.left - page.footer - wide / 2) + _down(page.top)
    size = (mm(wide), mm(page.text_height))
    return _box(f"页码 {side}", size, place, "ctr", paragraph, ' vert="vert"')


def slim(before: int = 0, page_break: bool = False) -> str:
    """Return a tiny paragraph, `before` twips below the last one, or on a new page."""
    broken = "<w:pageBreakBefore/>" if page_break else ""
    spaced = _SLIM.replace('w:before="0"', f'w:before="{before}"')
    return f"<w:p {W}><w:pPr>{broken}{spaced}</w:pPr></w:p>"


def hung(*drawings: str) -> str:
    """Return the small paragraph that anchors boxes."""
    runs = "".join(f"<w:r>{drawing}</w:r>" for drawing in drawings)
    return f"<w:p {W}><w:pPr>{_SLIM}</w:pPr>{runs}</w:p>"


def _aside(length: float) -> str:
    return _place("H", length)


def _down(length: float) -> str:
    return _place("V", length)


def _place(axis: str, length: float) -> str:
    """Return a distance in mm from the edge of the sheet."""
    offset = f"<wp:posOffset>{round(length * 36_000)}</wp:posOffset>"
    return f'<wp:position{axis} relativeFrom="page">{offset}</wp:position{axis}>'


SLIM = 20
"""The height of a tiny paragraph, in twips."""

_SLIM = (
    f'<w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="{SLIM}" w:lineRule="exact"/>'
    '<w:rPr><w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr>'
)
"""Look of a tiny paragraph."""

_DRAWN = "http://schemas.openxmlformats.org/drawingml/2006"
_SHAPE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
_CHOICE = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def _box(  # noqa: PLR0913, PLR0917  # the parts of one XML element
    name: str, size: tuple[int, int], place: str, filled: str, content: str, more: str = ""
) -> str:
    """Return a text box; `place` says where it stands, `filled` from which edge it fills.

    `more` are attributes of its body: which way it is turned, what is kept free at its foot.
    """
    across = '<wp:positionH relativeFrom="margin"><wp:align>left</wp:align></wp:positionH>'
    free = "" if "bIns" in more else ' bIns="0"'
    text = (
        f"<wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx>"
        f'<wps:bodyPr{more} lIns="0" tIns="0" rIns="0"{free} anchor="{filled}"><a:noAutofit/>'
        "</wps:bodyPr>"
    )
    return _drawn(name, size, place if "positionH" in place else across + place, "<a:noFill/>", text)


def _drawn(name: str, size: tuple[int, int], place: str, fill: str, content: str) -> str:
    """Return a rectangle at its place, `size` in twips; it holds text, or is a plain bar."""
    extent = 'cx="{}" cy="{}"'.format(*(635 * length for length in size))  # in EMU, 635 a twip
    wrapped = "<wp:wrapTopAndBottom/>" if "<wp:align>bottom" in place else "<wp:wrapNone/>"
    kind = ' txBox="1"' if "txbx" in content else ""
    return (
        f'<mc:AlternateContent xmlns:mc="{_CHOICE}"><mc:Choice xmlns:wps="{_SHAPE}" Requires="wps">'
        "<w:drawing>"
        f'<wp:anchor xmlns:wp="{_DRAWN}/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0"'
        ' simplePos="0" relativeHeight="1" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="0">'
        f'<wp:simplePos x="0" y="0"/>{place}'
        f'<wp:extent {extent}/>{wrapped}<wp:docPr id="{crc32(name.encode()) >> 1}"'
        f" name={quoteattr(name)}/><wp:cNvGraphicFramePr/>"
        f'<a:graphic xmlns:a="{_DRAWN}/main"><a:graphicData uri="{_SHAPE}"><wps:wsp>'
        f'<wps:cNvSpPr{kind}/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{fill}<a:ln><a:noFill/></a:ln></wps:spPr>'
        f"{content}</wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice></mc:AlternateContent>"
    )
