"""Build the ledger of a document: what is printed, where, and what it follows from."""

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import replace
from fractions import Fraction

from bulletin.ledger.entries import ClaimEntry, Entry, EntryKind, Ledger, LedgerOperand, Relation
from bulletin.ledger.versions import VERSION, version_of
from bulletin.model.arithmetic import Operation, result
from bulletin.model.document import Document, Inline, Picture, Strong, Text, Value, leaves, lines_of, text_of
from bulletin.model.figures import Absent, Dated, Entries, Figure, Figures, Given, PrintedForm

GIVEN_WORDS = "数据所载"
CLOSED = "largest_remainder"
"""The rounding of shares that were closed to 100% together."""

ORDINAL_WORDS = "标题序号"
LIBRARIES = ("jinja2", "babel")
"""The libraries that words and digits depend on; those of the writers change none of them."""


def account(document: Document, figures: Figures, name: str = "") -> Ledger:
    """Return the full ledger of `document`, which was composed from `figures`.

    `name` is the stem of its files, empty for that of the data file.
    """
    entries: list[Entry] = []
    text: list[str] = []
    for at, inlines in lines_of(document):
        line = text_of(inlines)
        if not line.strip():
            continue
        for start, value in _placed(inlines):
            entries.append(_entry(len(entries) + 1, value, figures, (at, len(text), start)))
        text.append(line)
    claims = tuple(_claims(document, figures))
    scope = figures.find("now.label")
    return Ledger(
        name=name or figures.source.rpartition("/")[2].partition(".")[0],
        title=document.title,
        template=document.genre,
        date=document.date,
        issuer=document.author,
        scope=scope.text if isinstance(scope, Given) else "",
        source=figures.source,
        digest=figures.digest,
        template_digest=document.template_digest,
        detail="full",
        versions=(
            f"bulletin {VERSION}",
            *(f"{library} {version_of(library)}" for library in LIBRARIES),
        ),
        text=tuple(text),
        entries=tuple(entries),
        claims=claims,
        relations=tuple(_relations(figures, entries, claims)),
        pictures=tuple(
            dict.fromkeys(
                hashlib.sha256(each.content).hexdigest()
                for each in leaves(document.blocks)
                if isinstance(each, Picture)
            )
        ),
    )


def _placed(inlines: tuple[Inline, ...], start: int = 0) -> Iterator[tuple[int, Value]]:
    """Yield the values of a line, each with its offset."""
    for inline in inlines:
        if isinstance(inline, Value):
            yield start, inline
        elif isinstance(inline, Strong):
            yield from _placed(inline.inlines, start)
        start += len(inline.text) if isinstance(inline, Text | Value) else len(text_of((inline,)))


def _entry(occurrence: int, value: Value, figures: Figures, place: tuple[str, int, int]) -> Entry:
    """Return one entry; `place` is the template line, and line and offset in the text."""
    node = figures.find(value.source)
    label = node.label if isinstance(node, Figure | Absent) else ""
    kind: EntryKind = "words"
    exact = unit = rounding = ""
    formula, pointers = GIVEN_WORDS, tuple[str, ...]()
    operation: Operation = "given"
    decimals: int | None = None
    match node:
        case Figure():
            kind, exact, unit = node.kind, str(node.value), node.unit
            formula, pointers, operation = node.source.formula, node.source.pointers, node.source.operation
            decimals, rounding = _rounded(node, value)
        case Dated(_, moment, pointer):
            kind, exact, pointers = "date", str(moment), (pointer,)
        case Given(_, _, pointer):
            pointers = (pointer,)
    if value.form == "ordinal":
        kind, formula = "ordinal", ORDINAL_WORDS
    elif value.form == "prose":
        kind = "prose"
    elif value.form.startswith("claim:"):
        kind, decimals, rounding = "claim", None, ""
    return Entry(
        occurrence, value.source, label, value.text, kind, exact, unit, value.form, decimals, rounding,
        operation, formula, pointers, *place,
    )  # fmt: skip


def _rounded(figure: Figure, value: Value) -> tuple[int | None, str]:
    """Return the decimals a printed value was rounded to, and the rounding.

    None if every digit is printed.
    """
    form = PrintedForm.parse(value.form)
    if form.closed is not None:
        return form.decimals, CLOSED
    if form.times:
        return form.decimals, form.rounding.value
    if figure.kind in ("rate", "points"):
        return len(value.text.partition(".")[2].rstrip("%个百分点")), form.rounding.value
    return (form.decimals, form.rounding.value) if form.decimals is not None else (None, "")


def _claims(document: Document, figures: Figures) -> Iterator[ClaimEntry]:
    """Yield each claim of the template once; claims printed as words are entries already."""
    for claim in dict.fromkeys(claim for claim in document.claims if not claim.text):
        node = figures.find(claim.figure)
        if isinstance(node, Figure):
            pointers = node.source.pointers
            yield ClaimEntry(
                claim.figure, node.label, claim.kind, str(node.value), node.unit, pointers, claim.at
            )


# ── how figures hang together ────────────────────────────────────────────────────────────────────────────


def _relations(figures: Figures, entries: list[Entry], claims: tuple[ClaimEntry, ...]) -> Iterator[Relation]:
    """Yield how printed or claimed figures follow from others.

    A fact reached by several paths (`now.rectified`, `now.problems.by.state.rectified`) has the name under
    which it is printed.
    """
    printed = {entry.figure: None for entry in entries}
    wanted = {*printed, *(f"{claim.figure}.rate" for claim in claims)}
    names: dict[tuple[tuple[str, ...], str], str] = {}
    for name in (entry.figure for entry in entries if entry.value):
        node = figures.find(name)
        if isinstance(node, Figure) and node.source.operation == "given":
            names.setdefault((node.source.pointers, str(node.value)), name)

    def called(operand: LedgerOperand) -> LedgerOperand:
        node = figures.find(operand.figure)
        same = (node.source.pointers, str(node.value)) if isinstance(node, Figure) else None
        return replace(operand, figure=names.get(same, operand.figure)) if same else operand

    for relation in _relations_of(wanted, figures):
        yield replace(relation, operands=tuple(called(operand) for operand in relation.operands))


def _relations_of(names: Collection[str], figures: Figures) -> Iterator[Relation]:
    """Yield how each of these figures was computed; for a given one, which given parts add up to it."""
    seen: set[str] = set()
    for figure in figures.everything():
        if not isinstance(figure, Figure) or figure.name in seen or figure.name not in names:
            continue
        seen.add(figure.name)
        source = figure.source
        if source.operands:
            operands = tuple(LedgerOperand(o.name, o.label, str(o.value)) for o in source.operands)
            yield Relation(figure.name, figure.label, source.operation, operands)
        by = figure.facets.get("by")
        for breakdown in by.items.values() if isinstance(by, Entries) else ():
            if isinstance(breakdown, Entries) and source.operation != "sum":
                yield from _sum_of(figure, breakdown)


def _sum_of(whole: Figure, breakdown: Entries) -> Iterator[Relation]:
    """Yield the sum of given parts if it equals their given whole exactly."""
    parts = [part for part in breakdown.items.values() if isinstance(part, Figure)]
    operands = tuple(LedgerOperand(part.name, part.label, str(part.value)) for part in parts)
    total = result("sum", [Fraction(part.value) for part in parts])
    if breakdown.basis == "partition" and len(parts) == len(breakdown.items) > 1 and total == whole.value:
        yield Relation(whole.name, whole.label, "sum", operands)
