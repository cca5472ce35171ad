"""`bulletin doctor` tells what a machine has, what it lacks, and what to do, and never fails over it."""

import argparse
import ctypes
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import bulletin_fonts
import pytest

from bulletin import diagnosis
from bulletin.cli import doctor as command
from bulletin.diagnosis import Condition, ConditionState, examined, lacking, machine, odd_characters, steps
from bulletin.diagnosis.trial import tried
from bulletin.issues.errors import InputMissing
from bulletin.issues.issue import Phrase
from bulletin.typography import fonts
from bulletin.typography.characters import gb2312_hanzi, in_gb2312, is_private, standard_hanzi

ROOT = Path(__file__).parents[2]
FANGSONG, KAITI = "仿宋_GB2312", "楷体_GB2312"
Report = Callable[..., tuple[int, str]]


@pytest.fixture(autouse=True)
def without_a_trial(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page for trial takes seconds; one test makes it."""
    page = Condition(
        "python", "DOCX, PDF", ConditionState.FINE, (Phrase("a page of each was made for trial"),)
    )
    monkeypatch.setattr(diagnosis, "tried", lambda: page)


@pytest.fixture
def report(capsys: pytest.CaptureFixture[str]) -> Report:
    """The exit code and what is printed."""

    def run(file: str | None = None, *, lang: str = "en", as_json: bool = False) -> tuple[int, str]:
        code = command.run(argparse.Namespace(file=file, json=as_json, lang=lang))
        return code, capsys.readouterr().out

    return run


def found(name: str) -> Condition:
    return next(finding for finding in examined() if finding.name == name)


def data_file(folder: Path, data: Any) -> str:
    file = folder / "data.json"
    file.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    return str(file)


# ── which characters there are ───────────────────────────────────────────────────────────────────────────


def test_the_table_is_the_one_the_faces_are_made_by() -> None:
    listed = (ROOT / "fonts" / "characters-8105.txt").read_text("utf-8").split()
    assert len(listed) == 8105
    assert standard_hanzi() == set(listed)
    assert len(gb2312_hanzi()) == 6763


def test_what_belongs_to_gb_2312() -> None:
    assert [c for c in "中—·…“〇①％㎡喆𬭎é" if not in_gb2312(c)] == ["〇", "㎡", "喆", "𬭎"]
    assert [c for c in "中\ue000\uf8ff\uf900\U000f0000\U0010fffd" if is_private(c)] == [
        "\ue000", "\uf8ff", "\U000f0000", "\U0010fffd",
    ]  # fmt: skip


# ── faces ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        (FANGSONG, ("6763/6763", "6638+1467/8105", "BulletinFangSong.ttf")),
        (KAITI, ("6763/6763", "6638+1467/8105", "BulletinKaiTi.ttf")),
        ("黑体", ("6763/6763", "8105/8105", "BulletinHeiTi.ttf")),
        ("宋体", ("6763/6763", "8105/8105", "BulletinSong.ttf")),
        ("方正小标宋简体", ("6763/6763", "8105/8105", "BulletinXiaoBiaoSong.ttf")),
    ],
)
def test_each_face_has_its_file_and_its_characters(name: str, counts: tuple[str, ...]) -> None:
    finding = found(name)
    assert finding.state is ConditionState.FINE
    assert finding.found == (Phrase("open stand-in"), *counts)


def test_the_faces_that_lend_are_named_with_those_they_lend_to() -> None:
    light = found("Bulletin Fallback Light")
    assert light.found == (
        Phrase("lends to {faces}", {"faces": FANGSONG}), "", "1467/8105", "BulletinFallbackLight.ttf",
    )  # fmt: skip


def test_the_standards_own_file_is_told_from_the_offices_choice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    song = bulletin_fonts.path("Bulletin Song").read_bytes()
    for name in ("simhei.ttf", "kaiti.ttf", "spare.ttf"):
        (tmp_path / name).write_bytes(song)
    monkeypatch.setenv("BULLETIN_FONTS", str(tmp_path))
    assert found("黑体").found == (Phrase("the standard's own"), "6763/6763", "8105/8105", "simhei.ttf")
    assert found(KAITI).found == (Phrase("the office's choice"), "6763/6763", "8105/8105", "kaiti.ttf")
    folder = found("BULLETIN_FONTS")
    assert folder.state is ConditionState.ODD
    assert "1 of the fonts" in str(folder.found[0])
    assert "spare.ttf" in str(folder.found[0])
    assert "heiti.ttf (黑体)" in str(folder.step)


def test_a_file_that_is_no_font_is_missing_with_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, report: Report
) -> None:
    (tmp_path / "heiti.ttf").write_bytes(b"no font")
    monkeypatch.setenv("BULLETIN_FONTS", str(tmp_path))
    code, text = report()
    assert code == 69
    cell = f"{tmp_path / 'heiti.ttf'} cannot be used: it is no font, or damaged"
    assert "".join(cell.split()) in "".join(text.split())  # it goes on below itself
    assert "lacking: 黑体." in text


def test_a_folder_that_is_not_there_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BULLETIN_FONTS", str(tmp_path / "none"))
    assert "there is no folder" in str(found("BULLETIN_FONTS").found[0])


def test_without_any_face_the_five_are_named_with_the_command(
    monkeypatch: pytest.MonkeyPatch, report: Report
) -> None:
    monkeypatch.setattr(fonts, "_stand_ins", dict)
    monkeypatch.delenv("BULLETIN_FONTS")
    code, text = report()
    assert code == 69
    assert "lacking: 仿宋_GB2312、楷体_GB2312、黑体、宋体、方正小标宋简体." in text
    assert f"  {sys.executable} -m pip install ./fonts\n" in text


# ── libraries and programs ───────────────────────────────────────────────────────────────────────────────


def without(monkeypatch: pytest.MonkeyPatch, *stems: str) -> None:
    """Libraries with these in their names do not load."""

    class Library(ctypes.CDLL):
        def __init__(self, name: str) -> None:
            if any(stem in name for stem in stems):
                raise OSError(name)
            super().__init__(name)

    monkeypatch.setattr(ctypes, "CDLL", Library)
    monkeypatch.setattr(machine.shutil, "which", lambda name: f"/usr/bin/{name}")  # type: ignore[attr-defined]  # a module it imports, not its own name
    monkeypatch.setattr(machine, "_is_root", lambda: False)
    monkeypatch.setattr(machine, "_says", lambda _path, _flag: "1.0")


def test_all_libraries_are_there() -> None:
    names = ("Pango", "HarfBuzz", "HarfBuzz subset", "fontconfig")
    assert [found(name).state for name in names] == [ConditionState.FINE] * 4
    assert str(found("Pango").found[0]).startswith("1.")


def test_a_missing_library_is_reported_with_one_command(
    monkeypatch: pytest.MonkeyPatch, report: Report
) -> None:
    without(monkeypatch, "pango", "subset")
    code, text = report()
    assert code == 69
    assert "✗ missing  Pango" in text
    assert "is missing: libpango-1.0.so.0, libpangoft2-1.0.so.0" in text
    command_line = (
        "  sudo apt-get update && sudo apt-get install --no-install-recommends "
        "libpangoft2-1.0-0 libharfbuzz-subset0\n"
    )
    assert text.count(command_line) == 1
    assert "lacking: Pango、HarfBuzz subset." in text


@pytest.mark.parametrize(
    ("manager", "line"),
    [
        ("dnf", "sudo dnf install pango harfbuzz"),
        ("apk", "sudo apk add pango harfbuzz-subset"),
        ("brew", "brew install pango harfbuzz"),
    ],
)
def test_other_systems_have_other_commands(manager: str, line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine.shutil, "which", lambda name: name if name == manager else None)  # type: ignore[attr-defined]  # a module it imports, not its own name
    monkeypatch.setattr(machine, "_is_root", lambda: False)
    assert machine.install("libpangoft2-1.0-0", "libharfbuzz-subset0") == line


def test_a_missing_program_stops_nothing(monkeypatch: pytest.MonkeyPatch, report: Report) -> None:
    monkeypatch.setattr(machine.shutil, "which", lambda _name: None)  # type: ignore[attr-defined]  # a module it imports, not its own name
    code, text = report()
    assert code == 0
    assert "! note     LibreOffice  is not there" in text


def test_a_program_that_does_not_answer_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def hangs(*_: object, **__: object) -> None:
        raise subprocess.TimeoutExpired("soffice", 20)

    monkeypatch.setattr(machine.subprocess, "run", hangs)  # type: ignore[attr-defined]  # a module it imports, not its own name
    assert machine._says("/usr/bin/soffice", "--version") == ""  # noqa: SLF001  # no way leads to it but a hang


def test_a_missing_package_is_installed_by_pip(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "PACKAGES", ("jinja2", "no-such-package"))
    (finding,) = lacking(list(machine.python()))
    assert finding.name == "no-such-package"
    assert finding.step == f"{sys.executable} -m pip install no-such-package"


def test_needed_steps_come_first_and_each_once() -> None:
    useful = Condition("programs", "a", ConditionState.ODD, (), "useful")
    needed = Condition("libraries", "b", ConditionState.MISSING, (), "needed")
    assert steps([useful, needed, needed]) == ("needed", "useful")


# ── the characters of a data file ────────────────────────────────────────────────────────────────────────


def test_only_what_a_face_lacks_is_listed_with_its_places() -> None:
    raw = {"document": {"authors": ["喆堃", "张三"]}, "a/b": {"title": "喆㎡—"}, "n": 3}
    places = {"/a~1b/title": "表1!C7"}
    odd = odd_characters(raw, places, fonts.font_files())
    assert [(one.character, one.places) for one in odd] == [
        ("喆", ("/document/authors/0", "表1!C7")),
        ("堃", ("/document/authors/0",)),
        ("㎡", ("表1!C7",)),
    ]
    assert odd[0].lenders == {FANGSONG: "Bulletin Fallback Light", KAITI: "Bulletin Fallback"}
    assert odd[2].lenders == {FANGSONG: "Bulletin Song", KAITI: "Bulletin Song"}


def test_what_cannot_be_printed_comes_first_and_answers_65(tmp_path: Path, report: Report) -> None:
    file = data_file(tmp_path, {"names": ["喆", "𠮷", "\ue123"], "text": "𠮷"})
    code, text = report(file)
    assert code == 65
    lines = [line.split() for line in text.splitlines() if "U+" in line]
    assert lines[0] == ["✗", "missing", "𠮷", "U+20BB7", "cannot", "be", "printed", "/names/1", "/text"]
    assert lines[1] == ["✗", "missing", "U+E123", "private", "use,", "cannot", "be", "printed", "/names/2"]
    assert lines[2][:4] == ["!", "note", "喆", "U+5586"]
    assert "Cannot be printed: 2." in text


def test_a_lent_character_is_no_failure(tmp_path: Path, report: Report) -> None:
    code, text = report(data_file(tmp_path, {"name": "李喆"}), lang="zh")
    assert code == 0
    assert "仿宋_GB2312、楷体_GB2312缺，由别的字体补  /name" in text
    assert "DOCX 和 PDF 都能生成。" in text


def test_the_example_has_no_odd_character(report: Report) -> None:
    code, text = report(str(ROOT / "examples" / "round4.json"))
    assert (code, "None that needs a look." in text) == (0, True)


def test_a_file_that_is_not_there_is_refused_as_everywhere(report: Report) -> None:
    with pytest.raises(InputMissing):
        report("nothere.json")


# ── what is printed ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_fits_a_screen(lang: str, report: Report) -> None:
    _, text = report(lang=lang)
    assert len(text.splitlines()) <= 30
    marks = [line[2] for line in text.splitlines() if line.startswith(("  ✓", "  !", "  ✗"))]
    assert len(marks) >= 15


def test_in_chinese_nothing_stays_english(report: Report) -> None:
    _, text = report(lang="zh")
    for words in ("stand-in", "lends", "is there", "optional", "fine"):
        assert words not in text


def test_machines_get_all_of_it(tmp_path: Path, report: Report) -> None:
    code, text = report(data_file(tmp_path, {"name": "𠮷"}), as_json=True)
    data = json.loads(text)
    assert data["exit_code"] == code == 65
    assert {finding["state"] for finding in data["findings"]} <= {"fine", "odd", "missing"}
    (character,) = data["characters"]
    assert character["point"] == "U+20BB7"
    assert character["printed"] is False
    assert character["places"] == ["/name"]


def test_a_page_is_made_for_trial(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    assert tried().state is ConditionState.FINE


def test_a_trial_that_fails_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    broken = subprocess.CompletedProcess[str](
        [], 1, "", "Traceback\nRuntimeError: lines cannot be justified\n"
    )
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: broken)
    finding = tried()
    assert finding.state is ConditionState.MISSING
    assert "RuntimeError: lines cannot be justified" in str(finding.found[0])
