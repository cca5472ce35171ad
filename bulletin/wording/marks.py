"""Hold the table of marks and words typed otherwise than the standards have them, with the mended text.

A row finds a slip by its pattern and mends it; `found` applies the table to a text. Clauses are those of
GB/T 15834—2011 (punctuation), GB/T 15835—2011 (numbers) and GB/T 9704—2012 (layout); custom is named as such.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from bulletin.wording.grammars import YEAR

HAN = "[\u4e00-\u9fff]"
_NEXT = f"(?={HAN}|[“‘《（]|\\s|$)"
_FULL = str.maketrans(",;:?!()", "，；：？！（）")
_DIGITS = str.maketrans("０１２３４５６７８９．％", "0123456789.%")
_MONTHS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
_CUSTOM = "惯例"
_DOUBLED = (
    "(巡察|巡视|整改|问题|工作|情况|单位|部门|组织|监督|检查|落实|推进|加强|开展|进行|关于|按照|根据|通报|报告|要求"
    "|是否|可以|应当|必须|以及|并且|我们|县委|党组|党委)\\1"
    "|(?<!目)(的)的|(了)了|(?<!亲)(和)和|(及)及|(?<!实)(在)在(?!地)|(将)将|(被)被|(对)对(?!联|应)"
)
Mend = str | Callable[[re.Match[str]], str]


@dataclass(frozen=True)
class MarkRule:
    """A slip in marks or words: `pattern` finds it, `mend` replaces it.

    `zh` names it in Chinese; `rule` is the standard with its clause, or 惯例 for custom. `takes` are examples
    of the slip, each with what it is mended to, `leaves` are texts that are right.
    """

    name: str
    zh: str
    pattern: str
    mend: Mend
    rule: str
    takes: tuple[tuple[str, str], ...]
    leaves: tuple[str, ...]

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern; ^ and $ stand for the ends of a line."""
        return re.compile(self.pattern, re.MULTILINE)

    def mended(self, text: str) -> str:
        """Return the text with every slip of this kind mended."""
        return self.compiled.sub(self.mend, text)


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip in a text: the rule, the words, and the words mended, both with a little around them.

    It stands at the characters `start` to `end` of the text.
    """

    rule: MarkRule
    words: str
    mended: str
    start: int
    end: int


def _widened(match: re.Match[str]) -> str:
    return match[0].translate(_FULL)


def _rows() -> tuple[MarkRule, ...]:
    return (
        MarkRule(
            "straight_quotes",
            "直引号",
            f'"([^"\\n]{{0,80}}{HAN}[^"\\n]{{0,80}})"',
            r"“\1”",
            "GB/T 15834—2011, 4.8",
            (('开展"回头看"', "开展“回头看”"),),
            ('5"', 'a "b" c'),
        ),
        MarkRule(
            "half_brackets",
            "半角括号",
            f"\\((?=[^()\\n]{{0,80}}\\))[^()\\n]*{HAN}[^()\\n]*\\)",
            _widened,
            "GB/T 15834—2011, 4.9",
            (("党组(党委)", "党组（党委）"),),
            ("f(x)", "(2026)"),
        ),
        MarkRule(
            "half_width",
            "半角标点",
            f"(?<={HAN})[,;:?!]|(?<=[”’》）])[,;:?!]{_NEXT}",
            _widened,
            "GB/T 15834—2011, 5.1",
            (("巡察,整改", "巡察，整改"), ("如下:", "如下：")),
            ("8:30", "a,b", "1,574"),
        ),
        MarkRule(
            "half_stop",
            "半角句号",
            f"(?<={HAN}|[”》）])\\.(?=$|\\s|”)",
            "。",
            "GB/T 15834—2011, 4.1",
            (("完成整改.", "完成整改。"),),
            ("第1.2节", "买买提.艾力"),
        ),
        MarkRule(
            "listed_quotes",
            "引号、书名号之间的顿号",
            "(?<=[”])、(?=“)|(?<=[》])、(?=《)",
            "",
            "GB/T 15834—2011, 4.5.3.5",
            (("“四风”、“两面人”", "“四风”“两面人”"), ("《甲》、《乙》", "《甲》《乙》")),
            ("《甲》（试行）、《乙》",),
        ),
        MarkRule(
            "before_others",
            "“等”前的顿号",
            "、(?=等(?:[^级同待候]|$))",
            "",
            "GB/T 15834—2011, B.1.2",
            (("来信、来访、等方式", "来信、来访等方式"),),
            ("来信、来访等", "甲、等级评定"),
        ),
        MarkRule(
            "dots_and_others",
            "“等”与省略号连用",
            "等(?:……|…|\\.{3,6})|(?:……|…)等",
            "等",
            "GB/T 15834—2011, A.9",
            (("来信、来访等……", "来信、来访等"),),
            ("来信、来访……",),
        ),
        MarkRule(
            "dots",
            "省略号",
            "。{3,}|…{3,}|(?<!…)…(?!…)",
            "……",
            "GB/T 15834—2011, 4.11.2",
            (("来信。。。", "来信……"), ("来信…", "来信……")),
            ("来信……",),
        ),
        MarkRule(
            "doubled_marks",
            "重复、相连的标点",
            "[，、；：]{1,3}([。！？])|([。，、；：])\\2{1,3}(?!\\2)|[，、]{2,3}",
            lambda match: match[1] or match[2] or "，",
            _CUSTOM,
            (("完成，，整改", "完成，整改"), ("完成，。", "完成。"), ("甲、，乙", "甲，乙")),
            ("完成。整改，",),
        ),
        MarkRule(
            "stop_in_item",
            "分号分项中的句号",
            "(?<![一-龥])[一二三四五六七八九]是[^；。\\n]{1,200}。(?![一二三四五六七八九]是)[^；\\n]{1,200}；(?=[二三四五六七八九十]是)",
            lambda match: match[0].replace("。", "，"),
            "GB/T 15834—2011, A.5",
            (("一是压实责任。强化督查；二是严肃问责。", "一是压实责任，强化督查；二是严肃问责。"),),
            ("一是压实责任。二是严肃问责；三是加强督查。", "一是压实责任；二是严肃问责。"),
        ),
        MarkRule(
            "list_follows",
            "列举前的逗号",
            "(?<=如下)，(?=[^。\\n]{1,200}；)",
            "：",
            "GB/T 15834—2011, B.1.4",
            (("要求如下，一是压实责任；二是严肃问责。", "要求如下：一是压实责任；二是严肃问责。"),),
            ("要求如下：一是压实责任；", "通报如下，请认真贯彻。"),
        ),
        MarkRule(
            "stop_in_brackets",
            "句内括号末的标点",
            "(?<=[^。！？；：\\n”])（([^（）。！？\\n]{1,80})[。，；：、]）",
            r"（\1）",
            "GB/T 15834—2011, B.2.2",
            (("整改（含立行立改。）到位", "整改（含立行立改）到位"),),
            ("整改到位。（联系人：示例。）", "整改（含立行立改）到位"),
        ),
        MarkRule(
            "estimate",
            "概数中的顿号",
            "(?<![第一二三四五六七八九十、])(?:一、二|二、三|三、四|四、五|五、六|六、七|七、八|八、九)(?=[个件名天家项次]|十|百)",
            lambda match: match[0].replace("、", ""),
            _CUSTOM,
            (("三、四个单位", "三四个单位"),),
            ("第三、四个季度", "一、二、三个方面", "三四个单位"),
        ),
        MarkRule(
            "stop_in_quote",
            "句中引文末的句号",
            "。(?=”[，；：、])",
            "",
            "GB/T 15834—2011, B.2.1",
            (("强调“要真改。”，同时", "强调“要真改”，同时"),),
            ("他说：“要真改。”",),
        ),
        MarkRule(
            "year_brackets",
            "发文字号的年份括号",
            f"(?<={HAN}{{2}})[\\[［(（【]({YEAR})[\\]］)）】](?=第?[0-9]{{1,5}}号)",
            r"〔\1〕",
            "GB/T 9704—2012, 7.2.5",
            (("云办发[2026]12号", "云办发〔2026〕12号"),),
            ("云办发〔2026〕12号",),
        ),
        MarkRule(
            "dashes",
            "连接号、破折号",
            f"(?<={HAN})--(?={HAN})",
            "——",
            "GB/T 15834—2011, 4.10",
            (("总要求--真改", "总要求——真改"),),
            ("0912-1234567",),
        ),
        MarkRule(
            "range",
            "数量范围的连接号",
            "(?<=[0-9%万亿元])(?:~|～～|--)(?=[0-9])",
            "～",
            "GB/T 15834—2011, A.11",
            (("5~8个", "5～8个"), ("90%--95%", "90%～95%")),
            ("5～8个", "0912-1234567", "http://example.gov.cn/~2"),
        ),
        MarkRule(
            "range_percent",
            "范围前一数的百分号",
            "(?<![0-9.%～-])([0-9]{1,3}(?:\\.[0-9]{1,4})?)[-~～—至]([0-9]{1,3}(?:\\.[0-9]{1,4})?)%",
            r"\1%～\2%",
            _CUSTOM,
            (("63～68%", "63%～68%"), ("63-68.5%", "63%～68.5%")),
            ("63%～68%", "从63%至68%"),
        ),
        MarkRule(
            "bare_decimal",
            "小数点前的零",
            "(?<=[^0-9A-Za-z.．/])\\.([0-9]{1,4})(?=[%个万亿元]|百分点)",
            r"0.\1",
            _CUSTOM,
            (("提高.34个百分点", "提高0.34个百分点"),),
            ("0.34个百分点", "第1.2个"),
        ),
        MarkRule(
            "full_width_digits",
            "全角数字",
            "[０-９]+(?:．[０-９]+)?％?|(?<=[0-9])％",
            lambda match: match[0].translate(_DIGITS),
            _CUSTOM,
            (("３４１个", "341个"), ("９０．９％", "90.9%"), ("90％", "90%")),
            ("341个", "90%"),
        ),
        MarkRule(
            "thousands",
            "千分位逗号",
            "(?<![0-9,，.])[0-9]{1,3}(?:,[0-9]{3}){1,4}(?![0-9,])(?=[个件人名万亿元项次条起])",
            lambda match: match[0].replace(",", ""),
            _CUSTOM,
            (("1,574个", "1574个"), ("12,345,678元", "12345678元")),
            ("1574个", "第12,345期"),
        ),
        MarkRule(
            "day",
            "日期中的“号”",
            "(?<=月)([0-9]{1,2})号(?![楼线院店台令文])",
            r"\1日",
            _CUSTOM,
            (("8月5号前", "8月5日前"),),
            ("8月5日", "第5号", "5号楼"),
        ),
        MarkRule(
            "mixed_date",
            "数字与汉字混用的日期",
            "(?<=[0-9]年)(十[一二]|[一二三四五六七八九十])月(?!份?间)",
            lambda match: f"{_MONTHS.index(match[1]) + 1}月",
            _CUSTOM,
            (("2026年八月", "2026年8月"), ("2026年十二月", "2026年12月")),
            ("二〇二六年八月", "2026年8月"),
        ),
        MarkRule(
            "time_range",
            "起止时间的连接号",
            "(?<=[0-9年月日])[-~～](?=[0-9]{1,4}[年月日])",
            "—",
            "GB/T 15834—2011, 4.13.3",
            (("2026-2027年", "2026—2027年"), ("3月-5月", "3月—5月")),
            ("2026-07-01", "3至5月"),
        ),
        MarkRule(
            "first_of_all",
            "“第一”后的顿号",
            "(?:^|(?<=[。；：]))第([一二三四五六七八九十])、(?![一二三四五六七八九十第])",
            r"第\1，",
            "GB/T 15834—2011, B.3.1",
            (("第一、提高站位", "第一，提高站位"),),
            ("第一、二轮",),
        ),
        MarkRule(
            "it_is",
            "“一是”后的标点",
            "(?:^|(?<=[。；：，]))([一二三四五六七八九十]是)[、，：]",
            r"\1",
            "GB/T 15834—2011, B.3.1",
            (("一是、提高站位", "一是提高站位"),),
            ("一是提高站位",),
        ),
        MarkRule(
            "heading_mark",
            "序次语后的标点",
            f"^([一二三四五六七八九十]{{1,3}})[，.．](?={HAN})",
            r"\1、",
            "GB/T 15834—2011, B.3.2",
            (("一，总体情况", "一、总体情况"),),
            ("一、总体情况",),
        ),
        MarkRule(
            "bracket_mark",
            "括号序次语后的标点",
            f"^(（[一二三四五六七八九十0-9]{{1,3}}）)[、，.．](?={HAN})",
            r"\1",
            "GB/T 15834—2011, B.3.4",
            (("（一）、压实责任", "（一）压实责任"),),
            ("（一）压实责任",),
        ),
        MarkRule(
            "digit_mark",
            "阿拉伯数字序次语后的标点",
            f"^([0-9]{{1,2}})[、，．](?={HAN})",
            r"\1.",
            "GB/T 15834—2011, B.3.3",
            (("1、压实责任", "1.压实责任"),),
            ("1.压实责任",),
        ),
        MarkRule(
            "padded_date",
            "月、日前的零",
            "(?<![0-9])0([1-9])(?=[月日])",
            r"\1",
            "GB/T 9704—2012, 7.3.5.4",
            (("2026年08月05日", "2026年8月5日"),),
            ("2026年10月",),
        ),
        MarkRule(
            "spaces",
            "汉字间的空格",
            f"(?<={HAN}) +(?={HAN}|[0-9])|(?<=[0-9]) +(?={HAN})",
            "",
            _CUSTOM,
            (("整改 到位", "整改到位"), ("整改 5 项", "整改5项")),
            ("GB/T 9704",),
        ),
        MarkRule(
            "doubled_words",
            "重复的词语",
            _DOUBLED,
            lambda match: next(filter(None, match.groups())),
            _CUSTOM,
            (("第五轮巡察巡察工作", "第五轮巡察工作"), ("整改的的问题", "整改的问题")),
            ("目的的", "件件有着落"),
        ),
    )


MARKS = _rows()
"""Every slip that has a mended text, in the order in which texts are mended."""

PAIRS = ("“”", "‘’", "《》", "（）", "〔〕", "〈〉", "【】")
"""Marks that come in pairs (GB/T 15834—2011, 4.8 to 4.15)."""


def found(text: str) -> Iterator[Slip]:
    """Yield the slips of a text, each with a few characters around it."""
    for rule in MARKS:
        for match in rule.compiled.finditer(text):
            before = text[max(0, match.start() - 6) : match.start()].rpartition("\n")[2]
            after = text[match.end() : match.end() + 6].partition("\n")[0]
            right = match.expand(rule.mend) if isinstance(rule.mend, str) else rule.mend(match)
            yield Slip(rule, before + match[0] + after, before + right + after, *match.span())


def mended(text: str) -> str:
    """Return a text with every slip of the table mended."""
    for rule in MARKS:
        text = rule.mended(text)
    return text


def unpaired(text: str) -> str:
    """Return the first mark of a text that has no partner, or stands inside its like; empty: none."""
    opened: list[str] = []
    opening, closing = {pair[0]: pair for pair in PAIRS}, {pair[1]: pair for pair in PAIRS}
    for character in text:
        if character in opening:
            if character in opened:
                return character
            opened.append(character)
        elif character in closing:
            if not opened or opened[-1] != closing[character][0]:
                return character
            opened.pop()
    return opened[0] if opened else ""
