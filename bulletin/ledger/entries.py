"""Define the ledger: every value a document prints, its place and its origin; as JSON and back.

A ledger is embedded in its document (`full` or `printed`) or stays in the office (`none`). It names lines and
places of the text, so that an edited copy can be compared with it alone.
"""

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args, get_origin, get_type_hints

from bulletin.model.arithmetic import Operation
from bulletin.model.brief import Brief
from bulletin.model.choices import Detail
from bulletin.model.document import TypedWords
from bulletin.model.plugins import Plugin

FORMAT = 1
"""The version of the format; it rises with changes that older readers would not understand."""

WITH_MORE = 2
"""The version of a ledger that has one of `OPTIONAL`; without them it is written as before."""

OPTIONAL = ("places", "plugins", "typed", "pictures")
"""The members of a ledger that are left out where they are empty."""

MARK = "bulletin_n"
"""Prefix of the occurrence in the name of a bookmark (DOCX) or the id of an element (HTML) around a value."""

LEDGER_ID = "bulletin-ledger"
"""The id of the block of an HTML page that holds the ledger."""

NAMESPACE = "urn:bulletin:ledger:1"
"""The XML namespace of the part of a DOCX that holds the ledger."""

PROPERTIES = ("bulletin.ledger", "bulletin.ledger.sha256", "bulletin.ledger.part.sha256")
"""Document properties: the name of the full ledger, its SHA-256, and that of the embedded part."""

NUMERIC = ("count", "amount", "rate", "points")
"""The kinds of entries that have a numeric value."""

EntryKind = Literal["count", "amount", "rate", "points", "date", "words", "prose", "ordinal", "claim"]


@dataclass(frozen=True, slots=True, repr=False)
class Entry(Brief):
    """One value on the page.

    `occurrence` counts the values in reading order from 1. `figure` is the path by which templates reach
    it. `value` is exact: `10/11` for a rate, an ISO date, empty for words. `decimals` are the places it
    was rounded to by `rounding`; None: not rounded. `formula` says in words what `operation` did, `pointers`
    lead into the data file (RFC 6901), `at` is the template line. `line` and `start` are its place in the
    text of the ledger. `label` is the official term, `printed` the characters on the page, `unit` the measure
    word, `form` how it is printed in words (`decimals=1`), empty: plainly. `kind` is what it is: a count, an
    amount, a rate, points, a date, an ordinal, words of the data, or a numeral in prose.
    """

    occurrence: int
    figure: str
    label: str
    printed: str
    kind: EntryKind
    value: str
    unit: str
    form: str
    decimals: int | None
    rounding: str
    operation: Operation
    formula: str
    pointers: tuple[str, ...]
    at: str
    line: int
    start: int


@dataclass(frozen=True, slots=True, repr=False)
class ClaimEntry(Brief):
    """What the document asserts of a figure without a numeral: `all` (均, 全部), `zero` (无), `one`, `only`.

    `figure` is its path, `label` its term, `unit` its measure word. `kind` is one of these four words.
    `value` is exact, and empty where the pages do not let it be known. `pointers` lead into the data file
    (RFC 6901), `at` is the template line.
    """

    figure: str
    label: str
    kind: str
    value: str
    unit: str
    pointers: tuple[str, ...]
    at: str


@dataclass(frozen=True, slots=True)
class LedgerOperand:
    """A figure that another follows from: its path `figure`, its term `label` and its exact `value`."""

    figure: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Relation:
    """How one figure follows from others, or, with `sum` of what was given, must agree with them.

    `figure` is its path, `label` its term; `operation` makes it from the values of `operands`, in order.
    """

    figure: str
    label: str
    operation: Operation
    operands: tuple[LedgerOperand, ...]


@dataclass(frozen=True, slots=True)
class TablePlace:
    """Where people find what a `pointer` leads to: a `place` in a table or workbook, `round5.csv:3:数`."""

    pointer: str
    place: str


@dataclass(frozen=True, slots=True)
class PluginEntry:
    """A `plugin` that had a hand in a document (`filter:verdict`), of a `package` in a `version`."""

    plugin: str
    package: str
    version: str


