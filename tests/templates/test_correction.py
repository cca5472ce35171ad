"""A correction says what was printed, what is right and what follows, and nothing else."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from bulletin import Ledger, account, check, compose, load, proofread, tally
from bulletin.ledger.differences import differences
from bulletin.ledger.entries import reduced
from bulletin.model.document import Heading, Paragraph, Table, text_of
from bulletin.model.facts import Correction

EXAMPLE = Path(__file__).parents[2] / "examples" / "kinds" / "correction.json"
RAW = json.loads(EXAMPLE.read_text("utf-8"))
TITLE = "《中共云川县委巡察工作领导小组关于前两轮巡察工作情况的通报》"


def changed(*corrections: dict[str, Any], **corrects: Any) -> dict[str, Any]:
    """The example with other corrections, if any are given, and other fields of the document corrected."""
    raw: dict[str, Any] = copy.deepcopy(RAW)
    raw["records"]["corrections"] = list(corrections) or raw["records"]["corrections"]
    fields = raw["document"]["corrects"] | corrects
    raw["document"]["corrects"] = {key: value for key, value in fields.items() if value is not None}
    return raw


def one(printed: str = "102个", corrected: str = "120个", **fields: Any) -> dict[str, Any]:
    return {"label": "巡察对象", "printed": printed, "corrected": corrected, **fields}


def blocks(raw: dict[str, Any]) -> tuple[Any, ...]:
    return compose(tally(load(raw)), "correction").blocks


def lines(raw: dict[str, Any]) -> list[str]:
    return [text_of(each.inlines) for each in blocks(raw) if isinstance(each, Heading | Paragraph)]


def rows(raw: dict[str, Any]) -> list[list[str]]:
    tables = [each for each in blocks(raw) if isinstance(each, Table)]
    return [[" ".join(text_of(cell.inlines) for cell in row) for row in table.rows] for table in tables]


def codes(raw: dict[str, Any]) -> list[tuple[str, str]]:
    return [(each.code, each.place) for each in check(load(raw))]


# ── the document ─────────────────────────────────────────────────────────────────────────────────────────


def test_the_title_names_the_document() -> None:
    assert compose(tally(load(RAW)), "correction").title == f"关于更正{TITLE}有关数据的通知"


@pytest.mark.parametrize(
    ("corrects", "sentence"),
    [
        ({}, f"2026年9月18日印发的{TITLE}（云巡组〔2026〕8号）中有关数据有误，现更正如下。"),
        ({"number": None}, f"2026年9月18日发布的{TITLE}中有关数据有误，现更正如下。"),
        ({"number": None, "date": None}, f"{TITLE}中有关数据有误，现更正如下。"),
        ({"date": None}, f"{TITLE}（云巡组〔2026〕8号）中有关数据有误，现更正如下。"),
    ],
)
def test_the_opening_says_which_document_was_wrong(corrects: dict[str, Any], sentence: str) -> None:
    assert sentence in lines(changed(**corrects))


def test_a_title_inside_a_title_has_the_inner_marks() -> None:
    assert "《关于印发〈规划〉的通知》" in "".join(lines(changed(title="关于印发《规划》的通知")))


def test_one_number_is_corrected_in_a_sentence() -> None:
    assert "“问题整改情况”“前两轮巡察主要数据”中，将“整改到位231个”更正为“整改到位229个”。" in lines(RAW)


def test_without_a_place_the_sentence_begins_with_the_number() -> None:
    assert "将“巡察对象102个”更正为“巡察对象120个”。" in lines(changed(one()))


def test_several_numbers_stand_in_a_table() -> None:
    raw = changed(one(), one("31个", "30个", places=["附件"]))
    assert rows(raw) == [["位置 项目 原文 更正为", "— 巡察对象 102个 120个", "附件 巡察对象 31个 30个"]]
    assert not any("由此" in line for line in lines(raw))


def test_what_follows_is_told_after_its_cause() -> None:
    assert "由此，下列数据相应更正。" in lines(RAW)
    assert rows(RAW) == [
        [
            "位置 项目 原文 更正为",
            "问题整改情况、前两轮巡察主要数据 整改率 86.2% 85.4%",
            "问题整改情况 正在限期整改 15个 17个",
        ]
    ]


def test_one_consequence_is_told_in_a_sentence() -> None:
    raw = changed(one(), {"label": "覆盖率", "printed": "20.6%", "corrected": "17.5%", "follows": True})
    assert "由此，将“覆盖率20.6%”更正为“覆盖率17.5%”。" in lines(raw)


def test_the_correction_may_be_published() -> None:
    figures = tally(load(RAW))
    assert codes(RAW) == []
    assert proofread(compose(figures, "correction"), figures, ("records.corrections",)) == ()


# ── what is refused ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("printed", "corrected"),
    [("310个", "310个"), ("91%", "91.0%"), ("310 个", "310个"), ("62.7万人", "627000人"), ("三轮", "3轮")],
)
def test_a_correction_that_changes_nothing_is_refused(printed: str, corrected: str) -> None:
    assert codes(changed(one(printed, corrected))) == [("B226", "/records/corrections/0/corrected")]


@pytest.mark.parametrize(("printed", "corrected"), [("310个", "301个"), ("91%", "91个"), ("5件", "5人")])
def test_a_correction_that_changes_something_is_taken(printed: str, corrected: str) -> None:
    assert codes(changed(one(printed, corrected))) == []


def test_one_number_is_corrected_once() -> None:
    assert codes(changed(one(), one(corrected="121个"))) == [("B226", "/records/corrections/1")]


def test_a_correction_of_nothing_is_refused() -> None:
    raw = changed()
    raw["records"] = {}
    assert codes(raw) == [("B226", "/records")]


def test_a_correction_of_no_document_is_refused() -> None:
    raw = changed()
    del raw["document"]["corrects"]
    assert codes(raw) == [("B226", "/document")]


@pytest.mark.parametrize(
    ("corrects", "code"),
    [({"title": "《通报》"}, "B226"), ({"number": "8号"}, "B220"), ({"date": "2026-09-26"}, "B215")],
)
def test_the_document_is_named_as_it_should_be(corrects: dict[str, Any], code: str) -> None:
    assert [found for found, _ in codes(changed(**corrects))] == [code]


# ── two editions ─────────────────────────────────────────────────────────────────────────────────────────


def ledger(raw: dict[str, Any]) -> Ledger:
    figures = tally(load(raw))
    return account(compose(figures, "circular"), figures)


def edition(raw: dict[str, Any], **results: Any) -> dict[str, Any]:
    again: dict[str, Any] = copy.deepcopy(raw)
    again["scopes"][0]["results"] |= results
    return again


def test_two_editions_that_print_the_same_need_no_correction(circular: dict[str, Any]) -> None:
    found = differences(ledger(circular), ledger(circular))
    assert (found.corrections, found.no_longer, found.newly) == ((), (), ())


def test_what_two_editions_print_otherwise_is_corrected_with_what_follows(circular: dict[str, Any]) -> None:
    right = copy.deepcopy(circular)
    state = right["scopes"][0]["results"]["problems"]["by"]["state"]["items"]
    state["rectified"] = 229  # 268 − 229 − 22 = 17; 229 ÷ 268 = 85.4…%
    assert differences(ledger(circular), ledger(right)).corrections == tuple(
        Correction(**{**each, "places": tuple(each["places"])}) for each in RAW["records"]["corrections"]
    )


def test_a_heading_inside_a_table_is_no_place_in_the_document() -> None:
    wrong = json.loads((EXAMPLE.parent / "monthly.json").read_text("utf-8"))
    right = copy.deepcopy(wrong)
    gifts = right["scopes"][0]["results"]["persons_handled"]["by"]["grade"]["items"]
    assert (gifts["village_cadres"], gifts["ordinary_staff"]) == (5, 6)
    gifts["village_cadres"], gifts["ordinary_staff"] = 6, 5
    before, after = (
        account(compose(figures, "monthly"), figures)
        for figures in (tally(load(raw)) for raw in (wrong, right))
    )
    assert [(each.label, each.places) for each in differences(before, after).corrections] == [
        ("一般干部", ("2026年7月云川县查处违反中央八项规定精神问题统计表",)),
        ("村干部", ("2026年7月云川县查处违反中央八项规定精神问题统计表",)),
    ]


def test_a_chart_is_called_by_its_caption_without_its_measure_word() -> None:
    wrong = json.loads((EXAMPLE.parent / "petitions.json").read_text("utf-8"))
    right = copy.deepcopy(wrong)
    channels = right["scopes"][0]["results"]["petitions"]["by"]["channel"]["items"]
    assert (channels["letters"], channels["visits"]) == (61, 40)
    channels["letters"], channels["visits"] = 62, 39
    before, after = (
        account(compose(figures, "petitions"), figures)
        for figures in (tally(load(raw)) for raw in (wrong, right))
    )
    found = differences(before, after).corrections
    assert found[0].places == ("举报方式", "2026年上半年云川县信访举报方式")


def test_the_places_of_one_number_stand_together(circular: dict[str, Any]) -> None:
    changes = {"petitions": {"n": 58}, "petitions_transferred": {"n": 58, "to": "县信访部门"}}
    (first, *_) = differences(ledger(circular), ledger(edition(circular, **changes))).corrections
    assert (first.label, first.printed, first.corrected) == ("受理信访", "57件", "58件")
    assert first.places == ("信访和问题线索办理情况", "前两轮巡察主要数据")


def test_a_rate_that_prints_the_same_is_not_corrected(circular: dict[str, Any]) -> None:
    # 19 of 24 and 38 of 48 are the same rate; of the two counts both are corrected.
    found = differences(ledger(circular), ledger(edition(circular, cases_filed=48, cases_closed=38)))
    assert [each.label for each in found.corrections] == ["立案", "结案"]


def test_what_only_one_edition_prints_is_named(circular: dict[str, Any]) -> None:
    right = copy.deepcopy(circular)
    del right["scopes"][0]["results"]["admonition_and_reminder"]
    right["scopes"][0]["results"]["suggestions"] = 12
    found = differences(ledger(circular), ledger(right))
    assert (found.corrections, found.no_longer) == ((), ("now.admonition_and_reminder",))


def test_a_ledger_that_travelled_gives_the_same_corrections(circular: dict[str, Any]) -> None:
    right = edition(circular, talks=1300)
    whole, part = (ledger(raw) for raw in (circular, right))
    assert differences(reduced(whole, "printed"), reduced(part, "printed")) == differences(whole, part)
