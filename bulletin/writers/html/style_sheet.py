"""Turn a layout into the style sheet of both the web page and the PDF."""

from collections.abc import Callable, Iterator

from bulletin.typography.layout import Frame, Layout, Page, Role
from bulletin.typography.placing import BAR, PT, RULES

Families = Callable[[str], str]
"""Class of faces → the value of `font-family`."""

WEB_FAMILIES = {
    "fangsong": '"仿宋_GB2312", "仿宋", "FangSong", "STFangsong", serif',
    "kaiti": '"楷体_GB2312", "楷体", "KaiTi", "STKaiti", serif',
    "heiti": '"黑体", "SimHei", "STHeiti", sans-serif',
    "songti": '"宋体", "SimSun", "STSong", serif',
    "xiaobiaosong": '"方正小标宋简体", "FZXiaoBiaoSong-B05S", "宋体", "SimSun", serif',
}
"""The faces to use of the reader's machine."""


def style_sheet(layout: Layout, families: Families) -> str:
    """Return the rules for the page and for every role."""
    rules = [_page(layout, families), *_frame(layout)]
    rules += [rule(selector(key), role, layout, families) for key, role in layout.roles.items()]
    return "\n".join(rules)


def selector(role: str) -> str:
    """Return the selector of a role: a heading, a table part, or a paragraph of that class."""
    tags = {"h1": "h1", "h2": "h2", "h3": "h3", "h4": "h4", "strong": "strong", "caption": "caption",
            "head_cell": "th", "cell": "td", "annex_title": "h1.annex_title",
            "picture": "figure"}  # fmt: skip
    return tags.get(role, f".{role}")


def _page(layout: Layout, families: Families) -> str:
    page, turned = layout.page, layout.page.turned
    rules = [f"@page {{ {_sheet(page)} }}", f"@page turned {{ {_sheet(turned)} }}"]
    if layout.page_numbers:
        rules += _page_numbers(layout, families)
    return "\n".join(rules)


def _sheet(page: Page) -> str:
    margins = f"{page.margin_top:g}mm {page.right:g}mm {page.margin_bottom:g}mm {page.left:g}mm"
    return f"size: {page.width:g}mm {page.height:g}mm; margin: {margins}"


def _page_numbers(layout: Layout, families: Families) -> Iterator[str]:
    """Yield the rules of page numbers: at the outer edge, on landscape pages too (7.5, chapter 8)."""
    page, number = layout.page, layout.roles["page_number"]
    indent = number.right * number.size
    dash = page.footer - page.overhang  # below the last line
    down = round(dash - number.size / 2 / PT, 3)  # the dash is in the middle of its line
    look = f'content: "— " counter(page) " —"; font: {number.size:g}pt/1 {families(number.face)}'
    look += "; white-space: nowrap; vertical-align: top"
    none = "content: none"
    for side, edge in (("right", f"0 {indent:g}pt 0 0"), ("left", f"0 0 0 {indent:g}pt")):
        yield (
            f"@page :{side} {{ @bottom-{side} {{ {look}; width: 60mm; text-align: {side};"
            f" padding: {edge}; margin-top: {down}mm }} }}"
        )
        line = f"width: {page.text_width - indent / PT:.3f}mm; height: {number.size:g}pt; padding: {edge}"
        along = round(page.bottom - page.footer + number.size / 2 / PT, 3)
        yield (
            f"@page turned:{side} {{ @bottom-{side} {{ {none} }} @left-top {{ {look}; {line};"
            f" text-align: {side}; margin: 0 {page.bottom - page.text_width:g}mm 0 0;"
            f" transform-origin: 0 0; transform: translate({along}mm, 0) rotate(90deg) }} }}"
        )
        unnumbered = [":blank", "unnumbered", *([":first"] if layout.frame else [])]
        yield from (f"@page {which} {{ @bottom-{side} {{ {none} }} }}" for which in unnumbered)


