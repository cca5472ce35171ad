"""The form an office fills in, and that nothing is lost between a data file and the form."""

import datetime
import io
import json
import zipfile
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from bulletin import build, load
from bulletin.cli import main
from bulletin.datafiles import codelist_for, inspect, located
from bulletin.datafiles.plain import plain
from bulletin.datafiles.workbook.form import blank, filled
from bulletin.datafiles.workbook.reading import parse_xlsx
from bulletin.issues.errors import DataRefused
from bulletin.issues.issue import errors
from bulletin.model.codelist import shipped_codelist
from bulletin.model.terms import Kind

if TYPE_CHECKING:
    from bulletin.model.facts import DataFile

EXAMPLES = Path(__file__).parents[2] / "examples"
CASES = [
    path for path in (Path(__file__).parents[1] / "cases").glob("*.json") if ".expected" not in path.name
]
CODES = shipped_codelist()
TALKS, RECTIFIED, PARTLY = (
    CODES[key].label_on(None) for key in ("talks", "rectified", "basically_rectified")
)
PROBLEMS, MONEY_BACK, SANCTIONED = (
    CODES[key].label_on(None) for key in ("problems", "money_returned", "sanctioned")
)
INSTITUTIONS, LOSSES = (CODES[key].label_on(None) for key in ("institutions", "losses_recovered"))


@cache
def inspection() -> bytes:
    return blank(Kind.INSPECTION)


def sheet_of(content: bytes, title: str) -> Worksheet:
    sheet = load_workbook(io.BytesIO(content))[title]
    assert isinstance(sheet, Worksheet)
    return sheet


def cell_of(sheet: Worksheet, label: str, right: int = 1) -> Any:
    """The cell some columns right of the first one that holds `label`."""
    return next(cell for row in sheet.iter_rows() for cell in row if cell.value == label).offset(0, right)


def saved(tmp_path: Path, content: bytes, name: str = "round.xlsx") -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


# ── the form ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("kind", Kind)
def test_a_form_of_every_kind_is_read_and_asks_only_for_what_is_missing(tmp_path: Path, kind: Kind) -> None:
    data, issues = inspect(saved(tmp_path, blank(kind)))
    assert data is not None
    assert data.kind is kind
    assert [(issue.code, issue.place) for issue in located(errors(issues), data)] == [
        ("B108", "基本情况!A8"),
        ("B108", "统计结果!A4"),
    ]


def test_a_form_of_an_inspection_has_its_sheets_in_the_order_of_filling_in() -> None:
    assert load_workbook(io.BytesIO(inspection())).sheetnames == [
        "说明", "基本情况", "巡察轮次", "统计结果", "分项", "名称",
        "记录-巡察组", "记录-问题", "记录-案例", "文字", "指标表",
    ]  # fmt: skip


def test_a_form_for_several_scopes_has_a_sheet_for_each() -> None:
    names = load_workbook(io.BytesIO(blank(Kind.MONTHLY, scopes=2))).sheetnames
    assert [name for name in names if name.startswith("统计结果")] == ["统计结果", "统计结果2"]


def test_a_form_holds_no_formula() -> None:
    with zipfile.ZipFile(io.BytesIO(inspection())) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if "/worksheets/" in name]
    assert not [sheet for sheet in sheets if b"<f>" in sheet or b"<f " in sheet]


def test_the_results_have_the_terms_and_the_order_of_the_codelist() -> None:
    sheet = sheet_of(inspection(), "统计结果")
    labels = [entry.label_on(None) for entry in CODES.indicators.values() if not entry.dimension]
    column = [row[0].value for row in sheet.iter_rows(min_row=7, max_col=1)]
    assert [label for label in column if label in labels] == labels


def test_labels_are_locked_and_inputs_are_not() -> None:
    sheet = sheet_of(inspection(), "统计结果")
    assert sheet.protection.sheet
    assert not sheet.protection.password
    assert cell_of(sheet, TALKS, 0).protection.locked
    assert not cell_of(sheet, TALKS).protection.locked
    assert cell_of(sheet, TALKS).fill.start_color.rgb == "00FFF8DC"


def test_numbers_dates_and_choices_are_checked_while_they_are_typed() -> None:
    content = inspection()
    results, basics = sheet_of(content, "统计结果"), sheet_of(content, "基本情况")

    def rule(sheet: Worksheet, label: str, right: int = 1) -> Any:
        where = cell_of(sheet, label, right).coordinate
        return next(rule for rule in sheet.data_validations.dataValidation if where in rule.sqref)

    number = rule(results, TALKS)
    assert (number.type, number.operator, number.formula1) == ("whole", "greaterThanOrEqual", "0")
    assert rule(results, MONEY_BACK).type == "decimal"
    assert rule(results, SANCTIONED, 3).formula1 == '"人,名"'
    assert rule(basics, "成文日期").type == "date"
    assert rule(basics, "类型").formula1 == '"巡察,月报,季报,信访,案例,年报"'


