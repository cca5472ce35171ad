"""What the commands do is there for programs: one call each, without printing and without argparse."""

import datetime
import shutil
from pathlib import Path
from typing import Any

import pytest

import bulletin
from bulletin import diagnosis
from bulletin.diagnosis import Condition, ConditionState
from tests.helpers.publishing import an_office

ROOT = Path(__file__).parents[2]
FIRST = ROOT / "examples" / "first.json"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`first` in three formats, with its full ledger."""
    folder = tmp_path_factory.mktemp("first")
    bulletin.build(FIRST, formats=["docx", "html", "txt"], into=folder, ledger=True)
    return folder


def test_trace_finds_a_rate_with_its_formula(folder: Path) -> None:
    (entry,) = bulletin.trace(folder / "first.docx", "90%").entries
    assert (entry.figure, entry.formula) == ("now.rectified.rate", "整改到位36 ÷ 发现问题40")


def test_trace_without_a_text_gives_every_value_of_document_and_ledger_alike(folder: Path) -> None:
    of_document, of_ledger = (bulletin.trace(folder / name) for name in ("first.html", "first.ledger.json"))
    assert of_document.entries == of_ledger.entries == of_document.ledger.entries
    assert len(of_document.entries) > 10


def test_trace_of_bytes_looks_for_nothing_beside_them(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    given = bulletin.Content("first.docx", (folder / "first.docx").read_bytes())
    assert bulletin.trace(given).ledger.detail == "printed"
    assert bulletin.trace("first.docx").ledger.detail == "full"


def test_trace_tells_that_a_text_was_edited(folder: Path, tmp_path: Path) -> None:
    text = (folder / "first.txt").read_text("utf-8")
    (tmp_path / "first.txt").write_text(text.replace("36个", "35个"), "utf-8")
    (tmp_path / "first.ledger.json").write_bytes((folder / "first.ledger.json").read_bytes())
    assert bulletin.trace(tmp_path / "first.txt").edited
    assert not bulletin.trace(folder / "first.txt").edited


def test_trace_of_a_value_that_is_not_there_is_refused(folder: Path) -> None:
    with pytest.raises(bulletin.DataRefused, match="B817"):
        bulletin.trace(folder / "first.docx", "91%")


def test_verify_takes_a_path_bytes_a_ledger_and_data(folder: Path, first: dict[str, Any]) -> None:
    file = folder / "first.docx"
    given = bulletin.Content(file.name, file.read_bytes())
    ledger = bulletin.trace(file).ledger
    for document, against in ((file, None), (str(file), FIRST), (given, None), (given, ledger),
                              (file, folder / "first.ledger.json"), (given, first)):  # fmt: skip
        assert bulletin.verify(document, against).as_issued
    first["scopes"][0]["results"]["petitions_closed"] = 8
    verdict = bulletin.verify(file, first)
    changed = [(finding.was, finding.now) for finding in verdict.findings if finding.state == "changed"]
    assert ("8件", "9件") in changed


def test_a_proof_is_made_of_a_draft_a_request_or_data(first: dict[str, Any]) -> None:
    asked = bulletin.Request(first, formats=())
    pages = {bulletin.proof(made).html for made in (first, asked, bulletin.draft(asked))}
    assert len(pages) == 1


def test_a_batch_yields_an_outcome_a_file_and_tells_it_at_once(tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_text("{", "utf-8")
    heard: list[bulletin.BatchOutcome] = []
    asked = bulletin.Request("", formats="txt")
    outcomes = bulletin.batch([FIRST, tmp_path / "bad.json"], tmp_path / "out", asked=asked, workers=1,
                              progress=heard.append)  # fmt: skip
    assert [outcome.what for outcome in outcomes] == ["built", "failed"]
    assert sorted(outcome.what for outcome in heard) == ["built", "failed"]
    assert [file.name for file in (tmp_path / "out").glob("*.txt")] == ["first.txt"]


def test_publish_tells_what_became_of_each_period(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", logger="bulletin")
    office = an_office(tmp_path, months=0)
    shutil.copy(ROOT / "examples" / "office" / "data" / "2018-01.json", office / "data")
    heard: list[bulletin.EditionOutcome] = []
    day = datetime.date(2018, 2, 5)
    would = bulletin.publish(office, on=day, dry=True)
    assert [(each.period, each.what) for each in would.outcomes] == [("2018-01", "due")]
    published = bulletin.publish(office, on=day, progress=heard.append)
    assert [(each.period, each.what) for each in published.outcomes] == [("2018-01", "published")]
    assert (tuple(heard), published.issues, published.exit_code) == (published.outcomes, (), 0)
    assert "publish: monthly 2018-01 published" in caplog.messages
    assert [each.what for each in bulletin.publish(office, "monthly", on=day).outcomes] == ["already"]


def test_diagnose_tells_what_a_machine_has_and_what_a_file_asks(
    first: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = Condition("python", "DOCX, PDF", ConditionState.FINE, ("made",))
    monkeypatch.setattr(diagnosis, "tried", lambda: page)
    first["issuer"]["name"] = "𠮷川县委巡察办"
    found = bulletin.diagnose(first)
    assert page in found.conditions
    assert found.lacking == ()
    assert [(one.character, one.places) for one in found.characters] == [("𠮷", ("/issuer/name",))]


def test_templates_are_listed_an_office_s_own_first(tmp_path: Path) -> None:
    own = tmp_path / "news"
    own.mkdir()
    (own / "template.toml").write_text('title = "本单位的"\nlayout = "news"\n', "utf-8")
    names = [template.name for template in bulletin.list_templates([str(tmp_path)])]
    assert bulletin.list_templates([tmp_path])[0].title == "本单位的"
    assert sorted(names) == sorted(template.name for template in bulletin.list_templates())
