"""What a template file becomes: each step is taken once, for it depends on the text of the file alone.

Reading a template takes longer than writing a document by it.
"""

from types import CodeType
from typing import Protocol

from jinja2 import nodes

from bulletin.compose.limits import too_large
from bulletin.compose.lint import Pieces


class Compiler(Protocol):
    """An environment of Jinja2's, of which nothing has been asked yet."""

    branches: set[str]

    def parse(self, source: str, name: str | None = None, filename: str | None = None) -> nodes.Template:
        """The syntax of a template."""

    def compile_anew(self, tree: nodes.Template, name: str) -> CodeType:
        """The code of a template, whose branches are entered and whose syntax is changed for it."""


class TemplateFile:
    """A template file, parsed; `pieces` None: there is too much of it.

    Raises:
        jinja2.TemplateSyntaxError: it is no template.
    """

    def __init__(self, source: str, name: str, compiler: Compiler) -> None:
        self.source, self.name, self.compiler = source, name, compiler
        tree = compiler.parse(source, name, name)
        self.pieces = None if too_large(tree) else Pieces.of(tree)
        self.trees = [tree]
        self.compiled: tuple[CodeType, frozenset[str]] | None = None

    def code(self) -> tuple[CodeType, frozenset[str]]:
        """The code, and the places of its branches."""
        if self.compiled is None:
            try:
                tree = self.trees.pop()  # it is changed on the way to code; two threads never take the same
            except IndexError:
                tree = self.compiler.parse(self.source, self.name, self.name)
            code = self.compiler.compile_anew(tree, self.name)
            self.compiled = code, frozenset(self.compiler.branches)
        return self.compiled
