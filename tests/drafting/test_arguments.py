"""Arguments are checked before anything is read, each with one sentence that names what is allowed."""

import datetime
from pathlib import Path
from typing import Any

import pytest

import bulletin
from bulletin.composition import Composer, find_template
from bulletin.drafting.draft import draft
from bulletin.drafting.request import Request
from bulletin.model.choices import FORMATS
from bulletin.writers import WRITERS

ROOT = Path(__file__).parents[2]
FIRST = ROOT / "examples" / "first.json"
LAST_DAY = datetime.datetime(2026, 9, 1, 12, tzinfo=datetime.UTC)

REFUSED: list[tuple[str, Any, type[Exception], str]] = [
    ("embed", "off", ValueError, "embed is one of full, printed, none, not 'off'"),
    ("embed", False, TypeError, "embed is one of full, printed, none, not False"),
    ("pdf", "a3", ValueError, "pdf is one of a-3a, a-2a, ua-1, not 'a3'"),
    ("pdf", None, TypeError, "pdf is one of a-3a, a-2a, ua-1, not None"),
    ("formats", "docx,pdf", ValueError, "txt, or one of them; there is no format 'docx,pdf'"),
    ("formats", ["pdf", "odt"], ValueError, "there is no format 'odt'"),
    ("formats", None, TypeError, "formats is a list with some of docx, .* or one of them, not None"),
    ("formats", [1], TypeError, "or one of them, not 1"),
    ("name", "../../x", ValueError, "in its folder or below: 'round4', 'county/round4', not '../../x'"),
    ("name", "a\\b", ValueError, r"not 'a\\\\b'"),
    ("name", "C:x", ValueError, "not 'C:x'"),
    ("name", "..", ValueError, r"not '\.\.'"),
    ("name", "", ValueError, "not ''"),
    ("name", "/a", ValueError, "not '/a'"),
    ("name", "a/../../b", ValueError, "not 'a/../../b'"),
    ("name", "a\0", ValueError, "in its folder or below"),
    ("name", Path("a"), TypeError, "in its folder or below: .* not a pathlib"),
    ("origin", 7, TypeError, "origin is a text or None, not 7"),
    ("on", "2026-01-01", TypeError, r"on is a datetime.date, such as date\(2026, 9, 1\), or None, not '2"),
    ("on", LAST_DAY, TypeError, r"on is a datetime.date, .* not a datetime: use its date\(\)"),
    ("search", "office", TypeError, "search is a list of folders, as texts or paths, not the text 'office'"),
    ("search", Path("office"), TypeError, "search is a list of folders, as texts or paths, not a pathlib"),
    ("search", [None], TypeError, "search is a list of folders, as texts or paths, not None"),
    ("printing", {"decimals": 2}, TypeError, "printing is a Printing or None, not a dict"),
    ("layout", Path("gbt9704"), TypeError, "layout is the name of a layout or None, not a pathlib"),
    ("template", 7, TypeError, "template is the name or the folder of a template, a Template or None, not 7"),
    ("template", b"news", TypeError, "a Template or None, not a bytes"),
    ("previous", 7, TypeError, "an open file, a mapping, a Table or a DataFile, or None, not 7"),
    ("codelist", {}, TypeError, "codelist is a path, a Content, a Codelist or None, not a dict"),
    ("source", None, TypeError, "source is a path, a Content, an open file, a mapping"),
    ("into", 3, TypeError, "into is a folder, as a text or a path, or None, not 3"),
    ("number", 3, TypeError, "number is a text or None, not 3"),
    ("strict", "no", TypeError, "strict is True or False, not 'no'"),
    ("ledger", 1, TypeError, "ledger is True or False, not 1"),
    ("public", "yes", TypeError, "public is True or False, not 'yes'"),
    ("epoch", 0, TypeError, "epoch is a text"),
    ("plugins", "writer:md", TypeError, "plugins is a list of names .* not the text 'writer:md' alone"),
    ("plugins", [None], TypeError, "such as 'writer:md'; the kinds are reader, check, filter, writer, not N"),
    ("plugins", ["md"], ValueError, "the kinds are reader, check, filter, writer, not 'md'"),
    ("formats", ["md"], ValueError, "formats is a list with some of docx, .* there is no format 'md'"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "value", "kind", "says"), REFUSED)
def test_a_value_that_is_not_allowed_is_refused(
    name: str, value: Any, kind: type[Exception], says: str
) -> None:
    with pytest.raises(kind, match=says):
        Request(**{"source": "none.json", name: value})


def test_build_refuses_before_it_reads_the_data() -> None:
    with pytest.raises(ValueError, match="embed is one of"):
        bulletin.build("no such file", embed="off")  # type: ignore[arg-type]  # which is what a program may do


def test_every_field_of_a_request_is_refused_by_some_row() -> None:
    assert {name for name, *_ in REFUSED} == set(Request.__dataclass_fields__) - {"_"}


def test_the_formats_that_are_allowed_are_those_there_are_writers_for() -> None:
    assert tuple(WRITERS) == FORMATS


# ── what is allowed in several forms, and kept in one ───────────────────────────────────────────────────────


def test_a_text_is_one_format(first: dict[str, Any]) -> None:
    assert Request("x.json", formats="pdf").formats == ("pdf",)
    assert list(bulletin.build(first, formats="txt").contents) == ["txt"]
    assert list(bulletin.render(draft(Request(first)), "html")) == ["html"]


def test_a_format_named_twice_is_written_once() -> None:
    assert Request("x.json", formats=["txt", "pdf", "txt"]).formats == ("txt", "pdf")


@pytest.mark.parametrize("search", [["a", "b"], ("a", Path("b")), iter([Path("a"), "b"])])
def test_folders_are_kept_as_paths(search: Any) -> None:
    asked = Request("x.json", search=search)
    assert asked.search == asked.folders == (Path("a"), Path("b"))


def own_template(folder: Path) -> Path:
    """A template folder `news`, which is another than the shipped one."""
    (folder / "news").mkdir()
    (folder / "news" / "template.toml").write_text('title = "本单位的"\nlayout = "news"\n', "utf-8")
    (folder / "news" / "document.xml.j2").write_text("<document><h1>本单位的</h1></document>", "utf-8")
    return folder / "news"


def test_a_path_names_a_folder_though_a_shipped_template_has_its_name(
    first: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = own_template(tmp_path)
    monkeypatch.chdir(tmp_path)
    for template in (folder, str(folder), Path("news"), find_template(Path("news"))):
        made = draft(Request(first, template, formats=()))
        assert (made.template.title, made.document.title) == ("本单位的", "本单位的")
    assert Composer(Path("news")).template.title == "本单位的"
    assert draft(Request(first, "news", formats=())).template.title != "本单位的"


@pytest.mark.parametrize("name", ["round4", "第四轮", "2026.第四轮", "a b", "…"])
def test_a_name_of_a_file_is_taken_as_it_is(name: str, first: dict[str, Any], tmp_path: Path) -> None:
    built = bulletin.build(first, formats="txt", name=name, into=tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == [f"{name}.txt"]
    assert built.files["txt"] == tmp_path / f"{name}.txt"
