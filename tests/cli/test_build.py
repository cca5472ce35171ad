"""The command `bulletin build`: what it answers with, what it writes and what it says."""

import json
import os
import subprocess
import sys
from pathlib import Path

import bulletin_fonts
import pytest

from bulletin import cli

ROOT = Path(__file__).parents[2]
ROUND4, CIRCULAR, FIRST = (ROOT / "examples" / f"{name}.json" for name in ("round4", "circular", "first"))
PATHS = os.pathsep.join([str(ROOT), str(Path(bulletin_fonts.__file__).parents[1])])


@pytest.fixture(autouse=True)
def in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")


def bulletin(*words: object) -> int:
    """Run the command in this process; wrong usage leaves argparse by SystemExit."""
    try:
        return cli.main([str(word) for word in words])
    except SystemExit as end:
        return int(end.code or 0)


def process(*words: object, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bulletin", *map(str, words)],
        env={**os.environ, "PYTHONPATH": PATHS, "PYTHONIOENCODING": "utf-8", **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def made() -> list[str]:
    """Every file below the working folder."""
    return sorted(str(path.relative_to(Path.cwd())) for path in Path.cwd().rglob("*") if path.is_file())


# ── what is written ──────────────────────────────────────────────────────────────────────────────────────


def test_a_word_file_and_a_pdf_are_written_into_out(capsys: pytest.CaptureFixture[str]) -> None:
    assert bulletin("build", FIRST) == 0
    assert made() == ["out/first.docx", "out/first.pdf"]
    assert capsys.readouterr().out.splitlines()[-2:] == ["out/first.docx", "out/first.pdf"]


def test_another_template_and_folder_show_in_the_names() -> None:
    assert bulletin("build", CIRCULAR, "--template", "circular", "--format", "txt", "--into", "甲 乙/丙") == 0
    assert made() == ["甲 乙/丙/circular-circular.txt"]


def test_the_formats_asked_for_are_written_and_no_others() -> None:
    assert bulletin("build", ROUND4, "--format", "html, TXT") == 0
    assert made() == ["out/round4.html", "out/round4.txt"]


def test_a_path_with_spaces_and_chinese_characters_can_be_read() -> None:
    Path("第四轮 数据").mkdir()
    Path("第四轮 数据/巡察 结果.json").write_bytes(ROUND4.read_bytes())
    assert bulletin("build", "第四轮 数据/巡察 结果.json", "--format", "txt") == 0
    assert "out/巡察 结果.txt" in made()


def test_the_date_of_the_command_goes_before_that_of_the_data() -> None:
    assert bulletin("build", ROUND4, "--format", "txt", "--date", "2018-10-01") == 0
    text = Path("out/round4.txt").read_text("utf-8")
    assert "发布时间：2018年10月1日" in text
    assert "2018年8月29日" not in text


def test_a_process_of_its_own_does_the_same() -> None:
    done = process("build", ROUND4, "--format", "txt,docx")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-2:] == ["out/round4.txt", "out/round4.docx"]
    assert made() == ["out/round4.docx", "out/round4.txt"]


def answer(script: str) -> str:
    """What a Python of its own prints."""
    command = [sys.executable, "-c", script]
    return subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout


def test_help_reads_no_library_that_makes_documents() -> None:
    script = """
import sys
from bulletin.cli.arguments import parse_arguments
print({"jinja2", "docx", "lxml", "weasyprint", "babel"} & set(sys.modules))
"""
    assert answer(script) == "set()\n"


def test_a_function_is_not_taken_for_the_file_it_is_in() -> None:
    script = """
import bulletin, bulletin.drafting.build, bulletin.statistics.results
print(callable(bulletin.build), callable(bulletin.tally))
"""
    assert answer(script) == "True True\n"


@pytest.mark.parametrize("as_json", [[], ["--json"]])
def test_a_terminal_that_cannot_show_chinese_does_not_stop_the_build(as_json: list[str]) -> None:
    Path("第四轮.json").write_bytes(ROUND4.read_bytes())
    done = process("build", "第四轮.json", "--format", "txt", *as_json, PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, "")


# ── languages and machines ───────────────────────────────────────────────────────────────────────────────


def test_messages_are_chinese_unless_asked_otherwise(capsys: pytest.CaptureFixture[str]) -> None:
    assert bulletin("build", FIRST, "--template", "nowhere") == 78
    assert capsys.readouterr().err.startswith("错误 B401 nowhere  没有模板")
    assert bulletin("build", FIRST, "--template", "nowhere", "--lang", "en") == 78
    assert capsys.readouterr().err.startswith("error B401 nowhere  There is no template “nowhere”.")


def test_an_english_locale_asks_for_english(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    assert bulletin("build", FIRST, "--template", "nowhere") == 78
    assert capsys.readouterr().err.endswith("Nothing was written.\n")


def test_json_names_the_files_and_counts_the_figures(capsys: pytest.CaptureFixture[str]) -> None:
    assert bulletin("build", FIRST, "--format", "docx,txt", "--json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["files"] == {"docx": "out/first.docx", "txt": "out/first.txt"}
    assert answer["figures"] > 10
    assert answer["issues"] == []


def test_json_names_the_exit_code_and_every_issue(capsys: pytest.CaptureFixture[str]) -> None:
    assert bulletin("build", "missing.json", "--json", "--lang", "en") == 66
    captured = capsys.readouterr()
    answer = json.loads(captured.out)
    assert answer["exit_code"] == 66
    (issue,) = answer["issues"]
    assert sorted(issue) == ["also", "at", "code", "excerpt", "hint", "message", "place", "severity"]
    assert (issue["code"], issue["severity"], issue["place"]) == ("B101", "error", "missing.json")
    assert captured.err == ""


def test_version_and_help_are_on_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    assert bulletin("--version") == 0
    assert capsys.readouterr().out == "bulletin 0.2.0\n"
    assert bulletin("build", "--help") == 0
    assert "--previous" in capsys.readouterr().out


# ── defects ──────────────────────────────────────────────────────────────────────────────────────────────


def defect(*_: object, **__: object) -> None:
    raise RuntimeError("a defect put here by the test")


def test_a_defect_is_70_without_a_traceback(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bulletin.drafting.build.build_request", defect)
    assert bulletin("build", FIRST) == 70
    error = capsys.readouterr().err
    assert "RuntimeError: a defect put here by the test" in error
    assert "--debug" in error
    assert "Traceback" not in error


def test_debug_shows_where_a_defect_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bulletin.drafting.build.build_request", defect)
    with pytest.raises(RuntimeError, match="a defect put here"):
        bulletin("build", FIRST, "--debug")


def test_debug_shows_no_traceback_for_what_is_wrong_with_the_data() -> None:
    done = process("build", "missing.json", "--debug")
    assert done.returncode == 66
    assert "Traceback" not in done.stderr
