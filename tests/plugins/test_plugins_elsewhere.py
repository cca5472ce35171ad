"""Plug-ins in other processes, in an office, and in what the machine says of itself."""

import json
import os
import pickle
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

import bulletin
from bulletin import cli
from bulletin.batching import build_many, jobs_for
from bulletin.batching.fingerprint import differences, fingerprint
from bulletin.diagnosis.machine import plugins
from bulletin.drafting.build import build_request
from bulletin.ledger.entries import PluginEntry
from bulletin.workers.pool import ask
from tests.helpers.plugins import install, install_example

ROOT = Path(__file__).parents[2]
FIRST = ROOT / "examples" / "first.json"
NAMED = ("check:hundreds", "filter:verdict", "reader:pointers", "writer:md")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The package of docs/plugins.md, installed in a folder of the search path."""
    folder = tmp_path / "site"
    folder.mkdir()
    install_example(folder)
    monkeypatch.syspath_prepend(folder)
    yield folder
    sys.modules.pop("bulletin_example", None)


def template_saying(folder: Path, words: str) -> Path:
    own = folder / "own"
    own.mkdir(parents=True)
    (own / "template.toml").write_text('title = "示例"\nlayout = "gbt9704"\n', "utf-8")
    (own / "document.xml.j2").write_text(f"<document><h1>示例</h1><p>{words}</p></document>", "utf-8")
    return own


def asked(folder: Path, *plugins: str) -> bulletin.Request:
    own = template_saying(folder, "{{ now.rectified.rate|verdict }}")
    return bulletin.Request(FIRST, own, formats=["md", "txt"], plugins=plugins)


# ── other processes ──────────────────────────────────────────────────────────────────────────────────────


def _texts(request: bulletin.Request) -> tuple[dict[str, bytes], tuple[()]]:
    return build_request(request).contents, ()


@pytest.mark.usefixtures("site")
def test_a_confined_child_is_given_the_names_and_makes_the_same(tmp_path: Path) -> None:
    request = asked(tmp_path, *NAMED)
    assert ask(_texts, request).contents == build_request(request).contents


@pytest.mark.usefixtures("site")
def test_a_template_in_a_confined_child_sees_no_filter_that_was_not_named(tmp_path: Path) -> None:
    with pytest.raises(bulletin.TemplateRefused) as refused:
        ask(_texts, asked(tmp_path, "writer:md"))
    assert [each.message for each in refused.value.issues] == ["There is no filter “|verdict”."]


def test_a_request_travels_with_names_alone(tmp_path: Path) -> None:
    request = asked(tmp_path, *NAMED)
    assert pickle.loads(pickle.dumps(request)).plugins == NAMED  # noqa: S301  # written here


def outcomes(folder: Path, request: bulletin.Request, **named: Any) -> list[bulletin.BatchOutcome]:
    executor = named.pop("executor", None)
    jobs = jobs_for([str(folder / "data" / "*")], folder / "out", request.plugins)
    with closing(build_many(jobs, executor, into=folder / "out", asked=request, **named)) as made:  # type: ignore[type-var]  # a generator
        return list(made)


def data_in(folder: Path) -> None:
    """A file of the example's kind, and one that every program reads."""
    (folder / "data").mkdir()
    raw = json.loads(FIRST.read_text("utf-8"))
    lines = [f"/{key} {json.dumps(value, ensure_ascii=False)}" for key, value in raw.items()]
    (folder / "data" / "a.pointers").write_text("\n".join(lines), "utf-8")
    (folder / "data" / "b.json").write_text(json.dumps(raw), "utf-8")


def test_a_batch_uses_plug_ins_in_its_children_and_keeps_what_was_made_by_the_same(
    site: Path, tmp_path: Path
) -> None:
    data_in(tmp_path)
    request = replace(asked(tmp_path, *NAMED), source="")
    assert [each.what for each in outcomes(tmp_path, request, workers=1)] == ["built", "built"]
    assert (tmp_path / "out" / "a-own.md").read_text("utf-8").endswith("\n\n进展较快\n")
    assert [each.what for each in outcomes(tmp_path, request, workers=1)] == ["kept", "kept"]
    about = site / "bulletin_example-1.0.dist-info"
    metadata = (about / "METADATA").read_text("utf-8").replace("Version: 1.0", "Version: 1.1")
    (about / "METADATA").write_text(metadata, "utf-8")
    assert [each.what for each in outcomes(tmp_path, request, workers=1)] == ["built", "built"]


