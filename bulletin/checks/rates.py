"""Check numbers that were computed elsewhere: rates, shares, growth, percentage points."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from bulletin.checks.sums import CORRECT, range_of_whole, whole_of
from bulletin.checks.view import View
from bulletin.issues.issue import Issue, error, note, warning
from bulletin.model.approximation import ANY, Range
from bulletin.model.facts import Amount, Count
from bulletin.model.figures import closed_shares, rounded
from bulletin.model.terms import Rounding

HUNDRED = 100  # percent: the sum of a closed list of shares


@dataclass(frozen=True, slots=True)
class _Share:
    """A stated share with its terms, in percent.

    `within` is its range if a term is known only approximately.
    """

    count: Count
    label: str
    stated: Decimal
    exact: Fraction
    within: Range
    terms: str
    base: str


def stated_rate(view: View) -> Iterator[Issue]:
    """Check that a rate stated beside a count is the rounded quotient of its terms."""
    listed = {id(item) for _, _, part in view.breakdowns() for item in part.items.values()}
    for table in view.tables():
        for key, count in table.items():
            bound = view.whole(key, table)
            if bound is not None and id(count) not in listed:  # items are checked with their list
                _, whole = bound
                share = _share(view, key, count, whole.value, whole.range, whole.place)
                if share:
                    yield from _judged(share, places_of(share.stated))


def share_list(view: View) -> Iterator[Issue]:
    """Check that the shares of a list follow from items and base, and an adjustment to 100 is declared."""
    for _, count, breakdown in view.breakdowns():
        whole, within = whole_of(count, breakdown), range_of_whole(count, breakdown) or ANY
        base = f"{breakdown.at}/base" if breakdown.base is not None else count.place
        items = [(key, item) for key, item in breakdown.items.items() if item is not None]
        shares = [share for key, item in items if (share := _share(view, key, item, whole, within, base))]
        if not shares:
            continue
        places = max(places_of(share.stated) for share in shares)
        complete = len(shares) == len(breakdown.items) and sum(share.stated for share in shares) == HUNDRED
        closed: tuple[Decimal, ...] = ()
        counts = [int(item.value or 0) for _, item in items]
        if complete and isinstance(whole, int) and sum(counts) == whole:
            closed = closed_shares(counts, whole, places)
        for i, share in enumerate(shares):
            yield from _judged(share, places, closed[i] if closed else None, complete)
        if breakdown.base is not None and count.value is not None and breakdown.base != count.value:
            text = "The shares are taken on the base {base}, not on the {whole} of the total."
            yield note("B213", breakdown.at, text, "", (count.place,), base=breakdown.base, whole=count.value)


def _judged(
    share: _Share, places: int, closed: Decimal | None = None, complete: bool = False
) -> Iterator[Issue]:
    """Yield the issue of a stated share: another rounding, an adjustment, or an error.

    None if it is right.
    """
    half_up = rounded(share.exact, places)
    low, high = share.within.low * 100, share.within.high
    if rounded(low, places) <= share.stated and (high is None or share.stated <= rounded(high * 100, places)):
        return  # 148.7万 ÷ 212.5万 gives 69.9% as well as 70%: shares are taken of exact counts
    found = {"label": share.label, "stated": share.stated, "terms": share.terms, "computed": half_up}
    also = (share.base,)
    at = f"{share.count.at}/stated_rate"
    if closed is not None and share.stated == closed:
        text = "{label}: {stated}% closes the list to 100 by largest remainder; {terms} is {computed}%."
        yield warning(
            "B208",
            at,
            text,
            "Leave the shares out, or say in the text that they are adjusted.",
            also,
            **found,
        )
    elif share.stated == rounded(share.exact, places, Rounding.HALF_EVEN):
        text = "{label}: {stated}% is rounded half to even; {terms} is {computed}% by half up."
        yield warning("B207", at, text, "Leave the rate out; it is computed.", also, **found)
    elif complete and abs(Fraction(share.stated) - share.exact) < Fraction(1, 10**places):
        text = "{label}: {stated}% closes the list to 100 by hand; {terms} is {computed}%."
        yield warning(
            "B208",
            at,
            text,
            "Leave the shares out, or say in the text that they are adjusted.",
            also,
            **found,
        )
    elif share.stated == rounded(share.exact, places, Rounding.TRUNCATE):
        text = "{label}: {stated}% is truncated; {terms} is {computed}%."
        yield warning("B207", at, text, "Leave the rate out; it is computed.", also, **found)
    else:
        text = "{label}: {stated}% is stated, but {terms} is {computed}%."
        yield error("B207", at, text, "Leave the rate out; it is computed.", also, **found)


def _share(  # noqa: PLR0913, PLR0917  # a share has two terms, each with what it may be
    view: View, key: str, count: Count, whole: Amount | None, within: Range, base: str
) -> _Share | None:
    if count.stated_rate is None or count.value is None or not whole:
        return None
    exact = Fraction(count.value) / Fraction(whole) * 100
    terms, possible = f"{count.value} ÷ {whole}", count.range.over(within)
    return _Share(count, view.label(key), count.stated_rate, exact, possible, terms, base)


def places_of(number: Decimal) -> int:
    """Return the decimal places a number is written with."""
    exponent = number.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def growth(view: View) -> Iterator[Issue]:
    """Check stated growth (the difference over the other value) and points (the difference of two shares)."""
    for key, count in view.counts():
        other, value = count.compared, count.value
        if other is None or value is None:
            continue
        before = other.value if other.value is not None else None
        if before is None and other.difference is not None:
            before = value - other.difference
        if other.growth is not None and before is not None:
            yield from _growth(view.label(key), count, Fraction(before), other.growth)
        if other.points is not None and other.share is not None and count.stated_rate is not None:
            change = count.stated_rate - other.share
            if change != other.points:
                text = "{label}: from {before}% to {now}% is {change} points, not {stated}."
                yield error(
                    "B209",
                    f"{other.at}/points",
                    text,
                    CORRECT,
                    (count.at,),
                    label=view.label(key),
                    before=other.share,
                    now=count.stated_rate,
                    change=change,
                    stated=other.points,
                )


def _growth(label: str, count: Count, before: Fraction, stated: Decimal) -> Iterator[Issue]:
    value, at = Fraction(count.value or 0), f"{count.compared.at if count.compared else count.at}/growth"
    if before == 0:
        text = "{label}: there is no growth rate from 0; {stated}% is stated."
        yield error(
            "B209",
            at,
            text,
            "Leave it out; the text says from 0 to how many.",
            (count.place,),
            label=label,
            stated=stated,
        )
        return
    places, now, half = places_of(stated), count.range, Fraction(count.resolution or 0) / 2
    computed = rounded((value - before) / before * 100, places)
    least = rounded((now.low / (before + half) - 1) * 100, places)
    most = None if now.high is None else rounded((now.high / (before - half) - 1) * 100, places)
    if stated < least or (most is not None and stated > most):
        text = "{label}: the growth from {before} to {value} is {computed}%, not {stated}%."
        yield error(
            "B209",
            at,
            text,
            "Leave the growth out; it is computed.",
            (count.place,),
            label=label,
            before=before,
            value=value,
            computed=computed,
            stated=stated,
        )
