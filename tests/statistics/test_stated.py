"""Shares, growths and differences whose second term the office does not publish."""

import json
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from bulletin import load, tally
from bulletin.model.figures import Absent, Entries, Figure, Node
from bulletin.wording import printed
from bulletin.wording.clauses import change, enumerated, itemised


def find(results: dict[str, Any], path: str) -> Node | None:
    scope = {"label": "2026年上半年", "reported": True, "results": results}
    raw = {"format": 1, "kind": "petitions", "issuer": {"name": "云川县纪委监委"}, "scopes": [scope]}
    return tally(load(json.loads(json.dumps(raw), parse_float=Decimal))).find(f"now.{path}")


def figure(results: dict[str, Any], path: str) -> Figure:
    node = find(results, path)
    assert isinstance(node, Figure), node
    return node


def words(clause: Any) -> str:
    return "".join(printed(part) if isinstance(part, Figure) else str(part) for part in clause.parts)


def against(**compared: object) -> dict[str, Any]:
    return {"petitions": {"n": 71, "compared": {"label": "上年同期", **compared}}}


def test_a_growth_alone_is_printed_with_its_own_digits() -> None:
    growth = figure(against(growth=69.0), "petitions.compared.rate")
    assert (printed(growth), growth.value) == ("69.0%", Fraction(69, 100))


def test_a_growth_alone_says_that_it_is_stated() -> None:
    source = figure(against(growth=69.0), "petitions.compared.rate").source
    assert source.operation == "stated"
    assert source.operands == ()
    assert source.pointers == ("/scopes/0/results/petitions/compared/growth",)


def test_no_value_and_no_difference_follow_from_a_growth_alone() -> None:
    for name in ("value", "difference"):
        assert isinstance(find(against(growth=69.0), f"petitions.compared.{name}"), Absent)


@pytest.mark.parametrize(("growth", "text"), [(69.0, "增长69.0%"), (-5, "下降5%")])
def test_a_change_of_which_only_the_growth_is_known_is_said_by_it(growth: float, text: str) -> None:
    compared = find(against(growth=growth), "petitions.compared")
    assert isinstance(compared, Entries)
    assert words(change(compared)) == text


def test_a_growth_whose_terms_are_given_is_worked_out() -> None:
    # (71 − 40) ÷ 40
    growth = figure(against(value=40, growth=78), "petitions.compared.rate")
    assert (growth.value, growth.source.operation) == (Fraction(31, 40), "growth")


def test_a_decrease_of_a_count_that_is_not_given_is_kept() -> None:
    results = {"petitions": {"compared": {"label": "上年同期", "difference": -12}}}
    assert printed(figure(results, "petitions.compared.difference")) == "12件"


def test_a_value_that_is_kept_back_leaves_the_growth_as_it_is_printed_and_nothing_else() -> None:
    # 31 ÷ 42 is 73.809…%; the exact value would tell 42
    kept = against(value=42, kept_back=True)
    kept["petitions"]["n"] = 73
    growth = figure(kept, "petitions.compared.rate")
    assert (growth.value, growth.source.operation) == (Fraction(738, 1000), "stated")
    assert growth.source.operands == ()
    for name in ("value", "difference"):
        assert isinstance(find(kept, f"petitions.compared.{name}"), Absent)


def test_a_base_that_is_kept_back_is_in_no_figure() -> None:
    # 8 of 47 is 17.021…%
    items = {"township_level": 8, "ordinary_staff": 2}
    grade = {"basis": "partial", "base": 47, "kept_back": True, "items": items}
    results = {"petitions": {"n": 71, "by": {"grade": grade}}}
    share = figure(results, "petitions.by.grade.township_level.rate")
    assert (share.value, share.source.operation, share.source.operands) == (Fraction(170, 1000), "stated", ())
    assert isinstance(find(results, "petitions.by.grade.base"), Absent)


def test_a_whole_that_is_kept_back_gives_its_part_a_rate_and_no_rest() -> None:
    # 120 of 122 is 98.360…%
    results = {"problems": {"n": 122, "kept_back": True}, "rectified": 120}
    assert isinstance(find(results, "problems"), Absent)
    assert printed(figure(results, "rectified.rate")) == "98.4%"
    assert figure(results, "rectified.rate").value == Fraction(984, 1000)
    assert isinstance(find(results, "rectified.rest"), Absent)


def test_a_share_without_a_count_is_said_by_its_item() -> None:
    items = {"gifts": {"stated_rate": 40.2}, "dining": {"stated_rate": 19.1}, "allowances": None}
    results = {"violations": {"n": 500, "by": {"violation": {"basis": "partial", "items": items}}}}
    breakdown = find(results, "violations.by.violation")
    assert isinstance(breakdown, Entries)
    gifts, dining = "违规收送名贵特产和礼品礼金占40.2%", "违规吃喝占19.1%"
    assert words(enumerated(breakdown)) == f"{gifts}、{dining}、违规发放津补贴或福利"
    assert words(itemised(breakdown)) == f"，其中{gifts}、{dining}"


def test_an_item_without_a_number_keeps_its_items() -> None:
    inner = {"violation": {"basis": "partial", "items": {"gifts": 12, "dining": 7}}}
    items = {"formalism": 30, "hedonism": {"by": inner}}
    results = {"violations": {"n": 50, "by": {"violation": {"basis": "partial", "items": items}}}}
    breakdown = find(results, "violations.by.violation")
    assert isinstance(breakdown, Entries)
    text = "形式主义、官僚主义30起，享乐主义、奢靡之风（其中违规收送名贵特产和礼品礼金12起、违规吃喝7起）"
    assert words(enumerated(breakdown)) == text


def test_an_item_without_a_number_is_the_sum_of_items_that_add_up_to_it() -> None:
    inner = {"violation": {"basis": "partition", "items": {"gifts": 12, "dining": 7}}}
    results = {
        "violations": {
            "n": 50,
            "by": {"violation": {"basis": "partial", "items": {"hedonism": {"by": inner}}}},
        }
    }
    assert figure(results, "violations.by.violation.hedonism").value == 19


def test_a_share_of_rounded_numbers_is_the_stated_one() -> None:
    # of 332,000 and 468,000 known to 1,000 the exact numbers would give 70.9 %
    items = {"letters": {"n": 332_000, "resolution": 1000, "stated_rate": 70.9}}
    channel = {"channel": {"basis": "partial", "items": items}}
    results = {"petitions": {"n": 468_000, "resolution": 1000, "by": channel}}
    assert printed(figure(results, "petitions.by.channel.letters.rate")) == "70.9%"
