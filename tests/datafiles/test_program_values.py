"""A program's whole number or day of another type is taken; any other value is refused by its type."""

import copy
import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from numbers import Integral
from pathlib import Path
from typing import Any

import pytest

from bulletin import DataFile, load
from bulletin.issues.errors import DataRefused
from bulletin.issues.messages import said

Whole = type(
    "int64",
    (Integral,),  # as the integers of numpy are, which are no int
    dict.fromkeys(Integral.__abstractmethods__)
    | {
        "__init__": lambda self, n: setattr(self, "n", n),
        "__int__": lambda self: self.n,
        "__str__": lambda self: str(self.n),
    },
)
Stamp = type("Timestamp", (datetime,), {"nanosecond": 0})
Missing = type("NAType", (), {"__eq__": lambda self, _: self, "__hash__": None, "__bool__": None})
NotATime = type("NaTType", (datetime,), {"__eq__": lambda *_: False, "__hash__": None})
BEIJING = timezone(timedelta(hours=8))


def handed(first: dict[str, Any], talks: Any) -> DataFile:
    """The first example as a program hands it over, with another number of talks."""
    raw = copy.deepcopy(first)
    raw["scopes"][0]["results"]["talks"] = talks
    return load(raw)


def dated(first: dict[str, Any], day: Any) -> DataFile:
    raw = copy.deepcopy(first)
    raw["document"]["date"] = day
    return load(raw)


@pytest.mark.parametrize(
    "twelve",
    [Whole(12), Decimal(12), Decimal("12.00"), Decimal("1.2E+1"), Fraction(24, 2), 12.0],
    ids=lambda given: f"{type(given).__name__} {given}",
)
def test_a_whole_number_of_any_type_is_that_number(first: dict[str, Any], twelve: Any) -> None:
    talks = handed(first, twelve).reported.results["talks"].n
    assert (talks, type(talks)) == (12, int)


@pytest.mark.parametrize(
    ("given", "english", "chinese"),
    [
        (12.5, "not the float 12.5.", "现为float 类型的 12.5。"),
        (0.1, "not the float 0.1.", "现为float 类型的 0.1。"),
        (1e17, "not the float 1e+17.", "现为float 类型的 1e+17。"),
        (2.0**53, "not the float 9007199254740992.0.", "现为float 类型的 9007199254740992.0。"),
        (float("inf"), "not the float inf.", "现为float 类型的 inf。"),
        (Fraction(1, 3), "not the Fraction 1/3.", "现为Fraction 类型的 1/3。"),
        (True, "not the truth value true.", "现为逻辑值true。"),
        (float("nan"), "not a missing value (NaN).", "现为缺失值（NaN）。"),
        (Decimal("sNaN"), "not a missing value (NaN).", "现为缺失值（NaN）。"),
        (Missing(), "not a missing value (NA).", "现为缺失值（NA）。"),
        (None, "not null.", "现为空值。"),
        (Path("12"), f"not the {type(Path()).__name__} 12.", f"现为{type(Path()).__name__} 类型的 12。"),
        (date(2026, 6, 30), "not the text “2026-06-30”.", "现为文字“2026-06-30”。"),
        (datetime(2026, 6, 30, 12, tzinfo=UTC), "not a datetime at 12:00.", "现为带有时刻12:00的 datetime。"),
    ],
    ids=lambda given: type(given).__name__,
)
def test_what_is_no_count_is_refused_by_its_own_type(
    first: dict[str, Any], given: Any, english: str, chinese: str
) -> None:
    with pytest.raises(DataRefused) as caught:
        handed(first, given)
    (issue,) = caught.value.issues
    assert (issue.code, issue.place) == ("B110", "/scopes/0/results/talks")
    assert said(issue, "en")[0].endswith(english)
    assert said(issue, "zh")[0].endswith(chinese)


def test_an_amount_of_money_keeps_the_decimals_a_program_gives(first: dict[str, Any]) -> None:
    raw = copy.deepcopy(first)
    raw["scopes"][0]["results"]["money_returned"] = {"n": Decimal("3.00"), "unit": "万元"}
    assert str(load(raw).reported.results["money_returned"].n) == "3.00"


