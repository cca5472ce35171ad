"""TOML files: the same values as JSON gives, and the same refusals."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from bulletin import load
from bulletin.datafiles.parsed import Parsed
from bulletin.datafiles.toml_file import parse_toml
from bulletin.issues.issue import Issue

FIRST = """\
"格式" = 1
"类型" = "巡察"
sample = true
issuer = {name = "云川县委巡察办"}

[document]
date = 2026-06-30

[[scopes]]
label = "第一轮"
reported = true
results = {problems = 40, petitions = 12}
"""


def parsed(text: str) -> Parsed:
    return parse_toml(text.encode(), "data.toml")


def value(text: str) -> Any:
    result = parsed(text)
    assert result.issues == ()
    return result.raw


def refusal(text: str) -> Issue:
    """The one issue that keeps `text` from being read."""
    result = parsed(text)
    assert result.raw is None
    (issue,) = result.issues
    return issue


def test_a_toml_file_loads(tmp_path: Path) -> None:
    path = tmp_path / "data.toml"
    path.write_text(FIRST, "utf-8")
    assert load(path).reported.results["problems"].n == 40


def test_a_date_becomes_text() -> None:
    assert value("a = 2018-08-29\nb = [2018-08-30]") == {"a": "2018-08-29", "b": ["2018-08-30"]}


def test_a_number_with_a_point_is_exact() -> None:
    assert str(value("a = 62.70")["a"]) == "62.70"
    assert isinstance(value("a = 62.70")["a"], Decimal)


@pytest.mark.parametrize("time", ["2018-08-29T10:30:00", "2018-08-29 10:30:00Z", "10:30:00"])
def test_a_time_of_day_is_refused_at_its_place(time: str) -> None:
    issue = refusal(f"[a]\nb = [{time}]")
    assert (issue.code, issue.place) == ("B104", "/a/b/0")


@pytest.mark.parametrize("word", ["nan", "inf", "-inf", "+nan"])
def test_what_is_no_number_is_refused(word: str) -> None:
    assert refusal(f"a = {word}").message == f"{word} is not a number."


def test_a_number_with_an_exponent_is_refused() -> None:
    assert refusal("a = 1e3").message == "The number 1e3 is not written as figures are written."


def test_a_number_of_18_digits_is_read() -> None:
    assert value("a = 123456789012345678") == {"a": 123456789012345678}


@pytest.mark.parametrize("number", ["1234567890123456789", "-1234567890123456789", "0x" + "f" * 5000])
def test_a_longer_number_is_refused_at_its_place(number: str) -> None:
    assert refusal(f"[a]\nb = {number}").place == "/a/b"


def test_a_number_of_thousands_of_digits_is_refused() -> None:
    assert refusal("a = " + "1" * 5000).code == "B103"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a = 1\na = 2", "2:6"),
        ("a = 1\nb = x", "2:5"),
        ("a = 1\nb =", "2:4"),
        ("a = [1,\n", "1:8"),
    ],
)
def test_a_fault_of_the_form_has_line_and_column(text: str, place: str) -> None:
    assert refusal(text).place == f"data.toml:{place}"


def test_a_date_that_is_none_is_refused() -> None:
    assert refusal("a = 2018-02-30").code == "B103"


def test_bytes_that_are_not_utf8_are_refused() -> None:
    (issue,) = parse_toml('a = "榆阳"'.encode("gb18030"), "data.toml").issues
    assert issue.place == "data.toml:byte 5"


@pytest.mark.parametrize(
    "text", ["a = " + "[" * 100_000, "a." * 100_000 + "b = 1", "[" + '"a".' * 99_999 + "b]"]
)
def test_deep_nesting_is_refused(text: str) -> None:
    assert refusal(text).message == "The file is nested too deeply to be a data file."


def test_a_text_full_of_points_is_no_long_key() -> None:
    text = "一." * 500 + "www.a.b.c.d.e.f.g"
    assert value(f'a = "{text}"') == {"a": text}
