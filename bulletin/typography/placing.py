"""Give each paragraph of a group the look that puts it in its place.

What a clause measures from neighbours (the date under the first characters of the organ, the mark 35 mm from
the top whatever is above it) is computed here once, for every writer.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from math import ceil

from bulletin.model.document import (
    Bars,
    Block,
    Heading,
    Inline,
    PageBreak,
    Paragraph,
    ParagraphGroup,
    Picture,
    Section,
    Text,
    Value,
    parts_of,
    text_of,
)
from bulletin.typography.layout import Layout, Page, Role
from bulletin.typography.titles import breaks

PT = 72 / 25.4
"""Points per millimetre."""

CORNER = ("copy_number", "secrecy", "urgency")
"""份号, 密级和保密期限, 紧急程度: in this order in the upper left corner (7.2.1 to 7.2.3)."""

BEARING = 0.03
"""The gap between the upper edge of a mark's em square and its glyphs, in em."""

WORD, APART = 2, 0.5
"""The characters of 文件, and its distance from the marks of a joint document, in characters."""

BETWEEN_MARKS = 0.3
"""The gap between the marks of a joint document, in characters."""

SLACK = 0.1
"""Extra width in characters for words in a narrow place, lest rounding breaks them."""

BAR = "4d4d4d"
"""The colour of bars: as dark on a black-and-white printer as on screen."""

SEALED_RIGHT, UNSEALED_RIGHT, SHIFT = 4, 2, 2
"""Characters right of a sealed date, right of an unsealed organ, and from the organ's start to the date's."""

SEAL_LINES = 2
"""Blank lines above a sealed signature: a seal of 42 mm over both lines ends within one line of the text."""

SEALS_APART = 4
"""Blank lines between the sealed signatures of a joint document: seals must not touch (7.3.5.1)."""

STAMP, BESIDE_STAMP = 6, 2
"""Characters left free for a 签名章, and between it and the signer's title (7.3.5.3)."""

CLOSING_LINES = 7
"""The signature with the blank line above, the note, and 版记 of two lines."""

ANNEX_INDENT = 2
"""Characters left of 附件： (7.3.4)."""


CAPTION_LINES = 3
"""The lines a picture leaves free on its page: a caption of two lines and the gap below."""

TITLED_LINES = 5
"""附件, a title of two lines, and the blank lines before and after it (7.3.7)."""


def characters(text: str) -> float:
    """Return the width of a text in characters; digits and other Latin signs count half."""
    return sum(0.5 if character.isascii() else 1 for character in text)


def starts_page(block: Block, before: Block | None) -> bool:
    """Return whether a block begins a new page; 版记 follows an upright attachment on the same page."""
    if before is None:
        return False
    if isinstance(before, Section) and not isinstance(block, Section):
        return before.landscape or not (isinstance(block, ParagraphGroup) and block.kind == "colophon")
    return isinstance(before, PageBreak) or isinstance(block, Section)


def picture_size(picture: Picture, page: Page, before: Block | None) -> tuple[float, float]:
    """Return width and height in mm of a picture in this text area.

    A tall one is shrunk to leave three lines.

    A picture after the title of an attachment shares the page with it.
    """
    wide, high = picture.size
    width = page.text_width * picture.width / 100
    above = TITLED_LINES if isinstance(before, Heading) and before.role == "annex_title" else 0
    most = page.text_height - (above + CAPTION_LINES) * page.line / PT
    width = min(width, most * wide / high)
    return width, width * high / wide


def bar_widths(chart: Bars, layout: Layout) -> tuple[float, tuple[float, ...]]:
    """Return the width in mm of a chart's labels and of each bar; the number fits beside the longest.

    A label longer than two fifths of the line is broken.
    """
    role, whole = layout.roles["cell"], layout.page.text_width

    def wide(texts: Iterable[tuple[Inline, ...]]) -> float:
        return (max(characters(text_of(text)) for text in texts) + 1) * layout.advance(role) / PT

    labels = min(wide(bar.label for bar in chart.bars), 0.4 * whole)
    room = whole - labels - wide(bar.value for bar in chart.bars)
    return labels, tuple(room * bar.length for bar in chart.bars)


def placed(group: ParagraphGroup, layout: Layout) -> tuple[tuple[Paragraph, Role], ...]:
    """Return the paragraphs of a group, each with its role adapted to its place."""
    match group.kind:
        case "masthead" if layout.frame is not None:
            return _letterhead(group.paragraphs, layout)
        case "masthead":
            return _masthead(group.paragraphs, layout)
        case "signature":
            return _signature(group, layout)
        case "annexes":
            return _annexes(group.paragraphs, layout)
        case "colophon":
            return tuple((paragraph, layout.roles[paragraph.role]) for paragraph in group.paragraphs)


def single(paragraph: Paragraph, layout: Layout) -> Role:
    """Return the look of a paragraph outside groups."""
    role = layout.roles[paragraph.role]
    return layout.fitted(role, len(text_of(paragraph.inlines)))


