"""Many data files, many documents: side by side, each by itself, and none twice.

What is asked of a process that makes a document is plain data, and so is what it gives; files are written
here and nowhere else. So it does not matter where a document is made, whether it is made twice, or whether
the process that made it is still there.
"""

import hashlib
import json
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from contextlib import closing
from dataclasses import dataclass, field, fields, is_dataclass, replace
from math import ceil
from pathlib import Path
from typing import Any, Literal, TypeVar

from bulletin.batching.crew import Crew, outcome
from bulletin.batching.fingerprint import differences, fingerprint
from bulletin.batching.jobs import Job, clashes, jobs_for
from bulletin.batching.record import Record
from bulletin.batching.task import Result, anywhere, name_of_template
from bulletin.composition import find_template
from bulletin.datafiles import Content, content_of, own_codelist
from bulletin.drafting.request import Request
from bulletin.issues.errors import BulletinError, ExitCode, ToolMissing
from bulletin.issues.issue import Issue, error, note
from bulletin.model.brief import Brief
from bulletin.workers.protocol import Limits

__all__ = ["BatchOutcome", "Job", "Limits", "batch", "build_many", "jobs_for", "within"]

_T = TypeVar("_T")

HEARTBEAT = 1.0
"""Seconds between looks at what is under way; on Windows nobody hears Ctrl-C while waiting without end."""


def within(seconds: float) -> Limits:
    """The limits of a document that may take so many seconds by the clock.

    The clock is that of the process that started its own. Twice as many seconds of computing end the document
    where that process is gone or stuck.
    """
    return Limits(cpu=ceil(2 * seconds), wall=seconds)


@dataclass(frozen=True, slots=True, repr=False)
class BatchOutcome(Brief):
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
    request: Request
    source: str
    lost: str = ""


def build_many(  # noqa: PLR0913  # one name for each thing a publisher may choose, all but two optional
    jobs: Iterable[Job],
    executor: Executor | None = None,
    *,
    into: str | Path,
    asked: Request = Request(""),  # noqa: B008  # frozen
    workers: int | None = None,
    limits: Limits = within(60),  # noqa: B008  # frozen
    progress: Callable[[BatchOutcome], object] = lambda _: None,
) -> Iterator[BatchOutcome]:
    """Build every job and tell what became of each, in the order of the jobs; `progress` hears it at once.

    `executor` is any executor, that of a cluster included; None: `workers` child processes of this one, as
    many as there are processors unless said otherwise. With an executor, `workers` is how many documents it
    works on at a time. A document that crashes its process, or takes more than `limits`, costs nothing but
    itself.
    `asked` is what is asked of every document; the data of a job takes the place of its source.
    What the record of the folder `into` says was made from the same is not made again. Closing the iterator
    ends what is under way.

    Raises:
        TemplateRefused: there is no such template.
        TryAgain: another batch is at work in the folder.
        OutputFailed: the folder cannot be made or its record not be used.
        ToolMissing: some machine would make other documents than this one; what it made is not kept.
    """
    asked = anywhere(asked)
    if isinstance(asked.template, str):
        find_template(asked.template, asked.folders)
    batch = _Batch(tuple(jobs), asked)
    with closing(Record(Path(into))) as record, Crew(executor, workers, limits) as crew:
        yield from batch.run(record, crew, progress)


def batch(  # noqa: PLR0913  # one name for each thing a program may choose, all but two optional
    files: str | Path | Iterable[str | Path],
    into: str | Path,
    *,
    asked: Request | None = None,
    workers: int | None = None,
    seconds: float = 60,
    progress: Callable[[BatchOutcome], object] | None = None,
) -> Iterator[BatchOutcome]:
    """Make the documents of many data files in child processes and yield what became of each, in their order.

    `files` are data files, or patterns such as `rounds/**/*.json`. `asked` is what is asked of every
    document; its source, `into` and `name` are not looked at; None: what `Request` asks by itself. `workers`
    None: as many as there are processors. `seconds` is what one document may take. `progress` hears each
    outcome at once. A file at fault costs nothing but itself: its outcome carries the issues. What was made
    of the same before is not made again. The work begins with the first outcome asked for, and closing the
    iterator ends it.

    Raises:
        BulletinError: the batch as a whole cannot be made, as `build_many` says.
    """
    named = [files] if isinstance(files, str | Path) else files
    return build_many(
        jobs_for(map(str, named), Path(into)),
        into=into,
        asked=replace(asked or Request(""), name=None),
        workers=workers,
        limits=within(seconds),
        progress=progress or (lambda _: None),
    )


