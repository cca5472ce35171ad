"""Read the periods and the rounds that a name speaks of: 2026年1至7月, 第一季度, 前三轮, 第五轮至第七轮.

One grammar for labels, titles and headlines. Words in brackets are left out: （含第四轮回头看） is a remark.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bulletin.model.terms import Moment

_DIGITS = "〇一二三四五六七八九"
_SMALL = "[一二三四五六七八九十两]{1,3}|[0-9]{1,2}"
"""A number below a hundred, in Chinese characters or digits."""
_TO = "[至到—–～~-]{1,2}"
_YEAR = "(?:19|20)[0-9]{2}"
_FIRST = "(?:0?[1-9]|1[0-2])"
_DAY = "(?:[12][0-9]|3[01]|0?[1-9])"

_PERIOD = re.compile(
    rf"(?P<from>{_YEAR})年?{_TO}(?P<to>{_YEAR})年"
    rf"|(?:(?P<year>{_YEAR})年度?)?(?:"
    rf"(?P<m>{_FIRST})月?(?:(?P<d>{_DAY})日)?{_TO}(?:(?P<y2>{_YEAR})年)?(?P<m2>{_FIRST})月(?:(?P<d2>{_DAY})日)?"
    rf"|(?P<month>{_FIRST})月(?:(?P<day>{_DAY})日)?"
    rf"|(?P<half>[上下])半年"
    rf"|第?(?P<q>[一二三1-3]){_TO}第?(?P<q2>[二三四2-4])季度"
    rf"|第?(?P<quarter>[一二三四1-4])季度"
    rf"|前(?P<quarters>[两二三23])个?季度"
    rf"|前(?P<months>{_SMALL})个月"
    rf")|(?P<whole>{_YEAR})年"
)
_OPEN = re.compile("[^，。；：、]{0,10}?(?:以来|起)")
_ENDS = re.compile("(?:截至|截止|截止到|至|到)$")
_OTHER = re.compile("(?:去年|上年|前年|次年|明年|同期|[0-9第])$")
"""Words before a period without a year that put it into another year, or make it part of a number."""

_BRACKETS = re.compile("[（(〔][^（()）〔〕]*[)）〕]")
_ROUNDS = re.compile(
    rf"第(?P<first>{_SMALL})轮?(?:{_TO})第?(?P<last>{_SMALL})轮"
    rf"|第(?P<list>(?:{_SMALL})(?:轮?[、和及与]第?(?:{_SMALL}))*)轮"
    rf"|(?P<one>首轮)"
    rf"|(?<![第一二三四五六七八九十0-9、和及与至到—～~-])前?(?P<count>{_SMALL})轮"
)


@dataclass(frozen=True, slots=True)
class Period:
    """The period that a name speaks of.

    `since` None: only the end is named (截至2026年6月). `until` None: it is open (2018年以来). `whole_year`:
    it names years alone. `text` is the part of the name.
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


def periods_in(name: str, year: int | None = None) -> tuple[Period, ...]:
    """Return the periods of `name` in order; those without a year are of `year`, or left out if it is None.

    A single day is no period, unless it begins or ends one (2017年4月5日以来, 截至8月30日).
    """
    return tuple(_periods(_BRACKETS.sub("", _arabic_years(name)), year))


def without_periods(name: str) -> str:
    """Return the name without its periods and rounds: 县本级 for 2026年7月县本级."""
    return _ROUNDS.sub("", _PERIOD.sub("", _arabic_years(name)))


def rounds_in(name: str) -> NamedRounds | None:
    """Return the rounds of `name`; None if it names none, or counts them by the year (2025年第一轮)."""
    text = _BRACKETS.sub("", name)
    found = list(_ROUNDS.finditer(text))
    ordinals = frozenset(n for match in found for n in _ordinals(match))
    counts = [small_number(match["count"]) for match in found if match["count"]]
    count = counts[0] if len(counts) == 1 and counts[0] > 1 else None
    if not (ordinals or count) or re.search("年[^，。、]{0,2}$", text[: found[0].start()]):
        return None
    onward = bool(_OPEN.match(text, found[-1].end()))
    return NamedRounds("、".join(match[0] for match in found), ordinals, count, onward)


def small_number(words: str) -> int:
    """Return the value of a number below a hundred: 12, 十二, 两."""
    if words.isascii():
        return int(words)
    tens, ten, ones = words.replace("两", "二").rpartition("十")
    return (10 * (_DIGITS.find(tens) if tens else 1) if ten else 0) + (_DIGITS.find(ones) if ones else 0)


def _arabic_years(name: str) -> str:
    """Return the name with years such as 二〇二六年 in digits, each character in its place."""
    table = {ord(char): str(i) for i, char in enumerate(_DIGITS)} | {ord("零"): "0", ord("○"): "0"}
    return re.sub(f"[{_DIGITS}零○]{{4}}(?=年)", lambda match: match[0].translate(table), name)


def _periods(text: str, year: int | None) -> Iterator[Period]:
    for match in _PERIOD.finditer(text):
        before = text[: match.start()]
        named = match["from"] or match["year"] or match["whole"]
        own = int(named) if named else year
        if own is None or (not named and _OTHER.search(before)):
            continue
        since, until = _ends(match, own)
        onward, ending = _OPEN.match(text, match.end()), _ENDS.search(before)
        if match["day"] and not onward and not ending:
            continue
        years = bool(match["from"] or match["whole"])
        yield Period(match[0], None if ending else since, None if onward else until, years)


def _ends(match: re.Match[str], year: int) -> tuple[Moment, Moment]:
    """Return the first and the last month (or day, or year) of a period."""
    part = match.groupdict()
    if part["from"]:
        return Moment(year), Moment(int(part["to"]))
    if part["m"]:
        last = int(part["y2"]) if part["y2"] else year
        return _moment(year, part["m"], part["d"]), _moment(last, part["m2"], part["d2"])
    if part["month"]:
        only = _moment(year, part["month"], part["day"])
        return only, only
    if part["half"]:
        return (
            (Moment(year, 1), Moment(year, 6))
            if part["half"] == "上"
            else (Moment(year, 7), Moment(year, 12))
        )
    if part["months"]:
        return Moment(year, 1), Moment(year, min(12, max(1, small_number(part["months"]))))
    quarters = [small_number(part[key]) for key in ("q", "q2", "quarter", "quarters") if part[key]]
    if quarters:
        first = 1 if part["quarters"] else quarters[0]
        return Moment(year, 3 * first - 2), Moment(year, 3 * quarters[-1])
    return Moment(year), Moment(year)


def _moment(year: int, month: str, day: str | None) -> Moment:
    return Moment(year, int(month), int(day) if day else None)


def _ordinals(match: re.Match[str]) -> tuple[int, ...]:
    if match["first"]:
        return tuple(range(small_number(match["first"]), small_number(match["last"]) + 1))
    if match["list"]:
        return tuple(small_number(words) for words in re.findall(_SMALL, match["list"]))
    return (1,) if match["one"] else ()
