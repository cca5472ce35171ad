"""The garbage collector waits while a document is built, and goes on as before, whatever becomes of it."""

import gc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bulletin import BulletinError, build
from bulletin.workers.own_process import paused

ROUND = Path(__file__).parents[2] / "examples" / "round4.json"


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    yield
    gc.enable()


def test_it_waits_and_goes_on() -> None:
    with paused():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_goes_on_after_a_refusal() -> None:
    with pytest.raises(BulletinError):
        build({}, formats=[])
    assert gc.isenabled()


def test_who_has_switched_it_off_finds_it_off() -> None:
    gc.disable()
    build(ROUND, formats=[])
    assert not gc.isenabled()


def test_a_thread_that_finds_it_off_leaves_it_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def off_and_then_on() -> bool:
        gc.enable()  # meanwhile the thread that had it off has ended
        return False

    monkeypatch.setattr(gc, "isenabled", off_and_then_on)
    with paused():
        pass
    monkeypatch.undo()
    assert gc.isenabled()


def test_it_waits_until_the_file_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    from bulletin.writers import WRITERS

    at_work = []

    def write(*_: Any) -> bytes:
        at_work.append(gc.isenabled())
        return b""

    monkeypatch.setitem(WRITERS, "docx", write)
    build(ROUND, formats=["docx"])
    assert at_work == [False]
    assert gc.isenabled()
