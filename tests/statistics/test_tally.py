"""Every number of the source article, computed from its data, exact, with its formula and its sources."""

from fractions import Fraction
from typing import Any

import pytest

from bulletin import load, tally
from bulletin.issues.errors import DataRefused
from bulletin.model.facts import Count, DataFile
from bulletin.model.figures import Absent, Clause, Entries, Figure, Given, Node
from bulletin.wording import printed, spoken_date

RESULTS = "/scopes/0/results"


def figure(raw: dict[str, Any], path: str) -> Figure:
    node = tally(load(raw)).find(path)
    assert isinstance(node, Figure), f"{path} is {node}"
    return node


@pytest.mark.parametrize(
    ("path", "value", "text"),
    [
        ("now.rounds", 3, "3轮"),  # the first three
        ("now.inspected", 28, "28个"),  # 20 + 8
        ("now.inspected.by.object.departments", 20, "20个"),
        ("now.inspected.by.object.townships", 8, "8个"),
        ("now.rectified", 310, "310个"),
        ("now.rectified.rate", Fraction(310, 341), "90.9%"),  # 90.909…
        ("now.rectified.rest", 31, "31个"),  # 341 − 310
        ("now.problems.by.state.rest", 31, "31个"),
        ("now.petitions_closed.rate", Fraction(22, 46), "47.8%"),  # 47.826…
        ("now.petitions_closed.rest", 24, "24件"),  # 46 − 22
        ("now.leads_closed_after_check.rate", Fraction(71, 151), "47%"),  # 47.019…
        ("now.cases_filed.rate", Fraction(41, 151), "27.2%"),  # 27.152…
        ("now.cases_closed.rate", Fraction(35, 41), "85.4%"),  # 85.365…
        ("now.problems_fed_back.rate", 1, "100%"),
        ("now.leads_transferred.rate", 1, "100%"),
        ("plan.objects", 135, "135个"),
        ("plan.objects.compared.value", 98, "98个"),  # 135 − 37
        ("plan.objects.compared.rate", Fraction(37, 98), "37.8%"),  # 37.755…
        ("plan.covered", 28, "28个"),
        ("plan.covered.rate", Fraction(28, 135), "20.7%"),  # 20.740…
        ("plan.covered_with_running", 36, "36个"),  # 28 + 4 + 4
        ("plan.covered_with_running.rate", Fraction(36, 135), "26.7%"),  # 26.666…
        ("now.institutions", 7, "7项"),  # five in 《》 and two without
        ("now.sanctioned", 38, "38人"),
        ("now.referred_judicial", 1, "1人"),
        ("now.sanctioned.by.sanction.party_warning.rate", Fraction(29, 38), "76.3%"),  # 76.315…
    ],
)
def test_a_number_of_the_article_is_exact(
    round4: dict[str, Any], path: str, value: int | Fraction, text: str
) -> None:
    found = figure(round4, path)
    assert found.value == value
    assert printed(found) == text


@pytest.mark.parametrize(
    ("path", "pointers"),
    [
        ("now.problems", {f"{RESULTS}/problems/n"}),
        ("now.rectified.rate", {f"{RESULTS}/problems/by/state/items/rectified", f"{RESULTS}/problems/n"}),
        ("now.rectified.rest", {f"{RESULTS}/problems/by/state/items/rectified", f"{RESULTS}/problems/n"}),
        ("now.petitions_closed.rate", {f"{RESULTS}/petitions_closed", f"{RESULTS}/petitions"}),
        ("now.cases_closed.rate", {f"{RESULTS}/cases_closed", f"{RESULTS}/cases_filed"}),
        ("now.inspected", {"/rounds/0/inspected", "/rounds/1/inspected"}),
        ("plan.objects.compared.value", {"/plan/objects/n", "/plan/objects/compared/difference"}),
        ("plan.covered.rate", {"/rounds/0/inspected", "/rounds/1/inspected", "/plan/objects/n"}),
        ("now.institutions", {f"{RESULTS}/institutions"}),
    ],
)
def test_a_number_of_the_article_names_its_sources(
    round4: dict[str, Any], path: str, pointers: set[str]
) -> None:
    assert set(figure(round4, path).source.pointers) == pointers


