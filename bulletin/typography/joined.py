"""Say how far the cells of a table reach down, and which of its rows stay on one page."""

from collections.abc import Sequence

from bulletin.model.document import Cell

MOST_TOGETHER = 8
"""The most rows that a joined cell keeps on one page: a third of the page at the pitch of the text.

A cell over more of them may be broken between rows; its words then stand at its top.
"""

Rows = Sequence[Sequence[Cell]]


def rows_covered(rows: Rows) -> list[list[int]]:
    """Return how many rows each cell covers; 0 for a cell that is joined with the one above it."""
    found = [[0 if cell.joined else 1 for cell in row] for row in rows]
    tops: dict[int, tuple[int, int]] = {}  # column → the cell that is open there: its row and its number
    for n, row in enumerate(rows):
        column = 0
        for i, cell in enumerate(row):
            if cell.joined and column in tops:
                above, at = tops[column]
                found[above][at] += 1
            else:
                tops[column] = n, i
            column += cell.span
    return found


def rows_kept(rows: Rows) -> frozenset[int]:
    """Return the rows that stay on one page with the row below them."""
    return frozenset(
        n + below
        for n, row in enumerate(rows_covered(rows))
        for covered in row
        if covered <= MOST_TOGETHER
        for below in range(covered - 1)
    )
