"""Find the ledger of a document: the embedded one, or the full one beside it."""

import re
from collections.abc import Iterator
from pathlib import Path

from bulletin.files.read import Content, TooLarge, given_bytes
from bulletin.issues.errors import DataRefused, InputMissing, unreadable
from bulletin.issues.issue import Issue, error, note
from bulletin.ledger.entries import Ledger, LedgerUnreadable, digest_of, from_json, reduced, to_json
from bulletin.readers.copy import Copy

MAX_LEDGER = 5_000_000
"""The most bytes of a ledger; that of a long circular has a hundredth of it."""

MAX_NAME = 255
"""The most bytes of a file name; systems reject longer ones."""

SUFFIX = ".ledger.json"


CONTROL = re.compile(r"\\u00[01][0-9a-f]|[\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Characters that no ledger of ours holds, escaped as in JSON: they would control the terminal showing it."""


def _parsed(content: str | bytes) -> Ledger:
    ledger = from_json(content)
    if CONTROL.search(to_json(ledger).decode("utf-8", "replace")):
        raise LedgerUnreadable("control characters")
    return ledger


def embedded(
    content: str, name: str, digest: str = "", full_digest: str = ""
) -> tuple[Ledger | None, tuple[Issue, ...]]:
    """Return the ledger embedded in the document `name`, unless it was changed.

    `digest` is its SHA-256 as the document states it, `full_digest` that of the full ledger; empty if none.
    Programs rewrite the characters in their own way; a ledger that reads the same counts as unchanged.
    """
    hint = "Ask for the document and its ledger again where it was made."
    if len(content) > MAX_LEDGER:
        text = "The ledger in the document is too large to be one."
        return None, (error("B812", name, text, hint),)
    try:
        ledger = _parsed(content)
    except LedgerUnreadable as cause:
        text = "The ledger in the document cannot be read: {reason}."
        return None, (error("B812", name, text, hint, reason=str(cause)),)
    expected = digest or (full_digest if ledger.detail == "full" else "")
    if expected and expected not in (digest_of(content.encode()), digest_of(to_json(ledger))):
        text = "The ledger in the document was changed after it was made; it is not used."
        return None, (error("B813", name, text, hint),)
    return ledger, ()


def lost(name: str) -> tuple[Issue, ...]:
    """Return an issue: the document has lost the ledger it was made with."""
    text = "The ledger that travelled in the document was dropped by a program that saved it."
    return (note("B814", name, text),)


def ledger_in(source: str | Path | Content, digest: str = "") -> Ledger:
    """Return the ledger in a separate file, or in its bytes; with `digest` it must have that SHA-256.

    Raises:
        InputMissing: the file cannot be read.
        DataRefused: it holds no ledger, or another than the document was made with.
    """
    path = Path(source.name if isinstance(source, Content) else source)
    try:
        content = source.content if isinstance(source, Content) else given_bytes(path, MAX_LEDGER)
        size = len(content)
    except OSError as cause:
        raise InputMissing([unreadable(path, cause)]) from None
    except TooLarge as cause:
        content, size = b"", cause.size
    if size > MAX_LEDGER:
        text, hint = "The ledger has {size} bytes; at most {limit} are read.", "Build the document anew."
        raise DataRefused([error("B812", path.name, text, hint, size=size, limit=MAX_LEDGER)]) from None
    try:
        ledger = _parsed(content)
    except LedgerUnreadable as cause:
        text, hint = "The file holds no ledger: {reason}.", "Build the document anew with its ledger."
        raise DataRefused([error("B812", path.name, text, hint, reason=str(cause))]) from None
    if digest and digest not in (digest_of(content), digest_of(to_json(ledger))):
        text = "The ledger beside the document is not the one it was made with."
        hint = "Put the ledger that was written with it beside it, or take this one away."
        raise DataRefused([error("B815", path.name, text, hint)])
    return ledger


def ledger_of(copy: Copy, path: str | Path, beside: bool = True) -> Ledger | None:
    """Return the fullest ledger of the document read from `path`; None if there is none.

    The full one beside the document (`beside`) is preferred to a reduced one inside, if it has the SHA-256
    the document names or, where the document names none, reduces to the one inside. If not, the one inside
    is used.

    Raises:
        InputMissing: the ledger beside the document cannot be read.
        DataRefused: there is none but the one beside it, which is damaged or belongs to another document.
    """
    inside = copy.ledger
    if not beside or (inside is not None and inside.detail == "full"):
        return inside
    for file in _files_beside(copy, Path(path)):
        try:
            found = ledger_in(file, copy.ledger_digest)
        except (DataRefused, InputMissing):
            if inside is None:
                raise
            continue
        if inside is None or copy.ledger_digest or reduced(found, inside.detail) == inside:
            return found
    return inside


def _files_beside(copy: Copy, path: Path) -> Iterator[Path]:
    """Yield the ledger files that lie beside a document, the one it names first."""
    for name in dict.fromkeys((copy.ledger_file, f"{path.stem}{SUFFIX}")):
        if _plain_name(name) and path.with_name(name).is_file():
            yield path.with_name(name)


def other_beside(copy: Copy, path: str | Path, used: Ledger) -> tuple[Issue, ...]:
    """Return an issue if a ledger beside the document differs from the embedded one that was `used`.

    A changed document may carry a changed ledger and SHA-256, but the file in the office stays the same.
    """
    if used is not copy.ledger:
        return ()
    text = "The ledger beside the document is another than the one inside, which is used here."
    hint = "If the document was not made anew since, hold it against that one: --against {file}"
    issues: list[Issue] = []
    for file in _files_beside(copy, Path(path)):
        try:
            same = reduced(ledger_in(file), used.detail) == used
        except (DataRefused, InputMissing):
            same = False
        if not same:
            issues.append(error("B818", copy.name, text, hint, file=file.name))
    return tuple(issues)


def _plain_name(name: str) -> bool:
    """Return whether a file name from a document stays in its folder."""
    return name.endswith(SUFFIX) and len(name.encode()) <= MAX_NAME and not set(name) & set("/\\:\0")
