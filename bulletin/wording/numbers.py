"""Print figures, with the locale's digits and signs."""

from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from fractions import Fraction
from functools import lru_cache
from typing import Any

from bulletin.model.approximation import AFTER_UNIT
from bulletin.model.figures import Exact, Figure, rounded, telling_decimals

LOCALE = ("zh", "CN", "Hans")

# Babel rounds in the current decimal context, half-even by default. Values passed to it are already
# rounded, so the context only has to be wide enough not to round a second time.
_CONTEXT = Context(prec=60, rounding=ROUND_HALF_UP)

_DIGITS = "零一二三四五六七八九"
_PLACES = ("", "十", "百", "千")


def printed(figure: Figure) -> str:
    """Return the figure as printed: 310个, 91%, 1369.5万元, 近300人, 三.

    Counts have no thousands separator, as in bulletins (numbers and words, B.2). A rate gets one more
    decimal if it would otherwise claim 0% or 100% of something partial.
    """
    if figure.kind in ("rate", "points"):
        return _percent(figure)
    unit = figure.unit if figure.form.unit else ""
    after = (unit, figure.suffix) if figure.suffix in AFTER_UNIT else (figure.suffix, unit)
    return f"{figure.prefix}{_number(figure)}{''.join(after)}"


def _percent(figure: Figure) -> str:
    form, share = figure.form, Fraction(figure.value)
    if form.times:
        times = rounded(share, form.decimals or 0, form.rounding)
        return _decimal(times, "#" * (form.decimals or 0)) + "倍"
    decimals = telling_decimals(share, form.decimals or 0, form.rounding)
    value = rounded(share * 100, decimals, form.rounding)
    if form.closed is not None:  # rounded together with its list
        value, decimals = form.closed, form.decimals or 0
    zeros = form.zeros and value not in (0, 100)  # nothing and all are exact
    places = ("0" if zeros else "#") * decimals
    if figure.kind == "points":
        return _decimal(value, places) + "个百分点"
    with localcontext(_CONTEXT):
        return _formatted(str(value / 100), f"0{'.' if places else ''}{places}%")


def _number(figure: Figure) -> str:
    form = figure.form
    if form.numeral == "hanzi":
        counted = bool(figure.unit) and form.unit  # 两轮, but 第二轮
        if figure.value != int(figure.value):
            raise ValueError(f"{figure.name}: {figure.value} cannot be written in Chinese numerals")
        return "两" if counted and figure.value == 2 else hanzi(int(figure.value))
    if form.scale is not None:
        decimals = form.decimals or 0
        scaled = rounded(Fraction(figure.value) / form.scale.ones, decimals, form.rounding)
        return _decimal(scaled, ("0" if form.zeros else "#") * decimals) + form.scale.zh
    if form.decimals is not None:
        return _decimal(
            rounded(figure.value, form.decimals, form.rounding), ("0" if form.zeros else "#") * form.decimals
        )
    return _decimal(_as_given(figure.value), "")


def _as_given(value: Exact) -> Decimal:
    """Return a count or amount with its given decimals (23471.60 keeps its zero), or all it has."""
    if isinstance(value, Decimal):
        return value
    exact = Fraction(value)
    with localcontext(_CONTEXT):
        return Decimal(exact.numerator) / exact.denominator


def _decimal(value: Decimal, places: str) -> str:
    exponent = value.as_tuple().exponent
    if not places and isinstance(exponent, int) and exponent < 0:
        places = "0" * -exponent
    return _formatted(str(value), f"0{'.' if places else ''}{places}")


@lru_cache(1000)  # each number is printed, then proofread
def _formatted(value: str, written: str) -> str:
    from babel.numbers import format_decimal  # checks print nothing, and importing Babel takes 15 ms

    locale, pattern = _pattern(written)
    with localcontext(_CONTEXT):
        return format_decimal(Decimal(value), pattern, locale=locale, group_separator=False)


@lru_cache(100)
def _pattern(written: str) -> tuple[Any, Any]:
    """Return the locale and a parsed pattern."""
    from babel import Locale
    from babel.numbers import parse_pattern

    return Locale(*LOCALE), parse_pattern(written)  # given as parts: parsing a name loads more


def hanzi(n: int) -> str:
    """Return a whole number from 0 to 99,999,999 in Chinese numerals: 十二, 一百零五, 三万零二十."""
    if not 0 <= n < 100_000_000:
        raise ValueError(f"no Chinese numeral for {n} here")
    if n >= 10_000:
        high, low = divmod(n, 10_000)
        return (
            hanzi(high) + "万" + ("零" if 0 < low < 1000 else "") + (_below_ten_thousand(low) if low else "")
        )
    text = _below_ten_thousand(n)
    return text.removeprefix("一") if 10 <= n < 20 else text


def _below_ten_thousand(n: int) -> str:
    if n == 0:
        return "零"
    text, gap = "", False
    for place in (3, 2, 1, 0):
        digit = n // 10**place % 10
        if digit:
            text += ("零" if gap and text else "") + _DIGITS[digit] + _PLACES[place]
        gap = digit == 0
    return text
