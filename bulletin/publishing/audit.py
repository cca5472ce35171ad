"""Whether the register and everything published is as it was left."""

from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from bulletin.issues.errors import RegisterDamaged
from bulletin.issues.issue import Issue, error
from bulletin.publishing import store, website
from bulletin.publishing.office import Office
from bulletin.publishing.register import Edition, Register, chained, told
from bulletin.publishing.tables import FILE


def audit(office: Office, register: Register, editions: Sequence[Edition]) -> tuple[Issue, ...]:
    """The database, its history, its rows and numbers, the files of `editions`, the pages of the website."""
    issues = [error("B720", FILE, "SQLite finds: {reason}", reason=fault) for fault in register.faults()]
    if issues:
        return tuple(issues)
    text = "Entry {n} of the history does not follow from the one before it."
    issues += [error("B724", f"{FILE} {n}", text, n=n) for n in broken_links(register)]
    issues += _retold(register)
    issues += _gaps(office, register)
    for edition in editions:
        if edition.state == "published":
            issues += store.damages(office.folder, edition.folder, edition.content)
        elif edition.state == "built" and store.digest_in(office.folder / edition.folder) != edition.content:
            issues += store.damages(office.folder, f"{store.STORE}/{edition.content}", edition.content)
    issues += _unknown(office, register)
    return (*issues, *(() if issues else website.damages(office, register)))


def broken_links(register: Register) -> list[int]:
    """The numbers of the entries whose digest does not follow from them and the one before."""
    broken, before, last = [], "", 0
    for n, at, edition, event, detail, digest in register.history():
        if n != last + 1 or digest != chained(before, n, at, edition, event, detail):
            broken.append(n)
        before, last = digest, n
    return broken


def _retold(register: Register) -> list[Issue]:
    """Where a row says something else than the history of its edition."""
    known: dict[int, dict[str, Any]] = defaultdict(dict)
    for _, _, of, _, detail, _ in register.history():
        with suppress(RegisterDamaged):  # whose digest does not follow either, which is named already
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
    """Numbers that the register gave and that are nowhere."""
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


def _unknown(office: Office, register: Register) -> list[Issue]:
    """Folders among the published ones that the register does not know."""
    known = {
        office.folder / edition.folder
        for edition in register.editions()
        if edition.state in ("built", "published")
    }
    text, hint = "The register knows of no edition here.", "Was an older register restored?"
    issues = []
    for into in sorted({series.into for series in office.series.values()}):
        there = (office.folder / into).glob("*") if (office.folder / into).is_dir() else ()
        lost = sorted(
            path for path in there if path.is_dir() and not any(k.is_relative_to(path) for k in known)
        )
        issues += [error("B726", f"{into}/{path.name}", text, hint) for path in lost]
    return issues
