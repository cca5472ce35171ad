"""A path, a mapping and objects made in code, in English or Chinese keys, give the same data."""

import json
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from bulletin import load
from bulletin.datafiles import inspect
from bulletin.issues.errors import DataRefused
from bulletin.model.facts import Breakdown, Count, DataFile, DocumentFacts, Issuer, Round, Scope
from bulletin.model.terms import Basis, Kind, Mode, Moment, Status

EXAMPLES = Path(__file__).parents[2] / "examples"

ENGLISH: dict[str, Any] = {
    "format": 1,
    "kind": "inspection",
    "issuer": {"name": "云川县委巡察办", "area": "云川县"},
    "document": {"template": "news", "headline": ["云川县第一轮巡察完成整改"], "date": "2026-06-30"},
    "rounds": [{"ordinals": [1], "modes": ["special"], "inspected": {"townships": 2, "departments": 3}}],
    "scopes": [
        {
            "label": "第一轮",
            "rounds": [1],
            "reported": True,
            "results": {
                "problems": {
                    "n": 40,
                    "by": {
                        "state": {
                            "basis": "partition",
                            "items": {"rectified": 36},
                            "rest": "within_time_limit",
                        }
                    },
                },
                "talks": 120,
            },
        }
    ],
}

CHINESE: dict[str, Any] = {
    "格式": 1,
    "类型": "巡察",
    "发布单位": {"名称": "云川县委巡察办", "地区": "云川县"},
    "文档": {"模板": "news", "主题": ["云川县第一轮巡察完成整改"], "成文日期": "2026-06-30"},
    "巡察轮次": [{"轮次": [1], "方式": ["专项"], "被巡察单位": {"乡镇": 2, "部门": 3}}],
    "统计范围": [
        {
            "名称": "第一轮",
            "轮次": [1],
            "本次通报": True,
            "结果": {
                "发现问题": {
                    "数": 40,
                    "按": {"整改状态": {"口径": "合计", "分项": {"整改到位": 36}, "其余": "限期整改"}},
                },
                "个别谈话": 120,
            },
        }
    ],
}

MADE_IN_CODE = DataFile(
    format=1,
    kind=Kind.INSPECTION,
    issuer=Issuer(name="云川县委巡察办", area="云川县"),
    document=DocumentFacts(template="news", headline=("云川县第一轮巡察完成整改",), date=date(2026, 6, 30)),
    rounds=(
        Round(
            ordinals=(1,),
            modes=(Mode.SPECIAL,),
            inspected=Count(
                by={
                    "object": Breakdown(
                        basis=Basis.PARTITION,
                        items={"townships": Count(n=2), "departments": Count(n=3)},
                        dimension="object",
                    )
                }
            ),
        ),
    ),
    scopes=(
        Scope(
            label="第一轮",
            rounds=(1,),
            reported=True,
            results={
                "problems": Count(
                    n=40,
                    by={
                        "state": Breakdown(
                            basis=Basis.PARTITION,
                            items={"rectified": Count(n=36)},
                            rest="within_time_limit",
                            dimension="state",
                        )
                    },
                ),
                "talks": Count(n=120),
            },
        ),
    ),
)


def counts_in(results: Iterable[Count]) -> Iterable[Count]:
    for count in results:
        yield count
        for breakdown in count.by.values():
            yield from counts_in(item for item in breakdown.items.values() if item)


def at(raw: Any, pointer: str) -> Any:
    """The value a JSON pointer leads to (RFC 6901)."""
    for part in pointer.split("/")[1:]:
        key = part.replace("~1", "/").replace("~0", "~")
        raw = raw[int(key)] if isinstance(raw, list) else raw[key]
    return raw


def test_a_path_and_the_mapping_in_it_give_the_same_data(round4: dict[str, Any]) -> None:
    assert load(EXAMPLES / "round4.json") == load(round4)


