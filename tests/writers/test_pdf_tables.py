"""Tables of a PDF, which are drawn row by row, held against those that WeasyPrint lays out itself."""

import io
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from bulletin.model.document import (
    Align,
    Block,
    Cell,
    Document,
    Heading,
    Inline,
    LineBreak,
    Paragraph,
    ParagraphGroup,
    Section,
    Strong,
    Table,
    Text,
    Value,
)
from bulletin.typography.layout import Layout
from bulletin.writers import write
from bulletin.writers.html import table_html
from bulletin.writers.pdf.rows import DrawnTables
from tests.helpers.tags import tags

LONG = "根据县委统一部署，县委巡察组对有关乡镇和部门党组织开展了巡察，并按程序反馈了巡察意见（含整改要求）。"

OFFICE = """
extends = "gbt9704"
[role.cell]
align = "justify"
size = 16
lines = 1
first_line = 2
left = 0.5
right = 0.3
before = 0.2
after = 0.1
[role.head_cell]
align = "right"
color = "aa0000"
"""
"""An office's own cells: set on the grid of the page, justified, indented, with gaps."""


def cell(*parts: str | Inline, head: bool = False, span: int = 1, align: Align = "") -> Cell:
    words = tuple(Text(part) if isinstance(part, str) else part for part in parts)
    return Cell(words, head, span, align=align)


def under(*, head: bool = False) -> Cell:
    """A cell that is one with the cell above it."""
    return Cell((), head, joined=True)


def number(text: str) -> Value:
    return Value(text, "talks", "", 1)


HEAD = (
    (cell("单位", head=True), cell("反馈和整改", head=True, span=2), cell("备注", head=True)),
    (cell("", head=True), cell("反馈", head=True), cell("整改", head=True), cell("", head=True)),
)
ROWS = (
    (cell("云川镇"), cell(number("1286"), "人次，其中", number("34个")), cell("短"), cell()),
    (cell(Strong((Text("重点"),)), "：逐项"), cell("第一行", LineBreak(), "第二行"), cell(LONG, span=2)),
    (
        cell(LONG),
        cell("共", number("12个"), "，占", number("73.9%"), "，", number("35人次")),
        cell(),
        cell("。"),
    ),
    (cell("喆堃翀"), cell("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijkl"), cell("𬭎䶮㛃"), cell("a b c d e f g h")),
    *((cell(f"第{n}乡"), cell("开展谈话" * (n % 4)), cell(str(n * 37)), cell("（注）")) for n in range(30)),
)
JOINED_HEAD = (
    (cell("单位", head=True), cell("反馈和整改", head=True, span=2)),
    (under(head=True), cell("反馈", head=True), cell("整改", head=True)),
)
JOINED = tuple(
    (cell(f"第{n // 3}组") if n % 3 == 0 else under(), cell(LONG[: 9 * (n % 5)]), cell(str(n), align="right"))
    for n in range(45)
)
"""Rows by threes under a joined cell, fifteen times: on more than one page."""
SIGNED = ParagraphGroup("signature", (Paragraph("signature", (Text("中共云川县委"),)),
                             Paragraph("date", (Text("2026年9月18日"),))))  # fmt: skip


def short(n: int) -> tuple[Cell, ...]:
    return cell(str(n)), cell("乙"), cell("丙")


def document(*blocks: Block, layout: str = "gbt9704") -> Document:
    blocks = Heading(1, (Text("表格"),)), *blocks
    return Document("test", layout, "表格", "zh-CN", blocks, date="2026-09-18")


def characters(content: bytes) -> list[tuple[int, str, float, float]]:
    """Each character with its page and the lower left corner of its ink in pt, in the order of the file."""
    file = pypdfium2.PdfDocument(content)
    found = []
    for n, page in enumerate(file):
        text = page.get_textpage()
        for i, char in enumerate(text.get_text_range()):
            if char.strip():
                left, bottom, _, _ = text.get_charbox(i)
                found.append((n, char, left, bottom))
    file.close()
    return found


def farthest_apart(ours: bytes, other: bytes) -> float:
    """How far, in pt, the character is that stands farthest from where the other file has it."""
    here, there = characters(ours), characters(other)
    assert [each[:2] for each in here] == [each[:2] for each in there]
    return max(max(abs(x - p), abs(y - q)) for (_, _, x, y), (_, _, p, q) in zip(here, there, strict=True))


