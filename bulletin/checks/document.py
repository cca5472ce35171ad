"""Check a finished document for everything that must not be published.

That is: numerals that come from no figure, values that differ from their figure, one figure printed in two
ways, required figures that are missing, and shares adjusted without a remark.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bulletin.checks.claims import contradicted, opened_twice
from bulletin.checks.prose import TypedProse
from bulletin.issues.issue import Issue, error
from bulletin.model.codelist import Codelist, shipped_codelist
from bulletin.model.document import (
    Document,
    Inline,
    Picture,
    Strong,
    Text,
    TypedWords,
    Value,
    leaves,
    lines_of,
    text_of,
)
from bulletin.model.facts import Vouched
from bulletin.model.figures import Clause, Dated, Entries, Figure, Figures, Given, Node, PrintedForm
from bulletin.wording import (
    CLAIMS,
    closed,
    is_adjusted,
    printed,
    spoken_date,
)
from bulletin.wording.name_places import NameFinder

ORDINAL = re.compile(r"[零一二三四五六七八九十百千]+、|（[零一二三四五六七八九十百千]+）|[0-9]+\.?")
"""The ordinals of headings and attachments (GB/T 9704, 7.3.3, 7.3.4)."""

PROMISES = {
    "B501": ("every number that counts comes from a figure", "文中的统计数字都有数据来源"),
    "B502": ("every value is what its source prints", "印出的数值与数据一致"),
    "B503": ("a figure is printed in one way", "同一个数全文写法一致"),
    "B504": ("what the template requires is spoken of", "模板要求的内容均已述及"),
    "B505": ("shares that were adjusted say so", "占比经修约调整的均有说明"),
    "B506": ("a masked name stands nowhere", "隐名的姓名不在文中出现"),
    "B507": ("what is given is printed or accounted for", "所给数据均已印出或另有交代"),
    "B508": (
        "typed dates exist, and deadlines lie ahead",
        "文中日期真实存在，期限不早于成文日期",
    ),
    "B509": ("nothing beside a figure changes it", "数字前后没有改变其含义的字符"),
    "B510": ("words that a person vouches for stand in the text", "已确认的文字均在文中"),
    "B511": ("no words contradict the figures", "文字表述与数据不矛盾"),
    "B512": ("an opening formula stands once", "“现将…如下”只写一次"),
}
"""Code → what a document for publication must fulfil."""

CLAIM = "claim:"
"""Prefix of the form of a claim, a value that is words about a figure."""


@dataclass(frozen=True, slots=True)
class Proofread:
    """What was found in a document: `issues`, and `typed`, the numbers in people's own words."""

    issues: tuple[Issue, ...]
    typed: tuple[TypedWords, ...]


DocumentLine = tuple[str, tuple[Inline, ...]]
"""A template line and the inlines written on it, none nested."""

Formed = tuple[str, Value, Figure]
"""A template line, a value on it, and its figure in the printed form."""


def proofread(
    document: Document, figures: Figures, requires: tuple[str, ...] = (), codelist: Codelist | None = None
) -> tuple[Issue, ...]:
    """Return an issue for everything in `document` that must not be published, given its `figures`.

    `requires` are the figures and fields it must mention; `codelist` has the measure words that identify
    Chinese numerals, None: the shipped one.

    Raises:
        ValueError: the document prints a figure in a form it cannot have: it was composed from others.
    """
    return proof_of(document, figures, requires, codelist).issues


def proof_of(
    document: Document,
    figures: Figures,
    requires: tuple[str, ...] = (),
    codelist: Codelist | None = None,
    vouched: Sequence[Vouched] = (),
) -> Proofread:
    """Return what must not be published of `document`, given its `figures`, and its people's words.

    `requires` are the figures and fields it must mention; `codelist` has the measure words that identify
    Chinese numerals, None: the shipped one. `vouched` are the words that people answer for.

    Raises:
        ValueError: the document prints a figure in a form it cannot have: it was composed from others.
    """
    lines = [(at, tuple(_flat(inlines))) for at, inlines in lines_of(document)]
    unseen: list[DocumentLine] = [
        (each.at, (Text(each.alt),)) for each in leaves(document.blocks) if isinstance(each, Picture)
    ]
    prose = TypedProse(figures, codelist or shipped_codelist(), vouched, document.date)
    issues: list[Issue] = []
    nodes: dict[str, Node | None] = {}  # source of a value → its node
    for at, inlines in lines + unseen:
        issues += prose.issues(inlines, at)
        issues += contradicted(inlines, at, figures)
        for value in (each for each in inlines if isinstance(each, Value)):
            if value.source not in nodes:
                nodes[value.source] = figures.find(value.source)
            issues += _untrue(value, nodes[value.source], figures, at)
    issues += prose.stale()
    issues += opened_twice(lines)
    formed = list(_figures_in(lines, nodes, figures))
    issues += _in_two_ways(formed)
    issues += _unsaid(document, lines, requires)
    issues += _adjusted_in_silence(lines, formed)
    issues += _readable_names(document, lines + unseen, figures)
    return Proofread(tuple(issues), tuple(prose.passed))


