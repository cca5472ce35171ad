"""Texts, tables and charts of the statistical bulletins, for the tests of what they say."""

import copy
import json
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from bulletin import compose, find_template, load, proofread, tally
from bulletin.model.document import Bars, Block, Document, Heading, Paragraph, Table, leaves, text_of

ROOT = Path(__file__).parents[2]


def example(kind: str) -> dict[str, Any]:
    """The data of an invented bulletin."""
    return _read(ROOT / "examples" / "kinds" / f"{kind}.json")


def case(name: str) -> dict[str, Any]:
    """The data of a published one."""
    return _read(ROOT / "tests" / "cases" / f"{name}.json")


def _read(path: Path) -> dict[str, Any]:
    raw: dict[str, Any] = json.loads(path.read_text("utf-8"), parse_float=Decimal)
    return raw


def with_results(kind: str, **results: Any) -> dict[str, Any]:
    """The example with some results replaced; None takes one out."""
    raw = copy.deepcopy(example(kind))
    given = raw["scopes"][0]["results"] | results
    raw["scopes"][0]["results"] = {key: value for key, value in given.items() if value is not None}
    return raw


def alone(kind: str, **results: Any) -> dict[str, Any]:
    """The example with one scope, and nothing in it but these results."""
    raw = example(kind)
    raw["scopes"] = [{**raw["scopes"][0], "results": results}]
    return raw


def by(dimension: str, basis: str = "partition", **items: Any) -> dict[str, Any]:
    """A breakdown as a data file has it."""
    return {dimension: {"basis": basis, "items": items}}


def made(raw: dict[str, Any], kind: str) -> Document:
    """The document, in which proofreading has found nothing."""
    return _made(json.dumps(raw, default=float), kind)


@cache
def _made(raw: str, kind: str) -> Document:
    figures, template = tally(load(json.loads(raw, parse_float=Decimal))), find_template(kind)
    document = compose(figures, template)
    assert proofread(document, figures, template.requires) == ()
    return document


def text(raw: dict[str, Any], kind: str) -> str:
    """The text of a document, a line a paragraph."""
    blocks = _leaves(raw, kind)
    return "\n".join(text_of(block.inlines) for block in blocks if isinstance(block, Heading | Paragraph))


def rows(raw: dict[str, Any]) -> list[list[str]]:
    """The rows of the table of a monthly bulletin."""
    (table,) = (block for block in _leaves(raw, "monthly") if isinstance(block, Table))
    return [[text_of(cell.inlines) for cell in row] for row in table.rows]


def charts(raw: dict[str, Any], kind: str) -> dict[str, list[str]]:
    """The charts of a document: caption → labels and numbers."""
    found = (block for block in _leaves(raw, kind) if isinstance(block, Bars))
    return {
        text_of(chart.caption): [text_of((*bar.label, *bar.value)) for bar in chart.bars] for chart in found
    }


def _leaves(raw: dict[str, Any], kind: str) -> Iterator[Block]:
    return iter(leaves(made(raw, kind).blocks))
