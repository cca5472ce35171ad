"""Plug-ins of the four kinds: used where they are named, recorded, and never more than what they are."""

import json
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

import bulletin
from bulletin import cli
from bulletin.ledger.entries import PluginEntry, from_json, to_json
from bulletin.model.plugins import installed
from tests.helpers.plugins import EXAMPLE, install, install_example

ROOT = Path(__file__).parents[2]
FIRST = ROOT / "examples" / "first.json"
ALL = ("check:hundreds", "filter:verdict", "reader:pointers", "writer:md")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of the search path in which packages can be installed."""
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.syspath_prepend(folder)
    return folder


@pytest.fixture
def example(site: Path) -> Path:
    install_example(site)
    return site


def plug(site: Path, group: str, name: str, code: str, package: str = "bad") -> None:
    """Install a package with one plug-in, the function `it` of a module of the package's name."""
    install(site, package, {group: {name: f"{package}_module:it"}})
    (site / f"{package}_module.py").write_text(code, "utf-8")
    sys.modules.pop(f"{package}_module", None)


def template_saying(folder: Path, words: str) -> Path:
    """A template of an office that writes one line."""
    own = folder / "own"
    own.mkdir(parents=True)
    (own / "template.toml").write_text('title = "示例"\nlayout = "gbt9704"\n', "utf-8")
    (own / "document.xml.j2").write_text(f"<document><h1>示例</h1>\n<p>{words}</p></document>\n", "utf-8")
    return own


def text_by(template: Path, *plugins: str) -> str:
    built = bulletin.build(FIRST, template, formats=["txt"], plugins=plugins)
    return built.contents["txt"].decode()


def refusal(kind: type[bulletin.BulletinError], **asked: Any) -> tuple[str, str]:
    """The code of the one issue of a refused build, and its sentence."""
    with pytest.raises(kind) as refused:
        bulletin.build(**{"source": FIRST, "formats": ["txt"], **asked})
    (issue,) = [each for each in refused.value.issues if each.severity is bulletin.Severity.ERROR]
    return issue.code, issue.message


# ── finding them ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.usefixtures("example")
def test_the_example_is_found_with_its_package_and_version() -> None:
    assert [(str(each), each.package, each.version) for each in installed()] == [
        (name, "bulletin-example", "1.0") for name in ALL
    ]


@pytest.mark.usefixtures("example")
def test_an_installed_plug_in_changes_nothing_unless_it_is_named() -> None:
    without = subprocess.run(
        [sys.executable, "-c", PRINTED], cwd=ROOT, capture_output=True, check=True, text=True
    )
    beside = bulletin.build(FIRST, formats=["docx", "html"], ledger=True).contents
    assert without.stdout.split() == [bulletin.__version__, *digests(beside)]


def digests(contents: Mapping[str, bytes]) -> list[str]:
    from hashlib import sha256

    return [sha256(content).hexdigest() for content in contents.values()]


PRINTED = """
from hashlib import sha256
import bulletin
built = bulletin.build("examples/first.json", formats=["docx", "html"], ledger=True)
print(bulletin.__version__, *(sha256(content).hexdigest() for content in built.contents.values()))
"""


@pytest.mark.usefixtures("example")
def test_a_plug_in_that_is_named_and_has_no_hand_in_the_document_is_not_recorded() -> None:
    asked: dict[str, Any] = {"formats": ["docx"], "ledger": True}
    named = bulletin.build(FIRST, plugins=["filter:verdict", "reader:pointers", "writer:md"], **asked)
    assert named.contents == bulletin.build(FIRST, **asked).contents


@pytest.mark.parametrize("given", ["md", "writer:", "Writer:md", "writer:../x", "plugin:md"])
def test_a_name_without_its_kind_is_refused_at_the_door(given: str) -> None:
    with pytest.raises(ValueError, match="plugins is a list of names such as 'writer:md'; the kinds are "):
        bulletin.Request(FIRST, plugins=[given])


@pytest.mark.usefixtures("example")
def test_a_plug_in_that_is_not_installed_is_named_beside_those_that_are() -> None:
    code, says = refusal(bulletin.ToolMissing, plugins=["filter:nothing"])
    assert (code, says) == ("B780", "The plug-in filter:nothing is not installed.")


