"""State the requirements of GB/T 9704-2012 one by one, independent of our own layouts.

Where the standard gives a tolerance (5.2.1: ± 1 mm) it is that one. It gives none for the distances of single
elements; there ± 1 mm, a quarter of a character and half a line are allowed, which is what ink, side
bearings and the leading of a line amount to. 字 is the width of a character of the element's size, 行 the
pitch of the lines (3.1, 3.2). Colours and faces of the mark stand in a sentence that advises (7.2.4).
"""

from collections.abc import Mapping

from bulletin.measurement.report import Requirement, Strength

R = Requirement
YES = ("yes",)

A4 = (210.0, 297.0)
TOP, LEFT, WIDTH, HEIGHT = 37.0, 28.0, 156.0, 225.0
"""Upper and inner margin and the text area, in mm (5.2.1)."""
FOOT = TOP + HEIGHT
"""The lower edge of the text area, in mm from the upper edge of the paper."""
LINES, CHARACTERS = 22, 28
PITCH = HEIGHT / LINES
"""The pitch of lines that fill the text area: 10.23 mm = 28.99 pt."""
CHARACTER = WIDTH / CHARACTERS
"""The width of a grid character: 5.571 mm = 15.79 pt."""
SIZE = 16.0
"""三号, in pt."""

MM, EM, LINE = 1.0, 0.25, 0.5
"""Tolerances of measuring: in mm, in characters, in lines."""


def _type(element: str, clause: str, faces: tuple[str, ...], size: float) -> tuple[Requirement, ...]:
    return (
        R(f"{element}.face", "face", faces, clause=clause),
        R(f"{element}.size", "size", size, 0.3, "pt", clause),
    )


def _distance(  # noqa: PLR0913, PLR0917  # a row of a table
    key: str, name: str, value: float, unit: str, clause: str, strength: Strength = "required"
) -> Requirement:
    return R(key, name, value, {"mm": MM, "字": EM, "行": LINE}[unit], unit, clause, strength)


PAGE = (
    R("page.width", "paper width", A4[0], 0.5, "mm", "5.1", "required"),
    R("page.height", "paper height", A4[1], 0.5, "mm", "5.1", "required"),
    R("page.top", "upper margin", TOP, 1, "mm", "5.2.1", "required"),
    R("page.left", "inner margin", LEFT, 1, "mm", "5.2.1", "required"),
    R("page.text_width", "text width", WIDTH, 1, "mm", "5.2.1", "required"),
    R("page.text_height", "text height", HEIGHT, 1, "mm", "5.2.1", "required"),
    R("page.bottom", "lower margin at least", 35, 1, "mm", "5.2.1", "required", ">="),
    R("grid.lines", "lines on a page", LINES, unit="行", clause="5.2.3"),
    R("grid.characters", "characters in a line", CHARACTERS, unit="字", clause="5.2.3"),
    R("grid.height", "height of the lines", HEIGHT, 2, "mm", "5.2.3"),
    R("grid.pitch", "line pitch", 28.9, 0.6, "pt", strength="practice"),
    R("grid.even", "unevenness of lines", 0, 0.3, "mm", strength="practice"),
    R("grid.flush", "unevenness of line ends", 0, 1, "mm", strength="practice"),
)

