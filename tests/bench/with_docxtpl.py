"""docxtpl as its manual begins: template, context, render, save."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate


def docx(words: dict[str, Any], folder: Path) -> Callable[[], bytes]:
    """Fill the template that `word_templates.py` has written."""

    def make() -> bytes:
        document = DocxTemplate(folder / "docxtpl.docx")
        document.render(words)
        made = io.BytesIO()
        document.save(made)
        return made.getvalue()

    return make
