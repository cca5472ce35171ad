"""What the verifier says of documents that people have changed."""

import io
import json
import re
import shutil
import subprocess
import time
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from bulletin import Built, BulletinError, Request, build, draft
from bulletin.issues.errors import DataRefused
from bulletin.ledger.entries import Entry, Ledger, to_json
from bulletin.readers import read
from bulletin.readers.copy import Copy, TextLine
from bulletin.verification import verify
from bulletin.verification.across import across
from bulletin.verification.verdict import Finding, Verdict
from tests.commands import recall

EXAMPLES = Path(__file__).parents[2] / "examples"


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
    return Copy("edited.txt", "txt", tuple(TextLine(line) for line in lines), None, "", "", ())


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
    verdict = verify(file)
    assert verdict.counts == {"as issued": 55, "changed": 0, "removed": 0, "new": 0, "repeated": 0}
    assert verdict.as_issued


@pytest.mark.parametrize("suffix", ["docx", "pdf", "html"])
def test_a_document_is_verified_without_anything_else(tmp_path: Path, built: Built, suffix: str) -> None:
    file = tmp_path / f"alone.{suffix}"
    file.write_bytes(built.contents[suffix])
    assert verify(file).as_issued


def test_plain_text_alone_has_nothing_to_be_held_against(tmp_path: Path, built: Built) -> None:
    file = tmp_path / "alone.txt"
    file.write_bytes(built.contents["txt"])
    with pytest.raises(DataRefused) as refused:
        verify(file)
    assert [issue.code for issue in refused.value.issues] == ["B802"]


# ── one change ───────────────────────────────────────────────────────────────────────────────────────────


def test_a_changed_number_is_told_with_all_that_no_longer_agrees(edited: Callable[..., Verdict]) -> None:
    finding = only(edited("整改到位310个", "整改到位300个"))
    assert (finding.state, finding.was, finding.now) == ("changed", "310个", "300个")
    assert [(d.label, d.printed, d.should_be, d.formula) for d in finding.disagreements] == [
        ("整改率", "90.9%", "88%", "整改到位300 ÷ 发现问题341"),
        ("正在限期整改", "31个", "41个", "发现问题341 − 整改到位300"),
    ]


def test_a_changed_rate_disagrees_with_its_own_formula(edited: Callable[..., Verdict]) -> None:
    finding = only(edited("整改率90.9%", "整改率92.0%"))
    assert [(d.printed, d.should_be) for d in finding.disagreements] == [("92.0%", "90.9%")]


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
    assert only(edited("整改率90.9%", "整改率91%")).state == "changed"


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


# ── what touches a number belongs to it ──────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "now",
    ["约310个", "近310个", "逾310个", "超过310个", "不足310个", "不到310个", "至少310个", "≥310个",
     "310个左右", "310个以上", "310余个", "310多个", "-310个", "−310个", "310万个", "310箱", "310家",
     "310%个", "310²个", "第310个", "310分之一个", "310+个", "\u202e310\u202c个",
     "31O个", "300余个", "近三百个"],
)  # fmt: skip
def test_another_statement_with_the_same_digits_is_changed(edited: Callable[..., Verdict], now: str) -> None:
    told = [f for f in edited("整改到位310个", f"整改到位{now}").findings if f.state != "as issued"]
    assert [(f.state, f.was) for f in told] == [("changed", "310个")]
    assert told[0].now != "310个"


@pytest.mark.parametrize(
    "now", ["310", "三百一十个", "３１０个", " 310 个", "0310个", "31\u200b0个", "31\u20600个", "的310个"]
)
def test_the_same_number_written_otherwise_is_as_issued(edited: Callable[..., Verdict], now: str) -> None:
    assert edited("整改到位310个", f"整改到位{now}").as_issued


@pytest.mark.parametrize("words", ["节约", "最近", "问题和不足", "赶超", "全区上下"])
def test_a_word_that_ends_like_a_hedge_is_none(edited: Callable[..., Verdict], words: str) -> None:
    assert edited("走访单位150个", f"走访单位{words}150个").as_issued


@pytest.mark.parametrize("date", ["二〇一八年八月二十九日", "2018-08-29", "2018.8.29", "2018年08月29日"])
def test_a_date_in_another_form_is_the_same_date(edited: Callable[..., Verdict], date: str) -> None:
    assert edited("2018年8月29日", date).as_issued
    other = date.replace("29", "28").replace("二十九", "二十八")
    assert different(edited("2018年8月29日", other)) == [("changed", "2018年8月29日", other, "")]