@pytest.mark.parametrize(
    ("group", "name"), [("writers", "docx"), ("filters", "hanzi"), ("filters", "first"), ("readers", "json"),
                        ("writers", "json"), ("writers", "facts")]
)  # fmt: skip
def test_a_plug_in_replaces_nothing_of_the_program(site: Path, group: str, name: str) -> None:
    plug(site, group, name, "def it(*_): return b'mine'")
    code, says = refusal(bulletin.ToolMissing, plugins=[f"{group[:-1]}:{name}"])
    assert (code, "bears a name that is the program's own" in says) == ("B781", True)


def test_a_plug_in_that_bears_the_name_of_word_files_leaves_them_as_they_are(site: Path) -> None:
    expected = bulletin.build(FIRST, formats=["docx"]).contents
    plug(site, "writers", "docx", "def it(*_): return b'mine'")
    assert bulletin.build(FIRST, formats=["docx"]).contents == expected


def test_of_two_plug_ins_of_one_name_none_is_used(site: Path) -> None:
    plug(site, "writers", "md", "def it(*_): return b'one'", "one")
    plug(site, "writers", "md", "def it(*_): return b'two'", "two")
    asked = {"formats": ["md"], "plugins": ["writer:md"]}
    assert refusal(bulletin.ToolMissing, **asked) == (
        "B781", "Several packages have a plug-in writer:md: one, two.",
    )  # fmt: skip


# ── the four of the documentation ────────────────────────────────────────────────────────────────────────


def test_the_page_shows_the_package_as_it_is() -> None:
    page = (ROOT / "docs" / "plugins.md").read_text("utf-8")
    code = (EXAMPLE / "bulletin_example.py").read_text("utf-8")
    blocks = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    assert len(blocks) == 4
    assert [block for block in blocks if block.strip() not in code] == []
    (points,) = re.findall(r"```toml\n(\[project.entry.*?)```", page, re.DOTALL)
    assert points.strip() in (EXAMPLE / "pyproject.toml").read_text("utf-8")


@pytest.mark.usefixtures("example")
def test_the_writer_of_the_page_writes_its_format(tmp_path: Path) -> None:
    built = bulletin.build(FIRST, formats=["md"], plugins=["writer:md"], into=tmp_path, ledger=True)
    text = (tmp_path / "first.md").read_text("utf-8")
    assert text.startswith(
        "示例文稿，所涉单位、人员和数字均为虚构\n\n# 云川县扎实推进第一轮巡察整改\n\n来源："
    )
    assert "整改率90%" in text
    assert built.ledger.plugins == (PluginEntry("writer:md", "bulletin-example", "1.0"),)
    assert from_json((tmp_path / "first.ledger.json").read_bytes()) == built.ledger


@pytest.mark.usefixtures("example")
def test_the_filter_of_the_page_gives_words_for_a_figure(tmp_path: Path) -> None:
    own = template_saying(tmp_path, "整改{{ now.rectified.rate|verdict }}，整改率{{ now.rectified.rate }}。")
    assert text_by(own, "filter:verdict").endswith("整改进展较快，整改率90%。\n")


@pytest.mark.usefixtures("example")
def test_the_check_of_the_page_warns_under_its_name(first: dict[str, Any]) -> None:
    first["scopes"][0]["results"]["petitions"] = 200
    (issue,) = [
        each for each in bulletin.build(first, formats=["txt"], plugins=["check:hundreds"]).issues
        if each.code == "X201"
    ]  # fmt: skip
    assert (issue.place, issue.message) == ("/scopes/0/results/petitions", "200是整百数。 [check:hundreds]")
    assert issue.to_dict()["hint"] == {"zh": "请核对是否为估算数。", "en": "请核对是否为估算数。"}


def pointers_of(value: Any, at: str = "") -> list[str]:
    """A data file as the reader of the page takes it."""
    if isinstance(value, dict | list) and value:
        items = value.items() if isinstance(value, dict) else enumerate(value)
        return [line for key, item in items for line in pointers_of(item, f"{at}/{key}")]
    return [f"{at} {json.dumps(value, ensure_ascii=False)}"]


