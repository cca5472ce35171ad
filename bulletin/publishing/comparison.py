"""Compare the register with every edition that can be seen, and say which series each difference stops."""

import shlex
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from bulletin.issues.errors import DataRefused, RegisterDamaged
from bulletin.issues.issue import Issue, error
from bulletin.publishing import store
from bulletin.publishing.office import FILE as SETTINGS
from bulletin.publishing.office import Office, Series
from bulletin.publishing.out import TREES, Seen, look
from bulletin.publishing.periods import Period
from bulletin.publishing.register import Edition, Register
from bulletin.publishing.sequence import numbered
from bulletin.publishing.tables import FILE
from bulletin.publishing.website import page_of

REPAIR = "Run: bulletin register repair --office {office}"
PUT_BACK = (
    "Put back what was published, from a backup; if it lies elsewhere, say where: "
    "bulletin register repair --office {office} --look DIR"
)


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A difference, and the names of the series that cannot go on before it is mended."""

    issue: Issue
    series: tuple[str, ...]


def seen_of(office: Office, rows: Sequence[Edition], also: Sequence[Path] = ()) -> tuple[Seen, ...]:
    """Return all that can be seen of an office, also in folders of its `rows` outside the usual trees."""
    trees = {*TREES, *(series.into for series in office.series.values())}
    trees |= {row.folder for row in rows if row.folder and Path(row.folder).parts[0] not in TREES}
    codes = {series.code for series in office.series.values() if series.code}
    return look(office.folder, sorted(trees), codes, also)


def highest_agreed(office: Office, register: Register, series: Series, wanted: Edition) -> int:
    """Return the highest number seen with the code and year of `wanted`; 0: none.

    Call it within a transaction of the register, so that no edition is begun or released during it.

    Raises:
        RegisterDamaged: the register disagrees with what can be seen of the series.
    """
    rows = register.editions()
    seen = seen_of(office, rows)
    stopped(compared(office, rows, seen, rows), series)
    found = [numbered(each.number, 0) for each in seen]
    same = [n for code, year, n in found if (code, year) == (wanted.code, wanted.year) and n is not None]
    return max(same, default=0)


def unseen(office: Office, register: Register, edition: Edition) -> None:
    """Check that the number of an edition is not that of another published edition, in any series.

    Raises:
        DataRefused: the number is taken.
    """
    for each in seen_of(office, register.editions()):
        if each.kind == "out" and each.number == edition.number and each.content != edition.content:
            text, hint = "The number {number} is taken.", "{folder} bears it; ask the registry once more."
            values = {"number": edition.number, "folder": each.folder}
            raise DataRefused([error("B737", edition.number, text, hint, **values)])


def compared(
    office: Office, before: Sequence[Edition], seen: Sequence[Seen], rows: Sequence[Edition]
) -> list[Disagreement]:
    """Return every difference between the register and what can be seen.

    `before` are its rows read before looking at the folders, `rows` those read after. An edition released in
    between is thus no difference: it is not yet published in `before`, and it is known in `rows`.
    """
    return [*_Comparison(office, before, seen, rows).all()]


@dataclass(frozen=True)
class _Comparison:
    office: Office
    before: Sequence[Edition]
    seen: Sequence[Seen]
    rows: Sequence[Edition]

    def all(self) -> Iterator[Disagreement]:
        yield from self._rows()
        yield from self._unknown()
        yield from self._shown()
        for series in self.office.series.values():
            yield from self._names(series)
            yield from self._since(series)

    @cached_property
    def places(self) -> Mapping[str, list[Seen]]:
        """Content → the published folders with it."""
        found: dict[str, list[Seen]] = defaultdict(list)
        for each in self.seen:
            if each.kind == "out":
                found[each.content].append(each)
        return found

    def numbers(self, *states: str) -> Collection[str]:
        """Return the numbers of the rows in one of `states`; without states, of all rows."""
        return {row.number for row in self.rows if row.number and (not states or row.state in states)}

    # ── what the register says ───────────────────────────────────────────────────────────────────────────

    def _rows(self) -> Iterator[Disagreement]:
        """Yield editions that are not where the register says, or whose manifest contradicts it."""
        for row in self.before:
            found = self.places.get(row.content, []) if row.content else []
            here = any(each.folder == row.folder for each in found) or (
                row.state == "published" and store.digest_in(self.office.folder / row.folder) == row.content
            )
            if not here and (row.state == "published" or (row.state == "built" and found)):
                yield self._moved(row, found)
            for each in found[:1]:
                if row.state == "published" and (each.number, each.period) != (row.number, row.period):
                    text = "The register says {now} {period}, the edition itself {value} {other}."
                    values = {
                        "now": row.number,
                        "period": row.period,
                        "value": each.number,
                        "other": each.period,
                    }
                    yield self._found("B725", FILE, text, REPAIR, row, **values)

    def _moved(self, row: Edition, found: Sequence[Seen]) -> Disagreement:
        place = f"{row.folder}/{store.MANIFEST}"
        if found:
            text, hint = (
                "The edition lies at {place}.",
                "Move it back, or have it entered there: bulletin register repair --office {office}",
            )
            return self._found("B722", place, text, hint, row, place=found[0].folder)
        return self._found(
            "B722", place, "The manifest or its signature is gone or was changed.", PUT_BACK, row
        )

    # ── what can be seen ─────────────────────────────────────────────────────────────────────────────────

    def _unknown(self) -> Iterator[Disagreement]:
        """Yield published editions that the register does not know; an altered one is known by its folder."""
        known = {row.content for row in self.rows}
        folders = {row.folder for row in self.rows if row.state == "published"}
        for content, found in self.places.items():
            strange = [each for each in found if each.folder not in folders]
            if strange and content not in known:
                text = "The register knows of no edition here."
                yield self._found("B726", strange[0].folder, text, REPAIR, strange[0])
        corrected = {row.corrects for row in self.rows}
        for row in self.rows:
            if row.state == "built" and row.id in corrected and row.content in self.places:
                text = "The register does not know that this edition is out."
                yield self._found("B726", row.folder, text, REPAIR, row)

    def _shown(self) -> Iterator[Disagreement]:
        """Yield numbers and periods shown only by a staged edition, a bare document or an archive page."""
        out = {(each.number, each.series, each.period) for each in self.seen if each.kind == "out"}
        folders = {row.folder for row in self.rows if row.state == "published"}
        published = {(row.series, row.period) for row in self.rows if row.state == "published"}
        ours = {series.code for series in self.office.series.values() if series.number == "register"}
        given, settled, visible = self.numbers(), self.numbers("published", "void"), self.numbers("published")
        pages = pages_of(self.rows)
        text = "{number} of {period} is shown here; the register does not know it."
        for each in self.seen:
            if each.kind == "staged":
                wrong = numbered(each.number, 0)[0] in ours and each.number not in given
            elif each.kind == "bare":
                wrong = each.number not in settled and each.folder not in folders
            else:
                wrong = each.kind == "page" and (each.number, each.series, each.period) not in out
                wrong &= each.page not in pages  # `rebuild` mends the page of a known edition
                wrong &= (
                    each.number not in visible if each.number else (each.series, each.period) not in published
                )
            if wrong:
                hint = PUT_BACK if each.kind == "page" else REPAIR
                yield self._found(
                    "B752", each.folder, text, hint, each, number=each.number or "—", period=each.period
                )

    # ── what bulletin.toml says ──────────────────────────────────────────────────────────────────────────

    def _periods(self, names: Collection[str]) -> list[Period]:
        """Return the periods with an edition under one of the names, in order."""
        written = {row.period for row in self.rows if row.series in names}
        written |= {each.period for each in self.seen if each.series in names and each.kind != "staged"}
        return sorted(filter(None, map(_period, written)), key=lambda each: (each.every, each))

    def _names(self, series: Series) -> Iterator[Disagreement]:
        """Yield a new series that may be a renamed one, and a series that took the name of another."""
        own = self._periods(series.names)
        other = next((each for each in own if each.every != series.every), None)
        if other is not None:
            text = "The editions of {name} are of another kind of period: {period}."
            hint = (
                'Give each series its name back; one that was renamed says so in bulletin.toml: was = ["…"]'
            )
            yield self._about(series, "B751", text, hint, name=series.name, period=str(other))
        if own or series.was is not None:
            return
        known = {name for each in self.office.series.values() for name in each.names}
        told = {row.series for row in self.rows} | {
            each.series for each in self.seen if each.kind != "staged"
        }
        for name in sorted(told - known - {""}):
            if any(period.every == series.every for period in self._periods({name})):
                text = "There are editions of {name}, which bulletin.toml does not name; {series} has none."
                hint = (
                    'Under [series.{series}] write was = ["{name}"] if it is the same, was = [] if it is new.'
                )
                yield self._about(series, "B751", text, hint, name=name, series=series.name)

    def _since(self, series: Series) -> Iterator[Disagreement]:
        """Yield a series whose first period, `since`, has no edition although others have."""
        periods = [each for each in self._periods(series.names) if each.every == series.every]
        if series.since is not None and periods and series.since not in periods:
            text = "since is {since}, of which there is no edition; the first is of {first}."
            hint = "Write since = “{first}” again."
            yield self._about(series, "B750", text, hint, since=str(series.since), first=str(periods[0]))

    def _about(self, series: Series, code: str, text: str, hint: str, /, **values: object) -> Disagreement:
        return Disagreement(
            error(code, f"{SETTINGS} [series.{series.name}]", text, hint, **values), (series.name,)
        )

    def _found(
        self, code: str, place: str, text: str, hint: str, of: Edition | Seen, /, **values: object
    ) -> Disagreement:
        values["office"] = shlex.quote(str(self.office.folder))
        return Disagreement(error(code, place, text, hint, **values), owner(self.office, of))


def still_wanted(office: Office, register: Register) -> set[str]:
    """Return the digests to keep in the store: editions yet to be released, and those with a lost number."""
    rows = register.editions()
    numbers = {row.number for row in rows}
    shown = {each.content for each in seen_of(office, rows) if each.number and each.number not in numbers}
    return shown | {row.content for row in rows if row.state == "built"}


def pages_of(rows: Sequence[Edition]) -> set[str]:
    """Return the names of the archive pages of published editions."""
    return {page_of(row) for row in rows if row.state == "published"}


def stopped(found: Sequence[Disagreement], series: Series) -> None:
    """Check that no difference stops a series.

    Raises:
        RegisterDamaged: one does; it carries all that do.
    """
    issues = [each.issue for each in found if series.name in each.series]
    if issues:
        raise RegisterDamaged(issues)


def owner(office: Office, of: Edition | Seen) -> tuple[str, ...]:
    """Return the name of the series that an edition belongs to; empty: bulletin.toml has no such series."""
    code, _, _ = numbered(of.number, 0)
    by_name = [each.name for each in office.series.values() if of.series in each.names]
    by_code = [
        each.name for each in office.series.values() if each.number == "register" and each.code == code
    ]
    by_place = [each.name for each in office.series.values() if Path(of.folder).is_relative_to(each.into)]
    return tuple([*by_name, *by_code, *by_place][:1])


def damaged(office: Office, rows: Sequence[Edition]) -> list[Disagreement]:
    """Return the files of published editions that were removed, changed or added."""
    return [
        Disagreement(_with(issue, PUT_BACK, office), owner(office, row))
        for row in rows
        if row.state == "published"
        for issue in store.damages(office.folder, row.folder, row.content)
    ]


def unsound(issues: Sequence[Issue], office: Office) -> list[Disagreement]:
    """Return faults of the register itself, which stop every series."""
    return [Disagreement(_with(each, REPAIR, office), tuple(office.series)) for each in issues]


def _with(issue: Issue, hint: str, office: Office) -> Issue:
    return replace(issue, hint=hint, values={**issue.values, "office": shlex.quote(str(office.folder))})


def _period(text: str) -> Period | None:
    try:
        return Period.parse(text)
    except ValueError:
        return None
