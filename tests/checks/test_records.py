"""Listed cases against each other and the period."""

from typing import Any

import pytest

from bulletin import check, load

CASE = {
    "person": "李甲",
    "post": "云川县水务站站长",
    "facts": "收受礼金2万元。",
    "decisions": ["party_warning"],
    "decided": "2026-07",
}


def told(*cases: dict[str, Any]) -> list[str]:
    scope = {"label": "2026年第三季度", "reported": True, "results": {}}
    listed = {"cases": [CASE | case for case in cases]}
    issuer = {"name": "云川县纪委监委"}
    raw = {"format": 1, "kind": "cases", "issuer": issuer, "scopes": [scope], "records": listed}
    return [issue.code for issue in check(load(raw))]


@pytest.mark.parametrize(("second", "found"), [
    ({}, ["B233"]),
    ({"facts": "公款吃喝3次。"}, ["B233"]),  # the same person in the same post
    ({"person": "王乙"}, ["B233"]),  # the same facts
    ({"person": "王乙、李甲", "facts": "公款吃喝3次。"}, ["B233"]),
    ({"post": "云川县林业站站长", "facts": "公款吃喝3次。"}, []),  # a person of the same name
    ({"person": "王乙", "facts": "公款吃喝3次。"}, []),
])  # fmt: skip
def test_no_case_stands_twice(second: dict[str, Any], found: list[str]) -> None:
    assert told({}, second) == found


@pytest.mark.parametrize(("person", "found"), [("李甲、李甲", ["B233"]), ("李甲、李乙", [])])
def test_no_person_stands_twice_in_a_case(person: str, found: list[str]) -> None:
    assert told({"person": person}) == found


@pytest.mark.parametrize(("second", "found"), [("party_warning", ["B233"]), ("public_dismissal", [])])
def test_no_decision_stands_twice_in_a_case(second: str, found: list[str]) -> None:
    assert told({"decisions": ["party_warning", second]}) == found


@pytest.mark.parametrize(("decided", "found"), [("2026-06", ["B233"]), ("2026-07", []), ("2026", [])])
def test_a_case_is_decided_in_the_period(decided: str, found: list[str]) -> None:
    assert told({"decided": decided}) == found


def test_no_message_repeats_a_name() -> None:
    scope = {"label": "本季度", "reported": True, "results": {}}
    raw = {"format": 1, "kind": "cases", "issuer": {"name": "云川县纪委监委"}, "scopes": [scope]}
    issues = check(load(raw | {"records": {"cases": [CASE, CASE]}}))
    assert issues
    assert not [issue for issue in issues if "李甲" in issue.message]
