"""Find the places where texts name persons, as people type names.

A name is found with spaces inside, and a name of several parts (买买提·艾力) also with another dot
or none, or by its first part. Two characters may be an ordinary word (高兴) or lie across two words
(提|高兴|趣): such a place counts as the person only beside a title, a verb of persons or a punctuation
mark; otherwise a person is asked.
"""

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass

DOTS = "·•・‧∙．.⋅･"
SKIPPED = re.compile(f"[\\s{DOTS}\u200b-\u200d\u2060\ufeff\U000e0100-\U000e01ef]")
"""Characters that may stand inside a name."""

SHORT = 2

WORDS = frozenset(re.findall(
    "..",
    "高兴高度高效高质高峰高温高级高速高标安全安静安排安定安心安康安置平安平时平均平等平台文化文明文件文字文章"
    "金融金额金钱方正方向方面方法方便方案方式方针石油石头江山江河水平水利水务水库时间时候时期时刻成功成立成员"
    "成果成绩成效成本成长马上黄金黄河白天白雪温和温暖温度和平和谐明白明确明显任务任何任职任命关于关系关心关键"
    "管理支持支部支出支付路线路径田野林业农业于是解决解释解放包括包庇包容包装查处查明查找查实党员党委党建党章"
    "党性党组党课公平公开公正公共公安公务公款向上向前常见常态常委常务常规车辆车间单位单独单纯习惯史料万一万元"
    "强化强调强烈强制严格严肃严重严密严明严厉严防应当应急应付能力能够能源曾经连续连接连同项目从严从事游客充分"
    "充足计划计算计生房屋房产贺信贺电苏醒国家国土国庆国有贝壳全面全部全县全体全力经济经营经费经过商业商量权力"
    "权利印发印章容易容量红旗红利红色红包华丽富裕富强甘心甘愿宁静宁可阳光阳台康复空白空间花费花园谷雨雷雨雷达",
))  # fmt: skip
"""Ordinary words of two characters that begin with a surname."""

ENDING = {
    "高": "提最较更很升增不", "方": "地对双多各官警校军", "王": "国帝大霸龙小老",
    "金": "资基现奖罚税租礼黄薪押定",
    "文": "公发行来条中语论人作", "安": "公治平保", "时": "及按临同小", "成": "完造形组达", "路": "道公铁线",
    "包": "承", "查": "检审调核督巡抽排", "关": "机相有海", "任": "责主担", "于": "关由等", "解": "了理",
    "管": "监主", "向": "方意", "和": "", "江": "长珠", "石": "岩", "田": "农", "林": "森", "党": "入",
    "常": "日正经", "程": "工过章流", "史": "历", "计": "审统合会", "项": "事款", "权": "职用授", "容": "内",
    "单": "清简", "应": "相对", "能": "职可", "严": "从", "车": "公汽", "房": "住公",
}  # fmt: skip
"""A surname → characters that form a word with it when they stand before it: 提高."""

COUNTED = re.compile("[十百千万]*(?:[年月日号个件名元次天项条届时点万亿]|人次)")
LUNAR_DAY = re.compile("月(?:初[一二三四五六七八九十]|十[一二三四五六七八九]?|廿|二十)")

TITLES = (
    "同志|书记|主任|县长|市长|区长|镇长|乡长|局长|处长|科长|股长|站长|所长|院长|校长|部长|厂长|队长|组长|村长"
    "|委员|经理|会计|出纳|干部|职工|职员|人员|党员|负责人|助理|秘书|教师|医生|民警|法官|检察官|主席|常委|被告人|当事人|老板"
)
BEFORE = re.compile(f"(?:^|[^\\w\\s]|{TITLES}|对|给予|经|由|被|向|给|与|和|及|让|为|受|称|叫|将|因|系)$")
AFTER = re.compile(
    f"$|[^\\w\\s]|{TITLES}|等[0-9一二三四五六七八九十]*人|收受|收取|索取|利用|担任|在|于|因|违|擅自|身为|作为|被|受到|立案"
    "|开除|涉嫌|存在|将|把|以|向|对|与|和|及|从|为|多次|先后|伙同|指使|安排|授意|挪用|贪污|骗取|侵占|接受|参与|组织"
    "|没有|未|不|的妻|的丈夫|的儿|的女|的亲|的行为|的问题|退|主动|本人|共|曾|任|套取|截留|违规|违反|党内|政务|记过"
)
BESIDE_BEFORE = re.compile(f"(?:{TITLES})$")
BESIDE_AFTER = re.compile(f"{TITLES}|等[0-9一二三四五六七八九十]*人")
NEAR = 6
"""The characters beside a place that are looked at."""


