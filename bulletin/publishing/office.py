"""Read an office's folder: `bulletin.toml`, its series, and where their data and editions are."""

import datetime
import re
import tomllib
import zoneinfo
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path, PurePosixPath
from string import Formatter
from typing import Any, Literal, get_args

from bulletin.issues.errors import DataRefused, TemplateRefused
from bulletin.issues.errors import reason as why
from bulletin.issues.issue import Issue, Phrase, error
from bulletin.model.facts import Printing
from bulletin.publishing.periods import Every, Period
from bulletin.publishing.printing import KEY, read_printing
from bulletin.writers import WRITERS

FILE = "bulletin.toml"
WHAT = {
    "due": Phrase("a whole number of days, from 1"),
    "formats": Phrase("a list of {known}", {"known": ", ".join(WRITERS)}),
    "approve": Phrase("true or false"),
    "into": Phrase("a folder inside the office's, and neither .store nor archive"),
    "was": Phrase("a list of names the series had before; an empty one: it is new"),
}
"""Key of a series → the values it takes; a key that is not listed takes text."""
Numbers = Literal["given", "register", "none"]
"""Where a document number comes from: from people, from the register, or there is none (news)."""


@dataclass(frozen=True, slots=True)
class Series:
    """Editions of one kind.

    `data` is the pattern of the data files. An edition is due `due` days after its period ends. With
    `approve` a person approves each edition. `code` is the 机关代字 of numbers from the register. `since` is
    the first period, None for rounds. `was` lists the names it had before; None: bulletin.toml does not say.
    `printing` is how numbers are printed; None: as in its last edition.
    """

    name: str
    title: str
    every: Every
    data: str
    template: str
    formats: tuple[str, ...] = ("docx", "pdf", "html", "txt")
    into: str = ""
    since: Period | None = None
    due: int = 1
    approve: bool = True
    number: Numbers = "given"
    code: str = ""
    layout: str | None = None
    was: tuple[str, ...] | None = None
    printing: Printing | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Its name and its former names; the register keeps editions under all of them."""
        return (self.name, *(self.was or ()))

    def period(self, text: str) -> Period:
        """Return the period that `text` names.

        Raises:
            DataRefused: `text` is not a period of this series.
        """
        try:
            period = Period.parse(text)
        except ValueError:
            period = None
        if period is None or period.every != self.every:
            words = "“{text}” is no period of {series}."
            hint = "Write 2018-08, 2018-Q3, 2018 or 14-4 (term and round)."
            raise DataRefused([error("B712", self.name, words, hint, text=text, series=self.name)])
        return period


@dataclass(frozen=True, slots=True)
class Office:
    """A folder that publishes: its name, its time zone, its series, and the command that signs, if any."""

    folder: Path
    name: str
    zone: zoneinfo.ZoneInfo
    series: Mapping[str, Series] = field(default_factory=dict)
    sign: str = ""

    def named(self, name: str) -> Series:
        """Return the series with a name.

        Raises:
            TemplateRefused: there is no such series.
        """
        if name not in self.series:
            text, hint = "There is no series “{name}”.", "bulletin.toml names: {known}."
            known = ", ".join(self.series)
            raise TemplateRefused([error("B711", FILE, text, hint, name=name, known=known)])
        return self.series[name]

    def data(self, series: Series, period: Period) -> Path:
        """Return the path of the data file of a period."""
        return self.folder / series.data.format(**period.names)

    def rounds(self, series: Series) -> list[Period]:
        """Return the rounds that have a data file, in order."""
        parts = [(text, name) for text, name, _, _ in Formatter().parse(series.data)]
        paths = self.folder.glob("".join(text + ("*" if name else "") for text, name in parts))
        form = "".join(re.escape(text) + (f"(?P<{name}>[0-9]+)" if name else "") for text, name in parts)
        found = [re.fullmatch(form, path.relative_to(self.folder).as_posix()) for path in paths]
        periods = {Period("round", int(match["term"]), int(match["round"])) for match in found if match}
        return sorted(period for period in periods if self.data(series, period).is_file())

    def today(self, now: datetime.datetime) -> datetime.date:
        """Return the date of `now` in the office's time zone."""
        return now.astimezone(self.zone).date()


