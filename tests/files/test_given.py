"""Files that a person names: plain ones and pipes are read, within a limit; nothing else is opened."""

import os
import threading
from pathlib import Path

import pytest

from bulletin.files import read
from bulletin.files.read import TooLarge, Unfit, given_bytes, named_as_file, plain_bytes


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "PATIENCE", 0.2)


@pytest.fixture
def pipe(tmp_path: Path) -> Path:
    path = tmp_path / "pipe.json"
    os.mkfifo(path)
    return path


@pytest.mark.usefixtures("impatient")
def test_a_pipe_without_a_writer_ends_after_a_while(pipe: Path) -> None:
    with pytest.raises(OSError, match="timed out"):
        given_bytes(pipe, 100)


@pytest.mark.usefixtures("impatient")
def test_a_pipe_with_a_writer_that_is_silent_ends_after_a_while(pipe: Path) -> None:
    handle = os.open(pipe, os.O_RDWR)
    try:
        with pytest.raises(OSError, match="timed out"):
            given_bytes(pipe, 100)
    finally:
        os.close(handle)


def test_what_a_program_writes_into_a_pipe_is_read(pipe: Path) -> None:
    threading.Thread(target=pipe.write_bytes, args=(b"{}" * 50_000,)).start()
    assert given_bytes(pipe, 100_000) == b"{}" * 50_000


def test_a_pipe_is_read_up_to_its_limit(pipe: Path) -> None:
    handle = os.open(pipe, os.O_RDWR)
    try:
        os.write(handle, b"x" * 101)
        with pytest.raises(TooLarge, match="101"):
            given_bytes(pipe, 100)
    finally:
        os.close(handle)


def test_a_pipe_that_lies_in_a_folder_is_not_opened(pipe: Path) -> None:
    assert named_as_file(pipe)
    with pytest.raises(Unfit, match="it is no plain file"):
        plain_bytes(pipe, pipe.parent, 100)


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null", "/dev/tty"])
def test_a_device_is_not_opened(device: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "open", lambda *_: pytest.fail("it was opened"))
    with pytest.raises(OSError, match="No such device"):
        given_bytes(Path(device), 100)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert not named_as_file(tmp_path)
    with pytest.raises(IsADirectoryError):
        given_bytes(tmp_path, 100)


def test_twelve_gigabytes_are_refused_by_their_size(tmp_path: Path) -> None:
    with (tmp_path / "large.json").open("wb") as file:
        file.truncate(12_000_000_000)
    with pytest.raises(TooLarge, match="12000000000"):
        given_bytes(tmp_path / "large.json", 1_000_000)