@pytest.mark.usefixtures("example")
def test_the_reader_of_the_page_reads_its_files_with_their_places(
    tmp_path: Path, first: dict[str, Any]
) -> None:
    file = tmp_path / "first.pointers"
    file.write_text("\n".join(pointers_of(first)), "utf-8")
    built = bulletin.build(file, formats=["txt"], plugins=["reader:pointers"])
    assert built.contents == bulletin.build(FIRST, formats=["txt"]).contents
    (line,) = [n for n, line in enumerate(file.read_text("utf-8").splitlines(), 1) if "petitions " in line]
    petitions = built.ledger.entry("now.petitions")
    assert {each.pointer: each.place for each in built.ledger.places}[petitions.pointers[0]] == (
        f"first.pointers:{line}"
    )
    assert built.ledger.plugins == (PluginEntry("reader:pointers", "bulletin-example", "1.0"),)


@pytest.mark.usefixtures("example")
def test_a_fault_in_a_file_is_told_by_the_reader_s_own_issue(tmp_path: Path) -> None:
    file = tmp_path / "first.pointers"
    file.write_text("/format 1\nkind\n", "utf-8")
    assert refusal(bulletin.DataRefused, source=file, plugins=["reader:pointers"]) == (
        "X101", "不是“指针 值”：kind [reader:pointers]",
    )  # fmt: skip


@pytest.mark.usefixtures("example")
def test_a_file_whose_reader_is_not_named_is_of_an_unknown_kind(tmp_path: Path) -> None:
    file = tmp_path / "first.pointers"
    file.write_text("/format 1\n", "utf-8")
    assert refusal(bulletin.InputMissing, source=file)[0] == "B101"


# ── plug-ins at fault ────────────────────────────────────────────────────────────────────────────────────

RAISING = "def it(*_, **__):\n    raise KeyError('李建国')\n"
FAULTY = [
    (
        "raise RuntimeError('李建国')",
        "B782",
        "of bad 1.0 cannot be imported: RuntimeError (bad_module.py:1).",
    ),
    ("import nothing_of_this_name", "B782", "cannot be imported: ModuleNotFoundError (bad_module.py:1)."),
    ("import sys; sys.exit(3)", "B782", "cannot be imported: SystemExit (bad_module.py:1)."),
    ("other = 1", "B782", "cannot be imported: AttributeError (plugins.py:"),
    ("it = 1", "B784", "gives int, not a function."),
    (RAISING, "B783", "of bad 1.0 failed: KeyError (bad_module.py:2)."),
    ("import sys\ndef it(*_): sys.exit()", "B783", "failed: SystemExit (bad_module.py:2)."),
    ("def it(): return 1", "B783", "failed: TypeError ("),
    ("def it(*_): return None", "B784", "gives NoneType, not "),
    ("def it(*_): return it(*_)", "B783", "failed: RecursionError (bad_module.py:1)."),
]


@pytest.mark.parametrize(
    ("code", "issue", "says"), [*FAULTY, ("def it(*_): return 'md'", "B784", "str, not bytes.")]
)
def test_a_writer_at_fault_is_named_in_one_issue_and_nothing_is_written(
    site: Path, tmp_path: Path, code: str, issue: str, says: str
) -> None:
    plug(site, "writers", "md", code)
    into = tmp_path / "out"
    told = refusal(bulletin.OutputFailed, formats=["docx", "md"], plugins=["writer:md"], into=into)
    assert (told[0], told[1].startswith("The plug-in writer:md "), says in told[1]) == (issue, True, True)
    assert not into.exists()


@pytest.mark.parametrize(
    ("code", "issue", "says"), [*FAULTY, ("def it(*_): return 90", "B784", "int, not str.")]
)
def test_a_filter_at_fault_is_named_at_its_line(
    site: Path, tmp_path: Path, code: str, issue: str, says: str
) -> None:
    plug(site, "filters", "word", code)
    own = template_saying(tmp_path, "{{ now.problems|word }}")
    with pytest.raises(bulletin.TemplateRefused) as refused:
        text_by(own, "filter:word")
    (told,) = refused.value.issues
    assert (told.code, told.place) == (issue, "own/document.xml.j2:2:1")
    assert says in told.message


