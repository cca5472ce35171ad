"""Check single numbers: whether they are given, how exactly they are known, whether they can be verified."""

from collections.abc import Iterator
from decimal import Decimal

from bulletin.checks.view import View
from bulletin.issues.issue import Issue, error, note, warning
from bulletin.model.facts import Breakdown, Count
from bulletin.model.terms import Basis

ABOUT = ("resolution", "approximate", "persons", "kept_back")
"""Fields that only a given number may have."""
ALONE = ("stated_rate", "compared")
"""Fields that say something without a number: a share, a growth."""


def number_given(view: View) -> Iterator[Issue]:
    """Check that a number is given where something is said about it, and in a closed list."""
    text, hint = "{label} has no number.", "Give “n” (数), or null where it is only named."
    for key, count in view.counts():
        said = [name for name in ABOUT if getattr(count, name) not in (None, False)]
        if count.value is None and said:
            yield error("B217", count.at, text, hint, label=view.label(key))
    for _, _, breakdown in view.breakdowns():
        for key, item in breakdown.items.items():
            empty = item is not None and item.value is None and not _says_anything(item)
            if breakdown.basis is Basis.PARTITION and item is not None and empty:
                yield error("B217", item.at, text, hint, label=view.label(key))
        yield from _left_out(view, breakdown)


def _left_out(view: View, breakdown: Breakdown) -> Iterator[Issue]:
    """Ask for the one number of a closed list that is missing beside its share."""
    items = [(key, item) for key, item in breakdown.items.items() if item is not None]
    without = [(key, item) for key, item in items if item.value is None]
    if breakdown.basis is not Basis.PARTITION or len(without) != 1 or len(items) == 1:
        return
    ((key, item),) = without
    if item.stated_rate is not None and not item.by:
        text = "{label} has a share and no number; all others of its list have numbers."
        yield warning("B217", item.at, text, "Give “n” (数), if it is published.", label=view.label(key))


def _says_anything(count: Count) -> bool:
    return bool(count.names or count.by) or any(
        getattr(count, name) not in (None, False) for name in ABOUT + ALONE
    )


def resolution_fits(view: View) -> Iterator[Issue]:
    """Check that the resolution of a number is a power of ten that divides it: 62.7万 to 1,000."""
    for key, count in view.counts():
        step, value = count.resolution, count.value
        if step is None or value is None:
            continue
        digits = Decimal(step).normalize().as_tuple()
        power = digits.digits == (1,) and isinstance(digits.exponent, int) and step > 1
        if not power or step > value or Decimal(value) % Decimal(step):
            text = "{label}: {n} is not a number known to {step}."
            hint = "Known to 1,000: n 627000, resolution 1000. Exact and printed in 万: scale 万 instead."
            yield error("B218", count.at, text, hint, label=view.label(key), n=value, step=step)


def unverifiable(view: View) -> Iterator[Issue]:
    """Report stated rates and changes that cannot be verified because their terms are not given."""
    lists = {id(item): (count, part) for _, count, part in view.breakdowns() for item in part.items.values()}
    for table in view.tables():
        for key, count in table.items():
            if count.stated_rate is not None and id(count) not in lists and view.whole(key, table) is None:
                text = "{label}: {stated}% cannot be verified; what it is a part of is not given."
                yield note("B219", count.at, text, label=view.label(key), stated=count.stated_rate)
    for key, count in view.counts():
        whole, part = lists.get(id(count), (None, None))
        given = whole is None or whole.value is not None or (part is not None and part.base is not None)
        if count.stated_rate is not None and (count.value is None or not given):
            text = "{label}: a share of {stated}% is printed as stated; its terms are not given."
            yield note("B219", count.at, text, label=view.label(key), stated=count.stated_rate)
        yield from _change_alone(view.label(key), count)


def _change_alone(label: str, count: Count) -> Iterator[Issue]:
    other = count.compared
    if other is None:
        return
    if other.points is not None and other.share is None:
        text = "{label}: a change of {points} points cannot be verified; the other share is not given."
        yield note("B219", other.at, text, label=label, points=other.points)
    if other.growth is not None and (
        count.value is None or (other.value is None and other.difference is None)
    ):
        text = "{label}: a growth of {growth}% is printed as stated; the number {other} is not given."
        yield note("B219", other.at, text, label=label, growth=other.growth, other=other.label)
