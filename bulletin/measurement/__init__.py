"""Turn a finished PDF or Word document into its measures, each judged by the requirement of the standard."""

from collections.abc import Sequence
from pathlib import Path

from bulletin.files.read import Content
from bulletin.files.refused import DocumentUnfit
from bulletin.issues.errors import DataRefused, TemplateRefused
from bulletin.issues.issue import Issue, error, note
from bulletin.measurement.pdf import measured_pdf
from bulletin.measurement.report import Measured, MeasuredRow, Report, Requirement, absent, judged
from bulletin.measurement.standard import ELEMENTS, PROFILES
from bulletin.readers import content_of

__all__ = ["ELEMENTS", "PROFILES", "Measured", "MeasuredRow", "Report", "Requirement", "measure"]

MAX_BYTES = 30_000_000
SIGNED = ("sealed", "unsealed", "stamped")
"""The forms of a signature."""
DRAWN = ("frame",)
"""Elements drawn by the page, not written as paragraphs of a Word file."""


def measure(source: str | Path | Content, profile: str = "gbt9704") -> Report:
    """Measure a document, a file or its bytes, and judge it by a profile.

    `source` is a PDF or a DOCX: a path, or its name with its bytes. `profile` is a shipped layout
    (`gbt9704`). Lengths are in mm, type in pt, the grid in 字 and 行.

    Raises:
        InputMissing: there is no such file, or it cannot be read.
        DataRefused: it is neither PDF nor DOCX, damaged, too large, or holds no text.
        TemplateRefused: there is no such profile.
    """
    from bulletin.measurement.docx import measured_docx

    if profile not in PROFILES:
        text, hint = "There is no layout “{name}”.", "Shipped: {known}."
        raise TemplateRefused([error("B601", profile, text, hint, name=profile, known=", ".join(PROFILES))])
    path = Path(source.name if isinstance(source, Content) else source)
    kinds = {".pdf": ("pdf", measured_pdf), ".docx": ("docx", measured_docx)}
    if path.suffix.lower() not in kinds:
        text, hint = "The document is of a kind that cannot be read: {suffix}", "Known kinds: {known}."
        raise DataRefused(
            [error("B801", path.name, text, hint, suffix=path.suffix or "—", known=", ".join(kinds))]
        )
    kind, measured = kinds[path.suffix.lower()]
    content = content_of(source, MAX_BYTES)
    try:
        found, pages, pictures = measured(content)
    except DocumentUnfit as cause:
        raise DataRefused([error(cause.code, path.name, cause.text, cause.hint, **cause.values)]) from None
    if not found:
        text = "There is no Chinese text in the document that could be measured."
        hint = "Pictures of pages are not measured: take the file the pages were made from."
        raise DataRefused([error("B820", path.name, text, hint)])
    requirements = PROFILES[profile]
    return Report(
        path.name,
        "pdf" if kind == "pdf" else "docx",
        profile,
        pages,
        judged(requirements, found),
        tuple(each for each in _missing(requirements, found) if kind == "pdf" or each not in DRAWN),
        _unseen(path.name, pictures),
    )


def _unseen(name: str, pictures: tuple[int, ...]) -> tuple[Issue, ...]:
    """Return a note that names the pages holding nothing but pictures."""
    text = "Pages that are pictures were not measured: {pages}."
    return (note("B821", name, text, pages=", ".join(map(str, pictures))),) if pictures else ()


def _missing(requirements: Sequence[Requirement], found: list[Measured]) -> tuple[str, ...]:
    """Return the elements of a profile that were not found; a signature needs only one of its forms."""
    missing = absent(tuple(dict.fromkeys(each.element for each in requirements)), found)
    signed = not set(SIGNED) <= set(missing)
    return tuple(element for element in missing if not (signed and element in SIGNED))
