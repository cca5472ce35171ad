"""What the verifier says of documents that people have changed."""

import io
import json
import os
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bulletin import Built, BulletinError, build
from bulletin.errors import DataRefused
from bulletin.reading import read
from bulletin.reading.copy import Copy, Line
from bulletin.verify import verify
from bulletin.verify.across import across
from bulletin.verify.against import verify_against
from bulletin.verify.verdict import Finding, Verdict

if TYPE_CHECKING:
    from tests import recall
else:
    import recall  # beside this file, which is in no package

EXAMPLES = Path(__file__).parent.parent / "examples"


@pytest.fixture(scope="module")
def built() -> Built:
    """The news of the fourth round in every format."""
    return build(EXAMPLES / "round4.json", formats=("docx", "pdf", "html", "txt"), ledger=True)


@pytest.fixture
def edited(built: Built) -> Callable[..., Verdict]:
    """The verdict about the text with some replacements, each old then new."""

    def edit(*pairs: str) -> Verdict:
        text = "\f".join(built.ledger.text)
        for old, new in zip(pairs[::2], pairs[1::2], strict=True):
            assert old in text
            text = text.replace(old, new, 1)
        return verify(copy_of(text.split("\f")), built.ledger)

    return edit


def copy_of(lines: list[str]) -> Copy:
    return Copy("edited.txt", "txt", tuple(Line(line) for line in lines), None, "", "", ())


def different(verdict: Verdict) -> list[tuple[str, str, str, str]]:
    """State, was, now and label of all that is not as issued."""
    return [(f.state, f.was, f.now, f.label) for f in verdict.findings if f.state != "as issued"]


def only(verdict: Verdict) -> Finding:
    (finding,) = (finding for finding in verdict.findings if finding.state != "as issued")
    return finding


# ── what was written is what stands there ────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("suffix", ["docx", "pdf", "html", "txt"])
def test_every_format_is_as_issued(tmp_path: Path, built: Built, suffix: str) -> None:
    file = tmp_path / f"round4.{suffix}"
    file.write_bytes(built.contents[suffix])
    (tmp_path / "round4.ledger.json").write_bytes(built.contents["ledger.json"])
    verdict = verify_against(read(file), file)
    assert verdict.counts == {"as issued": 54, "changed": 0, "removed": 0, "new": 0, "repeated": 0}
    assert verdict.as_issued


@pytest.mark.parametrize("suffix", ["docx", "pdf", "html"])
def test_a_document_is_verified_without_anything_else(tmp_path: Path, built: Built, suffix: str) -> None:
    file = tmp_path / f"alone.{suffix}"
    file.write_bytes(built.contents[suffix])
    assert verify_against(read(file), file).as_issued


def test_plain_text_alone_has_nothing_to_be_held_against(tmp_path: Path, built: Built) -> None:
    file = tmp_path / "alone.txt"
    file.write_bytes(built.contents["txt"])
    with pytest.raises(DataRefused) as refused:
        verify_against(read(file), file)
    assert [issue.code for issue in refused.value.issues] == ["B802"]


# ── one change ───────────────────────────────────────────────────────────────────────────────────────────


def test_a_changed_number_is_told_with_all_that_no_longer_agrees(edited: Callable[..., Verdict]) -> None:
    finding = only(edited("整改到位310个", "整改到位300个"))
    assert (finding.state, finding.was, finding.now) == ("changed", "310个", "300个")
    assert [(d.label, d.printed, d.should_be, d.formula) for d in finding.disagreements] == [
        ("整改率", "91%", "88%", "整改到位300 ÷ 发现问题341"),
        ("正在限期整改", "31个", "41个", "发现问题341 − 整改到位300"),
    ]


def test_a_changed_rate_disagrees_with_its_own_formula(edited: Callable[..., Verdict]) -> None:
    finding = only(edited("整改率91%", "整改率92%"))
    assert [(d.printed, d.should_be) for d in finding.disagreements] == [("92%", "91%")]


