"""A fault of a template is shown where it stands, said in our words, and with the nearest name there is."""

from pathlib import Path
from typing import Any

import pytest

from bulletin import compose, find_template, load, tally
from bulletin.issues.errors import TemplateRefused
from bulletin.issues.issue import Issue
from bulletin.issues.messages import said
from bulletin.model.figures import Figures

MANIFEST = 'title = "试稿"\nlayout = "news"\n'
RESULTS = '{% import "shared/results.xml.j2" as results %}'


@pytest.fixture
def figures(round4: dict[str, Any]) -> Figures:
    return tally(load(round4))


def written(folder: Path, body: str, manifest: str = MANIFEST) -> str:
    own = folder / "own"
    own.mkdir()
    (own / "template.toml").write_text(manifest, "utf-8")
    (own / "document.xml.j2").write_text(f"<document>\n{body}\n</document>", "utf-8")
    return str(own)


def fault(folder: Path, figures: Figures, body: str) -> Issue:
    with pytest.raises(TemplateRefused) as caught:
        compose(figures, find_template(written(folder, body)))
    return caught.value.issues[0]


NO_MACRO = "There is no macro “problms” in shared/results.xml.j2."
INCOMPLETE = "A statement or {{ … }} is not complete, or something in it is too much."
WRONG_CALL = "The macro “m” is called with what it does not take."
WRONG_USE = "A filter or macro is given what it does not take, or not what it needs."
ILL = "The markup is not well-formed: "
FOREIGN = ("mismatched", "callable", "token", "ndefined", "__init__", "Encountered", "Jinja", "object")


@pytest.mark.parametrize(
    ("body", "column", "says"),
    [
        ("<p>共{{ now.rectifed }}</p>", 8, "There is no “rectifed” in now."),
        ("<p>{{ now.rectified|roundd }}</p>", 21, "There is no filter “|roundd”."),
        ("<p>{% if now.talks is presnt %}{% endif %}</p>", 23, "There is no test “is presnt”."),
        ("<p>{{ now.rectified + now.talks }}</p>", 4, "A template does not compute or compare."),
        (f"{RESULTS}<p>{{{{ results.problms(now) }}}}</p>", 62, NO_MACRO),
        ("<p>{{ problms(now) }}</p>", 7, "Only macros can be called in a template."),
        ("<p>{% iff now %}</p>", 7, "There is no statement {% iff %}."),
        ("<p>{% if now.talks is present %}</p>", 7, "{% if %} of line 2 is not closed."),
        ("{% for r in rounds %}<p>{% if sample %}</p>{% endfor %}", 28, "{% if %} of line 2 is not closed."),
        ("<p>{{ now.rectified }</p>", 21, INCOMPLETE),
        ("<p>{# 谈话</p>", 0, "A comment {# is not closed by #}."),
        ("<p><strong>甲</p>", 4, ILL + "<strong> in line 2 is not closed before </p>."),
        ("<p>甲 & 乙</p>", 1, ILL + "< and & in a text are written &lt; and &amp;."),
        ("<p><em>甲</em></p>", 4, "<em> is not part of the markup."),
        ('<p role="shout">甲</p>', 10, "The layout has no role “shout”."),
        ("{% macro m(a) %}{% endmacro %}<p>{{ m(now, now) }}</p>", 10, WRONG_CALL),
        ("<p>{{ now.rectified|decimals }}</p>", 4, WRONG_USE),
    ],
)  # fmt: skip
def test_a_fault_names_its_column_and_is_said_in_our_words(
    tmp_path: Path, figures: Figures, body: str, column: int, says: str
) -> None:
    issue = fault(tmp_path, figures, body)
    assert issue.message == says
    assert issue.place == "own/document.xml.j2:2" + (f":{column}" if column else "")
    assert not any(word in issue.message for word in FOREIGN)
    assert not said(issue, "zh")[0].isascii()


def test_the_excerpt_is_the_line_of_the_template_with_a_caret(tmp_path: Path, figures: Figures) -> None:
    issue = fault(tmp_path, figures, "<p>共{{ now.rectifed }}</p>")
    assert issue.excerpt == "<p>共{{ now.rectifed }}</p>\n        ^"


@pytest.mark.parametrize(
    ("body", "near"),
    [
        ("<p>{{ now.rectified|enumrated }}</p>", "enumerated"),
        ("<p>{% if now.talks is presnt %}{% endif %}</p>", "present"),
        (f"{RESULTS}<p>{{{{ results.problms(now) }}}}</p>", "problems"),
        ("{% extends 'shared/bas.xml.j2' %}", "shared/base.xml.j2"),
        ("<p>{% iff now %}</p>", "if"),
    ],
)
def test_the_nearest_name_is_offered(tmp_path: Path, figures: Figures, body: str, near: str) -> None:
    issue = fault(tmp_path, figures, body)
    assert issue.hint.format_map(issue.values) == f"Did you mean “{near}”?"


def test_a_missing_import_names_the_line_that_asks_for_it(tmp_path: Path, figures: Figures) -> None:
    issue = fault(tmp_path, figures, '<p>甲</p>\n{% import "shared/result.xml.j2" as results %}')
    assert (issue.code, issue.place) == ("B401", "own/document.xml.j2:3:12")
    assert issue.message == "There is no template file “shared/result.xml.j2”."
    assert issue.excerpt.startswith('{% import "shared/result.xml.j2" as results %}\n')


def test_a_fault_in_an_imported_macro_is_shown_in_its_own_file(tmp_path: Path, figures: Figures) -> None:
    name = written(tmp_path, '{% import "own/m.xml.j2" as m %}<p>{{ m.a(now) }}</p>')
    (tmp_path / "own" / "m.xml.j2").write_text(
        "{# #}\n{% macro a(s) %}\n{{ s.talkz }}\n{% endmacro %}", "utf-8"
    )
    with pytest.raises(TemplateRefused) as caught:
        compose(figures, find_template(name))
    (issue,) = caught.value.issues
    assert (issue.place, issue.excerpt) == ("own/m.xml.j2:3:6", "{{ s.talkz }}\n     ^")


@pytest.mark.parametrize(
    ("manifest", "place", "says"),
    [
        ("title 试稿", ":1:7", "template.toml cannot be used: “=” is missing after a key."),
        ('layout = "news"', "", "template.toml cannot be used: title is missing."),
        (f'{MANIFEST}require = ["now.talks"]', ":3:1", "template.toml knows no “require”."),
        (f"{MANIFEST}[text]\na = '甲'", ":3:1", "template.toml knows no “text”."),
        (f'{MANIFEST}ledger = "all"', ":3:1", "ledger is “full”, “printed” or “none”, not “all”."),
    ],
)
def test_a_fault_of_template_toml_has_its_line(tmp_path: Path, manifest: str, place: str, says: str) -> None:
    with pytest.raises(TemplateRefused) as caught:
        find_template(written(tmp_path, "", manifest))
    (issue,) = caught.value.issues
    assert (issue.place, issue.message) == (f"own/template.toml{place}", says)
    assert issue.excerpt.endswith("^") is bool(place)


def test_a_template_that_is_not_there_has_a_nearest_one() -> None:
    with pytest.raises(TemplateRefused) as caught:
        find_template("newz")
    (issue,) = caught.value.issues
    assert issue.hint.format_map(issue.values).startswith("Did you mean “news”? Shipped: annual,")
