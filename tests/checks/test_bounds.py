"""Approximate wholes and bases of shares."""

from decimal import Decimal
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
    ("余", 400, ["B234"]),
    ("约", 301, []),
    ("以上", 999, []),
])  # fmt: skip
def test_a_part_fits_an_approximate_whole(word: str, rectified: int, found: list[str]) -> None:
    assert told({"problems": {"n": 300, "approximate": word}, "rectified": rectified}) == found


def listed(whole: tuple[int, str], basis: str, *items: int | tuple[int, str]) -> dict[str, Any]:
    keys = ("departments", "townships", "villages")
    counts = [{"n": each[0], "approximate": each[1]} if isinstance(each, tuple) else each for each in items]
    lists = {"object": {"basis": basis, "items": dict(zip(keys, counts, strict=False))}}
    return {"problems": {"n": whole[0], "approximate": whole[1], "by": lists}}


@pytest.mark.parametrize(("whole", "items", "found"), [
    ((300, "余"), (100, 239), []),
    ((300, "余"), (100, 150), ["B201"]),
    ((300, "余"), (100, 200), ["B201"]),
    ((400, "近"), (100, 295), []),
    ((400, "近"), (150, 300), ["B201"]),
    ((3300, "余"), ((1000, "余"), (1200, "余"), (1000, "余")), []),
    ((3300, "余"), ((1000, "余"), (900, "余"), (1000, "余")), []),
    ((3300, "余"), ((1100, "余"), (1200, "余"), (1100, "余")), ["B201"]),
    ((500, "约"), (300, 230), []),
    ((500, "约"), (300, 260), ["B201"]),
    ((300, "以上"), (300, 4), []),
    ((300, "以上"), (200, 99), ["B201"]),
])  # fmt: skip
def test_a_partition_adds_up_within_what_its_words_mean(
    whole: tuple[int, str], items: tuple[int | tuple[int, str], ...], found: list[str]
) -> None:
    assert told(listed(whole, "partition", *items)) == found


def test_items_of_a_partial_list_stay_below_an_approximate_whole() -> None:
    assert told(listed((400, "近"), "partial", 399)) == []
    assert told(listed((400, "近"), "partial", 400)) == ["B202", "B202"]  # the item, and all of them together


@pytest.mark.parametrize(("stated", "found"), [("75.1", []), ("81", []), ("87", ["B207"]), ("70", ["B207"])])
def test_a_rate_of_an_approximate_whole_lies_between_two_rates(stated: str, found: list[str]) -> None:
    # 300 of 350 to 400: 75 % to 85.7 %
    rectified = {"n": 300, "stated_rate": Decimal(stated)}
    assert told({"problems": {"n": 400, "approximate": "近"}, "rectified": rectified}) == found


@pytest.mark.parametrize(("growth", "found"), [(20, []), (59, []), (61, ["B209"]), (19, ["B209"])])
def test_a_growth_to_an_approximate_number_lies_between_two_growths(growth: int, found: list[str]) -> None:
    # from 250 to 300～400: 20 % to 60 %
    compared = {"label": "上年同期", "value": 250, "growth": growth}
    assert told({"petitions": {"n": 300, "approximate": "余", "compared": compared}}) == found


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
