"""Check how numbers are to be printed: that decimals, 万, 亿 and rules can be kept."""

from collections.abc import Iterator
from fractions import Fraction

from bulletin.checks.view import View
from bulletin.issues.issue import Issue, error
from bulletin.model.facts import Count
from bulletin.model.figures import rounded
from bulletin.model.terms import Scale

MOST_DECIMALS = 6
"""The most decimals of a percentage, of 万 or of 亿."""
RULES = (1, 2)
"""The rules of printing: those of release 0.1.0, and today's."""


def printing_fits(view: View) -> Iterator[Issue]:
    """Check that what is chosen for the document, for lists and for counts can be printed."""
    printing = view.data.document.printing
    if printing is not None:
        yield from _decimals(printing.decimals, f"{printing.at}/decimals")
        if printing.rules is not None and printing.rules not in RULES:
            text, hint = "There are no rules {given} of printing.", "1: of release 0.1.0; 2: of today."
            yield error("B260", f"{printing.at}/rules", text, hint, given=printing.rules)
    for _, _, breakdown in view.breakdowns():
        yield from _decimals(breakdown.share_decimals, f"{breakdown.at}/share_decimals")
    for key, count in view.counts():
        yield from _decimals(count.decimals, f"{count.at}/decimals")
        yield from _decimals(count.scale_decimals, f"{count.at}/scale_decimals")
        yield from _scaled(view, key, count)


def _decimals(given: int | None, at: str) -> Iterator[Issue]:
    if given is not None and given > MOST_DECIMALS:
        text = "{given} decimals are asked for; at most {most} are printed."
        yield error("B260", at, text, given=given, most=MOST_DECIMALS)


def _scaled(view: View, key: str, count: Count) -> Iterator[Issue]:
    """Yield what keeps a number from being printed in 万 or 亿."""
    scale, value, unit, at = count.scale, count.value, view.unit(key, count), f"{count.at}/scale"
    if scale is None:
        if count.scale_decimals is not None:
            text, hint = "{label}: decimals of 万 or 亿 are given without it.", "Give “scale” (数级), too."
            yield error("B260", f"{count.at}/scale_decimals", text, hint, label=view.label(key))
        return
    values = {"label": view.label(key), "scale": scale.zh, "unit": unit}
    places = 1 if count.scale_decimals is None else count.scale_decimals
    if unit[:1] in [each.zh for each in Scale]:
        text, hint = (
            "{label}: a number in {unit} cannot be printed in {scale}.",
            "Give it in 元, or without “scale”.",
        )
        yield error("B260", at, text, hint, **values)
    elif count.resolution:
        text = "{label}: a number known to {step} only is not exact."
        hint = "Give “resolution” (精度) without “scale”, or the exact number with it."
        yield error("B260", at, text, hint, **values, step=count.resolution)
    elif value and places <= MOST_DECIMALS and not rounded(Fraction(value) / scale.ones, places):
        text = "{label}: {n} would be printed as 0{scale}."
        yield error("B260", at, text, "Give more decimals, or leave “scale” out.", **values, n=value)
