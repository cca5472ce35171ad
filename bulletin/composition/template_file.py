"""Parse and compile a template file once, as the result depends on its text alone.

Parsing a template takes longer than writing a document with it.
"""

from collections.abc import Callable
from types import CodeType
from typing import Protocol

from jinja2 import nodes

from bulletin.composition.cost import too_large
from bulletin.composition.kept import KeptTemplate, found, keep
from bulletin.composition.lint import Pieces


class Compiler(Protocol):
    """A fresh environment of Jinja2."""

    branches: set[str]

    def parse(self, source: str, name: str | None = None, filename: str | None = None) -> nodes.Template:
        """Return the syntax tree of a template."""

    def compile_anew(self, tree: nodes.Template, name: str) -> CodeType:
        """Return the code of a template; its branches are recorded and its syntax is changed on the way."""


class TemplateFile:
    """A template file, parsed; `pieces` None if it is too large.

    Raises:
        jinja2.TemplateSyntaxError: it is no template.
    """

    def __init__(self, source: str, name: str, compiler: Callable[[], Compiler], seal: str) -> None:
        self.source, self.name, self.compiler, self.seal = source, name, compiler, seal
        self.compiled: tuple[CodeType, frozenset[str]] | None = None
        self.trees: list[nodes.Template] = []
        entry = found(source, name, seal)
        if entry is not None:
            self.pieces: Pieces | None = Pieces(*entry[:5])
            self.compiled = entry.code, entry.branches
            return
        self.trees = [compiler().parse(source, name, name)]
        self.pieces = None if too_large(self.trees[0]) else Pieces.of(self.trees[0])

    def code(self) -> tuple[CodeType, frozenset[str]]:
        """Return the code, and the places of its branches."""
        if self.compiled is None:
            compiler = self.compiler()
            try:
                tree = self.trees.pop()  # compiling changes the tree; two threads never take the same one
            except IndexError:
                tree = compiler.parse(self.source, self.name, self.name)
            code = compiler.compile_anew(tree, self.name)
            self.compiled = code, frozenset(compiler.branches)
            if self.pieces is not None:
                its = self.pieces
                kept = (its.asked, its.misplaced, its.used, its.parent, its.own)
                keep(self.source, self.name, self.seal, KeptTemplate(*kept, self.compiled[1], code))
        return self.compiled
