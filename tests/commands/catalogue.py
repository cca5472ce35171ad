"""Compile the catalogue of messages: `zh.po`, which people write, to `zh.mo`, which the program reads.

The header of the file names the encoding and nothing that changes with the day or the version of Babel, so
that the same sentences give the same bytes.
"""

import io
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

import bulletin

SOURCE = Path(bulletin.__file__).parent / "issues" / "zh.po"
COMPILED = SOURCE.with_suffix(".mo")


class _Plain(Catalog):
    """A catalogue without dates and program versions in its header."""

    def __iter__(self) -> Iterator[Message]:
        yield Message("", "Language: zh_CN\nContent-Type: text/plain; charset=utf-8\n")
        yield from (message for message in super().__iter__() if message.id)


def entries() -> list[tuple[str, str, str]]:
    """Context, English and Chinese of each entry, in the order of the file; without a context: ""."""
    with SOURCE.open("rb") as file:
        found = [entry for entry in read_po(file) if entry.id]
    return [(entry.context or "", str(entry.id), str(entry.string)) for entry in found]


def compiled() -> bytes:
    """The catalogue as the standard library reads it."""
    plain = _Plain(locale="zh_CN", charset="utf-8")
    for context, english, chinese in entries():
        plain.add(english, chinese, context=context or None)
    file = io.BytesIO()
    write_mo(file, plain)
    return file.getvalue()


if __name__ == "__main__":
    COMPILED.write_bytes(compiled())
    print(f"{len(entries())} messages -> {COMPILED}")