@dataclass(frozen=True, slots=True, repr=False)
class Ledger(Brief):
    """Every value of a document in reading order, the claims it makes, and how its figures hang together.

    `name` is that of the files without their suffix; `scope` says what the figures of `now` are about;
    `digest` and `template_digest` are SHA-256 of the data file and of the template files; `versions`
    names what made the text; `text` are its lines, the cells of a table row apart by tabs. `places` are
    the rows and columns of the pointers, where the data is a table or workbook; empty, it is not written.
    `plugins` are those that had a hand in data, text or files; empty, it is not written either. `typed` are
    the numbers in people's own words, which come from no figure; empty, it is not written. `pictures` are
    the SHA-256 of those in the document; empty, it is not written.
    `title`, `date` (ISO, empty if unknown), `issuer` and `template` are those of the document, `source`
    is the name of its data, or its origin. `detail` says how much of the full ledger this is. `entries`
    are the values with a numeral and `claims` those without, both in reading order; `relations` say how
    figures follow from others.
    """

    name: str
    title: str
    template: str
    date: str
    issuer: str
    scope: str
    source: str
    digest: str
    template_digest: str
    detail: Detail
    versions: tuple[str, ...]
    text: tuple[str, ...]
    entries: tuple[Entry, ...]
    claims: tuple[ClaimEntry, ...]
    relations: tuple[Relation, ...]
    places: tuple[TablePlace, ...] = ()
    plugins: tuple[PluginEntry, ...] = ()
    typed: tuple[TypedWords, ...] = ()
    pictures: tuple[str, ...] = ()

    def entry(self, figure: str) -> Entry:
        """Return the first entry of a `figure` (`now.rectified.rate`), in reading order.

        Raises:
            KeyError: the document does not print it; the nearest figures that it prints are named.
        """
        found = next((entry for entry in self.entries if entry.figure == figure), None)
        if found is not None:
            return found
        import difflib  # needed only for a wrong name

        near = difflib.get_close_matches(figure, sorted({entry.figure for entry in self.entries}), n=3)
        raise KeyError(f"{figure}: it is not printed" + (f"; near: {', '.join(near)}" if near else ""))

    @property
    def file(self) -> str:
        """The name of the ledger's file."""
        return f"{self.name}.ledger.json"


def reduced(ledger: Ledger, detail: Detail) -> Ledger:
    """Return the part of a full ledger that `printed` may embed: nothing that the pages do not show anyway.

    An exact value, a formula or a relation stays only where every figure in it is printed unrounded or
    claimed; else the printed characters are all that is said.
    """
    if detail in ("full", ledger.detail):
        return ledger
    shown = {entry.figure for entry in ledger.entries if entry.kind in ("count", "amount") and _exact(entry)}
    shown |= {claim.figure for claim in ledger.claims if claim.kind in ("zero", "one")}
    wholes = {relation.figure: relation for relation in ledger.relations}
    for claim in ledger.claims:  # “all” says that a part is its whole
        relation = wholes.get(f"{claim.figure}.rate")
        if claim.kind == "all" and relation and relation.operands[-1].figure in shown:
            shown.add(claim.figure)
    told = tuple(r for r in ledger.relations if all(operand.figure in shown for operand in r.operands))
    known = {(relation.figure, relation.operation) for relation in told}
    entries = tuple(_reduced(entry, shown, known) for entry in ledger.entries)
    figures = shown | {figure for figure, _ in known}
    claims = tuple(claim if claim.figure in figures else replace(claim, value="") for claim in ledger.claims)
    places = places_of({one.pointer: one.place for one in ledger.places}, entries, claims)
    typed = tuple(replace(each, by="", why="") for each in ledger.typed)
    return replace(
        ledger, detail=detail, entries=entries, claims=claims, relations=told, places=places, typed=typed
    )


def places_of(
    places: Mapping[str, str], entries: Sequence[Entry], claims: Sequence[ClaimEntry]
) -> tuple[TablePlace, ...]:
    """Return the places of the pointers in a ledger, each once, in its order."""
    told = [one.pointers for one in entries] + [one.pointers for one in claims]
    pointers = dict.fromkeys(pointer for each in told for pointer in each)
    return tuple(TablePlace(pointer, places[pointer]) for pointer in pointers if pointer in places)


def plugin_entry(plugin: Plugin) -> PluginEntry:
    """Return a plug-in as a ledger names it."""
    return PluginEntry(str(plugin), plugin.package, plugin.version)


def with_plugins(ledger: Ledger, plugins: Iterable[PluginEntry]) -> Ledger:
    """Return a ledger that names these plug-ins, too, each once."""
    named = {entry.plugin: entry for entry in (*plugins, *ledger.plugins)}
    return replace(ledger, plugins=tuple(named[name] for name in sorted(named)))


def _exact(entry: Entry) -> bool:
    """Return whether the printed characters are the whole value (not 62.7万 for 627,060)."""
    return entry.decimals is None and bool(entry.value)


def _reduced(entry: Entry, shown: set[str], known: set[tuple[str, Operation]]) -> Entry:
    if entry.kind not in NUMERIC or entry.operation == "stated" or (entry.figure, entry.operation) in known:
        return entry  # what is stated has no value beyond its characters
    if entry.figure in shown:
        return entry if entry.operation == "given" else replace(entry, formula="", pointers=())
    told = () if entry.operation != "given" else entry.pointers
    return replace(entry, value="", formula="", pointers=told)


# ── as JSON ──────────────────────────────────────────────────────────────────────────────────────────────


class LedgerUnreadable(ValueError):
    """The bytes are no ledger; the message says where."""


def to_json(ledger: Ledger, known: dict[int, str] | None = None) -> bytes:
    """Return UTF-8 JSON with one entry a line; `known` caches lines by the identity of entries."""
    known = {} if known is None else known
    lines = []
    named = {name: value for name, value in _named(ledger).items() if value or name not in OPTIONAL}
    named = {"format": _format(named), **named}
    for name, value in named.items():
        if isinstance(value, tuple):
            items = ",\n".join(known.get(id(one)) or known.setdefault(id(one), _line(one)) for one in value)
            lines.append(f'"{name}": [\n{items}\n]' if items else f'"{name}": []')
        else:
            lines.append(f'"{name}": {_line(value)}')
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()


