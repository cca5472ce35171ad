"""Files are written whole or not at all, and together or not at all; a failure changes nothing."""

import errno
import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bulletin import BulletinError, build, write
from bulletin.files.save import save
from bulletin.issues.errors import OutputFailed


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """A folder with the two documents of an earlier build."""
    for suffix in ("docx", "pdf"):
        (tmp_path / f"a.{suffix}").write_bytes(b"older " + suffix.encode())
    return tmp_path


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def newer(folder: Path) -> dict[Path, bytes]:
    return {folder / "a.docx": b"newer docx", folder / "a.pdf": b"newer pdf"}


OLDER = {"a.docx": b"older docx", "a.pdf": b"older pdf"}


def failing_at(call: int, name: str, patch: pytest.MonkeyPatch, owner: Any = os) -> None:
    """Make the n-th use of a function of the system fail as on a full disk."""
    count, function = iter(range(1, 100)), getattr(owner, name)

    def fails(*arguments: Any, **named: Any) -> Any:
        if next(count) == call:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return function(*arguments, **named)

    patch.setattr(owner, name, fails)


def test_older_files_are_replaced_and_nothing_else_is_left(older: Path) -> None:
    save(newer(older))
    assert contents(older) == {"a.docx": b"newer docx", "a.pdf": b"newer pdf"}


def test_folders_are_made_as_needed(tmp_path: Path) -> None:
    save({tmp_path / "2026年" / "第四轮" / "a.txt": b"text"})
    assert (tmp_path / "2026年" / "第四轮" / "a.txt").read_bytes() == b"text"


def test_a_file_name_of_eighty_chinese_characters_can_be_written(tmp_path: Path) -> None:
    name = "巡" * 80 + ".txt"  # 244 bytes; file systems allow 255
    save({tmp_path / name: b"text"})
    assert contents(tmp_path) == {name: b"text"}


@pytest.mark.parametrize("call", [1, 2])
def test_a_disk_that_is_full_when_writing_leaves_the_older_files(
    call: int, older: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing_at(call, "fsync", monkeypatch)
    with pytest.raises(OutputFailed, match="the disk is full") as failure:
        save(newer(older))
    assert failure.value.exit_code == 73
    assert contents(older) == OLDER


@pytest.mark.parametrize("call", [1, 2])
def test_a_name_that_cannot_be_given_leaves_both_older_files(
    call: int, older: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing_at(call, "replace", monkeypatch, Path)
    failing_at(call, "replace", monkeypatch)
    with pytest.raises(OutputFailed):
        save(newer(older))
    assert contents(older) == OLDER


def test_a_folder_in_the_place_of_one_file_leaves_the_other_older_file(older: Path) -> None:
    (older / "a.pdf").unlink()
    (older / "a.pdf").mkdir()
    with pytest.raises(OutputFailed) as failure:
        save(newer(older))
    assert failure.value.issues[0].place.endswith("a.pdf")
    assert (older / "a.docx").read_bytes() == b"older docx"
    assert sorted(file.name for file in older.iterdir()) == ["a.docx", "a.pdf"]


def test_a_file_in_the_place_of_the_folder_is_named_and_stays(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file", "utf-8")
    with pytest.raises(OutputFailed) as failure:
        save(newer(tmp_path / "out"))
    assert "out" in failure.value.issues[0].place
    assert contents(tmp_path) == {"out": b"a file"}


@pytest.mark.skipif(os.name != "posix", reason="mounting and modes are those of POSIX")
class TestOnPosix:
    @pytest.fixture
    def small(self, tmp_path: Path) -> Iterator[Path]:
        """A real file system of 64 KB."""
        place = tmp_path / "small"
        place.mkdir()
        mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(place)]
        try:
            subprocess.run(mount, check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError):
            pytest.skip("this user cannot mount a file system")
        yield place
        subprocess.run(["umount", place], check=True)

    def test_a_file_system_that_is_really_full_keeps_what_it_has(self, small: Path) -> None:
        (small / "a.docx").write_bytes(b"older docx")
        with pytest.raises(OutputFailed, match="the disk is full"):
            save({small / "a.docx": b"newer docx", small / "a.pdf": b"x" * 100_000})
        assert contents(small) == {"a.docx": b"older docx"}

    @pytest.mark.skipif(os.geteuid() == 0, reason="the superuser can write everywhere")
    def test_a_folder_without_permission_to_write_stays_as_it_is(self, older: Path) -> None:
        older.chmod(0o500)
        with pytest.raises(OutputFailed, match="Permission denied"):
            save(newer(older))
        older.chmod(0o700)
        assert contents(older) == OLDER

    @pytest.mark.parametrize(("mask", "mode"), [(0o022, 0o644), (0o027, 0o640), (0o077, 0o600)])
    def test_the_mode_of_a_file_follows_the_umask(self, mask: int, mode: int, tmp_path: Path) -> None:
        before = os.umask(mask)
        try:
            save({tmp_path / "a.txt": b"text"})
        finally:
            os.umask(before)
        assert (tmp_path / "a.txt").stat().st_mode & 0o777 == mode

    def test_the_umask_of_the_process_is_left_alone(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delattr(os, "umask")  # another thread might make a file while it is set
        save({tmp_path / "a.txt": b"text"})
        assert contents(tmp_path) == {"a.txt": b"text"}


# ── through build and write ──────────────────────────────────────────────────────────────────────────────


def _broken_sums(data: dict[str, Any]) -> None:
    data["scopes"][0]["results"]["petitions_closed"] = 47  # of 46


def _unknown_key(data: dict[str, Any]) -> None:
    data["scopes"][0]["results"]["petitoins"] = 46


def _undrawable(data: dict[str, Any]) -> None:
    data["document"]["authors"] = ["𠮷田"]


@pytest.mark.parametrize("harm", [_broken_sums, _unknown_key, _undrawable])
def test_a_build_that_fails_makes_not_even_a_folder(
    harm: Callable[[dict[str, Any]], None], tmp_path: Path, round4: dict[str, Any]
) -> None:
    harm(round4)
    with pytest.raises(BulletinError):
        build(round4, into=tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_a_writer_that_fails_leaves_the_other_format_unwritten(
    tmp_path: Path, first: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bulletin.writers.pdf.page", lambda *_: "<p style='no-such-property: 1'>")
    with pytest.raises(BulletinError):
        build(first, formats=["docx", "pdf"], into=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_writing_to_a_path_that_cannot_be_written_leaves_nothing(
    tmp_path: Path, first: dict[str, Any]
) -> None:
    (tmp_path / "out").write_text("a file", "utf-8")
    with pytest.raises(OutputFailed):
        write(build(first, formats=[]).document, tmp_path / "out" / "a.txt")
    assert contents(tmp_path) == {"out": b"a file"}
