"""What the monthly, the quarterly and the petitions bulletin have in common."""

from pathlib import Path

import pytest

from bulletin import build, check, compose, find_template, load, tally
from bulletin.issues.errors import TemplateRefused
from bulletin.model.document import Heading
from bulletin.model.figures import Entries
from tests.helpers.statistical import alone, case, example, made

KINDS = ("monthly", "quarterly", "petitions")
REAL = {
    "48-baxiang-2018-07": "monthly",
    "49-baxiang-2018-06": "monthly",
    "35-ccdi-2021": "quarterly",
    "42-anqing-2023q1": "quarterly",
    "60-xinfang-lvchun-2018": "petitions",
}


@pytest.mark.parametrize("kind", KINDS)
def test_an_example_has_no_error_and_no_warning(kind: str) -> None:
    assert [issue for issue in check(load(example(kind))) if issue.severity != "note"] == []


@pytest.mark.parametrize(("name", "kind"), REAL.items())
def test_a_published_text_is_written_from_its_figures_alone(name: str, kind: str) -> None:
    built = build(case(name), kind, formats=["txt"])
    assert case(name)["document"]["title"] in built.contents["txt"].decode()


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_published_has_no_heading_of_a_document(kind: str) -> None:
    first = made(example(kind), kind).blocks[1]
    assert isinstance(first, Heading)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_sent_has_number_addressees_and_title_of_a_document(kind: str) -> None:
    raw = example(kind)
    raw["issuer"]["mark"] = "中共云川县纪律检查委员会文件"
    raw["document"] |= {"number": "云纪发〔2026〕9号", "addressees": ["各乡镇党委"]}
    written = build(raw, kind, formats=["txt"]).contents["txt"].decode()
    label = raw["scopes"][0]["label"]
    assert "云纪发〔2026〕9号" in written
    assert f"云川县纪委监委关于{label}" in written
    assert "各乡镇党委：\n　　现将" + label in written


def test_rows_in_a_dimension_that_does_not_exist_are_refused(tmp_path: Path) -> None:
    (tmp_path / "template.toml").write_text('title = "表"\nlayout = "news"\n', "utf-8")
    body = '<document>{% for row in [now.violations]|aligned("grde") %}{% endfor %}</document>'
    (tmp_path / "document.xml.j2").write_text(body, "utf-8")
    with pytest.raises(TemplateRefused) as refused:
        compose(tally(load(example("monthly"))), find_template(str(tmp_path)))
    assert [issue.values["name"] for issue in refused.value.issues] == ["grde"]


def test_items_overlap_within_the_stated_base() -> None:
    # 3 + 2 = 5 of the 4 that were read, of 9 in all
    items = {"integrity_discipline": 3, "work_discipline": 2}
    part = {"discipline": {"basis": "overlapping", "base": 4, "items": items}}
    breakdown = tally(load(alone("petitions", petitions={"n": 9, "by": part}))).find(
        "now.petitions.by.discipline"
    )
    assert isinstance(breakdown, Entries)
    beside = {name: figure.value for name, figure in breakdown.beside.items()}
    assert beside == {"base": 4, "overlap": 1}


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [
        ("2026-01", "2026-07", True),
        ("2026", "2026-07-31", True),
        ("2026-01", "2026-06", False),
        ("2026-07", "2026-07", False),
        ("2026-07-02", "2026-07", False),
    ],
)
def test_the_year_to_date_begins_before_the_period_and_ends_with_it(
    since: str, until: str, found: bool
) -> None:
    raw = alone("monthly", violations=1)
    raw["scopes"].append({"label": "累计", "since": since, "until": until, "results": {"violations": 2}})
    assert isinstance(tally(load(raw)).nodes["to_date"], Entries) is found
