"""Start the next data file from the last one: keep what lasts, mark what must be counted anew.

No number of the last round may slip into the next bulletin. So each number is replaced by 待填, and each
text, list or period about the last round by null. The reader refuses 待填 everywhere, and null in required
fields, so that `check` lists what remains to be filled in.
"""

import dataclasses
import types
import typing
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Union, get_args, get_origin

from bulletin.datafiles import load
from bulletin.datafiles.files import Source, read_source
from bulletin.model.codelist import Codelist
from bulletin.model.facts import Count, DataFile, DocumentFacts, Scope
from bulletin.model.terms import Difference

TO_FILL_IN = "待填"
"""Stands in place of a number; the reader refuses it and names its place."""

_DROPPED = {
    DataFile: {"records"},
    DocumentFacts: {"title", "headline", "authors", "date", "number", "corrects"},
    Count: {"note", "origin", "more", "approximate"},
}
"""Fields about the last round alone."""
_EMPTIED = {
    DataFile: {"text"},
    Scope: {"label", "rounds", "since", "until"},
    Count: {"names"},
}
"""Fields to be filled in anew, whose keys stay visible."""


def next_round(previous: Source, codelist: Codelist | None = None) -> dict[str, Any]:
    """Return the plain values of the data file after `previous`, in the keys its office uses.

    Issuer, plan, rounds, the form of the document and the structure of the results are kept.

    Raises:
        InputMissing: `previous` cannot be read.
        DataRefused: it has errors; nothing is started from a file that could not be published.
    """
    load(previous, codelist)
    _, _, parsed = read_source(previous)
    return _object(DataFile, parsed.raw)


def _object(kind: type, raw: Mapping[str, Any]) -> dict[str, Any]:
    hints = typing.get_type_hints(kind)
    fields = {field.metadata.get("zh", field.name): field.name for field in dataclasses.fields(kind)}
    result: dict[str, Any] = {}
    for key, value in raw.items():
        name = fields.get(key, key)
        if name in _DROPPED.get(kind, ()):
            continue
        if name in _EMPTIED.get(kind, ()):
            result[key] = dict.fromkeys(value) if isinstance(value, Mapping) else None
        elif kind is DataFile and name in ("document", "scopes"):
            result[key] = _anew(hints[name], value)
        elif kind is DataFile or name not in hints:  # a key such as "$schema" belongs to no field
            result[key] = value
        else:
            result[key] = _anew(hints[name], value)
    return result


def _anew(hint: Any, raw: Any) -> Any:
    """Return `raw`, a value of type `hint`, without numbers and words of the last round."""
    origin, arguments = get_origin(hint), get_args(hint)
    if raw is None:
        return None
    if origin in (Union, types.UnionType):
        return _anew(next(choice for choice in arguments if choice is not types.NoneType), raw)
    if origin is tuple:
        return [_anew(arguments[0], item) for item in raw]
    if origin is not None and issubclass(origin, Mapping):
        return {key: _anew(arguments[1], item) for key, item in raw.items()}
    if hint in (int, Decimal, Difference) or (hint is Count and not isinstance(raw, Mapping)):
        return TO_FILL_IN
    return _object(typing.cast("type", hint), raw) if dataclasses.is_dataclass(hint) else raw
