"""Every PDF, by two checkers that are not ours, and what its tags tell those who do not see the page.

`page` knows the rules of PDF/A and PDF/UA, `qpdf` (within pikepdf) the syntax of a file. Neither is veraPDF,
and no rule can say whether a heading is one: that is looked up in the tags themselves.
"""

import io
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pikepdf
import pytest

from bulletin import write
from bulletin.model.choices import PdfKind
from bulletin.model.document import Document, Section
from bulletin.writers.options import Options
from tests.helpers import checkers, specimens
from tests.helpers.tags import below, kids_of, tags, tree

HEADINGS = ("/H1", "/H2", "/H3", "/H4")
# What a PDF/A-3 lacks as a PDF/UA: the words that it is one.
UNDECLARED = ["PDFUA1-ID-PART-001", "PDFUA1-ID-SCHEMA-001"]

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def pdfs() -> dict[str, bytes]:
    """Each document as it is written when nothing is asked for."""
    return {name: write(document, "pdf") for name, document in specimens.documents().items()}


@pytest.fixture(scope="module")
def files(pdfs: dict[str, bytes]) -> dict[str, pikepdf.Pdf]:
    """The same, opened."""
    return {name: pikepdf.open(io.BytesIO(content)) for name, content in pdfs.items()}


def marks(file: pikepdf.Pdf) -> Iterator[tuple[str, tuple[Any, Any], bool]]:
    """How each piece of text or line is marked: its tag, its place in the tree, whether it is text."""
    for sheet in file.pages:
        around: list[tuple[str, Any]] = [("", None)]
        for place, step in enumerate(pikepdf.parse_content_stream(sheet)):
            operands, operator = step.operands, step.operator
            if str(operator) in ("BDC", "BMC"):
                number = operands[1].get("/MCID") if len(operands) > 1 else f"at {place}"
                around.append((str(operands[0]), number))
            elif str(operator) == "EMC":
                around.pop()
            elif str(operator) in ("TJ", "Tj", "f", "f*", "S", "B"):
                tag, number = around[-1]
                yield tag, (sheet.objgen, number), str(operator).startswith("T")


def text_outside_of_the_tree(file: pikepdf.Pdf) -> list[str]:
    """How each piece of text that has no place in the tree is marked."""
    places = {
        (element.Pg.objgen, kid) for element in tree(file) for kid in kids_of(element) if isinstance(kid, int)
    }
    outside = [(tag, place) for tag, place, is_text in marks(file) if is_text and place not in places]
    return [tag for tag, _ in dict.fromkeys(outside)]


# ── the rules ────────────────────────────────────────────────────────────────────────────────────────────


def test_every_pdf_keeps_the_rules_of_pdf_a_3a(pdfs: dict[str, bytes]) -> None:
    found = {name: checkers.of_pdf(content, "a-3a") for name, content in pdfs.items()}
    assert {name: rules for name, rules in found.items() if rules} == {}


def test_of_pdf_ua_1_a_pdf_a_3a_lacks_only_the_name(pdfs: dict[str, bytes]) -> None:
    found = {name: checkers.of_pdf(content, "ua-1") for name, content in pdfs.items()}
    assert found == dict.fromkeys(pdfs, UNDECLARED)


def test_the_syntax_of_every_pdf_is_sound(pdfs: dict[str, bytes]) -> None:
    assert [found for content in pdfs.values() for found in checkers.of_syntax(content)] == []


@pytest.mark.parametrize("name", ["circular-circular", "every-element", "every-block"])
@pytest.mark.parametrize("kind", ["a-2a", "ua-1"])
def test_the_other_kinds_keep_their_rules(name: str, kind: PdfKind) -> None:
    content = write(specimens.documents()[name], "pdf", options=Options(pdf=kind))
    assert checkers.of_pdf(content, kind) == []


@pytest.mark.parametrize("kind", ["a-3a", "ua-1"])
def test_a_pdf_that_carries_its_ledger_keeps_the_rules(kind: PdfKind) -> None:
    document, options = specimens.carrying_its_ledger()
    content = write(document, "pdf", options=Options(options.ledger, kind))
    assert checkers.of_pdf(content, kind) == []


def test_the_rules_notice_a_language_that_is_gone(pdfs: dict[str, bytes]) -> None:
    with pikepdf.open(io.BytesIO(pdfs["every-block"])) as broken:
        saved = io.BytesIO()
        del broken.Root.Lang
        broken.save(saved)
    assert "PDFUA1-TEXT-LANGUAGE-001" in checkers.of_pdf(saved.getvalue(), "ua-1")


def test_the_syntax_check_notices_a_damaged_stream(pdfs: dict[str, bytes]) -> None:
    head, stream, rest = pdfs["every-block"].partition(b"stream\n")
    assert checkers.of_syntax(head + stream + b"\x00" * 64 + rest[64:]) != []


