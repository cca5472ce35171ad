"""Each example of the pages about templates is run, each output in them is what comes out."""

import re
from pathlib import Path

import pytest

from bulletin import BulletinError, build, cli
from bulletin.issues.issue import Issue

ROOT = Path(__file__).parents[2]
PAGE, OWN = ((ROOT / "docs" / f"{name}.md").read_text("utf-8") for name in ("templates", "own-templates"))
ROUND4, FIRST = (ROOT / "examples" / f"{name}.json" for name in ("round4", "first"))
MANIFEST = 'title = "试稿"\nlayout = "news"\n'


def section(title: str, page: str = PAGE) -> str:
    """What stands under a heading of a page."""
    return page.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]


def blocks(text: str, kind: str) -> list[str]:
    """The code blocks of a kind in `text`; "": those that show what comes out."""
    fences = re.findall(r"^```(\w*)\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    return [content for named, content in fences if named == kind]


def rows(text: str) -> list[list[str]]:
    """The rows of the tables in `text`, without their heads."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    cells = [
        [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines
    ]
    ends = [i for i, row in enumerate(cells) if set("".join(row)) <= set("-")]
    return [row for i, row in enumerate(cells) if i not in ends and i + 1 not in ends]


def written(folder: Path, body: str, data: Path = ROUND4, manifest: str = MANIFEST) -> str:
    """The text that a template with `body` writes."""
    own = folder / "own"
    own.mkdir()
    (own / "template.toml").write_text(manifest, "utf-8")
    (own / "document.xml.j2").write_text(f"<document>\n{body}\n</document>", "utf-8")
    return build(data, str(own), formats=["txt"]).contents["txt"].decode()


# ── the examples ─────────────────────────────────────────────────────────────────────────────────────────


def test_the_example_writes_the_text_beside_it(tmp_path: Path) -> None:
    text = section("From nothing", OWN)
    (tmp_path / "brief").mkdir()
    (tmp_path / "brief" / "template.toml").write_text(blocks(text, "toml")[0], "utf-8")
    (tmp_path / "brief" / "document.xml.j2").write_text(blocks(text, "xml")[0], "utf-8")
    made = build(FIRST, str(tmp_path / "brief"), formats=["txt"]).contents["txt"].decode()
    assert made.rstrip() == blocks(text, "")[0].rstrip()


def test_the_commands_run_as_they_stand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    text = section("From a shipped one", OWN)
    commands = [line.split("#")[0].split() for line in blocks(text, "sh")[0].splitlines()]
    answers = [cli.main(words[3:]) for words in commands if words[4] != "check"]
    assert answers == [0, 0, 0]
    assert capsys.readouterr().err == ""
    file = tmp_path / "office" / "our-news" / "document.xml.j2"
    file.write_text(file.read_text("utf-8") + blocks(text, "xml")[0], "utf-8")
    made = build(FIRST, "office/our-news", formats=["txt"]).contents["txt"].decode()
    assert made.splitlines()[2] == "云川县　2026年6月30日"


def test_the_closed_shares_are_those_of_the_page(tmp_path: Path) -> None:
    text = section("Filters")
    (body,) = blocks(text, "xml")
    (said,) = re.findall(r"^writes (.*。)$", text, re.MULTILINE)
    assert written(tmp_path, body).strip().endswith(said)


# ── filters and tests ────────────────────────────────────────────────────────────────────────────────────

FILTERS = [(row[0], row[2]) for row in rows(section("Filters")) if re.match(r"`(?:now|plan)\.", row[0])]


@pytest.mark.parametrize(("example", "gives"), FILTERS, ids=[example for example, _ in FILTERS])
def test_a_filter_gives_what_the_page_says(tmp_path: Path, example: str, gives: str) -> None:
    expression = example.strip("`")
    if expression.endswith("|closed(0)") or "between them" in gives:
        pytest.skip("its row tells in words what it does")
    made = written(tmp_path, f"<p>{{{{ {expression} }}}}</p>").strip().splitlines()[-1].strip("　")
    assert made.startswith(re.split("[…;,]", gives)[0])


@pytest.mark.parametrize(
    ("test", "figure", "holds"),
    [
        ("is present", "now.talks", True),
        ("is present", "now.files_read", False),
        ("is zero", "now.talks", False),
        ("is one", "now.talks", False),
        ("is all", "now.leads_transferred", True),
        ("is all", "now.files_read", False),
    ],
)
def test_a_test_holds_as_the_page_says(tmp_path: Path, test: str, figure: str, holds: bool) -> None:
    assert f"| `{test}` |" in section("Tests")
    made = written(tmp_path, f"<p>{{% if {figure} {test} %}}是{{% else %}}否{{% endif %}}</p>")
    assert made.strip().endswith("是" if holds else "否")


CHINESE = (ROOT / "docs" / "templates.zh-CN.md").read_text("utf-8")
IN_CHINESE = [(row[0], row[-1]) for row in rows(CHINESE) if re.match(r"`(?:now|plan)\.", row[0])]


@pytest.mark.parametrize(("example", "gives"), IN_CHINESE, ids=[example for example, _ in IN_CHINESE])
def test_what_the_chinese_page_writes_is_printed(tmp_path: Path, example: str, gives: str) -> None:
    made = written(tmp_path, f"<p>{{{{ {example.strip('`')} }}}}</p>").strip().splitlines()[-1].strip("　")
    assert made.startswith(gives.removesuffix("…")) if gives.endswith("…") else made == gives


def test_the_chinese_page_has_the_examples_of_the_other() -> None:
    own = section("From a shipped one", OWN)
    assert blocks(CHINESE, "xml") == blocks(own, "xml")
    commands = [
        [line.split("#")[0] for line in blocks(page, "sh")[0].splitlines()] for page in (CHINESE, own)
    ]
    assert commands[0] == commands[1]


# ── what is refused ──────────────────────────────────────────────────────────────────────────────────────

LOOPS = "".join(f"{{% for a{i} in [now, now, now, now, now, now, now, now, now] %}}" for i in range(9))
BODIES = {
    "`整改率{{ now.rectified.rate }}` and elsewhere `{{ now.rectified.rate|decimals(0) }}`":
        "<p>{{ now.rectified.rate }}</p><p>{{ now.rectified.rate|decimals(0) }}</p>",
    '`requires = ["now.leads"]` and no `now.leads` in the text': "<p>鼠</p>",
    "`|closed` without `|closure`":
        "{% set s = now.sanctioned.by.sanction|closed(0) %}<p>{% for i in s %}{{ i.rate }}{% endfor %}</p>",
    "`{% if now.rectified %}`": "<p>{% if now.rectified %}鼠{% endif %}</p>",
    "`{{ now.talks }}`, not given": "<p>{{ now.files_read }}</p>",
    "`|round`, `|safe`": "<p>{{ now.talks|round }}</p>",
    '`role="lead"`': '<p role="lead">鼠</p>',
    '`<td joined="yes"/>` in the first row': '<table><tr><td joined="yes"/></tr></table>',
    "rows of 1 and 2 cells": "<table><tr><td>鼠</td></tr><tr><td>鼠</td><td>牛</td></tr></table>",
    "`{% include … %}`": '{% include "shared/base.xml.j2" %}',
    "`{% for c in now.label %}`": "<p>{% for c in now.label %}鼠{% endfor %}</p>",
    "`<!-- … -->`, `<![CDATA[`": "<p><!-- 鼠 --></p>",
    "loops in loops in loops": f"<p>{LOOPS}{'{% endfor %}' * 9}</p>",
    "calls of anything but macros": "<p>{{ now.find() }}</p>",
    "`<em>`, `<ol>`": "<em>鼠</em>",
}  # fmt: skip
"""The rows that tell their case in words, each with one."""
REFUSED = [row for row in rows(section("What is refused, and why")) if len(row) == 3]


def refused(folder: Path, body: str, manifest: str) -> Issue:
    with pytest.raises(BulletinError) as caught:
        written(folder, body, manifest=manifest)
    return caught.value.issues[0]


@pytest.mark.parametrize("row", REFUSED, ids=[row[0] for row in REFUSED])
def test_what_the_page_says_is_refused_is_refused_so(tmp_path: Path, row: list[str]) -> None:
    shown, report, _ = row
    body = BODIES.get(shown) or f"<p>{shown.split('`')[1]}</p>"
    issue = refused(tmp_path, body, MANIFEST + ('requires = ["now.leads"]\n' if "requires" in shown else ""))
    code, _, says = report.replace("\\", "").partition(" ")
    assert issue.code == code
    told = [piece.strip() for piece in re.split("…|谈话 \\(now.talks\\)", says) if piece.strip()]
    assert [piece for piece in told if piece not in issue.message] == []


def test_every_element_of_the_markup_has_its_row() -> None:
    from bulletin.composition.markup.grammar import ATTRIBUTES, UNWRITTEN

    named = {name for row in rows(section("Markup")) for name in re.findall(r"`(\w+)`", row[0])}
    assert set(ATTRIBUTES) - {*UNWRITTEN} - named == set()


def test_every_filter_and_test_has_its_row() -> None:
    from bulletin.composition.language import FILTERS as KNOWN
    from bulletin.composition.language import TESTS

    assert [name for name in KNOWN if f"|{name}" not in section("Filters").replace("\\", "")] == []
    assert [name for name in TESTS if f"`is {name}`" not in section("Tests")] == []
