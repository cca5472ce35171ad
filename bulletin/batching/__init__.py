"""Many sources of data, many documents: side by side, each by itself, and none twice.

What is asked of a process that makes a document is plain data, and so is what it gives; files are written
here and nowhere else. So it does not matter where a document is made, whether it is made twice, or whether
the process that made it is still there.
"""

import hashlib
import json
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from contextlib import closing
from dataclasses import dataclass, field, fields, is_dataclass, replace
from math import ceil
from pathlib import Path
from typing import Any, Literal, TypeVar

from bulletin.batching.crew import Crew, outcome
from bulletin.batching.fingerprint import differences, fingerprint
from bulletin.batching.item import Item, Named, named, request_of
from bulletin.batching.jobs import Job, clashes, jobs_for
from bulletin.batching.record import Record
from bulletin.batching.task import Result, anywhere, decisive, name_of_template
from bulletin.composition import find_template
from bulletin.datafiles import Content
from bulletin.drafting.request import Request
from bulletin.issues.errors import BulletinError, ExitCode, ToolMissing
from bulletin.issues.issue import Issue, error, note
from bulletin.model.brief import Brief
from bulletin.workers.protocol import Limits

__all__ = ["BatchOutcome", "Item", "Job", "Limits", "batch", "build_many", "jobs_for", "within"]

_T = TypeVar("_T")

HEARTBEAT = 1.0
"""Seconds between looks at what is under way; Windows delivers Ctrl-C only between two waits."""


def within(seconds: float) -> Limits:
    """The limits of a document that may take so many seconds by the clock.

    The clock is that of the process that started its own. Twice as many seconds of computing end the document
    where that process is gone or stuck.
    """
    return Limits(cpu=ceil(2 * seconds), wall=seconds)


@dataclass(frozen=True, slots=True, repr=False)
class BatchOutcome(Brief):
    """What became of an item; `kept` files were made before, from the same, and are as they were written.

    `name` is the path of a file, else the name of the files; `job` is the item if it was a file, else None.
    `what` became of it: `built`, `kept` or `failed`. `files` lead from format to path; empty if it failed.
    `issues` are all that were noticed, and `exit_code` is what the command would answer with: 0, or why it
    failed.
    """

    name: str
    what: Literal["built", "kept", "failed"]
    files: Mapping[str, Path] = field(default_factory=dict)
    issues: tuple[Issue, ...] = ()
    exit_code: int = ExitCode.OK
    job: Job | None = None


@dataclass(frozen=True, slots=True)
class _Begun:
    """A document under way: its place among the others, what its record will say, why it was lost once."""

    n: int
    given: Named
    request: Request
    source: str
    lost: str = ""


