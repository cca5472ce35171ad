"""List the files of a proof, and make it again whenever one of them changes."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from bulletin.datafiles import OWN_CODELIST
from bulletin.typography.layout import SHIPPED

PAUSE = 0.5
"""Seconds between two looks at the files."""

Seen = dict[Path, tuple[int, int]]


def inputs(
    source: str | Path,
    previous: str | Path | None = None,
    codelist: str | Path | None = None,
    template: str | None = None,
    search: Sequence[Path] = (),
) -> Iterator[Path]:
    """Yield the files a proof depends on: data, codelists, and every file of templates and layouts."""
    yield Path(source)
    yield from (Path(file) for file in (previous, codelist) if file)
    yield Path(source).with_name(OWN_CODELIST)
    beside = [Path(template).parent] if template and ("/" in template or "\\" in template) else []
    for folder in (*search, *beside, SHIPPED):
        yield from folder.rglob("*.j2")
        yield from folder.rglob("*.toml")


def seen(files: Iterable[Path]) -> Seen:
    """Return file → time of its last change and size; missing files are left out."""
    found: Seen = {}
    for file in files:
        try:
            about = file.stat()
        except OSError:
            continue
        found[file] = (about.st_mtime_ns, about.st_size)
    return found


def watch(look: Callable[[], Seen], make: Callable[[], None], sleep: Callable[[float], None]) -> None:
    """Call `make` now and after every change that `look` sees, until an interruption.

    A change during `make` is not lost: files are compared with their state before it.
    """
    while True:
        before = look()
        make()
        while look() == before:
            sleep(PAUSE)
