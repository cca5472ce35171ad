"""Check breakdowns: what adds up, what must not exceed, what overlaps."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from bulletin.checks.view import View
from bulletin.issues.issue import Issue, error, note, warning
from bulletin.model.approximation import ANY, ZERO, Range, range_of
from bulletin.model.facts import Amount, Breakdown, Count
from bulletin.model.terms import Basis

CORRECT = "Correct one of the two places from the original records."


def whole_of(count: Count, breakdown: Breakdown) -> Amount | None:
    """Return the whole of a breakdown's items: its own base, else the count."""
    return breakdown.base if breakdown.base is not None else count.value


def range_of_whole(count: Count, breakdown: Breakdown) -> Range | None:
    """Return what the whole of a breakdown's items may be; None if it is not given."""
    if breakdown.base is not None:
        return range_of(breakdown.base)
    return count.range if count.value is not None else None


def _parts(breakdown: Breakdown) -> list[Range]:
    """Return what each item may be; an item without a number is at least what its own items are."""
    return [item.range if item is not None else ANY for item in breakdown.items.values()]


def _complete(breakdown: Breakdown) -> bool:
    return all(item is not None and item.value is not None for item in breakdown.items.values())


def _less(total: Range, whole: Range) -> Fraction | str:
    """Return by how much a sum misses its whole, if both are exact."""
    return total.low - whole.low if total.is_exact and whole.is_exact else "—"


def partition_adds_up(view: View) -> Iterator[Issue]:
    """Check that the items of a partition and its named rest add up to the whole, within what is known."""
    for key, count, breakdown in view.breakdowns():
        whole = range_of_whole(count, breakdown)
        if breakdown.basis is not Basis.PARTITION or whole is None:
            continue
        total = sum(_parts(breakdown), ZERO)
        if whole.meets(total + ANY if breakdown.rest else total):
            continue
        text = (
            "{label}: the items add up to {total}, the whole is given as {whole} (difference {difference})."
        )
        yield error(
            "B201", breakdown.at, text, CORRECT, (count.place,),
            label=view.label(key), total=total, whole=whole, difference=_less(total, whole),
        )  # fmt: skip


def parts_below_whole(view: View) -> Iterator[Issue]:
    """Check that no item exceeds its whole, nor the items of a partial list together."""
    for key, count, breakdown in view.breakdowns():
        whole, parts = range_of_whole(count, breakdown), _parts(breakdown)
        if whole is None:
            continue
        if breakdown.base is not None and count.value is not None and whole.exceeds(count.range):
            text = "{label}: the base {base} of the shares is more than the total {whole}."
            yield error("B202", f"{breakdown.at}/base", text, CORRECT, (count.place,), label=view.label(key),
                        base=breakdown.base, whole=count.range)  # fmt: skip
        if breakdown.basis is Basis.PARTITION:
            continue
        for item_key, item in breakdown.items.items():
            if item and item.range.exceeds(whole):
                text = "{item} is {value}, more than the {whole} of {label} it is part of."
                yield error("B202", item.place, text, CORRECT, (count.place,), item=view.label(item_key),
                            value=item.range, whole=whole, label=view.label(key))  # fmt: skip
        if breakdown.basis is Basis.PARTIAL and sum(parts, ZERO).exceeds(whole):
            text = "{label}: the items listed under 其中 add up to {total}, more than the whole {whole}."
            hint = "If one person or thing may stand under two items, say basis “overlapping” (交叉)."
            yield error("B202", breakdown.at, text, hint, (count.place,), label=view.label(key),
                        total=sum(parts, ZERO), whole=whole)  # fmt: skip


def overlap_in_bounds(view: View) -> Iterator[Issue]:
    """Check that complete overlapping items reach their whole; name the part that two of them share."""
    for key, count, breakdown in view.breakdowns():
        whole, parts = range_of_whole(count, breakdown), _parts(breakdown)
        if breakdown.basis is not Basis.OVERLAPPING or whole is None or not parts or not _complete(breakdown):
            continue
        total, label = sum(parts, ZERO), view.label(key)
        if whole.exceeds(total) and not breakdown.rest:
            text = "{label}: the overlapping items add up to {total}, less than the whole {whole}."
            hint = "If the list is not complete, say basis “partial” (其中)."
            yield error(
                "B203", breakdown.at, text, hint, (count.place,), label=label, total=total, whole=whole
            )
        elif total.exceeds(whole) and len(parts) == 2 and total.is_exact and whole.is_exact:  # noqa: PLR2004  # the overlap follows only for two items
            text = "{label}: {first} + {second} − {whole} = {overlap} stand under both items."
            yield note("B203", breakdown.at, text, "", (count.place,), label=label, first=parts[0],
                       second=parts[1], whole=whole, overlap=(total - whole))  # fmt: skip


