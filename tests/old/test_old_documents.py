"""Documents of 0.1.0, as issued and edited, are traced and verified as 0.1.0 itself did it."""

import json
from pathlib import Path
from typing import Any

import pytest

from bulletin import cli

HERE = Path(__file__).parent
DOCUMENTS = HERE / "documents"
VERDICTS = sorted((HERE / "verdicts").iterdir())
TRACES = sorted((HERE / "traces").iterdir())

CHANGED: dict[str, str] = {}
"""What is deliberately said otherwise now: the document, and the words of docs/upgrading.md on it."""


def place(name: str) -> Path:
    """Return where a document lies: beside the ledgers, or `alone`, where only its own ledger helps."""
    return next(path for path in (DOCUMENTS / name, DOCUMENTS / "alone" / name) if path.exists())


def answered(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    code = cli.main([*words, "--json", "--lang", "en"])
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert answer.setdefault("exit_code", code) == code
    return answer


def told(verdict: dict[str, Any]) -> dict[str, Any]:
    """Return a verdict without its sentences: of what is as issued the number, of an issue its code."""
    findings = [each for each in verdict.get("findings", []) if each["state"] != "as issued"]
    issues = [(each["code"], each["severity"]) for each in verdict["issues"]]
    unseen = [each["code"] for each in verdict.get("unseen", [])]  # 0.1.0 did not tell
    return {**verdict, "findings": findings, "issues": issues, "unseen": unseen}


@pytest.mark.parametrize("file", VERDICTS, ids=lambda file: file.stem)
def test_a_document_has_the_verdict_it_had(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    name = file.name.removesuffix(".json")
    monkeypatch.chdir(place(name).parent)
    against = ["--against", "circular.ledger.json"] if name == "edited-text.txt" else []
    then = json.loads(file.read_text("utf-8"))
    now = answered(capsys, "verify", name, *against)
    same = now["exit_code"] == then["exit_code"] and told(now["documents"][name]) == told(
        then["documents"][name]
    )
    assert same == (name not in CHANGED), now


def test_the_pdf_of_a_month_is_as_issued(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(DOCUMENTS)
    assert answered(capsys, "verify", "monthly-masked.pdf")["exit_code"] == 0


@pytest.mark.parametrize("file", TRACES, ids=lambda file: file.stem)
def test_a_value_is_traced_to_what_it_was_traced_to(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    then = json.loads(file.read_text("utf-8"))
    now = answered(capsys, "trace", str(place(file.name.removesuffix(".json"))), then["asked"])
    was = then["answer"]
    assert len(now["entries"]) == len(was["entries"]) > 0
    for new, old in zip(now["entries"], was["entries"], strict=True):
        assert {key: new[key] for key in old} == old
    assert {key: now["document"][key] for key in was["document"]} == was["document"]


def test_no_document_of_masked_persons_tells_a_name(capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("monthly-masked.docx", "monthly-masked.pdf", "monthly-masked.html"):
        cli.main(["trace", str(DOCUMENTS / name), "--all", "--json"])
        said = capsys.readouterr().out
        assert "李某甲" in said
        assert "李四" not in said


def test_a_document_is_verified_against_the_data_it_was_made_from(capsys: pytest.CaptureFixture[str]) -> None:
    data = str(HERE / "data" / "circular.json")
    answer = answered(capsys, "verify", str(DOCUMENTS / "circular.txt"), "--against", data)
    assert answer["exit_code"] == 0


def test_documents_are_held_against_each_other(capsys: pytest.CaptureFixture[str]) -> None:
    """Two of one data file say the same; one that was edited contradicts them."""
    files = [str(DOCUMENTS / name) for name in ("circular.docx", "circular.html")]
    assert answered(capsys, "verify", *files)["conflicts"] == []
    edited = str(DOCUMENTS / "alone" / "edited-rate.docx")
    assert answered(capsys, "verify", *files, edited)["exit_code"] == 1
