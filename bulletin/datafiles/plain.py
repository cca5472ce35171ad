"""Turn data objects back into the plain values of a data file."""

import dataclasses
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from bulletin.model.terms import Moment


def plain(value: Any) -> Any:
    """Return `value` as mappings, lists, text and numbers, without fields at their default."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type | Moment):
        fields = [field for field in dataclasses.fields(value) if "zh" in field.metadata]
        items = {field.name: getattr(value, field.name) for field in fields if not _is_default(value, field)}
        return {name: plain(item) for name, item in items.items()}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, bool | int | float | Decimal):
        return value
    return str(value)


def _is_default(value: Any, field: "dataclasses.Field[Any]") -> bool:
    item = getattr(value, field.name)
    if field.default is not dataclasses.MISSING:
        return bool(item == field.default)
    return field.default_factory is not dataclasses.MISSING and bool(item == field.default_factory())
