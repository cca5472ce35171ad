"""Bare WeasyPrint: an ordinary page (page.html), a FontConfiguration each time, PDF/A-3a as ours."""

from collections.abc import Callable
from html import escape
from pathlib import Path
from string import Template
from typing import Any

from weasyprint import HTML
from weasyprint.text import ffi
from weasyprint.text.fonts import FontConfiguration

PAGE = Template((Path(__file__).parent / "page.html").read_text("utf-8"))
TAGS = {"title": "<h1>{}</h1>", "heading": "<h2>{}</h2>"}


def pdf(words: dict[str, Any], _folder: Path) -> Callable[[], bytes]:
    """Write the page and print it; without the subsetter it would be measured at its slowest."""
    if not getattr(ffi, "harfbuzz_subset", None):
        raise SystemExit("libharfbuzz-subset is missing")
    faces = "\n".join(
        f'@font-face {{ font-family: {key}; src: url("{Path(face["file"]).as_uri()}") }}'
        for key, face in words["faces"].items()
    )

    def line(kind: str, text: str) -> str:
        return TAGS.get(kind, f'<p class="{kind}">{{}}</p>').format(escape(text))

    def make() -> bytes:
        text = PAGE.substitute(
            title=escape(words["title"]),
            faces=faces,
            lines="\n".join(line(kind, text) for kind, text in words["lines"]),
            head="".join(f"<th>{escape(text)}</th>" for text in words["head"]),
            rows="\n".join(
                f"<tr>{''.join(f'<td>{escape(text)}</td>' for text in row.values())}</tr>"
                for row in words["rows"]
            ),
            closing="\n".join(line("closing", text) for text in words["closing"]),
        )
        made: bytes = HTML(string=text).write_pdf(
            font_config=FontConfiguration(), pdf_variant="pdf/a-3a", pdf_tags=True
        )
        return made

    return make
