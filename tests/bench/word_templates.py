"""The Word templates of docxtpl, docxtemplater and carbone: the same page with each one's own marks.

python word_templates.py FOLDER    # of FOLDER/words.json; writes docxtpl.docx and the others beside it
"""

import json
import sys
from pathlib import Path
from typing import Any

from tests.bench import word_styles


def main(folder: Path) -> None:
    """Write a template for each."""
    words = json.loads((folder / "words.json").read_text("utf-8"))
    write(words, folder / "docxtpl.docx", "{{{{ {} }}}}", docxtpl_rows)
    write(words, folder / "docxtemplater.docx", "{{{}}}", docxtemplater_rows)
    write(words, folder / "carbone.docx", "{{d.{}}}", carbone_rows)


def write(words: dict[str, Any], path: Path, mark: str, rows: Any) -> None:
    """A document with a mark for each line, and the rows of a table as the program wants them repeated."""
    document = word_styles.styled(words["faces"])
    for n, (kind, _) in enumerate(words["lines"]):
        word_styles.add_line(document, kind, mark.format(f"line{n}"))
    table = word_styles.add_table(document, words["head"])
    for texts in rows():
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = text
    for n in range(len(words["closing"])):
        word_styles.add_line(document, "closing", mark.format(f"closing{n}"))
    document.save(str(path))


def docxtpl_rows() -> list[list[str]]:
    """A row that begins the loop, the row, a row that ends it."""
    around = [["{%tr for row in rows %}", *[""] * 4], ["{%tr endfor %}", *[""] * 4]]
    return [around[0], [f"{{{{ row.{name} }}}}" for name in "abcde"], around[1]]


def docxtemplater_rows() -> list[list[str]]:
    """The loop begins in the first cell and ends in the last."""
    return [["{#rows}{a}", "{b}", "{c}", "{d}", "{e}{/rows}"]]


def carbone_rows() -> list[list[str]]:
    """A row, and the row after it."""
    return [[f"{{d.rows[{which}].{name}}}" for name in "abcde"] for which in ("i", "i+1")]


if __name__ == "__main__":
    assert len(word_styles.WIDTHS) == len("abcde")
    main(Path(sys.argv[1]))
