"""`bulletin trace`: from a document alone to where each of its values comes from."""

import copy
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from bulletin import build, cli
from bulletin.cli.printing import padded, wrapped
from bulletin.drafting.build import Built
from bulletin.issues.excerpt import width
from bulletin.ledger.entries import ledger_schema, reduced, to_json

ROOT = Path(__file__).parents[2]
NAMES = ("circular", "first", "round4")


@cache
def made(name: str) -> Built:
    return build(ROOT / "examples" / f"{name}.json", formats=("docx", "pdf", "html", "txt"), ledger=True)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Documents of round4 without their ledger beside them, as another office has them."""
    for kind, content in made("round4").contents.items():
        if kind != "ledger.json":
            (tmp_path / f"round4.{kind}").write_bytes(content)
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str, str]:
    code = cli.main(["trace", *map(str, words)])
    output = capsys.readouterr()
    return code, output.out, output.err


# ── every value ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("kind", ["docx", "pdf", "html"])
def test_every_figure_is_listed_with_what_it_follows_from(
    kind: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run(capsys, folder / f"round4.{kind}", "--lang", "zh")
    assert code == 0
    for entry in made("round4").ledger.entries:
        listed = f"#{entry.occurrence}  {entry.printed}" in out
        assert listed == (entry.kind not in ("words", "prose", "ordinal")), entry
    assert "整改到位310 ÷ 发现问题341  四舍五入，保留1位小数" in out
    assert "全部（均）  反馈问题341个" in out
    assert "round4.json" in out
    assert "前三轮" in out


def test_words_are_listed_on_demand(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, folder / "round4.docx", "--all")
    assert all(f"#{entry.occurrence} " in out for entry in made("round4").ledger.entries)


def test_it_is_said_in_english(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, folder / "round4.docx", "--lang", "en")
    assert "rounded half up to 1 decimal" in out
    assert "Claims without a numeral" in out


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_no_line_is_wider_than_the_terminal(
    name: str, language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / f"{name}.ledger.json"
    path.write_bytes(made(name).contents["ledger.json"])
    _, out, _ = run(capsys, path, "--all", "--lang", language)
    assert [line for line in out.splitlines() if width(line) > 100] == []


def test_what_a_reduced_ledger_holds_back_is_found_beside_the_document(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, out, _ = run(capsys, folder / "round4.pdf", "#44", "--lang", "zh")
    assert "部门24 + 乡镇12" not in out
    assert "把完整台账 round4.ledger.json 放在文稿旁再运行" in out
    (folder / "round4.ledger.json").write_bytes(made("round4").contents["ledger.json"])
    _, out, _ = run(capsys, folder / "round4.pdf", "#44", "--lang", "zh")
    assert "部门24 + 乡镇12" in out
    assert "放在文稿旁" not in out


def test_an_edited_document_is_called_one(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = (folder / "round4.html").read_text("utf-8")
    _, before, _ = run(capsys, folder / "round4.html", "--lang", "zh")
    (folder / "round4.html").write_text(page.replace("注重做好", "着力做好", 2), "utf-8")
    _, after, _ = run(capsys, folder / "round4.html", "--lang", "zh")
    assert ("文稿与印发时不同" in before, "文稿与印发时不同" in after) == (False, True)


# ── one value ────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("90.9%", ["#61"]),
        ("９０.９％", ["#61"]),
        ("90.9", ["#61"]),
        ("310", ["#60"]),
        ("整改率", ["#61"]),
        ("#17", ["#17"]),
        ("151件", ["#17", "#71"]),
        ("now.rectified.rate", ["#61"]),
        ("整改", ["#60", "#61", "#62"]),
        ("2017", ["#7"]),
    ],
)
def test_a_value_is_explained(
    asked: str, found: list[str], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run(capsys, folder / "round4.docx", asked)
    assert code == 0
    assert [line.split()[0] for line in out.splitlines() if line.startswith("#")] == found


def test_an_explanation_shows_the_sentence_and_the_arithmetic(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, out, _ = run(capsys, folder / "round4.docx", "90.9%", "--lang", "zh")
    for said in (
        "目前，整改到位310个，整改率【90.9%】，其余31个正在限期整改。",
        "整改到位310 ÷ 发现问题341",
        "10/11 ≈ 90.909091%",
        "四舍五入，保留1位小数",
        "/scopes/0/results/problems/by/state/items/rectified",
    ):
        assert said in out


def test_a_claim_is_found_by_its_label(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, folder / "round4.docx", "移交信访", "--lang", "zh")
    assert (code, "全部（均）  移交信访46件" in out) == (0, True)


def test_what_is_not_there_is_refused_with_what_is_near(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run(capsys, folder / "round4.docx", "整改完成率", "--lang", "zh")
    assert (code, out) == (65, "")
    assert "B817" in err
    assert "整改率" in err
    assert "未生成任何文件" not in err


# ── for machines, and what cannot be traced ──────────────────────────────────────────────────────────────


def test_machines_are_given_the_entries(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, folder / "round4.docx", "--json")
    data = json.loads(out)
    wanted = json.loads(to_json(reduced(made("round4").ledger, "printed")))
    assert (data["entries"], data["claims"]) == (wanted["entries"], wanted["claims"])
    assert data["document"]["digest"] == made("round4").ledger.digest
    _, out, _ = run(capsys, folder / "round4.docx", "90.9%", "--json")
    assert [entry["printed"] for entry in json.loads(out)["entries"]] == ["90.9%"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_document_without_a_ledger_says_what_to_do(
    language: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = run(capsys, folder / "round4.txt", "--lang", language)
    assert code == 65
    assert "B802" in err
    assert "round4.ledger.json" in err


def test_a_file_that_is_not_there_is_missing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, folder / "other.docx")[0] == 66
    assert run(capsys, folder / "other.ledger.json")[0] == 66


# ── columns ──────────────────────────────────────────────────────────────────────────────────────────────


def test_a_chinese_character_takes_two_columns() -> None:
    assert (width("整改率91%"), padded("整改", 6), padded("9", 3, right=True)) == (9, "整改  ", "  9")
    assert list(wrapped("整改到位310，整改率91%。", 8)) == ["整改到位", "310，整", "改率91%。"]


# ── the schema of ledgers ────────────────────────────────────────────────────────────────────────────────


def test_the_schema_in_the_documentation_is_fresh(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["schema", "--of", "ledger"]) == 0
    page = ROOT / "docs" / "ledger.schema.json"
    assert capsys.readouterr().out == page.read_text("utf-8"), "run: make docs"


@pytest.mark.parametrize("name", NAMES)
def test_ledgers_are_of_the_schema(name: str) -> None:
    ledger = made(name).ledger
    for content in (to_json(ledger), to_json(reduced(ledger, "printed"))):
        assert not list(Draft202012Validator(ledger_schema()).iter_errors(json.loads(content)))


MUTATIONS: dict[str, Callable[[dict[str, Any]], object]] = {
    "format": lambda raw: raw.update(format=0),
    "no text": lambda raw: raw.pop("text"),
    "a field more": lambda raw: raw.update(more=1),
    "detail": lambda raw: raw.update(detail="some"),
    "operation": lambda raw: raw["entries"][0].update(operation="guess"),
    "decimals": lambda raw: raw["entries"][0].update(decimals="1"),
    "pointers": lambda raw: raw["entries"][0].update(pointers="/scopes"),
    "operand": lambda raw: raw["relations"][0]["operands"].append({}),
}


@pytest.mark.parametrize("mutation", MUTATIONS)
def test_what_is_no_ledger_is_not_of_the_schema(mutation: str) -> None:
    raw = copy.deepcopy(json.loads(to_json(made("round4").ledger)))
    MUTATIONS[mutation](raw)
    assert list(Draft202012Validator(ledger_schema()).iter_errors(raw))
