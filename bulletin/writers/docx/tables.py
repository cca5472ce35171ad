"""Write a table in WordprocessingML: a fixed grid, whose cells may cover several columns and rows."""

from collections.abc import Sequence
from dataclasses import dataclass

from bulletin.typography.joined import MOST_TOGETHER
from bulletin.writers.docx.xml import W


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell: its width, the columns it spans, its style, its runs, the rows it covers, how it is aligned.

    One that covers no row is part of the cell above it.
    """

    width: int
    span: int
    style: str
    runs: str
    rows: int = 1
    align: str = ""


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row; `repeated` on each page, or `kept` on one page with the next."""

    cells: tuple[GridCell, ...]
    repeated: bool = False
    kept: bool = False


def grid(rows: Sequence[GridRow], widths: list[int]) -> str:
    """Return a table with fixed column widths."""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    look = (
        f'<w:tblStyle w:val="table"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        '<w:jc w:val="center"/><w:tblLayout w:type="fixed"/>'
    )
    parts = [f"<w:tbl {W}><w:tblPr>{look}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>"]
    for row in rows:
        repeated = "<w:tblHeader/>" if row.repeated else ""
        cells = "".join(_grid_cell(cell, row.kept) for cell in row.cells)
        parts.append(f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{cells}</w:tr>")
    return "".join(parts) + "</w:tbl>"


def _grid_cell(cell: GridCell, kept: bool) -> str:
    spanned = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
    merged = {0: "<w:vMerge/>", 1: ""}.get(cell.rows, '<w:vMerge w:val="restart"/>')
    upright = "top" if cell.rows > MOST_TOGETHER else "center"
    own = ("<w:keepNext/>" if kept else "") + (f'<w:jc w:val="{cell.align}"/>' if cell.align else "")
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{cell.width}" w:type="dxa"/>{spanned}{merged}'
        f'<w:vAlign w:val="{upright}"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{cell.style}"/>{own}</w:pPr>{cell.runs}</w:p></w:tc>'
    )
