"""A repair and a backup are whole or not at all; a register of the first version goes on."""

import json
import sqlite3
import sys
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from bulletin import cli
from bulletin.issues.errors import BulletinError, ExitCode, RegisterDamaged
from bulletin.publishing import Register, audit, backup, read_office, repair
from bulletin.publishing.out import look
from bulletin.publishing.tables import MIGRATIONS
from tests.helpers.publishing import (
    Desk,
    an_office,
    at,
    corrected,
    keep,
    killed_at,
    out,
    published,
    repaired,
    restore,
    state,
    steps_of,
    write,
)

VERSION_1 = Path(__file__).with_name("office_of_version_1.zip")
FORKED = pytest.mark.skipif(sys.platform == "win32", reason="processes are forked and killed")


def an_older_one(folder: Path) -> None:
    """Three editions and a correction, of which the register knows the first."""
    an_office(folder)
    published(folder, "2018-02-05")
    kept = keep(folder, folder.with_name(f"{folder.name}.db"))
    published(folder)
    write(folder, 0, {"n": 99})
    corrected(folder)
    restore(folder, kept)


def none_at_all(folder: Path) -> None:
    """Three editions and a correction, and no register."""
    an_older_one(folder)
    (folder / "register.db").unlink()


def a_torn_one(folder: Path) -> None:
    """Three editions and a correction, and a register that cannot be read."""
    an_older_one(folder)
    (folder / "register.db").write_bytes((folder / "register.db").read_bytes()[:5000])


@FORKED
@pytest.mark.parametrize("prepare", [an_older_one, none_at_all, a_torn_one])
def test_a_repair_that_is_killed_at_any_step_is_made_good_by_the_next(
    tmp_path: Path, prepare: Callable[[Path], None]
) -> None:
    prepare(tmp_path / "whole")
    steps = steps_of(lambda: repaired(tmp_path / "whole"))
    expected = rows(tmp_path / "whole")
    assert [number for _, number, _ in expected] == [f"云纪办〔2018〕{n}号" for n in (1, 2, 3, 4)]
    for step in range(1, len(steps) + 1):
        folder = tmp_path / str(step)
        prepare(folder)
        before = out(folder)
        assert killed_at(step, lambda: repair(read_office(folder), at("2018-04-05")))  # noqa: B023  # called at once
        assert repaired(folder) == []
        assert (rows(folder), out(folder)) == (expected, before)
    assert len(steps) >= 3


def rows(folder: Path) -> list[tuple[str, str, int | None]]:
    with Desk(folder) as desk:
        return [(each.period, each.number, each.corrects) for each in desk.editions()]


def test_a_repair_of_what_agrees_changes_nothing(tmp_path: Path) -> None:
    published(an_office(tmp_path))
    before = (tmp_path / "register.db").read_bytes()
    done = repair(read_office(tmp_path), at("2018-04-05"))
    assert (done.issues, done.kept) == ((), "")
    assert (tmp_path / "register.db").read_bytes() == before


def test_a_repair_keeps_the_old_register_and_what_it_knew(tmp_path: Path) -> None:
    folder = tmp_path / "office"
    an_older_one(folder)
    old = (folder / "register.db").read_bytes()
    done = repair(read_office(folder), at("2018-04-05"))
    assert (folder / done.kept).read_bytes() == old
    assert "who approved" in done.issues[-1].message
    with Desk(folder) as desk:
        events = [event for _, _, edition, event, _, _ in desk.register.history() if edition == 1]
    assert events == ["allocated", "built", "published"]


def test_a_repair_waits_for_no_one_who_has_the_register_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(an_office(tmp_path))
    monkeypatch.setattr("bulletin.publishing.lock.WAIT", 0.01)
    with Desk(tmp_path), pytest.raises(BulletinError, match="B727") as refusal:
        repair(read_office(tmp_path), at("2018-04-05"))
    assert refusal.value.exit_code == ExitCode.TRY_AGAIN


def test_a_register_of_a_newer_program_is_not_repaired(tmp_path: Path) -> None:
    published(an_office(tmp_path))
    with closing(sqlite3.connect(tmp_path / "register.db")) as base:
        base.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    with pytest.raises(RegisterDamaged, match="newer version"):
        repair(read_office(tmp_path), at("2018-04-05"))


@FORKED
def test_a_folder_that_cannot_be_looked_into_stops_everything(tmp_path: Path) -> None:
    closed = tmp_path / "published" / "monthly"
    closed.mkdir(parents=True)

    def unreadable(place: Path) -> None:
        raise PermissionError(13, "denied", str(place))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("os.scandir", unreadable)
        with pytest.raises(RegisterDamaged, match="B754"):
            look(tmp_path)


