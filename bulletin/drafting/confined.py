"""Work in a process of its own, which has only so much time, memory and output, and a clean environment.

Templates and data come from others; whatever the checks of `compose` let through ends here. The parent reads
no objects of the child, only names and bytes.
"""

import errno
import json
import os
import pickle
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from io import BufferedRandom
from typing import Any

from bulletin.composition.kept import SWITCH
from bulletin.datafiles import Source
from bulletin.drafting.build import build
from bulletin.issues import errors
from bulletin.issues.errors import BulletinError, DocumentRefused, ExitCode
from bulletin.issues.issue import Issue, Phrase, Severity, error
from bulletin.workers.own_process import find_libraries_by_file_name, prepare

Contents = Mapping[str, bytes]
KEPT = (
    "PATH",
    "LANG",
    "LC_ALL",
    "LC_CTYPE",
    "SOURCE_DATE_EPOCH",
    "BULLETIN_FONTS",
    "SYSTEMROOT",
    "TEMP",
    "TMPDIR",
)
"""What of the environment the child is given: where fonts are, and the date of documents without one."""

MEMORY, OUTPUT = 10, 11
"""Exit codes of the child that say which limit it met."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may take: seconds of computing and of waiting, bytes of memory and of output.

    A bulletin takes one second and 300 MB; a table of 2,000 rows as PDF takes 15 seconds.
    """

    cpu: int = 60
    wall: float = 120
    memory: int = 2_000_000_000
    output: int = 100_000_000


@dataclass(frozen=True, slots=True)
class Made:
    """What was made in the other process: format → bytes, and what was noticed."""

    contents: Contents
    issues: tuple[Issue, ...]


def build_confined(
    source: Source, template: str | None = None, limits: Limits | None = None, **options: Any
) -> Made:
    """`build` in a process of its own; `options` are those of `build`.

    Raises:
        BulletinError: what `build` raised there, or DocumentRefused (B412) naming the limit it met.
    """
    return issued(_built, source, template, options, limits=limits)


def issued(
    work: Callable[..., tuple[Contents, tuple[Issue, ...]]], *arguments: Any, limits: Limits | None = None
) -> Made:
    """What `work`, a function of a module, makes and notices in a process of its own.

    Raises:
        BulletinError: what `work` raised there, or DocumentRefused (B412) naming the limit it met.
    """
    answer = confined(_told, work, arguments, limits=limits)
    contents = {name: content for name, content in answer.items() if name not in ("issues", "error")}
    issues = tuple(map(_issue, json.loads(answer["issues"])))
    if "error" in answer:
        kinds = {kind.__name__: kind for kind in vars(errors).values() if isinstance(kind, type)}
        kind = kinds.get(answer["error"].decode(), DocumentRefused)
        raise (kind if issubclass(kind, BulletinError) else DocumentRefused)(issues)
    return Made(contents, issues)


