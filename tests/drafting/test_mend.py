"""Slips in marks are mended in a copy; all else stays byte for byte, and so does the file."""

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from bulletin import cli, load
from bulletin.drafting.mend import mend
from bulletin.issues.errors import InputMissing, OutputFailed

WRONG, RIGHT = '要对照通报,举一反三;他说"要整改"。', "要对照通报，举一反三；他说“要整改”。"


@pytest.fixture
def file(tmp_path: Path, round4: dict[str, Any]) -> Path:
    round4["text"] = {"outlook": WRONG + "\n要提高站位,压实责任。"}
    path = tmp_path / "round4.json"
    path.write_text(json.dumps(round4, ensure_ascii=False, indent=3), "utf-8")
    return path


def test_the_copy_is_mended_and_the_file_stays(file: Path, tmp_path: Path) -> None:
    before = file.read_bytes()
    changes = mend(file, tmp_path / "copy.json")
    assert [(each.place, each.mended, each.done) for each in changes] == [
        ("/text/outlook", RIGHT, True),
        ("/text/outlook", "要提高站位，压实责任。", True),
    ]
    assert file.read_bytes() == before
    assert load(tmp_path / "copy.json").text["outlook"] == RIGHT + "\n要提高站位，压实责任。"
    kept = (tmp_path / "copy.json").read_text("utf-8").splitlines()
    assert len([1 for a, b in zip(kept, before.decode().splitlines(), strict=True) if a != b]) == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.yaml", "text:\n  outlook: |\n    要对照,整改。\n"),
        ("a.toml", 'text.outlook = "要对照,整改。"\n'),
    ],
)
def test_yaml_and_toml_are_mended_in_their_own_spelling(tmp_path: Path, name: str, content: str) -> None:
    path = tmp_path / name
    rest = YAML if name.endswith("yaml") else TOML
    path.write_text(content + rest, "utf-8")
    (change,) = mend(path, tmp_path / f"copy.{name}")
    assert change.done
    assert (tmp_path / f"copy.{name}").read_text("utf-8") == (content + rest).replace(
        "要对照,整改", "要对照，整改"
    )


YAML = """format: 1
kind: inspection
issuer: {name: 中共云川县委巡察办, area: 云川县}
scopes:
- {label: 前三轮, reported: true, results: {problems: 3}}
"""
TOML = """format = 1
kind = "inspection"
[issuer]
name = "中共云川县委巡察办"
area = "云川县"
[[scopes]]
label = "前三轮"
reported = true
[scopes.results]
problems = 3
"""


def test_a_workbook_keeps_everything_but_the_marks(file: Path, tmp_path: Path) -> None:
    book = tmp_path / "round4.xlsx"
    assert cli.main(["workbook", "from", str(file), str(book)]) == 0
    changes = mend(book, tmp_path / "copy.xlsx")
    assert all(each.done for each in changes)
    assert load(tmp_path / "copy.xlsx").text["outlook"] == RIGHT + "\n要提高站位，压实责任。"
    assert load_workbook(tmp_path / "copy.xlsx").sheetnames == load_workbook(book).sheetnames


def test_nothing_is_overwritten_and_the_kind_stays(file: Path, tmp_path: Path) -> None:
    with pytest.raises(OutputFailed, match="B702"):
        mend(file, file)
    with pytest.raises(InputMissing, match="another kind"):
        mend(file, tmp_path / "copy.yaml")


def test_the_command_says_what_it_mended(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["check", str(file), "--fix", str(tmp_path / "copy.json"), "--lang", "zh"]) == 0
    out = capsys.readouterr().out
    assert f"改为“{RIGHT}”" in out
    assert "改好2处" in out
