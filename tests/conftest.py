"""What every test stands on: fresh example data, and no fonts but those of the project."""

import json
from pathlib import Path
from typing import Any

import bulletin_fonts
import pytest

from bulletin.typography import fonts

EXAMPLES = Path(__file__).parent.parent / "examples"


@pytest.fixture(autouse=True)
def only_the_projects_own_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Faces installed on one computer must not hide a step that another computer lacks."""
    monkeypatch.setattr(fonts, "SYSTEM_FOLDERS", ())
    monkeypatch.setenv("BULLETIN_FONTS", str(Path(bulletin_fonts.__file__).parent))
    fonts.font_files.cache_clear()


@pytest.fixture(autouse=True)
def no_compiled_templates_of_other_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test neither reads nor leaves anything in the user's own folder."""
    monkeypatch.setenv("BULLETIN_TEMPLATE_CACHE", "off")


@pytest.fixture(autouse=True)
def a_terminal_of_100_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is printed must not depend on the window, or the process, the tests run in."""
    monkeypatch.setenv("COLUMNS", "100")


@pytest.fixture
def round4() -> dict[str, Any]:
    """The data of the source article: three rounds done, a fourth under way."""
    data: dict[str, Any] = json.loads((EXAMPLES / "round4.json").read_text("utf-8"))
    return data


@pytest.fixture
def circular() -> dict[str, Any]:
    """The data of a circular of an invented county, with number, addressees and mark."""
    data: dict[str, Any] = json.loads((EXAMPLES / "circular.json").read_text("utf-8"))
    return data


@pytest.fixture
def first() -> dict[str, Any]:
    """The smallest data that makes a document."""
    data: dict[str, Any] = json.loads((EXAMPLES / "first.json").read_text("utf-8"))
    return data
