"""Read a layout profile: the measures of a page from which Word styles and style sheet are derived.

A profile is a TOML file (`templates/layouts/`); `extends` names another profile whose values it overrides.
Lengths: mm for the page, pt for type, characters (字) and lines (行) for indents and gaps, as the standard
counts (GB/T 9704-2012, 3.1, 3.2). A value may name the clause it follows and how binding the clause is:
`source.top = "7.2.4 规定"`; one without a source is practice.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from math import floor
from pathlib import Path
from typing import Any, Literal, cast, get_args

from bulletin.files.read import Unfit, plain_text
from bulletin.files.toml import TomlFault, in_toml, read_toml, toml_position
from bulletin.issues.errors import TemplateRefused
from bulletin.issues.issue import Issue, Phrase, error
from bulletin.model.codelist import nearest
from bulletin.typography.limits import PROVISION, LayoutFault, Strength, faults_of_table

_INSIDE = Path(__file__).parents[1] / "templates"  # in an installed wheel
SHIPPED = _INSIDE if _INSIDE.is_dir() else Path(__file__).parents[2] / "templates"
"""The templates and layouts shipped with the package."""

NAME = re.compile(r"[\w-]{1,60}")
MAX_BYTES = 20_000
"""The most bytes of a layout file; the longest shipped one has 7,000. Its parser can take quadratic time."""

KEYS = ("extends", "follows", "page_numbers", "colophon", "page", "role", "frame")
"""The keys and tables a layout may have."""

UNUSABLE = "The layout cannot be used: {reason}."

Align = Literal["left", "center", "right", "justify"]

STRUCTURAL_ROLES = (
    "h1", "h2", "h3", "h4", "strong", "caption", "head_cell", "cell", "page_number",
    "annex_note", "annex_label", "annex_title", "picture", "picture_caption",
)  # fmt: skip
"""Roles of nodes other than paragraphs of a template; every layout has them."""

Closing = Literal["with_text", "last_side"]
"""The place of 版记: below the end of the text, or on the back of the last sheet (7.5)."""

STANDARDS: Mapping[str, str] = {"GB/T 9704-2012": "gbt9704", "GB/T 9704-2012, 10.1": "letter"}
"""Standard that a profile may claim to follow → the shipped profile with its values."""


@dataclass(frozen=True, slots=True)
class Provision:
    """What a clause says of a value: how binding it is, and the tolerance either way."""

    clause: str
    strength: Strength
    tolerance: float = 0


@dataclass(frozen=True, slots=True)
class Page:
    """The sheet, in mm, and its grid of `lines` by `characters` (5.2).

    `top`, `bottom`, `left` and `right` are the edges of the text area of the standard, from which all places
    are counted. `overhang` is how far the lines reach beyond it above and below: half of the gap between two
    lines, where its edges are those of the characters.
    """

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    lines: int
    characters: float
    footer: float  # from the bottom edge of the text area to the dash of the page number (7.5)
    overhang: float = 0
    pitch: float = 0  # pt from one line to the next; 0: lines fill the text area

    @property
    def line(self) -> float:
        """The height of a line in pt."""
        return self.pitch or self.text_height / self.lines * 72 / 25.4

    @property
    def turned(self) -> "Page":
        """The sheet rotated to landscape; the head of its tables is at its left edge (chapter 8)."""
        return replace(
            self, width=self.height, height=self.width, overhang=0, pitch=self.line,
            top=self.left, right=self.top, bottom=self.right, left=self.bottom,
            characters=self.characters * self.text_height / self.text_width,
        )  # fmt: skip

    @property
    def text_width(self) -> float:
        """Width of the text area in mm."""
        return self.width - self.left - self.right

    @property
    def text_height(self) -> float:
        """Height of the text area in mm."""
        return self.height - self.top - self.bottom

    @property
    def margin_top(self) -> float:
        """From the edge of the sheet to the first line, in mm."""
        return round(self.top - self.overhang, 3)

    @property
    def margin_bottom(self) -> float:
        """From the last line to the edge of the sheet, in mm."""
        return round(self.bottom - self.overhang, 3)


@dataclass(frozen=True, slots=True)
class Role:
    """The look of one kind of paragraph.

    `first_line` (negative: it hangs), `left` and `right` are indents in characters of this size; `before`
    and `after` are blank lines of the page's grid; `lines` is the height of one line in grid lines. `rule` is
    the thickness in pt of a line under the paragraph, in the role's colour. `style` is the name of the Word
    style.
    """

    style: str
    face: str
    size: float
    align: Align = "justify"
    first_line: float = 0
    left: float = 0
    right: float = 0
    before: float = 0
    after: float = 0
    lines: float = 1
    color: str = "000000"
    rule: float = 0
    page_top: float = 0  # mm from the edge of the sheet; the paragraph is outside of the text
    top: float = 0  # mm from the upper edge of the text area to the top of the glyphs
    tight: bool = False  # lines are as high as their characters, and gaps start there
    fit: bool = False  # a line too long for the text area is set smaller, not broken
    spread: float = 0  # pt between characters, beyond the grid
    tab: float = 0  # characters from a tab to the right edge; 0: text after it ends there
    keep_with_next: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """The two red double rules of a letter (10.1), in mm, centred on the first sheet."""

    width: float
    below_mark: float  # from the mark to the upper rule
    above_edge: float  # from the lower rule to the edge of the sheet
    text: float  # from the upper rule to the first characters below it
    color: str


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """A profile: the page and the look of every role; read once, and equal only to itself.

    `frame` None for anything but a letter. A letter has no number on page 1, and no rules around its 版记.
    `follows` is the standard it claims to keep, one of STANDARDS; empty: none. `sources` are the provisions
    of its values by their places, such as `page.top` and `role.mark.top`.
    """

    name: str
    page: Page
    roles: Mapping[str, Role]
    page_numbers: bool
    colophon: Closing = "with_text"
    frame: Frame | None = None
    follows: str = ""
    sources: Mapping[str, Provision] = field(default_factory=dict)

    @property
    def paragraph_roles(self) -> frozenset[str]:
        """The roles that a paragraph may have."""
        return frozenset(self.roles) - frozenset(STRUCTURAL_ROLES)

    @property
    def pitch(self) -> float:
        """The height of a grid line in pt: 225 mm ÷ 22 = 28.99 pt, unless the page has its own."""
        return self.page.line

    @property
    def character(self) -> float:
        """The width of a grid character in pt: 156 mm ÷ 28 = 15.79 pt."""
        return self.page.text_width / self.page.characters * 72 / 25.4

    def fitted(self, role: Role, characters: float) -> Role:
        """Return `role`, made small enough to fit this many characters on a line if the role asks for it."""
        width = self.page.text_width * 72 / 25.4
        if not role.fit or characters * role.size <= width:
            return role
        return replace(role, size=floor(width / characters * 2) / 2)  # Word has half points

    def advance(self, role: Role) -> float:
        """Return the width of one character of a role in pt.

        Body text is a little tighter, to fit the grid.
        """
        body = self.roles["body"].size
        return (self.character if role.size == body else role.size) + role.spread


def read_layout(name: str, search: Sequence[Path] = ()) -> Layout:
    """Return the profile with a name: from `layouts/` in the folders of `search`, else a shipped one.

    Raises:
        TemplateRefused: there is none, or it holds a wrong value.
    """
    return _of_texts(name, tuple(_texts(name, search)))


@lru_cache(32)  # by what the files say, so that a file that was changed is another layout
def _of_texts(name: str, texts: tuple[tuple[str, str], ...]) -> Layout:
    """Return the layout whose file is the first of `texts`; each later one is the file that it extends."""
    raw: dict[str, Any] = {}
    for _, text in reversed(texts):
        raw = _over(raw, _tables(text))
    faults = [*_faults(raw)]
    if faults:
        raise TemplateRefused(_in_file(fault, texts) for fault in faults)
    sources = dict(source for table, values, _ in _parts(raw) for source in _sources(table, values))
    roles = {key: Role(**_plain(values)) for key, values in raw["role"].items()}
    missing = [key for key in (*STRUCTURAL_ROLES, "body") if key not in roles]
    if missing:
        text = "The layout lacks the roles {missing}."
        raise TemplateRefused([error("B601", f"layouts/{name}.toml", text, missing=", ".join(missing))])
    frame = Frame(**_plain(raw["frame"])) if "frame" in raw else None
    return Layout(
        name, Page(**_plain(raw["page"])), roles, raw.get("page_numbers", True),
        raw.get("colophon", "with_text"), frame, raw.get("follows", ""), sources,
    )  # fmt: skip


def _in_file(fault: LayoutFault, texts: Sequence[tuple[str, str]]) -> Issue:
    """Return the issue of a fault at its place in the first file that sets the value."""
    setting = [each for each in texts if _sets(_tables(each[1]), fault.path)]
    name, text = setting[0] if setting else texts[0]
    issue = error("B601", f"layouts/{name}.toml", UNUSABLE, reason=fault.reason)
    return in_toml(issue, text, *toml_position(text, *fault.path))


def _sets(raw: Any, path: Sequence[str]) -> bool:
    """Return whether tables have a value at a path."""
    return not path or (isinstance(raw, dict) and path[0] in raw and _sets(raw[path[0]], path[1:]))


def _parts(raw: Mapping[str, Any]) -> Iterator[tuple[str, Any, type[Page | Role | Frame]]]:
    """Yield each table of a layout: its name in a header, its values, and what it becomes."""
    yield "page", raw["page"], Page
    for key, values in raw["role"].items():
        yield f"role.{key}", values, Role
    if "frame" in raw:
        yield "frame", raw["frame"], Frame


def _faults(raw: Mapping[str, Any]) -> Iterator[LayoutFault]:
    """Yield everything that is wrong with the values of a layout."""
    for key in (key for key in raw if key not in KEYS):
        near = nearest(key, KEYS)
        text = "it knows no {key}; did you mean “{near}”?" if near else "it knows no {key}"
        yield LayoutFault(Phrase(text, {"key": key, "near": near}), key)
    flat = [table for table in ("page", "role") if not isinstance(raw.get(table), dict)]
    for table in flat:
        yield LayoutFault(Phrase("it has no table [{table}]", {"table": table}), table)
    for table, values, kind in () if flat else _parts(raw):
        yield from faults_of_table(table, values, kind)
    if raw.get("follows", "") not in ("", *STANDARDS):
        values = {"known": ", ".join(STANDARDS), "given": raw["follows"]}
        yield LayoutFault(Phrase("follows knows {known}, not “{given}”", values), "follows")
    if raw.get("colophon", "with_text") not in get_args(Closing):
        values = {"known": ", ".join(get_args(Closing)), "given": raw["colophon"]}
        yield LayoutFault(Phrase("colophon is one of {known}, not {given}", values), "colophon")
    if not isinstance(raw.get("page_numbers", True), bool):
        what = Phrase("true or false")
        values = {"key": "page_numbers", "what": what}
        yield LayoutFault(Phrase("{key} has to be {what}", values), "page_numbers")


def _plain(raw: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of a table without their sources."""
    return {key: value for key, value in raw.items() if key != "source"}


