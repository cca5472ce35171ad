"""What a child process answers: one line of JSON, then the bytes of its contents one after the other.

The parent makes plain values and issues of an answer, never other objects: a child may have run the template
of somebody else.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import IO, Any

from bulletin.issues.issue import Issue, Phrase, Severity

Contents = Mapping[str, bytes]
Work = Callable[[Any], tuple[Contents, Iterable[Issue]]]
"""What a child can be asked to do: a function of a module, which both processes import by its name."""

IDLE, MEMORY, OUTPUT = 83, 84, 85
"""Exit codes of a child: it had nothing to do for a while, or it met that limit."""

LONGEST_LINE = 20_000_000
"""Bytes of the line of JSON; it holds issues, of which there are some hundreds at most."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one answer may take: seconds of computing and by the clock, bytes of memory and of output.

    A bulletin takes one second and 300 MB; a table of 2,000 rows as PDF takes 15 seconds. Windows limits the
    time by the clock and the output alone.
    """

    cpu: int = 60
    wall: float = 120.0
    memory: int = 2_000_000_000
    output: int = 100_000_000


@dataclass(frozen=True, slots=True)
class Answer:
    """What was made in the other process, name → bytes, and what was noticed."""

    contents: Contents
    issues: tuple[Issue, ...]


def send(target: IO[bytes], answer: Answer, kind: str = "", defect: str = "") -> None:
    """Write an answer; `kind` names the `BulletinError` that was raised, `defect` another exception."""
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
        ValueError: it is no answer, or ends too early.
        OverflowError: it has more bytes; they have not been read.
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


# ── issues on their way ──────────────────────────────────────────────────────────────────────────────────


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
