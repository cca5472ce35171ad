"""Turn a path, a mapping or a data object into plain values; the only place that opens data files."""

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from bulletin.datafiles.json_file import parse_json
from bulletin.datafiles.parsed import Parsed
from bulletin.datafiles.plain import plain
from bulletin.files.read import Content
from bulletin.issues.errors import DataRefused, InputMissing, unreadable
from bulletin.issues.issue import error
from bulletin.model.facts import DataFile


def _parse_toml(content: bytes, name: str) -> Parsed:
    from bulletin.datafiles.toml_file import parse_toml  # imported when needed: compiles patterns

    return parse_toml(content, name)


def _parse_yaml(content: bytes, name: str) -> Parsed:
    from bulletin.datafiles.yaml_file import parse_yaml  # imported when needed: takes 8 ms

    return parse_yaml(content, name)


def _parse_xlsx(content: bytes, name: str) -> Parsed:
    """Return `parse_xlsx(content, name)`, importing its libraries only for a workbook."""
    from bulletin.datafiles.workbook.reading import parse_xlsx

    return parse_xlsx(content, name)


Source = str | Path | Content | Mapping[str, Any] | DataFile

READERS: dict[str, tuple[Callable[[bytes, str], Parsed], int]] = {
    ".json": (parse_json, 1_000_000),
    ".toml": (_parse_toml, 500_000),
    ".xlsx": (_parse_xlsx, 512_000),
    ".yaml": (_parse_yaml, 128_000),
    ".yml": (_parse_yaml, 128_000),
}
"""File suffix → the parser of its bytes, and the most bytes it accepts."""


def read_source(source: Source) -> tuple[str, str, Parsed]:
    """Return name, SHA-256 and content of `source`.

    Raises:
        InputMissing: there is no such file, it cannot be read, or is of an unknown kind.
        DataRefused: it is larger than its kind allows.
    """
    if isinstance(source, Mapping | DataFile):
        return "data", *_handed_over(source)
    given = source if isinstance(source, Content) else content_of(Path(source))
    parse, _ = READERS[Path(given.name).suffix.lower()]
    return given.name, hashlib.sha256(given.content).hexdigest(), parse(given.content, given.name)


def content_of(path: Path) -> Content:
    """Return name and bytes of a data file.

    Raises:
        InputMissing: there is no such file, it cannot be read, or is of an unknown kind.
        DataRefused: it is larger than its kind allows.
    """
    if path.suffix.lower() not in READERS:
        text, hint = "The file is of a kind that cannot be read: {suffix}", "Known kinds: {known}."
        known = ", ".join(READERS)
        raise InputMissing([error("B101", path.name, text, hint, suffix=path.suffix or "—", known=known)])
    return Content(path.name, _bytes(path, READERS[path.suffix.lower()][1]))


def _handed_over(source: Mapping[str, Any] | DataFile) -> tuple[str, Parsed]:
    """Return SHA-256 and content of a value that a program passes."""
    try:
        raw = plain(source)
        content = json.dumps(raw, sort_keys=True, default=str).encode()
    except RecursionError:
        text = "The file is nested too deeply to be a data file."
        raise DataRefused([error("B104", "data", text)]) from None
    except ValueError:  # an integer with too many digits for Python, or a list that contains itself
        text = "The number {digits} is too long for a count."
        raise DataRefused([error("B104", "data", text, digits="…")]) from None
    return hashlib.sha256(content).hexdigest(), Parsed(raw, by_program=True)


def _bytes(path: Path, limit: int) -> bytes:
    try:
        size = path.stat().st_size
        if size <= limit:
            return path.read_bytes()
    except OSError as cause:
        raise InputMissing([unreadable(path, cause)]) from None
    text, hint = "The file has {size} bytes; at most {limit} are read.", "Split the file by round or period."
    raise DataRefused([error("B102", path.name, text, hint, size=size, limit=limit)])
