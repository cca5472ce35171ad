"""Which lines of a PDF are which element of an official document: by what they say, how large and where.

Each line belongs to one element at most. What is not recognised is body text.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from bulletin.measure import patterns
from bulletin.measure.grid import Grid
from bulletin.measure.lines import MM, Line, columns_of
from bulletin.measure.pdf_page import PdfPage
from bulletin.measure.pdf_rules import Rule

LARGE = 1.5
"""So many pt above the size of the body a line is a title."""
MARK_SIZE = 20.0
HEAD_ENDS, HALF = 72.0, 105.0
"""Where there is no mark, what stands above it ends here; the middle of the page; both in mm."""
WIDE = 100.0
"""A rule at least so long, in mm, runs across the text area."""


@dataclass(frozen=True, slots=True)
class Elements:
    """The elements that were found; those that are not there are empty."""

    copy_number: tuple[Line, ...] = ()
    secrecy: tuple[Line, ...] = ()
    urgency: tuple[Line, ...] = ()
    mark: tuple[Line, ...] = ()
    number: tuple[Line, ...] = ()
    signers: tuple[Line, ...] = ()
    rule: Rule | None = None
    title: tuple[Line, ...] = ()
    addressees: tuple[Line, ...] = ()
    text: tuple[Line, ...] = ()  # from the first line of the body to the last line before the imprint
    annex_note: tuple[Line, ...] = ()
    organs: tuple[Line, ...] = ()
    date: tuple[Line, ...] = ()
    note: tuple[Line, ...] = ()
    annexes: tuple[tuple[Line, ...], ...] = ()  # label, then the lines of the page
    copies: tuple[Line, ...] = ()
    printed: tuple[Line, ...] = ()
    imprint_rules: tuple[Rule, ...] = ()


def folio_of(lines: Sequence[Line], page: PdfPage) -> Line | None:
    """The number of a page: a line of nothing else, near its lower or upper edge."""
    for line in (*reversed(lines[-2:]), *lines[:1]):
        off_text = line.baseline > page.height - 40 or line.baseline < 30  # noqa: PLR2004  # mm
        if off_text and patterns.FOLIO.fullmatch(line.text):
            return line
    return None


def elements_of(pages: Sequence[PdfPage], lines: Sequence[Sequence[Line]], grid: Grid) -> Elements:
    """The elements of a document; `lines` are those of its pages, without the numbers of pages."""
    first = lines[0] if lines else ()
    rule = _red_rule(pages[0], first) if pages else None
    head = _head(first, rule)
    title = _title(first, head, rule, grid)
    copies, printed, imprint_rules = _imprint(pages, lines, grid)
    imprint = {id(line) for line in (*copies, *printed)}
    above = max((line.baseline for line in (*_flat(head), *title)), default=0.0)
    text = [line for line in first if line.baseline > above]
    text += [line for page in lines[1:] for line in page]
    text = [line for line in text if id(line) not in imprint]
    addressees = _addressees(text, grid) if title else ()
    annexes = _annexes(lines)
    annex_pages = {annex[0].page for annex in annexes}
    text = [line for line in text[len(addressees) :] if not _is_annex_page(line.page, annex_pages)]
    date, organs = _signature(text, grid)
    return Elements(
        **head,
        rule=rule,
        title=title,
        addressees=addressees,
        text=tuple(text),
        annex_note=_annex_note(text, grid),
        organs=organs,
        date=date,
        note=_note(text, date),
        annexes=annexes,
        copies=copies,
        printed=printed,
        imprint_rules=imprint_rules,
    )


# ── the head ─────────────────────────────────────────────────────────────────────────────────────────────


def _red_rule(page: PdfPage, lines: Sequence[Line]) -> Rule | None:
    """The rule below the head: the first red one; in a black print, the first below the document number."""
    from bulletin.measure.lines import is_red

    wide = [rule for rule in page.rules if rule.length >= WIDE and rule.box.top < page.height * 0.6]
    number = next((line for line in lines if patterns.NUMBER.match(line.text)), None)
    red = next((rule for rule in wide if is_red(rule.color)), None)
    return red or next((rule for rule in wide if number and rule.box.top > number.baseline), None)


def _head(lines: Sequence[Line], rule: Rule | None) -> dict[str, tuple[Line, ...]]:
    limit = rule.box.top if rule else None
    above = [line for line in lines if limit is None or line.baseline < limit]
    mark = _mark(above)
    before = [line for line in above if line.baseline < (mark[0].baseline if mark else HEAD_ENDS)]
    after = [line for line in above if mark and line.baseline > mark[-1].baseline]
    number = next((line for line in (after or above[:8]) if patterns.NUMBER.match(line.text)), None)
    signers = [part for line in after for part in columns_of(line) if patterns.SIGNER.match(part.text)]
    if number is not None and signers:
        number = columns_of(number)[0]
    return {
        "copy_number": _only(before, patterns.COPY_NUMBER),
        "secrecy": _only(before, patterns.SECRECY),
        "urgency": _only(before, patterns.URGENCY),
        "mark": mark,
        "number": (number,) if number else (),
        "signers": tuple(signers),
    }


def _mark(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The large red lines; those of a joint issue stand one below the other."""
    return tuple(
        line for line in lines if line.is_red and line.size >= MARK_SIZE and patterns.has_chinese(line.text)
    )


