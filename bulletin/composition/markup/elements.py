"""Parse a markup into elements; refuse whatever the grammar does not name."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from bulletin.composition.markup.grammar import (
    ATTRIBUTES,
    BLOCK_TAGS,
    CHILDREN,
    KNOWN,
    MARKUP,
    MAX_DEPTH,
    MAX_FAULTS,
    MAX_NODES,
    MAX_TEXT,
    SWITCHES,
    TEXT_IN,
)
from bulletin.issues.errors import TemplateRefused
from bulletin.issues.foreign import in_own_words
from bulletin.issues.issue import Issue, Phrase, error

VALUES = ("data", "time")
REASONS: Mapping[str, Phrase] = {
    expat.errors.XML_ERROR_INVALID_TOKEN: Phrase("< and & in a text are written &lt; and &amp;"),
    expat.errors.XML_ERROR_UNDEFINED_ENTITY: Phrase("of &…; there are &lt;, &gt;, &amp; and &quot; alone"),
    expat.errors.XML_ERROR_NO_ELEMENTS: Phrase("nothing is written"),
    expat.errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT: Phrase("something stands after </document>"),
    expat.errors.XML_ERROR_TAG_MISMATCH: Phrase("an element is closed that is not open"),
    expat.errors.XML_ERROR_DUPLICATE_ATTRIBUTE: Phrase("an attribute is given twice"),
    expat.errors.XML_ERROR_UNCLOSED_TOKEN: Phrase("a tag does not end with >"),
}
"""Message of expat → what is said instead."""
_BLOCKS, _TEXT_IN = frozenset(BLOCK_TAGS), frozenset(TEXT_IN)


@dataclass(slots=True)
class OpenElement:
    """A tag with its attributes, its template line and its contents."""

    tag: str
    attributes: Mapping[str, str]
    at: str
    children: list["OpenElement | str"] = field(default_factory=list)

    def says(self, switch: str) -> bool:
        """Return whether an attribute is “yes”."""
        return self.attributes.get(switch) == "yes"

    def elements(self) -> list["OpenElement"]:
        """Return the child elements, without the text between them."""
        return [child for child in self.children if isinstance(child, OpenElement)]


class TreeBuilder:
    """Builds the elements and refuses what the grammar does not name."""

    def __init__(self, template: str, seal: str = "") -> None:
        self.template, self.seal, self.issues = template, seal, list[Issue]()
        self.open: list[OpenElement] = []
        self.root: OpenElement | None = None
        self.nodes = self.characters = 0

    def build(self, markup: str) -> OpenElement | None:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.text
        parser.StartDoctypeDeclHandler = lambda *_: self.refuse("A document type has no place in a template.")
        parser.ProcessingInstructionHandler = lambda *_: self.refuse(
            "An instruction has no place in a template."
        )
        parser.CommentHandler = lambda *_: self.refuse("A comment is written {{# … #}} in a template.")
        parser.StartCdataSectionHandler = lambda: self.refuse("<![CDATA[ has no place in a template.")
        try:
            parser.Parse(markup, True)
        except expat.ExpatError as cause:
            after = markup.encode()[max(0, parser.ErrorByteIndex) :][:60].decode(errors="ignore")
            self.refuse("The markup is not well-formed: {reason}.", reason=self.reason(cause.code, after))
        return self.root

    def reason(self, code: int, after: str) -> Phrase:
        """Return what is wrong with the markup; `after` is what begins where the parser stopped."""
        said = expat.errors.messages[code]
        unended = said in (expat.errors.XML_ERROR_TAG_MISMATCH, expat.errors.XML_ERROR_NO_ELEMENTS)
        if unended and self.open:
            tag, line = self.open[-1].tag, self.open[-1].at.rpartition(":")[2]
            found = re.match(r"(?:</)?([\w:.-]+)", after)
            if found is None:
                return Phrase("<{tag}> in line {line} is not closed", {"tag": tag, "line": line})
            values = {"tag": tag, "line": line, "found": found[1]}
            return Phrase("<{tag}> in line {line} is not closed before </{found}>", values)
        return in_own_words(said, REASONS)

    @property
    def at(self) -> str:
        return self.open[-1].at if self.open else self.template

    def refuse(self, text: str, /, **values: object) -> None:
        self.issues.append(error("B405", self.at, text, MARKUP, **{"known": KNOWN, **values}))
        if len(self.issues) >= MAX_FAULTS:
            raise TemplateRefused(self.issues)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        given = attributes.get("at", "")
        at = given.removeprefix(self.seal) if given.startswith(self.seal) and given else self.at
        parent = self.open[-1].tag if self.open else ""
        element = OpenElement(tag, attributes, at)
        self.nodes += 1
        if self.nodes > MAX_NODES or len(self.open) > MAX_DEPTH:
            self.refuse("The document is too large or too deeply nested.")
            raise TemplateRefused(self.issues)
        self.open.append(element)
        if tag == "line" and given.startswith(self.seal):
            self.stands_at(at)
            return
        if tag not in ATTRIBUTES or tag == "line":
            self.refuse("<{tag}> is not part of the markup.", tag=tag)
        elif (parent and tag not in CHILDREN.get(parent, ())) or (not parent and tag != "document"):
            self.refuse("<{tag}> is not allowed inside <{parent}>.", tag=tag, parent=parent or "—")
        elif tag in VALUES and attributes.get("seal", "") != self.seal:
            self.refuse("<data> and <time> are written by figures alone.")
        elif tag in _BLOCKS and not given.startswith(self.seal):
            self.refuse("<{tag}> is not written in one piece, or bears an “at” of its own.", tag=tag)
        else:
            for name, value in attributes.items():
                if name not in ATTRIBUTES[tag]:
                    self.refuse("<{tag}> takes no attribute “{name}”.", tag=tag, name=name)
                elif name in SWITCHES and value not in ("yes", "no"):
                    self.refuse("{name} says yes or no, not “{value}”.", name=name, value=value)
        if tag in _BLOCKS:
            self.characters = 0
        if len(self.open) > 1:
            self.open[-2].children.append(element)
        else:
            self.root = element

    def stands_at(self, at: str) -> None:
        """Give the paragraph around a sentence of an office the line of that sentence."""
        around = next((each for each in reversed(self.open[:-1]) if each.tag in _BLOCKS), None)
        if around is not None and around.tag in _TEXT_IN:
            around.at = at

    def end(self, _tag: str) -> None:
        self.open.pop()

    def text(self, text: str) -> None:
        element = self.open[-1]
        self.characters += len(text)
        if self.characters > MAX_TEXT:
            self.refuse(
                "A paragraph or cell is too long (more than {most} characters).", most=f"{MAX_TEXT:,}"
            )
            raise TemplateRefused(self.issues)
        if element.tag in _TEXT_IN:
            element.children.append(text)
        elif text.strip():
            self.refuse("Text stands outside of a paragraph: {text}", text=text.strip()[:30])
