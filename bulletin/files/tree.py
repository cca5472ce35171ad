"""Read a part of a Word document as a tree of elements with their properties."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bulletin.files.packed import Archive, walk
from bulletin.files.refused import too_large
from bulletin.files.word import WORD

MAX_NODES = 400_000

Properties = dict[str, str]
"""`jc`, `ind.left`, `rFonts.eastAsia` …: element and attribute, without the attribute name `val`."""


@dataclass(slots=True)
class Node:
    """An element of WordprocessingML; a foreign one has an empty tag."""

    tag: str
    attributes: Mapping[str, str]
    children: "list[Node]" = field(default_factory=list)
    text: str = ""

    def find(self, tag: str) -> "Node | None":
        """Return the first child with a tag."""
        return next((child for child in self.children if child.tag == tag), None)

    def all(self, *tags: str) -> "Iterator[Node]":
        """Return the descendants with these tags, in the order of the text."""
        for child in self.children:
            if child.tag in tags:
                yield child
            yield from child.all(*tags)


def tree(archive: Archive, name: str) -> Node | None:
    """Return the elements of a part; None if there is none."""
    part = archive.part(name)
    if not part:
        return None
    root = Node("", {})
    open_nodes = [root]
    count = 0

    def start(space: str, tag: str, attributes: Mapping[str, str]) -> None:
        nonlocal count
        count += 1
        if count > MAX_NODES:
            raise too_large(f"{count} > {MAX_NODES}")
        node = Node(tag if space in WORD else "Choice" if tag == "Choice" else "", attributes)
        if tag != "Fallback":  # repeats the content for old programs
            open_nodes[-1].children.append(node)
        open_nodes.append(node)

    def end(_space: str, _tag: str) -> None:
        open_nodes.pop()

    def text(text: str) -> None:
        open_nodes[-1].text += text

    walk(part, start, end, text)
    return root.children[0] if root.children else None


def flat(node: Node | None) -> Properties:
    """Return the properties of an element by name."""
    found: Properties = {}
    for child in node.children if node else ():
        if child.tag in ("rPrChange", "pPrChange", "sectPrChange"):
            continue
        found[child.tag] = child.attributes.get("val", "1")
        found |= {f"{child.tag}.{key}": value for key, value in child.attributes.items() if key != "val"}
        if child.tag == "tabs":
            stops = [tab.attributes for tab in child.children]
            found |= {f"tabs.{stop.get('val', '')}": stop.get("pos", "0") for stop in stops}
        if child.tag == "pBdr":
            for edge in child.children:
                found |= {f"pBdr.{edge.tag}.{key}": value for key, value in edge.attributes.items()}
    return found
