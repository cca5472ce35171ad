"""`bulletin templates`: an office finds, starts and checks its own templates without reading a program."""

import json
from pathlib import Path
from typing import Any

import pytest

from bulletin import build, cli
from bulletin.composition import find_template
from bulletin.composition.outline import outline, shelf
from bulletin.drafting.examine import examine
from bulletin.drafting.request import Request
from bulletin.issues.issue import errors
from bulletin.model.codelist import shipped_codelist
from bulletin.rehearsal import rehearse
from bulletin.rehearsal.samples import samples

ROOT = Path(__file__).parents[2]
ROUND4, FIRST = (ROOT / "examples" / f"{name}.json" for name in ("round4", "first"))
MANIFEST = 'title = "简报"\nlayout = "news"\nrequires = ["now.problems"]\n'
GOOD = (
    '{% extends "shared/base.xml.j2" %}\n{% block body %}\n'
    "<p>{{ now.problems|item }}。</p>\n%s{% endblock %}\n"
)


@pytest.fixture(autouse=True)
def in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")


def office(body: str, manifest: str = MANIFEST) -> None:
    """A template `brief` in the folder `office`, with `body` from line 4 on."""
    folder = Path("office/brief")
    folder.mkdir(parents=True)
    (folder / "template.toml").write_text(manifest, "utf-8")
    (folder / "document.xml.j2").write_text(GOOD.replace("%s", body), "utf-8")


