"""Write the JSON Schema of the data file from the types that read it and from the codelist.

Every key appears in English and in Chinese; an editor that knows the schema completes both, and shows the
Chinese term with its explanation. What one schema cannot express (sums, one reported scope) is left to the
checks.
"""

import dataclasses
import types
import typing
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Union, get_args, get_origin

from bulletin.datafiles.shape import FORMAT, MAX_TEXT
from bulletin.model.codelist import Codelist, Indicator, shipped_codelist
from bulletin.model.facts import Breakdown, Case, Count, DataFile, Problem, Round, is_required
from bulletin.model.terms import Difference, Moment, Term

ID = f"urn:bulletin:data:{FORMAT}"

Schema = dict[str, Any]

_NAMED: Mapping[tuple[type, str], str] = {
    (Breakdown, "rest"): "Indicator",
    (Problem, "state"): "Indicator",
    (Case, "decisions"): "Indicators",
}
"""Fields of type text that hold names of the codelist."""

_MOMENT = "^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"
_DAY = "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"

_PLAIN: Mapping[Any, Schema] = {
    str: {"type": "string", "pattern": "\\S", "maxLength": MAX_TEXT},
    bool: {"type": "boolean"},
    int: {"type": "integer", "minimum": 0},
    Decimal: {"type": "number", "minimum": 0},
    Difference: {"type": "number"},
    date: {"type": "string", "format": "date", "pattern": _DAY},
    Moment: {"type": "string", "pattern": _MOMENT},
}


def schema(codelist: Codelist | None = None) -> Schema:
    """Return the JSON Schema (2020-12) of a data file whose indicators are those of `codelist`."""
    codelist = codelist or shipped_codelist()
    maker = _SchemaWriter()
    root = maker.ref(DataFile)
    maker.defs["DataFile"]["properties"]["$schema"] = {"type": "string"}
    maker.defs["DataFile"]["properties"]["format"]["const"] = FORMAT
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": ID,
        "title": "工作结果数据文件",
        **root,
        "$defs": {**dict(sorted(maker.defs.items())), **_vocabulary(codelist, maker.defs["Breakdown"])},
    }


