"""pandoc as its manual begins: Markdown in, DOCX out, with its own reference document."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypandoc

MARKS = {"title": "# {}", "heading": "## {}", "caption": ": {}"}


def docx(words: dict[str, Any], _folder: Path) -> Callable[[], bytes]:
    """Write Markdown with a pipe table and convert it; pandoc is a program of its own, started each time."""

    def make() -> bytes:
        lines = [MARKS.get(kind, "{}").format(text) for kind, text in words["lines"] if kind != "caption"]
        table = [
            words["head"],
            ["-" * width for width in (2, 5, 7, 7, 4)],
            *(row.values() for row in words["rows"]),
        ]
        rows = "\n".join(f"|{'|'.join(cells)}|" for cells in table)
        captions = [MARKS[kind].format(text) for kind, text in words["lines"] if kind == "caption"]
        text = "\n\n".join([*lines, rows, *captions, *words["closing"]])
        with tempfile.TemporaryDirectory() as scratch:
            out = Path(scratch) / "made.docx"
            pypandoc.convert_text(text, "docx", format="markdown", outputfile=str(out))
            return out.read_bytes()

    return make
