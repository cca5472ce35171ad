"""`bulletin measure` on joint documents, on rows of signers, on stamped signatures and on landscape pages."""

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from bulletin import build
from bulletin.measurement import Report, measure
from tests.helpers import long_bulletin, office
from tests.helpers.sheets import CELL, LINE, PT, Plan, Set, Sheet, pdf, sheets

pytestmark = pytest.mark.slow


def amiss(report: Report) -> set[str]:
    """What is other than asked for."""
    return {row.requirement.key for row in report.rows if row.verdict != "ok"}


def values(report: Report) -> dict[str, float | str | None]:
    return {row.requirement.key: row.measured for row in report.rows}


def measured(pages: list[Sheet], folder: Path) -> Report:
    (folder / "sheet.pdf").write_bytes(pdf(pages))
    return measure(folder / "sheet.pdf")


def lowered(sheet: Sheet, below: float, down: float) -> Sheet:
    """A sheet with all of its text area that stands lower than `below` so much lower, in mm."""
    return [replace(thing, top=thing.top + down) if below < thing.top < 262 else thing for thing in sheet]


# ── joint marks ──────────────────────────────────────────────────────────────────────────────────────────

EM = 24 * PT
RED = "#e60012"


def joint(word: float = 0, short: float = 0) -> list[Sheet]:
    """Two names of 9 characters' width, the second of 8, from 72 mm down, and 文件 beside their middle.

    `word`: so much lower in mm; `short`: the second name is so much shorter.
    """
    pages = sheets(Plan())
    page = [thing for thing in pages[0] if not (isinstance(thing, Set) and thing.text.endswith("文件"))]
    left = 28 + 156 / 2 - 11.5 * EM / 2  # 9 characters, half a one between, 2 of 文件
    first = Set("中共云川县委办公室", left, 72, 24, "xiaobiaosong", RED)
    second = Set("云川县政府办公室", left, 72 + 1.3 * EM, 24, "xiaobiaosong", RED, (8 * EM - short) / 7)
    beside = Set("文件", left + 9.5 * EM, 72 + 0.65 * EM + word, 24, "xiaobiaosong", RED)
    down = 2.3 * EM - 36 * PT  # the head of the sheets has one mark of 36 pt
    pages[0] = [*lowered(page, 80, down), first, second, beside]
    return pages


@pytest.mark.parametrize(
    ("word", "short", "wanted"),
    [(0, 0, set()), (2, 0, {"mark.word"}), (-1.5, 0, {"mark.word"}), (0, 2, {"mark.even"})],
)
def test_the_names_are_equally_wide_and_the_word_is_beside_their_middle(
    word: float, short: float, wanted: set[str], tmp_path: Path
) -> None:
    assert amiss(measured(joint(word, short), tmp_path)) == wanted


def test_the_blank_lines_below_joint_marks_are_counted_from_the_last(tmp_path: Path) -> None:
    assert values(measured(joint(), tmp_path))["number.blank"] == pytest.approx(2, abs=0.1)


# ── rows of signers ──────────────────────────────────────────────────────────────────────────────────────


def upward(row: int = 1, shift: float = 0) -> list[Sheet]:
    """签发人 with two names, a third below the first; the number stands on row 0 or 1 of them.

    `shift`: the third name is so many characters off the first.
    """
    pages = sheets(Plan())
    number = next(line for line in pages[0] if isinstance(line, Set) and "〔" in line.text)
    pages[0].remove(number)
    start = 184 - CELL - 9 * CELL  # 签发人： and 张三　李四, one character from the edge
    page = lowered(pages[0], number.top, LINE)
    page.append(Set(number.text, 28 + CELL, number.top + row * LINE, advance=CELL))
    page.append(Set("签发人：", start, number.top, advance=CELL))
    page.append(Set("张三　李四", start + 4 * CELL, number.top, face="kaiti", advance=CELL))
    page.append(Set("王五", start + (4 + shift) * CELL, number.top + LINE, face="kaiti", advance=CELL))
    pages[0] = page
    return pages


def test_names_of_signers_go_on_below_the_first_of_them(tmp_path: Path) -> None:
    assert amiss(measured(upward(), tmp_path)) == set()


def test_the_two_blank_lines_are_above_the_first_row_of_signers(tmp_path: Path) -> None:
    assert values(measured(upward(), tmp_path))["signer.blank"] == pytest.approx(2, abs=0.1)


def test_a_name_out_of_line_is_found(tmp_path: Path) -> None:
    assert amiss(measured(upward(shift=1), tmp_path)) == {"signer.aligned"}


def test_the_number_stands_on_the_last_row_of_signers(tmp_path: Path) -> None:
    assert "signer.same_line" in amiss(measured(upward(row=0), tmp_path))


