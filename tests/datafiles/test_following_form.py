"""The form of the next period: last numbers beside empty cells, months moved on, what stays kept."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from bulletin import load
from bulletin.cli import main
from bulletin.datafiles import inspect
from bulletin.datafiles.workbook.following import following
from bulletin.issues.issue import errors

MONTHLY = Path(__file__).parents[2] / "examples" / "kinds" / "monthly.json"
TERM = "查处问题"


def next_of(raw: dict[str, Any] | Path) -> Workbook:
    return load_workbook(io.BytesIO(following(load(raw))))


def line(book: Workbook, title: str, label: str) -> tuple[Any, ...]:
    return next(row for row in book[title].iter_rows() if row[0].value == label)


def test_the_last_number_stands_beside_an_empty_cell() -> None:
    _, number, last, *_ = line(next_of(MONTHLY), "统计结果", TERM)
    assert (number.value, last.value) == (None, "12")


def test_an_empty_cell_beside_a_last_number_is_coloured() -> None:
    for title, cells in (("统计结果", "B7:B"), ("分项", "F4:F")):
        (rule,) = next_of(MONTHLY)[title].conditional_formatting
        assert str(rule.sqref).startswith(cells)


def test_months_and_their_names_are_moved_on() -> None:
    book = next_of(MONTHLY)
    about = [[book[title][f"{column}4"].value for column in "ACD"] for title in ("统计结果", "统计结果2")]
    assert about == [["2026年8月", "2026-08", "2026-08"], ["2026年1至8月", "2026-01", "2026-08"]]


def test_the_year_to_date_begins_anew_in_january() -> None:
    raw = json.loads(MONTHLY.read_text("utf-8"))
    month, year = raw["scopes"]
    month |= {"label": "2026年12月", "since": "2026-12", "until": "2026-12"}
    year |= {"label": "2026年1至12月", "until": "2026-12"}
    book = next_of(raw)
    about = [[book[title][f"{column}4"].value for column in "ACD"] for title in ("统计结果", "统计结果2")]
    assert about == [["2027年1月", "2027-01", "2027-01"], ["2027年1月", "2027-01", "2027-01"]]


def test_the_period_of_a_round_is_left_to_be_filled_in(round4: dict[str, Any]) -> None:
    book = next_of(round4)
    assert [book["统计结果"][f"{column}4"].value for column in "ABCD"] == [None] * 4


def test_issuer_and_contacts_are_kept_and_the_date_is_not() -> None:
    book = next_of(MONTHLY)
    values = {row[0].value: row[1].value for row in book["基本情况"].iter_rows() if row[0].value}
    assert (values["地区"], values["模板"], values["成文日期"]) == ("云川县", "monthly", None)


def test_each_cell_still_to_be_filled_in_is_named(tmp_path: Path) -> None:
    path, book = tmp_path / "8.xlsx", next_of(MONTHLY)
    book.save(path)
    _, issues = inspect(path)
    cell = line(book, "统计结果", TERM)[1].coordinate
    assert f"统计结果!{cell}" in [issue.place for issue in errors(issues) if issue.code == "B108"]


@pytest.mark.parametrize("cleared", [False, True], ids=["filled in", "no longer reported"])
def test_a_form_is_read_when_nothing_is_left_open(tmp_path: Path, cleared: bool) -> None:
    path, book = tmp_path / "8.xlsx", next_of(MONTHLY)
    for title in ("统计结果", "统计结果2", "分项"):
        top = next(row for row in book[title].iter_rows() if any(cell.value == "上期" for cell in row))
        last = next(cell.column for cell in top if cell.value == "上期")
        for row in book[title].iter_rows(min_row=int(top[0].row or 0) + 1):
            if row[last - 1].value and cleared and title == "分项":
                row[last - 1].value = None
            elif row[last - 1].value:
                row[last - 2].value = int(str(row[last - 1].value))
    book.save(path)
    data, before = load(path), load(MONTHLY)
    assert [scope.results.keys() for scope in data.scopes] == [s.results.keys() for s in before.scopes]
    assert data.reported.results["violations"].value == 12
    assert bool(data.reported.results["violations"].by) is not cleared


def test_the_command_writes_the_form_and_never_over_another(tmp_path: Path) -> None:
    path = tmp_path / "8月.xlsx"
    assert main(["new", str(path), "--previous", str(MONTHLY)]) == 0
    assert main(["new", str(path), "--previous", str(MONTHLY)]) == 73
    assert main(["check", str(path)]) == 65
