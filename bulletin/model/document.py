"""The document tree: blocks and inlines, free of fonts and measures.

`Text` is what the template's author wrote, `Value` what was counted or given. `at` is the template line a
block was written on; it takes no part in comparison.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Literal, assert_never

from bulletin.model.brief import Brief
from bulletin.model.figures import Claim


def _at() -> str:
    return field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Text:
    """Words of the template."""

    text: str


@dataclass(frozen=True, slots=True)
class Value:
    """A number, date or name from the data: `source` names the figure or field, `form` how it is printed.

    `occurrence` is its number among the values of the document in reading order, from 1; 0 until counted.
    """

    text: str
    source: str
    form: str = ""
    occurrence: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Strong:
    """Emphasised words, such as the run-in head of a paragraph."""

    inlines: tuple["Inline", ...]


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A forced line break."""


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab: the text after it stands at the right edge of the line, or in the next cell."""


Inline = Text | Value | Strong | LineBreak | Tab
_WORDS = (Text, Value)
_NEXT = Text("\t")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the title of the document, or of an attachment."""

    level: Literal[1, 2, 3, 4]
    inlines: tuple[Inline, ...]
    attached: bool = False
    at: str = _at()

    @property
    def role(self) -> str:
        """The name of its role in the layout."""
        return "annex_title" if self.attached and self.level == 1 else f"h{self.level}"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; its role names the style in the layout."""

    role: str
    inlines: tuple[Inline, ...]
    at: str = _at()


Align = Literal["", "left", "center", "right"]
"""Where the lines of a cell stand; empty: where its role in the layout has them."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell; `span` counts the columns it covers.

    `joined` is the empty cell that is one with the cell above it, which has the same columns.
    """

    inlines: tuple[Inline, ...]
    head: bool = False
    span: int = 1
    joined: bool = False
    align: Align = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under a caption; the first `head_rows` rows are repeated on every page.

    `widths` are the relative widths of the columns; empty if equal.
    """

    caption: tuple[Inline, ...]
    rows: tuple[tuple[Cell, ...], ...]
    head_rows: int
    widths: tuple[int, ...] = ()
    at: str = _at()


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture under its caption, `width` percent of the text area wide.

    `content` is a PNG or a JPEG of `size` pixels, `alt` says in words what it shows.
    """

    content: bytes = field(repr=False)
    size: tuple[int, int]
    alt: str
    caption: tuple[Inline, ...] = ()
    width: int = 100
    at: str = _at()


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart: its label, its number, and its length relative to the longest bar."""

    label: tuple[Inline, ...]
    value: tuple[Inline, ...]
    length: float


@dataclass(frozen=True, slots=True)
class Bars:
    """A chart of horizontal bars under its caption; all its labels and numbers are text."""

    caption: tuple[Inline, ...]
    bars: tuple[Bar, ...]
    at: str = _at()


GroupKind = Literal["masthead", "signature", "colophon", "annexes"]


@dataclass(frozen=True, slots=True)
class ParagraphGroup:
    """Paragraphs placed in relation to one another: 版头, 署名和成文日期, 版记, 附件说明.

    `sealed` leaves room for a seal over a signature; no seal is ever drawn.
    """

    kind: GroupKind
    paragraphs: tuple[Paragraph, ...]
    sealed: bool = False
    at: str = _at()


@dataclass(frozen=True, slots=True)
class PageBreak:
    """A page break."""

    at: str = _at()


@dataclass(frozen=True, slots=True)
class Section:
    """Separate pages: landscape sheets, or an attachment (附件), which has a label. Sections do not nest."""

    blocks: tuple["Block", ...]
    label: tuple[Inline, ...] = ()
    landscape: bool = False
    at: str = _at()


Block = Heading | Paragraph | Table | Bars | Picture | ParagraphGroup | PageBreak | Section
Leaf = Heading | Paragraph | Table | Bars | Picture | ParagraphGroup | PageBreak
"""A block without blocks inside."""


@dataclass(frozen=True, slots=True)
class TypedWords:
    """Words of people that number something without counting what is reported.

    `words` stand on the page so, `context` are the words around them. `kind` is the class in Chinese:
    发文字号, 期限. Words that a person vouches for are 文字确认, with the person `by` and the reason `why`.
    Else both are empty.
    """

    words: str
    kind: str
    context: str
    by: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Document(Brief):
    """A finished text. `genre` names the template, `layout` the profile; `date` is ISO, empty if unknown.

    `title` is that of the page, `author` the office that publishes, empty if unknown, `language` a BCP 47 tag
    (`zh-CN`). `template_digest` is the SHA-256 of the template files it was written by.

    Private: `blocks`, the text itself, and `claims`, what it asserts without a numeral.
    """

    genre: str
    layout: str
    title: str
    language: str
    blocks: tuple[Block, ...]
    author: str = ""
    date: str = ""
    claims: tuple[Claim, ...] = ()
    template_digest: str = ""