def confined(
    work: Callable[..., Contents], *arguments: Any, limits: Limits | None = None
) -> dict[str, bytes]:
    """What `work`, a function of a module, makes of `arguments` in a process of its own.

    Raises:
        DocumentRefused: it met a limit (B412), or ended without an answer.
    """
    limits = limits or Limits()
    with tempfile.TemporaryFile() as job, tempfile.TemporaryFile() as answer:
        for part in (limits, (work, arguments)):
            pickle.dump(part, job)
        job.seek(0)
        environment = {name: os.environ[name] for name in KEPT if name in os.environ}
        environment |= {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONHASHSEED": "0"}
        environment |= {SWITCH: "off"}  # code that others run later is not written from here
        child = subprocess.Popen(  # this interpreter and this module
            [sys.executable, "-c", "import sys, bulletin.drafting.confined as c; sys.exit(c.main())"],
            stdin=job, stdout=answer, stderr=subprocess.DEVNULL, env=environment, start_new_session=True,
        )  # fmt: skip
        try:
            code = child.wait(limits.wall)
        except BaseException as cause:
            _kill(child)
            if not isinstance(cause, subprocess.TimeoutExpired):
                raise
            raise _refused(Phrase("it took more than {n} seconds", {"n": f"{limits.wall:g}"})) from None
        if code != ExitCode.OK:
            raise _refused(_why(code, limits))
        return _read(answer, limits)


def _kill(child: "subprocess.Popen[bytes]") -> None:
    """End the child and whatever it has started."""
    with suppress(ProcessLookupError):
        if hasattr(os, "killpg"):
            os.killpg(child.pid, signal.SIGKILL)
        else:
            child.kill()
    child.wait()


def _why(code: int, limits: Limits) -> Phrase:
    if code == MEMORY:
        return Phrase("it took more than {n} MB of memory", {"n": f"{limits.memory / 1e6:g}"})
    if code == OUTPUT:
        return Phrase("it made more than {n} MB", {"n": f"{limits.output / 1e6:g}"})
    if -code in (getattr(signal, "SIGXCPU", 0), getattr(signal, "SIGKILL", 0)):
        return Phrase("it took more than {n} seconds of computing", {"n": limits.cpu})
    return Phrase("its process ended with {code}", {"code": code})


def _refused(why: Phrase) -> DocumentRefused:
    text = "The document was not made: {reason}."
    hint = "Look for a template that repeats itself, or for very long lists in the data."
    return DocumentRefused([error("B412", "—", text, hint, reason=why)])


def _read(answer: BufferedRandom | Any, limits: Limits) -> dict[str, bytes]:
    """The names and bytes of an answer: a line that lists them, then the bytes one after the other."""
    answer.seek(0)
    content: bytes = answer.read(limits.output + 1)
    head, _, body = content.partition(b"\n")
    found, begin = {}, 0
    try:
        for name, size in json.loads(head):
            found[str(name)] = body[begin : begin + size]
            begin += size
    except (ValueError, TypeError):
        raise _refused(Phrase("its process ended with {code}", {"code": "—"})) from None
    return found


# ── in the other process ─────────────────────────────────────────────────────────────────────────────────


def main() -> int:
    """Set the limits, do the work, and write its answer to where the parent looks for it."""
    answer = os.dup(1)
    os.dup2(2, 1)  # what a library prints is no answer
    limits = pickle.load(sys.stdin.buffer)  # noqa: S301  # the parent has written it
    _confine(limits)
    prepare()
    find_libraries_by_file_name()
    try:
        work, arguments = pickle.load(sys.stdin.buffer)  # noqa: S301  # so has this
        contents = work(*arguments)
        head = json.dumps([[name, len(content)] for name, content in contents.items()])
        with os.fdopen(answer, "wb") as file:
            file.write(b"\n".join([head.encode(), b"".join(contents.values())]))
    except MemoryError:
        return MEMORY
    except OSError as cause:
        return {errno.EFBIG: OUTPUT, errno.ENOMEM: MEMORY}.get(cause.errno or 0, int(ExitCode.SOFTWARE))
    return int(ExitCode.OK)


def _confine(limits: Limits) -> None:
    """Ask the system to hold this process to its limits; where it cannot (Windows), time alone is limited."""
    try:
        import resource
    except ImportError:
        return
    asked = {"CPU": limits.cpu, "AS": limits.memory, "FSIZE": limits.output, "CORE": 0}
    for name, most in asked.items():
        kind = getattr(resource, f"RLIMIT_{name}")
        with suppress(ValueError, OSError):  # a system may have less to give already
            resource.setrlimit(kind, (most, most))


def _told(work: Callable[..., tuple[Contents, tuple[Issue, ...]]], arguments: tuple[Any, ...]) -> Contents:
    """What some work makes, with its issues; or what it raised."""
    try:
        contents, issues = work(*arguments)
    except BulletinError as failure:
        name = type(failure).__name__
        return {"issues": json.dumps([_plain(i) for i in failure.issues]).encode(), "error": name.encode()}
    return {**contents, "issues": json.dumps([_plain(i) for i in issues]).encode()}


def _built(
    source: Source, template: str | None, options: Mapping[str, Any]
) -> tuple[Contents, tuple[Issue, ...]]:
    """The documents as `build` makes them, with its issues."""
    built = build(source, template, **options)
    return built.contents, built.issues


# ── issues on their way ──────────────────────────────────────────────────────────────────────────────────


def _plain(issue: Issue) -> list[Any]:
    return [
        issue.code, issue.severity.value, issue.place, issue.text, issue.hint, _words(issue.values),
        issue.also,
    ]  # fmt: skip


def _words(values: Mapping[str, object]) -> dict[str, Any]:
    return {
        name: [value.text, _words(value.values)] if isinstance(value, Phrase)
        else value if isinstance(value, int | str)
        else str(value)
        for name, value in values.items()
    }  # fmt: skip


def _issue(plain: list[Any]) -> Issue:
    code, severity, place, text, hint, values, also = plain
    return Issue(code, Severity(severity), place, text, hint, _values(values), tuple(also))


def _values(words: Mapping[str, Any]) -> dict[str, object]:
    return {
        name: Phrase(word[0], _values(word[1])) if isinstance(word, list) else word
        for name, word in words.items()
    }