def test_a_decimal_of_a_database_is_a_number_of_persons(first: dict[str, Any]) -> None:
    assert handed(first, {"n": 46, "persons": Decimal("97.00")}).reported.results["talks"].persons == 97


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 6, 30),
        datetime(2026, 6, 30),  # noqa: DTZ001  # a naive one is what is tested
        datetime(2026, 6, 30, tzinfo=UTC),
        datetime(2026, 6, 30, tzinfo=BEIJING),
        Stamp(2026, 6, 30),
    ],
    ids=lambda given: type(given).__name__,
)
def test_midnight_of_any_zone_is_that_day(first: dict[str, Any], day: Any) -> None:
    assert dated(first, day).document.date == date(2026, 6, 30)


def a_nanosecond_later() -> Any:
    stamp = Stamp(2026, 6, 30)
    stamp.nanosecond = 1
    return stamp


@pytest.mark.parametrize(
    ("given", "english", "chinese"),
    [
        (datetime(2026, 6, 30, 12, tzinfo=UTC), "not a datetime at 12:00.", "现为带有时刻12:00的 datetime。"),
        (Stamp(2026, 6, 30, 9, 5, 1), "not a Timestamp at 09:05:01.000000.",
         "现为带有时刻09:05:01.000000的 Timestamp。"),
        (a_nanosecond_later(), "not a Timestamp at 00:00.", "现为带有时刻00:00的 Timestamp。"),
        (NotATime(1, 1, 1), "not a missing value (NaT).", "现为缺失值（NaT）。"),
        (Missing(), "not a missing value (NA).", "现为缺失值（NA）。"),
        (20260630, "not the number 20260630.", "现为数字20260630。"),
    ],
    ids=["noon", "seconds", "nanosecond", "NaT", "NA", "number"],
)  # fmt: skip
def test_what_is_no_day_is_refused_by_its_own_type(
    first: dict[str, Any], given: Any, english: str, chinese: str
) -> None:
    with pytest.raises(DataRefused) as caught:
        dated(first, given)
    (issue,) = caught.value.issues
    assert (issue.code, issue.place) == ("B114", "/document/date")
    assert said(issue, "en")[0].endswith(english)
    assert said(issue, "zh")[0].endswith(chinese)


@pytest.mark.parametrize("given", [Missing(), 1.5, float("nan")], ids=lambda given: type(given).__name__)
def test_what_is_no_choice_is_refused_too(first: dict[str, Any], given: Any) -> None:
    with pytest.raises(DataRefused) as caught:
        load({**first, "kind": given})
    assert [issue.code for issue in caught.value.issues] == ["B113"]


def test_a_decimal_point_in_a_file_stays_a_slip(first: dict[str, Any], tmp_path: Path) -> None:
    file = tmp_path / "data.json"
    content = json.dumps(first, ensure_ascii=False).replace(": 12,", ": 12.0,")
    assert ": 12.0," in content
    file.write_text(content, "utf-8")
    with pytest.raises(DataRefused) as caught:
        load(file)
    assert [issue.code for issue in caught.value.issues] == ["B110"]


def test_the_values_of_numpy_and_pandas_are_taken(first: dict[str, Any]) -> None:
    numpy, pandas = pytest.importorskip("numpy"), pytest.importorskip("pandas")
    for twelve in (numpy.int64(12), numpy.uint8(12), numpy.float64(12)):
        assert handed(first, twelve).reported.results["talks"].n == 12
    assert dated(first, pandas.Timestamp("2026-06-30", tz="Asia/Shanghai")).document.date == date(2026, 6, 30)
    for missing, word in ((numpy.nan, "NaN"), (pandas.NA, "NA"), (pandas.NaT, "NaT")):
        with pytest.raises(DataRefused, match=f"a missing value \\({word}\\)"):
            handed(first, missing)
    raw = copy.deepcopy(first)
    raw["scopes"][0]["reported"] = numpy.bool_(True)  # as a column of a table gives it
    assert load(raw) == load(first)
