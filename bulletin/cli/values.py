"""From the words of an option to its value; what is wrong with them is said by argparse."""

import argparse
import datetime
from typing import TYPE_CHECKING

from bulletin.model.choices import FORMATS

if TYPE_CHECKING:
    from pathlib import Path

MOST, DAY = 1024, 86400


def _wrong(sentence: str, **values: object) -> argparse.ArgumentTypeError:
    from bulletin.issues.issue import Phrase

    return argparse.ArgumentTypeError(Phrase(sentence, values, "help"))


def folder(text: str) -> "Path":
    """A folder."""
    from pathlib import Path

    return Path(text)


def formats(text: str) -> tuple[str, ...]:
    """The formats of a list, each once."""
    names = tuple(dict.fromkeys(name.strip().lower() for name in text.split(",") if name.strip()))
    wrong, known = [name for name in names if name not in FORMATS], FORMATS
    if wrong:
        from bulletin.model.plugins import names_of_all, own  # needed only where a plug-in may write it

        known = (*FORMATS, *own("writer", names_of_all()))
        wrong = [name for name in wrong if name not in known]
    if wrong or not names:
        raise _wrong("unknown format {wrong}; known: {known}",
                     wrong=", ".join(wrong) or "—", known=", ".join(known))  # fmt: skip
    return names


def date(text: str) -> datetime.date:
    """A day written 2018-08-29."""
    try:
        return datetime.datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=datetime.UTC).date()
    except ValueError:
        raise _wrong("not a date: {given}; write it as 2018-08-29", given=text) from None


def at_least_one(text: str) -> int:
    """A number of processes."""
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= MOST:
        raise _wrong("not a number from 1 to {most}: {given}", most=MOST, given=text)
    return int(text)


def seconds(text: str) -> float:
    """A length of time."""
    try:
        given = float(text)
    except ValueError:
        given = 0
    if not 0 < given <= DAY:
        raise _wrong("not a number of seconds: {given}", given=text)
    return given
