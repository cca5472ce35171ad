"""How far a batch is: a bar on a terminal by rich, where that is installed; else a line now and then."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from bulletin.batching import BatchOutcome
from bulletin.cli.terminal import Harmless, harmless
from bulletin.issues.catalogue import Language, Words

EVERY = 10.0
"""Seconds between two plain lines."""

SO_FAR = "{done} of {all} done, {failed} failed"


@contextmanager
def progress(total: int, language: Language) -> Iterator[Callable[[BatchOutcome], None]]:
    """What hears of each document; silent where nobody looks on."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    try:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
    except ImportError:
        yield _lines(total, language)
        return
    words = Words(language, "batch")
    behind = sys.stderr.behind if isinstance(sys.stderr, Harmless) else sys.stderr
    with (
        Progress(
            BarColumn(),
            TextColumn("{task.fields[said]}"),
            TimeRemainingColumn(),
            console=Console(file=behind),
            redirect_stdout=sys.stdout.isatty(),  # what goes into a file stays there
        ) as bar,
        harmless(),
    ):
        task = bar.add_task("", total=total, said=words(SO_FAR, done=0, all=total, failed=0))
        failed, done = 0, 0

        def heard(outcome: BatchOutcome) -> None:
            nonlocal done, failed
            done, failed = done + 1, failed + (outcome.what == "failed")
            bar.update(task, advance=1, said=words(SO_FAR, done=done, all=total, failed=failed))

        yield heard


def _lines(total: int, language: Language) -> Callable[[BatchOutcome], None]:
    words = Words(language, "batch")
    done = failed = 0
    last = time.monotonic()

    def heard(outcome: BatchOutcome) -> None:
        nonlocal done, failed, last
        done, failed = done + 1, failed + (outcome.what == "failed")
        if time.monotonic() - last >= EVERY:
            last = time.monotonic()
            print(words(SO_FAR, done=done, all=total, failed=failed), file=sys.stderr)

    return heard
