"""Check that two scopes of one kind, rounds and period have the same figures, item by item."""

import itertools
from collections.abc import Iterator
from decimal import Decimal

from bulletin.checks.items import same_items
from bulletin.checks.likeness import same
from bulletin.checks.view import View
from bulletin.issues.issue import Issue, error
from bulletin.model.facts import Count, Scope
from bulletin.model.scopes import by_subject, full_label


def scopes_agree(view: View) -> Iterator[Issue]:
    """Check that an indicator has one value where two scopes are of the same kind, rounds and period."""
    groups = by_subject(view.data).values()
    for first, second in (pair for group in groups for pair in itertools.combinations(group, 2)):
        if same(view.data, first, second):
            yield from _agree(view, first, second)


def _agree(view: View, first: Scope, second: Scope) -> Iterator[Issue]:
    one, other = view.lifted(first.results), view.lifted(second.results)
    for key, count in one.items():
        if key not in other or view.unit(key, count) != view.unit(key, other[key]):
            continue
        for each, now, again in ((key, count, other[key]), *same_items(count, other[key])):
            if differ(now, again):
                text = "{label} is {first} in “{scope}”, but {second} in “{other}” of the same time and kind."
                hint = "Correct one of the two, or say how they differ: “level”, “area”, “field” or “organ”."
                yield error("B206", now.place, text, hint, (again.place,), label=view.label(each),
                            first=now.value, second=again.value, scope=full_label(first),
                            other=full_label(second))  # fmt: skip


def differ(one: Count, other: Count) -> bool:
    """Return whether two exact numbers are not the same, within what is known of them."""
    if None in (one.value, other.value) or one.approximate or other.approximate:
        return False
    slack = Decimal((one.resolution or 0) + (other.resolution or 0)) / 2
    return abs(Decimal(one.value or 0) - Decimal(other.value or 0)) > slack
