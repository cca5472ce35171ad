"""Turn an edited document and its ledger into a verdict on each of its numbers."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from bulletin.files.refused import DocumentUnfit
from bulletin.issues.errors import DataRefused
from bulletin.issues.issue import error
from bulletin.ledger.entries import Entry, Ledger
from bulletin.model.codelist import Codelist, shipped_codelist
from bulletin.readers.copy import Copy
from bulletin.verification.agreement import Agreement, Standing, counts_among
from bulletin.verification.pairing import Pairing, pair
from bulletin.verification.streams import Stream, issued_stream, returned_stream, words_of
from bulletin.verification.token import Token
from bulletin.verification.verdict import Disagreement, Finding, State, Verdict

AROUND = 14
"""Characters of context that a finding shows on either side."""

MOST = 50
"""The most disagreements listed with one finding; the verdict lists all."""

UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""Control characters, and characters that reverse the direction of text."""


def compared(copy: Copy, ledger: Ledger, codelist: Codelist | None = None) -> Verdict:
    """Return what became of each number of `ledger` in `copy`, and which numbers are new.

    Raises:
        DataRefused: the copy has no number, so that nothing can be said of it (B803), or far too many (B811).
    """
    words = words_of(ledger, codelist or shipped_codelist())
    try:
        issued = issued_stream(ledger, words)
        returned = returned_stream(copy, words, issued)
    except DocumentUnfit as cause:
        raise DataRefused([error(cause.code, copy.name, cause.text, cause.hint, **cause.values)]) from None
    if not returned.tokens:
        raise without_numbers(copy)
    pairing = pair(issued, returned)
    entries = {entry.occurrence: entry for entry in ledger.entries}
    agreement = Agreement(ledger, tuple(_standing(issued, returned, pairing, entries)))
    disagreements = agreement.disagreements()
    findings = [
        *_kept_and_added(issued, returned, pairing, entries, agreement),
        *_removed(issued, pairing, entries),
    ]
    because: dict[str, list[Disagreement]] = defaultdict(list)
    for each in disagreements:
        for figure in dict.fromkeys(each.figures):
            because[figure].append(each)
    told = tuple(_with(finding, because) for finding in findings)
    if copy.kind == "pdf":  # line breaks of a PDF are those of its pages, and no use as line numbers
        told = tuple(replace(finding, line=0) for finding in told)
    return Verdict(copy.name, ledger.file, told, disagreements, tuple(agreement.shown()), copy.issues)


def without_numbers(copy: Copy) -> DataRefused:
    """Return the error for a document without any number."""
    text = "No number was found in the document; nothing can be said of it."
    hint = "Is it the right file? A scanned page holds pictures, no text."
    return DataRefused([error("B803", copy.name, text, hint)])


def _standing(
    issued: Stream, returned: Stream, pairing: Pairing, entries: dict[int, Entry]
) -> Iterator[Standing]:
    for i, j in sorted(pairing.pairs.items()):
        entry = entries.get(issued.tokens[i].occurrence)
        if entry is not None:
            yield Standing(entry, issued.tokens[i], returned.tokens[j])


def _kept_and_added(
    issued: Stream, returned: Stream, pairing: Pairing, entries: dict[int, Entry], agreement: Agreement
) -> Iterator[Finding]:
    """Yield a finding for every number of the returned document."""
    partner = {j: i for i, j in pairing.pairs.items()}
    known = {*partner, *pairing.copies}
    new = counts_among([token for j, token in enumerate(returned.tokens) if j not in known])
    for j, token in enumerate(returned.tokens):
        if j in partner:
            old = issued.tokens[partner[j]]
            state: State = "as issued" if old.same(token) else "changed"
            yield _finding(state, old, token, entries, returned)
        elif j in pairing.copies:
            old = issued.tokens[pairing.copies[j]]
            yield _finding("repeated" if old.same(token) else "changed", old, token, entries, returned)
        else:
            finding = _finding("new", None, token, entries, returned)
            yield replace(finding, fits=agreement.fits(token, new))


def _removed(issued: Stream, pairing: Pairing, entries: dict[int, Entry]) -> Iterator[Finding]:
    for i, token in enumerate(issued.tokens):
        if i not in pairing.pairs:
            yield _finding("removed", token, None, entries, issued)


def _finding(
    state: State, old: Token | None, new: Token | None, entries: dict[int, Entry], stream: Stream
) -> Finding:
    """Return a finding about a number, with the text around it in `stream`."""
    entry = entries.get(old.occurrence) if old else None
    here = new or old
    was, now = _told(old, new), _told(new, old)
    return Finding(
        state=state,
        was=was,
        now=now,
        figure=entry.figure if entry else "",
        label=entry.label if entry else "",
        occurrence=entry.occurrence if entry else 0,
        context=_context(stream, here) if here else "",
        line=new.line + 1 if new else 0,
        issued_line=old.line + 1 if old else 0,
    )


def _told(token: Token | None, other: Token | None) -> str:
    """Return a number as printed, with the words before it that distinguish it from `other`."""
    if token is None:
        return ""
    by, bys = token.beside, other.beside if other else token.beside
    turn = by.turn if by.way and bys.way and by.way != bys.way else ""
    numbered = "第" if by.numbered and not bys.numbered else ""
    return _shown(f"{turn}{numbered}{token.printed}")


def _shown(text: str) -> str:
    """Return a text without characters that make a terminal or page display something else."""
    return UNSEEN.sub("\ufffd", text)


def _context(stream: Stream, token: Token) -> str:
    """Return the text around a number, the number itself between 【】."""
    line = stream.lines[token.line]
    end = token.end
    before, after = line[max(0, token.start - AROUND) : token.start], line[end : end + AROUND]
    dots = ("…" if token.start > AROUND else "", "…" if end + AROUND < len(line) else "")
    text = f"{dots[0]}{before}【{line[token.start : end]}】{after}{dots[1]}"
    return _shown(text.replace("\n", "").replace("\t", " "))


def _with(finding: Finding, because: Mapping[str, Sequence[Disagreement]]) -> Finding:
    """Return the finding of a changed number, with the disagreements it causes."""
    if finding.state != "changed" or not finding.figure:
        return finding
    return replace(finding, disagreements=tuple(because.get(finding.figure, ())[:MOST]))
