"""From names of files and patterns to the documents of a batch, each with a place of its own."""

import glob
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bulletin.datafiles import OWN_CODELIST
from bulletin.datafiles.files import READERS
from bulletin.drafting.request import stem_of
from bulletin.model.plugins import own


@dataclass(frozen=True, slots=True)
class Job:
    """A data file whose documents are wanted: its `path`, and the folder `under` that of the batch.

    `under` is empty for that of the batch itself.
    """

    path: Path
    under: str = ""

    def stem(self, template: str | None) -> str:
        """Return what its documents are called before their suffix, with the folder they lie in.

        `template` is the one that was asked for; None: that of the data, which the name then does not tell.
        """
        return (Path(self.under) / stem_of(self.path.name, template)).as_posix()


def jobs_for(patterns: Iterable[str], into: Path, plugins: Sequence[str] = ()) -> tuple[Job, ...]:
    """A job for each file named, and for each data file a pattern such as `rounds/**/*.json` finds, by name.

    What lies in folders below the fixed part of a pattern goes into the same folders below `into`. What is
    there itself, and codelists, are no data files. A name that finds nothing stays a job: it is reported.
    `plugins` are names of those that may read data, too.
    """
    kinds, into = {*READERS, *(f".{name}" for name in own("reader", plugins))}, into.resolve()
    jobs = [job for pattern in patterns for job in _found(pattern, into, kinds) or [Job(Path(pattern))]]
    return tuple(dict.fromkeys(jobs))


def _found(pattern: str, into: Path, kinds: Collection[str]) -> list[Job]:
    if Path(pattern).exists() or not _is_pattern(pattern):
        return []
    fixed: list[str] = []
    for part in Path(pattern).parts[:-1]:
        if _is_pattern(part):
            break
        fixed.append(part)
    root = Path(*fixed)
    paths = [Path(name) for name in sorted(glob.glob(pattern, recursive=True))]  # noqa: PTH207  # Path.glob takes no absolute pattern
    return [
        Job(path, path.parent.relative_to(root).as_posix().removeprefix("."))
        for path in paths
        if path.suffix.lower() in kinds
        and path.name != OWN_CODELIST
        and into not in path.resolve().parents
        and path.is_file()
    ]


def _is_pattern(text: str) -> bool:
    return any(sign in text for sign in "*?[")


def clashes(stems: Iterable[str]) -> frozenset[str]:
    """Return the names that several documents would bear, none of which is then made; without their case."""
    often = Counter(stem.casefold() for stem in stems)
    return frozenset(stem for stem, times in often.items() if times > 1)
