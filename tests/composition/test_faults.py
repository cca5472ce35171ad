"""A template that says what it must not is refused: all its faults at once, each with its line."""

from pathlib import Path
from typing import Any

import pytest

from bulletin import compose, find_template, load, tally
from bulletin.composition import Template
from bulletin.issues.errors import DataRefused, TemplateRefused
from bulletin.issues.issue import Issue
from bulletin.model.document import Paragraph, text_of
from bulletin.model.figures import Figures

MANIFEST = 'title = "试稿"\nlayout = "news"\n'


@pytest.fixture
def figures(round4: dict[str, Any]) -> Figures:
    return tally(load(round4))


def template(folder: Path, body: str) -> Template:
    """A template of the office's own with `body` from line 2 on."""
    own = folder / "own"
    own.mkdir()
    (own / "template.toml").write_text(MANIFEST, "utf-8")
    (own / "document.xml.j2").write_text(f"<document>\n{body}\n</document>", "utf-8")
    return find_template(str(own))


def refused(folder: Path, figures: Figures, body: str) -> tuple[Issue, ...]:
    with pytest.raises(TemplateRefused) as caught:
        compose(figures, template(folder, body))
    return caught.value.issues


def test_all_unknown_figures_are_named_at_once_with_line_and_nearest_name(
    tmp_path: Path, figures: Figures
) -> None:
    issues = refused(
        tmp_path, figures, "<p>{{ now.rectifed }}</p>\n<p>{{ now.rectified.rat }}{{ nov.x }}</p>"
    )
    assert [(issue.code, issue.place) for issue in issues] == [
        ("B402", "own/document.xml.j2:2:7"),
        ("B402", "own/document.xml.j2:3:7"),
        ("B402", "own/document.xml.j2:3:30"),
    ]
    assert issues[0].hint.format_map(issues[0].values) == "Did you mean “rectified”?"
    assert issues[1].hint.format_map(issues[1].values) == "Did you mean “rate”?"
    assert issues[2].hint.format_map(issues[2].values) == "Did you mean “now”?"


@pytest.mark.parametrize(
    "body",
    [
        "<p>{{ now.rectified + now.petitions }}</p>",
        "<p>{{ now.rectified - 1 }}</p>",
        "<p>{{ -now.rectified }}</p>",
        "<p>{{ now.rectified ~ now.petitions }}</p>",
        "<p>{% if now.rectified > now.petitions %}多{% endif %}</p>",
        "<p>{{ 310 }}</p>",
        "<p>{{ 9.1 }}</p>",
        "<p>{{ true }}</p>",
        "<p>{{ none }}</p>",
        '<p>{{ now.label.replace("前", "后") }}</p>',
        "<p>{{ range(3) }}</p>",
        "<p>{{ cycler(now) }}</p>",
        '<p>{% include "shared/base.xml.j2" %}</p>',
        "{% set name = issuer.name %}{% import name as other %}<p>甲</p>",
        '<p><data name="now.rectified">310个</data></p>',
        '<p><time name="now.since">2017年4月</time></p>',
        "<p>{% autoescape false %}甲{% endautoescape %}</p>",
        '<p>{{ "<strong>"|safe }}</p>',
        "<p>{{ now.rectified|round }}</p>",
        "<p>{{ now.rectified is odd }}</p>",
        "<p>{{ now.rectified.value }}</p>",
        "<p>{{ now.rectified.__class__ }}</p>",
        '<p>{{ now["rectifed"] }}</p>',
        "<p>{% if now.rectified %}有{% endif %}</p>",
        "<p>{{ now.rectified is zero }}</p>",
        "<p>{{ now.rectified|decimals }}</p>",
        '<p>{{ "甲"|hanzi }}</p>',
        "<p>{{ now.label|item }}</p>",
        "<p>{{ now.rectified|change }}</p>",
        "<p>{{ now.rectified|itemised }}</p>",
        "<p>{% for x in now.rectified %}甲{% endfor %}</p>",
        "<p>{% for x in rounds %}{{ loop.index }}{% endfor %}</p>",
        "<p>{{ now }}</p>",
        "<p>{{ rounds }}</p>",
        "<p>{{ unclosed </p>",
        "<p>{% if now.rectified is present %}甲</p>",
    ],
)
def test_what_a_template_must_not_say_is_refused_with_its_line(
    tmp_path: Path, figures: Figures, body: str
) -> None:
    issue = refused(tmp_path, figures, body)[0]
    assert issue.code in ("B402", "B403")
    assert issue.place.startswith("own/document.xml.j2:")


