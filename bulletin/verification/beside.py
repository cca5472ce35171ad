"""Read the words that touch a number and change its meaning: sign, hedge, direction, measure word.

310个, 约310个, 不足310个, 310个左右 and −310个 are five statements, and 增加37个 is the opposite of 减少37个.
The character before shows whether 约 ends 节约 and whether 不足 is a noun.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from bulletin.wording.numerals import Numeral

_LEADS = {
    "约": "约 大约 大概 差不多 ~ ～ ≈",
    "近": "近 将近 接近 几乎 不足 不到 不满 不及 未满 未达 未到 少于 低于 小于 < ＜",
    "超": "超 超过 逾 突破 多于 高于 大于 > ＞",
    "至少": "至少 最少 不下 不少于 不低于 ≥ ≧",
    "至多": "至多 最多 不超过 不高于 不多于 ≤ ≦",
}
_TAILS = {"约": "左右 上下", "超": "多 余 有余 出头 以上 + ＋", "至多": "以内 以下"}
_KIND = {word: kind for words in (_LEADS, _TAILS) for kind, told in words.items() for word in told.split()}
"""Hedges of equal meaning: 约310个 and 310个左右."""

_TWO = "|".join(
    sorted((w for told in _LEADS.values() for w in told.split() if len(w) > 1), key=len, reverse=True)
)
_BEFORE = re.compile(
    rf"(?:(?<![和与及、])(?:{_TWO})"
    "|(?<![节预签条契公违履邀特相合要简解续毁赴失隐制])约|(?<![最附临邻就靠远亲])近|(?<!赶)超|逾"
    r"|(?<![\d%％个件人])[~～]|[<>＜＞≤≥≦≧≈≠±+＋]|[\u202a-\u202e\u2066-\u2069])\Z"
)
"""The last of these reverse the text, so that the page shows other digits than the file holds."""

_MINUS = re.compile(r"(?<![\dA-Za-z%％—–－−-])[-−－]\Z")
"""A minus sign: neither a dash nor the middle of a range."""

_MORE = re.compile(r"[余多](?![\d])")
_AFTER = re.compile(
    r"左右|上下(?!级)|以[上下内]|有余|出头|[多余](?=[，。；：、）！？\s]|\Z)|[+＋]|分之|[\u00b2\u00b3\u00b9\u2070-\u207f]"
)

_UP = "增加|增长|增多|上升|提高|提升|上涨|净增|增"
_DOWN = "减少|下降|降低|回落|下滑|缩减|净减|减"
_TURN = re.compile(rf"(?:(?P<up>{_UP})|(?:{_DOWN}))了?(?P<to>[到至为])?\Z")

_MEASURES = re.compile(
    "人次|件次|美元|欧元|港元|日元|英镑|平方米|平方公里|立方米|公里|千克|公斤|公顷|小时|分钟|"
    "[元户名位家所处台辆套架栋幢间箱吨亩斤米克秒天日月年周号页期届批宗案篇封桩笔张本册部只头匹口株棵颗粒块片折度岁场趟回遍"
    "个件起条项份轮倍人次]"
)
"""Measure words after Arabic digits that the codelist lacks: 箱 is not 个, and 美元 is not 元."""

_HANZI_DATE = (
    "[〇零○一二三四五六七八九]{4}年(?:(?:十[一二]?|[一二三四五六七八九])月"
    "(?:(?:[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])日)?)?"
)
_DATES = re.compile(
    rf"{_HANZI_DATE}|(?<![\d.\-/])(?:19|20)[0-9]{{2}}([-./])(?:1[0-2]|0?[1-9])\1(?:3[01]|[12][0-9]|0?[1-9])"
    r"(?![\d\-/]|\.\d)"
)
_DIGITS = dict(zip("〇零○一二三四五六七八九", (0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))


@dataclass(frozen=True, slots=True)
class Beside:
    """The words that belong to a number.

    `lead` stands before the number, `more` between it and its `unit`, `tail` after that. `turn` are the words
    before all of it that give the direction of a change. `numbered`: 第 stands before it.
    """

    lead: str = ""
    more: str = ""
    unit: str = ""
    tail: str = ""
    turn: str = ""
    numbered: bool = False

    @property
    def minus(self) -> bool:
        """Whether a sign makes the number negative."""
        return bool(_MINUS.fullmatch(self.lead))

    @property
    def hedge(self) -> frozenset[str]:
        """The hedges that make the number inexact."""
        said = "-" if self.minus else _KIND.get(self.lead, self.lead)
        return frozenset((said, "超" if self.more else "", _KIND.get(self.tail, self.tail))) - {""}

    @property
    def way(self) -> str:
        """The direction of a change, and whether the number is its amount or its result.

        Empty if there is none.
        """
        found = _TURN.fullmatch(self.turn)
        return f"{'up' if found['up'] else 'down'}{' to' if found['to'] else ''}" if found else ""


NOTHING = Beside()


def beside(text: str, numeral: Numeral, reached: int, touches: bool = True) -> Beside:
    """Return the words beside `numeral` in `text`, from `reached`; `touches`: no blank stands before it."""
    if numeral.kind == "date":
        return NOTHING
    start, end = numeral.start, numeral.end
    found = _BEFORE.search(text, max(reached, start - 4), start)
    if found is None and touches:
        found = _MINUS.search(text, max(reached, start - 1), start)
    lead = found[0] if found else ""
    more, unit = "", numeral.unit
    if unit and not text.startswith(unit, end):
        more = text[end]  # 300余个
    elif not unit and (some := _MORE.match(text, end)):
        more = some[0]
    end += len(more)
    if not unit and numeral.kind == "number" and numeral.text[0].isdecimal():
        unit = measure[0] if (measure := _MEASURES.match(text, end)) else ""
    tail = _AFTER.match(text, end + len(unit))
    before = start - len(lead)
    turn = _TURN.search(text, max(reached, before - 4), before)
    numbered = text[start - 1 : start] == "第"
    return Beside(lead, more, unit, tail[0] if tail else "", turn[0] if turn else "", numbered)


def written_dates(text: str) -> Iterator[Numeral]:
    """Yield dates in forms that people write and no template prints: 二〇一八年八月二十九日, 2018-08-29."""
    for found in _DATES.finditer(text):
        parts = re.split("[年月日./-]", found[0])
        digits = [_number(part) for part in (*parts, "", "")[:3]]
        value = Decimal(digits[0] * 10_000 + digits[1] * 100 + digits[2])
        yield Numeral(found.start(), found.end(), found[0], value, "date")


def _number(part: str) -> int:
    """Return the value of a part of a date (2018, 08, 二〇一八, 二十九); 0 if there is none."""
    if not part or part.isdecimal():
        return int(part or 0)
    tens, ten, ones = part.rpartition("十")
    if ten:
        return 10 * _DIGITS.get(tens, 1) + _DIGITS.get(ones, 0)
    return int("".join(str(_DIGITS[c]) for c in part))
