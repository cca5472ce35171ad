"""Read plain text into lines."""

import codecs

from bulletin.files.refused import damaged
from bulletin.readers.copy import Copy, TextLine

INDENT = "　 "
"""White space before a paragraph; a tab is an empty first cell."""


def read_txt(content: bytes, name: str) -> Copy:
    """Return the text with each line that is not blank, without indents."""
    lines = (line.lstrip(INDENT) for line in decoded(content).splitlines())
    return Copy(name, "txt", tuple(TextLine(line) for line in lines if line.strip()), None, "", "", ())


def decoded(content: bytes) -> str:
    """Return the characters of a text in UTF-8, UTF-16 with its mark, or GB 18030."""
    marked = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise damaged()
