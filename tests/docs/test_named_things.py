"""Every file, command, option and target that a page or a docstring names is there."""

import ast
import contextlib
import io
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from bulletin import cli

ROOT = Path(__file__).parents[2]
ENTRANCE = [ROOT / "CONTRIBUTING.md", ROOT / "SECURITY.md"]
PAGES = sorted([*ROOT.glob("README*.md"), *ENTRANCE, *ROOT.glob("docs/**/*.md")])
SOURCES = sorted([*ROOT.glob("bulletin/**/*.py"), *ROOT.glob("tests/**/*.py"), ROOT / "docs" / "tables.py"])
FOLDERS = ("bulletin", "docs", "examples", "fonts", "templates", "tests", ".ci")
OLDER = ("0006-weasyprint.md",)
"""Records whose file names without a folder are those of their time."""
FILES = {file.name for folder in FOLDERS for file in (ROOT / folder).rglob("*.py")}

PATH = re.compile(r"(?<![\w./*{-])((?:[\w.-]+/)+[\w.-]*)(?::(\w+))?")
ALONE = re.compile(r"^(\w+\.py)(?::(\w+))?$")
COMMAND = re.compile(r"(?:^|`|\s)(?:python -m |\.venv\S)?bulletin ([a-z]+)((?: [^`\n]*)?)", re.MULTILINE)


def quoted(page: Path) -> list[str]:
    """What stands between backticks."""
    return re.findall(r"`([^`\n]+)`", page.read_text("utf-8"))


def rooms() -> set[str]:
    return {folder.parent.name for folder in ROOT.glob("bulletin/*/__init__.py")}


def unknown(words: list[str]) -> Iterator[str]:
    """The files of the project among words that are not there, or do not define what is said of them."""
    for word in words:
        for name, symbol in PATH.findall(word):
            base = name.split("/")[0]
            if base not in FOLDERS and base not in rooms() and not name.endswith(".py"):
                continue  # an office's own file, a format, a URL
            found = [folder / name for folder in (ROOT, ROOT / "bulletin") if (folder / name).exists()]
            if not found or (symbol and not defines(found[0], symbol)):
                yield word
        if (alone := ALONE.match(word)) and alone[1] not in FILES:
            yield word


def defines(file: Path, symbol: str) -> bool:
    defined = rf"^ *(?:def|class) {symbol}\b|^{symbol}\b.* ="
    return bool(re.search(defined, file.read_text("utf-8"), re.MULTILINE))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_file_a_page_names_is_there(page: Path) -> None:
    words = [word for word in quoted(page) if page.name not in OLDER or not ALONE.match(word)]
    assert list(unknown(words)) == []


def test_every_file_a_docstring_names_is_there() -> None:
    kinds = (ast.Module, ast.FunctionDef, ast.ClassDef)
    faults = {}
    for source in SOURCES:
        nodes = [node for node in ast.walk(ast.parse(source.read_text("utf-8"))) if isinstance(node, kinds)]
        texts = [ast.get_docstring(node) or "" for node in nodes]
        words = [word for text in texts for word in re.findall(r"`([^`\n]+)`|(docs/[\w./-]+\w)", text)]
        if found := list(unknown([a or b for a, b in words])):
            faults[str(source.relative_to(ROOT))] = found
    assert faults == {}


def test_a_file_or_a_function_that_is_not_there_is_found() -> None:
    words = ["bulletin/checks/gone.py", "checks/sums.py:gone", "nowhere.py", "tests/gone/"]
    assert list(unknown(words)) == words
    assert list(unknown(["bulletin/checks/sums.py", "checks/sums.py:partition_adds_up", "sums.py"])) == []
    assert list(unknown(["out/round4.pdf", "Asia/Shanghai", "tests/"])) == []


@cache
def help_of(command: str) -> str:
    """The help of a command and of its actions; nothing if there is no such command."""
    own = asked(command)
    actions = re.findall(r"^ {4}([a-z]+) {2,}", own, re.MULTILINE)
    return own + "".join(asked(command, action) for action in actions)


def asked(*words: str) -> str:
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(io.StringIO()):
        try:
            cli.main([*words, "--help"])
        except SystemExit as ended:
            return printed.getvalue() if ended.code == 0 else ""
    return printed.getvalue()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_command_and_option_a_page_names_is_there(page: Path) -> None:
    text = page.read_text("utf-8")
    code = "\n".join([*quoted(page), *re.findall(r"^ {4,}\S.*$|```\w*\n(?:.*\n)*?```", text, re.MULTILINE)])
    faults = []
    for command, rest in COMMAND.findall(code):
        options = re.findall(r"(?<!\S)(--[a-z-]+)", rest.split("#")[0])
        faults += [] if help_of(command) else [command]
        faults += [f"{command} {option}" for option in options if option not in help_of(command)]
    assert faults == []


def test_a_command_that_is_not_there_has_no_help() -> None:
    assert help_of("vanish") == ""
    assert "--strict" in help_of("build")
    assert "--strikt" not in help_of("build")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_make_target_a_page_names_is_there(page: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    text = page.read_text("utf-8")
    named = re.findall(r"`make ([a-z-]+)|^ {4,}make ([a-z-]+)", text, re.MULTILINE)
    assert [a or b for a, b in named if (a or b) not in targets] == []