def text_of(inlines: tuple[Inline, ...]) -> str:
    """Return the characters of inlines; a line break becomes a line feed."""
    parts = []
    for inline in inlines:
        if isinstance(inline, _WORDS):
            parts.append(inline.text)
        elif isinstance(inline, Strong):
            parts.append(text_of(inline.inlines))
        else:
            parts.append("\n" if isinstance(inline, LineBreak) else "\t")
    return "".join(parts)


def parts_of(inlines: tuple[Inline, ...]) -> list[tuple[Inline, ...]]:
    """Return the parts of a line between its tabs."""
    parts: list[tuple[Inline, ...]] = [()]
    for inline in inlines:
        if isinstance(inline, Tab):
            parts.append(())
        else:
            parts[-1] += (inline,)
    return parts


def values_of(inlines: tuple[Inline, ...]) -> Iterator[Value]:
    """Yield the values among inlines, in order."""
    for inline in inlines:
        if isinstance(inline, Value):
            yield inline
        elif isinstance(inline, Strong):
            yield from values_of(inline.inlines)


def leaves(blocks: tuple[Block, ...]) -> Iterator[Leaf]:
    """Yield the blocks in reading order, including those of sections.

    A section's label comes as a paragraph.
    """
    for block in blocks:
        if not isinstance(block, Section):
            yield block
            continue
        if block.label:
            yield Paragraph("annex_label", block.label, block.at)
        yield from leaves(block.blocks)


def lines_of(document: Document) -> Iterator[tuple[str, tuple[Inline, ...]]]:
    """Yield every line of a document in reading order, with the template line of its block.

    A paragraph or heading is a line, and so is a table row, with tabs between its cells.
    """
    for block in leaves(document.blocks):
        match block:
            case Heading() | Paragraph():
                yield block.at, block.inlines
            case Table():
                if block.caption:
                    yield block.at, block.caption
                for row in block.rows:
                    cells: list[Inline] = []
                    for i, cell in enumerate(row):
                        cells += [_NEXT, *cell.inlines] if i else cell.inlines
                    yield block.at, tuple(cells)
            case Bars():
                if block.caption:
                    yield block.at, block.caption
                for bar in block.bars:
                    yield block.at, (*bar.label, _NEXT, *bar.value)
            case Picture():
                if block.caption:
                    yield block.at, block.caption
            case ParagraphGroup():
                for paragraph in block.paragraphs:
                    yield paragraph.at, paragraph.inlines
            case PageBreak():
                pass
            case _:
                assert_never(block)


def numbered(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return the blocks with their values numbered in reading order from 1."""
    counter = count(1)

    def counted(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
        return tuple(
            Value(inline.text, inline.source, inline.form, next(counter)) if isinstance(inline, Value)
            else Strong(counted(inline.inlines)) if isinstance(inline, Strong)
            else inline
            for inline in inlines
        )  # fmt: skip

    def of_block(block: Block) -> Block:
        match block:
            case Heading() | Paragraph():
                return replace(block, inlines=counted(block.inlines))
            case Table():
                caption = counted(block.caption)
                rows = tuple(
                    tuple(replace(each, inlines=counted(each.inlines)) for each in row) for row in block.rows
                )
                return replace(block, caption=caption, rows=rows)
            case ParagraphGroup():
                counted_paragraphs = tuple(
                    replace(each, inlines=counted(each.inlines)) for each in block.paragraphs
                )
                return replace(block, paragraphs=counted_paragraphs)
            case Bars():
                caption = counted(block.caption)
                bars = tuple(
                    replace(bar, label=counted(bar.label), value=counted(bar.value)) for bar in block.bars
                )
                return replace(block, caption=caption, bars=bars)
            case Picture():
                return replace(block, caption=counted(block.caption))
            case Section():
                label = counted(block.label)
                return replace(block, label=label, blocks=tuple(of_block(inner) for inner in block.blocks))
            case PageBreak():
                return block

    return tuple(of_block(block) for block in blocks)
