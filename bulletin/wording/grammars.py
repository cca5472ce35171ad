"""Hold the table of grammars by which dates, periods and ordinals are recognised in names and in prose.

Each row has a pattern, the rule it follows, and examples for and against it. At one place of a text the first
row of the table that fits is meant. `bulletin.wording.periods` turns what a row has found into moments.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

SMALL = "[一二三四五六七八九十两]{1,3}|[0-9]{1,2}"
"""A number below a hundred, in Chinese characters or digits."""
TO = "[至到—–～~-]{1,2}"
YEAR = "(?:19|20)[0-9]{2}"
_MONTH = "0?[1-9](?![0-9])|1[0-2]|十[一二]?|元|[一二三四五六七八九](?!十)"
_DAY = "[12][0-9]|3[01]|0?[1-9](?![0-9])|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九]"
_OF = f"(?:(?P<year>{YEAR})年度?|(?P<word>今年|本年|去年|上年|前年))?"
"""The year before a part of a year: 2026年, 去年; it may be left out."""
_ALONE = "(?<![0-9第十])"
"""No digit stands before it, which would make it part of a longer number."""

DATE = f"{YEAR}年(?:[0-9]{{1,2}}月(?:[0-9]{{1,2}}日)?)?|[0-9]{{1,2}}月[0-9]{{1,2}}日"
"""A date in prose, in Arabic numerals (GB/T 15835—2011)."""


@dataclass(frozen=True)
class Grammar:
    """A way to write a date, a period or an ordinal.

    `zh` names it in Chinese. `rule` is the standard it follows, empty if it is custom alone. `takes` are
    examples of what it recognises, `leaves` of what it leaves alone.
    """

    name: str
    zh: str
    kind: Literal["period", "reference", "ordinal"]
    pattern: str
    rule: str
    takes: tuple[str, ...]
    leaves: tuple[str, ...]

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern with its named groups."""
        return re.compile(self.pattern)

    @property
    def bare(self) -> str:
        """The pattern without the names of its groups, so that it can stand beside others."""
        return re.sub(r"\(\?P<\w+>", "(?:", self.pattern)


@dataclass(frozen=True, slots=True)
class Found:
    """What a grammar has recognised in a text, with its named parts."""

    grammar: Grammar
    match: re.Match[str]

    @property
    def text(self) -> str:
        """The words it covers."""
        return self.match[0]


_DIGITS = "GB/T 15835—2011"

