"""Turn a file, a mapping or objects made in code into a DataFile whose names are all codelist keys."""

import dataclasses
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from bulletin.datafiles.coding import coded
from bulletin.datafiles.files import Source, bytes_of, content_of, portable, read_source, readers_with
from bulletin.datafiles.parsed import Parsed, text_of
from bulletin.datafiles.plain import plain
from bulletin.datafiles.positions import nearest_position
from bulletin.datafiles.rows import Table
from bulletin.datafiles.shape import read_data
from bulletin.files.read import Content, named_as_file
from bulletin.files.toml import TomlFault, in_toml, read_toml, toml_positions
from bulletin.issues.errors import DataRefused
from bulletin.issues.excerpt import with_excerpt
from bulletin.issues.issue import Issue, Phrase, error, errors
from bulletin.model.codelist import Codelist, read_codelist, shipped_codelist
from bulletin.model.codelist_faults import CodelistFault
from bulletin.model.facts import DataFile

__all__ = [
    "OWN_CODELIST", "Content", "Source", "Table", "codelist_for", "content_of", "inspect", "interpret",
    "load", "located", "own_codelist", "plain", "portable", "readers_with",
]  # fmt: skip

UNUSABLE = "The codelist cannot be used: {reason}."
OWN_CODELIST = "indicators.toml"
"""The name of an office's own codelist, beside its data files."""
CODELIST_BYTES = 1_000_000
"""The most bytes of a codelist."""


def load(source: Source, codelist: Codelist | None = None, *, plugins: Sequence[str] = ()) -> DataFile:
    """Return the data of a source, with every name resolved: a path, bytes, an open file, a mapping, a table.

    `source` is a path, the name of a file with its bytes, an open file, a mapping, a DataFile or a Table; one
    that was loaded already is returned as it is. `codelist` has the names; None: the shipped one.
    `plugins` are the names of those that may read it (`reader:ods`).

    Raises:
        InputMissing: the path cannot be read.
        DataRefused: the data has the wrong shape; the error carries every issue found.
        ToolMissing: a plug-in is not installed.
    """
    if isinstance(source, DataFile) and source.digest:  # it was read from a file, with every name resolved
        return source
    data, issues = interpret(read_source(source, readers_with(plugins)), codelist)
    if data is None or errors(issues):
        raise DataRefused(located(issues, data) if data else issues)
    return data


def inspect(source: Source, codelist: Codelist | None = None) -> tuple[DataFile | None, tuple[Issue, ...]]:
    """Return the data of `source` as far as it can be read, and every issue of its shape.

    The data is None if not even an outline could be read. A faulty value is left out, so that
    the rest can still be checked. Places are JSON pointers; `located` puts the file's own in their stead.
    """
    return interpret(read_source(source), codelist)


def interpret(
    read: tuple[str, str, Parsed], codelist: Codelist | None = None
) -> tuple[DataFile | None, tuple[Issue, ...]]:
    """Return what `inspect` does of a source that is read already: its name, SHA-256 and plain values."""
    name, digest, parsed = read
    if errors(parsed.issues):
        return None, parsed.issues
    data, shape = read_data(parsed.raw, name, by_program=parsed.by_program)
    if data is None:
        return None, parsed.issues + _with_lines(shape, parsed, name)
    data, codes = coded(data, codelist or shipped_codelist(), by_program=parsed.by_program)
    data = dataclasses.replace(data, source=name, digest=digest, places=parsed.places)
    return data, parsed.issues + _with_lines(shape + codes, parsed, name, data.spelt)


def _with_lines(
    issues: tuple[Issue, ...], parsed: Parsed, name: str, spelt: Mapping[str, str] | None = None
) -> tuple[Issue, ...]:
    """Return the issues of a text file with line, column and excerpt beside each pointer.

    `spelt` leads from a pointer with the program's keys to that with the keys of the file.
    """
    if not issues or parsed.positions is None:
        return issues
    pointers = [(spelt or {}).get(issue.place, issue.place).removesuffix("/") for issue in issues]
    parts = [pointer.split("/") for pointer in pointers]
    wanted = {"/".join(part[:n]) for part in parts for n in range(1, len(part) + 1)}
    found, result = parsed.positions(wanted), []
    for issue, pointer in zip(issues, pointers, strict=True):
        at = nearest_position(found, pointer)
        if at is not None and issue.place.startswith("/"):
            there = dataclasses.replace(issue, at=f"{name}:{at[0]}:{at[1]}")
            result.append(with_excerpt(there, parsed.text, *at))
        else:
            result.append(issue)
    return tuple(result)


def codelist_for(source: Source, own: str | Path | Content | Codelist | None = None) -> Codelist:
    """The shipped codelist with an office's own entries: from `own`, else `indicators.toml` beside the data.

    Raises:
        InputMissing: `own` cannot be read.
        DataRefused: the file is at fault; all its faults are named.
    """
    if isinstance(own, Codelist):
        return own
    given = own if isinstance(own, Content) else own_codelist(source, own)
    if given is None:
        return shipped_codelist()
    text = text_of(given.content, given.name)
    if isinstance(text, Parsed):
        raise DataRefused(text.issues)
    try:
        return _own(text)
    except TomlFault as fault:
        issue = error("B119", given.name, UNUSABLE, reason=fault.reason)
        raise DataRefused([in_toml(issue, text, fault.line, fault.column)]) from None
    except CodelistFault as cause:
        raise DataRefused(_codelist_issues(cause, text, given.name)) from None


@lru_cache(8)
def _own(toml: str) -> Codelist:
    """Return an office's codelist; it is kept, as it serves all documents of the office."""
    return read_codelist(read_toml(toml), shipped_codelist())


def _codelist_issues(cause: CodelistFault, text: str, name: str) -> list[Issue]:
    """Return an issue for each fault of a codelist's file, with line, column and excerpt."""
    issues = []
    for fault, at in zip(
        cause.faults, toml_positions(text, [each.path for each in cause.faults]), strict=True
    ):
        hint = "Did you mean “{near}”?" if fault.near else ""
        reason = Phrase(fault.text, fault.values)
        issues.append(in_toml(error("B119", name, UNUSABLE, hint, reason=reason, near=fault.near), text, *at))
    return issues


def own_codelist(source: Source, own: str | Path | None = None) -> Content | None:
    """Return the file of an office's own entries: `own`, else `indicators.toml` beside the data.

    None if neither.

    Raises:
        InputMissing: it cannot be read.
    """
    beside = Path(source).with_name(OWN_CODELIST) if isinstance(source, str | Path) else None
    path = Path(own) if own else beside
    if path is None or (not own and not named_as_file(path)):
        return None
    return Content(path.name, bytes_of(path, CODELIST_BYTES, pipes=bool(own)))


def located(issues: Sequence[Issue], data: DataFile) -> tuple[Issue, ...]:
    """Return the issues with places as people find them: in the file's own spelling, or by cell."""

    def found(pointer: str) -> str:
        spelt = data.spelt.get(pointer, pointer)
        return data.places.get(spelt, spelt)

    return tuple(
        dataclasses.replace(issue, place=found(issue.place), also=tuple(found(place) for place in issue.also))
        for issue in issues
    )
