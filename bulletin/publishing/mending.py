"""Bring a new register into line with what can be seen: enter unknown editions, follow moved ones."""

import datetime
import shlex
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bulletin.issues.issue import Issue, error, note
from bulletin.publishing import store
from bulletin.publishing.comparison import PUT_BACK, owner, pages_of
from bulletin.publishing.office import Office
from bulletin.publishing.out import Seen
from bulletin.publishing.register import Edition, Register
from bulletin.publishing.sequence import numbered

UNKNOWN = "—"
"""The period of a number about which nothing else is known."""
LOST = "登记修复：此号已用，何期不详"
BARE = "登记修复：文件已印此号，清单缺失"
TAKEN = "登记修复：此号已用于另一文稿"
AGAIN = "登记修复：本期已以另一文号发布"


@dataclass(frozen=True, slots=True)
class Mending:
    """One repair: the new register, and every edition that can be seen."""

    office: Office
    register: Register
    seen: Sequence[Seen]
    now: datetime.datetime

    def all(self, old: Sequence[Edition]) -> Iterator[Issue]:
        """Enter everything, within the caller's transaction; yield what was done and what could not be."""
        yield from self._carried(old)
        yield from self._moved()
        yield from self._published()
        yield from self._numbers()
        yield from self._gaps()

    # ── rows of an old register ──────────────────────────────────────────────────────────────────────────

    def _carried(self, old: Sequence[Edition]) -> Iterator[Issue]:
        """Carry over the rows of a damaged register; where a manifest differs, the manifest counts."""
        ids: dict[int, int] = {}
        told = {each.content: each for each in self.seen if each.kind == "out"}
        for row in old:
            about = told.get(row.content)
            corrects = ids.get(row.corrects) if row.corrects is not None else None
            fresh = replace(row, corrects=corrects)
            if about is not None:
                fresh = replace(
                    self._row(about), edition=row.edition, approved=row.approved, corrects=corrects
                )
            elif row.state == "built":
                fresh = replace(fresh, state="allocated", content="", approved="")
            if self._taken(fresh) is not None or self._same(fresh):
                yield self._issue(
                    "B757", "The old register is at odds with itself about {number}.", "", fresh
                )
                continue
            ids[row.id] = self.register.entered(fresh, "carried over", self.now).id

    def _same(self, row: Edition) -> bool:
        return any(each.edition == row.edition for each in self.register.editions(row.series, row.period))

    # ── what is out ──────────────────────────────────────────────────────────────────────────────────────

    def _moved(self) -> Iterator[Issue]:
        """Enter the new folders of moved editions, and mark built rows that are out as published."""
        for row in self.register.editions():
            place = self._place(row.content) if row.state in ("published", "built") and row.content else ""
            here = not store.damages(self.office.folder, row.folder, row.content) if place else True
            if place and row.state == "built":
                place = row.folder if here else place
                self.register.altered(row, "entered again", self.now, state="published", folder=place)
            elif not here and place != row.folder:
                self.register.altered(row, "moved", self.now, folder=place)
            if not here and place != row.folder:
                yield self._issue(
                    "B756", "{number} of {period} lies at {folder} now.", "", replace(row, folder=place)
                )

    def _place(self, content: str) -> str:
        """Return the folder of a published edition, preferring an undamaged copy; empty: there is none."""
        found = [each.folder for each in self.seen if each.kind == "out" and each.content == content]
        whole = [each for each in found if not store.damages(self.office.folder, each, content)]
        trees = [each for each in whole if owner(self.office, Seen("out", each))]
        return min(trees or whole or found, key=lambda each: (len(Path(each).parts), each), default="")

    def _published(self) -> Iterator[Issue]:
        """Enter published editions that the register does not know, each before its correction."""
        known = {row.content for row in self.register.editions()}
        waiting = {
            each.content: each for each in self.seen if each.kind == "out" and each.content not in known
        }
        folders = {row.folder: row for row in self.register.editions() if row.state == "published"}
        order = sorted(
            waiting.values(), key=lambda each: (_depth(each, waiting), str(each.dated), _sequence(each))
        )
        for each in order:
            row = replace(self._row(each), folder=self._place(each.content))
            other = self._taken(row)
            if each.corrects and row.corrects is None:
                text = "What {number} of {period} at {folder} corrects is gone."
                yield self._issue("B757", text, PUT_BACK, row, error)
                continue
            same = folders.get(row.folder) or self._out_already(row)
            if same is not None or (other is not None and other.state in ("published", "void")):
                yield self._conflict(row, same or other)
                continue
            yield from self._entered(row, other)

    def _row(self, each: Seen) -> Edition:
        """Return what a manifest says of its edition, as a row."""
        code, year, sequence = numbered(each.number, each.dated.year if each.dated else self.now.year)
        names = [self.office.series[name] for name in owner(self.office, each)]
        corrected = [
            row.id for row in self.register.editions() if each.corrects and row.content == each.corrects
        ]
        return Edition(
            id=0, series=each.series, period=each.period, edition=0, state="published",
            code=code or next((series.code for series in names), ""), year=year, sequence=sequence,
            number=each.number, dated=each.dated or self.now.date(), input=each.input, content=each.content,
            folder=each.folder, approved="", corrects=next(iter(corrected), None), reason=each.reason,
        )  # fmt: skip

    def _out_already(self, row: Edition) -> Edition | None:
        """Return the published edition of the same period, if `row` has no number to tell them apart."""
        if row.number or row.corrects is not None:
            return None
        return next((each for each in self._period(row) if each.state == "published"), None)

    def _entered(self, row: Edition, other: Edition | None) -> Iterator[Issue]:
        """Enter a published edition, in the row the register has begun for its period if there is one.

        `other` is the row that holds its number; it is given up unless it is that same row.
        """
        begun = next(
            (each for each in self._period(row) if each.state in ("allocated", "built")
             and (each.corrects is None) == (row.corrects is None)), None
        )  # fmt: skip
        if other is not None and (begun is None or other.id != begun.id):
            self._void(other, TAKEN, number="", sequence=None)
        if begun is not None and begun.number not in ("", row.number):
            self._void(begun, AGAIN)
            begun = None
        if begun is None:
            last = max((each.edition for each in self._period(row)), default=0)
            self.register.entered(replace(row, edition=last + 1), "entered again", self.now)
        else:
            names = (
                "state",
                "code",
                "year",
                "sequence",
                "number",
                "dated",
                "input",
                "content",
                "folder",
                "corrects",
                "reason",
            )
            self.register.altered(
                begun, "entered again", self.now, **{name: getattr(row, name) for name in names}
            )
        text = "{number} of {period} at {folder} is entered again; who approved it is not known."
        yield self._issue("B756", text, "", row)

    def _void(self, row: Edition, reason: str, **values: Any) -> None:
        self.register.altered(row, "void", self.now, state="void", reason=reason, **values)

    def _period(self, row: Edition) -> list[Edition]:
        """Return the editions of the same period, under all names of its series."""
        names = [self.office.series[name].names for name in owner(self.office, row)]
        return self.register.editions({row.series, *(name for each in names for name in each)}, row.period)

    def _taken(self, row: Edition) -> Edition | None:
        """Return the edition that has the number of a row; None if there is none."""
        return next(
            (each for each in self.register.editions() if row.number and each.number == row.number), None
        )

    def _conflict(self, row: Edition, other: Edition | None) -> Issue:
        text = "{number} of {period} at {folder} is not what the register knows ({known})."
        hint = (
            "Put back what was published. If the register is of another folder: "
            "bulletin register repair --office {office} --anew"
        )
        known = f"{other.number} {other.folder}" if other else UNKNOWN
        return self._issue("B757", text, hint, row, error, known=known)

    # ── numbers that were given and are not out ──────────────────────────────────────────────────────────

    def _numbers(self) -> Iterator[Issue]:
        """Enter the numbers that only a staged edition, bare documents or a page show."""
        for each in self.seen:
            row = self._row(each)
            series = [self.office.series[name] for name in owner(self.office, each)]
            if each.kind == "page" and self._gone(each):
                yield self._issue(
                    "B752", "{number} of {period} was published; the edition is gone.", PUT_BACK, row, error
                )
            if (
                each.kind not in ("staged", "bare")
                or not series
                or series[0].number != "register"
                or self._taken(row)
            ):
                continue
            row = replace(row, series=each.series or series[0].name, content="")
            begun = [one for one in self._period(row) if one.state != "void"]
            last = max((one.edition for one in self._period(row)), default=0)
            open_ = each.kind == "staged" and all(one.id == row.corrects for one in begun[-1:])
            reason = each.reason if open_ else BARE if each.kind == "bare" else LOST
            row = replace(row, edition=last + 1, state="allocated" if open_ else "void", reason=reason,
                          folder=self._public(row, begun, series[0].into))  # fmt: skip
            self.register.entered(row, "entered again", self.now)
            text = "{number} of {period} is entered again; it is not out."
            yield self._issue("B756", text, "", row)

    def _gone(self, each: Seen) -> bool:
        rows = [row for row in self.register.editions() if row.state == "published"]
        if each.page in pages_of(rows):
            return False
        names = {name for series in owner(self.office, each) for name in self.office.series[series].names}
        return not any(
            row.number == each.number if each.number else (row.series in names and row.period == each.period)
            for row in rows
        )

    def _public(self, row: Edition, begun: Sequence[Edition], into: str) -> str:
        """Return the folder in which an edition that is not out is to appear."""
        return (
            f"{into}/{row.period}.{begun[-1].edition + 1}"
            if row.corrects is not None
            else f"{into}/{row.period}"
        )

    def _gaps(self) -> Iterator[Issue]:
        """Enter as given up the numbers missing between known ones."""
        codes = {series.code: series for series in self.office.series.values() if series.number == "register"}
        given: Mapping[tuple[str, int], dict[int, Edition]] = defaultdict(dict)
        for row in self.register.editions():
            if row.code in codes and row.sequence is not None:
                given[row.code, row.year][row.sequence] = row
        for (code, year), rows in sorted(given.items()):
            for missing in sorted(set(range(1, max(rows) + 1)) - set(rows)):
                after = rows[min(n for n in rows if n > missing)]
                name = codes[code].name
                last = max((each.edition for each in self.register.editions(name, UNKNOWN)), default=0)
                row = replace(
                    after, id=0, series=name, period=UNKNOWN, edition=last + 1, state="void", corrects=None,
                    sequence=missing, number=f"{code}〔{year}〕{missing}号", input="", content="", folder="",
                    approved="", reason=LOST,
                )  # fmt: skip
                self.register.entered(row, "entered again", self.now)
                yield self._issue(
                    "B756", "{number} is entered as given up: nothing tells what it was.", "", row
                )

    def _issue(
        self, code: str, text: str, hint: str, row: Edition, kind: Any = note, /, **values: object
    ) -> Issue:
        about = {"number": row.number or UNKNOWN, "period": row.period, "folder": row.folder,
                 "office": shlex.quote(str(self.office.folder)), **values}  # fmt: skip
        issue: Issue = kind(code, row.folder or row.number, text, hint, **about)
        return issue


def _sequence(each: Seen) -> int:
    return numbered(each.number, 0)[2] or 0


def _depth(each: Seen, waiting: Mapping[str, Seen]) -> int:
    """Return how many editions of `waiting` it corrects, directly or through another correction."""
    depth = 0
    while each.corrects in waiting and depth < len(waiting):
        each, depth = waiting[each.corrects], depth + 1
    return depth