GRAMMARS: tuple[Grammar, ...] = (
    Grammar(
        "years",
        "若干年",
        "period",
        f"(?P<from>{YEAR})年?{TO}(?P<to>{YEAR})年",
        _DIGITS,
        ("2017至2020年", "2021—2025年"),
        ("2017至2020届",),
    ),
    Grammar(
        "dotted",
        "数字日期",
        "period",
        rf"(?<![0-9])(?P<year>{YEAR})(?:[-._/](?P<month>1[0-2]|0?[1-9])(?:[-._/](?P<day>3[01]|[12][0-9]|0?[1-9]))?"
        rf"|(?P<m>1[0-2]|0[1-9])(?P<d>3[01]|[12][0-9]|0[1-9])?)(?![0-9])",
        "GB/T 7408",
        ("2026-07", "2026.7", "202607", "20260715", "2026-07-15"),
        ("2026-13", "1202607", "2026〕7"),
    ),
    Grammar(
        "quarter_mark",
        "季度代号",
        "period",
        rf"(?P<year>{YEAR})[-_]?[Qq](?P<quarter>[1-4])",
        "",
        ("2026Q3", "2026-q3"),
        ("2026Q5",),
    ),
    Grammar(
        "days",
        "若干日",
        "period",
        rf"{_OF}{_ALONE}(?P<m>{_MONTH})月(?P<d>{_DAY})日?{TO}(?:(?:(?P<y2>{YEAR})年)?(?P<m2>{_MONTH})月)?"
        rf"(?P<d2>{_DAY})日",
        _DIGITS,
        ("2026年6月26日至7月25日", "7月1日至31日", "7月1-31日"),
        ("7月1至8月",),
    ),
    Grammar(
        "months",
        "若干月",
        "period",
        rf"{_OF}{_ALONE}(?P<m>{_MONTH})月?份?{TO}(?:(?P<y2>{YEAR})年)?(?P<m2>{_MONTH})月",
        _DIGITS,
        ("2026年1至7月", "1—7月", "一月至七月", "元至七月", "2016年7月至2017年5月"),
        ("1至7个月",),
    ),
    Grammar(
        "half", "半年", "period", f"{_OF}(?P<half>[上下])半年", "", ("2026年上半年", "去年下半年"), ("半年",)
    ),
    Grammar(
        "quarters",
        "若干季度",
        "period",
        rf"{_OF}第?(?P<q>[一二三1-3])季?度?{TO}第?(?P<q2>[二三四2-4])季度",
        "",
        ("2026年二至三季度",),
        ("二至三个季度",),
    ),
    Grammar(
        "quarter",
        "季度",
        "period",
        rf"{_OF}第?(?<![0-9十])(?P<quarter>[一二三四1-4])季度",
        "",
        ("2026年第一季度", "四季度"),
        ("第五季度", "季度"),
    ),
    Grammar(
        "first_quarters",
        "前几个季度",
        "period",
        f"{_OF}前(?P<quarters>[两二三23])个?季度",
        "",
        ("2026年前三季度", "前两个季度"),
        ("三个季度",),
    ),
    Grammar(
        "first_months",
        "前几个月",
        "period",
        f"{_OF}[前头](?P<months>{SMALL})个月",
        "",
        ("2026年前十一个月", "头两个月"),
        ("三个月",),
    ),
    Grammar(
        "ten_days",
        "旬",
        "period",
        rf"{_OF}{_ALONE}(?P<month>{_MONTH})月份?(?P<part>[上中下])旬",
        _DIGITS,
        ("2026年7月上旬", "七月中旬"),
        ("上旬",),
    ),
    Grammar(
        "day",
        "日",
        "period",
        rf"{_OF}{_ALONE}(?P<month>{_MONTH})月(?P<day>{_DAY})日",
        _DIGITS,
        ("2026年7月15日", "七月十五日"),
        ("7月32日", "15日"),
    ),
    Grammar(
        "month",
        "月",
        "period",
        rf"{_OF}{_ALONE}(?P<month>{_MONTH})月",
        _DIGITS,
        ("2026年7月", "七月份", "去年7月"),
        ("13月", "7个月"),
    ),
    Grammar(
        "year",
        "年",
        "period",
        f"(?P<whole>{YEAR})年|(?P<word>今年|本年度?|去年|上年度?|前年)(?!同|[以之][前后])",
        _DIGITS,
        ("2026年", "2026年度", "去年"),
        ("去年同期", "2026次"),
    ),
    Grammar(
        "same_period",
        "同期",
        "reference",
        "(?P<word>去年|上年|前年)(?:度)?同(?:期|比|月|季)|同比",
        "",
        ("上年同期", "去年同月", "同比"),
        ("去年",),
    ),
    Grammar(
        "period_before",
        "上期",
        "reference",
        "上一?个?(?P<unit>月|季度|期)|环比",
        "",
        ("上月", "上个月", "上一季度", "上期", "环比"),
        ("上半年",),
    ),
    Grammar(
        "round_range",
        "若干轮",
        "ordinal",
        f"第(?P<first>{SMALL})轮?(?:{TO})第?(?P<last>{SMALL})轮",
        "",
        ("第五至第七轮", "第5轮至第7轮"),
        ("五轮",),
    ),
    Grammar(
        "round_list",
        "列举的轮次",
        "ordinal",
        f"第(?P<list>(?:{SMALL})(?:轮?[、和及与]第?(?:{SMALL}))*)轮",
        "",
        ("第五轮", "第五、六轮", "第5轮和第6轮"),
        ("五轮",),
    ),
    Grammar("first_round", "首轮", "ordinal", "首轮", "", ("首轮",), ("新一轮",)),
    Grammar(
        "round_count",
        "轮数",
        "ordinal",
        f"(?<![第一二三四五六七八九十0-9、和及与至到—～~-])前?(?P<count>{SMALL})轮",
        "",
        ("前三轮", "四轮"),
        ("第四轮", "本轮"),
    ),
    Grammar("term", "届次", "ordinal", f"第?(?P<term>{SMALL})届", "", ("十四届", "第15届"), ("换届", "本届")),
)
"""Every grammar, in the order in which they are tried at one place."""

_ANY = re.compile("|".join(f"(?P<{row.name}>{row.bare})" for row in GRAMMARS))
_BY_NAME = {row.name: row for row in GRAMMARS}


def find(text: str) -> Iterator[Found]:
    """Yield what the grammars recognise in a text, in order; no two overlap."""
    for match in _ANY.finditer(text):
        grammar = _BY_NAME[str(match.lastgroup)]
        own = grammar.compiled.match(text, match.start())
        if own is not None:
            yield Found(grammar, own)