def test_a_changed_part_disagrees_with_the_sum(edited: Callable[..., Verdict]) -> None:
    finding = only(edited("党内警告29人", "党内警告28人"))
    assert [(d.label, d.printed, d.should_be) for d in finding.disagreements] == [
        ("党纪政务处分", "38人", "37人"),
    ]


def test_a_number_changed_in_one_of_two_places_stands_there_with_two_values(
    edited: Callable[..., Verdict],
) -> None:
    finding = only(edited("发现问题341个", "发现问题340个"))
    assert ("发现问题", "340个", "341个", "") in [
        (d.label, d.printed, d.should_be, d.formula) for d in finding.disagreements
    ]


def test_a_claim_that_is_no_longer_true_is_told(edited: Callable[..., Verdict]) -> None:
    finding = only(edited("受理信访46件", "受理信访47件"))
    assert ("移交信访", "全部", "移交信访46 ÷ 受理信访47") in [
        (d.label, d.printed, d.formula) for d in finding.disagreements
    ]


def test_a_changed_measure_word_is_a_change(edited: Callable[..., Verdict]) -> None:
    assert different(edited("整改到位310个", "整改到位310件"))[0][:3] == ("changed", "310个", "310件")


def test_another_precision_is_a_change(edited: Callable[..., Verdict]) -> None:
    assert only(edited("整改率91%", "整改率90.9%")).state == "changed"


def test_full_width_digits_are_the_same_number(edited: Callable[..., Verdict]) -> None:
    assert edited("整改到位310个", "整改到位３１０个").as_issued


def test_a_number_that_is_gone_is_removed(edited: Callable[..., Verdict]) -> None:
    assert different(edited("移送司法机关1人。", "")) == [("removed", "1人", "", "移送司法机关")]


def test_a_new_number_comes_with_the_arithmetic_it_fits(edited: Callable[..., Verdict]) -> None:
    finding = only(edited("结案35件", "结案35件、未结6件"))
    assert (finding.state, finding.now) == ("new", "6件")
    assert "立案41 − 结案35" in finding.fits


def test_a_new_percentage_comes_with_part_and_whole(edited: Callable[..., Verdict]) -> None:
    finding = only(edited("党内警告29人", "党内警告29人（占76.3%）"))
    assert finding.fits == ("党内警告29 ÷ 党纪政务处分38",)


def test_a_new_number_that_nothing_gives_has_no_arithmetic(edited: Callable[..., Verdict]) -> None:
    assert only(edited("立案41件", "立案41件、外查977件")).fits == ()


def test_a_paragraph_that_stands_twice_is_repeated_not_accused(built: Built) -> None:
    lines = list(built.ledger.text)
    verdict = verify(copy_of([*lines, lines[-1]]), built.ledger)
    assert verdict.as_issued
    assert verdict.counts["repeated"] == 15


def test_sentences_may_be_moved_split_and_reworded(edited: Callable[..., Verdict]) -> None:
    verdict = edited(
        "立案41件，结案35件，结案率85.4%。", "",
        "发现问题341个，发现问题线索151件。", "共发现各类问题341个。另发现问题线索151件。",
        "移送司法机关1人。", "移送司法机关1人。截至目前立案41件，其中结案的有35件，结案率85.4%。",
    )  # fmt: skip
    assert different(verdict) == []


def test_two_numbers_that_changed_places_are_both_changed(edited: Callable[..., Verdict]) -> None:
    verdict = edited("党内警告29人", "党内警告■人", "开除党籍4人", "开除党籍29人", "■", "4")
    assert different(verdict) == [
        ("changed", "29人", "4人", "党内警告"),
        ("changed", "4人", "29人", "开除党籍"),
    ]


def test_a_document_without_a_number_is_not_verified(built: Built) -> None:
    with pytest.raises(DataRefused) as refused:
        verify(copy_of(["高悬巡察利剑，形成持续震慑。"]), built.ledger)
    assert [issue.code for issue in refused.value.issues] == ["B803"]


