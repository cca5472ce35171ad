"""What may be wrong with a workbook: each is refused, or read with a word about it, at its cell."""

import datetime
import io
import re
import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from bulletin import load
from bulletin.datafiles import inspect
from bulletin.datafiles.parsed import Parsed
from bulletin.datafiles.workbook.form import blank
from bulletin.datafiles.workbook.reading import parse_xlsx
from bulletin.issues.errors import DataRefused, InputMissing
from bulletin.issues.issue import Severity
from bulletin.issues.messages import said
from bulletin.model.codelist import shipped_codelist
from bulletin.model.terms import Kind

TALKS = shipped_codelist()["talks"].label_on(None)
RESULTS = "统计结果"
SHEETS = ["基本情况", RESULTS, "分项"]
"""What of a form these tests need; less is read faster."""
Found = tuple[str, str]


@cache
def form() -> bytes:
    """A form that is complete but for the numbers."""
    book = load_workbook(io.BytesIO(blank(Kind.INSPECTION)))
    for title in set(book.sheetnames) - set(SHEETS):
        del book[title]
    for title in SHEETS:
        book[title].delete_rows(26, 200)
        book[title].data_validations.dataValidation = []
    book["基本情况"]["B9"] = "中共云川县委"
    book[RESULTS]["A4"] = "第三轮"
    return content_of(book)


