"""The words of a language: numbers, dates, clauses and messages. The only door to Babel."""

from bulletin.wording.clauses import CLAIMS, change, enumerated, item, itemised, listed, named
from bulletin.wording.dates import spoken_date
from bulletin.wording.messages import LANGUAGES, Language, said
from bulletin.wording.numbers import printed

__all__ = [
    "CLAIMS",
    "LANGUAGES",
    "Language",
    "change",
    "enumerated",
    "item",
    "itemised",
    "listed",
    "named",
    "printed",
    "said",
    "spoken_date",
]
