"""Turn any source into plain values; the only place that opens data files."""

import hashlib
import json
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from bulletin.datafiles.json_file import parse_json
from bulletin.datafiles.parsed import Parsed
from bulletin.datafiles.plain import plain
from bulletin.datafiles.plugged import LIMIT, PluggedParser
from bulletin.datafiles.rows import Table, parse_table, records
from bulletin.files.read import Content, TooLarge, given_bytes
from bulletin.issues.errors import DataRefused, InputMissing, ToolMissing, reason, unreadable
from bulletin.issues.issue import Phrase, error
from bulletin.model.facts import DataFile
from bulletin.model.plugins import Plugin, PluginFault, chosen


def _parse_toml(content: bytes, name: str) -> Parsed:
    from bulletin.datafiles.toml_file import parse_toml  # imported when needed: compiles patterns

    return parse_toml(content, name)


def _parse_yaml(content: bytes, name: str) -> Parsed:
    from bulletin.datafiles.yaml_file import parse_yaml  # imported when needed: takes 8 ms

    return parse_yaml(content, name)


def _parse_csv(content: bytes, name: str) -> Parsed:
    from bulletin.datafiles.csv_file import parse_csv  # imported when needed

    return parse_csv(content, name)


def _parse_xlsx(content: bytes, name: str) -> Parsed:
    """Return `parse_xlsx(content, name)`, importing its libraries only for a workbook."""
    from bulletin.datafiles.workbook.reading import parse_xlsx

    return parse_xlsx(content, name)


@runtime_checkable
class OpenFile(Protocol):
    """A file that is open for reading, in binary or as text; `name` tells its kind."""

    @property
    def name(self) -> Any:
        """The name of the file, as a text or a path."""

    def read(self, size: int = -1, /) -> Any:
        """Return at most `size` bytes or characters; -1: all that are left."""


Source = str | Path | Content | Mapping[str, Any] | DataFile | Table | OpenFile
"""What data is read from: a file, its name with its bytes, a file that is open, or a program's own values."""

READERS: dict[str, tuple[Callable[[bytes, str], Parsed], int]] = {
    ".csv": (_parse_csv, 1_000_000),
    ".json": (parse_json, 1_000_000),
    ".toml": (_parse_toml, 500_000),
    ".xlsx": (_parse_xlsx, 512_000),
    ".yaml": (_parse_yaml, 128_000),
    ".yml": (_parse_yaml, 128_000),
}
"""File suffix → the parser of its bytes, and the most bytes it accepts."""

Readers = Mapping[str, tuple[Callable[[bytes, str], Parsed], int]]


def readers_with(plugins: Sequence[str]) -> Readers:
    """Return the readers together with those among the plug-ins that are named.

    Raises:
        ToolMissing: one is not installed, or bears the name of a reader that is there.
    """
    try:
        found = chosen("reader", plugins, [suffix[1:] for suffix in READERS])
    except PluginFault as fault:
        raise ToolMissing([error(*fault.said, **fault.values)]) from None
    return {**{f".{name}": (PluggedParser(plugin), LIMIT) for name, plugin in found.items()}, **READERS}


def plugin_for(name: str, readers: Readers) -> tuple[Plugin, ...]:
    """Return the plug-in by which a file of this name is read; empty: none is needed."""
    parse, _ = readers.get(Path(name).suffix.lower(), (None, 0))
    return (parse.plugin,) if isinstance(parse, PluggedParser) else ()


def read_source(source: Source, readers: Readers = READERS) -> tuple[str, str, Parsed]:
    """Return name, SHA-256 and content of `source`.

    Raises:
        InputMissing: there is no such file, it cannot be read, or is of an unknown kind.
        DataRefused: it is larger than its kind allows, or what a program hands over is no table.
    """
    if isinstance(source, Mapping | DataFile):
        return "data", *_handed_over(source)
    if isinstance(source, Table):
        parsed = parse_table(source)
        digest, _ = _handed_over(parsed.raw)
        return source.name, digest, parsed
    given = content_of(source, readers)
    parse, _ = readers[Path(given.name).suffix.lower()]
    return given.name, hashlib.sha256(given.content).hexdigest(), parse(given.content, given.name)


