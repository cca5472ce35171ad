"""Close the shares of a breakdown to 100%, and say so in words.

Rounded one by one, the shares of a list may add up to 99.9% or 100.1%. Closing rounds them together, by the
largest remainder. Each exact value stays; the printed one is part of its form, because a share does not know
its list. To check a closed share, close the list again.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from math import lcm

from bulletin.model.figures import Claim, Clause, Entries, Figure, Node, closed_shares
from bulletin.wording.clauses import CLAIMS
from bulletin.wording.numbers import printed


def closed(breakdown: Entries, decimals: int | None = None) -> Entries:
    """Return the breakdown with printed percentages that add up to 100.

    `decimals` None: the most that any of the rates has. One place more is taken as often as a share would
    else print as 0% or 100% though it is neither. A list that is open, because its shares are not all known
    or do not add up to the whole, has nothing to be closed to and stays as it is.
    """
    rates = {
        key: node.facets.get("rate") for key, node in breakdown.items.items() if isinstance(node, Figure)
    }
    shares = {key: Fraction(rate.value) for key, rate in rates.items() if isinstance(rate, Figure)}
    if breakdown.basis != "partition" or len(shares) < len(breakdown.items) or sum(shares.values()) != 1:
        return breakdown
    if decimals is None:
        decimals = max(rate.form.decimals or 0 for rate in rates.values() if isinstance(rate, Figure))
    total = lcm(*(share.denominator for share in shares.values()))
    parts = [int(share * total) for share in shares.values()]
    percents = closed_shares(parts, total, decimals)
    while any(
        percent in (0, 100) and 0 < part < total for percent, part in zip(percents, parts, strict=True)
    ):
        decimals += 1
        percents = closed_shares(parts, total, decimals)
    items = dict(breakdown.items)
    for key, percent in zip(shares, percents, strict=True):
        item, rate = items[key], rates[key]
        if isinstance(item, Figure) and isinstance(rate, Figure):  # a pair that `shares` has found
            form = replace(rate.form, decimals=decimals, closed=percent)
            rate = replace(rate, name=f"{breakdown.name}.{key}.rate", form=form)
            items[key] = replace(item, facets={**item.facets, "rate": rate})
    return replace(breakdown, items=items)


def is_adjusted(rate: Figure) -> bool:
    """Return whether a closed share prints other characters than it would alone."""
    return rate.form.closed is not None and printed(rate) != printed(rate.formed(closed=None))


def closing(breakdown: Entries) -> Entries:
    """Return the breakdown, its shares closed if the office or its data chose that."""
    return closed(breakdown) if breakdown.close else breakdown


def closure(breakdown: Entries) -> Clause:
    """Return why shares add up as they do: adjusted, or with overlapping items; else an empty clause."""
    counted = [node for node in breakdown if isinstance(node, Figure)]
    whole = breakdown.whole
    if breakdown.basis == "overlapping" and whole is not None:
        over = sum((Fraction(item.value) for item in counted), Fraction(0)) > whole.value
        return Clause((Claim(whole.name, "overlap", CLAIMS["overlap"]),) if over else ())
    return Clause((Claim(breakdown.name, "closed", CLAIMS["closed"]),) if _is_adjusted(breakdown) else ())


def remark(breakdown: Entries) -> Clause:
    """Return what is said at the list itself, as by `closure`; that shares were adjusted, `adjusted` says.

    By the rules of release 0.1.0 each list says so.
    """
    told_here = breakdown.close == "each" or not _is_adjusted(breakdown)
    return closure(breakdown) if told_here else Clause(())


def adjusted(lists: Sequence[Node] | Entries) -> Clause:
    """Return one note for all these breakdowns and those of their items: shares were adjusted; else nothing.

    It is about the shares as `closing` gives them.
    """
    waiting: deque[Node] = deque(lists)
    while waiting:
        node = waiting.popleft()
        if isinstance(node, Figure):
            waiting.append(node.facets.get("by", ""))
        elif isinstance(node, Entries):
            if node.close != "each" and _is_adjusted(closing(node)):
                return Clause((Claim(node.name, "adjusted", CLAIMS["adjusted"]),))
            waiting += node.items.values()
    return Clause(())


def _is_adjusted(breakdown: Entries) -> bool:
    rates = [item.facets.get("rate") for item in breakdown if isinstance(item, Figure)]
    return any(isinstance(rate, Figure) and is_adjusted(rate) for rate in rates)
