"""Put the items of a breakdown into the order that a template asks for."""

from dataclasses import replace
from fractions import Fraction

from bulletin.model.figures import Entries, Figure
from bulletin.model.terms import Order

OTHERS = "其他"
"""Part of the name of what a list leaves over; such an item is its last."""


def is_rest(label: str) -> bool:
    """Return whether an item with this label is what its list leaves over: 其他, 其他人员."""
    return OTHERS in label


def ordered(breakdown: Entries, order: str) -> Entries:
    """Return the breakdown with its items by `size`, as the `codelist` has them, or as `given` in the data.

    An item with 其他 in its name is the last in each.

    Raises:
        ValueError: there is no such order.
    """
    found = next((each for each in Order if order in (each.value, each.zh)), None)
    if found is None:
        raise ValueError(f"{order}: {', '.join(Order)}")
    items = breakdown.items
    places = {key: i for i, key in enumerate(breakdown.given if found is Order.GIVEN else breakdown.known)}

    def size(key: str) -> Fraction:
        node = items[key]
        return -Fraction(node.value) if isinstance(node, Figure) else Fraction(1)

    def place(key: str) -> int:
        return places.get(key, len(places))

    keys = sorted(items, key=size) if found is Order.SIZE else sorted(items, key=place)
    keys.sort(key=lambda key: is_rest(str(getattr(items[key], "label", key))))
    return replace(breakdown, items={key: items[key] for key in keys})
