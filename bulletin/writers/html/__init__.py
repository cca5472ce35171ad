"""Write a document as a self-contained web page."""

import re
from base64 import b64encode
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape

from bulletin.ledger.entries import LEDGER_ID, MARK, Carried, digest_of
from bulletin.model.document import (
    Bars,
    Block,
    Cell,
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
    text_of,
)
from bulletin.model.pictures import kind
from bulletin.typography.joined import MOST_TOGETHER, rows_covered
from bulletin.typography.layout import Layout, Role
from bulletin.typography.placing import (
    RULES,
    bar_widths,
    beside,
    is_joint,
    joint_width,
    picture_size,
    placed,
    single,
    starts_page,
    titled,
    upper_rule,
)
from bulletin.writers.html.style_sheet import WEB_FAMILIES, declared, style_sheet
from bulletin.writers.options import DEFAULT, Options, Sides

KEPT = re.compile(r"[0-9][0-9.]*(?:[%年月日]|[\u4e00-\u9fff]{1,3}$)?")
"""Text kept together at the end of a line: a number with its measure word, the year, month or day."""


@dataclass(frozen=True, slots=True)
class Paper:
    """What differs on paper: the place of 版记, and the writing of tables."""

    sides: Sides
    table: Callable[[Table, Layout, str], str]


FITTED = '<br class="fitted">'
"""A break made for the width of a line on paper, not by the author."""

NARROW = """@media screen and (max-width: 40em) { .fitted { display: none }
  .joint > div { width: auto !important } .joint p { white-space: normal; letter-spacing: 0 !important }
  .joint p { font-size: 5vw !important; line-height: 1.4 !important } }"""
"""On a narrow screen such breaks would leave half a line empty, and marks side by side would not fit."""


def write_html(document: Document, layout: Layout, options: Options = DEFAULT) -> bytes:
    """Return a page in UTF-8 that uses the faces of the reader's machine and embeds the ledger."""
    styles = style_sheet(layout, lambda face: WEB_FAMILIES[face])
    return page(document, f"{styles}\n{NARROW}", layout, _script(options.ledger)).encode()


def _script(ledger: Carried | None) -> str:
    """Return the ledger as a data block that no browser runs.

    `<` is escaped, so that nothing ends it early.
    """
    if ledger is None:
        return ""
    part = f' data-part-sha256="{digest_of(ledger.content)}"' if ledger.content else ""
    name = f' data-name="{escape(ledger.file)}" data-sha256="{ledger.digest}"{part}'
    content = ledger.content.decode().replace("<", "\\u003c")
    return f'<script type="application/json" id="{LEDGER_ID}"{name}>\n{content}</script>\n'


def page(document: Document, styles: str, layout: Layout, after: str = "", paper: Paper | None = None) -> str:
    """Return the whole page with a style sheet, and `after` the text; `paper` None for a screen."""
    dates = f'<meta name="dcterms.created" content="{document.date}">\n' if document.date else ""
    modified = dates.replace("created", "modified")
    author = f'<meta name="author" content="{escape(document.author)}">\n' if document.author else ""
    blocks = "\n".join(_blocks(document.blocks, layout, paper))
    text = blocks if paper else f"<main>\n{blocks}\n</main>"  # a screen reader jumps to it
    return (
        f'<!DOCTYPE html>\n<html lang="{document.language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width">\n<title>{escape(document.title)}</title>\n'
        f"{author}{dates}{modified}<style>\n{styles}\n</style>\n</head>\n<body>\n"
        f"{text}\n{after}</body>\n</html>\n"
    )


def _blocks(blocks: tuple[Block, ...], layout: Layout, paper: Paper | None) -> Iterator[str]:
    """Yield the blocks; a block that starts a new page is preceded by a break."""
    before: Block | None = None
    for block in blocks:
        if isinstance(block, PageBreak):
            before = before and block  # no break before the first block
            continue
        if starts_page(block, before) and not (isinstance(block, Section) and block.landscape):
            yield '<div class="newpage"></div>'
        yield _block(block, before, layout, paper)
        before = block


