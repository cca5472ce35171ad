"""The command that prints which slips of a folder the checks tell (fictitious files here)."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.commands.slips import main


def write(path: Path, label: str, results: dict[str, Any], until: str = "2026-07") -> None:
    scope = {"label": label, "since": until, "until": until, "reported": True, "results": results}
    issuer = {"name": "云川县纪委监委"}
    raw = {"format": 1, "kind": "monthly", "issuer": issuer, "scopes": [scope]}
    path.write_text(json.dumps(raw), "utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two contradictions, of which one is not told, something unlikely, and a right file."""
    write(tmp_path / "1.json", "2026年6月", {"talks": 5})
    write(tmp_path / "2.json", "2026年7月", {"talks": 5})
    write(tmp_path / "3.json", "2026年7月", {"talks": {"n": 1574, "approximate": "余"}})
    write(tmp_path / "right.json", "2026年7月", {"talks": 5})
    rows = "| 1 | label | contradiction |\n| 2 | number | contradiction |\n| 3 | 余 | unlikely |\n"
    (tmp_path / "README.md").write_text(rows, "utf-8")
    return tmp_path


def test_what_is_told_is_counted_by_kind(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(folder), "--right", str(folder / "right.json")]) == 0
    assert [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()] == [
        "1 contradiction B228 label",
        "2 contradiction SILENT number",
        "3 unlikely B250 余",
        "contradiction: 1 of 2 told",
        "unlikely: 1 of 1 told",
        "right files: 1, blocked 0, warned 0",
    ]


def test_a_right_file_that_is_blocked_is_told_by_the_exit_code(folder: Path) -> None:
    assert main([str(folder), "--right", str(folder / "1.json")]) == 1


def test_the_examples_and_cases_are_neither_blocked_nor_asked(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(folder)]) == 0
    assert capsys.readouterr().out.splitlines()[-1].endswith("blocked 0, warned 0")
