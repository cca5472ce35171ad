"""One document as plain data: what goes to the process that makes it, and what comes back."""

import datetime
import hashlib
import json
import os
import socket
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from bulletin.batching.fingerprint import fingerprint
from bulletin.datafiles import Content
from bulletin.drafting.build import FORMATS, build
from bulletin.issues.errors import BulletinError, ExitCode
from bulletin.issues.issue import Issue
from bulletin.model.choices import Detail, PdfKind
from bulletin.model.codelist import shipped_codelist
from bulletin.workers.pool import Pool
from bulletin.workers.protocol import Contents

EPOCH = "SOURCE_DATE_EPOCH"
"""The day of documents without one; as other machines' surroundings are not ours, it travels with a task."""

FACTS = "facts"
"""Under which everything of a result but its documents comes from a child; no document has that suffix."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What is asked of every document of a batch; the names are those of `build`."""

    template: str | None = None
    formats: Sequence[str] = FORMATS
    strict: bool = False
    on: datetime.date | None = None
    search: Sequence[str] = ()
    layout: str | None = None
    embed: Detail | None = None
    pdf: PdfKind = "a-3a"
    ledger: bool = False

    @property
    def template_name(self) -> str | None:
        """The template without the folder it lies in."""
        return None if self.template is None else Path(self.template).name

    def anywhere(self) -> "Choices":
        """The same with paths that do not depend on the working folder."""
        path = self.template and ("/" in self.template or "\\" in self.template)
        template = str(Path(self.template or "").resolve()) if path else self.template
        search = tuple(str(Path(folder).resolve()) for folder in self.search)
        return replace(self, template=template, search=search, formats=tuple(self.formats))


@dataclass(frozen=True, slots=True)
class Task:
    """The bytes of a data file and of the office's codelist, and what is asked of its documents."""

    data: Content
    codelist: Content | None
    choices: Choices
    epoch: str


@dataclass(frozen=True, slots=True)
class Result:
    """The documents of a task by suffix, with their SHA-256, or why there are none; and by what."""

    issues: tuple[Issue, ...]
    exit_code: int = ExitCode.OK
    contents: Mapping[str, bytes] = field(default_factory=dict)
    digests: Mapping[str, str] = field(default_factory=dict)
    fingerprint: Mapping[str, str] = field(default_factory=dict)
    machine: str = ""

    @property
    def whole(self) -> bool:
        """Whether every byte arrived as it was sent."""
        return self.digests == {name: digest(content) for name, content in self.contents.items()}


def make(task: Task) -> Result:
    """The documents of a task: no file is read or written, so that it may run anywhere, and twice."""
    os.environ[EPOCH] = task.epoch
    choices, machine = task.choices, socket.gethostname()
    prints = _fingerprint(choices.template, tuple(choices.search))
    try:
        built = build(
            task.data,
            choices.template,
            formats=choices.formats,
            strict=choices.strict,
            on=choices.on,
            codelist=task.codelist,
            search=[Path(folder) for folder in choices.search],
            layout=choices.layout,
            embed=choices.embed,
            pdf=choices.pdf,
            ledger=choices.ledger,
        )
    except BulletinError as failure:
        return Result(failure.issues, failure.exit_code, fingerprint=prints, machine=machine)
    digests = {name: digest(content) for name, content in built.contents.items()}
    return Result(built.issues, ExitCode.OK, built.contents, digests, prints, machine)


def made_in(pool: Pool, task: Task, by: Callable[[Task], Result] = make) -> Result:
    """What `by` makes of a task in a child; or the reason why it made nothing, never an exception."""
    try:
        answer = pool.ask(_told, (by, task), task.data.name)
    except BulletinError as refused:
        return Result(refused.issues, refused.exit_code)
    contents = dict(answer.contents)
    facts = json.loads(contents.pop(FACTS))
    return Result(answer.issues, contents=contents, **facts)


def _told(work: tuple[Callable[[Task], Result], Task]) -> tuple[Contents, tuple[Issue, ...]]:
    """In a child: a result as bytes and issues."""
    by, task = work
    result = by(task)
    facts = {name: getattr(result, name) for name in ("exit_code", "digests", "fingerprint", "machine")}
    return {**result.contents, FACTS: json.dumps(facts).encode()}, result.issues


def warmed_up(_: object) -> tuple[Contents, tuple[Issue, ...]]:
    """In a child: what every document needs is read, before the clock of the first one runs."""
    shipped_codelist()
    return {}, ()


@cache
def _fingerprint(template: str | None, search: tuple[str, ...]) -> Mapping[str, str]:
    """That of this process, which lives no longer than its batch: it has read everything already."""
    return fingerprint(template, search)


def digest(content: bytes) -> str:
    """SHA-256."""
    return hashlib.sha256(content).hexdigest()
