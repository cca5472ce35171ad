"""What contradicts nothing and is unlikely is asked about, three questions a document."""

from typing import Any

import pytest

from bulletin import check, load
from bulletin.issues.issue import Severity


def a_file(results: dict[str, Any], kind: str = "monthly", **more: Any) -> dict[str, Any]:
    scope = {"label": "本期", "reported": True, "results": results, **more.pop("scope", {})}
    return {"format": 1, "kind": kind, "issuer": {"name": "云川县纪委监委"}, "scopes": [scope], **more}


def asked(raw: dict[str, Any], before: dict[str, Any] | None = None) -> int:
    """How many questions are asked."""
    issues = check(load(raw), load(before) if before else None)
    return sum(issue.code == "B250" and issue.severity is Severity.WARNING for issue in issues)


@pytest.mark.parametrize(("results", "questions"), [
    ({"money_recovered": {"n": 100, "unit": "亿元"}}, 1),
    ({"money_recovered": {"n": 99, "unit": "亿元"}}, 0),
    ({"violations": 15, "persons_handled": 14}, 1),
    ({"violations": 15, "persons_handled": 15}, 0),
    ({"referred_judicial": 12, "sanctioned": 11}, 1),
    ({"referred_judicial": 12, "sanctioned": 12}, 0),
    ({"problems": 341, "rectified": 91}, 1),
    ({"problems": 341, "rectified": 310}, 0),
    ({"petitions": 214, "accusations": 196}, 1),
    ({"petitions": 214, "accusations": 96}, 0),
    ({"talks": {"n": 1574, "approximate": "余"}}, 1),
    ({"talks": {"n": 1570, "approximate": "余"}}, 0),
    ({"money_recovered": {"n": 427, "unit": "万元", "approximate": "余"}}, 0),  # a sum without its decimals
])  # fmt: skip
def test_unlikely_magnitudes_are_asked_about(results: dict[str, Any], questions: int) -> None:
    assert asked(a_file(results)) == questions


@pytest.mark.parametrize(
    ("forms", "questions"), [({"form_3": 6, "form_4": 11}, 1), ({"form_3": 6, "form_4": 12}, 0)]
)
def test_more_referred_than_the_fourth_form_is_asked_about(forms: dict[str, int], questions: int) -> None:
    used = {"n": sum(forms.values()), "by": {"form": {"basis": "partition", "items": forms}}}
    assert asked(a_file({"referred_judicial": 12, "forms_used": used})) == questions


@pytest.mark.parametrize(("filed", "closed", "questions"), [
    (152, 0, 1),
    (41, 111, 1),
    (41, 110, 0),
])  # fmt: skip
def test_more_cases_than_leads_of_an_inspection_are_asked_about(
    filed: int, closed: int, questions: int
) -> None:
    results = {"leads": 151, "cases_filed": filed, "leads_closed_after_check": closed}
    assert asked(a_file(results, "inspection")) == questions


@pytest.mark.parametrize(("integrity", "questions"), [(341, 1), (340, 0)])
def test_an_item_that_is_the_whole_is_asked_about(integrity: int, questions: int) -> None:
    items = {"integrity_discipline": integrity, "work_discipline": None}
    problems = {"n": 341, "by": {"discipline": {"basis": "partial", "items": items}}}
    assert asked(a_file({"problems": problems})) == questions


@pytest.mark.parametrize(("label", "questions"), [("上季度", 1), ("上年同期", 0)])
def test_one_comparison_unlike_the_others_is_asked_about(label: str, questions: int) -> None:
    keys = ("petitions", "cases_filed", "leads_disposed")
    results = {key: {"n": 40, "compared": {"label": "上年同期", "value": 38}} for key in keys}
    other = {"n": 30, "compared": {"label": label, "value": 28}}
    assert asked(a_file({**results, "sanctioned": other})) == questions


