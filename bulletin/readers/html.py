"""Read a web page into lines, with white space as browsers show it."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from bulletin.files.refused import damaged
from bulletin.ledger.entries import LEDGER_ID
from bulletin.readers.builder import LinesBuilder, occurrence_of
from bulletin.readers.copy import Copy
from bulletin.readers.html_unseen import unseen_in
from bulletin.readers.ledgers import embedded
from bulletin.readers.pdf import PAGE_NUMBER
from bulletin.readers.txt import decoded

BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl"}
    | {"dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "head"}
    | {"header", "hr", "html", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "ul"}
)
UNSEEN = frozenset({"title", "style", "script", "template", "noscript", "rt", "del", "s", "strike"})
UNCLOSED = re.compile(r"<[^<>]*(?=<|\Z)")
MAX_UNCLOSED, MAX_SECTIONS = 200, 2_000
"""The most unclosed tags and marked sections; for each, html.parser searches all that follows."""
SPACES = re.compile(r"[ \t\r\n\f]+")


def read_html(content: bytes, name: str) -> Copy:
    """Return the text of a page, the elements around its values, and its ledger."""
    page = decoded(content)
    if sum(1 for _ in UNCLOSED.finditer(page)) > MAX_UNCLOSED or page.count("<![") > MAX_SECTIONS:
        raise damaged()
    reader = _HtmlReader()
    try:
        reader.feed(page)
        reader.close()
    except AssertionError:  # raised by html.parser for some declarations
        raise damaged() from None
    # The writer escapes `<` and nothing else, so that the ledger cannot end its own block.
    carried = "".join(reader.script).strip("\r\n").replace("\\u003c", "<")
    told = (reader.part_digest, reader.digest)
    ledger, issues = embedded(carried, name, *told) if carried.strip() else (None, ())
    lines = tuple(line for line in reader.lines.finish() if not PAGE_NUMBER.fullmatch(line.text))
    return Copy(name, "html", lines, ledger, reader.file, reader.digest, issues, unseen_in(page, name))


@dataclass(slots=True)
class _HtmlTable:
    """An open table, and whether one of its rows is open."""

    row: bool = False


@dataclass
class _HtmlReader(HTMLParser):
    """Follows the tags of a page."""

    lines: LinesBuilder = field(default_factory=LinesBuilder)
    script: list[str] = field(default_factory=list)
    file: str = ""
    digest: str = ""
    part_digest: str = ""
    unseen: str = ""  # the element that hides the text until it ends
    is_ledger: bool = False
    space: bool = False
    tables: list[_HtmlTable] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)  # the open elements <data>

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.unseen:
            return
        attributes = {key: value or "" for key, value in attrs}
        if tag in UNSEEN:
            self.unseen = tag
            self.is_ledger = tag == "script" and attributes.get("id") == LEDGER_ID
            if self.is_ledger:
                self.file = attributes.get("data-name", "")
                self.digest = attributes.get("data-sha256", "")
                self.part_digest = attributes.get("data-part-sha256", "")
        elif tag in BLOCKS:
            self._end_line()
            if tag == "table":
                self.tables.append(_HtmlTable())
        elif tag == "br":
            self.space = False
            self.lines.text("\n")
        elif tag == "tr":
            self._begin_row()
        elif tag in ("td", "th") and self.tables:
            if not self.tables[-1].row:
                self._begin_row()
            self.space = False
            self.lines.begin_cell()
        elif tag == "data":
            self._begin_mark(attributes.get("id", ""))

    def _begin_mark(self, name: str) -> None:
        occurrence = occurrence_of(name)
        self.marks.append(name if occurrence else "")
        if occurrence:
            self._put("")
            self.lines.begin_mark(name, occurrence)

    def handle_endtag(self, tag: str) -> None:
        if self.unseen:
            if tag == self.unseen:
                self.unseen, self.is_ledger = "", False
        elif tag == "tr":
            self._end_row()
        elif tag == "table" and self.tables:
            self._end_row()
            self.tables.pop()
            self._end_line()
        elif tag in BLOCKS:
            self._end_line()
        elif tag == "data" and self.marks:
            self.lines.end_mark(self.marks.pop())

    def handle_data(self, data: str) -> None:
        if self.is_ledger:
            self.script.append(data)
        if self.unseen:
            return
        if data == "\t":  # a tab separates the two parts of a line in our pages
            self.lines.text(data)
            return
        first = True
        for piece in SPACES.split(data):
            self.space |= not first
            first = False
            if piece:
                self._put(piece)

    def _put(self, text: str) -> None:
        """Add characters, after one space for all white space before them."""
        if self.space and not self.lines.fresh:
            self.lines.text(" ")
        self.space = False
        self.lines.text(text)

    def _end_line(self) -> None:
        self.space = False
        self.lines.end()

    def _begin_row(self) -> None:
        if not self.tables:  # a row outside a table is ignored
            return
        self._end_row()
        self.lines.begin_row()
        self.tables[-1].row = True

    def _end_row(self) -> None:
        self.space = False
        if self.tables and self.tables[-1].row:
            self.lines.end_row()
            self.tables[-1].row = False
