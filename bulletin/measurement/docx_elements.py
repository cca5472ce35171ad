"""Recognise the elements of a Word document among its paragraphs, by style name or else by what they say."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bulletin.measurement import patterns
from bulletin.measurement.docx_parts import WordParagraph
from bulletin.measurement.docx_type import number, size

STYLES = {
    "份号": "copy_number", "密级和保密期限": "secrecy", "密级": "secrecy", "紧急程度": "urgency",
    "发文机关标志": "mark", "发文字号": "number", "上行文发文字号和签发人": "number",
    "红色分隔线": "rule", "版头分隔线": "rule",
    "公文标题": "title", "新闻标题": "title", "主送机关": "addressees",
    "公文正文": "body", "公文正文首段": "body",
    "一级标题": "heading1", "二级标题": "heading2", "三级标题": "heading3", "四级标题": "heading4",
    "附件说明": "annex_note", "发文机关署名": "unsealed", "成文日期": "date", "附注": "note",
    "附件": "annex", "附件标签": "annex", "附件标识": "annex", "签发人职务": "stamped",
    "抄送机关": "copies", "印发机关和印发日期": "printed",
}  # fmt: skip
"""Chinese name of a style → element."""

OTHER = ("示例标注", "来源", "表题", "表头", "表格文字", "附件标题", "联合发文文件二字", "图片", "图题")
"""Styles of elements that the standard does not mention."""

BESIDE = ("mark", "number", "copy_number", "secrecy", "urgency")
"""Elements that may stand in a table without borders."""
MARK_SIZE, TITLE_SIZE = 20, 17.5
"""From this size in pt on, a red paragraph is the mark, and a black one the title."""


@dataclass(frozen=True, slots=True)
class Named:
    """A paragraph with its element; empty if it is blank, in a table, or unknown to the standard."""

    element: str
    paragraph: WordParagraph


def named_paragraphs(paragraphs: Sequence[WordParagraph]) -> list[Named]:
    """Return the paragraphs with their elements, in the order of the text."""
    seen: set[str] = set()
    found: list[Named] = []
    for paragraph in paragraphs:
        element = ""
        if not paragraph.in_table:
            element = STYLES.get(paragraph.style, "")
            if not element and paragraph.style not in OTHER:
                element = _recognised(paragraph, seen)
        elif STYLES.get(paragraph.style) in BESIDE:
            element = STYLES[paragraph.style]
        elif patterns.COPIES.match(paragraph.text.strip()):
            element = "copies"
        elif patterns.PRINTED.fullmatch("".join(paragraph.text.split())):
            element = "printed"
        if element:
            seen.add(element)
        found.append(Named(element, paragraph))
    return _with_signature(found)


def _recognised(paragraph: WordParagraph, seen: set[str]) -> str:
    """Return the element of a paragraph, recognised by its text and its look."""
    text = "".join(paragraph.text.split())
    if number(paragraph.properties, "pBdr.bottom.sz") and not text and not seen & {"title", "body"}:
        return "rule"
    if not text or not paragraph.runs:
        return ""
    large = size(paragraph.runs[0].properties)
    color = paragraph.runs[0].properties.get("color", "")
    red = color[:2].upper() > "90" and color[2:4] < "70" and color[4:6] < "70" and len(color) == 6  # noqa: PLR2004  # RRGGBB, two digits each
    before_body = "body" not in seen and "addressees" not in seen
    if before_body and "title" not in seen:
        for element, pattern in (("copy_number", patterns.COPY_NUMBER), ("secrecy", patterns.SECRECY),
                                 ("urgency", patterns.URGENCY)):  # fmt: skip
            if pattern.fullmatch(text):
                return element
        if red and large >= MARK_SIZE:
            return "mark"
        if patterns.NUMBER.match(text):
            return "number"
    if large >= TITLE_SIZE and before_body and not red:
        return "title"
    if "title" in seen and before_body and text.endswith(("：", ":")):
        return "addressees"
    return _below(text)


def _below(text: str) -> str:
    for element, found in (
        ("annex_note", patterns.ANNEX_NOTE.match(text)),
        ("annex", patterns.ANNEX.fullmatch(text)),
        ("date", patterns.DATE.fullmatch(text)),
        ("copies", patterns.COPIES.match(text)),
        ("printed", patterns.PRINTED.fullmatch(text)),
    ):
        if found:
            return element
    return patterns.heading_of(text) or "body"


def _with_signature(found: list[Named]) -> list[Named]:
    """Mark the paragraph above the date as the issuer's name if it is set to the right; return all."""
    for index in range(1, len(found)):
        above = found[index - 1]
        right = above.paragraph.properties.get("jc") in ("right", "end")
        if found[index].element == "date" and above.element == "body" and right:
            found[index - 1] = replace(above, element="unsealed")
    return found