@pytest.mark.parametrize(
    ("body", "code", "says"),
    [
        ('<p role="shout">甲</p>', "B406", "shout"),
        ("<p>甲", "B405", "well-formed"),
        ("<p>甲</h1>", "B405", "well-formed"),
        ("<div>甲</div>", "B405", "<div>"),
        ('<p style="color: red">甲</p>', "B405", "style"),
        ("<p><p>甲</p></p>", "B405", "not allowed inside"),
        ("甲", "B405", "outside"),
        ("<table><tr><td>甲</td></tr><tr><td>甲</td><td>乙</td></tr></table>", "B407", "columns"),
        ('<table><tr><td span="0">甲</td></tr></table>', "B407", "span"),
    ],
)
def test_what_is_not_the_markup_is_refused(
    tmp_path: Path, figures: Figures, body: str, code: str, says: str
) -> None:
    issue = refused(tmp_path, figures, body)[0]
    assert issue.code == code
    assert says in issue.message
    assert issue.place.startswith("own/document.xml.j2")


def test_an_absent_figure_is_not_printed_and_its_line_is_named(tmp_path: Path, figures: Figures) -> None:
    (issue,) = refused(tmp_path, figures, "<p>甲</p>\n<p>{{ now.files_read }}</p>")
    assert (issue.code, issue.place) == ("B403", "own/document.xml.j2:3:7")
    assert "调阅资料" in issue.message


def test_an_absent_figure_may_be_asked_for(tmp_path: Path, figures: Figures) -> None:
    body = "<p>{% if now.files_read is present %}有{% else %}无{% endif %}</p>"
    document = compose(figures, template(tmp_path, body))
    assert [text_of(b.inlines) for b in document.blocks if isinstance(b, Paragraph)] == ["无"]


def test_an_unknown_filter_is_named_together_with_the_other_faults(tmp_path: Path, figures: Figures) -> None:
    issues = refused(tmp_path, figures, "<p>{{ now.rectified|safe }}</p>\n<p>{{ now.rectifed }}</p>")
    assert [issue.place for issue in issues] == ["own/document.xml.j2:2:21", "own/document.xml.j2:3:7"]


def test_data_cannot_become_markup(tmp_path: Path, round4: dict[str, Any]) -> None:
    round4["issuer"]["name"] = '</p><p role="title">&amp;<data>'
    document = compose(tally(load(round4)), template(tmp_path, "<p>{{ issuer.name }}</p>"))
    (paragraph,) = document.blocks
    assert isinstance(paragraph, Paragraph)
    assert text_of(paragraph.inlines) == '</p><p role="title">&amp;<data>'


def test_a_newline_of_the_template_leaves_no_space_between_chinese(tmp_path: Path, figures: Figures) -> None:
    document = compose(figures, template(tmp_path, "<p>整改到位\n    {{ now.rectified }}\n  ，其余</p>"))
    (paragraph,) = document.blocks
    assert isinstance(paragraph, Paragraph)
    assert text_of(paragraph.inlines) == "整改到位310个，其余"


def test_a_circular_without_number_addressees_and_mark_is_refused_naming_all(figures: Figures) -> None:
    with pytest.raises(DataRefused) as caught:
        compose(figures, "circular")
    places = {issue.place for issue in caught.value.issues}
    assert places == {"/document/number", "/document/addressees", "/issuer/mark"}
    assert {issue.code for issue in caught.value.issues} == {"B404"}


def test_a_circular_with_all_it_requires_is_written(circular: dict[str, Any]) -> None:
    document = compose(tally(load(circular)), "circular")
    assert document.title == "中共云川县委巡察工作领导小组关于前两轮巡察工作情况的通报"


def test_a_template_that_is_not_there_is_refused_with_those_that_are(figures: Figures) -> None:
    with pytest.raises(TemplateRefused) as caught:
        compose(figures, "newz")
    (issue,) = caught.value.issues
    assert issue.code == "B401"
    assert "news" in str(issue.values["known"])
    assert "circular" in str(issue.values["known"])
