"""Decide how figures are printed: decimals, zeros, 万 and 亿, the order of lists, closed shares.

What the count says goes before its list, the list before the codelist, the codelist before the document,
the document before the rules.
"""

from decimal import Decimal
from fractions import Fraction
from typing import Literal

from bulletin.model.codelist import Codelist, Indicator
from bulletin.model.facts import Amount, Breakdown, Count, DataFile, Printing
from bulletin.model.figures import Exact, PrintedForm, rounded, telling_decimals
from bulletin.model.terms import Order, Rounding, Scale
from bulletin.wording.orders import is_rest

FIRST = 1
"""The rules of release 0.1.0: decimals by indicator, no zeros, shares closed, points of rounded rates."""

DECIMALS = 1
"""The decimals of a percentage, unless chosen."""

FIRST_DECIMALS = {"rectified": 0}
"""By the rules of release 0.1.0 other decimals than one."""

TOLD_TO = 6
"""The most decimals in percent that a change in points takes to be told."""

IN_TIMES = 10
"""A growth of ten times or more is printed in 倍: 增长82倍 for 8200%."""

PLACES = {10: 3, 100: 2, 1_000: 1, 10_000: 0}
"""A number known to a power of ten → its decimals in 万: 62.7万 is known to 1,000."""


class Forms:
    """The printed forms of the figures of one data file."""

    def __init__(self, data: DataFile, codelist: Codelist, rounding: Rounding | None = None) -> None:
        self.codelist = codelist
        self.printing = data.document.printing or Printing()
        self.first = self.printing.rules == FIRST
        self.rounding = rounding or self.printing.rounding or Rounding.HALF_UP

    @property
    def even(self) -> bool:
        """Whether percentages with equal decimals print them alike: 47.0% beside 47.8%."""
        return self.printing.zeros is None and not self.first

    def rate(self, entry: Indicator | None, count: Count, part: Breakdown | None = None) -> PrintedForm:
        """Return the form of a rate, a share or a growth; `part` is the list that `count` is an item of."""
        listed = part.share_decimals if part else None
        chosen = (count.decimals, listed, entry.decimals if entry else None, self.printing.decimals)
        decimals = next((each for each in chosen if each is not None), None)
        if decimals is None:
            decimals = FIRST_DECIMALS.get(entry.key, DECIMALS) if entry and self.first else DECIMALS
        return PrintedForm(decimals=decimals, zeros=self.printing.zeros is True, rounding=self.rounding)

    def growth(self, entry: Indicator, count: Count, growth: Fraction) -> PrintedForm:
        """Return the form of a growth: in percent, in 倍 from ten times up."""
        form = self.rate(None if self.first else entry, count)
        return PrintedForm(form.decimals, form.zeros, rounding=form.rounding,
                           times=growth >= IN_TIMES and not self.first)  # fmt: skip

    def number(self, count: Count, value: Exact, *, derived: bool = False) -> PrintedForm:
        """Return the form of a number: every digit, or in 万 or 亿 where it is known or printed so.

        10000万 is 1亿. `derived`: a difference, which prints every digit below one 万 or 亿.
        """
        size, scale, places = abs(Fraction(value)), count.scale, count.scale_decimals
        if scale is None:
            step = int(count.known_to or 0)
            if step not in PLACES or size < step:
                return PrintedForm()
            scale, places = Scale.MYRIAD, PLACES[step]
        elif derived and size < scale.ones:
            return PrintedForm()
        places = DECIMALS if places is None else places
        whole = rounded(size / scale.ones, places, self.rounding)
        if scale is Scale.MYRIAD and whole * scale.ones >= Scale.HUNDRED_MILLION.ones:
            scale, places = Scale.HUNDRED_MILLION, places + 4
        return PrintedForm(places, scale=scale, rounding=self.rounding)

    def ordered(self, part: Breakdown) -> list[str]:
        """Return the items of a breakdown in the order they print in: 其他 last."""
        order = part.order or self.codelist.orders.get(part.dimension) or self.printing.order
        keys = [*part.items]
        if order is Order.SIZE:
            keys.sort(key=lambda key: -_size(part.items[key]))
        elif order is not Order.GIVEN:
            keys.sort(key=lambda key: self.codelist[key].order)
        return sorted(keys, key=self.is_rest)

    def is_rest(self, key: str) -> bool:
        """Return whether an item is what its list leaves over: 其他, 其他人员."""
        return is_rest(self.codelist[key].label)

    def closed(self, part: Breakdown) -> Literal["", "once", "each"]:
        """Return whether the shares of a breakdown are rounded together, to add up to 100%, and said so."""
        chosen = part.close if part.close is not None else self.printing.close
        if not (self.first if chosen is None else chosen):
            return ""
        return "each" if self.first else "once"

    def telling(self, now: Fraction, before: Fraction, decimals: int) -> int:
        """Return the fewest decimals, from `decimals` up, at which two rates in percent tell their change.

        The printed change is then that of the printed rates, and not nothing where there is one. If no number
        of decimals up to `TOLD_TO` does that, the fewest at which the change is printed.
        """
        change = abs(now - before)
        printed = [each for each in range(decimals, TOLD_TO + 1) if rounded(change, each, self.rounding)]
        for each in printed if change else [decimals]:
            first, second = (rounded(rate, each, self.rounding) for rate in (now, before))
            if abs(first - second) == rounded(change, each, self.rounding):
                return each
        return next(iter(printed), decimals)

    def shown(self, share: Fraction, form: PrintedForm) -> Decimal:
        """Return a rate in percent as printed."""
        decimals = telling_decimals(share, form.decimals or 0, form.rounding)
        return rounded(share * 100, decimals, form.rounding)


def _size(item: Count | None) -> Amount:
    value = item.value if item else None
    return -1 if value is None else value