def _flat(inlines: tuple[Inline, ...]) -> Iterator[Inline]:
    for inline in inlines:
        if isinstance(inline, Strong):
            yield from _flat(inline.inlines)
        else:
            yield inline


# ── B502: values ─────────────────────────────────────────────────────────────────────────────────────────


def _untrue(value: Value, node: Node | None, figures: Figures, at: str) -> Iterator[Issue]:
    """Yield an issue if a value is printed other than its source in the same form."""
    should = _should_be(value, node, figures)
    if should is None:
        text = "“{given}” is said to come from {name}, which is nothing in the data."
        yield error("B502", at, text, given=value.text, name=value.source or "—")
    elif should != value.text:
        text = "{name} is printed as {given}, but it is {should}."
        yield error("B502", at, text, name=value.source, given=value.text, should=should)


def _should_be(value: Value, node: Node | None, figures: Figures) -> str | None:
    """Return what the source of a value prints; None if it refers to nothing printable."""
    if value.form == "ordinal":
        return value.text if value.source == "ordinal" and ORDINAL.fullmatch(value.text) else None
    match node:
        case Figure() if value.form.startswith(CLAIM):
            return CLAIMS.get(value.form.removeprefix(CLAIM), node.label)
        case Figure():
            formed = _formed(value, node, figures)
            return None if formed is None else printed(formed)
        case Entries():
            kind = value.form.removeprefix(CLAIM)
            return CLAIMS[kind] if kind in ("closed", "adjusted") else None
        case Dated():
            return spoken_date(node.moment, not value.form.startswith("--"))
        case Given():
            return value.text if value.text in _lines(node.text) else node.text
        case Clause():  # the pieces of prose are printed one by one, and each of their lines
            lines = [line for part in node.parts if isinstance(part, Given) for line in _lines(part.text)]
            return value.text if value.text in lines else None
    return _in_heading(value, figures)


def _lines(text: str) -> list[str]:
    """Return a text and, where it has several lines, each line as a paragraph of its own prints it."""
    first, *others = text.split("\n")
    if not others:
        return [text]
    return [text, first.rstrip(), *(each.strip() for each in others[:-1]), others[-1].lstrip()]


def _formed(value: Value, node: Figure, figures: Figures) -> Figure | None:
    """Return the figure in the form of a value, a closed share as in its list; None if that list is open."""
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
    """Return what the words around figures print, in a quotation or in a clause without a path of its own."""
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
    """Yield every printed figure in its form, with its value in the document and the template line."""
    for at, inlines in lines:
        for value in inlines:
            if isinstance(value, Value) and value.form not in ("ordinal", "prose"):
                node = None if value.form.startswith(CLAIM) else nodes[value.source]
                figure = _formed(value, node, figures) if isinstance(node, Figure) else None
                if figure is not None:
                    yield at, value, figure


def _in_two_ways(formed: list[Formed]) -> Iterator[Issue]:
    """Yield figures printed with two values or precisions; measure word and kind of numeral may differ.

    Two figures are the same if the same places of the data give them the same value, by any path.
    """
    first: dict[object, str] = {}
    for at, value, figure in formed:
        number = printed(figure.formed(unit=False, numeral="arabic"))
        key = (figure.kind, figure.value, figure.source.pointers or value.source)
        before = first.setdefault(key, number)
        if number != before:
            text = "{name} is printed as {given} here and as {before} further up."
            hint = "Print it in one form; “decimals” (小数位数) of the count is for all its places."
            yield error("B503", at, text, hint, name=value.source, given=number, before=before)


def _unsaid(document: Document, lines: list[DocumentLine], requires: tuple[str, ...]) -> Iterator[Issue]:
    """Yield required figures that are neither printed nor claimed in words."""
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
    """Yield lists of shares adjusted to add up to 100% without a remark."""
    told = {
        value.source
        for _, inlines in lines
        for value in inlines
        if isinstance(value, Value) and value.form == f"{CLAIM}closed"
    }
    if any(
        isinstance(value, Value) and value.form == f"{CLAIM}adjusted" for _, line in lines for value in line
    ):
        return  # one note for all lists
    for at, value, figure in formed:
        breakdown = value.source.rsplit(".", 2)[0]
        if is_adjusted(figure) and breakdown not in told:
            told.add(breakdown)
            text = "The shares of {name} were adjusted to add up to 100%, and the document does not say so."
            hint = "Print |closure of the same breakdown beside them."
            yield error("B505", at, text, hint, name=breakdown)


def _readable_names(document: Document, lines: list[DocumentLine], figures: Figures) -> Iterator[Issue]:
    """Yield masked names that are typed into the template, or are in the document's properties."""
    masked = [name for name, mask in figures.masks.items() if mask != name]
    finder = NameFinder(masked)
    places = [(at, text_of(inlines)) for at, inlines in lines if masked]
    properties = (document.title, document.author)
    for at, words in [*places, *((f"{document.genre}/template.toml", each) for each in properties)]:
        if any(place.sure for place in finder.places(words)):
            yield error("B506", at, "A name that is masked stands here.", "Take it out of the template.")
