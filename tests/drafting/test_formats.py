"""Word, PDF, web page and plain text say the same, character for character.

White space is removed before comparing: it is where the formats differ by nature. Plain text writes indents
as full-width spaces and separates cells by tabs, a PDF ends lines where the page ends them, and each reader
has its own idea of what stands between two paragraphs. Nothing else is removed or normalised.
"""

import os
import subprocess
from pathlib import Path

import bulletin_fonts
import pytest

from bulletin import build, write
from bulletin.model.document import (
    Cell,
    Document,
    Heading,
    LineBreak,
    PageBreak,
    Paragraph,
    Strong,
    Table,
    Text,
    Value,
    lines_of,
    text_of,
)
from bulletin.typography import fonts
from tests.helpers.said import docx_text, html_text, pdf_text, squeezed

EXAMPLES = Path(__file__).parents[2] / "examples"
AWKWARD = Document(
    genre="test",
    layout="gbt9704",
    title="标点与符号",
    language="zh-CN",
    blocks=(
        Heading(1, (Text("标点与符号"), LineBreak(), Text("第二行"))),
        Heading(2, (Value("一、", "ordinal", "ordinal"), Text("<b>不是标签</b> & &amp; ]]>"))),
        Paragraph("body", (Strong((Text("段首语。"),)), Text("“引号”‘单引号’——破折号……省略号，"))),
        Paragraph(
            "body", (Text("约"), Value("1234567.89万元", "sum"), Text("，*星号* _下划线_ {{ 花括号 }}"))
        ),
        PageBreak(),
        Paragraph("body", (Value("<data>不是数据</data>", "name"), Text("\\n office affinity 〔2026〕8号"))),
        Table(
            (Text("表题"),),
            (
                (Cell((Text("合并的表头"),), head=True, span=2),),
                (Cell((Text("甲"), LineBreak(), Text("乙"))), Cell((Value("0", "zero"),))),
            ),
            1,
        ),
    ),
)
NAMES = ("round4", "circular", "first", "awkward")


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Each document in each format, and the Word files as LibreOffice prints them."""
    folder = tmp_path_factory.mktemp("formats")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fonts, "SYSTEM_FOLDERS", ())
        for name in NAMES:
            for suffix in ("docx", "pdf", "html", "txt"):
                write(document(name), folder / f"{name}.{suffix}")
    settings = folder / "fonts.conf"
    folder_of_fonts = Path(bulletin_fonts.__file__).parent
    settings.write_text(
        f"<fontconfig><dir>{folder_of_fonts}</dir><cachedir>{folder}/cache</cachedir></fontconfig>"
    )
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "pdf", "--outdir", str(folder / "libreoffice")]
    subprocess.run(
        command + [str(folder / f"{name}.docx") for name in NAMES],
        env={**os.environ, "FONTCONFIG_FILE": str(settings)},
        check=True,
        capture_output=True,
    )
    return folder


def document(name: str) -> Document:
    if name == "awkward":
        return AWKWARD
    return build(EXAMPLES / f"{name}.json", formats=()).document


def tree_text(name: str) -> str:
    return squeezed("".join(text_of(inlines) for _, inlines in lines_of(document(name))))


@pytest.mark.parametrize("name", NAMES)
def test_the_word_file_says_what_the_tree_says(name: str, written: Path) -> None:
    assert squeezed(docx_text((written / f"{name}.docx").read_bytes())) == tree_text(name)


@pytest.mark.parametrize("name", NAMES)
def test_the_pdf_says_what_the_tree_says(name: str, written: Path) -> None:
    head = "项目数量比率"  # the circular's table runs over two pages
    assert pdf_text(written / f"{name}.pdf", head) == tree_text(name)


@pytest.mark.parametrize("name", NAMES)
def test_the_web_page_says_what_the_tree_says(name: str, written: Path) -> None:
    assert html_text((written / f"{name}.html").read_text("utf-8")) == tree_text(name)


@pytest.mark.parametrize("name", NAMES)
def test_the_plain_text_says_what_the_tree_says(name: str, written: Path) -> None:
    assert squeezed((written / f"{name}.txt").read_text("utf-8")) == tree_text(name)


@pytest.mark.parametrize("name", NAMES)
def test_libreoffice_reads_in_the_word_file_what_the_tree_says(name: str, written: Path) -> None:
    head = "项目数量比率"
    assert pdf_text(written / "libreoffice" / f"{name}.pdf", head) == tree_text(name)


def test_the_sentence_of_the_source_article_is_in_the_document() -> None:
    assert "前三轮巡察发现的341个问题" in tree_text("round4")