HEAD = (
    *_type("copy_number", "7.2.1", ("fangsong", "heiti"), 16),
    R("copy_number.digits", "digits", 6, clause="7.2.1"),
    _distance("copy_number.left", "indent", 0, "字", "7.2.1", "usual"),
    R("copy_number.line", "line", 1, clause="7.2.1"),
    *_type("secrecy", "7.2.2", ("heiti",), 16),
    _distance("secrecy.left", "indent", 0, "字", "7.2.2", "usual"),
    *_type("urgency", "7.2.3", ("heiti",), 16),
    _distance("urgency.left", "indent", 0, "字", "7.2.3", "usual"),
    _distance("mark.top", "ink below the text area's top", 35, "mm", "7.2.4"),
    _distance("mark.centre", "off centre", 0, "mm", "7.2.4"),
    R("mark.color", "colour", ("red",), clause="7.2.4", strength="advised"),
    R("mark.face", "face", ("xiaobiaosong",), clause="7.2.4", strength="advised"),
    _distance("mark.word", "the word off the middle of the names", 0, "mm", "7.2.4"),
    R("mark.even", "names of unequal width", 0, 1, "mm", strength="practice"),
    R("mark.width", "width at most", WIDTH, 1, "mm", strength="practice", sense="<="),
    _distance("number.blank", "below the mark", 2, "行", "7.2.5"),
    _distance("number.centre", "off centre", 0, "mm", "7.2.5"),
    _distance("number.left", "indent (upward)", 1, "字", "7.2.5"),
    *_type("number", "5.2.2", ("fangsong",), 16),
    R("signer.same_line", "on the number's line", YES, clause="7.2.6", strength="required"),
    _distance("signer.blank", "below the mark", 2, "行", "7.2.6"),
    _distance("signer.aligned", "turned names off the first name", 0, "字", "7.2.6", "usual"),
    _distance("signer.right", "right indent", 1, "字", "7.2.6"),
    R("signer.face", "face of the name", ("kaiti",), clause="7.2.6"),
    _distance("rule.distance", "below the number", 4, "mm", "7.2.7"),
    _distance("rule.left", "left end off the text area", 0, "mm", "7.2.7"),
    _distance("rule.width", "length", WIDTH, "mm", "7.2.7"),
    R("rule.color", "colour", ("red",), clause="7.2.7", strength="required"),
    R("rule.thickness", "thickness", 0.44, 0.1, "mm", strength="practice"),
)

BODY = (
    _distance("title.blank", "below the red rule", 2, "行", "7.3.1"),
    _distance("title.centre", "off centre", 0, "mm", "7.3.1"),
    *_type("title", "7.3.1", ("xiaobiaosong",), 22),
    R("title.shape", "shape of the lines", ("one", "trapezium", "inverted", "lozenge"),
      clause="7.3.1"),
    _distance("addressees.blank", "below the title", 1, "行", "7.3.2"),
    _distance("addressees.left", "indent", 0, "字", "7.3.2"),
    R("addressees.colon", "full-width colon at end", YES, clause="7.3.2", strength="required"),
    *_type("addressees", "5.2.2", ("fangsong",), 16),
    R("body.first_page", "on the first page", YES, clause="7.3.3", strength="required"),
    _distance("body.first_line", "first-line indent", 2, "字", "7.3.3"),
    *_type("body", "7.3.3", ("fangsong",), 16),
    R("body.color", "colour", ("black",), clause="5.2.4"),
    *(
        requirement
        for level, face in (("1", "heiti"), ("2", "kaiti"), ("3", "fangsong"), ("4", "fangsong"))
        for requirement in (
            *_type(f"heading{level}", "7.3.3", (face,), 16),
            _distance(f"heading{level}.first_line", "indent", 2, "字", "7.3.3", "usual"),
        )
    ),
)  # fmt: skip

