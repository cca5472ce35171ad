"""What `bulletin build` answers with: one exit code for each kind of failure, and nothing written then."""

import json
from pathlib import Path
from typing import Any

import pytest

from bulletin import cli

ROOT = Path(__file__).parents[2]
ROUND4, FIRST = (ROOT / "examples" / f"{name}.json" for name in ("round4", "first"))


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


def made() -> list[str]:
    """Every file below the working folder."""
    return sorted(str(path.relative_to(Path.cwd())) for path in Path.cwd().rglob("*") if path.is_file())


def changed(file: Path, change: dict[str, Any]) -> Path:
    """A copy of an example, in the working folder, some of its results changed."""
    data = json.loads(file.read_text("utf-8"))
    data["scopes"][0]["results"].update(change)
    copy = Path("changed.json")
    copy.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    return copy


# ── usage, input and output ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "COMMAND"),
        (["print", "x.json"], "print"),
        (["build"], "FILE"),
        (["build", FIRST, "--colour"], "--colour"),
        (["build", FIRST, "--format", "docx,odt"], "odt"),
        (["build", FIRST, "--format", ","], "--format"),
        (["build", FIRST, "--date", "29.8.2018"], "29.8.2018"),
        (["build", FIRST, "--date", "2018-02-30"], "2018-02-30"),
        (["build", FIRST, "--lang", "fr"], "fr"),
    ],
)
def test_wrong_usage_is_64(words: list[Any], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert bulletin(*words) == 64
    assert said in capsys.readouterr().err
    assert made() == []


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["missing.json"], 66, "missing.json"),
        ([ROOT / "examples"], 66, "examples"),
        ([FIRST, "--previous", "missing.json"], 66, "missing.json"),
        ([FIRST, "--template", "nowhere"], 78, "nowhere"),
        ([FIRST, "--template", "./nowhere"], 78, "nowhere"),
        ([FIRST, "--into", "file"], 73, "file"),
        ([FIRST, "--into", "file/below"], 73, "file"),
    ],
)
def test_what_cannot_be_found_or_written_is_named(
    words: list[Any], code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("file").write_text("a file in the place of a folder", "utf-8")
    assert bulletin("build", *words, "--format", "txt") == code
    error = capsys.readouterr().err
    assert said in error
    assert "Traceback" not in error
    assert made() == ["file"]


def test_sums_that_do_not_hold_are_65_and_nothing_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    wrong = changed(ROUND4, {"petitions_closed": 47, "leads_transferred": 152})  # of 46, of 151
    assert bulletin("build", wrong) == 65
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "/scopes/0/results/petitions_closed" in captured.err
    assert "/scopes/0/results/leads_transferred" in captured.err
    assert captured.err.endswith("未生成任何文件。\n")
    assert made() == ["changed.json"]


def test_a_circular_needs_what_only_people_can_give(capsys: pytest.CaptureFixture[str]) -> None:
    assert bulletin("build", ROUND4, "--template", "circular", "--json") == 65
    issues = json.loads(capsys.readouterr().out)["issues"]
    assert [issue["place"] for issue in issues if issue["severity"] == "error"] == [
        "/document/number",
        "/document/addressees",
        "/issuer/mark",
    ]
    assert made() == []


def test_a_file_that_is_not_json_is_65_with_its_line(capsys: pytest.CaptureFixture[str]) -> None:
    Path("broken.json").write_text('{"format": 1,\n "kind" "inspection"}', "utf-8")
    assert bulletin("build", "broken.json") == 65
    assert "broken.json:2:" in capsys.readouterr().err


# ── warnings ─────────────────────────────────────────────────────────────────────────────────────────────


def test_a_count_below_that_of_the_previous_edition_is_a_warning(capsys: pytest.CaptureFixture[str]) -> None:
    before = changed(ROUND4, {"talks": 1600})  # now 1574, counted from the same month
    assert bulletin("build", ROUND4, "--format", "txt", "--previous", before, "--lang", "en") == 0
    output = capsys.readouterr().out
    assert "warning B301 /scopes/0/results/talks" in output
    assert "1574" in output
    assert "1600" in output
    assert "out/round4.txt" in made()


def test_strict_lets_a_warning_stop_the_build(capsys: pytest.CaptureFixture[str]) -> None:
    before = changed(ROUND4, {"talks": 1600})
    assert bulletin("build", ROUND4, "--format", "txt", "--previous", before, "--strict") == 65
    assert "B301" in capsys.readouterr().err
    assert made() == ["changed.json"]


def test_strict_has_nothing_against_a_build_without_warnings() -> None:
    assert bulletin("build", FIRST, "--format", "txt", "--strict") == 0
