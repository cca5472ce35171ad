"""From a moment to the words of a date: 2018年8月29日, 2018年4月, 2018年 (GB/T 9704, 7.3.5.4: no padding)."""

from babel.dates import format_date

from bulletin.terms import Moment
from bulletin.wording.numbers import LOCALE


def spoken_date(moment: Moment) -> str:
    """The moment in full Arabic digits, as exactly as it is known."""
    pattern = "y年M月d日" if moment.day else "y年M月" if moment.month else "y年"
    return format_date(moment.first_day, pattern, locale=LOCALE)
