"""Check that the register and every published edition are as they were left."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from bulletin.issues.errors import RegisterDamaged
from bulletin.issues.issue import Issue, error
from bulletin.ledger.entries import Ledger, from_json, reduced
from bulletin.publishing import store, website
from bulletin.publishing.comparison import Disagreement, compared, damaged, seen_of, unsound
from bulletin.publishing.office import Office
from bulletin.publishing.register import Edition, Register, chained, told
from bulletin.publishing.tables import FILE


def audit(office: Office, register: Register, editions: Sequence[Edition]) -> tuple[Issue, ...]:
    """Return the faults of the register, its history and numbers, the files of `editions`, the archive."""
    found = disagreements(office, register, editions)
    issues = [each.issue for each in found]
    if any(issue.code == "B720" for issue in issues):
        return tuple(issues)
    for edition in editions:
        if edition.state == "built" and store.digest_in(office.folder / edition.folder) != edition.content:
            issues += store.damages(office.folder, f"{store.STORE}/{edition.content}", edition.content)
    issues += [each for edition in editions for each in _ledgers(office, edition)]
    issues += _unknown(office, register, {issue.place for issue in issues})
    return (*issues, *(() if issues else website.damages(office, register)))


def disagreements(office: Office, register: Register, editions: Sequence[Edition]) -> list[Disagreement]:
    """Return faults of the register, its differences from what can be seen, and damage to `editions`."""
    faults = [error("B720", FILE, "SQLite finds: {reason}", reason=fault) for fault in register.faults()]
    if faults:
        return unsound(faults, office)
    with register.moment():
        before = register.editions()
        issues = [*_unlinked(register), *_retold(register)]
        gaps = _gaps(office, register)
    seen = seen_of(office, before)
    found = compared(office, before, seen, register.editions())
    found[:0] = [replace(each, series=()) for each in unsound(gaps, office)]  # the next is above a gap
    named = {each.issue.place.rpartition("/")[0] for each in found if each.issue.code == "B722"}
    harmed = damaged(office, [each for each in editions if each.folder not in named])
    return [*unsound(issues, office), *harmed, *found]


def is_sound(register: Register) -> bool:
    """Return whether the database is whole, its history unbroken, and its rows agree with the history."""
    if register.faults():
        return False
    with register.moment():
        return not broken_links(register) and not _retold(register)


def _unlinked(register: Register) -> list[Issue]:
    text = "Entry {n} of the history does not follow from the one before it."
    return [error("B724", f"{FILE} {n}", text, n=n) for n in broken_links(register)]


def broken_links(register: Register) -> list[int]:
    """Return the numbers of the entries whose digest does not fit them and the entry before."""
    broken, before, last = [], "", 0
    for n, at, edition, event, detail, digest in register.history():
        if n != last + 1 or digest != chained(before, n, at, edition, event, detail):
            broken.append(n)
        before, last = digest, n
    return broken


def _retold(register: Register) -> list[Issue]:
    """Return an error for each value of a row that differs from the history of its edition."""
    known: dict[int, dict[str, Any]] = defaultdict(dict)
    for _, _, of, _, detail, _ in register.history():
        with suppress(RegisterDamaged):  # its digest does not fit either: `_unlinked` names it
            known[of] |= told(detail)
    issues = []
    for edition in register.editions():
        for name, value in known.pop(edition.id, {"id": None}).items():
            now = getattr(edition, name, value)
            if str(now) != str(value):
                text = "The row of {series} {period} says {now} for {name}, its history {value}."
                issues.append(error("B725", FILE, text, series=edition.series, period=edition.period,
                                    name=name, now=str(now), value=str(value)))  # fmt: skip
    text = "The history tells of edition {id}, which has no row."
    return issues + [error("B725", FILE, text, id=each) for each in sorted(known)]


def _gaps(office: Office, register: Register) -> list[Issue]:
    """Return an error for each number that is missing between those the register gave."""
    codes = {series.code for series in office.series.values() if series.number == "register"}
    given: dict[tuple[str, int], list[int]] = defaultdict(list)
    for edition in register.editions():
        if edition.code in codes and edition.sequence is not None:
            given[edition.code, edition.year].append(edition.sequence)
    text = "{code}〔{year}〕{sequence}号 is missing from the register."
    return [
        error("B729", FILE, text, code=code, year=year, sequence=missing)
        for (code, year), known in sorted(given.items())
        for missing in sorted(set(range(1, max(known) + 1)) - set(known))
    ]


def _ledgers(office: Office, edition: Edition) -> Iterator[Issue]:
    """Yield an error for each ledger of a published edition whose full one is gone, or is another's.

    An edition of an earlier version was published with its full ledger.
    """
    if edition.state != "published":
        return
    for public in sorted((office.folder / edition.folder).glob("*.ledger.json")):
        stem = public.name.removesuffix(".ledger.json")
        pattern = store.ledger_name(stem, edition.content, "*")
        full = next((office.folder / store.LEDGERS).glob(pattern), None)
        with suppress(OSError, ValueError):  # damage to what is published is named elsewhere
            shown = from_json(public.read_bytes())
            if shown.detail == "full":
                continue
            place = f"{store.LEDGERS}/{full.name if full else pattern}"
            if full is None:
                text, hint = (
                    "The full ledger is gone.",
                    "Put it back from a backup; the edition is not harmed.",
                )
                yield error("B758", place, text, hint)
            elif _shown_of(full) != shown or not _is_as_named(full):
                text = "The full ledger is not the one from which the published one was made."
                yield error("B758", place, text, "Put it back from a backup.")


def _is_as_named(full: Path) -> bool:
    """Return whether a full ledger has the SHA-256 in its name."""
    return full.name.split(".")[-3] == hashlib.sha256(full.read_bytes()).hexdigest()[:16]


def _shown_of(full: Path) -> Ledger | None:
    """Return what the pages show of a full ledger; None: it cannot be read."""
    try:
        return reduced(from_json(full.read_bytes()), "printed")
    except (OSError, ValueError):
        return None


def _unknown(office: Office, register: Register, named: Collection[str]) -> list[Issue]:
    """Return an error for each folder beside the published ones that the register does not know."""
    known = {
        office.folder / edition.folder
        for edition in register.editions()
        if edition.state in ("built", "published")
    }
    text = "The register knows of no edition here."
    hint = "If it was published, put its manifest.json back from a backup; then run register repair."
    issues = []
    for into in sorted({series.into for series in office.series.values()}):
        there = (office.folder / into).glob("*") if (office.folder / into).is_dir() else ()
        lost = sorted(
            path for path in there if path.is_dir() and not any(k.is_relative_to(path) for k in known)
        )
        issues += [error("B726", f"{into}/{path.name}", text, hint) for path in lost]
    return [issue for issue in issues if issue.place not in named]
