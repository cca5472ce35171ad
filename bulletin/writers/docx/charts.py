"""Write a bar chart as a WordprocessingML table, so that every label and number stays text."""

from itertools import pairwise

from bulletin.writers.docx.xml import W


def bar_table(rows: list[tuple[str, int, str]], label: int, whole: int, bar: tuple[int, str]) -> str:
    """Return a chart as a table; a row is (runs of the label, width of its bar, runs of its number).

    A bar, of the height and colour of `bar`, is a shaded line in the middle of its cell, however high the
    label makes the row; the rows keep to one page.
    """
    ends = sorted({0, *(width for _, width, _ in rows), whole - label})
    grid = [b - a for a, b in pairwise(ends)]
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in (label, *grid))
    head = (
        f'<w:tbl {W}><w:tblPr><w:tblStyle w:val="TableNormal"/><w:tblW w:w="{whole}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="80" w:type="dxa"/>'
        '<w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>"
    )
    parts = [head]
    axis = '<w:tcBorders><w:right w:val="single" w:sz="6" w:space="0" w:color="auto"/></w:tcBorders>'
    filled = '<w:tcMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tcMar>'
    height, color = bar
    line = (
        f'<w:shd w:val="clear" w:color="auto" w:fill="{color.upper()}"/>'
        f'<w:spacing w:line="{height}" w:lineRule="exact"/>'
    )
    for n, (name, width, number) in enumerate(rows, 1):
        drawn = ends.index(width)
        keep = "<w:keepNext/>" if n < len(rows) else ""
        cells = [_cell(label, 1, axis, f'{keep}<w:jc w:val="right"/>', name)]
        cells += [_cell(width, drawn, filled, f"{keep}{line}", "")] if drawn else []
        cells.append(
            _cell(whole - label - width, len(grid) - drawn, "", f'{keep}<w:jc w:val="left"/>', number)
        )
        parts.append(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>")
    return "".join(parts) + "</w:tbl>"


def _cell(width: int, span: int, look: str, line: str, runs: str) -> str:
    """Return a cell of one line; `look` are properties of the cell, `line` those of its paragraph."""
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanned}{look}<w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="cell"/>{line}</w:pPr>{runs}</w:p></w:tc>'
    )
