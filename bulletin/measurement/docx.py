"""Measure a Word document, as far as its XML tells without laying out pages.

The file does not say where characters stand on a page: for that, measure the PDF made from it.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from math import floor

from bulletin.files.tree import Properties
from bulletin.measurement.docx_closing import measured_closing
from bulletin.measurement.docx_elements import Named, named_paragraphs
from bulletin.measurement.docx_head import (
    centred,
    is_upward,
    measured_mark,
    measured_number,
    measured_rule,
    page_width,
)
from bulletin.measurement.docx_parts import WordFile, WordParagraph, word_file
from bulletin.measurement.docx_type import face, indent, line_pitch, number, size, slots_agree, uses_theme
from bulletin.measurement.head_measures import said
from bulletin.measurement.patterns import DATE_ISO, begins_annex_name, ends_bare, has_chinese, heading_length
from bulletin.measurement.report import Measured
from bulletin.measurement.standard import SIZE, TOP
from bulletin.measurement.text_lines import MM

TWIP = 25.4 / 1440
"""One twentieth of a point, in mm."""
LABEL = 3
"""The width of 附件 and a colon, in characters."""
BLANK_ABOVE = ("number", "title", "addressees", "annex_note", "unsealed", "stamped")


def measured_docx(content: bytes) -> tuple[list[Measured], int, tuple[int, ...]]:
    """Return the measures of a DOCX, 0 for its unknown number of pages, and no pages of pictures.

    There are no measures if the document holds no Chinese.

    Raises:
        DocumentUnfit: it cannot be read.
    """
    word = word_file(content)
    if not any(has_chinese(paragraph.text) for paragraph in word.paragraphs):
        return [], 0, ()
    found = list(_measures(word))
    if any(each.key.startswith("sealed.") for each in found):
        found = [each for each in found if each.key != "unsealed.blank"]
    return found, 0, ()


def _measures(word: WordFile) -> Iterator[Measured]:
    named = named_paragraphs(word.paragraphs)
    body = [n.paragraph for n in named if n.element == "body"]
    for section in word.sections:
        yield from _page(section, _pitch(section, body))
    if word.sections:
        yield from _grid(word.sections[0], body)
    for index in range(len(named)):
        yield from _element(named, index, word)
    yield from measured_closing(named, word)
    yield from _fonts(word)


# ── the page ─────────────────────────────────────────────────────────────────────────────────────────────


def _page(section: Properties, pitch: float) -> Iterator[Measured]:
    """Yield the measures of paper and text area; margins may leave out the gap above the first characters."""
    width, height = number(section, "pgSz.w") * TWIP, number(section, "pgSz.h") * TWIP
    if not width or not height:
        return
    yield Measured("page.width", min(width, height))
    yield Measured("page.height", max(width, height))
    if width > height:
        return
    top, bottom = abs(number(section, "pgMar.top")) * TWIP, abs(number(section, "pgMar.bottom")) * TWIP
    gutter = number(section, "pgMar.gutter")
    left, right = (number(section, "pgMar.left") + gutter) * TWIP, number(section, "pgMar.right") * TWIP
    gap = max(0.0, (pitch - SIZE) / 2 * MM)
    if abs(top + gap - TOP) < abs(top - TOP):  # GB/T 33476.2, annex A: 34.58 mm and lines of 29.45 pt
        top, bottom = top + gap, bottom + gap
    yield Measured("page.top", top)
    yield Measured("page.left", left)
    yield Measured("page.text_width", width - left - right)
    yield Measured("page.text_height", height - top - bottom)


def _grid(section: Properties, body: Sequence[WordParagraph]) -> Iterator[Measured]:
    """Yield lines a page and characters a line, by the commonest body paragraph or the document grid."""
    height = (
        number(section, "pgSz.h") - abs(number(section, "pgMar.top")) - abs(number(section, "pgMar.bottom"))
    ) / 20
    width = (number(section, "pgSz.w") - number(section, "pgMar.left") - number(section, "pgMar.right")) / 20
    pitch = _pitch(section, body)
    if pitch:
        yield Measured("grid.pitch", pitch)
        yield Measured("grid.lines", float(floor(height / pitch + 1e-6)))
    advances = Counter(_advance(p, section) for p in body if p.runs)
    if advances and (advance := advances.most_common(1)[0][0]):
        yield Measured("grid.characters", float(floor(width / advance + 0.01)))


def _pitch(section: Properties, body: Sequence[WordParagraph]) -> float:
    """Return the pitch of the lines in pt; 0 if the file does not give it."""
    pitches = Counter(line_pitch(p.properties, section) for p in body if p.runs)
    return pitches.most_common(1)[0][0] if pitches else line_pitch({}, section)


def _advance(paragraph: WordParagraph, section: Properties) -> float:
    """Return the distance of characters in pt."""
    properties = paragraph.runs[0].properties
    spread = number(properties, "spacing") / 20
    if section.get("docGrid.type") in ("linesAndChars", "snapToChars"):
        spread += number(section, "docGrid.charSpace") / 4096
    return size(properties) + spread


# ── elements ─────────────────────────────────────────────────────────────────────────────────────────────


def _element(named: Sequence[Named], index: int, word: WordFile) -> Iterator[Measured]:
    element, paragraph = named[index].element, named[index].paragraph
    if element == "rule":
        yield from measured_rule(paragraph)
    if not paragraph.runs:
        return
    if element in ("body", *_TYPED):
        yield from _type(element, paragraph)
    first = index == 0 or named[index - 1].element != element
    if element == "mark":
        yield from measured_mark(paragraph, page_width(word.sections[0]))
    elif element == "number":
        yield from measured_number(named, index, page_width(word.sections[0]))
    elif element == "title":
        yield from centred("title", paragraph, page_width(word.sections[0]))
    if element in BLANK_ABOVE and first and _is_below_head(element, named[:index]):
        upward = element == "number" and is_upward(named[index])
        yield Measured(f"{'signer' if upward else element}.blank", _blanks(named, index, word))
    if element != "annex_note" or first:
        yield from _indents(element, paragraph)
    else:
        yield from _in_line(named, index)
    yield from _said(element, paragraph)
    if element == "annex":
        yield Measured("annex.new_page", said(_begins_page(named, index, word)))


_TYPED = ("mark", "copy_number", "secrecy", "urgency", "number", "title", "addressees", "annex_note", "date",
          "annex", "copies", "printed", "heading1", "heading2", "heading3", "heading4")  # fmt: skip
_FIRST_LINE = ("heading1", "heading2", "heading3", "heading4", "body")
_LEFT = {"addressees": 0, "annex_note": 2, "note": 2, "copies": 1, "printed": 1, "annex": 0}


def _type(element: str, paragraph: WordParagraph) -> Iterator[Measured]:
    runs = paragraph.runs
    if element.startswith("heading"):
        length, runs = heading_length(paragraph.text), ()
        for run in paragraph.runs:
            if length > 0:
                runs = (*runs, run)
            length -= len(run.text)
    if known := face(runs):
        yield Measured(f"{element}.face", known)
    yield Measured(f"{element}.size", size(max(runs, key=lambda run: len(run.text)).properties))


def _indents(element: str, paragraph: WordParagraph) -> Iterator[Measured]:
    own, unit = paragraph.properties, paragraph.runs[0].properties
    if element in _FIRST_LINE:
        if own.get("jc") not in ("center", "right", "end"):
            spaces = len(paragraph.text) - len(paragraph.text.lstrip("\u3000"))
            yield Measured(
                f"{element}.first_line", indent(own, unit, "firstLine") + indent(own, unit, "left") + spaces
            )
            for line in (
                paragraph.text.split("\n")[1:] if element == "body" else ()
            ):  # a break begins no paragraph
                yield Measured(
                    "body.first_line", indent(own, unit, "left") + len(line) - len(line.lstrip("\u3000"))
                )
    elif element in _LEFT and own.get("jc") not in ("center", "right", "end"):
        spaces = len(paragraph.text) - len(paragraph.text.lstrip("\u3000"))
        left = indent(own, unit, "left") + indent(own, unit, "firstLine") - indent(own, unit, "hanging")
        yield Measured(f"{element}.left", left + spaces)
    if element == "copies":
        yield Measured(f"{element}.right", indent(own, unit, "right"))


def _in_line(named: Sequence[Named], index: int) -> Iterator[Measured]:
    """Yield how far an annex number stands from the first one, which comes after 附件 and a colon."""
    first = next(i for i in range(index, -1, -1) if not i or named[i - 1].element != "annex_note")
    starts = []
    for each in (named[first].paragraph, named[index].paragraph):
        own, unit = each.properties, each.runs[0].properties
        starts.append(
            indent(own, unit, "left") + indent(own, unit, "firstLine") - indent(own, unit, "hanging")
        )
    if begins_annex_name(named[index].paragraph.text):
        yield Measured("annex_note.aligned", starts[1] - starts[0] - LABEL)


def _said(element: str, paragraph: WordParagraph) -> Iterator[Measured]:
    text = paragraph.text.strip()
    if element == "addressees":
        yield Measured("addressees.colon", said(text.endswith("：")))
    elif element == "copies":
        yield Measured("copies.stop", said(text.endswith("。")))
    elif element == "annex_note":
        yield Measured("annex_note.bare", said(ends_bare(text)))
    elif element == "date":
        yield Measured("date.digits", said(bool(DATE_ISO.fullmatch(text))))
    elif element == "note":
        yield Measured("note.brackets", said(text.startswith("（")))
    elif element == "copy_number":
        yield Measured("copy_number.digits", float(sum(char.isdigit() for char in text)))


def _is_below_head(element: str, above: Sequence[Named]) -> bool:
    """Return whether blank lines are required above an element; above a title only if a head precedes it."""
    return element != "title" or any(each.element in ("rule", "number") for each in above)


def _begins_page(named: Sequence[Named], index: int, word: WordFile) -> bool:
    """Return whether a paragraph begins a page, by itself or as the first of a section that does."""
    paragraph = named[index].paragraph
    if paragraph.page_break or index == 0:
        return True
    kind = word.sections[paragraph.section].get("type", "nextPage") if paragraph.section else "continuous"
    return named[index - 1].paragraph.section < paragraph.section and kind != "continuous"


def _blanks(named: Sequence[Named], index: int, word: WordFile) -> float:
    """Return the blank lines above a paragraph: empty paragraphs and the spacing on both sides of the gap.

    A line no higher than its characters has the upper half of its gap in the space before it.
    """
    section = word.sections[0] if word.sections else {}
    paragraph = named[index].paragraph
    pitch = line_pitch({}, section) or line_pitch(paragraph.properties, section) or 28.99
    space = _space(paragraph.properties, "before", pitch)
    if 0 < (own := line_pitch(paragraph.properties, section)) <= size(paragraph.runs[0].properties):
        space -= (pitch - own) / 2 / pitch
    count = 0
    while index > 0:
        index -= 1
        above = named[index].paragraph
        if above.runs or named[index].element == "rule" or above.in_table:
            space += _space(above.properties, "after", pitch)
            break
        count += 1
    return count + space


def _space(properties: Properties, side: str, pitch: float) -> float:
    """Return the space above or below a paragraph, in lines."""
    if f"spacing.{side}Lines" in properties:
        return number(properties, f"spacing.{side}Lines") / 100
    return number(properties, f"spacing.{side}") / 20 / pitch


def _fonts(word: WordFile) -> Iterator[Measured]:
    runs = [run for paragraph in word.paragraphs for run in paragraph.runs]
    yield Measured("fonts.slots", said(all(slots_agree(run.properties) for run in runs)))
    yield Measured("fonts.theme", said(not any(uses_theme(run.properties) for run in runs)))
