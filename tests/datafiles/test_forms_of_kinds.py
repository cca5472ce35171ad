"""The form of each kind: it asks for what its template words, and right numbers in it pass."""

import itertools
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from bulletin import build, check, load
from bulletin.cli import main
from bulletin.issues.issue import Severity
from bulletin.model.codelist import read_codelist, shipped_codelist
from bulletin.rehearsal.asking import asked_by

KINDS = ("inspection", "monthly", "quarterly", "petitions", "cases", "annual")
MONTH, YEAR = 24, 60
DIVISION = ("范围", "指标", "维度")


@cache
def form(kind: str, into: Path) -> Path:
    path = into / f"{kind}.xlsx"
    assert main(["workbook", "new", str(path), "--kind", kind]) == 0
    return path


def rows(book: Workbook, title: str) -> list[dict[str, Any]]:
    """The lines of a table, header → cell."""
    sheet = book[title]
    top = next(row for row in sheet.iter_rows() if any(cell.value == "指标" for cell in row))
    heads = [str(cell.value or "").split("\n")[0] for cell in top]
    lines = itertools.islice(sheet.iter_rows(), int(top[0].row or 0), None)
    return [dict(zip(heads, line, strict=True)) for line in lines]


def beside(book: Workbook, title: str, label: str) -> Any:
    sheet = book[title]
    return next(row[1] for row in sheet.iter_rows() if row[0].value == label)


def fill(path: Path) -> Path:
    """Fill in every yellow cell of the numbers, each list up to its whole."""
    book = load_workbook(path)
    beside(book, "基本情况", "名称").value = "云川县纪委监委"
    beside(book, "基本情况", "地区").value = "云川县"
    beside(book, "基本情况", "成文日期").value = "2026-08-06"
    periods = (("统计结果", "2026年7月", "2026-07"), ("统计结果2", "2026年1至7月", "2026-01"))
    given: dict[tuple[str, str], int] = {}
    for (title, label, since), whole in zip(periods, (MONTH, YEAR), strict=True):
        if title not in book.sheetnames:
            continue
        for column, value in (("A", label), ("C", since), ("D", "2026-07")):
            book[title][f"{column}4"].value = value
        for line in rows(book, title):
            if line["指标"].value and line["指标"].protection.locked and line["通常量词"].value:
                line["数"].value = whole
                given[title, line["指标"].value] = whole
    lines = [line for line in rows(book, "分项") if line["分项"].value]
    for (scope, path_, dimension), group in itertools.groupby(
        lines, lambda line: tuple(line[head].value for head in DIVISION)
    ):
        items = list(group)
        title = scope or "统计结果"
        total = given[title, path_]
        for nth, line in enumerate(items):
            line["数"].value = total // len(items) + (nth < total % len(items))
            given[title, f"{path_}＞{dimension}＞{line['分项'].value}"] = line["数"].value
    filled = path.with_stem(f"{path.stem}-filled")
    book.save(filled)
    return filled


@pytest.fixture(scope="module")
def into(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("forms")


@pytest.mark.parametrize("kind", KINDS)
def test_a_form_filled_with_right_numbers_has_no_fault(kind: str, into: Path) -> None:
    data = load(fill(form(kind, into)))
    assert [(issue.code, issue.place) for issue in check(data) if issue.severity is Severity.ERROR] == []


def test_lines_that_were_left_empty_are_no_data(into: Path) -> None:
    data = load(fill(form("monthly", into)))
    month, year = (set(scope.results) for scope in data.scopes)
    assert month == {"violations", "persons_handled", "sanctioned", "months_running"}
    assert year == {"violations", "persons_handled", "sanctioned"}


def test_the_form_of_a_month_prints_all_that_is_filled_in(into: Path) -> None:
    made = build(fill(form("monthly", into)), formats=("txt",))
    assert [issue.place for issue in made.issues if issue.code == "B507"] == []


def test_the_form_of_a_month_asks_for_what_the_report_words_and_no_more(into: Path) -> None:
    book = load_workbook(form("monthly", into))
    asked = [line["指标"].value for line in rows(book, "统计结果") if line["通常量词"].value]
    assert asked == ["批评教育和处理", "党纪政务处分", "查处问题", "连续公布月报"]
    assert "开展谈话" in [line["指标"].value for line in rows(book, "其他数据")]


def test_what_is_taken_apart_again_has_a_list_of_its_own(into: Path) -> None:
    lines = rows(load_workbook(form("monthly", into)), "分项")
    lists = {
        line["指标"].value
        for line in lines
        if line["范围"].value == "统计结果" and line["维度"].value == "问题类型"
    }
    assert "查处问题" in lists
    assert "查处问题＞问题类型＞享乐主义、奢靡之风" in lists
    assert {
        line["分项"].value
        for line in lines
        if line["指标"].value == "查处问题" and line["维度"].value == "问题类型"
    } == {
        "形式主义、官僚主义",
        "享乐主义、奢靡之风",
    }


def test_a_further_table_of_results_that_was_left_empty_is_not_read(into: Path) -> None:
    path = fill(form("monthly", into))
    book = load_workbook(path)
    for title in ("统计结果2", "分项"):
        for line in rows(book, title):
            if title == "统计结果2" or line["范围"].value == "统计结果2":
                line["数"].value = None
    for cell in ("A4", "C4", "D4"):
        book["统计结果2"][cell].value = None
    book.save(path.with_stem("one-scope"))
    assert [scope.label for scope in load(path.with_stem("one-scope")).scopes] == ["2026年7月"]


def test_a_form_asks_for_the_own_indicators_of_an_office(tmp_path: Path) -> None:
    own = tmp_path / "ours"
    own.mkdir()
    (own / "template.toml").write_text('title = "示例月报"\nlayout = "gbt9704"\nrequires = []\n', "utf-8")
    (own / "document.xml.j2").write_text(
        '{% extends "shared/base.xml.j2" %}{% block body %}<p>检查{{ now.beehives }}。</p>{% endblock %}',
        "utf-8",
    )
    codelist = read_codelist('[indicator.beehives]\nlabel = "蜂箱"\nunits = ["个"]\n', shipped_codelist())
    asked = asked_by("ours", (tmp_path,), codelist)
    assert asked is not None
    assert asked.scopes == ({"beehives": ()},)


@pytest.mark.parametrize(("template", "records"), [("correction", ("corrections",)), ("entry", ("groups",))])
def test_a_template_that_requires_records_asks_for_them(template: str, records: tuple[str, ...]) -> None:
    asked = asked_by(template, (), shipped_codelist())
    assert asked is not None
    assert asked.records == records


def test_a_template_that_prints_whatever_it_is_given_asks_for_everything() -> None:
    assert asked_by("summary", (), shipped_codelist()) is None
