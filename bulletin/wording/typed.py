"""Tell the numbers of typed prose apart: references pass as people's words, what counts does not.

`typed_numbers` gives the references, the quoted titles, the dates that no calendar has, and the statistics,
which have to come from a figure, in whatever writing they are typed.
"""

import calendar
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from bulletin.wording.grammars import GRAMMARS, YEAR
from bulletin.wording.numerals import Numeral, Vocabulary, find_numerals
from bulletin.wording.references import CONDITIONS, REFERENCES, H

TypedKind = Literal["reference", "date", "title", "statistic", "no_day"]


@dataclass(frozen=True, slots=True)
class Typed:
    """A number in prose: `text` from `start` to `end`, and what it is.

    `zh` names the grammar or the way of writing, in Chinese.
    """

    start: int
    end: int
    text: str
    kind: TypedKind
    zh: str


MORE_UNITS = ("位", "名", "户", "宗", "批", "份", "项", "条", "件", "起", "家", "人次", "篇", "场", "期次")
"""Measure words that count in prose, beside those of the codelist."""

PERIODS = (
    "years", "days", "months", "half", "quarters", "quarter", "first_quarters", "first_months", "ten_days",
    "day", "month", "year",
)  # fmt: skip
"""The rows of `GRAMMARS` that are dates of prose."""
DATES = frozenset(row.zh for row in GRAMMARS if row.name in PERIODS)
"""Their names in Chinese."""
PASSING = {*DATES, "届次、会次、期次", "序号", "数据所给名称"}
"""Classes of numbers that each edition has of its own, or that the program gives: no template types them."""

TITLE = re.compile("《[^《》]{1,120}(?:〈[^〈〉《》]{1,60}〉[^《》]{0,60})?》")
DOCUMENT = re.compile(
    "(?:条例|规定|规则|办法|准则|细则|党章|章程|法|意见|通知|通报|公告|通告|公报|报告|请示|批复|决定|决议|方案|规划|计划|要点|"
    "纲要|清单|制度|指南|标准|规范|目录|讲话|摘编|汇编|简报|办法（试行）|手册|读本|文选|选编|选集|协议|合同|预案|函|令|纪要|"
    "台账|表|书|细则（试行）|说明|问答|倡议|公约|宣言|白皮书)(?:（[^（）]{1,12}）)?》$"
)
"""The end of a title in 《》 that names a document; other titles in 《》 are judged as if they stood bare."""

_FORMAL = "[零壹贰叁肆伍陆柒捌玖拾佰仟萬億]"
_CHARACTERS = (
    "[\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u2089\u2150-\u218b\u2460-\u249b\u24ea-\u24ff\u2776-\u2793\u3021-\u3029"
    "\u3038-\u303a\u3192-\u3195\u3220-\u3229\u3248-\u324f\u3251-\u325f\u3280-\u3289\u32b1-\u32cb\u3358-\u3370"
    "\U0001d7ce-\U0001d7ff\U0001f100-\U0001f10c]+"
)
_COUNTED = "个件人起条项次份家户名批轮封位例宗元"
"""Measure words that make a number of what else would be letters."""
_NOT_ALONE = "第之其星期周初礼拜统唯逐单专同划如不合归万百分十两三四五六七八九成定无惟的有同始居数九十"

_STOP = "(?=[^\u4e00-\u9fff]|$)"
_END = "(?=[，。；、！？）]|$)"
_ABOUT = "[数几上近逾超约]"
_UNITS = "(?=[元件人起项次条名])"

WRITINGS: tuple[tuple[str, str, str], ...] = (
    (
        "大写数字",
        (
            f"{_FORMAL}{{2,24}}|[壹贰叁柒捌玖](?=[{_COUNTED}])"
            "|(?:(?<!放)肆|(?<![队退入])伍|(?<![大内登着])陆)(?=[个件])"
        ),
        "叁佰壹拾个|壹拾件|肆个|伍件",
    ),
    ("廿、卅", f"[廿卅卌弌弍弎]{H}{{0,3}}[余多]?", "卅人|廿余人"),
    ("特殊数字", _CHARACTERS, "²个|½|⒊个|㊿个"),
    ("罗马数字", f"(?<![A-Za-z0-9])[IVXLCDMivxlcdm]{{1,12}}(?=[余多]?[{_COUNTED}])", "III个|xii件"),
    ("形似数字的字母", f"(?<![A-Za-z0-9])[lIOoZS0-9]{{1,12}}(?=[余多]?[{_COUNTED}])", "lOO个|lO件"),
    ("隔开的数字", f"{H}{{1,8}}[ \u3000]{{1,4}}(?=[{_COUNTED}])", "三 个"),
    ("俩、仨", "[俩仨]", "整改到位俩"),
    (
        "约数",
        (
            f"半数|一半|过半|大半(?!年)|减半(?!征)|翻了?(?:{H}|[0-9]{{1,3}}|几)?番|成倍|百分百"
            f"|{_ABOUT}[十百千万亿]{{1,3}}[余多]?{_UNITS}|[十百千][万亿]?[余多]?{_UNITS}"
        ),
        "过半|翻一番|千万元|上亿元|一半",
    ),
    (
        "持续时间",
        f"(?:连续|历时|持续)(?:{H}{{1,4}}|[0-9]{{1,4}})[余多]?(?:个月|年|天|季度|周|轮)",
        "连续三年|持续两个月",
    ),
    (
        "零",
        "零(?=投诉|举报|上访|信访|问题|案件|违纪|违规|增长|发生|事故|积案|超期)|(?<=[为是])零(?![\u4e00-\u9fff])",
        "零投诉|问题为零",
    ),
    ("汉字百分数", f"{H}{{1,6}}[%％‰]", "九一％"),
    (
        "合计",
        f"(?<=[共合总累]计|总共|一共|总数|数为|量为|数达|[增降]至|达到|加到|少到){H}{{1,12}}[余多]?{_STOP}",
        "共计五|合计三十一",
    ),
    (
        "分句末的数字",
        f"(?<=[\u4e00-\u9fff])(?<![{_NOT_ALONE}])(?:[二三四五六七八九]|{H}{{0,8}}[十百千万]{H}{{0,8}}){_END}",
        "党员五，干部三|问题总数三百四十一",
    ),
    (
        "无量词的数字",
        f"(?:[一二三四五六七八九两][百千]|[一二三四五六七八九十百千]{{1,6}}[万亿]){H}{{0,12}}[余多]?|{H}{{1,8}}余{_END}",
        "一千二百万|三百|五百余",
    ),
)
"""Ways to write a statistic that `find_numerals` does not take for a numeral: name, pattern, examples."""


