"""Where data comes from, as its caller says and by row and column, stands in ledger, trace and proof."""

import io
import json
from pathlib import Path
from typing import Any

import pytest

from bulletin import Request, build, cli, draft
from bulletin.datafiles import Table
from bulletin.drafting.build import Built
from bulletin.issues.errors import DataRefused
from bulletin.ledger.entries import LedgerUnreadable, from_json, reduced, to_json
from bulletin.proofsheet import proof

FIRST = Path(__file__).parents[2] / "examples" / "first.json"
SQL = "SQL: select sum(n) from problems"
ROWS: list[dict[str, Any]] = [{"指标": "发现问题", "数": 40}, {"指标": "受理信访", "数": 12}]


def of_rows(first: dict[str, Any], **asked: Any) -> Built:
    scope = {key: value for key, value in first["scopes"][0].items() if key != "results"}
    source = Table(ROWS, {**first, "scopes": [scope]})
    return build(source, formats=["txt"], **asked)


def test_the_origin_takes_the_place_of_the_source_in_the_ledger_and_names_no_file(
    first: dict[str, Any],
) -> None:
    ledger = build(first, formats=["txt"], origin=f"  {SQL}\n where n > 0").ledger
    assert (ledger.source, ledger.name) == (f"{SQL} where n > 0", "data")


def test_the_origin_stands_on_the_proof(first: dict[str, Any]) -> None:
    assert SQL in proof(draft(Request(first, origin=SQL))).html.decode()


@pytest.mark.parametrize(("origin", "code"), [("", "B111"), ("x" * 1001, "B111"), ("a\u202eb", "B112")])
def test_an_origin_that_cannot_be_printed_is_refused(first: dict[str, Any], origin: str, code: str) -> None:
    with pytest.raises(DataRefused) as caught:
        build(first, formats=["txt"], origin=origin)
    assert [issue.code for issue in caught.value.issues] == [code]


def test_an_origin_that_tells_a_masked_name_is_refused() -> None:
    masked = json.loads((FIRST.parent / "kinds" / "cases.json").read_text("utf-8"))
    assert masked["document"]["names"] == "masked"
    person = masked["records"]["cases"][0]["person"]
    with pytest.raises(DataRefused) as caught:
        build(masked, formats=["txt"], origin=f"SQL: {person}")
    assert ("B225", "origin") in [(issue.code, issue.place) for issue in caught.value.issues]


