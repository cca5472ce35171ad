"""Set a page of one character, which tells whether a machine can make documents."""

from bulletin.model.document import Document, Paragraph, Text
from bulletin.writers import write


def set_page() -> None:
    """Make a page as DOCX and as PDF, and keep neither."""
    document = Document("doctor", "gbt9704", "试", "zh-CN", (Paragraph("body", (Text("试"),)),))
    for kind in ("docx", "pdf"):
        write(document, kind)
