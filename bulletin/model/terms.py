"""Define the fixed choices of a data file, and the small values of its fields: moments, differences."""

import calendar
import dataclasses
import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Self


class Difference(Decimal):
    """A number that may be negative: 减少5件 is −5."""


class Term(StrEnum):
    """A choice with an English and a Chinese spelling; data files may use either."""

    zh: str

    def __new__(cls, value: str, zh: str) -> Self:
        """Make the member `value`, also spelt `zh`."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.zh = zh
        return member


class Kind(Term):
    """What a data file is about."""

    INSPECTION = "inspection", "巡察"
    MONTHLY = "monthly", "月报"
    QUARTERLY = "quarterly", "季报"
    PETITIONS = "petitions", "信访"
    CASES = "cases", "案例"
    ANNUAL = "annual", "年报"


class Basis(Term):
    """How the items of a breakdown relate to their whole."""

    PARTITION = "partition", "合计"
    """The items (and the rest, if one is named) add up to the whole."""
    PARTIAL = "partial", "其中"
    """Only some of the items are listed; together they are at most the whole."""
    OVERLAPPING = "overlapping", "交叉"
    """One person or thing may stand under two items; the sum may exceed the whole."""


class Mode(Term):
    """The way a round of inspection is carried out (inspection domain, C.1)."""

    ROUTINE = "routine", "常规"
    SPECIAL = "special", "专项"
    MOBILE = "mobile", "机动"
    LOOK_BACK = "look_back", "回头看"
    ELEVATED = "elevated", "提级"
    CROSS = "cross", "交叉"


class Order(Term):
    """The order in which the items of a list are printed; 其他 is last in each."""

    CODELIST = "codelist", "指标"
    """As the codelist has them: sanctions light to heavy, grades high to low."""
    SIZE = "size", "大小"
    """The largest first."""
    GIVEN = "given", "原序"
    """As they stand in the data."""


class Scale(Term):
    """A power of ten that a number is printed in."""

    MYRIAD = "myriad", "万"
    HUNDRED_MILLION = "hundred_million", "亿"

    @property
    def ones(self) -> int:
        """How many ones it is."""
        return 10_000 if self is Scale.MYRIAD else 100_000_000


class Rounding(Term):
    """A named way to drop digits."""

    HALF_UP = "half_up", "四舍五入"
    """The habit of official statistics."""
    HALF_EVEN = "half_even", "四舍六入五成双"
    """GB/T 8170-2008, for measured values."""
    TRUNCATE = "truncate", "截尾"


class Status(Term):
    """How far a round has got."""

    PLANNED = "planned", "未开始"
    UNDER_WAY = "under_way", "正在进行"
    COMPLETED = "completed", "已完成"


class Rest(Term):
    """What becomes of numbers that the text of a document does not print."""

    TABLE = "table", "附表"
    """They stand in a table, attached to the document."""


class Names(Term):
    """How the persons of cases are named."""

    GIVEN = "given", "实名"
    """As the data has them."""
    MASKED = "masked", "隐名"
    """By their surname: 李某, or 李某甲 and 李某乙 where two share it."""


@dataclasses.dataclass(frozen=True, slots=True, order=True)
class Moment:
    """A point in time, known to the `year`, the `month` (None: only the year) or the `day` (None: no day)."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the moment written in `text`: `2018`, `2018-04` or `2018-04-05`.

        Raises:
            ValueError: it is anything else, or no day of the calendar.
        """
        parts = text.split("-")
        if [len(p) for p in parts] not in ([4], [4, 2], [4, 2, 2]) or not all(
            p.isascii() and p.isdecimal() for p in parts
        ):
            raise ValueError(text)
        numbers = [int(p) for p in parts]
        datetime.date(*[*numbers, 1, 1][:3])  # raises for month 13 and 30 February
        return cls(*numbers)

    def __str__(self) -> str:
        """Return the text that `parse` reads."""
        parts = (f"{self.year:04}", *(f"{p:02}" for p in (self.month, self.day) if p is not None))
        return "-".join(parts)

    @property
    def first_day(self) -> datetime.date:
        """The earliest day of this moment."""
        return datetime.date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> datetime.date:
        """The latest day of this moment."""
        month = self.month or 12
        return datetime.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])
