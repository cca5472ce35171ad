"""Rows of a table are the counts of a scope, and each number keeps its row and column."""

import sqlite3
from collections import namedtuple
from pathlib import Path
from typing import Any

import pytest

from bulletin import build, load
from bulletin.datafiles import Content, Table, inspect, located
from bulletin.issues.errors import DataRefused
from bulletin.issues.issue import Issue

ABOUT: dict[str, Any] = {
    "kind": "inspection",
    "sample": True,
    "issuer": {"name": "云川县委巡察办", "area": "云川县", "committee": "云川县委"},
    "document": {"template": "news", "headline": ["云川县扎实推进第一轮巡察整改"], "date": "2026-06-30"},
    "rounds": [{"ordinals": [1], "inspected": {"townships": 2, "departments": 3}}],
    "scopes": [{"label": "第一轮", "rounds": [1]}],
}
ROWS: list[dict[str, Any]] = [
    {"指标": "发现问题", "数": 40},
    {"指标": "发现问题", "维度": "整改状态", "分项": "整改到位", "数": 36, "其余": "正在限期整改"},
    {"指标": "受理信访", "数": 12},
    {"指标": "办结信访", "数": 9},
]
HEAD = """\
类型,巡察
示例,是
发布单位.名称,云川县委巡察办
发布单位.地区,云川县
发布单位.党委,云川县委
文档.模板,news
文档.主题,云川县扎实推进第一轮巡察整改
文档.成文日期,2026-06-30
巡察轮次.轮次,1
巡察轮次.被巡察单位.乡镇,2
巡察轮次.被巡察单位.部门,3
统计范围.名称,第一轮
统计范围.轮次,1
"""
BODY = """
指标,维度,分项,数,其余
发现问题,,,40,
发现问题,整改状态,整改到位,36,正在限期整改
受理信访,,,12,
办结信访,,,9,
"""


class Frame:
    """What a DataFrame of pandas is to us: it gives its rows on request."""

    def to_dict(self, orient: str) -> list[dict[str, Any]]:
        assert orient == "records"
        return [{"指标": "受理信访", "数": 12.0, "单位": float("nan")}]


def table(*rows: Any) -> Table:
    return Table(list(rows), ABOUT)


def refused(source: Any) -> Issue:
    with pytest.raises(DataRefused) as caught:
        load(source)
    return caught.value.issues[0]


