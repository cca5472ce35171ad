"""Turn the entries of a ledger into marks: a value's number in the list, its exact value, its sources."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from bulletin.ledger.entries import ClaimEntry, Entry
from bulletin.model.figures import rounded
from bulletin.proofsheet.changes import Change
from bulletin.proofsheet.rows import ProofRow, touching

TICKED = ("count", "amount", "rate", "points", "date")
"""The kinds of values that a person ticks; words are only shown."""

PLACES = 6
"""Decimals of an exact rate where it is written out."""


@dataclass(frozen=True, slots=True)
class Origin:
    """A pointer of an entry, the values there, and the rows of the data table that hold them."""

    pointer: str
    place: str
    said: str
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ProofMark:
    """A value of the document; `number` counts the values to be ticked, 0: it is only shown."""

    entry: Entry
    number: int
    label: str
    exact: str
    origins: tuple[Origin, ...]
    change: Change | None

    @property
    def rows(self) -> tuple[int, ...]:
        """The rows of the data table that it prints or is computed from."""
        return tuple(dict.fromkeys(row for origin in self.origins for row in origin.rows))


def marks_of(
    entries: Sequence[Entry],
    rows: Sequence[ProofRow],
    changes: Mapping[int, Change],
    places: Mapping[str, str],
) -> tuple[ProofMark, ...]:
    """Return the marks of `entries`, in reading order; `changes` is occurrence → change."""
    marks = []
    number = 0
    for entry in entries:
        ticked = entry.kind in TICKED
        number += ticked
        origins = origins_of(entry, rows, places)
        first = next((_named(rows[row]) for origin in origins for row in origin.rows), entry.figure)
        label = entry.label or first
        change = changes.get(entry.occurrence)
        marks.append(ProofMark(entry, number if ticked else 0, label, exact(entry), origins, change))
    return tuple(marks)


def origins_of(
    entry: Entry | ClaimEntry, rows: Sequence[ProofRow], places: Mapping[str, str]
) -> tuple[Origin, ...]:
    """Return where a value comes from.

    A pointer to a whole object touches several rows. If a given value has the label of one of them, only that
    row is its source: 部门 of 部门 and 乡镇.
    """
    touched = {p: [i for i, row in enumerate(rows) if touching(row.pointer, (p,))] for p in entry.pointers}
    if getattr(entry, "operation", "") == "given":
        named = {i for found in touched.values() for i in found if rows[i].label == entry.label}
        if named:
            touched = {p: [i for i in found if i in named] for p, found in touched.items()}
    said = {pointer: "、".join(_said(rows[i]) for i in found) for pointer, found in touched.items()}
    return tuple(
        Origin(pointer, places.get(pointer, pointer), said[pointer], tuple(found))
        for pointer, found in touched.items()
        if found or not any(touched.values())
    )


def _named(row: ProofRow) -> str:
    """Return the term of a row, preceded by its group if that is one of a list: 统计范围 · 前三轮 · 起."""
    return f"{row.group} · {row.label}" if " · " in row.group else row.label


def _said(row: ProofRow) -> str:
    return f"{row.label} {row.value}{row.unit}"


def exact(entry: Entry) -> str:
    """Return the exact value with its unit; a rate as a fraction and in decimals: 10/11 ≈ 90.909091%."""
    if entry.kind not in ("rate", "points"):
        return f"{entry.value}{entry.unit}" if entry.kind != "date" else entry.value
    hundredth = Fraction(entry.value) * 100
    written = f"{rounded(hundredth, PLACES):f}".rstrip("0").rstrip(".")
    sign = "=" if Fraction(written) == hundredth else "≈"
    return f"{entry.value} {sign} {written}{'%' if entry.kind == 'rate' else '个百分点'}"
