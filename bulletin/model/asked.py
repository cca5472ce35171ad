"""Say what a template words, and the items that people are asked for along each dimension.

The codelist lists every term of a dimension, some of them inside others (正科级 in 乡科级) or from another
division of the same whole. A form asks for one division whose items exclude each other.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bulletin.model.codelist import Codelist
from bulletin.model.terms import Basis

DIVISIONS: Mapping[str, tuple[str, ...]] = {
    "frame": ("focus_policies", "focus_corruption", "focus_grassroots", "focus_teams",
              "focus_oversight_rectified"),
    "grade": ("province_level", "bureau_level", "county_level", "township_level", "ordinary_staff",
              "institution_staff", "village_cadres", "others"),
    "petition_class": ("accusations", "appeals", "outside_remit", "criticism", "without_substance"),
    "violation": ("formalism", "hedonism"),
}  # fmt: skip
"""Dimension → the items asked for, where the codelist has more than one division of it."""
BELOW: Mapping[str, tuple[str, ...]] = {
    "formalism": ("decisions_neglected", "duties_neglected", "people_neglected", "meetings_and_papers"),
    "hedonism": ("gifts", "dining", "ceremonies", "allowances", "travel", "others"),
}
"""Item → the items it is taken apart into, along the same dimension."""
BASES: Mapping[str, Basis] = {"frame": Basis.PARTIAL, "sanction_system": Basis.OVERLAPPING}
"""How the items of a dimension relate to their whole, if they do not add up to it."""
OF_ROUNDS = ("object", "mode")
"""Dimensions of organisations and rounds, which have a sheet of their own."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a template prints if it is given.

    `scopes` has for the reported scope, and for the year to date if the template tells it, indicator → the
    dimensions it is taken apart by; `nested` are the pairs of them whose items are taken apart again.
    `any_way`: it prints a breakdown along whatever dimension. `texts` are the names of pieces of text with
    what they are about.
    """

    template: str
    scopes: tuple[Mapping[str, tuple[str, ...]], ...]
    nested: frozenset[tuple[str, str]] = frozenset()
    records: tuple[str, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    any_way: bool = False
    rounds: bool = False
    plan: bool = False

    def divisions(self, nth: int, codelist: Codelist) -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
        """Yield indicator, dimension, the item that is taken apart again (or empty), and the items."""
        for key, dimensions in self.scopes[nth].items():
            for dimension in dimensions:
                items = items_of(key, dimension, codelist)
                yield key, dimension, "", items
                for item in items if (key, dimension) in self.nested else ():
                    below = below_of(item, dimension, codelist)
                    if below:
                        yield key, dimension, item, below


def items_of(key: str, dimension: str, codelist: Codelist) -> tuple[str, ...]:
    """Return the items that an indicator is asked for along a dimension; they exclude each other."""
    listed = DIVISIONS.get(dimension)
    unit = codelist[key].unit
    fit = [
        entry.key for entry in codelist.indicators.values()
        if entry.dimension == dimension
        and (key in entry.part_of or (not entry.part_of and entry.units and entry.measured_in(unit)))
        and not any(entry.key in below for below in BELOW.values())
    ]  # fmt: skip
    if listed is not None and (own := [item for item in listed if item in codelist.indicators]):
        return tuple(own) if any(item in fit for item in own) else ()
    return tuple(item for item in fit if not {*codelist[item].part_of} & {*fit})


def below_of(item: str, dimension: str, codelist: Codelist) -> tuple[str, ...]:
    """Return the items that an item is taken apart into along the same dimension."""
    parts = [
        entry.key
        for entry in codelist.indicators.values()
        if item in entry.part_of and entry.dimension == dimension
    ]
    return (*(each for each in BELOW.get(item, ()) if each in codelist.indicators), *parts)
