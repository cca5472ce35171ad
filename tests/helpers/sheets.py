"""Official documents of known geometry: every character and rule is put at its millimetre.

The numbers follow from the standard by hand. The text area begins at 37 and 28 mm and is 156 × 225 mm. A line
is 225 ÷ 22 = 10.227 mm high, a character of 三号 (16 pt) 5.644 mm, so there are 2.291 mm above and below it.
"""

import base64
import html
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import bulletin_fonts
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

PT = 25.4 / 72
LINE = 225 / 22
LEAD = (LINE - 16 * PT) / 2
CELL = 156 / 28
FACES = {
    "fangsong": "Bulletin FangSong",
    "kaiti": "Bulletin KaiTi",
    "heiti": "Bulletin HeiTi",
    "songti": "Bulletin Song",
    "xiaobiaosong": "Bulletin XiaoBiaoSong",
}
HAN = "全面检查被巡察党组织履行职责情况着力发现问题推动整改落实到位"


@dataclass(frozen=True)
class Set:
    """A line: its text, where its first cell begins and where the upper edge of its cells is, in mm."""

    text: str
    left: float
    top: float
    size: float = 16
    face: str = "fangsong"
    color: str = "#000"
    advance: float = 0  # mm from character to character; 0: the size
    right: float | None = None  # where its last cell ends, instead of `left`

    @property
    def width(self) -> float:
        """From the first cell to the end of the last; a digit takes half a cell."""
        step = self.advance or self.size * PT
        cells = sum(0.5 if c.isascii() else 1 for c in self.text)
        return cells * self.size * PT + (step - self.size * PT) * (len(self.text) - 1)


@dataclass(frozen=True)
class Stroke:
    """A horizontal rule, in mm."""

    left: float
    top: float
    length: float
    thickness: float
    color: str = "#000"


Sheet = list[Set | Stroke]


@dataclass(frozen=True)
class Plan:
    """What may be changed of a document that is as the standard asks."""

    top: float = 37
    left: float = 28
    width: float = 156
    line: float = LINE
    characters: int = 28
    lines: int = 22
    copy_number: str = "000001"
    secrecy_face: str = "heiti"
    mark_top: float = 72
    mark_color: str = "#e60012"
    mark_face: str = "xiaobiaosong"
    number_blank: float = 2
    number_shift: float = 0
    rule_gap: float = 4
    rule_length: float = 156
    rule_color: str = "#e60012"
    rule_thickness: float = 0.4
    title_blank: float = 2
    title: tuple[str, ...] = ("中共云川县委巡察组", "关于前两轮巡察工作情况的通报")
    title_size: float = 22
    title_shift: float = 0
    addressees_blank: float = 1
    addressees: str = "各乡镇党委，县直各部门党组："
    body_size: float = 16
    body_face: str = "fangsong"
    indent: float = 2
    heading_face: str = "heiti"
    heading2_face: str = "kaiti"
    uneven: float = 0
    ragged: float = 0
    annex_blank: float = 1
    annex_note: str = "附件：1.整改情况统计表"
    two_annexes: bool = False
    second_shift: float = 0
    organ: str = "中共云川县委巡察工作领导小组"
    signed: str = "unsealed"
    organ_right: float = 2
    date_offset: float = 2
    date_right: float = 4
    organ_shift: float = 0
    date: str = "2026年9月18日"
    note: str = "（此件公开发布）"
    annex_label_line: int = 1
    annex_title_line: int = 3
    annex_face: str = "heiti"
    foot: float = 0
    outer: float = 0.35
    inner: float = 0.25
    rules: bool = True
    copies: str = "抄送：县委常委，县纪委监委。"
    copies_indent: float = 1
    printed_size: float = 14
    folio_gap: float = 7
    folio_indent: float = 1
    folio_face: str = "songti"
    folio_text: str = "— {n} —"
    folio_numbers: tuple[int, ...] = (1, 2, 3, 4)
    swapped: bool = False


def sheets(plan: Plan) -> list[Sheet]:
    """The four pages: head and first lines; a full page; the end of the text and the signature; an annex."""
    pages = [_first(plan), _full(plan), _last(plan), _annex(plan)]
    return [[*page, *_folio(plan, index)] for index, page in enumerate(pages)]


