"""Figures of one scope in those of another: shares, and names that say whose figures they are."""

from fractions import Fraction
from typing import Any

from bulletin import check, load, tally
from bulletin.model.figures import Absent, Clause, Figure, Given

QUARTER = {"since": "2026-01", "until": "2026-03"}


def a_file(*more: dict[str, Any]) -> dict[str, Any]:
    return {
        "format": 1,
        "kind": "quarterly",
        "issuer": {"name": "云川市纪委监委", "area": "云川市"},
        "document": {"title": "示例"},
        "sample": True,
        "scopes": [
            {"label": "2026年第一季度", "reported": True, "results": {"sanctioned": 90}, **QUARTER},
            *more,
        ],
    }


OWN = {"label": "第一季度", "层级": "市本级", "results": {"sanctioned": 47}, **QUARTER}


def test_the_figure_of_a_level_has_a_share_in_that_of_all_levels() -> None:
    share = tally(load(a_file(OWN))).find("scopes.1.sanctioned.share")
    assert isinstance(share, Figure)
    assert share.value == Fraction(47, 90)
    assert share.source.formula == "市本级第一季度党纪政务处分47 ÷ 2026年第一季度党纪政务处分90"
    assert share.source.pointers == ("/scopes/1/results/sanctioned", "/scopes/0/results/sanctioned")


def test_a_figure_that_is_part_of_no_other_has_no_share() -> None:
    figures = tally(load(a_file({**OWN, "until": "2026-06"})))
    assert isinstance(figures.find("scopes.1.sanctioned.share"), Absent)
    assert isinstance(figures.find("now.sanctioned.share"), Absent)


def test_a_text_may_refer_to_the_share_in_chinese() -> None:
    raw = a_file(OWN) | {"text": {"outlook": "市本级处分{scopes.1.处分.占比}。"}}
    text = tally(load(raw)).find("text.outlook")
    assert isinstance(text, Clause)
    assert [part.value for part in text.parts if isinstance(part, Figure)] == [Fraction(47, 90)]


def test_a_scope_says_its_level_and_its_full_label() -> None:
    figures = tally(load(a_file(OWN)))
    level, full = figures.find("scopes.1.level"), figures.find("scopes.1.full_label")
    assert isinstance(level, Given)
    assert isinstance(full, Clause)
    assert level == Given("scopes.1.level", "市本级", "/scopes/1/层级")
    assert [part.text for part in full.parts if isinstance(part, Given)] == ["市本级", "第一季度"]


def test_the_sum_of_rounds_is_that_of_the_reported_level() -> None:
    def of(n: int, problems: int, level: str) -> dict[str, Any]:
        return {"label": f"第{n}轮", "rounds": [n], "level": level, "results": {"problems": problems}}

    rounds = [{"ordinals": [n], "inspected": 5} for n in (1, 2)]
    term = {"label": "前两轮", "rounds": [1, 2], "level": "市本级", "results": {}, "reported": True}
    scopes = [term, of(1, 400, "县级"), of(1, 40, "市本级"), of(2, 50, "市本级"), of(2, 500, "县级")]
    raw = a_file() | {"scopes": scopes, "rounds": rounds}
    assert check(load(raw)) == ()
    found = tally(load(raw)).find("now.problems")
    assert isinstance(found, Figure)
    assert found.value == 90
