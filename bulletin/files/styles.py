"""Read the styles of a Word document.

Properties take precedence as in ECMA-376 (part 1, 17.7.2), from weakest to strongest: the document's
defaults, the chain of paragraph styles, the chain of character styles, what is written at the place itself.
"""

from bulletin.files.tree import Node, Properties, flat


class Styles:
    """The styles of a document by id."""

    def __init__(self, root: Node | None) -> None:
        self._nodes: dict[str, Node] = {}
        self.default = ""
        self.base: tuple[Properties, Properties] = {}, {}
        for node in root.children if root else ():
            if node.tag == "docDefaults":
                self.base = (_inside(node, "pPrDefault", "pPr"), _inside(node, "rPrDefault", "rPr"))
            elif node.tag == "style":
                name = node.attributes.get("styleId", "")
                self._nodes[name] = node
                is_default = node.attributes.get("default", "0") in ("1", "true")
                if is_default and node.attributes.get("type") == "paragraph":
                    self.default = name

    def name(self, style: str) -> str:
        """Return the displayed name of a style."""
        node = self._nodes.get(style)
        named = node.find("name") if node else None
        return named.attributes.get("val", style) if named else style

    def of(self, style: str) -> tuple[Properties, Properties]:
        """Return the paragraph and run properties of a style, including those of its base styles."""
        chain: list[Node] = []
        while (node := self._nodes.get(style)) is not None and node not in chain:
            chain.insert(0, node)
            based = node.find("basedOn")
            style = based.attributes.get("val", "") if based else ""
        paragraph: Properties = {}
        run: Properties = {}
        for node in chain:
            paragraph |= flat(node.find("pPr"))
            lay(run, flat(node.find("rPr")))
        return paragraph, run


def _inside(node: Node, outer: str, inner: str) -> Properties:
    middle = node.find(outer)
    return flat(middle.find(inner)) if middle else {}


def lay(under: Properties, over: Properties) -> None:
    """Merge properties over others; a named face replaces that of a theme."""
    for slot in ("ascii", "hAnsi", "eastAsia", "cs"):
        if f"rFonts.{slot}" in over:
            under.pop(f"rFonts.{slot}Theme", None)
            under.pop("rFonts.cstheme" if slot == "cs" else "", None)
    under |= over
