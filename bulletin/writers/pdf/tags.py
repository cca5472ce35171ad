"""Mend the structure tree of a PDF, which screen readers follow, before the file is written.

WeasyPrint tags page numbers as text without a place in the tree, tags boxes in which nothing is drawn, and
lists the columns of a head in a way that loses the second column of a cell over two. It takes table rows for
figures: they become rows with cells. A table on several pages is one table: its rows follow one another, and
its head is tagged once. The head repeated at the top of a page is an artefact (ISO 14289-1, 7.5 with
ISO 32000-1, 14.8.2.2).
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from bulletin.writers.pdf import seam
from bulletin.writers.pdf.rows import DrawnRow, DrawnTable
from bulletin.writers.pdf.typeset import TypesetCell

_CELLS: Final = ("/TD", "/TH")  # an empty cell keeps its place in the row
_BEFORE, _AFTER = 1, 2  # a mark in a stream: its tag, its properties, BDC; then its content, or EMC

_Marked = Mapping[int, tuple[bytes, list[bytes]]]
"""Identity of a stream → its page, and the list of the elements that own its marks."""


def mend_tags(pdf: Any, rows: Mapping[str, DrawnRow]) -> None:
    """Make page numbers artefacts, remove boxes without ink from the tree, and give heads their scope.

    `rows` is address → table row, for the figures that are to become rows.
    """
    pages = [pdf.objects[number] for number in pdf.pages["Kids"][::3]]  # a reference is three items
    _tag_rows(pdf, pages, rows)
    drawn = {(page.reference, mark) for page in pages for mark, ink in _marks(pdf, page) if ink}
    tree = _at(pdf, pdf.catalog["StructTreeRoot"])
    read: set[tuple[bytes, int]] = set()
    _prune(pdf, _at(pdf, tree["K"][0]), drawn, read)
    for page, elements in zip(pages, _at(pdf, tree["ParentTree"])["Nums"][1::2], strict=False):
        unread = [mark for mark, _ in _marks(pdf, page) if (page.reference, mark) not in read]
        _make_artefacts(_at(pdf, page["Contents"]).stream, unread)
        for mark in unread:
            elements[mark] = "null"
    _at(pdf, pdf.catalog["Metadata"]).compress = False  # plain for any program (ISO 19005-1, 6.7.2)


def _at(pdf: Any, reference: bytes) -> Any:
    """Return the object of a reference."""
    return pdf.objects[int(reference.split()[0])]


def _marks(pdf: Any, page: Any) -> Iterator[tuple[int, bool]]:
    """Yield the number of each mark on a page, and whether anything is drawn in it."""
    stream = _at(pdf, page["Contents"]).stream
    for i, item in enumerate(stream):
        if isinstance(item, dict) and "MCID" in item:
            yield item["MCID"], stream[i + _AFTER] != b"EMC"


def _prune(pdf: Any, element: Any, drawn: set[tuple[bytes, int]], read: set[tuple[bytes, int]]) -> bool:
    """Remove empty elements below `element` from the tree; return whether `element` is to stay.

    Marks that stay are added to `read`.
    """
    kept: list[Any] = []
    for kid in element["K"]:
        if isinstance(kid, int):
            if (element["Pg"], kid) in drawn:
                read.add((element["Pg"], kid))
                kept.append(kid)
            continue
        if isinstance(kid, dict):  # the part of a cell on another page
            read.add((kid["Pg"], kid["MCID"]))
            kept.append(kid)
            continue
        below = _at(pdf, kid)
        if "K" not in below or _prune(pdf, below, drawn, read):
            kept.append(kid)
    element["K"][:] = kept
    if element["S"] in _CELLS:
        _point(element)
    return bool(kept) or element["S"] in _CELLS


def _point(cell: Any) -> None:
    """Give a head cell the scope of its column; drop empty lists of heads from other cells."""
    if cell["S"] == "/TH":
        cell["A"]["Scope"] = "/Column"
    elif "A" in cell and not cell["A"].get("Headers"):
        cell["A"].pop("Headers", None)


def _make_artefacts(stream: list[Any], marks: list[int]) -> None:
    """Turn marked text into artefacts, which are no part of the text."""
    for i, item in enumerate(stream):
        if isinstance(item, dict) and item.get("MCID") in marks:
            stream[i - _BEFORE : i + _AFTER] = ["/Artifact", "", b"BMC"]


# ── rows of tables ───────────────────────────────────────────────────────────────────────────────────────


def _tag_rows(pdf: Any, pages: Sequence[Any], rows: Mapping[str, DrawnRow]) -> None:
    """Turn the figures in `rows` into rows with cells, and join the parts of a table on several pages."""
    lists = _at(pdf, _at(pdf, pdf.catalog["StructTreeRoot"])["ParentTree"])["Nums"][1::2]
    places = zip(pages, lists, strict=False)  # annotations follow the pages
    marked = {id(_at(pdf, page["Contents"])): (page.reference, of) for page, of in places}
    bodies: dict[DrawnTable, Any] = {}
    figures: list[Any] = [
        each for each in pdf.objects if isinstance(each, dict) and each.get("S") == "/Figure"
    ]
    for figure in figures:
        row = rows.get(figure["Alt"].string)
        if row is None:
            continue  # a real picture
        here = _at(pdf, figure["P"])
        body = bodies.setdefault(row.grid, here)
        if row is row.grid.rows[0]:
            table = _at(pdf, here["P"])
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
    """Add the head of a table, on the page of its first row; return its reference."""
    head = _element(pdf, "/THead", table)
    for row in first.grid.head:
        line = _element(pdf, "/TR", head)
        line["K"].extend(_cells(pdf, line, row, marked))
        head["K"].append(line.reference)
    return bytes(head.reference)


def _cells(pdf: Any, line: Any, row: DrawnRow, marked: _Marked) -> list[bytes]:
    return [_cell(pdf, line, cell, marked) for cell in row.cells if cell.rows]


def _cell(pdf: Any, line: Any, cell: TypesetCell, marked: _Marked) -> bytes:
    """Add a cell with its marks on all its pages; return its reference."""
    element = _element(pdf, f"/{cell.tag}", line)
    span = {"ColSpan": cell.cell.span} if cell.cell.span > 1 else {}
    span |= {"RowSpan": cell.rows} if cell.rows > 1 else {}
    if cell.cell.head or span:  # `_point` adds the scope of a head
        element["A"] = _dictionary(O="/Table", **span)
    for mark in cell.marks:
        page, owners = marked[id(mark.stream)]
        number = mark.properties["MCID"] = len(owners)
        owners.append(element.reference)
        here = page == element["Pg"]
        element["K"].append(number if here else _dictionary(Type="/MCR", Pg=page, MCID=number))
    return bytes(element.reference)


def _element(pdf: Any, kind: str, parent: Any) -> Any:
    """Make an element on the page of its parent; the caller adds it to the parent."""
    element = _dictionary(
        Type="/StructElem", S=kind, K=seam.pydyf.Array(), Pg=parent["Pg"], P=parent.reference
    )
    pdf.add_object(element)
    return element


def _dictionary(**values: Any) -> Any:
    return seam.pydyf.Dictionary(values)
