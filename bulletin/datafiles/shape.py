"""Read plain values into the types of `bulletin.model.facts`, collecting every issue with its JSON pointer.

The types are the grammar: a field's annotation says what it accepts, its metadata gives the Chinese key. A
faulty value is left out after its issue is recorded, so that one run finds all issues.
"""

import dataclasses
import types
import typing
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from numbers import Number
from typing import Any, Union, get_args, get_origin

from bulletin.datafiles.plain import missing
from bulletin.datafiles.unprintable import look_alikes, points, repaired, unprintable
from bulletin.issues.issue import Issue, Phrase, error, note, warning
from bulletin.model.codelist import nearest
from bulletin.model.facts import Breakdown, Count, DataFile, Quotation, Round, is_required
from bulletin.model.terms import Basis, Difference, Moment, Term

FORMAT = 1
MAX_TEXT = 20_000
LARGEST = 10**18
"""No count is this large; identity numbers typed by mistake are."""
MAX_KEY = 200
MAX_DEPTH = 40
MAX_ISSUES = 200
"""The most issues of one file; reading stops there."""


class _Fault(Enum):
    """Stands for a value that could not be read."""

    BAD = "bad"


BAD = _Fault.BAD


class _Enough(Exception):
    """The limit of issues is reached; reading stops."""


def pointer(at: str, key: str | int) -> str:
    """Return the JSON pointer (RFC 6901) of `key` inside `at`."""
    return f"{at}/{str(key).replace('~', '~0').replace('/', '~1')}"


def read_data(raw: Any, name: str, *, by_program: bool = False) -> tuple[DataFile | None, tuple[Issue, ...]]:
    """Return the data file in `raw` as far as it can be read, and every issue of its shape.

    `by_program`: a program handed it over, so that a Decimal such as 3.00, which a database gives for a whole
    number, is one; in a file it is a slip.
    """
    reader = ShapeReader(by_program=by_program)
    try:
        data = reader.read(DataFile, raw, "")
    except _Enough:
        text = "Reading stopped here, after {n} issues; there may be more."
        return None, (*reader.issues, note("B127", name, text, n=len(reader.issues)))
    if isinstance(data, DataFile):
        if data.format != FORMAT:
            reader.refuse(
                "B105",
                "/format",
                "This is format {given}; this version reads format {known}.",
                given=data.format,
                known=FORMAT,
            )
        return dataclasses.replace(data, spelt=reader.spelt), tuple(reader.issues)
    if not reader.issues:
        reader.refuse(
            "B106", name, "The file holds no object.", "Start from a form: bulletin workbook new FILE.xlsx."
        )
    return None, tuple(reader.issues)


@cache
def grammar(kind: type) -> Mapping[str, tuple["dataclasses.Field[Any]", Any]]:
    """Return each key a data object may have, in English and in Chinese, with its field and type."""
    hints = typing.get_type_hints(kind)
    fields = [field for field in dataclasses.fields(kind) if "zh" in field.metadata]
    return {key: (field, hints[field.name]) for field in fields for key in (field.name, field.metadata["zh"])}


@cache
def _required(kind: type) -> tuple[tuple["dataclasses.Field[Any]", Any], ...]:
    """Return the required fields of a data object, each once, with its type."""
    return tuple(pair for key, pair in grammar(kind).items() if key == pair[0].name and is_required(pair[0]))


@cache
def _shape(hint: Any) -> tuple[Any, tuple[Any, ...]]:
    return get_origin(hint), get_args(hint)


