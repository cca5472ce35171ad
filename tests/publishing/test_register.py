"""The register keeps what happened, names what was damaged, and is made on no network drive."""

import datetime
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from bulletin.issues.errors import BulletinError, ExitCode, RegisterDamaged
from bulletin.publishing import Register
from bulletin.publishing.network import refuse_network
from bulletin.publishing.store import damages, digest_in, sweep
from bulletin.publishing.tables import FILE, MIGRATIONS, opened
from tests.helpers.publishing import Desk, an_office, published


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """Three editions, out and sound."""
    published(an_office(tmp_path))
    return tmp_path


def audited(folder: Path) -> list[str]:
    with Desk(folder) as desk:
        return desk.audited()


def by_hand(folder: Path, *statements: str) -> None:
    """Change the database as somebody who means ill would."""
    base = sqlite3.connect(folder / FILE)
    for name in ("history_is_kept", "history_is_fixed", "editions_are_kept", "published_is_fixed"):
        base.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        base.execute(statement)
    base.commit()
    base.close()


def test_what_was_left_alone_is_sound(office: Path) -> None:
    assert audited(office) == []


FIRST = "published/monthly/2018-01"


@pytest.mark.parametrize(
    ("harm", "found"),
    [
        (lambda office: (office / FIRST / "b.txt").unlink(), [f"B722 {FIRST}/b.txt"]),
        (lambda office: flip(office / FIRST / "b.txt"), [f"B722 {FIRST}/b.txt"]),
        (lambda office: flip(office / FIRST / "manifest.json"), [f"B722 {FIRST}/manifest.json"]),
        (lambda office: (office / FIRST / "c.txt").write_text("more"), [f"B722 {FIRST}/c.txt"]),
        (lambda office: (office / FIRST / "manifest.json.x").touch(), [f"B722 {FIRST}/manifest.json"]),
        (lambda office: flip(office / "archive" / "2018.html"), ["B746 archive/2018.html"]),
        (lambda office: (office / "archive" / "index.html").unlink(), ["B746 archive/index.html"]),
        (lambda office: (office / FIRST).rename(office / "elsewhere"), [f"B722 {FIRST}/manifest.json"]),
        (
            lambda office: by_hand(office, "UPDATE edition SET number = '云纪办〔2018〕9号' WHERE id = 2"),
            ["B725 register.db"],
        ),
        (
            lambda office: by_hand(office, "UPDATE history SET detail = '{}' WHERE n = 2"),
            ["B724 register.db 2", "B725 register.db"],
        ),
        (
            lambda office: by_hand(office, "UPDATE history SET detail = '{' WHERE n = 2"),
            ["B724 register.db 2", "B725 register.db"],
        ),
        (
            lambda office: by_hand(office, "DELETE FROM history WHERE n = 5"),
            ["B724 register.db 6", "B725 register.db"],
        ),
        (
            lambda office: forget(office, 3),
            ["B726 published/monthly/2018-03"],
        ),
        (
            lambda office: forget(office, 2),
            ["B724 register.db 7", "B729 register.db", "B726 published/monthly/2018-02"],
        ),
    ],
)  # fmt: skip
def test_what_was_changed_is_named(office: Path, harm: Callable[[Path], None], found: list[str]) -> None:
    harm(office)
    assert list(dict.fromkeys(audited(office))) == found


