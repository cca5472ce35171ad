"""Say what is wrong with the tables of a codelist, each fault with its path."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any


class CodelistFault(ValueError):
    """A codelist cannot be used: `faults` are all the reasons, in the order of the file."""

    def __init__(self, faults: "Iterable[Fault]") -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(fault.text.format_map(fault.values) for fault in self.faults))


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at a path of a codelist's tables: a sentence with `{fields}`, and the nearest name."""

    path: tuple[str, ...]
    text: str
    values: Mapping[str, object]
    near: str | None = None


NO_TABLE = "{key} is no table"
NO_PROPERTY = "{key} has no property “{name}”"
NO_RENAMING = "{key} must be a list of [date, term]"
MUST: Mapping[type, str] = {
    str: "{key} must be text",
    tuple: "{key} must be a list of texts",
    bool: "{key} must be true or false",
    int: "{key} must be a whole number",
}
"""The type of a property → what is said where it has another."""
_TYPES: Mapping[str, type] = {
    **dict.fromkeys(("label", "dimension", "next_of", "ratio_to", "rate", "verb", "noun", "topic"), str),
    **dict.fromkeys(("units", "aliases", "part_of", "renamed"), tuple),
    **dict.fromkeys(("number_first", "amount"), bool),
    **dict.fromkeys(("order", "decimals"), int),
}


def misshapen(given: Mapping[str, Any], at: tuple[str, ...]) -> Iterator[Fault]:
    """Yield a fault for each property of the entry at `at` that has another form than it must have."""
    for name, value in given.items():
        kind = _TYPES[name]
        right = isinstance(value, kind) and (kind is bool or not isinstance(value, bool))
        if name == "renamed":
            if not right or not all(map(_is_renaming, value)):
                yield Fault((*at, name), NO_RENAMING, {"key": name})
        elif not right or (kind is tuple and not all(isinstance(item, str) for item in value)):
            yield Fault((*at, name), MUST[kind], {"key": name})


def _is_renaming(pair: Any) -> bool:
    try:
        day, term = pair
        datetime.date.fromisoformat(day)
    except (TypeError, ValueError):
        return False
    return isinstance(term, str)