class ShapeReader:
    """Reads values by type and collects the issues."""

    def __init__(self, *, by_program: bool = False) -> None:
        self.by_program = by_program
        self.issues: list[Issue] = []
        self.spelt: dict[str, str] = {}  # pointer with English keys → pointer with the keys of the file

    def refuse(self, code: str, at: str, text: str, hint: str = "", /, **values: object) -> _Fault:
        """Record an issue and return BAD; the value at `at` is left out."""
        self.keep(error(code, at or "/", text, hint, **values))
        return BAD

    def keep(self, issue: Issue) -> None:
        """Record an issue; stop reading when the limit is reached."""
        self.issues.append(issue)
        if len(self.issues) >= MAX_ISSUES:
            raise _Enough

    def read(self, hint: Any, raw: Any, at: str) -> Any:
        """Return the value of type `hint` in `raw`, or BAD if it is faulty."""
        if at.count("/") > MAX_DEPTH:
            return self.refuse("B104", at, "The file is nested too deeply to be a data file.")
        origin, arguments = _shape(hint)
        if origin in (Union, types.UnionType):
            return self._union(arguments, raw, at)
        if origin is tuple:
            return self._list(arguments[0], raw, at)
        if origin is not None and issubclass(origin, Mapping):
            return self._mapping(arguments[1], raw, at)
        if hint is Count and not isinstance(raw, dict):
            number = self._number(raw, at)
            return BAD if number is BAD else Count(n=number, at=at, n_at=at)
        if dataclasses.is_dataclass(hint) and hint is not Moment:
            return self._object(typing.cast("type", hint), raw, at)
        return self._plain(hint, raw, at)

    def _union(self, choices: tuple[Any, ...], raw: Any, at: str) -> Any:
        if raw is None and types.NoneType in choices:
            return None
        choices = tuple(choice for choice in choices if choice is not types.NoneType)
        if choices == (int, Decimal):
            return self._number(raw, at)
        if Quotation in choices:
            return self.read(Quotation if isinstance(raw, dict) else str, raw, at)
        return self.read(choices[0], raw, at)

    def _list(self, item: Any, raw: Any, at: str) -> Any:
        if not isinstance(raw, list | tuple):
            return self.refuse(
                "B107", at, "A list is expected here, not {given}.", "Write it in [ ].", given=_say(raw)
            )
        read = [self.read(item, value, pointer(at, i)) for i, value in enumerate(raw)]
        return tuple(value for value in read if value is not BAD)

    def _mapping(self, item: Any, raw: Any, at: str) -> Any:
        if not isinstance(raw, Mapping):
            return self.refuse(
                "B107", at, "An object is expected here, not {given}.", "Write it in {{ }}.", given=_say(raw)
            )
        longest = max(map(len, raw), default=0)  # every pointer inside repeats the key
        if longest > MAX_KEY:
            text = "A key has {n} characters; at most {limit} are read."
            return self.refuse("B109", at, text, n=longest, limit=MAX_KEY)
        read = {key: self.read(item, value, pointer(at, key)) for key, value in raw.items()}
        return {key: value for key, value in read.items() if value is not BAD}

    def _object(self, kind: type, raw: Any, at: str) -> Any:
        if not isinstance(raw, Mapping):
            return self.refuse(
                "B107", at, "An object is expected here, not {given}.", "Write it in {{ }}.", given=_say(raw)
            )
        known = grammar(kind)
        values: dict[str, Any] = {"at": at}
        for key, value in raw.items():
            if key not in known:
                if key != "$schema":
                    self._unknown_key(key, at, known)
                continue
            field, hint = known[key]
            here = pointer(at, key)
            if key != field.name:
                self.spelt[f"{at}/{field.name}"] = here
            if field.name in values:
                self.refuse(
                    "B104", here, "The key “{key}” is given in English and in Chinese.", "Keep one.", key=key
                )
                continue
            shorthand = kind is Round and field.name == "inspected" and _is_shorthand(value)
            read: Any = self._by_class(value, here) if shorthand else self.read(hint, value, here)
            if kind is Count and field.name == "by" and read is not BAD:
                read = {name: dataclasses.replace(part, dimension=name) for name, part in read.items()}
            if kind is Count and field.name == "n":
                values["n_at"] = here
            if read is not BAD:
                values[field.name] = read
        for field, hint in _required(kind):
            if field.name in values:
                continue
            if not _given(field, raw):
                zh, says = field.metadata["zh"], field.metadata["says"]
                text, tells = "“{key}” ({zh}) is missing.", "It tells: {says}"
                self.refuse("B108", at, text, tells, key=field.name, zh=zh, says=says)
            values[field.name] = _stand_in(hint)
        return kind(**values)

    def _unknown_key(self, key: str, at: str, fields: Mapping[str, Any]) -> None:
        key = key if len(key) <= MAX_KEY else f"{key[:MAX_KEY]}…"
        near = nearest(key, fields)
        hint = "Did you mean “{near}”?" if near else "Known here: {known}."
        known = ", ".join(dict.fromkeys(field.name for field, _ in fields.values()))
        text = "There is no key “{key}” here."
        self.refuse("B109", pointer(at, key), text, hint, key=key, near=near, known=known)

    def _by_class(self, raw: Mapping[str, Any], at: str) -> Any:
        """Read organisations given as {departments: 20, townships: 8}, a partition by class."""
        items = self._mapping(Count, raw, at)
        if items is BAD:
            return BAD
        breakdown = Breakdown(basis=Basis.PARTITION, items=items, dimension="object", at=at)
        return Count(by={"object": breakdown}, at=at)

    def _number(self, raw: Any, at: str) -> Any:
        if isinstance(raw, Number) and not isinstance(raw, int | Decimal) and not missing(raw):
            text = "A whole number or a Decimal is expected here, not {given}."
            return self.refuse("B110", at, text, "Pass int or Decimal.", given=_say(raw))
        if isinstance(raw, bool) or not isinstance(raw, int | Decimal) or not Decimal(raw).is_finite():
            hint = "Write the digits without quotation marks, commas or a measure word."
            return self.refuse("B110", at, "A number is expected here, not {given}.", hint, given=_say(raw))
        if raw >= LARGEST:
            return self.refuse(
                "B110", at, "The number {digits} is too long for a count.", digits=f"{Decimal(raw):.3e}"
            )
        if raw < 0:
            return self.refuse("B110", at, "A count cannot be negative: {given}.", given=raw)
        return raw

    def _plain(self, hint: Any, raw: Any, at: str) -> Any:
        if hint is str:
            return self._text(raw, at)
        if hint is bool:
            if isinstance(raw, bool):
                return raw
            return self.refuse("B107", at, "true or false is expected here, not {given}.", given=_say(raw))
        if hint is int:
            if isinstance(raw, int) and not isinstance(raw, bool) and raw >= 0:
                return raw
            if self.by_program and isinstance(raw, Decimal) and is_whole(raw) and raw >= 0:
                return int(raw)
            return self.refuse("B110", at, "A whole number is expected here, not {given}.", given=_say(raw))
        if hint is Difference:
            size = abs(raw) if isinstance(raw, int) else raw.copy_abs() if isinstance(raw, Decimal) else raw
            number = self._number(raw if isinstance(raw, bool) else size, at)
            return number if number is BAD else Difference(raw)
        if hint is Decimal:
            number = self._number(raw, at)
            return number if number is BAD else Decimal(number)
        if issubclass(hint, Term):
            return self._term(hint, raw, at)
        return self._date(hint, raw, at)

    def _text(self, raw: Any, at: str) -> Any:
        if not isinstance(raw, str):
            return self.refuse(
                "B107",
                at,
                "Text is expected here, not {given}.",
                "Put it in quotation marks.",
                given=_say(raw),
            )
        bad = unprintable(raw)
        if bad is not None:
            return self.refuse(
                "B112",
                at,
                "The text holds a character that cannot be printed: {point}.",
                "Type this place anew instead of pasting it.",
                point=points(bad),
            )
        text, changes = repaired(raw)
        if not text.strip():
            return self.refuse("B111", at, "The text is empty.", "Fill it in, or leave the key out.")
        if len(text) > MAX_TEXT:
            return self.refuse(
                "B111", at, "The text has {n} characters; at most {limit} fit.", n=len(text), limit=MAX_TEXT
            )
        if changes:
            says = "Characters were replaced in this text: {changes}."
            self.keep(note("B121", at, says, changes=changes))
        for character, usual in look_alikes(text):
            says = (
                "“{character}” ({point}) is not the ordinary “{usual}” ({usual_point}); it was left as it is."
            )
            hint = "Type “{usual}”, unless a registered name is written otherwise."
            values = {"character": character, "point": points(character), "usual": usual}
            self.keep(warning("B122", at, says, hint, **values, usual_point=points(usual)))
        return text

    def _term(self, kind: type[Term], raw: Any, at: str) -> Any:
        for member in kind:
            if isinstance(raw, str) and raw in (member.value, member.zh):
                return member
        known = ", ".join(f"{member.value} ({member.zh})" for member in kind)
        return self.refuse(
            "B113", at, "{given} is not a choice here.", "Choices: {known}.", given=_say(raw), known=known
        )

    def _date(self, hint: Any, raw: Any, at: str) -> Any:
        form = "2018-08-29" if hint is date else "2018, 2018-08 or 2018-08-29"
        if isinstance(raw, hint) and not isinstance(raw, datetime):
            return raw
        if hint is Moment and isinstance(raw, int) and not isinstance(raw, bool):
            raw = str(raw)  # 2018, which YAML and JSON parse as a number
        try:
            moment = Moment.parse(raw)
        except (TypeError, ValueError, AttributeError):
            moment = None
        if moment is None or (hint is date and moment.day is None):
            return self.refuse(
                "B114",
                at,
                "A date is expected here, not {given}.",
                "Write it as {form}.",
                given=_say(raw),
                form=form,
            )
        return moment.first_day if hint is date else moment


