"""Read what a template is made of without running it: blocks, figures asked for, texts of branches."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import nodes

from bulletin.composition import MANIFEST, Template, read_manifest
from bulletin.composition.cost import branches_of, data_of, first_words
from bulletin.composition.environment import Environment
from bulletin.composition.faults import with_places
from bulletin.composition.sentences import entry_of
from bulletin.issues.errors import TemplateRefused
from bulletin.issues.issue import Issue
from bulletin.model import arguments
from bulletin.typography.layout import SHIPPED


@dataclass(frozen=True, slots=True)
class Shelved:
    """A template that can be named, found in `root`; `shipped` with the program or an office's own."""

    template: Template
    root: Path
    shipped: bool


@dataclass(frozen=True, slots=True)
class BlockOf:
    """A named block: the file and line of its last definition, and its first words."""

    name: str
    at: str
    words: str


@dataclass(frozen=True, slots=True)
class Piece:
    """Text written by a branch, with its line; `branch` is the place by which a meter knows it."""

    branch: str
    at: str
    text: str


@dataclass(frozen=True, slots=True)
class Outline:
    """The contents of a template and of the templates it uses.

    `blocks` are in the order of the document. `attributes` are all names after a dot, `names` those before
    one. `breakdowns` pair a name with another after it and `by`: now.sanctioned.by.grade; the first is empty
    where it is unknown what is broken down. `parents` are the templates it extends, the nearest first;
    `imports` the statements by which its parents import macros. `tells_all`: it prints whatever it is given.
    """

    blocks: tuple[BlockOf, ...]
    attributes: frozenset[str]
    names: frozenset[str]
    breakdowns: frozenset[tuple[str, str]]
    parents: tuple[str, ...]
    imports: tuple[str, ...]
    pieces: tuple[Piece, ...]
    tells_all: bool = False


def shelf(search: Sequence[Path] = ()) -> tuple[tuple[Shelved, ...], tuple[Issue, ...]]:
    """Return every template that can be named, an office's own first, and the faults of manifests."""
    found: dict[str, Shelved] = {}
    issues: list[Issue] = []
    for root in (*search, SHIPPED):
        for manifest in sorted(root.glob(f"*/{MANIFEST}")):
            try:
                template = read_manifest(manifest.parent)
            except TemplateRefused as refused:
                issues += refused.issues
                continue
            found.setdefault(template.name, Shelved(template, root, root == SHIPPED))
    return tuple(found.values()), tuple(issues)


def list_templates(search: Sequence[str | Path] = ()) -> tuple[Template, ...]:
    """Return every template that can be named: those in the folders of `search`, then the shipped ones.

    Of two of one name the first is used and listed. A folder whose template.toml is at fault is left out;
    `find_template` says what is wrong with it.

    Raises:
        TypeError: `search` is no list of folders.
    """
    found, _ = shelf(arguments.folders("search", search))
    return tuple(each.template for each in found)


def outline(template: Template, search: Sequence[Path] = ()) -> Outline:
    """Return the outline of a template.

    Raises:
        TemplateRefused: one of its files cannot be read as a template.
    """
    environment = Environment((*template.folders(search), SHIPPED))
    trees: dict[str, nodes.Template] = {}
    entry = entry_of(template.name, search)
    waiting = [(entry, "")]
    for name, importer in waiting:  # grows during the loop
        if name not in trees:
            found = environment.pieces(name, importer)
            if isinstance(found, Issue):
                raise TemplateRefused(with_places([found], environment.sources))
            trees[name] = environment.parse(environment.sources[name], name, name)
            waiting += [(used, name) for used in found.used]
    line = list(_line(entry, trees))
    every = [node for tree in trees.values() for node in tree.find_all((nodes.Getattr, nodes.Name))]
    filters = {node.name for tree in trees.values() for node in tree.find_all(nodes.Filter)}
    return Outline(
        blocks=tuple(_blocks(line, trees)),
        attributes=frozenset(node.attr for node in every if isinstance(node, nodes.Getattr)),
        names=frozenset(node.name for node in every if isinstance(node, nodes.Name)),
        breakdowns=frozenset(pair for tree in trees.values() for pair in _breakdowns(tree)),
        parents=tuple(line[1:]),
        imports=tuple(dict.fromkeys(each for name in line for each in _imports(trees[name]))),
        pieces=tuple(_pieces(entry, trees)),
        tells_all="summary" in filters,
    )


def _line(name: str, trees: dict[str, nodes.Template]) -> Iterator[str]:
    """Yield a template, its parent, and so on."""
    seen: list[str] = []
    while name not in seen:
        seen.append(name)
        yield name
        extended = next((node.template for node in trees[name].find_all(nodes.Extends)), None)
        name = str(extended.value) if isinstance(extended, nodes.Const) else name


def _blocks(line: Sequence[str], trees: dict[str, nodes.Template]) -> Iterator[BlockOf]:
    """Yield the blocks from the outermost template inwards, each in its last definition."""
    last: dict[str, BlockOf] = {}
    for name in reversed(line):
        for block in trees[name].find_all(nodes.Block):
            body = [node for part in block.body for node in (part, *part.find_all(nodes.Output))]
            last[block.name] = BlockOf(block.name, f"{name}:{block.lineno}", first_words(body))
    yield from last.values()


def _breakdowns(tree: nodes.Template) -> Iterator[tuple[str, str]]:
    """Yield what is broken down, and by which dimension; a quoted name may be either."""
    for node in tree.find_all(nodes.Getattr):
        by = node.node
        apart = by.node if isinstance(by, nodes.Getattr) and by.attr == "by" else None
        yield (apart.attr if isinstance(apart, nodes.Getattr) else "", node.attr)
    for const in tree.find_all(nodes.Const):
        if isinstance(const.value, str):
            yield ("", const.value)


def _imports(tree: nodes.Template) -> Iterator[str]:
    for node in tree.find_all(nodes.Import):
        if isinstance(node.template, nodes.Const):
            yield f'{{% import "{node.template.value}" as {node.target} %}}'


def _pieces(name: str, trees: dict[str, nodes.Template]) -> Iterator[Piece]:
    """Yield the texts in the branches of the template itself."""
    for body, branch in branches_of(trees[name], name):
        for data in data_of(body):
            for i, text in enumerate(data.data.split("\n")):
                if text.strip():
                    yield Piece(branch, f"{name}:{data.lineno + i}", text)
