"""What a template file becomes: each step is taken once, for it depends on the text of the file alone.

Reading a template takes longer than writing a document by it.
"""

from collections.abc import Callable
from types import CodeType
from typing import Protocol

from jinja2 import nodes

from bulletin.composition.cost import too_large
from bulletin.composition.kept import KeptTemplate, found, keep
from bulletin.composition.lint import Pieces


class Compiler(Protocol):
    """An environment of Jinja2's, of which nothing has been asked yet."""

    branches: set[str]

    def parse(self, source: str, name: str | None = None, filename: str | None = None) -> nodes.Template:
        """Return the syntax of a template."""

    def compile_anew(self, tree: nodes.Template, name: str) -> CodeType:
        """Return the code of a template, whose branches are entered and whose syntax is changed for it."""


class TemplateFile:
    """A template file, parsed; `pieces` None: there is too much of it.

    Raises:
        jinja2.TemplateSyntaxError: it is no template.
    """

    def __init__(self, source: str, name: str, compiler: Callable[[], Compiler], seal: str) -> None:
        self.source, self.name, self.compiler, self.seal = source, name, compiler, seal
        self.compiled: tuple[CodeType, frozenset[str]] | None = None
        self.trees: list[nodes.Template] = []
        entry = found(source, name, seal)
        if entry is not None:
            self.pieces: Pieces | None = Pieces(entry.asked, entry.misplaced, entry.used)
            self.compiled = entry.code, entry.branches
            return
        self.trees = [compiler().parse(source, name, name)]
        self.pieces = None if too_large(self.trees[0]) else Pieces.of(self.trees[0])

    def code(self) -> tuple[CodeType, frozenset[str]]:
        """Return the code, and the places of its branches."""
        if self.compiled is None:
            compiler = self.compiler()
            try:
                tree = self.trees.pop()  # it is changed on the way to code; two threads never take the same
            except IndexError:
                tree = compiler.parse(self.source, self.name, self.name)
            code = compiler.compile_anew(tree, self.name)
            self.compiled = code, frozenset(compiler.branches)
            if self.pieces is not None:
                kept = (self.pieces.asked, self.pieces.misplaced, self.pieces.used)
                keep(self.source, self.name, self.seal, KeptTemplate(*kept, self.compiled[1], code))
        return self.compiled
