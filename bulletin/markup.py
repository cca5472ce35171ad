"""From strict markup, the XML a template writes, to the document tree; every error names the template line.

    document   h1 h2 h3 h4  p(role)  table(widths)  masthead  signature(sealed)  colophon  newpage
    masthead, signature, colophon    p(role)
    h1…h4 p    text  strong  br  tab  data  time        h2…h4 may say numbered="yes": 一、 （一） 1.
    table      caption?  tr of th, td(span)        leading rows of th are repeated on every page

`data` and `time` come from the template engine alone (`compose`); everything else is refused.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, cast
from xml.parsers import expat

from bulletin.errors import TemplateRefused
from bulletin.issues import Issue, error
from bulletin.tree import (
    Block,
    Cell,
    Group,
    GroupKind,
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
    text_of,
)
from bulletin.wording.numbers import hanzi

GROUP_TAGS = ("masthead", "signature", "colophon")
BLOCK_TAGS = ("h1", "h2", "h3", "h4", "p", "table", "caption", "tr", "th", "td", *GROUP_TAGS, "newpage")
"""The tags that carry the template line they were written on."""

MAX_DEPTH = 12
MAX_NODES = 400_000

_ATTRIBUTES: Mapping[str, tuple[str, ...]] = {
    "document": (),
    **dict.fromkeys(BLOCK_TAGS, ("at",)),
    **dict.fromkeys(("h2", "h3", "h4"), ("at", "numbered")),
    "p": ("at", "role"),
    "table": ("at", "widths"),
    "th": ("at", "span"),
    "td": ("at", "span"),
    "signature": ("at", "sealed"),
    "strong": (),
    "br": (),
    "tab": (),
    "data": ("name", "form"),
    "time": ("name", "form"),
}
_CHILDREN: Mapping[str, tuple[str, ...]] = {
    "document": ("h1", "h2", "h3", "h4", "p", "table", *GROUP_TAGS, "newpage"),
    **dict.fromkeys(GROUP_TAGS, ("p",)),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "caption", "th", "td"), ("strong", "br", "data", "time")),
    "p": ("strong", "br", "tab", "data", "time"),
    "strong": ("br", "data", "time"),
    "table": ("caption", "tr"),
    "tr": ("th", "td"),
}
_TEXT_IN = ("h1", "h2", "h3", "h4", "p", "caption", "th", "td", "strong", "data", "time")
_BREAK = re.compile(r"[ \t]*\n\s*")
_JOIN = (
    "\ufdd0"  # a non-character: marks where a newline of the template stood, until its neighbours are known
)


@dataclass(slots=True)
class _Element:
    tag: str
    attributes: Mapping[str, str]
    at: str
    children: list["_Element | str"] = field(default_factory=list)


def parse_markup(markup: str, roles: frozenset[str], template: str) -> tuple[Block, ...]:
    """The blocks written in `markup`; `roles` are the paragraph roles the layout knows.

    Raises:
        TemplateRefused: with an issue for each place that is not strict markup.
    """
    builder = _Builder(template)
    root = builder.build(markup)
    if builder.issues or root is None:
        raise TemplateRefused(builder.issues)
    blocks = _Blocks(roles)
    result = blocks.read(root)
    if blocks.issues:
        raise TemplateRefused(blocks.issues)
    return result


class _Builder:
    """Builds the elements and refuses what the grammar does not name."""

    def __init__(self, template: str) -> None:
        self.template, self.issues = template, list[Issue]()
        self.open: list[_Element] = []
        self.root: _Element | None = None
        self.nodes = 0

    def build(self, markup: str) -> _Element | None:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.text
        parser.StartDoctypeDeclHandler = lambda *_: self.refuse("A document type has no place in a template.")
        parser.ProcessingInstructionHandler = lambda *_: self.refuse(
            "An instruction has no place in a template."
        )
        try:
            parser.Parse(markup, True)
        except expat.ExpatError as cause:
            self.refuse("The markup is not well-formed: {reason}.", reason=expat.errors.messages[cause.code])
        return self.root

    @property
    def at(self) -> str:
        return self.open[-1].at if self.open else self.template

    def refuse(self, text: str, /, **values: object) -> None:
        self.issues.append(
            error("B405", self.at, text, "docs/templates.md shows the whole markup.", **values)
        )

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        at = attributes.get("at") or self.at
        parent = self.open[-1].tag if self.open else ""
        element = _Element(tag, attributes, at)
        self.nodes += 1
        if self.nodes > MAX_NODES or len(self.open) > MAX_DEPTH:
            self.refuse("The document is too large or too deeply nested.")
            raise TemplateRefused(self.issues)
        self.open.append(element)
        if tag not in _ATTRIBUTES:
            self.refuse("<{tag}> is not part of the markup.", tag=tag)
        elif (parent and tag not in _CHILDREN.get(parent, ())) or (not parent and tag != "document"):
            self.refuse("<{tag}> is not allowed inside <{parent}>.", tag=tag, parent=parent or "—")
        else:
            for name in attributes:
                if name not in _ATTRIBUTES[tag]:
                    self.refuse("<{tag}> takes no attribute “{name}”.", tag=tag, name=name)
        if len(self.open) > 1:
            self.open[-2].children.append(element)
        else:
            self.root = element

    def end(self, _tag: str) -> None:
        self.open.pop()

    def text(self, text: str) -> None:
        element = self.open[-1]
        if element.tag in _TEXT_IN:
            element.children.append(text)
        elif text.strip():
            self.refuse("Text stands outside of a paragraph: {text}", text=text.strip()[:30])


class _Blocks:
    """Turns elements into blocks."""

    def __init__(self, roles: frozenset[str]) -> None:
        self.roles, self.issues = roles, list[Issue]()
        self.ordinals = [0, 0, 0, 0, 0]

    def read(self, root: _Element) -> tuple[Block, ...]:
        return tuple(self.block(child) for child in root.children if isinstance(child, _Element))

    def block(self, element: _Element) -> Block:
        if element.tag == "newpage":
            return PageBreak(element.at)
        if element.tag == "table":
            return self.table(element)
        if element.tag in GROUP_TAGS:
            paragraphs = [self.paragraph(child) for child in element.children if isinstance(child, _Element)]
            sealed = element.attributes.get("sealed") == "yes"
            return Group(cast("GroupKind", element.tag), tuple(paragraphs), sealed, element.at)
        if element.tag == "p":
            return self.paragraph(element)
        inlines = _inlines(element.children)
        level = int(element.tag[1])
        if element.attributes.get("numbered") == "yes":
            inlines = (Value(self.ordinal(level), "ordinal", "ordinal"), *inlines)
        return Heading(cast("Literal[1, 2, 3, 4]", level), inlines, element.at)

    def paragraph(self, element: _Element) -> Paragraph:
        role = element.attributes.get("role", "body")
        if role not in self.roles:
            text, hint = "The layout has no role “{role}”.", "Roles: {roles}."
            self.issues.append(
                error("B406", element.at, text, hint, role=role, roles=", ".join(sorted(self.roles)))
            )
        return Paragraph(role, _inlines(element.children), element.at)

    def ordinal(self, level: int) -> str:
        """The next ordinal of a level: 一、 （一） 1. (GB/T 9704, 7.3.3)."""
        self.ordinals[level] += 1
        self.ordinals[level + 1 :] = [0] * (4 - level)
        n = self.ordinals[level]
        return {2: f"{hanzi(n)}、", 3: f"（{hanzi(n)}）"}.get(level, f"{n}.")

    def table(self, element: _Element) -> Table:
        caption: tuple[Inline, ...] = ()
        rows: list[tuple[Cell, ...]] = []
        for child in element.children:
            if not isinstance(child, _Element):
                continue
            if child.tag == "caption":
                caption = _inlines(child.children)
            else:
                cells = [cell for cell in child.children if isinstance(cell, _Element)]
                rows.append(tuple(self.cell(cell) for cell in cells))
        columns = {sum(cell.span for cell in row) for row in rows}
        if len(columns) != 1:
            counts = ", ".join(str(n) for n in sorted(columns)) or "0"
            text = "The rows of the table have different numbers of columns: {counts}."
            self.issues.append(error("B407", element.at, text, counts=counts))
        heads = 0
        while heads < len(rows) and all(cell.head for cell in rows[heads]):
            heads += 1
        widths = tuple(self.number(w, element.at) for w in element.attributes.get("widths", "").split())
        if widths and {len(widths)} != columns:
            self.issues.append(
                error("B407", element.at, "The table names {n} widths for its columns.", n=len(widths))
            )
        return Table(caption, tuple(rows), heads, widths, element.at)

    def cell(self, element: _Element) -> Cell:
        span = self.number(element.attributes.get("span", "1"), element.at)
        return Cell(_inlines(element.children), element.tag == "th", span)

    def number(self, text: str, at: str) -> int:
        if re.fullmatch(r"[1-9][0-9]?", text):
            return int(text)
        self.issues.append(
            error("B407", at, "A span or width is a number from 1 to 99, not “{text}”.", text=text)
        )
        return 1


def _inlines(children: Sequence["_Element | str"]) -> tuple[Inline, ...]:
    """The inlines of a block, with the newlines of the template resolved by their neighbours."""
    return _trimmed(_resolved(_raw_inlines(children)))


def _raw_inlines(children: Sequence["_Element | str"]) -> list[Inline]:
    result: list[Inline] = []
    for child in children:
        if isinstance(child, str):
            result.append(Text(_BREAK.sub(_JOIN, child)))
        elif child.tag == "br":
            result.append(LineBreak())
        elif child.tag == "tab":
            result.append(Tab())
        elif child.tag == "strong":
            result.append(Strong(tuple(_raw_inlines(child.children))))
        else:
            text = "".join(part for part in child.children if isinstance(part, str))
            result.append(Value(text, child.attributes["name"], child.attributes.get("form", "")))
    return result


def _resolved(inlines: list[Inline]) -> list[Inline]:
    """Each marked newline dropped where either side is wide, a value or an edge; else a space."""
    flat = text_of(tuple(inlines))
    is_value = [isinstance(source, Value) for source in _character_sources(inlines)]
    keep = []
    for i, c in enumerate(flat):
        if c != _JOIN:
            keep.append(c)
            continue
        left = next((j for j in range(i - 1, -1, -1) if flat[j] != _JOIN), None)
        right = next((j for j in range(i + 1, len(flat)) if flat[j] != _JOIN), None)
        edge = left is None or right is None or "\n" in (flat[left], flat[right])
        doubled = left is not None and left != i - 1  # the second mark of a row says nothing new
        narrow = not edge and not any(is_value[j] or _wide(flat[j]) for j in (left, right) if j is not None)
        keep.append(" " if narrow and not doubled else "")
    replaced = iter(keep)
    return [_taking(inline, replaced) for inline in inlines]


def _character_sources(inlines: Sequence[Inline]) -> list[Inline]:
    sources: list[Inline] = []
    for inline in inlines:
        if isinstance(inline, Strong):
            sources += _character_sources(inline.inlines)
        else:
            sources += [inline] * len(text_of((inline,)))
    return sources


def _taking(inline: Inline, characters: "object") -> Inline:
    """`inline` with its characters replaced by the next ones."""
    source = cast("iter[str]", characters)  # type: ignore[valid-type]  # an iterator shared by all inlines
    if isinstance(inline, Strong):
        return Strong(tuple(_taking(inner, source) for inner in inline.inlines))
    taken = "".join(next(source) for _ in text_of((inline,)))
    if isinstance(inline, Text):
        return Text(taken)
    return inline


def _trimmed(inlines: list[Inline]) -> tuple[Inline, ...]:
    """Neighbouring texts joined, empty ones dropped, spaces at the edges stripped."""
    joined: list[Inline] = []
    for inline in inlines:
        if isinstance(inline, Text) and joined and isinstance(joined[-1], Text):
            joined[-1] = Text(joined[-1].text + inline.text)
        else:
            joined.append(inline)
    if joined and isinstance(first := joined[0], Text):
        joined[0] = Text(first.text.lstrip(" "))
    if joined and isinstance(last := joined[-1], Text):
        joined[-1] = Text(last.text.rstrip(" "))
    return tuple(inline for inline in joined if inline not in (Text(""), Strong(())))


def _wide(c: str) -> bool:
    return unicodedata.east_asian_width(c) in "WFA"