def as_weasyprint_has_it(
    patch: pytest.MonkeyPatch, content: Document, search: tuple[Path, ...] = ()
) -> bytes:
    def html(_self: DrawnTables, table: Table, _layout: Layout, _caption: str) -> str:
        return table_html(table)

    with patch.context() as patched:
        patched.setattr(DrawnTables, "html", html)
        return write(content, "pdf", search)


@pytest.mark.parametrize(
    "blocks",
    {
        "with a head, on two pages": (Table((Text("表一"),), (*HEAD, *ROWS), 2, (2, 3, 3, 2)), SIGNED),
        "without head and caption": (Paragraph("body", (Text(LONG),)), Table((), ROWS, 0), SIGNED),
        "on turned sheets": (Section((Table((), (*HEAD, *ROWS), 2, (2, 3, 2, 5)),), landscape=True),),
        "whose end the signature takes along": (
            Table((), tuple((cell(str(n)), cell("乙")) for n in range(24)), 1), SIGNED,
        ),
        "filling the page of an attachment": (
            Section(
                (Heading(1, (Text("名单"),), attached=True), Table((), tuple(map(short, range(40))), 0)),
                (Text("附件"),),
            ),
        ),
        "whose cells are joined over rows": (
            Table((Text("表四"),), (*JOINED_HEAD, *JOINED[:9]), 2, (2, 5, 2)), SIGNED,
        ),
        "one below the other": (Table((), HEAD, 0), Table((), ROWS[:2], 0), Table((Text("表三"),), ROWS, 1)),
    }.items(),
    ids=lambda each: each[0],
)  # fmt: skip
def test_every_character_stands_where_weasyprint_has_it_in_its_own_table(
    blocks: tuple[str, tuple[Block, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    content = document(*blocks[1])
    assert farthest_apart(write(content, "pdf"), as_weasyprint_has_it(monkeypatch, content)) < 0.1


def test_so_it_does_with_the_cells_of_an_office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "layouts").mkdir()
    (tmp_path / "layouts" / "office.toml").write_text(OFFICE, "utf-8")
    chinese = [row for row in ROWS if "a b c" not in str(row)]  # of Latin words alone, lines stay ragged
    content = document(Table((), (*HEAD, *chinese), 2, (2, 3, 3, 2)), layout="office")
    ours = write(content, "pdf", [tmp_path])
    assert farthest_apart(ours, as_weasyprint_has_it(monkeypatch, content, (tmp_path,))) < 0.1


HANGING = """
extends = "gbt9704"
[role.cell]
align = "left"
first_line = -2
left = 2
"""


def test_so_it_does_where_the_first_line_hangs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "layouts").mkdir()
    (tmp_path / "layouts" / "hanging.toml").write_text(HANGING, "utf-8")
    rows = (
        (cell(LONG), cell("短")),
        (cell("共", number("1286人次"), "，", LONG), cell("第一行", LineBreak(), LONG)),
    )
    content = document(Table((), rows, 0, (3, 4)), layout="hanging")
    ours = write(content, "pdf", [tmp_path])
    assert farthest_apart(ours, as_weasyprint_has_it(monkeypatch, content, (tmp_path,))) < 0.1


def lines(content: bytes) -> list[list[str]]:
    """The words of each page, a line of print each."""
    file = pypdfium2.PdfDocument(content)
    found = [page.get_textpage().get_text_range().split() for page in file]
    file.close()
    return found


def test_a_number_stays_with_its_measure_word() -> None:
    # Of five columns each has room for 83.4 pt: six characters and a half of 14 pt would need 91.
    kept = cell("整改到位", number("35个"), "问题")
    content = write(document(Table((), ((kept, *[cell("乙")] * 4),), 0)), "pdf")
    assert lines(content)[0][1:3] == ["整改到位", "35个问题"]


def test_a_row_higher_than_a_page_goes_on_under_the_head() -> None:
    # 255 characters, seven a line, are 37 lines of 23.2 pt; a page has 638 pt.
    tall = Table((), (HEAD[0], (cell("甲"), cell(LONG * 5), cell("丙"), cell("丁"))), 1)
    content = write(document(Paragraph("body", (Text(LONG),)), tall), "pdf")
    first, second, third = lines(content)
    assert "单位" not in first
    assert second[:3] == third[:3] == ["单位", "反馈和整改", "备注"]
    assert "".join(second + third).count("反馈了巡察意见") == 5
    with pikepdf.open(io.BytesIO(content)) as file:
        told = tags(file)
    assert (told.count("/TR"), told.count("/TH"), told.count("/TD")) == (2, 3, 4)


def test_a_row_that_leaves_no_room_for_the_caption_stands_on_the_next_page() -> None:
    # 27 lines of 23.2 pt and a line of 14.5 pt before the caption of 29 pt are more than the page has.
    high = Table((Text("表一"),), ((cell(LONG * 3 + LONG[:36]), cell("乙"), cell("丙"), cell("丁")),), 0)
    pages = lines(write(document(high), "pdf"))
    assert "".join(pages[0]).startswith("表格")
    assert "".join("".join(page) for page in pages).count("统一部署") == 4


def test_words_of_a_head_without_rows_are_drawn() -> None:
    (page,) = lines(write(document(Table((), HEAD[:1], 1)), "pdf"))
    assert page[:4] == ["表格", "单位", "反馈和整改", "备注"]


def test_a_head_as_high_as_a_page_is_broken_like_other_rows() -> None:
    # 1,000 characters, fifteen a line, are 67 lines; a page has 27.
    table = Table(
        (),
        (
            (cell("表" * 1000, head=True), cell("头", head=True)),
            (cell("首行"), cell("末")),
        ),
        1,
    )
    content = write(document(table), "pdf")
    words = "".join("".join(page) for page in lines(content))
    assert words.count("表") == 1000 + 1  # the title has one
    assert words.count("首行") == 1
    assert min(bottom for *_, bottom in characters(content)) > 0, "all of it stands on its page"


def test_a_break_at_the_end_of_a_cell_begins_no_line() -> None:
    broken = Table((), ((cell("第一", LineBreak()), cell("乙")),), 0)
    whole = Table((), ((cell("第一"), cell("乙")),), 0)
    assert characters(write(document(broken), "pdf")) == characters(write(document(whole), "pdf"))


def test_the_rule_an_office_gives_its_heads_is_drawn_below_them(tmp_path: Path) -> None:
    (tmp_path / "layouts").mkdir()
    ruled = 'extends = "gbt9704"\n[role.head_cell]\nrule = 2\ncolor = "ff0000"\n'
    (tmp_path / "layouts" / "ruled.toml").write_text(ruled, "utf-8")
    content = write(document(Table((), (*HEAD, *ROWS[:2]), 2), layout="ruled"), "pdf", [tmp_path])
    with pikepdf.open(io.BytesIO(content)) as file:
        steps = [each for page in file.pages for each in pikepdf.parse_content_stream(page)]
    widths = [round(float(each.operands[0]) * 0.75, 3) for each in steps if str(each.operator) == "w"]
    assert widths.count(2) == len(HEAD)
    assert set(widths) == {0.5, 2}


def test_joined_cells_break_no_group_of_rows_over_pages() -> None:
    content = write(document(Table((), (*JOINED_HEAD, *JOINED), 2, (2, 5, 2))), "pdf")
    pages = lines(content)
    assert len(pages) > 1
    numbers = [[int(word) for word in page if word.isdecimal() and "—" not in page[-1]] for page in pages]
    assert all(each[0] % 3 == 0 for each in numbers if each), "each page begins with the first of three"


def test_a_cell_joined_over_a_whole_page_says_its_words_once_and_is_ruled_off() -> None:
    rows = tuple((cell("县直部门") if n == 0 else under(), cell(f"第{n}号")) for n in range(60))
    content = write(document(Table((), rows, 0)), "pdf")
    words = "".join("".join(page) for page in lines(content))
    assert words.count("县直部门") == 1
    assert [word for page in lines(content) for word in page if word.startswith("第")] == [
        f"第{n}号" for n in range(60)
    ]
    with pikepdf.open(io.BytesIO(content)) as file:
        told = tags(file)
    assert (told.count("/Table"), told.count("/TR"), told.count("/TD")) == (1, 60, 61)


def test_words_higher_than_a_page_in_a_joined_cell_are_printed_whole() -> None:
    # 51 characters forty times, fifteen a line, are 136 lines; a page has 27.
    rows = ((cell(LONG * 40), cell("甲")), (under(), cell("乙")), (cell("丙"), cell("丁")))
    content = write(document(Table((), rows, 0)), "pdf")
    words = "".join("".join(page) for page in lines(content))
    assert words.count("统") == 40
    assert words.index("甲") < words.index("乙") < words.index("丙")
    assert min(bottom for *_, bottom in characters(content)) > 0, "all of it stands on its page"
