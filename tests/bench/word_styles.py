"""A Word file of python-docx with the page and the faces of the bulletin; two programs begin with it."""

from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

WIDTHS = (12.5, 31.2, 43.7, 43.7, 24.9)
"""Millimetres of the columns."""
STYLES = {
    "Normal": ("fangsong", 16), "Title": ("xiaobiaosong", 22), "Heading 1": ("heiti", 16),
    "Caption": ("heiti", 14), "Table Grid": ("fangsong", 14),
}  # fmt: skip


def styled(faces: dict[str, Any]) -> Any:
    """An empty document whose styles bear the faces of the bulletin."""
    document = docx.Document()
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin, page.bottom_margin, page.left_margin, page.right_margin = Mm(37), Mm(35), Mm(28), Mm(26)
    for name, (face, size) in STYLES.items():
        style = document.styles[name]
        style.font.name, style.font.size = faces[face]["family"], Pt(size)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in [key for key in fonts.attrib if key.endswith("Theme")]:
            del fonts.attrib[theme]  # it would come before the face that is named
        fonts.set(qn("w:eastAsia"), faces[face]["family"])
    return document


def add_line(document: Any, kind: str, text: str) -> None:
    """A paragraph of one of the kinds of the bulletin."""
    style = {"title": "Title", "heading": "Heading 1", "caption": "Caption"}.get(kind, "Normal")
    paragraph = document.add_paragraph(text, style=style)
    if kind in ("title", "caption", "sample"):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif kind == "closing":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    elif kind != "addressees":
        paragraph.paragraph_format.first_line_indent = Pt(32)


def add_table(document: Any, head: list[str]) -> Any:
    """A table with its head, whose columns have the widths of the bulletin."""
    table = document.add_table(rows=1, cols=len(head))
    table.style, table.autofit = "Table Grid", False
    for column, cell, width, text in zip(table.columns, table.rows[0].cells, WIDTHS, head, strict=True):
        column.width = cell.width = Mm(width)
        cell.text = text
    return table
