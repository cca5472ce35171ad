"""An office's folder as 0.1.0 left it: its register opens, and everything in it goes on from there."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bulletin import cli

HERE = Path(__file__).parent


@pytest.fixture
def office(tmp_path: Path) -> Path:
    return Path(shutil.copytree(HERE / "office", tmp_path / "office"))


@pytest.fixture
def run(office: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., dict[str, Any]]:
    """Run a command in that office; its answer."""

    def run(*words: str) -> dict[str, Any]:
        code = cli.main([*words, "--office", str(office), "--json", "--lang", "en"])
        answer: dict[str, Any] = json.loads(capsys.readouterr().out)
        return {"exit_code": code, **answer}

    return run


def outcome(answer: dict[str, Any]) -> tuple[str, str, str]:
    """Return the period, what became of it and the number of the last edition of an answer."""
    last = answer["editions"][-1]
    return last["period"], last["what"], last["number"]


def change(file: Path, how: Callable[[dict[str, Any]], object]) -> None:
    data = json.loads(file.read_text("utf-8"))
    how(data)
    file.write_text(json.dumps(data, ensure_ascii=False), "utf-8")


def one_less(data: dict[str, Any]) -> None:
    """One sanctioned village cadre fewer, in the month and in the year so far."""
    for scope in data["scopes"]:
        count = scope["results"]["sanctioned"]
        count["n"] -= 1
        count["by"]["grade"]["items"]["village_cadres"] -= 1
        count["by"]["violation"]["items"]["public_dining"] -= 1


def marked(data: dict[str, Any]) -> None:
    data["issuer"]["mark"] = "中共云川县委巡察工作领导小组文件"


def goes_on_as(name: str, office: Path, folder: str, *reworded: tuple[str, str]) -> None:
    """The text is the one that 0.1.0 published in a copy of the same folder, but for what is worded anew."""
    text = (office / "published" / folder / name).read_text("utf-8")
    expected = (HERE / "goes-on" / name).read_text("utf-8")
    for then, now in reworded:
        assert then in expected
        expected = expected.replace(then, now)
    assert text == expected


# ── what is there ────────────────────────────────────────────────────────────────────────────────────────


def test_the_register_and_every_edition_are_as_they_were_left(run: Callable[..., dict[str, Any]]) -> None:
    assert run("register", "verify") == {"exit_code": 0, "editions": 11, "issues": []}


def test_the_register_tells_what_it_told(run: Callable[..., dict[str, Any]]) -> None:
    then = json.loads((HERE / "register.json").read_text("utf-8"))
    now = run("register", "export")
    for part in ("editions", "history"):
        assert len(now[part]) == len(then[part])
        for new, old in zip(now[part], then[part], strict=True):
            assert {key: new[key] for key in old} == old


def test_an_edition_altered_since_is_noticed(office: Path, run: Callable[..., dict[str, Any]]) -> None:
    text = office / "published" / "tongbao" / "14-1" / "circulars-14-1.txt"
    text.chmod(0o644)
    text.write_text(text.read_text("utf-8").replace("40", "41"), "utf-8")
    answer = run("register", "verify")
    assert answer["exit_code"] == 74
    assert [each["code"] for each in answer["issues"]] == ["B722"]


def test_every_published_text_is_verified_by_its_own_ledger(capsys: pytest.CaptureFixture[str]) -> None:
    files = sorted((HERE / "office" / "published").rglob("*.docx"))
    assert len(files) == 6
    for file in files:
        assert cli.main(["verify", str(file)]) == 0, capsys.readouterr().out


# ── what comes next ──────────────────────────────────────────────────────────────────────────────────────


def test_the_next_month_gets_the_next_number(office: Path, run: Callable[..., dict[str, Any]]) -> None:
    """Three months and a correction are out: 5号 follows."""
    answer = run("publish", "monthly", "--date", "2018-05-06")
    assert [each["what"] for each in answer["editions"]] == ["already", "already", "already", "published"]
    assert outcome(answer) == ("2018-04", "published", "云纪监通〔2018〕5号")
    goes_on_as("monthly-2018-04.txt", office, "monthly/2018-04", ("\n其他\t0\n", "\n"))
    assert run("register", "verify")["exit_code"] == 0


def test_what_is_corrected_once_is_corrected_again(office: Path, run: Callable[..., dict[str, Any]]) -> None:
    change(office / "data" / "2018-03.json", one_less)
    reason = ("--reason", "又一人重复统计", "--date", "2018-05-02")
    answer = run("correct", "monthly", "--period", "2018-03", *reason)
    assert outcome(answer) == ("2018-03", "published", "云纪监通〔2018〕5号")
    no_zero_bars = (("\n违规收送礼品礼金\t0\n", "\n"), ("\n其他\t0\n", "\n"))
    goes_on_as("monthly-2018-03.3.txt", office, "monthly/2018-03.3", *no_zero_bars)
    goes_on_as(
        "monthly-2018-03.3.correction.txt",
        office,
        "monthly/2018-03.3",
        ("关于《", "关于更正《"),
        ("有关数据的更正", "有关数据的通知"),
        ("特此更正。", "其他内容不变。特此更正。"),
    )
    assert run("register", "verify")["exit_code"] == 0


def test_the_data_of_what_is_out_is_not_published_anew(
    office: Path, run: Callable[..., dict[str, Any]]
) -> None:
    change(office / "data" / "2018-03.json", one_less)
    answer = run("publish", "monthly", "--period", "2018-03", "--date", "2018-05-06")
    assert (answer["exit_code"], answer["editions"][0]["issues"][0]["code"]) == (65, "B733")


def test_an_edition_that_waits_comes_out_with_the_files_it_was_made_with(
    office: Path, run: Callable[..., dict[str, Any]]
) -> None:
    (waiting,) = (each for each in (office / ".store").iterdir() if [*each.glob("rounds-14-2.pdf")])
    made = {path.name: path.read_bytes() for path in waiting.iterdir()}
    answer = run("approve", "rounds", "--period", "14-2", "--date", "2018-05-10")
    assert outcome(answer) == ("14-2", "published", "")
    out = office / "published" / "rounds" / "14-2"
    assert {path.name: path.read_bytes() for path in out.iterdir()} == made
    goes_on_as("rounds-14-2.txt", office, "rounds/14-2")
    assert run("register", "verify")["exit_code"] == 0


@pytest.mark.slow
def test_an_edition_approved_another_day_is_made_anew(
    office: Path, run: Callable[..., dict[str, Any]]
) -> None:
    """By the office's own template and layout, in PDF too, under the day of its approval."""
    answer = run("approve", "rounds", "--period", "14-2", "--date", "2018-05-14")
    assert outcome(answer) == ("14-2", "published", "")
    text = (office / "published" / "rounds" / "14-2" / "rounds-14-2.txt").read_text("utf-8")
    then = (HERE / "goes-on" / "rounds-14-2.txt").read_text("utf-8")
    assert text == then.replace("2018年5月10日", "2018年5月14日")
    assert run("register", "verify")["exit_code"] == 0


