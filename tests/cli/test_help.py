"""Help and errors of usage: in one language, and without a change to the process."""

import argparse
import gettext
import re
import threading

import pytest

from bulletin import cli
from bulletin.cli.arguments import COMMANDS, language, parse_arguments

CHINESE = re.compile(r"[\u4e00-\u9fff]")
ENGLISH = re.compile(r"[a-z]+ (?:[a-z]+ )+[a-z]+")
"""Three English words in a row."""


def printed(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    with pytest.raises(SystemExit):
        cli.main(words)
    captured = capsys.readouterr()
    return captured.out + captured.err


@pytest.fixture(autouse=True)
def without_a_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)


# ── one language ─────────────────────────────────────────────────────────────────────────────────────────

PAGES = [[], *([command] for command in COMMANDS), *(["templates", action] for action in
         ("list", "show", "new", "check", "vars")), ["workbook", "new"], ["workbook", "from"]]  # fmt: skip


@pytest.mark.parametrize("words", PAGES)
def test_a_chinese_help_is_chinese(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(capsys, *words, "--help")
    told = re.sub(r"\{[^}]*\}|\[[^]]*\]|bulletin [a-z -]+", "", text)  # choices, usage and an example
    assert CHINESE.search(told)
    assert ENGLISH.findall(told) == []


@pytest.mark.parametrize("words", PAGES)
def test_an_english_help_is_english(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(capsys, *words, "--help", "--lang", "en")
    assert ENGLISH.search(text)
    assert CHINESE.findall(text.replace("整改率", "")) == []  # a label of the data


@pytest.mark.parametrize(
    ("words", "zh", "en"),
    [
        (
            ["build"],
            "命令用法有误：缺少参数：FILE",
            "wrong usage: the following arguments are required: FILE",
        ),
        (
            ["build", "x", "--format", "ofd"],
            "命令用法有误：参数 --format：没有格式 ofd，可用：docx, pdf, html, txt",
            "wrong usage: argument --format: unknown format ofd; known: docx, pdf, html, txt",
        ),
        (
            ["build", "x", "--date", "1.2.3"],
            "命令用法有误：参数 --date：不是日期：1.2.3，应写作 2018-08-29",
            "wrong usage: argument --date: not a date: 1.2.3; write it as 2018-08-29",
        ),
        (
            ["batch", "x", "--jobs", "0"],
            "命令用法有误：参数 --jobs：应为1至1024的整数，现为0",
            "wrong usage: argument --jobs: not a number from 1 to 1024: 0",
        ),
        (
            ["doctor", "--templates"],
            "命令用法有误：没有这样的参数：--templates",
            "wrong usage: unrecognized arguments: --templates",
        ),
        (
            ["build", "x", "--into"],
            "命令用法有误：参数 --into：应给出一个值",
            "wrong usage: argument --into: expected one argument",
        ),
    ],
)
def test_wrong_usage_is_said_in_the_language(
    words: list[str], zh: str, en: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert printed(capsys, *words).splitlines()[-1] == zh
    assert printed(capsys, words[0], "--lang", "en", *words[1:]).splitlines()[-1] == en


# ── which language ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("name", "locale", "spoken"),
    [
        ("LC_ALL", "C", "zh"),
        ("LC_ALL", "C.UTF-8", "zh"),
        ("LANG", "POSIX", "zh"),
        ("LANG", "zh_CN.UTF-8", "zh"),
        ("LANG", "en_GB.UTF-8", "en"),
        ("LC_MESSAGES", "de_DE", "en"),
    ],
)
def test_the_locale_asks_for_a_language(
    name: str, locale: str, spoken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, locale)
    assert language(["build", "--help"]) == spoken


@pytest.mark.parametrize(
    ("words", "spoken"),
    [
        (["build", "--lang", "en"], "en"),
        (["build", "--lang=en"], "en"),
        (["build", "--lang", "en", "--lang", "zh"], "zh"),
        (["build", "--lang=zh", "--lang", "en"], "en"),
        (["build", "--lang", "fr"], "zh"),
        (["build", "--lang"], "zh"),
        ([], "zh"),
    ],
)
def test_the_last_lang_goes_before_the_locale(words: list[str], spoken: str) -> None:
    assert language(words) == spoken


# ── the process ──────────────────────────────────────────────────────────────────────────────────────────


def test_argparse_speaks_as_before_when_the_words_are_parsed() -> None:
    parse_arguments(["build", "x.json"])
    with pytest.raises(SystemExit):
        parse_arguments(["build"])
    assert vars(argparse)["_"] is gettext.gettext
    assert vars(argparse)["ngettext"] is gettext.ngettext
    assert argparse.ArgumentParser(prog="other").format_usage() == "usage: other [-h]\n"


def test_threads_that_parse_at_once_leave_argparse_as_it_was() -> None:
    threads = [threading.Thread(target=parse_arguments, args=(["build", "x.json"],)) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert vars(argparse)["_"] is gettext.gettext


def test_a_misspelt_command_is_answered_with_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["biuld", "x.json", "--lang", "en"])
    assert "invalid choice: 'biuld', maybe you meant 'build'?" in capsys.readouterr().err
