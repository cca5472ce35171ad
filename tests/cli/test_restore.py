"""An office is backed up, lost and restored by the documented commands, each a process of its own."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers.publishing import out

EXAMPLE = Path(__file__).parents[2] / "examples" / "office"
pytestmark = pytest.mark.slow


def bulletin(*words: object) -> tuple[int, str]:
    """The exit code of the command and all that it prints."""
    run = subprocess.run(
        [sys.executable, "-m", "bulletin", *map(str, words), "--lang", "en"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return run.returncode, run.stdout + run.stderr


def publish(folder: Path, day: str) -> tuple[int, str]:
    return bulletin("publish", "monthly", "--office", folder, "--date", day)


def test_what_came_out_after_the_backup_is_found_again_after_it_is_restored(tmp_path: Path) -> None:
    folder = tmp_path / "office"
    shutil.copytree(
        EXAMPLE, folder, ignore=shutil.ignore_patterns("register.*", ".store", "published", "archive")
    )
    toml = folder / "bulletin.toml"
    toml.write_text(toml.read_text("utf-8").replace('["docx", "pdf", "html", "txt"]', '["txt"]'), "utf-8")
    assert publish(folder, "2018-02-06")[0] == 0
    code, place = bulletin("backup", "--into", tmp_path / "backups", "--office", folder)
    assert code == 0
    assert publish(folder, "2018-03-06")[0] == 0
    # the disk of the register is lost; what was published was copied elsewhere and is put back
    for path in folder.glob("register.*"):
        path.unlink()
    shutil.rmtree(folder / ".store")
    code, said = publish(folder, "2018-04-06")
    assert (code, "B720" in said, "register repair" in said) == (74, True, True)
    # restored as docs/publishing.md says
    for name in ("register.db", "bulletin.toml"):
        shutil.copy(Path(place.strip()) / name, folder)
    code, said = publish(folder, "2018-04-06")
    assert (code, "B726 published/monthly/2018-02" in said) == (74, True)
    code, said = bulletin("register", "repair", "--office", folder)
    assert code == 0
    assert "云纪监通〔2018〕2号 of 2018-02 at published/monthly/2018-02 is entered again" in said
    assert publish(folder, "2018-04-06")[0] == 0
    assert bulletin("register", "verify", "--office", folder)[0] == 0
    assert out(folder) == [(f"2018-0{n}", f"云纪监通〔2018〕{n}号") for n in (1, 2, 3)]


def test_a_repair_says_where_else_editions_may_lie(tmp_path: Path) -> None:
    folder = tmp_path / "office"
    shutil.copytree(
        EXAMPLE, folder, ignore=shutil.ignore_patterns("register.*", ".store", "published", "archive")
    )
    toml = folder / "bulletin.toml"
    toml.write_text(toml.read_text("utf-8").replace('["docx", "pdf", "html", "txt"]', '["txt"]'), "utf-8")
    assert publish(folder, "2018-02-06")[0] == 0
    (folder / "published" / "monthly").rename(tmp_path / "2018")
    code, said = publish(folder, "2018-03-06")
    assert (code, "--look DIR" in said) == (74, True)
    code, said = bulletin("register", "repair", "--look", tmp_path / "2018", "--office", folder)
    assert (code, f"lies at {tmp_path}/2018/2018-01 now" in said) == (0, True)
    assert publish(folder, "2018-03-06")[0] == 0
