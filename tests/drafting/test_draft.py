"""A draft is made once: each file is opened once, parsed once, and what is made of it is kept."""

import inspect
import json
import os
import subprocess
import sys
from collections import Counter
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import bulletin_fonts
import pytest

from bulletin import BulletinError, Request, build, draft, render
from bulletin.cli.arguments import parse_arguments
from bulletin.datafiles import files
from bulletin.proofsheet import proof
from bulletin.verification import verify

ROOT = Path(__file__).parents[2]
ROUND4 = ROOT / "examples" / "round4.json"
PATHS = os.pathsep.join([str(ROOT), str(Path(bulletin_fonts.__file__).parents[1])])

COUNTING = """
import sys, pathlib
folder, opened = pathlib.Path(sys.argv[1]).resolve(), []
def heard(event, arguments):
    if event == "open" and isinstance(arguments[0], (str, bytes)):
        path = pathlib.Path(str(arguments[0]))
        if folder in path.parents and path.suffix:
            opened.append(path.name)
sys.addaudithook(heard)
from bulletin import Request, draft, render
from bulletin.proofsheet import proof
made = draft(Request(folder / "round.json", "own", previous=folder / "before.json", search=[folder]))
render(made, ["docx", "pdf", "html", "txt"])
proof(made)
print(*sorted(opened))
"""


@pytest.fixture
def office(tmp_path: Path, round4: dict[str, Any]) -> Path:
    """A folder with data, the data before it, and an office's own codelist, template and layout."""
    (tmp_path / "round.json").write_text(json.dumps(round4), "utf-8")
    (tmp_path / "before.json").write_text(json.dumps(round4), "utf-8")
    (tmp_path / "indicators.toml").write_text("", "utf-8")
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "template.toml").write_text('title = "情况"\nlayout = "plain"\n', "utf-8")
    (tmp_path / "own" / "document.xml.j2").write_text(
        "<document><h1>情况</h1><p>{{ now.problems }}</p></document>", "utf-8"
    )
    (tmp_path / "layouts").mkdir()
    (tmp_path / "layouts" / "plain.toml").write_text('extends = "gbt9704"\n', "utf-8")
    return tmp_path


def test_each_file_is_opened_once_for_a_draft_its_documents_and_its_proof(office: Path) -> None:
    asked = [sys.executable, "-c", COUNTING, str(office)]
    opened = subprocess.run(
        asked, env={**os.environ, "PYTHONPATH": PATHS}, capture_output=True, check=True, text=True
    )
    names = ["before.json", "document.xml.j2", "indicators.toml", "plain.toml", "round.json", "template.toml"]
    assert opened.stdout.split() == names


def test_data_is_parsed_once_for_documents_proof_and_verification(
    office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed = Counter[str]()
    parse, most = files.READERS[".json"]

    def counted(content: bytes, name: str) -> Any:
        parsed[name] += 1
        return parse(content, name)

    monkeypatch.setitem(files.READERS, ".json", (counted, most))
    made = draft(Request(office / "round.json", "own", previous=office / "before.json", search=[office]))
    (office / "round.docx").write_bytes(render(made, ["docx"])["docx"])
    proof(made)
    assert verify(office / "round.docx", made).as_issued
    assert parsed == {"round.json": 1, "before.json": 1}


def test_a_draft_is_rendered_as_it_was_read_whatever_becomes_of_the_files(office: Path) -> None:
    made = draft(Request(office / "round.json", "own", search=[office]))
    before = render(made, ["txt"])
    for file in office.rglob("*.*"):
        file.unlink()
    assert render(made, ["txt"]) == before


def test_the_parameters_of_build_are_the_fields_of_a_request() -> None:
    asked, taken = inspect.signature(Request), inspect.signature(build)
    assert {**taken.parameters} == {**asked.parameters}
    assert taken.return_annotation.__name__ == "Built"


def test_the_documents_of_a_build_are_those_of_its_draft() -> None:
    request = Request(ROUND4, formats=("docx", "txt"))
    assert render(draft(request)) == build(ROUND4, formats=("docx", "txt")).contents


def test_a_strict_request_stops_at_a_warning_of_its_data(round4: dict[str, Any]) -> None:
    round4["text"] = {"unheard_of": "一段文字。"}  # B408: the template has no place for it
    request = Request(round4, formats=())
    assert [issue.code for issue in draft(request).issues] == ["B408"]
    with pytest.raises(BulletinError, match="B408"):
        draft(replace(request, strict=True))


def test_a_document_without_a_date_bears_that_of_the_request(
    first: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "template.toml").write_text('title = "情况"\nlayout = "news"\n', "utf-8")
    (tmp_path / "own" / "document.xml.j2").write_text("<document><h1>情况</h1></document>", "utf-8")
    first["document"].pop("date", None)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    request = Request(first, "own", search=[tmp_path])
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert draft(request).document.date == "1970-01-01"


def test_the_command_fills_each_field_of_a_request_by_an_option_of_its_name() -> None:
    """An option stands in `Request`, among the options of the command, and where it is used: three places."""
    options = vars(parse_arguments(["build", str(ROUND4)]))
    elsewhere = {"source", "number", "printing", "public", "epoch"}  # file, publication, environment
    assert {field.name for field in fields(Request)} - {*options} == elsewhere