@pytest.mark.parametrize(("document", "questions"), [
    ({"date": "2029-01-10"}, 1),
    ({"date": "2028-01-10"}, 0),
    ({"date": "2019-01-10", "number": "云纪〔2018〕1号"}, 1),
    ({"date": "2019-01-10", "number": "云纪〔2019〕1号"}, 0),
])  # fmt: skip
def test_a_date_far_off_is_asked_about(document: dict[str, str], questions: int) -> None:
    scope = {"since": "2018-03", "until": "2018-06"}
    assert asked(a_file({}, "annual", document=document, scope=scope)) == questions


@pytest.mark.parametrize(
    ("kind", "date", "questions"),
    [
        ("monthly", "2026-11-09", 1),  # 101 days after the end of July
        ("monthly", "2026-11-08", 0),
        ("quarterly", "2027-02-17", 1),
        ("quarterly", "2027-02-16", 0),
        ("annual", "2028-02-16", 0),
    ],
)
def test_a_bulletin_long_after_its_period_is_asked_about(kind: str, date: str, questions: int) -> None:
    assert asked(
        a_file({}, kind, document={"date": date}, scope={"since": "2026-07", "until": "2026-07"})
    ) == (questions)


@pytest.mark.parametrize(
    ("ended", "questions"), [("2021-12", 1), ("2022-01", 0), ("2026-12", 0), ("2027-01", 1)]
)
def test_a_round_of_another_time_is_asked_about(ended: str, questions: int) -> None:
    rounds = [{"ordinals": [5], "inspected": 5, "since": ended, "until": ended}]
    scope = {"since": "2025", "until": "2026", "rounds": [5]}
    assert asked(a_file({}, "annual", rounds=rounds, scope=scope)) == questions


@pytest.mark.parametrize(
    ("title", "questions"),
    [
        ("云川县2026年5月信访举报情况", 1),
        ("云川县2026年第一季度信访举报情况", 1),
        ("云川县2026年上半年信访举报情况", 0),
        ("云川县2026年信访举报情况", 0),
    ],
)
def test_a_title_of_a_part_of_the_period_is_asked_about(title: str, questions: int) -> None:
    scope = {"since": "2026-01", "until": "2026-06"}
    assert asked(a_file({}, document={"title": title}, scope=scope)) == questions


@pytest.mark.parametrize(
    ("results", "questions"),
    [
        ({"money_recovered": {"n": 1_000_000, "unit": "万元"}}, 1),
        ({"money_recovered": {"n": 999_999, "unit": "万元"}}, 0),
        ({"problems": {"n": 300, "approximate": "余"}, "rectified": 310}, 1),
        ({"problems": {"n": 300, "approximate": "余"}, "rectified": 300}, 0),
        ({"cases_filed": {"n": 40, "persons": 35}}, 1),
        ({"cases_filed": {"n": 40, "persons": 36}}, 0),
        ({"cases_filed": {"n": 46, "compared": {"label": "上年同期", "value": 410}}}, 1),
        ({"cases_filed": {"n": 46, "compared": {"label": "上年同期", "value": 360}}}, 0),
        ({"talks": {"n": 1574, "approximate": "约"}}, 1),
        ({"talks": {"n": 1570, "approximate": "约"}}, 0),
        ({"talks": {"n": 35, "approximate": "约"}}, 0),
    ],
)
def test_more_numbers_of_an_unlikely_size(results: dict[str, Any], questions: int) -> None:
    assert asked(a_file(results)) == questions


@pytest.mark.parametrize(("townships", "questions"), [(17, 1), (16, 0)])
def test_levels_that_make_more_than_their_whole_are_asked_about(townships: int, questions: int) -> None:
    raw = a_file({"talks": 46}, scope={"since": "2026-01", "until": "2026-03"})
    for level, talks in (("县直", 30), ("乡镇", townships)):
        scope = {"label": "一季度", "level": level, "since": "2026-01", "until": "2026-03"}
        raw["scopes"].append({**scope, "results": {"talks": talks}})
    assert asked(raw) == questions


