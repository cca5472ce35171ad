"""Measure mark, number, signers and red rule of a Word document."""

from collections.abc import Iterator, Sequence

from bulletin.files.tree import Properties
from bulletin.measurement import patterns
from bulletin.measurement.docx_elements import Named
from bulletin.measurement.docx_parts import WordParagraph
from bulletin.measurement.docx_type import face, indent, number
from bulletin.measurement.head_measures import said
from bulletin.measurement.report import Measured
from bulletin.measurement.text_lines import MM

RED_LEAST, RED_MOST = 150, 120


def measured_mark(paragraph: WordParagraph, width: float) -> Iterator[Measured]:
    """Yield the colour of the mark and whether it is centred on a page of this width (mm)."""
    yield Measured("mark.color", _color(paragraph.runs[0].properties.get("color", "")))
    if not paragraph.in_table:  # the marks of a joint issue stand in a centred table, beside 文件
        yield from centred("mark", paragraph, width)


def measured_number(named: Sequence[Named], index: int, width: float) -> Iterator[Measured]:
    """Yield the place of the number: centred, at the right edge (letter), or in a row with the signers."""
    paragraph = named[index].paragraph
    if any(each.element == "number" and is_upward(each) for each in named):
        yield from _upward(named, index)
        return
    yield from centred("number", paragraph, width)
    where = paragraph.properties.get("jc", "left")
    at_right = where in ("right", "end")
    unit = paragraph.runs[0].properties
    yield Measured("number.right", indent(paragraph.properties, unit, "right") if at_right else where)


def centred(element: str, paragraph: WordParagraph, width: float) -> Iterator[Measured]:
    """Yield whether a paragraph is centred; if not, report half the page width as its deviation."""
    where = paragraph.properties.get("jc", "left")
    yield Measured(f"{element}.centre", 0.0 if where == "center" else width / 2)


def is_upward(named: Named) -> bool:
    """Return whether a paragraph names the signers."""
    return bool(patterns.SIGNER.search(named.paragraph.text))


def _upward(named: Sequence[Named], index: int) -> Iterator[Measured]:
    """Yield the measures of a row of signers.

    The last row holds the number and is measured for all of them.
    """
    if index + 1 < len(named) and named[index + 1].element == "number":
        return
    paragraph = named[index].paragraph
    own, unit = paragraph.properties, paragraph.runs[0].properties
    yield Measured("number.left", indent(own, unit, "left") + indent(own, unit, "firstLine"))
    yield Measured("signer.same_line", said(bool(patterns.NUMBER.match(paragraph.text.strip()))))
    if known := face(paragraph.runs[-1:]):
        yield Measured("signer.face", known)


def measured_rule(paragraph: WordParagraph) -> Iterator[Measured]:
    """Yield colour and thickness of the rule below a paragraph."""
    properties = paragraph.properties
    yield Measured("rule.color", _color(properties.get("pBdr.bottom.color", "")))
    if thickness := number(properties, "pBdr.bottom.sz"):
        yield Measured("rule.thickness", thickness / 8 * MM)


def _color(color: str) -> str:
    try:
        red, green, blue = (int(color[i : i + 2], 16) for i in (0, 2, 4))
    except ValueError:
        return "black"
    return "red" if red >= RED_LEAST and green <= RED_MOST and blue <= RED_MOST else "black"


def page_width(section: Properties) -> float:
    """Return the width of a page in mm."""
    return number(section, "pgSz.w") * MM / 20