@dataclass(frozen=True, slots=True)
class NamePlace:
    """A stretch of a text that names a person, or may do so."""

    start: int
    end: int
    name: str
    sure: bool
    """False where it may as well be an ordinary word, or a part of a name that others have too."""


class NameFinder:
    """Finds names in texts; each text is read once, however many names there are."""

    def __init__(self, names: Iterable[str]) -> None:
        self._written: dict[str, list[tuple[str, str, bool]]] = {}
        spelled: dict[str, tuple[str, bool]] = {}
        for name in names:
            for written, own in _writings(name):
                known = spelled.get(written)
                if own or known is None:
                    spelled[written] = name, own
                elif known[0] != name and written != SKIPPED.sub("", known[0]):
                    spelled[written] = known[0], False  # two persons share this part
        for written, (name, own) in sorted(spelled.items(), key=lambda item: -len(item[0])):
            self._written.setdefault(written[:SHORT], []).append((written, name, own))

    def places(self, text: str) -> list[NamePlace]:
        """Return the places in a text, in order; of two that overlap the earlier, of one start the longer."""
        at = [i for i, character in enumerate(text) if not SKIPPED.match(character)]
        plain = "".join(text[i] for i in at)
        found, i = list[NamePlace](), 0
        while i < len(plain):
            place, taken = self._place(text, plain, at, i)
            if place is not None:
                found.append(place)
            i += taken
        return found

    def _place(self, text: str, plain: str, at: list[int], i: int) -> tuple[NamePlace | None, int]:
        for written, name, own in self._written.get(plain[i : i + SHORT], ()):
            end = i + len(written)
            if not plain.startswith(written, i):
                continue
            first, last = at[i], at[end - 1] + 1
            if "·" not in name and any(dot in text[first:last] for dot in DOTS):
                continue  # 老李.四个问题
            while last < len(text) and "\U000e0100" <= text[last] <= "\U000e01ef":
                last += 1
            sure = own and _is_person(written, text[max(0, first - NEAR) : first], text[last : last + NEAR])
            return NamePlace(first, last, name, sure), len(written) if sure else 1
        return None, 1


def without(text: str, places: Iterable[NamePlace]) -> str:
    """Return a text with a line feed for each of these places."""
    pieces, done = list[str](), 0
    for place in places:
        pieces += text[done : place.start], "\n"
        done = place.end
    return "".join([*pieces, text[done:]])


def quoted(text: str, place: NamePlace, instead: str, hidden: Container[int]) -> str:
    """Return the words around a place with `instead` for the name, and … at the offsets of other names."""

    def shown(first: int, last: int) -> str:
        return re.sub("\n+", "…", "".join("\n" if i in hidden else text[i] for i in range(first, last)))

    before, after = (
        shown(max(0, place.start - NEAR), place.start),
        shown(place.end, min(len(text), place.end + NEAR)),
    )
    return f"“{before}〔{instead}〕{after}”"


def _writings(name: str) -> list[tuple[str, bool]]:
    """Return the ways to write a name, each with whether it means this person alone."""
    parts = name.split("·")
    whole = [(SKIPPED.sub("", name), True)]
    if len(parts) == 1:
        return whole
    return whole + [(part, i == 0) for i, part in enumerate(parts) if len(part) >= SHORT]


def _is_person(written: str, before: str, after: str) -> bool:
    """Return whether a name stands as a name between its neighbours."""
    if len(written) > SHORT:
        return True
    before, after = before.rstrip(" \u3000"), after.lstrip(" \u3000")
    if BESIDE_BEFORE.search(before) or BESIDE_AFTER.match(after):
        return True
    if written[-1] in "正一二三四五六七八九十" and LUNAR_DAY.match(after):
        return False
    doubtful = written in WORDS
    doubtful |= before[-1:] != "" and before[-1:] in ENDING.get(written[0], "")
    if written[-1] in "一二三四五六七八九十百千万" and COUNTED.match(after):
        return BEFORE.search(before) is not None
    return not doubtful or (BEFORE.search(before) is not None and AFTER.match(after) is not None)
