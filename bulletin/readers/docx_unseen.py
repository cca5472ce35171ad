"""List what a Word document holds beside the text that is read: pictures, objects, fields, hidden text.

What is known to be harmless stands in tables; anything else is named, never passed over.
"""

import hashlib
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bulletin.files.packed import Archive, no_end, no_text, walk
from bulletin.files.word import WORD
from bulletin.issues.issue import Issue, warning
from bulletin.readers.copy import Unseen

ALTERNATIVES = "http://schemas.openxmlformats.org/markup-compatibility/2006"
PARTS = re.compile(
    r"\[Content_Types\]\.xml|(?:.*/)?_rels/[^/]*\.rels|docProps/(?:core|app|custom)\.xml|docProps/thumbnail\.\w+"
    r"|customXml/item(?:Props)?\d*\.xml|word/(?:document|styles|settings|fontTable|webSettings|numbering|stylesWithEffects"
    r"|footnotes|endnotes|(?:header|footer)\d*)\.xml|word/theme/theme\d*\.xml|word/fonts/[^/]*"
)
"""The parts that are read, or that cannot change what the text says."""
MEDIA = re.compile(r"word/media/[^/]+")

ELEMENTS = frozenset(
    [
        "document",
        "body",
        "p",
        "r",
        "t",
        "tab",
        "br",
        "cr",
        "tbl",
        "tblPr",
        "tblGrid",
        "gridCol",
        "tr",
        "trPr",
        "tc",
        "tcPr",
        "pPr",
        "rPr",
        "sectPr",
        "bookmarkStart",
        "bookmarkEnd",
        "proofErr",
        "lastRenderedPageBreak",
        "noBreakHyphen",
        "softHyphen",
        "hyperlink",
        "smartTag",
        "ins",
        "del",
        "moveFrom",
        "moveTo",
        "delText",
        "ftr",
        "hdr",
        "footnotes",
        "endnotes",
        "footnote",
        "endnote",
        "footnoteRef",
        "footnoteReference",
        "endnoteRef",
        "endnoteReference",
        "separator",
        "continuationSeparator",
        "fldChar",
        "instrText",
        "AlternateContent",
        "Choice",
        "Fallback",
        "drawing",
        "pict",
        "txbxContent",
        "moveFromRangeStart",
        "moveFromRangeEnd",
        "moveToRangeStart",
        "moveToRangeEnd",
        "oMath",
        "oMathPara",
    ]
)
"""Elements with text, or around it; those inside properties and drawings have tables of their own."""
RUN = frozenset(
    [
        "rFonts",
        "rStyle",
        "sz",
        "szCs",
        "lang",
        "kern",
        "b",
        "bCs",
        "i",
        "iCs",
        "u",
        "color",
        "highlight",
        "spacing",
        "noProof",
        "snapToGrid",
        "shd",
        "w",
        "position",
        "vanish",
        "strike",
        "dstrike",
        "rPrChange",
        "ins",
        "del",
        "em",
        "bdr",
        "cs",
        "iCs",
    ]
)
"""Properties of a run that are looked at, or leave the characters as they are."""
PARAGRAPH = frozenset(
    [
        "ind",
        "jc",
        "keepNext",
        "keepLines",
        "pBdr",
        "pStyle",
        "pageBreakBefore",
        "rPr",
        "sectPr",
        "shd",
        "snapToGrid",
        "spacing",
        "tabs",
        "widowControl",
        "outlineLvl",
        "adjustRightInd",
        "autoSpaceDE",
        "autoSpaceDN",
        "textAlignment",
        "contextualSpacing",
        "suppressLineNumbers",
        "suppressAutoHyphens",
        "kinsoku",
        "wordWrap",
        "overflowPunct",
        "topLinePunct",
        "pPrChange",
        "mirrorIndents",
        "textboxTightWrap",
        "suppressOverlap",
        "divId",
        "cnfStyle",
        "framePr",
    ]
)
SHAPES = frozenset(
    [
        "anchor",
        "inline",
        "simplePos",
        "positionH",
        "positionV",
        "posOffset",
        "align",
        "extent",
        "effectExtent",
        "wrapNone",
        "wrapTopAndBottom",
        "wrapSquare",
        "wrapTight",
        "wrapThrough",
        "docPr",
        "cNvGraphicFramePr",
        "graphicFrameLocks",
        "graphic",
        "graphicData",
        "wsp",
        "cNvSpPr",
        "spPr",
        "xfrm",
        "off",
        "ext",
        "prstGeom",
        "avLst",
        "noFill",
        "ln",
        "style",
        "lnRef",
        "fillRef",
        "effectRef",
        "fontRef",
        "txbx",
        "bodyPr",
        "noAutofit",
        "rect",
        "fill",
        "stroke",
        "textbox",
        "wrap",
        "shapetype",
        "shape",
        "path",
        "formulas",
        "f",
        "lock",
        "solidFill",
        "srgbClr",
        "prstClr",
        "schemeClr",
        "prstDash",
        "round",
        "pic",
        "nvPicPr",
        "cNvPr",
        "cNvPicPr",
        "picLocks",
        "blipFill",
        "blip",
        "stretch",
        "fillRect",
    ]
)
"""Elements of lines, text boxes and pictures; a filled box is looked at by itself, a picture by its bytes."""
FIELDS = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES)\b[^\"]*", re.IGNORECASE)
"""Fields whose result is the number of a page."""
SYMBOLS = re.compile("symbol|wingdings|webdings|marlett|dingbats", re.IGNORECASE)
TINY, NARROW = 10, 50
"""The smallest size that a person reads, in half points, and the least width of characters, in percent."""
RULE = 180_000
"""The height of a thick rule, 5 mm in EMU; what is higher may cover a line of text."""
OFF = ("0", "false", "off", "none", "nil")
HIDDEN = ("vanish", "webHidden", "specVanish")