def build_many(  # noqa: PLR0913  # one name for each thing a publisher may choose, all but two optional
    jobs: Iterable[Item],
    executor: Executor | None = None,
    *,
    into: str | Path,
    asked: Request | None = None,
    workers: int | None = None,
    limits: Limits = within(60),  # noqa: B008  # frozen
    progress: Callable[[BatchOutcome], object] = lambda _: None,
) -> Iterator[BatchOutcome]:
    """Build every item and tell what became of each, in their order; `progress` hears it at once.

    An item is a Job (a data file), a pair of the name of the files and any source of data, or a Request,
    which has all of its own: number, date, edition before, template, formats. An iterator is read as far as
    documents can be worked on, so that thousands take no more memory than a few; the second of two of one
    name is then refused. Of a list all of one name are. An item that cannot be read costs only itself.

    `executor` is any executor, that of a cluster included; None: `workers` child processes of this one, as
    many as there are processors unless said otherwise. With an executor, `workers` is how many documents it
    works on at a time. A document that crashes its process, or takes more than `limits`, costs nothing but
    itself. `asked` is what is asked of every document but a Request (None: nothing special); an item's data
    takes the place of its source. What the record of the folder `into` says was made from the same is not
    made again. Closing the iterator ends what is under way.

    Raises:
        TemplateRefused: there is no such template.
        TryAgain: another batch is at work in the folder.
        OutputFailed: the folder cannot be made or its record not be used.
        ToolMissing: some machine would make other documents than this one; what it made is not kept.
    """
    asked = anywhere(asked or Request(""))
    if isinstance(asked.template, str):
        find_template(asked.template, asked.folders)
    batch = _Batch(jobs, asked)
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
    document; its source, `into` and `name` are not looked at; None: what `Request` asks by itself.
    `workers` None: as many as there are processors. `seconds` is what one document may take. `progress`
    hears each outcome at once; None: nothing does. A file at fault costs nothing but itself: its outcome
    carries the issues. What was made of the same before is not made again. The work begins with the first
    outcome asked for, and closing the iterator ends it.

    Raises:
        BulletinError: the batch as a whole cannot be made, as `build_many` says.
        TypeError, ValueError: an argument is not allowed, which the sentence says.
    """
    named = [files] if isinstance(files, str | Path) else files
    asked = replace(asked or Request(""), name=None)
    return build_many(
        jobs_for(map(str, named), Path(into), asked.plugins),
        into=into,
        asked=asked,
        workers=workers,
        limits=within(seconds),
        progress=progress or (lambda _: None),
    )


class _Batch:
    """One run."""

    def __init__(self, items: Iterable[Any], asked: Request) -> None:
        self._items, self._asked, self._template = items, asked, name_of_template(asked)
        self._known: dict[tuple[str | None, tuple[str, ...], tuple[str, ...]], Mapping[str, str]] = {}
        self._prints_of(asked)
        stems = [given.stem for given in self._named(items)] if isinstance(items, Sequence) else []
        self._clashing, self._begun_stems = clashes(stems), set[str]()

    def _named(self, items: Iterable[Any]) -> Iterator[Named]:
        return (named(item, n, self._template) for n, item in enumerate(items, 1))

    def _prints_of(self, request: Request) -> Mapping[str, str]:
        """Return the fingerprint of this machine for a request; templates of an office are part of it."""
        key = decisive(request)
        if key not in self._known:
            self._known[key] = fingerprint(*key)
        return self._known[key]

    def run(
        self, record: Record, crew: Crew, progress: Callable[[BatchOutcome], object]
    ) -> Iterator[BatchOutcome]:
        """Begin no more jobs than can be worked on soon, and hold back what is done before its turn."""
        under_way: dict[Future[Result], _Begun] = {}
        done: dict[int, BatchOutcome] = {}
        items, told, more = enumerate(self._named(self._items)), 0, True
        while more or under_way or done:
            while more and len(under_way) < 2 * crew.workers:
                entry = next(items, None)
                if entry is None:
                    more = False
                    break
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

    def _begun(self, n: int, given: Named, record: Record) -> _Begun | BatchOutcome:
        """Return the document under way, or what became of it already."""
        stem = given.stem.casefold()  # as file systems of Windows and macOS read them
        if stem and (stem in self._clashing or stem in self._begun_stems):
            text = "Several data files would give documents of the name {stem}."
            hint = (
                "Rename one, or quote a pattern that begins above their folders, which are then kept apart."
            )
            return _failed(given, [error("B764", given.name, text, hint, stem=given.stem)], ExitCode.DATA)
        self._begun_stems.add(stem)
        try:
            request = request_of(given, self._asked)
        except BulletinError as failure:
            return _failed(given, failure.issues, failure.exit_code)
        source = self._source(request)
        files = record.kept(given.stem, source)
        if files is not None:
            return BatchOutcome(given.name, "kept", files, job=given.job)
        return _Begun(n, replace(given, item=None), request, source)

    def _source(self, request: Request) -> str:
        """Return the SHA-256 of everything a document is made from."""
        asked = {each.name: getattr(request, each.name) for each in fields(request)}
        parts = [sorted(asked.items()), sorted(self._prints_of(request).items())]
        return hashlib.sha256(json.dumps(parts, default=_as_json).encode()).hexdigest()

    def _ended(self, begun: _Begun, result: Result | str, record: Record) -> BatchOutcome:
        """Release what was made, if it is what this machine would have made, and arrived whole."""
        given, prints = begun.given, self._prints_of(begun.request)
        name = given.job.path.name if given.job else given.name
        if isinstance(result, str):
            text, hint = "The document was lost twice on its way: {reason}", "Build the file alone."
            lost = error("B767", name, text, hint, reason=result)
            return _failed(given, [lost], ExitCode.UNAVAILABLE)
        known = result.fingerprint or not result.exit_code  # a process that ended by itself has told nothing
        if known and result.fingerprint != prints:
            text = "The machine {machine} would make other documents than this one: {differences}."
            hint = "Bring both to the same versions, fonts and templates; what was made here so far is kept."
            named = {"machine": result.machine, "differences": differences(prints, result.fingerprint)}
            raise ToolMissing([error("B768", name, text, hint, **named)])
        if not result.whole:
            text = "The document did not arrive as it was sent."
            return _failed(given, [error("B769", name, text)], ExitCode.IO)
        issues = result.issues
        if begun.lost:
            text = "The document was made here after it was lost: {reason}"
            issues += (note("B770", name, text, reason=begun.lost),)
        if result.exit_code:
            return _failed(given, issues, result.exit_code)
        try:
            files = _to_the_end(lambda: record.release(given.stem, begun.source, result.contents))
        except BulletinError as failure:
            return _failed(given, failure.issues, failure.exit_code)
        return BatchOutcome(given.name, "built", files, issues, job=given.job)


def _failed(given: Named, issues: Iterable[Issue], exit_code: int) -> BatchOutcome:
    return BatchOutcome(given.name, "failed", {}, tuple(issues), exit_code, given.job)


def _as_json(value: Any) -> Any:
    """Return a value that JSON lacks, whole: bytes by their SHA-256, a codelist or a table by its fields."""
    match value:
        case Content():
            return [value.name, hashlib.sha256(value.content).hexdigest()]
        case _ if is_dataclass(value):
            return {each.name: getattr(value, each.name) for each in fields(value)}
        case frozenset():
            return sorted(value)
        case Mapping():
            return dict(value)
    return str(value)


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
    except BaseException as failure:  # noqa: BLE001  # raised again where the result is asked for
        future.set_exception(failure)