def _row(plan: Plan, n: float) -> float:
    """The upper edge of the cells on line n of the text area."""
    return plan.top + (n - 1) * plan.line + LEAD


def _body(plan: Plan, top: float, indent: float = 0, characters: int | None = None) -> Set:
    advance = plan.width / plan.characters
    count = (plan.characters if characters is None else characters) - round(indent)
    text = (HAN * 3)[:count]
    return Set(text, plan.left + indent * advance, top, plan.body_size, plan.body_face, advance=advance)


def _centred(plan: Plan, text: str, top: float, size: float, **more: Any) -> Set:
    line = Set(text, 0, top, size, **more)
    return replace(line, left=plan.left + plan.width / 2 - line.width / 2)


def _first(plan: Plan) -> Sheet:
    mark = _centred(plan, "中共云川县委文件", plan.mark_top, 36, face=plan.mark_face, color=plan.mark_color)
    number_top = plan.mark_top + 36 * PT + plan.number_blank * LINE + LEAD  # the mark has no gap
    number = _centred(plan, "云发〔2026〕8号", number_top, 16)
    rule = number_top + 16 * PT + plan.rule_gap
    title_top = rule + plan.rule_thickness + plan.title_blank * LINE + LEAD
    titles = [
        _centred(plan, text, title_top + n * LINE, plan.title_size, face="xiaobiaosong")
        for n, text in enumerate(plan.title)
    ]
    end = title_top + (len(titles) - 1) * LINE + plan.title_size * PT
    to = end + plan.addressees_blank * LINE + 2 * LEAD
    return [
        Set(plan.copy_number, plan.left, _row(plan, 1)),
        Set("机密★1年", plan.left, _row(plan, 2), face=plan.secrecy_face),
        mark,
        replace(number, left=number.left + plan.number_shift),
        Stroke(plan.left, rule, plan.rule_length, plan.rule_thickness, plan.rule_color),
        *(replace(title, left=title.left + plan.title_shift) for title in titles),
        Set(plan.addressees, plan.left, to, advance=CELL),
        _body(plan, to + plan.line, plan.indent),
        *(_body(plan, to + n * plan.line) for n in (2, 3, 4)),
    ]


def _full(plan: Plan) -> Sheet:
    rows = [_body(plan, _row(plan, n)) for n in range(1, plan.lines + 1)]
    advance = plan.width / plan.characters
    rows[2] = Set(
        "一、总体情况", plan.left + 2 * advance, rows[2].top, face=plan.heading_face, advance=advance
    )
    rows[3] = Set(
        "（一）整改情况", plan.left + 2 * advance, rows[3].top, face=plan.heading2_face, advance=advance
    )
    rows[4] = _body(plan, rows[4].top, plan.indent)
    rows[6] = replace(rows[6], top=rows[6].top + plan.uneven)
    short = rows[8]
    rows[8] = replace(short, advance=short.advance - plan.ragged / (len(short.text) - 1))
    return list(rows)


def _last(plan: Plan) -> Sheet:
    text = [_body(plan, _row(plan, 1)), _body(plan, _row(plan, 2), characters=10)]
    note = Set(plan.annex_note, plan.left + 2 * CELL, _row(plan, 3 + plan.annex_blank), advance=CELL)
    after = 5 + plan.annex_blank + plan.two_annexes
    organ = Set(plan.organ, 0, _row(plan, after), advance=CELL)
    date = replace(organ, text=plan.date, top=_row(plan, after + 1))
    right = plan.left + plan.width
    if plan.signed == "unsealed":
        organ = replace(organ, left=right - plan.organ_right * CELL - organ.width)
        date = replace(date, left=organ.left + plan.date_offset * CELL)
    else:
        date = replace(date, left=right - plan.date_right * CELL - date.width)
        organ = replace(organ, left=date.left + date.width / 2 - organ.width / 2 + plan.organ_shift * CELL)
    remark = Set(plan.note, plan.left + 2 * CELL, date.top + plan.line, advance=CELL)
    second = Set("2.名单", plan.left + (5 + plan.second_shift) * CELL, note.top + LINE, advance=CELL)
    return [*text, note, *([second] if plan.two_annexes else []), organ, date, remark]


