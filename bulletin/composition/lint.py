"""Find the faults of a template that its syntax shows without running it."""

import re
from collections.abc import Collection, Sequence
from typing import Any

from jinja2 import nodes

from bulletin.composition.cost import MAX_FAULTS
from bulletin.composition.language import FILTERS, KEPT_FILTERS, TESTS
from bulletin.issues.issue import Issue, error
from bulletin.model.codelist import nearest
from bulletin.model.figures import FACETS, Entries, Figures, Node, facet

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
"""The syntax of Jinja2 that is allowed; additions of later versions are refused until listed."""

_FORGED = re.compile(r"<(data|time)[\s/>]")


Values = dict[str, Any]
Asked = tuple[int, tuple[str, ...]]
"""A dotted path that may refer to a figure, and its line."""
Foreign = tuple[int, str]
"""A filter that is not one of the program's own, and its line."""
Broken = tuple[int, str, str, Values]
"""A rule that a template breaks with any data: line, sentence, hint, values."""


class Pieces:
    """The parts of a template file that are checked against data, found once before the syntax is changed.

    Plain values, so that they can be kept between processes; a filter of a plug-in is among them by name, so
    that they are the same whatever is installed. `asked` is in the order of the syntax;
    `misplaced` are the lines of statements that are allowed only at the top of a file; `used` are the
    templates that this one extends and imports, `parent` the one it extends, empty: none. `own` are the names
    that it sets, which the blocks of a template that extends it may say.
    """

    def __init__(
        self,
        asked: Sequence[Asked | Foreign | Broken],
        misplaced: Sequence[int],
        used: Sequence[str],
        parent: str,
        own: Sequence[str],
    ) -> None:
        self.asked, self.misplaced, self.used = tuple(asked), tuple(misplaced), tuple(used)
        self.parent, self.own = parent, tuple(own)

    @classmethod
    def of(cls, tree: nodes.Template) -> "Pieces":
        """Return the pieces of a syntax tree."""
        every = list(tree.find_all(nodes.Node))
        own = _own_names(tree)
        inside: set[int] = set()
        asked: list[Asked | Foreign | Broken] = []
        for node in every:
            if isinstance(node, nodes.Getattr):
                if id(node) not in inside:  # a dotted path is checked as a whole
                    inside |= {id(part) for part in node.find_all(nodes.Getattr)}
                    asked += _path(node, own)
            elif isinstance(node, nodes.Name) and node.ctx == "load" and node.name not in own:
                asked.append((node.lineno, (node.name,)))
            if isinstance(node, nodes.Filter) and node.name not in {*FILTERS, *KEPT_FILTERS}:
                asked.append((node.lineno, node.name))
            asked += _broken(node, own)
        top = {id(node) for node in tree.body}
        named = tree.find_all((nodes.Extends, nodes.Import, nodes.FromImport))
        parents = [node.template for node in tree.find_all(nodes.Extends)]
        parent = next((str(each.value) for each in parents if isinstance(each, nodes.Const)), "")
        misplaced = [node.lineno for node in named if id(node) not in top]
        return cls(asked, misplaced, _used(tree), parent, sorted(_set_names(tree)))


def _set_names(tree: nodes.Template) -> set[str]:
    return {node.name for node in tree.find_all(nodes.Name) if node.ctx in ("store", "param")}


def _own_names(tree: nodes.Template) -> set[str]:
    """Return the names that a template defines itself."""
    own = _set_names(tree)
    own |= {macro.name for macro in tree.find_all(nodes.Macro)}
    own |= {node.target for node in tree.find_all(nodes.Import)}
    for imported in tree.find_all(nodes.FromImport):
        own |= {name[1] if isinstance(name, tuple) else name for name in imported.names}
    return own | {"loop", "super", "self", "caller"}


def _path(node: nodes.Getattr, own: set[str]) -> list[Asked]:
    """Return the names of a dotted path if it may begin with a figure."""
    names: list[str] = []
    root: nodes.Node = node
    while isinstance(root, nodes.Getattr):
        names.insert(0, root.attr)
        root = root.node
    if not isinstance(root, nodes.Name) or root.name in own:
        return []
    return [(node.lineno, (root.name, *names))]


def _used(tree: nodes.Template) -> list[str]:
    """Return the names of the templates that this one extends and imports, in order."""
    used = [node.template for node in tree.find_all(nodes.Extends)]
    used += [node.template for node in tree.find_all(nodes.Import)]
    used += [node.template for node in tree.find_all(nodes.FromImport)]
    return [str(template.value) for template in used if isinstance(template, nodes.Const)]


