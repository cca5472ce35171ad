"""A disk that is full or can only be read, permission that is lost: nothing changes; the next run goes on."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from bulletin.issues.errors import BulletinError, ExitCode
from bulletin.publishing import Assignment, Made
from tests.helpers.publishing import Desk, an_office, child, ended, published, quick, state

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="mounting and modes are those of POSIX")


NOBODY = 65534


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """An office on a file system of half a megabyte."""
    place = tmp_path / "small"
    place.mkdir()
    try:
        mount(place, "size=512k", "-t", "tmpfs", "tmpfs")
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this user cannot mount a file system")
    yield an_office(place, 2)
    subprocess.run(["umount", place], check=True)


def mount(place: Path, options: str, *kind: str) -> None:
    subprocess.run(["mount", "-o", options, *kind, place], check=True, capture_output=True)


def result(folder: Path, day: str = "2018-03-05", **options: object) -> ExitCode:
    """How publishing ends."""
    try:
        with Desk(folder, day, **options) as desk:
            return next((each.exit_code for each in desk.publish() if each.exit_code), ExitCode.OK)
    except BulletinError as refused:
        return refused.exit_code


def large(task: Assignment) -> Made:
    """Files for which the disk is too small."""
    made = quick(task)
    return Made({**made.files, "c.txt": bytes(600_000)}, made.about, ())


def test_a_full_disk_leaves_the_state_before_and_the_next_run_goes_on(small: Path) -> None:
    assert result(small, "2018-02-05") == ExitCode.OK
    before = state(small, exactly=True)
    assert result(small, maker=large) == ExitCode.CANNOT_CREATE
    after = state(small, exactly=True)
    assert (after["files"], after["wrong"]) == (before["files"], [])
    assert [path.name for path in (small / ".store").iterdir()] == []
    assert result(small) == ExitCode.OK
    assert [each.number for each in state(small)["rows"]] == ["云纪办〔2018〕1号", "云纪办〔2018〕2号"]


def test_a_disk_that_is_full_to_the_last_byte_leaves_the_register_whole(small: Path) -> None:
    assert result(small, "2018-02-05") == ExitCode.OK
    before = state(small, exactly=True)
    filling = small / "filling"
    with filling.open("wb", buffering=0) as file:
        try:
            while file.write(bytes(4096)):
                pass
        except OSError:
            pass
    assert result(small) in (ExitCode.CANNOT_CREATE, ExitCode.IO)
    filling.unlink()
    assert state(small, exactly=True) == before
    assert result(small) == ExitCode.OK


def test_a_disk_that_can_only_be_read_is_named(small: Path) -> None:
    assert result(small, "2018-02-05") == ExitCode.OK
    mount(small, "remount,ro")
    assert result(small) == ExitCode.CANNOT_CREATE
    mount(small, "remount,rw")
    assert result(small) == ExitCode.OK


def test_another_disk_in_the_place_of_the_destination_is_named(small: Path) -> None:
    (small / "published").mkdir()
    mount(small / "published", "size=512k", "-t", "tmpfs", "tmpfs")
    try:
        with Desk(small, "2018-03-05") as desk:
            (outcome,) = desk.publish()
    finally:
        subprocess.run(["umount", small / "published"], check=True)
    assert (outcome.exit_code, outcome.issues[0].code) == (ExitCode.CANNOT_CREATE, "B701")
    assert "another disk" in outcome.issues[0].message
    assert result(small) == ExitCode.OK


@pytest.fixture
def anybodys() -> Iterator[Path]:
    """A folder that every user of the machine may write in."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o777)
    yield folder
    shutil.rmtree(folder)


@pytest.mark.parametrize("place", [".", "published/monthly", ".store"])
def test_permission_that_is_lost_leaves_the_state_before(anybodys: Path, place: str) -> None:
    def run() -> None:
        if os.geteuid() == 0:  # whom nothing is forbidden
            os.setgid(NOBODY)
            os.setuid(NOBODY)
        folder = an_office(anybodys / "office", 2)
        published(folder, "2018-02-05")
        before = state(folder, exactly=True)
        (folder / place).chmod(0o500)
        assert result(folder) == ExitCode.CANNOT_CREATE
        (folder / place).chmod(0o700)
        assert state(folder, exactly=True)["files"] == before["files"]
        assert result(folder) == ExitCode.OK

    assert ended(child(run)) == 0
