"""Damaged input never crashes anything: the short form of `fuzz.py`."""

import warnings
from functools import cache
from typing import Any

import pytest

pytest.importorskip("resource")  # it measures memory, not on every system

from tests.commands import fuzz

NUMBERS = {
    "mapping": range(200),
    "json": range(200),
    "yaml": range(60),
    "toml": range(90),
    "xlsx": range(5),
}


@cache
def fates(way: str) -> dict[str, list[int]]:
    """What becomes of the first inputs of a way in."""
    return fuzz.fates((way, NUMBERS[way], 1))


def sound(_way: str, _number: int, _seed: int) -> tuple[Any, Any, bool]:
    """An input that nobody spoilt."""
    return *fuzz.starts()[0], False


def test_every_way_in_is_tried() -> None:
    assert NUMBERS.keys() == fuzz.SHARES.keys()
    assert sum(fuzz.SHARES.values()) == 100


@pytest.mark.parametrize("way", NUMBERS)
def test_whatever_comes_in_the_answer_is_a_document_or_a_report(way: str) -> None:
    assert {fate: numbers for fate, numbers in fates(way).items() if fate not in fuzz.PASSED} == {}


@pytest.mark.parametrize("way", NUMBERS)
def test_some_inputs_pass_and_some_are_refused(way: str) -> None:
    assert fates(way).keys() >= set(fuzz.PASSED)


@pytest.mark.parametrize("way", NUMBERS)
def test_a_seed_and_a_number_always_make_the_same_input(way: str) -> None:
    assert repr(fuzz.made(way, 3, 1)[0]) == repr(fuzz.made(way, 3, 1)[0])
    assert repr(fuzz.made(way, 3, 1)[0]) != repr(fuzz.made(way, 3, 2)[0])


def test_an_input_that_nobody_spoilt_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fuzz, "made", sound)
    assert fuzz.fate("mapping", 0, 1) == "valid"


def test_a_crash_is_told_with_its_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object, **__: object) -> None:
        raise KeyError("n")

    monkeypatch.setattr(fuzz, "made", sound)
    monkeypatch.setattr(fuzz, "examine", crash)
    assert fuzz.fate("mapping", 0, 1) == "KeyError at ?: 'n'"


def test_a_warning_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def warn(*_: object, **__: object) -> tuple[None, tuple[()]]:
        warnings.warn("soon gone", DeprecationWarning, stacklevel=1)
        return None, ()

    monkeypatch.setattr(fuzz, "made", sound)
    monkeypatch.setattr(fuzz, "examine", warn)
    monkeypatch.setattr(fuzz, "tally", warn)
    assert fuzz.fate("mapping", 0, 1) == "DeprecationWarning: soon gone"


def test_what_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(*_: object, **__: object) -> None:
        while True:
            pass

    monkeypatch.setattr(fuzz, "made", sound)
    monkeypatch.setattr(fuzz, "examine", endless)
    monkeypatch.setattr(fuzz, "SECONDS", 0.05)
    assert fuzz.fate("mapping", 0, 1) == "TooMuch at ?: more than 0.05 s"


def test_what_takes_too_much_memory_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    held: list[bytes] = []

    def hoard(*_: object, **__: object) -> None:
        held.append(b"\1" * 400_000_000)
        held.clear()

    monkeypatch.setattr(fuzz, "made", sound)
    monkeypatch.setattr(fuzz, "answered", hoard)
    monkeypatch.setattr(fuzz, "BYTES", 100_000_000)
    assert fuzz.fate("mapping", 0, 1).endswith(" MB")