CLOSING = (
    _distance("annex_note.blank", "below the text", 1, "行", "7.3.4"),
    _distance("annex_note.left", "indent", 2, "字", "7.3.4"),
    _distance("annex_note.aligned", "numbers out of line", 0, "字", "7.3.4", "usual"),
    _distance("annex_note.turned", "turned names out of line", 0, "字", "7.3.4"),
    R("annex_note.bare", "no mark after a name", YES, clause="7.3.4", strength="required"),
    *_type("annex_note", "5.2.2", ("fangsong",), 16),
    _distance("sealed.date_right", "date, right indent", 4, "字", "7.3.5.1", "usual"),
    _distance("sealed.centre", "organ off the date's centre", 0, "字", "7.3.5.1",
              "usual"),
    _distance("unsealed.blank", "below the text", 1, "行", "7.3.5.2"),
    _distance("unsealed.organ_right", "organ, right indent", 2, "字", "7.3.5.2"),
    _distance("unsealed.date_offset", "date, right of the organ's start",
              2, "字", "7.3.5.2"),
    _distance("unsealed.date_right", "right indent of a longer date",
              2, "字", "7.3.5.2"),
    R("stamped.blank", "below the text at least", 2, LINE, "行", "7.3.5.3", "required", ">="),
    R("stamped.title_right", "title, right indent at least", 6, EM, "字", "7.3.5.3", "required",
      ">="),
    R("stamped.date_blank", "below the title at least", 1, LINE, "行", "7.3.5.3", "required",
      ">="),
    _distance("stamped.date_right", "date, right indent", 4, "字", "7.3.5.3"),
    R("date.digits", "Arabic, without leading zeros", YES, clause="7.3.5.4",
      strength="required"),
    *_type("date", "5.2.2", ("fangsong",), 16),
    _distance("note.left", "indent", 2, "字", "7.3.6"),
    R("note.brackets", "round brackets", YES, clause="7.3.6", strength="required"),
    R("annex.new_page", "on a new page", YES, clause="7.3.7", strength="required"),
    R("annex.line", "line of the label", 1, LINE, "", "7.3.7", "required"),
    _distance("annex.left", "indent of the label", 0, "字", "7.3.7"),
    *_type("annex", "7.3.7", ("heiti",), 16),
    R("annex.title_line", "line of the title", 3, LINE, "", "7.3.7", "required"),
    _distance("annex.title_centre", "title off centre", 0, "mm", "7.3.7"),
)  # fmt: skip

IMPRINT = (
    R("imprint.rules", "rules above, between and below", YES, clause="7.4.1", strength="required"),
    R("imprint.width", "length of the rules", WIDTH, MM, "mm", "7.4.1", "required"),
    R("imprint.outer", "first and last rule, thickness", 0.35, 0.06, "mm", "7.4.1", "advised"),
    R("imprint.inner", "rules between, thickness", 0.25, 0.06, "mm", "7.4.1", "advised"),
    _distance("imprint.foot", "last rule off the text area's foot", 0, "mm", "7.4.1"),
    R("imprint.last_page", "on the last page", YES, clause="7.4.1", strength="required"),
    *_type("copies", "7.4.2", ("fangsong",), 14),
    _distance("copies.left", "indent", 1, "字", "7.4.2"),
    R("copies.right", "right indent at least", 1, EM, "字", "7.4.2", "required", ">="),
    _distance("copies.aligned", "turned lines out of line", 0, "字", "7.4.2", "usual"),
    R("copies.stop", "full stop at the end", YES, clause="7.4.2", strength="required"),
    *_type("printed", "7.4.3", ("fangsong",), 14),
    _distance("printed.left", "organ, indent", 1, "字", "7.4.3"),
    _distance("printed.right", "date of printing, right indent", 1, "字", "7.4.3"),
)

FOLIO = (
    R("folio.distance", "dash below the text area", 7, MM, "mm", "7.5", "required"),
    R("folio.odd_right", "odd pages, right indent", 1, EM, "字", "7.5", "required"),
    R("folio.even_left", "even pages, indent", 1, EM, "字", "7.5", "required"),
    R("folio.turned_head", "landscape pages, head at the sheet's left", YES, clause="8",
      strength="required"),
    R("folio.turned_distance", "landscape pages, dash below the text area",
      7, MM, "mm", "8", "required"),
    R("folio.turned_odd_right", "landscape odd pages, right indent",
      1, EM, "字", "8", "required"),
    R("folio.turned_even_left", "landscape even pages, indent", 1, EM, "字", "8", "required"),
    R("folio.dashes", "a dash on each side", YES, clause="7.5", strength="required"),
    R("folio.consecutive", "consecutive", YES, clause="7.5", strength="required"),
    *_type("folio", "7.5", ("songti",), 14),
)  # fmt: skip

FILE = (
    R("fonts.embedded", "fonts embedded", YES, strength="practice"),
    R("fonts.slots", "one face in all four slots", YES, strength="practice"),
    R("fonts.theme", "no theme fonts", YES, strength="practice"),
)

GBT9704 = (*PAGE, *HEAD, *BODY, *CLOSING, *IMPRINT, *FOLIO, *FILE)

GAP = 16 * 25.4 / 72 * 7 / 8
"""7/8 of a character of 三号: 4.94 mm."""


