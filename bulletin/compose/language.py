"""What a template may ask of a figure and say about it: tests, filters, and the refusal of the rest."""

from typing import Any

from bulletin.figures import Absent, Clause, Figure
from bulletin.wording import change, enumerated, item, itemised, listed


class Refused(Exception):
    """Something in a template that is known only while it runs; the line is added by `write`."""

    def __init__(self, code: str, text: str, hint: str = "", /, **values: object) -> None:
        self.code, self.text, self.hint, self.values = code, text, hint, values
        super().__init__(text)


def not_given(node: Absent) -> Refused:
    """The refusal to print a figure the data does not give."""
    text, hint = "{label} ({name}) is not given and cannot be printed.", "Ask first: {{% if … is present %}}."
    return Refused("B403", text, hint, label=node.label, name=node.name)


def _figure_is_all(node: Any) -> bool:
    rate = node.facets.get("rate") if isinstance(node, Figure) else None
    return isinstance(rate, Figure) and rate.value == 1


TESTS: dict[str, Any] = {
    "present": lambda node: (
        not isinstance(node, Absent) and not (isinstance(node, Clause) and not node.parts)
    ),
    "zero": lambda node: isinstance(node, Figure) and node.value == 0,
    "one": lambda node: isinstance(node, Figure) and node.value == 1,
    "all": _figure_is_all,
}
"""What may be asked of a figure; an absent one is none of zero, one and all."""


def _figures_only(filter_: Any) -> Any:
    def applied(node: Any, *arguments: Any) -> Any:
        if isinstance(node, Absent):
            raise not_given(node)
        return filter_(node, *arguments)

    return applied


FILTERS: dict[str, Any] = {
    "item": _figures_only(item),
    "itemised": _figures_only(itemised),
    "enumerated": _figures_only(enumerated),
    "listed": _figures_only(listed),
    "change": _figures_only(change),
    "hanzi": _figures_only(lambda figure: figure.formed(numeral="hanzi")),
    "decimals": _figures_only(lambda figure, places: figure.formed(decimals=places)),
    "bare": _figures_only(lambda figure: figure.formed(unit=False)),
}
"""Filters take a figure and give a figure or a clause."""

KEPT_FILTERS = ("first", "last", "list", "select", "reject")
"""Those of Jinja2's own filters that only choose."""
