"""`bulletin new`: the next data file keeps what lasts and not one number of the last round."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bulletin import cli
from bulletin.datafiles import inspect
from bulletin.datafiles.next_round import next_round
from bulletin.issues.errors import DataRefused

ROUND4 = Path(__file__).parents[2] / "examples" / "round4.json"


@pytest.fixture(autouse=True)
def in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def numbers(value: Any) -> Iterator[int]:
    match value:
        case dict():
            for item in value.values():
                yield from numbers(item)
        case list():
            for item in value:
                yield from numbers(item)
        case int() if not isinstance(value, bool):
            yield value


def test_a_file_is_written_that_says_what_is_to_be_filled_in() -> None:
    assert cli.main(["new", "round5.json", "--previous", str(ROUND4)]) == 0
    assert json.loads(Path("round5.json").read_text("utf-8")) == next_round(ROUND4)


def test_issuer_plan_and_rounds_are_kept(round4: dict[str, Any]) -> None:
    begun = next_round(round4)
    assert [begun[key] for key in ("issuer", "plan", "rounds")] == [
        round4[key] for key in ("issuer", "plan", "rounds")
    ]


def test_no_number_of_the_last_results_is_kept(round4: dict[str, Any]) -> None:
    assert list(numbers(next_round(round4)["scopes"])) == []


def test_the_structure_of_the_results_is_kept(round4: dict[str, Any]) -> None:
    results = next_round(round4)["scopes"][0]["results"]
    assert list(results) == list(round4["scopes"][0]["results"])
    assert results["problems"]["by"]["state"] == {
        "basis": "partition",
        "items": {"rectified": "待填"},
        "rest": "within_time_limit",
    }


def test_the_recipient_of_what_was_transferred_is_kept(round4: dict[str, Any]) -> None:
    results = next_round(round4)["scopes"][0]["results"]
    assert results["leads_transferred"] == {"n": "待填", "to": "区纪委监委"}


def test_the_names_of_the_last_round_are_not_kept(round4: dict[str, Any]) -> None:
    assert next_round(round4)["scopes"][0]["results"]["institutions"] == {"names": None}


def test_the_label_and_period_of_the_last_scope_are_not_kept(round4: dict[str, Any]) -> None:
    scope = next_round(round4)["scopes"][0]
    assert [scope[key] for key in ("label", "rounds", "since", "reported")] == [None, None, None, True]


def test_date_number_title_and_authors_are_not_kept(circular: dict[str, Any]) -> None:
    assert list(next_round(circular)["document"]) == ["template", "addressees", "copies", "printed_by"]


def test_a_text_keeps_its_key_and_loses_its_words(circular: dict[str, Any]) -> None:
    assert next_round(circular)["text"] == {"requirements": None}


def test_the_mark_of_invented_data_is_kept(circular: dict[str, Any]) -> None:
    assert next_round(circular)["sample"] is True


def test_chinese_keys_are_handled_as_english_ones_and_stay_chinese() -> None:
    data = {
        "格式": 1,
        "类型": "巡察",
        "发布单位": {"名称": "云川县委巡察办"},
        "文档": {"模板": "news", "成文日期": "2026-06-30"},
        "统计范围": [{"名称": "第一轮", "本次通报": True, "结果": {"受理信访": {"数": 12, "备注": "略"}}}],
    }
    begun = next_round(data)
    assert begun["文档"] == {"模板": "news"}
    assert begun["统计范围"] == [{"名称": None, "本次通报": True, "结果": {"受理信访": {"数": "待填"}}}]


def test_the_reader_names_every_number_still_to_be_filled_in(first: dict[str, Any]) -> None:
    _, issues = inspect(next_round(first))
    assert [issue.place for issue in issues] == [
        "/scopes/0/label",
        "/scopes/0/rounds",
        "/scopes/0/results/problems/n",
        "/scopes/0/results/problems/by/state/items/rectified",
        "/scopes/0/results/petitions",
        "/scopes/0/results/petitions_closed",
    ]


def test_a_file_that_is_there_is_not_overwritten() -> None:
    Path("round5.json").write_text("mine", "utf-8")
    assert cli.main(["new", "round5.json", "--previous", str(ROUND4)]) == 73
    assert Path("round5.json").read_text("utf-8") == "mine"


def test_another_kind_of_file_is_not_written() -> None:
    assert cli.main(["new", "round5.yaml", "--previous", str(ROUND4)]) == 73


def test_a_folder_that_is_not_there_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["new", "none/round5.json", "--previous", str(ROUND4)]) == 73
    assert "none/round5.json" in capsys.readouterr().err


def test_nothing_is_started_from_a_file_at_fault(first: dict[str, Any]) -> None:
    del first["issuer"]
    with pytest.raises(DataRefused):
        next_round(first)
