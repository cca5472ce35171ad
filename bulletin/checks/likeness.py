"""Tell whether two scopes are of the same kind, so that one may be held against the other.

Fields decide: level, area, field and organ. Where they leave it open, what the names say beside periods and
rounds decides: 市委巡察 and 区县巡察 are of two kinds, 本月 and 今年以来 of one.
"""

import re

from bulletin.checks.spans import span_of
from bulletin.model.facts import DataFile, Scope
from bulletin.model.scopes import COORDINATES, subject_of
from bulletin.wording.periods import without_periods

_GENERAL = re.compile(
    "全[县市省区州旗国盟]|截至|截止|以来|至今|累计|合计|总计|同期|统计|情况|工作|巡察|期间|任期|各级"
    "|[本上当今去前全各这年月季度期周旬底末止起共至到的]|[，、。：；/（）()【】 ]"
)
"""Words of a name that say nothing of whose figures these are."""


def kind_named(data: DataFile, scope: Scope) -> str:
    """Return what the name of a scope says beside periods, rounds, general words and the issuer's names."""
    words, issuer = without_periods(scope.label), data.issuer
    names = (issuer.name, issuer.committee, issuer.area, *(getattr(scope, name) for name in COORDINATES))
    for name in names:
        words = words.replace(name, "") if name else words
    return _GENERAL.sub("", words)


def alike(data: DataFile, scope: Scope, other_data: DataFile, other: Scope) -> bool:
    """Return whether two scopes, of one file or of two editions, are of the same kind."""
    if subject_of(data, scope) != subject_of(other_data, other):
        return False
    first, second = kind_named(data, scope), kind_named(other_data, other)
    return first in second or second in first


def same(data: DataFile, scope: Scope, other: Scope) -> bool:
    """Return whether two scopes of a file are of the same kind, rounds and period."""
    if subject_of(data, scope) != subject_of(data, other) or set(scope.rounds) != set(other.rounds):
        return False
    span, second = span_of(data, scope), span_of(data, other)
    if span != second:
        return False
    known = scope.label == other.label or scope.rounds or (span.since and span.until)
    return bool(known) and kind_named(data, scope) == kind_named(data, other)


def inside(data: DataFile, part: Scope, whole: Scope) -> bool:
    """Return whether a scope is part of another one of its kind: by its rounds, or by its period."""
    inner, outer = subject_of(data, part), subject_of(data, whole)
    if not inner.within(outer):
        return False
    words, of_whole = kind_named(data, part), kind_named(data, whole)
    if inner != outer:  # the fields say that it is a part
        words, of_whole = "", ""
    if part.rounds and whole.rounds and set(part.rounds) < set(whole.rounds):
        return not (words and of_whole) or words == of_whole
    first, second = span_of(data, part), span_of(data, whole)
    if set(part.rounds) != set(whole.rounds) and part.rounds and whole.rounds:
        return False
    if not (first.since and second.since and first.until and second.until):
        return inner != outer and bool(part.rounds) and set(part.rounds) == set(whole.rounds)
    within = second.since.first_day <= first.since.first_day and first.until.last_day <= second.until.last_day
    return within and (first != second or inner != outer) and of_whole in words
