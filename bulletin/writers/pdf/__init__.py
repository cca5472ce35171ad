"""From a document to PDF/A, by WeasyPrint; beside it only `pdf_justify` and `pdf_cells` know it.

One FontConfiguration a process: a fresh one for each document holds its memory and costs a quarter of the
time. Nothing is fetched but `data:` and the font files of this module's own scheme. What WeasyPrint would
only log is an error here.
"""

import contextlib
import datetime
import io
import logging
import os
import re
import threading
import warnings
from collections.abc import Mapping
from dataclasses import replace
from functools import cache, partial
from importlib import resources
from pathlib import Path
from typing import Any, Self

from bulletin.issues.errors import DocumentRefused, ToolMissing
from bulletin.issues.issue import error
from bulletin.ledger.entries import Carried
from bulletin.model.document import Block, Document, ParagraphGroup
from bulletin.typography.font_file import on_the_grid
from bulletin.typography.fonts import chain, font_files
from bulletin.typography.layout import Layout
from bulletin.writers.html import Paper, page
from bulletin.writers.html.style_sheet import style_sheet
from bulletin.writers.options import DEFAULT, UNDATED, Options, Sides
from bulletin.writers.pdf.libraries import by_name_alone
from bulletin.writers.pdf.objects import settle
from bulletin.writers.pdf.rows import DrawnTables, row_styles
from bulletin.writers.pdf.tags import mend_tags

SCHEME = "bulletin-font"
_ALONE = threading.Lock()

DATA = re.compile("</?data[^>]*>")
"""A PDF knows nothing of them: its ledger finds its numbers by the text. Each would be a box to lay out."""

PIXELS = "img { image-rendering: pixelated }"
"""No viewer is to draw between the pixels of a picture: an archived page looks alike in all (PDF/A)."""


def write_pdf(document: Document, layout: Layout, options: Options = DEFAULT) -> bytes:
    """A tagged PDF with its fonts embedded and subset; PDF/A-3a unless another is asked for.

    Raises:
        ToolMissing: Pango, HarfBuzz's subsetter or a face is not on this machine.
        DocumentRefused: WeasyPrint met something it would only have logged, or a PDF/A-2 was to carry a
            ledger: it may hold no such file (ISO 19005-2, 6.8), and the ledger would silently be dropped.
    """
    if options.pdf == "a-2a" and options.ledger and options.ledger.content:
        text = "A PDF/A-2 cannot carry the ledger."
        hint = "Ask for PDF/A-3 (--pdf a-3a), or for a document without its ledger (--embed none)."
        raise DocumentRefused([error("B607", document.genre, text, hint)])
    html, tables, look = _page(document, layout, closing_sides(document, layout))
    with _Heard() as heard, warnings.catch_warnings():
        warnings.filterwarnings("ignore", "unclosed file", ResourceWarning)  # WeasyPrint's colour profile
        content: bytes = html.write_pdf(
            finisher=partial(_finished, tables),
            **look,
            pdf_variant=f"pdf/{options.pdf}",
            pdf_tags=True,
            full_fonts=False,
            attachments=_attachments(document, options.ledger),
        )
    if heard.messages:
        text = "The PDF cannot be trusted: {reason}"
        raise DocumentRefused(
            error("B604", document.genre, text, reason=m) for m in dict.fromkeys(heard.messages)
        )
    return content


def _finished(tables: DrawnTables, _document: Any, file: Any) -> None:
    """What is done to a PDF whose pages are drawn, before it is written."""
    mend_tags(file, tables.pictures)
    settle(file)


