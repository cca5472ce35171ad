"""Each rule finds the smallest example that breaks it, and lets pass the one that just does not."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from bulletin import check, load
from bulletin.checks import RULES
from bulletin.issues.issue import Issue, Severity
from bulletin.model.codelist import read_codelist, shipped_codelist

EXAMPLES = Path(__file__).parents[2] / "examples"
RESULTS = "/scopes/0/results"
WARNING, SERIOUS = "party_warning", "party_serious_warning"


def a_file(results: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A file of one scope with these results, and other parts beside it."""
    scope = {"label": "第一轮", "reported": True, "results": results, **more.pop("scope", {})}
    return {
        "format": 1,
        "kind": "inspection",
        "issuer": {"name": "云川县委巡察办"},
        "scopes": [scope],
        **more,
    }


def codes(raw: dict[str, Any]) -> list[str]:
    return [issue.code for issue in check(load(raw))]


def sanctions(n: int, basis: str, **items: int) -> dict[str, Any]:
    return {"sanctioned": {"n": n, "by": {"sanction": {"basis": basis, "items": items}}}}


def test_every_rule_has_a_code_and_two_names() -> None:
    assert all(rule.code.startswith("B") and rule.name and rule.zh for rule in RULES)


def test_the_article_agrees_with_itself(round4: dict[str, Any]) -> None:
    assert codes(round4) == []


def test_changing_one_sanction_of_the_article_names_both_places(round4: dict[str, Any]) -> None:
    # 28 + 2 + 1 + 1 + 4 + 1 = 37, not 38
    sanctioned = round4["scopes"][0]["results"]["sanctioned"]
    sanctioned["by"]["sanction"]["items"]["party_warning"] = 28
    (issue,) = check(load(round4))
    assert issue.code == "B201"
    assert {issue.place, *issue.also} == {
        "/scopes/0/results/sanctioned/by/sanction",
        "/scopes/0/results/sanctioned/n",
    }
    assert "37" in issue.message
    assert "38" in issue.message


@pytest.mark.parametrize(
    ("code", "breaks", "just_does_not"),
    [
        # 3 + 2 against 6 and 5
        ("B201", sanctions(6, "partition", party_warning=3, party_serious_warning=2),
         sanctions(5, "partition", party_warning=3, party_serious_warning=2)),
        # 其中 3 + 2 against 4 and 5
        ("B202", sanctions(4, "partial", party_warning=3, party_serious_warning=2),
         sanctions(5, "partial", party_warning=3, party_serious_warning=2)),
        # every person stands somewhere: 3 + 2 reaches 5 but not 6
        ("B203", sanctions(6, "overlapping", party_warning=3, party_serious_warning=2),
         sanctions(5, "overlapping", party_warning=3, party_serious_warning=2)),
        ("B204", {"leads": 10, "leads_transferred": 11}, {"leads": 10, "leads_transferred": 10}),
        ("B205", {"cases_filed": 10, "cases_closed": 11}, {"cases_filed": 10, "cases_closed": 10}),
        # the same indicator by itself and as an item of its whole
        ("B206", {**sanctions(5, "partial", party_warning=3), "party_warning": 4},
         {**sanctions(5, "partial", party_warning=3), "party_warning": 3}),
        # 310 ÷ 341 = 90.909…%
        ("B207", {"problems": 341, "rectified": {"n": 310, "stated_rate": 92}},
         {"problems": 341, "rectified": {"n": 310, "stated_rate": 91}}),
        ("B209", {"problems": {"n": 10, "compared": {"label": "上年", "value": 8, "difference": 3}}},
         {"problems": {"n": 10, "compared": {"label": "上年", "value": 8, "difference": 2}}}),
        # (245 − 216) ÷ 216 = 13.4%
        ("B209", {"problems": {"n": 245, "compared": {"label": "上年", "value": 216, "growth": 14}}},
         {"problems": {"n": 245, "compared": {"label": "上年", "value": 216, "growth": 13}}}),
        ("B210", {"talks": {"n": 5, "unit": "万元"}}, {"talks": {"n": 5, "unit": "人次"}}),
        # 46 pieces are not 46 persons, 12 人（次） may be 12 人次
        ("B240", {"organisational_measures": {"n": 46, "unit": "件"}},
         {"organisational_measures": {"n": 46, "unit": "人（次）"}}),
        ("B214", {"institutions": {"n": 3, "names": ["甲", "乙"]}},
         {"institutions": {"n": 2, "names": ["甲", "乙"]}}),
        ("B214", {"institutions": {"n": 1, "names": ["甲", "乙"], "more": True}},
         {"institutions": {"n": 3, "names": ["甲", "乙"], "more": True}}),
    ],
)  # fmt: skip
def test_a_rule_about_results_finds_what_breaks_it_and_nothing_else(
    code: str, breaks: dict[str, Any], just_does_not: dict[str, Any]
) -> None:
    assert codes(a_file(breaks)) == [code]
    assert codes(a_file(just_does_not)) == []