@pytest.mark.parametrize(
    ("code", "issue", "says"),
    [
        *[each for each in FAULTY if "()" not in each[0] and "*_)" not in each[0]],
        ("def it(data): return 5", "B784", "gives int, not list."),
        ("def it(data): return 'words'", "B784", "gives str, not list."),
        ("def it(data): return ['words']", "B784", "gives str, not Issue (X001–X999)."),
        ("def it(data):\n    yield 1 / 0", "B783", "failed: ZeroDivisionError (bad_module.py:2)."),
        ("def it(data, secret): return ()", "B785", "asks for data, secret; it may ask for data, "),
        ("def it(): return ()", "B785", "asks for —; it may ask for data, previous, "),
    ],
)  # fmt: skip
def test_a_check_at_fault_is_an_issue_beside_the_others(site: Path, code: str, issue: str, says: str) -> None:
    plug(site, "checks", "word", code.replace("*_, **__", "data"))
    told = refusal(bulletin.DataRefused, plugins=["check:word"])
    assert (told[0], says in told[1]) == (issue, True)


NO_ISSUES = [
    '"B201", e, "/", "text"',
    '"X000", e, "/", "text"',
    '"X1", e, "/", "text"',
    '"X201", "error", "/", "text"',
    '"X201", e, None, "text"',
    '"X201", e, "/", "{missing}"',
    '"X201", e, "/", 5',
    '"X201", e, "\\ud800", "text"',
    '"X201", e, "/", "text", "\\udc00"',
]


@pytest.mark.parametrize("fields", NO_ISSUES)
def test_what_is_no_issue_of_a_plug_in_is_refused(site: Path, fields: str) -> None:
    code = f"import bulletin\ne = bulletin.Severity.ERROR\ndef it(data): return [bulletin.Issue({fields})]"
    plug(site, "checks", "word", code)
    assert refusal(bulletin.DataRefused, plugins=["check:word"])[0] == "B784"


@pytest.mark.parametrize(
    ("code", "issue"),
    [
        *[(code, issue) for code, issue, _ in FAULTY],
        ("def it(*_): return {}, {}, {}", "B784"),
        ("def it(*_): return [], {}", "B784"),
        ("def it(*_): return {}, {'/a': 1}", "B784"),
        ("def it(*_):\n    a = {}\n    a['a'] = a\n    return a, {}", "B104"),
        ("def it(*_): return {'format': object()}, {}", "B110"),
        ("def it(*_): return {}, {'/a': '\\ud800'}", "B784"),
    ],
)
def test_a_reader_at_fault_is_named_in_one_issue(site: Path, tmp_path: Path, code: str, issue: str) -> None:
    plug(site, "readers", "word", code)
    file = tmp_path / "first.word"
    file.write_bytes(b"x")
    with pytest.raises(bulletin.DataRefused) as refused:
        bulletin.build(file, formats=["txt"], plugins=["reader:word"])
    assert issue in [each.code for each in refused.value.issues]


# ── what no plug-in can do ───────────────────────────────────────────────────────────────────────────────

MEDDLING = """
def it(value, *others, **named):
    for each in (value, *others):
        try:
            each.n = 1
        except Exception:
            pass
    def spoil(node, depth=0):
        slots = getattr(node, "__dataclass_fields__", ()) if depth < 9 else ()
        for name in slots:
            held = getattr(node, name, None)
            if isinstance(held, dict):
                for inner in list(held.values()):
                    spoil(inner, depth + 1)
                held.clear()
            elif isinstance(held, tuple):
                for inner in held:
                    spoil(inner, depth + 1)
            elif type(held) is int:
                object.__setattr__(node, name, 7777)
            elif type(held) is str:
                object.__setattr__(node, name, "x")
            else:
                spoil(held, depth + 1)
    for each in (value, *others):
        spoil(each)
    return RESULT
"""


def test_a_filter_cannot_change_the_figures_it_is_given(site: Path, tmp_path: Path) -> None:
    plug(site, "filters", "word", MEDDLING.replace("RESULT", '"好"'))
    own = template_saying(tmp_path, "{{ now|word }}{{ now.problems|word }}问题{{ now.problems }}")
    assert text_by(own, "filter:word").endswith("好好问题40个\n")


