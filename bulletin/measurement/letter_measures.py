"""Measure the elements that only a letter (10.1) has: its double rules and the edges they set."""

from collections.abc import Iterator

from bulletin.measurement.grid import CharacterGrid
from bulletin.measurement.head_elements import DoubleRule, Head
from bulletin.measurement.head_measures import characters
from bulletin.measurement.page_parts import Elements
from bulletin.measurement.pdf_page import PdfPage
from bulletin.measurement.report import Measured
from bulletin.measurement.standard import A4
from bulletin.measurement.text_lines import is_red

LOW = 0.8
"""The lower double rule stands below this part of the page height."""


def measured_letter(e: Elements, page: PdfPage, grid: CharacterGrid) -> Iterator[Measured]:
    """Yield the measures taken from the double rules of page 1.

    For other documents those of the mark alone.
    """
    head = e.head
    if head.mark:
        yield Measured("mark.edge", min(line.ink_top for line in head.mark), 1)
    if not head.frames:
        return
    first = head.frames[0]
    lower = next((each for each in head.frames if each.upper.box.top > page.height * LOW), None)
    yield Measured("frame.lower", "no" if lower is None else "yes", 1)
    for frame in (first, lower):
        if frame is not None:
            yield from _frame(frame)
    if head.mark:
        yield Measured("frame.below_mark", first.upper.box.top - max(m.ink_bottom for m in head.mark), 1)
    yield Measured("frame.upper_order", _order(first), 1)
    yield from _below(head, first, grid)
    if lower is not None:
        yield Measured("frame.lower_order", _order(lower), 1)
        yield Measured("frame.above_edge", page.height - lower.lower.box.bottom, 1)
        text = [line.bottom for line in e.text if line.page == 1]
        if text:
            yield Measured("frame.clear", lower.upper.box.top - max(text), 1)
    if e.title and (head.corner or head.number):
        last = max(line.bottom for line in (*head.corner, *head.number))
        yield Measured("title.blank", grid.blanks(last, e.title[0].top), 1)


def _frame(frame: DoubleRule) -> Iterator[Measured]:
    left = min(rule.box.left for rule in frame.rules)
    right = max(rule.box.right for rule in frame.rules)
    yield Measured("frame.width", right - left, 1)
    yield Measured("frame.centre", (left + right) / 2 - A4[0] / 2, 1)
    yield Measured("frame.color", "red" if all(is_red(rule.color) for rule in frame.rules) else "other", 1)


def _order(frame: DoubleRule) -> str:
    """Return which of the two rules is the thicker one."""
    if abs(frame.upper.thickness - frame.lower.thickness) < 0.05:  # noqa: PLR2004  # mm, used once
        return "equal"
    return "thick_above" if frame.upper.thickness > frame.lower.thickness else "thin_above"


def _below(head: Head, frame: DoubleRule, grid: CharacterGrid) -> Iterator[Measured]:
    """Yield the measures of the corner and the number from the upper double rule and from its edges."""
    edge = frame.lower.box.bottom
    if head.corner:
        yield Measured("frame.corner", min(line.top for line in head.corner) - edge, 1)
    for number in head.number:
        yield Measured("frame.number", number.top - edge, 1)
        yield Measured("number.right", characters(grid.right - number.right, number.size), 1)
