"""Check what words of approximation and bases of shares say about other numbers."""

from collections.abc import Iterator
from decimal import Decimal

from bulletin.checks.relations import exceeding
from bulletin.checks.sums import CORRECT
from bulletin.checks.view import View
from bulletin.issues.issue import Issue, error
from bulletin.model.facts import Count

NEAR = Decimal("0.03")
"""How far a base may lie from the number that it was meant to be."""


def approximations_hold(view: View) -> Iterator[Issue]:
    """Check that a part of a whole is possible where one of them is approximate: 300 of 近300 is not."""
    for key, count, whole, total in exceeding(view, "part_of"):
        if count.word or total.word:
            text = (
                "{part} is {n} and {whole} is {total}, if the words of approximation are taken at their word."
            )
            yield error("B234", count.place, text, CORRECT, (total.place,), part=view.label(key),
                        n=count.range, whole=view.label(whole), total=total.range)  # fmt: skip


def bases_given(view: View) -> Iterator[Issue]:
    """Check that a base of several lists, if it is nearly a number given beside it, is that number.

    The others have the same base, or one that is given. One list alone may have a base of its own, which
    the office publishes nowhere else.
    """
    for key, count in view.counts():
        beside = [
            (item_key, item)
            for breakdown in count.by.values()
            if breakdown.base is None
            for item_key, item in breakdown.items.items()
            if item is not None
        ]
        values = [count.value, *(item.value for _, item in beside)]
        bases = [breakdown.base for breakdown in count.by.values()]
        for breakdown in count.by.values():
            base = breakdown.base
            shared = bases.count(base) > 1 or any(other is not None and other in values for other in bases)
            if base is None or base in values or not shared:
                continue
            near = next(((k, item) for k, item in beside if _near(item, Decimal(base))), None)
            if near is not None:
                text = "{label}: the base {base} is no number given beside it; {item} is {n}."
                yield error("B235", f"{breakdown.at}/base", text, CORRECT, (near[1].place,),
                            label=view.label(key), base=base, item=view.label(near[0]),
                            n=near[1].value)  # fmt: skip


def _near(item: Count, base: Decimal) -> bool:
    return item.value is not None and not item.word and abs(Decimal(item.value) - base) <= base * NEAR
