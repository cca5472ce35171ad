"""Turn blocks into WordprocessingML, part by part; a part is a run of pages of one shape."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from bulletin.ledger.entries import MARK
from bulletin.model.document import (
    Bars,
    Block,
    Document,
    Heading,
    Inline,
    LineBreak,
    PageBreak,
    Paragraph,
    ParagraphGroup,
    Picture,
    Section,
    Strong,
    Tab,
    Table,
    Text,
    Value,
    parts_of,
)
from bulletin.typography.joined import rows_covered, rows_kept
from bulletin.typography.layout import Layout, Role
from bulletin.typography.placing import (
    APART,
    BAR,
    SLACK,
    WORD,
    bar_widths,
    beside,
    is_joint,
    joint_width,
    lines_taken,
    picture_size,
    placed,
    single,
    starts_page,
    titled,
    travels,
    upper_rule,
)
from bulletin.writers.docx import boxes
from bulletin.writers.docx import xml as w
from bulletin.writers.docx.charts import bar_table
from bulletin.writers.docx.tables import GridCell, GridRow, grid
from bulletin.writers.options import Sides

UNMARKED = ("ordinal", "prose")
"""Values without a bookmark: ordinals of headings, and prose without figures."""

AFTER_TABLE = 0.5
"""Blank lines after a table."""

Relate = Callable[[Picture], tuple[str, int]]
"""Puts a picture into the package; returns the name of its relation and the number of pictures so far."""


@dataclass(slots=True)
class Part:
    """A run of pages of one shape: its paragraphs and tables, and the settings of its pages."""

    layout: Layout
    landscape: bool = False
    numbered: bool = True
    even: bool = False  # begins on an even page, after a blank one if needed
    blocks: list[str] = field(default_factory=list)


def parts_of_document(document: Document, layout: Layout, sides: Sides, relate: Relate) -> list[Part]:
    """Return the parts of a document; a new one begins at each landscape sheet and at a separate 版记."""
    parts = [Part(layout)]
    before: Block | None = None
    for block, after in zip_longest(document.blocks, document.blocks[1:]):
        if isinstance(block, Section) and block.landscape:
            parts.append(Part(replace(layout, page=layout.page.turned), landscape=True))
        elif isinstance(block, ParagraphGroup) and block.kind == "colophon" and sides != "with_text":
            parts.append(Part(layout, numbered=sides == "next_page", even=True))
        elif parts[-1].landscape:
            parts.append(Part(layout))
        part = parts[-1]
        broken = starts_page(block, before) and bool(part.blocks)
        part.blocks += _block(block, part.layout, before, broken, relate)
        if travels(block, after, part.layout):
            part.blocks[-1:] = [w.kept(xml) for xml in part.blocks[-1:]]
        before = block
    return [part for part in parts if part.blocks] or parts


def _block(block: Block, layout: Layout, before: Block | None, broken: bool, relate: Relate) -> list[str]:
    gap = AFTER_TABLE if isinstance(before, Table | Bars) else 0
    match block:
        case Heading():
            base = layout.roles[block.role]
            own = w.differences(replace(base, before=base.before + gap), base, layout)
            return [w.paragraph(block.role, _runs(titled(block, layout)), broken, own)]
        case Paragraph():
            role = single(block, layout)
            if role.page_top:
                return [boxes.hung(boxes.on_sheet(block.role, _runs(block.inlines), role, layout))]
            return [_paragraph(block, replace(role, before=role.before + gap), layout, broken)]
        case ParagraphGroup("colophon"):
            rows = [(each.role, parts_of(each.inlines)) for each in block.paragraphs]
            runs = [(role, [_runs(part) for part in parts]) for role, parts in rows]
            return [boxes.colophon(runs, layout, lines_taken(block, layout))]
        case ParagraphGroup():
            return list(_group(block, layout, broken))
        case Table():
            return [*_over_table(block, layout, broken, gap), _table(block, layout)]
        case Bars():
            labels, widths = bar_widths(block, layout)
            drawn = [
                (_runs(bar.label), w.mm(width), _runs(bar.value))
                for bar, width in zip(block.bars, widths, strict=True)
            ]
            look = (round(20 * layout.roles["cell"].size), BAR)  # a line of one em, as on the web page
            chart = bar_table(drawn, w.mm(labels), w.mm(layout.page.text_width), look)
            return [*_over_table(block, layout, broken, gap), chart]
        case Picture():
            size = picture_size(block, layout.page, before)
            picture = w.picture(*relate(block), block.alt, size, broken, bool(block.caption))
            caption = [w.paragraph("picture_caption", _runs(block.caption))] if block.caption else []
            return [picture, *caption]
        case Section():
            label = Paragraph("annex_label", block.label)
            inner: list[Block] = [label, *block.blocks] if block.label else list(block.blocks)
            result: list[str] = []
            for n, each in enumerate(inner):
                previous = inner[n - 1] if n else None
                fresh = starts_page(each, previous) if n else broken
                result += _block(each, layout, previous, fresh, relate)
            return result
        case PageBreak():
            return []


def _over_table(table: Table | Bars, layout: Layout, broken: bool, gap: float) -> Iterator[str]:
    """Yield the caption, or without one the paragraph that begins the page or separates two tables."""
    if table.caption:
        base = layout.roles["caption"]
        own = w.differences(replace(base, before=base.before + gap), base, layout)
        yield w.paragraph("caption", _runs(table.caption), broken, own)
    elif broken or gap:
        yield boxes.slim(0 if broken else round(gap * w.twips(layout.pitch)) - boxes.SLIM, broken)


def _group(group: ParagraphGroup, layout: Layout, broken: bool) -> Iterator[str]:
    """Yield the paragraphs of a group in their places."""
    rows = placed(group, layout)
    if layout.frame is not None and group.kind == "masthead":
        yield _letterhead(group, rows, layout)
    left, right = beside(group, layout)
    for n, (each, role) in enumerate(rows):
        if n in left or n in right:
            if n == left[0]:
                yield from _beside(group, layout, left, right)
        elif not (role.page_top and layout.frame):
            yield _paragraph(each, role, layout, broken and not n)


def _letterhead(group: ParagraphGroup, rows: Sequence[tuple[Paragraph, Role]], layout: Layout) -> str:
    """Return the mark and the two double rules of a letter, which are placed on the sheet."""
    sheet, frame = layout.page, layout.frame
    drawn = [
        boxes.on_sheet(each.role, _sized(each, role, layout), role, layout)
        for each, role in rows
        if role.page_top
    ]
    if frame is not None:
        drawn += boxes.double_rule("上双线", upper_rule(group.paragraphs, layout), layout, thick_above=True)
        drawn += boxes.double_rule("下双线", sheet.height - frame.above_edge, layout, thick_above=False)
    return boxes.hung(*drawn)


def _beside(group: ParagraphGroup, layout: Layout, left: range, right: range) -> Iterator[str]:
    """Yield marks beside 文件, or a corner beside its number: a table without borders, the gap above it."""
    rows = placed(group, layout)
    first = rows[left[0]][1]
    yield boxes.slim(round(first.before * w.twips(layout.pitch)) - boxes.SLIM)
    cells = [
        [_paragraph(rows[n][0], replace(rows[n][1], before=rows[n][1].before if n != left[0] else 0, left=0),
                    layout, False) for n in side]
        for side in (left, right)
    ]  # fmt: skip
    whole = w.mm(layout.page.text_width)
    widths = [whole // 2, whole - whole // 2]
    if is_joint(group):
        wide = joint_width(group, layout) + (APART * first.size if right else 0)
        widths = [round(wide * 20), round((WORD + SLACK) * first.size * 20)]
    columns = 2 if right else 1
    yield w.side_by_side(cells[:columns], widths[:columns], is_joint(group))


def _sized(paragraph: Paragraph, role: Role, layout: Layout) -> str:
    return _runs(paragraph.inlines, look=w.look(role, layout.roles[paragraph.role]))


def _paragraph(paragraph: Paragraph, role: Role, layout: Layout, broken: bool) -> str:
    base = layout.roles[paragraph.role]
    tab = w.tab_stop(role, layout) if len(parts_of(paragraph.inlines)) > 1 else ""
    own = tab + w.differences(role, base, layout)
    return w.paragraph(paragraph.role, _sized(paragraph, role, layout), broken, own)


def _runs(inlines: tuple[Inline, ...], style: str = "", look: str = "") -> str:
    parts = []
    for inline in inlines:
        match inline:
            case Text(text):
                parts.append(w.run(text, style, look))
            case Value(text, _, form, occurrence):
                run = w.run(text, style, look)
                marked = occurrence and form not in UNMARKED
                parts.append(w.bookmark(occurrence, f"{MARK}{occurrence}", run) if marked else run)
            case Strong(inner):
                parts.append(_runs(inner, "strong", look))
            case LineBreak():
                parts.append(w.run("\n"))
            case Tab():
                parts.append(w.tab())
    return "".join(parts)


def _table(table: Table, layout: Layout) -> str:
    relative = table.widths or (1,) * sum(cell.span for cell in table.rows[0])
    whole = w.mm(layout.page.text_width)
    widths = [whole * width // sum(relative) for width in relative]
    covered, kept = rows_covered(table.rows), rows_kept(table.rows)
    rows = []
    for i, row in enumerate(table.rows):
        cells, column = [], 0
        for cell, height in zip(row, covered[i], strict=True):
            width = sum(widths[column : column + cell.span])
            style = "head_cell" if cell.head else "cell"
            cells.append(GridCell(width, cell.span, style, _runs(cell.inlines), height, cell.align))
            column += cell.span
        rows.append(GridRow(tuple(cells), repeated=i < table.head_rows, kept=i in kept))
    return grid(rows, widths)
