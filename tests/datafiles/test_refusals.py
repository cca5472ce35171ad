"""What is wrong with a file is refused with its place, its reason and the next step; all of it in one run."""

import copy
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from bulletin import load
from bulletin.issues.errors import DataRefused, ExitCode, InputMissing
from bulletin.issues.issue import Issue

RESULTS = "/scopes/0/results"


def refused(source: Any) -> tuple[Issue, ...]:
    with pytest.raises(DataRefused) as caught:
        load(source)
    return caught.value.issues


@pytest.mark.parametrize(
    ("content", "code", "says"),
    [
        ('{"format": 1,\n "kind": }', "B103", "line 2, column 10"),
        ("", "B103", "line 1, column 1"),
        ('{"format": 1} x', "B103", "line 1, column 15"),
        ('{"format": 1, "format": 1}', "B104", "“format” is given twice"),
        ('{"format": NaN}', "B104", "NaN is not a number"),
        ('{"format": Infinity}', "B104", "Infinity is not a number"),
        ('{"format": 1e3}', "B104", "1e3"),
        ('{"format": 610104199001011234567}', "B104", "too long for a count"),
    ],
)
def test_what_is_no_json_for_figures_is_refused(tmp_path: Path, content: str, code: str, says: str) -> None:
    file = tmp_path / "data.json"
    file.write_text(content, "utf-8")
    issue = refused(file)[0]
    assert issue.code == code
    assert says in issue.message
    assert issue.place.startswith("data.json")


def test_nesting_without_end_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "data.json"
    file.write_text("[" * 100_000, "utf-8")
    assert refused(file)[0].code in ("B103", "B104")


def test_a_byte_order_mark_is_accepted(tmp_path: Path, first: dict[str, Any]) -> None:
    file = tmp_path / "data.json"
    file.write_text(json.dumps(first, ensure_ascii=False), "utf-8-sig")
    assert load(file) == load(first)


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16"])
def test_other_encodings_are_refused_with_the_way_to_save_it(
    tmp_path: Path, first: dict[str, Any], encoding: str
) -> None:
    file = tmp_path / "data.json"
    file.write_text(json.dumps(first, ensure_ascii=False), encoding)
    issue = refused(file)[0]
    assert issue.code == "B103"
    assert "UTF-8" in issue.hint


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputMissing) as caught:
        load(tmp_path / "none.json")
    assert caught.value.exit_code is ExitCode.NO_INPUT
    assert caught.value.issues[0].place == "none.json"


@pytest.mark.parametrize(
    ("key", "value", "code", "at"),
    [
        ("talks", Decimal("310.5"), "B110", "/talks"),  # half a talk
        ("talks", "310", "B110", "/talks"),  # text
        ("talks", True, "B110", "/talks"),
        ("talks", -1, "B110", "/talks"),
        ("talks", [310], "B110", "/talks"),
        ("talks", {"n": "310"}, "B110", "/talks/n"),
        ("talks", {"n": None, "number": 3}, "B109", "/talks/number"),
        ("talks", {"n": 3, "数": 3}, "B104", "/talks/数"),
        ("talks", {"n": 3, "by": {"height": {"basis": "partial", "items": {}}}}, "B116", "/talks/by/height"),
        ("talks", {"n": 3, "by": {"grade": {"items": {}}}}, "B108", "/talks/by/grade"),
        (
            "talks",
            {"n": 3, "by": {"grade": {"basis": "sum", "items": {}}}},
            "B113",
            "/talks/by/grade/basis",
        ),
        ("rectifed", 310, "B116", "/rectifed"),
        ("谈话", 5, "B104", "/谈话"),  # the file has “talks” already
        ("talks", Decimal("NaN"), "B110", "/talks"),
    ],
)
def test_a_result_at_fault_is_refused_at_its_place(
    round4: dict[str, Any], key: str, value: object, code: str, at: str
) -> None:
    round4["scopes"][0]["results"][key] = value
    assert [(issue.code, issue.place) for issue in refused(round4)] == [(code, RESULTS + at)]


