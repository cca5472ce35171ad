"""Rules about breakdowns: what adds up, what must not exceed, what overlaps."""

from collections.abc import Iterator

from bulletin.checks.view import View
from bulletin.facts import Amount, Basis, Breakdown, Count
from bulletin.issues import Issue, error

CORRECT = "Correct one of the two places from the original records."


def _whole(count: Count, breakdown: Breakdown) -> Amount | None:
    return breakdown.base if breakdown.base is not None else count.value


def _parts(breakdown: Breakdown) -> list[Amount]:
    values = [item.value for item in breakdown.items.values() if item is not None]
    return [value for value in values if value is not None]


def _complete(breakdown: Breakdown) -> bool:
    return len(_parts(breakdown)) == len(breakdown.items)


def partition_adds_up(view: View) -> Iterator[Issue]:
    """The items of a partition, and the rest if one is named, are the whole."""
    for key, count, breakdown in view.breakdowns():
        whole, parts = _whole(count, breakdown), _parts(breakdown)
        if breakdown.basis is not Basis.PARTITION or whole is None or not _complete(breakdown):
            continue
        total = sum(parts)
        if total == whole or (breakdown.rest and total <= whole):
            continue
        text = (
            "{label}: the items add up to {total}, the whole is given as {whole} (difference {difference})."
        )
        yield error(
            "B201",
            breakdown.at,
            text,
            CORRECT,
            (count.place,),
            label=view.label(key),
            total=total,
            whole=whole,
            difference=total - whole,
        )


def parts_below_whole(view: View) -> Iterator[Issue]:
    """No item exceeds its whole, nor do the items of a partial list together."""
    for key, count, breakdown in view.breakdowns():
        whole, parts = _whole(count, breakdown), _parts(breakdown)
        if whole is None or breakdown.basis is Basis.PARTITION:
            continue
        for item_key, item in breakdown.items.items():
            value = item.value if item else None
            if item and value is not None and value > whole:
                text = "{item} is {value}, more than the {whole} of {label} it is part of."
                yield error(
                    "B202",
                    item.place,
                    text,
                    CORRECT,
                    (count.place,),
                    item=view.label(item_key),
                    value=value,
                    whole=whole,
                    label=view.label(key),
                )
        if breakdown.basis is Basis.PARTIAL and sum(parts) > whole:
            text = "{label}: the items listed under 其中 add up to {total}, more than the whole {whole}."
            hint = "If one person or thing may stand under two items, say basis “overlapping” (交叉)."
            yield error(
                "B202",
                breakdown.at,
                text,
                hint,
                (count.place,),
                label=view.label(key),
                total=sum(parts),
                whole=whole,
            )


def overlap_in_bounds(view: View) -> Iterator[Issue]:
    """Overlapping items that are complete reach their whole at least once."""
    for key, count, breakdown in view.breakdowns():
        whole, parts = _whole(count, breakdown), _parts(breakdown)
        if breakdown.basis is not Basis.OVERLAPPING or whole is None or not parts or not _complete(breakdown):
            continue
        if sum(parts) < whole and not breakdown.rest:
            text = "{label}: the overlapping items add up to {total}, less than the whole {whole}."
            hint = "If the list is not complete, say basis “partial” (其中)."
            yield error(
                "B203",
                breakdown.at,
                text,
                hint,
                (count.place,),
                label=view.label(key),
                total=sum(parts),
                whole=whole,
            )


def names_counted(view: View) -> Iterator[Issue]:
    """A number given beside a closed list of names is their number."""
    for key, count in view.counts():
        if count.n is not None and count.names:
            n, names = count.n, len(count.names)
            if (n != names and not count.more) or n < names:
                text = "{label} is given as {n}, but {names} names are listed."
                hint = "Complete the list, or say that it is open: “more” (等)."
                yield error("B208", count.place, text, hint, label=view.label(key), n=n, names=names)


def comparison_agrees(view: View) -> Iterator[Issue]:
    """Value minus difference is the value compared with."""
    for key, count in view.counts():
        other, value = count.compared, count.value
        if other is None or value is None:
            continue
        if other.difference is None and other.value is None:
            text = "{label} is compared with {other}, but neither value nor difference is given."
            yield error("B209", other.at, text, label=view.label(key), other=other.label)
        elif (
            other.difference is not None
            and other.value is not None
            and value - other.difference != other.value
        ):
            text = "{label}: {value} minus the difference {difference} is not the {other} given for {name}."
            yield error(
                "B209",
                other.at,
                text,
                CORRECT,
                (count.place,),
                label=view.label(key),
                value=value,
                difference=other.difference,
                other=other.value,
                name=other.label,
            )
