"""The documentation says what the code says."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

import bulletin
from tests.commands import catalogue

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])


def test_every_table_made_from_the_code_is_fresh() -> None:
    run = subprocess.run(
        [sys.executable, ROOT / "docs" / "tables.py", "--check"], capture_output=True, text=True, check=False
    )
    assert run.stdout == "fresh\n", f"{run.stdout}{run.stderr}run: python docs/tables.py"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_inside_the_project_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def text_of(source: object) -> str:
    return bulletin.build(source, formats=["txt"]).contents["txt"].decode()  # type: ignore[arg-type]  # a file or a mapping


def test_the_data_in_the_documentation_gives_the_text_beside_it() -> None:
    page = (ROOT / "docs" / "data.md").read_text("utf-8")
    data, text = re.findall(r"```(?:json)?\n(.*?)```", page, re.DOTALL)[:2]
    assert text_of(json.loads(data)) == text


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md"])
def test_what_a_readme_quotes_is_what_the_first_example_gives(page: str) -> None:
    (quoted,) = re.findall(r"^ *> (.*)$", (ROOT / page).read_text("utf-8"), re.MULTILINE)
    assert quoted in text_of(ROOT / "examples" / "first.json")


def test_every_code_that_can_be_raised_has_its_entry() -> None:
    code = "".join(file.read_text("utf-8") for file in ROOT.glob("bulletin/**/*.py"))
    entries = set(re.findall(r"\bB[0-9]{3}\b", (ROOT / "docs" / "checks.md").read_text("utf-8")))
    assert set(re.findall(r'"(B[0-9]{3})"', code)) - entries == set()


def test_the_messages_quoted_with_the_exit_codes_are_printed() -> None:
    page = (ROOT / "docs" / "exit-codes.md").read_text("utf-8")
    quoted = re.findall(r"^\| \d+ \|.*\| `(.*)` \|$", page, re.MULTILINE)
    messages = [re.sub(r"^error B\d+ \S+  ", "", line) for line in quoted if not line.startswith("out/")]
    known = [re.escape(english) for _, english, _ in catalogue.entries()]
    patterns = [re.compile(re.sub(r"\\{\w+\\}", ".+", text)) for text in known if " " in text]
    assert len(messages) == 12
    assert [said for said in messages if not any(pattern.fullmatch(said) for pattern in patterns)] == []
