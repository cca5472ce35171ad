"""Find in the ledger of a document where its values come from, all of them or those that are asked for."""

import difflib
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from bulletin.files.read import Content
from bulletin.issues.errors import DataRefused
from bulletin.issues.issue import Issue, error
from bulletin.ledger.entries import ClaimEntry, Entry, Ledger
from bulletin.model.brief import Brief
from bulletin.readers import ledger_in, ledger_of, read
from bulletin.readers.copy import Copy

Fits = Callable[[Entry], object]

LONG = 40
"""Characters of a text that is no answer to a question."""

NARROW = str.maketrans("０１２３４５６７８９％．＃", "0123456789%.#")
"""What a Chinese keyboard may give."""


@dataclass(frozen=True, slots=True, repr=False)
class Traced(Brief):
    """The values of a document that were asked for: `entries` with a numeral, `claims` without one.

    `ledger` is the fullest one found. `edited` tells whether the text is another than was issued, white
    space apart; of a ledger alone that cannot be known, and it is False. `issues` were noticed in reading.
    """

    ledger: Ledger = field(repr=False)
    entries: tuple[Entry, ...]
    claims: tuple[ClaimEntry, ...]
    edited: bool = False
    issues: tuple[Issue, ...] = ()


def trace(document: str | Path | Content, text: str | None = None) -> Traced:
    """Return where the values of a document come from: formula, pointers into the data, template line.

    `document` is a DOCX, ODT, PDF, HTML or TXT, or a ledger (`.json`). `text` is a value as it is printed
    (91%), a number, a label (整改率), the path of a figure, or an occurrence (#17); None: every value. Beside
    a path a fuller ledger is looked for; beside bytes there is none.

    Raises:
        InputMissing: the file cannot be read.
        DataRefused: it is no document, has no ledger (B802), or no such value (B817).
    """
    name = document.name if isinstance(document, Content) else str(document)
    copy, ledger = _read(document, name)
    issues = copy.issues if copy else ()
    edited = copy is not None and _is_edited(copy, ledger)
    if not text:
        return Traced(ledger, ledger.entries, ledger.claims, edited, issues)
    entries, claims = matching(ledger, text)
    if not entries and not claims:
        raise DataRefused([_not_found(name, text, ledger)])
    return Traced(ledger, entries, claims, edited, issues)


def _read(document: str | Path | Content, name: str) -> tuple[Copy | None, Ledger]:
    """Return the document, if it is one, and its ledger."""
    if name.lower().endswith(".json"):
        return None, ledger_in(document)
    copy = read(document)
    ledger = ledger_of(copy, name, beside=not isinstance(document, Content))
    if ledger is None:
        text = "The document carries no ledger, and none lies beside it."
        hint = "Put the file {ledger} beside it; `bulletin build --ledger` writes it."
        wanted = copy.ledger_file or f"{copy.name.rpartition('.')[0]}.ledger.json"
        raise DataRefused([*copy.issues, error("B802", copy.name, text, hint, ledger=wanted)])
    return copy, ledger


def _is_edited(copy: Copy, ledger: Ledger) -> bool:
    """Return whether the text is another than was issued, white space apart."""
    now = "".join("".join(line.text for line in copy.lines).split())
    return now != "".join("".join(ledger.text).split())


def matching(ledger: Ledger, asked: str) -> tuple[tuple[Entry, ...], tuple[ClaimEntry, ...]]:
    """Return the values meant by `asked`: an occurrence (#17), printed characters, number, label or figure.

    The first of these that finds anything decides.
    """
    asked = asked.strip().translate(NARROW)
    number = asked[-1:].isdecimal() or asked.endswith("%")
    alone = re.compile(rf"(?<![0-9.]){re.escape(asked)}(?![0-9]|\.[0-9])")
    tries: tuple[Fits, ...] = (
        lambda e: asked == f"#{e.occurrence}",
        lambda e: asked == e.printed,
        lambda e: number and re.fullmatch(re.escape(asked) + r"[^0-9.]*", e.printed),
        lambda e: asked in (e.label, e.figure),
        lambda e: alone.search(e.printed) if number else asked in e.label or asked in e.printed,
    )
    for fits in tries:
        found = tuple(entry for entry in ledger.entries if fits(entry))
        if found:
            return found, ()
    return (), tuple(claim for claim in ledger.claims if asked in (claim.label, claim.figure))


def _not_found(file: str, asked: str, ledger: Ledger) -> Issue:
    known = dict.fromkeys(word for e in ledger.entries for word in (e.printed, e.label) if word)
    near = difflib.get_close_matches(asked, [word for word in known if len(word) < LONG], n=5, cutoff=0.3)
    text = "No value of the document is “{asked}”."
    if near:
        return error("B817", file, text, "Is it one of these? {near}", asked=asked, near="、".join(near))
    return error("B817", file, text, "Without a text, `bulletin trace` lists them all.", asked=asked)