def test_a_form_is_set_up_for_a4_and_keeps_its_headers_in_view() -> None:
    book = load_workbook(io.BytesIO(inspection()))
    assert {sheet.page_setup.paperSize for sheet in book.worksheets} == {9}
    assert book["统计结果"].freeze_panes == "B7"
    assert book["统计结果"].print_title_rows == "$6:$6"
    assert book["分项"].page_setup.orientation == "landscape"


def test_a_form_is_the_same_byte_for_byte() -> None:
    assert blank(Kind.CASES) == blank(Kind.CASES)
    with zipfile.ZipFile(io.BytesIO(blank(Kind.CASES))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(2020, 1, 1, 0, 0, 0)}


def test_a_filled_in_form_is_a_data_file(tmp_path: Path) -> None:
    book = load_workbook(io.BytesIO(inspection()))
    basics, rounds, results, parts = (book[name] for name in ("基本情况", "巡察轮次", "统计结果", "分项"))
    cell_of(basics, "名称").value = "中共云川县委巡察工作领导小组"
    cell_of(basics, "成文日期").value = datetime.date(2026, 9, 18)
    for column, value in enumerate((3, "常规、专项", "已完成", None, None, "部门", 7, "乡镇", 9), 2):
        rounds.cell(4, column, value)
    for column, value in enumerate(("第三轮", "3", "2026-03", None, "是"), 1):
        results.cell(4, column, value)
    cell_of(results, TALKS).value = 1286
    cell_of(results, MONEY_BACK).value = 66.57
    cell_of(results, PROBLEMS).value = 268
    cell_of(parts, RECTIFIED).value = 231
    cell_of(parts, PARTLY).value = 37
    book.save(tmp_path / "round.xlsx")
    data = load(tmp_path / "round.xlsx")
    inspected = {"departments": {"n": 7}, "townships": {"n": 9}}
    assert plain(data) == {
        "format": 1,
        "kind": "inspection",
        "issuer": {"name": "中共云川县委巡察工作领导小组"},
        "document": {"date": "2026-09-18"},
        "rounds": [
            {
                "ordinals": [3],
                "modes": ["routine", "special"],
                "inspected": {"by": {"object": {"basis": "partition", "items": inspected}}},
            }
        ],
        "scopes": [
            {
                "label": "第三轮",
                "rounds": [3],
                "since": "2026-03",
                "reported": True,
                "results": {
                    "talks": {"n": 1286},
                    "problems": {
                        "n": 268,
                        "by": {
                            "state": {
                                "basis": "partition",
                                "items": {"rectified": {"n": 231}, "basically_rectified": {"n": 37}},
                            }
                        },
                    },
                    "money_returned": {"n": Decimal("66.57")},
                },
            }
        ],
    }  # fmt: skip


# ── there and back ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "path", [*sorted(EXAMPLES.glob("*.json")), *sorted(CASES)], ids=lambda path: path.stem
)
def test_every_example_and_case_comes_back_from_the_form_as_it_was(tmp_path: Path, path: Path) -> None:
    own = path.with_suffix(".indicators.toml")
    codelist = codelist_for(path, own if own.exists() else None)
    data = load(path, codelist)
    again = load(saved(tmp_path, filled(data, codelist)), codelist)
    assert again == data
    assert json.dumps(plain(again)["rounds"] if data.rounds else [], default=str) == json.dumps(
        plain(data)["rounds"] if data.rounds else [], default=str
    )


def test_a_scope_of_a_level_comes_back_from_the_form(first: dict[str, Any], tmp_path: Path) -> None:
    said = {"level": "县本级", "area": "云川镇", "field": "扶贫领域", "organ": "县纪委监委"}
    first["scopes"][0] |= said
    (scope,) = load(saved(tmp_path, filled(load(first)))).scopes
    assert {name: getattr(scope, name) for name in said} == said


def test_a_workbook_makes_the_same_text_as_its_data_file(tmp_path: Path) -> None:
    source = EXAMPLES / "round4.json"
    workbook = saved(tmp_path, filled(load(source)))
    texts = []
    for name, path in (("json", source), ("xlsx", workbook)):
        files = build(path, formats=("txt",), into=tmp_path / name).files
        texts.append(files["txt"].read_bytes())
    assert texts[0] == texts[1]