def _only(lines: Sequence[Line], pattern: re.Pattern[str]) -> tuple[Line, ...]:
    """The first part of a line, in the left half of the page, that says this and nothing else."""
    parts = (part for line in lines for part in columns_of(line))
    return tuple(part for part in parts if part.left < HALF and pattern.fullmatch(part.text))[:1]


def _title(
    lines: Sequence[Line], head: dict[str, tuple[Line, ...]], rule: Rule | None, grid: Grid
) -> tuple[Line, ...]:
    """The first large black lines below the head, of one size."""
    start = max((line.baseline for line in _flat(head)), default=0.0)
    start = max(start, rule.box.bottom) if rule else start
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


def _flat(head: dict[str, tuple[Line, ...]]) -> list[Line]:
    return [line for lines in head.values() for line in lines]


# ── the text ─────────────────────────────────────────────────────────────────────────────────────────────


def _addressees(text: Sequence[Line], grid: Grid) -> tuple[Line, ...]:
    """The lines from the title to the first colon, if they begin at the edge."""
    for count, line in enumerate(text[:5], 1):
        if line.left > grid.left + 3 or abs(line.size - grid.body_size) > 0.5:  # noqa: PLR2004  # mm, pt
            return ()
        if line.text.endswith(("：", ":")):
            return tuple(text[:count])
        if line.text.endswith("。"):
            return ()
    return ()


def _annex_note(text: Sequence[Line], grid: Grid) -> tuple[Line, ...]:
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
            pair[1].left > grid.left + 3.5 * grid.body_size * MM
            and pair[1].baseline - pair[0].baseline < 1.4 * grid.pitch
        ),
        zip(text[start:], text[start + 1 :], strict=False),
    )
    return (text[start], *(line for _, line in names))


def _signature(text: Sequence[Line], grid: Grid) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """The last line that is a date alone, and the names above it, indented far."""
    index = next((i for i in range(len(text) - 1, -1, -1) if _is_date(text[i], grid)), None)
    if index is None:
        return (), ()
    organs: list[Line] = []
    for i in range(index - 1, max(index - 4, -1), -1):
        line, below = text[i], text[i + 1]
        near = line.page == below.page and below.baseline - line.baseline < 1.6 * grid.pitch
        if (
            not near
            or line.left < grid.left + 2.6 * grid.body_size * MM
            or line.text.endswith(tuple("。；："))
        ):
            break
        organs.insert(0, line)
    return (text[index],), tuple(organs)


def _is_date(line: Line, grid: Grid) -> bool:
    return bool(patterns.DATE.fullmatch(line.text)) and line.left > grid.left + 4 * grid.body_size * MM


def _note(text: Sequence[Line], date: tuple[Line, ...]) -> tuple[Line, ...]:
    if not date:
        return ()
    index = next(i for i, line in enumerate(text) if line is date[0])
    after = text[index + 1 : index + 2]
    return tuple(line for line in after if patterns.NOTE.match(line.text) and line.page == date[0].page)


def _annexes(lines: Sequence[Sequence[Line]]) -> tuple[tuple[Line, ...], ...]:
    """The pages that an annex begins on, or that hold its label farther down."""
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
    pages: Sequence[PdfPage], lines: Sequence[Sequence[Line]], grid: Grid
) -> tuple[tuple[Line, ...], tuple[Line, ...], tuple[Rule, ...]]:
    """Who gets copies and who printed it, on the last page that says so, and the rules around."""
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
        rules = [r for r in page.rules if r.length >= WIDE and r.box.bottom > top - 0.8 * grid.pitch]
        return tuple(copies), (printed,) if printed else (), tuple(rules)
    return (), (), ()
