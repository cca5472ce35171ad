"""A Word file that LibreOffice has opened, changed and saved: what of the page is still there."""

import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import docx
import pypdfium2
import pytest

from bulletin import build
from tests.helpers import office

EXAMPLES = Path(__file__).parents[2] / "examples"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
INSERTED = "此段系人工插入。"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The circular with a paragraph more."""
    folder = tmp_path_factory.mktemp("edited")
    build(EXAMPLES / "circular.json", formats=["docx"], into=folder)
    return office.with_paragraph(folder / "circular.docx", folder, "通报如下。", INSERTED)


def styles(edited: Path) -> dict[str, ET.Element]:
    with zipfile.ZipFile(edited) as package:
        root = ET.fromstring(package.read("word/styles.xml"))  # noqa: S314  # LibreOffice's own
    return {str(name.get(f"{W}val")): style for style in root for name in style.iter(f"{W}name")}


def attributes(style: ET.Element, tag: str) -> dict[str, str]:
    """What the first element of a tag within a style says."""
    return {key.removeprefix(W): value for key, value in next(style.iter(W + tag)).attrib.items()}


def test_the_new_paragraph_is_set_as_the_one_before_it(edited: Path) -> None:
    paragraphs = docx.Document(str(edited)).paragraphs
    (place,) = [i for i, each in enumerate(paragraphs) if each.text == INSERTED]
    names = [each.style.name for each in paragraphs[place - 1 : place + 1] if each.style]
    assert names == ["公文正文", "公文正文"]


def test_the_page_and_its_margins_are_the_same(edited: Path) -> None:
    section = docx.Document(str(edited)).sections[0]
    lengths = [section.page_width, section.page_height, section.top_margin, section.left_margin]
    lengths += [section.right_margin, section.bottom_margin]
    assert [length.mm if length else None for length in lengths] == [
        pytest.approx(mm, abs=0.1) for mm in (210, 297, 37, 28, 26, 35)
    ]


def test_the_styles_keep_their_names(edited: Path) -> None:
    wanted = "发文机关标志 发文字号 红色分隔线 公文标题 主送机关 公文正文 一级标题 表题 表头 表格文字".split()  # noqa: SIM905
    assert set(wanted) <= set(styles(edited))


@pytest.mark.parametrize("name", ["公文正文", "公文标题", "一级标题", "主送机关"])
def test_lines_keep_their_exact_distance(name: str, edited: Path) -> None:
    spacing = attributes(styles(edited)[name], "spacing")
    assert (spacing["line"], spacing["lineRule"]) == ("579", "exact")


@pytest.mark.parametrize(
    ("name", "face"), [("公文正文", "仿宋_GB2312"), ("公文标题", "方正小标宋简体"), ("一级标题", "黑体")]
)
def test_the_faces_are_the_same_for_all_scripts(name: str, face: str, edited: Path) -> None:
    assert attributes(styles(edited)[name], "rFonts") == dict.fromkeys(
        ("ascii", "hAnsi", "eastAsia", "cs"), face
    )


@pytest.mark.parametrize(("name", "level"), [("公文标题", "0"), ("一级标题", "1")])
def test_headings_keep_their_level(name: str, level: str, edited: Path) -> None:
    assert attributes(styles(edited)[name], "outlineLvl") == {"val": level}


def test_the_closing_box_still_ends_with_the_text_area(edited: Path) -> None:
    printed = office.printed([edited], edited.parent)[edited.stem]
    with pypdfium2.PdfDocument(printed) as pdf:
        page = pdf[len(pdf) - 1].render(scale=4, grayscale=True).to_pil()
    left, right = page.width * 30 // 210, page.width * 180 // 210
    rules = [y for y in range(page.height) if max(page.crop((left, y, right, y + 1)).tobytes()) < 128]
    assert max(rules) * 297 / page.height == pytest.approx(262, abs=0.7)  # 297 - 35 mm (7.4.1)
