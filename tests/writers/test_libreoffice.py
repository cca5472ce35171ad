"""The Word file as LibreOffice lays it out: the page of GB/T 9704 in another program's hands."""

import re
import subprocess
from pathlib import Path

import pytest

from bulletin import build, write
from bulletin.model.document import Cell, Document, Paragraph, Table, Text
from tests.helpers import office

EXAMPLES = Path(__file__).parents[2] / "examples"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="session")
def laid_out(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The pages that LibreOffice makes of the Word files, as text."""
    folder = tmp_path_factory.mktemp("libreoffice")
    for example in ("circular", "round4"):
        build(EXAMPLES / f"{example}.json", formats=["docx"], into=folder)
    plain = (Paragraph("body", (Text("全面检查被巡察党组织履行职责情况" * 100),)),)
    write(Document("test", "gbt9704", "版心", "zh-CN", plain), folder / "plain.docx")
    head = (Cell((Text("项目"),), head=True), Cell((Text("数量"),), head=True))
    row = (Cell((Text("立案"),)), Cell((Text("41件"),)))
    table = (Table((), (head, *[row] * 60), 1),)
    write(Document("test", "gbt9704", "长表", "zh-CN", table), folder / "table.docx")
    made = office.printed(sorted(folder.glob("*.docx")), folder)
    return {stem: pages(file) for stem, file in made.items()}


def pages(file: Path) -> list[str]:
    made = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True)
    return made.stdout.split("\f")[:-1]


def lines(page: str) -> list[str]:
    """The lines of a page, without its number, and without spaces (some stand beside digits)."""
    squeezed = [re.sub(r"\s", "", line) for line in page.splitlines()]
    return [line for line in squeezed if line and not re.fullmatch(r"—\d+—", line)]


def test_a_full_page_has_twenty_two_lines(laid_out: dict[str, list[str]]) -> None:
    assert [len(lines(page)) for page in laid_out["plain"]][:2] == [22, 22]


def test_a_full_line_has_twenty_eight_characters(laid_out: dict[str, list[str]]) -> None:
    first, second, *_ = (lines(page) for page in laid_out["plain"])
    assert len(first[0]) == 26  # 左空二字
    assert {len(line) for line in first[1:] + second} == {28}


def test_odd_pages_are_numbered_on_the_right_and_even_ones_on_the_left(
    laid_out: dict[str, list[str]],
) -> None:
    feet = [page.rstrip().splitlines()[-1] for page in laid_out["plain"]]
    assert [foot.replace(" ", "") for foot in feet] == ["—1—", "—2—", "—3—"]
    assert ["left" if foot.index("—") < 10 else "right" for foot in feet] == ["right", "left", "right"]


def test_the_head_of_a_table_is_repeated_where_the_table_goes_on(laid_out: dict[str, list[str]]) -> None:
    text = [lines(page) for page in laid_out["table"]]
    assert len(text) > 1
    assert [page[0] for page in text] == ["项目数量"] * len(text)
    assert sum(page.count("立案41件") for page in text) == 60


@pytest.mark.parametrize("name", ["circular", "round4"])
def test_no_number_is_cut_in_two(name: str, laid_out: dict[str, list[str]]) -> None:
    text = "\n".join(line for page in laid_out[name] for line in lines(page))
    assert re.findall(r".*\d\n[\d.%].*", text) == []