# ── what the file says of itself ─────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", ["circular-circular", "round4-news", "every-element"])
def test_title_language_and_dates_are_those_of_the_document(name: str, files: dict[str, pikepdf.Pdf]) -> None:
    document, file = specimens.documents()[name], files[name]
    assert (str(file.docinfo.Title), str(file.Root.Lang)) == (document.title, "zh-CN")
    dates = [str(file.docinfo[key]) for key in ("/CreationDate", "/ModDate")]
    assert dates == [f"D:{document.date.replace('-', '')}"] * 2


def test_a_reader_shows_the_title_and_not_the_name_of_the_file(files: dict[str, pikepdf.Pdf]) -> None:
    assert bool(files["round4-news"].Root.ViewerPreferences.DisplayDocTitle)


def test_every_font_is_inside_and_holds_only_what_is_printed(files: dict[str, pikepdf.Pdf]) -> None:
    fonts = [
        each
        for file in files.values()
        for each in file.objects
        if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/FontDescriptor"
    ]
    assert len(fonts) > len(files)
    assert [str(each.FontName) for each in fonts if "/FontFile2" not in each] == []
    assert [str(each.FontName) for each in fonts if str(each.FontName)[7:8] != "+"] == []


# ── what the tags say ────────────────────────────────────────────────────────────────────────────────────


def attachments(document: Document) -> int:
    """How many texts with a title of their own follow the document."""
    return sum(isinstance(block, Section) and bool(block.label) for block in document.blocks)


def test_headings_begin_with_the_title_and_leave_out_no_level(files: dict[str, pikepdf.Pdf]) -> None:
    levels = {name: [int(tag[2]) for tag in tags(file) if tag in HEADINGS] for name, file in files.items()}
    titles = {name: 1 + attachments(document) for name, document in specimens.documents().items()}
    assert [name for name, found in levels.items() if found[0] != 1 or found.count(1) != titles[name]] == []
    assert [name for name, found in levels.items() if any(b > a + 1 for a, b in pairwise(found))] == []


def test_the_bookmarks_are_the_headings(files: dict[str, pikepdf.Pdf]) -> None:
    with files["every-block"].open_outline() as outline:
        (title,) = outline.root
        first, second = title.children
        assert (title.title, first.title[:2], second.title) == ("各种段落", "一、", "二、另起一页")
        assert [each.title for each in first.children] == ["（一）喆堃翀旻昇祎珺㛃𬭎䶮"]


def test_a_head_of_a_table_says_which_way_it_points(files: dict[str, pikepdf.Pdf]) -> None:
    heads = [each for each in tree(files["every-block"]) if each.S == "/TH"]
    assert len(heads) >= 2
    assert {str(each.A.Scope) for each in heads} == {"/Column"}


def test_a_table_has_its_caption_and_each_row_its_cells(files: dict[str, pikepdf.Pdf]) -> None:
    found = tags(files["every-block"])
    assert found.count("/Caption") == 1
    assert found.count("/TD") == 61 * 3


def heads_said_again(file: pikepdf.Pdf) -> int:
    """How many cells with words stand at the top of pages because their table goes on there."""
    found = 0
    for table in (each for each in tree(file) if each.S == "/Table"):
        inside = [each for each in below(table) if kids_of(each)]
        pages = {each.Pg.objgen for each in inside if each.S == "/TD"}
        found += (len(pages) - 1) * sum(each.S == "/TH" for each in inside)
    return found


def test_all_text_is_in_the_tree_but_page_numbers_and_heads_said_again(files: dict[str, pikepdf.Pdf]) -> None:
    untold = {name: text_outside_of_the_tree(file) for name, file in files.items()}
    assert untold == {
        name: ["/Artifact"] * (len(file.pages) + heads_said_again(file)) for name, file in files.items()
    }
    assert heads_said_again(files["every-block"]) > 0


def test_a_table_on_several_pages_is_one(files: dict[str, pikepdf.Pdf]) -> None:
    table = next(each.P.P for each in tree(files["every-block"]) if each.S == "/TR" and each.P.S == "/THead")
    rows = [each for each in below(table) if each.S == "/TR"]
    assert len({each.Pg.objgen for each in rows}) > 1
    assert [str(each.S) for each in kids_of(table)] == ["/Caption", "/THead", "/TBody"]


def test_all_lines_are_decoration(files: dict[str, pikepdf.Pdf]) -> None:
    found = {tag for file in files.values() for tag, _, is_text in marks(file) if not is_text}
    assert found == {"/Artifact"}


def test_the_closing_box_is_no_table(files: dict[str, pikepdf.Pdf]) -> None:
    assert "/Table" not in tags(files["every-element"])


def test_nothing_in_the_tree_is_empty_but_cells(files: dict[str, pikepdf.Pdf]) -> None:
    empty = {str(each.S) for file in files.values() for each in tree(file) if not kids_of(each)}
    assert empty <= {"/TD", "/TH"}


def test_nothing_is_a_picture(files: dict[str, pikepdf.Pdf]) -> None:
    assert [name for name, file in files.items() if "/Figure" in tags(file)] == []
    assert [name for name, file in files.items() for sheet in file.pages if sheet.get_images()] == []