def _format(members: Collection[str]) -> int:
    """Return the version of the format of a ledger with these members."""
    return WITH_MORE if {*OPTIONAL} & {*members} else FORMAT


def _named(value: Any) -> dict[str, Any]:
    return {name: getattr(value, name) for name in value.__slots__}


_line = json.JSONEncoder(ensure_ascii=False, check_circular=False, default=_named).encode


@dataclass(frozen=True, slots=True)
class Carried:
    """The part of its ledger that a document embeds.

    `file` and `digest` are the name and the SHA-256 of the full ledger, which the office keeps; `content`
    is what travels, as JSON; empty: nothing.
    """

    file: str
    digest: str
    content: bytes


def carried(ledger: Ledger, detail: Detail) -> Carried:
    """Return what a document embeds of the full `ledger`."""
    known: dict[int, str] = {}  # most entries are the same in both
    digest = digest_of(to_json(ledger, known))
    return Carried(ledger.file, digest, b"" if detail == "none" else to_json(reduced(ledger, detail), known))


def digest_of(content: bytes) -> str:
    """Return the SHA-256 of a ledger as embedded or stored, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def from_json(content: bytes | str) -> Ledger:
    """Return the ledger written in `content`.

    Raises:
        LedgerUnreadable: it is no JSON, of a later format, or not of the shape above.
    """
    try:
        raw = json.loads(content)
    except (ValueError, RecursionError) as cause:
        raise LedgerUnreadable(f"no JSON: {cause}") from None
    if not isinstance(raw, dict) or raw.get("format") != _format(raw):
        raise LedgerUnreadable(f"format {raw.get('format') if isinstance(raw, dict) else None}")
    ledger: Ledger = _read(Ledger, {key: value for key, value in raw.items() if key != "format"}, "ledger")
    for entry in ledger.entries:
        if not 0 <= entry.line < len(ledger.text) or not ledger.text[entry.line].startswith(
            entry.printed, max(0, entry.start)
        ):
            raise LedgerUnreadable(f"entries/{entry.occurrence}: not at its place in the text")
    numbers = [o.value for relation in ledger.relations for o in relation.operands]
    numbers += [entry.value for entry in ledger.entries if entry.kind in NUMERIC and entry.value]
    for written in numbers:
        if not _EXACT.fullmatch(written):
            raise LedgerUnreadable(f"no number: {written[:40]}")
    return ledger


_EXACT = re.compile(r"-?[0-9]{1,40}(?:\.[0-9]{1,40}|/0*[1-9][0-9]{0,39})?")
"""An exact value in a ledger: 310, 23471.60, 10/11. Longer ones, and powers of ten, are rejected."""


def _read(kind: Any, raw: Any, where: str) -> Any:
    """Return `raw` as an instance of `kind`, a dataclass of this file or the type of one of its fields."""
    if hasattr(kind, "__dataclass_fields__"):
        types = get_type_hints(kind)
        optional = {*OPTIONAL} if kind is Ledger else set()
        if not isinstance(raw, dict) or not set(types) - optional <= set(raw) <= set(types):
            raise LedgerUnreadable(f"{where}: not the fields {', '.join(types)}")
        return kind(
            **{name: _read(types[name], raw[name], f"{where}/{name}") for name in types if name in raw}
        )
    if get_origin(kind) is tuple:
        if not isinstance(raw, list):
            raise LedgerUnreadable(f"{where}: no list")
        return tuple(_read(get_args(kind)[0], item, f"{where}/{i}") for i, item in enumerate(raw))
    choices = get_args(kind) if get_origin(kind) is Literal else None
    allowed = get_args(kind) or (kind,)
    if (choices and raw in choices) or (not choices and type(raw) in allowed):
        return raw
    raise LedgerUnreadable(f"{where}: {str(raw)[:40]}")


def ledger_schema() -> Mapping[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a ledger file."""
    schema = _schema(Ledger)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "bulletin ledger / 数字台账",
        **schema,
        "properties": {"format": {"enum": [FORMAT, WITH_MORE]}, **schema["properties"]},
        "required": ["format", *schema["required"]],
    }


_JSON_TYPES: Mapping[Any, str] = {str: "string", int: "integer", type(None): "null"}


def _schema(kind: Any) -> dict[str, Any]:
    if hasattr(kind, "__dataclass_fields__"):
        types = get_type_hints(kind)
        return {
            "type": "object",
            "description": " ".join(str(kind.__doc__).split()),
            "properties": {name: _schema(each) for name, each in types.items()},
            "required": [name for name in types if kind is not Ledger or name not in OPTIONAL],
            "additionalProperties": False,
        }
    if get_origin(kind) is tuple:
        return {"type": "array", "items": _schema(get_args(kind)[0])}
    if get_origin(kind) is Literal:
        return {"enum": list(get_args(kind))}
    names: Sequence[str] = [_JSON_TYPES[each] for each in get_args(kind) or (kind,)]
    return {"type": names[0] if len(names) == 1 else list(names)}