def test_a_path_may_be_text() -> None:
    assert load(str(EXAMPLES / "round4.json")) == load(EXAMPLES / "round4.json")


def test_chinese_keys_give_the_same_data_as_english_keys() -> None:
    assert load(CHINESE) == load(ENGLISH)


def test_objects_made_in_code_give_the_same_data_as_a_file() -> None:
    assert load(MADE_IN_CODE) == load(ENGLISH)


def test_data_that_was_loaded_loads_again(round4: dict[str, Any]) -> None:
    data = load(round4)
    assert load(data) == data


@pytest.mark.parametrize("raw", [ENGLISH, CHINESE])
def test_every_count_knows_where_its_number_stands(raw: dict[str, Any]) -> None:
    counts = list(counts_in(load(raw).reported.results.values()))
    assert [at(raw, count.n_at) for count in counts] == [40, 36, 120]


def test_every_count_of_the_article_knows_where_its_number_stands(round4: dict[str, Any]) -> None:
    counts = [c for c in counts_in(load(round4).reported.results.values()) if c.n is not None]
    assert len(counts) > 20
    assert [at(round4, count.n_at) for count in counts] == [count.n for count in counts]


def test_organisations_by_class_know_where_their_numbers_stand() -> None:
    items = load(CHINESE).rounds[0].inspected.by["object"].items
    assert items["townships"] is not None
    assert items["townships"].n_at == "/巡察轮次/0/被巡察单位/乡镇"


def test_a_slash_in_a_key_is_escaped_in_its_pointer() -> None:
    raw = {**ENGLISH, "scopes": [{**ENGLISH["scopes"][0], "results": {"a/b": 1}}]}
    with pytest.raises(DataRefused) as caught:
        load(raw)
    assert caught.value.issues[0].place == "/scopes/0/results/a~1b"


def test_missing_totals_are_the_sum_of_their_partition() -> None:
    # 2 townships + 3 departments
    assert load(ENGLISH).rounds[0].inspected.value == 5


def test_names_are_counted(round4: dict[str, Any]) -> None:
    # five in 《》 and two without
    assert load(round4).reported.results["institutions"].value == 7


def test_names_that_are_examples_are_not_counted(round4: dict[str, Any]) -> None:
    assert load(round4).reported.results["linked_departments"].value is None


def test_amounts_keep_their_decimals(tmp_path: Path) -> None:
    file = tmp_path / "data.json"
    text = json.dumps(ENGLISH).replace('"talks": 120', '"talks": {"n": 23471.60, "unit": "万元"}')
    file.write_text(text, "utf-8")
    n = load(file).reported.results["talks"].n
    assert isinstance(n, Decimal)
    assert str(n) == "23471.60"


def test_what_is_left_out_takes_its_usual_value(first: dict[str, Any]) -> None:
    entry = load(first).rounds[0]
    assert (entry.modes, entry.status) == ((), Status.COMPLETED)


def test_dates_are_as_exact_as_they_were_given(round4: dict[str, Any]) -> None:
    data = load(round4)
    assert data.document.date == date(2018, 8, 29)
    assert data.reported.since == Moment(2017, 4)


def test_the_data_knows_the_file_and_its_fingerprint() -> None:
    data = load(EXAMPLES / "first.json")
    assert data.source == "first.json"
    assert len(data.digest) == 64


def test_a_term_that_is_no_longer_in_force_is_warned_of() -> None:
    # 党政纪处分 became 党纪政务处分 with the 监察法, 2018-03-20
    raw = {
        "格式": 1,
        "类型": "巡察",
        "发布单位": {"名称": "云川县委巡察办"},
        "文档": {"成文日期": "2018-08-29"},
        "统计范围": [{"名称": "第一轮", "本次通报": True, "结果": {"党政纪处分": 3}}],
    }
    _, issues = inspect(raw)
    assert [(issue.code, issue.place) for issue in issues] == [("B123", "/统计范围/0/结果/党政纪处分")]
