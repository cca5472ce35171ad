"""Check what words of approximation and bases of shares say about other numbers."""

from collections.abc import Iterator
from decimal import Decimal

from bulletin.checks.sums import CORRECT
from bulletin.checks.view import View
from bulletin.issues.issue import Issue, error
from bulletin.model.facts import Count

BELOW = ("近", "不到", "不足", "将近")
"""Words that put the number below what is written: 近300 is less than 300."""
NEAR = Decimal("0.03")
"""How far a base may lie from the number that it was meant to be."""


def approximations_hold(view: View) -> Iterator[Issue]:
    """Check that an exact part of an approximate whole is possible: 300 of 近300 is not."""
    for table in view.tables():
        for key, count in table.items():
            for whole, total in view.wholes(key, table):
                entry = view.codelist.indicators[key]
                bound = whole in entry.part_of
                if not bound or total.approximate not in BELOW or count.approximate or total.resolution:
                    continue
                alike = count.unit is None or view.unit(key, count) == view.unit(whole, total)
                if (
                    alike
                    and count.value is not None
                    and total.value is not None
                    and count.value >= total.value
                ):
                    text = "{part} is {n}; {whole} is given as {word}{total}, which is less."
                    yield error("B234", count.place, text, CORRECT, (total.place,), part=view.label(key),
                                n=count.value, whole=view.label(whole), word=total.approximate,
                                total=total.value)  # fmt: skip


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
    return item.value is not None and not item.approximate and abs(Decimal(item.value) - base) <= base * NEAR
