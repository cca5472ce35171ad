"""The command that measures how much of published bulletins fits the codelist (fictitious ones here)."""

import json
from pathlib import Path

import pytest

from bulletin.model.codelist import shipped_codelist
from tests.commands.fit import fit, main


@pytest.mark.parametrize(
    ("label", "unit", "group", "way"),
    [
        ("发现问题", "项", None, "term"),
        ("移交问题线索（人数）", "人", None, "persons"),
        ("市县巡察组", "个", None, "label"),
        ("云川镇", "件", "按乡镇", "name"),
        ("处分厅局级干部", "人", "其中", "label"),
        ("民生领域突出", "个", "发现问题", "term"),
    ],
)
def test_a_figure_fits(label: str, unit: str, group: str | None, way: str) -> None:
    figure = {"label": label, "value": 12, "unit": unit, "group": group}
    assert fit(figure, shipped_codelist()) == (way, "")


@pytest.mark.parametrize(
    ("label", "unit", "group", "reason"),
    [
        ("夜间走访", "次", "按方式", "no entry"),  # ends in a term that is no item of a list
        ("诫勉谈话或通报批评", "人", None, "no entry"),  # two things in one item
        ("发现问题", "万元", None, "B210"),
        ("新增查处", "起", None, "B240"),  # ends in 查处, which is counted in persons
    ],
)
def test_a_figure_does_not_fit(label: str, unit: str, group: str | None, reason: str) -> None:
    way, why = fit({"label": label, "value": 12, "unit": unit, "group": group}, shipped_codelist())
    assert way == ""
    assert why.startswith(reason)


def test_the_share_of_each_file_and_of_all_is_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    figures = [{"label": "发现问题", "value": 40, "unit": "个"}, {"label": "夜宿", "value": 3, "unit": "次"}]
    (tmp_path / "one.json").write_text(json.dumps({"figures": figures}), "utf-8")
    (tmp_path / "two.json").write_text(json.dumps({"figures": figures[:1]}), "utf-8")
    assert main([str(tmp_path)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "one: 1 of 2 fit (50.0%)",
        "    夜宿 3次: no entry of the codelist",
        "two: 1 of 1 fit (100.0%)",
        "2 bulletins: 2 of 3 fit (66.7%)",
        "  2 by term",
    ]


def test_an_empty_folder_is_told_by_the_exit_code(tmp_path: Path) -> None:
    assert main([str(tmp_path)]) == 1