def test_an_increase_that_became_a_decrease_is_changed(edited: Callable[..., Verdict]) -> None:
    label = "巡察对象增减"
    assert different(edited("增加37个", "减少37个")) == [("changed", "增加37个", "减少37个", label)]
    assert different(edited("增加37个", "增加到37个")) == [("changed", "增加37个", "增加到37个", label)]
    assert edited("增加37个", "增加了37个").as_issued


def test_the_direction_of_a_change_is_worked_out_anew() -> None:
    ledger = build(EXAMPLES / "circular.json", formats=()).ledger
    lines = [line.replace("规划巡察对象120个", "规划巡察对象90个") for line in ledger.text]
    told = verify(copy_of(lines), ledger).disagreements
    assert ("巡察对象增减", "增加18个", "减少12个") in [(d.label, d.printed, d.should_be) for d in told]


def test_of_a_vague_number_nothing_is_worked_out(edited: Callable[..., Verdict]) -> None:
    assert edited("整改到位310个", "整改到位近三百个").disagreements == ()


@pytest.mark.parametrize(
    ("now", "agrees"), [("九成", True), ("九成多", True), ("八成", False), ("0.91", True)]
)
def test_a_rate_in_another_form_is_held_against_the_same_numbers(
    edited: Callable[..., Verdict], now: str, agrees: bool
) -> None:
    finding = only(edited("整改率90.9%", f"整改率{now}"))
    assert finding.state == "changed"
    assert (finding.disagreements == ()) is agrees


def test_the_term_of_a_committee_is_a_number(edited: Callable[..., Verdict]) -> None:
    verdict = edited("十四届榆阳区委已", "十五届榆阳区委已")
    assert different(verdict) == [("changed", "十四届", "十五届", "")]


def test_two_terms_that_changed_places_are_as_two_numbers_that_did(edited: Callable[..., Verdict]) -> None:
    verdict = edited("立案41件，结案35件", "结案41件，立案35件")
    assert sorted(different(verdict)) == [
        ("changed", "35件", "41件", "结案"),
        ("changed", "41件", "35件", "立案"),
    ]


def test_a_term_that_is_negated_is_another_one(edited: Callable[..., Verdict]) -> None:
    assert not edited("整改到位310个", "未整改到位310个").as_issued


def test_a_report_cannot_command_the_terminal(edited: Callable[..., Verdict]) -> None:
    told = [
        f for f in edited("整改到位310个", "整改到位\u202e013\u202c\x1b个").findings if f.state == "changed"
    ]
    assert told
    assert not {"\u202e", "\x1b"} & {character for f in told for character in f.context + f.now}


def test_what_equals_a_figure_is_told_before_any_arithmetic(edited: Callable[..., Verdict]) -> None:
    assert only(edited("立案41件", "立案41件（另有22件）")).fits == ("办结信访22",)


# ── tables, and sentences that are alike ─────────────────────────────────────────────────────────────────

TABLE = (
    "项目\t数量\t办结\t率",
    "问题\t268\t231\t86%",
    "信访\t57\t48\t84.2%",
    "案件\t24\t19\t79.2%",
)


def ledger_of_lines(built: Built, lines: Sequence[str]) -> Ledger:
    """A ledger of lines in which each numeral is a figure of its own."""
    entry = next(entry for entry in built.ledger.entries if entry.kind == "count")
    entries: list[Entry] = []
    for i, line in enumerate(lines):
        for found in re.finditer(r"[0-9.]+[%个件]?", line):
            n, value = len(entries) + 1, Fraction(found[0].rstrip("%个件"))
            place = replace(entry, occurrence=n, figure=f"f{n}", label="", printed=found[0], line=i)
            place = replace(place, start=found.start(), value=str(value), unit="")
            rate = found[0].endswith("%")
            entries.append(replace(place, kind="rate", value=str(value / 100)) if rate else place)
    return replace(built.ledger, text=tuple(lines), entries=tuple(entries), claims=(), relations=())


def columns(*order: int) -> list[str]:
    """The table with its columns in another order, or without some."""
    return ["\t".join(line.split("\t")[k] for k in order) for line in TABLE]


def states(built: Built, issued: Sequence[str], returned: Sequence[str]) -> set[tuple[str, str, str]]:
    verdict = verify(copy_of(list(returned)), ledger_of_lines(built, issued))
    return {(f.state, f.was, f.now) for f in verdict.findings if f.state != "as issued"}


