"""The command that enters what published bulletins derive tells what comes out otherwise."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.commands import digits

FIGURES = [
    {"label": "受理信访", "value": 800},
    {"label": "办结", "group": "信访", "value": 790},
    {"label": "上年同期", "value": 500},
    {"label": "来电", "value": 10},
]


def derived(formula: str, printed: str, kind: str = "share") -> dict[str, Any]:
    return {"label": "办结率", "type": kind, "formula": formula, "printed": printed}


@pytest.mark.parametrize(
    ("one", "told"),
    [
        (derived("「信访/办结」/「受理信访」 ×100", "98.75%"), "1 of 1 equal, 1 of 1 right"),
        (derived("「信访/办结」/「受理信访」 ×100", "98.8%"), "1 of 1 equal, 1 of 1 right"),
        (derived("「信访/办结」/「受理信访」 ×100", "98.7%"), "1 of 1 equal, 0 of 0 right"),  # cut off
        (derived("(「信访/办结」+「来电」)/「受理信访」 ×100", "100%"), "1 of 1 equal, 1 of 1 right"),
        (derived("「受理信访」/「上年同期」−1", "60.0%", "growth"), "1 of 1 equal, 1 of 1 right"),
        (derived("「信访/办结」+「来电」 = 「受理信访」", "800件", "sum"), "1 of 1 equal, 1 of 1 right"),
        (derived("「来信」/「受理信访」 ×100", "20%"), "0 of 0 equal, 0 of 0 right"),
    ],
)
def test_a_derived_figure_is_entered_and_held_against_its_digits(
    one: dict[str, Any], told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    raw = {"figures": FIGURES, "derived": [one]}
    (tmp_path / "示例.json").write_text(json.dumps(raw, ensure_ascii=False), "utf-8")
    assert digits.main([str(tmp_path)]) == 0
    assert capsys.readouterr().out.startswith(f"示例: {told}")


def test_what_prints_otherwise_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = {"figures": FIGURES, "derived": [derived("「信访/办结」/「受理信访」 ×100", "98.75%")]}
    (tmp_path / "示例.json").write_text(json.dumps(raw, ensure_ascii=False), "utf-8")
    monkeypatch.setattr(digits, "printed", lambda _: "98.8%")
    assert digits.main([str(tmp_path)]) == 1
    assert "办结率: 98.8% for 98.75%" in capsys.readouterr().out


def test_an_empty_folder_measures_nothing(tmp_path: Path) -> None:
    assert digits.main([str(tmp_path)]) == 1