class _Batch:
    """One run."""

    def __init__(self, jobs: tuple[Job, ...], asked: Request) -> None:
        self._jobs, self._asked, self._template = jobs, asked, name_of_template(asked)
        self._prints = fingerprint(str(asked.template or "") or None, tuple(map(str, asked.search)))
        self._refused = clashes(jobs, self._template)

    def run(
        self, record: Record, crew: Crew, progress: Callable[[BatchOutcome], object]
    ) -> Iterator[BatchOutcome]:
        """Begin no more jobs than can be worked on soon, and hold back what is done before its turn."""
        under_way: dict[Future[Result], _Begun] = {}
        done: dict[int, BatchOutcome] = {}
        jobs, told = iter(enumerate(self._jobs)), 0
        while told < len(self._jobs):
            while len(under_way) < 2 * crew.workers and (entry := next(jobs, None)):
                begun = self._begun(*entry, record)
                if isinstance(begun, BatchOutcome):
                    done[entry[0]] = begun
                    progress(begun)
                else:
                    under_way[crew.begin(begun.request)] = begun
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
                    under_way[crew.again(begun.request)] = replace(begun, lost=result)
                    continue
                done[begun.n] = self._ended(begun, result, record)
                progress(done[begun.n])

    def _begun(self, n: int, job: Job, record: Record) -> _Begun | BatchOutcome:
        """Return the job under way, or what became of it already."""
        if job in self._refused:
            return BatchOutcome(job, "failed", {}, (self._refused[job],), ExitCode.DATA)
        given = self._asked.codelist
        try:
            data = content_of(job.path)
            own = own_codelist(job.path, given) if given is None or isinstance(given, str | Path) else given
        except BulletinError as failure:
            return BatchOutcome(job, "failed", {}, failure.issues, failure.exit_code)
        request = replace(self._asked, source=data, codelist=own)
        source = self._source(request)
        files = record.kept(job.stem(self._template), source)
        if files is not None:
            return BatchOutcome(job, "kept", files)
        return _Begun(n, job, request, source)

    def _source(self, request: Request) -> str:
        """Return the SHA-256 of everything a document is made from."""
        asked = {each.name: getattr(request, each.name) for each in fields(request)}
        read = {
            name: [value.name, hashlib.sha256(value.content).hexdigest()]
            for name, value in asked.items()
            if isinstance(value, Content)
        }
        parts = [sorted({**asked, **read}.items()), sorted(self._prints.items())]
        return hashlib.sha256(json.dumps(parts, default=_whole).encode()).hexdigest()

    def _ended(self, begun: _Begun, result: Result | str, record: Record) -> BatchOutcome:
        """Release what was made, if it is what this machine would have made, and arrived whole."""
        job, name = begun.job, begun.job.path.name
        if isinstance(result, str):
            text, hint = "The document was lost twice on its way: {reason}", "Build the file alone."
            lost = error("B767", name, text, hint, reason=result)
            return BatchOutcome(job, "failed", {}, (lost,), ExitCode.UNAVAILABLE)
        known = result.fingerprint or not result.exit_code  # a process that ended by itself has told nothing
        if known and result.fingerprint != self._prints:
            text = "The machine {machine} would make other documents than this one: {differences}."
            hint = "Bring both to the same versions, fonts and templates; what was made here so far is kept."
            named = {"machine": result.machine, "differences": differences(self._prints, result.fingerprint)}
            raise ToolMissing([error("B768", name, text, hint, **named)])
        if not result.whole:
            text = "The document did not arrive as it was sent."
            return BatchOutcome(job, "failed", {}, (error("B769", name, text),), ExitCode.IO)
        issues = result.issues
        if begun.lost:
            text = "The document was made here after it was lost: {reason}"
            issues += (note("B770", name, text, reason=begun.lost),)
        if result.exit_code:
            return BatchOutcome(job, "failed", {}, issues, result.exit_code)
        try:
            stem = job.stem(self._template)
            files = _to_the_end(lambda: record.release(stem, begun.source, result.contents))
        except BulletinError as failure:
            return BatchOutcome(job, "failed", {}, failure.issues, failure.exit_code)
        return BatchOutcome(job, "built", files, issues)


def _whole(value: Any) -> Any:
    """Return a value as JSON may hold it, whole: a codelist or a template by its fields."""
    if is_dataclass(value):
        return {each.name: getattr(value, each.name) for each in fields(value)}
    return (
        sorted(value)
        if isinstance(value, frozenset)
        else dict(value)
        if isinstance(value, Mapping)
        else str(value)
    )


def _to_the_end(work: Callable[[], _T]) -> _T:
    """Do a piece of work in a thread, so that Ctrl-C is heard only when the work has ended."""
    future: Future[_T] = Future()
    interrupted = False
    try:
        threading.Thread(target=_carry_out, args=(work, future)).start()
    except KeyboardInterrupt:
        if future.cancel():  # the work has not begun, and will not
            raise
        interrupted = True
    while not future.done():
        try:
            wait((future,))
        except KeyboardInterrupt:
            interrupted = True
    if interrupted:
        raise KeyboardInterrupt
    return future.result()


def _carry_out(work: Callable[[], _T], future: Future[_T]) -> None:
    if not future.set_running_or_notify_cancel():
        return
    try:
        future.set_result(work())
    except BaseException as failure:  # noqa: BLE001  # whoever waits raises it
        future.set_exception(failure)