@pytest.mark.parametrize("forged", ["forged", "云纪办〔2018〕7号"])
def test_a_page_that_was_changed_is_made_anew_and_noted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], forged: str
) -> None:
    published(an_office(tmp_path))
    page = tmp_path / "archive" / "monthly-2018-02.html"
    sound = page.read_bytes()
    page.write_text(page.read_text("utf-8").replace("云纪办〔2018〕2号", forged), "utf-8")
    assert cli.main(["publish", "--office", str(tmp_path), "--date", "2018-04-05", "--lang", "en"]) == 0
    assert (
        "note B746 archive/monthly-2018-02.html  The page was gone or was changed" in capsys.readouterr().err
    )
    assert page.read_bytes() == sound


# ── backup ───────────────────────────────────────────────────────────────────────────────────────────────


def backed_up(folder: Path, into: Path) -> Path:
    office = read_office(folder)
    with closing(Register(folder)) as register:
        return backup(office, register, into, at("2018-04-05"))


def test_a_backup_holds_the_register_the_manifests_and_the_configuration_of_one_moment(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "office"
    published(an_office(folder))
    place = backed_up(folder, tmp_path / "backups")
    about = json.loads((place / "backup.json").read_text("utf-8"))
    manifests = [f"manifests/0000{n}-monthly-2018-0{n}/manifest.json" for n in (1, 2, 3)]
    assert sorted(about["files"]) == ["bulletin.toml", *manifests, "register.db"]
    with Desk(folder) as desk, closing(sqlite3.connect(place / "register.db")) as copy:
        assert copy.execute("SELECT digest FROM history ORDER BY n DESC").fetchone()[0] == about["history"]
        assert about["history"] == desk.register.history()[-1][-1]


@FORKED
def test_a_backup_that_is_killed_leaves_none_that_is_not_whole(tmp_path: Path) -> None:
    folder = tmp_path / "office"
    published(an_office(folder))
    before = state(folder, exactly=True)
    steps = steps_of(lambda: backed_up(folder, tmp_path / "whole"))
    for step in range(1, len(steps) + 1):
        into = tmp_path / str(step)
        assert killed_at(step, lambda: backed_up(folder, into))  # noqa: B023  # called at once
        assert len([*into.glob("bulletin-*")]) == (step == len(steps))
    assert state(folder, exactly=True) == before


# ── version 1 ────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def of_version_1(tmp_path: Path) -> Path:
    """An office as the program left it whose register had version 1: approved, given up, corrected."""
    folder = tmp_path / "office"
    with zipfile.ZipFile(VERSION_1) as packed:
        packed.extractall(folder)
    (folder / ".store").mkdir()
    with closing(sqlite3.connect(folder / "register.db")) as base:
        assert base.execute("PRAGMA user_version").fetchone() == (1,)
    return folder


def test_a_register_of_version_1_is_sound_and_goes_on(of_version_1: Path) -> None:
    office = read_office(of_version_1)
    with closing(Register(of_version_1)) as register:
        editions = register.editions()
        assert audit(office, register, editions) == ()
    assert [(each.number, each.state) for each in editions] == [
        ("云纪监通〔2018〕1号", "published"), ("云纪监通〔2018〕2号", "void"),
        ("云纪监通〔2018〕3号", "published"), ("云纪监通〔2018〕4号", "published"),
    ]  # fmt: skip
    march = of_version_1 / "data" / "2018-03.json"
    data = json.loads(march.read_text("utf-8"))
    so_far = data["scopes"][1]["results"]["sanctioned"]  # from the corrected figures of February
    so_far["n"] -= 1
    so_far["by"]["grade"]["items"]["village_cadres"] -= 1
    so_far["by"]["violation"]["items"]["gifts"] -= 1
    march.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    words = ("--office", str(of_version_1), "--date", "2018-04-06")
    assert cli.main(["publish", *words]) == 0
    assert cli.main(["approve", "monthly", "--period", "2018-03", *words]) == 0
    with closing(Register(of_version_1)) as register:
        assert register.editions()[-1].number == "云纪监通〔2018〕5号"


def test_editions_of_version_1_make_the_register_again_that_they_came_from(of_version_1: Path) -> None:
    def known() -> dict[str, tuple[object, ...]]:
        with closing(Register(of_version_1)) as register:
            found = register.editions()
        corrected = {row.id: row.number for row in found}
        return {row.number: (row.series, row.period, row.code, row.year, row.sequence, row.dated, row.input,
                             row.content, row.folder, corrected.get(row.corrects or 0), row.reason)
                for row in found if row.state == "published"}  # fmt: skip

    before = known()
    (of_version_1 / "register.db").unlink()
    assert cli.main(["register", "repair", "--office", str(of_version_1)]) == 0
    assert known() == before
    assert cli.main(["register", "verify", "--office", str(of_version_1)]) == 0
