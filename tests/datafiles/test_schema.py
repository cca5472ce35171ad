"""The JSON Schema: it takes what the reader takes, refuses what the reader refuses, and is fresh."""

import copy
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from bulletin import cli
from bulletin.datafiles.schema import schema
from bulletin.model.codelist import read_codelist, shipped_codelist

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*.json"))
CASES = sorted(
    path for path in (ROOT / "tests" / "cases").glob("*.json") if not path.stem.endswith("expected")
)
CHINESE = {
    "格式": 1,
    "类型": "巡察",
    "发布单位": {"名称": "云川县委巡察办"},
    "文档": {"成文日期": "2026-06-30"},
    "巡察轮次": [{"轮次": [1], "被巡察单位": {"乡镇": 2, "部门": 3}, "方式": ["常规"], "状态": "已完成"}],
    "统计范围": [
        {
            "名称": "第一轮",
            "起": "2026-01",
            "本次通报": True,
            "结果": {
                "发现问题": {"数": 40, "按": {"整改状态": {"口径": "合计", "分项": {"整改到位": 36}}}},
                "受理信访": 12,
            },
        }
    ],
    "文字": {"outlook": {"原话": "好", "出自": "某人"}},
}


@cache
def validator() -> Any:
    return Draft202012Validator(schema())


def is_valid(data: Any) -> bool:
    return bool(validator().is_valid(data))


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(schema())


def test_its_name_is_no_address_of_a_host() -> None:
    assert schema()["$id"] == "urn:bulletin:data:1"


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_is_valid(path: Path) -> None:
    assert [error.message for error in validator().iter_errors(json.loads(path.read_text("utf-8")))] == []


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_names_the_schema_first(path: Path) -> None:
    assert path.read_text("utf-8").startswith('{\n  "$schema": "../docs/data.schema.json",\n')


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_data_of_a_real_bulletin_is_valid(path: Path) -> None:
    own = path.with_name(f"{path.stem}.indicators.toml")
    codelist = read_codelist(own.read_text("utf-8") if own.exists() else "", shipped_codelist())
    made = Draft202012Validator(schema(codelist))
    assert [error.message for error in made.iter_errors(json.loads(path.read_text("utf-8")))] == []


def test_chinese_keys_are_valid() -> None:
    assert [error.message for error in validator().iter_errors(CHINESE)] == []


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("format",), 2),
        (("kind",), "inspections"),
        (("colour",), "red"),
        (("格式",), 1),
        (("issuer",), None),
        (("issuer", "name"), ""),
        (("issuer", "name"), 5),
        (("issuer", "地区"), "云川县"),
        (("document", "date"), "2026年6月30日"),
        (("document", "headline"), "一"),
        (("rounds", 0, "ordinals"), ["1"]),
        (("rounds", 0, "status"), "done"),
        (("rounds", 0, "inspected"), {"castles": 1}),
        (("scopes", 0, "since"), "2026-13"),
        (("scopes", 0, "reported"), "yes"),
        (("scopes", 0, "results", "petitions"), "12"),
        (("scopes", 0, "results", "petitions"), -1),
        (("scopes", 0, "results", "petitions"), None),
        (("scopes", 0, "results", "petitons"), 12),
        (("scopes", 0, "results", "problems", "by", "state", "basis"), "sum"),
        (("scopes", 0, "results", "problems", "by", "state", "rest"), "nowhere"),
        (("scopes", 0, "results", "problems", "by", "states"), {"basis": "partition", "items": {}}),
        (("text",), {"outlook": {"quote": "好"}}),
    ],
)
def test_a_broken_example_is_not_valid(first: dict[str, Any], place: tuple[Any, ...], value: Any) -> None:
    broken = copy.deepcopy(first)
    *way, last = place
    into: Any = broken
    for step in way:
        into = into[step]
    into[last] = value
    assert is_valid(first)
    assert not is_valid(broken)


def test_the_items_of_a_dimension_of_names_are_any_names(first: dict[str, Any]) -> None:
    problems = first["scopes"][0]["results"]["problems"]
    problems["by"]["地区"] = {"口径": "其中", "分项": {"云川镇": 7, "南山乡": {"数": 4}}, "其余": "其他乡镇"}
    assert is_valid(first)
    problems["by"]["地区"]["分项"]["云川镇"] = -7
    assert not is_valid(first)


@pytest.mark.parametrize("key", ["format", "kind", "issuer", "scopes"])
def test_a_required_key_may_not_be_missing(first: dict[str, Any], key: str) -> None:
    del first[key]
    assert not is_valid(first)


def test_an_editor_is_told_the_term_and_the_measure_words_of_an_indicator() -> None:
    entry = schema()["$defs"]["Results"]["properties"]["departments"]
    assert entry["title"] == "部门"
    assert entry["description"] == "量词 / measure words: 个、家"
    assert entry["examples"] == [{"n": 1, "unit": "个"}, {"n": 1, "unit": "家"}]


def test_a_key_has_its_chinese_title_and_its_explanation() -> None:
    entry = schema()["$defs"]["Scope"]["properties"]["until"]
    assert (entry["title"], entry["description"]) == ("止", "Last day, month or year.")


def test_the_command_prints_the_schema(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out) == schema()


def test_an_office_has_its_own_indicators_in_the_schema(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "own.toml"
    own.write_text('[indicator.night_visits]\nlabel = "夜访"\n', "utf-8")
    assert cli.main(["schema", "--codelist", str(own)]) == 0
    results = json.loads(capsys.readouterr().out)["$defs"]["Results"]["properties"]
    assert results["night_visits"]["title"] == "夜访"


def test_the_schema_in_the_documentation_is_fresh() -> None:
    """If not: python -m bulletin schema > docs/data.schema.json."""
    stored = (ROOT / "docs" / "data.schema.json").read_text("utf-8")
    assert stored == json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"
