"""Type, indents and line spacing from the properties of WordprocessingML."""

from collections.abc import Sequence

from bulletin.files.tree import Properties
from bulletin.measurement.docx_parts import Run
from bulletin.measurement.font_names import prevailing
from bulletin.measurement.text_lines import is_full

SLOTS = ("ascii", "hAnsi", "eastAsia", "cs")
DEFAULT_SIZE = 10.0
"""What Word takes where no size is given, in pt."""


def number(properties: Properties, name: str) -> float:
    """A number among the properties; 0: it is not given or is none."""
    try:
        return float(properties.get(name, "0"))
    except ValueError:
        return 0.0


def size(properties: Properties) -> float:
    """The size of characters in pt."""
    return number(properties, "sz") / 2 or DEFAULT_SIZE


def face(runs: Sequence[Run]) -> str:
    """The class of the face of most characters; each asks for the slot of its script."""
    fonts = []
    for run in runs:
        for char in run.text.strip():
            name = run.properties.get("rFonts.eastAsia" if is_full(char) else "rFonts.ascii", "")
            if name:
                fonts.append(name)
    return prevailing(fonts)


def slots_agree(properties: Properties) -> bool:
    """Whether one face is named in all four slots."""
    return len({properties.get(f"rFonts.{slot}", "") for slot in SLOTS}) == 1


def uses_theme(properties: Properties) -> bool:
    """Whether a face is that of the theme, which another computer may draw with another."""
    return any(f"rFonts.{slot}Theme" in properties for slot in SLOTS)


def indent(properties: Properties, unit: Properties, side: str) -> float:
    """An indent in characters; `unit` are the properties of the characters it is counted in."""
    other = {"left": "start", "right": "end"}.get(side, side)
    for name in (side, other):
        if f"ind.{name}Chars" in properties:
            return number(properties, f"ind.{name}Chars") / 100
    for name in (side, other):
        if f"ind.{name}" in properties:
            return number(properties, f"ind.{name}") / 20 / (size(unit) + number(unit, "spacing") / 20)
    return 0.0


def line_pitch(properties: Properties, section: Properties) -> float:
    """The distance of lines in pt; 0: the file leaves it to the program that sets it."""
    line, kind = number(properties, "spacing.line"), properties.get("spacing.lineRule", "auto")
    if line and kind in ("exact", "atLeast"):
        return line / 20
    if (
        section.get("docGrid.type") in ("lines", "linesAndChars", "snapToChars")
        and properties.get("snapToGrid", "1") != "0"
    ):
        return number(section, "docGrid.linePitch") / 20 * max(1.0, line / 240)
    return 0.0