def csv(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "round1.csv"
    file.write_text(text, "utf-8")
    return file


def test_rows_give_the_data_of_the_first_example(first: dict[str, Any]) -> None:
    assert load(Table(ROWS, ABOUT)) == load(first)


def test_a_csv_file_gives_the_data_of_the_first_example(first: dict[str, Any], tmp_path: Path) -> None:
    assert load(csv(tmp_path, HEAD + BODY)) == load(first)


def test_a_csv_file_makes_the_document_of_the_first_example(first: dict[str, Any], tmp_path: Path) -> None:
    of_rows = build(csv(tmp_path, HEAD + BODY), formats=["txt"])
    assert of_rows.contents == build(first, formats=["txt"]).contents
    assert of_rows.issues == ()


def test_each_number_has_its_row_and_column() -> None:
    data = load(Table(ROWS, ABOUT, name="SUM"))
    problems = data.reported.results["problems"]
    rectified = problems.by["state"].items["rectified"]
    assert rectified is not None
    assert data.places[problems.place] == "SUM:1:数"
    assert data.places[rectified.place] == "SUM:2:数"


def test_a_csv_file_counts_its_rows_from_the_top(tmp_path: Path) -> None:
    data = load(csv(tmp_path, HEAD + BODY))  # 13 lines of head, an empty one, the headings
    assert data.places[data.reported.results["problems"].place] == "round1.csv:16:数"


def test_english_and_chinese_headings_are_the_same() -> None:
    english = {"indicator": "problems", "n": 40, "unit": "项", "persons": 3, "note": "初稿"}
    chinese = {"指标": "发现问题", "数": 40, "单位": "项", "人数": 3, "备注": "初稿"}
    assert load(table(english)) == load(table(chinese))


def test_the_rows_of_a_data_frame_are_read_and_its_nan_is_an_empty_cell() -> None:
    assert load(Table(Frame(), ABOUT)) == load(table({"指标": "受理信访", "数": 12}))


class PolarsFrame:
    """A DataFrame of polars, whose `to_dict` gives columns and takes no word."""

    def to_dict(self, *, as_series: bool = True) -> dict[str, list[Any]]:
        return {"指标": ["受理信访"], "数": [12 if as_series else 0]}

    def to_dicts(self) -> list[dict[str, Any]]:
        return [{"指标": "受理信访", "数": 12}]


def test_a_frame_whose_to_dict_gives_columns_is_read_by_its_rows() -> None:
    assert load(Table(PolarsFrame(), ABOUT)) == load(table({"指标": "受理信访", "数": 12}))


def test_rows_of_a_database_and_named_tuples_are_read() -> None:
    base = sqlite3.connect(":memory:")
    base.row_factory = sqlite3.Row
    of_base = base.execute("SELECT '受理信访' AS indicator, 12 AS n").fetchall()
    base.close()
    row = namedtuple("row", "indicator n")  # noqa: PYI024  # what a library gives
    wanted = load(table({"指标": "受理信访", "数": 12}))
    assert load(table(*of_base)) == load(Table(iter([row("受理信访", 12)]), ABOUT)) == wanted


def test_a_row_whose_whole_comes_later_belongs_to_it(first: dict[str, Any]) -> None:
    assert load(table(ROWS[1], ROWS[2], {**ROWS[0], "指标": "problems"}, ROWS[3])) == load(first)


@pytest.mark.parametrize(
    ("row", "code", "place"),
    [
        ({"指标": "发现问题"}, "B108", "table:1:n"),
        ({"指标": "发现问题", "数": float("nan")}, "B108", "table:1:数"),
        ({"指标": "发现问题", "数": "四十"}, "B110", "table:1:数"),
        ({"指标": "发现问题", "数": 12.5}, "B110", "table:1:数"),
        ({"数": 40}, "B108", "table:1:indicator"),
        ({"指标": "发现问题", "分项": "整改到位", "数": 36}, "B108", "table:1:dimension"),
        ({"指标": "发现问题", "维度": "整改状态", "数": 36}, "B108", "table:1:item"),
        ({"指标": "发现问题", "数": 40, "数据": 1}, "B109", "table:1:数据"),
        ({"指标": 5, "数": 40}, "B107", "table:1:指标"),
        ({"指标": "发现蘑菇", "数": 40}, "B116", "table:1:指标"),
    ],
)
def test_a_faulty_row_is_refused_at_its_place(row: dict[str, Any], code: str, place: str) -> None:
    issue = refused(table(row))
    assert (issue.code, issue.place) == (code, place)


def test_a_count_given_twice_names_both_rows() -> None:
    issue = refused(table(ROWS[0], {"指标": "problems", "数": 41}))
    assert (issue.code, issue.place, issue.also) == ("B104", "table:2:数", ("table:1:数",))


def test_rows_that_do_not_agree_on_a_rest_are_refused() -> None:
    other = {"指标": "发现问题", "维度": "整改状态", "分项": "持续整改", "数": 2, "其余": "未完成"}
    assert refused(table(*ROWS[:2], other)).place == "table:3:其余"


@pytest.mark.parametrize("rows", [None, "text", {"指标": "发现问题"}, [1], 5], ids=repr)
def test_what_is_no_table_is_refused(rows: Any) -> None:
    assert refused(Table(rows, ABOUT)).code == "B107"


@pytest.mark.parametrize(
    ("scopes", "code"),
    [
        ([], "B108"),
        ([{"label": "一"}, {"label": "二"}], "B108"),
        ([{"label": "一", "results": {"talks": 1}}], "B104"),
        ("第一轮", "B108"),
    ],
    ids=repr,
)
def test_a_table_needs_one_scope_without_results(scopes: Any, code: str) -> None:
    assert refused(Table(ROWS, {**ABOUT, "scopes": scopes})).code == code


def test_a_table_is_about_the_reported_one_of_several_scopes() -> None:
    before = {"label": "前三轮", "results": {"talks": 8}}
    now = {"label": "第四轮", "reported": True}
    data = load(Table(ROWS[:1], {**ABOUT, "scopes": [before, now]}))
    assert [list(scope.results) for scope in data.scopes] == [["talks"], ["problems"]]


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("", "B106", "round1.csv"),
        ("a,b\n", "B106", "round1.csv"),
        (HEAD + '指标,数\n"发现问题,40\n', "B103", "round1.csv"),
        (HEAD + "指标,数,数\n发现问题,40,41\n", "B104", "round1.csv"),
        (HEAD + "指标,数\n发现问题,40,41\n", "B104", "round1.csv:15:3"),
        (HEAD + "指标,数\n发现问题,1,574\n", "B104", "round1.csv:15:3"),
        (HEAD + "指标,数\n发现问题,040\n", "B110", "round1.csv:15:数"),
        (HEAD + "指标,数\n发现问题,12.0\n", "B110", "round1.csv:15:指标"),
        (HEAD + "示例,是\n指标,数\n发现问题,40\n", "B104", "round1.csv:14:2"),
        (HEAD + "文档.密,是\n指标,数\n发现问题,40\n", "B109", "round1.csv:14:2"),
        (HEAD + "文档.加盖印章,有\n指标,数\n发现问题,40\n", "B107", "round1.csv:14:2"),
        (HEAD + "文档.密级,机密,1年\n指标,数\n发现问题,40\n", "B104", "round1.csv:14:2"),
        (HEAD + "类型.名称,机密\n指标,数\n发现问题,40\n", "B104", "round1.csv:14:2"),
    ],
)
def test_a_faulty_csv_file_is_refused_at_its_place(tmp_path: Path, text: str, code: str, place: str) -> None:
    issue = refused(csv(tmp_path, text))
    assert (issue.code, issue.place) == (code, place)


def test_a_csv_file_of_excel_in_another_encoding_is_refused_with_the_way_to_save_it() -> None:
    issue = refused(Content("round1.csv", (HEAD + BODY).encode("gb18030")))
    assert (issue.code, "UTF-8" in issue.hint) == ("B103", True)


def test_the_head_of_a_csv_file_holds_lists_and_texts(tmp_path: Path) -> None:
    head = "文档.作者,张三、李四\n文档.加盖印章,true\n文字.outlook,继续整改。\n# 说明,不读\n"
    data, issues = inspect(csv(tmp_path, HEAD + head + BODY))
    assert data is not None
    assert located(issues, data) == ()
    assert (data.document.authors, data.document.sealed) == (("张三", "李四"), True)
    assert data.text == {"outlook": "继续整改。"}


def test_a_table_of_pandas_is_read() -> None:
    pandas = pytest.importorskip("pandas")
    assert load(Table(pandas.DataFrame(ROWS), ABOUT)) == load(Table(ROWS, ABOUT))
