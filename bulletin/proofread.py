"""From a finished document to what must not be published: unsourced numerals, values that differ."""

import re
from collections.abc import Iterator

from bulletin.figures import Dated, Figure, Figures, Form
from bulletin.issues import Issue, error
from bulletin.tree import Document, Inline, Strong, Text, Value, lines_of
from bulletin.wording import printed, spoken_date

NUMERAL = re.compile(r"[0-9０-９]+(?:[.．][0-9０-９]+)?[%％‰]?")
"""Digits of any width; Chinese numerals belong to words far too often to be counted without a dictionary."""


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
    for match in NUMERAL.finditer(inline.text):
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
    """A value whose characters differ from what its figure prints in the same form."""
    if not isinstance(inline, Value):
        return
    node = figures.find(inline.source)
    if isinstance(node, Figure) and not inline.form.startswith("claim:"):
        should = printed(node.formed(**_changes(inline.form)))
    elif isinstance(node, Dated):
        should = spoken_date(node.moment)
    else:
        return
    if should != inline.text:
        text = "{name} is printed as {given}, but it is {should}."
        yield error("B502", at, text, name=inline.source, given=inline.text, should=should)


def _changes(words: str) -> dict[str, object]:
    form = Form.parse(words)
    return {
        name: getattr(form, name) for name in ("decimals", "zeros", "numeral", "rounding", "myriad", "unit")
    }
