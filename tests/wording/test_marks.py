"""Marks and words that are typed otherwise than the standards have them, and their mending."""

from pathlib import Path

import pytest

from bulletin.wording.marks import MARKS, found, mended, unpaired

PROSE = Path(__file__).with_name("ordinary_prose.txt")


@pytest.mark.parametrize(("slip", "right"), [pair for rule in MARKS for pair in rule.takes])
def test_a_slip_is_found_and_mended(slip: str, right: str) -> None:
    assert list(found(slip))
    assert mended(slip) == right
    assert list(found(right)) == []


@pytest.mark.parametrize(("rule", "text"), [(rule.name, text) for rule in MARKS for text in rule.leaves])
def test_what_is_right_is_left_alone(rule: str, text: str) -> None:
    assert [slip.rule.name for slip in found(text) if slip.rule.name == rule] == []


def test_ordinary_prose_has_no_slips() -> None:
    for line in PROSE.read_text("utf-8").splitlines():
        assert [slip.words for slip in found(line)] == []
        assert unpaired(line) == ""


def test_several_slips_of_one_text_are_mended_at_once() -> None:
    assert (
        mended('要对照通报,举一反三;他说"要整改",并落实(试行).')
        == "要对照通报，举一反三；他说“要整改”，并落实（试行）。"
    )


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("开展“回头看", "“"), ("开展回头看”", "”"), ("《条例", "《"), ("（党委（党组））", "（"),
        ("“甲《乙”》", "”"),
        ("开展“回头看”", ""), ("《〈甲〉乙》", ""), ("（一）“甲”", ""),
    ],
)  # fmt: skip
def test_a_mark_without_partner_is_named(text: str, mark: str) -> None:
    assert unpaired(text) == mark


def test_a_slip_is_shown_with_the_words_of_its_own_line() -> None:
    (slip,) = found("整改到位。\n提高站位,压实。\n再见")
    assert (slip.words, slip.mended) == ("提高站位,压实。", "提高站位，压实。")
