"""What the tests in a browser stand on: Debian's Chromium, and a page that may ask nothing of anybody."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.helpers.proofs import proof_of

EXAMPLES = Path(__file__).parents[2] / "examples"
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
ARGUMENTS = [
    "--no-sandbox",  # the tests also run as root, in containers
    "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@dataclass
class Heard:
    """What a page asked for and complained of while it was open."""

    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


Open = Callable[..., Page]


def executable() -> str:
    """The browser; without one the tests fail, they never pass by not running."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if not found:
        raise FileNotFoundError("no Chromium: run `make test-browser`, or set CHROMIUM to the program")
    return found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def opened(browser: Browser, heard: Heard) -> Iterator[Open]:
    """Opens a file as on a laptop, or with `phone` as on a small phone.

    Afterwards nothing may have been asked for but the files themselves, and nothing complained of.
    """
    contexts = []
    files = []

    def open_file(file: Path, *, phone: bool = False) -> Page:
        size = {"width": 360, "height": 740} if phone else {"width": 1440, "height": 900}
        context = browser.new_context(
            viewport={"width": size["width"], "height": size["height"]},
            has_touch=phone,
            is_mobile=phone,
            reduced_motion="reduce",
            accept_downloads=True,
        )
        contexts.append(context)
        files.append(file.as_uri())
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("request", lambda request: heard.requests.append(request.url))
        page.on("console", lambda message: heard.complaints.append(message.text))
        page.on("pageerror", lambda error: heard.complaints.append(str(error)))
        page.goto(file.as_uri())
        return page

    yield open_file
    for context in contexts:
        context.close()
    own = [url for url in heard.requests if not url.startswith(("data:", "blob:"))]
    assert set(own) <= set(files)
    assert heard.complaints == []


@pytest.fixture
def round4(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The proof of the source article."""
    return made("round4", tmp_path_factory)


@pytest.fixture
def circular(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The proof of the circular, with tables' worth of roles."""
    return made("circular", tmp_path_factory)


def made(name: str, factory: pytest.TempPathFactory) -> Path:
    return _made(name, factory.getbasetemp())


@cache
def _made(name: str, folder: Path) -> Path:
    file = proof_of(EXAMPLES / f"{name}.json", into=folder / "proofs").file
    assert file is not None
    return file
