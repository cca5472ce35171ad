"""A fault of a data file is shown where it stands, with its line and a caret, and said in our words."""

import json
from pathlib import Path

import pytest

from bulletin.datafiles import inspect
from bulletin.datafiles.positions import json_positions
from bulletin.issues.issue import Issue
from bulletin.issues.messages import said


def issues_of(folder: Path, name: str, content: str) -> tuple[Issue, ...]:
    (folder / name).write_text(content, "utf-8")
    return inspect(folder / name)[1]


BREAK = "a text ends on its line; a line break in it is written \\n"
BACKSLASH = "after a backslash stands what is no escape; write \\\\ for a backslash"
KEY = "a key is one word of letters, digits, _ and -, or stands in quotation marks"
FOREIGN = (
    "Expect",
    "Invalid",
    "Unterminated",
    "Extra",
    "found",
    "mapping",
    "while",
    "block end",
    "statement",
)


@pytest.mark.parametrize(
    ("name", "content", "place", "reason"),
    [
        ("a.json", '{"format": 1,\n "kind": }', "a.json:2:10", "a value is missing here"),
        ("a.json", '{"a" 1}', "a.json:1:6", "“:” is missing after a key"),
        ("a.json", '{"a": 1 "b": 2}', "a.json:1:9", "“,” or a closing bracket is missing here"),
        ("a.json", '{"a": 1} x', "a.json:1:10", "the file goes on after its end"),
        ("a.json", '{"a": "x', "a.json:1:7", "a quotation mark is not closed"),
        ("a.json", '{"a": "x\n"}', "a.json:1:9", BREAK),
        ("a.json", '{"a": "\\q"}', "a.json:1:8", BACKSLASH),
        ("a.toml", "format 1", "a.toml:1:8", "“=” is missing after a key"),
        ("a.toml", "谈话 = 1", "a.toml:1:1", KEY),
        ("a.toml", "a = 1\na = 2", "a.toml:2:6", "a key or table is given twice"),
        ("a.toml", 'a = "x', "a.toml:1:7", "a quotation mark is not closed"),
        ("a.toml", "a = [1", "a.toml:1:7", "a bracket is not closed"),
        ("a.toml", "a = x", "a.toml:1:5", "this is no value; text stands in quotation marks"),
        ("a.yaml", "a: 1\n  b: 2", "a.yaml:2:4", "“:” stands where there can be no key"),
        ("a.yaml", "a:\n\tb: 2", "a.yaml:2:1", "a value cannot begin with this character"),
        ("a.yaml", "a: 'x", "a.yaml:1:6", "a quotation mark is not closed"),
        ("a.yaml", "- a\nb: 1", "a.yaml:2:1", "the line is indented otherwise than those it belongs to"),
        ("a.yaml", "a: [1", "a.yaml:1:6", "“,” or a closing bracket is missing here"),
    ],
)  # fmt: skip
def test_a_fault_of_syntax_is_said_in_our_words_with_its_line(
    tmp_path: Path, name: str, content: str, place: str, reason: str
) -> None:
    (issue,) = issues_of(tmp_path, name, content)
    assert (issue.place, str(issue.values["reason"])) == (place, reason)
    assert not any(word in issue.message for word in FOREIGN)
    assert said(issue, "zh")[0].isascii() is False
    assert reason not in said(issue, "zh")[0]


def test_the_caret_stands_below_the_fault_of_a_chinese_line(tmp_path: Path) -> None:
    (issue,) = issues_of(tmp_path, "a.json", '{\n "谈话": x\n}')
    assert issue.excerpt == ' "谈话": x\n         ^'


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ('{"b": {"a": 1},\n "a": 1,\n "a": 2}', "a.json:3:2"),
        ('{"a": "1e3",\n "b": 1e3}', "a.json:2:7"),
        ('{"a": NaN}', "a.json:1:7"),
        ('{"a": 610104199001011234567}', "a.json:1:7"),
    ],
)
def test_a_value_that_json_allows_and_we_do_not_has_its_line(
    tmp_path: Path, content: str, place: str
) -> None:
    (issue,) = issues_of(tmp_path, "a.json", content)
    assert issue.place == place
    assert issue.excerpt.endswith("^")


def test_a_pointer_of_json_has_the_line_of_its_value_beside_it(tmp_path: Path) -> None:
    content = '{\n  "格式": 1,\n  "统计范围": [\n    {"结果": {"谈话": {\n      "数": "三"}}}\n  ]\n}'
    found = {issue.place: issue for issue in issues_of(tmp_path, "a.json", content)}
    issue = found["/统计范围/0/结果/谈话/数"]
    assert issue.at == "a.json:5:12"
    assert issue.excerpt == '      "数": "三"}}}\n            ^'


def test_a_pointer_of_yaml_has_the_line_of_its_value_beside_it(tmp_path: Path) -> None:
    content = "格式: 1\n统计范围:\n  - 结果:\n      谈话: 三\n"
    found = {issue.place: issue for issue in issues_of(tmp_path, "a.yaml", content)}
    issue = found["/统计范围/0/结果/谈话"]
    assert issue.at == "a.yaml:4:11"
    assert issue.excerpt == "      谈话: 三\n            ^"


def test_a_key_that_is_missing_has_the_line_of_the_object_that_lacks_it(tmp_path: Path) -> None:
    content = '{"format": 1, "kind": "inspection",\n "issuer": {},\n "scopes": []}'
    found = {issue.place: issue for issue in issues_of(tmp_path, "a.json", content)}
    assert found["/issuer"].at == "a.json:2:12"


def test_data_that_is_no_file_has_no_lines() -> None:
    issues = inspect({"format": 1})[1]
    assert issues != ()
    assert {(issue.at, issue.excerpt) for issue in issues} == {("", "")}


def test_every_value_of_a_json_text_has_its_position() -> None:
    value = {"a/b": [1, [], {"~": None, "c": '],{\\"'}], "": {"x": {}}, "谈话": -1.5}
    text = json.dumps(value, ensure_ascii=False, indent=1)
    found = json_positions(text, ["", "/a~1b", "/a~1b/1", "/a~1b/2/~0", "/a~1b/2/c", "//x", "/谈话", "/no"])
    lines = text.split("\n")
    began = {at: lines[line - 1][column - 1 :] for at, (line, column) in found.items()}
    assert began == {
        "": "{", "/a~1b": "[", "/a~1b/1": "[],", "/a~1b/2/~0": "null,", "/a~1b/2/c": '"],{\\\\\\""',
        "//x": "{}", "/谈话": "-1.5",
    }  # fmt: skip
