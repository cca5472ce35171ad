"""Measure what stands below the text of a PDF: list of annexes, signature, note, annexes, imprint."""

from collections.abc import Iterator, Sequence

from bulletin.measurement import patterns
from bulletin.measurement.grid import CharacterGrid
from bulletin.measurement.head_measures import characters, said, type_of
from bulletin.measurement.page_parts import Elements
from bulletin.measurement.report import Measured
from bulletin.measurement.standard import CHARACTER, FOOT, SIZE, TOP
from bulletin.measurement.text_lines import MM, PageLine, columns_of


def measured_closing(e: Elements, grid: CharacterGrid) -> Iterator[Measured]:
    """Yield the measures of the list of annexes, of signature and date, of the note and of the annexes."""
    if e.annex_note:
        yield from _annex_note(e, grid)
    if e.date:
        yield from _signature(e, grid)
    for note in e.note:
        yield Measured("note.left", characters(note.left - grid.left, note.size), note.page)
        yield Measured("note.brackets", said(note.text.startswith("（")), note.page)
    for annex in e.annexes:
        yield from _annex(annex, grid)


def _annex_note(e: Elements, grid: CharacterGrid) -> Iterator[Measured]:
    first = e.annex_note[0]
    above = _above(e, first)
    if above is not None:
        yield Measured("annex_note.blank", grid.blanks(above.bottom, first.top), first.page)
    yield Measured("annex_note.left", characters(first.left - grid.left, first.size), first.page)
    yield from type_of("annex_note", e.annex_note)
    begins = [patterns.begins_annex_name(line.text) for line in e.annex_note]
    ends = [line for line, new in zip(e.annex_note, [*begins[1:], True], strict=True) if new]
    yield Measured("annex_note.bare", said(all(patterns.ends_bare(line.text) for line in ends)), first.page)
    one = next((glyph.left for glyph in first.glyphs if glyph.char.isdecimal()), None)
    name = _name_start(first)
    for line, new in zip(e.annex_note[1:], begins[1:], strict=True):
        if not new:
            yield Measured("annex_note.turned", characters(line.left - name, line.size), line.page)
            continue
        name = _name_start(line)
        if one is not None:
            yield Measured("annex_note.aligned", characters(line.left - one, line.size), line.page)


def _name_start(line: PageLine) -> float:
    """Return where the name of an annex begins, after 附件 and its number."""
    start = patterns.ANNEX_NAME.match(line.text)
    return line.glyphs[start.end() if start else 0].left


def _above(e: Elements, line: PageLine) -> PageLine | None:
    """Return the line above another on the same page."""
    before = [other for other in e.text if other.page == line.page and other.baseline < line.baseline]
    return before[-1] if before else None


def _signature(e: Elements, grid: CharacterGrid) -> Iterator[Measured]:
    """Yield the measures of signature and date, as sealed or as unsealed, whichever fits better.

    A file does not show whether a seal will be stamped on the paper; the standard allows both ways.
    """
    date, page = e.date[0], e.date[0].page
    yield Measured("date.digits", said(bool(patterns.DATE_ISO.fullmatch(date.text))), page)
    yield from type_of("date", e.date)
    right = (grid.right - date.right) / CHARACTER
    if e.stamped:
        yield from _stamped(e, grid)
        return
    if not e.organs:
        yield Measured("sealed.date_right", right, page)  # for example, the organs stand in the seals alone
        return
    if e.organs[-1].columns > 1:  # a joint issue: each seal has its own organ below it
        return
    organ, widest = e.organs[-1], max(e.organs, key=lambda line: line.right - line.left)
    off = (organ.centre - date.centre) / CHARACTER
    organ_right, offset = (grid.right - widest.right) / CHARACTER, (date.left - widest.left) / CHARACTER
    longer = date.right - date.left > widest.right - widest.left
    unsealed = abs(right - 2) if longer else abs(organ_right - 2) + abs(offset - 2)
    over = (organ.right - organ.left - date.right + date.left) / 2 / CHARACTER
    if abs(right - max(4, over)) + abs(off) <= unsealed:
        if over <= 4:  # noqa: PLR2004  # 7.3.5.1: 4 characters; centred over the date, a longer organ would leave the text area
            yield Measured("sealed.date_right", right, page)
        yield Measured("sealed.centre", off, page)
        return
    above = _above(e, e.organs[0])
    if above is not None:
        yield Measured("unsealed.blank", grid.blanks(above.bottom, e.organs[0].top), page)
    if longer:
        yield Measured("unsealed.date_right", right, page)
    else:
        yield Measured("unsealed.organ_right", organ_right, page)
    yield Measured("unsealed.date_offset", offset, page)


