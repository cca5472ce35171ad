"""Write and read the answer of a child process: one line of JSON, then the bytes of its contents in order.

The parent turns an answer into plain values and issues only and unpickles nothing, since a child may have run
an untrusted template.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import IO, Any

from bulletin.issues.issue import Issue, Phrase, Severity

Contents = Mapping[str, bytes]
Work = Callable[[Any], tuple[Contents, Iterable[Issue]]]
"""A function that a child can call: both processes import it by its name in a module."""

IDLE, MEMORY, OUTPUT = 83, 84, 85
"""Exit codes of a child: it got no request for a while, or it met that limit."""

LONGEST_LINE = 20_000_000
"""The limit of the line of JSON in bytes; it holds some hundreds of issues at most."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one answer: seconds of computing and of wall-clock time, bytes of memory and of output.

    A bulletin takes one second and 300 MB; a table of 2,000 rows as PDF takes 15 seconds. Under Windows only
    the wall-clock time and the output are limited.
    """

    cpu: int = 60
    wall: float = 120.0
    memory: int = 2_000_000_000
    output: int = 100_000_000


@dataclass(frozen=True, slots=True)
class Answer:
    """What the child made, name → bytes, and what it noticed."""

    contents: Contents
    issues: tuple[Issue, ...]


def send(target: IO[bytes], answer: Answer, kind: str = "", defect: str = "") -> None:
    """Write an answer; `kind` names the `BulletinError` that was raised, `defect` any other exception."""
    head = {
        "parts": [[name, len(content)] for name, content in answer.contents.items()],
        "issues": [_plain(issue) for issue in answer.issues],
        "kind": kind,
        "defect": defect,
    }
    target.write(json.dumps(head).encode() + b"\n")
    target.writelines(answer.contents.values())
    target.flush()


def receive(source: IO[bytes], most: int) -> tuple[Answer, str, str]:
    """Read an answer of at most `most` bytes, with its `kind` and `defect` as they were sent.

    Raises:
        ValueError: it is malformed, or ends too early.
        OverflowError: it is longer; its contents have not been read.
    """
    try:
        head = json.loads(source.readline(LONGEST_LINE))
        sizes = {str(name): int(size) for name, size in head["parts"]}
        issues = tuple(_issue(plain) for plain in head["issues"])
        kind, defect = str(head["kind"]), str(head["defect"])
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        raise ValueError("no answer") from None
    if sum(sizes.values()) > most:
        raise OverflowError
    contents = {name: source.read(max(0, size)) for name, size in sizes.items()}
    if any(len(contents[name]) != size for name, size in sizes.items()):
        raise ValueError("no answer: it ends too early")
    return Answer(contents, issues), kind, defect


# ── issues as JSON ───────────────────────────────────────────────────────────────────────────────────────


def _plain(issue: Issue) -> list[Any]:
    return [
        issue.code, issue.severity.value, issue.place, issue.text, issue.hint, _words(issue.values),
        issue.also, issue.at, issue.excerpt,
    ]  # fmt: skip


def _words(values: Mapping[str, object]) -> dict[str, Any]:
    return {
        name: [value.text, _words(value.values), value.context] if isinstance(value, Phrase)
        else value if isinstance(value, int | float | str)
        else str(value)
        for name, value in values.items()
    }  # fmt: skip


def _issue(plain: Iterable[Any]) -> Issue:
    code, severity, place, text, hint, values, also, at, excerpt = plain
    texts = (str(code), Severity(severity), str(place), str(text), str(hint))
    return Issue(*texts, _values(values), tuple(map(str, also)), str(at), str(excerpt))


def _values(words: Mapping[str, Any]) -> dict[str, object]:
    return {
        name: Phrase(str(word[0]), _values(word[1]), str(word[2])) if isinstance(word, list) else word
        for name, word in words.items()
    }
