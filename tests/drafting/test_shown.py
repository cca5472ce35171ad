"""What a program sees of a value: a repr of three lines at most, a page in a notebook, and no masked name."""

import logging
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest

import bulletin
from bulletin.model.terms import Moment
from tests.templates.test_names import CASES

LINE = 80


@pytest.fixture(scope="module")
def values() -> dict[str, Any]:
    """Values of the public types that a build and its readers give, of data whose names are masked."""
    built = bulletin.build(CASES, formats=["txt", "html"], ledger=True)
    made = bulletin.draft(bulletin.Request(CASES, formats=()))
    data, page = made.data, bulletin.Content("稿.html", built.contents["html"])
    found = [
        built, made, made.examined, made.request, data, made.template, made.document, made.figures,
        made.ledger, made.ledger.entries[0], made.examined.codelist, data.issuer, data.document, data.records,
        *data.records.cases, *built.issues, page, bulletin.trace(page), bulletin.verify(page, made),
        bulletin.verify(page, made).findings[0], bulletin.proof(made), Moment(2026, 9),
        bulletin.Count(n=1, names=("李四",), note="李四"), bulletin.Quotation(quote="李四说", by="李四"),
    ]  # fmt: skip
    return {f"{type(value).__name__} {n}": value for n, value in enumerate(found)}


def test_a_repr_fits_on_three_lines(values: dict[str, Any]) -> None:
    assert {name: repr(value) for name, value in values.items() if len(repr(value)) > 3 * LINE} == {}
    assert all("\n" not in repr(value) for value in values.values())


def test_a_repr_says_what_the_value_is(values: dict[str, Any], first: dict[str, Any]) -> None:
    assert all(type(value).__name__ in repr(value) for value in values.values())
    figures = bulletin.tally(bulletin.load(first))
    assert repr(figures).startswith("Figures(nodes=<")
    assert repr(bulletin.Count(n=40, unit="个")).startswith("Count(n=40, unit='个', by=<0>")
    assert repr(bulletin.BulletinError([])) == "BulletinError('')"


def hidden_in(text: str) -> list[str]:
    """The names that the document masks, and given names of two characters, which stand in a text."""
    names = [case["person"] for case in CASES["records"]["cases"]]
    whole = [name for each in names for name in re.split("、", each)]
    assert len(whole) >= 4
    return [name for name in [*whole, *(name[1:] for name in whole if len(name) > 2)] if name in text]


def test_no_repr_names_a_person_whom_the_document_masks(values: dict[str, Any]) -> None:
    assert {name: hidden_in(repr(value)) for name, value in values.items() if hidden_in(repr(value))} == {}


def test_no_notebook_and_no_log_names_a_person_whom_the_document_masks(
    values: dict[str, Any], caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    pages = [value._repr_html_() for value in values.values() if hasattr(value, "_repr_html_")]
    assert len(pages) == 2
    assert [hidden_in(unescape(unescape(page))) for page in pages] == [[], []]
    with caplog.at_level(logging.DEBUG, logger="bulletin"):
        bulletin.build(CASES, formats="txt", into=tmp_path)
    assert hidden_in(caplog.text) == []


def test_the_log_hears_the_begin_and_the_end_of_a_build(
    first: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="bulletin"):
        bulletin.build(first, formats=["txt", "html"])
        with pytest.raises(bulletin.DataRefused):
            bulletin.build({**first, "kind": "?"}, formats="txt")
    assert [(record.name, record.levelname, record.getMessage()) for record in caplog.records] == [
        ("bulletin", "INFO", "build begins: txt, html"),
        ("bulletin", "INFO", "build ends: template news, issues: 0"),
        ("bulletin", "INFO", "build begins: txt"),
        ("bulletin", "INFO", "build ends: DataRefused, issues: 1"),
    ]


def test_the_log_is_silent_unless_it_is_asked_for(
    first: dict[str, Any], capfd: pytest.CaptureFixture[str]
) -> None:
    bulletin.build(first, formats="txt")
    assert logging.getLogger("bulletin").handlers == []
    assert tuple(capfd.readouterr()) == ("", "")


def test_a_notebook_shows_the_document_and_its_issues(first: dict[str, Any]) -> None:
    first["text"] = {"nothing_reads_this": "李某说：“好”"}
    asked = bulletin.Request(first, formats="txt")
    for shown in (bulletin.draft(asked), bulletin.build(first, formats="txt")):
        html = shown._repr_html_()
        page = unescape(re.findall(r'^<iframe sandbox srcdoc="([^"]*)"', html)[0])
        assert "<!DOCTYPE html>" in page
        assert "整改率" in page
        assert [issue.code for issue in shown.issues] == re.findall("<li>(B[0-9]{3}) ", html)
        assert "B408" in html
