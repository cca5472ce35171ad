"""The four public documents of a round: every example in every way, and small numbers of every kind."""

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from bulletin import build, check, compose, load, proofread, tally
from bulletin.measurement import measure
from bulletin.model.document import Paragraph, leaves, text_of
from tests.helpers.notices import KINDS, example, text

MINE = ("entry", "exit", "feedback", "rectification")
EXAMPLES = sorted(path.stem for path in KINDS.glob("*.json") if path.stem.split("-")[0] in MINE)


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_raises_no_issue_in_its_data_nor_in_its_document(name: str) -> None:
    data = load(example(name))
    figures = tally(data)
    document = compose(figures, example(name)["document"]["template"])
    assert (check(data), proofread(document, figures)) == ((), ())


def test_a_notice_with_a_turned_sheet_is_written_in_every_format_and_keeps_the_standard(
    tmp_path: Path,
) -> None:
    files = build(KINDS / "entry.json", into=tmp_path, formats=["docx", "pdf", "html", "txt"]).files
    assert len(files) == 4
    assert [kind for kind in ("docx", "pdf") if measure(files[kind]).deviates] == []


def test_what_is_posted_has_no_red_heading_unless_mark_and_number_are_given() -> None:
    raw = example("exit")
    raw["issuer"]["mark"] = "中共云川县委文件"
    assert "中共云川县委文件" not in text(raw)
    raw["document"]["number"] = "云巡办〔2026〕9号"
    assert "中共云川县委文件\n云巡办〔2026〕9号" in text(raw)


small = st.integers(0, 3)
STATES = ["rectified", "basically_rectified", "under_rectification", "not_rectified"]


@st.composite
def variations(draw: st.DrawFn) -> dict[str, Any]:
    """A document of one of the four kinds with small numbers that agree, some of them missing."""
    raw = example(draw(st.sampled_from(EXAMPLES)))
    states = draw(st.dictionaries(st.sampled_from(STATES), small, min_size=1))
    found = sum(states.values())
    by_state = {"n": found, "by": {"state": {"basis": "partition", "items": states}}}
    given: dict[str, Any] = {
        "talks": draw(small), "meetings": draw(small), "party_lectures": draw(small),
        "problems": draw(st.sampled_from([found, by_state])), "immediate": draw(st.integers(0, found)),
        "suggestions": draw(small), "institutions": draw(small), "money_returned": draw(small),
        "petitions": 3, "petitions_closed": draw(small),
        "leads": 3, "leads_transferred": draw(small), "leads_closed_after_check": draw(small),
        "cases_filed": 3, "cases_closed": draw(small), "sanctioned": draw(small),
    }  # fmt: skip
    dropped = draw(st.sets(st.sampled_from(sorted(set(given) - {"problems"}))))
    raw["scopes"][0]["results"] = {key: value for key, value in given.items() if key not in dropped}
    if draw(st.booleans()) and not raw["document"]["template"].startswith("entry"):
        raw.pop("records", None)
    else:
        raw.get("records", {}).pop("problems", None)
    if draw(st.booleans()):
        raw.pop("text", None)
    return raw


@settings(max_examples=8, deadline=None, derandomize=True, phases=[Phase.generate])
@given(variations())
def test_no_variation_breaks_the_language(raw: dict[str, Any]) -> None:
    assert check(load(raw)) == ()
    figures = tally(load(raw))
    document = compose(figures, raw["document"]["template"])
    assert proofread(document, figures) == ()
    for block in leaves(document.blocks):
        if isinstance(block, Paragraph) and block.role in ("body", "opening"):
            line = text_of(block.inlines)
            assert not re.search("[。，、；：]{2}|其中[。，、；]|、等", line), line
            assert not re.search(r"(?<![0-9.])0(个|件|人|项|条|次|人次|万元)", line), line
            assert not re.search(r"\s", line), line
            assert line[-1:] in "。”" or re.search("电话：|地址：|邮箱：|时间：|组　　长：", line), line


def test_a_round_without_organisations_has_no_empty_brackets() -> None:
    raw = example("exit")
    raw["rounds"][0]["inspected"] = {"departments": 0, "townships": 0}
    for group in raw["records"]["groups"]:
        del group["objects"]
    assert "对被巡察单位开展了第四轮巡察" in text(raw)
