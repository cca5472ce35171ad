"""A number that nobody counted, and a value that is not its figure's, do not get past the proofreader."""

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from bulletin import compose, find_template, load, proofread, tally
from bulletin.figures import Figures
from bulletin.issues import Issue
from bulletin.tree import Document, Paragraph, Strong, Text, Value

MANIFEST = 'title = "试稿"\nlayout = "news"\n'


def written(folder: Path, figures: Figures, markup: str) -> tuple[Issue, ...]:
    """What the proofreader says of a template with this markup."""
    own = folder / "own"
    own.mkdir()
    (own / "template.toml").write_text(MANIFEST, "utf-8")
    (own / "document.xml.j2").write_text(markup, "utf-8")
    return proofread(compose(figures, find_template(str(own))), figures)


@pytest.fixture
def figures(round4: dict[str, Any]) -> Figures:
    return tally(load(round4))


def saying(document: Document, *inlines: Text | Value | Strong) -> Document:
    """`document` with a paragraph of these inlines at its end."""
    return dataclasses.replace(document, blocks=(*document.blocks, Paragraph("body", inlines, "here:1")))


def test_the_shipped_templates_pass(figures: Figures) -> None:
    assert proofread(compose(figures, "news"), figures) == ()


def test_a_number_typed_into_a_template_is_refused_with_its_line(tmp_path: Path, figures: Figures) -> None:
    (issue,) = written(tmp_path, figures, "<document>\n<h1>题</h1>\n<p>整改到位310个。</p>\n</document>")
    assert (issue.code, issue.place) == ("B501", "own/document.xml.j2:3")
    assert "310" in issue.message


@pytest.mark.parametrize("number", ["３１０", "91%", "90.9％", "3‰", "0"])
def test_numbers_of_every_width_are_refused(tmp_path: Path, figures: Figures, number: str) -> None:
    (issue,) = written(tmp_path, figures, f"<document><p>约{number}。</p></document>")
    assert issue.values["number"] == number


def test_a_number_in_bold_or_in_a_table_is_refused(tmp_path: Path, figures: Figures) -> None:
    issues = written(
        tmp_path,
        figures,
        "<document><p><strong>共28个</strong></p>\n<table><tr><td>28</td></tr></table></document>",
    )
    assert [issue.place for issue in issues] == ["own/document.xml.j2:1", "own/document.xml.j2:2"]


def test_a_number_beside_a_figure_is_refused(tmp_path: Path, figures: Figures) -> None:
    (issue,) = written(tmp_path, figures, "<document><p>整改到位9{{ now.rectified }}。</p></document>")
    assert issue.values["number"] == "9"


def test_a_text_constant_with_a_number_is_refused(tmp_path: Path, figures: Figures) -> None:
    (issue,) = written(tmp_path, figures, '<document><p>整改到位{{ "310" }}个。</p></document>')
    assert issue.code == "B501"


def test_a_number_in_the_words_of_people_is_refused(round4: dict[str, Any]) -> None:
    round4["text"] = {"lead": "整改到位310个。"}
    figures = tally(load(round4))
    (issue,) = proofread(compose(figures, "news"), figures)
    assert issue.code == "B501"
    assert issue.values["source"] == "text.lead"


def test_a_number_in_a_headline_is_refused(round4: dict[str, Any]) -> None:
    round4["document"]["headline"] = ["整改到位310个"]
    figures = tally(load(round4))
    (issue,) = proofread(compose(figures, "news"), figures)
    assert (issue.code, issue.values["source"]) == ("B501", "document.headline.0")


def test_a_reference_in_the_words_of_people_passes(round4: dict[str, Any]) -> None:
    round4["text"] = {"lead": "整改到位{rectified}，“四个意识”不断增强。"}
    figures = tally(load(round4))
    assert proofread(compose(figures, "news"), figures) == ()


def test_names_with_numbers_in_them_pass(round4: dict[str, Any]) -> None:
    round4["issuer"]["name"] = "榆阳区2018年巡察办"
    figures = tally(load(round4))
    assert proofread(compose(figures, "news"), figures) == ()


@pytest.mark.parametrize(
    ("text", "source", "form"),
    [
        ("311个", "now.rectified", ""),
        ("310", "now.rectified", ""),  # without its measure word
        ("90.9%", "now.rectified.rate", "decimals=0"),
        ("2018年4月5日", "now.since", "2018-04-05"),
        ("区纪委", "issuer.name", ""),  # a name that was altered
        ("310个", "now.nothing", ""),  # a figure that does not exist
        ("310个", "", ""),
        ("999个", "now.rectified", "claim:only"),  # a number is no claim
    ],
)
def test_a_value_that_is_not_its_sources_is_refused(
    figures: Figures, text: str, source: str, form: str
) -> None:
    document = saying(compose(figures, "news"), Text("共"), Value(text, source, form))
    (issue,) = proofread(document, figures)
    assert (issue.code, issue.place) == ("B502", "here:1")


def test_a_forged_value_in_bold_is_refused(figures: Figures) -> None:
    document = saying(compose(figures, "news"), Strong((Value("311个", "now.rectified"),)))
    assert [issue.code for issue in proofread(document, figures)] == ["B502"]


def test_a_value_in_another_form_passes(figures: Figures) -> None:
    document = saying(compose(figures, "news"), Value("90.91%", "now.rectified.rate", "decimals=2"))
    assert proofread(document, figures) == ()


def test_a_tag_put_together_from_pieces_does_not_pass_for_a_value(tmp_path: Path, figures: Figures) -> None:
    (issue,) = written(
        tmp_path, figures, '<document><p><da{{ "ta" }} name="mine" form="">9</data></p></document>'
    )
    assert issue.code == "B502"
