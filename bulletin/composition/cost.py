"""What a template may cost. Templates come from people who are not asked to know what they may cost.

Before a template runs its size is looked at; while it runs a meter counts steps and characters. The steps
are written into the template where something may happen again: in loops, macros and blocks. Each weighs as
much as what follows it, so that a long body costs what it takes.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from jinja2 import nodes

from bulletin.composition.language import TemplateFault
from bulletin.model.figures import Clause, Entries

MAX_SOURCE = 200_000
"""Bytes of a template file; the longest shipped one has 6,000."""
MAX_SOURCES = 40
"""Files one document is written by."""
MAX_NODES, MAX_DEPTH = 30_000, 80
"""Pieces of a template's syntax, and how deep they stand in one another."""
MAX_STEPS = 4_000_000
"""Pieces of syntax that are run through; a table of 2,000 rows takes 100,000."""
CALL = 25
"""What calling a macro or a block weighs."""
MAX_CHARACTERS = 10_000_000
"""Characters that are written, those of macros once more where they are printed."""
MAX_CALLS = 40
"""Macros and blocks inside one another."""
MAX_FAULTS = 100
"""Faults a report names; who has more has seen enough."""

STEP, EACH = "(step)", "(each)"
"""The names under which a template calls the meter and goes through a list; no template can write them."""


@dataclass(slots=True)
class Meter:
    """Counts what a template does; `reached` are the bodies it has been in."""

    steps: int = 0
    characters: int = 0
    calls: int = 0
    reached: set[str] = field(default_factory=set)

    def step(self, pieces: int) -> None:
        """So many pieces of syntax are going to be run through.

        Raises:
            Refused: these are too many.
        """
        self.steps += pieces
        if self.steps > MAX_STEPS:
            text = "The template takes too many steps (more than {most}); a loop or macro runs too often."
            raise TemplateFault("B411", text, most=f"{MAX_STEPS:,}")

    def write(self, characters: int) -> None:
        """So many characters are going to be written.

        Raises:
            Refused: these are too many.
        """
        self.characters += characters
        if self.characters > MAX_CHARACTERS:
            text = "The template writes too much (more than {most} characters)."
            raise TemplateFault("B411", text, most=f"{MAX_CHARACTERS:,}")

    def into(self, pieces: int, characters: int, place: str) -> str:
        """Return a body is entered; what stands in it is counted beforehand."""
        self.reached.add(place)
        self.step(pieces)
        self.write(characters)
        return ""


def pieces_of(value: Any) -> int:
    """Return how much a filter has to look at: the items of a list, the parts of clauses, the length of a text."""
    if isinstance(value, Clause):
        return 1 + len(value.parts)
    if isinstance(value, Entries | tuple | list):
        return 1 + sum(pieces_of(item) if isinstance(item, Clause) else 1 for item in value)
    return 1 + len(value) // 100 if isinstance(value, str) else 1


def too_large(tree: nodes.Template) -> bool:
    """Return whether a template has too many pieces, or they stand too deep in one another."""
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
    """Write a step to the beginning of every body of a template that may run again, and of every branch.

    The branches are answered, by their places.
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
    """What stands in each branch of an “if”, with its line and its first words, by which people find it."""
    branches: list[tuple[list[nodes.Node], str]] = []
    for choice in tree.find_all(nodes.If):
        branches.append((choice.body, f"{name}:{choice.lineno}\t{first_words(choice.body)}"))
        if choice.else_:
            line = next(_lines(choice.else_), choice.lineno)
            branches.append((choice.else_, f"{name}:{line}\t{first_words(choice.else_)}"))
    return branches


Weight = tuple[int, int]
"""Pieces of syntax, and the characters that they write by themselves."""


def _weigh(node: nodes.Node, known: dict[int, Weight]) -> Weight:
    """Return the weight of a node and everything in it; that of each is entered, so that it is taken once."""
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
    """Yield the text that a body writes by itself, as far as it stands at its top."""
    for node in body:
        if isinstance(node, nodes.Output):
            yield from (piece for piece in node.nodes if isinstance(piece, nodes.TemplateData))


def first_words(body: list[nodes.Node]) -> str:
    """Return the first words that a body writes by itself."""
    words = (re.sub(r'<[^>]*>?|[^<>]*">|\s+', "", piece.data) for piece in data_of(body))
    return next((found[:20] for found in words if found), "")


def _lines(body: list[nodes.Node]) -> Iterator[int]:
    """Yield the lines on which what a branch writes begins: after the newline that may end the line of its tag."""
    for piece in data_of(body):
        yield piece.lineno + len(piece.data) - len(piece.data.lstrip("\n"))
    yield from (node.lineno for node in body)
