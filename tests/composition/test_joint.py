"""Documents of several organs: marks beside 文件, signers in rows, signatures under seals and a stamp."""

import io
import re
from dataclasses import dataclass

import pypdfium2
import pytest

from bulletin import write
from bulletin.model.document import ParagraphGroup
from bulletin.typography.layout import read_layout
from bulletin.typography.placing import joint_width, placed
from tests.helpers import checkers, office
from tests.helpers.written import document, pages

MM = 25.4 / 72
LAYOUT = read_layout("gbt9704")
LONG = "云川县高新技术产业开发区管理委员会办"  # 18 characters
ORGANS = {
    "two": ("中共云川县委", "云川县政府"),
    "three": ("中共云川县纪律检查委员会", "中共云川县委组织部", "云川县审计局"),
    "five": ("中共云川县纪律检查委员会", "云川县委组织部", "云川县审计局", "云川县财政局", "云川县公安局"),
    "of 18 characters": (LONG, LONG[:-1]),
}

pytestmark = pytest.mark.slow


def masthead(organs: tuple[str, ...], above: str = "", word: bool = True) -> str:
    marks = "".join(f'<p role="mark">{organ}</p>' for organ in organs)
    marks += '<p role="mark_word">文件</p>' if word else ""
    return f'<masthead>{above}{marks}<p role="number">云发〔2026〕8号</p><p role="rule"></p></masthead>'


def signature(organs: tuple[str, ...], sealed: str) -> str:
    signed = "".join(f'<p role="signature">{organ}</p>' for organ in organs)
    return f'<signature sealed="{sealed}">{signed}<p role="date">2026年9月18日</p></signature>'


def group(markup: str) -> ParagraphGroup:
    (found,) = document(markup).blocks
    assert isinstance(found, ParagraphGroup)
    return found


@dataclass(frozen=True, slots=True)
class Ink:
    """Where a character stands on its sheet, in mm."""

    character: str
    left: float
    right: float
    top: float


def ink(pdf: bytes, page: int = 0) -> list[Ink]:
    with pypdfium2.PdfDocument(io.BytesIO(pdf)) as file:
        sheet = file[page]
        text = sheet.get_textpage()
        boxes = [(text.get_text_range(n, 1), text.get_charbox(n)) for n in range(text.count_chars())]
        high = sheet.get_height()
        return [Ink(c, b[0] * MM, b[2] * MM, (high - b[3]) * MM) for c, b in boxes if c.strip()]


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[bytes, bytes]]:
    """Each joint heading as our PDF and as LibreOffice prints the Word file."""
    folder = tmp_path_factory.mktemp("joint")
    above = '<p role="copy_number">000001</p>'
    made = {name: document(masthead(organs, above)) for name, organs in ORGANS.items()}
    made["without the word"] = document(masthead(ORGANS["two"], word=False))
    files = [folder / f"{n}.docx" for n in range(len(made))]
    for file, each in zip(files, made.values(), strict=True):
        file.write_bytes(write(each, "docx"))
    by_office = office.printed(files, folder)
    return {
        name: (write(each, "pdf"), by_office[str(n)].read_bytes())
        for n, (name, each) in enumerate(made.items())
    }


@pytest.mark.parametrize("name", ORGANS)
def test_marks_and_the_word_fit_the_width_of_the_text(name: str) -> None:
    heading = group(masthead(ORGANS[name]))
    size = next(role.size for each, role in placed(heading, LAYOUT) if each.role == "mark")
    assert joint_width(heading, LAYOUT) + 2.5 * size <= 156 / MM


@pytest.mark.parametrize("name", ORGANS)
def test_every_mark_is_as_wide_as_the_longest(name: str) -> None:
    heading = group(masthead(ORGANS[name]))
    widths = {
        round(len(organ) * role.size + (len(organ) - 1) * role.spread, 6)
        for organ, (_, role) in zip(ORGANS[name], placed(heading, LAYOUT), strict=False)
    }
    assert widths == {round(joint_width(heading, LAYOUT), 6)}