def portable(source: Source, readers: Readers = READERS) -> Source:
    """Return `source` as another process can read it: bytes with a name, or plain values.

    Raises:
        InputMissing, DataRefused: as `read_source`.
    """
    if isinstance(source, Mapping | DataFile):
        values: Mapping[str, Any] = _as_plain(source)
        return values
    if isinstance(source, Table):
        return Table(records(source.rows), _as_plain(source.about), source.name)
    return content_of(source, readers)


def content_of(source: str | Path | Content | OpenFile, readers: Readers = READERS) -> Content:
    """Return name and bytes of a data file, which may be open already.

    Raises:
        InputMissing: there is no such file, it cannot be read, or is of an unknown kind.
        DataRefused: it is larger than its kind allows.
    """
    if isinstance(source, str | Path):
        path = Path(source)
        return Content(path.name, bytes_of(path, _limit(path.name, readers)))
    if isinstance(source, Content):
        _refuse_large(source.name, len(source.content), _limit(source.name, readers))
        return source
    name = getattr(source, "name", None)
    if not hasattr(source, "read") or not isinstance(name, str | os.PathLike):
        text, hint = "This is no source of data: {kind}.", 'Give its bytes a name: Content("round4.json", …).'
        raise InputMissing([error("B101", "data", text, hint, kind=type(source).__name__)])
    return _from_open(source, Path(name).name, readers)


def _from_open(file: OpenFile, name: str, readers: Readers) -> Content:
    """Return what is left to read of an open file; of a text file as UTF-8."""
    limit = _limit(name, readers)
    try:
        read = file.read(limit + 1)
    except (OSError, ValueError) as cause:  # ValueError: it is closed, or its text is of another encoding
        why = reason(cause) if isinstance(cause, OSError) else Phrase("it is closed, or not in its encoding")
        text, hint = "The file cannot be read: {reason}", "Pass its path instead, or open it in binary."
        raise InputMissing([error("B101", name, text, hint, reason=why)]) from None
    content = read.encode(errors="surrogateescape") if isinstance(read, str) else bytes(read)
    _refuse_large(name, len(content), limit)
    return Content(name, content)


def _limit(name: str, readers: Readers) -> int:
    """Return the most bytes of a file of this name."""
    suffix = Path(name).suffix
    if suffix.lower() not in readers:
        text, hint = "The file is of a kind that cannot be read: {suffix}", "Known kinds: {known}."
        known = ", ".join(sorted(readers))
        raise InputMissing([error("B101", name, text, hint, suffix=suffix or "—", known=known)])
    return readers[suffix.lower()][1]


def _as_plain(source: Any) -> Any:
    try:
        return plain(source)
    except RecursionError:
        text = "The file is nested too deeply to be a data file."
        raise DataRefused([error("B104", "data", text)]) from None


def _handed_over(source: Mapping[str, Any] | DataFile) -> tuple[str, Parsed]:
    """Return SHA-256 and content of a value that a program passes."""
    raw = _as_plain(source)
    try:
        content = json.dumps(raw, sort_keys=True, default=str).encode()
    except RecursionError:
        text = "The file is nested too deeply to be a data file."
        raise DataRefused([error("B104", "data", text)]) from None
    except ValueError:  # an integer with too many digits for Python, or a list that contains itself
        text = "The number {digits} is too long for a count."
        raise DataRefused([error("B104", "data", text, digits="…")]) from None
    return hashlib.sha256(content).hexdigest(), Parsed(raw, by_program=True)


def bytes_of(path: Path, limit: int, pipes: bool = True) -> bytes:
    """Return the bytes of a file that a person names, with `pipes` also of a pipe.

    Raises:
        InputMissing: it is not there or cannot be read.
        DataRefused: it has more than `limit` bytes.
    """
    try:
        return given_bytes(path, limit, pipes)
    except OSError as cause:
        raise InputMissing([unreadable(path, cause)]) from None
    except TooLarge as cause:
        _refuse_large(path.name, cause.size, limit)
        raise


def _refuse_large(name: str, size: int, limit: int) -> None:
    if size > limit:
        text, hint = (
            "The file has {size} bytes; at most {limit} are read.",
            "Split the file by round or period.",
        )
        raise DataRefused([error("B102", name, text, hint, size=size, limit=limit)])
