"""From a ledger to what a person reads of it: every value in order, or one value in full."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from bulletin.cli.printing import padded, wrapped
from bulletin.issues.catalogue import Words, translated
from bulletin.issues.excerpt import width
from bulletin.ledger.entries import ClaimEntry, Entry, Ledger

SHORT = 12
"""So many characters of a SHA-256 are shown."""
MOST_PRINTED, MOST_LABEL = 18, 22
"""Columns for the printed text and the label; what is longer takes a line of its own."""
MOST_SENTENCE = 160
"""Characters of a sentence on either side of its number."""
STOPS = "。！？；\n\t"

NOTHING = "—"
"""Stands where a reduced ledger says nothing."""

Row = tuple[str, str, str, tuple[Sequence[str], ...]]
"""Number, printed text, label, and the reasons, each in pieces."""

ROUNDING = {
    "half_up": "rounded half up",
    "half_even": "rounded half to even",
    "truncate": "cut off",
    "largest_remainder": "closed to 100% by the largest remainder",
}
CLAIMS = {"all": "all of them", "zero": "none", "one": "just one", "only": "the only one"}
DETAILS = {"full": "full", "printed": "as travels (only what the pages show)", "none": "none"}
"""How much a ledger says."""


def head_lines(ledger: Ledger, words: Words) -> Iterator[str]:
    """Where the document comes from."""
    rows = {
        words("issuer"): ledger.issuer,
        words("data"): f"{ledger.source}  {ledger.digest[:SHORT]}",
        words("scope"): ledger.scope,
        words("template"): f"{ledger.template}  {ledger.template_digest[:SHORT]}",
        words("date"): ledger.date,
        words("ledger"): f"{words(DETAILS[ledger.detail])}  {ledger.file}",
        words("made by"): ", ".join(ledger.versions),
    }
    names = max(map(width, rows))
    yield ledger.title
    yield ""
    for name, value in rows.items():
        if value.strip():
            yield f"  {padded(name, names)}  {value}"


def entry_lines(
    entries: Sequence[Entry], claims: Sequence[ClaimEntry], words: Words, columns: int, ledger: Ledger
) -> Iterator[str]:
    """Each value on a line, with what it follows from beside it; of a table its row and column."""
    places = {one.pointer: one.place for one in ledger.places}
    yield from _table(
        [(f"#{e.occurrence}", e.printed, e.label, _reasons(e, words, places)) for e in entries], columns
    )
    if claims:
        yield ""
        yield words("Claims without a numeral")
        told = {(claim.figure, claim.kind): claim for claim in claims}
        rows = [
            (
                "",
                words(CLAIMS[c.kind]) if c.kind in CLAIMS else c.kind,
                f"{c.label}{c.value}{c.unit if c.value else ''}",
                ([places.get(pointer, pointer) for pointer in c.pointers],),
            )
            for c in told.values()
        ]
        yield from _table(rows, columns)


def _table(rows: Sequence[Row], columns: int) -> Iterator[str]:
    """Number, printed text and label in columns, and the reasons below one another in the rest."""
    numbers = max((width(number) for number, *_ in rows), default=0)
    printed = max((width(p) for _, p, *_ in rows if width(p) <= MOST_PRINTED), default=0)
    labels = max((width(label) for *_, label, _ in rows if width(label) <= MOST_LABEL), default=0)
    before = 2 + numbers + 2 + printed + 2 + labels + 2
    for number, text, label, reasons in rows:
        start = f"  {padded(number, numbers, right=True)}  "
        shown, named = " ".join(text.split("\n")), label
        if width(shown) > printed:
            for line in wrapped(shown, columns - width(start)):
                yield start + line
                start = " " * width(start)
            shown = ""
        if width(named) > labels:
            yield f"{start}{padded(shown, printed)}  {named}"
            start, shown, named = " " * width(start), "", ""
        start += f"{padded(shown, printed)}  {padded(named, labels)}  "
        for line in [line for pieces in reasons for line in _flowing(pieces, columns - before)] or [""]:
            yield (start + line).rstrip()
            start = " " * before


def _flowing(pieces: Sequence[str], columns: int) -> Iterator[str]:
    """Pieces beside one another as long as there is room; one that is too long is wrapped."""
    line = ""
    for piece in pieces or (NOTHING,):
        if line and width(line) + 2 + width(piece) > columns:
            yield from wrapped(line, columns)
            line = ""
        line += f"  {piece}" if line else piece
    yield from wrapped(line, columns)


def _reasons(entry: Entry, words: Words, places: Mapping[str, str]) -> tuple[Sequence[str], ...]:
    """What a value follows from, and where that is given; of what is given itself, only where."""
    formula = entry.formula or NOTHING if entry.operation != "given" else ""
    first = [piece for piece in (formula, rounding_words(entry, words)) if piece]
    spots = [places.get(pointer, pointer) for pointer in entry.pointers]
    return (first, spots) if first else (spots,)


def rounding_words(entry: Entry, words: Words) -> str:
    """How a value was rounded, in words; empty: every digit stands there."""
    if entry.decimals is None:
        return ""
    how, n = entry.rounding, entry.decimals
    how = words(ROUNDING[how]) if how in ROUNDING else how
    if n:
        told = words("{how} to {n} decimals" if n > 1 else "{how} to {n} decimal", how=how, n=n)
    else:
        told = words("{how} to a whole number", how=how)
    if "hundred_million=" in entry.form:
        return words("{rounded} of hundred millions", rounded=told)
    return words("{rounded} of ten thousands", rounded=told) if "myriad=" in entry.form else told


def explained(entry: Entry, ledger: Ledger, words: Words, columns: int) -> Iterator[str]:
    """All that the ledger knows of one value."""
    again = [f"#{e.occurrence}" for e in ledger.entries if e.figure == entry.figure and e is not entry]
    places = {one.pointer: f"{one.place}  {one.pointer}" for one in ledger.places}
    rows = {
        words("formula"): [entry.formula or NOTHING]
        if entry.operation != "given"
        else [words("given in the data")],
        words("exactly"): [exact_words(entry)],
        words("rounding"): [rounding_words(entry, words) or (words("not rounded") if entry.value else "")],
        words("sources"): [places.get(pointer, pointer) for pointer in entry.pointers or (NOTHING,)],
        words("figure"): [entry.figure],
        words("again at"): [" ".join(again)],
        translated("template", words.language, "trace line"): [entry.at],
    }
    yield "  ".join(
        part for part in (f"#{entry.occurrence}", entry.printed.replace("\n", " "), entry.label) if part
    )
    yield ""
    for line in wrapped(sentence(entry, ledger.text[entry.line]), columns - 4):
        yield f"    {line}"
    yield ""
    names = max(map(width, rows))
    for name, values in rows.items():
        shown = name
        for value in values:
            for line in wrapped(value, columns - names - 6):
                yield f"    {padded(shown, names)}  {line}"
                shown = ""


def sentence(entry: Entry, line: str) -> str:
    """The sentence a value stands in, the value between 【】; the cells of a table row all the same."""
    start, end = entry.start, entry.start + len(entry.printed)
    stops = STOPS if "\t" not in line else "\n"
    before, after = line[:start], line[end:]
    opening = max((before.rfind(stop) for stop in stops), default=-1) + 1
    ends = [place for place in (after.find(stop) for stop in stops) if place >= 0]
    closing = min(ends) + 1 if ends else len(after)
    before, after = before[opening:], after[:closing]
    shortened = (
        f"…{before[-MOST_SENTENCE:]}" if len(before) > MOST_SENTENCE else before
    ) + f"【{line[start:end]}】"
    shortened += f"{after[:MOST_SENTENCE]}…" if len(after) > MOST_SENTENCE else after
    return shortened.strip().replace("\t", "　｜　").replace("\n", " ")


def exact_words(entry: Entry) -> str:
    """The exact value, a fraction also as a decimal number."""
    if entry.kind in ("rate", "points") and re.fullmatch(r"-?[0-9]{1,30}/[0-9]{1,30}", entry.value):
        over, under = entry.value.split("/")
        if int(under):
            percent = Fraction(int(over) * 100, int(under))
            shown = Decimal(percent.numerator) / Decimal(percent.denominator)
            exact = Fraction(shown) == percent
            return f"{entry.value} {'=' if exact else '≈'} {shown.normalize() if exact else f'{shown:.6f}'}%"
    return entry.value
