"""axe-core finds nothing wrong with the page: wide and on a phone, in both languages, each panel open."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from bulletin import build
from tests.helpers.proofs import proof_of

EXAMPLES = Path(__file__).parents[2] / "examples"
Open = Callable[..., Page]


def violations(page: Page, **options: Any) -> list[Any]:
    found = Axe().run(page, options=options).response["violations"]
    return [(each["id"], [node["html"] for node in each["nodes"]]) for each in found]


def panels(page: Page) -> list[Callable[[], None]]:
    return [tab.click for tab in page.locator("[role=tab]").all()]


@pytest.mark.parametrize("phone", [False, True], ids=["wide", "phone"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_violation(language: str, phone: bool, opened: Open, tmp_path: Path) -> None:
    file = proof_of(
        EXAMPLES / "round4.json",
        into=tmp_path,
        previous=EXAMPLES / "round4.json",
        language="zh" if language == "zh" else "en",
    ).file
    assert file is not None
    page = opened(file, phone=phone)
    assert violations(page) == []
    for show in panels(page):
        show()
        assert violations(page) == []
    page.locator(".proof-number").nth(3).click()
    page.locator("#card-tick").click()
    assert page.locator("#card").is_visible()
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.locator("#help-open").click()
    assert violations(page) == []


def test_the_circular_has_none(opened: Open, circular: Path) -> None:
    assert violations(opened(circular)) == []


@pytest.mark.parametrize("phone", [False, True], ids=["wide", "phone"])
@pytest.mark.parametrize("name", ["circular", "round4"])
def test_a_document_as_a_web_page_has_none(name: str, phone: bool, opened: Open, tmp_path: Path) -> None:
    file = build(EXAMPLES / f"{name}.json", formats=["html"], into=tmp_path).files["html"]
    assert violations(opened(file, phone=phone)) == []


@pytest.mark.parametrize("name", ["circular", "round4"])
def test_a_document_as_a_web_page_fits_a_phone(name: str, opened: Open, tmp_path: Path) -> None:
    page = opened(build(EXAMPLES / f"{name}.json", formats=["html"], into=tmp_path).files["html"], phone=True)
    page.set_viewport_size({"width": 320, "height": 740})
    assert page.evaluate("document.scrollingElement.scrollWidth") == 320
