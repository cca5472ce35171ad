"""From a document that people have changed, and its ledger, to what became of each number."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bulletin.errors import DataRefused
from bulletin.indicators import Codelist, shipped_codelist
from bulletin.issues import error
from bulletin.ledger import Entry, Ledger
from bulletin.reading.copy import Copy
from bulletin.verify.agreement import Agreement, Standing
from bulletin.verify.pairing import Pairing, pair
from bulletin.verify.streams import Stream, Token, issued_stream, returned_stream
from bulletin.verify.verdict import Disagreement, Finding, State, Verdict
from bulletin.wording.numerals import vocabulary_of

AROUND = 14
"""How many characters of context a finding shows on either side."""


def verify(copy: Copy, ledger: Ledger, codelist: Codelist | None = None) -> Verdict:
    """What became of each number of `ledger` in `copy`, and which numbers are new.

    Raises:
        DataRefused: no number was found in the copy, so that nothing can be said of it (B803).
    """
    units = tuple(sorted({entry.unit for entry in ledger.entries if entry.unit}))
    vocabulary = vocabulary_of(codelist or shipped_codelist(), units)
    issued, returned = issued_stream(ledger, vocabulary), returned_stream(copy, vocabulary)
    if not returned.tokens:
        text, hint = (
            "No number was found in the document; nothing can be said of it.",
            ("Is it the right file? A scanned page holds pictures, no text."),
        )
        raise DataRefused([error("B803", copy.name, text, hint)])
    pairing = pair(issued, returned)
    entries = {entry.occurrence: entry for entry in ledger.entries}
    agreement = Agreement(ledger, tuple(_standing(issued, returned, pairing, entries)))
    disagreements = agreement.disagreements()
    findings = [
        *_kept_and_added(issued, returned, pairing, entries, agreement),
        *_removed(issued, pairing, entries),
    ]
    told = tuple(_with(finding, disagreements) for finding in findings)
    return Verdict(copy.name, ledger.file, told, disagreements, tuple(agreement.shown()), copy.issues)


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
    """A finding for every number that stands in the returned document."""
    partner = {j: i for i, j in pairing.pairs.items()}
    known = {*partner, *pairing.copies}
    new = [token for j, token in enumerate(returned.tokens) if j not in known]
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
            yield replace(finding, fits=agreement.fits(token, [other for other in new if other is not token]))


def _removed(issued: Stream, pairing: Pairing, entries: dict[int, Entry]) -> Iterator[Finding]:
    for i, token in enumerate(issued.tokens):
        if i not in pairing.pairs:
            yield _finding("removed", token, None, entries, issued)


def _finding(
    state: State, old: Token | None, new: Token | None, entries: dict[int, Entry], stream: Stream
) -> Finding:
    """A finding about a number, in the context of `stream`."""
    entry = entries.get(old.occurrence) if old else None
    here = new or old
    return Finding(
        state=state,
        was=old.printed if old else "",
        now=new.printed if new else "",
        figure=entry.figure if entry else "",
        label=entry.label if entry else "",
        occurrence=entry.occurrence if entry else 0,
        context=_context(stream, here) if here else "",
        line=new.line + 1 if new else 0,
    )


def _context(stream: Stream, token: Token) -> str:
    """The number between 【】 with the text of its line around it."""
    line = stream.lines[token.line]
    end = token.end
    before, after = line[max(0, token.start - AROUND) : token.start], line[end : end + AROUND]
    dots = ("…" if token.start > AROUND else "", "…" if end + AROUND < len(line) else "")
    text = f"{dots[0]}{before}【{line[token.start : end]}】{after}{dots[1]}"
    return text.replace("\n", "").replace("\t", " ")


def _with(finding: Finding, disagreements: Sequence[Disagreement]) -> Finding:
    """A changed number with all that no longer agrees because of it."""
    if finding.state != "changed" or not finding.figure:
        return finding
    touched = tuple(each for each in disagreements if finding.figure in each.figures)
    return replace(finding, disagreements=touched)
