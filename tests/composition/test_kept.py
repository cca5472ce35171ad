"""Compiled templates that outlive the process: what is kept, and from whom nothing is taken."""

import marshal
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import bulletin
from bulletin.composition import environment, kept
from bulletin.issues.errors import TemplateRefused
from bulletin.workers.pool import ask

ROOT = Path(__file__).parents[2]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of a user who has never made a document."""
    monkeypatch.setenv("BULLETIN_TEMPLATE_CACHE", "on")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    environment.file_of.cache_clear()
    yield tmp_path / "cache" / "bulletin" / "templates"
    environment.file_of.cache_clear()


def made(data: dict[str, Any]) -> str:
    """The text of a document, by a process that has compiled no template yet."""
    environment.file_of.cache_clear()
    return bulletin.build(data, formats=["txt"]).contents["txt"].decode()


def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the templates that are compiled from now on."""
    names: list[str] = []
    compile_anew = environment.Environment.compile_anew

    def noted(self: environment.Environment, tree: Any, name: str) -> Any:
        names.append(name)
        return compile_anew(self, tree, name)

    monkeypatch.setattr(environment.Environment, "compile_anew", noted)
    return names


NEWS = {"news/document.xml.j2", "shared/base.xml.j2"}


def test_a_second_process_neither_parses_nor_compiles(
    place: Path, first: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    names = compiled(monkeypatch)
    text = made(first)
    assert set(names) >= NEWS
    assert len(list(place.iterdir())) == len(names)
    names.clear()

    def parse(*_: object) -> None:
        raise AssertionError("parsed")

    monkeypatch.setattr(environment.Environment, "parse", parse)
    assert made(first) == text
    assert names == []


def test_a_program_that_imports_the_package_keeps_nothing(
    place: Path, first: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("BULLETIN_TEMPLATE_CACHE")
    made(first)
    assert not place.exists()


def test_the_command_keeps_what_it_has_compiled(place: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    del environment["BULLETIN_TEMPLATE_CACHE"]
    command = [sys.executable, "-m", "bulletin", "build", str(ROOT / "examples" / "first.json")]
    words = ["--format", "txt", "--into", str(tmp_path / "out")]
    subprocess.run([*command, *words], env=environment, check=True, capture_output=True)
    assert len(list(place.iterdir())) >= len(NEWS)


def test_a_seal_is_that_of_the_process_that_runs(
    place: Path, first: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = made(first)
    monkeypatch.setattr(environment.Environment, "seal", "0123456789abcdef")
    assert made(first) == text  # a mark under the seal of another process would be refused
    assert place.is_dir()


def test_a_changed_template_is_compiled_anew_with_its_faults(
    place: Path, first: dict[str, Any], tmp_path: Path
) -> None:
    office = tmp_path / "office"
    own = office / "own"
    own.mkdir(parents=True)
    (own / "template.toml").write_text('title = "样"\nlayout = "news"\n', "utf-8")
    body = own / "document.xml.j2"
    body.write_text("<document><h1>样</h1><p>整改{{ now.problems }}。</p></document>", "utf-8")

    def lines() -> list[str]:
        environment.file_of.cache_clear()
        contents = bulletin.build(first, "own", formats=["txt"], search=[office]).contents
        return contents["txt"].decode().splitlines()

    before = lines()
    assert lines() == before
    body.write_text("<document><h1>样</h1><p>查出{{ now.problems }}。</p></document>", "utf-8")
    assert [line.replace("查出", "整改") for line in lines()] == before
    body.write_text("<document><h1>样</h1><p>查出{{ now.nothing }}。</p></document>", "utf-8")
    for _ in range(2):
        with pytest.raises(TemplateRefused) as refused:
            lines()
        assert [(issue.code, issue.place) for issue in refused.value.issues] == [
            ("B402", "own/document.xml.j2:1:29")
        ]
    assert len([*place.iterdir()]) == 2  # what is at fault is not kept


@pytest.mark.parametrize("content", [b"", b"x" * 100, "cut", "other"])
def test_a_broken_entry_is_passed_over_and_made_anew(
    place: Path, first: dict[str, Any], content: bytes | str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = made(first)
    entries = {path: path.read_bytes() for path in place.iterdir()}
    other = marshal.dumps(((), (), (), frozenset(), compile("raise SystemExit", "x", "exec")))
    for path, before in entries.items():
        parts = {"cut": before[:-1], "other": before[:48] + other}
        path.write_bytes(content if isinstance(content, bytes) else parts[content])
    names = compiled(monkeypatch)
    assert made(first) == text
    assert len(names) == len(entries)
    names.clear()
    assert made(first) == text
    assert names == []


def test_an_entry_of_another_template_is_not_taken(
    place: Path, first: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = made(first)
    entries = list(place.iterdir())
    entries[0].write_bytes(entries[1].read_bytes())
    names = compiled(monkeypatch)
    assert made(first) == text
    assert len(names) == 1


needs_modes = pytest.mark.skipif(not hasattr(os, "geteuid"), reason="Windows has no modes")


@needs_modes
def test_the_folder_is_the_users_alone(place: Path, first: dict[str, Any]) -> None:
    made(first)
    assert place.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in place.iterdir()} == {0o600}


@needs_modes
@pytest.mark.parametrize("mode", [0o777, 0o750, 0o701])
def test_a_folder_that_others_can_open_is_not_used(
    place: Path, first: dict[str, Any], mode: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = made(first)
    place.chmod(mode)
    names = compiled(monkeypatch)
    assert made(first) == text
    assert set(names) >= NEWS


@needs_modes
def test_an_empty_folder_that_others_can_open_stays_empty(place: Path, first: dict[str, Any]) -> None:
    place.mkdir(parents=True)
    place.chmod(0o755)
    assert "整改率90%" in made(first)
    assert list(place.iterdir()) == []


@needs_modes
def test_a_file_that_others_can_write_is_not_run(
    place: Path, first: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    made(first)
    for path in place.iterdir():
        path.chmod(0o622)
    names = compiled(monkeypatch)
    made(first)
    assert set(names) >= NEWS


@needs_modes
@pytest.mark.parametrize("folder_passes", [False, True])
def test_what_belongs_to_somebody_else_is_not_used(
    place: Path, first: dict[str, Any], folder_passes: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(first)
    assert list(place.iterdir()) != []
    somebody = os.geteuid() + 1
    monkeypatch.setattr(os, "geteuid", lambda: somebody)
    if folder_passes:
        monkeypatch.setattr(kept, "_is_own_folder", lambda _: True)
    names = compiled(monkeypatch)
    made(first)
    assert set(names) >= NEWS


@needs_modes
def test_links_are_not_followed(
    place: Path, first: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(first)
    for path in list(place.iterdir()):
        path.rename(tmp_path / path.name)
        path.symlink_to(tmp_path / path.name)
    names = compiled(monkeypatch)
    made(first)
    assert set(names) >= NEWS
    assert not any(path.is_symlink() for path in place.iterdir())  # a new entry takes the place of the link
    place.rename(tmp_path / "elsewhere")
    place.symlink_to(tmp_path / "elsewhere")
    names.clear()
    made(first)
    assert set(names) >= NEWS


@needs_modes
def test_a_pipe_in_the_place_of_an_entry_stops_nothing(place: Path, first: dict[str, Any]) -> None:
    text = made(first)
    for path in list(place.iterdir()):
        path.unlink()
        os.mkfifo(path, 0o600)
    assert made(first) == text


@pytest.mark.parametrize("home", ["", "relative/cache", "/dev/null/cache"])
def test_without_a_folder_documents_are_made_all_the_same(
    place: Path, first: dict[str, Any], home: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", home)
    monkeypatch.delenv("HOME", raising=False)
    assert "整改率90%" in made(first)
    assert not place.exists()


def test_it_is_switched_off(place: Path, first: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BULLETIN_TEMPLATE_CACHE", "off")
    made(first)
    assert not place.exists()


def where(_: object) -> tuple[dict[str, bytes], tuple[()]]:
    """For another process: the folder it would use."""
    return {"folder": str(kept.folder()).encode()}, ()


def test_a_process_for_templates_of_others_keeps_nothing_and_takes_nothing(place: Path) -> None:
    assert kept.folder() == place
    assert ask(where, None).contents == {"folder": b"None"}


def test_the_oldest_entries_go(place: Path, first: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    place.mkdir(0o700, parents=True)
    for n in range(5):
        (place / f"old{n}").write_bytes(b"")
        os.utime(place / f"old{n}", (n, n))
    monkeypatch.setattr(kept, "MOST", 4)
    made(first)
    assert len(list(place.iterdir())) == 4
    assert not (place / "old0").exists()


def test_processes_at_once_agree(place: Path) -> None:
    script = (
        "import bulletin; print(len(bulletin.build('examples/first.json', formats=['txt']).contents['txt']))"
    )
    command = [sys.executable, "-c", script]
    paths = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    running = [subprocess.Popen(command, cwd=ROOT, env=paths, stdout=subprocess.PIPE) for _ in range(3)]
    assert len({process.communicate()[0] for process in running}) == 1
    assert all(process.returncode == 0 for process in running)
    assert [path for path in place.iterdir() if len(path.name) != 64] == []  # no half-written file is left
