"""ReportLab as its manual begins: paragraphs, and a long table with paragraphs in its cells."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate, TableStyle

WIDTHS = [width * mm for width in (12.5, 31.2, 43.7, 43.7, 24.9)]


def pdf(words: dict[str, Any], _folder: Path) -> Callable[[], bytes]:
    """Set the whole document; the fonts are registered once, as its manual has it."""
    for key, face in words["faces"].items():
        pdfmetrics.registerFont(TTFont(key, face["file"]))

    def style(face: str, size: int, **more: Any) -> ParagraphStyle:
        return ParagraphStyle(face, fontName=face, fontSize=size, leading=1.6 * size, wordWrap="CJK", **more)

    body = style("fangsong", 16, firstLineIndent=32)
    styles = {
        "title": style("xiaobiaosong", 22, alignment=TA_CENTER),
        "sample": style("heiti", 12, alignment=TA_CENTER),
        "addressees": style("fangsong", 16),
        "heading": style("heiti", 16, firstLineIndent=32),
        "caption": style("heiti", 14, alignment=TA_CENTER),
        "head": style("heiti", 14, alignment=TA_CENTER),
        "cell": style("fangsong", 14, alignment=TA_CENTER),
        "closing": style("fangsong", 16, alignment=TA_RIGHT),
    }
    grid = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black)])

    def make() -> bytes:
        made = io.BytesIO()
        document = SimpleDocTemplate(
            made, pagesize=A4, topMargin=37 * mm, bottomMargin=35 * mm, leftMargin=28 * mm,
            rightMargin=26 * mm, title=words["title"],
        )  # fmt: skip
        story: list[Any] = [Paragraph(text, styles.get(kind, body)) for kind, text in words["lines"]]
        rows = [[Paragraph(text, styles["head"]) for text in words["head"]]]
        rows += [[Paragraph(text, styles["cell"]) for text in row.values()] for row in words["rows"]]
        story.append(LongTable(rows, colWidths=WIDTHS, repeatRows=1, style=grid))
        story += [Paragraph(text, styles["closing"]) for text in words["closing"]]
        document.build(story)
        return made.getvalue()

    return make