def names_counted(view: View) -> Iterator[Issue]:
    """Check that a number given beside a closed list of names is their number."""
    for key, count in view.counts():
        if count.n is not None and count.names:
            n, names = count.n, len(count.names)
            if (n != names and not count.more) or n < names:
                text = "{label} is given as {n}, but {names} names are listed."
                hint = "Complete the list, or say that it is open: “more” (等)."
                yield error("B214", count.place, text, hint, label=view.label(key), n=n, names=names)


def names_differ(view: View) -> Iterator[Issue]:
    """Check that no name appears twice in a list; ask about an organisation that two groups inspect."""
    hint = "Strike out one of the two, or write more of the name."
    for key, count in view.counts():
        for i, name in _again(count.names):
            text = "“{name}” is named twice under {label}."
            yield error("B227", f"{count.at}/names/{i}", text, hint, name=name, label=view.label(key))
    groups = view.data.records.groups
    places = [f"{group.at}/objects/{i}" for group in groups for i in range(len(group.objects))]
    for i, name in _again([name for group in groups for name in group.objects]):
        yield warning("B227", places[i], "“{name}” is named twice.", hint, name=name)
    for i, name in _again([group.name for group in groups]):
        text = "Two groups are named “{name}”."
        yield error("B227", f"{groups[i].at}/name", text, "Correct one of the two names.", name=name)
    for field in ("addressees", "copies", "authors"):
        for i, name in _again(getattr(view.data.document, field)):
            yield error("B227", f"/document/{field}/{i}", "“{name}” is named twice.", hint, name=name)


def _again(names: Sequence[str]) -> list[tuple[int, str]]:
    """Return the names that occurred earlier in the list, each with its place."""
    return [(i, name) for i, name in enumerate(names) if name in names[:i]]


JUMP, JUMP_FROM = 10, 20
"""A change by this factor is reported, unless both numbers are below the second value."""


def jumps_from(now: Amount, before: Amount) -> bool:
    """Return whether one of two numbers is so much larger that a digit may be missing or doubled."""
    low, high = sorted((now, before))
    return low > 0 and high >= low * JUMP and high >= JUMP_FROM


def _jumped(label: str, count: Count) -> Iterator[Issue]:
    before, now = (count.compared.value if count.compared else None), count.value
    if before and now and jumps_from(now, before):
        text = "{label} is {now}; it is compared with {before}."
        hint = "Check that no digit is missing or doubled."
        yield warning("B304", count.place, text, hint, label=label, now=now, before=before)


def comparison_agrees(view: View) -> Iterator[Issue]:
    """Check that the value minus the difference is the value compared with."""
    for key, count in view.counts():
        other, value = count.compared, count.value
        if other is None:
            continue
        terms = (other.value, other.difference, other.growth, other.share, other.points)
        if all(term is None for term in terms):
            text = "{label} is compared with {other}, but nothing is said of the two."
            hint = "Give the other value, the difference or the growth."
            yield error("B209", other.at, text, hint, label=view.label(key), other=other.label)
        elif value is None:
            continue
        elif other.difference is not None and other.difference > value:
            text = "{label}: an increase of {difference} is more than the value {value} itself."
            yield error("B209", other.at, text, CORRECT, (count.place,), label=view.label(key), value=value,
                        difference=other.difference)  # fmt: skip
        elif other.difference is None or other.value is None:
            yield from _jumped(view.label(key), count)
        elif value - other.difference != other.value:
            text = "{label}: {value} minus the difference {difference} is not the {other} given for {name}."
            yield error("B209", other.at, text, CORRECT, (count.place,), label=view.label(key), value=value,
                        difference=other.difference, other=other.value, name=other.label)  # fmt: skip
