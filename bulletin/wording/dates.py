"""From a moment to the words of a date: 2018年8月29日, 2018年4月, 2018年 (GB/T 9704, 7.3.5.4: no padding)."""

from bulletin.terms import Moment
from bulletin.wording.numbers import LOCALE


def spoken_date(moment: Moment, year: bool = True) -> str:
    """The moment in full Arabic digits, as exactly as it is known; its year may have been told before it."""
    from babel.dates import format_date  # checks tell no dates, and Babel takes 15 ms

    pattern = "M月d日" if moment.day else "M月" if moment.month else ""
    pattern = pattern if pattern and not year else f"y年{pattern}"
    return format_date(moment.first_day, pattern, locale=LOCALE)