def test_an_unusual_measure_word_is_asked_about_once_for_all_scopes() -> None:
    raw = a_file({"written_inquiry": {"n": 12, "unit": "人次"}})
    raw["scopes"] += [{"label": "第二轮", "results": {"written_inquiry": {"n": 3, "unit": "人次"}}}]
    (issue,) = check(load(raw))
    assert (issue.code, issue.severity, issue.place) == ("B240", Severity.NOTE, f"{RESULTS}/written_inquiry")


def test_items_of_a_list_in_another_word_have_their_shares_there() -> None:
    # 3 of 5 sanctioned, the list in 人 and its whole in 名
    results = sanctions(5, "partial", party_warning=3)
    results["sanctioned"]["unit"] = "名"
    results["sanctioned"]["by"]["sanction"]["items"]["party_warning"] = {"n": 3, "unit": "人"}
    assert codes(a_file(results)) == []


LETTERS = """
[indicator.letters_sent]
label = "发出提醒函"
units = ["份"]
part_of = "problems"
rate = "提醒率"
"""


def test_a_relation_that_never_applies_is_told_with_both_measure_words() -> None:
    codelist = read_codelist(LETTERS, shipped_codelist())
    raw = a_file({"problems": 40, "letters_sent": 8})
    (issue,) = check(load(raw, codelist), codelist=codelist)
    assert (issue.code, issue.severity) == ("B241", Severity.NOTE)
    assert (issue.place, issue.also) == (f"{RESULTS}/letters_sent", (f"{RESULTS}/problems",))
    told = [issue.values[name] for name in ("part", "unit", "whole", "other")]
    assert told == ["发出提醒函", "份", "发现问题", "个"]


def test_a_relation_in_one_measure_word_is_not_told() -> None:
    codelist = read_codelist(LETTERS.replace("份", "个"), shipped_codelist())
    raw = a_file({"problems": 40, "letters_sent": 8})
    assert check(load(raw, codelist), codelist=codelist) == ()


def test_a_relation_is_told_where_an_unusual_word_prevents_it() -> None:
    # 38 pieces of 52 persons
    raw = a_file({"persons_handled": 52, "sanctioned": {"n": 38, "unit": "件"}})
    assert codes(raw) == ["B240", "B241"]


def test_two_usual_measure_words_are_no_fault_of_a_relation() -> None:
    # 立案 and 线索 are both counted in 件 as a rule, so that the office could have a rate
    raw = a_file({"leads": {"n": 14, "unit": "条"}, "cases_filed": {"n": 3, "unit": "人"}})
    assert codes(raw) == []


@pytest.mark.parametrize(
    ("whole", "part"),
    [
        ({"cases_filed": {"n": 12, "unit": "件"}}, {"cases_closed": {"n": 10, "unit": "人"}}),
        ({"petitions": {"n": 40, "unit": "件次"}}, {"petitions_closed": {"n": 30, "unit": "件"}}),
        ({"leads": {"n": 40, "unit": "件"}}, {"leads_closed": {"n": 20, "unit": "条"}}),
        ({"problems": {"n": 40, "unit": "个"}}, {"rectified": {"n": 30, "unit": "份"}}),
        ({"problems_fed_back": {"n": 40, "unit": "项"}}, {"immediate": {"n": 20, "unit": "个"}}),
    ],
)
def test_a_part_in_another_measure_word_than_its_whole_is_told(
    whole: dict[str, Any], part: dict[str, Any]
) -> None:
    assert "B241" in codes(a_file({**whole, **part}))
    (word,) = (each["unit"] for each in whole.values())
    same = {key: {**each, "unit": word} for key, each in part.items()}
    assert "B241" not in codes(a_file({**whole, **same}))


def test_a_list_of_shares_closed_to_a_hundred_is_pointed_out() -> None:
    # 17, 20, 6, 14 of 57: 29.8, 35.1, 10.5, 24.6; by half up 30, 35, 11, 25, which make 101
    shares = {WARNING: (17, 30), SERIOUS: (20, 35), "party_probation": (6, 10), "party_expulsion": (14, 25)}
    items = {key: {"n": n, "stated_rate": rate} for key, (n, rate) in shares.items()}
    results = {"sanctioned": {"n": 57, "by": {"sanction": {"basis": "partition", "items": items}}}}
    (issue,) = check(load(a_file(results)))
    assert (issue.code, issue.severity) == ("B208", Severity.WARNING)
    items["party_probation"]["stated_rate"] = 11
    assert codes(a_file(results)) == []


