"""What a command reads before it works: no library that its own work does not need."""

import os
import subprocess
import sys
from pathlib import Path
from xml.sax import saxutils

import bulletin_fonts
import pytest

from bulletin.writers.xml_text import escape, quoteattr

ROOT = Path(__file__).parents[2]
PATHS = os.pathsep.join([str(ROOT), str(Path(bulletin_fonts.__file__).parents[1])])
MAKE = ("jinja2", "docx", "lxml", "weasyprint", "fontTools")
"""What makes documents."""


def loaded_by(*words: str) -> set[str]:
    """The modules that a process of the command has loaded when it ends."""
    script = f"""
import atexit, sys
from bulletin.__main__ import start
atexit.register(lambda: print("\\n", *sys.modules))
sys.argv = {["bulletin", *words]!r}
sys.exit(start())
"""
    environment = {**os.environ, "PYTHONPATH": PATHS}
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=environment, cwd=ROOT, check=True, capture_output=True, encoding="utf-8", errors="replace",
    )  # fmt: skip
    return set(done.stdout.splitlines()[-1].split())


def test_a_check_loads_nothing_that_makes_documents_or_words() -> None:
    loaded = loaded_by("check", "examples/first.json")
    assert "bulletin.checks.sums" in loaded
    needless = (*MAKE, "babel", "importlib.metadata", "tempfile", "ssl", "ruamel", "openpyxl", "difflib")
    assert loaded & {*needless} == set()
    assert (
        loaded
        & {
            "bulletin.composition",
            "bulletin.writers",
            "bulletin.checks.document",
            "bulletin.typography.layout",
        }
        == set()
    )


@pytest.mark.parametrize("words", [["--help"], ["check", "--help"], ["--version"]])
def test_help_loads_the_words_of_the_commands_and_no_more(words: list[str]) -> None:
    loaded = loaded_by(*words)
    needless = (
        *MAKE,
        "babel",
        "dataclasses",
        "inspect",
        "pathlib",
        "json",
        "bulletin.issues.errors",
        "bulletin.issues.issue",
    )
    assert "bulletin.cli.arguments" in loaded
    assert loaded & {*needless} == set()


def test_garbage_is_not_looked_for_among_modules_nor_at_the_end() -> None:
    script = """
import atexit, gc, sys
from bulletin.__main__ import start
looked = []
gc.callbacks.append(lambda phase, about: looked.append(about["generation"]))
atexit.register(lambda: print("\\n", len(looked), gc.get_count()[0] < 5000 < gc.get_freeze_count()))
sys.argv = ["bulletin", "check", "examples/first.json"]
sys.exit(start())
"""
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONPATH": PATHS}, cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    assert done.stdout.decode().split()[-2:] == ["0", "True"]


def test_a_word_file_is_made_without_a_pdf_s_libraries_or_the_network_s(tmp_path: Path) -> None:
    loaded = loaded_by("build", "examples/first.json", "--format", "docx", "--into", str(tmp_path))
    assert "docx" in loaded
    needless = (
        "weasyprint",
        "fontTools",
        "ssl",
        "urllib.request",
        "importlib.metadata",
        "ruamel",
        "openpyxl",
    )
    assert loaded & {*needless} == set()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the search is what finds the libraries")
def test_the_command_finds_a_pdf_s_libraries_without_starting_a_program(tmp_path: Path) -> None:
    script = """
import sys
from bulletin.__main__ import start
started = []
sys.addaudithook(lambda event, about: started.append(about[0]) if event == "subprocess.Popen" else None)
sys.argv = ["bulletin", "build", "examples/first.json", "--format", "pdf", "--into", sys.argv[1]]
print(start(), started)
"""
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)],
        env={**os.environ, "PYTHONPATH": PATHS}, cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    assert done.stdout.decode().splitlines()[-1] == "0 []"
    assert (tmp_path / "first.pdf").read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize(
    "text", ["整改率91%", 'a & b < c > d "e"', "it's", '"it\'s"', "two\nlines\tand\rthree", ""]
)
def test_xml_is_written_as_the_standard_library_writes_it(text: str) -> None:
    assert escape(text) == saxutils.escape(text)
    assert quoteattr(text) == saxutils.quoteattr(text)
