"""Find where the keys and values of a TOML text stand, by their paths; tomllib does not tell."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

Path = tuple[str | int, ...]
"""The keys of the tables around a value and its own, and the numbers of list items from 0."""

_TOKEN = re.compile(
    r"""(?P<comment>\#[^\n]*+)
    | (?P<text>\"{3}(?:\\.|(?!\"{3}).)*+\"{3,5} | '{3}(?:(?!'{3}).)*+'{3,5}
        | "(?:[^"\\\n]|\\.)*+" | '[^'\n]*+')
    | [\[\]{},=.\n]
    | [^\s\[\]{},=."'\#]++""",
    re.VERBOSE | re.DOTALL,
)
_ENDS = (",", "\n", "]", "}", "")


@dataclass(slots=True)
class _Scanner:
    """Reads the tokens of a text that tomllib has accepted; `found` is filled in the order of the text."""

    tokens: list[tuple[str, int]]
    next: int = 0
    found: dict[Path, tuple[int, int]] = field(default_factory=dict)  # path → offsets of key and value
    items: dict[Path, int] = field(default_factory=dict)  # path of [[tables]] → how many there were

    def peek(self) -> str:
        return self.tokens[self.next][0] if self.next < len(self.tokens) else ""

    def take(self) -> tuple[str, int]:
        self.next += 1
        return self.tokens[self.next - 1]

    def document(self) -> None:
        table: Path = ()
        while self.next < len(self.tokens):
            if self.peek() == "\n":
                self.take()
            elif self.peek() == "[":
                table = self.header()
            else:
                self.entry(table)

    def header(self) -> Path:
        """Enter the table of a header and return its path."""
        _, offset = self.take()
        is_list = self.peek() == "["
        if is_list:
            self.take()
        path: Path = ()
        keys, _ = self.keys("]")
        for n, key in enumerate(keys, 1):
            path = (*path, key)
            if is_list and n == len(keys):
                self.found.setdefault(path, (offset, offset))
                self.items[path] = self.items.get(path, 0) + 1
            if path in self.items:
                path = (*path, self.items[path] - 1)
            self.found.setdefault(path, (offset, offset))
        if is_list:
            self.take()
        return path

    def keys(self, until: str) -> tuple[list[str], int]:
        """Return the parts of a dotted key up to the token after it, and the offset of the first."""
        keys, offset = [], self.tokens[self.next][1]
        while self.peek() not in (until, ""):
            piece, _ = self.take()
            if piece != ".":
                keys.append(_decoded(piece))
        self.next += 1
        return keys, offset

    def entry(self, table: Path) -> None:
        """Enter a key and its value."""
        keys, offset = self.keys("=")
        for n in range(1, len(keys)):
            self.found.setdefault((*table, *keys[:n]), (offset, offset))
        self.value((*table, *keys), offset)

    def value(self, path: Path, key: int | None = None) -> None:
        """Enter a value with all that is inside; the items of a list have no key."""
        if self.next == len(self.tokens):
            return
        piece, offset = self.take()
        self.found[path] = (offset if key is None else key, offset)
        n = 0
        while piece in ("[", "{") and self.peek() not in ("]", "}", ""):
            if self.peek() in (",", "\n"):
                self.take()
            elif piece == "{":
                self.entry(path)
            else:
                self.value((*path, n))
                n += 1
        if piece in ("[", "{"):
            self.next += 1
        while self.peek() not in _ENDS:
            self.take()


def toml_offsets(text: str) -> Mapping[Path, tuple[int, int]]:
    """Return the offsets of the key and of the value of each path in a TOML text that tomllib can read.

    A table that has a header begins there, one that only a dotted key names at that key.
    """
    scanner = _Scanner([(piece, offset) for piece, offset, _ in _tokens(text)])
    scanner.document()
    return scanner.found


def offset_of_bare(text: str, fits: re.Pattern[str]) -> int:
    """Return the offset of the first number or word outside of texts and comments that fits; -1 for none."""
    return next((at for piece, at, quoted in _tokens(text) if not quoted and fits.fullmatch(piece)), -1)


def _tokens(text: str) -> Iterator[tuple[str, int, bool]]:
    for match in _TOKEN.finditer(text):
        if match["comment"] is None:
            yield match.group(), match.start(), match["text"] is not None


def _decoded(key: str) -> str:
    return str(tomllib.loads(f"key = {key}")["key"]) if key[0] in "\"'" else key
