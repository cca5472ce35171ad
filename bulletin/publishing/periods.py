"""Periods of a series: how they are written, which comes next, and which have ended."""

import calendar
import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, Self

Every = Literal["month", "quarter", "year", "round"]
"""How often an edition comes: by the calendar, or after each round."""

_YEAR = "((?:19|20|21)[0-9]{2})"
_FORMS: tuple[tuple[Every, str], ...] = (
    ("month", _YEAR + "-(0[1-9]|1[0-2])"),
    ("quarter", _YEAR + "-Q([1-4])"),
    ("year", _YEAR),
    ("round", r"([1-9][0-9]?)-([1-9][0-9]?)"),
)
_PARTS = {"month": 12, "quarter": 4, "year": 1}


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A month, a quarter, a year, or a round of a term.

    `major` is the year or the term, `minor` the month, quarter or round; 1 for a year.
    """

    every: Every
    major: int
    minor: int = 1

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `2018-08`, `2018-Q3`, `2018` or `14-4` (term 14, round 4).

        Raises:
            ValueError: the text has none of these forms.
        """
        for every, form in _FORMS:
            if match := re.fullmatch(form, text):
                return cls(every, int(match[1]), int(match[2]) if match.lastindex == 2 else 1)  # noqa: PLR2004  # major, minor
        raise ValueError(text)

    def __str__(self) -> str:
        """Return the form that `parse` reads."""
        forms = {
            "month": f"{self.major}-{self.minor:02}",
            "quarter": f"{self.major}-Q{self.minor}",
            "year": f"{self.major}",
            "round": f"{self.major}-{self.minor}",
        }
        return forms[self.every]

    @property
    def names(self) -> dict[str, int]:
        """The fields for a pattern such as `data/{year}-{month:02}.json`."""
        if self.every == "round":
            return {"term": self.major, "round": self.minor}
        return {"year": self.major} | ({} if self.every == "year" else {self.every: self.minor})

    @property
    def last_day(self) -> datetime.date | None:
        """The day it ends; None for a round, which has no fixed end."""
        if self.every == "round":
            return None
        month = self.minor * 12 // _PARTS[self.every]
        return datetime.date(self.major, month, calendar.monthrange(self.major, month)[1])

    @property
    def is_first(self) -> bool:
        """Whether it is the first round of a term, which has no period before it."""
        return self.every == "round" and self.minor == 1

    @property
    def before(self) -> Self:
        """The period before.

        Raises:
            ValueError: it is the first round of a term.
        """
        if self.minor > 1:
            return type(self)(self.every, self.major, self.minor - 1)
        if self.every == "round":
            raise ValueError(str(self))
        return type(self)(self.every, self.major - 1, _PARTS[self.every])

    @property
    def after(self) -> Self:
        """The period after; for a round, the next round of its term."""
        if self.every == "round" or self.minor < _PARTS[self.every]:
            return type(self)(self.every, self.major, self.minor + 1)
        return type(self)(self.every, self.major + 1)


def ended(since: Period, today: datetime.date, days: int) -> Iterator[Period]:
    """Yield the calendar periods from `since` on that ended at least `days` days ago, in order."""
    period = since
    while (end := period.last_day) is not None and end + datetime.timedelta(days=days) <= today:
        yield period
        period = period.after
