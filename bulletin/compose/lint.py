"""From a template's syntax to the faults that can be seen without running it."""

import re

from jinja2 import nodes

from bulletin.compose.language import FILTERS, KEPT_FILTERS, TESTS
from bulletin.compose.limits import MAX_FAULTS
from bulletin.figures import FACETS, Entries, Figures, Node, facet
from bulletin.indicators import nearest
from bulletin.issues import Issue, error

_ARITHMETIC = (
    nodes.Add,
    nodes.Sub,
    nodes.Mul,
    nodes.Div,
    nodes.FloorDiv,
    nodes.Mod,
    nodes.Pow,
    nodes.Neg,
    nodes.Pos,
    nodes.Concat,
    nodes.Compare,
)

_LANGUAGE = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Extends, nodes.Import, nodes.FromImport,
    nodes.Block, nodes.Macro, nodes.CallBlock, nodes.For, nodes.If, nodes.Assign, nodes.AssignBlock,
    nodes.Name, nodes.Const, nodes.List, nodes.Tuple, nodes.CondExpr, nodes.Filter, nodes.Test, nodes.Call,
    nodes.Keyword, nodes.Getattr, nodes.Getitem, nodes.And, nodes.Or, nodes.Not, nodes.EvalContext,
)  # fmt: skip
"""What of Jinja2 there is here; whatever a later version may add is refused until it is named."""

_FORGED = re.compile(r"<(data|time)[\s/>]")


class Pieces:
    """The nodes of a syntax tree, found once: many data files may be written by the same template."""

    def __init__(self, tree: nodes.Template) -> None:
        self.tree = tree
        every = list(tree.find_all(nodes.Node))
        self.own = {node.name for node in tree.find_all(nodes.Name) if node.ctx in ("store", "param")}
        self.own |= {macro.name for macro in tree.find_all(nodes.Macro)}
        self.own |= {node.target for node in tree.find_all(nodes.Import)}
        for imported in tree.find_all(nodes.FromImport):
            self.own |= {name[1] if isinstance(name, tuple) else name for name in imported.names}
        self.own |= {"loop", "super", "self", "caller"}
        inside: set[int] = set()
        self.paths: dict[int, nodes.Getattr] = {}
        """The dotted paths by the identity of their last node, each whole."""
        for node in every:
            if isinstance(node, nodes.Getattr) and id(node) not in inside:
                inside |= {id(part) for part in node.find_all(nodes.Getattr)}
                self.paths[id(node)] = node
        top = {id(node) for node in tree.body}
        named = tree.find_all((nodes.Extends, nodes.Import, nodes.FromImport))
        self.misplaced = [node for node in named if id(node) not in top]
        """What is only allowed at the top of a file: there it happens once."""
        self.used = _used(tree)
        rules = Lint(Figures({}), "")
        for node in every:
            rules.allowed(node, self.own)
        asking = [node for node in every if id(node) in self.paths or isinstance(node, nodes.Name)]
        self.looked_at = every if rules.found else asking
        """What has to be looked at for each data file: where no rule is broken, what asks for figures."""


def _used(tree: nodes.Template) -> list[str]:
    """The names of the templates that one extends and imports, in their order."""
    used = [node.template for node in tree.find_all(nodes.Extends)]
    used += [node.template for node in tree.find_all(nodes.Import)]
    used += [node.template for node in tree.find_all(nodes.FromImport)]
    return [str(template.value) for template in used if isinstance(template, nodes.Const)]


