"""Turned sheets and page ends, in the PDF and in the Word file as LibreOffice prints it."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf
import pypdfium2
import pytest

from bulletin import write
from tests.helpers import checkers, office
from tests.helpers.written import CLOSING, COLOPHON, SENTENCE, document, pages

MM = 25.4 / 72
TEXT = f"<h1>题</h1><p>{SENTENCE * 3}</p>"

pytestmark = pytest.mark.slow


def table(rows: int) -> str:
    row = '<tr><td numbered="yes"/><td>行</td></tr>'
    return f"<table><tr><th>甲</th><th>乙</th></tr>{row * rows}</table>"


def turned(markup: str) -> str:
    return f'<section landscape="yes">{markup}</section>'


def attached(markup: str, landscape: str = "no") -> str:
    return f'<attachment landscape="{landscape}"><h1>表</h1>{markup}</attachment>'


LISTED = f"{TEXT}<annexes/>{CLOSING}"
DOCUMENTS = {
    "an attachment after a turned table": LISTED + turned(table(3)) + attached("<p>文</p>") + COLOPHON,
    "a turned table last": TEXT + CLOSING + turned(table(3)),
    "a turned table before the colophon": TEXT + CLOSING + turned(table(3)) + COLOPHON,
    "two turned in a row": TEXT + CLOSING + turned(table(3)) + turned("<p>文</p>"),
    "a turned sheet first": turned(table(3)) + TEXT + CLOSING,
    "new pages around a turned sheet": f"{TEXT}<newpage/>{turned('<p>文</p>')}<newpage/>{TEXT}{CLOSING}",
    "a new page before a table": f"{TEXT}<newpage/>{table(3)}<newpage/>{TEXT}",
    "sections that begin with tables": TEXT + f"<section>{table(3)}</section>" * 2 + COLOPHON,
    "two tables": table(3) * 2 + "<newpage/><p>文</p>",
    "a turned sheet that a table fills": TEXT + turned(table(17)) + turned("<p>文</p>"),
    "a turned sheet and a row": TEXT + turned(table(18)) + turned("<p>文</p>"),
}
PAGES = [3, 2, 3, 3, 2, 3, 3, 3, 2, 3, 4]
ENDS = {
    **{
        f"{n} lines": f"<h1>题</h1><p>{SENTENCE * 20}</p><p>{'巡' * (28 * n - 3)}</p>"
        for n in range(2, 14, 3)
    },
    **{f"listed, {n} lines": f"<h1>题</h1><p>{'巡' * (28 * n - 3)}</p><annexes/>" for n in (13, 15)},
}
"""Ends of a text at several lines of a page; longer ones leave no room for the signature to travel with."""
TABLES = {f"{n} rows": LISTED + attached(table(n)) + COLOPHON for n in (19, 20)}


@dataclass(frozen=True, slots=True)
class Printed:
    """A document by our hand and by LibreOffice's."""

    pdf: bytes
    office: bytes
    word: bytes

    def __iter__(self) -> Iterator[bytes]:
        return iter((self.pdf, self.office))


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Printed]:
    """All documents of this file; LibreOffice starts once."""
    folder = tmp_path_factory.mktemp("turned")
    ends = {
        name: text + CLOSING + (attached("<p>文</p>") if "listed" in name else "") + COLOPHON
        for name, text in ENDS.items()
    }
    made = {name: document(markup) for name, markup in {**DOCUMENTS, **ends, **TABLES}.items()}
    files = [folder / f"{n}.docx" for n in range(len(made))]
    for file, each in zip(files, made.values(), strict=True):
        file.write_bytes(write(each, "docx"))
    by_office = office.printed(files, folder)
    return {
        name: Printed(write(each, "pdf"), by_office[str(n)].read_bytes(), files[n].read_bytes())
        for n, (name, each) in enumerate(made.items())
    }


def sizes(pdf: bytes) -> list[tuple[int, int]]:
    with pypdfium2.PdfDocument(io.BytesIO(pdf)) as file:
        return [(round(page.get_width() * MM), round(page.get_height() * MM)) for page in file]


