"""A chart of bars in the words of WordprocessingML: a table, so that every label and number stays text."""

from itertools import pairwise

from bulletin.writers.docx_xml import W


def bar_table(rows: list[tuple[str, int, str]], label: int, whole: int, color: str) -> str:
    """A chart as a table: a row is (runs of the label, width of its bar, runs of its number).

    A bar is a shaded cell, kept apart from its neighbours by white borders; the rows keep to one page.
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
    white = "".join(
        f'<w:{side} w:val="single" w:sz="20" w:space="0" w:color="FFFFFF"/>' for side in ("top", "bottom")
    )
    shaded = (
        f'<w:tcBorders>{white}</w:tcBorders><w:shd w:val="clear" w:color="auto" w:fill="{color.upper()}"/>'
    )
    for n, (name, width, number) in enumerate(rows, 1):
        drawn = ends.index(width)
        keep = "<w:keepNext/>" if n < len(rows) else ""
        cells = [_bar_cell(label, 1, axis, name, "right", keep)]
        cells += [_bar_cell(width, drawn, shaded, "", "left", keep)] if drawn else []
        cells.append(_bar_cell(whole - label - width, len(grid) - drawn, "", number, "left", keep))
        parts.append(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>")
    return "".join(parts) + "</w:tbl>"


def _bar_cell(  # noqa: PLR0913, PLR0917  # all that two kinds of cells differ in
    width: int, span: int, look: str, runs: str, align: str, keep: str
) -> str:
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    low = (
        "" if runs else '<w:spacing w:line="160" w:lineRule="exact"/>'
    )  # its borders make it as high as its row
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanned}{look}<w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="cell"/>{keep}{low}<w:jc w:val="{align}"/></w:pPr>{runs}</w:p></w:tc>'
    )