def test_a_rate_says_how_it_was_computed(round4: dict[str, Any]) -> None:
    assert figure(round4, "now.rectified.rate").source.formula == "整改到位310 ÷ 发现问题341"


def test_sanctions_print_from_light_to_heavy_whatever_the_order_of_the_data(round4: dict[str, Any]) -> None:
    items = round4["scopes"][0]["results"]["sanctioned"]["by"]["sanction"]["items"]
    turned = dict(reversed(items.items()))
    round4["scopes"][0]["results"]["sanctioned"]["by"]["sanction"]["items"] = turned
    by = tally(load(round4)).find("now.sanctioned.by.sanction")
    assert isinstance(by, Entries)
    labels = [node.label for node in by if isinstance(node, Figure)]
    assert labels == ["党内警告", "党内严重警告", "撤销党内职务", "留党察看", "开除党籍", "开除公职"]


def test_sanctions_add_up_without_the_person_handed_to_the_courts(round4: dict[str, Any]) -> None:
    # 29 + 2 + 1 + 1 + 4 + 1 = 38; the one referred is not among them
    by = tally(load(round4)).find("now.sanctioned.by.sanction")
    assert isinstance(by, Entries)
    assert sum(node.value for node in by if isinstance(node, Figure)) == 38


def test_a_rate_of_nothing_is_absent(round4: dict[str, Any]) -> None:
    round4["scopes"][0]["results"] |= {"petitions": 0, "petitions_closed": 0}
    assert isinstance(tally(load(round4)).find("now.petitions_closed.rate"), Absent)


def test_growth_from_nothing_is_absent(round4: dict[str, Any]) -> None:
    round4["plan"]["objects"]["compared"] = {"label": "原规划", "value": 0}
    node = tally(load(round4)).find("plan.objects.compared.rate")
    assert isinstance(node, Absent)


def test_what_was_not_given_is_absent_and_what_nobody_knows_is_nothing(round4: dict[str, Any]) -> None:
    figures = tally(load(round4))
    assert isinstance(figures.find("now.files_read"), Absent)
    assert figures.find("now.no_such_thing") is None


def test_a_part_takes_the_measure_word_of_its_whole(round4: dict[str, Any]) -> None:
    round4["scopes"][0]["results"]["problems"]["unit"] = "条"
    assert printed(figure(round4, "now.rectified")) == "310条"
    assert printed(figure(round4, "now.rectified.rest")) == "31条"


def test_look_back_rounds_do_not_count_for_coverage(round4: dict[str, Any]) -> None:
    # 28 objects, less the 8 that were visited a second time
    round4["rounds"][1]["modes"] = ["look_back"]
    assert figure(round4, "plan.covered").value == 20


def test_planned_rounds_do_not_count_for_coverage(round4: dict[str, Any]) -> None:
    round4["rounds"][2]["status"] = "planned"
    assert figure(round4, "plan.covered_with_running").value == 28


def test_a_list_of_problems_implies_counts_by_state(first: dict[str, Any]) -> None:
    del first["scopes"][0]["results"]["problems"]
    states = ["rectified", "rectified", "not_rectified"]
    first["records"] = {"problems": [{"title": "甲", "state": state} for state in states]}
    assert figure(first, "now.problems").value == 3
    assert figure(first, "now.rectified").value == 2
    assert figure(first, "now.rectified.rate").value == Fraction(2, 3)
    assert figure(first, "now.problems.by.state.not_rectified").value == 1


