"""Read a layout profile: the measures of a page from which Word styles and style sheet are derived.

A profile is a TOML file (`templates/layouts/`); `extends` names another profile whose values it overrides.
Lengths: mm for the page, pt for type, characters (字) and lines (行) for indents and gaps, as the standard
counts (GB/T 9704-2012, 3.1, 3.2). A value may name the clause it follows and how binding the clause is:
`source.top = "7.2.4 规定"`; one without a source is practice.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING, Field, dataclass, field, fields, replace
from functools import lru_cache
from math import floor
from pathlib import Path
from typing import Any, Literal, cast, get_args

from bulletin.files.read import Unfit, plain_text
from bulletin.files.toml import in_toml, toml_fault, toml_position
from bulletin.issues.errors import TemplateRefused
from bulletin.issues.issue import Phrase, error
from bulletin.model.codelist import nearest
from bulletin.typography.limits import LayoutFault, refuse_unfit

_INSIDE = Path(__file__).parents[1] / "templates"  # in an installed wheel
SHIPPED = _INSIDE if _INSIDE.is_dir() else Path(__file__).parents[2] / "templates"
"""The templates and layouts shipped with the package."""

NAME = re.compile(r"[\w-]{1,60}")
MAX_BYTES = 20_000
"""The most bytes of a layout file; the longest shipped one has 7,000. Its parser can take quadratic time."""

UNUSABLE = "The layout cannot be used: {reason}."

Align = Literal["left", "center", "right", "justify"]

STRUCTURAL_ROLES = (
    "h1", "h2", "h3", "h4", "strong", "caption", "head_cell", "cell", "page_number",
    "annex_note", "annex_label", "annex_title", "picture", "picture_caption",
)  # fmt: skip
"""Roles of nodes other than paragraphs of a template; every layout has them."""

Closing = Literal["with_text", "last_side"]
"""The place of 版记: below the end of the text, or on the back of the last sheet (7.5)."""

Strength = Literal["规定", "一般", "推荐", "可以"]
"""How binding a clause is: required, usual, advised, allowed."""

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
def _of_texts(name: str, texts: tuple[str, ...]) -> Layout:
    """Return the layout whose file has the first of `texts`; each later one is the file that it extends."""
    raw: dict[str, Any] = {}
    for text in reversed(texts):
        raw = _over(raw, _tables(text))
    place = f"layouts/{name}.toml"
    for table in ("page", "role"):
        if not isinstance(raw.get(table), dict):
            reason = Phrase("it has no table [{table}]", {"table": table})
            raise TemplateRefused([error("B601", place, UNUSABLE, reason=reason)])
    try:
        tables = {
            "page": (Page, raw["page"]),
            **{f"role.{key}": (Role, raw["role"][key]) for key in raw["role"]},
        }
        tables |= {"frame": (Frame, raw["frame"])} if "frame" in raw else {}
        sources = dict(
            source for table, (kind, values) in tables.items() for source in _sources(table, kind, values)
        )
        page = Page(**_values("page", raw["page"], Page))
        roles = {key: Role(**_values(f"role.{key}", value, Role)) for key, value in raw["role"].items()}
        frame = Frame(**_values("frame", raw["frame"], Frame)) if "frame" in raw else None
        follows = _standard(raw.get("follows", ""))
    except LayoutFault as cause:
        issue = error("B601", place, UNUSABLE, reason=cause.reason)
        raise TemplateRefused([in_toml(issue, texts[0], *toml_position(texts[0], *cause.where))]) from None
    except (TypeError, KeyError, ValueError, AttributeError):  # a table is no table
        reason = Phrase("a table or its source is written as a value")
        raise TemplateRefused([error("B601", place, UNUSABLE, reason=reason)]) from None
    missing = [key for key in (*STRUCTURAL_ROLES, "body") if key not in roles]
    if missing:
        text = "The layout lacks the roles {missing}."
        raise TemplateRefused([error("B601", place, text, missing=", ".join(missing))])
    closing = raw.get("colophon", "with_text")
    if closing not in get_args(Closing):
        values = {"known": ", ".join(get_args(Closing)), "given": closing}
        reason = Phrase("colophon is one of {known}, not {given}", values)
        issue = error("B601", place, UNUSABLE, reason=reason)
        raise TemplateRefused([in_toml(issue, texts[0], *toml_position(texts[0], "", "colophon"))])
    return Layout(name, page, roles, bool(raw.get("page_numbers", True)), closing, frame, follows, sources)


def _values(table: str, raw: Mapping[str, Any], kind: type[Page | Role | Frame]) -> dict[str, Any]:
    """Return the values of a table without their sources."""
    unknown = sorted(set(raw) - {each.name for each in fields(kind)} - {"source"})
    if unknown:
        near = nearest(unknown[0], [each.name for each in fields(kind)])
        text = "[{table}] knows no {key}; did you mean “{near}”?" if near else "[{table}] knows no {key}"
        values = {"table": table, "key": ", ".join(unknown), "near": near}
        raise LayoutFault(Phrase(text, values), table, unknown[0])
    missing = [each.name for each in fields(kind) if _is_needed(each) and each.name not in raw]
    if missing:
        reason = Phrase("[{table}] lacks {keys}", {"table": table, "keys": ", ".join(missing)})
        raise LayoutFault(reason, table)
    values = {key: value for key, value in raw.items() if key != "source"}
    refuse_unfit(table, values, kind)
    return values


def _is_needed(each: "Field[Any]") -> bool:
    return each.default is MISSING and each.default_factory is MISSING


def _sources(
    table: str, kind: type[Page | Role | Frame], raw: Mapping[str, Any]
) -> Iterator[tuple[str, Provision]]:
    """Yield the provisions of a table: the place of a value, and what its clause says."""
    for key, says in raw.get("source", {}).items():
        if says == "":
            continue
        if not hasattr(kind, key):
            values = {"table": table, "key": key}
            unknown = Phrase("[{table}] has a source for {key}, which it does not know", values)
            raise LayoutFault(unknown, table, f"source.{key}")
        match = _PROVISION.fullmatch(str(says))
        if match is None:
            says_wrong = Phrase(
                "source.{key} of [{table}] is a clause and its wording, "
                "“7.2.4 规定” or “5.2.1 规定 ± 1”, not “{given}”",
                {"table": table, "key": key, "given": says},
            )
            raise LayoutFault(says_wrong, table, key)
        yield f"{table}.{key}", Provision(match[1], cast("Strength", match[2]), float(match[3] or 0))


_PROVISION = re.compile(rf"([0-9]+(?:\.[0-9]+)*) ({'|'.join(get_args(Strength))})(?: ± ([0-9.]+))?")


def _standard(name: object) -> str:
    if name != "" and name not in STANDARDS:
        values = {"known": ", ".join(STANDARDS), "given": name}
        raise LayoutFault(Phrase("follows knows {known}, not “{given}”", values), "", "follows")
    return str(name)


def _texts(name: str, search: Sequence[Path]) -> Iterator[str]:
    """Yield the text of a profile, then of each that the one before extends."""
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
        except (ValueError, RecursionError) as cause:
            why, *at = toml_fault(cause, content)
            raise TemplateRefused(
                [in_toml(error("B601", place, UNUSABLE, reason=why), content, *at)]
            ) from None
        except Unfit as cause:
            raise TemplateRefused([error("B601", place, UNUSABLE, reason=cause.why)]) from None
        yield content
        if "extends" not in raw:
            return
        seen.append(name)
        name = str(raw["extends"])


@lru_cache(32)
def _tables(text: str) -> Mapping[str, Any]:
    return tomllib.loads(text)


def _over(base: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Return `own` merged over `base`, table by table and in the order of `base`."""
    merged = {**base, **own}
    for key in base.keys() & own.keys():
        if isinstance(base[key], dict) and isinstance(own[key], dict):
            merged[key] = _over(base[key], own[key])
    return merged
