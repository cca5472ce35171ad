"""A circular of cases says of each who, what and what was decided, by the terms of the day."""

import copy
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bulletin import check, compose, load, proofread, tally
from bulletin.issues.errors import DataRefused
from bulletin.model.codelist import read_codelist, shipped_codelist
from bulletin.model.document import Heading, Paragraph, text_of

ROOT = Path(__file__).parents[1]
CASES = json.loads((ROOT.parent / "examples" / "kinds" / "cases.json").read_text("utf-8"))
FIRST = "1.县水务管理站原站长李某甲违规收受礼金问题。"


def changed(i: int = 0, **fields: Any) -> dict[str, Any]:
    """The example with some fields of one of its cases replaced; None takes one out."""
    raw: dict[str, Any] = copy.deepcopy(CASES)
    case = raw["records"]["cases"][i]
    case |= fields
    raw["records"]["cases"][i] = {key: value for key, value in case.items() if value is not None}
    return raw


def alone(**fields: Any) -> dict[str, Any]:
    """The first case by itself."""
    raw = changed(0, **fields)
    raw["records"]["cases"] = raw["records"]["cases"][:1]
    return raw


def lines(raw: dict[str, Any]) -> list[str]:
    blocks = compose(tally(load(raw)), "cases").blocks
    return [text_of(block.inlines) for block in blocks if isinstance(block, Heading | Paragraph)]


def text(raw: dict[str, Any]) -> str:
    return "\n".join(lines(raw))


def last(**fields: Any) -> str:
    """The sentence that says what was decided on the only person."""
    told = next(line for line in lines(alone(**fields)) if line.startswith("县水务"))
    return told.split("。")[-2] + "。"


def test_the_opening_counts_the_cases() -> None:
    assert "现将4起违反中央八项规定精神和群众身边不正之风典型案例通报如下。" in lines(CASES)


def test_the_title_counts_the_cases() -> None:
    title = "中共云川县纪委办公室关于4起违反中央八项规定精神和群众身边不正之风典型案例的通报"
    assert compose(tally(load(CASES)), "cases").title == title


def test_a_case_is_told_in_one_numbered_paragraph() -> None:
    facts = "2023年至2025年，李某甲在春节、中秋期间先后收受服务对象所送礼金共计2.6万元。"
    assert FIRST + facts + "2026年7月，李某甲受到党内严重警告、政务记过处分。" in lines(CASES)


def test_one_case_has_no_number() -> None:
    assert lines(alone())[5].startswith("县水务管理站原站长李某违规收受礼金问题。")


def test_one_case_is_one() -> None:
    assert "现将1起典型案例通报如下。" in text(alone() | {"text": {}})


def test_several_persons_are_sanctioned_together() -> None:
    assert "2026年8月12日，李某乙、王某均受到党内警告处分。" in text(CASES)


def test_without_a_matter_the_head_still_is_a_whole_name() -> None:
    assert "3.县园林管理所原所长欧阳某有关问题。" in text(CASES)


@pytest.mark.parametrize(
    ("decisions", "sentence"),
    [
        (["party_warning"], "2026年7月，李某受到党内警告处分。"),
        (["public_dismissal", "party_expulsion"], "2026年7月，李某受到开除党籍、开除公职处分。"),
        (["admonition"], "2026年7月，李某受到诫勉处理。"),
        (["removed_from_post", "party_post_removal"], "2026年7月，李某受到撤销党内职务处分和免职处理。"),
        (["referred_judicial"], "2026年7月，李某被移送司法机关。"),
        (["referred_judicial", "party_expulsion"], "2026年7月，李某受到开除党籍处分，并被移送司法机关。"),
        (["admonition", "sentenced"], "2026年7月，李某受到诫勉处理，并被判刑。"),
    ],
)
def test_what_was_decided_follows_its_kinds(decisions: list[str], sentence: str) -> None:
    assert last(decisions=decisions) == sentence


def test_a_decision_without_a_day_is_told_without_one() -> None:
    assert last(decided=None) == "李某受到党内严重警告、政务记过处分。"


def test_an_earlier_decision_has_the_term_of_its_day() -> None:
    assert last(decided="2017-12") == "2017年12月，李某受到党内严重警告、行政记过处分。"


def test_numbers_in_the_facts_are_the_words_of_the_office() -> None:
    figures = tally(load(CASES))
    assert proofread(compose(figures, "cases"), figures, ("now.typical_cases",)) == ()


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"decisions": []}, "/records/cases/0/decisions"),
        ({"decisions": ["problems"]}, "/records/cases/0/decisions/0"),
        ({"facts": "李四收受礼金"}, "/records/cases/0/facts"),
        ({"matter": "违规收受礼金问题"}, "/records/cases/0/matter"),
    ],
)
def test_a_case_that_makes_no_sentence_is_refused(fields: dict[str, Any], place: str) -> None:
    found = [each for each in check(load(changed(0, **fields))) if each.code == "B224"]
    assert [each.place for each in found] == [place]


def test_a_count_that_is_not_that_of_the_cases_is_refused() -> None:
    raw = changed()
    raw["scopes"][0]["results"]["typical_cases"] = 5
    assert "B216" in {each.code for each in check(load(raw))}


def real(name: str, **document: Any) -> str:
    """The text of a published case, whose title says the number by a reference."""
    own = ROOT / "cases" / f"{name}.indicators.toml"
    codelist = read_codelist(own.read_text("utf-8"), shipped_codelist())
    raw = json.loads((ROOT / "cases" / f"{name}.json").read_text("utf-8"))
    raw["document"] |= document
    figures = tally(load(raw, codelist), codelist)
    composed = compose(figures, "cases")
    assert proofread(composed, figures, ("now.typical_cases",), codelist) == ()
    return "\n".join(text_of(b.inlines) for b in composed.blocks if isinstance(b, Heading | Paragraph))


def test_cases_that_are_only_counted_are_told_by_their_kinds() -> None:
    told = real("86-dianxing-20qi", title="中央纪委通报{typical_cases}扶贫领域典型案例")
    assert "中央纪委国家监委通报20起典型案例。" in told
    assert "按报送来源分，省级纪委监委报送18起、地州直报2起。" in told
    assert "按情形分，贪污侵占6起、失职失责4起、优亲厚友4起、截留挪用2起、虚报冒领2起、吃拿卡要2起。" in told


def test_a_count_of_persons_without_cases_is_no_circular_of_cases() -> None:
    with pytest.raises(DataRefused) as caught:
        real("83-jiujia-qinyang")
    assert [(each.code, each.place) for each in caught.value.issues] == [("B404", "now.typical_cases")]


def test_the_decided_day_may_not_lie_after_the_document() -> None:
    raw = changed(0, decided="2026-10")
    assert date.fromisoformat(raw["document"]["date"]) < date(2026, 10, 1)
    assert "B215" in {each.code for each in check(load(raw))}


def test_no_cases_are_said_without_a_number() -> None:
    raw = copy.deepcopy(CASES)
    del raw["records"]
    raw["scopes"][0]["results"] = {"typical_cases": 0}
    said = lines(raw)
    assert "没有需要通报的典型案例。" in said
    assert not any("0起" in line for line in said)