def read_office(folder: str | Path) -> Office:
    """Read the office of a folder.

    Raises:
        TemplateRefused: `bulletin.toml` is missing or has faults; every fault is named.
    """
    folder = Path(folder)
    try:
        raw = tomllib.loads((folder / FILE).read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as cause:
        text = "It cannot be used: {reason}"
        hint = "Give the office's folder, which holds bulletin.toml, with --office."
        told = why(cause) if isinstance(cause, OSError) else str(cause)
        raise TemplateRefused([error("B710", str(folder / FILE), text, hint, reason=told)]) from None
    issues: list[Issue] = []
    zone = _zone(raw.get("zone", "Asia/Shanghai"), issues)
    tables = raw.get("series", {})
    if not isinstance(tables, dict) or not tables:
        issues.append(_fault("", Phrase("it names no series")))
        tables = {}
    found = {name: _series(name, table, issues) for name, table in tables.items()}
    series = {name: each for name, each in found.items() if each is not None}
    known = {"issuer", "zone", "series", "sign"}
    issues += [_unknown("", key) for key in sorted(set(raw) - known)]
    sign = str(raw.get("sign", ""))
    if sign and "{manifest}" not in sign:
        issues.append(
            _fault("", Phrase("sign does not say where {manifest} goes", {"manifest": "{manifest}"}))
        )
    issues += _shared(series)
    if issues or zone is None:
        raise TemplateRefused(issues)
    return Office(folder, str(raw.get("issuer", "")), zone, series, sign)


def _zone(name: object, issues: list[Issue]) -> zoneinfo.ZoneInfo | None:
    try:
        return zoneinfo.ZoneInfo(str(name))
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        issues.append(
            _fault("", Phrase("zone “{name}” is no time zone such as Asia/Shanghai", {"name": name}))
        )
        return None


def _shared(series: Mapping[str, Series]) -> list[Issue]:
    """Name the codes, folders and names that two series share; each must belong to one."""
    issues = []
    seen: dict[tuple[str, str], str] = {}
    for name, each in series.items():
        code = [("code", each.code)] if each.number == "register" else []
        for key, value in (*code, ("into", each.into), *(("was", one) for one in each.names)):
            other = seen.setdefault((key, value), name)
            if other != name:
                phrase = Phrase("it shares {value} with {other}", {"value": value, "other": other})
                issues.append(_fault(name, phrase))
    return issues


def _series(name: str, raw: Any, issues: list[Issue]) -> Series | None:
    """Return a series; None if it has faults, which are added to `issues`."""
    types = {each.name for each in fields(Series)} - {"name"}
    if not isinstance(raw, dict) or not re.fullmatch(r"[A-Za-z0-9_-]+", name):
        issues.append(_fault(name, Phrase("a series is a table with a name of ASCII letters")))
        return None
    before = len(issues)
    issues += [_unknown(name, key) for key in sorted(set(raw) - types)]
    issues += [_fault(name, phrase) for phrase in _faults(raw)]
    values: dict[str, Any] = {key: value for key, value in raw.items() if key in types}
    issues += [_fault(name, phrase) for phrase in _since(raw, values)]
    if KEY in raw:
        values[KEY], wrong = read_printing(raw[KEY], f"{FILE} [series.{name}.{KEY}]")
        issues += wrong
    if len(issues) > before:
        return None
    values["into"] = values.get("into") or f"published/{name}"
    values |= {key: tuple(values[key]) for key in ("formats", "was") if key in values}
    series = Series(name=name, **values)
    if not _tells_periods_apart(series):
        issues.append(
            _fault(name, Phrase("data gives two periods the same file, or names no field of theirs"))
        )
        return None
    return series


def _faults(raw: Mapping[str, Any]) -> list[Phrase]:
    """Return what is wrong with single values of a series."""
    missing = [key for key in ("title", "every", "data", "template") if not raw.get(key)]
    faults = [Phrase("{key} is missing", {"key": key}) for key in missing]
    for key, kinds in (("every", Every), ("number", Numbers)):
        if raw.get(key, get_args(kinds)[0]) not in get_args(kinds):
            known = ", ".join(get_args(kinds))
            faults.append(Phrase("{key} is none of {known}", {"key": key, "known": known}))
    forms = {"title": str, "data": str, "template": str, "into": str, "layout": str, "code": str,
             "formats": list, "was": list, "approve": bool}  # fmt: skip
    wrong = [key for key, kind in forms.items() if not isinstance(raw.get(key, kind()), kind)]
    due = raw.get("due", 1)
    wrong += ["due"] if isinstance(due, bool) or not isinstance(due, int) or due < 1 else []
    formats = raw.get("formats", ["docx"])
    wrong += ["formats"] if not formats or any(each not in WRITERS for each in formats) else []
    was = raw.get("was", [])
    wrong += ["was"] if isinstance(was, list) and not all(isinstance(each, str) for each in was) else []
    into = PurePosixPath(str(raw.get("into", "published")))
    wrong += (
        ["into"]
        if into.is_absolute() or not into.parts or {"..", ".store", "archive"} & set(into.parts)
        else []
    )
    faults += [
        Phrase("{key} has to be {what}", {"key": key, "what": WHAT.get(key, Phrase("text in quotes"))})
        for key in dict.fromkeys(wrong)
    ]
    if (raw.get("number") == "register") != bool(raw.get("code")):
        faults.append(Phrase("code, the 机关代字, goes with number = “register”, and only with it"))
    return faults


def _since(raw: Mapping[str, Any], values: dict[str, Any]) -> list[Phrase]:
    """Put the first period into `values`; return what is wrong with it."""
    every = raw.get("every")
    if every == "round":
        return (
            [Phrase("rounds have no since: they are due when their data is there")] if "since" in raw else []
        )
    try:
        values["since"] = Period.parse(str(raw.get("since", "")))
    except ValueError:
        values["since"] = None
    if every in get_args(Every) and (values["since"] is None or values["since"].every != every):
        return [Phrase("since is the first period: 2018-01 for months, 2018-Q1, 2018")]
    return []


def _tells_periods_apart(series: Series) -> bool:
    """Return whether each period has a data file of its own."""
    first = series.since or Period("round", 1)
    others = (first.after, Period(first.every, first.major + 1, first.minor))
    try:
        names = [series.data.format(**period.names) for period in (first, *others)]
    except (KeyError, IndexError, ValueError, AttributeError):
        return False
    return names[0] not in names[1:]


def _fault(series: str, fault: Phrase) -> Issue:
    place = f"{FILE} [series.{series}]" if series else FILE
    return error("B710", place, "It cannot be used: {reason}", "Correct it in bulletin.toml.", reason=fault)


def _unknown(series: str, key: str) -> Issue:
    return _fault(series, Phrase("it has no key “{key}”", {"key": key}))
