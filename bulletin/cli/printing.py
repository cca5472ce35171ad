"""What every command prints alike: issues, JSON, and text in the columns of a terminal.

Command files import this file at their top, so that it imports nothing heavy at its own.
"""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any

from bulletin.issues.catalogue import Language, Words
from bulletin.issues.excerpt import width

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from bulletin.issues.errors import BulletinError
    from bulletin.issues.issue import Issue

# ── issues and files ─────────────────────────────────────────────────────────────────────────────────────


def issue_lines(issues: Sequence[Issue], language: Language) -> list[str]:
    """Each issue as some lines: what and where, an excerpt of the file, the other places, the next step."""
    from bulletin.issues.issue import Severity
    from bulletin.issues.messages import said

    words = Words(language, "issue")
    severities = {
        Severity.ERROR: words("error"),
        Severity.WARNING: words("warning"),
        Severity.NOTE: words("note"),
    }
    lines = []
    for issue in issues:
        message, hint = said(issue, language)
        place = f"{issue.place} ({issue.at})" if issue.at else issue.place
        lines.append(f"{severities[issue.severity]} {issue.code} {place}  {message}")
        lines += [f"    {line}" for line in issue.excerpt.splitlines()]
        lines += [f"    {words('see also')} {', '.join(issue.also)}"] if any(issue.also) else []
        lines += [f"    {words('next')} {hint}"] if hint else []
    return lines


def issues_as_data(issues: Sequence[Issue], language: Language) -> list[dict[str, Any]]:
    """The issues for machines."""
    from bulletin.issues.messages import said

    result = []
    for issue in issues:
        message, hint = said(issue, language)
        result.append(
            {
                "code": issue.code,
                "severity": issue.severity.value,
                "place": issue.place,
                "at": issue.at,
                "excerpt": issue.excerpt,
                "also": list(issue.also),
                "message": message,
                "hint": hint,
            }
        )
    return result


def print_json(data: object, default: Callable[[object], object] | None = None) -> None:
    """Print data for machines; `default` turns values that JSON lacks into some that it has."""
    import json

    print(json.dumps(data, ensure_ascii=False, indent=2, default=default))


def report_made(
    files: Mapping[str, Path],
    figures: int,
    issues: Sequence[Issue],
    options: argparse.Namespace,
    **more: object,
) -> None:
    """Say which files were written, and what was noticed on the way; JSON has `more`."""
    if options.json:
        written = {name: str(path) for name, path in files.items()}
        told = {"files": written, "figures": figures, "issues": issues_as_data(issues, options.lang)}
        print_json({**told, **more})
        return
    for line in issue_lines(issues, options.lang):
        print(line)
    for path in files.values():
        print(path)


def report_failure(failure: BulletinError, options: argparse.Namespace) -> None:
    """Say why nothing was made: on standard error for people, on standard output as JSON for machines."""
    data = {"exit_code": int(failure.exit_code), "issues": issues_as_data(failure.issues, options.lang)}
    if options.json:
        print_json(data)
        return
    if getattr(options, "log", "text") == "json":
        import json

        print(json.dumps(data, ensure_ascii=False), file=sys.stderr)
        return
    for line in issue_lines(failure.issues, options.lang):
        print(line, file=sys.stderr)
    if getattr(options, "writes", True):
        words = Words(options.lang, "issue")
        print(words("Nothing was written."), file=sys.stderr)


# ── columns, in which a Chinese character takes two ──────────────────────────────────────────────────────

NARROWEST, WIDEST = 60, 120
UNKNOWN = 100
"""The width of what is no terminal: a file, a pipe."""

PIECE = re.compile(r"/?[!-.0-~]+|.", re.DOTALL)
"""What stays in one piece: a word of ASCII, or a step of a path; between other characters a line may end."""

NOT_FIRST = "，。、；：！？）》」”’】%"
"""What begins no line."""


def terminal_width() -> int:
    """The columns there are, within what can be read."""
    import shutil

    return max(NARROWEST, min(WIDEST, shutil.get_terminal_size((UNKNOWN, 24)).columns))


def padded(text: str, columns: int, right: bool = False) -> str:
    """`text` with spaces up to so many columns; `right`: before it."""
    space = " " * max(0, columns - width(text))
    return space + text if right else text + space


def wrapped(text: str, columns: int) -> Iterator[str]:
    """`text` in lines of at most so many columns; a piece that is longer has a line of its own."""
    line = ""
    for piece in PIECE.findall(text):
        if line and width(line + piece) > columns and piece not in NOT_FIRST:
            yield line.rstrip()
            line = ""
        line += piece if line or not piece.isspace() else ""
    if line.strip():
        yield line.rstrip()
