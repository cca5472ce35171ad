"""Mends the tags of a PDF before it is written: what readers of a page are told beside what is printed.

WeasyPrint tags page numbers as text that is in no place of the tree, tags boxes in which nothing is drawn,
and tells the columns of a head by a list that loses the second column of a cell over two.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from bulletin.writers.pdf.row_tags import tag_rows
from bulletin.writers.pdf.rows import DrawnRow

_CELLS: Final = ("/TD", "/TH")  # an empty cell keeps its place in the row
_BEFORE, _AFTER = 1, 2  # a mark in a stream: its tag, its properties, BDC; then what it is about, or its end


def mend_tags(pdf: Any, rows: Mapping[str, DrawnRow]) -> None:
    """Page numbers become artefacts, boxes without ink leave the tree, heads say which way they point.

    `rows` are the pictures that are rows of tables, by their addresses: they become what they are.
    """
    pages = [pdf.objects[number] for number in pdf.pages["Kids"][::3]]  # a reference is three items
    tag_rows(pdf, pages, rows)
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
