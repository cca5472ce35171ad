"""`bulletin trace`: where every value of a document comes from, or one of them in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bulletin.cli import options as shared
from bulletin.cli.printing import issue_lines, issues_as_data, print_json, terminal_width
from bulletin.issues.catalogue import Words
from bulletin.issues.exit_code import ExitCode

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from bulletin.ledger.entries import Entry, Ledger
    from bulletin.readers.tracing import Traced

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
    from bulletin.readers.tracing import trace as traced

    found = traced(options.file, options.text)
    if options.json:
        _print_json(found, options)
    else:
        for line in issue_lines(found.issues, options.lang):
            print(line)
        (_print_found if options.text else _print_all)(found, options)
    return int(ExitCode.OK)


# ── what is printed ──────────────────────────────────────────────────────────────────────────────────────


def _print_all(found: Traced, options: argparse.Namespace) -> None:
    from bulletin.cli.trace_lines import entry_lines, head_lines

    words = Words(options.lang, "trace")
    shown = [entry for entry in found.entries if options.all or entry.kind not in HIDDEN]
    print("\n".join(head_lines(found.ledger, words)))
    print()
    if found.edited:
        print(f"{words(EDITED)}\n")
    print("\n".join(entry_lines(shown, found.claims, words, terminal_width(), found.ledger)))
    print()
    print(words("{n} values", n=len(shown)))
    if len(shown) < len(found.entries):
        text = "{n} words or ordinals of headings are not listed; with --all they are."
        print(words(text, n=len(found.entries) - len(shown)))
    _print_what_is_missing(shown, found.ledger, options)


def _print_found(found: Traced, options: argparse.Namespace) -> None:
    from bulletin.cli.trace_lines import entry_lines, explained

    words = Words(options.lang, "trace")
    columns = terminal_width()
    if found.edited:
        print(f"{words(EDITED)}\n")
    blocks = ["\n".join(explained(entry, found.ledger, words, columns)) for entry in found.entries]
    claims = "\n".join(entry_lines((), found.claims, words, columns, found.ledger)).strip()
    blocks += [claims] if found.claims else []
    print("\n\n\n".join(blocks))
    print(f"\n{found.ledger.source}  {found.ledger.digest[:12]}")
    _print_what_is_missing(found.entries, found.ledger, options)


def _print_what_is_missing(shown: Sequence[Entry], ledger: Ledger, options: argparse.Namespace) -> None:
    """Where to find what a reduced ledger does not say."""
    held_back = (entry.kind not in HIDDEN and not (entry.formula and entry.pointers) for entry in shown)
    if ledger.detail != "full" and any(held_back):
        words = Words(options.lang, "trace")
        text = "—: not in the ledger that travels; put the full one, {file}, beside the document."
        print(words(text, file=ledger.file))


def _print_json(found: Traced, options: argparse.Namespace) -> None:
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
        "document": {name: getattr(found.ledger, name) for name in head},
        "entries": [dataclasses.asdict(entry) for entry in found.entries],
        "claims": [dataclasses.asdict(claim) for claim in found.claims],
        "issues": issues_as_data(found.issues, options.lang),
    }
    if found.ledger.places:
        data["places"] = {one.pointer: one.place for one in found.ledger.places}
    print_json(data)
