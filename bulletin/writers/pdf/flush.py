"""Justify the ragged lines of Chinese in a PDF by widening the gaps between characters.

WeasyPrint stretches spaces only, and Chinese has none, so a line that had to break early (before a closing
mark, a number, a word) ends short of the edge. Therefore the style sheet of a PDF sets justified paragraphs
ragged, and marks them. Once the pages are laid out, the missing width of each marked line is shared by all
places where a gap is harmless: boxes are moved, and the shares are noted. When a box is drawn, the shares are
added to the glyphs that Pango has shaped. Text is not shaped in smaller pieces, so digits, kerning and
fallback faces come out as in a line that is not stretched.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from math import ceil, floor
from typing import Any, Final
from unicodedata import bidirectional, category, east_asian_width

from bulletin.writers.pdf import seam

# From 0.1 em on, programs that read PDF text take a gap for a space, and words can no longer be found or
# copied. So a gap stays below this while closing marks can take the rest: half of their em is blank anyway,
# and a space after a comma does no harm.
EVEN_EM: Final = 0.098
MARK_EM: Final = 0.3
# A line that would need more than this in every gap stays ragged: it was not meant to be full. It would lack
# 6.5 em of 28 characters, more than any number with its measure word leaves.
LIMIT_EM: Final = 0.25
_MARKS: Final = frozenset("，。、；：！？）》”’」』】〕")
_PAIRS: Final = frozenset("—…")  # two of these are one mark
_UNITS: Final = frozenset("‰‱°℃′″")  # set wide by some faces, yet part of the number before them
_SPACES: Final = frozenset(" \u00a0\u3000")
_OBJECT: Final = "\ufffc"  # stands for a picture or another box that is not text
_INLINES: Final = (seam.boxes.LineBox, seam.boxes.InlineBox)


def may_stretch(left: str, right: str) -> bool:
    """Return whether a line may be widened between these two neighbours."""
    if right in _SPACES:  # a space takes its share once, on its far side
        return False
    if left in _SPACES:
        return True
    if left == right and left in _PAIRS:
        return False
    return not (_in_word(left) and _in_word(right))


def gaps(text: str) -> list[int]:
    """Return the places of the characters after which `text` may be widened, never its last.

    Characters without a width of their own (accents, joiners, break hints) are skipped.
    """
    found = []
    previous = -1
    for place, char in enumerate(text):
        if category(char) in {"Mn", "Me", "Cf"}:
            continue
        if previous >= 0 and may_stretch(text[previous], char):
            found.append(previous)
        previous = place
    return found


def shares(text: str, missing: float) -> list[float]:
    """Return the gap after each character of `text`, in em; together they are `missing`.

    Gaps are even up to EVEN_EM; the rest goes to the closing marks first. Empty if no place may be widened,
    or a gap would exceed LIMIT_EM.
    """
    places = gaps(text)
    if not places or not 0 < missing / len(places) <= LIMIT_EM:
        return []
    widened = [0.0] * len(text)
    marks = [place for place in places if text[place] in _MARKS]
    extra = min(max(0.0, missing - EVEN_EM * len(places)), MARK_EM * len(marks))
    for place in places:
        widened[place] = (missing - extra) / len(places)
    for place in marks:
        widened[place] += extra / len(marks)
    return widened


def widen(line: Any, text: str, opens: Sequence[float], font_size: float) -> float:
    """Move the glyphs of a Pango line apart, each character by its share; return their sum; all in px."""
    # The drawing shifts glyphs by whole thousandths of the font size and drops the rest, up to half a point a
    # line. So shares are rounded to whole thousandths here, and the difference is carried to the next glyph
    # that may move.
    ffi, pango = seam.ffi, seam.pango
    opened = _opened_before(text, opens)
    thousandth = font_size * seam.TO_UNITS / 1000
    extents = ffi.new("PangoRectangle *")
    owed = 0.0
    run = line.runs
    while run != ffi.NULL:
        item, infos, count = run.data.item, run.data.glyphs.glyphs, run.data.glyphs.num_glyphs
        font = item.analysis.font
        clusters = [*run.data.glyphs.log_clusters[0:count], item.length]
        for i in range(count):
            # A cluster is one sign made of several glyphs or characters; its last glyph takes the share. The
            # glyphs before have the same cluster number, so their start equals their end and the share is 0.
            start, end = item.offset + clusters[i], item.offset + clusters[i + 1]
            share = opened[end] - opened[start]
            glyph, geometry = infos[i].glyph, infos[i].geometry
            pango.pango_font_get_glyph_extents(font, glyph, ffi.NULL, extents)
            drawn = round(extents.width / thousandth) + geometry.x_offset / font_size
            wanted = (geometry.width + share * seam.TO_UNITS + owed) / thousandth
            if share:
                kerning = round(drawn - wanted)
                exact = (drawn - kerning) * thousandth
                geometry.width = floor(exact) if kerning > 0 else ceil(exact)
            else:
                kerning = int(drawn - geometry.width / thousandth)
            owed = (wanted - (drawn - kerning)) * thousandth
        run = run.next
    return sum(opens)


def align(sheet: str) -> str:
    """Return a style sheet whose justified paragraphs are ragged, and marked for `fill_lines`."""
    # Only the marks of joint organs set an alignment outside the sheet; they are never broken.
    return re.sub(r"text-align: (\w+)", _marked, sheet)


def _marked(found: re.Match[str]) -> str:
    # Both properties are inherited, so a paragraph with another alignment has to unset the mark.
    return "text-align: left; --flush: yes" if found[1] == "justify" else f"{found[0]}; --flush: no"


def fill_lines(document: Any) -> None:
    """Widen every marked line of a rendered document that had to break to the width of its paragraph."""
    for box in seam.page_boxes(document):
        _fill(box)


def _fill(box: Any) -> None:
    if isinstance(box, seam.AbsolutePlaceholder):
        box = box._box  # noqa: SLF001  # there is no public way to the placed box
    for child in getattr(box, "children", ()):
        _fill(child)
        if isinstance(child, seam.boxes.LineBox) and _has_to_end_at_the_edge(child):
            _widen_line(child, box.width - child.width)  # no floats narrow the line


def _has_to_end_at_the_edge(line: Any) -> bool:
    """Return whether a line is marked, and neither the last of its paragraph nor ended by `<br>`."""
    last = line
    while isinstance(last, _INLINES) and last.children and last.element_tag != "br":
        last = last.children[-1]
    return (
        line.resume_at is not None and last.element_tag != "br" and seam.custom(line.style, "flush") == "yes"
    )


def _widen_line(line: Any, missing: float) -> None:
    leaves = list(_leaves(line))
    text = "".join(leaf.text if isinstance(leaf, seam.boxes.TextBox) else _OBJECT for leaf in leaves)
    leftward = any(bidirectional(char) in {"R", "AL"} for char in text)
    if missing <= 0 or leftward or line.style["direction"] == "rtl":
        return
    if not any(east_asian_width(char) in {"W", "F"} for char in text):
        _stretch(line, iter(spread(text, missing)), 0.0)
        return
    # The layout also counts letter spacing after the last character, where nothing is drawn.
    spacing = leaves[-1].style["letter_spacing"]
    missing += 0 if spacing == "normal" else spacing
    size = line.style["font_size"]
    if widened := shares(text, missing / size):
        _stretch(line, (share * size for share in widened), 0.0)


def spread(text: str, missing: float) -> list[float]:
    """Return the gap after each character of a line without Chinese: its spaces share what is missing."""
    spaces = sum(char in _SPACES for char in text)
    return [missing / spaces if char in _SPACES else 0.0 for char in text]


def _stretch(box: Any, opens: Iterator[float], moved: float) -> float:
    """Move `box` and widen it by its shares; return how far the boxes to its right have to move."""
    if isinstance(box, seam.boxes.TextBox):
        own = list(islice(opens, len(box.text)))
        box.position_x += moved
        if any(own):
            box.pango_layout = _StretchedLayout(box.pango_layout, box.text, own)
        box.width += sum(own)
        return moved + sum(own)
    if isinstance(box, _INLINES):
        box.position_x += moved
        start = moved
        for child in box.children:
            if child.is_in_normal_flow():
                moved = _stretch(child, opens, moved)
        box.width += moved - start
        return moved
    box.translate(moved, 0)
    return moved + next(opens)


def _leaves(box: Any) -> Iterator[Any]:
    """Yield the boxes of a line with a width of their own, from left to right, inside inline boxes, too."""
    if not isinstance(box, _INLINES):
        yield box
        return
    for child in box.children:
        if child.is_in_normal_flow():
            yield from _leaves(child)


class _StretchedLayout(seam.Layout):  # type: ignore[misc]  # WeasyPrint has no types
    """A text layout whose glyphs are moved apart each time it is prepared for drawing."""

    def __init__(self, layout: Any, text: str, opens: list[float]) -> None:
        self.__dict__.update(layout.__dict__)  # an inactive layout is plain data
        self.text = text  # without the space that was dropped at the line's end
        self.opens = opens

    def reactivate(self, style: Any) -> None:
        super().reactivate(style)
        # The drawing sets this mode, too, and a change of mode discards the shaped line: set it first.
        seam.pango.pango_layout_set_single_paragraph_mode(self.layout, True)
        widen(self.get_first_line()[0], self.text, self.opens, style["font_size"])


def _in_word(char: str) -> bool:
    """Return whether a character is a letter, a digit or a half-width sign: `1,234.5%`, `GB/T` stay whole."""
    return (
        category(char) in {"Lu", "Ll", "Nd"} or east_asian_width(char) in {"Na", "H", "N"} or char in _UNITS
    )


def _opened_before(text: str, opens: Iterable[float]) -> list[float]:
    """Return the sum of the gaps before each byte of the text, since Pango counts in bytes."""
    opened = [0.0]
    for char, opening in zip(text, opens, strict=True):
        opened += [opened[-1] + opening] * len(char.encode())
    return [*opened, *opened[-1:] * 3]  # with word-spacing WeasyPrint lengthens a lone space by a character
