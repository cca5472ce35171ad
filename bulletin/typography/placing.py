"""From the paragraphs of a group to the look that puts each in its place.

What a clause counts from its neighbours (the date under the first characters of the organ, the mark 35 mm
from the top whatever stands above it) is worked out here once, for every writer.
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
"""Points in a millimetre."""

CORNER = ("copy_number", "secrecy", "urgency")
"""份号, 密级和保密期限, 紧急程度: one below the other in the upper left corner (7.2.1 to 7.2.3)."""

BEARING = 0.03
"""How far the glyphs of a mark begin below the upper edge of their em square, in em."""

WORD, APART = 2, 0.5
"""The characters of 文件, and how far it stands from the marks of a joint document, in characters."""

BETWEEN_MARKS = 0.3
"""The gap between the marks of a joint document, in characters."""

SLACK = 0.1
"""Characters that words in a narrow place are given beyond their width, lest a rounding breaks them."""

BAR = "4d4d4d"
"""The colour of bars: as dark on a black-and-white printer as on a screen."""

SEALED_RIGHT, UNSEALED_RIGHT, SHIFT = 4, 2, 2
"""Characters right of a sealed date, of an unsealed organ, and from the organ's first to the date's."""

SEAL_LINES = 2
"""Blank lines over a sealed signature: a seal of 42 mm over both lines ends within one line of the text."""

SEALS_APART = 4
"""Blank lines between the sealed signatures of a joint document: no seal may touch another (7.3.5.1)."""

STAMP, BESIDE_STAMP = 6, 2
"""Characters left free for a 签名章, and between it and the signer's title (7.3.5.3)."""

CLOSING_LINES = 7
"""The signature with the blank line above it, the note, and the 版记 of two lines."""

ANNEX_INDENT = 2
"""Characters left of 附件： (7.3.4)."""


CAPTION_LINES = 3
"""What a picture leaves free on its page: a caption of two lines and the gap below it."""

TITLED_LINES = 5
"""附件, a title of two lines, and the blank lines before and after it (7.3.7)."""


def characters(text: str) -> float:
    """The width of a text in characters: digits and other Latin signs are half as wide."""
    return sum(0.5 if character.isascii() else 1 for character in text)


def starts_page(block: Block, before: Block | None) -> bool:
    """Whether a block begins a new page; 版记 goes on below an attachment that is not turned."""
    if before is None:
        return False
    if isinstance(before, Section) and not isinstance(block, Section):
        return before.landscape or not (isinstance(block, ParagraphGroup) and block.kind == "colophon")
    return isinstance(before, PageBreak) or isinstance(block, Section)


def picture_size(picture: Picture, page: Page, before: Block | None) -> tuple[float, float]:
    """Width and height in mm on a page of this text area; a tall one is made smaller to leave three lines.

    One that follows the title of an attachment stands on the same page.
    """
    wide, high = picture.size
    width = page.text_width * picture.width / 100
    above = TITLED_LINES if isinstance(before, Heading) and before.role == "annex_title" else 0
    most = page.text_height - (above + CAPTION_LINES) * page.line / PT
    width = min(width, most * wide / high)
    return width, width * high / wide


def bar_widths(chart: Bars, layout: Layout) -> tuple[float, tuple[float, ...]]:
    """The width of the labels of a chart and of each of its bars, in mm; beside the longest its number fits.

    A label that takes more than two fifths of the line is broken.
    """
    role, whole = layout.roles["cell"], layout.page.text_width

    def wide(texts: Iterable[tuple[Inline, ...]]) -> float:
        return (max(characters(text_of(text)) for text in texts) + 1) * layout.advance(role) / PT

    labels = min(wide(bar.label for bar in chart.bars), 0.4 * whole)
    room = whole - labels - wide(bar.value for bar in chart.bars)
    return labels, tuple(room * bar.length for bar in chart.bars)


def placed(group: ParagraphGroup, layout: Layout) -> tuple[tuple[Paragraph, Role], ...]:
    """The paragraphs of a group, each with its role as it looks in this place."""
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
    """The look of a paragraph that stands by itself."""
    role = layout.roles[paragraph.role]
    return layout.fitted(role, len(text_of(paragraph.inlines)))


# ── 版头 ─────────────────────────────────────────────────────────────────────────────────────────────────


def _masthead(paragraphs: Sequence[Paragraph], layout: Layout) -> tuple[tuple[Paragraph, Role], ...]:
    """版头: the first mark at its place, whatever stands in the corner above it (7.2.4)."""
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
            gap = 1 - role.size / layout.pitch  # the next row of names is one line down
            role = replace(role, tab=tab, before=gap if numbered else role.before)
            numbered = True
        result.append((paragraph, role))
    return tuple(result)


def is_joint(group: ParagraphGroup) -> bool:
    """Whether several organs issue the document: their marks stand one below the other (7.2.4)."""
    return group.kind == "masthead" and sum(each.role == "mark" for each in group.paragraphs) > 1


