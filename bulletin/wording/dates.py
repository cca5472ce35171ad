"""Write a moment as a date: 2018年8月29日, 2018年4月, 2018年 (GB/T 9704, 7.3.5.4: no padding)."""

from bulletin.model.terms import Moment


def spoken_date(moment: Moment, year: bool = True) -> str:
    """Return the moment in Arabic digits, as exactly as it is known.

    `year` False if the text has named the year.
    """
    day = f"{moment.day}日" if moment.day else ""
    month = f"{moment.month}月{day}" if moment.month else ""
    return f"{moment.year}年{month}" if year or not month else month
