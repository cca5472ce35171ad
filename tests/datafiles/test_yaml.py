"""YAML files: read as people mean them, refused with the line where two programs would read two things."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from bulletin import DataFile, load
from bulletin.datafiles.parsed import Parsed
from bulletin.datafiles.yaml_file import parse_yaml
from bulletin.issues.errors import DataRefused
from bulletin.issues.issue import Issue

FIRST = """\
格式: 1
类型: 巡察
示例: true
发布单位: {名称: 云川县委巡察办}
统计范围:
  - 名称: 第一轮
    起: 2026-01
    本次通报: true
    结果:
      发现问题: 40
      受理信访: 12
"""


def parsed(text: str) -> Parsed:
    return parse_yaml(text.encode(), "data.yaml")


def value(text: str) -> Any:
    """What `text` holds; nothing may be noticed on the way."""
    result = parsed(text)
    assert result.issues == ()
    return result.raw


def refusal(text: str) -> Issue:
    """The one issue that keeps `text` from being read."""
    result = parsed(text)
    assert result.raw is None
    (issue,) = result.issues
    return issue


def loaded(tmp_path: Path, text: str, name: str = "data.yaml") -> DataFile:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return load(path)


# ── what a word means ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "word", ["no", "off", "yes", "on", "y", "N", "1:30", "12:30:45", "1_000", "2018-08-29"]
)
def test_a_word_that_older_yaml_turns_into_something_else_stays_text(word: str) -> None:
    assert value(f"a: {word}") == {"a": word}


def test_a_key_is_text_whatever_it_looks_like() -> None:
    assert value("no: 1\n2018: 2\n0571: 3\ntrue: 4") == {"no": 1, "2018": 2, "0571": 3, "true": 4}


def test_whole_numbers_and_words_for_nothing_and_truth_are_read() -> None:
    assert value("[1574, -3, 0, true, False, null, ~, ]") == [1574, -3, 0, True, False, None, None]


def test_a_number_with_a_point_is_exact() -> None:
    assert value("a: 62.70") == {"a": Decimal("62.70")}
    assert str(value("a: 62.70")["a"]) == "62.70"


def test_quotation_marks_make_text() -> None:
    assert value("""{a: "0571", b: '12', c: ".nan"}""") == {"a": "0571", "b": "12", "c": ".nan"}


def test_the_line_feed_that_ends_a_block_is_not_part_of_the_text() -> None:
    assert value("a: |\n  一\n  二\nb: >\n  三\n") == {"a": "一\n二", "b": "三"}


@pytest.mark.parametrize("number", ["0571", "010", "00", "-07", "00.5"])
def test_a_number_that_begins_with_zero_is_refused(number: str) -> None:
    issue = refusal(f"a: 1\nb: {number}")
    assert issue.message == f"The number {number} begins with 0, which other programs read in other ways."


def test_the_hint_for_a_leading_zero_is_quotation_marks() -> None:
    assert "quotation marks" in refusal("电话: 0571").hint


@pytest.mark.parametrize("number", ["1e3", "1.5E+3", "0x1F", "0o17", ".5", "5."])
def test_a_number_in_another_notation_is_refused(number: str) -> None:
    assert refusal(f"a: {number}").message == f"The number {number} is not written as figures are written."


@pytest.mark.parametrize("word", [".nan", ".NaN", ".inf", "-.INF"])
def test_what_is_no_number_is_refused(word: str) -> None:
    assert refusal(f"a: {word}").message == f"{word} is not a number."


def test_a_number_of_18_digits_is_read() -> None:
    assert value("a: 123456789012345678") == {"a": 123456789012345678}


def test_a_number_of_19_digits_is_refused() -> None:
    assert refusal("a: 1234567890123456789").text == "The number {digits} is too long for a count."


# ── what is refused, with its place ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("a: 1\nb:\n  c: 1\n  c: 2", "4:3", "The key “c” is given twice in one object."),
        ("a: &x 1", "1:4", "Anchors (&) and aliases (*) are not read."),
        ("a: 1\nb: *x", "2:4", "Anchors (&) and aliases (*) are not read."),
        ("a: !!int '3'", "1:4", "Tags (!) are not read."),
        ("!!python/object:os.system {}", "1:1", "Tags (!) are not read."),
        ("%YAML 1.1\n---\na: no", "2:1", "Directives (%) are not read."),
        ("a: 1\n---\nb: 2", "2:1", "The file holds a second document."),
        ("? [a, b]\n: 1", "1:3", "A key is one word or text."),
        (": 1", "1:1", "A key is one word or text."),
        ("a: 1\nb: x\x07y", "2:5", "The file holds a character that cannot be printed: U+0007."),
    ],
)
def test_what_no_data_file_needs_is_refused_with_line_and_column(text: str, place: str, message: str) -> None:
    issue = refusal(text)
    assert (issue.place, issue.message) == (f"data.yaml:{place}", message)


def test_a_chain_of_aliases_is_refused_at_its_first_anchor() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdef", "bcdefg", strict=True)
    )
    assert refusal(bomb).place == "data.yaml:1:4"


def test_bytes_that_are_not_utf8_are_refused_at_the_byte() -> None:
    (issue,) = parse_yaml("a: 榆阳".encode("gb18030"), "data.yaml").issues
    assert (issue.code, issue.place) == ("B103", "data.yaml:byte 3")


def test_a_code_point_beyond_unicode_is_refused() -> None:
    assert refusal('a: "\\U00110000"').code == "B103"


def test_deep_nesting_is_refused() -> None:
    assert refusal("[" * 100_000).message == "The file is nested too deeply to be a data file."


def test_more_values_than_any_office_has_are_refused() -> None:
    assert refusal("[" + "1," * 60_000 + "1]").message == "The file holds too many values to be a data file."


# ── the mistakes people make ─────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("line", ["类型：巡察", "类型:巡察"])
def test_a_wrong_colon_is_named(line: str) -> None:
    issue = refusal(f"格式: 1\n{line}\n示例: true")
    assert issue.hint.startswith("Between a key and its value YAML has “:” and a space")


def test_a_tab_is_named() -> None:
    issue = refusal("a:\n\t- 1")
    assert (issue.place, issue.hint) == (
        "data.yaml:2:1",
        "Indent with spaces; YAML does not allow tabs there.",
    )


def test_a_key_with_a_wrong_colon_that_yaml_takes_for_text_is_pointed_out() -> None:
    result = parsed("发布单位:\n  名称：云川县")
    assert [(i.severity, i.place) for i in result.issues] == [("warning", "data.yaml:2:3")]


@pytest.mark.parametrize("text", ["a: 注意：按时整改", "- 注意：按时整改", "a:\n  https://example.org/x"])
def test_a_text_with_a_colon_of_its_own_passes(text: str) -> None:
    assert parsed(text).issues == ()


# ── the whole way ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", ["data.yaml", "data.yml", "DATA.YAML"])
def test_a_yaml_file_loads(tmp_path: Path, name: str) -> None:
    assert loaded(tmp_path, FIRST, name).reported.results["problems"].n == 40


def test_a_date_is_read_from_its_text(tmp_path: Path) -> None:
    assert str(loaded(tmp_path, FIRST).reported.since) == "2026-01"


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataRefused, match="An object is expected here, not null"):
        loaded(tmp_path, "# nothing\n")