# ── 版头 ─────────────────────────────────────────────────────────────────────────────────────────────────


def _masthead(paragraphs: Sequence[Paragraph], layout: Layout) -> tuple[tuple[Paragraph, Role], ...]:
    """Return 版头 placed: the first mark at its height, whatever is in the corner above it (7.2.4)."""
    above = sum(paragraph.role in CORNER for paragraph in paragraphs) * layout.pitch
    marks = [len(text_of(each.inlines)) for each in paragraphs if each.role == "mark"]
    tab = _widest_end(paragraphs)
    result, marked, numbered = [], False, False
    for paragraph in paragraphs:
        role = single(paragraph, layout)
        if paragraph.role in ("mark", "mark_word") and len(marks) > 1:
            role = _joint(paragraph, layout, max(marks))
        if paragraph.role == "mark":
            glyphs = (role.top + layout.page.overhang) * PT - BEARING * role.size
            first = (glyphs - above) / layout.pitch
            role = replace(role, before=BETWEEN_MARKS * role.size / layout.pitch if marked else first)
            marked = True
        elif paragraph.role == "upward":
            gap = 1 - role.size / layout.pitch  # the next row of names is one line below
            role = replace(role, tab=tab, before=gap if numbered else role.before)
            numbered = True
        result.append((paragraph, role))
    return tuple(result)


def is_joint(group: ParagraphGroup) -> bool:
    """Return whether several organs issue the document; their marks form a column (7.2.4)."""
    return group.kind == "masthead" and sum(each.role == "mark" for each in group.paragraphs) > 1


def joint_width(group: ParagraphGroup, layout: Layout) -> float:
    """Return the width in pt of the longest mark of a joint document."""
    return max(
        len(text_of(each.inlines)) * role.size for each, role in placed(group, layout) if each.role == "mark"
    )


def _joint(paragraph: Paragraph, layout: Layout, longest: int) -> Role:
    """Return the role of a mark, spread to the width of the longest one beside 文件, or of 文件 itself."""
    role = layout.fitted(layout.roles[paragraph.role], longest + APART + WORD)
    count = len(text_of(paragraph.inlines))
    if paragraph.role == "mark_word":
        return replace(role, left=APART)
    if count < 2:  # noqa: PLR2004  # one character has no gap to widen
        return role
    return replace(role, align="left", spread=(longest - count) * role.size / (count - 1))


def _widest_end(paragraphs: Sequence[Paragraph]) -> float:
    """Return the width in characters of the widest text after a tab."""
    ends = [parts_of(each.inlines)[1:] for each in paragraphs if each.role == "upward"]
    return max((characters(text_of(part)) + SLACK for parts in ends for part in parts), default=0)


def _letterhead(paragraphs: Sequence[Paragraph], layout: Layout) -> tuple[tuple[Paragraph, Role], ...]:
    """Return 版头 of a letter placed: the mark by the sheet, the rows below the upper double rule (10.1)."""
    result, first = [], True
    for paragraph in paragraphs:
        role = single(paragraph, layout)
        if paragraph.role == "mark":
            role = replace(role, page_top=role.page_top - BEARING * role.size / PT)
        elif first:
            frame = layout.frame
            down = upper_rule(paragraphs, layout) + (frame.text if frame else 0) - layout.page.margin_top
            leading = (layout.pitch - role.size) / 2
            role, first = replace(role, before=(down * PT - leading) / layout.pitch), False
        result.append((paragraph, role))
    return tuple(result)


def beside(group: ParagraphGroup, layout: Layout) -> tuple[range, range]:
    """Return the index ranges of the paragraphs at the left and at the right; both empty if in one column.

    Side by side are the marks of a joint document and 文件 (7.2.4), and a letter's corner and number (10.1).
    """
    roles = [each.role for each in group.paragraphs]
    if is_joint(group):
        first, last = roles.index("mark"), len(roles) - roles[::-1].index("mark")
        return range(first, last), range(last, last + (roles[last : last + 1] == ["mark_word"]))
    corner = [n for n, role in enumerate(roles) if role in CORNER]
    if layout.frame is not None and corner and roles[corner[-1] + 1 :] == ["number"]:
        return range(corner[0], corner[-1] + 1), range(corner[-1] + 1, len(roles))
    return range(0), range(0)


def upper_rule(paragraphs: Sequence[Paragraph], layout: Layout) -> float:
    """Return the distance in mm from the sheet's edge to the end of a letter's upper double rule."""
    mark = next((single(each, layout) for each in paragraphs if each.role == "mark"), layout.roles["mark"])
    down = layout.frame.below_mark + RULES if layout.frame else 0
    return mark.page_top + (1 - 2 * BEARING) * mark.size / PT + down


RULES = 1.5
"""The thickness of a double rule in mm: 0.75, a gap of 0.4 and 0.35; the standard gives none."""


# ── 署名, 附件说明 ───────────────────────────────────────────────────────────────────────────────────────


