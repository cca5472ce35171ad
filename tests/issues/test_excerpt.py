"""A line of a file with a caret under the column of a fault."""

from dataclasses import replace

import pytest

from bulletin.cli.printing import issue_lines, issues_as_data
from bulletin.issues.excerpt import excerpt, position
from bulletin.issues.issue import error


def test_the_caret_stands_under_the_column() -> None:
    assert excerpt('{\n  "n": x\n}', 2, 8) == '  "n": x\n       ^'


def test_a_chinese_character_moves_the_caret_by_two() -> None:
    assert excerpt("谈话: x", 1, 5) == "谈话: x\n      ^"


def test_a_tab_takes_one_column_and_a_control_character_is_not_printed() -> None:
    assert excerpt("\ta\x1b[31mb", 1, 2) == " a\ufffd[31mb\n ^"


def test_the_space_of_chinese_text_is_shown_as_it_is_and_takes_two_columns() -> None:
    assert excerpt("甲\u3000乙x", 1, 4) == "甲\u3000乙x\n      ^"


def test_a_long_line_is_cut_around_the_caret() -> None:
    shown, caret = excerpt("a" * 100 + "X" + "b" * 100, 1, 101).split("\n")
    assert shown == "…" + "a" * 40 + "X" + "b" * 39 + "…"
    assert shown[caret.index("^")] == "X"


def test_lines_end_as_they_do_on_every_system() -> None:
    assert [excerpt(f"a{end}b{end}c", 2) for end in ("\n", "\r\n", "\r")] == ["b", "b", "b"]


@pytest.mark.parametrize("line", [0, 2, 3])
def test_a_line_that_is_empty_or_not_there_has_no_excerpt(line: int) -> None:
    assert excerpt("a\n", line, 1) == ""


def test_an_offset_is_a_line_and_a_column() -> None:
    assert [position("ab\nc", offset) for offset in (0, 1, 3)] == [(1, 1), (1, 2), (2, 1)]


def test_the_command_prints_the_excerpt_below_the_message_and_the_line_beside_a_pointer() -> None:
    issue = replace(error("B104", "/a", "Wrong.", "Mend it."), at="d.json:1:3", excerpt="谈 x\n   ^")
    assert issue_lines([issue], "en") == [
        "error B104 /a (d.json:1:3)  Wrong.",
        "    谈 x",
        "       ^",
        "    next Mend it.",
    ]


def test_json_output_has_the_excerpt_and_the_line() -> None:
    issue = replace(error("B104", "/a", "Wrong."), at="d.json:1:3", excerpt="x\n^")
    (plain,) = issues_as_data([issue], "en")
    assert (plain["place"], plain["at"], plain["excerpt"]) == ("/a", "d.json:1:3", "x\n^")


def test_the_repr_of_an_issue_shows_no_line_of_the_data() -> None:
    assert "李建国" not in repr(replace(error("B104", "/a", "Wrong."), excerpt="李建国"))
