"""What the tests of the public documents of a round share: their example data, and documents as text."""

import json
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from bulletin import compose, load, tally
from bulletin.model.document import Document, lines_of, text_of

ROOT = Path(__file__).parents[2]
KINDS = ROOT / "examples" / "kinds"
CASES = ROOT / "tests" / "cases"
_texts: dict[tuple[str, str], str] = {}  # many tests read one document


@cache
def _stored(name: str) -> str:
    return (KINDS / f"{name}.json").read_text("utf-8")


def example(name: str) -> dict[str, Any]:
    """The data of an example, anew each time."""
    return read(_stored(name))


def case(name: str) -> dict[str, Any]:
    """The data of a real bulletin."""
    return read((CASES / f"{name}.json").read_text("utf-8"))


def read(content: str) -> dict[str, Any]:
    """Plain values with exact decimals."""
    raw: dict[str, Any] = json.loads(content, parse_float=Decimal)
    return raw


def composed(raw: dict[str, Any], template: str = "") -> Document:
    """The document by the template that the data names, or by another."""
    return compose(tally(load(raw)), template or raw["document"]["template"])


def text(raw: dict[str, Any], template: str = "") -> str:
    """The document, a line for each paragraph."""
    key = (json.dumps(raw, default=str), template)
    if key not in _texts:
        _texts[key] = "\n".join(text_of(inlines) for _, inlines in lines_of(composed(raw, template)))
    return _texts[key]


def results(raw: dict[str, Any]) -> dict[str, Any]:
    """The results the document reports."""
    table: dict[str, Any] = raw["scopes"][0]["results"]
    return table
