"""Write a document as plain text: one line for each paragraph or row, tabs between cells."""

from bulletin.model.document import (
    Bars,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    ParagraphGroup,
    Picture,
    Table,
    leaves,
    text_of,
)
from bulletin.typography.layout import Layout

INDENT = "　"  # one full-width space for each character of indent


def write_txt(document: Document, layout: Layout) -> bytes:
    """Return UTF-8 text; indented paragraphs begin with full-width spaces."""
    lines: list[str] = []
    for block in leaves(document.blocks):
        match block:
            case Heading():
                lines.append(_indented(text_of(block.inlines), layout, block.role))
            case Paragraph():
                lines.append(_indented(text_of(block.inlines), layout, block.role))
            case Table():
                lines += [text_of(block.caption)] if block.caption else []
                lines += ["\t".join(_one_line(text_of(cell.inlines)) for cell in row) for row in block.rows]
            case Bars():
                lines += [text_of(block.caption)] if block.caption else []
                lines += [f"{text_of(bar.label)}\t{text_of(bar.value)}" for bar in block.bars]
            case Picture():
                lines += [text_of(block.caption)] if block.caption else []
            case ParagraphGroup():
                lines += [_indented(text_of(each.inlines), layout, each.role) for each in block.paragraphs]
            case PageBreak():
                pass
    return ("\n".join(lines) + "\n").encode()


def _one_line(text: str) -> str:
    return text.replace("\n", INDENT)


def _indented(text: str, layout: Layout, role: str) -> str:
    return INDENT * max(0, int(layout.roles[role].first_line)) + text
