"""Find where the values of a JSON text stand, by their pointers; the standard library does not tell."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bulletin.datafiles.shape import pointer
from bulletin.issues.excerpt import position

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+"|[{}\[\],:]|[^\s{}\[\],:"]+', re.DOTALL)


@dataclass(slots=True)
class _Open:
    """An object or list that is not closed yet, and the key of the value that comes next."""

    at: str
    is_object: bool
    key: str | int | None


def json_positions(text: str, pointers: Iterable[str]) -> dict[str, tuple[int, int]]:
    """Return the line and column, from 1, of the value of each pointer that leads to one in `text`."""
    wanted = set(pointers)
    return {at: position(text, offset) for at, offset, _ in _values(text) if at in wanted}


def second_key(text: str, key: str) -> int:
    """Return the offset of the first key that repeats a `key` of the same object; -1 if none does."""
    seen: set[str] = set()
    for at, _, offset in _values(text):
        if at in seen and at == pointer(at.rpartition("/")[0], key):
            return offset
        seen.add(at)
    return -1


def offset_of(text: str, piece: str) -> int:
    """Return the offset of a number or word outside of all texts; -1 if there is none."""
    return next((match.start() for match in _TOKEN.finditer(text) if match.group() == piece), -1)


def _values(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield each value as its pointer, its offset and that of its key, in the order of the text."""
    open_: list[_Open] = []
    key_offset = 0
    for match in _TOKEN.finditer(text):
        piece, inside = match.group(), open_[-1] if open_ else None
        if piece in ("}", "]"):
            open_ = open_[:-1]
        elif piece == "," and inside:
            inside.key = inside.key + 1 if isinstance(inside.key, int) else None
        elif inside and inside.is_object and inside.key is None:
            inside.key, key_offset = _decoded(piece), match.start()
        elif piece not in (",", ":"):
            at = pointer(inside.at, inside.key) if inside and inside.key is not None else ""
            yield at, match.start(), key_offset
            if piece in ("{", "["):
                open_.append(_Open(at, piece == "{", None if piece == "{" else 0))


def _decoded(piece: str) -> str:
    try:
        return str(json.loads(piece))
    except ValueError:  # the text is at fault, which is said elsewhere
        return piece


def nearest_position(found: Mapping[str, tuple[int, int]], at: str) -> tuple[int, int] | None:
    """Return the position of a pointer, else of the innermost value around it that has one."""
    while at not in found:
        if not at:
            return None
        at = at.rpartition("/")[0]
    return found[at]
