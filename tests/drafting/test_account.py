"""Every value of a data file is accounted for: printed, or not printed for a reason that is said."""

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from functools import cache, partial
from pathlib import Path
from random import Random
from typing import Any

import pytest

from bulletin.composition import Composer
from bulletin.composition.outline import outline
from bulletin.drafting.draft import Draft, compose_draft
from bulletin.drafting.examine import examine
from bulletin.drafting.request import Request
from bulletin.issues.errors import BulletinError
from bulletin.issues.issue import errors
from bulletin.model.account import Account, Accounted, matching
from bulletin.model.codelist import Codelist, read_codelist, shipped_codelist
from bulletin.rehearsal.random_data import DataMaker, Shape
from tests.commands.account import pointers

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted([*ROOT.glob("examples/*.json"), *ROOT.glob("examples/kinds/*.json")])
CASES = sorted(path for path in ROOT.glob("tests/cases/*.json") if ".expected." not in path.name)
TEMPLATES = sorted(path.parent.name for path in ROOT.glob("templates/*/template.toml"))
OWN = read_codelist('[indicator.beehives]\nlabel = "示例蜂箱"\nunits = ["个"]', shipped_codelist())


def of(raw: Any, template: str | None = None) -> Draft:
    return compose_draft(examine(Request(raw, template, formats=(), codelist=OWN)))


def first(**changes: Any) -> dict[str, Any]:
    raw: dict[str, Any] = json.loads((ROOT / "examples/first.json").read_text("utf-8"))
    raw["scopes"][0]["results"] |= changes
    return raw


def found(account: Account, path: str) -> Accounted:
    return next(each for each in account.leaves if each.leaf.path == path)