def _frame(layout: Layout) -> list[str]:
    black = "transparent" if layout.frame else "#000"  # the 版记 of a letter has no rules (10.1)
    centred = ", ".join(selector(key) for key, role in layout.roles.items() if role.align == "center")
    return [
        "html { overflow-wrap: anywhere; hyphens: none }",
        "body { margin: 0; color: #000 }",
        "p, h1, h2, h3, h4, table, caption { margin: 0; padding: 0; font-weight: normal }",
        "p { orphans: 1; widows: 1 }",
        ".keep { white-space: nowrap }",
        "table { width: 100%; border-collapse: collapse; table-layout: fixed }",
        f"table {{ margin-bottom: {layout.pitch / 2:.3f}pt }}",
        f"table + .group-signature {{ margin-top: {-layout.pitch / 2:.3f}pt }}",  # 7.3.5.2
        "thead { display: table-header-group } tr { break-inside: avoid }",
        "th, td { border: 0.5pt solid #000; padding: 0 2pt; font-weight: normal; vertical-align: middle }",
        ".bars { break-inside: avoid }",
        ".bars td { border: 0; text-align: left; white-space: nowrap } .bars td + td { padding-left: 0 }",
        ".bars td:first-child { border-right: 0.75pt solid #000; text-align: right; white-space: normal }",
        ".bars td:first-child { padding-right: 4pt } .bar { display: inline-block; vertical-align: middle }",
        f".bar {{ height: 1em; margin-right: 4pt; background: #{BAR} }}",
        ".newpage { break-after: page } .landscape { page: turned; break-before: page }",
        "figure { margin: 0; break-inside: avoid }",
        "figure img { display: block; margin: 0 auto; image-orientation: none }",
        "figcaption { margin: 0 }",
        ".joint { display: flex; justify-content: center; align-items: center }",
        ".joint p, .corner p { white-space: nowrap }",
        ".corner { display: flex; justify-content: space-between }",
        "p.tabbed { display: flex; justify-content: space-between } .tabbed span { white-space: nowrap }",
        ".group-signature { break-before: avoid; break-inside: avoid } p.note { break-before: avoid }",
        ".group-signature.long { break-inside: auto } .long .signature { break-after: auto }",
        ".long .signature:nth-last-child(2) { break-after: avoid }",  # the last organ and the date
        ".foot { break-before: avoid; break-inside: avoid } .foot p { text-indent: 0 }",
        f".rows {{ display: table; width: 100%; border-collapse: collapse; border: 0 solid {black} }}",
        ".rows { border-width: 0.35mm 0 } .rows div { display: table-row }",
        f".rows div + div {{ border-top: 0.25mm solid {black} }}",
        ".rows .tabbed span:first-child { white-space: normal }",
        ".room { visibility: hidden } .room, .room div + div { border-color: transparent }",
        f".room {{ margin-bottom: {layout.page.overhang:g}mm }}",
        "@media print { .foot .colophon { position: absolute; left: 0; right: 0 }",
        f"  .foot .colophon {{ bottom: {layout.page.overhang:g}mm }} }}",
        ".foot.next_page { break-before: page } .foot.after_blank { break-before: left; page: unnumbered }",
        "@media screen { figure img { max-width: 100%; height: auto !important }",
        "  .attachment, .landscape { margin-top: 3em } }",
        "@media screen { html { line-break: strict } body { margin: 0 auto; padding: 10mm 6vw }",
        f"  body {{ box-sizing: border-box; max-width: {layout.page.width:g}mm }}",
        f"  {centred} {{ text-wrap: balance }} }}",
        "@media screen { .bar { max-width: calc(100% - 6em) } }",
        *(_letter(layout.frame) if layout.frame else ()),
    ]


