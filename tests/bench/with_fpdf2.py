"""fpdf2 as its manual begins: a page, cells of text, and its table."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from fpdf import FPDF
from fpdf.enums import WrapMode

LOOK = {
    "title": ("xiaobiaosong", 22, "C"), "sample": ("heiti", 12, "C"), "heading": ("heiti", 16, "L"),
    "caption": ("heiti", 14, "C"), "closing": ("fangsong", 16, "R"),
}  # fmt: skip


def pdf(words: dict[str, Any], _folder: Path) -> Callable[[], bytes]:
    """Set the whole document; a document of fpdf2 reads its own fonts."""

    def make() -> bytes:
        document = FPDF(format="A4")
        document.set_margins(28, 37, 26)
        document.set_auto_page_break(True, 35)
        document.set_lang("zh-CN")
        document.set_title(words["title"])
        for key, face in words["faces"].items():
            document.add_font(key, fname=face["file"])
        document.add_page()

        def line(kind: str, text: str) -> None:
            face, size, align = LOOK.get(kind, ("fangsong", 16, "L"))
            document.set_font(face, size=size)
            document.multi_cell(
                0, 10, text, align=align, wrapmode=WrapMode.CHAR, new_x="LMARGIN", new_y="NEXT"
            )

        for kind, text in words["lines"]:
            line(kind, text)
        document.set_font("fangsong", size=14)
        with document.table(
            col_widths=(12.5, 31.2, 43.7, 43.7, 24.9), text_align="CENTER", wrapmode=WrapMode.CHAR,
            headings_style=heading(), line_height=8,
        ) as table:  # fmt: skip
            table.row(words["head"])
            for row in words["rows"]:
                table.row(list(row.values()))
        for text in words["closing"]:
            line("closing", text)
        return bytes(document.output())

    return make


def heading() -> Any:
    """The face of the table's head; its own would be bold, which no file here is."""
    from fpdf.fonts import FontFace

    return FontFace(family="heiti", emphasis="")