def templates(*words: object, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    code = cli.main(["templates", *map(str, words)])
    return code, capsys.readouterr().out


def checked(body: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, Any]:
    office(body)
    code, out = templates("check", "office/brief", "--json", "--lang", "en", capsys=capsys)
    return code, json.loads(out)


# ── list, show, vars ─────────────────────────────────────────────────────────────────────────────────────


def test_the_shipped_templates_and_those_of_the_office_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    office("")
    code, out = templates("list", "--templates", "office", "--json", capsys=capsys)
    assert code == 0
    rows = {row["name"]: row for row in json.loads(out)["templates"]}
    assert rows["news"]["from"] == "随程序提供"
    assert rows["brief"] == {
        "name": "brief", "title": "简报", "layout": "news", "from": "office", "requires": ["now.problems"]
    }  # fmt: skip


def test_a_manifest_at_fault_hides_no_other_template(capsys: pytest.CaptureFixture[str]) -> None:
    office("", manifest="=")
    code, out = templates("list", "--templates", "office", capsys=capsys)
    assert code == 0
    assert "巡察工作新闻稿" in out
    assert "B401 brief/template.toml" in out


@pytest.mark.parametrize("name", ["news", "circular"])
def test_a_shipped_template_has_a_block_for_each_part(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out = templates("show", name, "--json", capsys=capsys)
    blocks = {block["name"] for block in json.loads(out)["blocks"]}
    assert code == 0
    assert blocks >= {"head", "body", "foot", "title", "lead", "progress", "rectification", "closing"}


def test_a_template_that_is_not_there_is_78(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["templates", "show", "newz"]) == 78
    assert "news" in capsys.readouterr().err


def test_the_variables_have_meaning_unit_and_todays_value(capsys: pytest.CaptureFixture[str]) -> None:
    code, out = templates("vars", FIRST, "--json", capsys=capsys)
    rows = {row["path"]: row for row in json.loads(out)["variables"]}
    assert code == 0
    assert rows["now.rectified.rate"] == {
        "path": "now.rectified.rate", "meaning": "整改率", "unit": "%", "value": "90%", "absent": False
    }  # fmt: skip
    assert rows["now.leads"] == {
        "path": "now.leads", "meaning": "发现问题线索", "unit": "件", "value": None, "absent": True
    }  # fmt: skip
    assert rows["document.number"]["meaning"] == "发文字号"


def test_an_absent_variable_is_marked_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    line = next(
        x for x in templates("vars", FIRST, capsys=capsys)[1].splitlines() if x.startswith("now.leads ")
    )
    assert line.split() == ["now.leads", "发现问题线索", "件", "（缺）"]


def test_without_data_the_variables_have_no_values(capsys: pytest.CaptureFixture[str]) -> None:
    code, out = templates("vars", "--json", capsys=capsys)
    rows = {row["path"]: row for row in json.loads(out)["variables"]}
    assert code == 0
    assert rows["now.petitions_closed.rate"] == {
        "path": "now.petitions_closed.rate", "meaning": "办结率", "unit": "%"
    }  # fmt: skip


# ── new ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("parent", "data"), [("news", "first"), ("circular", "circular")])
def test_a_new_template_builds_at_once_what_its_parent_builds(
    parent: str, data: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out = templates("new", "our-own", "--from", parent, "--into", "office", capsys=capsys)
    assert (code, Path("office/our-own/template.toml").is_file()) == (0, True)
    assert "office/our-own/document.xml.j2" in out
    file = ROOT / "examples" / f"{data}.json"
    made = build(file, "office/our-own", formats=["txt"]).contents["txt"]
    assert made == build(file, parent, formats=["txt"]).contents["txt"]


def test_one_block_is_changed_and_the_others_stay(capsys: pytest.CaptureFixture[str]) -> None:
    templates("new", "our-own", "--from", "news", capsys=capsys)
    file = Path("our-own/document.xml.j2")
    own = "{% block closing %}<p>{{ results.problems(now) }}</p>{% endblock %}\n"
    file.write_text(file.read_text("utf-8") + own, "utf-8")
    before = build(FIRST, "news", formats=["txt"]).contents["txt"].decode()
    after = build(FIRST, "./our-own", formats=["txt"]).contents["txt"].decode()
    assert after.startswith(before.rstrip("\n"))
    assert after.count("第一轮巡察共发现问题40个。") == before.count("第一轮巡察共发现问题40个。") + 1


def test_the_new_template_names_the_blocks_in_a_comment(capsys: pytest.CaptureFixture[str]) -> None:
    templates("new", "our-own", "--from", "news", capsys=capsys)
    text = Path("our-own/document.xml.j2").read_text("utf-8")
    assert text.startswith('{% extends "news/document.xml.j2" %}\n')
    assert all(f"\n   {name} " in text for name in ("title", "source", "lead", "coverage", "closing"))


@pytest.mark.parametrize(("name", "code"), [("news", 73), ("../news2", 73), ("a b", 73), ("there", 73)])
def test_a_name_that_cannot_be_is_refused_and_nothing_is_written(name: str, code: int) -> None:
    Path("there").mkdir()
    assert cli.main(["templates", "new", name, "--from", "news"]) == code
    assert [path.name for path in Path().rglob("*")] == ["there"]


# ── check ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", ["exit", "correction"])
def test_all_data_a_template_is_tried_with_passes_the_checks_of_data(name: str) -> None:
    template = find_template(name)
    tried = list(samples(template, outline(template), shipped_codelist()))
    assert len(tried) > 100
    assert [str(sample.says) for sample in tried[::3] if errors(examine(Request(sample.raw)).issues)] == []


@pytest.mark.deep
@pytest.mark.parametrize("name", [shelved.template.name for shelved in shelf()[0]])
def test_a_shipped_template_is_tried_in_every_branch_without_a_fault(name: str) -> None:
    report = rehearse(name)
    assert report.tried > 100
    assert (report.found, report.untaken, report.unfit) == ((), (), ())


def test_a_good_template_passes(capsys: pytest.CaptureFixture[str]) -> None:
    code, report = checked("", capsys)
    assert (code, report["issues"], report["untaken"]) == (0, [], [])
    assert report["tried"] > 40


@pytest.mark.parametrize(
    ("body", "code", "says"),
    [
        ("<p>{{ now.talk }}</p>", "B402", "talk"),
        ("<p>{% if sample is zero %}{{ now.talkz }}{% endif %}</p>", "B402", "talkz"),
        ("<p>{{ now.talks }}</p>", "B403", "now.talks"),
        ("<p>{% if now.talks is present %}{{ now.talks.rate }}{% endif %}</p>", "B403", "now.talks.rate"),
        ("<p>整改率90%。</p>", "B501", "90%"),
        ("<p>{% if now.talks is zero %}共3个。{% endif %}</p>", "B501", "3"),
        ("{% if now.talks is zero %}<p><em>无</em></p>{% endif %}", "B405", "<em>"),
        ('{% if now.talks is zero %}<p role="shout">无</p>{% endif %}', "B406", "shout"),
        ("<p>{% if now.unknown_at_all %}无{% endif %}</p>", "B402", "unknown_at_all"),
    ],
)
def test_a_fault_is_found_with_its_line(
    body: str, code: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    exit_code, report = checked(body, capsys)
    issue = next(issue for issue in report["issues"] if issue["severity"] == "error")
    assert (exit_code, issue["code"]) == (78, code)
    assert issue["place"].startswith("brief/document.xml.j2:4:")
    assert issue["excerpt"].startswith(body[:60])
    assert says in issue["message"]


@pytest.mark.parametrize(
    ("words", "code"),
    [("共<b>3</b>个", "B405"), ("共3个", "B501"), ('</p><p role="shout">无', "B406")],
)
def test_a_branch_that_no_data_leads_into_is_read_word_by_word(
    words: str, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    never = "{% if now.problems is zero and now.problems is one %}"
    exit_code, report = checked(f"<p>{never}{words}{{% endif %}}</p>\n", capsys)
    assert (exit_code, report["issues"][0]["code"]) == (78, code)
    assert report["untaken"][0]["place"] == "brief/document.xml.j2:4"


def test_all_faults_stand_in_one_report(capsys: pytest.CaptureFixture[str]) -> None:
    wrong = "{% if now.leads is zero %}共<i>3</i>个{% endif %}"
    body = f"<p>{{{{ now.talks }}}}</p>\n<p>整改率90%。</p>\n<p>{wrong}</p>\n"
    _, report = checked(body, capsys)
    lines = {issue["place"].split(":")[1] for issue in report["issues"]}
    assert lines >= {"4", "6"}


def test_marks_that_meet_are_a_warning(capsys: pytest.CaptureFixture[str]) -> None:
    body = "<p>经查，{% if now.talks is present %}{{ now.talks|item }}{% endif %}。</p>\n"
    code, report = checked(body, capsys)
    (issue,) = [each for each in report["issues"] if each["code"] == "B413"]  # B270 tells of it in any draft
    assert (code, issue["severity"]) == (0, "warning")
    assert issue["data"] == "nothing but what is required"
    assert cli.main(["templates", "check", "office/brief", "--strict"]) == 78


def test_the_report_for_people_names_the_data_and_the_branch(capsys: pytest.CaptureFixture[str]) -> None:
    office("<p>{{ now.talks }}{% if now.problems is zero and now.problems is one %}无人{% endif %}</p>\n")
    code, out = templates("check", "office/brief", capsys=capsys)
    assert code == 78
    assert "错误 B403 brief/document.xml.j2:4:7  数据文件中没有“开展谈话”（now.talks）" in out
    assert "数据：只有必需的内容" in out
    assert "没有一组数据走到：brief/document.xml.j2:4  无人" in out


def test_a_rehearsal_tells_after_each_set_of_data_how_many_it_has_tried() -> None:
    heard: list[int] = []
    rehearsal = rehearse("news", progress=heard.append)
    assert heard == [*range(1, rehearsal.tried + 1)]
    assert len(heard) > 20