def _letter(frame: Frame) -> list[str]:
    """Return the double rules of a letter: the upper one thick above thin, the lower one reversed (10.1)."""
    solid = f"solid #{frame.color}"
    return [
        f".frame {{ position: absolute; width: {frame.width:g}mm; height: {RULES}mm }}",
        ".frame { box-sizing: border-box }",
        f".frame.upper {{ border-top: 0.75mm {solid}; border-bottom: 0.35mm {solid} }}",
        f".frame.lower {{ border-top: 0.35mm {solid}; border-bottom: 0.75mm {solid} }}",
        "@media screen { .frame { position: static; width: 100%; margin-top: 4mm }",
        "  .frame.lower { display: none } }",
    ]


def rule(where: str, role: Role, layout: Layout, families: Families) -> str:
    """Return the look of a role as a rule for the selector `where`."""
    spacing = letter_spacing(role, layout)
    if role is layout.roles["strong"]:
        return f"{where} {{ font-family: {families(role.face)}; font-weight: normal }}"
    declarations = [
        f"font: normal {role.size:g}pt/{_down(line_height(role, layout))}pt {families(role.face)}",
        f"letter-spacing: {spacing:g}pt" if spacing else "letter-spacing: 0",
        f"text-align: {role.align}",
        f"color: #{role.color}",
    ]
    if role.page_top:
        return (
            f"{where} {{ {'; '.join(declarations)}; {_on_sheet(role, layout)} }}\n"
            f"@media screen {{ {where} {{ margin-top: 0 !important; height: auto !important }} }}"
        )
    advance = layout.advance(role)
    for name, characters in (
        ("text-indent", role.first_line),
        ("padding-left", role.left),
        ("padding-right", role.right),
    ):
        if characters:
            declarations.append(f"{name}: {_down(characters * advance)}pt")
    for name, lines in (("padding-top", role.before), ("padding-bottom", role.after)):
        if lines:
            declarations.append(f"{name}: {_down(lines * layout.pitch)}pt")
    if role.rule:
        declarations.append(
            f"border-bottom: {role.rule:g}pt solid #{role.color}; box-sizing: border-box;"
            f" height: {_down(layout.pitch * role.lines)}pt"
        )
    if role.keep_with_next and where != "figure":  # its caption is part of it
        declarations.append("break-after: avoid")
    return f"{where} {{ {'; '.join(declarations)} }}"


def _on_sheet(role: Role, layout: Layout) -> str:
    """Return the rules for a mark above the text area that stays first in the flow and moves no text."""
    edge = role.page_top - layout.page.margin_top
    return f"margin-top: {edge:.3f}mm; height: {-edge:.3f}mm"


def line_height(role: Role, layout: Layout) -> float:
    """Return the height of a line in pt."""
    return role.size if role.tight else layout.pitch * role.lines


def declared(role: Role, base: Role, layout: Layout) -> str:
    """Return the declarations that differ from the role: place among neighbours, or a smaller size."""
    declarations = []
    if role.size != base.size:
        declarations.append(f"font-size: {role.size:g}pt")
        declarations += [f"line-height: {role.size:g}pt"] if role.tight else []
    if role.before != base.before:
        declarations.append(f"padding-top: {_down(role.before * layout.pitch)}pt")
    advance = layout.advance(base)
    for name, characters, usual in (
        ("text-indent", role.first_line, base.first_line),
        ("padding-left", role.left, base.left),
        ("padding-right", role.right, base.right),
    ):
        if characters != usual:
            declarations.append(f"{name}: {_down(characters * advance)}pt")
    if role.align != base.align:
        declarations.append(f"text-align: {role.align}")
    if role.spread:
        declarations.append(f"letter-spacing: {_down(role.spread)}pt")
    if role.page_top != base.page_top:
        declarations.append(_on_sheet(role, layout))
    return "; ".join(declarations)


def _down(length: float) -> str:
    """Return a length in pt to 1/10000, rounded down: any excess costs the page a line."""
    return f"{int(length * 10_000) / 10_000:.4f}"


def letter_spacing(role: Role, layout: Layout) -> float:
    """Return the extra width of a character, in pt to 1/100: any excess costs a character a line."""
    spacing = layout.advance(role) - role.size
    return (int(spacing * 100) - (1 if spacing < 0 else 0)) / 100
