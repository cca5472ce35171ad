"""Mends the tags of a PDF before it is written: what readers of a page are told beside what is printed.

WeasyPrint tags page numbers as text that is in no place of the tree, tags boxes in which nothing is drawn,
and tells the columns of a head by a list that loses the second column of a cell over two. The rows of tables
are pictures to it: they become rows with cells. A table is one, on however many pages: its rows follow one
another, and its head is told once. Where the head is drawn again at the top of a page it is an artefact
(ISO 14289-1, 7.5 with ISO 32000-1, 14.8.2.2).
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from bulletin.writers.pdf import seam
from bulletin.writers.pdf.rows import DrawnRow, DrawnTable, TypesetCell

_CELLS: Final = ("/TD", "/TH")  # an empty cell keeps its place in the row
_BEFORE, _AFTER = 1, 2  # a mark in a stream: its tag, its properties, BDC; then what it is about, or its end

_Marked = Mapping[int, tuple[bytes, list[bytes]]]
"""Streams by their identity: the page of each, and the list that says whose its marks are."""


def mend_tags(pdf: Any, rows: Mapping[str, DrawnRow]) -> None:
    """Page numbers become artefacts, boxes without ink leave the tree, heads say which way they point.

    `rows` are the pictures that are rows of tables, by their addresses: they become what they are.
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
    _at(pdf, pdf.catalog["Metadata"]).compress = False  # so that any program can read it (ISO 19005-1, 6.7.2)


def _at(pdf: Any, reference: bytes) -> Any:
    """The object a reference leads to."""
    return pdf.objects[int(reference.split()[0])]


def _marks(pdf: Any, page: Any) -> Iterator[tuple[int, bool]]:
    """The number of each mark on a page, and whether anything is drawn within it."""
    stream = _at(pdf, page["Contents"]).stream
    for i, item in enumerate(stream):
        if isinstance(item, dict) and "MCID" in item:
            yield item["MCID"], stream[i + _AFTER] != b"EMC"


def _prune(pdf: Any, element: Any, drawn: set[tuple[bytes, int]], read: set[tuple[bytes, int]]) -> bool:
    """Take what holds nothing out of the tree; whether `element` holds anything itself."""
    kept: list[Any] = []
    for kid in element["K"]:
        if isinstance(kid, int):
            if (element["Pg"], kid) in drawn:
                read.add((element["Pg"], kid))
                kept.append(kid)
            continue
        if isinstance(kid, dict):  # of a cell that goes on, on another page
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
    """A head points down its column; the cells under it then need no list of heads."""
    if cell["S"] == "/TH":
        cell["A"]["Scope"] = "/Column"
    elif "A" in cell and not cell["A"].get("Headers"):
        cell["A"].pop("Headers", None)


def _make_artefacts(stream: list[Any], marks: list[int]) -> None:
    """Turn marked text into what is no part of the text."""
    for i, item in enumerate(stream):
        if isinstance(item, dict) and item.get("MCID") in marks:
            stream[i - _BEFORE : i + _AFTER] = ["/Artifact", "", b"BMC"]


# ── rows of tables ───────────────────────────────────────────────────────────────────────────────────────


def _tag_rows(pdf: Any, pages: Sequence[Any], rows: Mapping[str, DrawnRow]) -> None:
    """Turn the pictures into rows with cells, one table of the boxes on several pages.

    `rows` are the pictures by their addresses.
    """
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
            continue  # a picture indeed
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
    element = _dictionary(
        Type="/StructElem", S=kind, K=seam.pydyf.Array(), Pg=parent["Pg"], P=parent.reference
    )
    pdf.add_object(element)
    return element


def _dictionary(**values: Any) -> Any:
    return seam.pydyf.Dictionary(values)
