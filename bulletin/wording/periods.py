"""Read the periods and the rounds that a name speaks of: 2026年1至7月, 第一季度, 前三轮, 第五轮至第七轮.

Labels, titles, headlines, terms and names of files are read by the one table of `bulletin.wording.grammars`.
Words in brackets are left out: （含第四轮回头看） is a remark.
"""

import calendar
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from bulletin.model.terms import Moment
from bulletin.wording.grammars import SMALL, Found, find

_DIGITS = "〇一二三四五六七八九"
_OPEN = re.compile("[^，。；：、]{0,10}?(?:以来|起)")
_ENDS = re.compile("(?:截至|截止|截止到|至|到)$")
_OTHER = re.compile("(?:次年|明年|同期|[0-9第])$")
"""Words before a period without a year that put it into another year, or make it part of a number."""
_BACK = {"今年": 0, "本年": 0, "去年": 1, "上年": 1, "前年": 2}
"""How many years back a word means, counted from the day of the document."""
_BRACKETS = re.compile("[（(〔][^（()）〔〕]*[)）〕]")

Ends = tuple[Moment, Moment]
Parts = Mapping[str, str]
"""The named parts that a grammar has found; empty where one is left out."""


@dataclass(frozen=True, slots=True)
class Period:
    """The period that a name speaks of.

    `since` None: only the end is named (截至2026年6月). `until` None: it is open (2018年以来). `whole_year`:
    it names years alone.. `text` is the part of the name.
    """

    text: str
    since: Moment | None
    until: Moment | None
    whole_year: bool = False


@dataclass(frozen=True, slots=True)
class NamedRounds:
    """The rounds that a name speaks of.

    `ordinals` are those of 第五轮, `count` is the number of 前三轮 and 四轮. `onward`: the later ones
    are meant too (第五轮以来). `text` is the part of the name.
    """

    text: str
    ordinals: frozenset[int]
    count: int | None = None
    onward: bool = False


@lru_cache(4096)  # each scope is held against others
def periods_in(
    name: str, year: int | None = None, today: int | None = None, *, days: bool = False
) -> tuple[Period, ...]:
    """Return the periods of `name` in order; those without a year are of `year`, or left out if it is None.

    去年 and its like count from `today`, the year of the document; without it they are left out. A single day
    is no period, unless it begins or ends one (2017年4月5日以来, 截至8月30日) or `days` asks for it.
    """
    text = _BRACKETS.sub("", _arabic_years(name))
    return tuple(_periods(text, year, today, days=days))


def impossible_days(name: str) -> tuple[str, ...]:
    """Return the parts of a name that are dates of no calendar: 2026年6月31日."""
    found = [each for each in find(_arabic_years(name)) if each.grammar.kind == "period"]
    return tuple(each.text for each in found if not _possible(each))


def without_periods(name: str) -> str:
    """Return the name without its periods, rounds and other ordinals: 县本级 for 2026年7月县本级."""
    text = _arabic_years(name)
    for each in reversed(list(find(text))):
        if each.grammar.name != "term":
            text = text[: each.match.start()] + text[each.match.end() :]
    return text


def refers_to(label: str) -> str:
    """Return how a label refers to another period: same_period (上年同期), period_before (上月); or empty."""
    return next((each.grammar.name for each in find(label) if each.grammar.kind == "reference"), "")


def terms_in(name: str) -> frozenset[int]:
    """Return the terms of committees that a name numbers: 14 for 十四届县委."""
    return frozenset(small_number(each.match["term"]) for each in find(name) if each.grammar.name == "term")


def rounds_in(name: str) -> NamedRounds | None:
    """Return the rounds of `name`; None if it names none, or counts them by the year (2025年第一轮)."""
    text = _BRACKETS.sub("", name)
    found = [each for each in find(text) if each.grammar.name in _ORDINALS]
    ordinals = frozenset(n for each in found for n in _ORDINALS[each.grammar.name](each.match.groupdict("")))
    counts = [small_number(each.match["count"]) for each in found if each.grammar.name == "round_count"]
    count = counts[0] if len(counts) == 1 and counts[0] > 1 else None
    if not (ordinals or count) or re.search("年[^，。、]{0,2}$", text[: found[0].match.start()]):
        return None
    onward = bool(_OPEN.match(text, found[-1].match.end()))
    return NamedRounds("、".join(each.text for each in found), ordinals, count, onward)


def small_number(words: str) -> int:
    """Return the value of a number below a hundred: 12, 十二, 两, 元 (the first month)."""
    if words.isascii():
        return int(words)
    tens, ten, ones = words.replace("两", "二").replace("元", "一").rpartition("十")
    return (10 * (_DIGITS.find(tens) if tens else 1) if ten else 0) + (_DIGITS.find(ones) if ones else 0)