def test_an_edition_that_waits_for_its_number_gets_it(
    office: Path, run: Callable[..., dict[str, Any]]
) -> None:
    given = ("--number", "云纪办〔2018〕31号", "--date", "2018-07-13")
    answer = run("approve", "quarterly", "--period", "2018-Q2", *given)
    assert outcome(answer) == ("2018-Q2", "published", "云纪办〔2018〕31号")
    goes_on_as("quarterly-2018-Q2.txt", office, "quarterly/2018-Q2", ("监督检查审查", "监督检查、审查"))


def test_a_number_that_is_out_is_not_given_again(run: Callable[..., dict[str, Any]]) -> None:
    given = ("--number", "云纪办〔2018〕17号", "--date", "2018-07-13")
    answer = run("approve", "quarterly", "--period", "2018-Q2", *given)
    assert (answer["exit_code"], answer["editions"][0]["issues"][0]["code"]) == (65, "B737")


def test_a_number_that_was_allocated_is_used(office: Path, run: Callable[..., dict[str, Any]]) -> None:
    """14-3 had got 3号 when its data was found wanting."""
    change(office / "data" / "circulars" / "14-3.json", marked)
    answer = run("publish", "circulars", "--date", "2018-05-14")
    assert outcome(answer) == ("14-3", "waiting", "云巡通〔2018〕3号")
    answer = run("approve", "circulars", "--period", "14-3", "--date", "2018-05-14")
    assert outcome(answer) == ("14-3", "published", "云巡通〔2018〕3号")
    goes_on_as("circulars-14-3.txt", office, "tongbao/14-3")
    assert run("register", "verify")["exit_code"] == 0


