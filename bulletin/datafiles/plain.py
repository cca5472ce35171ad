"""Turn what a program hands over into the plain values of a data file: its objects, and the values it has.

A value that is a whole number or a day in another type becomes one here. Any other is left as it is, so that
`shape` refuses it by its own type instead of reading some text that stands for it.
"""

import dataclasses
from collections.abc import Mapping
from datetime import date, datetime, time
from numbers import Rational
from typing import Any, SupportsInt, cast

from bulletin.model.terms import Moment

EXACT = 2**53
"""From here on not every whole number is a float, so a float no longer tells which number was meant."""


def plain(value: Any) -> Any:
    """Return `value` as mappings, lists, text, numbers and days, without fields at their default.

    A Rational of denominator 1 (the integers of numpy among them) and a whole float below 2**53 become int, a
    date and a datetime at midnight (of its own zone, if it has one) the text of the day, the truth values of
    numpy bool. A Decimal stays: an amount of money keeps its decimals.
    """
    if dataclasses.is_dataclass(value) and not isinstance(value, type | Moment):
        fields = [field for field in dataclasses.fields(value) if "zh" in field.metadata]
        items = {field.name: getattr(value, field.name) for field in fields if not _is_default(value, field)}
        return {name: plain(item) for name, item in items.items()} if fields else value
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if isinstance(value, str | Moment):
        return str(value)
    return _simple(value)


def _simple(value: Any) -> Any:
    """Return a whole number, a day or a truth value as Python's own, anything else as it is."""
    if value is None or isinstance(value, bool) or missing(value):
        return value
    if isinstance(value, date):
        return _day(value)
    if isinstance(value, Rational):
        return int(cast("SupportsInt", value)) if value.denominator == 1 else value
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < EXACT else value
    if getattr(getattr(value, "dtype", None), "kind", "") == "b" and not getattr(value, "shape", ()):
        return bool(value)
    return value


def _day(value: date) -> Any:
    if not isinstance(value, datetime):
        return value.isoformat()
    midnight = value.time() == time() and not getattr(value, "nanosecond", 0)  # of a pandas.Timestamp
    return value.date().isoformat() if midnight else value


def missing(value: Any) -> str:
    """Return what a program calls its missing value: NaN, NaT or NA; empty if `value` is none of them.

    They are known by what they do, as pandas is not imported: NaN and NaT equal nothing, NA is of NAType.
    """
    if type(value).__name__ == "NAType":
        return "NA"
    if isinstance(value, date):
        return "" if value == value else "NaT"  # noqa: PLR0124  # the test for NaT
    is_nan = getattr(value, "is_nan", None)  # of a Decimal, whose signalling NaN cannot be compared
    if is_nan() if callable(is_nan) else isinstance(value, float) and value != value:  # noqa: PLR0124  # as above
        return "NaN"
    return ""


def _is_default(value: Any, field: "dataclasses.Field[Any]") -> bool:
    item = getattr(value, field.name)
    if field.default is not dataclasses.MISSING:
        return bool(item == field.default)
    return field.default_factory is not dataclasses.MISSING and bool(item == field.default_factory())