def content_of(book: Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def with_cells(cells: Mapping[str, Any], sheet: str = RESULTS, shows: str = "") -> bytes:
    """The form with cells changed: by what they show if `shows` is given."""
    book = load_workbook(io.BytesIO(form()))
    for name, value in cells.items():
        book[sheet][name] = value
        if shows:
            book[sheet][name].number_format = shows
    return content_of(book)


def with_sheet(change: Callable[[Any], object], sheet: str = RESULTS) -> bytes:
    """The form with a sheet changed by a function."""
    book = load_workbook(io.BytesIO(form()))
    change(book[sheet])
    return content_of(book)


def with_parts(changes: Mapping[str, bytes | None], content: bytes = b"") -> bytes:
    """The form with parts of its archive replaced or added."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content or form())) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    parts |= {name: change for name, change in changes.items() if change is not None}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name, part in parts.items():
            new.writestr(name, part)
    return file.getvalue()


def with_xml(pattern: str, instead: str, sheet: str = RESULTS, content: bytes = b"") -> bytes:
    """The form with the XML of a sheet changed."""
    part = f"xl/worksheets/sheet{SHEETS.index(sheet) + 1}.xml"
    with zipfile.ZipFile(io.BytesIO(content or form())) as archive:
        xml = archive.read(part).decode()
    changed = re.sub(pattern, instead, xml, count=1)
    assert changed != xml
    return with_parts({part: changed.encode()}, content)


def talks_cell() -> str:
    sheet = load_workbook(io.BytesIO(form()))[RESULTS]
    assert isinstance(sheet, Worksheet)
    return next(f"B{row[0].row}" for row in sheet.iter_rows(max_col=1) if row[0].value == TALKS)


CELL = talks_cell()
EMPTY = rf'<c r="{CELL}"( s="[0-9]+")?[^>]*?(?:/>|></c>)'


def read(content: bytes) -> Parsed:
    return parse_xlsx(content, "round.xlsx")


def errors_of(content: bytes) -> list[Found]:
    return [(issue.code, issue.place) for issue in read(content).issues if issue.severity is Severity.ERROR]


def remarks_of(content: bytes) -> list[tuple[Severity, str]]:
    parsed = read(content)
    assert parsed.raw is not None
    return [(issue.severity, issue.place) for issue in parsed.issues]


def talks_of(content: bytes) -> Any:
    parsed = read(content)
    assert parsed.raw is not None, parsed.issues
    return parsed.raw["scopes"][0]["results"][TALKS]["n"]


# ── numbers ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "value",
    [
        "310",
        "３１０",
        "310人次",
        "1,574",
        "约300",
        "一百",
        True,
        datetime.date(2018, 4, 5),
        330102199001011234,
    ],
    ids=str,
)
def test_what_is_no_number_is_refused_at_its_cell(value: object) -> None:
    assert errors_of(with_cells({CELL: value})) == [("B110", f"{RESULTS}!{CELL}")]


def test_digits_stored_as_text_come_with_the_way_out() -> None:
    (issue,) = read(with_cells({CELL: "310"})).issues
    assert said(issue, "zh") == (
        "此格应填数字，现为文字“310”。",
        "这是文本格式的数字：请把单元格格式设为“数值”后重新填写。",
    )


def test_a_whole_number_is_read_as_such() -> None:
    assert repr(talks_of(with_cells({CELL: 310}))) == "310"


def test_a_whole_number_kept_with_decimals_is_read_with_a_note() -> None:
    content = with_xml(EMPTY, rf'<c r="{CELL}"\1><v>310.0</v></c>')
    assert repr(talks_of(content)) == "310"
    assert remarks_of(content) == [(Severity.NOTE, f"{RESULTS}!{CELL}")]


def test_half_a_talk_is_refused_at_its_cell(tmp_path: Any) -> None:
    path = tmp_path / "round.xlsx"
    path.write_bytes(with_cells({CELL: 310.5}))
    with pytest.raises(DataRefused) as refused:
        load(path)
    assert [(issue.code, issue.place) for issue in refused.value.issues] == [("B110", f"{RESULTS}!{CELL}")]


def test_a_number_a_format_multiplies_is_refused() -> None:
    assert errors_of(with_cells({CELL: 0.91}, shows="0%")) == [("B110", f"{RESULTS}!{CELL}")]
    assert errors_of(with_cells({CELL: 310000}, shows="0,")) == [("B110", f"{RESULTS}!{CELL}")]


def test_a_stated_rate_may_be_typed_as_percent() -> None:
    content = with_cells({"J12": 0.909}, shows="0.0%")
    (count,) = read(content).raw["scopes"][0]["results"].values()
    assert str(count["stated_rate"]) == "90.9"


def test_a_number_shown_rounded_is_read_with_a_warning() -> None:
    content = with_cells({CELL: 66.57}, shows="0.0")
    assert remarks_of(content) == [(Severity.WARNING, f"{RESULTS}!{CELL}")]
    assert str(talks_of(content)) == "66.57"


def test_the_error_of_a_formula_is_refused() -> None:
    content = with_xml(EMPTY, rf'<c r="{CELL}"\1 t="e"><v>#DIV/0!</v></c>')
    assert errors_of(content) == [("B124", f"{RESULTS}!{CELL}")]


def test_a_formula_without_its_result_is_refused() -> None:
    assert errors_of(with_cells({CELL: "=155*2"})) == [("B124", f"{RESULTS}!{CELL}")]


def test_a_formula_with_its_result_is_read_with_a_note() -> None:
    content = with_xml(EMPTY, rf'<c r="{CELL}"\1><f>155*2</f><v>310</v></c>')
    assert talks_of(content) == 310
    assert remarks_of(content) == [(Severity.NOTE, f"{RESULTS}!{CELL}")]


# ── dates and texts ──────────────────────────────────────────────────────────────────────────────────────

NINE = datetime.datetime.combine(datetime.date(2018, 8, 29), datetime.time(9))
DATE, AUTHORS, ISSUER = "B22", "B21", "B9"


@pytest.mark.parametrize(
    "value", ["2018-08-29", "2018/8/29", "2018年8月29日", "2018.8.29", datetime.date(2018, 8, 29)], ids=str
)
def test_a_date_may_be_typed_in_every_usual_way(value: object) -> None:
    assert read(with_cells({DATE: value}, "基本情况")).raw["document"]["date"] == "2018-08-29"


@pytest.mark.parametrize(
    "value", ["8月29日", "29/8/2018", "2018-02-30", "二〇一八年", 43341, NINE], ids=str
)  # fmt: skip
def test_what_is_no_date_is_refused_at_its_cell(value: object) -> None:
    content = with_cells({DATE: value}, "基本情况", shows="General" if isinstance(value, int) else "")
    assert errors_of(content) == [("B114", f"基本情况!{DATE}")]


def test_a_month_that_became_a_date_stays_a_month() -> None:
    content = with_cells({"C4": datetime.date(2017, 4, 1)}, shows='yyyy"年"m"月"')
    assert read(content).raw["scopes"][0]["since"] == "2017-04"


def test_a_number_where_a_text_belongs_is_refused() -> None:
    assert errors_of(with_cells({ISSUER: 14}, "基本情况")) == [("B107", f"基本情况!{ISSUER}")]


def test_a_space_at_the_end_of_a_text_is_kept_and_pointed_out() -> None:
    content = with_cells({ISSUER: "中共云川县委 "}, "基本情况")
    assert read(content).raw["issuer"]["name"] == "中共云川县委 "
    assert remarks_of(content) == [(Severity.WARNING, f"基本情况!{ISSUER}")]


def test_spaces_around_a_name_of_the_codelist_do_no_harm() -> None:
    label = CELL.replace("B", "A")
    assert talks_of(with_cells({label: f" {TALKS}　", CELL: 310})) == 310


def test_a_line_break_of_another_program_is_a_line_break() -> None:
    content = with_cells({AUTHORS: "甲_x000D_\n乙"}, "基本情况")
    assert read(content).raw["document"]["authors"] == ["甲", "乙"]


# ── lines, columns and sheets ────────────────────────────────────────────────────────────────────────────


def test_empty_lines_are_skipped() -> None:
    content = with_sheet(lambda sheet: sheet.insert_rows(20, 3))
    assert read(content).raw["scopes"][0]["results"] == {}


def test_an_indicator_given_twice_is_refused_with_both_cells() -> None:
    other = f"A{int(CELL[1:]) + 1}"
    content = with_cells({CELL: 1, other: TALKS, other.replace("A", "B"): 2})
    (issue,) = read(content).issues
    assert (issue.code, issue.place, issue.also) == ("B104", f"{RESULTS}!{other}", (f"{RESULTS}!{CELL}",))


def test_an_unknown_indicator_is_refused_at_its_cell_with_the_nearest(tmp_path: Any) -> None:
    path = tmp_path / "round.xlsx"
    label = CELL.replace("B", "A")
    path.write_bytes(with_cells({label: "发放意见征集表格", CELL: 310}))
    with pytest.raises(DataRefused) as refused:
        load(path)
    (issue,) = refused.value.issues
    assert (issue.code, issue.place, issue.values["near"]) == ("B116", f"{RESULTS}!{CELL}", "发放意见征集表")


def test_an_unknown_column_is_refused_with_the_nearest() -> None:
    content = with_cells({"E6": "移交对像", "E12": "区纪委"})
    (issue,) = read(content).issues
    assert (issue.code, issue.place, issue.values["near"]) == ("B109", f"{RESULTS}!E6", "移交对象")


def test_an_unknown_field_is_refused_with_the_nearest() -> None:
    content = with_cells({"A22": "成文日其", DATE: "2018-08-29"}, "基本情况")
    (issue,) = read(content).issues
    assert (issue.code, issue.place, issue.values["near"]) == ("B109", "基本情况!A22", "成文日期")


def test_a_cell_under_no_header_is_pointed_out() -> None:
    assert remarks_of(with_cells({"AA12": 5})) == [(Severity.WARNING, f"{RESULTS}!AA12")]


def test_a_misspelt_sheet_is_refused_and_a_draft_is_pointed_out() -> None:
    book = load_workbook(io.BytesIO(form()))
    book.create_sheet("草稿")["A1"] = "x"
    assert remarks_of(content_of(book)) == [(Severity.WARNING, "草稿")]
    book["分项"].title = "分 项"
    book["分 项"]["A40"] = "x"
    (issue,) = [issue for issue in read(content_of(book)).issues if issue.severity is Severity.ERROR]
    assert (issue.code, issue.place, issue.values["near"]) == ("B109", "分 项", "分项")


def test_a_workbook_that_is_no_form_is_refused() -> None:
    book = Workbook()
    book.worksheets[0]["A1"] = "谈话"
    assert errors_of(content_of(book)) == [("B106", "round.xlsx")]


def test_merged_cells_over_inputs_are_refused() -> None:
    content = with_sheet(lambda sheet: sheet.merge_cells("B12:B13"))
    assert errors_of(content) == [("B124", f"{RESULTS}!B12:B13")]


def test_hidden_lines_columns_and_sheets_are_pointed_out() -> None:
    def hide(sheet: Any) -> None:
        sheet[CELL] = 310
        sheet.row_dimensions[int(CELL[1:])].hidden = True
        sheet.column_dimensions["B"].hidden = True
        sheet.sheet_state = "hidden"

    row = CELL[1:]
    content = with_sheet(hide)
    assert talks_of(content) == 310
    issues = read(content).issues
    assert [(issue.severity, issue.place, issue.also) for issue in issues] == [
        (Severity.WARNING, RESULTS, ()),
        (Severity.WARNING, f"{RESULTS}!{row}:{row}", (f"{RESULTS}!B:B",)),
    ]


def test_lines_of_one_breakdown_must_agree() -> None:
    content = with_cells({"F4": 1, "F5": 2, "D5": "合计"}, "分项")
    assert errors_of(content) == [("B104", "分项!D5")]


def test_items_left_empty_beside_filled_ones_are_named() -> None:
    (issue,) = read(with_cells({"F4": 61}, "分项")).issues
    assert (issue.severity, issue.place) == (Severity.NOTE, "分项!E5")
    assert issue.also[0] == "分项!E6"


def test_a_scope_nobody_knows_is_refused() -> None:
    assert errors_of(with_cells({"A4": "统计结果9", "F4": 1}, "分项"))[0] == ("B109", "分项!A4")


def test_a_path_that_breaks_off_is_refused() -> None:
    content = with_cells({"B4": "发现问题＞整改状态", "F4": 1}, "分项")
    assert ("B109", "分项!B4") in errors_of(content)


def test_everything_wrong_with_the_cells_is_said_at_once() -> None:
    content = with_cells({CELL: "310", "B13": True, "C4": "去年"})
    assert len(errors_of(content)) == 3


# ── the file itself ──────────────────────────────────────────────────────────────────────────────────────


def test_what_is_no_workbook_is_refused() -> None:
    damaged = bytearray(form())
    damaged[3000:3300] = bytes(300)
    for content in (b"", b"PK\x03\x04", b"a,b\n1,2\n", form()[:9000], bytes(damaged)):
        assert errors_of(content) == [("B103", "round.xlsx")]


def test_a_workbook_with_a_password_is_refused() -> None:
    (issue,) = read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)).issues
    assert said(issue, "zh")[0] == "文件设有密码，或是旧格式.xls。"


def test_macros_are_refused_under_any_name(tmp_path: Any) -> None:
    content = with_parts({"xl/vbaProject.bin": b"x"})
    assert errors_of(content) == [("B103", "round.xlsx")]
    path = tmp_path / "round.xlsm"
    path.write_bytes(content)
    with pytest.raises(InputMissing):
        inspect(path)


def test_a_part_with_a_document_type_is_refused() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'
    wide = "<?xml version='1.0' encoding='utf-16'?><!DOCTYPE x SYSTEM 'file:///etc/passwd'><x/>".encode(
        "utf-16"
    )
    for part in ("xl/sharedStrings.xml", "xl/styles.xml", "customXml/item1.xml", "xl/media/image1.png"):
        for content in (bomb, wide):
            (issue,) = read(with_parts({part: content})).issues
            assert (issue.code, issue.values) == ("B103", {"part": part})


def test_a_workbook_that_unpacks_to_too_much_is_refused() -> None:
    assert errors_of(with_parts({"xl/big.xml": b"<x>" + b" " * 21_000_000 + b"</x>"})) == [
        ("B102", "round.xlsx")
    ]
    assert errors_of(with_parts({"xl/big.xml": b"<x>" + b" " * 1_900_000 + b"</x>"})) == [
        ("B102", "round.xlsx")
    ]
    assert errors_of(with_parts({f"xl/{i}.xml": b"<x/>" for i in range(400)})) == [("B102", "round.xlsx")]


def test_more_cells_than_a_form_has_are_refused() -> None:
    rows = "".join(f'<row r="{i}">{"<c><v>1</v></c>" * 30}</row>' for i in range(1, 2100))
    content = with_xml("(?s)<sheetData>.*</sheetData>", f"<sheetData>{rows}</sheetData>")
    assert errors_of(content) == [("B102", "round.xlsx")]


@pytest.mark.parametrize("far", ["XFD1048576", "A1048576", "XFD7"])
def test_a_value_far_outside_the_form_is_refused_by_its_name(far: str) -> None:
    row = re.sub("[A-Z]", "", far)
    last = f'<row r="{row}"><c r="{far}"><v>1</v></c></row></sheetData>'
    (issue,) = read(with_xml("</sheetData>", last)).issues
    assert (issue.code, issue.values) == ("B102", {"cell": far})


def test_an_empty_cell_far_outside_the_form_does_no_harm() -> None:
    last = '<row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData>'
    assert read(with_xml("</sheetData>", last)).raw is not None


@pytest.mark.parametrize(
    "part",
    [
        '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>',
        '<mergeCells count="1"><mergeCell ref="A:XFD"/></mergeCells>',
        '<hyperlinks><hyperlink ref="A1:XFD1048576" location="A1"/></hyperlinks>',
    ],
    ids=["merged cells", "merged columns", "link"],
)
def test_a_range_over_the_whole_sheet_is_refused(part: str) -> None:
    content = with_xml("</sheetData>", f"</sheetData>{part}")
    assert errors_of(content) == [("B102", "round.xlsx")]


def test_reading_a_workbook_prints_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with zipfile.ZipFile(io.BytesIO(form())) as archive:
        styles = archive.read("xl/styles.xml")
    for pattern, instead in ((rb'numFmtId="[0-9]+"', b'numFmtId="999"'), (rb"<numFmts.*</numFmts>", b"")):
        read(with_parts({"xl/styles.xml": re.sub(pattern, instead, styles)}))
    assert capsys.readouterr() == ("", "")


def test_a_named_look_that_is_not_there_is_refused_and_nothing_is_printed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with zipfile.ZipFile(io.BytesIO(form())) as archive:
        styles = archive.read("xl/styles.xml")
    changed, count = re.subn(rb'(<cellStyle [^>]*xfId=)"0"', rb'\1"99"', styles)
    assert count == 1
    assert errors_of(with_parts({"xl/styles.xml": changed})) == [("B103", "round.xlsx")]
    assert capsys.readouterr() == ("", "")


def test_pictures_comments_and_charts_are_not_even_looked_at() -> None:
    book = load_workbook(io.BytesIO(form()))
    from openpyxl.chart import BarChart, Reference
    from openpyxl.comments import Comment

    sheet: Any = book[RESULTS]
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=8, max_row=12))
    sheet.add_chart(chart, "H2")
    sheet[CELL] = 310
    sheet[CELL].comment = Comment("核对过", "某")
    content = content_of(book)
    broken = with_parts({"xl/charts/chart1.xml": b"<nonsense/>", "xl/media/image1.png": b"\x89PNG"}, content)
    assert talks_of(broken) == 310
