"""Write a copy of a data file in which slips in marks and words are mended; the file stays as it is."""

import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape, unescape
from pathlib import Path

from bulletin.checks.marks import texts_of
from bulletin.datafiles import Content, codelist_for, content_of, load
from bulletin.issues.errors import InputMissing, OutputFailed, reason
from bulletin.issues.issue import error
from bulletin.model.facts import DataFile
from bulletin.wording.marks import mended

TEXTS = ("xl/sharedStrings.xml", "xl/worksheets/")
"""The parts of a workbook that hold what people typed."""
CELL = re.compile(rb"(<t(?: [^<>]*)?>)([^<>]*)(</t>)")
"""A text in such a part."""


@dataclass(frozen=True, slots=True)
class Mended:
    """A line of a data file as it was typed and as it is mended; `done` tells whether the copy has it."""

    place: str
    typed: str
    mended: str
    done: bool


def mend(source: str | Path, copy: str | Path) -> tuple[Mended, ...]:
    """Write `copy` of the data file `source` with its slips mended; return each changed line.

    Everything else of the file stays byte for byte. A line that the file spells in another way, such as one
    of several formats in a cell, is left as it is and returned with `done` false.

    Raises:
        DataRefused: the data cannot be read.
        InputMissing: the file cannot be read, or the copy would be of another kind.
        OutputFailed: the copy cannot be written, or a file of that name is there.
    """
    source, copy = Path(source), Path(copy)
    if source.suffix.lower() != copy.suffix.lower():
        text, hint = "The copy is of another kind than {name}.", "Give it the suffix {suffix}."
        values = {"name": source.name, "suffix": source.suffix}
        raise InputMissing([error("B101", str(copy), text, hint, **values)])
    given = content_of(source)
    wrong = list(_lines(load(given, codelist_for(source))))
    packed = source.suffix.lower() == ".xlsx"
    content, done = _workbook(given, wrong) if packed else _text(given.content.decode("utf-8"), wrong)
    _write(copy, content)
    return tuple(Mended(place, typed, right, typed in done) for place, typed, right in wrong)


def _lines(data: DataFile) -> Iterator[tuple[str, str, str]]:
    """Yield place, words and mended words of each line with a slip."""
    for pointer, text in texts_of(data, ""):
        place = data.places.get(data.spelt.get(pointer, pointer), pointer)
        for line in text.split("\n"):
            if (right := mended(line)) != line:
                yield place, line, right


def _text(text: str, wrong: Iterable[tuple[str, str, str]]) -> tuple[bytes, set[str]]:
    """Return a JSON, YAML, TOML or CSV file with the lines mended, and the lines that were found."""
    done = set()
    for _, typed, right in wrong:
        for spell in (_as_json, str):
            if spell(typed) in text:
                text = text.replace(spell(typed), spell(right))
                done.add(typed)
                break
    return text.encode(), done


def _as_json(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)[1:-1]


def _workbook(given: Content, wrong: list[tuple[str, str, str]]) -> tuple[bytes, set[str]]:
    """Return a workbook with the lines mended in the texts of its cells, and the lines that were found."""
    done: set[str] = set()
    target = io.BytesIO()

    def in_cell(match: re.Match[bytes]) -> bytes:
        text = before = unescape(match[2].decode("utf-8"))
        for _, typed, right in wrong:
            if typed in text:
                text = text.replace(typed, right)
                done.add(typed)
        if text == before:
            return match[0]
        return match[1] + escape(text, quote=False).encode("ascii", "xmlcharrefreplace") + match[3]

    with zipfile.ZipFile(io.BytesIO(given.content)) as old, zipfile.ZipFile(target, "w") as new:
        for part in old.infolist():
            content = old.read(part)
            new.writestr(part, CELL.sub(in_cell, content) if part.filename.startswith(TEXTS) else content)
    return target.getvalue(), done


def _write(path: Path, content: bytes) -> None:
    """Write a new file; one that is there is not overwritten."""
    try:
        with path.open("xb") as file:
            file.write(content)
    except FileExistsError:
        text, hint = "The file is there already; it is not overwritten.", "Choose another name."
        raise OutputFailed([error("B702", str(path), text, hint)]) from None
    except OSError as cause:
        says, hint = (
            "The file cannot be written: {reason}",
            "Check the folder, its permissions and the free space.",
        )
        raise OutputFailed([error("B701", str(path), says, hint, reason=reason(cause))]) from None
