"""`bulletin register`: the editions of an office, what happened to them, whether all is as it was left."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from bulletin.cli import options as shared
from bulletin.cli.printing import issue_lines, issues_as_data, padded, print_json
from bulletin.issues.catalogue import Words, translated
from bulletin.issues.excerpt import width
from bulletin.issues.exit_code import ExitCode

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from bulletin.issues.issue import Issue
    from bulletin.publishing import Edition, Office, Register

STATES = ("allocated", "built", "published", "void")
"""The states of an edition, as the register has them."""

EVENTS = (
    "allocated", "built", "approved", "published", "void", "told",
    "changed data", "staged files lost", "another reason", "entered again", "carried over", "moved",
)  # fmt: skip
"""What happens to an edition, as the register's history has it."""


def register(commands: shared.Commands) -> None:
    """Add the words of `bulletin register`."""
    command = commands.add(
        "register",
        run,
        "the register of what was published",
        description="List editions, show what happened to one, verify the register and every published file, "
        "export all as JSON, repair the register from what is published.",
    )
    command.set_defaults(writes=False)
    command.add_argument("what", choices=("list", "show", "verify", "export", "repair"))
    command.add_argument("series", metavar="SERIES", nargs="?", help="the series")
    shared.period(command, "the period")
    command.add_argument(
        "--look", action="append", default=[], metavar="DIR", help="repair: editions may lie here, too"
    )
    command.add_argument("--anew", action="store_true", help="repair: the register is of another folder")
    shared.office(command)
    shared.reporting(command)


def run(options: argparse.Namespace) -> int:
    """List, show, verify, export or repair."""
    from bulletin.issues.errors import DataRefused
    from bulletin.publishing import Register, audit, read_office

    office = read_office(options.office)
    if options.what == "repair":
        return _repaired(office, options)
    series = office.named(options.series) if options.series else None
    if series and options.period:
        series.period(options.period)
    register = Register(office.folder, create=False)
    try:
        editions = register.editions(options.series, options.period)
        if options.what == "verify":
            return _verified(audit(office, register, editions), len(editions), options)
        if not editions and (options.series or options.period):
            raise DataRefused([_none(options)])
        if options.what == "export" or options.json:
            print_json(_exported(register, editions), default=str)
        elif options.what == "show":
            _show(register, editions, options)
        else:
            _list(editions, options)
        return int(ExitCode.OK)
    finally:
        register.close()


def _repaired(office: Office, options: argparse.Namespace) -> int:
    """Repair, and say what was done, what could not be, and what is still wrong."""
    from datetime import datetime
    from pathlib import Path

    from bulletin.issues.issue import errors
    from bulletin.publishing import Register, audit, repair

    done = repair(office, datetime.now(office.zone), [*map(Path, options.look)], anew=options.anew)
    register = Register(office.folder, create=False)
    try:
        editions = register.editions()
        left = [each for each in audit(office, register, editions) if each.code != "B746"]
    finally:
        register.close()
    places = {(each.code, each.place) for each in left}
    issues = [*(each for each in done.issues if (each.code, each.place) not in places), *left]
    code = ExitCode.IO if errors(tuple(issues)) else ExitCode.OK
    if options.json:
        found = {"exit_code": int(code), "kept": done.kept, "editions": len(editions),
                 "issues": issues_as_data(issues, options.lang)}  # fmt: skip
        print_json(found)
        return int(code)
    for line in issue_lines(issues, options.lang):
        print(line, file=sys.stderr if code else sys.stdout)
    words = Words(options.lang, "register")
    if done.kept:
        print(words("The old register is kept as {name}.", name=done.kept))
    if not code:
        text = "The register agrees with all that is out; it has {count} editions."
        print(words(text, count=len(editions)))
    return int(code)


def _none(options: argparse.Namespace) -> Issue:
    from bulletin.issues.issue import error

    place = f"{options.series or ''} {options.period or ''}".strip()
    text, hint = "The register has no such edition.", "bulletin register list shows what there is."
    return error("B747", place, text, hint)


def _verified(issues: Sequence[Issue], count: int, options: argparse.Namespace) -> int:
    code = ExitCode.IO if issues else ExitCode.OK
    if options.json:
        found = {"exit_code": int(code), "editions": count, "issues": issues_as_data(issues, options.lang)}
        print_json(found)
        return int(code)
    for line in issue_lines(issues, options.lang):
        print(line, file=sys.stderr)
    if not issues:
        words = Words(options.lang, "register")
        print(words("The register and {count} editions are as they were left.", count=count))
    return int(code)


def _exported(register: Register, editions: Sequence[Edition]) -> dict[str, object]:
    import dataclasses

    from bulletin.publishing.register import told

    known = {each.id for each in editions}
    names = ("n", "at", "edition", "event", "detail", "digest")
    entries = [dict(zip(names, entry, strict=True)) for entry in register.history() if entry[2] in known]
    return {
        "editions": [dataclasses.asdict(each) for each in editions],
        "history": [{**entry, "detail": told(str(entry["detail"]))} for entry in entries],
    }


def _state(edition: Edition, options: argparse.Namespace) -> str:
    return translated(edition.state, options.lang, "register state")


def _list(editions: Sequence[Edition], options: argparse.Namespace) -> None:
    rows = [
        (each.series, each.period, each.number or "—", str(each.dated), _state(each, options), each.reason)
        for each in editions
    ]
    if not rows:
        words = Words(options.lang, "register")
        print(words("Nothing is registered yet."))
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        print("  ".join(padded(cell, columns) for cell, columns in zip(row, widths, strict=True)).rstrip())


def _show(register: Register, editions: Sequence[Edition], options: argparse.Namespace) -> None:
    """Where each edition lies, what it corrects or is corrected by, and everything that happened to it."""
    from bulletin.publishing.register import told
    from bulletin.publishing.store import STORE

    history = register.history()
    for each in editions:
        place = {"built": f"{STORE}/{each.content}", "published": each.folder}.get(each.state, "")
        print(f"{each.series} {each.period}  {each.number or '—'}  {_state(each, options)}  {place}".rstrip())
        for line in _links(each, register.editions(each.series, each.period), options):
            print(f"  {line}")
        for _, at, edition, event, detail, _ in history:
            if edition == each.id:
                about = told(detail)
                said = about.get("") or {
                    name: about[name] for name in ("number", "reason") if about.get(name)
                }
                word = translated(event, options.lang, "register event")
                print(f"  {at}  {word}  {'  '.join(map(str, said.values()))}".rstrip())


def _links(edition: Edition, others: Sequence[Edition], options: argparse.Namespace) -> list[str]:
    """What an edition corrects, and what corrects it."""
    words = Words(options.lang, "register")
    return [
        f"{word} {other.number or '—'}  {other.folder}"
        for other in others
        for word, linked in zip(
            (words("corrects"), words("corrected by")),
            (other.id == edition.corrects, other.corrects == edition.id),
            strict=True,
        )
        if linked and other.state != "void"
    ]
