"""A package with a plug-in of each kind; docs/plugins.md explains it piece by piece."""

import json
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import bulletin
from bulletin.model.document import Heading, Paragraph, ParagraphGroup, Table, leaves, text_of


def read_pointers(content: bytes, name: str) -> tuple[dict[str, Any], dict[str, str]]:
    """Read lines such as `/scopes/0/results/problems/n 40`: a JSON pointer, a space, a value as JSON."""
    data: dict[str, Any] = {}
    places: dict[str, str] = {}
    for number, line in enumerate(content.decode().splitlines(), 1):
        pointer, _, value = line.partition(" ")
        place = f"{name}:{number}"
        try:
            put(data, pointer.split("/")[1:], json.loads(value))
        except (ValueError, TypeError, LookupError):
            text, hint = "不是“指针 值”：{line}", "例如：/scopes/0/results/problems/n 40"
            issue = bulletin.Issue("X101", bulletin.Severity.ERROR, place, text, hint, {"line": line})
            raise bulletin.DataRefused([issue]) from None
        places[pointer] = place
    return data, places


def put(into: Any, steps: list[str], value: Any) -> None:
    """Put a value where the steps lead; a number is a place in a list."""
    step, *others = steps
    inner: Any = value
    if others:
        inner = [] if others[0].isdigit() else {}
    if isinstance(into, list):
        if int(step) == len(into):
            into.append(inner)
        held = into[int(step)]
    else:
        held = into.setdefault(step, inner)
    if others:
        put(held, others, value)


def find_hundreds(data: bulletin.DataFile) -> Iterator[bulletin.Issue]:
    """Ask about counts in whole hundreds, which may be estimates."""
    for scope in data.scopes:
        for count in scope.results.values():
            if isinstance(count.n, int) and count.n and count.n % 100 == 0:
                text, hint = "{n}是整百数。", "请核对是否为估算数。"
                yield bulletin.Issue("X201", bulletin.Severity.WARNING, count.at, text, hint, {"n": count.n})


def verdict(rate: bulletin.Figure) -> str:
    """Say in words how far a rate has come; a number in them would be refused, as it has no source."""
    return "进展较快" if rate.value >= Fraction(9, 10) else "仍需加力"


def write_markdown(document: bulletin.Document, _layout: object, _options: object) -> bytes:
    """Write headings, paragraphs and tables as Markdown."""
    lines: list[str] = []
    for block in leaves(document.blocks):
        match block:
            case Heading(level=level):
                lines.append(f"{'#' * level} {text_of(block.inlines)}".replace("\n", ""))
            case Paragraph():
                lines.append(text_of(block.inlines))
            case ParagraphGroup():
                lines += [text_of(each.inlines) for each in block.paragraphs]
            case Table():
                rows = [" | ".join(text_of(cell.inlines) for cell in row) for row in block.rows]
                lines.append("\n".join([rows[0], "|".join("---" for _ in block.rows[0]), *rows[1:]]))
    return "\n\n".join(lines).encode() + b"\n"
