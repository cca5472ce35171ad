"""From a finished document to what must not be published: unsourced numerals, values that differ."""

import re
from collections.abc import Iterator
from dataclasses import replace

from bulletin.figures import Clause, Dated, Figure, Figures, Form, Given
from bulletin.issues import Issue, error
from bulletin.tree import Document, Inline, Strong, Text, Value, lines_of
from bulletin.wording import CLAIMS, printed, spoken_date

NUMERAL = re.compile(r"[0-9０-９]+(?:[.．][0-9０-９]+)?[%％‰]?")
"""Digits of any width; Chinese numerals belong to words far too often to be counted without a dictionary."""

DATED = re.compile(r"(?:19|20)[0-9]{2}年(?:[0-9]{1,2}月(?:[0-9]{1,2}日)?)?")
"""A date in full, which people may write into their prose: it counts nothing."""

ORDINAL = re.compile(r"[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|[0-9]+\.")
"""The ordinals of headings (GB/T 9704, 7.3.3)."""


def proofread(document: Document, figures: Figures) -> tuple[Issue, ...]:
    """Every numeral of `document` outside a value, and every value that is not what its figure prints."""
    issues: list[Issue] = []
    for at, inlines in lines_of(document):
        for inline in _flat(inlines):
            issues += _unsourced(inline, at)
            issues += _untrue(inline, figures, at)
    return tuple(issues)


def _flat(inlines: tuple[Inline, ...]) -> Iterator[Inline]:
    for inline in inlines:
        if isinstance(inline, Strong):
            yield from _flat(inline.inlines)
        else:
            yield inline


def _unsourced(inline: Inline, at: str) -> Iterator[Issue]:
    """Numerals in the words of the template or in the prose of people."""
    if not isinstance(inline, Text | Value) or (isinstance(inline, Value) and inline.form != "prose"):
        return
    words = (
        DATED.sub(lambda date: "年" * len(date[0]), inline.text) if isinstance(inline, Value) else inline.text
    )
    for match in NUMERAL.finditer(words):
        context = inline.text[max(0, match.start() - 8) : match.end() + 8]
        if isinstance(inline, Value):
            text = "The number {number} in “…{context}…” ({source}) comes from no figure."
            hint = "Write the figure instead of the number: {{rectified.rate}}."
            yield error("B501", at, text, hint, number=match[0], context=context, source=inline.source)
        else:
            text = "The number {number} in “…{context}…” comes from no figure."
            hint = "Print a figure of the data in the template instead."
            yield error("B501", at, text, hint, number=match[0], context=context)


def _untrue(inline: Inline, figures: Figures, at: str) -> Iterator[Issue]:
    """A value whose characters are not those its source prints in the same form."""
    if not isinstance(inline, Value):
        return
    should = _should_be(inline, figures)
    if should is None:
        text = "“{given}” is said to come from {name}, which is nothing in the data."
        yield error("B502", at, text, given=inline.text, name=inline.source or "—")
    elif should != inline.text:
        text = "{name} is printed as {given}, but it is {should}."
        yield error("B502", at, text, name=inline.source, given=inline.text, should=should)


def _should_be(value: Value, figures: Figures) -> str | None:
    """What the source of a value prints; None if it names nothing that could print it."""
    if value.form == "ordinal":
        return value.text if value.source == "ordinal" and ORDINAL.fullmatch(value.text) else None
    node = figures.find(value.source)
    match node:
        case Figure() if value.form.startswith("claim:"):
            return CLAIMS.get(value.form.removeprefix("claim:"), node.label)
        case Figure():
            return printed(replace(node, form=Form.parse(value.form)))
        case Dated():
            return spoken_date(node.moment)
        case Given():
            return node.text
        case Clause():  # prose of people, whose pieces are printed one by one
            pieces = [part.text for part in node.parts if isinstance(part, Given)]
            return value.text if value.text in pieces else None
    return _in_heading(value, figures)


def _in_heading(value: Value, figures: Figures) -> str | None:
    """The same for the words beside the figures in a quotation or a clause that has no path of its own."""
    parent, _, last = value.source.rpartition(".")
    node = figures.find(parent) if last in ("by", "quote") else None
    if not isinstance(node, Clause):
        return None
    return next(
        (part.text for part in node.parts if isinstance(part, Given) and part.name == value.source), None
    )
