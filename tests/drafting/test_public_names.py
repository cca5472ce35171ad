"""The package as a library: its public names, its steps, and what importing it costs."""

import ast
import dataclasses
import inspect
import os
import pickle
import pydoc
import re
import subprocess
import sys
from importlib import resources
from pathlib import Path
from typing import Any
from unittest import mock

import bulletin_fonts
import pytest

import bulletin
from bulletin.issues.errors import BulletinError
from bulletin.model import facts

ROOT = Path(__file__).parents[2]
PATHS = os.pathsep.join([str(ROOT), str(Path(bulletin_fonts.__file__).parents[1])])
STEPS = ("load", "check", "tally", "compose", "proofread", "write")
HEAVY = ("weasyprint", "docx", "fontTools", "lxml", "babel.messages")


def imported_after(code: str) -> set[str]:
    """The heavy libraries a fresh process has imported once it has run `code`."""
    script = f"{code}\nimport sys\nprint(*[name for name in {HEAVY!r} if name in sys.modules])"
    command = [sys.executable, "-c", script]
    environment = {**os.environ, "PYTHONPATH": PATHS}
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True, cwd=ROOT)
    return set(done.stdout.splitlines()[-1].split())


def test_each_step_of_the_line_is_public() -> None:
    assert [step for step in (*STEPS, "build") if step not in bulletin.__all__] == []


def test_what_the_commands_do_is_public() -> None:
    commands = ["batch", "build", "check", "diagnose", "measure", "proof", "publish", "trace", "verify"]
    assert [name for name in (*commands, "list_templates") if name not in bulletin.__all__] == []


def test_every_kind_of_error_and_of_data_is_public() -> None:
    kinds: list[type[BulletinError]] = [BulletinError, *BulletinError.__subclasses__()]
    assert [kind for kind in kinds if getattr(bulletin, kind.__name__, None) is not kind] == []
    kept = [
        each for each in vars(facts).values() if isinstance(each, type) and dataclasses.is_dataclass(each)
    ]
    data = [each for each in kept if each.__module__ == facts.__name__]  # a Range is made, not given
    assert [each for each in data if getattr(bulletin, each.__name__, None) is not each] == []
    assert (len(kinds), len(data)) == (9, 18)


def test_the_table_of_rooms_has_the_public_names_and_no_others() -> None:
    assert sorted(bulletin._HOMES) == sorted(bulletin.__all__)  # noqa: SLF001  # a name in one alone is lost


@pytest.mark.parametrize("name", bulletin.__all__)
def test_a_public_name_is_there_and_documented(name: str) -> None:
    documented = getattr(bulletin, name)
    assert inspect.isclass(documented) or inspect.isfunction(documented)
    assert len(inspect.getdoc(documented) or "") > 20
    assert not (inspect.getdoc(documented) or "").startswith(f"{name}(")  # what dataclass and enum make up


def test_the_steps_in_a_row_give_a_document(first: dict[str, Any]) -> None:
    data = bulletin.load(first)
    assert bulletin.check(data) == ()
    figures = bulletin.tally(data)
    document = bulletin.compose(figures, "news")
    assert bulletin.proofread(document, figures) == ()
    assert bulletin.write(document, "docx").startswith(b"PK")
    assert bulletin.write(document, "pdf").startswith(b"%PDF")
    assert "整改率90%" in bulletin.write(document, "txt").decode()


@pytest.mark.parametrize("target", ["稿.txt", "2026.第四轮.txt"])
@pytest.mark.parametrize("kind", [Path, str])
def test_write_to_a_path_takes_the_format_from_its_suffix(
    kind: type, target: str, first: dict[str, Any], tmp_path: Path
) -> None:
    document = bulletin.compose(bulletin.tally(bulletin.load(first)))
    content = bulletin.write(document, kind(tmp_path / target))
    assert (tmp_path / target).read_bytes() == content


