"""Show a document and its issues in a notebook: the page in a frame of its own, a list below it."""

from collections.abc import Iterable, Mapping
from html import escape

from bulletin.issues.issue import Issue
from bulletin.issues.messages import said
from bulletin.model.document import Document
from bulletin.typography.layout import Layout
from bulletin.wording.masking import NOBODY, given_part, masker
from bulletin.writers.html import write_html

FRAME = "width: 100%; height: 40em; border: 1px solid #ccc"


def shown(document: Document, layout: Layout, issues: Iterable[Issue], masks: Mapping[str, str]) -> str:
    """Return HTML of a document and its issues in Chinese; names that the document masks stay masked.

    The frame keeps the styles of the page from those of the notebook, and may run no script.
    """
    page = escape(write_html(document, layout).decode())
    hidden = {**{given_part(name): NOBODY for name in masks if given_part(name)}, **masks}
    hide = masker(hidden)
    rows = "".join(f"<li>{escape(hide(_line(issue)))}</li>" for issue in issues)
    return f'<iframe sandbox srcdoc="{page}" style="{FRAME}"></iframe><ul>{rows}</ul>'


def _line(issue: Issue) -> str:
    message, hint = said(issue, "zh")
    return f"{issue.code} {issue.place}  {message}" + (f"  {hint}" if hint else "")
