"""From a document to a self-contained web page."""

import re
from html import escape

from bulletin.layout import Layout, Role
from bulletin.ledger import LEDGER_ID, MARK, Carried, digest_of
from bulletin.placing import placed, single, titled
from bulletin.tree import (
    Block,
    Cell,
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
    text_of,
)
from bulletin.writers.options import DEFAULT, Options
from bulletin.writers.style_sheet import WEB_FAMILIES, declared, style_sheet

KEPT = re.compile(r"[0-9][0-9.]*(?:[%年月日]|[\u4e00-\u9fff]{1,3}$)?")
"""What stays in one piece at the end of a line: a number with its measure word, the year, month or day."""


def write_html(document: Document, layout: Layout, options: Options = DEFAULT) -> bytes:
    """A page in UTF-8 that asks the reader's machine for the standard's faces, and carries the ledger."""
    styles = style_sheet(layout, lambda face: WEB_FAMILIES[face])
    return page(document, styles, layout, _script(options.ledger)).encode()


def _script(ledger: Carried | None) -> str:
    """The ledger as a block of data that no browser runs; `<` is escaped, so that nothing can end it."""
    if ledger is None:
        return ""
    part = f' data-part-sha256="{digest_of(ledger.content)}"' if ledger.content else ""
    name = f' data-name="{escape(ledger.file)}" data-sha256="{ledger.digest}"{part}'
    content = ledger.content.decode().replace("<", "\\u003c")
    return f'<script type="application/json" id="{LEDGER_ID}"{name}>\n{content}</script>\n'


def page(document: Document, styles: str, layout: Layout, after: str = "", paged: bool = False) -> str:
    """The whole page with the given style sheet, and `after` the text; `paged`: for sheets of paper."""
    dates = f'<meta name="dcterms.created" content="{document.date}">\n' if document.date else ""
    modified = dates.replace("created", "modified")
    author = f'<meta name="author" content="{escape(document.author)}">\n' if document.author else ""
    return (
        f'<!DOCTYPE html>\n<html lang="{document.language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width">\n<title>{escape(document.title)}</title>\n'
        f"{author}{dates}{modified}<style>\n{styles}\n</style>\n</head>\n<body>\n"
        + "\n".join(_block(block, layout, paged) for block in document.blocks)
        + f"\n{after}</body>\n</html>\n"
    )


def _block(block: Block, layout: Layout, paged: bool) -> str:
    match block:
        case Heading():
            return f"<h{block.level}>{_inlines(titled(block, layout))}</h{block.level}>"
        case Paragraph():
            return _paragraph(block, single(block, layout), layout)
        case Group("colophon"):
            return _colophon(block, paged)
        case Group(kind):
            inner = "\n".join(_paragraph(each, role, layout) for each, role in placed(block, layout))
            return f'<div class="group-{kind}">\n{inner}\n</div>'
        case Table():
            return _table(block)
        case PageBreak():
            return '<div class="newpage"></div>'


def _paragraph(paragraph: Paragraph, role: Role, layout: Layout) -> str:
    changes = declared(role, layout.roles[paragraph.role], layout)
    style = f' style="{changes}"' if changes else ""
    first, *others = (_inlines(part) for part in parts_of(paragraph.inlines))
    if others:
        ends = "".join(f"\t<span>{other}</span>" for other in others)
        return f'<p class="{paragraph.role} tabbed"{style}><span>{first}</span>{ends}</p>'
    return f'<p class="{paragraph.role}"{style}>{first}</p>'


def _colophon(group: Group, paged: bool) -> str:
    """版记: on paper at the foot of the last page; an unseen copy keeps its room free in the text above."""
    rows = [(each.role, parts_of(each.inlines)) for each in group.paragraphs]
    seen = "".join(_foot_row(role, [_inlines(part) for part in parts]) for role, parts in rows)
    unseen = "".join(_foot_row(role, [escape(text_of(part)) for part in parts]) for role, parts in rows)
    room = f'<div class="room"><table>{unseen}</table></div>' if paged else ""
    return f'<div class="foot">{room}<table class="colophon">{seen}</table></div>'


def _foot_row(role: str, parts: list[str]) -> str:
    span = ' colspan="2"' if len(parts) == 1 else ""
    first, *others = (f'<p class="{role}">{part}</p>' for part in parts)
    cells = f"<td{span}>{first}</td>" + "".join(f'<td class="end">{other}</td>' for other in others)
    return f"<tr>{cells}</tr>"


def _table(table: Table) -> str:
    widths = table.widths or (1,) * sum(cell.span for cell in table.rows[0])
    columns = "".join(f'<col style="width: {100 * width / sum(widths):.3f}%">' for width in widths)
    caption = f"<caption>{_inlines(table.caption)}</caption>" if table.caption else ""
    head = "".join(_row(row) for row in table.rows[: table.head_rows])
    body = "".join(_row(row) for row in table.rows[table.head_rows :])
    return f"<table>{caption}<colgroup>{columns}</colgroup><thead>{head}</thead><tbody>{body}</tbody></table>"


def _row(row: tuple[Cell, ...]) -> str:
    cells = []
    for cell in row:
        tag = "th" if cell.head else "td"
        scope = ' scope="col"' if cell.head else ""
        span = f' colspan="{cell.span}"' if cell.span > 1 else ""
        cells.append(f"<{tag}{scope}{span}>{_inlines(cell.inlines)}</{tag}>")
    return f"<tr>{''.join(cells)}</tr>"


def _inlines(inlines: tuple[Inline, ...]) -> str:
    return "".join(_inline(inline) for inline in inlines)


def _inline(inline: Inline) -> str:
    match inline:
        case Text(text):
            return escape(text, quote=False).replace("\n", "<br>")
        case Value(text, source, _, occurrence):
            kept = KEPT.sub(lambda m: f'<span class="keep">{m[0]}</span>', escape(text, quote=False))
            place = f' id="{MARK}{occurrence}"' if occurrence else ""
            kept = kept.replace("\n", "<br>")
            return f'<data{place} value="{escape(source)}">{kept}</data>'
        case Strong(inner):
            return f"<strong>{_inlines(inner)}</strong>"
        case LineBreak():
            return "<br>"
        case Tab():
            return "\t"