def test_a_text_refers_to_figures_by_name(round4: dict[str, Any]) -> None:
    round4["text"] = {"lead": "整改率达到{rectified.rate}。"}
    clause = tally(load(round4)).find("text.lead")
    assert isinstance(clause, Clause)
    before, rate, after = clause.parts
    assert isinstance(before, Given)
    assert before.text == "整改率达到"
    assert isinstance(rate, Figure)
    assert printed(rate) == "90.9%"
    assert isinstance(after, Given)
    assert after.text == "。"


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("{rectifed.rate}", "“rectified”"),  # misspelt
        ("{files_read}", "Give it"),  # known, but not in the data
        ("{}", ""),
        ("整改率{rectified.rate，其余正在整改。", ""),  # never closed
        ("整改率rectified.rate}。", ""),  # never opened
    ],
)
def test_a_reference_that_leads_nowhere_is_refused(round4: dict[str, Any], text: str, hint: str) -> None:
    round4["text"] = {"lead": text}
    with pytest.raises(DataRefused) as caught:
        tally(load(round4))
    (issue,) = caught.value.issues
    assert (issue.code, issue.place) == ("B117", "/text/lead")
    assert hint in issue.hint.format_map(issue.values)


def test_all_references_that_lead_nowhere_are_named_at_once(round4: dict[str, Any]) -> None:
    round4["text"] = {"lead": "{one}和{two}", "outlook": "{three}"}
    with pytest.raises(DataRefused) as caught:
        tally(load(round4))
    assert [issue.values["path"] for issue in caught.value.issues] == ["one", "two", "three"]


def test_a_rate_of_an_approximate_count_is_absent(round4: dict[str, Any]) -> None:
    # 71 of 150余: nobody can say how many percent
    round4["scopes"][0]["results"]["leads"] = {"n": 150, "approximate": "余"}
    assert isinstance(tally(load(round4)).find("now.leads_closed_after_check.rate"), Absent)


@pytest.mark.parametrize(("words", "text"), [
    (("余", "余"), "超过2200个"),
    (("近", ""), "不到2200个"),
    (("以上", "余"), "超过2200个"),
])  # fmt: skip
def test_no_exact_total_comes_of_approximate_items(words: tuple[str, str], text: str) -> None:
    assert printed(figure(approximately(*words), "now.problems")) == text


def test_no_total_comes_of_items_that_are_about_right() -> None:
    assert isinstance(tally(load(approximately("约", "余"))).find("now.problems"), Absent)


def approximately(first: str, second: str) -> dict[str, Any]:
    words = {"departments": (1000, first), "townships": (1200, second)}
    items = {key: {"n": n, **({"approximate": word} if word else {})} for key, (n, word) in words.items()}
    problems = {"by": {"object": {"basis": "partition", "items": items}}}
    scope = {"label": "本轮", "reported": True, "results": {"problems": problems}}
    return {"format": 1, "kind": "inspection", "issuer": {"name": "云川县委巡察办"}, "scopes": [scope]}


def test_the_sum_of_numbers_known_to_a_thousand_is_known_to_a_thousand() -> None:
    items = {"departments": {"n": 627_000, "resolution": 1000}, "townships": 35_000}
    problems = {"by": {"object": {"basis": "partition", "items": items}}}
    scope = {"label": "本轮", "reported": True, "results": {"problems": problems}}
    raw = {"format": 1, "kind": "inspection", "issuer": {"name": "云川县委巡察办"}, "scopes": [scope]}
    assert printed(figure(raw, "now.problems")) == "66.2万个"


def test_a_rest_of_an_approximate_whole_is_absent(round4: dict[str, Any]) -> None:
    problems = round4["scopes"][0]["results"]["problems"]
    problems |= {"n": 340, "approximate": "余"}
    assert isinstance(tally(load(round4)).find("now.problems.by.state.rest"), Absent)


def test_a_word_for_a_bound_stands_after_the_measure_word(round4: dict[str, Any]) -> None:
    round4["scopes"][0]["results"]["talks"] = {"n": 300, "approximate": "以上"}
    assert printed(figure(round4, "now.talks")) == "300人次以上"


