"""The scripts of `bulletin completion`, run by the shells themselves."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from bulletin import cli
from bulletin.cli.arguments import COMMANDS, parser_for
from bulletin.cli.shells import SCRIPTS, Place, places


def script(shell: str, language: str = "en") -> str:
    """Return the script of a shell."""
    return SCRIPTS[shell](found(language))


def found(language: str = "en") -> list[Place]:
    """Return the places of the command."""
    return places(parser_for([], "zh" if language == "zh" else "en"))


def run(shell: str, text: str, folder: Path | None = None) -> list[str]:
    """Return the words that a shell prints, started without the user's own settings."""
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    bare = {"bash": ["--norc", "-c"], "zsh": ["-f", "-c"], "fish": ["--no-config", "-c"]}[shell]
    answer = subprocess.run([shell, *bare, text], capture_output=True, text=True, check=False, cwd=folder)
    assert answer.stderr == ""
    return answer.stdout.split()


def bash(*words: str, folder: Path | None = None) -> list[str]:
    """Return what bash offers for the last of these words."""
    line = " ".join(f"'{word}'" for word in ("bulletin", *words))
    asked = f"COMP_WORDS=({line}); COMP_CWORD={len(words)}; _bulletin; printf '%s\\n' \"${{COMPREPLY[@]}}\""
    return run("bash", f"{script('bash')}\n{asked}", folder)


def fish(line: str, folder: Path | None = None) -> list[str]:
    """Return what fish offers at the end of a line, without descriptions."""
    lines = run("fish", f"{script('fish')}\ncomplete -C '{line}' | string replace -r '\\t.*' ''", folder)
    return sorted(lines)


def zsh(*words: str) -> list[str]:
    """Return what the script tells the completion of zsh, whose functions print it here."""
    line = " ".join(f"'{word}'" for word in ("bulletin", *words))
    heard = (
        "compdef() { }\n_describe() { print -l -- ${listed%%:*} }\n_arguments() { print -l -- $words : $@ }\n"
    )
    asked = f"words=({line}); CURRENT={len(words) + 1}; _bulletin"
    return run("zsh", f"{heard}{script('zsh')}\n{asked}")


# ── bash ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_bash_completes_the_commands_that_begin_so() -> None:
    assert bash("b") == ["build", "batch", "backup"]
    assert bash("com") == ["completion"]


def test_bash_completes_the_actions_of_a_command() -> None:
    assert bash("templates", "") == ["list", "show", "new", "check", "vars"]


def test_bash_completes_options_of_the_command_and_of_the_action() -> None:
    assert bash("build", "first.json", "--l") == ["--layout", "--ledger", "--lang"]
    assert bash("templates", "new", "--f") == ["--from"]


def test_bash_completes_the_choices_of_an_option() -> None:
    assert bash("build", "first.json", "--embed", "") == ["full", "printed", "none"]
    assert bash("completion", "") == ["bash", "zsh", "fish"]


def test_bash_completes_folders_where_an_option_takes_one(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "other.json").touch()
    assert bash("build", "--into", "o", folder=tmp_path) == ["out"]


def test_bash_leaves_files_to_its_own_completion() -> None:
    assert bash("build", "") == []
    assert script("bash").endswith("complete -o default -F _bulletin bulletin\n")


# ── fish ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_fish_completes_commands_and_actions() -> None:
    assert fish("bulletin b") == ["backup", "batch", "build"]
    assert fish("bulletin templates ") == ["check", "list", "new", "show", "vars"]


def test_fish_completes_options_and_choices() -> None:
    assert fish("bulletin build --l") == ["--lang", "--layout", "--ledger"]
    assert fish("bulletin build --embed ") == ["full", "none", "printed"]
    assert fish("bulletin templates new --f") == ["--from"]


def test_fish_takes_no_action_for_a_command_of_the_same_name() -> None:
    assert "--previous" in fish("bulletin new --")
    assert "--previous" not in fish("bulletin templates new --")


# ── zsh ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_zsh_lists_commands_and_actions() -> None:
    assert zsh("") == [*COMMANDS, "-h", "--help", "--version"]
    assert zsh("templates", "") == ["list", "show", "new", "check", "vars", "-h", "--help"]


def test_zsh_describes_the_options_of_an_action_from_its_own_word_on() -> None:
    told = zsh("templates", "new", "--f")
    assert told[:3] == ["new", "--f", ":"]
    assert any(word.startswith("--from[the") for word in told)


def test_zsh_is_told_choices_files_and_folders() -> None:
    text = script("zsh")
    assert ":value:(full printed none)'" in text
    assert "'--previous[the edition before, for checks]:file:_files'" in text
    assert ":folder:_files -/'" in text


# ── all ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("shell", SCRIPTS)
def test_a_script_names_every_command_action_and_option(shell: str) -> None:
    text = script(shell)
    names = {name for place in found() for name, _ in place.commands}
    options = {name for place in found() for one in place.options for name in one.names if name[:2] == "--"}
    assert names >= {"build", "vars"}
    assert [name for name in names if not re.search(rf"\b{name}\b", text)] == []
    sought = {name[2:] if shell == "fish" else name for name in options}
    assert [name for name in sought if name not in text] == []


@pytest.mark.parametrize("shell", SCRIPTS)
def test_the_command_prints_the_script_in_its_language(
    shell: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["completion", shell, "--lang", "zh"]) == 0
    assert capsys.readouterr().out == script(shell, "zh")


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_a_chinese_script_describes_in_chinese(shell: str) -> None:
    assert "台账" in script(shell, "zh")
    assert "how much of the ledger" not in script(shell, "zh")
