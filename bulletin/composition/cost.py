"""Limit what a template may cost, since its author need not know what it costs.

The size of a template is checked before it runs; a meter counts steps and characters while it runs. Steps are
inserted into the template where code may repeat: in loops, macros and blocks. A step weighs as much as the
code that follows it, so that a long body costs more.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from jinja2 import nodes

from bulletin.composition.language import TemplateFault
from bulletin.model.figures import Clause, Entries

MAX_SOURCE = 200_000
"""The most bytes of a template file; the longest shipped one has 6,000."""
MAX_SOURCES = 40
"""The most files that make one document."""
MAX_NODES, MAX_DEPTH = 30_000, 80
"""The most nodes of a template's syntax, and their deepest nesting."""
MAX_STEPS = 4_000_000
"""The most nodes that are run; a table of 2,000 rows takes 100,000."""
CALL = 25
"""The weight of calling a macro or a block."""
MAX_CHARACTERS = 10_000_000
"""The most characters written; those of macros count again where they are printed."""
MAX_CALLS = 40
"""The deepest nesting of macro and block calls."""
MAX_FAULTS = 100
"""The most faults a report names."""

STEP, EACH = "(step)", "(each)"
"""The names by which a template calls the meter and iterates over a list; no author can write them."""


@dataclass(slots=True)
class Meter:
    """Counts what a template does; `reached` are the bodies it has entered."""

    steps: int = 0
    characters: int = 0
    calls: int = 0
    reached: set[str] = field(default_factory=set)

    def step(self, pieces: int) -> None:
        """Count nodes that are about to be run.

        Raises:
            TemplateFault: there are too many.
        """
        self.steps += pieces
        if self.steps > MAX_STEPS:
            text = "The template takes too many steps (more than {most}); a loop or macro runs too often."
            raise TemplateFault("B411", text, most=f"{MAX_STEPS:,}")

    def write(self, characters: int) -> None:
        """Count characters that are about to be written.

        Raises:
            TemplateFault: there are too many.
        """
        self.characters += characters
        if self.characters > MAX_CHARACTERS:
            text = "The template writes too much (more than {most} characters)."
            raise TemplateFault("B411", text, most=f"{MAX_CHARACTERS:,}")

    def into(self, pieces: int, characters: int, place: str) -> str:
        """Record that a body is entered and count its contents in advance."""
        self.reached.add(place)
        self.step(pieces)
        self.write(characters)
        return ""


def pieces_of(value: Any) -> int:
    """Return the work of a filter: the items of a list, the parts of clauses, the length of a text."""
    if isinstance(value, Clause):
        return 1 + len(value.parts)
    if isinstance(value, Entries | tuple | list):
        return 1 + sum(pieces_of(item) if isinstance(item, Clause) else 1 for item in value)
    return 1 + len(value) // 100 if isinstance(value, str) else 1


def too_large(tree: nodes.Template) -> bool:
    """Return whether a template has too many nodes or is nested too deeply."""
    waiting: list[tuple[nodes.Node, int]] = [(tree, 0)]
    count = 0
    while waiting:
        node, depth = waiting.pop()
        count += 1
        if depth > MAX_DEPTH or count > MAX_NODES:
            return True
        waiting += [(child, depth + 1) for child in node.iter_child_nodes()]
    return False


def metered(tree: nodes.Template, name: str) -> set[str]:
    """Insert a step at the start of every body that may repeat and of every branch.

    Returns the places of the branches.
    """
    again = (nodes.For, nodes.Macro, nodes.CallBlock, nodes.Block)
    found: list[Any] = [tree, *tree.find_all(again)]  # Jinja2 has no type for nodes with a body
    bodies: list[tuple[list[nodes.Node], str]] = [(node.body, f"{name}:{node.lineno}") for node in found]
    branches = branches_of(tree, name)
    known: dict[int, Weight] = {}
    _weigh(tree, known)
    weights = [_sum(known[id(node)] for node in body) for body, _ in (*bodies, *branches)]
    for (body, place), weight in zip((*bodies, *branches), weights, strict=True):
        arguments: list[nodes.Expr] = [nodes.Const(part) for part in (*weight, place)]
        step = nodes.Filter(nodes.Const(""), STEP, arguments, [], None, None)
        body.insert(0, nodes.ExprStmt(step).set_lineno(int(place.split("\t")[0].rsplit(":", 1)[1])))
    for loop in list(tree.find_all(nodes.For)):
        loop.iter = nodes.Filter(loop.iter, EACH, [], [], None, None).set_lineno(loop.lineno)
    return {place for _, place in branches}


def branches_of(tree: nodes.Template, name: str) -> list[tuple[list[nodes.Node], str]]:
    """Return the branches of an “if”, each with a place people can find: its line and first words."""
    branches: list[tuple[list[nodes.Node], str]] = []
    for choice in tree.find_all(nodes.If):
        branches.append((choice.body, f"{name}:{choice.lineno}\t{first_words(choice.body)}"))
        if choice.else_:
            line = next(_lines(choice.else_), choice.lineno)
            branches.append((choice.else_, f"{name}:{line}\t{first_words(choice.else_)}"))
    return branches


Weight = tuple[int, int]
"""Nodes, and the characters they write by themselves."""


def _weigh(node: nodes.Node, known: dict[int, Weight]) -> Weight:
    """Return the weight of a node with everything in it; `known` holds weights already computed."""
    own: object = node.data if isinstance(node, nodes.TemplateData) else ""
    own = node.value if isinstance(node, nodes.Const) else own
    inside = [_weigh(child, known) for child in node.iter_child_nodes()]
    known[id(node)] = _sum([(1, len(own) if isinstance(own, str) else 0), *inside])
    return known[id(node)]


def _sum(weights: Iterable[Weight]) -> Weight:
    pieces = characters = 0
    for more, written in weights:
        pieces, characters = pieces + more, characters + written
    return pieces, characters


def data_of(body: list[nodes.Node]) -> Iterator[nodes.TemplateData]:
    """Yield the text at the top level of a body."""
    for node in body:
        if isinstance(node, nodes.Output):
            yield from (piece for piece in node.nodes if isinstance(piece, nodes.TemplateData))


def first_words(body: list[nodes.Node]) -> str:
    """Return the first words of a body's own text."""
    words = (re.sub(r'<[^>]*>?|[^<>]*">|\s+', "", piece.data) for piece in data_of(body))
    return next((found[:20] for found in words if found), "")


def _lines(body: list[nodes.Node]) -> Iterator[int]:
    """Yield the lines on which a branch's text begins: after the newline that may end its tag's line."""
    for piece in data_of(body):
        yield piece.lineno + len(piece.data) - len(piece.data.lstrip("\n"))
    yield from (node.lineno for node in body)
