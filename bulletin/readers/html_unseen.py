"""List what a web page holds beside the text that is read: elements, attributes and styles."""

import base64
import binascii
import hashlib
import re
from html.parser import HTMLParser

from bulletin.issues.issue import Issue, warning
from bulletin.readers.copy import Unseen

ELEMENTS = frozenset(
    [
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "main",
        "article",
        "p",
        "div",
        "data",
        "span",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "br",
        "table",
        "caption",
        "colgroup",
        "col",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "th",
        "td",
        "script",
        "strong",
        "b",
        "em",
        "i",
        "u",
        "section",
        "header",
        "footer",
        "figure",
        "figcaption",
        "img",
        "ul",
        "li",
        "dl",
        "dt",
        "dd",
        "hr",
        "a",
        "small",
        "sub",
        "sup",
    ]
)
"""Elements whose text is read as it shows."""
ATTRIBUTES = frozenset(
    [
        "lang",
        "charset",
        "content",
        "name",
        "class",
        "style",
        "id",
        "value",
        "colspan",
        "rowspan",
        "scope",
        "data-name",
        "data-part-sha256",
        "data-sha256",
        "type",
        "href",
        "alt",
        "src",
        "title",
        "width",
        "height",
        "role",
        "aria-label",
        "aria-hidden",
    ]
)
INLINE = re.compile(
    r"(?:font-size|line-height|padding(?:-\w+)?|margin(?:-\w+)?|width|height|text-align)\s*:\s*[\w.%\s-]+"
    r"|(?:left|top|letter-spacing|text-indent)\s*:\s*-?[0-9]{1,3}(?:\.[0-9]+)?(?:mm|pt)"
)
"""The declarations that a style attribute may hold."""
SHEET = re.compile(
    r"content\s*:\s*[^;}]*(?:[0-9\u4e00-\u9fff]|attr\(|counter\((?!page\b))|display\s*:\s*none|font-size\s*:\s*0(?!\.?[1-9])"
    r"|opacity\s*:\s*0|url\(|@import|@font-face|::?(?:before|after)|text-indent\s*:\s*-[0-9]{3}|(?<!-)color\s*:\s*(?:#f{3,6}\b|white|transparent)"
    r"|visibility\s*:\s*hidden|clip|unicode-bidi|direction\s*:\s*rtl|text-transform|-webkit-text",
    re.IGNORECASE,
)
"""What a style sheet may not say: text of its own, or that text does not show."""
KNOWN = re.compile(r"\.(?:room|fitted|frame\.lower)\s*\{[^{}]*\}")
"""Our rules of an empty place, and of what narrow screens leave out; text in an empty place is told of."""
OURS = ("application/json",)


class _Page(HTMLParser):
    """Follows the tags of a page and keeps what is not known."""

    def __init__(self, name: str) -> None:
        super().__init__(convert_charrefs=True)
        self.name, self.found = name, dict[str, Unseen]()
        self.in_style = self.in_room = False

    def tell(self, text: str, about: str = "", digest: str = "") -> None:
        issue: Issue = warning("B820", self.name, text, "Look at this place yourself.", about=about)
        self.found.setdefault(text + about + digest, Unseen(issue, digest))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        self.in_style = tag == "style"
        self.in_room = "room" in given.get("class", "").split()
        if tag not in ELEMENTS:
            self.tell("Not looked at: <{about}>.", tag)
        for key in given:
            if key not in ATTRIBUTES:
                self.tell("Not looked at: the attribute “{about}”.", key)
        if tag == "script" and given.get("type") not in OURS:
            self.tell("Not looked at: a program in the page.")
        if tag == "meta" and "http-equiv" in given:
            self.tell("Not looked at: <{about}>.", "meta http-equiv")
        if tag == "img":
            self.tell("Not looked at: a picture.", digest=_digest(given.get("src", "")))
        for each in given.get("style", "").split(";"):
            if each.strip() and not INLINE.fullmatch(each.strip()):
                self.tell("Not looked at: the style “{about}”.", each.strip()[:40])

    def handle_endtag(self, tag: str) -> None:
        self.in_style = self.in_style and tag != "style"

    def handle_data(self, data: str) -> None:
        if self.in_room and data.strip():
            self.tell("Not looked at: text in an empty place.")
        if self.in_style and (match := SHEET.search(KNOWN.sub("", data))):
            self.tell("Not looked at: the style “{about}”.", match[0].strip()[:40])

    def handle_decl(self, decl: str) -> None:
        if decl.strip().lower() != "doctype html":
            self.tell("Not looked at: <{about}>.", "!" + decl[:20])


def unseen_in(page: str, name: str) -> tuple[Unseen, ...]:
    """Return what a page holds beside its text, each once, in its order."""
    reader = _Page(name)
    reader.feed(page)
    reader.close()
    return tuple(reader.found.values())


def _digest(source: str) -> str:
    """Return the SHA-256 of a picture that is in the page itself; empty for any other."""
    head, _, content = source.partition("base64,")
    try:
        return (
            hashlib.sha256(base64.b64decode(content, validate=True)).hexdigest()
            if head.startswith("data:image/")
            else ""
        )
    except (binascii.Error, ValueError):
        return ""
