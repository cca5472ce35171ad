"""Read an office's folder: `bulletin.toml`, its series, and where their data and editions are."""

import datetime
import re
import zoneinfo
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path, PurePosixPath
from string import Formatter
from typing import Any, Literal, get_args

from bulletin.files.read import TooLarge, given_bytes
from bulletin.files.toml import TomlFault, read_toml, toml_positions
from bulletin.issues.errors import DataRefused, TemplateRefused
from bulletin.issues.errors import reason as why
from bulletin.issues.excerpt import with_excerpt
from bulletin.issues.issue import Issue, Phrase, error
from bulletin.model.codelist import nearest
from bulletin.model.facts import Printing
from bulletin.model.plugins import NAME, own
from bulletin.publishing.periods import Every, Period
from bulletin.publishing.printing import KEY, read_printing
from bulletin.publishing.store import LEDGERS
from bulletin.writers import WRITERS

FILE = "bulletin.toml"
FORMAT = re.compile("(?:0?[1-4])?")
"""How a field of a file name is written: as it is, or with a least number of digits."""
MAX_BYTES = 1_000_000
"""The most bytes of bulletin.toml."""
KEYS = ("issuer", "zone", "series", "sign", "plugins")
"""The keys and tables bulletin.toml may have."""
MOST_DAYS = 366
"""The most days between the end of a period and the day its edition is due."""
TEXT = Phrase("text in quotes, without control characters")
Fault = tuple[tuple[str, ...], Issue]
"""What is wrong with bulletin.toml, with the keys that lead to it."""
WHAT = {
    "due": Phrase("a whole number of days, from 1 to {most}", {"most": MOST_DAYS}),
    "formats": Phrase("a list of {known}, and of formats of its plugins", {"known": ", ".join(WRITERS)}),
    "plugins": Phrase("a list of names such as {name}", {"name": "writer:md"}),
    "accepted": Phrase("a list of groups such as {name}", {"name": "now.petitions"}),
    "approve": Phrase("true or false"),
    "into": Phrase("a folder inside the office's, and not .store, archive or ledgers"),
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
    `plugins` are the names of the plug-ins that may be used. `accepted` are the groups of data that its
    editions may leave unprinted, as B507 names them.
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
    plugins: tuple[str, ...] = ()
    printing: Printing | None = None
    accepted: tuple[str, ...] = ()

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
        form = "".join(
            re.escape(text) + (f"(?P<{name}>0?[1-9][0-9]?)" if name else "") for text, name in parts
        )
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
    text, raw = _tables(folder / FILE)
    faults: list[Fault] = [_unknown((key,), key, KEYS) for key in raw if key not in KEYS]
    zone = _zone(raw.get("zone", "Asia/Shanghai"), faults)
    tables = raw.get("series", {})
    if not isinstance(tables, dict) or not tables:
        faults.append(_fault(("series",), Phrase("it names no series")))
        tables = {}
    shared = {"plugins": raw["plugins"]} if "plugins" in raw else {}
    found = {
        name: _series(name, {**shared, **table} if isinstance(table, dict) else table, faults)
        for name, table in tables.items()
    }
    series = {name: each for name, each in found.items() if each is not None}
    sign = raw.get("sign", "")
    faults += [
        _fault((key,), Phrase("{key} has to be {what}", {"key": key, "what": TEXT}))
        for key in ("issuer", "sign")
        if not _is_text(raw.get(key, ""))
    ]
    if sign and "{manifest}" not in str(sign):
        says = Phrase("sign does not say where {manifest} goes", {"manifest": "{manifest}"})
        faults.append(_fault(("sign",), says))
    faults += _shared(series)
    if faults or zone is None:
        places = toml_positions(text, [path for path, _ in faults])
        raise TemplateRefused(
            _placed(issue, text, *at) for (_, issue), at in zip(faults, places, strict=True)
        )
    return Office(folder, raw.get("issuer", ""), zone, series, sign)


def _tables(file: Path) -> tuple[str, dict[str, Any]]:
    """Return the text of `bulletin.toml` and its tables."""
    says, hint = (
        "It cannot be used: {reason}",
        "Give the office's folder, which holds bulletin.toml, with --office.",
    )
    text, at = "", (0, 0)
    try:
        text = given_bytes(file, MAX_BYTES, pipes=False).decode("utf-8-sig").replace("\r\n", "\n")
        return text, read_toml(text)
    except OSError as cause:
        told = why(cause)
    except TooLarge:
        told = Phrase("it is larger than {most} bytes", {"most": f"{MAX_BYTES:,}"})
    except UnicodeDecodeError:
        told, hint = (
            Phrase("it is not UTF-8 text"),
            "Save the file as UTF-8 (in Windows: “另存为”, encoding UTF-8).",
        )
    except TomlFault as cause:
        told, hint, at = cause.reason, "Correct it in bulletin.toml.", (cause.line, cause.column)
    issue = error("B710", str(file), says, hint, reason=told)
    raise TemplateRefused([_placed(issue, text, *at)]) from None


def _placed(issue: Issue, text: str, line: int, column: int) -> Issue:
    """Return an issue of `bulletin.toml` with line, column and excerpt; as it is if line is 0."""
    if not line:
        return issue
    return with_excerpt(replace(issue, at=f"{FILE}:{line}:{column}"), text, line, column)


def _zone(name: object, faults: list[Fault]) -> zoneinfo.ZoneInfo | None:
    try:
        return zoneinfo.ZoneInfo(str(name))
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        phrase = Phrase("zone “{name}” is no time zone such as Asia/Shanghai", {"name": name})
        faults.append(_fault(("zone",), phrase))
        return None


def _shared(series: Mapping[str, Series]) -> list[Fault]:
    """Name the codes, folders and names that two series share; each must belong to one."""
    faults = []
    seen: dict[tuple[str, str], str] = {}
    for name, each in series.items():
        code = [("code", each.code)] if each.number == "register" else []
        for key, value in (*code, ("into", each.into), *(("was", one) for one in each.names)):
            other = seen.setdefault((key, value), name)
            if other != name:
                phrase = Phrase("it shares {value} with {other}", {"value": value, "other": other})
                faults.append(_fault(("series", name, key), phrase))
    return faults


def _series(name: str, raw: Any, faults: list[Fault]) -> Series | None:
    """Return a series; None if it has faults, which are added to `faults`."""
    known = [each.name for each in fields(Series) if each.name != "name"]
    at = ("series", name)
    if not isinstance(raw, dict) or not re.fullmatch(r"[A-Za-z0-9_-]+", name):
        faults.append(_fault(at, Phrase("a series is a table with a name of ASCII letters")))
        return None
    before = len(faults)
    faults += [_unknown((*at, key), key, known) for key in raw if key not in known]
    faults += [_fault((*at, key), phrase) for key, phrase in _faults(raw)]
    values: dict[str, Any] = {key: value for key, value in raw.items() if key in known}
    faults += [_fault((*at, "since"), phrase) for phrase in _since(raw, values)]
    if KEY in raw:
        values[KEY], wrong = read_printing(raw[KEY], f"{FILE} [series.{name}.{KEY}]")
        faults += [((*at, KEY), issue) for issue in wrong]
    if len(faults) > before:
        return None
    values["into"] = values.get("into") or f"published/{name}"
    values |= {key: tuple(values[key]) for key in ("formats", "was", "plugins", "accepted") if key in values}
    series = Series(name=name, **values)
    if not _tells_periods_apart(series):
        phrase = Phrase("data gives two periods the same file, or names no field of theirs")
        faults.append(_fault((*at, "data"), phrase))
        return None
    return series


def _faults(raw: Mapping[str, Any]) -> list[tuple[str, Phrase]]:
    """Return what is wrong with single values of a series, each with its key."""
    missing = [key for key in ("title", "every", "data", "template") if not raw.get(key)]
    faults = [(key, Phrase("{key} is missing", {"key": key})) for key in missing]
    for key, kinds in (("every", Every), ("number", Numbers)):
        if key not in missing and raw.get(key, get_args(kinds)[0]) not in get_args(kinds):
            known = ", ".join(get_args(kinds))
            faults.append((key, Phrase("{key} is none of {known}", {"key": key, "known": known})))
    forms = {"title": str, "data": str, "template": str, "into": str, "layout": str, "code": str,
             "formats": list, "was": list, "plugins": list, "accepted": list, "approve": bool}  # fmt: skip
    wrong = [key for key, kind in forms.items() if not isinstance(raw.get(key, kind()), kind)]
    wrong += [key for key, kind in forms.items() if kind is str and not _is_text(raw.get(key, ""))]
    due = raw.get("due", 1)
    wrong += ["due"] if isinstance(due, bool) or not isinstance(due, int) or not 1 <= due <= MOST_DAYS else []
    formats = raw.get("formats", ["docx"])
    plugins = raw.get("plugins", [])
    if not isinstance(plugins, list) or any(not NAME.fullmatch(str(each)) for each in plugins):
        wrong, plugins = [*wrong, "plugins"], []
    written = (*WRITERS, *own("writer", plugins))
    wrong += ["formats"] if not formats or any(each not in written for each in formats) else []
    for key in ("was", "accepted"):
        names = raw.get(key, [])
        wrong += [key] if isinstance(names, list) and not all(isinstance(each, str) for each in names) else []
    into = PurePosixPath(str(raw.get("into", "published")))
    wrong += (
        ["into"]
        if into.is_absolute() or not into.parts or {"..", ".store", "archive", LEDGERS} & set(into.parts)
        else []
    )
    faults += [
        (key, Phrase("{key} has to be {what}", {"key": key, "what": WHAT.get(key, TEXT)}))
        for key in dict.fromkeys(wrong)
    ]
    if (raw.get("number") == "register") != bool(raw.get("code")):
        phrase = Phrase("code, the 机关代字, goes with number = “register”, and only with it")
        faults.append(("code" if "code" in raw else "number", phrase))
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


def _is_text(value: object) -> bool:
    """Return whether a value is text that a file name, a message and a page can hold."""
    return isinstance(value, str) and (not value or value.isprintable())


def _tells_periods_apart(series: Series) -> bool:
    """Return whether each period has a data file of its own, named by fields such as {month:02}."""
    try:
        parts = list(Formatter().parse(series.data))
    except ValueError:
        return False
    if any(name and (conversion or not FORMAT.fullmatch(form or "")) for _, name, form, conversion in parts):
        return False
    first = series.since or Period("round", 1)
    others = (first.after, Period(first.every, first.major + 1, first.minor))
    try:
        names = [series.data.format(**period.names) for period in (first, *others)]
    except (KeyError, IndexError, ValueError, AttributeError, TypeError):
        return False
    return names[0] not in names[1:]


def _fault(
    path: tuple[str, ...], fault: Phrase, hint: str = "Correct it in bulletin.toml.", /, **values: object
) -> Fault:
    place = f"{FILE} [series.{path[1]}]" if len(path) > 1 else FILE
    return path, error("B710", place, "It cannot be used: {reason}", hint, reason=fault, **values)


def _unknown(path: tuple[str, ...], key: str, known: Collection[str]) -> Fault:
    near = nearest(key, known)
    hint = "Did you mean “{near}”?" if near else "Known here: {known}."
    phrase = Phrase("it has no key “{key}”", {"key": key})
    return _fault(path, phrase, hint, near=near, known=", ".join(known))