def _stamped(e: Elements, grid: CharacterGrid) -> Iterator[Measured]:
    """Yield the measures of the signer's title and the date.

    The stamp right of the title is put on the paper.
    """
    title, date = e.stamped[0], e.date[0]
    above = _above(e, title)
    if above is not None:
        yield Measured("stamped.blank", grid.blanks(above.bottom, title.top), title.page)
    yield Measured("stamped.title_right", (grid.right - title.right) / CHARACTER, title.page)
    yield Measured("stamped.date_blank", grid.blanks(title.bottom, date.top), date.page)
    yield Measured("stamped.date_right", (grid.right - date.right) / CHARACTER, date.page)


def _annex(annex: Sequence[PageLine], grid: CharacterGrid) -> Iterator[Measured]:
    """Yield the measures of a page with an annex label.

    `annex` holds the label first, then the other lines.
    """
    label, page = annex[0], annex[0].page
    ahead = [line for line in annex[1:] if line.baseline < label.baseline]
    below = [line for line in annex[1:] if line.baseline > label.baseline]
    yield Measured("annex.new_page", said(not ahead), page)
    yield Measured("annex.line", _line_number(label, grid), page)
    yield Measured("annex.left", characters(label.left - grid.left, label.size), page)
    yield from type_of("annex", [label])
    if below:
        yield Measured("annex.title_line", _line_number(below[0], grid), page)
        yield Measured("annex.title_centre", below[0].centre - grid.centre, page)


def _line_number(line: PageLine, grid: CharacterGrid) -> float:
    """Return the number of the text-area line on which a line stands, by the middle of its characters."""
    return ((line.top + line.bottom) / 2 - TOP - SIZE * MM / 2 - grid.leading) / grid.pitch + 1


# ── the imprint ──────────────────────────────────────────────────────────────────────────────────────────


def measured_imprint(e: Elements, grid: CharacterGrid, pages: int) -> Iterator[Measured]:
    """Yield the measures of the imprint: its rules and the entries between them."""
    entries = [lines for lines in (e.copies, e.printed) if lines]
    if not entries:
        return
    page = entries[-1][-1].page
    rules = e.imprint_rules
    yield Measured("imprint.rules", said(len(rules) > len(entries)), page)
    yield Measured("imprint.bare", said(not rules), page)
    yield Measured("imprint.unprinted", said(not e.printed), page)
    yield Measured("imprint.last_page", said(page == pages), page)
    for rule in rules:
        yield Measured("imprint.width", rule.length, page)
    for rule in rules[:1] + rules[1:][-1:]:
        yield Measured("imprint.outer", rule.thickness, page)
    for rule in rules[1:-1]:
        yield Measured("imprint.inner", rule.thickness, page)
    foot = rules[-1].box.bottom if rules else entries[-1][-1].bottom
    yield Measured("imprint.foot", foot - FOOT, page)
    yield from _entries(e, grid, page)


def _entries(e: Elements, grid: CharacterGrid, page: int) -> Iterator[Measured]:
    if e.copies:
        yield from type_of("copies", e.copies)
        yield Measured("copies.left", characters(e.copies[0].left - grid.left, e.copies[0].size), page)
        right = max(line.ink_right for line in e.copies)
        yield Measured("copies.right", characters(grid.right - right, e.copies[0].size), page)
        after = _after_colon(e.copies[0])
        for line in e.copies[1:]:
            if not patterns.COPIES.match(line.text):
                yield Measured("copies.aligned", characters(line.left - after, line.size), page)
        yield Measured("copies.stop", said(e.copies[-1].text.endswith("。")), page)
    for printed in e.printed:
        yield from type_of("printed", e.printed)
        parts = columns_of(printed)
        yield Measured("printed.left", characters(parts[0].left - grid.left, printed.size), page)
        yield Measured("printed.right", characters(grid.right - parts[-1].right, printed.size), page)


def _after_colon(line: PageLine) -> float:
    """Return where the first character after the colon stands."""
    colon = next(i for i, glyph in enumerate(line.glyphs) if glyph.char in "：:")
    return line.glyphs[colon + 1].left if colon + 1 < len(line.glyphs) else line.right
