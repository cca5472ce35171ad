"""Say where the numbers of a data file come from: their places in a table, and what their caller says."""

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any

from bulletin.model.facts import Count, DataFile


def provenance_of(data: DataFile) -> Mapping[str, str]:
    """Return the pointer to a number → its place in a table or workbook, its `origin` (来源), or both.

    A number that the data says nothing of is not in it.
    """
    places = dict(data.places)
    for pointer, origin in _origins(data):
        places[pointer] = f"{places[pointer]} ({origin})" if pointer in places else origin
    return places


def _origins(value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, Count) and value.origin:
        yield value.place, value.origin
    if dataclasses.is_dataclass(value):
        parts: Any = (getattr(value, field.name) for field in dataclasses.fields(value))
    elif isinstance(value, Mapping):
        parts = value.values()
    elif isinstance(value, tuple):
        parts = value
    else:
        return
    for part in parts:
        yield from _origins(part)