def _stand_in(hint: Any) -> Any:
    """Return a placeholder that lets reading continue after an issue; it never leaves `load`."""
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        return None
    if origin is not None:
        return {} if issubclass(origin, Mapping) else ()
    if issubclass(hint, Term):
        return next(iter(hint))
    if dataclasses.is_dataclass(hint):
        hints = typing.get_type_hints(hint)
        required = [f.name for f in dataclasses.fields(hint) if "zh" in f.metadata and is_required(f)]
        return typing.cast("type", hint)(**{name: _stand_in(hints[name]) for name in required})
    return {str: "", int: FORMAT}.get(hint)


def _is_shorthand(value: Any) -> bool:
    return isinstance(value, Mapping) and not set(value) & set(grammar(Count))


def _given(field: "dataclasses.Field[Any]", raw: Mapping[str, Any]) -> bool:
    return field.name in raw or field.metadata["zh"] in raw


def is_whole(number: Decimal) -> bool:
    """Return whether a number has no decimals other than 0, and is small enough to be a count."""
    return number.is_finite() and number.copy_abs() < LARGEST and number == int(number)


def _clock(moment: datetime) -> str:
    """Return the time of day, to the minute where the rest is 0."""
    return moment.strftime("%H:%M" if not (moment.second or moment.microsecond) else "%H:%M:%S.%f")


def _say(raw: Any) -> Phrase:
    """Return the value and its kind as a message shows them."""
    if word := missing(raw):
        return Phrase("a missing value ({word})", {"word": word})
    if isinstance(raw, list | tuple):
        return Phrase("a list")
    if isinstance(raw, Mapping):
        return Phrase("an object")
    if raw is None:
        return Phrase("null")
    kind = type(raw).__name__
    if isinstance(raw, datetime):
        return Phrase("a {kind} at {time}", {"kind": kind, "time": _clock(raw)})
    shown = f"{str(raw)[:40]}…" if len(str(raw)) > 40 else str(raw)
    if isinstance(raw, str):
        return Phrase("the text “{shown}”", {"shown": shown})
    if isinstance(raw, bool):
        return Phrase("the truth value {shown}", {"shown": shown.lower()})
    if isinstance(raw, int | Decimal):
        return Phrase("the number {shown}", {"shown": shown})
    return Phrase("the {kind} {shown}", {"kind": kind, "shown": " ".join(shown.split())})
