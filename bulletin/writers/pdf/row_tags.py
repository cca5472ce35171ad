"""Makes tables in the tree of tags of the pictures that rows are to WeasyPrint.

A table is one, on however many pages: its rows follow one another, and its head is told once. Where the head
is drawn again at the top of a page it is an artefact (ISO 14289-1, 7.5 with ISO 32000-1, 14.8.2.2).
"""

from collections.abc import Mapping, Sequence
from typing import Any

from bulletin.writers.pdf.rows import DrawnRow, DrawnTable, TypesetCell

_Marked = Mapping[int, tuple[bytes, list[bytes]]]
"""Streams by their identity: the page of each, and the list that says whose its marks are."""


def tag_rows(pdf: Any, pages: Sequence[Any], rows: Mapping[str, DrawnRow]) -> None:
    """Turn the pictures into rows with cells, one table of the boxes on several pages.

    `rows` are the pictures by their addresses.
    """

    def at(reference: bytes) -> Any:
        return pdf.objects[int(reference.split()[0])]

    lists = at(at(pdf.catalog["StructTreeRoot"])["ParentTree"])["Nums"][1::2]
    places = zip(pages, lists, strict=False)  # annotations follow the pages
    marked = {id(at(page["Contents"])): (page.reference, of) for page, of in places}
    bodies: dict[DrawnTable, Any] = {}
    figures: list[Any] = [
        each for each in pdf.objects if isinstance(each, dict) and each.get("S") == "/Figure"
    ]
    for figure in figures:
        row = rows.get(figure["Alt"].string)
        if row is None:
            continue  # a picture indeed
        here = at(figure["P"])
        body = bodies.setdefault(row.grid, here)
        if row is row.grid.rows[0]:
            table = at(here["P"])
            table["S"], here["S"] = "/Table", "/TBody"
            if row.grid.head:
                table["K"].insert(table["K"].index(here.reference), _head(pdf, table, row, marked))
        del figure["A"], figure["Alt"]
        figure["S"] = "/TR"
        figure["K"][:] = [] if row.goes_on else _cells(pdf, figure, row, marked)
        if body is not here:
            here["K"].remove(figure.reference)
            body["K"].append(figure.reference)
            figure["P"] = body.reference


def _head(pdf: Any, table: Any, first: DrawnRow, marked: _Marked) -> bytes:
    """The head of a table, on the page of its first row."""
    head = _element(pdf, "/THead", table)
    for row in first.grid.head:
        line = _element(pdf, "/TR", head)
        line["K"].extend(_cells(pdf, line, row, marked))
        head["K"].append(line.reference)
    return bytes(head.reference)


def _cells(pdf: Any, line: Any, row: DrawnRow, marked: _Marked) -> list[bytes]:
    return [_cell(pdf, line, cell, marked) for cell in row.cells]


def _cell(pdf: Any, line: Any, cell: TypesetCell, marked: _Marked) -> bytes:
    """A cell and whatever is drawn of it, on all its pages."""
    element = _element(pdf, f"/{cell.tag}", line)
    span = {"ColSpan": cell.cell.span} if cell.cell.span > 1 else {}
    if cell.cell.head or span:  # a head is told its scope later
        element["A"] = _dictionary(O="/Table", **span)
    for mark in cell.marks:
        page, owners = marked[id(mark.stream)]
        number = mark.properties["MCID"] = len(owners)
        owners.append(element.reference)
        here = page == element["Pg"]
        element["K"].append(number if here else _dictionary(Type="/MCR", Pg=page, MCID=number))
    return bytes(element.reference)


def _element(pdf: Any, kind: str, parent: Any) -> Any:
    """A new element on the page of its parent, to which it has yet to be added."""
    import pydyf

    element = _dictionary(Type="/StructElem", S=kind, K=pydyf.Array(), Pg=parent["Pg"], P=parent.reference)
    pdf.add_object(element)
    return element


def _dictionary(**values: Any) -> Any:
    import pydyf

    return pydyf.Dictionary(values)