@pytest.mark.parametrize(
    ("key", "value", "code", "place"),
    [
        ("date", "2018-8-29", "B114", "/document/date"),
        ("date", "2018-02-30", "B114", "/document/date"),
        ("date", "2018-08", "B114", "/document/date"),
        ("date", "2018年8月29日", "B114", "/document/date"),
        ("authors", "刘强如", "B107", "/document/authors"),
        ("nummer", "1", "B109", "/document/nummer"),
        ("name", "", "B111", "/issuer/name"),
        ("name", "　", "B111", "/issuer/name"),
        ("name", 5, "B107", "/issuer/name"),
        ("名称", "榆阳区纪委", "B104", "/issuer/名称"),
    ],
)
def test_a_field_at_fault_is_refused_at_its_place(
    round4: dict[str, Any], key: str, value: object, code: str, place: str
) -> None:
    round4[place.split("/")[1]][key] = value
    assert [(issue.code, issue.place) for issue in refused(round4)] == [(code, place)]


@pytest.mark.parametrize(
    "point",
    [
        0x00,
        0x09,
        0x85,
        0x061C,
        0x200E,
        0x200F,
        0x202E,
        0x2066,
        0xD800,
        0xE000,
        0xFDD0,
        0xFFFE,
        0xF0000,
    ],
)
def test_control_bidi_private_and_non_characters_are_refused(round4: dict[str, Any], point: int) -> None:
    round4["issuer"]["name"] = f"榆阳{chr(point)}区"
    issue = refused(round4)[0]
    assert (issue.code, issue.place) == ("B112", "/issuer/name")
    assert f"U+{point:04X}" in issue.message


@pytest.mark.parametrize("reported", [(False, False), (True, True)])
def test_exactly_one_scope_is_reported(round4: dict[str, Any], reported: tuple[bool, bool]) -> None:
    round4["scopes"].append(copy.deepcopy(round4["scopes"][0]))
    for scope, value in zip(round4["scopes"], reported, strict=True):
        scope["reported"] = value
    assert [issue.code for issue in refused(round4)] == ["B115"]


@pytest.mark.parametrize("ordinals", [[], [0], [1, 1]])
def test_ordinals_count_from_one_and_are_not_repeated(round4: dict[str, Any], ordinals: list[int]) -> None:
    round4["rounds"][2]["ordinals"] = ordinals
    assert refused(round4)[0].place.startswith("/rounds/2/ordinals")


@pytest.mark.parametrize("key", ["format", "kind", "issuer", "scopes"])
def test_a_missing_part_is_named_with_what_it_tells(round4: dict[str, Any], key: str) -> None:
    del round4[key]
    issue = refused(round4)[0]
    assert issue.code == "B108"
    assert f"“{key}”" in issue.message
    assert issue.hint


def test_an_unknown_key_comes_with_the_nearest_known_one(round4: dict[str, Any]) -> None:
    round4["document"]["autors"] = ["刘强如"]
    issue = refused(round4)[0]
    assert issue.hint.format_map(issue.values) == "Did you mean “authors”?"


def test_an_unknown_indicator_comes_with_the_nearest_known_one(round4: dict[str, Any]) -> None:
    round4["scopes"][0]["results"]["受理信仿"] = 46
    issue = refused(round4)[0]
    assert issue.hint.format_map(issue.values) == "Did you mean “受理信访”?"


def test_another_format_is_refused(round4: dict[str, Any]) -> None:
    round4["format"] = 2
    assert [(issue.code, issue.place) for issue in refused(round4)] == [("B105", "/format")]


@pytest.mark.parametrize("raw", ["[]", "5", '"text"', "null"])
def test_a_file_without_an_object_is_refused(tmp_path: Path, raw: str) -> None:
    file = tmp_path / "data.json"
    file.write_text(raw, "utf-8")
    assert [issue.code for issue in refused(file)] == ["B107"]


def test_several_faults_are_reported_in_one_run(round4: dict[str, Any]) -> None:
    round4["document"]["date"] = "yesterday"
    round4["issuer"]["nam"] = "榆阳区纪委"
    round4["scopes"][0]["results"]["talks"] = -5
    round4["scopes"][0]["results"]["rectifed"] = 310
    found = {(issue.code, issue.place) for issue in refused(round4)}
    assert found == {
        ("B114", "/document/date"),
        ("B109", "/issuer/nam"),
        ("B110", "/scopes/0/results/talks"),
        ("B116", "/scopes/0/results/rectifed"),
    }


@pytest.mark.parametrize("raw", [{}, {"format": 2, "scopes": [{}]}, {"kind": 5, "issuer": []}])
def test_every_issue_has_a_code_a_place_and_a_message(raw: dict[str, Any]) -> None:
    for issue in refused(raw):
        assert issue.code.startswith("B1")
        assert issue.place
        assert issue.message