# ── below the text ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("shift", "wanted"), [(0, set()), (-1, {"annex_note.turned"})])
def test_a_long_name_of_an_annex_goes_on_below_its_first_character(
    shift: float, wanted: set[str], tmp_path: Path
) -> None:
    pages = sheets(Plan(two_annexes=True))
    second = next(line for line in pages[2] if isinstance(line, Set) and line.text == "2.名单")
    start = second.left + 2 * (
        8 * PT + CELL - 16 * PT
    )  # behind a digit and a stop, each half a character wide
    more = Set("办法", start + shift * CELL, second.top + LINE, advance=CELL)
    pages[2] = [*lowered(pages[2], second.top + 1, LINE), more]
    assert amiss(measured(pages, tmp_path)) == wanted


def stamped(right: float = 4) -> list[Sheet]:
    """A title with room for a stamp, a blank line and the date so many characters in (7.3.5.3)."""
    pages = sheets(Plan(note=""))
    organ = next(line for line in pages[2] if isinstance(line, Set) and line.text.startswith("中共"))
    date = next(line for line in pages[2] if isinstance(line, Set) and line.text.startswith("2026"))
    page = [thing for thing in pages[2] if thing not in (organ, date)]
    title = Set("中共云川县委书记", 0, organ.top + LINE, advance=CELL)
    page.append(replace(title, left=184 - 12 * CELL - title.width))
    pages[2] = [*page, replace(date, top=title.top + 2 * LINE, left=184 - right * CELL - date.width)]
    return pages


@pytest.mark.parametrize(("right", "wanted"), [(4, set()), (2, {"stamped.date_right"})])
def test_a_title_leaves_room_for_a_stamp(right: float, wanted: set[str], tmp_path: Path) -> None:
    assert amiss(measured(stamped(right), tmp_path)) == wanted


def test_a_line_that_stands_far_in_does_not_go_on_at_the_edge_of_the_next_page(tmp_path: Path) -> None:
    """A sealed date ends near the edge; below it, on a page of its own, comes the label of an annex."""
    plan = Plan(signed="sealed", organ="云川县委", note="")
    assert amiss(measured(sheets(plan), tmp_path)) == set()


# ── landscape pages ──────────────────────────────────────────────────────────────────────────────────────


def with_landscape(folder: Path, distance: float = 7, head: str = "left") -> Report:
    """The sheets and a landscape page 5, its number `distance` mm below the text area of the sheet."""
    across, down = 28, 262 + distance - 7 * PT  # where its line begins on the upright sheet
    place = f"{297 - down}mm, {across}mm) rotate(90deg" if head == "left" else ""
    place = place or f"{down}mm, {210 - across}mm) rotate(-90deg"
    page = (
        '<p style="left: 37mm; top: 28mm; font: 16pt/16pt fangsong">整改情况统计表</p>'
        f'<p style="left: 0; top: 0; width: {156 - 14 * PT}mm; text-align: right; font: 14pt/14pt songti;'
        f' transform-origin: 0 0; transform: translate({place})">— 5 —</p>'
    )
    document: Any = pypdfium2.PdfDocument(pdf(sheets(Plan())))
    document.import_pages(pypdfium2.PdfDocument(pdf([page], 297, 210)))
    content = io.BytesIO()
    document.save(content)
    (folder / "turned.pdf").write_bytes(content.getvalue())
    return measure(folder / "turned.pdf")


@pytest.mark.parametrize(
    ("distance", "head", "wanted"),
    [
        (7, "left", set()),
        (10, "left", {"folio.turned_distance"}),
        (7, "right", {"folio.turned_head"}),
    ],
)
def test_the_number_of_a_landscape_page_keeps_its_place_on_the_sheet(
    distance: float, head: str, wanted: set[str], tmp_path: Path
) -> None:
    found = amiss(with_landscape(tmp_path, distance, head))
    assert {key for key in found if key.startswith("folio.")} == wanted


# ── our own documents ────────────────────────────────────────────────────────────────────────────────────

FORMS: dict[str, dict[str, Any]] = {
    "unsealed": {},
    "sealed": {"sealed": True},
    "stamped": {"signer_title": "中共云川县委书记"},
}


@pytest.fixture(scope="module")
def joints(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The longest bulletin signed in three ways, as PDF, as Word file, and the Word file as it is printed.

    LibreOffice prints it without its gap between Chinese and digits, which makes a date a character longer.
    """
    made: dict[str, dict[str, bytes]] = {}
    for form, changes in FORMS.items():
        data = long_bulletin.data()
        data["document"].update(changes)
        made[form] = build(data, str(long_bulletin.TEMPLATES / "joint"), formats=("docx", "pdf")).contents
    return office.written_and_printed(made, tmp_path_factory.mktemp("joint"))


@pytest.mark.parametrize("kind", ["pdf", "docx", "printed"])
@pytest.mark.parametrize("form", FORMS)
def test_the_longest_bulletin_is_as_the_standard_asks(form: str, kind: str, joints: dict[str, Path]) -> None:
    assert amiss(measure(joints[f"{form}.{kind}"])) == set()


@pytest.mark.parametrize("kind", ["pdf", "printed"])
def test_every_element_of_a_joint_document_is_measured(kind: str, joints: dict[str, Path]) -> None:
    found = values(measure(joints[f"stamped.{kind}"]))
    assert {"mark.word", "mark.even", "signer.aligned", "stamped.date_right", "folio.turned_head"} <= set(
        found
    )