def _arabic_years(name: str) -> str:
    """Return the name with years such as 二〇二六年 in digits, each character in its place."""
    table = {ord(char): str(i) for i, char in enumerate(_DIGITS)} | {ord("零"): "0", ord("○"): "0"}
    return re.sub(f"[{_DIGITS}零○]{{4}}(?=年)", lambda match: match[0].translate(table), name)


def _periods(text: str, year: int | None, today: int | None, *, days: bool) -> Iterator[Period]:
    for each in find(text):
        if each.grammar.kind != "period" or not _possible(each):
            continue
        before = text[: each.match.start()]
        own = _year_of(each, year, today)
        if own is None or (not _names_year(each) and _OTHER.search(before)):
            continue
        since, until = _ENDS_BY[each.grammar.name](each.match.groupdict(""), own)
        onward, ending = _OPEN.match(text, each.match.end()), _ENDS.search(before)
        if since == until and since.day and not (onward or ending or days):
            continue
        years = each.grammar.name in ("years", "year")
        yield Period(each.text, None if ending else since, None if onward else until, years)


def _names_year(each: Found) -> bool:
    parts = each.match.groupdict("")
    return any(parts.get(name) for name in ("from", "year", "whole", "word"))


def _year_of(each: Found, year: int | None, today: int | None) -> int | None:
    """Return the year that a period says, else the one that is told."""
    parts = each.match.groupdict("")
    named = next((parts[name] for name in ("from", "year", "whole") if parts.get(name)), "")
    if named:
        return int(named)
    if parts.get("word"):
        return today - _BACK[parts["word"][:2]] if today else None
    return year


def _possible(each: Found) -> bool:
    """Return whether every day of a period is in the calendar, and it ends after it begins."""
    for moment in _ENDS_BY[each.grammar.name](each.match.groupdict(""), _year_of(each, 2024, 2024) or 2024):
        if moment.day and moment.day > calendar.monthrange(moment.year, moment.month or 1)[1]:
            return False
    return True


def _years(parts: Parts, _: int) -> Ends:
    return Moment(int(parts["from"])), Moment(int(parts["to"]))


def _dotted(parts: Parts, year: int) -> Ends:
    day = parts["day"] or parts["d"]
    only = Moment(year, int(parts["month"] or parts["m"]), int(day) if day else None)
    return only, only


def _days(parts: Parts, year: int) -> Ends:
    first = Moment(year, small_number(parts["m"]), small_number(parts["d"]))
    month = small_number(parts["m2"] or parts["m"])
    return first, Moment(int(parts["y2"] or year), month, small_number(parts["d2"]))


def _months(parts: Parts, year: int) -> Ends:
    return Moment(year, small_number(parts["m"])), Moment(int(parts["y2"] or year), small_number(parts["m2"]))


def _half(parts: Parts, year: int) -> Ends:
    first = 1 if parts["half"] == "上" else 7
    return Moment(year, first), Moment(year, first + 5)


def _quarters(parts: Parts, year: int) -> Ends:
    first = small_number(parts.get("q") or parts.get("quarter") or "1")
    last = small_number(parts.get("q2") or parts.get("quarter") or parts.get("quarters") or "1")
    return Moment(year, 3 * first - 2), Moment(year, 3 * last)


def _first_months(parts: Parts, year: int) -> Ends:
    return Moment(year, 1), Moment(year, min(12, max(1, small_number(parts["months"]))))


def _ten_days(parts: Parts, year: int) -> Ends:
    month = small_number(parts["month"])
    first, last = {"上": (1, 10), "中": (11, 20), "下": (21, calendar.monthrange(year, month)[1])}[
        parts["part"]
    ]
    return Moment(year, month, first), Moment(year, month, last)


def _month(parts: Parts, year: int) -> Ends:
    day = small_number(parts["day"]) if parts.get("day") else None
    only = Moment(year, small_number(parts["month"]), day)
    return only, only


def _year(_: Parts, year: int) -> Ends:
    return Moment(year), Moment(year)


_ENDS_BY: Mapping[str, Callable[[Parts, int], Ends]] = {
    "years": _years, "dotted": _dotted, "quarter_mark": _quarters, "days": _days, "months": _months,
    "half": _half, "quarters": _quarters, "quarter": _quarters, "first_quarters": _quarters,
    "first_months": _first_months, "ten_days": _ten_days, "day": _month, "month": _month, "year": _year,
}  # fmt: skip
"""Grammar of a period → the first and the last month (or day, or year) of what it has found."""


_ORDINALS: Mapping[str, Callable[[Parts], tuple[int, ...]]] = {
    "round_range": lambda parts: tuple(range(small_number(parts["first"]), small_number(parts["last"]) + 1)),
    "round_list": lambda parts: tuple(small_number(words) for words in re.findall(SMALL, parts["list"])),
    "first_round": lambda _: (1,),
    "round_count": lambda _: (),
}
"""Grammar of rounds → the ordinals of what it has found."""
