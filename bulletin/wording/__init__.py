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
from bulletin.wording.forms import FORMS, formed
from bulletin.wording.numbers import printed
from bulletin.wording.numerals import Numeral, Vocabulary, find_numerals, vocabulary_of
from bulletin.wording.orders import ordered
from bulletin.wording.shares import adjusted, closed, closing, closure, is_adjusted, remark

__all__ = [
    "CLAIMS",
    "FORMS",
    "LANGUAGES",
    "Language",
    "Numeral",
    "Vocabulary",
    "addressed",
    "adjusted",
    "change",
    "closed",
    "closing",
    "closure",
    "end",
    "enumerated",
    "find_numerals",
    "formed",
    "is_adjusted",
    "item",
    "itemised",
    "listed",
    "named",
    "ordered",
    "period",
    "printed",
    "remark",
    "said",
    "span",
    "spoken_date",
    "vocabulary_of",
]