def closing_sides(document: Document, layout: Layout) -> Sides:
    """Where 版记 goes: below the text, or, if the layout wants it there, on the back of the last sheet.

    That side has an even number; a blank page before it and the page of 版记 itself then bear none (7.5).

    Raises:
        ToolMissing: pages must be counted, and Pango or a face is not on this machine.
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
    """The page for WeasyPrint, the tables that are drawn in it, and what it is laid out by."""
    fonts, sheet = _prepared(layout, tuple(sorted(font_files().items())))
    tables = DrawnTables(fonts, _names, document.language)
    text = DATA.sub("", page(document, "", layout, "", Paper(sides, tables.html)))
    html = _browser()(string=text, url_fetcher=_fetcher({}))
    return html, tables, {"stylesheets": [sheet], "font_config": fonts, "cache": {**tables.pictures}}


def _attachments(document: Document, ledger: Carried | None) -> list[Any]:
    """The ledger as an associated file, dated as the document is."""
    if ledger is None or not ledger.content:
        return []
    day = datetime.date.fromisoformat(document.date) if document.date else UNDATED
    moment = datetime.datetime(day.year, day.month, day.day)  # noqa: DTZ001  # WeasyPrint writes it as UTC
    return [
        _weasyprint().Attachment(
            string=ledger.content, name=ledger.file, description="数字台账 / ledger of figures",
            created=moment, modified=moment, relationship="Supplement",
        )
    ]  # fmt: skip


@cache
def _weasyprint() -> Any:
    """WeasyPrint, with a font configuration of its own so that no font of the machine slips in."""
    configuration = resources.files("bulletin.writers.pdf").joinpath("fonts.conf")
    os.environ.setdefault("FONTCONFIG_FILE", str(configuration))
    hint = "Debian, Ubuntu: apt-get install libpangoft2-1.0-0 libharfbuzz-subset0 (`make demo` does it)."
    try:
        # It prints a banner. What is set aside meanwhile is the whole process's: one thread at a time.
        with _ALONE, warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
            warnings.filterwarnings("ignore", "No fonts configured")  # none is meant to be
            with by_name_alone():
                import weasyprint
        from weasyprint.text import ffi
    except (OSError, ImportError) as cause:
        text = "The PDF writer needs the Pango libraries: {reason}"
        raise ToolMissing([error("B605", "pdf", text, hint, reason=str(cause).splitlines()[0])]) from None
    if not getattr(ffi, "harfbuzz_subset", None):
        text = (
            "The PDF writer needs the library libharfbuzz-subset, without which pages differ from run to run."
        )
        raise ToolMissing([error("B605", "pdf", text, hint)])
    from bulletin.writers.pdf.flush import install

    install()
    return weasyprint


@cache
def _browser() -> Any:
    """WeasyPrint's reader of HTML, with a browser's style sheet of our own."""
    weasyprint = _weasyprint()
    known = weasyprint.CSS(string=Path(__file__).with_name("browser.css").read_text("utf-8"))

    class Browser(weasyprint.HTML):  # type: ignore[misc,name-defined]  # WeasyPrint carries no types
        def _ua_stylesheets(self, _forms: bool = False) -> list[Any]:
            return [known]

    return Browser


@cache
def _prepared(layout: Layout, files: tuple[tuple[str, Path], ...]) -> tuple[Any, Any]:
    """Font configuration and style sheet of a layout, made once a process."""
    weasyprint = _weasyprint()
    from weasyprint.text.fonts import FontConfiguration

    named = dict(files)
    faces = [
        f'@font-face {{ font-family: "{SCHEME}-{key}"; src: url("{SCHEME}:{key}") }}' for key in sorted(named)
    ]

    def families(face: str) -> str:
        return ", ".join(f'"{name}"' for name in _names(face).split(","))

    fonts = FontConfiguration()
    css = "\n".join([*faces, style_sheet(layout, families), row_styles(layout, families), PIXELS])
    with _Heard() as heard:
        sheet = weasyprint.CSS(string=css, font_config=fonts, url_fetcher=_fetcher(named))
    if heard.messages:
        text = "The style sheet cannot be used: {reason}"
        raise DocumentRefused([error("B604", layout.name, text, reason="; ".join(heard.messages))])
    return fonts, sheet


def _names(face: str) -> str:
    """The names under which the fonts of a class of faces are known here, the first choice first."""
    return ",".join(f"{SCHEME}-{key}" for key in chain(face, font_files()))


def _fetcher(files: Mapping[str, Path]) -> Any:
    """A fetcher that knows `data:` and the given font files, and fails on everything else."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Fetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint carries no types
        def fetch(self, url: str, headers: Any = None) -> Any:
            key = url.removeprefix(f"{SCHEME}:")
            if key != url and key in files:
                return URLFetcherResponse(url, on_the_grid(files[key]), {"Content-Type": "font/ttf"})
            return super().fetch(url, headers)

    return Fetcher(allowed_protocols=("data",), fail_on_errors=True)


class _Heard(logging.Handler):
    """Collects what WeasyPrint warns of while it works."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())

    def __enter__(self) -> Self:
        logging.getLogger("weasyprint").addHandler(self)
        return self

    def __exit__(self, *_: object) -> None:
        logging.getLogger("weasyprint").removeHandler(self)
