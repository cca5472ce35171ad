"""What a finished document says, character for character, in each of its formats.

White space is left out: it is where the formats differ by nature.
"""

import io
import re
import subprocess
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import docx
import docx.table

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def docx_text(content: bytes) -> str:
    return "".join(_word_blocks(docx.Document(io.BytesIO(content))))


def _word_blocks(word: Any) -> Iterator[str]:
    for block in word.iter_inner_content():
        if isinstance(block, docx.table.Table):
            for cell in block._tbl.iter(f"{W}tc"):  # noqa: SLF001  # .cells names a wide cell once a column
                yield from (paragraph.text for paragraph in docx.table._Cell(cell, block).paragraphs)  # noqa: SLF001  # python-docx has no public way
        else:
            yield block.text
            for box in block._p.iter(f"{W}txbxContent"):  # noqa: SLF001  # python-docx knows no text boxes
                yield "".join(run.text or "" for run in box.iter(f"{W}t"))


def pdf_text(file: Path, repeated_head: str = "") -> str:
    """The text down to the end of the type area, below which page numbers stand, without repeated heads."""
    area = ["-r", "72", "-x", "78", "-y", "30", "-W", "446", "-H", "714"]  # 28 mm in
    made = subprocess.run(["pdftotext", *area, file, "-"], capture_output=True, text=True, check=True)
    first, *rest = [squeezed(page) for page in made.stdout.split("\f")]
    return first + "".join(page.removeprefix(repeated_head) for page in rest)


class _Body(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.inside, self.text = False, ""

    def handle_starttag(self, tag: str, attrs: object) -> None:
        del attrs
        self.inside = self.inside or tag == "body"

    def handle_data(self, data: str) -> None:
        self.text += data if self.inside else ""


def html_text(content: str) -> str:
    """The text of the body of a web page."""
    body = _Body()
    body.feed(content)
    return squeezed(body.text)