def test_a_check_cannot_change_the_data_the_figures_or_the_document(site: Path) -> None:
    names = ("data", "previous", "codelist", "figures", "document")
    code = (
        MEDDLING.replace("RESULT", "()")
        + f"whole = it\ndef it({', '.join(names)}): return whole({', '.join(names)})\n"
    )
    plug(site, "checks", "word", code)
    plug(site, "checks", "early", code.replace(", figures, document", ""), "early")
    asked: dict[str, Any] = {"formats": ["txt"], "previous": FIRST}
    changed = bulletin.build(FIRST, plugins=["check:word", "check:early"], **asked)
    assert [each.plugin for each in changed.ledger.plugins] == ["check:early", "check:word"]
    assert changed.contents == bulletin.build(FIRST, **asked).contents


def test_a_writer_cannot_change_what_the_next_one_writes(site: Path) -> None:
    plug(site, "writers", "md", MEDDLING.replace("RESULT", "b'md'"))
    contents = bulletin.build(
        FIRST, formats=["md", "txt", "html"], embed="none", plugins=["writer:md"]
    ).contents
    expected = bulletin.build(FIRST, formats=["txt"], embed="none").contents
    assert (contents["md"], contents["txt"]) == (b"md", expected["txt"])


@pytest.mark.parametrize("words", ["整改36个问题", "整改率百分之九十", "三十六个问题", "36"])
def test_a_number_in_the_words_of_a_filter_has_no_source(site: Path, tmp_path: Path, words: str) -> None:
    plug(site, "filters", "word", f"def it(_): return {words!r}")
    own = template_saying(tmp_path, "{{ now.rectified|word }}")
    with pytest.raises(bulletin.DocumentRefused) as refused:
        text_by(own, "filter:word")
    wrong = [each for each in refused.value.issues if each.severity is bulletin.Severity.ERROR]
    assert [each.code for each in wrong] == ["B501"]


def test_the_words_of_a_filter_are_no_markup(site: Path, tmp_path: Path) -> None:
    forged = '<data name="now.rectified" form="">36个</data>'
    plug(site, "filters", "word", f"def it(_): return {forged!r}")
    own = template_saying(tmp_path, "{{ now.rectified|word }}")
    with pytest.raises(bulletin.DocumentRefused) as refused:
        text_by(own, "filter:word")
    assert "B501" in [each.code for each in refused.value.issues]


def test_a_filter_gets_no_markup_and_gives_none(site: Path, tmp_path: Path) -> None:
    plug(site, "filters", "word", "def it(value): return value")
    block = "{% set words %}{{ now.rectified }}{% endset %}{{ words|word }}"
    with pytest.raises(bulletin.TemplateRefused) as refused:
        text_by(template_saying(tmp_path, block), "filter:word")
    assert refused.value.issues[0].message == "“|word” cannot be applied to Markup."
    plug(site, "filters", "mark", "from markupsafe import Markup\ndef it(_): return Markup('<b/>')", "mark")
    with pytest.raises(bulletin.TemplateRefused) as refused:
        text_by(template_saying(tmp_path / "b", "{{ '甲'|mark }}"), "filter:mark")
    assert "gives Markup, not str" in refused.value.issues[0].message


@pytest.mark.usefixtures("example")
def test_a_filter_takes_no_place_of_a_figure_that_is_not_given(tmp_path: Path) -> None:
    own = template_saying(tmp_path, "{{ now.sanctioned|verdict }}")
    with pytest.raises(bulletin.TemplateRefused) as refused:
        text_by(own, "filter:verdict")
    assert [each.code for each in refused.value.issues] == ["B403"]


@pytest.mark.parametrize("words", ["\x00", "\ud800", "\ue000", "a\x1bb"])
def test_a_character_that_cannot_be_printed_is_refused(site: Path, tmp_path: Path, words: str) -> None:
    plug(site, "filters", "word", f"def it(_): return {words!r}")
    with pytest.raises(bulletin.BulletinError):
        text_by(template_saying(tmp_path, "{{ now.rectified|word }}甲"), "filter:word")


# ── templates that are not trusted ───────────────────────────────────────────────────────────────────────


@pytest.mark.usefixtures("example")
def test_a_template_sees_no_filter_that_was_not_named(tmp_path: Path) -> None:
    own = template_saying(tmp_path, "{{ now.rectified.rate|verdict }}")
    for plugins in ([], ["writer:md"]):
        with pytest.raises(bulletin.TemplateRefused) as refused:
            bulletin.build(FIRST, own, formats=["txt"], plugins=plugins)
        assert [each.message for each in refused.value.issues] == ["There is no filter “|verdict”."]


