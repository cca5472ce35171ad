"""Turn figures into the words of a language: numbers, dates, clauses. It and `issues` alone use Babel."""

from bulletin.issues.catalogue import LANGUAGES, Language
from bulletin.issues.messages import said
from bulletin.wording.clauses import (
    CLAIMS,
    addressed,
    change,
    end,
    enumerated,
    item,
    itemised,
    listed,
    named,
    period,
    span,
)
from bulletin.wording.dates import spoken_date
from bulletin.wording.numbers import printed
from bulletin.wording.numerals import Numeral, Vocabulary, find_numerals, vocabulary_of
from bulletin.wording.shares import closed, closure, is_adjusted

__all__ = [
    "CLAIMS",
    "LANGUAGES",
    "Language",
    "Numeral",
    "Vocabulary",
    "addressed",
    "change",
    "closed",
    "closure",
    "end",
    "enumerated",
    "find_numerals",
    "is_adjusted",
    "item",
    "itemised",
    "listed",
    "named",
    "period",
    "printed",
    "said",
    "span",
    "spoken_date",
    "vocabulary_of",
]