@pytest.mark.parametrize("target", ["odt", "a.odt", Path("txt"), ""])
def test_write_to_an_unknown_format_names_the_known_ones(
    target: str | Path, first: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    document = bulletin.compose(bulletin.tally(bulletin.load(first)))
    with pytest.raises(ValueError, match="docx, pdf, html, txt"):
        bulletin.write(document, target)
    assert list(tmp_path.iterdir()) == []


def test_a_build_without_a_folder_writes_nothing(
    first: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    built = bulletin.build(first, formats=["txt", "docx"])
    assert sorted(built.contents) == ["docx", "txt"]
    assert built.files == {}
    assert list(tmp_path.iterdir()) == []


def test_a_build_leaves_the_data_as_it_was(first: dict[str, Any]) -> None:
    before = repr(first)
    bulletin.build(first, formats=["txt"])
    assert repr(first) == before


def test_the_error_of_a_build_carries_every_issue(first: dict[str, Any]) -> None:
    first["scopes"][0]["results"]["petitions_closed"] = 13  # of 12
    first["scopes"][0]["results"]["problems"]["by"]["state"]["items"]["rectified"] = 41  # of 40
    with pytest.raises(bulletin.BulletinError) as refused:
        bulletin.build(first)
    text = "".join(f"{issue.place} {issue.also}" for issue in refused.value.issues)
    assert "petitions_closed" in text
    assert "problems" in text


def test_type_checkers_are_told_that_the_package_has_types() -> None:
    assert resources.files("bulletin").joinpath("py.typed").is_file()


def test_importing_the_package_imports_no_heavy_library() -> None:
    assert imported_after("import bulletin") == set()


def test_help_imports_no_heavy_library() -> None:
    code = "from bulletin import cli\ntry: cli.main(['build', '--help'])\nexcept SystemExit: pass"
    assert imported_after(code) == set()


def test_a_word_file_is_made_without_the_pdf_library() -> None:
    code = "import bulletin\nbulletin.build('examples/first.json', formats=['docx'])"
    assert imported_after(code) <= {"docx", "lxml"}


# ── names of rooms and of functions ─────────────────────────────────────────────────────────────────────────

ROOMS = sorted(file.parent.name for file in (ROOT / "bulletin").glob("*/__init__.py"))


def answered(code: str) -> str:
    """What a fresh process prints."""
    environment = {**os.environ, "PYTHONPATH": PATHS}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True, cwd=ROOT)
    return done.stdout.strip()


def test_no_room_has_the_name_of_a_public_name() -> None:
    assert set(ROOMS) & set(bulletin.__all__) == set()
    assert len(ROOMS) > 20


def test_no_room_has_the_name_of_a_function_that_rooms_give_one_another() -> None:
    """A room that is called as a function would be replaced by it, or replace it, on import."""
    given = {
        node.name
        for room in ROOMS
        for node in ast.parse((ROOT / "bulletin" / room / "__init__.py").read_text("utf-8")).body
        if isinstance(node, ast.FunctionDef)
    }
    assert len(given) > 10
    assert given & set(ROOMS) == set()


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_says_in_its_first_sentence_what_it_is(room: str) -> None:
    text = ast.get_docstring(ast.parse((ROOT / "bulletin" / room / "__init__.py").read_text("utf-8"))) or ""
    assert re.match(r"[A-Z].{20,}?[.:;]", text, re.DOTALL)


def test_dir_lists_every_public_name_before_any_is_used() -> None:
    code = "import bulletin; print(sorted(set(bulletin.__all__) - set(dir(bulletin))))"
    assert answered(code) == "[]"


def test_help_shows_every_public_name() -> None:
    shown = pydoc.plain(pydoc.render_doc(bulletin))
    missing = [
        name for name in bulletin.__all__ if not re.search(rf"^ +(class )?{name}\b", shown, re.MULTILINE)
    ]
    assert missing == []
    assert "Load, check, tally" in pydoc.plain(pydoc.render_doc(bulletin.build))


@pytest.mark.parametrize("before", ["import bulletin; bulletin.build", "pass"])
def test_import_as_gives_the_module_of_every_room(before: str) -> None:
    imports = "; ".join(f"import bulletin.{room} as {room}" for room in ROOMS)
    ask = f"print({{type(room).__name__ for room in ({', '.join(ROOMS)})}})"
    assert answered(f"{before}; {imports}; {ask}") == "{'module'}"


def test_a_public_function_stays_one_once_every_room_is_imported() -> None:
    functions = [name for name in bulletin.__all__ if inspect.isfunction(getattr(bulletin, name))]
    assert len(functions) >= 8
    imports = "; ".join(f"import bulletin.{room}" for room in ROOMS)
    ask = f"print({{type(getattr(bulletin, name)).__name__ for name in {functions}}})"
    assert answered(f"{imports}; {ask}") == "{'function'}"


@pytest.mark.parametrize("name", bulletin.__all__)
def test_a_public_name_travels_by_pickle(name: str) -> None:
    sent = pickle.dumps(getattr(bulletin, name))
    assert pickle.loads(sent) is getattr(bulletin, name)  # noqa: S301  # our own, made in the line above


@pytest.mark.parametrize("name", bulletin.__all__)
def test_a_public_name_can_be_replaced_in_a_test_and_is_then_back(name: str) -> None:
    own = getattr(bulletin, name)
    with mock.patch(f"bulletin.{name}", "ours"):
        assert getattr(bulletin, name) == "ours"
    assert getattr(bulletin, name) is own


def test_a_name_that_is_not_there_is_refused_by_name() -> None:
    with pytest.raises(AttributeError, match="module 'bulletin' has no attribute 'bild'"):
        bulletin.bild  # noqa: B018  # asking is what fails
