"""One document as plain data: what goes to the process that makes it, and what comes back."""

import hashlib
import json
import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from bulletin.batching.fingerprint import fingerprint
from bulletin.drafting.build import build_request
from bulletin.drafting.request import Request
from bulletin.issues.errors import BulletinError, ExitCode
from bulletin.issues.issue import Issue
from bulletin.model.codelist import shipped_codelist
from bulletin.workers.pool import Pool
from bulletin.workers.protocol import Contents

FACTS = "facts"
"""Under which everything of a result but its documents comes from a child; no document has that suffix."""


def anywhere(request: Request) -> Request:
    """Return the request with paths that do not depend on the working folder."""
    template = request.template
    if isinstance(template, str) and ("/" in template or "\\" in template):
        template = str(Path(template).resolve())
    search = tuple(folder.resolve() for folder in request.folders)
    return replace(request, template=template, search=search, into=None)


def name_of_template(request: Request) -> str | None:
    """Return the name of the template that is asked for, without its folder; None: none is."""
    template = request.template
    if template is None or isinstance(template, str):
        return template and Path(template).name
    return template.name


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


def make(request: Request) -> Result:
    """Return the documents of a request that holds its data; no file is written, so it may run anywhere."""
    machine = socket.gethostname()
    prints = _fingerprint(*decisive(request))
    try:
        built = build_request(request)
    except BulletinError as failure:
        return Result(failure.issues, failure.exit_code, fingerprint=prints, machine=machine)
    digests = {name: digest(content) for name, content in built.contents.items()}
    return Result(built.issues, ExitCode.OK, built.contents, digests, prints, machine)


def made_in(pool: Pool, request: Request, by: Callable[[Request], Result] = make) -> Result:
    """Return what `by` makes of a request in a child, or why it made nothing; raise no exception."""
    try:
        answer = pool.ask(_told, (by, request), getattr(request.source, "name", "data"))
    except BulletinError as refused:
        return Result(refused.issues, refused.exit_code)
    contents = dict(answer.contents)
    facts = json.loads(contents.pop(FACTS))
    return Result(answer.issues, contents=contents, **facts)


def _told(work: tuple[Callable[[Request], Result], Request]) -> tuple[Contents, tuple[Issue, ...]]:
    """Return, in a child, a result as bytes and issues."""
    by, request = work
    result = by(request)
    facts = {name: getattr(result, name) for name in ("exit_code", "digests", "fingerprint", "machine")}
    return {**result.contents, FACTS: json.dumps(facts).encode()}, result.issues


def warmed_up(_: object) -> tuple[Contents, tuple[Issue, ...]]:
    """Read, in a child, what every document needs, before the clock of the first one runs."""
    shipped_codelist()
    return {}, ()


def decisive(request: Request) -> tuple[str | None, tuple[str, ...], tuple[str, ...]]:
    """Return what of a request decides its fingerprint: template, folders of templates, plug-ins."""
    search = tuple(map(str, request.search))
    return str(request.template or "") or None, search, tuple(request.plugins)


@cache
def _fingerprint(
    template: str | None, search: tuple[str, ...], plugins: tuple[str, ...]
) -> Mapping[str, str]:
    """That of this process, which lives no longer than its batch: it has read everything already."""
    return fingerprint(template, search, plugins)


def digest(content: bytes) -> str:
    """SHA-256."""
    return hashlib.sha256(content).hexdigest()
