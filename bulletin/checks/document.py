"""From a finished document to what must not be published.

Numerals that come from no figure, values that are not their figure's, one figure printed in two ways, what
the template requires and does not say, and shares that were adjusted in silence.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from bulletin.issues.issue import Issue, error
from bulletin.model.codelist import Codelist, shipped_codelist
from bulletin.model.document import Document, Inline, Picture, Strong, Text, Value, leaves, lines_of, text_of
from bulletin.model.figures import Clause, Dated, Entries, Figure, Figures, Given, Node, PrintedForm
from bulletin.wording import (
    CLAIMS,
    Numeral,
    Vocabulary,
    closed,
    find_numerals,
    is_adjusted,
    printed,
    spoken_date,
    vocabulary_of,
)
from bulletin.wording.masking import found_in

ORDINAL = re.compile(r"[零一二三四五六七八九十百千]+、|（[零一二三四五六七八九十百千]+）|[0-9]+\.?")
"""The ordinals of headings and attachments (GB/T 9704, 7.3.3, 7.3.4)."""

PROMISES = {
    "B501": ("every numeral comes from a figure", "文中的数字都有数据来源"),
    "B502": ("every value is what its source prints", "印出的数值与数据一致"),
    "B503": ("a figure is printed in one way", "同一个数全文写法一致"),
    "B504": ("what the template requires is spoken of", "模板要求的内容均已述及"),
    "B505": ("shares that were adjusted say so", "占比经修约调整的均有说明"),
    "B506": ("a masked name stands nowhere", "隐名的姓名不在文中出现"),
}
"""Code → what a document that may be published keeps to."""

CLAIM = "claim:"
"""Begins the form of a value that is a claim: words about a figure, not the figure."""

DocumentLine = tuple[str, tuple[Inline, ...]]
"""The template line a run of inlines was written on, and the inlines, none inside another."""

Formed = tuple[str, Value, Figure]
"""The template line of a value, the value, and its figure in the form that is printed."""


def proofread(
    document: Document, figures: Figures, requires: tuple[str, ...] = (), codelist: Codelist | None = None
) -> tuple[Issue, ...]:
    """Everything in `document` that must not be published, by the figures it was written from.

    `requires` are the figures and fields it has to speak of; `codelist` has the measure words by which
    Chinese numerals are known, None: the shipped one.
    """
    lines = [(at, tuple(_flat(inlines))) for at, inlines in lines_of(document)]
    unseen: list[DocumentLine] = [
        (each.at, (Text(each.alt),)) for each in leaves(document.blocks) if isinstance(each, Picture)
    ]
    vocabulary, names = vocabulary_of(codelist or shipped_codelist()), _names(figures)
    issues: list[Issue] = []
    nodes: dict[str, Node | None] = {}  # what the sources lead to
    for at, inlines in lines + unseen:
        issues += _unsourced(inlines, at, vocabulary, names)
        for value in (each for each in inlines if isinstance(each, Value)):
            if value.source not in nodes:
                nodes[value.source] = figures.find(value.source)
            issues += _untrue(value, nodes[value.source], figures, at)
    formed = list(_figures_in(lines, nodes, figures))
    issues += _in_two_ways(formed)
    issues += _unsaid(document, lines, requires)
    issues += _adjusted_in_silence(lines, formed)
    issues += _readable_names(document, lines + unseen, figures)
    return tuple(issues)


def _flat(inlines: tuple[Inline, ...]) -> Iterator[Inline]:
    for inline in inlines:
        if isinstance(inline, Strong):
            yield from _flat(inline.inlines)
        else:
            yield inline


# ── B501: numerals ───────────────────────────────────────────────────────────────────────────────────────


def _unsourced(
    inlines: tuple[Inline, ...], at: str, vocabulary: Vocabulary, names: tuple[str, ...]
) -> Iterator[Issue]:
    """Numerals in the words of the template or in the prose of people.

    The line is one: a numeral and its measure word may stand in two inlines. Of one that runs into a value
    only the part outside is at fault.
    """
    words = text_of(inlines)
    numerals = find_numerals(words, vocabulary)
    owners = _owners(inlines) if numerals else []
    for numeral in numerals:
        loose = [i for i in range(numeral.start, numeral.end) if owners[i] is not None]
        prose = all(isinstance(owners[i], Value) for i in loose)
        if not loose or (prose and _may_be_written(numeral, list(_named(words, names)))):
            continue
        number = "".join(words[i] for i in loose)
        context = words[max(0, loose[0] - 8) : loose[-1] + 9]
        owner = owners[loose[0]]
        if isinstance(owner, Value):
            text = "The number {number} in “…{context}…” ({source}) comes from no figure."
            hint = "Write the figure instead of the number: {{rectified.rate}}."
            yield error("B501", at, text, hint, number=number, context=context, source=owner.source)
        else:
            text = "The number {number} in “…{context}…” comes from no figure."
            hint = "Print a figure of the data in the template instead."
            yield error("B501", at, text, hint, number=number, context=context)


def _owners(inlines: tuple[Inline, ...]) -> list[Inline | None]:
    """Of each character whose words it is; None: nobody's to answer for."""
    owners: list[Inline | None] = []
    for inline in inlines:
        answers = isinstance(inline, Text) or (isinstance(inline, Value) and inline.form == "prose")
        owners += [inline if answers else None] * len(text_of((inline,)))
    return owners


