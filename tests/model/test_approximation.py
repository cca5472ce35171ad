"""What an approximate number may be, and what sums, differences and quotients of such numbers may be."""

from decimal import Decimal
from fractions import Fraction

import pytest

from bulletin.model.approximation import Range, range_of, word_of_sum


@pytest.mark.parametrize(("n", "word", "low", "high"), [
    (300, "余", 300, 400),
    (3300, "多", 3300, 3400),
    (1000, "余", 1000, 2000),
    (20, "余", 20, 30),
    (1574, "余", 1574, 1584),
    (8, "余", 8, 9),
    (400, "近", 350, 400),
    (400, "不到", 300, 400),
    (300, "约", 250, 350),
    (300, "以内", 0, 300),
])  # fmt: skip
def test_a_word_gives_a_range(n: int, word: str, low: int, high: int) -> None:
    found = range_of(n, word)
    assert [found.low, found.high] == [Fraction(low), Fraction(high)]


def test_a_word_for_a_number_with_decimals_moves_its_last_digit() -> None:
    # 1.2亿余 is below 1.3亿
    assert range_of(Decimal("1.2"), "余") == Range(Fraction(6, 5), Fraction(13, 10), above=True, below=True)


def test_a_resolution_is_the_step_of_a_word_and_half_of_it_without_one() -> None:
    assert range_of(627000, None, 1000) == Range(Fraction(626500), Fraction(627500))
    assert range_of(630000, "余", 1000).high == 631000


@pytest.mark.parametrize("word", ["以上", "超过", "逾"])
def test_a_word_without_upper_end_allows_any_larger_number(word: str) -> None:
    assert range_of(300, word).meets(range_of(9999))


def test_a_word_that_is_not_known_allows_any_number() -> None:
    assert range_of(300, "许").meets(range_of(9999))


@pytest.mark.parametrize(("n", "word", "exact", "possible"), [
    (300, "余", 339, True),
    (300, "余", 300, False),
    (300, "余", 400, False),
    (400, "近", 395, True),
    (400, "近", 400, False),
    (400, "近", 450, False),
    (300, "以上", 300, True),
    (300, "超过", 300, False),
    (300, "约", 349, True),
    (300, "约", 351, False),
])  # fmt: skip
def test_a_number_lies_in_the_range_of_a_word_or_not(n: int, word: str, exact: int, possible: bool) -> None:
    assert range_of(n, word).meets(range_of(exact)) is possible


def test_a_sum_of_ranges_runs_from_the_lowest_to_the_highest() -> None:
    total = range_of(1000, "余") + range_of(2300)
    assert [total.low, total.high] == [Fraction(3300), Fraction(4300)]
    assert total.meets(range_of(3300, "余"))
    assert not total.meets(range_of(3300))


def test_a_difference_of_ranges_is_widest_between_opposite_ends() -> None:
    left = range_of(400, "近") - range_of(100, "约")
    assert [left.low, left.high] == [Fraction(200), Fraction(350)]


def test_a_quotient_of_ranges_runs_from_the_least_to_the_most() -> None:
    rate = range_of(300).over(range_of(400, "近"))
    assert (rate.low, rate.high) == (Fraction(3, 4), Fraction(6, 7))


@pytest.mark.parametrize(("words", "said"), [
    ((None, None), None),
    (("余", None), "超过"),
    (("余", "以上"), "超过"),
    (("近", None), "不到"),
    (("约", None), ""),
    (("余", "近"), ""),
])  # fmt: skip
def test_a_sum_says_no_more_than_its_parts(words: tuple[str | None, ...], said: str | None) -> None:
    assert word_of_sum(words) == said
