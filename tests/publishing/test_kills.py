"""However a run is interrupted, the next one ends where a run without interruption ends."""

import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from bulletin.publishing import Edition
from tests.helpers.publishing import (
    Desk,
    an_office,
    child,
    decision,
    ended,
    killed_at,
    published,
    state,
    steady,
    steps_of,
)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="processes are forked and killed"),
]


@pytest.fixture
def quick_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory, where there is one: 250 runs force a thousand files to disk."""
    shared = Path("/dev/shm")  # noqa: S108  # a folder of its own is made in it
    folder = Path(tempfile.mkdtemp(dir=shared if shared.is_dir() else tmp_path))
    yield folder
    shutil.rmtree(folder)


def test_a_run_that_is_killed_again_and_again_at_any_steps_is_made_good_by_the_next(quick_disk: Path) -> None:
    names = steps_of(lambda: published(an_office(quick_disk / "whole", 1)))
    expected = state(quick_disk / "whole")
    assert expected["wrong"] == []
    kills, different = 0, []
    for first in range(1, len(names) + 1):
        for second in range(1 + first % 2, len(names) - first + 3, 2):
            folder = an_office(quick_disk / f"{first}-{second}", 1)
            for step in (first, second, 3):
                kills += killed_at(step, lambda: published(folder))  # noqa: B023  # called at once
            published(folder)
            if state(folder) != expected:
                different.append((names[first - 1], second))
            shutil.rmtree(folder)
    assert different == []
    assert kills >= 200


@pytest.mark.parametrize("what", ["approve", "correct", "void"])
def test_what_people_decide_is_gone_on_with_by_the_same_command(quick_disk: Path, what: str) -> None:
    whole = quick_disk / "whole"
    decide = decision(whole, what)
    steps = len(steps_of(lambda: decide(whole)))
    different = []
    for step in range(1, steps + 1):
        folder = quick_disk / str(step)
        decide = decision(folder, what)
        assert killed_at(step, lambda: decide(folder))  # noqa: B023  # called at once
        decide(folder)
        if state(folder) != state(whole):
            different.append(step)
    assert different == []
    assert steps >= 2


def test_processes_at_once_publish_each_period_once_and_number_without_a_gap(quick_disk: Path) -> None:
    folder = an_office(quick_disk / "office", 50)
    told = quick_disk / "told"

    def run() -> None:
        def tell(edition: Edition) -> tuple[()]:
            with told.open("a") as file:
                file.write(f"{edition.period}\n")
            return ()

        with Desk(folder, "2022-03-05", tell=tell, maker=steady) as desk:
            assert {each.what for each in desk.publish()} <= {"published", "already"}

    assert [ended(pid) for pid in [child(run) for _ in range(8)]] == [0] * 8
    left = state(folder)
    assert [(each.sequence, each.state) for each in left["rows"]] == [(n, "published") for n in range(1, 51)]
    assert sorted(told.read_text().split()) == sorted(each.period for each in left["rows"])
    assert left["wrong"] == []


def test_what_was_told_is_told_once_although_the_run_is_killed_at_each_step(quick_disk: Path) -> None:
    folder, told = an_office(quick_disk / "office", 1), quick_disk / "told"
    told.touch()

    def tell(_edition: Edition) -> tuple[()]:
        with told.open("a") as file:
            file.write("told\n")
        return ()

    def run() -> None:
        published(folder, "2018-02-05", tell=tell)

    for step in range(1, 40):
        killed_at(step, run)
    run()
    assert told.read_text().count("told") <= 1
    assert state(folder)["wrong"] == []
