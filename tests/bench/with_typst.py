"""typst as the manual of its Python package begins: compile a source, here to PDF/A-3a."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import typst

SET = """#set document(title: "{title}", date: datetime(year: 2026, month: 9, day: 18))
#set text(lang: "zh", font: "{fangsong}", size: 16pt)
#set page(paper: "a4", margin: (top: 37mm, bottom: 35mm, left: 28mm, right: 26mm))
#set par(first-line-indent: (amount: 2em, all: true), justify: true)
"""
MARKS = {
    "title": '#align(center, text(font: "{xiaobiaosong}", size: 22pt)[{text}])',
    "sample": "#align(center)[{text}]",
    "heading": '#heading(level: 1, text(font: "{heiti}", size: 16pt, weight: "regular")[{text}])',
    "caption": '#align(center, text(font: "{heiti}", size: 14pt)[{text}])',
    "closing": "#align(right)[{text}]",
}


def pdf(words: dict[str, Any], _folder: Path) -> Callable[[], bytes]:
    """Write a source with a table and compile it."""
    families = {key: face["family"] for key, face in words["faces"].items()}
    fonts = sorted({str(Path(face["file"]).parent) for face in words["faces"].values()})

    def line(kind: str, text: str) -> str:
        return MARKS.get(kind, "{text}").format(text=text, **families)

    def cells(row: list[str]) -> str:
        return "".join(f"[{cell}], " for cell in row)

    def make() -> bytes:
        lines = [line(kind, text) for kind, text in words["lines"]]
        rows = "\n".join(cells([*row.values()]) for row in words["rows"])
        table = "#set text(size: 14pt)\n#table(columns: (2fr, 5fr, 7fr, 7fr, 4fr), align: center,\n"
        table += f"table.header({cells(words['head'])}),\n{rows})"
        closing = [line("closing", text) for text in words["closing"]]
        source = SET.format(title=words["title"], **families) + "\n\n".join([*lines, table, *closing])
        made: bytes = typst.compile(
            source.encode(), font_paths=fonts, ignore_system_fonts=True, pdf_standards="a-3a"
        )
        return made

    return make