def test_a_table_may_be_turned_and_its_columns_moved(built: Built) -> None:
    assert not states(built, TABLE, columns(0, 3, 2, 1))
    turned = zip(*(line.split("\t") for line in TABLE), strict=True)
    assert not states(built, TABLE, ["\t".join(row) for row in turned])


def test_a_column_that_is_gone_or_new_accuses_no_other(built: Built) -> None:
    assert states(built, TABLE, columns(0, 2, 3)) == {("removed", n, "") for n in ("268", "57", "24")}
    cells = list(zip(TABLE, ("上年", "7", "6", "5"), strict=True))
    for more in (
        [f"{line}\t{cell}" for line, cell in cells],
        [line.replace("\t", f"\t{cell}\t", 1) for line, cell in cells],
    ):
        assert states(built, TABLE, more) == {("new", "", n) for n in ("7", "6", "5")}


@pytest.mark.parametrize("line", [0, 1])
def test_numbers_or_heads_that_changed_places_in_a_table_are_found(built: Built, line: int) -> None:
    cells = TABLE[line].split("\t")
    swapped = "\t".join((cells[0], cells[2], cells[1], cells[3]))
    assert ("changed", "268", "231") in states(built, TABLE, [*TABLE[:line], swapped, *TABLE[line + 1 :]])


def test_a_head_may_be_reworded(built: Built) -> None:
    assert not states(built, TABLE, [TABLE[0].replace("数量", "件数"), *TABLE[1:]])


def test_a_row_by_another_name_with_another_number_is_another_row(built: Built) -> None:
    told = states(built, TABLE, [TABLE[0], TABLE[1], "线索\t93\t\t", TABLE[3]])
    assert told == {("removed", n, "") for n in ("57", "48", "84.2%")} | {("new", "", "93")}


def test_equal_sentences_whose_numbers_changed_places_are_found(built: Built) -> None:
    issued = ("第一轮情况较好。发现问题40个。整改36个。", "第二轮情况一般。发现问题50个。整改41个。")
    swapped = ("第一轮情况很好。发现问题50个。整改36个。", "第二轮情况较差。发现问题40个。整改41个。")
    assert states(built, issued, swapped) == {("changed", "40个", "50个"), ("changed", "50个", "40个")}
    assert not states(built, issued, issued[::-1])
    assert {("removed", "40个", ""), ("removed", "36个", "")} <= states(built, issued, issued[1:])


def test_items_under_names_whose_numbers_changed_places_are_found(built: Built) -> None:
    issued = ("县纪委", "立案3件。", "县法院", "立案5件。", "县医院", "立案7件。")
    swapped = (issued[0], issued[3], issued[2], issued[1], *issued[4:])
    assert states(built, issued, swapped) == {("changed", "3件", "5件"), ("changed", "5件", "3件")}
    assert states(built, issued, (*issued[:2], *issued[4:])) == {("removed", "5件", "")}
    assert not states(built, issued, (*issued[4:], *issued[:4]))


def test_a_pdf_of_a_circular_is_as_issued_and_counts_no_lines(tmp_path: Path) -> None:
    file = tmp_path / "circular.pdf"
    file.write_bytes(build(EXAMPLES / "circular.json", formats=("pdf",)).contents["pdf"])
    verdict = verify(file)
    assert different(verdict) == []
    assert {finding.line for finding in verdict.findings} == {0}


def test_a_pdf_with_a_month_in_its_title_and_a_table_over_two_pages_is_as_issued(tmp_path: Path) -> None:
    """The title breaks after 2026年7月; the head of the table, of 18 lines, stands on pages 4 and 5."""
    file = tmp_path / "monthly.pdf"
    file.write_bytes(build(EXAMPLES / "kinds" / "monthly.json", formats=("pdf",)).contents["pdf"])
    verdict = verify(file)
    assert different(verdict) == []
    assert len(verdict.findings) == 154


# ── what is too much ─────────────────────────────────────────────────────────────────────────────────────