def unseen_in(archive: Archive, main: str) -> tuple[Unseen, ...]:
    """Return what a Word document holds beside its text, each once, in the order of its parts."""
    found: dict[tuple[str, str], Unseen] = {}
    for name in archive.names():
        if MEDIA.fullmatch(name):
            digest = hashlib.sha256(archive.part(name)).hexdigest()
            found[name, digest] = Unseen(_told(name, "Not looked at: a picture."), digest)
        elif not PARTS.fullmatch(name) and name != main:
            found[name, ""] = Unseen(_told(name, "Not looked at: a part that is not read."))
        elif name.startswith("word/") and name.endswith(".xml"):
            if (
                re.search(r"/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml$", f"/{name}")
                or name == main
            ):
                found |= {
                    (each.place, each.text + str(each.values)): Unseen(each)
                    for each in _in_text(archive, name)
                }
            elif name.endswith("/styles.xml"):
                found |= {
                    (each.place, each.text + str(each.values)): Unseen(each)
                    for each in _in_styles(archive, name)
                }
        elif name.endswith(".rels"):
            found |= {
                (each.place, each.text + str(each.values)): Unseen(each)
                for each in _in_relations(archive, name)
            }
    return tuple(found.values())


def _told(name: str, text: str, about: str = "") -> Issue:
    """Return the issue of something in a part that was not looked at."""
    return warning("B820", name, text, "Look at this place yourself.", about=about)


