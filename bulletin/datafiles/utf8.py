"""Decode bytes as UTF-8, with or without a byte order mark; never guess another encoding."""

from bulletin.datafiles.parsed import Parsed
from bulletin.issues.issue import error


def text_of(content: bytes, name: str) -> str | Parsed:
    """Return the text in `content`, or the issue of the first byte that is not UTF-8."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as cause:
        place = f"{name}:byte {cause.start}"
        hint = "Save the file as UTF-8 (in Windows: “另存为”, encoding UTF-8)."
        return Parsed(None, (error("B103", place, "The file is not UTF-8 text.", hint),))