def test_a_truncated_rate_is_told_from_a_wrong_one() -> None:
    # 17 ÷ 30 = 56.666…%: published as 56.66
    results = {"problems": 30, "rectified": {"n": 17, "stated_rate": Decimal("56.66")}}
    found = check(load(a_file(results)))
    assert [issue.code for issue in found] == ["B207"]
    assert "truncated" in found[0].message


def test_the_plan_holds_what_was_inspected() -> None:
    rounds = [{"ordinals": [1], "inspected": {"departments": 5}}]
    assert codes(a_file({}, rounds=rounds, plan={"objects": 4})) == ["B211"]
    assert codes(a_file({}, rounds=rounds, plan={"objects": 5})) == []


def test_a_return_visit_does_not_count_against_the_plan() -> None:
    rounds = [
        {"ordinals": [1], "inspected": {"departments": 5}},
        {"ordinals": [2], "modes": ["look_back"], "inspected": {"departments": 5}},
    ]
    assert codes(a_file({}, rounds=rounds, plan={"objects": 5})) == []


@pytest.mark.parametrize(
    ("covered", "rounds"),
    [
        ([1, 2], [{"ordinals": [1], "inspected": 5}]),  # round 2 is not described
        ([1], [{"ordinals": [1], "inspected": 5}, {"ordinals": [1], "inspected": 6}]),  # twice
        ([1], [{"ordinals": [1], "inspected": 5, "status": "planned"}]),  # has not begun
        ([1, 1], [{"ordinals": [1], "inspected": 5}]),  # would count as two rounds
        ([2], [{"ordinals": [1, 2], "inspected": 5}]),  # its part of the 5 is unknown
    ],
)
def test_a_scope_covers_rounds_that_are_described_and_begun(covered: list[int], rounds: list[Any]) -> None:
    scope = {"label": "县委巡察", "rounds": covered}
    assert codes(a_file({}, rounds=rounds, scope=scope)) == ["B212"]


def test_a_scope_that_covers_whole_entries_passes() -> None:
    rounds = [{"ordinals": [1, 2], "inspected": 5}]
    assert codes(a_file({}, rounds=rounds, scope={"label": "前两轮", "rounds": [1, 2]})) == []


def test_a_scope_does_not_end_before_it_begins() -> None:
    assert codes(a_file({}, scope={"since": "2018-04", "until": "2018-03"})) == ["B212"]
    assert codes(a_file({}, scope={"since": "2018-04", "until": "2018-04"})) == []


def test_a_scope_may_end_with_the_year_it_begins_in() -> None:
    assert codes(a_file({}, scope={"since": "2018-04", "until": "2018"})) == []


def test_nothing_reported_lies_after_the_document() -> None:
    document = {"date": "2018-08-29"}
    assert codes(a_file({}, document=document, scope={"since": "2018-08-30"})) == ["B215"]
    assert codes(a_file({}, document=document, scope={"since": "2018-08-29"})) == []


def test_a_part_is_counted_in_the_measure_word_of_its_whole() -> None:
    # 50 petitions closed of 46 received: the part names no measure word of its own
    results = {"petitions": {"n": 46, "unit": "件次"}, "petitions_closed": 50}
    assert codes(a_file(results)) == ["B204"]


def test_an_approximate_whole_may_be_exceeded() -> None:
    # 150余件 may well be 151
    assert codes(a_file({"leads": {"n": 150, "approximate": "余"}, "leads_transferred": 151})) == []


def test_a_count_agrees_with_the_list_it_stands_for() -> None:
    records = {"problems": [{"title": "甲", "state": "rectified"}, {"title": "乙", "state": "not_rectified"}]}
    issues: tuple[Issue, ...] = check(load(a_file({"problems": 3}, records=records)))
    assert [issue.severity for issue in issues] == [Severity.ERROR]
    assert codes(a_file({"problems": 2}, records=records)) == []


def test_organisations_inspected_agree_with_the_rounds() -> None:
    rounds = [{"ordinals": [1], "inspected": 5}]
    assert len(codes(a_file({"inspected": 6}, rounds=rounds, scope={"rounds": [1]}))) == 1
    assert codes(a_file({"inspected": 5}, rounds=rounds, scope={"rounds": [1]})) == []