def _sources(table: str, raw: Mapping[str, Any]) -> Iterator[tuple[str, Provision]]:
    """Yield the provisions of a table: the place of a value, and what its clause says."""
    for key, says in raw.get("source", {}).items():
        match = PROVISION.fullmatch(says)
        if match:
            yield f"{table}.{key}", Provision(match[1], cast("Strength", match[2]), float(match[3] or 0))


def _texts(name: str, search: Sequence[Path]) -> Iterator[tuple[str, str]]:
    """Yield name and text of a profile, then of each that the one before extends."""
    seen: list[str] = []
    while True:
        roots = [root for root in (*search, SHIPPED) if NAME.fullmatch(name)]
        root = next((root for root in roots if (root / "layouts" / f"{name}.toml").is_file()), None)
        if root is None or name in seen:
            shipped = sorted(file.stem for file in (SHIPPED / "layouts").glob("*.toml"))
            own = [file.stem for folder in search for file in folder.glob("layouts/*.toml")]
            near = nearest(name, [*own, *shipped])
            text = "There is no layout “{name}”."
            hint = "Did you mean “{near}”? Shipped: {known}." if near else "Shipped: {known}."
            values = {"name": name, "near": near, "known": ", ".join(shipped)}
            raise TemplateRefused([error("B601", f"layouts/{name}.toml", text, hint, **values)])
        place, content = f"layouts/{name}.toml", ""
        try:
            content = plain_text(root / "layouts" / f"{name}.toml", root, MAX_BYTES)
            raw = _tables(content)
        except TomlFault as cause:
            issue = error("B601", place, UNUSABLE, reason=cause.reason)
            raise TemplateRefused([in_toml(issue, content, cause.line, cause.column)]) from None
        except Unfit as cause:
            raise TemplateRefused([error("B601", place, UNUSABLE, reason=cause.why)]) from None
        yield name, content
        if "extends" not in raw:
            return
        seen.append(name)
        name = str(raw["extends"])


@lru_cache(32)
def _tables(text: str) -> Mapping[str, Any]:
    return read_toml(text)


def _over(base: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Return `own` merged over `base`, table by table and in the order of `base`."""
    merged = {**base, **own}
    for key in base.keys() & own.keys():
        if isinstance(base[key], dict) and isinstance(own[key], dict):
            merged[key] = _over(base[key], own[key])
    return merged