@pytest.fixture(scope="module")
def templates(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The shipped templates, and one that prints nothing and so takes any data."""
    bare = tmp_path_factory.mktemp("own") / "bare"
    bare.mkdir()
    (bare / "template.toml").write_text('title = "示例"\nlayout = "news"\n', "utf-8")
    (bare / "document.xml.j2").write_text('{% extends "shared/base.xml.j2" %}', "utf-8")
    return [*TEMPLATES, str(bare)]


def drafts(source: Any, templates: list[str], codelist: Codelist | None = None) -> Iterator[Draft]:
    """The drafts of a source by those of the templates that it gives enough for."""
    examined = examine(Request(source, formats=(), codelist=codelist))
    for template in templates:
        with suppress(BulletinError):
            yield compose_draft(examined, composer(template))


composer = cache(Composer)


def up_to(rng: Random, most: int | None) -> int:
    return rng.randint(0, most or 90)


def assert_each_leaf_once(made: Draft) -> None:
    accounted = Counter(each.pointer for each in made.account.leaves)
    assert accounted == Counter(pointers(made.examined.raw))


@pytest.mark.parametrize("path", EXAMPLES + CASES, ids=lambda path: path.stem)
def test_the_account_has_each_leaf_of_a_file_once_by_any_template(path: Path, templates: list[str]) -> None:
    made = list(drafts(path, templates))
    assert made
    for each in made:
        assert_each_leaf_once(each)


@pytest.mark.parametrize("template", TEMPLATES)
def test_the_account_has_each_leaf_of_invented_data_once(template: str) -> None:
    found = composer(template).template
    maker = DataMaker(found, outline(found, ()), shipped_codelist())
    rows = dict.fromkeys(maker.lists(), 2)
    invented = [
        maker.whole(rng, partial(up_to, rng), Shape(rows=rows, gaps=0.3)) for rng in map(Random, range(3))
    ]
    made = [each for raw in invented for each in drafts(raw, [template])]
    assert made
    for each in made:
        assert_each_leaf_once(each)


@pytest.mark.parametrize("path", EXAMPLES + CASES, ids=lambda path: path.stem)
def test_an_indicator_no_template_knows_is_reported_once(path: Path, templates: list[str]) -> None:
    raw = json.loads(path.read_text("utf-8"))
    own = path.with_suffix(".indicators.toml")
    codelist = read_codelist(own.read_text("utf-8"), OWN) if own.is_file() else OWN
    scope = (raw.get("scopes") or raw["统计范围"])[-1]
    key = "结果" if "结果" in scope else "results"
    scope[key]["示例蜂箱"] = {"n": 41, "unit": "个"}
    made = list(drafts(raw, templates, codelist))
    assert made
    for each in made:
        groups = [str(issue.values["group"]) for issue in each.issues if issue.code == "B507"]
        (hives,) = (
            one for one in each.account.leaves if one.leaf.value == 41 and "beehives" in one.leaf.path
        )
        reported = sum(group.endswith(".beehives") for group in groups)
        printed = each.template.name == "summary"  # it prints whatever is given
        assert (hives.state, reported) == (("printed", 0) if printed else ("reported", 1))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_examples_print_all_they_give(path: Path) -> None:
    made = compose_draft(examine(Request(path, formats=())))
    assert not errors(made.issues)
    assert made.account.reported() == {}


def test_a_value_is_printed_by_its_figure_not_by_its_characters() -> None:
    made = of(first(beehives=40))  # 40 problems are printed
    assert found(made.account, "now.problems").state == "printed"
    assert found(made.account, "now.beehives").state == "reported"


def test_a_term_of_a_printed_sum_alone_is_an_operand() -> None:
    raw = first()
    raw["rounds"] = [
        {"ordinals": [1], "inspected": {"townships": 2, "departments": 3}},
        {"ordinals": [2], "inspected": {"townships": 1, "villages": 4}},
    ]
    raw["scopes"][0]["rounds"] = [1, 2]
    made = of(raw)
    states = {
        each.leaf.value: each for each in made.account.leaves if each.leaf.path.startswith("rounds.inspected")
    }
    assert {value: each.state for value, each in states.items()} == dict.fromkeys((1, 2, 3, 4), "operand")
    assert states[4].by.startswith("now.inspected")


def test_a_zero_and_what_is_said_in_words_are_left_out() -> None:
    made = of(first(leads=0, petitions_closed=12))
    assert (found(made.account, "now.leads").state, found(made.account, "now.leads").reason) == (
        "left_out",
        "zero",
    )
    closed = found(made.account, "now.petitions_closed")
    assert (closed.state, closed.reason) == ("left_out", "all")  # 均已办结 of 12


def test_what_the_office_declares_is_not_reported() -> None:
    by = {"mode": {"basis": "partial", "items": {"routine": 3}}}
    made = of(first(beehives={"n": 41, "by": by, "unprinted": "另文通报"}, leads=7))
    hives, item = found(made.account, "now.beehives"), found(made.account, "now.beehives.by.mode.routine")
    assert [(each.state, each.reason) for each in (hives, item)] == [("declared", "另文通报")] * 2
    assert found(made.account, "now.leads").state == "printed"
    assert not [issue for issue in made.issues if issue.code == "B507"]


def test_a_group_is_reported_once_with_its_first_three_places() -> None:
    items = {"township_level": 3, "county_level": 2, "ordinary_staff": 1, "rural": 5}
    raw = first(beehives={"n": 41, "by": {"grade": {"basis": "partial", "items": items}}})
    (issue,) = [issue for issue in of(raw).issues if issue.code == "B507"]
    at = "/scopes/0/results/beehives"
    assert issue.place == f"{at}/n"
    assert issue.also == (f"{at}/by/grade/items/township_level", f"{at}/by/grade/items/county_level")
    assert issue.values == {"n": 5, "what": "第一轮示例蜂箱", "group": "now.beehives"}


def test_chinese_keys_lead_to_the_same_account() -> None:
    english = of(json.loads((ROOT / "examples/first.json").read_text("utf-8")))
    raw = first()
    raw["统计范围"] = [
        {
            "名称": "第一轮",
            "轮次": [1],
            "本次通报": True,
            "结果": {
                "发现问题": {
                    "数": 40,
                    "按": {"整改状态": {"口径": "合计", "分项": {"整改到位": 36}, "其余": "正在限期整改"}},
                },
                "受理信访": 12,
                "办结信访": 9,
            },
        }
    ]
    del raw["scopes"]
    chinese = of(raw)
    told = [
        sorted((each.leaf.path, each.state) for each in made.account.leaves) for made in (english, chinese)
    ]
    assert told[0] == told[1]


@pytest.mark.parametrize(
    ("path", "pattern"),
    [
        ("now.leads.by.grade.rural", "now.leads"),
        ("now.leads", "*.leads"),
        ("now.leads.compared", "*.*.compared"),
    ],
)
def test_a_declared_path_covers_what_is_below_it(path: str, pattern: str) -> None:
    assert matching(path, [pattern]) == pattern


@pytest.mark.parametrize(("path", "pattern"), [("now.leads_closed", "now.leads"), ("now", "now.leads")])
def test_a_declared_path_covers_nothing_beside_it(path: str, pattern: str) -> None:
    assert matching(path, [pattern]) is None
