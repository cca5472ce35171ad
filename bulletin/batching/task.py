"""One document as plain data: what goes to the process that makes it, and what comes back."""

import datetime
import hashlib
import socket
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from bulletin.batching.fingerprint import fingerprint
from bulletin.datafiles import Content
from bulletin.drafting.build import build
from bulletin.drafting.request import FORMATS
from bulletin.issues.errors import BulletinError, ExitCode
from bulletin.issues.issue import Issue, error
from bulletin.model.choices import Detail, PdfKind


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
            epoch=task.epoch,
        )
    except BulletinError as failure:
        return Result(failure.issues, failure.exit_code, fingerprint=prints, machine=machine)
    except MemoryError:
        text, hint = "The document needs more memory than it may take.", "Look for what makes it so large."
        refused = error("B761", task.data.name, text, hint)
        return Result((refused,), ExitCode.DATA, fingerprint=prints, machine=machine)
    digests = {name: digest(content) for name, content in built.contents.items()}
    return Result(built.issues, ExitCode.OK, built.contents, digests, prints, machine)


@cache
def _fingerprint(template: str | None, search: tuple[str, ...]) -> Mapping[str, str]:
    """That of this process, which lives no longer than its batch: it has read everything already."""
    return fingerprint(template, search)


def digest(content: bytes) -> str:
    """SHA-256."""
    return hashlib.sha256(content).hexdigest()