def _block(block: Block, before: Block | None, layout: Layout, paper: Paper | None) -> str:
    match block:
        case Heading():
            named = ' class="annex_title"' if block.role == "annex_title" else ""
            return f"<h{block.level}{named}>{_inlines(titled(block, layout))}</h{block.level}>"
        case Paragraph():
            return _paragraph(block, single(block, layout), layout)
        case ParagraphGroup("colophon"):
            return _colophon(block, paper.sides if paper else None)
        case ParagraphGroup(named):
            first, *others = _group(block, layout)
            rules = [_frame(block, layout)] if named == "masthead" and layout.frame else []
            inner = "\n".join([first, *rules, *others])  # on a screen the upper rule is shown below the mark
            long = " long" if named == "signature" and _fills_page(block, layout) else ""
            return f'<div class="group-{named}{long}">\n{inner}\n</div>'
        case Table() if paper:
            return paper.table(block, layout, _captioned(block, "figcaption"))
        case Table():
            return table_html(block)
        case Bars():
            return _bars(block, layout)
        case Picture():
            return _picture(block, picture_size(block, layout.page, before))
        case Section():
            kinds = (("attachment", block.label), ("landscape", block.landscape))
            label = f'<p class="annex_label">{_inlines(block.label)}</p>\n' if block.label else ""
            turned = replace(layout, page=layout.page.turned) if block.landscape else layout
            inner = "\n".join(_blocks(block.blocks, turned, paper))
            named = " ".join(name for name, holds in kinds if holds)
            return f'<section class="{named}">\n{label}{inner}\n</section>'
        case PageBreak():
            return ""


def _fills_page(group: ParagraphGroup, layout: Layout) -> bool:
    """Return whether a group leaves no room for text above it: the sealed signatures of many organs."""
    return sum(role.before + 1 for _, role in placed(group, layout)) > layout.page.lines - 2


def _group(group: ParagraphGroup, layout: Layout) -> list[str]:
    """Return the paragraphs of a group; those side by side in a box of their own."""
    rows = placed(group, layout)
    left, right = beside(group, layout)
    if not left:
        return [_paragraph(each, role, layout) for each, role in rows]
    before = rows[left[0]][1].before
    first, second = (
        "".join(
            _paragraph(*(rows[n] if n != left[0] else (rows[n][0], replace(rows[n][1], before=0))), layout)
            for n in side
        )
        for side in (left, right)
    )
    wide = f' style="width: {joint_width(group, layout):.2f}pt"' if is_joint(group) else ""
    named = "joint" if is_joint(group) else "corner"
    above = f' style="padding-top: {before * layout.pitch:.4f}pt"'
    inner = [_paragraph(each, role, layout) for each, role in rows]
    inner[left[0] : right[-1] + 1 if right else left[-1] + 1] = [
        f'<div class="{named}"{above}><div{wide}>{first}</div>{second}</div>'
    ]
    return inner


def _frame(group: ParagraphGroup, layout: Layout) -> str:
    """Return the double rules of a letter, placed from the upper edge of the text (10.1)."""
    frame, sheet = layout.frame, layout.page
    if frame is None:
        return ""
    left = (sheet.width - frame.width) / 2 - sheet.left
    ends = upper_rule(group.paragraphs, layout)
    places = (("upper", ends - RULES), ("lower", sheet.height - frame.above_edge - RULES))
    return "".join(
        f'<div class="frame {name}" style="top: {top - sheet.margin_top:.3f}mm; left: {left:g}mm"></div>'
        for name, top in places
    )


def _bars(chart: Bars, layout: Layout) -> str:
    """Return a chart as a table of two columns, the second with its bar before the number."""
    labels, widths = bar_widths(chart, layout)
    room = layout.page.text_width - labels
    caption = f"<caption>{_inlines(chart.caption)}</caption>" if chart.caption else ""
    rows = "".join(
        f"<tr><td>{_inlines(bar.label)}</td><td>"
        f'<span class="bar" style="width: {100 * width / room:.2f}%"></span>{_inlines(bar.value)}</td></tr>'
        for bar, width in zip(chart.bars, widths, strict=True)
    )
    columns = f'<col style="width: {100 * labels / (labels + room):.2f}%"><col>'
    return f'<table class="bars">{caption}{columns}<tbody>{rows}</tbody></table>'


def _picture(picture: Picture, size: tuple[float, float]) -> str:
    width, height = size
    source = f"data:image/{kind(picture.content)};base64,{b64encode(picture.content).decode()}"
    caption = f'<figcaption class="picture_caption">{_inlines(picture.caption)}</figcaption>'
    return (
        f'<figure><img src="{source}" alt="{escape(picture.alt)}" width="{picture.size[0]}"'
        f' height="{picture.size[1]}" style="width: {width:.2f}mm; height: {height:.2f}mm">'
        f"{caption if picture.caption else ''}</figure>"
    )