def joint_width(group: ParagraphGroup, layout: Layout) -> float:
    """How wide the longest mark of a joint document is, in pt."""
    return max(
        len(text_of(each.inlines)) * role.size for each, role in placed(group, layout) if each.role == "mark"
    )


def _joint(paragraph: Paragraph, layout: Layout, longest: int) -> Role:
    """A mark as wide as the longest one beside 文件, or 文件 itself."""
    role = layout.fitted(layout.roles[paragraph.role], longest + APART + WORD)
    count = len(text_of(paragraph.inlines))
    if paragraph.role == "mark_word":
        return replace(role, left=APART)
    if count < 2:  # noqa: PLR2004  # one character has no gap to widen
        return role
    return replace(role, align="left", spread=(longest - count) * role.size / (count - 1))


def _widest_end(paragraphs: Sequence[Paragraph]) -> float:
    """The width in characters of the widest text after a tab."""
    ends = [parts_of(each.inlines)[1:] for each in paragraphs if each.role == "upward"]
    return max((characters(text_of(part)) + SLACK for parts in ends for part in parts), default=0)


def _letterhead(paragraphs: Sequence[Paragraph], layout: Layout) -> tuple[tuple[Paragraph, Role], ...]:
    """版头 of a letter: the mark on the sheet, the first row below the upper double rule (10.1)."""
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
    """Which paragraphs of a group stand at the left of which, both none if all stand below one another.

    The marks of a joint document beside 文件 (7.2.4), the corner of a letter beside its number (10.1).
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
    """How far from the sheet's edge the upper double rule of a letter ends, in mm."""
    mark = next((single(each, layout) for each in paragraphs if each.role == "mark"), layout.roles["mark"])
    down = layout.frame.below_mark + RULES if layout.frame else 0
    return mark.page_top + (1 - 2 * BEARING) * mark.size / PT + down


RULES = 1.5
"""The thickness of a double rule in mm: 0.75, a gap of 0.4 and 0.35; the standard names none."""


# ── 署名, 附件说明 ───────────────────────────────────────────────────────────────────────────────────────


def _annexes(paragraphs: Sequence[Paragraph], layout: Layout) -> tuple[tuple[Paragraph, Role], ...]:
    """附件说明: the number hangs out, and what is long goes on below the first character of its name."""
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
    """署名和成文日期: the indents that follow from the lengths of both (7.3.5.1, 7.3.5.2)."""
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
    """The signer's title with room for the stamp at its right, or the date a blank line below (7.3.5.3)."""
    role = layout.roles[paragraph.role]
    if paragraph.role == "signer_title":
        return replace(role, right=SEALED_RIGHT + STAMP + BESIDE_STAMP)
    return replace(role, right=SEALED_RIGHT, before=1)


def _date_right(organ: float, date: float, sealed: bool) -> float:
    """The characters right of the date: as the clause has them, more where a sealed organ needs the room.

    Unsealed, the organ ends 2 from the edge and the date begins 2 right of its beginning, unless the date is
    the longer one.
    """
    if sealed:
        return max(SEALED_RIGHT, (organ - date) / 2)
    return UNSEALED_RIGHT if date > organ else UNSEALED_RIGHT + organ - date - SHIFT


def travels(block: Block, after: Block | None, layout: Layout) -> bool:
    """Whether the end of a block goes on to the next page rather than let what closes the text stand alone.

    Word then takes the last lines of a paragraph along, LibreOffice all of it: with one that leaves no room
    for the signature on the page nothing would be won.
    """
    if isinstance(after, Paragraph) and after.role == "note":
        return isinstance(block, ParagraphGroup)
    if not (isinstance(after, ParagraphGroup) and after.kind in ("signature", "colophon")):
        return False
    while isinstance(block, Section) and block.blocks:
        block = block.blocks[-1]
    return not isinstance(block, Paragraph) or _lines(block, layout) <= layout.page.lines - CLOSING_LINES


def lines_taken(group: ParagraphGroup, layout: Layout) -> int:
    """How many lines the paragraphs of a group take, by the widths of their characters."""
    return sum(_lines(paragraph, layout) for paragraph in group.paragraphs)


def _lines(paragraph: Paragraph, layout: Layout) -> int:
    role = layout.roles[paragraph.role]
    room = layout.page.text_width * PT / layout.advance(role) - role.left - role.right
    return ceil((characters(text_of(paragraph.inlines)) + max(0, role.first_line)) / room) or 1


def titled(heading: Heading, layout: Layout) -> tuple[Inline, ...]:
    """The inlines of a heading; in those of a title line feeds stand where it is broken by meaning."""
    if heading.level != 1:
        return heading.inlines
    limit = layout.page.text_width * PT / layout.advance(layout.roles[heading.role])
    offsets = breaks(text_of(heading.inlines), limit)
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