def _broken(node: nodes.Node, own: set[str]) -> list[Broken]:
    """Return the rules that a node breaks."""
    found: list[Broken] = []

    def refuse(line: int, text: str, hint: str = "", /, **values: object) -> None:
        found.append((line, text, hint, values))

    line = node.lineno
    if isinstance(node, nodes.Test) and node.name not in TESTS:
        near = nearest(node.name, TESTS)
        refuse(
            line,
            "There is no test “is {name}”.",
            "Did you mean “{near}”?" if near else "Tests: {known}.",
            name=node.name,
            near=near,
            known=", ".join(TESTS),
        )
    if isinstance(node, _ARITHMETIC):
        refuse(
            line,
            "A template does not compute or compare.",
            "Ask for a figure: .rate, .rest, is zero, is all.",
        )
    elif isinstance(node, nodes.Output):
        for part in node.nodes:
            if isinstance(part, nodes.TemplateData) and _FORGED.search(part.data):
                refuse(line, "<data> and <time> are written by figures alone.")
            elif isinstance(part, nodes.List | nodes.Tuple):
                refuse(line, "A list cannot be printed.", "Name a mark: |listed, |enumerated.")
            elif isinstance(part, nodes.Const) and not isinstance(part.value, str):
                refuse(
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
            near = nearest(root.name, own) if isinstance(root, nodes.Name) else None
            hint = "Did you mean “{near}”?" if near else ""
            name = root.name if isinstance(root, nodes.Name) else ""
            refuse(line, "Only macros can be called in a template.", hint, near=near, at=name)
    elif isinstance(node, nodes.For) and node.recursive:
        refuse(line, "This statement is not part of the template language here.")
    elif isinstance(node, nodes.Extends | nodes.Import | nodes.FromImport) and not isinstance(
        node.template, nodes.Const
    ):
        refuse(line, "A template is extended or imported by its constant name.")
    elif not isinstance(node, _LANGUAGE):
        refuse(line, "This statement is not part of the template language here.")
    return found


class Lint:
    """Checks one template without running it; `plugged` are the filters of plug-ins it may use.

    `inherited` are the names that the templates it extends set.
    """

    def __init__(
        self, figures: Figures, name: str, plugged: Collection[str] = (), inherited: Collection[str] = ()
    ) -> None:
        self.figures, self.name, self.plugged, self.inherited = figures, name, plugged, inherited
        self.found: list[Issue] = []

    def faults(self, pieces: Pieces) -> list[Issue]:
        """Return an issue for everything in the template that does not exist or is not allowed."""
        for piece in pieces.asked:
            if len(piece) == 4:  # noqa: PLR2004  # a rule that is broken
                line, text, hint, values = piece
                self.refuse(line, text, hint, **values)
            elif isinstance(piece[1], str):
                self.filter(piece[0], piece[1])
            else:
                self.path(piece[0], piece[1])
            if len(self.found) >= MAX_FAULTS:
                break
        for line in pieces.misplaced:
            text = "A template is extended or imported at the top of a file, outside of every statement."
            self.refuse(line, text)
        return self.found

    def refuse(self, line: int, text: str, hint: str = "", /, **values: object) -> None:
        issue = error("B402", f"{self.name}:{line}", text, hint, **values)
        if len(self.found) < MAX_FAULTS and issue not in self.found:
            self.found.append(issue)

    def filter(self, line: int, name: str) -> None:
        """Refuse a filter that is neither the program's own nor one of a plug-in in use."""
        if name not in self.plugged:
            near = nearest(name, (*FILTERS, *KEPT_FILTERS, *self.plugged))
            hint = "Did you mean “{near}”?" if near else "Filters: {known}."
            known = ", ".join((*FILTERS, *self.plugged))
            self.refuse(line, "There is no filter “|{name}”.", hint, name=name, near=near, known=known)

    def path(self, line: int, path: tuple[str, ...]) -> None:
        """Refuse a dotted path that cannot lead to a figure with any data."""
        first, *names = path
        if first not in self.figures.nodes:
            if not names and first not in self.inherited:  # the first name of a path is also asked alone
                self.unknown(line, first, "", nearest(first, self.figures.nodes))
            return
        reached: Node | None = self.figures.nodes[first]
        walked = first
        for name in names:
            before, reached = reached, facet(reached, name) if reached is not None else None
            if reached is None:
                known = [*before.known, *before.items] if isinstance(before, Entries) else [*FACETS, "label"]
                self.unknown(line, name, walked, nearest(name, known))
                return
            walked += f".{name}"

    def unknown(self, line: int, name: str, of: str, near: str | None) -> None:
        hint = "Did you mean “{near}”?" if near else "List the names: bulletin templates vars."
        if of:
            self.refuse(line, "There is no “{name}” in {of}.", hint, name=name, of=of, near=near)
        else:
            self.refuse(line, "There is no “{name}”.", hint, name=name, near=near)