def test_a_number_tells_its_own_origin_in_ledger_trace_and_proof_and_not_on_the_page(
    first: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first["scopes"][0]["results"]["petitions"] = {"n": 12, "origin": SQL}
    made = draft(Request(first))
    (place,) = made.ledger.places
    assert (place.pointer, place.place) == ("/scopes/0/results/petitions/n", SQL)
    assert SQL in proof(made).html.decode()
    built = build(first, into=tmp_path, formats=["docx", "txt"], name="first")
    assert SQL not in built.contents["txt"].decode()
    assert cli.main(["trace", str(tmp_path / "first.docx"), "12件", "--lang", "en"]) == 0
    assert SQL in capsys.readouterr().out


def test_a_row_of_a_table_tells_row_column_and_origin(first: dict[str, Any]) -> None:
    scope = {key: value for key, value in first["scopes"][0].items() if key != "results"}
    rows = [{"指标": "受理信访", "数": 12, "来源": SQL}]
    ledger = build(Table(rows, {**first, "scopes": [scope]}), formats=["txt"]).ledger
    assert [one.place for one in ledger.places] == [f"table:1:数 ({SQL})"]


def test_an_origin_of_a_number_that_tells_a_masked_name_is_refused() -> None:
    masked = json.loads((FIRST.parent / "kinds" / "cases.json").read_text("utf-8"))
    person = masked["records"]["cases"][0]["person"]
    masked["scopes"][0]["results"]["petitions"] = {"n": 12, "origin": f"SQL: {person}"}
    with pytest.raises(DataRefused) as caught:
        build(masked, formats=["txt"])
    found = [(issue.code, issue.place) for issue in caught.value.issues]
    assert ("B225", "/scopes/0/results/petitions/origin") in found


def test_the_ledger_of_a_table_tells_row_and_column(first: dict[str, Any]) -> None:
    ledger = of_rows(first).ledger
    places = {one.pointer: one.place for one in ledger.places}
    (problems, *_) = [entry for entry in ledger.entries if entry.printed == "40个"]
    assert [places[pointer] for pointer in problems.pointers] == ["table:1:数"]


def test_a_ledger_with_places_is_read_back_and_says_that_it_is_of_a_later_format(
    first: dict[str, Any],
) -> None:
    ledger = of_rows(first).ledger
    assert from_json(to_json(ledger)) == ledger
    assert json.loads(to_json(ledger))["format"] == 2
    assert {one.place for one in reduced(ledger, "printed").places} >= {"table:1:数"}


def test_a_ledger_without_places_is_as_it_was(first: dict[str, Any]) -> None:
    raw = json.loads(to_json(build(first, formats=["txt"]).ledger))
    assert (raw["format"], "places" in raw) == (1, False)


def test_a_place_that_is_no_text_is_refused(first: dict[str, Any]) -> None:
    raw = json.loads(to_json(of_rows(first).ledger))
    raw["places"][0]["place"] = 5
    with pytest.raises(LedgerUnreadable):
        from_json(json.dumps(raw))


def test_the_proof_of_a_table_shows_row_and_column(first: dict[str, Any]) -> None:
    scope = {key: value for key, value in first["scopes"][0].items() if key != "results"}
    page = proof(draft(Request(Table(ROWS, {**first, "scopes": [scope]})))).html.decode()
    assert "table:1:数" in page


def test_trace_shows_row_and_column_and_the_origin(
    first: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    of_rows(first, origin=SQL, into=tmp_path, ledger=True)
    assert cli.main(["trace", str(tmp_path / "table.ledger.json"), "40", "--lang", "en"]) == 0
    printed = capsys.readouterr().out
    assert "table:1:数  /scopes/0/results/发现问题/n" in printed
    assert SQL in printed
    assert cli.main(["trace", str(tmp_path / "table.ledger.json"), "--lang", "en"]) == 0
    assert "table:2:数" in capsys.readouterr().out


# ── standard input ───────────────────────────────────────────────────────────────────────────────────────


def piped(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content)))


def test_build_reads_standard_input(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    piped(monkeypatch, FIRST.read_bytes())
    words = ["build", "-", "--name", "round1", "--format", "txt", "--into", str(tmp_path), "--ledger"]
    assert cli.main([*words, "--origin", SQL]) == 0
    capsys.readouterr()
    assert (tmp_path / "round1.txt").read_bytes() == build(FIRST, formats=["txt"]).contents["txt"]
    assert from_json((tmp_path / "round1.ledger.json").read_bytes()).source == SQL


def test_standard_input_may_be_of_another_kind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    piped(monkeypatch, "类型: 巡察\n格式: 9\n".encode())
    words = ["build", "-", "--kind", "yaml", "--into", str(tmp_path), "--lang", "en"]
    assert cli.main(words) == 65
    assert "format 9" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["check", "-"], ["doctor", "-"], ["workbook", "from", "-", "filled.xlsx"]])
def test_other_commands_read_standard_input(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    piped(monkeypatch, b"kind: [\n")
    assert cli.main([*words, "--kind", "yaml", "--lang", "en", "--json"]) == 65
    heard = capsys.readouterr()
    assert "stdin.yaml:2" in heard.out + heard.err


def test_check_reads_standard_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    piped(monkeypatch, FIRST.read_bytes())
    assert cli.main(["check", "-", "--lang", "en"]) == 0
    assert capsys.readouterr().out == "-:\n  Nothing found.\n"
