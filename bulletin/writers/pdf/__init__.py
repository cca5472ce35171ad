"""Turn a document into PDF/A by WeasyPrint, which only `seam` imports.

Each process keeps one font configuration a layout: a new one for each document would keep its memory and take
a quarter of the time. Only `data:` and the font files under this module's own scheme are fetched. A message
that WeasyPrint would only log is an error here.
"""

import datetime
import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import Any

from bulletin.issues.errors import DocumentRefused
from bulletin.issues.issue import error
from bulletin.ledger.entries import Carried
from bulletin.model.document import Block, Document, ParagraphGroup
from bulletin.typography.font_file import on_the_grid
from bulletin.typography.fonts import chain, font_files
from bulletin.typography.layout import Layout
from bulletin.writers.html import Paper, page
from bulletin.writers.html.style_sheet import style_sheet
from bulletin.writers.options import DEFAULT, UNDATED, Options, Sides
from bulletin.writers.pdf import seam
from bulletin.writers.pdf.flush import align, fill_lines
from bulletin.writers.pdf.objects import settle
from bulletin.writers.pdf.rows import DrawnTables, row_styles
from bulletin.writers.pdf.tags import mend_tags

SCHEME = "bulletin-font"

DATA = re.compile("</?data[^>]*>")
"""Tags of values, removed for a PDF: its ledger finds numbers by the text, and each tag would cost a box."""

PIXELS = "img { image-rendering: pixelated }"
"""Viewers must not interpolate pictures, so that an archived page looks the same in all of them (PDF/A)."""


def write_pdf(document: Document, layout: Layout, options: Options = DEFAULT) -> bytes:
    """Return a tagged PDF with its fonts subset and embedded, of the kind in `options`: PDF/A-3a by default.

    Raises:
        ToolMissing: Pango, HarfBuzz's subsetter or a face is missing, or used parts of WeasyPrint changed.
        DocumentRefused: WeasyPrint would have logged a message, or a PDF/A-2 was to carry a ledger, which it
            may not hold (ISO 19005-2, 6.8) and which would silently be dropped.
    """
    if options.pdf == "a-2a" and options.ledger and options.ledger.content:
        text = "A PDF/A-2 cannot carry the ledger."
        hint = "Ask for PDF/A-3 (--pdf a-3a), or for a document without its ledger (--embed none)."
        raise DocumentRefused([error("B607", document.genre, text, hint)])
    html, tables, look = _page(document, layout, closing_sides(document, layout))
    choices = {"pdf_variant": f"pdf/{options.pdf}", "pdf_tags": True, "cache": look["cache"]}
    choices["attachments"] = _attachments(document, options.ledger)
    colours = seam.colours() if options.pdf.startswith("a-") else {}  # PDF/UA requires none
    choices["output_intent"] = next(iter(colours), None)
    with seam.Heard() as heard:
        laid_out = html.render(color_profiles=colours, **{**look, **choices})
        fill_lines(laid_out)
        content: bytes = laid_out.write_pdf(finisher=partial(_finished, tables), **choices)
    if heard.messages:
        text = "The PDF cannot be trusted: {reason}"
        raise DocumentRefused(
            error("B604", document.genre, text, reason=m) for m in dict.fromkeys(heard.messages)
        )
    return content


def _finished(tables: DrawnTables, _document: Any, file: Any) -> None:
    """Mend the tags and pack the objects of a PDF whose pages are drawn, before it is written."""
    mend_tags(file, tables.pictures)
    settle(file)


def closing_sides(document: Document, layout: Layout) -> Sides:
    """Return the place of 版记: below the text, or, if the layout asks for it, on the back of the last sheet.

    The back has an even page number; a blank page before it and the page of 版记 itself print none (7.5).

    Raises:
        ToolMissing: pages must be counted, and Pango or a face is missing.
    """
    without = tuple(block for block in document.blocks if not _is_colophon(block))
    if layout.colophon == "with_text" or len(without) == len(document.blocks):
        return "with_text"
    text = _page_count(replace(document, blocks=without), layout)
    if text % 2:
        return "next_page"
    return "with_text" if _page_count(document, layout) == text else "after_blank"


def _is_colophon(block: Block) -> bool:
    return isinstance(block, ParagraphGroup) and block.kind == "colophon"


def _page_count(document: Document, layout: Layout) -> int:
    html, _, look = _page(document, layout, "with_text")
    return len(html.render(**look).pages)


def _page(document: Document, layout: Layout, sides: Sides) -> tuple[Any, DrawnTables, dict[str, Any]]:
    """Return the HTML for WeasyPrint, the tables drawn in it, and the arguments of its layout."""
    fonts, sheet = _prepared(layout, tuple(sorted(font_files().items())))
    tables = DrawnTables(fonts, _names, document.language)
    text = DATA.sub("", page(document, "", layout, "", Paper(sides, tables.html)))
    html = seam.Browser(string=text, url_fetcher=_fetcher({}))
    return html, tables, {"stylesheets": [sheet], "font_config": fonts, "cache": {**tables.pictures}}


def _attachments(document: Document, ledger: Carried | None) -> list[Any]:
    """Return the ledger as an associated file with the document's date; empty if there is none to embed."""
    if ledger is None or not ledger.content:
        return []
    day = datetime.date.fromisoformat(document.date) if document.date else UNDATED
    moment = datetime.datetime(day.year, day.month, day.day)  # noqa: DTZ001  # WeasyPrint writes it as UTC
    return [
        seam.Attachment(
            string=ledger.content, name=ledger.file, description="数字台账 / ledger of figures",
            created=moment, modified=moment, relationship="Supplement",
        )
    ]  # fmt: skip


@cache
def _prepared(layout: Layout, files: tuple[tuple[str, Path], ...]) -> tuple[Any, Any]:
    """Make the font configuration and the style sheet of a layout, once a process."""
    named = dict(files)
    faces = [
        f'@font-face {{ font-family: "{SCHEME}-{key}"; src: url("{SCHEME}:{key}") }}' for key in sorted(named)
    ]

    def families(face: str) -> str:
        return ", ".join(f'"{name}"' for name in _names(face).split(","))

    fonts = seam.Fonts()
    css = align("\n".join([*faces, style_sheet(layout, families), row_styles(layout, families), PIXELS]))
    with seam.Heard() as heard:
        sheet = seam.CSS(string=css, font_config=fonts, url_fetcher=_fetcher(named))
    if heard.messages:
        text = "The style sheet cannot be used: {reason}"
        raise DocumentRefused([error("B604", layout.name, text, reason="; ".join(heard.messages))])
    return fonts, sheet


def _names(face: str) -> str:
    """Return the family names of a class of faces in the style sheet, in order of preference."""
    return ",".join(f"{SCHEME}-{key}" for key in chain(face, font_files()))


def _fetcher(files: Mapping[str, Path]) -> seam.Fetcher:
    """Return a fetcher for `data:` and the given font files, which fails on every other address."""
    return seam.Fetcher({f"{SCHEME}:{key}": partial(on_the_grid, path) for key, path in files.items()})
