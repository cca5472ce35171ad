"""Assign the lines of a PDF to the elements of an official document, by their text, size and place.

Each line belongs to one element at most. Unrecognised lines are body text.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from bulletin.measurement import patterns
from bulletin.measurement.grid import CharacterGrid
from bulletin.measurement.head_elements import WIDE, Head, head_of
from bulletin.measurement.pdf_page import PdfPage
from bulletin.measurement.pdf_rules import DrawnRule
from bulletin.measurement.text_lines import MM, PageLine, is_red

LARGE = 1.5
"""A line this many pt larger than the body is a title."""
MOST_ORGANS = 20
"""The most names of organs above a date."""
STAMP, STAMP_LINES = 5, 4.5
"""The least room of a stamp with its gap at the right, in characters.

The lines from its middle to the date.
"""


@dataclass(frozen=True, slots=True)
class Elements:
    """The elements found; missing ones are empty."""

    head: Head
    title: tuple[PageLine, ...] = ()
    addressees: tuple[PageLine, ...] = ()
    text: tuple[PageLine, ...] = ()  # from the first body line to the last before the imprint
    annex_note: tuple[PageLine, ...] = ()
    organs: tuple[PageLine, ...] = ()
    stamped: tuple[PageLine, ...] = ()  # the title of the signer, with room for a stamp at its right
    date: tuple[PageLine, ...] = ()
    note: tuple[PageLine, ...] = ()
    annexes: tuple[tuple[PageLine, ...], ...] = ()  # of each annex the label, then the lines of the page
    copies: tuple[PageLine, ...] = ()
    printed: tuple[PageLine, ...] = ()
    imprint_rules: tuple[DrawnRule, ...] = ()


def elements_of(
    pages: Sequence[PdfPage], lines: Sequence[Sequence[PageLine]], grid: CharacterGrid
) -> Elements:
    """Return the elements of a document; `lines` are those of its pages, without page numbers."""
    first = lines[0] if lines else ()
    head = head_of(pages[0], first) if pages else Head()
    title = _title(first, head, grid)
    copies, printed, imprint_rules = _imprint(pages, lines, grid)
    imprint = {id(line) for line in (*copies, *printed)}
    above = max((line.baseline for line in (*head.lines, *title)), default=0.0)
    text = [line for line in first if line.baseline > above]
    text += [line for page in lines[1:] for line in page]
    text = [line for line in text if id(line) not in imprint]
    addressees = _addressees(text, grid) if title else ()
    annexes = _annexes(lines)
    annex_pages = {annex[0].page for annex in annexes}
    text = [line for line in text[len(addressees) :] if not _is_annex_page(line.page, annex_pages)]
    date, organs = _signature(text, grid)
    names = _annex_note(text, {id(line) for line in (*organs, *date)}, grid)
    return Elements(
        head,
        title=title,
        addressees=addressees,
        text=tuple(text),
        annex_note=names,
        organs=organs,
        stamped=_stamped(text, date, names, grid) if not organs else (),
        date=date,
        note=_note(text, date),
        annexes=annexes,
        copies=copies,
        printed=printed,
        imprint_rules=imprint_rules,
    )


# ── the text ─────────────────────────────────────────────────────────────────────────────────────────────


def _title(lines: Sequence[PageLine], head: Head, grid: CharacterGrid) -> tuple[PageLine, ...]:
    """Return the first large black lines of one size below the head."""
    start = max((line.baseline for line in head.lines), default=0.0)
    start = max(start, head.rule.box.bottom) if head.rule else start
    large = [
        line
        for line in lines
        if line.baseline > start and line.size >= grid.body_size + LARGE and patterns.has_chinese(line.text)
    ]
    if not large:
        return ()
    title = [large[0]]
    for line in large[1:]:
        if line.size != title[0].size or line.baseline - title[-1].baseline > 2 * grid.pitch:
            break
        title.append(line)
    return tuple(title)


def _addressees(text: Sequence[PageLine], grid: CharacterGrid) -> tuple[PageLine, ...]:
    """Return the lines from the title to the first colon if they begin at the left edge."""
    for count, line in enumerate(text[:5], 1):
        if line.left > grid.left + 3 or abs(line.size - grid.body_size) > 0.5:  # noqa: PLR2004  # mm and pt, used once
            return ()
        if line.text.endswith(("：", ":")):
            return tuple(text[:count])
        if line.text.endswith("。"):
            return ()
    return ()


def _annex_note(text: Sequence[PageLine], signed: set[int], grid: CharacterGrid) -> tuple[PageLine, ...]:
    """Return the list of annexes, from 附件 and a colon on; on a later page it ends where it is `signed`."""
    start = next(
        (
            i
            for i, line in enumerate(text)
            if patterns.ANNEX_NOTE.match(line.text) and line.left > grid.left + 0.5 * grid.body_size * MM
        ),
        None,
    )
    if start is None:
        return ()
    names = takewhile(
        lambda pair: (
            id(pair[1]) not in signed
            and pair[1].left > grid.left + 3.5 * grid.body_size * MM
            and pair[1].baseline - pair[0].baseline < 1.4 * grid.pitch
        ),
        zip(text[start:], text[start + 1 :], strict=False),
    )
    return (text[start], *(line for _, line in names))


def _signature(
    text: Sequence[PageLine], grid: CharacterGrid
) -> tuple[tuple[PageLine, ...], tuple[PageLine, ...]]:
    """Return the last line that is only a date, and the far indented names above it."""
    index = next((i for i in range(len(text) - 1, -1, -1) if _is_date(text[i], grid)), None)
    if index is None:
        return (), ()
    organs: list[PageLine] = []
    for i in range(index - 1, max(index - MOST_ORGANS, 0) - 1, -1):
        line, below = text[i], text[i + 1]
        near = line.page == below.page and below.baseline - line.baseline < 1.6 * grid.pitch
        if (
            not near
            or line.left < grid.left + 2.6 * grid.body_size * MM
            or line.text.endswith(patterns.HEAVY)
        ):
            break
        organs.insert(0, line)
    return (text[index],), tuple(organs)


def _stamped(
    text: Sequence[PageLine], date: tuple[PageLine, ...], names: tuple[PageLine, ...], grid: CharacterGrid
) -> tuple[PageLine, ...]:
    """Return the line a little above a date that leaves room for a stamp at its right (7.3.5.3)."""
    index = next((i for i, line in enumerate(text) if date and line is date[0]), 0)
    if not index or text[index - 1] in names:
        return ()
    line = text[index - 1]
    cell = grid.body_size * MM
    near = line.page == date[0].page and date[0].baseline - line.baseline < STAMP_LINES * grid.pitch
    room = line.left > grid.left + 2.6 * cell and line.right < grid.right - STAMP * cell
    return (line,) if near and room and not line.text.endswith(patterns.HEAVY) else ()


def _is_date(line: PageLine, grid: CharacterGrid) -> bool:
    return bool(patterns.DATE.fullmatch(line.text)) and line.left > grid.left + 4 * grid.body_size * MM


def _note(text: Sequence[PageLine], date: tuple[PageLine, ...]) -> tuple[PageLine, ...]:
    if not date:
        return ()
    index = next(i for i, line in enumerate(text) if line is date[0])
    after = text[index + 1 : index + 2]
    return tuple(line for line in after if patterns.NOTE.match(line.text) and line.page == date[0].page)


def _annexes(lines: Sequence[Sequence[PageLine]]) -> tuple[tuple[PageLine, ...], ...]:
    """Return the pages on which an annex begins or its label stands farther down."""
    found = []
    for page in lines[1:]:
        start = next((i for i, line in enumerate(page) if patterns.is_annex_label(line.text)), None)
        if start is not None:
            found.append((page[start], *page[:start], *page[start + 1 :]))
    return tuple(found)


def _is_annex_page(page: int, annex_pages: set[int]) -> bool:
    return bool(annex_pages) and page >= min(annex_pages)


# ── the imprint ──────────────────────────────────────────────────────────────────────────────────────────


def _imprint(
    pages: Sequence[PdfPage], lines: Sequence[Sequence[PageLine]], grid: CharacterGrid
) -> tuple[tuple[PageLine, ...], tuple[PageLine, ...], tuple[DrawnRule, ...]]:
    """Return the lines of copies and printing on the last page that has them, and the rules around them."""
    for page, rows in zip(reversed(pages), reversed(lines), strict=True):
        low = [line for line in rows if line.baseline > page.height * 0.3]
        printed = next((line for line in reversed(low) if patterns.PRINTED.fullmatch(line.text)), None)
        start = next((i for i, line in enumerate(low) if patterns.COPIES.match(line.text)), None)
        if page.number == 1 and len(pages) > 1:
            return (), (), ()
        if printed is None and start is None:
            continue
        copies = low[start : low.index(printed) if printed in low else start + 6] if start is not None else []
        copies = [line for line in copies if line.baseline - copies[0].baseline < 8 * grid.pitch]
        top = min(line.top for line in (*copies, *([printed] if printed else [])))
        near = top - 0.8 * grid.pitch
        rules = [r for r in page.rules if r.length >= WIDE and r.box.bottom > near and not is_red(r.color)]
        return tuple(copies), (printed,) if printed else (), tuple(rules)
    return (), (), ()