def _may_be_written(numeral: Numeral, named: list[range]) -> bool:
    """Whether people may write it into their prose: ①, a date in full, or a part of a name in the data."""
    if numeral.kind == "mark":
        return True
    if numeral.kind == "date" and "年" in numeral.text:
        return True
    return any(numeral.start in span and numeral.end - 1 in span for span in named)


def _names(figures: Figures) -> tuple[str, ...]:
    """What the data calls its scopes, rounds, groups and issuer: 前三轮, 第四轮, 巡察一组, 十四届榆阳区委."""
    names: set[str] = set()
    entries = [each for path in ("scopes", "rounds") for each in _entries(figures, path)]
    for label in (each.find("label") for each in entries):
        if isinstance(label, Given):
            names.add(label.text)
        elif isinstance(label, Clause):
            names.add("".join(_printed_part(part) for part in label.parts))
            names |= {f"第{printed(part)}轮" for part in label.parts if isinstance(part, Figure)}
    words = [each.find("name") for each in _entries(figures, "records.groups")]
    words += [node for each in _entries(figures, "issuer") for node in each]
    names |= {node.text for node in words if isinstance(node, Given)}
    return tuple(sorted(name for name in names if name))


def _entries(figures: Figures, path: str) -> list[Entries]:
    """The entries at a path: one, several in a row, or none."""
    node = figures.find(path)
    return [each for each in (node if isinstance(node, tuple) else (node,)) if isinstance(each, Entries)]


def _printed_part(part: object) -> str:
    return printed(part) if isinstance(part, Figure) else part if isinstance(part, str) else ""


def _named(words: str, names: tuple[str, ...]) -> Iterator[range]:
    """Where the names stand in the words."""
    for name in names:
        start = words.find(name)
        while start >= 0:
            yield range(start, start + len(name))
            start = words.find(name, start + len(name))


# ── B502: values ─────────────────────────────────────────────────────────────────────────────────────────


def _untrue(value: Value, node: Node | None, figures: Figures, at: str) -> Iterator[Issue]:
    """A value whose characters are not those its source prints in the same form."""
    should = _should_be(value, node, figures)
    if should is None:
        text = "“{given}” is said to come from {name}, which is nothing in the data."
        yield error("B502", at, text, given=value.text, name=value.source or "—")
    elif should != value.text:
        text = "{name} is printed as {given}, but it is {should}."
        yield error("B502", at, text, name=value.source, given=value.text, should=should)


def _should_be(value: Value, node: Node | None, figures: Figures) -> str | None:
    """What the source of a value prints; None if it names nothing that could print it."""
    if value.form == "ordinal":
        return value.text if value.source == "ordinal" and ORDINAL.fullmatch(value.text) else None
    match node:
        case Figure() if value.form.startswith(CLAIM):
            return CLAIMS.get(value.form.removeprefix(CLAIM), node.label)
        case Figure():
            formed = _formed(value, node, figures)
            return None if formed is None else printed(formed)
        case Entries():
            return CLAIMS["closed"] if value.form == f"{CLAIM}closed" else None
        case Dated():
            return spoken_date(node.moment, not value.form.startswith("--"))
        case Given():
            return node.text
        case Clause():  # prose of people, whose pieces are printed one by one
            pieces = [part.text for part in node.parts if isinstance(part, Given)]
            return value.text if value.text in pieces else None
    return _in_heading(value, figures)


