"""The docstrings of the public names say all that a program has to know, and the reference shows them."""

import dataclasses
import inspect
import types
import typing
from collections.abc import Iterator, Mapping
from typing import Any, Literal

import pytest

import bulletin
from bulletin.datafiles.parsed import Parsed
from bulletin.issues.errors import DataRefused, OutputFailed
from tests.helpers.docstrings import annotations, left_out, private

PUBLIC = {name: getattr(bulletin, name) for name in bulletin.__all__}


@pytest.mark.parametrize("name", PUBLIC)
def test_a_public_name_says_what_it_takes_holds_and_raises(name: str) -> None:
    assert list(left_out(name, PUBLIC[name])) == []


def refuse(number: int) -> None:
    if number < 0:
        raise DataRefused(())


def told(number: int | None, base: int = 1) -> int | None:
    """Return a number.

    It has a `base`.

    Raises:
        OutputFailed: it cannot be written.
    """
    refuse(number or base)
    if base == 0:
        raise OutputFailed(())
    return number


@dataclasses.dataclass
class Held:
    """Holds `first` and more.

    Private: `third`.
    """

    first: int | None
    second: int
    third: bytes

    def show(self) -> str:
        return str(self.second)


def test_what_a_docstring_leaves_out_is_found() -> None:
    assert list(left_out("told", told)) == [
        "told(number): not described",
        "told: that it returns None is not explained",
        "told: raises DataRefused, untold",
    ]
    assert list(left_out("Held", Held)) == [
        "Held.first: None is not explained",
        "Held.second: not described",
        "Held.show: no sentence",
    ]


def hidden(name: str, public: Any) -> Iterator[str]:
    """Yield each type in the signatures and fields of a public name that is not public itself."""
    unseen = private(public)
    if not inspect.isclass(public):
        yield from (f"{name}: {kind}" for kind in kinds_of(annotations(public)) if kind not in unseen)
        return
    if dataclasses.is_dataclass(public):
        fields = {key: hint for key, hint in annotations(public).items() if key not in unseen}
        yield from (f"{name}: {kind}" for kind in kinds_of(fields))
    for member, value in vars(public).items():
        function = getattr(value, "fget", None) or getattr(value, "__func__", value)
        if isinstance(function, types.FunctionType) and member not in unseen and not member.startswith("_"):
            yield from (f"{name}.{member}: {kind}" for kind in kinds_of(annotations(function)))


def kinds_of(hints: Mapping[str, Any]) -> list[str]:
    kinds = {kind for key, hint in hints.items() if not key.startswith("_") for kind in flat(hint)}
    ours = {kind for kind in kinds if getattr(kind, "__module__", "").startswith("bulletin")}
    return sorted(kind.__name__ for kind in ours - {*PUBLIC.values()})


def flat(hint: Any) -> Iterator[Any]:
    """Yield the types that a type is made of."""
    if typing.get_origin(hint) is Literal:
        return
    arguments = typing.get_args(hint)
    if isinstance(hint, list):
        arguments = tuple(hint)
    if not arguments:
        yield hint
    for argument in arguments:
        yield from flat(argument)


@pytest.mark.parametrize("name", PUBLIC)
def test_every_type_in_a_public_signature_is_public(name: str) -> None:
    assert list(hidden(name, PUBLIC[name])) == []


def mixed(given: list[Parsed | None], public: bulletin.Count) -> None: ...


def test_a_type_that_is_not_public_is_found() -> None:
    assert list(hidden("mixed", mixed)) == ["mixed: Parsed"]
