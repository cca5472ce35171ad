"""Find the sentences that an office words otherwise than a template does, and the faults of their file.

`sentences/circular.xml.j2` in a folder of an office extends the template `circular` and writes some of its
blocks anew; it is no template of its own, so that what is said of `circular` elsewhere goes on holding.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from jinja2 import nodes

from bulletin.composition.cost import first_words
from bulletin.composition.environment import Environment
from bulletin.composition.line_marks import SENTENCES
from bulletin.composition.lint import Pieces
from bulletin.issues.issue import Issue, error
from bulletin.model.codelist import nearest

BODY = "document.xml.j2"
"""The file of a template in its folder."""
ENDING = ".xml.j2"


def entry_of(template: str, search: Sequence[Path]) -> str:
    """Return the name of the file that writes a template: the office's sentences for it, or its own body."""
    own = f"{SENTENCES}/{template}{ENDING}"
    return own if any((folder / own).is_file() for folder in search) else f"{template}/{BODY}"


def stray(search: Sequence[Path], known: Sequence[str]) -> Iterator[Issue]:
    """Yield each file of sentences that is for none of the `known` templates."""
    for folder in search:
        for file in sorted((folder / SENTENCES).glob("*.j2")):
            name = file.name.removesuffix(ENDING)
            if name not in known:
                near = nearest(name, known)
                text, hint = (
                    "There is no template “{name}” whose sentences this file could word.",
                    "Did you mean “{near}{ending}”?" if near else "It is named NAME{ending}.",
                )
                values = {"name": name, "near": near, "ending": ENDING}
                yield error("B401", f"{SENTENCES}/{file.name}", text, hint, **values)


def misworded(environment: Environment, name: str, template: str) -> Iterator[Issue]:
    """Yield what is wrong with the file `name` of sentences for a template: only its blocks are printed."""
    parent = f"{template}/{BODY}"
    if not all(isinstance(environment.pieces(each), Pieces) for each in (name, parent)):
        return  # `lint` says why they cannot be read
    tree = _tree(environment, name)
    extended = next((node for node in tree.body if isinstance(node, nodes.Extends)), None)
    if extended is None or not _names(extended, parent):
        text = "Sentences for {template} begin with {{% extends “{parent}” %}}."
        yield error("B402", f"{name}:1", text, template=template, parent=parent)
        return
    known = sorted(_blocks(environment, parent))
    for node in tree.body:
        at = f"{name}:{node.lineno}"
        if isinstance(node, nodes.Block) and node.name not in known:
            near, text = nearest(node.name, known), "There is no block “{name}” in {of}."
            hint = "Did you mean “{near}”?" if near else "List the blocks: bulletin templates show {of}."
            yield error("B402", at, text, hint, name=node.name, of=template, near=near)
        words = first_words([node]) if isinstance(node, nodes.Output) else ""
        if words:
            text = "“{words}” stands outside of every block and would not be printed."
            yield error("B402", at, text, words=words)


def _tree(environment: Environment, name: str) -> nodes.Template:
    found = environment.source(name)
    return environment.parse(found[0] if found else "", name, name)


def _names(node: nodes.Extends, parent: str) -> bool:
    return isinstance(node.template, nodes.Const) and node.template.value == parent


def _blocks(environment: Environment, name: str) -> set[str]:
    """Return the names of the blocks of a template and of those it extends."""
    found, seen = set[str](), set[str]()
    while name not in seen and isinstance(environment.pieces(name), Pieces):
        seen.add(name)
        tree = _tree(environment, name)
        found |= {block.name for block in tree.find_all(nodes.Block)}
        parents = [node.template for node in tree.find_all(nodes.Extends)]
        name = next((str(each.value) for each in parents if isinstance(each, nodes.Const)), "")
    return found
