"""What a text may hold: refused, put right with a note, pointed out, or left as it is."""

from typing import Any

import pytest

from bulletin import DataFile, Issue
from bulletin.datafiles import inspect


def read(first: dict[str, Any], text: str) -> tuple[DataFile, list[Issue]]:
    """The data with `text` as its outlook, and the issues of that text."""
    data, issues = inspect(first | {"text": {"outlook": text}})
    assert data is not None
    return data, [issue for issue in issues if issue.place == "/text/outlook"]


@pytest.mark.parametrize(
    ("character", "point"),
    [
        ("\x00", "U+0000"),
        ("\t", "U+0009"),
        ("\x1b", "U+001B"),
        ("\x7f", "U+007F"),
        ("\x85", "U+0085"),
        ("\u200f", "U+200F"),
        ("\u202e", "U+202E"),
        ("\u2066", "U+2066"),
        ("\ud842", "U+D842"),
        ("\ue000", "U+E000"),
        ("\U000f0000", "U+F0000"),
        ("\ufdd0", "U+FDD0"),
        ("\ufffd", "U+FFFD"),
        ("\ufffe", "U+FFFE"),
        ("\U0001fffe", "U+1FFFE"),
        ("\u3164", "U+3164"),
        ("\U000e0041", "U+E0041"),
    ],
)
def test_a_character_no_document_may_hold_is_refused_by_its_code_point(
    first: dict[str, Any], character: str, point: str
) -> None:
    _, issues = read(first, f"甲{character}乙")
    assert [(i.code, i.values["point"]) for i in issues] == [("B112", point)]


@pytest.mark.parametrize(
    ("text", "becomes", "changes"),
    [
        ("甲\r\n乙", "甲\n乙", "U+000D U+000A → U+000A (1)"),
        ("甲\r乙", "甲\n乙", "U+000D → U+000A (1)"),
        ("甲\u2028乙\u2029丙", "甲\n乙\n丙", "U+2028 → U+000A (1), U+2029 → U+000A (1)"),
        ("甲\u00a0乙\u00a0丙", "甲 乙 丙", "U+00A0 → U+0020 (2)"),
        ("甲\u2003乙", "甲 乙", "U+2003 → U+0020 (1)"),
        ("甲\u200b乙", "甲乙", "U+200B → — (1)"),
        ("甲\u00ad乙", "甲乙", "U+00AD → — (1)"),
        ("\ufeff甲乙", "甲乙", "U+FEFF → — (1)"),
        ("共１２件", "共12件", "U+FF11 → U+0031 (1), U+FF12 → U+0032 (1)"),
    ],
)
def test_a_pasted_form_is_put_right_with_a_note(
    first: dict[str, Any], text: str, becomes: str, changes: str
) -> None:
    data, issues = read(first, text)
    assert data.text["outlook"] == becomes
    assert [(i.severity, i.values["changes"]) for i in issues] == [("note", changes)]


@pytest.mark.parametrize(
    "text",
    [
        "（甲）％……①㎡℃Ⅳ㈠½",  # what NFKC would turn into something else
        "张三\u3000李四",
        "甲\n乙",
        "“甲”〔2026〕——·",
        "中共Ａ市",
        "葛\U000e0100",  # a variant of a registered name
        "〇○",
        "\ufa0e",  # an ordinary character in the block of the doubled ones
    ],
)
def test_what_people_see_is_left_as_it_is(first: dict[str, Any], text: str) -> None:
    data, issues = read(first, text)
    assert (data.text["outlook"], issues) == (text, [])


@pytest.mark.parametrize(
    ("character", "usual"),
    [("\u2f08", "人"), ("\uf90a", "金"), ("\U0002f800", "丽"), ("\u2ef3", "龟")],
)
def test_a_radical_or_doubled_character_is_pointed_out(
    first: dict[str, Any], character: str, usual: str
) -> None:
    _, issues = read(first, f"甲{character}乙{character}")
    assert [(i.severity, i.values["character"], i.values["usual"]) for i in issues] == [
        ("warning", character, usual)
    ]


def test_a_radical_or_doubled_character_is_not_changed(first: dict[str, Any]) -> None:
    data, _ = read(first, "甲\u2f08乙")
    assert data.text["outlook"] == "甲\u2f08乙"


def test_a_text_of_nothing_but_unseen_characters_is_empty(first: dict[str, Any]) -> None:
    _, issues = read(first, "\u200b\ufeff\u00a0")
    assert [i.message for i in issues] == ["The text is empty."]
