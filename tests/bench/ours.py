"""This program: the whole line from a data file, with every check and the ledger; its Word writer alone.

python ours.py    # prints which file draws each class of faces, for the other programs, as JSON
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import bulletin
from tests.bench import fixture

USED = ("fangsong", "heiti", "xiaobiaosong")


def _whole(format_: str, folder: Path) -> Callable[[], bytes]:
    def make() -> bytes:
        source = folder / "round.json"
        return bulletin.build(source, formats=[format_], search=[fixture.TEMPLATES]).contents[format_]

    return make


def docx(_words: dict[str, Any], folder: Path) -> Callable[[], bytes]:
    """Load, check, tally, compose, proofread, account and write a Word file."""
    return _whole("docx", folder)


def pdf(_words: dict[str, Any], folder: Path) -> Callable[[], bytes]:
    """The same as PDF/A-3a."""
    return _whole("pdf", folder)


def writer(_words: dict[str, Any], folder: Path) -> Callable[[], bytes]:
    """The Word file alone, of a document that is composed already: what the other programs do."""
    source = folder / "round.json"
    document = bulletin.build(source, formats=[], search=[fixture.TEMPLATES]).document
    return lambda: bulletin.write(document, "docx", [fixture.TEMPLATES])


def faces() -> dict[str, dict[str, str]]:
    """Class of faces → the file that draws it on this machine, and the family it names."""
    from bulletin.typography.font_file import family
    from bulletin.typography.fonts import font_files

    files = font_files()
    return {key: {"file": str(files[key].resolve()), "family": family(files[key])} for key in USED}


if __name__ == "__main__":
    print(json.dumps(faces()))
