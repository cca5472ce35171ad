"""Break the text of table cells into lines and draw them in a PDF, by Pango directly.

WeasyPrint makes half a dozen boxes of a cell and shapes its text several times. In columns of known width
only the line breaks have to be found. So cells are broken here, by the same library with the same faces. Each
line is shaped once a document, however often it occurs, and drawn by WeasyPrint's own function, which also
registers its glyphs with the fonts.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, Final

from bulletin.model.document import Align, Inline, Strong, Value, text_of
from bulletin.typography.layout import Layout
from bulletin.writers.html import KEPT
from bulletin.writers.html.style_sheet import letter_spacing, line_height
from bulletin.writers.pdf import seam
from bulletin.writers.pdf.flush import shares, widen

PX: Final = 96 / 72
"""CSS pixels in a point: WeasyPrint uses pixels, layouts use points."""

_SPACES: Final = re.compile("[ \t]+")
_NARROW: Final = re.compile("[\x20-\x7e\u3001-\u3015\u4e00-\u9fff\uff01-\uff5e]*")
"""Characters that no face sets wider than one em."""

Span = tuple[int, int]
Names = Callable[[str], str]
"""A function from a class of faces to the names of its fonts, separated by commas."""

Operation = tuple[str, tuple[Any, ...]]
"""A call on a stream: the name of the method, and its arguments."""


@dataclass(frozen=True, slots=True)
class CellLine:
    """A line of a cell: `strong` are its emphasised spans; `goes_on`: its paragraph has another line."""

    text: str
    strong: tuple[Span, ...]
    indent: float
    goes_on: bool


class CellFont:
    """Breaks and draws the lines of cells in one role of a layout, for one document; lengths are in px."""

    def __init__(self, fonts: Any, layout: Layout, role: str, names: Names, language: str) -> None:
        self.role = layout.roles[role]
        self.size = self.role.size * PX
        self.advance = layout.advance(self.role) * PX
        self.height = line_height(self.role, layout) * PX
        self.rule = self.role.rule * PX
        self.left, self.right = self.role.left * self.advance, self.role.right * self.advance
        self.before, self.after = (lines * layout.pitch * PX for lines in (self.role.before, self.role.after))
        strong, spacing = layout.roles["strong"].face, letter_spacing(self.role, layout) * PX
        look = _Look(names(self.role.face), names(strong), self.size, spacing)
        self._pango = _Pango(fonts, look, language)
        self._drawn: dict[tuple[CellLine, float, str], tuple[float, list[Operation]]] = {}
        text, baseline = self._pango.strut()
        self._foot = baseline + (self.height - text) / 2

    def lines(self, inlines: tuple[Inline, ...], width: float) -> tuple[CellLine, ...]:
        """Return the lines of a cell whose text may be `width` wide; none if it is empty."""
        found: list[CellLine] = []
        for each in _paragraphs(inlines):
            indent = 0 if found else self.role.first_line * self.advance
            start = 0
            for end in self._ends(each, width, indent):
                text, strong = each.text[start:end].rstrip(" "), _within(each.strong, start, end)
                found.append(CellLine(text, strong, 0 if start else indent, end < len(each.text)))
                start = end
        return tuple(found)

    def draw(  # noqa: PLR0913, PLR0917  # a line and its place
        self, stream: Any, line: CellLine, x: float, y: float, width: float, align: Align = ""
    ) -> None:
        """Draw a line on a stream; `x`, `y` is its upper left corner, `width` the room for it.

        It stands as `align` says; empty: as its role says.
        """
        stands = align or self.role.align
        key = line, width, stands
        if key not in self._drawn:
            self._drawn[key] = self._drawing(stream, line, width - line.indent, stands)
        taken, operations = self._drawn[key]
        before = {"center": 0.5, "right": 1.0}.get(stands, 0.0) * (width - line.indent - taken)
        stream.set_text_matrix(1, 0, 0, -1, x + line.indent + before, y + self._foot)
        for name, arguments in operations:
            getattr(stream, name)(*arguments)

    def _ends(self, each: "_Paragraph", width: float, indent: float) -> Iterator[int]:
        """Yield where each line of a paragraph ends, in characters."""
        text, start = each.text, 0
        if len(text) * self.advance + indent <= width and _NARROW.fullmatch(text):
            yield len(text)  # it fits in any face, so nothing is shaped
            return
        while start < len(text):
            strong = _within(each.strong, start, len(text))
            room = width - min(indent, 0)  # Pango takes a negative indent off all lines but the first
            self._pango.say(text[start:], strong, room, indent)
            for end in [start + end for end in self._pango.ends()]:
                before = next((a for a, b in each.kept if start < a < end < b), end)
                yield before
                start, indent = before, 0
                if before < end:  # the rest has to be broken again
                    break

    def _drawing(
        self, stream: Any, line: CellLine, width: float, stands: str
    ) -> tuple[float, list[Operation]]:
        """Return the width of a line, and the calls that draw it on a stream."""
        self._pango.say(line.text, line.strong)
        first = self._pango.line(0)
        taken, _ = self._pango.extents(first)
        if line.goes_on and stands == "justify":
            opened = [self.size * share for share in shares(line.text, (width - taken) / self.size)]
            taken += widen(first, line.text, opened, self.size) if opened else 0
        box = SimpleNamespace(text=line.text, style={"font_size": self.size}, pango_layout=self._pango)
        recorder = _Recorder(stream)
        seam.draw_first_line(recorder, box, "clip", "none", seam.Matrix())
        return taken, recorder.said


@dataclass(slots=True)
class _Paragraph:
    """The text between two forced breaks of a cell; its emphasised spans, and its unbreakable ones."""

    text: str = ""
    strong: list[Span] = field(default_factory=list)
    kept: list[Span] = field(default_factory=list)


def _paragraphs(inlines: tuple[Inline, ...]) -> list[_Paragraph]:
    """Return the paragraphs of a cell; none if it is empty."""
    found = [_Paragraph()]
    _read(inlines, found, emphasised=False)
    return found if found[-1].text else found[:-1]  # a break at the end begins no line


def _read(inlines: tuple[Inline, ...], found: list[_Paragraph], *, emphasised: bool) -> None:
    for inline in inlines:
        if isinstance(inline, Strong):
            _read(inline.inlines, found, emphasised=True)
            continue
        for n, words in enumerate(_SPACES.sub(" ", text_of((inline,))).split("\n")):
            if n:
                found.append(_Paragraph())
            each = found[-1]
            start = len(each.text)
            part = words.lstrip(" ") if not start or each.text.endswith(" ") else words  # as on a web page
            each.text += part
            if emphasised:
                each.strong.append((start, len(each.text)))
            if isinstance(inline, Value):
                each.kept += [(start + kept.start(), start + kept.end()) for kept in KEPT.finditer(part)]


def _within(spans: Iterable[Span], start: int, end: int) -> tuple[Span, ...]:
    """Return the parts of some spans between `start` and `end`, counted from `start`."""
    moved = ((max(a, start) - start, min(b, end) - start) for a, b in spans)
    return tuple((a, b) for a, b in moved if a < b)


class _Recorder:
    """Records calls on a stream, to repeat them elsewhere; fonts are added to the stream itself."""

    def __init__(self, stream: Any) -> None:
        self.said: list[Operation] = []
        self.add_font = stream.add_font
        self.ink_rect, self.logical_rect = stream.ink_rect, stream.logical_rect

    def set_text_matrix(self, *_: float) -> None:
        """Record nothing: the place of a line differs each time."""

    def set_font_size(self, *arguments: Any) -> None:
        self.said.append(("set_font_size", arguments))

    def set_text_rise(self, *arguments: Any) -> None:
        self.said.append(("set_text_rise", arguments))

    def show_text(self, *arguments: Any) -> None:
        self.said.append(("show_text", arguments))


@dataclass(frozen=True, slots=True)
class _Look:
    """The fonts of a text and of its emphasis, its size, and its letter spacing."""

    family: str
    strong: str
    size: float
    spacing: float


class _Pango:
    """A Pango layout of one text, with the methods that WeasyPrint's drawing function needs."""

    def __init__(self, fonts: Any, look: _Look, language: str) -> None:
        ffi, pango, gobject = seam.ffi, seam.pango, seam.gobject
        style: dict[str, Any] = dict.fromkeys(("font_style", "font_stretch", "font_variant_caps"), "normal")
        style |= {"font_variation_settings": "normal", "font_weight": 400}
        style |= {"font_family": [look.family], "font_size": look.size}
        context = ffi.gc(pango.pango_font_map_create_context(fonts.font_map), gobject.g_object_unref)
        pango.pango_context_set_round_glyph_positions(context, False)
        pango.pango_context_set_base_dir(context, pango.PANGO_DIRECTION_LTR)
        pango.pango_context_set_language(context, pango.pango_language_from_string(language.encode()))
        self.layout = ffi.gc(pango.pango_layout_new(context), gobject.g_object_unref)
        pango.pango_layout_set_auto_dir(self.layout, False)
        pango.pango_layout_set_font_description(self.layout, seam.get_font_description(style))
        pango.pango_layout_set_wrap(self.layout, pango.PANGO_WRAP_WORD_CHAR)  # overflow-wrap: anywhere
        pango.pango_layout_set_single_paragraph_mode(self.layout, True)
        self.text = ""
        self._look = look

    def say(
        self, text: str, strong: tuple[Span, ...] = (), width: float | None = None, indent: float = 0
    ) -> None:
        """Set the text, broken into lines of `width`; None: as one line."""
        ffi, pango = seam.ffi, seam.pango
        self.text, encoded = text, text.encode()
        pango.pango_layout_set_width(self.layout, -1 if width is None else int(width * seam.TO_UNITS))
        seam.pango_layout_set_indent(self.layout, round(indent * seam.TO_UNITS))
        attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
        named = [pango.pango_attr_insert_hyphens_new(False)]
        if self._look.spacing:
            named.append(pango.pango_attr_letter_spacing_new(int(self._look.spacing * seam.TO_UNITS)))
        for attribute in named:
            attribute.start_index, attribute.end_index = 0, len(encoded)
            pango.pango_attr_list_change(attributes, attribute)
        for a, b in strong:
            attribute = seam.pango_attr_family_new(self._look.strong.encode())
            attribute.start_index, attribute.end_index = len(text[:a].encode()), len(text[:b].encode())
            pango.pango_attr_list_change(attributes, attribute)
        pango.pango_layout_set_attributes(self.layout, attributes)
        pango.pango_layout_set_text(self.layout, encoded, len(encoded))

    def line(self, number: int) -> Any:
        """Return a line by its number, from 0; NULL: there are fewer."""
        return seam.pango.pango_layout_get_line_readonly(self.layout, number)

    def get_first_line(self) -> tuple[Any, None]:
        """Return the first line, and None for a second, as WeasyPrint's layouts do."""
        return self.line(0), None

    def ends(self) -> list[int]:
        """Return where each line ends, in characters."""
        null, encoded, number = seam.ffi.NULL, self.text.encode(), 1
        found = []
        while (line := self.line(number)) != null:
            found.append(len(encoded[: line.start_index].decode()))
            number += 1
        return [*found, len(self.text)]

    def extents(self, line: Any) -> tuple[float, float]:
        """Return width and height of a line."""
        ffi, pango = seam.ffi, seam.pango
        logical = ffi.new("PangoRectangle *")
        pango.pango_layout_line_get_extents(line, ffi.NULL, logical)
        return logical.width * seam.FROM_UNITS, logical.height * seam.FROM_UNITS

    def strut(self) -> tuple[float, float]:
        """Return the height of a line in its first font, and the distance from its top to the baseline."""
        self.say(" ")
        _, height = self.extents(self.line(0))
        return height, seam.pango.pango_layout_get_baseline(self.layout) * seam.FROM_UNITS
