"""The tree of tags of a PDF, for the tests of what it tells."""

from collections.abc import Iterator
from typing import Any

import pikepdf


def kids_of(element: Any) -> list[Any]:
    kids = element.get("/K", [])
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def below(element: Any) -> Iterator[Any]:
    """An element and those in it, in reading order."""
    yield element
    for kid in kids_of(element):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from below(kid)


def tree(file: pikepdf.Pdf) -> list[Any]:
    """The elements of the tag tree in reading order."""
    return list(below(kids_of(file.Root.StructTreeRoot)[0]))


def tags(file: pikepdf.Pdf) -> list[str]:
    return [str(element.S) for element in tree(file)]