@pytest.mark.parametrize("name", ORGANS)
def test_marks_stand_in_the_same_place_in_both(name: str, printed: dict[str, tuple[bytes, bytes]]) -> None:
    ours, theirs = ([each for each in ink(pdf) if each.character == "云"] for pdf in printed[name])
    for one, other in zip(ours, theirs, strict=True):
        assert (one.left, one.top) == pytest.approx((other.left, other.top), abs=1)


@pytest.mark.parametrize("name", ORGANS)
def test_the_first_mark_is_35_mm_below_the_edge_of_the_text(
    name: str, printed: dict[str, tuple[bytes, bytes]]
) -> None:
    for pdf in printed[name]:
        assert min(each.top for each in ink(pdf) if each.top > 50) == pytest.approx(37 + 35, abs=1)


def test_marks_without_the_word_stand_in_the_middle(printed: dict[str, tuple[bytes, bytes]]) -> None:
    for pdf in printed["without the word"]:
        marks = [each for each in ink(pdf) if 60 < each.top < 100]
        middle = (min(each.left for each in marks) + max(each.right for each in marks)) / 2
        assert middle == pytest.approx(28 + 156 / 2, abs=1)


def test_a_word_file_of_several_organs_is_valid() -> None:
    assert checkers.of_word(write(document(masthead(ORGANS["five"])), "docx")) == []


# ── signers and signatures ───────────────────────────────────────────────────────────────────────────────


def test_unsealed_organs_begin_below_one_another_and_the_date_two_characters_further() -> None:
    rows = [role for _, role in placed(group(signature(ORGANS["three"], "no")), LAYOUT)]
    # The date, 4 digits of ½, 3 of ½ and 年月日, is 6.5 wide; 12 characters end 2 from the edge.
    assert [role.right for role in rows] == [2, 5, 8, 2 + 12 - 6.5 - 2]
    assert [role.before for role in rows] == [1, 0, 0, 0]


def test_sealed_organs_stand_over_the_middle_of_the_date_four_lines_apart() -> None:
    rows = [role for _, role in placed(group(signature(ORGANS["two"], "yes")), LAYOUT)]
    assert [role.right for role in rows] == [4 + (6.5 - 6) / 2, 4 + (6.5 - 5) / 2, 4]
    assert [role.before for role in rows] == [2, 4, 0]


def test_the_title_of_a_signer_leaves_room_for_the_stamp() -> None:
    markup = '<signature><p role="signer_title">县长</p><p role="date">2026年9月18日</p></signature>'
    title, date = (role for _, role in placed(group(markup), LAYOUT))
    assert (title.before, title.right) == (2, 4 + 6 + 2)
    assert (date.before, date.right) == (1, 4)


def test_seals_of_five_organs_begin_on_the_page_of_the_text() -> None:
    made = document(f"<p>正文。</p>{signature(ORGANS['five'], 'yes')}")
    first, last = (re.sub("—[0-9]+—", "", page) for page in pages(write(made, "pdf")))
    assert first.startswith("正文。中共云川县纪律检查委员会")
    assert last.endswith("云川县公安局2026年9月18日")


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5])
def test_signers_stand_two_in_a_row_and_the_number_beside_the_last(count: int) -> None:
    names = ("张三", "李四", "王五", "赵六六", "孙七")[:count]
    pairs = [names[n : n + 2] for n in range(0, count, 2)]
    number = [""] * (len(pairs) - 1) + ["云发〔2026〕8号"]
    rows = "".join(
        f'<p role="upward">{left}<tab/>签发人：{"　".join(pair)}</p>'
        for left, pair in zip(number, pairs, strict=True)
    )
    made = document(f'<masthead><p role="mark">云川县委文件</p>{rows}</masthead>')
    tops = {each.character: each.top for each in ink(write(made, "pdf"))}
    last_row = "五" if count == 3 else names[-1][0]
    assert tops["发"] == pytest.approx(tops[last_row], abs=1.5)
