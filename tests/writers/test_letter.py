"""信函 (10.1): the mark and the double rules on the sheet, the corner beside the number, page numbers."""

import io

import pypdfium2
import pytest

from bulletin import write
from tests.helpers import checkers, office
from tests.helpers.written import SENTENCE, document, pages

MM = 25.4 / 72
MARK = '<p role="mark">云川县委巡察办</p>'
CORNER = '<p role="copy_number">000001</p><p role="secrecy">机密★1年</p><p role="urgency">特急</p>'
NUMBER = '<p role="number">云巡办函〔2026〕8号</p>'
CLOSING = (
    '<signature><p role="signature">云川县委</p><p role="date">2026年9月18日</p></signature>'
    '<colophon><p role="copies">抄送：县委常委。</p></colophon>'
)
LETTERS = {
    "bare": f"<masthead>{MARK}{NUMBER}</masthead><h1>函</h1><p>{SENTENCE}</p>{CLOSING}",
    "with a corner": (
        f"<masthead>{MARK}{CORNER}{NUMBER}</masthead><h1>函</h1>" + f"<p>{SENTENCE * 4}</p>" * 9 + CLOSING
    ),
}

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[bytes, bytes]]:
    """Each letter as our PDF and as LibreOffice prints the Word file."""
    folder = tmp_path_factory.mktemp("letter")
    made = {name: document(markup, "letter") for name, markup in LETTERS.items()}
    files = [folder / f"{n}.docx" for n in range(len(made))]
    for file, each in zip(files, made.values(), strict=True):
        file.write_bytes(write(each, "docx"))
    by_office = office.printed(files, folder)
    return {
        name: (write(each, "pdf"), by_office[str(n)].read_bytes())
        for n, (name, each) in enumerate(made.items())
    }


def tops(pdf: bytes) -> dict[str, tuple[float, float]]:
    """The left and the upper edge of the highest place of each character on the first page, in mm."""
    with pypdfium2.PdfDocument(io.BytesIO(pdf)) as file:
        text, high = file[0].get_textpage(), file[0].get_height()
        found: dict[str, tuple[float, float]] = {}
        for n in range(text.count_chars()):
            left, _, _, top = text.get_charbox(n)
            place, character = (left * MM, (high - top) * MM), text.get_text_range(n, 1)
            found[character] = min(found.get(character, place), place, key=lambda each: each[1])
        return found


def bars(pdf: bytes, page: int, column: float) -> list[tuple[float, float, bool]]:
    """What is drawn in a column of pixels of a page: from, to, in mm, and whether it is red."""
    with pypdfium2.PdfDocument(io.BytesIO(pdf)) as file:
        picture = file[page].render(scale=8 * 25.4 / 72).to_pil().convert("RGB")
    x = round(column * 8)
    inked = [picture.getpixel((x, y)) for y in range(picture.height)]
    found: list[tuple[float, float, bool]] = []
    start = None
    for y, (red, green, _) in enumerate([*inked, (255, 255, 255)]):
        if green < 160 and start is None:
            start, is_red = y, red > 150
        elif green >= 160 and start is not None:
            found.append((start / 8, y / 8, is_red))
            start = None
    return found


@pytest.mark.parametrize("name", LETTERS)
def test_the_mark_is_30_mm_below_the_edge_of_the_sheet(
    name: str, printed: dict[str, tuple[bytes, bytes]]
) -> None:
    for pdf in printed[name]:
        assert tops(pdf)["察"][1] == pytest.approx(30, abs=1.2)


@pytest.mark.parametrize("name", LETTERS)
def test_thick_stands_above_thin_and_below_at_the_foot_the_other_way(
    name: str, printed: dict[str, tuple[bytes, bytes]]
) -> None:
    for pdf in printed[name]:
        red = [(top, end) for top, end, is_red in bars(pdf, 0, 25) if is_red]  # outside of the text
        (a, b), (c, d), (e, f), (g, h) = red
        assert b - a > d - c
        assert f - e < h - g
        assert h == pytest.approx(297 - 20, abs=0.5)
        assert a == pytest.approx(30 + 36 * 0.94 * MM + 4, abs=0.7)


@pytest.mark.parametrize("name", LETTERS)
def test_only_the_first_page_has_rules_and_only_the_others_have_numbers(
    name: str, printed: dict[str, tuple[bytes, bytes]]
) -> None:
    for pdf in printed[name]:
        found = pages(pdf)
        numbered = [f"—{n + 1}—" in page for n, page in enumerate(found)]
        ruled = [any(is_red for *_, is_red in bars(pdf, n, 25)) for n in range(len(found))]
        assert numbered == [n > 0 for n in range(len(found))]
        assert ruled == [n == 0 for n in range(len(found))]


def test_the_number_stands_beside_the_first_of_the_corner(printed: dict[str, tuple[bytes, bytes]]) -> None:
    for pdf in printed["with a corner"]:
        places = tops(pdf)
        assert places["函"][1] == pytest.approx(places["0"][1], abs=1)
        assert places["函"][0] > 130
        assert places["机"][0] == pytest.approx(28, abs=0.7)


def test_both_put_every_line_of_the_first_page_in_the_same_place(
    printed: dict[str, tuple[bytes, bytes]],
) -> None:
    ours, theirs = (tops(pdf) for pdf in printed["with a corner"])
    for character in "察机特全":
        assert ours[character] == pytest.approx(theirs[character], abs=1)


@pytest.mark.parametrize("name", LETTERS)
def test_no_rule_stands_around_the_copies(name: str, printed: dict[str, tuple[bytes, bytes]]) -> None:
    for pdf in printed[name]:
        foot = bars(pdf, len(pages(pdf)) - 1, 150)
        assert [each for each in foot if 230 < each[0] < 270] == []


def test_a_word_file_of_a_letter_is_valid() -> None:
    assert checkers.of_word(write(document(LETTERS["with a corner"], "letter"), "docx")) == []


def test_a_screen_has_the_upper_rule_below_the_mark() -> None:
    page = write(document(LETTERS["bare"], "letter"), "html").decode()
    assert page.index("云川县委巡察办</p>") < page.index('class="frame upper"')
