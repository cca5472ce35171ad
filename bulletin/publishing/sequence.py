"""Check the turn, the date and the number of an edition before it is begun."""

import datetime
import re
from collections.abc import Sequence

from bulletin.issues.errors import DataRefused
from bulletin.issues.issue import error
from bulletin.publishing.office import Series
from bulletin.publishing.periods import Period
from bulletin.publishing.register import Edition

NUMBER = re.compile(r"(.+)〔([0-9]{4})〕([1-9][0-9]*)号")
"""代字〔年份〕序号."""


def in_turn(
    series: Series, period: Period, due: Sequence[Period], editions: Sequence[Edition], today: datetime.date
) -> None:
    """Check that a period is due and that every period before it is published or given up.

    Raises:
        DataRefused: the period is not due, or an earlier one is not out.
    """
    if period not in due:
        text, hint = "{period} is not due on {today}.", "It has to end first, and its data has to be there."
        raise DataRefused([error("B740", str(period), text, hint, period=str(period), today=str(today))])
    earlier = [each for each in due if each < period]
    if period.every == "round" and earlier and not period.is_first and period.before not in earlier:
        earlier.append(period.before)  # a round without data between two with data
    settled = {each.period for each in editions if each.state in ("published", "void")}
    missing = [str(each) for each in earlier if str(each) not in settled]
    if missing:
        text, hint = "{missing} is not out yet.", "Publish in order: bulletin publish {series}"
        raise DataRefused([error("B741", str(period), text, hint, missing=missing[0], series=series.name)])


def dated(series: Series, editions: Sequence[Edition], today: datetime.date) -> datetime.date:
    """Return today as the date of a document.

    Raises:
        DataRefused: one of `editions` has a later date, so the machine's clock was set back.
    """
    last = max((each.dated for each in editions), default=today)
    if last > today:
        text, hint = "Today is {today}, before the last edition of {last}.", "Set the clock of the machine."
        raise DataRefused([error("B734", series.name, text, hint, today=str(today), last=str(last))])
    return today


def numbered(number: str, year: int) -> tuple[str, int, int | None]:
    """Split a document number into code, year and sequence; in another form it is all code, without sequence.

    `year` is returned where the number states none.
    """
    match = NUMBER.fullmatch(number)
    return (match[1], int(match[2]), int(match[3])) if match else (number, year, None)


def in_sequence(edition: Edition, others: Sequence[Edition]) -> None:
    """Check that the number of an edition comes after all others of its code and year.

    Raises:
        DataRefused: it does not.
    """
    same = [each for each in others if (each.code, each.year) == (edition.code, edition.year)
            and each.id != edition.id and each.state != "void" and each.sequence is not None]  # fmt: skip
    last = max(same, key=lambda each: each.sequence or 0, default=None)
    if last is not None and edition.sequence is not None and edition.sequence <= (last.sequence or 0):
        text, hint = "{number} does not come after {last}.", "Ask the registry for the number once more."
        raise DataRefused(
            [error("B737", edition.period, text, hint, number=edition.number, last=last.number)]
        )
