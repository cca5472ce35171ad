"""Say what Jinja2 and Python find wrong with a template in words of our own, and show the place in it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

import jinja2

from bulletin.issues.excerpt import excerpt, position
from bulletin.issues.issue import Issue, Phrase, error
from bulletin.model.codelist import nearest

PLACE = re.compile(r"(.+\.j2):(\d+)")
STATEMENTS = (
    "block", "call", "elif", "else", "extends", "for", "from", "if", "import", "macro", "set",
    "endblock", "endcall", "endfor", "endif", "endmacro", "endset",
)  # fmt: skip
_TAG = re.compile(r"\{%[-+]?\s*(\w+)(.*?)%\}", re.DOTALL)
_MARKUP = re.compile(r"<[^>]*>|\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}")
_CLOSED = ("block", "call", "filter", "for", "if", "macro", "set")
MOST_FILES = 1_000
"""The most template files among which a missing one's nearest name is looked for."""


def syntax_fault(cause: jinja2.TemplateSyntaxError, name: str, source: str) -> Issue:
    """Return the issue of a template that Jinja2 cannot parse."""
    place, message = f"{name}:{cause.lineno}", cause.message or ""
    if inner := re.search(r"needs to be closed is '(\w+)'", message):
        text, line = "{{% {at} %}} of line {line} is not closed.", _opened(source, inner[1], cause.lineno)
        hint = "{{% end{at} %}} is missing, or another statement inside it is not closed."
        return error("B402", f"{name}:{line}", text, hint, (place,), at=inner[1], line=line)
    if unknown := re.search(r"unknown tag '(\w+)'", message):
        near = nearest(unknown[1], STATEMENTS)
        text, hint = "There is no statement {{% {name} %}}.", "Did you mean “{near}”?" if near else ""
        return error("B402", place, text, hint, name=unknown[1], near=near)
    if twice := re.search(r"block '(\w+)' defined twice", message):
        return error("B402", place, "The block “{name}” is written twice.", name=twice[1])
    if "comment tag" in message:
        return error("B402", place, "A comment {{# is not closed by #}}.")
    got = re.search(r"got '(\S+)'|unexpected (?:char )?'(\S+?)'", message)
    text = "A statement or {{{{ … }}}} is not complete, or something in it is too much."
    return error("B402", place, text, at=(got[1] or got[2]) if got else "")


def raised_fault(cause: Exception, place: str) -> Issue:
    """Return the issue of a template in which Jinja2 or Python fails while it runs."""
    message = str(cause)
    if isinstance(cause, jinja2.TemplateNotFound):
        return error("B401", place, "There is no template file “{name}”.", name=cause.name)
    if unknown := re.search(r"'([\w.]+)' is undefined|no attribute '(\w+)'", message):
        return error("B402", place, "There is no “{name}”.", name=unknown[1] or unknown[2])
    if macro := re.match(r"macro '(\w+)'", message):
        text = "The macro “{name}” is called with what it does not take."
        return error("B402", place, text, name=macro[1])
    if isinstance(cause, jinja2.exceptions.SecurityError):
        return error("B402", place, "Only macros can be called in a template.")
    if "say “is present”" in message:
        text = "{name}: say “is present”, “is zero”, “is one” or “is all”."
        return error("B402", place, text, name=message.partition(":")[0])
    if isinstance(cause, RecursionError):
        return error("B402", place, "Statements are nested too deeply.")
    if isinstance(cause, TypeError | ValueError):
        text = "A filter or macro is given what it does not take, or not what it needs."
        return error("B402", place, text)
    return error("B402", place, "The template cannot be carried out here.")


def missing_file(name: str, importer: str, source: str, folders: Sequence[Path]) -> Issue:
    """Return the issue of a template file that is not there; `importer`, if not "", names it in `source`."""
    known = (path for root in folders for path in root.glob("*/*.j2"))
    near = nearest(name, {f"{path.parent.name}/{path.name}": None for path in islice(known, MOST_FILES)})
    text, hint = "There is no template file “{name}”.", "Did you mean “{near}”?" if near else ""
    named = re.search(rf"[\"']{re.escape(name)}[\"']", source)
    place = f"{importer}:{position(source, named.start())[0]}" if named else importer or name
    return error("B401", place, text, hint, name=name, near=near)


def _opened(source: str, tag: str, until: int) -> int:
    """Return the line of the last `tag` up to line `until` that is not closed before it."""
    lines: list[int] = []
    for match in _TAG.finditer(source):
        line = position(source, match.start())[0]
        if line <= until and match[1] == tag and tag in _CLOSED and (tag != "set" or "=" not in match[2]):
            lines.append(line)
        elif line <= until and match[1] == f"end{tag}" and lines:
            lines.pop()
    return lines[-1] if lines else until


# ── where on the line ────────────────────────────────────────────────────────────────────────────────────


def with_places(issues: Sequence[Issue], sources: Mapping[str, str]) -> tuple[Issue, ...]:
    """Return the issues of template lines with the column, as far as it can be told, and an excerpt."""
    return tuple(_with_place(issue, sources) for issue in issues)


def _with_place(issue: Issue, sources: Mapping[str, str]) -> Issue:
    match = PLACE.fullmatch(issue.place)
    lines = sources.get(match[1], "").split("\n") if match else []
    if match is None or not 0 < int(match[2]) <= len(lines) or issue.excerpt:
        return issue
    line = lines[int(match[2]) - 1]
    column = _column(line, issue)
    place = f"{issue.place}:{column}" if column else issue.place
    return replace(issue, place=place, excerpt=excerpt(line, 1, column))


def _column(line: str, issue: Issue) -> int:
    """Return the column of what an issue is about, from 1; 0 if that cannot be told."""
    printed = _MARKUP.sub(lambda match: " " * len(match[0]), line) if issue.code == "B501" else line
    for word in _words(issue.values):
        found = re.search(rf"(?<![A-Za-z0-9_]){re.escape(word)}(?![A-Za-z0-9_])", printed)
        if found:
            return found.start() + 1
    begins = r"\{[{%]" if issue.code in ("B402", "B403") else r"<\w"
    starts = [match.start() for match in re.finditer(begins, line)]
    return starts[0] + 1 if len(starts) == 1 else 0


def _words(values: Mapping[str, object]) -> Iterator[str]:
    """Yield what may stand on the line, the most exact first."""
    name = str(values.get("name", ""))
    if name and values.get("of"):
        yield f"{values['of']}.{name}"
    if name:
        yield from (name, name.rpartition(".")[2])
    for key in ("tag", "at", "role", "test", "number", "value", "text"):
        if values.get(key):
            yield f"<{values[key]}" if key == "tag" else str(values[key])
    for value in values.values():
        if isinstance(value, Phrase):
            yield from _words(value.values)