def _annexes(paragraphs: Sequence[Paragraph], layout: Layout) -> tuple[tuple[Paragraph, Role], ...]:
    """Return 附件说明 placed: the number hangs, and a long name continues below its first character."""
    label = characters("附件：")
    result = []
    for n, paragraph in enumerate(paragraphs):
        ordinals = [
            each.text for each in paragraph.inlines if isinstance(each, Value) and each.form == "ordinal"
        ]
        number = characters(ordinals[0]) if ordinals else 0
        left = ANNEX_INDENT + label + number
        role = replace(layout.roles[paragraph.role], left=left, first_line=-number - (0 if n else label))
        result.append((paragraph, replace(role, before=0) if n else role))
    return tuple(result)


def _signature(group: ParagraphGroup, layout: Layout) -> tuple[tuple[Paragraph, Role], ...]:
    """Return 署名和成文日期 placed, with indents from the lengths of both (7.3.5.1, 7.3.5.2)."""
    if any(each.role == "signer_title" for each in group.paragraphs):
        return tuple((each, _stamped(each, layout)) for each in group.paragraphs)
    organs = [each for each in group.paragraphs if each.role == "signature"]
    dates = [each for each in group.paragraphs if each.role == "date"]
    date = characters(text_of(dates[0].inlines)) if dates else 0
    widths = [characters(text_of(each.inlines)) for each in organs]
    right = _date_right(max(widths, default=0), date, group.sealed)
    result = []
    for paragraph in group.paragraphs:
        role = layout.roles[paragraph.role]
        width = characters(text_of(paragraph.inlines))
        if paragraph.role == "date":
            role = replace(role, right=right)
        elif paragraph.role == "signature":
            centred = right + (date - width) / 2
            role = replace(role, right=centred if group.sealed else right + date + SHIFT - width)
            first = paragraph is organs[0]
            if group.sealed:
                role = replace(role, before=SEAL_LINES if first else SEALS_APART)
            elif not first:
                role = replace(role, before=0)
        result.append((paragraph, role))
    return tuple(result)


def _stamped(paragraph: Paragraph, layout: Layout) -> Role:
    """Return the role of the signer's title beside its stamp, or of the date a blank line below (7.3.5.3)."""
    role = layout.roles[paragraph.role]
    if paragraph.role == "signer_title":
        return replace(role, right=SEALED_RIGHT + STAMP + BESIDE_STAMP)
    return replace(role, right=SEALED_RIGHT, before=1)


def _date_right(organ: float, date: float, sealed: bool) -> float:
    """Return the characters right of the date: as in the clause, more if a sealed organ needs the room.

    Unsealed, the organ ends 2 characters from the edge and the date begins 2 right of the organ's start,
    unless the date is longer.
    """
    if sealed:
        return max(SEALED_RIGHT, (organ - date) / 2)
    return UNSEALED_RIGHT if date > organ else UNSEALED_RIGHT + organ - date - SHIFT


def travels(block: Block, after: Block | None, layout: Layout) -> bool:
    """Return whether the end of a block moves to the next page, so that the closing lines do not stand alone.

    Word then moves the last lines of a paragraph, LibreOffice all of it; a paragraph too long to share a page
    with the signature is not worth moving.
    """
    if isinstance(after, Paragraph) and after.role == "note":
        return isinstance(block, ParagraphGroup)
    if not (isinstance(after, ParagraphGroup) and after.kind in ("signature", "colophon")):
        return False
    while isinstance(block, Section) and block.blocks:
        block = block.blocks[-1]
    return not isinstance(block, Paragraph) or _lines(block, layout) <= layout.page.lines - CLOSING_LINES


def lines_taken(group: ParagraphGroup, layout: Layout) -> int:
    """Return how many lines the paragraphs of a group take, by the widths of their characters."""
    return sum(_lines(paragraph, layout) for paragraph in group.paragraphs)


def _lines(paragraph: Paragraph, layout: Layout) -> int:
    role = layout.roles[paragraph.role]
    room = layout.page.text_width * PT / layout.advance(role) - role.left - role.right
    return ceil((characters(text_of(paragraph.inlines)) + max(0, role.first_line)) / room) or 1


def titled(heading: Heading, layout: Layout) -> tuple[Inline, ...]:
    """Return the inlines of a heading; a title gets line feeds where it is broken by meaning."""
    if heading.level != 1:
        return heading.inlines
    limit = layout.page.text_width * PT / layout.advance(layout.roles[heading.role])
    whole = text_of(heading.inlines)
    names = [each.text for each in heading.inlines if isinstance(each, Value) and each.text != whole]
    offsets = breaks(whole, limit, names)
    result: list[Inline] = []
    start = 0
    for inline in heading.inlines:
        end = start + len(text_of((inline,)))
        if isinstance(inline, Text | Value):
            edges = [0, *(offset - start for offset in offsets if start <= offset < end), end - start]
            text = "\n".join(inline.text[a:b] for a, b in pairwise(edges))
            result.append(replace(inline, text=text))
        else:
            result.append(inline)
        start = end
    return tuple(result)