def _formed(value: Value, node: Figure, figures: Figures) -> Figure | None:
    """The figure in the form of a value; a closed share as its list closes it, None if that is open."""
    form = PrintedForm.parse(value.form)
    if form.closed is None:
        return node if form == node.form else replace(node, form=form)
    name, key = value.source.rsplit(".", 2)[:2] if value.source.count(".") > 1 else ("", "")
    breakdown = figures.find(name)
    item = closed(breakdown, form.decimals).find(key) if isinstance(breakdown, Entries) else None
    rate = item.facets.get("rate") if isinstance(item, Figure) else None
    percent = rate.form.closed if isinstance(rate, Figure) else None
    return None if percent is None else replace(node, form=replace(form, closed=percent))


def _in_heading(value: Value, figures: Figures) -> str | None:
    """The same for the words beside the figures in a quotation or a clause that has no path of its own."""
    parent, _, last = value.source.rpartition(".")
    node = figures.find(parent) if last in ("by", "quote") else None
    if not isinstance(node, Clause):
        return None
    return next(
        (part.text for part in node.parts if isinstance(part, Given) and part.name == value.source), None
    )


# ── B503 to B506: the document as a whole ────────────────────────────────────────────────────────────


def _figures_in(
    lines: list[DocumentLine], nodes: Mapping[str, Node | None], figures: Figures
) -> Iterator[Formed]:
    """Every printed figure in its form, with its value on the page and the template line."""
    for at, inlines in lines:
        for value in inlines:
            if isinstance(value, Value) and value.form not in ("ordinal", "prose"):
                node = None if value.form.startswith(CLAIM) else nodes[value.source]
                figure = _formed(value, node, figures) if isinstance(node, Figure) else None
                if figure is not None:
                    yield at, value, figure


def _in_two_ways(formed: list[Formed]) -> Iterator[Issue]:
    """One figure printed with two values or two precisions; measure word and kind of numeral may differ.

    Figures are one if the same places of the data give them the same value, whatever path leads to them.
    """
    first: dict[object, str] = {}
    for at, value, figure in formed:
        number = printed(figure.formed(unit=False, numeral="arabic"))
        key = (figure.kind, figure.value, figure.source.pointers or value.source)
        before = first.setdefault(key, number)
        if number != before:
            text = "{name} is printed as {given} here and as {before} further up."
            hint = "Print it in one form throughout."
            yield error("B503", at, text, hint, name=value.source, given=number, before=before)


def _unsaid(document: Document, lines: list[DocumentLine], requires: tuple[str, ...]) -> Iterator[Issue]:
    """What the template requires, where it is neither printed nor spoken of without a numeral."""
    said = {value.source for _, inlines in lines for value in inlines if isinstance(value, Value)}
    said |= {claim.figure for claim in document.claims}
    for path in requires:
        if not any(name == path or name.startswith(f"{path}.") for name in said):
            text, hint = (
                "{path} is required, but the document does not speak of it.",
                "Print it in the template, or take it out of requires.",
            )
            yield error("B504", f"{document.genre}/template.toml", text, hint, path=path)


def _adjusted_in_silence(lines: list[DocumentLine], formed: list[Formed]) -> Iterator[Issue]:
    """Shares that were adjusted so that their list adds up to 100%, without the words that say so."""
    told = {
        value.source
        for _, inlines in lines
        for value in inlines
        if isinstance(value, Value) and value.form == f"{CLAIM}closed"
    }
    for at, value, figure in formed:
        breakdown = value.source.rsplit(".", 2)[0]
        if is_adjusted(figure) and breakdown not in told:
            told.add(breakdown)
            text = "The shares of {name} were adjusted to add up to 100%, and the document does not say so."
            hint = "Print |closure of the same breakdown beside them."
            yield error("B505", at, text, hint, name=breakdown)


def _readable_names(document: Document, lines: list[DocumentLine], figures: Figures) -> Iterator[Issue]:
    """A masked name that is typed into the template, or stands in the document's properties."""
    masked = [name for name, mask in figures.masks.items() if mask != name]
    places = [(at, text_of(inlines)) for at, inlines in lines if masked]
    properties = (document.title, document.author)
    for at, words in [*places, *((f"{document.genre}/template.toml", each) for each in properties)]:
        if any(found_in(name, words) for name in masked):
            yield error("B506", at, "A name that is masked stands here.", "Take it out of the template.")