def test_what_was_given_up_keeps_its_number(run: Callable[..., dict[str, Any]]) -> None:
    """2号 was given up by 0.1.0; 3号 is given up now; the round begun anew is 4号."""
    answer = run("void", "circulars", "--period", "14-3", "--reason", "不再印发", "--date", "2018-05-14")
    assert outcome(answer) == ("14-3", "void", "云巡通〔2018〕3号")
    answer = run("publish", "circulars", "--date", "2018-05-14")
    assert [each["what"] for each in answer["editions"]] == ["already", "void", "void"]
    answer = run("publish", "circulars", "--period", "14-2", "--date", "2018-05-14")
    assert outcome(answer) == ("14-2", "waiting", "云巡通〔2018〕4号")
    assert run("register", "verify")["exit_code"] == 0


def test_a_series_prints_by_the_rules_it_was_begun_with_until_the_office_changes_them(
    office: Path, run: Callable[..., dict[str, Any]]
) -> None:
    text, manifest = (office / "published" / "monthly" / "2018-04" / name for name in
                      ("monthly-2018-04.txt", "manifest.json"))  # fmt: skip
    run("publish", "monthly", "--date", "2018-05-06")
    assert "（占比经修约调整，合计为100%）" in text.read_text("utf-8")
    assert json.loads(manifest.read_text("utf-8"))["printing"] == {"rules": 1}


def test_an_office_changes_the_rules_of_its_series(office: Path, run: Callable[..., dict[str, Any]]) -> None:
    settings = office / "bulletin.toml"
    written = settings.read_text("utf-8")
    chosen = 'template = "monthly"\nprinting = { rules = 2, decimals = 2 }'
    settings.write_text(written.replace('template = "monthly"', chosen), "utf-8")
    run("publish", "monthly", "--date", "2018-05-06")
    text = (office / "published" / "monthly" / "2018-04" / "monthly-2018-04.txt").read_text("utf-8")
    manifest = json.loads((office / "published" / "monthly" / "2018-04" / "manifest.json").read_text("utf-8"))
    assert "合计为100%" not in text
    assert manifest["printing"] == {"rules": 2, "decimals": 2}
    settings.write_text(written, "utf-8")  # the rules stay those of the last edition, the decimals are gone
    change(office / "data" / "2018-04.json", one_less)
    reason = ("--reason", "一人重复统计", "--date", "2018-05-08")
    assert outcome(run("correct", "monthly", "--period", "2018-04", *reason))[1] == "published"
    corrected = (office / "published" / "monthly" / "2018-04.2" / "monthly-2018-04.2.txt").read_text("utf-8")
    assert json.loads((office / "published/monthly/2018-04.2/manifest.json").read_text("utf-8"))[
        "printing"
    ] == {"rules": 2, "decimals": 2}
    assert "合计为100%" not in corrected


def test_rules_that_there_are_not_are_refused_in_the_settings(
    office: Path, run: Callable[..., dict[str, Any]]
) -> None:
    settings = office / "bulletin.toml"
    text = settings.read_text("utf-8")
    settings.write_text(
        text.replace('template = "monthly"', 'template = "monthly"\nprinting = { decimal = 2 }'), "utf-8"
    )
    assert run("publish", "monthly", "--date", "2018-05-06")["exit_code"] == 78
    settings.write_text(
        text.replace('template = "monthly"', 'template = "monthly"\nprinting = { rules = 3 }'), "utf-8"
    )
    answer = run("publish", "monthly", "--date", "2018-05-06")
    assert [issue["code"] for each in answer["editions"] for issue in each["issues"]] == ["B260"]