def test_pointers_of_a_chinese_file_use_its_chinese_keys() -> None:
    raw = {
        "格式": 1,
        "类型": "巡察",
        "发布单位": {"名称": "云川县委巡察办"},
        "统计范围": [{"名称": "第一轮", "本次通报": True, "结果": {}}],
    }
    figures = tally(load(raw))
    issuer, label = figures.find("issuer.name"), figures.find("now.label")
    assert isinstance(issuer, Given)
    assert isinstance(label, Given)
    assert issuer.pointer == "/发布单位/名称"
    assert label.pointer == "/统计范围/0/名称"


def test_objects_made_in_code_are_tallied(round4: dict[str, Any]) -> None:
    data: DataFile = load(load(round4))
    assert isinstance(data.reported.results["talks"], Count)
    node: Node | None = tally(data).find("now.rectified.rest")
    assert isinstance(node, Figure)
    assert node.value == 31


@pytest.mark.parametrize(
    ("text", "said"),
    [("{now.petitions}", "46件"), ("{plan.objects}", "135个"), ("{document.date}", "2018年8月29日")],
)
def test_a_reference_may_be_a_whole_path(round4: dict[str, Any], text: str, said: str) -> None:
    round4["text"] = {"lead": text}
    lead = tally(load(round4)).find("text.lead")
    assert isinstance(lead, Clause)
    (part,) = lead.parts
    assert said == (printed(part) if isinstance(part, Figure) else spoken_date(part.moment))  # type: ignore[union-attr]  # a date


def of_problems(problems: dict[str, Any], **more: Any) -> dict[str, Any]:
    scope = {"label": "第一轮", "reported": True, "results": {"problems": problems, **more}}
    issuer = {"name": "云川县委巡察办"}
    return {"format": 1, "kind": "inspection", "issuer": issuer, "scopes": [scope]}


def test_a_measure_word_that_was_given_is_printed_and_passes_to_the_parts() -> None:
    # 40 problems in 项, of which 36 are rectified: 90%
    states = {"state": {"basis": "partial", "items": {"rectified": 36}}}
    raw = of_problems({"n": 40, "unit": "项", "by": states})
    assert printed(figure(raw, "now.problems")) == "40项"
    assert printed(figure(raw, "now.rectified")) == "36项"
    assert printed(figure(raw, "now.rectified.rate")) == "90%"


def test_a_measure_word_does_not_pass_to_things_of_another_kind() -> None:
    raw = of_problems({"n": 40, "unit": "家"}, rectified=36)
    assert printed(figure(raw, "now.rectified")) == "36个"


def test_the_items_of_a_dimension_of_names_are_called_as_the_office_calls_them() -> None:
    areas = {"地区": {"口径": "合计", "分项": {"云川镇": 7, "南山乡": {"数": 4}, "其他": 1}}}
    raw = of_problems({"n": 12, "按": areas})
    entries = tally(load(raw)).find("now.problems.by.area")
    assert isinstance(entries, Entries)
    said = [(item.label, printed(item)) for item in entries if isinstance(item, Figure)]
    assert said == [("云川镇", "7个"), ("南山乡", "4个"), ("其他", "1个")]


def test_the_items_of_names_add_up_to_their_whole() -> None:
    parts = {"area": {"basis": "partition", "items": {"云川镇": 7, "南山乡": 4}}}
    assert figure(of_problems({"by": parts}), "now.problems").value == 11


def test_a_step_of_a_rate_may_hold_a_point() -> None:
    steps = {"rate_step": {"basis": "partial", "items": {"整改率80.5%以下": 2}}}
    found = figure(of_problems({"n": 12, "by": steps}), "now.problems.by.rate_step.整改率80·5%以下")
    assert (found.label, found.value) == ("整改率80.5%以下", 2)