def number_place(pdf: bytes, page: int) -> tuple[float, float]:
    """The middle of the digit of a page number: mm from the left and the upper edge."""
    with pypdfium2.PdfDocument(io.BytesIO(pdf)) as file:
        sheet = file[page]
        text = sheet.get_textpage()
        found = [n for n in range(text.count_chars()) if text.get_text_range(n, 1) == str(page + 1)]
        boxes = [text.get_charbox(n) for n in found]
        left, bottom, right, top = min(boxes, key=lambda box: box[0])
        return (left + right) / 2 * MM, (sheet.get_height() - (bottom + top) / 2) * MM


@pytest.mark.parametrize(("name", "count"), [*zip(DOCUMENTS, PAGES, strict=True)])
def test_both_have_these_pages_and_none_is_blank(name: str, count: int, printed: dict[str, Printed]) -> None:
    for pdf in printed[name]:
        plain = [re.sub("—[0-9]+—", "", page) for page in pages(pdf)]
        assert len(plain) == count
        assert "" not in plain


@pytest.mark.parametrize("name", DOCUMENTS)
def test_page_numbers_go_on_from_part_to_part(name: str, printed: dict[str, Printed]) -> None:
    for pdf in printed[name]:
        numbers = [re.findall("—([0-9]+)—", page) for page in pages(pdf)]
        assert numbers == [[str(n + 1)] for n in range(len(numbers))]


def test_a_turned_sheet_is_as_wide_as_the_others_are_high(printed: dict[str, Printed]) -> None:
    upright, lying = (210, 297), (297, 210)
    for pdf in printed["two turned in a row"]:
        assert sizes(pdf) == [upright, lying, lying]


def test_its_number_stands_where_the_upright_sheet_has_it(printed: dict[str, Printed]) -> None:
    """The dash is 7 mm below the text area, 28 mm from the foot of the sheet (7.5).

    The digit is 1 character and half of — 2 — from the edge of the text area: on an even page the left one,
    28 mm from the upper edge of the turned sheet, on an odd one the right one, 26 mm from the lower edge.
    """
    within = 4.9 + 9.4  # a character of 14 pt, and half of five characters of it less the narrow ones
    for pdf in printed["two turned in a row"]:
        for page, down in ((1, 28 + within), (2, 210 - 26 - within)):
            x, y = number_place(pdf, page)
            assert x == pytest.approx(28, abs=1.5)
            assert y == pytest.approx(down, abs=2)


def test_two_tables_do_not_grow_into_one(printed: dict[str, Printed]) -> None:
    import docx

    word = docx.Document(io.BytesIO(printed["two tables"].word))
    assert [element.tag.split("}")[1] for element in word.element.body][:3] == ["tbl", "p", "tbl"]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_another_checker_finds_nothing_wrong_with_the_word_file(
    name: str, printed: dict[str, Printed]
) -> None:
    assert checkers.of_word(printed[name].word) == []


def test_other_checkers_find_nothing_wrong_with_the_pdf(printed: dict[str, Printed]) -> None:
    pdf = printed["an attachment after a turned table"].pdf
    assert checkers.of_pdf(pdf, "a-3a") == []
    assert checkers.of_syntax(pdf) == []


def test_the_outline_of_the_pdf_has_the_titles_of_the_attachments(printed: dict[str, Printed]) -> None:
    pdf = printed["an attachment after a turned table"].pdf
    with pikepdf.open(io.BytesIO(pdf)) as file, file.open_outline() as outline:
        assert [item.title for item in outline.root] == ["题", "表"]


@pytest.mark.parametrize("name", ENDS)
def test_no_signature_or_note_begins_a_page(name: str, printed: dict[str, Printed]) -> None:
    for pdf in printed[name]:
        begins = [re.sub("—[0-9]+—", "", page)[:4] for page in pages(pdf)]
        assert not {"云川县委", "（此件公"} & set(begins)


@pytest.mark.parametrize("name", TABLES)
def test_a_row_of_the_table_goes_along_with_the_colophon(name: str, printed: dict[str, Printed]) -> None:
    for pdf in printed[name]:
        assert not re.sub("—[0-9]+—", "", pages(pdf)[-1]).startswith("抄送")
