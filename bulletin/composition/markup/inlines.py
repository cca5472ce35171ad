"""Turn the words of a block into inlines, resolving each template newline by its neighbours."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bulletin.composition.markup.elements import OpenElement
from bulletin.model.document import Inline, LineBreak, Strong, Tab, Text, Value, text_of

_BREAK = re.compile(r"[ \t]*\n\s*")
_JOIN = "\ufdd0"  # a non-character that stands for a template newline until its neighbours are known

_NOTHING = (Text(""), Strong(()))


def inlines_of(children: Sequence[OpenElement | str]) -> tuple[Inline, ...]:
    """Return the inlines of a block, with the newlines of the template resolved by their neighbours."""
    return _trimmed(_resolved(_raw_inlines(children)))


def lines_of_prose(inlines: Sequence[Inline]) -> list[tuple[Inline, ...]]:
    """Return the inlines of each line of prose: a line end that people type begins a paragraph."""
    lines: list[list[Inline]] = [[]]
    for inline in inlines:
        parts: list[Inline | None] = [inline]
        if isinstance(inline, Value) and "\n" in inline.text:
            first, *middle, last = inline.text.split("\n")
            words = [first.rstrip(), *(each.strip() for each in middle), last.lstrip()]
            parts = [replace(inline, text=each) if each else None for each in words]
        elif isinstance(inline, Strong):
            parts = [Strong(line) if line else None for line in lines_of_prose(inline.inlines)]
        for i, part in enumerate(parts):
            if i:
                lines.append([])
            if part is not None:
                lines[-1].append(part)
    return [tuple(line) for line in lines if line]


def _raw_inlines(children: Sequence[OpenElement | str]) -> list[Inline]:
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
            text = "".join([part for part in child.children if isinstance(part, str)])
            result.append(Value(text, child.attributes["name"], child.attributes.get("form", "")))
    return result


def _resolved(inlines: list[Inline]) -> list[Inline]:
    """Drop each marked newline beside a wide character, a value or an edge; make the others a space."""
    flat = text_of(tuple(inlines))
    if _JOIN not in flat:
        return inlines
    is_value = [isinstance(source, Value) for source in _character_sources(inlines)]
    lefts, rights = _neighbours(flat), _neighbours(flat[::-1])
    keep = []
    for i, c in enumerate(flat):
        if c != _JOIN:
            keep.append(c)
            continue
        left, mirrored = lefts[i], rights[len(flat) - 1 - i]
        right = None if mirrored is None else len(flat) - 1 - mirrored
        edge = left is None or right is None or "\n" in (flat[left], flat[right])
        doubled = left is not None and left != i - 1  # of several marks in a row only the first counts
        narrow = not edge and not any(is_value[j] or _wide(flat[j]) for j in (left, right) if j is not None)
        keep.append(" " if narrow and not doubled else "")
    replaced = iter(keep)
    return [_taking(inline, replaced) for inline in inlines]


def _neighbours(flat: str) -> list[int | None]:
    """Return for each place the last one before it that is not a newline mark."""
    found: list[int | None] = []
    last: int | None = None
    for i, c in enumerate(flat):
        found.append(last)
        last = last if c == _JOIN else i
    return found


def _character_sources(inlines: Sequence[Inline]) -> list[Inline]:
    sources: list[Inline] = []
    for inline in inlines:
        if isinstance(inline, Strong):
            sources += _character_sources(inline.inlines)
        else:
            sources += [inline] * len(text_of((inline,)))
    return sources


def _taking(inline: Inline, source: Iterator[str]) -> Inline:
    """Return `inline` with its characters replaced from an iterator that all inlines share."""
    if isinstance(inline, Strong):
        return Strong(tuple(_taking(inner, source) for inner in inline.inlines))
    taken = "".join(next(source) for _ in text_of((inline,)))
    if isinstance(inline, Text):
        return Text(taken)
    return inline


def _trimmed(inlines: list[Inline]) -> tuple[Inline, ...]:
    """Join neighbouring texts, drop empty ones, strip spaces at the edges."""
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
    return tuple(inline for inline in joined if inline not in _NOTHING)


def _wide(c: str) -> bool:
    return unicodedata.east_asian_width(c) in "WFA"