def test_a_filled_form_is_the_same_byte_for_byte() -> None:
    data = load(EXAMPLES / "round4.json")
    assert filled(data) == filled(data)


def test_every_number_knows_its_cell() -> None:
    places = parse_xlsx(filled(load(EXAMPLES / "round4.json")), "round4.xlsx").places
    talks = places[f"/scopes/0/results/{TALKS}/n"]
    assert talks == places[f"/scopes/0/results/{TALKS}"] == "统计结果!B12"
    assert places[f"/scopes/0/results/{PROBLEMS}/by/整改状态/items/{RECTIFIED}/n"] == "分项!F10"
    assert places["/rounds/1/inspected/by/object/items/乡镇/n"] == "巡察轮次!H5"
    assert places[f"/scopes/0/results/{INSTITUTIONS}/names/6"] == "名称!C18"
    assert places["/plan/objects/compared/difference"].startswith("基本情况!B")


def test_a_text_that_looks_like_a_formula_stays_a_text(first: dict[str, Any]) -> None:
    first["text"] = {"说明": "=SUM(A1:A9)", "另": "#DIV/0!"}
    content = filled(load(first))
    sheet = sheet_of(content, "文字")
    cell = sheet["B4"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=SUM(A1:A9)", "s", True)
    assert sheet["B5"].data_type == "s"


def test_the_zeros_of_an_amount_are_kept(first: dict[str, Any]) -> None:
    first["scopes"][0]["results"] = {
        "money_returned": Decimal("146.00"),
        "losses_recovered": Decimal("23471.60"),
    }
    again = parse_xlsx(filled(load(first)), "x.xlsx").raw["scopes"][0]["results"]
    assert [str(again[name]["n"]) for name in (MONEY_BACK, LOSSES)] == ["146.00", "23471.60"]


def test_a_number_no_spreadsheet_keeps_comes_back_exactly(first: dict[str, Any]) -> None:
    first["scopes"][0]["results"] = {"talks": 123456789012345678}
    assert (
        parse_xlsx(filled(load(first)), "x.xlsx").raw["scopes"][0]["results"][TALKS]["n"]
        == 123456789012345678
    )


def test_what_a_spreadsheet_cannot_keep_is_refused_not_cut(first: dict[str, Any]) -> None:
    names = ["制" * 20_000, "度" * 20_000]
    first["document"] = {**first.get("document", {}), "authors": names}
    with pytest.raises(DataRefused) as refused:
        filled(load(first))
    assert [issue.code for issue in refused.value.issues][:1] == ["B126"]


# Any data file: texts with what spreadsheets and this form treat specially, counts inside counts.

MARKS = ("（空）", "不列数", "是", "2018-04", "_x000D_", "_x005F_", "𠮷")
LETTERS = st.sampled_from([*"甲乙=+-@'\"<>&、，；＞⏎␛%#0 \u3000\n", *MARKS])
TEXTS = st.lists(LETTERS, min_size=1, max_size=6).map("".join).filter(str.strip)
WHOLES = st.integers(0, 10**18 - 1) | st.integers(0, 2000)
DECIMALS = st.decimals(0, 10**9, places=2) | st.decimals(0, 100, places=1)
MONEY = [key for key, entry in CODES.indicators.items() if entry.amount]
KEYS = st.sampled_from([*CODES.indicators][::7] + MONEY + ["departments", "rectified", "others"])


def some(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=fields)


COMPARED = st.fixed_dictionaries(
    {"label": TEXTS},
    optional={
        "value": WHOLES,
        "difference": st.integers(-99, 99),
        "growth": DECIMALS,
        "share": DECIMALS,
        "points": DECIMALS.map(lambda number: -number),
    },
)
OWN = {
    "unit": st.sampled_from(["个", "件次", "斤"]),
    "persons": st.integers(0, 99),
    "stated_rate": DECIMALS,
    "resolution": WHOLES,
    "approximate": st.sampled_from(["余", "近"]),
    "to": TEXTS,
    "names": st.lists(TEXTS, max_size=2),
    "more": st.booleans(),
    "compared": COMPARED,
    "label": TEXTS,
    "note": TEXTS,
}


def counts(depth: int) -> st.SearchStrategy[dict[str, Any]]:
    if not depth:
        return some(n=WHOLES, **OWN)
    items = st.dictionaries(KEYS, st.none() | WHOLES | counts(depth - 1), max_size=3)
    part = st.fixed_dictionaries(
        {"basis": st.sampled_from(["partition", "partial", "overlapping"]), "items": items},
        optional={"base": WHOLES, "rest": KEYS},
    )
    by = st.dictionaries(st.sampled_from(["state", "object", "sanction", "grade"]), part, max_size=2)
    return some(n=WHOLES, by=by, **OWN)


MOMENTS = st.dates().map(str) | st.sampled_from(["2018", "2018-04", "1066-10"])
RESULTS = st.dictionaries(KEYS, counts(2), max_size=3).flatmap(
    lambda table: st.dictionaries(st.sampled_from(MONEY), DECIMALS, max_size=1).map(
        lambda money: {**table, **money}
    )
)
SCOPES = st.lists(
    st.fixed_dictionaries(
        {"label": TEXTS, "results": RESULTS},
        optional={"rounds": st.lists(st.integers(1, 99), max_size=3), "since": MOMENTS, "until": MOMENTS},
    ),
    min_size=1,
    max_size=2,
).map(lambda scopes: [{**scope, "reported": not i} for i, scope in enumerate(scopes)])
LISTS = st.lists(TEXTS, max_size=2)
DATA = st.fixed_dictionaries(
    {
        "format": st.just(1),
        "kind": st.sampled_from([kind.value for kind in Kind]),
        "issuer": st.fixed_dictionaries({"name": TEXTS}, optional={"area": TEXTS}),
        "scopes": SCOPES,
    },
    optional={
        "document": some(headline=LISTS, authors=LISTS, date=st.dates().map(str), number=TEXTS, copies=LISTS),
        "plan": st.fixed_dictionaries({"objects": counts(1)}, optional={"covered": counts(1)}),
        "rounds": st.lists(
            st.fixed_dictionaries(
                {"ordinals": st.lists(st.integers(1, 99), min_size=1, max_size=3, unique=True).map(sorted)},
                optional={
                    "inspected": counts(1),
                    "modes": st.lists(st.sampled_from(["routine", "cross"]), max_size=2),
                    "status": st.sampled_from(["planned", "completed"]),
                    "attention": LISTS,
                    "supervised": MOMENTS,
                },
            ),
            max_size=3,
        ),
        "records": some(
            groups=st.lists(st.fixed_dictionaries({"name": TEXTS}, optional={"objects": LISTS}), max_size=2),
            problems=st.lists(
                st.fixed_dictionaries({"title": TEXTS, "state": KEYS}, optional={"measures": LISTS}),
                max_size=2,
            ),
            cases=st.lists(
                st.fixed_dictionaries(
                    {"person": TEXTS, "post": TEXTS, "facts": TEXTS, "decisions": st.lists(KEYS, max_size=2)},
                    optional={"decided": MOMENTS},
                ),
                max_size=2,
            ),
        ),
        "text": st.dictionaries(
            TEXTS, TEXTS | st.fixed_dictionaries({"quote": TEXTS, "by": TEXTS}), max_size=2
        ),
        "sample": st.booleans(),
    },
)


@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.generate),
)
@given(DATA)
@example(
    {
        "format": 1,
        "kind": "monthly",
        "issuer": {"name": "甲"},
        "scopes": [{"label": "乙", "reported": True, "results": {"talks": {}}}],
    }
)
def test_any_data_file_comes_back_from_the_form_as_it_was(raw: dict[str, Any]) -> None:
    data: DataFile = load(raw)
    filled(data)  # reads what it wrote, and refuses if anything differs


# ── the command ──────────────────────────────────────────────────────────────────────────────────────────


def test_the_command_makes_a_form_and_never_overwrites_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "round5.xlsx"
    assert main(["workbook", "new", str(path), "--kind", "inspection"]) == 0
    before = path.read_bytes()
    assert main(["workbook", "new", str(path), "--lang", "zh"]) == 73
    assert path.read_bytes() == before
    assert "B702" in capsys.readouterr().err


def test_the_command_fills_a_form_from_a_data_file_and_checks_it(tmp_path: Path) -> None:
    path = tmp_path / "round4.xlsx"
    assert main(["workbook", "from", str(EXAMPLES / "round4.json"), str(path)]) == 0
    assert main(["check", str(path)]) == 0
    assert load(path) == load(EXAMPLES / "round4.json")


def test_the_command_makes_workbooks_only(tmp_path: Path) -> None:
    assert main(["workbook", "new", str(tmp_path / "round5.xls")]) == 73
    assert not list(tmp_path.iterdir())
