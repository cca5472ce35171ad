"""Define the markup: its tags, their attributes, and which tags may stand in which."""

from collections.abc import Mapping

GROUP_TAGS = ("masthead", "signature", "colophon")
HEADINGS = ("h1", "h2", "h3", "h4")
PLAIN = (*HEADINGS, "p", "table", "bars", "picture", "newpage")
"""Blocks of a section as well as of the document itself."""

BLOCK_TAGS = (
    *PLAIN, "caption", "tr", "th", "td", "bar", *GROUP_TAGS, "annexes", "section", "attachment",
)  # fmt: skip
"""The tags that carry their template line."""

MAX_DEPTH = 12
MAX_NODES = 400_000
MAX_TEXT = 50_000
"""The most characters of a paragraph, heading or cell; the longest known paragraph has 3,000."""
MAX_ROWS, MAX_COLUMNS = 10_000, 40
"""The most rows and columns of a table: a landscape sheet has room for 40 columns of one character."""
MAX_PICTURES = 100
MAX_FAULTS = 100
"""The most faults a report names."""

ATTRIBUTES: Mapping[str, tuple[str, ...]] = {
    "document": (),
    **dict.fromkeys(BLOCK_TAGS, ("at",)),
    **dict.fromkeys(("h2", "h3", "h4"), ("at", "numbered")),
    "p": ("at", "role", "numbered"),
    "table": ("at", "widths", "aligns"),
    "th": ("at", "span", "joined", "align"),
    "td": ("at", "span", "joined", "align", "numbered"),
    "picture": ("at", "src", "alt", "width"),
    "signature": ("at", "sealed"),
    "section": ("at", "landscape"),
    "attachment": ("at", "landscape"),
    "strong": (),
    "br": (),
    "tab": (),
    "line": ("at",),
    "data": ("name", "form", "seal"),
    "time": ("name", "form", "seal"),
}

UNWRITTEN = ("data", "time", "line")
"""The elements that no author writes: the values, and the line at which an office's own sentence begins."""

KNOWN = ", ".join(tag for tag in ATTRIBUTES if tag not in UNWRITTEN)
MARKUP = "Elements: {known}."
"""What is said of every fault of the markup, and the elements that an author writes."""

SWITCHES = ("numbered", "sealed", "landscape", "joined")
"""The attributes with the values yes and no."""

CHILDREN: Mapping[str, tuple[str, ...]] = {
    "document": (*PLAIN, *GROUP_TAGS, "annexes", "section", "attachment"),
    "section": tuple(tag for tag in PLAIN if tag != "h1"),
    "attachment": PLAIN,
    **dict.fromkeys(GROUP_TAGS, ("p",)),
    **dict.fromkeys((*HEADINGS, "caption", "th", "td"), ("strong", "br", "data", "time")),
    "p": ("strong", "br", "tab", "data", "time"),
    "strong": ("br", "data", "time"),
    "table": ("caption", "tr"),
    "bars": ("caption", "bar"),
    "bar": ("td",),
    "picture": ("caption",),
    "tr": ("th", "td"),
}

TEXT_IN = (*HEADINGS, "p", "caption", "th", "td", "strong", "data", "time")
"""The tags that hold words."""