@pytest.mark.usefixtures("site")
def test_a_batch_without_the_reader_does_not_look_for_its_files(tmp_path: Path) -> None:
    data_in(tmp_path)
    assert [job.path.name for job in jobs_for([str(tmp_path / "data" / "*")], tmp_path / "out")] == ["b.json"]


@pytest.mark.usefixtures("site")
def test_processes_of_an_executor_get_the_plug_ins(tmp_path: Path) -> None:
    data_in(tmp_path)
    request = replace(asked(tmp_path, *NAMED), source="")
    with ProcessPoolExecutor(1, get_context("spawn")) as executor:
        made = outcomes(tmp_path, request, executor=executor, workers=1)
    assert [each.what for each in made] == ["built", "built"]


def test_a_machine_with_another_version_is_refused(site: Path) -> None:
    ours = fingerprint(None, (), NAMED)
    assert ours["plug-in writer:md"] == "bulletin-example 1.0"
    (site / "bulletin_example-1.0.dist-info" / "entry_points.txt").unlink()
    theirs = fingerprint(None, (), NAMED)
    assert theirs["plug-in writer:md"] == "—"
    assert "plug-in writer:md (bulletin-exa 1.0 / —)" in differences(ours, theirs)
    assert {name for name in fingerprint(None, ()) if name.startswith("plug-in")} == set()


@pytest.mark.usefixtures("site")
def test_eight_threads_use_one_plug_in(tmp_path: Path) -> None:
    request = asked(tmp_path, *NAMED)
    with ThreadPoolExecutor(8) as threads:
        made = list(threads.map(lambda _: build_request(request).contents["md"], range(16)))
    assert {*made} == {"# 示例\n\n进展较快\n".encode()}


@pytest.mark.usefixtures("site")
def test_the_command_makes_a_batch_with_what_is_installed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data_in(tmp_path)
    words = [
        "batch",
        str(tmp_path / "data" / "*"),
        "--into",
        str(tmp_path / "out"),
        "--format",
        "md",
        "--json",
    ]
    assert cli.main([*words, "--jobs", "1"]) == 0
    told = json.loads(capsys.readouterr().out)["documents"]
    assert [Path(each["source"]).name for each in told] == ["a.pointers", "b.json"]


# ── an office ────────────────────────────────────────────────────────────────────────────────────────────

OFFICE = """
issuer = "云川县委巡察办"
{office}
[series.rounds]
title = "巡察通报"
every = "round"
data = "data/{{term}}-{{round}}.{suffix}"
template = "{template}"
accepted = ["now", "rounds", "document"]
formats = ["txt"{formats}]
approve = false
number = "none"
{series}
"""


def office(folder: Path, *, words: str = "", **parts: str) -> Path:
    """An office that publishes a round by a template of its own."""
    values = {"office": "", "series": "", "formats": "", "suffix": "json", "template": "own", **parts}
    (folder / "data").mkdir(parents=True)
    (folder / "bulletin.toml").write_text(OFFICE.format(**values), "utf-8")
    raw = json.loads(FIRST.read_text("utf-8"))
    lines = [f"/{key} {json.dumps(value, ensure_ascii=False)}" for key, value in raw.items()]
    content = "\n".join(lines) if values["suffix"] == "pointers" else json.dumps(raw)
    (folder / "data" / f"14-1.{values['suffix']}").write_text(content, "utf-8")
    template_saying(folder / "templates", words or "{{ now.rectified.rate|verdict }}")
    return folder


def published(folder: Path) -> bulletin.EditionOutcome:
    (outcome,) = bulletin.publish(folder).outcomes
    return outcome


@pytest.mark.usefixtures("site")
def test_an_office_that_does_not_name_a_filter_publishes_nothing_that_uses_it(tmp_path: Path) -> None:
    outcome = published(office(tmp_path / "office", series='plugins = ["writer:md"]'))
    assert outcome.what == "refused"
    assert [each.message for each in outcome.issues] == ["There is no filter “|verdict”."]
    assert not (tmp_path / "office" / "published").exists()


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("where", ["office", "series"])
def test_an_office_that_names_its_plug_ins_has_them_in_its_manifest(tmp_path: Path, where: str) -> None:
    named = f"plugins = {json.dumps(NAMED)}"
    folder = office(tmp_path / "office", formats=', "md"', suffix="pointers", **{where: named})
    assert published(folder).what == "published"
    (manifest,) = folder.glob("published/rounds/*/manifest.json")
    assert json.loads(manifest.read_text("utf-8"))["plugins"] == [
        {"plugin": name, "package": "bulletin-example", "version": "1.0"} for name in NAMED
    ]
    (text,) = manifest.parent.glob("*.md")
    assert text.read_text("utf-8") == "# 示例\n\n进展较快\n"
    assert cli.main(["register", "verify", "--office", str(folder)]) == 0


