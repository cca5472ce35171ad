"""`bulletin verify` as people and programs use it: what is printed, and what is answered."""

import datetime
import json
import shutil
from pathlib import Path
from typing import Any

import docx
import pytest

from bulletin import build
from bulletin.cli import main

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A document as issued, one in which 310 became 300, and a web page of the same data."""
    folder = tmp_path_factory.mktemp("verify")
    build(EXAMPLES / "round4.json", formats=("docx", "html", "txt"), into=folder)
    edited = docx.Document(str(folder / "round4.docx"))
    for paragraph in edited.paragraphs:
        for run in paragraph.runs:
            run.text = "300个" if run.text == "310个" else run.text
    edited.save(str(folder / "edited.docx"))
    return folder


def said(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str]:
    """The exit code of a command, and what it printed."""
    code = main(["verify", *map(str, words)])
    return code, capsys.readouterr().out


def data(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, dict[str, Any]]:
    code, out = said(capsys, *words, "--json")
    result: dict[str, Any] = json.loads(out)
    return code, result


def test_a_document_as_issued_answers_0(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    code, out = said(capsys, folder / "round4.docx")
    assert code == 0
    assert "共核对55个数字：与原件一致55" in out
    assert "结论：全部数字与原件一致。" in out


def test_an_edited_document_answers_1_and_says_what_is_wrong(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    code, out = said(capsys, folder / "edited.docx")
    assert code == 1
    assert "310个 → 300个  整改到位（#60）" in out
    assert "因此不符：整改率印作90.9%，按整改到位300 ÷ 发现问题341应为88%" in out
    assert "结论：文稿与原件不一致，请逐项核对。" in out


def test_the_same_is_said_in_english(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    code, out = said(capsys, folder / "edited.docx", "--lang", "en")
    assert code == 1
    assert "55 numbers: as issued 54, changed 1" in out
    assert "整改率 is printed as 90.9%, by 整改到位300 ÷ 发现问题341 it is 88%" in out


def test_all_lists_the_numbers_that_are_as_issued_too(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    _, out = said(capsys, folder / "round4.docx", "--all")
    assert out.count("与原件一致  第") == 55


def test_programs_get_every_finding(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    file = str(folder / "edited.docx")
    code, result = data(capsys, file)
    document = result["documents"][file]
    assert (code, result["exit_code"], document["as_issued"]) == (1, 1, False)
    assert document["counts"]["changed"] == 1
    (changed,) = (finding for finding in document["findings"] if finding["state"] == "changed")
    assert (changed["was"], changed["now"], changed["label"], changed["line"]) == (
        "310个",
        "300个",
        "整改到位",
        6,
    )
    assert [each["should_be"] for each in changed["disagreements"]] == ["88%", "41个"]


def test_documents_are_held_against_each_other(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    edited, page = str(folder / "edited.docx"), str(folder / "round4.html")
    code, result = data(capsys, edited, page)
    assert code == 1
    (conflict,) = result["conflicts"]
    assert (conflict["label"], conflict["printed"]) == (
        "整改到位",
        {"edited.docx": "300个", "round4.html": "310个"},
    )


def test_files_of_the_same_name_are_told_apart(
    capsys: pytest.CaptureFixture[str], folder: Path, tmp_path: Path
) -> None:
    other = tmp_path / "round4.docx"
    other.write_bytes((folder / "edited.docx").read_bytes())
    code, result = data(capsys, folder / "round4.docx", other)
    assert code == 1
    assert result["conflicts"][0]["printed"] == {str(folder / "round4.docx"): "310个", str(other): "300个"}


def test_a_paragraph_that_is_gone_is_told_in_one_go(
    capsys: pytest.CaptureFixture[str], folder: Path, tmp_path: Path
) -> None:
    shorter = docx.Document(str(folder / "round4.docx"))
    paragraph = next(each for each in shorter.paragraphs if "整改到位310" in each.text)
    paragraph._element.getparent().remove(paragraph._element)  # noqa: SLF001  # python-docx removes none
    shorter.save(str(tmp_path / "shorter.docx"))
    code, out = said(capsys, tmp_path / "shorter.docx")
    assert code == 1
    assert out.count("删除  ") == 1
    assert "共12个：三轮、发现问题341个、整改到位310个、整改率90.9%、正在限期整改31个" in out


def test_the_wrong_ledger_is_suspected_first(
    capsys: pytest.CaptureFixture[str], folder: Path, tmp_path: Path
) -> None:
    build(EXAMPLES / "circular.json", formats=("txt",), into=tmp_path, ledger=True)
    code, out = said(capsys, folder / "round4.txt", "--against", tmp_path / "circular.ledger.json")
    assert code == 1
    assert "请先核实文稿与台账是否对应" in "".join(out.splitlines()[:3])


def test_what_cannot_be_verified_weighs_more_than_what_differs(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    code, result = data(capsys, folder / "edited.docx", folder / "round4.txt")
    assert (code, result["exit_code"]) == (65, 65)
    assert [issue["code"] for issue in result["documents"][str(folder / "round4.txt")]["issues"]] == ["B802"]


def test_a_document_that_lost_its_ledger_is_held_against_the_data(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    code, _ = said(capsys, folder / "round4.txt", "--against", EXAMPLES / "round4.json")
    assert code == 0


def test_a_missing_document_answers_66(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    assert said(capsys, folder / "nothere.docx")[0] == 66


def test_a_ledger_that_was_tampered_with_is_not_trusted(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    page = (folder / "round4.html").read_text("utf-8").replace("310个", "300个").replace('"310"', '"300"')
    (folder / "tampered.html").write_text(page, "utf-8")
    code, result = data(capsys, folder / "tampered.html")
    assert code == 65
    codes = [issue["code"] for issue in result["documents"][str(folder / "tampered.html")]["issues"]]
    assert codes == ["B813", "B802"]


def test_another_ledger_beside_a_document_is_no_clean_answer(
    capsys: pytest.CaptureFixture[str], folder: Path, tmp_path: Path
) -> None:
    # whoever forges a document can forge the ledger inside, but not the one the office has kept
    shutil.copy(folder / "round4.docx", tmp_path)
    kept = build(EXAMPLES / "round4.json", on=datetime.date(2018, 8, 30), formats=(), ledger=True).contents
    (tmp_path / "round4.ledger.json").write_bytes(kept["ledger.json"])
    code, out = said(capsys, tmp_path / "round4.docx")
    assert code == 1
    assert "B818" in out
