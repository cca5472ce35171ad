"""The example office, with the real formats, by the command: what comes out, what is said and answered."""

import hashlib
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bulletin import cli
from bulletin.publishing.store import manifest

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "office"


@pytest.fixture(autouse=True)
def in_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")


def bulletin(*words: object) -> int:
    """Run the command in this process."""
    try:
        return cli.main([str(word) for word in words])
    except SystemExit as end:
        return int(end.code or 0)


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example office after its first two months, in the format that takes no time."""
    folder = tmp_path_factory.mktemp("office") / "example"
    shutil.copytree(
        EXAMPLE, folder, ignore=shutil.ignore_patterns("register.db*", ".store", "archive", "published")
    )
    toml = folder / "bulletin.toml"
    toml.write_text(toml.read_text("utf-8").replace('["docx", "pdf", "html", "txt"]', '["txt"]'), "utf-8")
    assert bulletin("publish", "monthly", "--office", folder, "--date", "2018-03-06") == 0
    return folder


@pytest.fixture
def office(once: Path, tmp_path: Path) -> Path:
    """A copy of that office."""
    return Path(shutil.copytree(once, tmp_path / "office"))


def change(file: Path, how: Callable[[dict[str, Any]], object]) -> None:
    data = json.loads(file.read_text("utf-8"))
    how(data)
    file.write_text(json.dumps(data, ensure_ascii=False), "utf-8")


def one_less(data: dict[str, Any]) -> None:
    """One sanctioned village cadre fewer for gifts, in the month and in the year so far."""
    for scope in data["scopes"]:
        count = scope["results"]["sanctioned"]
        count["n"] -= 1
        count["by"]["grade"]["items"]["village_cadres"] -= 1
        count["by"]["violation"]["items"]["gifts"] -= 1


def test_the_example_has_a_year_of_data_that_can_be_published() -> None:
    assert len([*(EXAMPLE / "data").glob("2018-*.json")]) == 12


@pytest.mark.slow
def test_every_format_of_a_news_text_comes_out_when_it_is_approved(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = Path(
        shutil.copytree(EXAMPLE, tmp_path / "office", ignore=shutil.ignore_patterns("register.db*", ".store"))
    )
    assert bulletin("publish", "rounds", "--office", folder, "--date", "2018-03-06") == 0
    assert "rounds 14-1  待办" in capsys.readouterr().out
    assert bulletin("approve", "rounds", "--period", "14-1", "--office", folder, "--date", "2018-03-06") == 0
    assert capsys.readouterr().out == "rounds 14-1  已发布\n"
    edition = folder / "published" / "rounds" / "14-1"
    names = [
        "manifest.json",
        *(f"rounds-14-1.{suffix}" for suffix in ("docx", "html", "ledger.json", "pdf", "txt")),
    ]
    assert sorted(path.name for path in edition.iterdir()) == names
    assert bulletin("verify", edition / "rounds-14-1.docx") == 0


def test_a_manifest_names_every_file_and_everything_it_was_made_from(office: Path) -> None:
    edition = office / "published" / "monthly" / "2018-02"
    about = json.loads((edition / "manifest.json").read_text("utf-8"))
    for name, known in about["files"].items():
        assert hashlib.sha256((edition / name).read_bytes()).hexdigest() == known["sha256"]
    for name, digest in about["inputs"].items():
        assert hashlib.sha256((office / name).read_bytes()).hexdigest() == digest
    assert list(about["inputs"]) == ["data/2018-02.json", "data/2018-01.json"]
    assert [each.split()[0] for each in about["versions"]] == [
        "bulletin",
        "jinja2",
        "babel",
        "python-docx",
        "weasyprint",
    ]


def test_the_number_and_the_day_are_those_of_the_register(office: Path) -> None:
    text = (office / "published" / "monthly" / "2018-02" / "monthly-2018-02.txt").read_text("utf-8")
    assert "云纪监通〔2018〕2号" in text
    assert "2018年3月6日" in text


@pytest.mark.slow
def test_the_same_edition_has_the_same_bytes_in_another_office(office: Path, tmp_path: Path) -> None:
    folder = Path(
        shutil.copytree(
            office,
            tmp_path / "again",
            ignore=shutil.ignore_patterns("register*", ".*", "published", "archive"),
        )
    )
    assert bulletin("publish", "monthly", "--office", folder, "--date", "2018-03-06") == 0
    for file in (office / "published").rglob("*.*"):
        assert file.read_bytes() == (folder / file.relative_to(office)).read_bytes(), file.name


def test_the_year_so_far_has_to_be_what_it_was_and_this_month(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(
        office / "data" / "2018-03.json", lambda data: data["scopes"][1]["results"]["violations"].update(n=99)
    )
    assert bulletin("publish", "monthly", "--office", office, "--date", "2018-04-06") == 65
    said = capsys.readouterr().err
    assert "monthly 2018-03  未办理" in said
    assert "B302" in said
    assert not (office / "published" / "monthly" / "2018-03").exists()


def test_the_data_of_another_month_is_refused(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copy(office / "data" / "2018-04.json", office / "data" / "2018-03.json")
    assert bulletin("publish", "monthly", "--office", office, "--date", "2018-04-06") == 65
    assert "B744" in capsys.readouterr().err


def test_a_correction_states_the_figures_that_changed_and_is_linked_both_ways(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(office / "data" / "2018-02.json", one_less)
    words = ("correct", "monthly", "--period", "2018-02", "--reason", "一人重复统计", "--office", office)
    assert bulletin(*words, "--date", "2018-03-08") == 0
    about = json.loads((office / "published" / "monthly" / "2018-02.2" / "manifest.json").read_text("utf-8"))
    assert about["corrects"]["number"] == "云纪监通〔2018〕2号"
    first = about["corrects"]["changes"][0]
    assert (first["label"], first["was"], first["now"]) == ("2018年2月党政纪处分", "12人", "11人")
    folder = office / "published" / "monthly" / "2018-02.2"
    notice = (folder / "monthly-2018-02.2.correction.txt").read_text("utf-8")
    assert "云纪监通〔2018〕3号" in notice
    assert "（云纪监通〔2018〕2号）中有关数据有误，现更正如下" in notice
    for row in (
        "2018年2月党政纪处分\t12人\t11人",
        "2018年1至2月党政纪处分\t18人\t17人",
        "2018年1至2月党政纪处分：村干部\t9\t8",
        "乡科级干部占党政纪处分的比例\t25.0%\t27.3%",  # 3 of 12, 3 of 11
        "一般干部占党政纪处分的比例\t25.0%\t27.3%",
    ):
        assert row in notice
    text = (folder / "monthly-2018-02.2.txt").read_text("utf-8")
    assert "云纪监通〔2018〕2号" in text
    assert "2018年3月6日" in text
    assert "其中给予党政纪处分11人" in text
    capsys.readouterr()
    assert bulletin("register", "show", "monthly", "--period", "2018-02", "--office", office) == 0
    shown = capsys.readouterr().out
    assert "  已由此更正 云纪监通〔2018〕3号  published/monthly/2018-02.2\n" in shown
    assert "  更正 云纪监通〔2018〕2号  published/monthly/2018-02\n" in shown


@pytest.mark.slow
def test_a_change_that_no_figure_shows_needs_no_correction(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(
        office / "data" / "2018-02.json",
        lambda data: data["scopes"][0]["results"]["violations"].update(note="x"),
    )
    words = ("correct", "monthly", "--period", "2018-02", "--reason", "误", "--office", office)
    assert bulletin(*words, "--date", "2018-03-08") == 65
    assert "文稿中的数没有变化" in capsys.readouterr().err


def test_what_was_damaged_is_named_with_exit_code_74(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bulletin("register", "verify", "--office", office) == 0
    file = office / "published" / "monthly" / "2018-01" / "monthly-2018-01.txt"
    file.unlink()
    assert bulletin("register", "verify", "--office", office) == 74
    assert "published/monthly/2018-01/monthly-2018-01.txt" in capsys.readouterr().err
    assert bulletin("publish", "monthly", "--office", office, "--date", "2018-03-06") == 74


def test_the_register_is_listed_shown_and_exported(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    bulletin("register", "list", "--office", office)
    assert (
        capsys.readouterr().out.splitlines()[0] == "monthly  2018-01  云纪监通〔2018〕1号  2018-03-06  已发布"
    )
    bulletin("register", "show", "monthly", "--period", "2018-01", "--office", office)
    shown = capsys.readouterr().out.splitlines()
    assert shown[0] == "monthly 2018-01  云纪监通〔2018〕1号  已发布  published/monthly/2018-01"
    assert [line.split()[1] for line in shown[1:]] == ["登记", "生成", "发布"]
    bulletin("register", "export", "--office", office)
    exported = json.loads(capsys.readouterr().out)
    assert [each["number"] for each in exported["editions"]] == ["云纪监通〔2018〕1号", "云纪监通〔2018〕2号"]


@pytest.mark.slow
def test_a_command_is_run_once_for_each_edition_with_its_number(office: Path) -> None:
    told = office / "told"
    written = "os.environ['BULLETIN_NUMBER'] + os.environ['BULLETIN_FOLDER']"
    code = f"import os; open({str(told)!r}, 'a').write({written})"
    words = (
        "publish",
        "monthly",
        "--office",
        office,
        "--date",
        "2018-04-06",
        "--notify",
        f'{sys.executable} -c "{code}"',
    )
    assert [bulletin(*words), bulletin(*words)] == [0, 0]
    assert (
        told.read_text("utf-8")
        == f"云纪监通〔2018〕3号{(office / 'published' / 'monthly' / '2018-03').resolve()}"
    )


@pytest.mark.slow
def test_a_command_that_fails_is_reported_and_the_edition_is_out(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = (
        "publish",
        "monthly",
        "--office",
        office,
        "--date",
        "2018-04-06",
        "--notify",
        "no-such-command-at-all",
    )
    assert bulletin(*words) == 0
    assert "B743" in capsys.readouterr().out


@pytest.mark.slow
def test_a_log_of_json_lines_tells_as_it_happens(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    bulletin("publish", "monthly", "--office", office, "--date", "2018-04-06", "--log", "json")
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [(each["period"], each["what"]) for each in lines] == [
        ("2018-01", "already"),
        ("2018-02", "already"),
        ("2018-03", "published"),
    ]
    assert {each["at"] for each in lines} == {"2018-04-06T12:00:00+08:00"}


def test_what_stops_a_whole_run_is_a_line_of_json_too(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert bulletin("publish", "--office", office / "data", "--log", "json") == 78
    (line,) = capsys.readouterr().err.splitlines()
    assert (json.loads(line)["exit_code"], json.loads(line)["issues"][0]["code"]) == (78, "B710")
    shutil.rmtree(office / "archive")
    (office / "archive").write_text("a file")
    words = ("publish", "monthly", "--office", office, "--date", "2018-03-06", "--log", "json")
    assert bulletin(*words) == 73
    *_, last = map(json.loads, capsys.readouterr().err.splitlines())
    assert (last["exit_code"], last["issues"][0]["code"], last["at"][:10]) == (73, "B701", "2018-03-06")


def test_a_dry_run_lists_what_would_come_out_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = Path(
        shutil.copytree(EXAMPLE, tmp_path / "office", ignore=shutil.ignore_patterns("register.db*", ".store"))
    )
    before = sorted(folder.rglob("*"))
    assert bulletin("publish", "monthly", "--office", folder, "--date", "2018-03-06", "--dry-run") == 0
    assert capsys.readouterr().out == "monthly 2018-01  将发布\nmonthly 2018-02  将发布\n"
    assert bulletin("publish", "monthly", "--office", folder, "--period", "2018-01", "--dry-run") == 0
    assert sorted(folder.rglob("*")) == before


@pytest.mark.slow
def test_a_period_without_a_series_is_asked_of_the_series_it_is_a_period_of(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("publish", "--office", office, "--date", "2018-03-06", "--json", "--period")
    assert bulletin(*words, "2018-02") == 0
    (told,) = json.loads(capsys.readouterr().out)["editions"]
    assert (told["series"], told["what"], told["folder"]) == (
        "monthly",
        "already",
        "published/monthly/2018-02",
    )
    assert bulletin(*words, "14-1") == 0
    (told,) = json.loads(capsys.readouterr().out)["editions"]
    assert (told["series"], told["what"], told["issues"][0]["code"]) == ("rounds", "waiting", "B732")
    assert bulletin(*words, "2018-13") == 65
    assert json.loads(capsys.readouterr().out)["issues"][0]["code"] == "B712"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("publish", "--office", "elsewhere"), "elsewhere/bulletin.toml  无法使用：没有这个文件或文件夹"),
        (("register", "list", "nosuch"), "B711"),
        (("register", "show", "monthly", "--period", "14-1"), "B712"),
        (("register", "show", "monthly", "--period", "2018-09"), "B747 monthly 2018-09  登记中没有这一期。"),
        (("approve", "monthly", "--period", "2018-02"), "monthly 2018-02 云纪监通〔2018〕2号  未办理"),
        (("approve", "monthly", "--period", "2018-02", "--number", "云纪监通〔2018〕9号"), "B736"),
    ],
)
def test_what_stumbles_says_where_and_what_to_do(
    office: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], says: str
) -> None:
    assert bulletin(*words, *(() if "--office" in words else ("--office", office))) in (65, 78)
    said = capsys.readouterr().err
    assert says in said
    assert "办法 " in said


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("publish", "weekly"), 78),
        (("publish", "monthly", "--period", "2018-Q1"), 65),
        (("publish", "monthly", "--period", "2019-01"), 65),
        (("void", "monthly", "--period", "2018-01"), 64),
        (("void", "monthly", "--period", "2018-01", "--reason", "误"), 65),
        (("approve", "monthly", "--period", "2018-01"), 65),
    ],
)
def test_what_cannot_be_asked_is_answered_with_a_code(
    office: Path, words: tuple[str, ...], code: int
) -> None:
    assert bulletin(*words, "--office", office, "--date", "2018-03-06") == code


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="ssh-keygen is not on this machine")
def test_a_signature_lies_beside_the_manifest_and_is_watched_over(office: Path) -> None:
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", office / "key"], check=True)
    toml = office / "bulletin.toml"
    sign = 'sign = "ssh-keygen -Y sign -q -n bulletin -f key {manifest}"\n'
    toml.write_text(sign + toml.read_text("utf-8"), "utf-8")
    assert bulletin("publish", "monthly", "--office", office, "--date", "2018-04-06") == 0
    signed = office / "published" / "monthly" / "2018-03" / "manifest.json"
    signature = signed.with_name("manifest.json.sig")
    checked = subprocess.run(["ssh-keygen", "-Y", "check-novalidate", "-n", "bulletin", "-s", signature],
                             input=signed.read_bytes(), check=False, capture_output=True)  # fmt: skip
    assert checked.returncode == 0
    assert bulletin("register", "verify", "--office", office) == 0
    signature.unlink()
    assert bulletin("register", "verify", "--office", office) == 74


@pytest.mark.slow
def test_a_command_that_cannot_sign_leaves_nothing_published(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    toml = office / "bulletin.toml"
    toml.write_text('sign = "false {manifest}"\n' + toml.read_text("utf-8"), "utf-8")
    assert bulletin("publish", "monthly", "--office", office, "--date", "2018-04-06") == 69
    assert "B742" in capsys.readouterr().err
    assert not (office / "published" / "monthly" / "2018-03").exists()


def test_the_archive_is_the_same_however_often_it_is_made(office: Path) -> None:
    before = {path.name: path.read_bytes() for path in (office / "archive").iterdir()}
    shutil.rmtree(office / "archive")
    assert bulletin("publish", "monthly", "--office", office, "--date", "2018-03-06") == 0
    assert {path.name: path.read_bytes() for path in (office / "archive").iterdir()} == before


@pytest.mark.slow
def test_an_archive_that_cannot_be_written_is_named_and_the_edition_is_out(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(office / "archive")
    (office / "archive").write_text("a file")
    assert bulletin("publish", "monthly", "--office", office, "--date", "2018-04-06") == 73
    assert "B701" in capsys.readouterr().err
    (office / "archive").unlink()
    assert bulletin("publish", "monthly", "--office", office, "--date", "2018-04-06") == 0
    assert (office / "archive" / "monthly-2018-03.html").exists()


def test_every_link_of_the_archive_leads_somewhere(office: Path) -> None:
    for page in (office / "archive").glob("*.html"):
        for link in re.findall(r'href="([^"]+)"', page.read_text("utf-8")):
            assert (page.parent / link).exists(), (page.name, link)


def test_a_manifest_is_the_same_for_the_same_edition() -> None:
    assert manifest({"b": b"2", "a": b"1"}, {"title": "月报"}) == manifest(
        {"a": b"1", "b": b"2"}, {"title": "月报"}
    )


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not on this machine")
def test_systemd_finds_nothing_wrong_with_the_service_and_its_timer() -> None:
    units = [EXAMPLE.parent / "schedule" / f"bulletin.{kind}" for kind in ("service", "timer")]
    run = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *units], check=False, capture_output=True, text=True
    )
    assert (run.returncode, run.stderr) == (0, "")