def test_long_tables_take_seconds(built: Built) -> None:
    parts = ("东南西北中前后左右", "山水云雨风雪", "松柏竹梅", "村乡镇")
    names = ["".join(name) for name in product(*parts)]
    rows = [f"{name}\t{i % 97 + 1}\t{i % 31 + 1}\t{i % 100}%" for i, name in enumerate(names)]
    issued = ["单位\t问题\t整改\t率", *rows]
    prose = [f"{line}。".replace("\t", "，另有") for line in rows]
    others = [f"外县{name}共{i % 89 + 100}个，又{i % 83 + 200}件。" for i, name in enumerate(names)]
    changed = [line.replace("\t", "\t1") for line in issued]
    ledger = ledger_of_lines(built, issued)
    began = time.perf_counter()
    for returned in (issued[::-1], prose, [*issued, *others], others, changed):
        verify(copy_of(list(returned)), ledger)
    page = replace(copy_of([line.replace("\t", " ") for line in issued]), kind="pdf")
    assert verify(page, ledger).as_issued
    assert (
        time.perf_counter() - began < 40
    )  # about 8 on a slow machine; minutes, if each is compared with each


def test_a_text_of_nothing_but_numbers_is_refused(built: Built) -> None:
    with pytest.raises(DataRefused) as refused:
        verify(copy_of(["1，" * 60_000]), built.ledger)
    assert [issue.code for issue in refused.value.issues] == ["B811"]
    assert not verify(copy_of([f"1{' ' * 1_000_000}2"]), built.ledger).as_issued


# ── another ledger beside it ─────────────────────────────────────────────────────────────────────────────


def test_another_ledger_beside_the_document_is_told(tmp_path: Path, built: Built) -> None:
    file, beside = tmp_path / "round4.docx", tmp_path / "round4.ledger.json"
    file.write_bytes(built.contents["docx"])
    beside.write_bytes(built.contents["ledger.json"])
    assert verify(file).issues == ()
    beside.write_bytes(to_json(replace(built.ledger, date="2018-08-30")))
    verdict = verify(file)
    assert [issue.code for issue in verdict.issues] == ["B818"]
    assert verdict.as_issued


def test_a_document_without_text_lacks_more_than_a_ledger(tmp_path: Path) -> None:
    file = tmp_path / "scan.txt"
    file.write_text(" \n", "utf-8")
    with pytest.raises(DataRefused) as refused:
        verify(file)
    assert [issue.code for issue in refused.value.issues] == ["B803"]


# ── against data, and several documents ──────────────────────────────────────────────────────────────────


def test_a_document_is_held_against_its_data(tmp_path: Path, built: Built) -> None:
    file = tmp_path / "round4.docx"
    file.write_bytes(built.contents["docx"])
    assert verify(file, draft(Request(EXAMPLES / "round4.json"))).as_issued


def test_data_that_has_moved_on_is_told(tmp_path: Path, built: Built, round4: dict[str, Any]) -> None:
    round4["scopes"][0]["results"]["talks"] = 1575
    data = tmp_path / "round4.json"
    data.write_text(json.dumps(round4, ensure_ascii=False), "utf-8")
    file = tmp_path / "round4.docx"
    file.write_bytes(built.contents["docx"])
    verdict = verify(file, draft(Request(data)))
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


@pytest.mark.slow
def test_documents_saved_by_libreoffice_verify_in_full(tmp_path: Path, built: Built) -> None:
    source = tmp_path / "round4.docx"
    source.write_bytes(built.contents["docx"])
    (tmp_path / "round4.ledger.json").write_bytes(built.contents["ledger.json"])
    office = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]

    def converted(file: Path, kind: str, folder: str) -> Path:
        command = [*office, "--convert-to", kind, "--outdir", str(tmp_path / folder), str(file)]
        subprocess.run(command, check=True, capture_output=True)
        return tmp_path / folder / f"{file.stem}.{kind}"

    saved = converted(source, "docx", "saved")
    through = converted(converted(source, "odt", "odt"), "docx", "through")
    printed = converted(source, "pdf", "printed")
    for file in (saved, through, printed):
        shutil.copy(tmp_path / "round4.ledger.json", file.parent)
        verdict = verify(file)
        assert (verdict.counts["as issued"], different(verdict)) == (55, [])
    with zipfile.ZipFile(io.BytesIO(through.read_bytes())) as package:
        assert not [name for name in package.namelist() if name.startswith("customXml")]  # the part was lost
    (saved.parent / "round4.ledger.json").unlink()
    assert verify(saved).as_issued  # and here it was kept


def test_random_edits_are_found_and_nothing_else() -> None:
    with_marks, stripped = recall.run(trials=200, seed=3)
    for score in (with_marks, stripped):
        assert (score.missed, score.accused) == ([], [])
        assert score.found > 300


def test_a_missing_document_is_told() -> None:
    with pytest.raises(BulletinError) as refused:
        read("nothere.docx")
    assert refused.value.exit_code == 66