@cache
def _writings() -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<w{i}>{pattern})" for i, (_, pattern, _) in enumerate(WRITINGS)))


@cache
def _references() -> tuple[tuple[re.Pattern[str], str, str], ...]:
    """Return pattern, name and Chinese name of each grammar that prose may use."""
    dates = [row for row in GRAMMARS if row.name in PERIODS]
    return tuple((re.compile(row.bare), row.name, row.zh) for row in (*dates, *REFERENCES))


def typed_numbers(text: str, vocabulary: Vocabulary, names: Collection[str] = ()) -> tuple[Typed, ...]:
    """Return the numbers of a text in order, none overlapping: first references, then what counts.

    `vocabulary` has the measure words and set terms; `names` are those that the data gives.
    """
    passed = _longest([*_titles(text), *_named(text, names), *_referred(text)])
    taken = bytearray(len(text))
    for each in passed:
        taken[each.start : each.end] = b"\1" * (each.end - each.start)
    bare = text.translate({ord("“"): "‘", ord("”"): "’"})  # quotation marks do not excuse a number
    bare = bare.translate({ord("《"): "〈", ord("》"): "〉"})
    counted = [*_counted(bare, vocabulary), *_written(bare, vocabulary)]
    loose = [each for each in counted if not _covered(each, taken)]
    return tuple(sorted([*passed, *_longest(loose)], key=lambda each: each.start))


def _covered(each: Typed, taken: bytearray) -> bool:
    """Return whether the digits of a numeral are those of a reference."""
    digits = [each.start + i for i, character in enumerate(each.text) if character.isnumeric()]
    return all(taken[i] for i in digits or range(each.start, each.end))


def _longest(found: Collection[Typed]) -> list[Typed]:
    """Return the finds without those that overlap a longer one, or an equal one before."""
    kept: list[Typed] = []
    end = -1
    for each in sorted(found, key=lambda each: (each.start, -each.end)):
        if each.start >= end:
            kept.append(each)
            end = each.end
        elif each.end - each.start > kept[-1].end - kept[-1].start:
            kept[-1], end = each, each.end
    return kept


def _titles(text: str) -> Iterator[Typed]:
    for match in TITLE.finditer(text):
        if DOCUMENT.search(match[0]):
            yield Typed(match.start(), match.end(), match[0], "title", "文件名称")


def _named(text: str, names: Collection[str]) -> Iterator[Typed]:
    for name in names:
        start = text.find(name)
        while start >= 0:
            yield Typed(start, start + len(name), name, "reference", "数据所给名称")
            start = text.find(name, start + len(name))


def _referred(text: str) -> Iterator[Typed]:
    for pattern, name, zh in _references():
        for match in pattern.finditer(text):
            holds = CONDITIONS.get(name)
            if not match[0] or (holds and not holds(text, match.start())):
                continue
            kind: TypedKind = "date" if name in PERIODS else "reference"
            if kind == "date" and not _in_calendar(match[0]):
                kind = "no_day"
            yield Typed(match.start(), match.end(), match[0], kind, zh)


_DAY = re.compile(rf"(?:({YEAR})年)?([0-9]{{1,2}})月([0-9]{{1,2}})日")


def _in_calendar(words: str) -> bool:
    """Return whether each day with a month is one of the calendar; without a year, of a leap year."""
    for year, month, day in _DAY.findall(words):
        if not 1 <= int(month) <= 12 or int(day) > calendar.monthrange(int(year or 2024), int(month))[1]:  # noqa: PLR2004
            return False
    return True


def _counted(text: str, vocabulary: Vocabulary) -> Iterator[Typed]:
    for numeral in find_numerals(text, vocabulary):
        if numeral.kind != "mark" or _counts(text, numeral):
            yield Typed(numeral.start, numeral.end, numeral.text, "statistic", "数字")


def _counts(text: str, mark: Numeral) -> bool:
    """Return whether ① or Ⅳ stands where it numbers nothing: inside a clause, or before a measure word."""
    at_start = mark.start == 0 or text[mark.start - 1] in "。；：，、（\n　 "
    return not at_start or text[mark.end : mark.end + 1] in _COUNTED


def _written(text: str, vocabulary: Vocabulary) -> Iterator[Typed]:
    terms = bytearray(len(text))
    for match in vocabulary.words.finditer(text):
        if match.group("term"):
            terms[match.start() : match.end()] = b"\1" * (match.end() - match.start())
    for match in _writings().finditer(text):
        if not terms[match.start()] and match[0]:
            zh = WRITINGS[int((match.lastgroup or "w0")[1:])][0]
            yield Typed(match.start(), match.end(), match[0], "statistic", zh)
