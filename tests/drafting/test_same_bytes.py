"""The same data gives the same bytes, wherever and whenever it is built; dates come from the data."""

import io
import os
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import bulletin_fonts
import pytest

from bulletin import build

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
PATHS = os.pathsep.join([str(ROOT), str(Path(bulletin_fonts.__file__).parents[1])])
SURROUNDINGS = {
    "here": {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C.UTF-8"},
    "there": {"PYTHONHASHSEED": "4711", "TZ": "Asia/Shanghai", "LC_ALL": "C"},
}
FORMATS = ("docx", "pdf", "html", "txt")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The circular, built by two processes that have nothing in common but the data."""
    folders = {}
    for name, surroundings in SURROUNDINGS.items():
        folders[name] = tmp_path_factory.mktemp(name)
        environment = {key: value for key, value in os.environ.items() if key != "SOURCE_DATE_EPOCH"}
        command = [
            sys.executable,
            "-m",
            "bulletin",
            "build",
            str(EXAMPLES / "circular.json"),
            "--into",
            "out",
        ]
        subprocess.run(
            [*command, "--format", ",".join(FORMATS)],
            env={**environment, **surroundings, "PYTHONPATH": PATHS, "TMPDIR": str(folders[name])},
            cwd=folders[name],
            check=True,
            capture_output=True,
        )
    return {name: folder / "out" for name, folder in folders.items()}


@pytest.mark.parametrize("suffix", FORMATS)
def test_two_processes_give_the_same_bytes(suffix: str, built: dict[str, Path]) -> None:
    here, there = ((built[name] / f"circular.{suffix}").read_bytes() for name in SURROUNDINGS)
    assert here == there


@pytest.mark.parametrize("suffix", FORMATS)
def test_building_twice_in_one_process_gives_the_same_bytes(suffix: str, circular: dict[str, Any]) -> None:
    first, second = (build(circular, formats=[suffix]).contents[suffix] for _ in range(2))
    assert first == second


def test_one_changed_figure_changes_the_bytes(round4: dict[str, Any]) -> None:
    before = build(round4, formats=FORMATS).contents
    round4["scopes"][0]["results"]["talks"] = 1575
    after = build(round4, formats=FORMATS).contents
    assert [suffix for suffix in FORMATS if before[suffix] == after[suffix]] == []


# ── dates ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def undated(tmp_path: Path, first: dict[str, Any]) -> dict[str, Any]:
    """Data without a date, and a template that asks for none."""
    folder = tmp_path / "undated"
    folder.mkdir()
    (folder / "template.toml").write_text('title = "无日期"\nlayout = "news"\n', "utf-8")
    (folder / "document.xml.j2").write_text("<document><h1>无日期</h1><p>正文。</p></document>", "utf-8")
    del first["document"]["date"]
    return {"source": first, "template": str(folder), "formats": ("docx", "pdf")}


def word_dates(content: bytes) -> set[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        properties = ET.fromstring(package.read("docProps/core.xml"))  # noqa: S314  # our own output
    return {str(e.text) for e in properties if e.tag.startswith("{http://purl.org/dc/terms/}")}


def pdf_dates(content: bytes, folder: Path) -> set[str]:
    file = folder / "dates.pdf"
    file.write_bytes(content)
    made = subprocess.run(["pdfinfo", "-isodates", file], capture_output=True, text=True, check=True)
    lines = [line.split(":", 1) for line in made.stdout.splitlines()]
    return {value.strip() for key, value in lines if key in ("CreationDate", "ModDate")}


def test_the_dates_inside_are_that_of_the_document(tmp_path: Path, circular: dict[str, Any]) -> None:
    made = build(circular).contents  # 成文日期 2026-09-18
    assert word_dates(made["docx"]) == {"2026-09-18T00:00:00Z"}
    assert pdf_dates(made["pdf"], tmp_path) == {"2026-09-18T00:00:00Z"}


def test_a_date_given_for_the_build_goes_before_that_of_the_data(
    tmp_path: Path, circular: dict[str, Any]
) -> None:
    made = build(circular, on=date(2027, 1, 4)).contents
    assert word_dates(made["docx"]) == {"2027-01-04T00:00:00Z"}
    assert pdf_dates(made["pdf"], tmp_path) == {"2027-01-04T00:00:00Z"}


def test_source_date_epoch_dates_a_document_without_a_date(
    tmp_path: Path, undated: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1535500800")  # 2018-08-29 00:00 UTC, by `date -u -d @1535500800`
    monkeypatch.setenv("TZ", "America/Los_Angeles")
    made = build(**undated).contents
    assert word_dates(made["docx"]) == {"2018-08-29T00:00:00Z"}
    assert pdf_dates(made["pdf"], tmp_path) == {"2018-08-29T00:00:00Z"}


def test_source_date_epoch_does_not_touch_a_document_that_has_a_date(
    tmp_path: Path, circular: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1535500800")
    made = build(circular).contents
    assert word_dates(made["docx"]) == {"2026-09-18T00:00:00Z"}
    assert pdf_dates(made["pdf"], tmp_path) == {"2026-09-18T00:00:00Z"}


def test_without_any_date_the_clock_is_not_asked(
    tmp_path: Path, undated: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    made = build(**undated).contents
    assert word_dates(made["docx"]) == {"1980-01-01T00:00:00Z"}  # zip knows no earlier day
    assert pdf_dates(made["pdf"], tmp_path) == set()


def test_every_part_of_the_word_file_bears_the_earliest_day_of_zip(built: dict[str, Path]) -> None:
    with zipfile.ZipFile(built["here"] / "circular.docx") as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_what_else_a_process_has_loaded_changes_no_byte_of_a_word_file() -> None:
    # openpyxl tells lxml a prefix of its own for relations
    code = (
        "import sys; {}; from bulletin import build; data = build('examples/circular.json', formats=['docx'])"
    )
    code += "; sys.stdout.buffer.write(data.contents['docx'])"
    root = Path(__file__).parents[2]
    alone, beside = (
        subprocess.run([sys.executable, "-c", code.format(first)], cwd=root, capture_output=True, check=True)
        for first in ("pass", "import openpyxl")
    )
    assert alone.stdout == beside.stdout
