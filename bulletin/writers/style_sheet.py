"""From a layout to the style sheet that both the web page and the PDF use."""

from collections.abc import Callable

from bulletin.layout import Layout, Role

Families = Callable[[str], str]
"""Class of faces → the value of `font-family`."""

WEB_FAMILIES = {
    "fangsong": '"仿宋_GB2312", "仿宋", "FangSong", "STFangsong", serif',
    "kaiti": '"楷体_GB2312", "楷体", "KaiTi", "STKaiti", serif',
    "heiti": '"黑体", "SimHei", "STHeiti", sans-serif',
    "songti": '"宋体", "SimSun", "STSong", serif',
    "xiaobiaosong": '"方正小标宋简体", "FZXiaoBiaoSong-B05S", "宋体", "SimSun", serif',
}
"""The faces a reader's own machine is asked for."""


def style_sheet(layout: Layout, families: Families) -> str:
    """The rules for the page and for every role."""
    rules = [_page(layout, families), *_frame(layout)]
    rules += [_rule(selector(key), role, layout, families) for key, role in layout.roles.items()]
    return "\n".join(rules)


def selector(role: str) -> str:
    """Where a role applies: a heading, a table part, or a paragraph of that class."""
    tags = {"h1": "h1", "h2": "h2", "h3": "h3", "h4": "h4", "strong": "strong", "caption": "caption",
            "head_cell": "th", "cell": "td"}  # fmt: skip
    return tags.get(role, f".{role}")


def _page(layout: Layout, families: Families) -> str:
    page, number = layout.page, layout.roles["page_number"]
    margins = f"{page.top}mm {page.right}mm {page.bottom}mm {page.left}mm"
    rules = [f"@page {{ size: {page.width}mm {page.height}mm; margin: {margins} }}"]
    if layout.page_numbers:
        indent = f"{number.right * number.size:g}pt"
        down = round(page.footer - number.size / 2 * 25.4 / 72, 3)  # the dash is in the middle of its line
        font = f"{number.size:g}pt/1 {families(number.face)}"
        for side, edge in (("right", f"0 {indent} 0 0"), ("left", f"0 0 0 {indent}")):
            rules.append(
                f'@page :{side} {{ @bottom-{side} {{ content: "— " counter(page) " —"; font: {font};'
                f" white-space: nowrap; width: 60mm; text-align: {side}; vertical-align: top;"
                f" padding: {edge}; margin-top: {down}mm }} }}"
            )
    return "\n".join(rules)


def _frame(layout: Layout) -> list[str]:
    return [
        "html { overflow-wrap: anywhere; hyphens: none }",
        "body { margin: 0; color: #000 }",
        "p, h1, h2, h3, h4, table, caption { margin: 0; padding: 0; font-weight: normal }",
        "p { orphans: 1; widows: 1 }",
        ".keep { white-space: nowrap }",
        "table { width: 100%; border-collapse: collapse; table-layout: fixed }",
        f"table {{ margin-bottom: {layout.pitch / 2:.3f}pt }}",
        "thead { display: table-header-group } tr { break-inside: avoid }",
        "th, td { border: 0.5pt solid #000; padding: 0 2pt; font-weight: normal; vertical-align: middle }",
        ".newpage { break-after: page }",
        "p.tabbed { display: flex; justify-content: space-between } .tabbed span { white-space: nowrap }",
        ".group-signature { break-before: avoid; break-inside: avoid }",
        ".foot { break-before: avoid; break-inside: avoid } .foot td { border: 0; padding: 0 }",
        ".foot table { border: 0 solid #000; border-width: 0.35mm 0; margin: 0; table-layout: auto }",
        ".foot tr + tr td { border-top: 0.25mm solid #000 } .foot .end { text-align: right }",
        ".foot td p { text-indent: 0 } .foot .end p { padding-left: 0; text-align: right }",
        ".room { visibility: hidden }",
        ".room table, .room tr + tr td { border-color: transparent }",
        "@media print { .foot .colophon { position: absolute; bottom: 0; left: 0; right: 0 } }",
        "@media screen { html { line-break: strict } body { margin: 0 auto; padding: 10mm 6vw }",
        f"  body {{ box-sizing: border-box; max-width: {layout.page.width}mm }} }}",
    ]


def _rule(where: str, role: Role, layout: Layout, families: Families) -> str:
    spacing = layout.advance(role) - role.size
    if role is layout.roles["strong"]:
        return f"{where} {{ font-family: {families(role.face)}; font-weight: normal }}"
    declarations = [
        f"font: normal {role.size:g}pt/{_down(_height(role, layout))}pt {families(role.face)}",
        f"letter-spacing: {_tight(spacing)}pt" if spacing else "letter-spacing: 0",
        f"text-align: {role.align}",
        f"color: #{role.color}",
    ]
    if role.page_top:
        edge = role.page_top - layout.page.top
        return (
            f"{where} {{ {'; '.join(declarations)} }}\n@media print {{ {where} {{"
            f" margin-top: {edge:g}mm; height: {-edge:g}mm }} }}"  # in the flow, so that it is read first
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
    if role.keep_with_next:
        declarations.append("break-after: avoid")
    return f"{where} {{ {'; '.join(declarations)} }}"


def _height(role: Role, layout: Layout) -> float:
    """The height of a line in pt."""
    return role.size if role.tight else layout.pitch * role.lines


def declared(role: Role, base: Role, layout: Layout) -> str:
    """What sets a paragraph apart from its role: its place among its neighbours, or a smaller size."""
    declarations = []
    if role.size != base.size:
        declarations.append(f"font-size: {role.size:g}pt")
        declarations += [f"line-height: {role.size:g}pt"] if role.tight else []
    if role.before != base.before:
        declarations.append(f"padding-top: {_down(role.before * layout.pitch)}pt")
    if role.right != base.right:
        declarations.append(f"padding-right: {_down(role.right * layout.advance(base))}pt")
    return "; ".join(declarations)


def _down(length: float) -> str:
    """A length in pt to 1/10000, rounded down: a trifle too much costs the page a line."""
    return f"{int(length * 10_000) / 10_000:.4f}"


def _tight(spacing: float) -> str:
    """Letter spacing rounded away from zero to 1/100 pt: a thousandth too wide costs a character a line."""
    hundredths = int(spacing * 100) - (1 if spacing < 0 else 0)
    return f"{hundredths / 100:g}"
