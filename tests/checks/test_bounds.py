"""Approximate wholes and bases of shares."""

from typing import Any

import pytest

from bulletin import check, load
from bulletin.issues.issue import Severity


def told(results: dict[str, Any]) -> list[str]:
    scope = {"label": "本期", "reported": True, "results": results}
    raw = {"format": 1, "kind": "petitions", "issuer": {"name": "云川县纪委监委"}, "scopes": [scope]}
    return [issue.code for issue in check(load(raw)) if issue.severity is not Severity.NOTE]


@pytest.mark.parametrize(("word", "rectified", "found"), [
    ("近", 300, ["B234"]),
    ("近", 299, []),
    ("余", 300, []),
    ("约", 301, []),
])  # fmt: skip
def test_a_part_fits_an_approximate_whole(word: str, rectified: int, found: list[str]) -> None:
    assert told({"problems": {"n": 300, "approximate": word}, "rectified": rectified}) == found


def petitions(accusations: int, *bases: int) -> dict[str, Any]:
    kinds = {"accusations": accusations, "appeals": 186 - accusations}
    lists: dict[str, Any] = {"petition_class": {"basis": "partition", "items": kinds}}
    names = (("signature", "signed", "anonymous"), ("grade", "township_level", "ordinary_staff"))
    for (dimension, first, second), base in zip(names, bases, strict=False):
        items = {first: 50, second: base - 50}
        lists[dimension] = {"basis": "partition", "base": base, "items": items}
    return {"petitions": {"n": 186, "by": lists}}


def test_a_base_left_from_another_number_is_an_error_at_each_list() -> None:
    assert told(petitions(105, 103, 103)) == ["B235", "B235"]


def test_a_base_left_beside_that_of_another_list_is_an_error() -> None:
    assert told(petitions(105, 103, 105)) == ["B235"]


def test_a_base_that_is_given_beside_it_passes() -> None:
    assert told(petitions(103, 103, 103)) == []


def test_a_base_of_one_list_may_be_published_nowhere_else() -> None:
    assert told(petitions(105, 103)) == []


def test_a_base_far_from_every_number_may_be_kept_back() -> None:
    assert told(petitions(105, 98, 98)) == []