def test_a_name_stands_once_in_a_list_of_names(circular: dict[str, Any]) -> None:
    institutions = {"n": 3, "names": ["甲办法", "乙办法", "甲办法"]}
    (issue,) = check(load(a_file({"institutions": institutions})))
    assert (issue.code, issue.place) == ("B227", "/scopes/0/results/institutions/names/2")
    circular["document"]["addressees"] = ["各乡镇党委", "各乡镇党委"]
    (issue,) = check(load(circular))
    assert (issue.code, issue.place) == ("B227", "/document/addressees/1")


def test_an_organisation_is_inspected_by_one_group() -> None:
    entry = json.loads((EXAMPLES / "kinds" / "entry.json").read_text("utf-8"))
    first, second = entry["records"]["groups"][:2]
    second["objects"][0] = first["objects"][0]
    assert [(issue.code, issue.place) for issue in check(load(entry))] == [
        ("B216", "/rounds/0/inspected"),  # 7 names for 8 organisations
        ("B227", "/records/groups/1/objects/0"),
    ]


def test_more_cases_closed_than_filed_is_a_question_unless_nothing_was_carried_over() -> None:
    raw = a_file({"cases_filed": 298, "cases_closed": 308})
    (issue,) = check(load(raw))
    assert (issue.code, issue.severity) == ("B205", Severity.WARNING)
    raw["scopes"][0]["carried_over"] = False
    (issue,) = check(load(raw))
    assert (issue.code, issue.severity) == ("B205", Severity.ERROR)


@pytest.mark.parametrize("results", [
    {"petitions": {"n": 71, "compared": {"label": "上年同期", "growth": 77.5}}},
    {"petitions": {"compared": {"label": "上年同期", "growth": -12}}},
    {"petitions": {"compared": {"label": "上年同期", "difference": -12}}},
    {"petitions": {"n": 5, "by": {"channel": {"basis": "partial", "items": {"visits": {"stated_rate": 9}}}}}},
    {"petitions": {"by": {"channel": {"basis": "partition", "items": {"letters": {"stated_rate": 100}}}}}},
    {"rectified": {"n": 3, "stated_rate": 91, "compared": {"label": "上年", "points": 3}}},
])  # fmt: skip
def test_what_is_stated_without_its_second_term_is_taken(results: dict[str, Any]) -> None:
    # at most a note says that it cannot be verified
    found = check(load(json.loads(json.dumps(a_file(results)), parse_float=Decimal)))
    assert {(issue.code, issue.severity) for issue in found} <= {("B219", Severity.NOTE)}


def test_a_comparison_that_says_nothing_is_an_error() -> None:
    assert codes(a_file({"petitions": {"n": 71, "compared": {"label": "上年同期"}}})) == ["B209"]


def test_a_base_that_is_kept_back_is_checked_all_the_same() -> None:
    compared = {"label": "上年同期", "value": 40, "growth": 78, "kept_back": True}
    assert codes(a_file({"petitions": {"n": 71, "compared": {**compared, "growth": 79}}})) == ["B209"]
    assert codes(a_file({"petitions": {"n": 71, "compared": compared}})) == []


def test_items_of_an_item_without_a_number_stay_below_the_whole() -> None:
    def violations(n: int) -> dict[str, Any]:
        inner = {"violation": {"basis": "partial", "items": {"gifts": n}}}
        items = {"formalism": 100, "hedonism": {"by": inner}}
        return {"violations": {"n": 7799, "by": {"violation": {"basis": "partial", "items": items}}}}

    assert codes(a_file(violations(7699))) == []
    assert codes(a_file(violations(7700))) == ["B202"]  # 100 + 7700


def test_the_one_share_without_a_number_in_a_closed_list_is_a_question() -> None:
    def told(*numbers: int | None) -> list[tuple[str, str]]:
        names = ("party_warning", "party_serious_warning", "party_expulsion")
        items = {
            name: {"stated_rate": rate} if n is None else {"n": n}
            for name, n, rate in zip(names, numbers, (20, 30, 50), strict=True)
        }
        sanctioned = {"n": 10, "by": {"sanction": {"basis": "partition", "items": items}}}
        issues = check(load(a_file({"sanctioned": sanctioned})))
        return [(issue.code, issue.place.rsplit("/", 1)[-1]) for issue in issues if issue.code == "B217"]

    assert told(2, None, 5) == [("B217", "party_serious_warning")]
    assert told(2, 3, 5) == []
    assert told(None, None, 5) == []
    assert told(None, None, None) == []
