"""Every example says, word for word, what somebody has read and accepted (`tests/goldens/`)."""

from pathlib import Path

import pytest

from tests.commands import goldens

EXAMPLES = goldens.examples()
TEMPLATES = Path(__file__).parents[2] / "templates"


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_says_what_was_accepted(name: str) -> None:
    found = goldens.difference(name, goldens.text_of(EXAMPLES[name]))
    if found:
        pytest.fail(f"{found}\n\nif this is as it should be: make goldens ACCEPT=1", pytrace=False)


def test_there_is_no_text_without_an_example() -> None:
    assert goldens.left_over(EXAMPLES) == []


def test_every_shipped_template_writes_an_example() -> None:
    shipped = {file.parent.name for file in TEMPLATES.glob("*/template.toml")}
    assert len(shipped) == 13
    assert {goldens.written(file).document.genre for file in EXAMPLES.values()} == shipped


def test_a_difference_names_the_file_and_shows_both_lines(tmp_path: Path) -> None:
    (tmp_path / "first.txt").write_text("标题\n整改到位36个。\n", "utf-8")
    found = goldens.difference("first", "标题\n整改到位35个。\n", tmp_path)
    assert found.splitlines()[:2] == ["--- tests/goldens/first.txt", "+++ as it is now"]
    assert "-整改到位36个。\n+整改到位35个。" in found


def test_a_space_at_the_end_of_the_text_is_a_difference(tmp_path: Path) -> None:
    (tmp_path / "first.txt").write_text("标题\n", "utf-8")
    assert goldens.difference("first", "标题\n", tmp_path) == ""
    assert goldens.difference("first", "标题", tmp_path) != ""


def test_a_text_nobody_has_accepted_differs_in_every_line(tmp_path: Path) -> None:
    assert "+标题\n+正文" in goldens.difference("new", "标题\n正文\n", tmp_path)


def test_a_text_whose_example_is_gone_is_named(tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_text("标题\n", "utf-8")
    assert goldens.left_over({}, tmp_path) == [tmp_path / "old.txt"]
