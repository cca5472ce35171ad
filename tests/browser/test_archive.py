"""The archive of an office in a browser: from the index to an edition, its files and its correction."""

import json
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from bulletin import cli

EXAMPLE = Path(__file__).parents[2] / "examples" / "office"
Open = Callable[..., Page]


@pytest.fixture
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """That of the example office with one month out, and corrected."""
    return _archive(tmp_path_factory.getbasetemp())


@cache
def _archive(folder: Path) -> Path:
    office = folder / "office"
    made = shutil.ignore_patterns("register.db*", ".store", "archive", "published")
    shutil.copytree(EXAMPLE, office, ignore=made)
    toml = office / "bulletin.toml"
    toml.write_text(toml.read_text("utf-8").replace('["docx", "pdf", "html", "txt"]', '["txt"]'), "utf-8")
    words = ["monthly", "--office", str(office), "--date", "2018-02-06"]
    assert cli.main(["publish", *words]) == 0
    data = office / "data" / "2018-01.json"
    raw = json.loads(data.read_text("utf-8"))
    for scope in raw["scopes"]:
        count = scope["results"]["sanctioned"]
        count["n"] -= 1
        count["by"]["grade"]["items"]["village_cadres"] -= 1
        count["by"]["violation"]["items"]["gifts"] -= 1
    data.write_text(json.dumps(raw), "utf-8")
    assert cli.main(["correct", *words, "--period", "2018-01", "--reason", "一人重复统计"]) == 0
    return office / "archive"


PAGES = ("index", "2018", "monthly-2018-01", "monthly-2018-01.2")


@pytest.mark.parametrize("phone", [False, True], ids=["wide", "phone"])
@pytest.mark.parametrize("name", PAGES)
def test_no_page_is_wider_than_the_screen_or_hard_to_read(
    name: str, phone: bool, opened: Open, archive: Path
) -> None:
    page = opened(archive / f"{name}.html", phone=phone)
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wide) == 0
    assert [each["id"] for each in Axe().run(page).response["violations"]] == []


def test_the_links_lead_from_the_index_to_the_correction(opened: Open, archive: Path) -> None:
    hrefs = "all => all.map((each) => each.getAttribute('href'))"

    def links(name: str) -> set[str]:
        return set(opened(archive / f"{name}.html").locator("a").evaluate_all(hrefs))

    assert "2018.html" in links("index")
    assert {"monthly-2018-01.html", "monthly-2018-01.2.html", "index.html"} <= links("2018")
    assert {
        "monthly-2018-01.2.html",
        "2018.html",
        "../published/monthly/2018-01/monthly-2018-01.txt",
    } <= links("monthly-2018-01")
    assert "monthly-2018-01.html" in links("monthly-2018-01.2")
    for name in links("monthly-2018-01.2"):
        assert (archive / name).exists(), name
