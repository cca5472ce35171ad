"""Report where a layout that claims to follow a standard deviates from it.

The verb of the clause sets the severity (`Provision.strength`): a deviation from a requirement is a warning,
from something usual, advised or allowed a note. Values without a source are practice, free to every office.
"""

from collections.abc import Mapping
from functools import lru_cache

from bulletin.issues.issue import Issue, Phrase, note, warning
from bulletin.typography.layout import STANDARDS, Layout, Provision, read_layout
from bulletin.typography.limits import Strength

SPEAKS: Mapping[Strength, Phrase] = {
    "规定": Phrase("requires"),
    "一般": Phrase("usually has"),
    "推荐": Phrase("advises"),
    "可以": Phrase("allows"),
}
"""The verb of a clause."""

TEXT = "{element}: {place} is {given}; {standard}, {clause}, {speaks} {value}."


@lru_cache(16)  # an office has a few layouts
def deviations(layout: Layout) -> tuple[Issue, ...]:
    """Return a note or warning for each deviating value of `layout`, in the order of the standard's profile.

    The reference is the shipped profile of the standard, even if `layout` extends another one. A layout that
    follows no standard has no deviations.
    """
    if not layout.follows:
        return ()
    standard = read_layout(STANDARDS[layout.follows])
    return tuple(
        _issue(layout, standard, place, provision)
        for place, provision in standard.sources.items()
        if _differs(_at(layout, place), _at(standard, place), provision.tolerance)
    )


def _at(layout: Layout, place: str) -> object:
    """Return the value at a place such as `role.mark.top`; None if the layout has no such role."""
    table, _, name = place.rpartition(".")
    return getattr(_table(layout, table), name, None)


def _table(layout: Layout, table: str) -> object:
    of_all = {"page": layout.page, "frame": layout.frame}
    return of_all[table] if table in of_all else layout.roles.get(table.removeprefix("role."))


def _differs(given: object, value: object, tolerance: float) -> bool:
    match given, value:
        case None, _:  # a missing role cannot deviate
            return False
        case int() | float(), int() | float():
            return abs(given - value) > tolerance + 1e-6
        case str(), str() if _is_red(value):  # the standard asks for red; the exact red is practice
            return not _is_red(given)
    return given != value


def _is_red(color: str) -> bool:
    """Return whether a colour, `RRGGBB`, is commonly called red."""
    try:
        red, green, blue = bytes.fromhex(color)
    except ValueError:  # not a colour but a face or an alignment
        return False
    return red >= 150 and max(green, blue) <= 120  # noqa: PLR2004  # parts of 255, the same limits as in `measurement`


def _issue(layout: Layout, standard: Layout, place: str, provision: Provision) -> Issue:
    table = place.rpartition(".")[0]
    allowed = f" ± {provision.tolerance:g}" if provision.tolerance else ""
    values: dict[str, object] = {
        "element": getattr(_table(standard, table), "style", Phrase("the page")),
        "place": place,
        "given": _words(_at(layout, place)),
        "standard": layout.follows,
        "clause": provision.clause,
        "speaks": SPEAKS[provision.strength],
        "value": _words(_at(standard, place)) + allowed,
    }
    file = f"layouts/{layout.name}.toml"
    if provision.strength != "规定":
        return note("B611", file, TEXT, **values)
    hint = "Take it out of the layout, unless a rule of the office asks for it."
    return warning("B610", file, TEXT, hint, **values)


def _words(value: object) -> str:
    return f"{value:g}" if isinstance(value, int | float) else str(value)