@dataclass(slots=True)
class _Parts:
    """Follows the elements of a part and keeps what is not known."""

    name: str
    path: list[str] = field(default_factory=list)
    found: dict[str, Issue] = field(default_factory=dict)
    code: str = ""
    choices: list[dict[str, str]] = field(default_factory=list)
    hides: list[Issue] = field(default_factory=list)  # what keeps the text of this run from being read
    height: int = 0  # of the shape, in EMU

    def tell(self, text: str, about: str = "") -> None:
        self.keep(_told(self.name, text, about))

    def keep(self, issue: Issue) -> None:
        self.found[f"{issue.text} {issue.values}"] = issue

    def start(self, space: str, tag: str, attributes: Mapping[str, str]) -> None:
        above = self.path[-1] if self.path else ""
        self.path.append(tag)
        if tag == "r":
            self.hides = []
        elif tag == "ext":
            self.height = int(attributes["cy"]) if attributes.get("cy", "").isdecimal() else 0
        if tag == "AlternateContent":
            self.choices.append({})
        elif tag in ("Choice", "Fallback") and self.choices:
            self.choices[-1][tag] = ""
        elif above == "rPr":
            self._run(tag, attributes)
        elif above == "pPr":
            if tag not in PARAGRAPH:
                self.tell(
                    "Not looked at: the property “{about}” of a paragraph, which may add or turn text.", tag
                )
        elif space in WORD or space == ALTERNATIVES:
            plain = tag in ELEMENTS or self._in_properties()
            if not plain:
                self.tell("Not looked at: <{about}>.", tag)
        elif tag not in SHAPES and tag not in ELEMENTS:
            self.tell("Not looked at: a picture or an object (<{about}>).", tag)
        elif tag == "solidFill" and above == "spPr" and self.height > RULE:
            self.tell("Not looked at: a filled box that may cover text.")

    def _in_properties(self) -> bool:
        """Return whether an element stands in the properties of a table, a section or the like."""
        return any(
            each in ("tblPr", "tcPr", "trPr", "sectPr", "tblGrid", "pBdr", "tabs") for each in self.path[:-1]
        )

    def _run(self, tag: str, attributes: Mapping[str, str]) -> None:
        value = attributes.get("val", "1")
        if tag not in RUN and tag not in HIDDEN:
            self.tell("Not looked at: the property “{about}” of a run, which may change how text shows.", tag)
        elif tag == "sz" and value.isdecimal() and int(value) < TINY:
            self.hides.append(_told(self.name, "Not looked at: text too small to read."))
        elif tag == "w" and value.isdecimal() and int(value) < NARROW:
            self.hides.append(_told(self.name, "Not looked at: text too narrow to read."))
        elif tag == "color" and _is_pale(value):
            self.hides.append(_told(self.name, "Not looked at: text in the colour of paper."))
        elif tag == "rFonts" and any(SYMBOLS.search(face) for face in attributes.values()):
            self.hides.append(_told(self.name, "Not looked at: text in a font of symbols."))
        elif tag in HIDDEN and value not in OFF:
            self.hides.append(_told(self.name, "Not looked at: hidden text."))

    def end(self, _space: str, tag: str) -> None:
        self.path.pop()
        if tag == "instrText" or (tag == "r" and self.code):
            return
        if tag == "p" and self.code:
            self._field()
        if tag == "AlternateContent" and self.choices:
            texts = self.choices.pop()
            if len(set(texts.values())) > 1 and "Fallback" in texts:
                self.tell("Not looked at: text that programs show in two ways.")

    def _field(self) -> None:
        if not FIELDS.fullmatch(self.code):
            self.tell("Not looked at: a field ({about}).", self.code.strip()[:20])
        self.code = ""

    def text(self, text: str) -> None:
        if not self.path:
            return
        if self.path[-1] == "instrText":
            self.code += text
        elif self.path[-1] == "t":
            for each in self.hides if text.strip() else ():
                self.keep(each)
            for which in reversed(self.path):
                if which in ("Choice", "Fallback") and self.choices:
                    self.choices[-1][which] = self.choices[-1].get(which, "") + text
                    break


def _is_pale(value: str) -> bool:
    """Return whether a colour is nearly that of paper."""
    return re.fullmatch("[0-9A-Fa-f]{6}", value) is not None and min(bytes.fromhex(value)) > 0xD0  # noqa: PLR2004


def _in_text(archive: Archive, name: str) -> Iterator[Issue]:
    parts = _Parts(name)
    walk(archive.part(name), parts.start, parts.end, parts.text)
    if parts.code:
        parts._field()  # noqa: SLF001  # the same file
    yield from parts.found.values()


def _in_styles(archive: Archive, name: str) -> Iterator[Issue]:
    """Yield the properties of styles that keep text from showing."""
    parts = _Parts(name)

    def start(space: str, tag: str, attributes: Mapping[str, str]) -> None:
        above = parts.path[-1] if parts.path else ""
        parts.path.append(tag)
        value = attributes.get("val", "1")
        hides = tag in (*HIDDEN, "strike", "dstrike") and value not in OFF
        pale = (tag == "color" and _is_pale(value)) or (
            tag == "sz" and value.isdecimal() and int(value) < TINY
        )
        if space in WORD and above == "rPr" and (hides or pale):
            parts.tell("Not looked at: a style that keeps text from showing.")

    def end(_space: str, _tag: str) -> None:
        parts.path.pop()

    walk(archive.part(name), start, end, no_text)
    yield from parts.found.values()


def _in_relations(archive: Archive, name: str) -> Iterator[Issue]:
    """Yield a second main part, and what is taken from outside the file."""
    mains: list[str] = []
    outside: list[str] = []

    def start(_space: str, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "Relationship":
            kind = attributes.get("Type", "").rpartition("/")[2]
            if kind == "officeDocument":
                mains.append(posixpath.normpath(attributes.get("Target", "").lstrip("/")))
            if attributes.get("TargetMode") == "External" and kind != "hyperlink":
                outside.append(kind)

    walk(archive.part(name), start, no_end, no_text)
    if len(mains) > 1:
        yield _told(name, "Not looked at: a second text.")
    for kind in outside:
        yield _told(name, "Not looked at: something outside the file ({about}).", kind)
