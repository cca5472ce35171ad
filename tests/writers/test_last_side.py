"""版记 on the back of the last sheet, if an office's layout wants it there (7.5)."""

import dataclasses
import io
from pathlib import Path

import docx
import pytest
from docx.enum.section import WD_SECTION

from bulletin import write
from bulletin.issues.errors import TemplateRefused
from bulletin.typography.layout import read_layout
from bulletin.writers.pdf import closing_sides
from tests.helpers import checkers
from tests.helpers.written import CLOSING, COLOPHON, document, pages

IMPRINT = "抄送：县委常委，县纪委监委。云川县委办公室2026年9月18日印发"


@pytest.fixture
def office(tmp_path: Path) -> Path:
    (tmp_path / "layouts").mkdir()
    rule = 'extends = "gbt9704"\ncolophon = "last_side"\n'
    (tmp_path / "layouts" / "ours.toml").write_text(rule, "utf-8")
    return tmp_path


def ends(markup: str, office: Path) -> list[str]:
    """The end of each page of the PDF."""
    made = dataclasses.replace(document(markup), layout="ours")
    return [page[-7:] for page in pages(write(made, "pdf", (office,)))]


def test_a_text_of_one_page_has_it_on_the_second(office: Path) -> None:
    assert ends(f"<p>文</p>{CLOSING}{COLOPHON}", office) == ["开发布）—1—", "8日印发—2—"]


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        (22 + 14, ["with_text", 2]),  # 36 lines, 4 of the end and 2 of 版记: 42 of 44
        (22 + 15, ["with_text", 2]),
        (22 + 17, ["after_blank", 4]),
        (22 + 18, ["after_blank", 4]),  # the text alone fills both
        (22 + 19, ["next_page", 4]),
    ],
)
def test_the_side_follows_from_the_pages_of_the_text(lines: int, wanted: list[object], office: Path) -> None:
    markup = f"<p>{'巡' * (28 * lines - 2)}</p>{CLOSING}{COLOPHON}"
    made = dataclasses.replace(document(markup), layout="ours")
    sides = closing_sides(made, read_layout("ours", (office,)))
    assert [sides, len(pages(write(made, "pdf", (office,))))] == wanted


def test_a_blank_page_and_the_side_behind_it_bear_no_number(office: Path) -> None:
    markup = f"<p>{'巡' * (28 * 40 - 2)}</p>{CLOSING}{COLOPHON}"
    made = dataclasses.replace(document(markup), layout="ours")
    *text, blank, last = pages(write(made, "pdf", (office,)))
    assert [page[-3:] for page in text] == ["—1—", "—2—"]
    assert (blank, last) == ("", IMPRINT)


def test_an_attachment_may_fill_the_last_side(office: Path) -> None:
    markup = f"<p>文</p><annexes/>{CLOSING}<attachment><h1>表</h1><p>文</p></attachment>{COLOPHON}"
    assert ends(markup, office) == ["开发布）—1—", "8日印发—2—"]


def test_a_text_without_it_ends_where_it_ends(office: Path) -> None:
    assert len(ends(f"<p>文</p>{CLOSING}", office)) == 1


@pytest.mark.parametrize(("lines", "footers"), [(1, 2), (40, 4)])
def test_a_word_file_begins_that_side_on_an_even_page(lines: int, footers: int, office: Path) -> None:
    markup = f"<p>{'巡' * (28 * lines - 2)}</p>{CLOSING}{COLOPHON}"
    content = write(dataclasses.replace(document(markup), layout="ours"), "docx", (office,))
    word = docx.Document(io.BytesIO(content))
    assert word.sections[-1].start_type == WD_SECTION.EVEN_PAGE
    named = [str(part.partname) for part in word.part.package.iter_parts() if "footer" in part.partname]
    assert len(named) == footers
    assert checkers.of_word(content) == []


@pytest.mark.parametrize("value", ['"back"', "1", '["last_side"]'])
def test_another_value_is_refused_and_those_there_are_named(value: str, office: Path) -> None:
    rule = f'extends = "gbt9704"\ncolophon = {value}\n'
    (office / "layouts" / "wrong.toml").write_text(rule, "utf-8")
    with pytest.raises(TemplateRefused, match="colophon is one of with_text, last_side, not "):
        read_layout("wrong", (office,))