def _flush(element: str) -> Requirement:
    return _distance(f"{element}.left", "indent", 0, "字", "10.1")


LETTER_OWN = (
    _distance("mark.edge", "ink below the sheet's edge", 30, "mm", "10.1"),
    _distance("mark.centre", "off centre", 0, "mm", "10.1"),
    R("mark.color", "colour", ("red",), clause="10.1", strength="advised"),
    R("mark.face", "face", ("xiaobiaosong",), clause="10.1", strength="advised"),
    _distance("frame.below_mark", "upper double rule below the mark", 4, "mm", "10.1"),
    R("frame.upper_order", "upper double rule", ("thick_above",), clause="10.1",
      strength="required"),
    R("frame.lower", "has a lower double rule", YES, clause="10.1", strength="required"),
    R("frame.lower_order", "lower double rule", ("thin_above",), clause="10.1",
      strength="required"),
    _distance("frame.above_edge", "lower double rule above the sheet's edge",
              20, "mm", "10.1"),
    _distance("frame.width", "length of the double rules", 170, "mm", "10.1"),
    _distance("frame.centre", "double rules off the sheet's middle", 0, "mm", "10.1"),
    R("frame.color", "colour of the rules", ("red",), clause="10.1", strength="required"),
    _distance("frame.corner", "first element below the upper rule", GAP, "mm", "10.1"),
    _distance("frame.number", "number below the upper rule", GAP, "mm", "10.1"),
    R("frame.clear", "text above the lower rule at least", GAP, MM, "mm", "10.1",
      "required", ">="),
    _flush("copy_number"),
    _flush("secrecy"),
    _flush("urgency"),
    _distance("number.right", "right indent", 0, "字", "10.1"),
    _distance("title.blank", "below the last element", 2, "行", "10.1"),
    R("imprint.bare", "without rules", YES, clause="10.1", strength="required"),
    R("imprint.unprinted", "without who printed it", YES, clause="10.1",
      strength="required"),
    R("imprint.foot", "last line off the text area's foot", 0, 5.1, "mm", "10.1",
      "required"),
    R("folio.first_page", "no number on page 1", YES, clause="10.1", strength="required"),
)  # fmt: skip
"""What 10.1 asks for in place of, or beside, the measures of other documents."""

NOT_LETTER = ("mark.", "signer.", "rule.", "copy_number.line", "number.", "imprint.", "printed.")
"""Measures of the common form that a letter has not, unless `LETTER_OWN` lists them."""


ELEMENTS: Mapping[str, str] = {
    "page": "page",
    "grid": "grid",
    "copy_number": "copy number",
    "secrecy": "secrecy",
    "urgency": "urgency",
    "mark": "issuer's mark",
    "frame": "double rules",
    "number": "document number",
    "signer": "signer",
    "rule": "red rule",
    "title": "title",
    "addressees": "addressees",
    "body": "body",
    "heading1": "heading 1",
    "heading2": "heading 2",
    "heading3": "heading 3",
    "heading4": "heading 4",
    "annex_note": "list of annexes",
    "sealed": "signature (sealed)",
    "unsealed": "signature (no seal)",
    "stamped": "signature (stamped)",
    "date": "date",
    "note": "note",
    "annex": "annex",
    "imprint": "imprint",
    "copies": "copies to",
    "printed": "printed by",
    "folio": "page number",
    "fonts": "fonts",
}
"""Element → its name; the message catalogue has it in Chinese (context "measure")."""


def _letter() -> tuple[Requirement, ...]:
    """Return the requirements of a letter, grouped by element."""
    own = {requirement.key: requirement for requirement in LETTER_OWN}
    kept = ("number.face", "number.size", "imprint.last_page")
    common = [each for each in GBT9704 if each.key in kept or not each.key.startswith(NOT_LETTER)]
    every = {each.key: own.get(each.key, each) for each in common} | own
    order = list(ELEMENTS)
    return tuple(sorted(every.values(), key=lambda each: order.index(each.element)))


PROFILES: Mapping[str, tuple[Requirement, ...]] = {"gbt9704": GBT9704, "letter": _letter()}
"""Name of a profile → its requirements, in reading order."""
