"""Parse a YAML file into plain values as the office meant them, or refuse it with the line.

ruamel.yaml turns the text into events. This file decides what a plain scalar means: by the core schema of
YAML 1.2, and stricter where a figure could be misread. `no` and `1:30` are text, 0571 needs quotation marks.
Reading events bounds nesting and size before anything is built, and gives every fault its line.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import partial
from typing import Any, cast

from bulletin.datafiles.parsed import DataFault, Parsed, Position, at, text_of
from bulletin.datafiles.shape import pointer
from bulletin.issues.excerpt import with_excerpt
from bulletin.issues.foreign import in_own_words
from bulletin.issues.issue import Issue, Phrase, error, warning

MAX_DIGITS = 18
"""Longer integers are no counts; they are mistyped identity numbers."""
MAX_DEPTH = 40
MAX_EVENTS = 50_000
"""A file of the largest size has some 10,000; more is no office's data, and slow."""

_WORDS: Mapping[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_BROKEN = re.compile(r"[-+]?(0|[1-9][0-9]*)\.[0-9]+")
_LEADING_ZERO = re.compile(r"[-+]?0[0-9][0-9.]*")
_OTHER_NUMBER = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|0o[0-7]+|0x[0-9a-fA-F]+")
_NO_NUMBER = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_NOT_YAML = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WRONG_COLON = re.compile(r"\s*(?:- +)*[^\s：:\"'#{\[]{1,20}(?:：|:(?![\s/]|$))")

COLON = "Between a key and its value YAML has “:” and a space, not “：”, nor “:” alone."
QUOTE = "If it is no count but a name or a code, put it in quotation marks."
LOOK = "Look at this place and just before it: indentation, a space after “:”, a quotation mark or bracket."

_QUOTATION = Phrase("a quotation mark is not closed")
REASONS: Mapping[str, Phrase] = {
    "mapping values are not allowed": Phrase("“:” stands where there can be no key"),
    "sequence entries are not allowed": Phrase("“-” stands where there can be no list"),
    "could not find expected ':'": Phrase("“:” is missing after a key"),
    "cannot start any token": Phrase("a value cannot begin with this character"),
    "end of stream": _QUOTATION,
    "document separator": _QUOTATION,
    "expected <block end>": Phrase("the line is indented otherwise than those it belongs to"),
    "expected ',' or": Phrase("“,” or a closing bracket is missing here"),
    "node content": Phrase("a value is missing here"),
    "unknown escape": Phrase("after a backslash stands what is no escape; write \\\\ for a backslash"),
    "hexdecimal": Phrase("after a backslash stands what is no escape; write \\\\ for a backslash"),
    "chr() arg": Phrase("after a backslash stands what is no escape; write \\\\ for a backslash"),
    "indentation indicator": Phrase("after | or > the line goes on"),
    "comment or a line break": Phrase("after | or > the line goes on"),
}
"""Part of a message of ruamel.yaml → what is said instead."""


def parse_yaml(content: bytes, name: str) -> Parsed:
    """Return the value in `content`, or the issue that prevents reading it.

    Numbers with a decimal point become Decimal, dates stay text. Refused: a key given twice, numbers with a
    leading zero, an exponent or more than 18 digits, anchors, aliases, tags, directives, a second document.
    """
    text = text_of(content, name)
    if isinstance(text, Parsed):
        return text
    wrong = _NOT_YAML.search(text)
    if wrong:
        before = re.split("\r\n?|\n", text[: wrong.start()])
        place = f"{name}:{len(before)}:{len(before[-1]) + 1}"
        says = "The file holds a character that cannot be printed: {point}."
        hint = "Type this place anew instead of pasting it."
        issue = error("B112", place, says, hint, point=f"U+{ord(wrong.group()):04X}")
        return Parsed(None, (with_excerpt(issue, text, len(before), len(before[-1]) + 1),))
    try:
        return _parsed(text, name)
    except DataFault as cause:
        return Parsed(None, (cause.issue(name, text),))


def _parsed(text: str, name: str) -> Parsed:
    from ruamel.yaml import YAML  # imported when needed: other kinds of files do without
    from ruamel.yaml.error import MarkedYAMLError

    events = YAML(typ="safe", pure=True).parse(text)
    builder = _YamlBuilder(cast("Iterator[Any]", events), name, text)
    try:
        raw = builder.document()
        return Parsed(raw, tuple(builder.issues), text=text, positions=partial(_positions, builder.marks))
    except MarkedYAMLError as cause:
        mark = cause.problem_mark or cause.context_mark
        says = "This is not YAML: {reason} (line {line}, column {column})."
        reason = in_own_words(cause.problem or cause.context, REASONS)
        values = {"reason": reason, "line": mark.line + 1, "column": mark.column + 1}
        is_tab = "'\\t'" in str(cause.problem)
        hint = COLON if _has_wrong_colon(text, cause) else LOOK
        hint = "Indent with spaces; YAML does not allow tabs there." if is_tab else hint
        raise DataFault("B103", says, hint, **values, position=mark) from None
    except ValueError as cause:  # for example "\U00110000"
        says = "This is not YAML: {reason} (line {line}, column {column})."
        reason = in_own_words(str(cause), REASONS)
        values = {"reason": reason, "line": builder.mark.line + 1, "column": builder.mark.column + 1}
        raise DataFault("B103", says, LOOK, **values, position=builder.mark) from None


def _positions(marks: Mapping[str, Position], pointers: Iterable[str]) -> dict[str, tuple[int, int]]:
    return {at: (marks[at].line + 1, marks[at].column + 1) for at in pointers if at in marks}


def _has_wrong_colon(text: str, cause: Any) -> bool:
    """Return whether a line of the fault joins a key and its value wrongly."""
    lines = re.split("\r\n?|\n", text)
    marks = [mark for mark in (cause.context_mark, cause.problem_mark) if mark is not None]
    near = [lines[mark.line] for mark in marks if mark.line < len(lines)]
    return any(_WRONG_COLON.match(line) for line in near)


class _Start:
    line = column = 0


class _YamlBuilder:
    """Builds the value from the parser's events, and collects warnings and the mark of every value."""

    def __init__(self, events: Iterator[Any], name: str, text: str) -> None:
        self.events = events
        self.name, self.text = name, text
        self.marks: dict[str, Position] = {}
        self.read = 0
        self.mark: Position = _Start()
        self.issues: list[Issue] = []

    def next(self) -> Any:
        """Return the next event; refuse anchors, aliases, tags and directives."""
        event = next(self.events)
        self.mark = event.start_mark
        self.read += 1
        if self.read > MAX_EVENTS:
            raise DataFault("B104", "The file holds too many values to be a data file.", position=self.mark)
        if getattr(event, "anchor", None) is not None:  # set for an alias too
            hint = "Write the value out in each place."
            raise DataFault("B104", "Anchors (&) and aliases (*) are not read.", hint, position=self.mark)
        if getattr(event, "ctag", None) is not None:
            raise DataFault("B104", "Tags (!) are not read.", "Leave the tag out.", position=self.mark)
        if getattr(event, "version", None) or getattr(event, "tags", None):
            raise DataFault("B104", "Directives (%) are not read.", "Leave the line out.", position=self.mark)
        return event

    def document(self) -> Any:
        """Return the value of the only document; None for an empty file."""
        self.next()  # the stream starts
        if _kind(self.next()) == "StreamEnd":
            return None
        value = self._value(self.next(), "", 0, -1)
        self.next()  # the document ends
        if _kind(self.next()) != "StreamEnd":
            says = "The file holds a second document."
            raise DataFault("B104", says, "Make it a file of its own.", position=self.mark)
        return value

    def _value(self, event: Any, here: str, depth: int, key_line: int) -> Any:
        """Return the value that starts with `event`, at the pointer `here`; `key_line` is that of its key."""
        self.marks[here] = event.start_mark
        if depth > MAX_DEPTH:
            raise DataFault(
                "B104", "The file is nested too deeply to be a data file.", position=event.start_mark
            )
        match _kind(event):
            case "SequenceStart":
                return self._list(here, depth)
            case "MappingStart":
                return self._mapping(here, depth)
        return self._scalar(event, key_line)

    def _list(self, here: str, depth: int) -> list[Any]:
        items: list[Any] = []
        while _kind(event := self.next()) != "SequenceEnd":
            items.append(self._value(event, pointer(here, len(items)), depth + 1, event.start_mark.line))
        return items

    def _mapping(self, here: str, depth: int) -> dict[str, Any]:
        result: dict[str, Any] = {}
        while _kind(event := self.next()) != "MappingEnd":
            if _kind(event) != "Scalar" or (event.style is None and not event.value):
                raise DataFault("B104", "A key is one word or text.", LOOK, position=event.start_mark)
            key, line = str(event.value), event.start_mark.line
            if key in result:
                says = "The key “{key}” is given twice in one object."
                raise DataFault("B104", says, "Keep one of the two.", key=key, position=event.start_mark)
            result[key] = self._value(self.next(), pointer(here, key), depth + 1, line)
        return result

    def _scalar(self, event: Any, key_line: int) -> Any:
        text, mark = str(event.value), event.start_mark
        if event.style in ("|", ">"):
            return text.rstrip("\n")  # the line feed that ends a block is part of YAML, not of the text
        if event.style is not None:
            return text
        if text in _WORDS:
            return _WORDS[text]
        if _WHOLE.fullmatch(text) or _BROKEN.fullmatch(text):
            return _number(text, mark)
        if _NO_NUMBER.fullmatch(text):
            raise DataFault("B104", "{word} is not a number.", QUOTE, word=text, position=mark)
        if _LEADING_ZERO.fullmatch(text):
            says = "The number {digits} begins with 0, which other programs read in other ways."
            raise DataFault("B104", says, QUOTE, digits=text[:40], position=mark)
        if _OTHER_NUMBER.fullmatch(text):
            says = "The number {digits} is not written as figures are written."
            raise DataFault("B104", says, QUOTE, digits=text[:40], position=mark)
        if mark.line > key_line and _WRONG_COLON.match(text):
            says = "“{given}” was read as one text, not as a key and its value."
            issue = warning("B123", at(self.name, mark), says, COLON, given=text[:40])
            self.issues.append(with_excerpt(issue, self.text, mark.line + 1, mark.column + 1))
        return text


def _kind(event: Any) -> str:
    return type(event).__name__.removesuffix("Event")


def _number(text: str, mark: Position) -> int | Decimal:
    if sum(c.isdigit() for c in text) > MAX_DIGITS:
        says = "The number {digits} is too long for a count."
        raise DataFault("B104", says, QUOTE, digits=f"{text[:40]}…", position=mark)
    return Decimal(text) if "." in text else int(text)
