"""Many data files, many documents: side by side, each by itself, and none twice.

What is asked of a process that makes a document is plain data, and so is what it gives; files are written
here and nowhere else. So it does not matter where a document is made, whether it is made twice, or whether
the process that made it is still there.
"""

import hashlib
import json
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from math import ceil
from pathlib import Path
from typing import Any, Literal

from bulletin.batching.crew import Crew, outcome
from bulletin.batching.fingerprint import differences, fingerprint
from bulletin.batching.jobs import Job, clashes, jobs_for
from bulletin.batching.record import Record
from bulletin.batching.task import EPOCH, Choices, Result, Task
from bulletin.composition import find_template
from bulletin.datafiles import Content, content_of, own_codelist
from bulletin.issues.errors import BulletinError, ExitCode, ToolMissing
from bulletin.issues.issue import Issue, error, note
from bulletin.workers.protocol import Limits

__all__ = ["Choices", "Job", "Limits", "Outcome", "build_many", "jobs_for", "within"]

HEARTBEAT = 1.0
"""Seconds between looks at what is under way; on Windows nobody hears Ctrl-C while waiting without end."""


def within(seconds: float) -> Limits:
    """The limits of a document that may take so many seconds by the clock.

    The clock is that of the process that started its own. Twice as many seconds of computing end the document
    where that process is gone or stuck.
    """
    return Limits(cpu=ceil(2 * seconds), wall=seconds)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a job; `kept` files were made before, from the same, and are as they were written."""

    job: Job
    what: Literal["built", "kept", "failed"]
    files: Mapping[str, Path] = field(default_factory=dict)
    issues: tuple[Issue, ...] = ()
    exit_code: int = ExitCode.OK


@dataclass(frozen=True, slots=True)
class _Begun:
    """A job under way: its place among the others, what its record will say, why it was lost once."""

    n: int
    job: Job
    task: Task
    source: str
    lost: str = ""


def build_many(  # noqa: PLR0913  # one name for each thing a publisher may choose, all but two optional
    jobs: Iterable[Job],
    executor: Executor | None = None,
    *,
    into: str | Path,
    choices: Choices = Choices(),  # noqa: B008  # frozen
    codelist: str | Path | None = None,
    workers: int | None = None,
    limits: Limits = within(60),  # noqa: B008  # frozen
    progress: Callable[[Outcome], object] = lambda _: None,
) -> Iterator[Outcome]:
    """Build every job and tell what became of each, in the order of the jobs; `progress` hears it at once.

    `executor` is any executor, that of a cluster included; None: `workers` child processes of this one, as
    many as there are processors unless said otherwise. With an executor, `workers` is how many documents it
    works on at a time. A document that crashes its process, or takes more than `limits`, costs nothing but
    itself.
    What the record of the folder `into` says was made from the same is not made again. Closing the iterator
    ends what is under way.

    Raises:
        TemplateRefused: there is no such template.
        TryAgain: another batch is at work in the folder.
        OutputFailed: the folder cannot be made or its record not be used.
        ToolMissing: some machine would make other documents than this one; what it made is not kept.
    """
    choices = choices.anywhere()
    if choices.template:
        find_template(choices.template, [Path(folder) for folder in choices.search])
    batch = _Batch(tuple(jobs), choices, codelist)
    with closing(Record(Path(into))) as record, Crew(executor, workers, limits) as crew:
        yield from batch.run(record, crew, progress)


class _Batch:
    """One run."""

    def __init__(self, jobs: tuple[Job, ...], choices: Choices, codelist: str | Path | None) -> None:
        self._jobs, self._choices, self._codelist = jobs, choices, codelist
        self._prints = fingerprint(choices.template, tuple(choices.search))
        self._refused = clashes(jobs, choices.template_name)
        self._epoch = os.environ.get(EPOCH, "")

    def run(self, record: Record, crew: Crew, progress: Callable[[Outcome], object]) -> Iterator[Outcome]:
        """Begin no more jobs than can be worked on soon, and hold back what is done before its turn."""
        under_way: dict[Future[Result], _Begun] = {}
        done: dict[int, Outcome] = {}
        jobs, told = iter(enumerate(self._jobs)), 0
        while told < len(self._jobs):
            while len(under_way) < 2 * crew.workers and (entry := next(jobs, None)):
                begun = self._begun(*entry, record)
                if isinstance(begun, Outcome):
                    done[entry[0]] = begun
                    progress(begun)
                else:
                    under_way[crew.begin(begun.task)] = begun
                if len(done) > crew.workers:
                    break
            while told in done:
                yield done.pop(told)
                told += 1
            finished = wait(under_way, HEARTBEAT, FIRST_COMPLETED).done if under_way else set()
            for future in finished:
                begun = under_way.pop(future)
                result = outcome(future)
                if isinstance(result, str) and not begun.lost:
                    under_way[crew.again(begun.task)] = replace(begun, lost=result)
                    continue
                done[begun.n] = self._ended(begun, result, record)
                progress(done[begun.n])

    def _begun(self, n: int, job: Job, record: Record) -> _Begun | Outcome:
        """The job as a task, or what became of it already."""
        if job in self._refused:
            return Outcome(job, "failed", {}, (self._refused[job],), ExitCode.DATA)
        try:
            data, codelist = content_of(job.path), own_codelist(job.path, self._codelist)
        except BulletinError as failure:
            return Outcome(job, "failed", {}, failure.issues, failure.exit_code)
        source = self._source(data, codelist)
        files = record.kept(job.stem(self._choices.template_name), source)
        if files is not None:
            return Outcome(job, "kept", files)
        return _Begun(n, job, Task(data, codelist, self._choices, self._epoch), source)

    def _source(self, data: Content, codelist: Content | None) -> str:
        """SHA-256 of everything a document is made from."""
        parts: list[Any] = [
            [[part.name, hashlib.sha256(part.content).hexdigest()] for part in (data, codelist) if part],
            [getattr(self._choices, name) for name in self._choices.__slots__],
            [self._epoch, sorted(self._prints.items())],
        ]
        return hashlib.sha256(json.dumps(parts, default=str).encode()).hexdigest()

    def _ended(self, begun: _Begun, result: Result | str, record: Record) -> Outcome:
        """Release what was made, if it is what this machine would have made, and arrived whole."""
        job, name = begun.job, begun.task.data.name
        if isinstance(result, str):
            text, hint = "The document was lost twice on its way: {reason}", "Build the file alone."
            lost = error("B767", name, text, hint, reason=result)
            return Outcome(job, "failed", {}, (lost,), ExitCode.UNAVAILABLE)
        known = result.fingerprint or not result.exit_code  # a process that ended by itself has told nothing
        if known and result.fingerprint != self._prints:
            text = "The machine {machine} would make other documents than this one: {differences}."
            hint = "Bring both to the same versions, fonts and templates; what was made here so far is kept."
            named = {"machine": result.machine, "differences": differences(self._prints, result.fingerprint)}
            raise ToolMissing([error("B768", name, text, hint, **named)])
        if not result.whole:
            text = "The document did not arrive as it was sent."
            return Outcome(job, "failed", {}, (error("B769", name, text),), ExitCode.IO)
        issues = result.issues
        if begun.lost:
            text = "The document was made here after it was lost: {reason}"
            issues += (note("B770", name, text, reason=begun.lost),)
        if result.exit_code:
            return Outcome(job, "failed", {}, issues, result.exit_code)
        try:
            with _uninterrupted():
                stem = job.stem(self._choices.template_name)
                files = record.release(stem, begun.source, result.contents)
        except BulletinError as failure:
            return Outcome(job, "failed", {}, failure.issues, failure.exit_code)
        return Outcome(job, "built", files, issues)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Ctrl-C waits until the files of a document have their names, all of them."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: came.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if came:
        raise KeyboardInterrupt