def test_an_edition_that_is_moved_while_it_is_looked_at_is_gone_and_no_defect(
    office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def meanwhile(place: Path) -> str:
        digest = digest_in(place)
        place.rename(office / "elsewhere")
        return digest

    monkeypatch.setattr("bulletin.publishing.store.digest_in", meanwhile)
    (issue,) = damages(office, FIRST, digest_in(office / FIRST))
    assert (issue.code, issue.place) == ("B722", f"{FIRST}/manifest.json")


def forget(folder: Path, edition: int) -> None:
    where = ("history WHERE edition", "edition WHERE id")
    by_hand(folder, *(f"DELETE FROM {table} = {edition}" for table in where))  # noqa: S608  # a test's own


def flip(file: Path) -> None:
    """Change one bit."""
    file.chmod(0o644)
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


def test_the_database_itself_keeps_its_history_and_what_is_out(office: Path) -> None:
    with Desk(office) as desk:
        for statement in (
            "DELETE FROM history",
            "UPDATE history SET event = 'void'",
            "DELETE FROM edition",
            "UPDATE edition SET number = ''",
        ):
            with pytest.raises(sqlite3.IntegrityError, match=r"kept|fixed"):
                desk.register.base.execute(statement)


@pytest.mark.parametrize("size", [0, 100, 5000])
def test_a_register_that_is_cut_off_is_refused_and_none_is_begun_beside_the_editions(
    office: Path, size: int
) -> None:
    for suffix in ("", "-wal", "-shm"):
        path = office / f"{FILE}{suffix}"
        if path.exists():
            os.truncate(path, size if not suffix else 0)
    with pytest.raises(BulletinError) as refusal, Desk(office) as desk:
        desk.publish()
    assert refusal.value.exit_code == ExitCode.IO


@pytest.mark.parametrize(
    "harm",
    [
        lambda office: by_hand(office, "UPDATE edition SET dated = '2018-0x-05' WHERE id = 2"),
        lambda office: spoil(office / FILE, b"CREATE TABLE edition"),
        lambda office: spoil(office / FILE, b"SQLite format"),
    ],
    ids=["a date", "the names of tables", "the head of the file"],
)
def test_a_register_that_holds_what_cannot_be_read_is_refused(
    office: Path, harm: Callable[[Path], None]
) -> None:
    harm(office)
    with pytest.raises(RegisterDamaged, match="B720"):
        audited(office)


def spoil(file: Path, words: bytes) -> None:
    """Overwrite some words of a file with what is no text."""
    content = file.read_bytes()
    assert words in content
    file.write_bytes(content.replace(words, b"\xc2" * len(words)))


def test_a_register_that_is_gone_is_not_begun_anew(office: Path) -> None:
    (office / FILE).unlink()
    with pytest.raises(RegisterDamaged, match="B720"):
        Register(office)


def test_a_register_of_a_later_version_is_refused(office: Path) -> None:
    base = sqlite3.connect(office / FILE)
    base.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    base.close()
    with pytest.raises(RegisterDamaged, match="newer version"):
        Register(office)


def test_a_register_that_another_process_holds_says_try_again(
    office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bulletin.publishing.tables.WAIT", 0.01)
    with Desk(office) as other, Desk(office) as desk, other.register.alone():
        with pytest.raises(BulletinError) as refusal, desk.register.alone():
            pass
        assert refusal.value.exit_code == ExitCode.TRY_AGAIN


def test_the_database_forces_what_it_writes_to_disk(tmp_path: Path) -> None:
    base = opened(tmp_path, create=True, write=True)
    assert base.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert base.execute("PRAGMA synchronous").fetchone() == (2,)
    strict = base.execute("SELECT name, strict FROM pragma_table_list WHERE schema = 'main'").fetchall()
    assert {("edition", 1), ("history", 1)} <= set(strict)
    base.close()


@pytest.mark.parametrize(
    ("kind", "refused"), [("ext4", False), ("nfs4", True), ("cifs", True), ("fuse.sshfs", True)]
)
def test_a_network_drive_is_refused(tmp_path: Path, kind: str, refused: bool) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/a / ext4 rw 0 0\nserver:/x {tmp_path} {kind} rw 0 0\n")
    if not refused:
        refuse_network(tmp_path, mounts)
        return
    with pytest.raises(RegisterDamaged, match=kind):
        refuse_network(tmp_path, mounts)


def test_what_interrupted_runs_left_is_swept_after_a_day(office: Path) -> None:
    old, young, wanted = (office / ".store" / name for name in ("part-1-ab", "part-2-ab", "wanted"))
    yesterday = datetime.datetime.now(datetime.UTC).timestamp() - 90_000
    for folder in (old, young, wanted):
        folder.mkdir()
        (folder / "a.txt").write_text("half")
    for folder in (old, wanted):
        os.utime(folder, (yesterday, yesterday))
    sweep(office, {"wanted"})
    assert [folder.exists() for folder in (old, young, wanted)] == [False, True, True]
