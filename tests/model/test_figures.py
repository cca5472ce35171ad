"""Rounding is exact, happens once and follows a named policy; a form survives being written down."""

from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.model.figures import (
    Figure,
    PrintedForm,
    Source,
    closed_shares,
    rounded,
    telling_decimals,
)
from bulletin.model.terms import Rounding


@pytest.mark.parametrize(
    ("value", "half_up", "half_even", "truncated"),
    [
        ("2.5", "3", "2", "2"),  # the even neighbour of 2.5 is 2
        ("3.5", "4", "4", "3"),  # the even neighbour of 3.5 is 4
        ("-2.5", "-3", "-2", "-2"),  # by magnitude: as 2.5, then the sign
        ("-3.5", "-4", "-4", "-3"),
        ("2.4999", "2", "2", "2"),  # one step: never by way of 2.5
        ("2.5001", "3", "3", "2"),
        ("0", "0", "0", "0"),
    ],
)
def test_each_policy_treats_a_tie_by_its_name(
    value: str, half_up: str, half_even: str, truncated: str
) -> None:
    assert rounded(Decimal(value), 0, Rounding.HALF_UP) == Decimal(half_up)
    assert rounded(Decimal(value), 0, Rounding.HALF_EVEN) == Decimal(half_even)
    assert rounded(Decimal(value), 0, Rounding.TRUNCATE) == Decimal(truncated)


def test_one_eighth_is_a_tie_at_whole_percent() -> None:
    # 1/8 = 12.5%
    assert rounded(Fraction(1, 8) * 100, 0) == Decimal(13)
    assert rounded(Fraction(1, 8) * 100, 0, Rounding.HALF_EVEN) == Decimal(12)


def test_five_eighths_is_a_tie_at_whole_percent() -> None:
    # 5/8 = 62.5%
    assert rounded(Fraction(5, 8) * 100, 0) == Decimal(63)
    assert rounded(Fraction(5, 8) * 100, 0, Rounding.HALF_EVEN) == Decimal(62)


def test_half_up_agrees_with_pythons_decimal_for_every_small_quotient() -> None:
    differing = []
    with localcontext() as context:
        context.prec = 60
        for d in range(1, 200):
            for n in range(d + 1):
                other = (Decimal(100 * n) / Decimal(d)).quantize(Decimal("0.1"), ROUND_HALF_UP)
                if rounded(Fraction(100 * n, d), 1) != other:
                    differing.append((n, d))
    assert differing == []


def test_rounding_keeps_the_places_asked_for() -> None:
    assert str(rounded(47, 2)) == "47.00"


def test_one_missing_of_341_takes_one_decimal() -> None:
    # 340/341 = 99.7067…%: 100 at no decimal, 99.7 at one
    assert telling_decimals(Fraction(340, 341), 0) == 1


def test_one_of_a_thousand_takes_one_decimal() -> None:
    # 1/1000 = 0.1%
    assert telling_decimals(Fraction(1, 1000), 0) == 1


def test_one_of_a_million_takes_as_many_decimals_as_it_needs() -> None:
    # 0.0001%: 0.00 at two, 0.000 at three, 0.0001 at four
    assert telling_decimals(Fraction(1, 1_000_000), 1) == 4


def test_a_truncated_share_takes_a_decimal_more_often() -> None:
    # 0.9% truncates to 0, rounds to 1
    assert telling_decimals(Fraction(9, 1000), 0, Rounding.TRUNCATE) == 1
    assert telling_decimals(Fraction(9, 1000), 0) == 0


@pytest.mark.parametrize("share", [Fraction(0), Fraction(1), Fraction(3, 2), Fraction(310, 341)])
def test_nothing_all_more_than_all_and_the_ordinary_share_keep_their_decimals(share: Fraction) -> None:
    assert telling_decimals(share, 0) == 0


@given(st.integers(1, 5000), st.integers(1, 5000))
def test_a_proper_part_never_rounds_to_nothing_or_all(part: int, more: int) -> None:
    share = Fraction(part, part + more)
    assert 0 < rounded(share * 100, telling_decimals(share, 0)) < 100


@pytest.mark.parametrize(
    ("parts", "decimals", "published"),
    [
        # As the offices themselves published them, each list made to add up to 100.
        ([92598, 46032, 5096, 6531], 1, ["61.6", "30.6", "3.4", "4.4"]),  # a province, 2021
        ([663, 262, 35, 45], 1, ["66.0", "26.0", "3.5", "4.5"]),  # 安庆, first quarter of 2023
        ([17, 20, 6, 14], 0, ["30", "35", "10", "25"]),  # 绿春 2018
        ([4, 2, 12, 12, 1, 16], 0, ["8", "4", "26", "26", "2", "34"]),  # 宜良, first quarter of 2019
    ],
)
def test_shares_close_to_a_hundred_as_offices_published_them(
    parts: list[int], decimals: int, published: list[str]
) -> None:
    assert [str(share) for share in closed_shares(parts, sum(parts), decimals)] == published


def test_equal_remainders_go_to_the_earlier_part() -> None:
    # three thirds of 100: 33 each, one left
    assert closed_shares([1, 1, 1], 3, 0) == (Decimal(34), Decimal(33), Decimal(33))


def test_an_open_list_cannot_be_closed() -> None:
    with pytest.raises(ValueError, match="do not add up to 10"):
        closed_shares([4, 5], 10, 0)


def test_nothing_cannot_be_closed() -> None:
    with pytest.raises(ValueError, match="do not add up to 0"):
        closed_shares([0, 0], 0, 0)


@given(
    st.none() | st.integers(0, 9),
    st.booleans(),
    st.sampled_from(["arabic", "hanzi"]),
    st.sampled_from(Rounding),
    st.booleans(),
)
def test_a_form_is_the_same_after_being_written_down(
    decimals: int | None, zeros: bool, numeral: Literal["arabic", "hanzi"], rounding: Rounding, unit: bool
) -> None:
    form = PrintedForm(decimals=decimals, zeros=zeros, numeral=numeral, rounding=rounding, unit=unit)
    assert PrintedForm.parse(form.words) == form


def test_the_plain_form_needs_no_words() -> None:
    assert PrintedForm().words == ""


def test_a_figure_is_neither_true_nor_false() -> None:
    with pytest.raises(TypeError, match="is present"):
        bool(Figure("now.talks", 0, "人次", "谈话", Source("谈话0人次", ())))