def _paragraph(paragraph: Paragraph, role: Role, layout: Layout) -> str:
    changes = declared(role, layout.roles[paragraph.role], layout)
    style = f' style="{changes}"' if changes else ""
    wide = f' style="width: {role.tab * layout.advance(role):.2f}pt"' if role.tab else ""
    parts = [_inlines(part) for part in parts_of(paragraph.inlines)]
    return _row_of_parts(paragraph.role, parts, style, wide)


def _row_of_parts(role: str, parts: list[str], style: str = "", wide: str = "") -> str:
    """Return a paragraph whose second part is at the right edge, or in a place as wide as `wide` there."""
    first, *others = parts
    if others:
        ends = "".join(f"\t<span{wide}>{other}</span>" for other in others)
        return f'<p class="{role} tabbed"{style}><span>{first}</span>{ends}</p>'
    return f'<p class="{role}"{style}>{first}</p>'


def _colophon(group: ParagraphGroup, sides: Sides | None) -> str:
    """Return 版记: on paper at the foot of the last page, with a hidden copy that keeps room in the text.

    It looks like a table but is not one: a screen reader would read its cells and look for its heads.
    """
    rows = [(each.role, parts_of(each.inlines)) for each in group.paragraphs]
    seen = "".join(_foot_row(role, [_inlines(part) for part in parts]) for role, parts in rows)
    unseen = "".join(_foot_row(role, [escape(text_of(part)) for part in parts]) for role, parts in rows)
    room = f'<div class="room rows">{unseen}</div>' if sides else ""
    named = {None: "foot", "with_text": "foot"}.get(sides, f"foot {sides}")
    return f'<div class="{named}">{room}<div class="colophon rows">{seen}</div></div>'


def _foot_row(role: str, parts: list[str]) -> str:
    return f"<div>{_row_of_parts(role, parts)}</div>"


def table_html(table: Table) -> str:
    """Return a table for a web page."""
    widths = table.widths or (1,) * sum(cell.span for cell in table.rows[0])
    columns = "".join(f'<col style="width: {100 * width / sum(widths):.3f}%">' for width in widths)
    caption = _captioned(table, "caption")
    rows = [_row(row, covered) for row, covered in zip(table.rows, rows_covered(table.rows), strict=True)]
    head, body = "".join(rows[: table.head_rows]), "".join(rows[table.head_rows :])
    return f"<table>{caption}<colgroup>{columns}</colgroup><thead>{head}</thead><tbody>{body}</tbody></table>"


def _captioned(table: Table, tag: str) -> str:
    return f"<{tag}>{_inlines(table.caption)}</{tag}>" if table.caption else ""


def _row(row: tuple[Cell, ...], covered: Sequence[int]) -> str:
    """Return a row; `covered` says how many rows each cell covers, 0: it is part of the cell above."""
    cells = []
    for cell, rows in zip(row, covered, strict=True):
        if not rows:
            continue
        tag = "th" if cell.head else "td"
        look = ' scope="col"' if cell.head else ""
        look += f' colspan="{cell.span}"' if cell.span > 1 else ""
        look += f' rowspan="{rows}"' if rows > 1 else ""
        top = ["vertical-align: top"] if rows > MOST_TOGETHER else []
        declared = [*([f"text-align: {cell.align}"] if cell.align else []), *top]
        look += f' style="{"; ".join(declared)}"' if declared else ""
        cells.append(f"<{tag}{look}>{_inlines(cell.inlines)}</{tag}>")
    return f"<tr>{''.join(cells)}</tr>"


def _inlines(inlines: tuple[Inline, ...]) -> str:
    return "".join(_inline(inline) for inline in inlines)


def _inline(inline: Inline) -> str:
    match inline:
        case Text(text):
            return escape(text, quote=False).replace("\n", FITTED)
        case Value(text, source, _, occurrence):
            kept = KEPT.sub(lambda m: f'<span class="keep">{m[0]}</span>', escape(text, quote=False))
            place = f' id="{MARK}{occurrence}"' if occurrence else ""
            kept = kept.replace("\n", FITTED)
            return f'<data{place} value="{escape(source)}">{kept}</data>'
        case Strong(inner):
            return f"<strong>{_inlines(inner)}</strong>"
        case LineBreak():
            return "<br>"
        case Tab():
            return "\t"