class Lint:
    """Reads one template without running it."""

    def __init__(self, figures: Figures, name: str) -> None:
        self.figures, self.name = figures, name
        self.found: list[Issue] = []

    def faults(self, pieces: Pieces) -> list[Issue]:
        """Everything in the template that does not exist or is not allowed."""
        own = pieces.own
        for node in pieces.looked_at:
            if id(node) in pieces.paths:
                self.path(pieces.paths[id(node)], own)
            elif (
                isinstance(node, nodes.Name)
                and node.ctx == "load"
                and node.name not in {*own, *self.figures.nodes}
            ):
                self.unknown(node.lineno, node.name, "", nearest(node.name, self.figures.nodes))
            self.allowed(node, own)
            if len(self.found) >= MAX_FAULTS:
                break
        for node in pieces.misplaced:
            text = "A template is extended or imported at the top of a file, outside of every statement."
            self.refuse(node.lineno, text)
        return self.found

    def refuse(self, line: int, text: str, hint: str = "", /, **values: object) -> None:
        issue = error("B402", f"{self.name}:{line}", text, hint, **values)
        if len(self.found) < MAX_FAULTS and issue not in self.found:
            self.found.append(issue)

    def path(self, node: nodes.Getattr, own: set[str]) -> None:
        """Refuse a dotted path that cannot lead to a figure, whatever the data."""
        names: list[str] = []
        current: nodes.Node = node
        while isinstance(current, nodes.Getattr):
            names.insert(0, current.attr)
            current = current.node
        if (
            not isinstance(current, nodes.Name)
            or current.name in own
            or current.name not in self.figures.nodes
        ):
            return
        reached: Node | None = self.figures.nodes[current.name]
        walked = current.name
        for name in names:
            before, reached = reached, facet(reached, name) if reached is not None else None
            if reached is None:
                known = [*before.known, *before.items] if isinstance(before, Entries) else [*FACETS, "label"]
                self.unknown(node.lineno, name, walked, nearest(name, known))
                return
            walked += f".{name}"

    def unknown(self, line: int, name: str, of: str, near: str | None) -> None:
        hint = "Did you mean “{near}”?" if near else "docs/templates.md lists the names a template can use."
        if of:
            self.refuse(line, "There is no “{name}” in {of}.", hint, name=name, of=of, near=near)
        else:
            self.refuse(line, "There is no “{name}”.", hint, name=name, near=near)

    def allowed(self, node: nodes.Node, own: set[str]) -> None:
        line = node.lineno
        if isinstance(node, nodes.Filter) and node.name not in {*FILTERS, *KEPT_FILTERS}:
            self.refuse(
                line,
                "There is no filter “|{name}”.",
                "Filters: {known}.",
                name=node.name,
                known=", ".join(FILTERS),
            )
        elif isinstance(node, nodes.Test) and node.name not in TESTS:
            self.refuse(
                line,
                "There is no test “is {name}”.",
                "Tests: {known}.",
                name=node.name,
                known=", ".join(TESTS),
            )
        if isinstance(node, _ARITHMETIC):
            self.refuse(
                line,
                "A template does not compute or compare.",
                "Ask for a figure: .rate, .rest, is zero, is all.",
            )
        elif isinstance(node, nodes.Output):
            for part in node.nodes:
                if isinstance(part, nodes.TemplateData) and _FORGED.search(part.data):
                    self.refuse(line, "<data> and <time> are written by figures alone.")
                elif isinstance(part, nodes.List | nodes.Tuple):
                    self.refuse(line, "A list cannot be printed.", "Name a mark: |listed, |enumerated.")
                elif isinstance(part, nodes.Const) and not isinstance(part.value, str):
                    self.refuse(
                        line,
                        "The constant {value} is no figure.",
                        "Print a figure of the data.",
                        value=part.value,
                    )
        elif isinstance(node, nodes.Call):
            root = node.node
            while isinstance(root, nodes.Getattr):
                root = root.node
            if not (isinstance(root, nodes.Name) and root.name in own):
                self.refuse(line, "Only macros can be called in a template.")
        elif isinstance(node, nodes.For) and node.recursive:
            self.refuse(line, "This statement is not part of the template language here.")
        elif isinstance(node, nodes.Extends | nodes.Import | nodes.FromImport) and not isinstance(
            node.template, nodes.Const
        ):
            self.refuse(line, "A template is extended or imported by its constant name.")
        elif not isinstance(node, _LANGUAGE):
            self.refuse(line, "This statement is not part of the template language here.")
