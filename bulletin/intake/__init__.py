"""From a file, a mapping or objects made in code to a DataFile in which every name is a codelist key."""

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from bulletin.errors import DataRefused, InputMissing
from bulletin.facts import DataFile, Moment
from bulletin.indicators import Codelist, shipped_codelist
from bulletin.intake.coding import coded
from bulletin.intake.json_file import parse_json
from bulletin.intake.reader import read_data
from bulletin.issues import Issue, error, errors

MAX_BYTES = 5_000_000
"""A JSON file above this size is refused before it is parsed."""

READERS = {".json": parse_json}
"""File suffix → parser of its bytes."""

Source = str | Path | Mapping[str, Any] | DataFile


def load(source: Source, codelist: Codelist | None = None) -> DataFile:
    """The data file at a path, in a mapping, or made in code, with every name resolved.

    Raises:
        InputMissing: the path cannot be read.
        DataRefused: the data has the wrong shape; the error carries every issue found.
    """
    data, issues = inspect(source, codelist)
    if data is None or errors(issues):
        raise DataRefused(issues)
    return data


def inspect(source: Source, codelist: Codelist | None = None) -> tuple[DataFile | None, tuple[Issue, ...]]:
    """What could be read of `source`, and every issue of its shape.

    The data is None if not even an outline could be read. A value that is at fault is left out, so that
    the rest can still be checked.
    """
    name, digest, raw, issues = _raw(source)
    if issues:
        return None, issues
    data, issues = read_data(raw, name)
    if data is None:
        return None, issues
    data, more = coded(data, codelist or shipped_codelist())
    return dataclasses.replace(data, source=name, digest=digest), issues + more


def _raw(source: Source) -> tuple[str, str, Any, tuple[Issue, ...]]:
    """Name, SHA-256 and parsed content of `source`, or the issues that kept it from being parsed."""
    if isinstance(source, Mapping | DataFile):
        raw = plain(source) if isinstance(source, DataFile) else source
        content = json.dumps(raw, ensure_ascii=False, sort_keys=True, default=str).encode()
        return "data", hashlib.sha256(content).hexdigest(), raw, ()
    path = Path(source)
    parse = READERS.get(path.suffix.lower())
    if parse is None:
        text, hint = "The file is of a kind that cannot be read: {suffix}", "Known kinds: {known}."
        wrong_kind = error("B101", path.name, text, hint, suffix=path.suffix or "—", known=", ".join(READERS))
        raise InputMissing([wrong_kind])
    content = _bytes(path)
    raw, issues = parse(content, path.name)
    return path.name, hashlib.sha256(content).hexdigest(), raw, issues


def _bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            text, hint = (
                "The file has {size} bytes; at most {limit} are read.",
                "Split the file by round or period.",
            )
            raise DataRefused([error("B102", path.name, text, hint, size=size, limit=MAX_BYTES)])
        return path.read_bytes()
    except OSError as cause:
        text, hint = "The file cannot be read: {reason}", "Check the name and the folder: {path}"
        reason = cause.strerror or type(cause).__name__
        raise InputMissing([error("B101", path.name, text, hint, reason=reason, path=str(path))]) from None


def plain(value: Any) -> Any:
    """The data in the form a file has: mappings, lists, text and numbers, without what is at its default."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type | Moment):
        result = {}
        for field in dataclasses.fields(value):
            item = getattr(value, field.name)
            if "zh" in field.metadata and (_required(field) or item != _default(field)):
                result[field.name] = plain(item)
        return result
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, bool | int | Decimal):
        return value
    return str(value)


def _required(field: "dataclasses.Field[Any]") -> bool:
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING


def _default(field: "dataclasses.Field[Any]") -> Any:
    return field.default_factory() if field.default_factory is not dataclasses.MISSING else field.default
