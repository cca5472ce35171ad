"""python-docx as its manual begins: paragraphs, then a table whose rows are added one by one."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.bench import word_styles


def docx(words: dict[str, Any], _folder: Path) -> Callable[[], bytes]:
    """Build the whole document from nothing."""

    def make() -> bytes:
        document = word_styles.styled(words["faces"])
        for kind, text in words["lines"]:
            word_styles.add_line(document, kind, text)
        table = word_styles.add_table(document, words["head"])
        for row in words["rows"]:
            cells = table.add_row().cells
            for cell, name in zip(cells, "abcde", strict=True):
                cell.text = row[name]
        for text in words["closing"]:
            word_styles.add_line(document, "closing", text)
        made = io.BytesIO()
        document.save(made)
        return made.getvalue()

    return make
