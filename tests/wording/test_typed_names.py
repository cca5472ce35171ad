"""Names of persons are masked as people type them, and ordinary words are left alone."""

import pytest

from bulletin.wording.masking import masked_text, masks_of


@pytest.mark.parametrize(
    "typed",
    [
        "买买提·艾力",
        "买买提.艾力",
        "买买提•艾力",
        "买买提 艾力",
        "买买提艾力",
        "买买提 · 艾力",
        "买 买提．艾力",
    ],
)
def test_a_name_with_a_dot_is_masked_with_any_dot_or_none(typed: str) -> None:
    masks = masks_of(["买买提·艾力"])
    assert masked_text(f"，{typed}收受礼金。", masks) == "，买某收受礼金。"


def test_the_longer_name_is_masked_first() -> None:
    masks = {"李四": "李某甲", "李四光": "李某乙"}
    assert masked_text("李四光与李四、李 四 光。", masks) == "李某乙与李某甲、李某乙。"


@pytest.mark.parametrize("text", ["群众不高兴。", "大家很高兴。", "干部更高兴。"])
def test_an_ordinary_word_after_an_adverb_is_no_name(text: str) -> None:
    assert masked_text(text, masks_of(["高兴"])) == text


def test_the_same_word_elsewhere_is_the_person() -> None:
    assert masked_text("高兴收受礼金；对高兴立案。", masks_of(["高兴"])) == "高某收受礼金；对高某立案。"