def test_two_sanctions_of_the_state_on_one_person_are_asked_about() -> None:
    case = {"person": "李四", "post": "某站站长", "facts": "收受礼金。"}
    decisions = ["public_warning", "public_dismissal"]
    assert asked(a_file({}, records={"cases": [{**case, "decisions": decisions}]})) == 1
    assert asked(a_file({}, records={"cases": [{**case, "decisions": decisions[1:]}]})) == 0


@pytest.mark.parametrize(("objects", "questions"), [(901, 1), (900, 0)])
def test_a_plan_of_more_rounds_than_a_term_has_is_asked_about(objects: int, questions: int) -> None:
    # 30 organisations in two rounds, 15 a round: 900 are sixty rounds
    rounds = [{"ordinals": [n], "inspected": 15} for n in (1, 2)]
    assert asked(a_file({}, plan={"objects": objects}, rounds=rounds)) == questions


NUMBERS = {"talks": 31, "petitions": 46, "cases_filed": 12, "cases_closed": 9, "sanctioned": 8}


@pytest.mark.parametrize(("talks", "questions"), [(31, 1), (32, 0)])
def test_the_numbers_of_the_edition_before_are_asked_about(talks: int, questions: int) -> None:
    before = a_file(NUMBERS, document={"date": "2026-06-30"})
    assert asked(a_file(NUMBERS | {"talks": talks}, document={"date": "2026-07-31"}), before) == questions


@pytest.mark.parametrize(("unit", "questions"), [("元", 1), ("万元", 0)])
def test_a_unit_that_changes_under_the_same_number_is_asked_about(unit: str, questions: int) -> None:
    before = a_file({"money_recovered": {"n": 98, "unit": "万元"}})
    assert asked(a_file({"money_recovered": {"n": 98, "unit": unit}}), before) == questions


@pytest.mark.parametrize(("talks", "questions"), [(32, 0), (31, 1)])
def test_a_month_equal_to_the_year_to_date_is_asked_about(talks: int, questions: int) -> None:
    raw = a_file(NUMBERS, scope={"label": "2026年7月"})
    total = {"label": "2026年1至7月", "results": NUMBERS | {"talks": talks}}
    assert asked(raw | {"scopes": [*raw["scopes"], total]}) == questions


@pytest.mark.parametrize(
    ("label", "questions"), [("2025年1至7月", 1), ("2025年1至7月（上年同期）", 0), ("2026年1至7月", 0)]
)
def test_a_year_to_date_of_another_year_is_asked_about(label: str, questions: int) -> None:
    raw = a_file({"talks": 5}, scope={"label": "2026年7月"})
    assert asked(raw | {"scopes": [*raw["scopes"], {"label": label, "results": {"talks": 30}}]}) == questions


@pytest.mark.parametrize(("decisions", "questions"), [
    (["party_expulsion", "party_warning"], 1),
    (["party_expulsion", "public_dismissal"], 0),
])  # fmt: skip
def test_expulsion_beside_a_warning_is_asked_about(decisions: list[str], questions: int) -> None:
    case = {"person": "李甲", "post": "云川县水务站站长", "facts": "收受礼金2万元。", "decisions": decisions}
    assert asked(a_file({}, "cases", records={"cases": [case]})) == questions


def test_a_document_is_asked_the_three_gravest_questions_and_told_of_the_rest() -> None:
    results = {
        "money_recovered": {"n": 1250, "unit": "亿元"},
        "violations": 15,
        "persons_handled": 12,
        "problems": 341,
        "rectified": 91,
        "talks": {"n": 1574, "approximate": "余"},
    }
    issues = [issue for issue in check(load(a_file(results))) if issue.code == "B250"]
    assert [issue.severity.value for issue in issues] == ["warning", "warning", "warning", "note"]
    assert [issue.place.rsplit("/results/")[1] for issue in issues[:3]] == [
        "money_recovered/n", "persons_handled", "rectified",
    ]  # fmt: skip
    assert issues[3].values["n"] == 1
