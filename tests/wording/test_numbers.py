"""Figures print as Chinese official texts print them."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.model.figures import Figure, PrintedForm, Source
from bulletin.model.terms import Rounding
from bulletin.wording import printed
from bulletin.wording.numbers import hanzi

NOWHERE = Source("", ())
DIGITS = {"零": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
PLACES = {"十": 10, "百": 100, "千": 1000}


def test_a_count_prints_with_its_measure_word_and_no_space() -> None:
    assert printed(Figure("f", 310, "个", "整改到位", NOWHERE)) == "310个"


def test_a_large_count_has_no_thousands_separator() -> None:
    assert printed(Figure("f", 150257, "人次", "四种形态", NOWHERE)) == "150257人次"


def test_zero_prints_as_a_number() -> None:
    assert printed(Figure("f", 0, "件", "立案", NOWHERE)) == "0件"


@pytest.mark.parametrize("amount", ["23471.60", "1369.5", "121.42", "2512.84", "0.30"])
def test_an_amount_keeps_the_decimals_it_came_with(amount: str) -> None:
    assert printed(Figure("f", Decimal(amount), "万元", "追缴", NOWHERE, "amount")) == f"{amount}万元"


def test_more_than_follows_the_number() -> None:
    assert printed(Figure("f", 1300, "份", "调阅资料", NOWHERE, suffix="余")) == "1300余份"


def test_nearly_stands_before_the_number() -> None:
    assert printed(Figure("f", 300, "人", "谈话", NOWHERE, prefix="近")) == "近300人"


def test_a_bare_figure_leaves_its_measure_word_to_the_table_head() -> None:
    assert printed(Figure("f", 310, "个", "整改到位", NOWHERE, form=PrintedForm(unit=False))) == "310"


@pytest.mark.parametrize(
    ("share", "form", "text"),
    [
        (Fraction(310, 341), PrintedForm(decimals=0), "91%"),  # 90.909…
        (Fraction(310, 341), PrintedForm(decimals=1), "90.9%"),
        (Fraction(310, 341), PrintedForm(decimals=2), "90.91%"),
        (Fraction(310, 341), PrintedForm(decimals=0, rounding=Rounding.TRUNCATE), "90%"),
        (Fraction(71, 151), PrintedForm(decimals=1), "47%"),  # 47.01…: the zero goes
        (Fraction(71, 151), PrintedForm(decimals=1, zeros=True), "47.0%"),
        (Fraction(340, 341), PrintedForm(decimals=0), "99.7%"),  # one is missing, so not 100%
        (Fraction(1, 1000), PrintedForm(decimals=0), "0.1%"),  # there is one, so not 0%
        (Fraction(1), PrintedForm(decimals=1), "100%"),
        (Fraction(0), PrintedForm(decimals=1), "0%"),
        (Fraction(19, 9), PrintedForm(decimals=2), "211.11%"),  # (28 − 9) ÷ 9
        (Fraction(1, 8), PrintedForm(decimals=0), "13%"),  # 12.5
        (Fraction(1, 8), PrintedForm(decimals=0, rounding=Rounding.HALF_EVEN), "12%"),
    ],
)
def test_a_rate_prints_with_the_decimals_of_its_form(share: Fraction, form: PrintedForm, text: str) -> None:
    assert printed(Figure("f", share, "%", "整改率", NOWHERE, "rate", form)) == text


def test_a_difference_of_shares_prints_in_points() -> None:
    # 42.86% − 57.14% = −14.28 points; the sentence says 下降
    figure = Figure("f", Fraction(1428, 10000), "%", "占比", NOWHERE, "points", PrintedForm(decimals=2))
    assert printed(figure) == "14.28个百分点"


def test_two_rounds_are_counted_with_liang() -> None:
    assert printed(Figure("f", 2, "轮", "巡察轮次", NOWHERE, form=PrintedForm(numeral="hanzi"))) == "两轮"


def test_the_second_round_is_numbered_with_er() -> None:
    assert printed(Figure("f", 2, "", "轮次", NOWHERE, form=PrintedForm(numeral="hanzi"))) == "二"


def test_twelve_rounds_are_counted_with_er() -> None:
    assert printed(Figure("f", 12, "轮", "巡察轮次", NOWHERE, form=PrintedForm(numeral="hanzi"))) == "十二轮"


def test_an_amount_with_decimals_is_not_cut_short_by_chinese_numerals() -> None:
    figure = Figure("f", Decimal("13.5"), "万元", "追缴", NOWHERE, "amount", PrintedForm(numeral="hanzi"))
    with pytest.raises(ValueError, match=r"13\.5"):
        printed(figure)


@pytest.mark.parametrize(
    ("n", "text"),
    [
        (0, "零"),
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (99, "九十九"),
        (100, "一百"),
        (101, "一百零一"),
        (110, "一百一十"),
        (111, "一百一十一"),
        (200, "二百"),
        (1000, "一千"),
        (1001, "一千零一"),
        (1010, "一千零一十"),
        (1100, "一千一百"),
        (2018, "二千零一十八"),
        (9999, "九千九百九十九"),
        (10000, "一万"),
        (10001, "一万零一"),
        (10100, "一万零一百"),
        (30020, "三万零二十"),
        (100000, "十万"),
    ],
)
def test_chinese_numerals_are_written_as_in_school(n: int, text: str) -> None:
    assert hanzi(n) == text


@given(st.integers(0, 99_999))
def test_chinese_numerals_read_back_to_their_number(n: int) -> None:
    total = section = digit = 0
    for c in hanzi(n):
        if c in DIGITS:
            digit = DIGITS[c]
        elif c == "万":
            total, section, digit = (section + digit) * 10_000, 0, 0
        else:
            section, digit = section + (digit or 1) * PLACES[c], 0
    assert total + section + digit == n


@given(st.integers(0, 99_999))
def test_a_chinese_numeral_has_no_doubled_and_no_final_zero(n: int) -> None:
    text = hanzi(n)
    assert "零零" not in text
    assert text == "零" or not text.endswith("零")


def test_a_number_too_large_for_chinese_numerals_is_refused() -> None:
    with pytest.raises(ValueError, match="100000000"):
        hanzi(100_000_000)
