"""Measure words by the kind of thing they count.

件 and 起 count the same matters, 人 and 人次 do not count the same persons. An indicator that is counted in
some of the words for things takes the others; money and time have words of their own.
"""

from collections.abc import Mapping
from types import MappingProxyType

ANY = "any"
"""The kind of 个, which counts things of every kind."""
PERSONS, TURNS = "persons", "turns of persons"
MONEY, TIME = "money", "time"

_KINDS = {
    PERSONS: "人 名 位",
    TURNS: "人次 人（次） 人(次)",
    "matters": "件 起 宗 条 项 例 份 册 卷 篇 封 件次 件（次） 件(次) 条次 项次",
    "organisations": "家 所 户",
    "times": "次 批 批次 轮 场 场次 期 堂",
    ANY: "个 处 类 大类 方面",
    MONEY: "元 万元 亿元",
    TIME: "天 日 周 个月 月 年 小时",
}
KIND: Mapping[str, str] = MappingProxyType({w: kind for kind, words in _KINDS.items() for w in words.split()})
"""Measure word → kind."""


def kind_of(unit: str) -> str:
    """Return the kind of a measure word; "" if it is not known. 个方面 and 个地方和单位 count as 个 does."""
    return KIND.get(unit, ANY if unit.startswith("个") else "")


def quantity_of(unit: str) -> str:
    """Return what a measure word measures: money, time or a number of things; "" if it is not known."""
    kind = kind_of(unit)
    return kind if kind in ("", MONEY, TIME) else "number"