# ── against data, and several documents ──────────────────────────────────────────────────────────────────


def test_a_document_is_held_against_its_data(tmp_path: Path, built: Built) -> None:
    file = tmp_path / "round4.docx"
    file.write_bytes(built.contents["docx"])
    assert verify_against(read(file), file, EXAMPLES / "round4.json").as_issued


def test_data_that_has_moved_on_is_told(tmp_path: Path, built: Built, round4: dict[str, Any]) -> None:
    round4["scopes"][0]["results"]["talks"] = 1575
    data = tmp_path / "round4.json"
    data.write_text(json.dumps(round4, ensure_ascii=False), "utf-8")
    file = tmp_path / "round4.docx"
    file.write_bytes(built.contents["docx"])
    verdict = verify_against(read(file), file, data)
    assert [issue.code for issue in verdict.issues] == ["B804"]
    assert different(verdict) == [("changed", "1575人次", "1574人次", "开展谈话")]


def test_documents_that_differ_are_held_against_each_other(edited: Callable[..., Verdict]) -> None:
    as_issued = replace(edited("，", "，"), document="a.docx")
    other = replace(edited("整改到位310个", "整改到位300个"), document="b.docx")
    assert across([as_issued, as_issued]) == ()
    (conflict,) = across([as_issued, other])
    assert (conflict.label, conflict.printed) == ("整改到位", (("a.docx", "310个"), ("b.docx", "300个")))


def test_a_rounded_value_agrees_with_the_exact_one(edited: Callable[..., Verdict]) -> None:
    verdict = edited("，", "，")
    rate = next(shown for shown in verdict.shown if shown.figure == "now.rectified.rate")
    coarse = replace(rate, printed="90.9%", value=rate.value.limit_denominator(11), half=rate.half)
    finer = replace(coarse, half=(rate.value - coarse.value).__abs__())
    others = tuple(finer if shown is rate else shown for shown in verdict.shown)
    assert across([verdict, replace(verdict, shown=others)]) == ()


# ── real programs ────────────────────────────────────────────────────────────────────────────────────────


def test_documents_saved_by_libreoffice_verify_in_full(tmp_path: Path, built: Built) -> None:
    source = tmp_path / "round4.docx"
    source.write_bytes(built.contents["docx"])
    (tmp_path / "round4.ledger.json").write_bytes(built.contents["ledger.json"])
    office = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    own_fonts = {name: value for name, value in os.environ.items() if name != "FONTCONFIG_FILE"}

    def converted(file: Path, kind: str, folder: str) -> Path:
        command = [*office, "--convert-to", kind, "--outdir", str(tmp_path / folder), str(file)]
        subprocess.run(command, check=True, capture_output=True, env=own_fonts)
        return tmp_path / folder / f"{file.stem}.{kind}"

    saved = converted(source, "docx", "saved")
    through = converted(converted(source, "odt", "odt"), "docx", "through")
    printed = converted(source, "pdf", "printed")
    for file in (saved, through, printed):
        shutil.copy(tmp_path / "round4.ledger.json", file.parent)
        verdict = verify_against(read(file), file)
        assert (verdict.counts["as issued"], different(verdict)) == (54, [])
    with zipfile.ZipFile(io.BytesIO(through.read_bytes())) as package:
        assert not [name for name in package.namelist() if name.startswith("customXml")]  # the part was lost
    (saved.parent / "round4.ledger.json").unlink()
    assert verify_against(read(saved), saved).as_issued  # and here it was kept


def test_random_edits_are_found_and_nothing_else() -> None:
    with_marks, stripped = recall.run(trials=200, seed=3)
    for score in (with_marks, stripped):
        assert (score.missed, score.accused) == ([], [])
        assert score.found > 300


def test_a_missing_document_is_told() -> None:
    with pytest.raises(BulletinError) as refused:
        read("nothere.docx")
    assert refused.value.exit_code == 66