def _annex(plan: Plan) -> Sheet:
    """An annex, and the imprint at the foot: its lines are 8 mm high."""
    title = _centred(
        plan, "整改情况统计表", _row(plan, plan.annex_title_line) + LEAD - 3, 22, face="xiaobiaosong"
    )
    foot = 262 + plan.foot
    unit = 14 * PT
    edges = (foot - 16 - plan.outer, foot - 8 - plan.inner, foot - plan.outer)
    thick = (plan.outer, plan.inner, plan.outer)
    rules = [Stroke(plan.left, top, 156, t) for top, t in zip(edges, thick, strict=True)]
    printed = Set("2026年9月18日印发", 0, foot - 6.5, plan.printed_size)
    return [
        Set("附件1", plan.left, _row(plan, plan.annex_label_line), face=plan.annex_face, advance=CELL),
        title,
        _body(plan, _row(plan, 5), plan.indent),
        *(_body(plan, _row(plan, n)) for n in (6, 7)),
        *(rules if plan.rules else ()),
        Set(plan.copies, plan.left + plan.copies_indent * unit, foot - 14.5, 14),
        Set("中共云川县委办公室", plan.left + unit, foot - 6.5, plan.printed_size),
        replace(printed, left=plan.left + plan.width - unit - printed.width),
    ]


def _folio(plan: Plan, index: int) -> Sheet:
    number = plan.folio_numbers[index]
    text = plan.folio_text.format(n=number)
    # the dash of the face is drawn in the middle of its cell
    line = Set(text, 0, 262 + plan.folio_gap - 7 * PT, 14, plan.folio_face)
    odd = (number % 2 == 1) is not plan.swapped
    indent = 14 * PT * plan.folio_indent
    if odd:
        return [replace(line, right=plan.left + plan.width - indent)]
    return [replace(line, left=plan.left + indent)]


# ── from sheets to a PDF ─────────────────────────────────────────────────────────────────────────────────


@cache
def _fonts() -> tuple[FontConfiguration, CSS]:
    fonts = FontConfiguration()
    rules = "".join(
        f"@font-face {{ font-family: {key}; src: url({bulletin_fonts.path(family).as_uri()}) }}"
        for key, family in FACES.items()
    )
    return fonts, CSS(string=rules, font_config=fonts)


def pdf(pages: Sequence[Sheet | str], width: float = 210, height: float = 297) -> bytes:
    """A PDF of these sheets."""
    fonts, faces = _fonts()
    rules = f"@page {{ size: {width}mm {height}mm; margin: 0 }} body {{ margin: 0 }}"
    rules += f" div {{ position: relative; width: {width}mm; height: {height - 0.1}mm; break-after: page }}"
    rules += " p, hr { position: absolute; margin: 0; border: 0; white-space: pre }"
    body = "".join(
        f"<div>{page if isinstance(page, str) else ''.join(map(_drawn, page))}</div>" for page in pages
    )
    page = HTML(string=f"<html lang=zh-CN><body>{body}</body></html>")
    content: bytes = page.write_pdf(stylesheets=[faces, CSS(string=rules)], font_config=fonts)
    return content


def picture() -> str:
    """A sheet that is a picture: one grey dot over the page, as a scan is."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    dot = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)) + chunk(
        b"IDAT", zlib.compress(b"\0\x80")
    )
    png = base64.b64encode(b"\x89PNG\r\n\x1a\n" + dot + chunk(b"IEND", b"")).decode()
    return f'<img style="width:210mm;height:296mm" src="data:image/png;base64,{png}">'


def _drawn(thing: Set | Stroke) -> str:
    if isinstance(thing, Stroke):
        return (
            f'<hr style="left:{thing.left}mm;top:{thing.top}mm;width:{thing.length}mm;'
            f'height:{thing.thickness}mm;background:{thing.color}">'
        )
    spacing = (thing.advance / PT - thing.size) if thing.advance else 0
    side = f"left:{thing.left}mm" if thing.right is None else f"right:{210 - thing.right}mm"
    return (
        f'<p style="{side};top:{thing.top}mm;font:{thing.size}pt/{thing.size}pt {thing.face};'
        f'letter-spacing:{spacing}pt;color:{thing.color}">{html.escape(thing.text)}</p>'
    )
