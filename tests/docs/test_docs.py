"""The documentation says what the code says."""

import json
import re
import shutil
import subprocess
import sys
import tomllib
import types
from datetime import date
from fractions import Fraction
from pathlib import Path

import docx
import pytest

import bulletin
from bulletin import cli
from bulletin.batching import build_many
from bulletin.datafiles import codelist_for

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


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (64, ["build", "first.json", "--format", "ofd"]),
        (66, ["build", "nothere.json"]),
        (73, ["build", "first.json", "--format", "txt", "--into", "afile"]),
        (78, ["build", "first.json", "--template", "bulletinx"]),
    ],
)
def test_the_message_the_page_on_exit_codes_quotes_is_printed(
    code: int,
    words: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    page = (ROOT / "docs" / "exit-codes.md").read_text("utf-8")
    (quoted,) = re.findall(rf"^\| {code} \|.*\| `(.*)` \|$", page, re.MULTILINE)
    shutil.copy(ROOT / "examples" / "first.json", tmp_path)
    (tmp_path / "afile").touch()
    monkeypatch.chdir(tmp_path)
    assert answer(*words, "--lang", "en") == code
    assert quoted in capsys.readouterr().err.splitlines()


def answer(*words: str) -> int:
    """The exit code of the command; wrong usage leaves argparse by SystemExit."""
    try:
        return cli.main(words)
    except SystemExit as ended:
        return int(ended.code or 0)


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md", "docs/data.md", "docs/exit-codes.md"])
def test_the_python_code_of_a_page_prints_what_the_page_says(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (ROOT / page).read_text("utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    exec(compile(code, page, "exec"), {})  # noqa: S102  # the page's own example
    printed = capsys.readouterr().out.strip()
    assert printed != ""
    assert printed in text.split("```python", 1)[1].split("```", 1)[1]


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md"])
def test_the_commands_of_a_readme_print_what_it_shows(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    blocks = re.findall(r"```\n\$ bulletin (.*?)\n(.*?)```", (ROOT / page).read_text("utf-8"), re.DOTALL)
    built = bulletin.build(ROOT / "examples" / "round4.json", into=tmp_path / "out")
    document = docx.Document(str(built.files["docx"]))
    (current,) = [each for each in document.paragraphs if "目前，整改到位310个" in each.text]
    next(run for run in current.runs if run.text == "310个").text = "300个"
    document.save(str(tmp_path / "edited.docx"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    assert [command.split()[0] for command, _ in blocks] == ["trace", "verify"]
    for command, shown in blocks:
        cli.main(command.split())
        assert capsys.readouterr().out.rstrip() == shown.rstrip()


def test_the_code_of_the_page_on_batches_makes_the_documents(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The page's database is one county here; `build_many` makes its files in a child process."""
    county = types.SimpleNamespace(
        data=json.loads((ROOT / "examples" / "first.json").read_text("utf-8")),
        city="示例市", name="云川县", number=None, last_month=None, day=date(2026, 9, 1),
    )  # fmt: skip
    names = {"Request": bulletin.Request, "build_many": build_many, "database": [county]}
    monkeypatch.chdir(tmp_path)
    exec(compile(blocks_of("batch.md", "python")[0], "batch.md", "exec"), names)  # noqa: S102  # the page's own example
    assert capsys.readouterr().out == "示例市/云川县 built\n"
    assert (tmp_path / "out" / "示例市" / "云川县.docx").is_file()


def test_every_public_name_stands_on_the_page_of_public_names() -> None:
    page = (ROOT / "docs" / "api.md").read_text("utf-8")
    assert sorted(re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE)) == sorted(bulletin.__all__)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_a_page_shows_no_python_name_that_is_not_public(page: Path) -> None:
    blocks = re.findall(r"```python\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
    used = [name for block in blocks for name in re.findall(r"\bbulletin\.(\w+)", block)]
    assert [name for name in used if name not in bulletin.__all__] == []


def test_every_decision_stands_in_the_index_and_every_number_without_one_is_not_used() -> None:
    folder = ROOT / "docs" / "decisions"
    index = (folder / "README.md").read_text("utf-8")
    rows = re.findall(r"^\| (?:\[(\d{4})\]\((.*?)\)|(\d{4})) \| (.*) \|$", index, re.MULTILINE)
    assert [file for _, file, _, _ in rows if file] == sorted(file.name for file in folder.glob("0*.md"))
    assert [int(linked or bare) for linked, _, bare, _ in rows] == list(range(1, len(rows) + 1))
    assert {says for _, file, _, says in rows if not file} == {"not used"}


def test_every_room_and_every_code_word_of_the_glossary_is_there() -> None:
    page = (ROOT / "docs" / "glossary.md").read_text("utf-8").split("## Fields")[0]
    code = "".join(file.read_text("utf-8") for file in ROOT.glob("bulletin/**/*.py"))
    names = re.findall(r"`([A-Za-z_]+)`", page)
    assert len(names) > 20
    assert [name for name in names if not re.search(rf"\b{name}\b", code)] == []
    rooms = {folder.parent.name for folder in ROOT.glob("bulletin/*/__init__.py")}
    assert set(re.findall(r"^\| [^|]+ \| `(\w+)/` \|", page, re.MULTILINE)) == rooms


@pytest.mark.parametrize("project", ["", "fonts"])
def test_the_page_for_a_package_index_links_nowhere_into_the_repository(project: str) -> None:
    folder = ROOT / project
    readme = tomllib.loads((folder / "pyproject.toml").read_text("utf-8"))["project"]["readme"]
    targets = re.findall(r"\]\(([^)]*)\)", (folder / readme).read_text("utf-8"))
    assert [target for target in targets if not target.startswith(("#", "https://"))] == []


def blocks_of(page: str, kind: str) -> list[str]:
    text = (ROOT / "docs" / page).read_text("utf-8")
    return re.findall(rf"```{kind}\n(.*?)```", text, re.DOTALL)


def brief_in(folder: Path) -> Path:
    """The template that the tutorial makes from nothing."""
    brief = folder / "office" / "brief"
    brief.mkdir(parents=True)
    (brief / "template.toml").write_text(blocks_of("own-templates.md", "toml")[0], "utf-8")
    (brief / "document.xml.j2").write_text(blocks_of("own-templates.md", "xml")[1], "utf-8")
    return brief


def commands_about_templates(page: str) -> list[list[str]]:
    return [line.split("#")[0].split() for line in blocks_of(page, "sh")[0].splitlines()]


def test_both_pages_on_templates_have_the_same_commands() -> None:
    assert commands_about_templates("templates.zh-CN.md") == commands_about_templates("own-templates.md")


@pytest.mark.slow
def test_the_commands_about_templates_run_in_their_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    commands = commands_about_templates("own-templates.md")
    assert [words[4] for words in commands] == ["list", "new", "vars", "check"]
    assert [answer(*words[3:]) for words in commands] == [0, 0, 0, 0]
    assert (tmp_path / "office" / "our-news" / "template.toml").is_file()


def test_the_template_of_the_tutorial_passes_its_check(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["templates", "check", str(brief_in(tmp_path)), "--json", "--strict"]) == 0
    assert json.loads(capsys.readouterr().out)["issues"] == []


def test_the_template_of_the_tutorial_gives_the_text_beside_it(tmp_path: Path) -> None:
    built = bulletin.build(
        ROOT / "examples" / "first.json", template=str(brief_in(tmp_path)), formats=["txt"]
    )
    page = (ROOT / "docs" / "own-templates.md").read_text("utf-8")
    assert f"```\n{built.contents['txt'].decode()}```" in page


def test_the_own_indicator_of_the_documentation_has_the_rate_beside_it(tmp_path: Path) -> None:
    data = json.loads((ROOT / "examples" / "first.json").read_text("utf-8"))
    data["scopes"][0]["results"]["发函提醒问题"] = 8
    (tmp_path / "first.json").write_text(json.dumps(data), "utf-8")
    (tmp_path / "indicators.toml").write_text(blocks_of("data.md", "toml")[-2], "utf-8")
    codelist = codelist_for(tmp_path / "first.json")
    figures = bulletin.tally(bulletin.load(tmp_path / "first.json", codelist), codelist)
    assert getattr(figures.find("now.reminded.rate"), "value", None) == Fraction(1, 5)


def test_the_own_term_of_the_documentation_is_printed(tmp_path: Path) -> None:
    shutil.copy(ROOT / "examples" / "first.json", tmp_path)
    (tmp_path / "indicators.toml").write_text(blocks_of("data.md", "toml")[-1], "utf-8")
    assert "目前，整改完成36个，整改完成率90%，其余4个正在限期整改。" in text_of(tmp_path / "first.json")


def test_the_csv_file_of_the_documentation_is_read() -> None:
    page = (ROOT / "docs" / "data.md").read_text("utf-8")
    (text,) = re.findall(r"```\n(类型,.*?)```", page, re.DOTALL)
    results = bulletin.load(bulletin.Content("round1.csv", text.encode())).reported.results
    assert {key: count.n for key, count in results.items()} == {"problems": 40, "petitions": 12}


def test_the_results_of_the_documentation_are_read() -> None:
    data = json.loads((ROOT / "examples" / "first.json").read_text("utf-8"))
    (results,) = [block for block in blocks_of("data.md", "json") if block.startswith('{\n  "talks"')]
    data["scopes"][0]["results"] = json.loads(results)
    assert bulletin.load(data).reported.results["sanctioned"].value == 33


def test_the_layout_of_the_documentation_is_told_what_its_comments_say(tmp_path: Path) -> None:
    (tmp_path / "layouts").mkdir()
    (layout,) = blocks_of("layouts.md", "toml")
    (tmp_path / "layouts" / "our.toml").write_text(layout, "utf-8")
    built = bulletin.build(ROOT / "examples/circular.json", layout="our", search=[tmp_path], formats="txt")
    told = {issue.code for issue in built.issues}
    assert {"B610", "B611"} <= told


def test_the_office_of_the_documentation_is_read(tmp_path: Path) -> None:
    (tmp_path / "bulletin.toml").write_text(blocks_of("publishing.md", "toml")[0], "utf-8")
    (outcome,) = bulletin.publish(tmp_path, on=date(2018, 2, 6), dry=True).outcomes
    assert (outcome.series, outcome.period) == ("monthly", "2018-01")
    assert [issue.code for issue in outcome.issues] == ["B101"]  # the data is not there yet
