"""What the command prints of other people's files cannot steer the terminal."""

import io
from pathlib import Path

import pytest

from bulletin.cli import main
from bulletin.cli.terminal import Harmless

STEERING = "\x1b]0;title\x07\x9b31m\u202e\u2066\r\u200b"


def test_steering_characters_are_printed_as_escapes() -> None:
    behind = io.StringIO()
    Harmless(behind).write("巡察\t1\n\x1b[31m\u202e\x9b")
    assert behind.getvalue() == "巡察\t1\n\\u001b[31m\\u202e\\u009b"


@pytest.mark.parametrize(
    "command", [["check"], ["check", "--json"], ["build"], ["verify"], ["measure"], ["doctor"]]
)
def test_a_key_and_a_file_name_cannot_steer(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / f"a{STEERING}.json"
    file.write_text('{"document": {"a\\u001b[31m\\u202e": 1}}', "utf-8")
    main([*command, str(file)])
    out, err = capsys.readouterr()
    assert "\\u202e" in out + err
    assert not set(STEERING) - set("]0;title31m") & set(out + err)


def test_a_file_name_that_is_no_text_is_reported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a\udcd4\udcc2.json"
    file.write_text("{}", "utf-8")
    assert main(["check", str(file)]) == 65
    out, err = capsys.readouterr()
    assert "\\udcd4" in out + err