def test_a_template_that_was_compiled_with_a_plug_in_is_refused_without_it_and_the_other_way_round(
    example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BULLETIN_TEMPLATE_CACHE", "on")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    own = template_saying(tmp_path, "{{ '甲'|verdict }}{{ now.rectified.rate|verdict }}")
    with pytest.raises(bulletin.TemplateRefused, match=r"There is no filter “\|verdict”"):
        text_by(own)
    body = own / "document.xml.j2"
    body.write_text(body.read_text("utf-8").replace("{{ '甲'|verdict }}", ""), "utf-8")
    code = """
import bulletin, sys
try:
    built = bulletin.build(sys.argv[1], sys.argv[2], formats=["txt"], plugins=sys.argv[3:])
    print(built.contents["txt"].decode().split()[-1])
except bulletin.TemplateRefused as refused:
    print(refused.issues[0].code)
"""
    for plugins, says in (["filter:verdict"], "进展较快"), ([], "B402"), (["filter:verdict"], "进展较快"):
        run = subprocess.run(
            [sys.executable, "-c", f"import sys; sys.path[:0] = [{str(example)!r}]\n{code}",
             FIRST, own, *plugins],
            cwd=ROOT, capture_output=True, check=True, text=True,
        )  # fmt: skip
        assert run.stdout.split() == [says]


# ── the ledger ───────────────────────────────────────────────────────────────────────────────────────────


def test_a_ledger_without_plug_ins_is_written_as_before() -> None:
    ledger = bulletin.build(FIRST, formats=[]).ledger
    raw = json.loads(to_json(ledger))
    assert (raw["format"], "plugins" in raw) == (1, False)


@pytest.mark.usefixtures("example")
def test_a_ledger_with_plug_ins_has_them_in_what_travels_too() -> None:
    built = bulletin.build(FIRST, formats=["html"], plugins=["check:hundreds"])
    raw = json.loads(to_json(built.ledger))
    entry = {"plugin": "check:hundreds", "package": "bulletin-example", "version": "1.0"}
    assert (raw["format"], raw["plugins"]) == (2, [entry])
    assert from_json(to_json(built.ledger)) == built.ledger
    assert '"check:hundreds"' in built.contents["html"].decode()


# ── the command ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.usefixtures("example")
def test_the_command_uses_what_is_installed_and_nothing_with_no_plugins(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = template_saying(tmp_path, "{{ now.rectified.rate|verdict }}")
    words = ["build", str(FIRST), "--template", str(own), "--into", str(tmp_path), "--format", "txt,md"]
    assert cli.main([*words, "--lang", "en"]) == 0
    assert (tmp_path / "first-own.md").read_text("utf-8") == "# 示例\n\n进展较快\n"
    assert cli.main([*words, "--no-plugins", "--lang", "en"]) == 69
    assert "writer:md  The format md is written by a plug-in, and none is used." in capsys.readouterr().err
    words[-1] = "txt"
    assert cli.main([*words, "--no-plugins", "--lang", "en"]) == 78
    assert "There is no filter “|verdict”." in capsys.readouterr().err


@pytest.mark.usefixtures("example")
def test_the_check_of_a_template_knows_the_filters(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = str(
        template_saying(tmp_path, "{% if now.rectified is present %}{{ now.rectified|verdict }}{% endif %}")
    )
    assert cli.main(["templates", "check", own]) == 0
    assert cli.main(["templates", "check", own, "--no-plugins"]) == 78
    assert "verdict" in capsys.readouterr().out


@pytest.mark.usefixtures("example")
def test_a_format_of_no_plug_in_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["build", str(FIRST), "--format", "ofd", "--lang", "en"])
    assert ended.value.code == 64
    assert "unknown format ofd; known: docx, pdf, html, txt, md" in capsys.readouterr().err


@pytest.mark.usefixtures("example")
def test_the_check_of_a_data_file_runs_the_checks(
    tmp_path: Path, first: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    first["scopes"][0]["results"]["petitions"] = 200
    file = tmp_path / "first.json"
    file.write_text(json.dumps(first), "utf-8")
    assert cli.main(["check", str(file)]) == 0
    assert "200是整百数。 [check:hundreds]" in capsys.readouterr().out
    assert cli.main(["check", str(file), "--no-plugins"]) == 0
    assert "整百数" not in capsys.readouterr().out
