"""Read typeface, indents and line spacing from the properties of WordprocessingML."""

from collections.abc import Sequence

from bulletin.files.tree import Properties
from bulletin.measurement.docx_parts import Run
from bulletin.measurement.font_names import prevailing
from bulletin.measurement.text_lines import is_full

SLOTS = ("ascii", "hAnsi", "eastAsia", "cs")
DEFAULT_SIZE = 10.0
"""The size in pt that Word uses where none is given."""


def number(properties: Properties, name: str) -> float:
    """Return a numeric property; 0 if it is missing or no number."""
    try:
        return float(properties.get(name, "0"))
    except ValueError:
        return 0.0


def size(properties: Properties) -> float:
    """Return the size of characters in pt."""
    return number(properties, "sz") / 2 or DEFAULT_SIZE


def face(runs: Sequence[Run]) -> str:
    """Return the face class of most characters; each character counts for the font slot of its script."""
    fonts = []
    for run in runs:
        for char in run.text.strip():
            name = run.properties.get("rFonts.eastAsia" if is_full(char) else "rFonts.ascii", "")
            if name:
                fonts.append(name)
    return prevailing(fonts)


def slots_agree(properties: Properties) -> bool:
    """Return whether all four font slots name the same face."""
    return len({properties.get(f"rFonts.{slot}", "") for slot in SLOTS}) == 1


def uses_theme(properties: Properties) -> bool:
    """Return whether a theme sets the face; another computer may replace it."""
    return any(f"rFonts.{slot}Theme" in properties for slot in SLOTS)


def indent(properties: Properties, unit: Properties, side: str) -> float:
    """Return an indent in characters; `unit` are the properties of the characters that measure it."""
    other = {"left": "start", "right": "end"}.get(side, side)
    for name in (side, other):
        if f"ind.{name}Chars" in properties:
            return number(properties, f"ind.{name}Chars") / 100
    for name in (side, other):
        if f"ind.{name}" in properties:
            return number(properties, f"ind.{name}") / 20 / (size(unit) + number(unit, "spacing") / 20)
    return 0.0


def line_pitch(properties: Properties, section: Properties) -> float:
    """Return the distance of lines in pt; 0 if the file leaves it to the word processor."""
    line, kind = number(properties, "spacing.line"), properties.get("spacing.lineRule", "auto")
    if line and kind in ("exact", "atLeast"):
        return line / 20
    if (
        section.get("docGrid.type") in ("lines", "linesAndChars", "snapToChars")
        and properties.get("snapToGrid", "1") != "0"
    ):
        return number(section, "docGrid.linePitch") / 20 * max(1.0, line / 240)
    return 0.0