@pytest.mark.usefixtures("site")
def test_a_format_that_no_named_plug_in_writes_is_refused(tmp_path: Path) -> None:
    folder = office(tmp_path / "office", formats=', "md"', series='plugins = ["filter:verdict"]')
    with pytest.raises(
        bulletin.TemplateRefused, match="formats has to be a list of docx, pdf, html, txt, and "
    ):
        bulletin.publish(folder)


@pytest.mark.usefixtures("site")
def test_data_that_no_named_plug_in_reads_is_refused(tmp_path: Path) -> None:
    outcome = published(office(tmp_path / "office", suffix="pointers", series='plugins = ["filter:verdict"]'))
    assert (outcome.what, outcome.issues[0].code) == ("refused", "B101")


@pytest.mark.parametrize("given", ['"writer:md"', "[3]", '["md"]', '["publish:md"]', "{}"])
def test_names_of_plug_ins_have_their_form(tmp_path: Path, given: str) -> None:
    folder = office(tmp_path / "office", series=f"plugins = {given}")
    with pytest.raises(bulletin.TemplateRefused, match="plugins has to be a list of names such as writer:md"):
        bulletin.publish(folder)


def test_a_plug_in_that_an_office_names_and_nobody_has_installed_is_told(tmp_path: Path) -> None:
    outcome = published(office(tmp_path / "office", words="甲", series='plugins = ["filter:verdict"]'))
    assert [each.code for each in outcome.issues] == ["B780"]


NOSY = """
import os
def it(data):
    with open({file!r}, "a") as file:
        file.write(f"{{os.getpid()}} ")
    return ()
"""


def test_a_plug_in_of_an_office_runs_in_a_child_alone(site: Path, tmp_path: Path) -> None:
    install(site, "nosy", {"checks": {"nosy": "nosy:it"}})
    (site / "nosy.py").write_text(NOSY.format(file=str(tmp_path / "ran")), "utf-8")
    folder = office(tmp_path / "office", words="甲", series='plugins = ["check:nosy"]')
    assert published(folder).what == "published"
    ran = {int(each) for each in (tmp_path / "ran").read_text("utf-8").split()}
    assert ran
    assert os.getpid() not in ran


@pytest.mark.usefixtures("site")
def test_an_edition_without_plug_ins_says_nothing_of_them(tmp_path: Path) -> None:
    folder = office(tmp_path / "office", words="甲")
    assert published(folder).what == "published"
    (manifest,) = folder.glob("published/rounds/*/manifest.json")
    assert "plugins" not in json.loads(manifest.read_text("utf-8"))


# ── the machine ──────────────────────────────────────────────────────────────────────────────────────────


def test_the_doctor_lists_what_is_installed_and_what_two_packages_claim(site: Path) -> None:
    install(site, "other", {"writers": {"md": "other:it"}})
    states = [(str(each.name), each.state.value, str(each.found[0])) for each in plugins()]
    assert states == [
        ("check:hundreds", "fine", "bulletin-example 1.0 (bulletin_example:find_hundreds)"),
        ("filter:verdict", "fine", "bulletin-example 1.0 (bulletin_example:verdict)"),
        ("reader:pointers", "fine", "bulletin-example 1.0 (bulletin_example:read_pointers)"),
        ("writer:md", "odd", "bulletin-example 1.0 (bulletin_example:write_markdown)"),
        ("writer:md", "odd", "other 1.0 (other:it)"),
    ]


@pytest.mark.usefixtures("site")
def test_the_ledger_names_package_and_version(tmp_path: Path) -> None:
    built = build_request(asked(tmp_path, "filter:verdict", "writer:md"))
    assert built.ledger.plugins == (
        PluginEntry("filter:verdict", "bulletin-example", "1.0"),
        PluginEntry("writer:md", "bulletin-example", "1.0"),
    )
