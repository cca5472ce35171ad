"""From a layout that says it follows a standard to what it has otherwise than the standard.

How much that weighs is what the clause says (`Provision.strength`): other than required is a warning, other
than usual, advised or allowed a note. A value without a source is practice, and every office has its own.
"""

from collections.abc import Mapping
from functools import lru_cache

from bulletin.issues.issue import Issue, Phrase, note, warning
from bulletin.typography.layout import STANDARDS, Layout, Provision, Strength, read_layout

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
    """The values of `layout` that a clause has otherwise, in the order of the standard's profile.

    The values of the standard are those of the shipped profile, whatever profile `layout` extends. A layout
    that follows no standard has none.
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
    """The value at a place such as `role.mark.top`; None: the layout has no such role."""
    table, _, name = place.rpartition(".")
    return getattr(_table(layout, table), name, None)


def _table(layout: Layout, table: str) -> object:
    of_all = {"page": layout.page, "frame": layout.frame}
    return of_all[table] if table in of_all else layout.roles.get(table.removeprefix("role."))


def _differs(given: object, value: object, tolerance: float) -> bool:
    match given, value:
        case None, _:  # what is not there cannot be otherwise
            return False
        case int() | float(), int() | float():
            return abs(given - value) > tolerance + 1e-6
        case str(), str() if _is_red(value):  # the standard says red, which red is practice
            return not _is_red(given)
    return given != value


def _is_red(color: str) -> bool:
    """Whether a colour is one people call red; `RRGGBB`."""
    try:
        red, green, blue = bytes.fromhex(color)
    except ValueError:  # a face, an alignment
        return False
    return red >= 150 and max(green, blue) <= 120  # noqa: PLR2004  # of 255, as `measure` has it


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
