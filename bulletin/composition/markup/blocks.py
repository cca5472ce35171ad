"""Turn elements into blocks: headings, tables, groups, attachments."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Literal, cast

from bulletin.composition.markup.elements import OpenElement
from bulletin.composition.markup.grammar import GROUP_TAGS, MAX_FAULTS, MAX_PICTURES
from bulletin.composition.markup.inlines import inlines_of, lines_of_prose
from bulletin.composition.markup.tables import Tables, caption_of
from bulletin.issues.errors import TemplateRefused
from bulletin.issues.issue import Issue, error
from bulletin.model.document import (
    Bar,
    Bars,
    Block,
    GroupKind,
    Heading,
    Inline,
    LineBreak,
    PageBreak,
    Paragraph,
    ParagraphGroup,
    Picture,
    Section,
    Strong,
    Table,
    Text,
    Value,
    text_of,
)
from bulletin.model.pictures import pixels, without_metadata
from bulletin.wording.numbers import hanzi

Pictures = Callable[[str], bytes | None]
"""Name of a picture → its bytes."""


def no_pictures(_name: str) -> None:
    """Return no picture; for a document without any."""


class Blocks:
    """Turns elements into blocks, and collects the faults."""

    def __init__(self, roles: frozenset[str], pictures: Pictures) -> None:
        self.roles, self.pictures, self.issues = roles, pictures, list[Issue]()
        self.tables = Tables(self.tell)
        self.ordinals = [0, 0, 0, 0, 0]
        self.attached: list[tuple[Inline, ...]] = []  # titles of the attachments
        self.attachments = 0
        self.seen = 0  # number of pictures

    def refuse(self, code: str, at: str, text: str, hint: str = "", /, **values: object) -> None:
        self.tell(error(code, at, text, hint, **values))

    def tell(self, issue: Issue) -> None:
        """Add a fault; after many of them no more are looked for."""
        self.issues.append(issue)
        if len(self.issues) >= MAX_FAULTS:
            raise TemplateRefused(self.issues)

    def read(self, root: OpenElement) -> tuple[Block, ...]:
        """Return the blocks of a document."""
        children = root.elements()
        self.attached = [
            inlines_of(element.elements()[0].children)
            for element in children
            if element.tag == "attachment" and [each.tag for each in element.elements()][:1] == ["h1"]
        ]
        blocks = tuple(block for child in children for block in self.blocks(child))
        self.listed(root, [child.tag for child in children])
        return tuple(block for block in blocks if not _is_empty(block))

    def listed(self, root: OpenElement, tags: list[str]) -> None:
        """Check that attachments are listed once, before the first of them (7.3.4)."""
        before = tags[: tags.index("attachment")] if self.attachments else []
        if self.attachments and (before.count("annexes"), tags.count("annexes")) != (1, 1):
            text, hint = (
                "The document has attachments and does not list them once, before the first of them.",
                "Write <annexes/> after the text.",
            )
            self.refuse("B409", root.at, text, hint)

    def blocks(self, element: OpenElement) -> list[Block]:
        """Return the blocks of an element: a <p> has a paragraph for each line of the prose in it."""
        return list(self.paragraphs(element)) if element.tag == "p" else [self.block(element)]

    def block(self, element: OpenElement) -> Block:
        if element.tag in GROUP_TAGS:
            paragraphs = [each for child in element.elements() for each in self.paragraphs(child)]
            kind = cast("GroupKind", element.tag)
            return ParagraphGroup(kind, tuple(paragraphs), element.says("sealed"), element.at)
        match element.tag:
            case "newpage":
                return PageBreak(element.at)
            case "table":
                return self.tables.table(element)
            case "bars":
                return self.bars(element)
            case "picture":
                return self.picture(element)
            case "annexes":
                return self.annexes(element)
            case "section" | "attachment":
                return self.section(element)
            case _:
                return self.heading(element)

    def heading(self, element: OpenElement) -> Heading:
        inlines = inlines_of(element.children)
        level = int(element.tag[1])
        if element.says("numbered"):
            inlines = (_ordinal(self.ordinal(level)), *inlines)
        return Heading(cast("Literal[1, 2, 3, 4]", level), inlines, at=element.at)

    def paragraphs(self, element: OpenElement) -> list[Paragraph]:
        """Return the paragraphs of a <p>, one without words left out."""
        role = element.attributes.get("role", "body")
        if role not in self.roles:
            text, hint = "The layout has no role “{role}”.", "Roles: {roles}."
            self.refuse("B406", element.at, text, hint, role=role, roles=", ".join(sorted(self.roles)))
        inlines = inlines_of(element.children)
        if element.says("numbered"):
            inlines = (_ordinal(self.ordinal(4)), *inlines)
        lines = lines_of_prose(inlines) or [()]
        return [
            Paragraph(role, line, element.at) for line in lines if role != "body" or text_of(line).strip()
        ]

    def ordinal(self, level: int) -> str:
        """Return the next ordinal of a level: 一、 （一） 1. (GB/T 9704, 7.3.3)."""
        self.ordinals[level] += 1
        self.ordinals[level + 1 :] = [0] * (4 - level)
        n = self.ordinals[level]
        return {2: f"{hanzi(n)}、", 3: f"（{hanzi(n)}）"}.get(level, f"{n}.")

    # ── attachments ──────────────────────────────────────────────────────────────────────────────────────

    def annexes(self, element: OpenElement) -> ParagraphGroup:
        """Return the list of annexes (附件说明), numbered if there are several (7.3.4)."""
        lines = []
        for n, title in enumerate(self.attached, 1):
            begins: tuple[Inline, ...] = (Text("附件："),) if n == 1 else ()
            begins += (_ordinal(f"{n}."),) if len(self.attached) > 1 else ()
            lines.append(Paragraph("annex_note", begins + _on_one_line(title), element.at))
        return ParagraphGroup("annexes", tuple(lines), at=element.at)

    def section(self, element: OpenElement) -> Section:
        """Return an attachment, its headings numbered anew, or landscape sheets."""
        label: tuple[Inline, ...] = ()
        if element.tag == "attachment":
            tags = [child.tag for child in element.elements()]
            if tags[:1] != ["h1"] or tags.count("h1") > 1 or not inlines_of(element.elements()[0].children):
                text = "An attachment begins with its title, one <h1>."
                self.refuse("B409", element.at, text)
            self.attachments += 1
            number = (_ordinal(str(self.attachments)),) if len(self.attached) > 1 else ()
            label = (Text("附件"), *number)
            self.ordinals = [0] * 5
        blocks: list[Block] = []
        for block in (each for child in element.elements() for each in self.blocks(child)):
            if label and isinstance(block, Heading) and block.level == 1:
                blocks.append(replace(block, attached=True))
            else:
                blocks.append(block)
        blocks = [block for block in blocks if not _is_empty(block)]
        return Section(tuple(blocks), label, element.says("landscape"), element.at)

    # ── tables and pictures ──────────────────────────────────────────────────────────────────────────────

    def bars(self, element: OpenElement) -> Bars:
        """Return a chart; the printed number beside a bar gives its length."""
        rows = [
            [inlines_of(cell.children) for cell in bar.elements()]
            for bar in element.elements()
            if bar.tag == "bar"
        ]
        sizes = [_size(row[1]) if len(row) == 2 else None for row in rows]  # noqa: PLR2004  # label, number
        if not rows or any(size is None for size in sizes):
            text = "A bar is made of two <td>: what it is, and a figure."
            self.issues.append(error("B407", element.at, text))
            return Bars(caption_of(element), (), element.at)
        most = max(size or 0 for size in sizes) or 1
        bars = (
            Bar(label, value, (size or 0) / most) for (label, value), size in zip(rows, sizes, strict=True)
        )
        return Bars(caption_of(element), tuple(bars), element.at)

    def picture(self, element: OpenElement) -> Picture:
        """Return a picture of the template's own folder; it must have a description in words."""
        name, alt = element.attributes.get("src", ""), element.attributes.get("alt", "").strip()
        width = element.attributes.get("width", "100")
        whole = width == "100"
        self.seen += 1
        if self.seen > MAX_PICTURES:
            text = "The document has too many pictures (more than {most})."
            self.refuse("B410", element.at, text, most=MAX_PICTURES)
            raise TemplateRefused(self.issues)
        content = self.pictures(name)
        size = pixels(content) if content is not None else None
        if size is None:
            text = (
                "There is no picture “{name}”."
                if content is None
                else "“{name}” is no PNG or JPEG that can be printed."
            )
            hint = (
                "A picture lies in the folder of its template: a whole PNG or JPEG of at most 5 MB, "
                "8 bits a colour."
            )
            self.refuse("B410", element.at, text, hint, name=name)
        if not alt:
            text, hint = "The picture “{name}” has no words.", 'Say in alt="…" what it shows.'
            self.refuse("B410", element.at, text, hint, name=name)
        if content is not None and size is not None:
            content = without_metadata(content)
            size = pixels(content)
        percent = 100 if whole else self.tables.number(width, element.at)
        return Picture(content or b"", size or (1, 1), alt, caption_of(element), percent, element.at)


def _is_empty(block: Block) -> bool:
    """Return whether a group or section is empty, or a table has a head only."""
    match block:
        case ParagraphGroup():
            return not block.paragraphs
        case Section():
            return not block.blocks
        case Table():
            return block.head_rows == len(block.rows)
        case _:
            return False


def _ordinal(text: str) -> Value:
    return Value(text, "ordinal", "ordinal")


def _on_one_line(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Return the words without the line breaks their author forced."""
    return tuple(
        replace(each, inlines=_on_one_line(each.inlines)) if isinstance(each, Strong) else each
        for each in inlines
        if not isinstance(each, LineBreak)
    )


def _size(inlines: tuple[Inline, ...]) -> float | None:
    """Return the number a figure prints: 62.7万 is 627,000; None if there is none."""
    text = next((inline.text for inline in inlines if isinstance(inline, Value)), "")
    match = re.search(r"([0-9]+(?:\.[0-9]+)?)([万亿]?)", text)
    return float(match[1]) * {"": 1, "万": 1e4, "亿": 1e8}[match[2]] if match else None
