"""Read a Word document into paragraphs with the properties that apply to them."""

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from bulletin.files.packed import Archive, no_end, no_text, opened, walk
from bulletin.files.refused import damaged
from bulletin.files.styles import Styles, lay
from bulletin.files.tree import Node, Properties, flat, tree
from bulletin.readers.docx import OFF

MAIN = "word/document.xml"


@dataclass(frozen=True, slots=True)
class Run:
    """Characters with the properties that apply to them."""

    text: str
    properties: Properties


@dataclass(frozen=True, slots=True)
class WordParagraph:
    """A paragraph with the name of its style, its properties and its runs; `section` counts from 0."""

    style: str
    properties: Properties
    runs: tuple[Run, ...]
    edges: Properties | None  # borders of its table and cell, in 1/8 pt
    page_break: bool
    section: int

    @property
    def in_table(self) -> bool:
        """Whether the paragraph stands in a table."""
        return self.edges is not None

    @property
    def text(self) -> str:
        """The characters of the paragraph."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Footer:
    """A footer with its paragraphs and the pages it belongs to: `default`, `even` or `first`."""

    kind: str
    paragraphs: tuple[WordParagraph, ...]
    has_page_field: bool


@dataclass(frozen=True, slots=True)
class WordFile:
    """The parts of a Word document that are measured."""

    paragraphs: tuple[WordParagraph, ...]
    sections: tuple[Properties, ...]
    footers: tuple[Footer, ...]
    odd_and_even: bool


def word_file(content: bytes) -> WordFile:
    """Return the paragraphs, sections and footers of a DOCX.

    Raises:
        DocumentUnfit: it is damaged, protected, or larger than any bulletin.
    """
    with opened(content) as archive:
        document = tree(archive, _main_part(archive))
        body = document.find("body") if document else None
        if body is None:
            raise damaged()
        folder = posixpath.dirname(_main_part(archive))
        styles = Styles(tree(archive, f"{folder}/styles.xml"))
        settings = tree(archive, f"{folder}/settings.xml")
        targets = _targets(archive, folder)
        found = _paragraphs(body, styles)
        sections = tuple(_section(node) for node in body.all("sectPr"))
        footers = tuple(_footers(archive, body, folder, targets, styles))
    switch = settings.find("evenAndOddHeaders") if settings else None
    return WordFile(
        tuple(found),
        sections,
        footers,
        switch is not None and switch.attributes.get("val", "1") not in OFF,
    )


# ── parts ────────────────────────────────────────────────────────────────────────────────────────────────


def _main_part(archive: Archive) -> str:
    found = [MAIN]

    def start(_space: str, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "Relationship" and attributes.get("Type", "").endswith("/officeDocument"):
            found.append(posixpath.normpath(attributes.get("Target", "").lstrip("/")))

    if relations := archive.part("_rels/.rels"):
        walk(relations, start, no_end, no_text)
    return found[-1]


def _targets(archive: Archive, folder: str) -> dict[str, str]:
    """Return relation → name of the part it refers to."""
    found: dict[str, str] = {}

    def start(_space: str, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "")
            absolute = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"
            found[attributes.get("Id", "")] = posixpath.normpath(absolute)

    if relations := archive.part(f"{folder}/_rels/document.xml.rels"):
        walk(relations, start, no_end, no_text)
    return found


# ── paragraphs ───────────────────────────────────────────────────────────────────────────────────────────


def _paragraphs(body: Node, styles: Styles) -> Iterator[WordParagraph]:
    """Yield the paragraphs in the order of the text; those of a box follow the paragraph that anchors it."""
    section, begun = 0, 0
    turned = [flat(node).get("type", "nextPage") != "continuous" for node in body.all("sectPr")]
    tables = {id(p): table for table in body.all("tbl") for p in table.all("p")}
    cells = {id(p): cell for cell in body.all("tc") for p in cell.all("p")}
    boxed = {id(p) for box in body.all("txbxContent") for p in box.all("p")}
    for node in body.all("p"):
        edges = _edges(tables.get(id(node)), cells.get(id(node)))
        found = _paragraph(node, styles, edges, section)
        if section > begun:  # it begins a page unless the section says otherwise
            begun = section
            found = replace(found, page_break=found.page_break or turned[section])
        yield found
        own = node.find("pPr")
        section += id(node) not in boxed and own is not None and own.find("sectPr") is not None


def _edges(table: Node | None, cell: Node | None) -> Properties | None:
    """Return the borders of the table and cell around a paragraph; None outside tables."""
    if table is None:
        return None
    found: Properties = {}
    for node, properties, borders in ((table, "tblPr", "tblBorders"), (cell, "tcPr", "tcBorders")):
        own = node.find(properties) if node else None
        for edge in (own.find(borders) or Node("", {})).children if own else ():
            drawn = edge.attributes.get("val", "nil") not in ("nil", "none")
            found[f"{borders}.{edge.tag}"] = edge.attributes.get("sz", "4") if drawn else "0"
    return found


def _paragraph(node: Node, styles: Styles, edges: Properties | None, section: int) -> WordParagraph:
    own = flat(node.find("pPr"))
    style = own.get("pStyle", styles.default)
    of_paragraph, of_runs = styles.of(style)
    properties = {**styles.base[0], **of_paragraph, **own}
    runs: list[Run] = []
    page_break = properties.get("pageBreakBefore", "0") not in OFF
    for run in _runs(node):
        direct = flat(run.find("rPr"))
        merged = dict(styles.base[1])
        for layer in (of_runs, styles.of(direct.get("rStyle", ""))[1], direct):
            lay(merged, layer)
        text = "".join(_characters(run))
        page_break = page_break or (
            not runs and any(b.attributes.get("type") == "page" for b in run.all("br"))
        )
        if text and merged.get("vanish", "0") in OFF:
            runs.append(Run(text, merged))
    return WordParagraph(styles.name(style), properties, tuple(runs), edges, page_break, section)


def _runs(node: Node) -> Iterator[Node]:
    """Yield the runs of a paragraph with all tracked changes accepted, without those of its boxes."""
    for child in node.children:
        if child.tag == "r":
            yield child
        elif child.tag not in ("del", "moveFrom", "pPr", "txbxContent"):
            yield from _runs(child)


def _characters(run: Node) -> Iterator[str]:
    for child in run.children:
        if child.tag == "t":
            yield child.text
        elif child.tag == "tab":
            yield "\t"
        elif child.tag in ("br", "cr") and child.attributes.get("type", "textWrapping") == "textWrapping":
            yield "\n"


def _section(node: Node) -> Properties:
    """Return the page settings of a section: `pgSz.w`, `pgMar.top`, `docGrid.linePitch` …, in twips."""
    return flat(node)


def _footers(
    archive: Archive, body: Node, folder: str, targets: Mapping[str, str], styles: Styles
) -> Iterator[Footer]:
    for reference in body.all("footerReference"):
        root = tree(archive, targets.get(reference.attributes.get("id", ""), f"{folder}/-"))
        if root is None:
            continue
        codes = [node.text for node in root.all("instrText")]
        codes += [node.attributes.get("instr", "") for node in root.all("fldSimple")]
        paragraphs = tuple(_paragraph(p, styles, None, 0) for p in root.all("p"))
        yield Footer(
            reference.attributes.get("type", "default"), paragraphs, any("PAGE" in c.split() for c in codes)
        )
