"""`bulletin trace`: where every value of a document comes from, or one of them in full."""

import argparse
import dataclasses
import difflib
import json
import re
from collections.abc import Callable, Sequence

from bulletin.cli.columns import terminal_width
from bulletin.cli.printing import issue_lines, issues_as_data
from bulletin.cli.trace_lines import WORDS, entry_lines, explained, head_lines
from bulletin.issues.errors import DataRefused, ExitCode
from bulletin.issues.issue import Issue, error
from bulletin.ledger.entries import ClaimEntry, Entry, Ledger
from bulletin.readers import Copy, ledger_in, ledger_of, read

LONG = 40
"""Characters of a text that is no answer to a question."""

NARROW = str.maketrans("０１２３４５６７８９％．＃", "0123456789%.#")
"""What a Chinese keyboard may give."""

HIDDEN = ("words", "prose", "ordinal")
"""Kinds that hold no figure; they are listed with `--all`."""


def run(options: argparse.Namespace) -> int:
    """Print the ledger of a document, or the values that are asked for."""
    copy, ledger = _read(options.file)
    issues = copy.issues if copy else ()
    entries, claims = ledger.entries, ledger.claims
    if options.text:
        entries, claims = matching(ledger, options.text)
        if not entries and not claims:
            raise DataRefused([_not_found(options.file, options.text, ledger)])
    if options.json:
        _print_json(ledger, entries, claims, issues, options)
    else:
        for line in issue_lines(issues, options.lang):
            print(line)
        (_print_found if options.text else _print_all)(copy, ledger, entries, claims, options)
    return int(ExitCode.OK)


def _read(file: str) -> tuple[Copy | None, Ledger]:
    """The document, if it is one, and its ledger."""
    if file.lower().endswith(".json"):
        return None, ledger_in(file)
    copy = read(file)
    ledger = ledger_of(copy, file)
    if ledger is None:
        text = "The document carries no ledger, and none lies beside it."
        hint = "Put the file {ledger} beside it; `bulletin build --ledger` writes it."
        wanted = copy.ledger_file or f"{copy.name.rpartition('.')[0]}.ledger.json"
        raise DataRefused([*copy.issues, error("B802", copy.name, text, hint, ledger=wanted)])
    return copy, ledger


# ── what is asked for ────────────────────────────────────────────────────────────────────────────────────


def matching(ledger: Ledger, asked: str) -> tuple[tuple[Entry, ...], tuple[ClaimEntry, ...]]:
    """The values meant by `asked`: an occurrence (#17), printed characters, a number, a label, a figure.

    The first of these that finds anything decides.
    """
    asked = asked.strip().translate(NARROW)
    number = asked[-1:].isdecimal() or asked.endswith("%")
    alone = re.compile(rf"(?<![0-9.]){re.escape(asked)}(?![0-9]|\.[0-9])")
    tries: Sequence[Callable[[Entry], object]] = (
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


# ── what is printed ──────────────────────────────────────────────────────────────────────────────────────


def _print_all(
    copy: Copy | None,
    ledger: Ledger,
    entries: Sequence[Entry],
    claims: Sequence[ClaimEntry],
    options: argparse.Namespace,
) -> None:
    words = WORDS[options.lang]
    shown = [entry for entry in entries if options.all or entry.kind not in HIDDEN]
    print("\n".join(head_lines(ledger, options.lang)))
    print()
    if copy is not None and _is_edited(copy, ledger):
        print(f"{words['edited']}\n")
    print("\n".join(entry_lines(shown, claims, options.lang, terminal_width())))
    print()
    print(words["values"].format(n=len(shown)))
    if len(shown) < len(entries):
        print(words["hidden"].format(n=len(entries) - len(shown)))
    _print_what_is_missing(shown, ledger, options)


def _print_found(
    copy: Copy | None,
    ledger: Ledger,
    entries: Sequence[Entry],
    claims: Sequence[ClaimEntry],
    options: argparse.Namespace,
) -> None:
    columns = terminal_width()
    if copy is not None and _is_edited(copy, ledger):
        print(f"{WORDS[options.lang]['edited']}\n")
    blocks = ["\n".join(explained(entry, ledger, options.lang, columns)) for entry in entries]
    blocks += ["\n".join(entry_lines((), claims, options.lang, columns)).strip()] if claims else []
    print("\n\n\n".join(blocks))
    print(f"\n{ledger.source}  {ledger.digest[:12]}")
    _print_what_is_missing(entries, ledger, options)


def _print_what_is_missing(shown: Sequence[Entry], ledger: Ledger, options: argparse.Namespace) -> None:
    """Where to find what a reduced ledger does not say."""
    held_back = (entry.kind not in HIDDEN and not (entry.formula and entry.pointers) for entry in shown)
    if ledger.detail != "full" and any(held_back):
        print(WORDS[options.lang]["reduced"].format(file=ledger.file))


def _is_edited(copy: Copy, ledger: Ledger) -> bool:
    """Whether the text is another than was issued, white space apart."""
    now = "".join("".join(line.text for line in copy.lines).split())
    return now != "".join("".join(ledger.text).split())


def _print_json(
    ledger: Ledger,
    entries: Sequence[Entry],
    claims: Sequence[ClaimEntry],
    issues: Sequence[Issue],
    options: argparse.Namespace,
) -> None:
    head = (
        "name",
        "title",
        "template",
        "date",
        "scope",
        "source",
        "digest",
        "template_digest",
        "detail",
        "versions",
    )
    data = {
        "document": {name: getattr(ledger, name) for name in head},
        "entries": [dataclasses.asdict(entry) for entry in entries],
        "claims": [dataclasses.asdict(claim) for claim in claims],
        "issues": issues_as_data(issues, options.lang),
    }
    print(json.dumps(data, ensure_ascii=False, indent=2))