class _SchemaWriter:
    """Turns types into schemas; each dataclass becomes a definition under its name."""

    def __init__(self) -> None:
        self.defs: dict[str, Schema] = {}

    def ref(self, kind: Any) -> Schema:
        """Return a reference to the definition of a dataclass."""
        name = kind.__name__
        if name not in self.defs:
            self.defs[name] = {}  # types may contain one another
            self.defs[name] = self._object(kind)
        return _ref("CountOrNumber" if kind is Count else name)

    def _object(self, kind: Any) -> Schema:
        hints = typing.get_type_hints(kind)
        properties: Schema = {}
        twice: Schema = {}
        required = []
        for field in dataclasses.fields(kind):
            if "zh" not in field.metadata:
                continue
            en, zh = field.name, field.metadata["zh"]
            says = {"title": zh, "description": field.metadata["says"]}
            properties[en] = {**says, **self._field(kind, en, hints[en])}
            properties[zh] = _ref(f"{kind.__name__}/properties/{en}")
            if is_required(field):
                required.append({"oneOf": [{"required": [en]}, {"required": [zh]}]})
            else:
                twice[zh] = {"properties": {en: False}}
        made = {
            "description": kind.__doc__.partition("\n")[0],
            "type": "object",
            "properties": properties,
            "additionalProperties": False,
            "allOf": required,
            "dependentSchemas": twice,
        }
        return {key: value for key, value in made.items() if value not in ([], {})}

    def _field(self, kind: type, name: str, hint: Any) -> Schema:
        if (kind, name) in _NAMED:
            return _ref(_NAMED[kind, name])
        made = self.of(hint)
        if (kind, name) == (Round, "inspected"):
            return {"anyOf": [made, _ref("Results")]}
        return made

    def of(self, hint: Any) -> Schema:
        """Return the schema of values of type `hint`."""
        origin, arguments = get_origin(hint), get_args(hint)
        if origin in (Union, types.UnionType):
            return self._union(arguments)
        if origin is tuple:
            return {"type": "array", "items": self.of(arguments[0])}
        if origin is not None and issubclass(origin, Mapping):
            return self._mapping(arguments[1])
        if hint in _PLAIN:
            return dict(_PLAIN[hint])
        if issubclass(hint, Term):
            return {"enum": [spelling for term in hint for spelling in (term.value, term.zh)]}
        return self.ref(hint)

    def _union(self, choices: tuple[Any, ...]) -> Schema:
        nothing = [{"type": "null"}] if types.NoneType in choices else []
        given = [choice for choice in choices if choice is not types.NoneType]
        schemas = [self.of(Decimal)] if given == [int, Decimal] else [self.of(choice) for choice in given]
        both = schemas + nothing
        return both[0] if len(both) == 1 else {"anyOf": both}

    def _mapping(self, value: Any) -> Schema:
        if value is Count:
            return _ref("Results")
        if Count in get_args(value):
            return _ref("Items")
        if value is Breakdown:
            self.ref(Breakdown)
            return _ref("Breakdowns")
        return {"type": "object", "additionalProperties": self.of(value)}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _vocabulary(codelist: Codelist, breakdown: Schema) -> Mapping[str, Schema]:
    """Return the definitions that depend on the codelist: its names, and what each may hold.

    `breakdown` is the schema of a breakdown; in one of names the items are called as the office calls them.
    """
    properties: Schema = {}
    for entry in codelist.indicators.values():
        properties[entry.key] = _entry(entry)
    for entry in codelist.indicators.values():  # of two entries with one label, the first is used
        properties.setdefault(entry.label, _ref(f"Results/properties/{entry.key}"))
    results = {
        "description": "Codelist key, term or alias → count.",
        "type": "object",
        "propertyNames": _ref("Indicator"),
        "properties": properties,
        "additionalProperties": _ref("CountOrNumber"),
    }
    items = {
        "description": "Codelist key, term or alias → count; null: named without a number.",
        "type": "object",
        "propertyNames": _ref("Indicator"),
        "additionalProperties": {"anyOf": [_ref("CountOrNumber"), {"type": "null"}]},
    }
    names = {"type": "object", "additionalProperties": items["additionalProperties"]}
    of_names = {**breakdown["properties"], "rest": {"type": ["string", "null"]}}
    of_names["items"] = {"description": "Name → count; null: named without a number.", **names}
    own = {
        "分项": _ref("BreakdownOfNames/properties/items"),
        "其余": _ref("BreakdownOfNames/properties/rest"),
    }
    return {
        "BreakdownOfNames": {**breakdown, "properties": {**of_names, **own}},
        "Breakdowns": _breakdowns(codelist),
        "CountOrNumber": {"anyOf": [_PLAIN[Decimal], _ref("Count")]},
        "Indicator": {"description": "A key, term or alias of the codelist.", "enum": list(codelist.names)},
        "Indicators": {"type": "array", "items": _ref("Indicator")},
        "Items": items,
        "Results": results,
    }


def _entry(entry: Indicator) -> Schema:
    made: Schema = {"title": entry.label, **_ref("CountOrNumber")}
    if entry.units:
        made["description"] = f"量词 / measure words: {'、'.join(entry.units)}"
        made["examples"] = [{"n": 1, "unit": unit} for unit in entry.units]
    return made


def _breakdowns(codelist: Codelist) -> Schema:
    """Return each dimension with the entries an editor should offer; other entries are allowed."""
    properties: Schema = {}
    for dimension, label in codelist.dimensions.items():
        if dimension in codelist.named:
            properties[dimension] = {"title": label, **_ref("BreakdownOfNames")}
            properties[label] = _ref(f"Breakdowns/properties/{dimension}")
            continue
        own = {entry.key: entry for entry in codelist.indicators.values() if entry.dimension == dimension}
        offered = {"properties": {key: {"title": entry.label} for key, entry in own.items()}}
        offered["properties"] |= {entry.label: {} for entry in own.values()}
        items = {"items": offered, "分项": _ref(f"Breakdowns/properties/{dimension}/properties/items")}
        properties[dimension] = {"title": label, **_ref("Breakdown"), "properties": items}
        properties[label] = _ref(f"Breakdowns/properties/{dimension}")
    return {
        "description": "Dimension → breakdown.",
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
    }
