"""`bulletin trace`: where every value of a document comes from, or one of them in full."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bulletin.cli import options as shared
from bulletin.cli.printing import issue_lines, issues_as_data, print_json, terminal_width
from bulletin.issues.catalogue import Words
from bulletin.issues.exit_code import ExitCode

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

    from bulletin.issues.issue import Issue
    from bulletin.ledger.entries import ClaimEntry, Entry, Ledger
    from bulletin.readers import Copy

LONG = 40
"""Characters of a text that is no answer to a question."""

NARROW = str.maketrans("０１２３４５６７８９％．＃", "0123456789%.#")
"""What a Chinese keyboard may give."""

HIDDEN = ("words", "prose", "ordinal")
"""Kinds that hold no figure; they are listed with `--all`."""

EDITED = "The document is not as it was issued; these are the values that were."


def trace(commands: shared.Commands) -> None:
    """Add the words of `bulletin trace`."""
    command = commands.add(
        "trace",
        run,
        "where every value of a document comes from",
        description="List what every value of a document follows from, or explain the one given as TEXT. "
        "Only the document is needed, not its data.",
    )
    command.set_defaults(writes=False)
    command.add_argument(
        "file", metavar="FILE", help="a document or its ledger (DOCX, ODT, PDF, HTML, TXT, .ledger.json)"
    )
    command.add_argument(
        "text", metavar="TEXT", nargs="?", help="a value: 91%%, 310, a label as 整改率, '#17'"
    )
    shared.everything(command, "list words and ordinals of headings, too")
    shared.reporting(command)


def run(options: argparse.Namespace) -> int:
    """Print the ledger of a document, or the values that are asked for."""
    from bulletin.issues.errors import DataRefused

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
    from bulletin.issues.errors import DataRefused
    from bulletin.issues.issue import error
    from bulletin.readers import ledger_in, ledger_of, read

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
    import difflib

    from bulletin.issues.issue import error

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
    from bulletin.cli.trace_lines import entry_lines, head_lines

    words = Words(options.lang, "trace")
    shown = [entry for entry in entries if options.all or entry.kind not in HIDDEN]
    print("\n".join(head_lines(ledger, words)))
    print()
    if copy is not None and _is_edited(copy, ledger):
        print(f"{words(EDITED)}\n")
    print("\n".join(entry_lines(shown, claims, words, terminal_width(), ledger)))
    print()
    print(words("{n} values", n=len(shown)))
    if len(shown) < len(entries):
        text = "{n} words or ordinals of headings are not listed; with --all they are."
        print(words(text, n=len(entries) - len(shown)))
    _print_what_is_missing(shown, ledger, options)


def _print_found(
    copy: Copy | None,
    ledger: Ledger,
    entries: Sequence[Entry],
    claims: Sequence[ClaimEntry],
    options: argparse.Namespace,
) -> None:
    from bulletin.cli.trace_lines import entry_lines, explained

    words = Words(options.lang, "trace")
    columns = terminal_width()
    if copy is not None and _is_edited(copy, ledger):
        print(f"{words(EDITED)}\n")
    blocks = ["\n".join(explained(entry, ledger, words, columns)) for entry in entries]
    blocks += ["\n".join(entry_lines((), claims, words, columns, ledger)).strip()] if claims else []
    print("\n\n\n".join(blocks))
    print(f"\n{ledger.source}  {ledger.digest[:12]}")
    _print_what_is_missing(entries, ledger, options)


def _print_what_is_missing(shown: Sequence[Entry], ledger: Ledger, options: argparse.Namespace) -> None:
    """Where to find what a reduced ledger does not say."""
    held_back = (entry.kind not in HIDDEN and not (entry.formula and entry.pointers) for entry in shown)
    if ledger.detail != "full" and any(held_back):
        words = Words(options.lang, "trace")
        text = "—: not in the ledger that travels; put the full one, {file}, beside the document."
        print(words(text, file=ledger.file))


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
    import dataclasses

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
    if ledger.places:
        data["places"] = {one.pointer: one.place for one in ledger.places}
    print_json(data)
