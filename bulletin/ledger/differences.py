"""Compare the ledgers of two editions, and list the numbers that must be corrected.

A number is identified by its figure, the path that templates use. A number that only one edition prints is no
correction; it is listed so that it is not overlooked.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bulletin.ledger.entries import NUMERIC, Entry, Ledger
from bulletin.model.facts import Correction

HEADING = re.compile("[一二三四五六七八九十百]+、")
"""The ordinal of a first-level heading, which names the part of a document."""

What = tuple[str, str, str, bool, tuple[str, ...]]
"""A corrected number: label, printed, right, whether it is derived, its data."""

UNIT = re.compile("（单位：[^（）]*）$")
"""The unit at the end of a chart's caption, which is not part of its name."""


@dataclass(frozen=True, slots=True)
class Differences:
    """The numbers that two editions print differently, and the figures that only one of them prints."""

    corrections: tuple[Correction, ...]
    no_longer: tuple[str, ...]
    newly: tuple[str, ...]


def differences(before: Ledger, after: Ledger) -> Differences:
    """Return the corrections if `after` is right: given numbers first, then derived ones.

    A figure counts as first printed. One number that several figures print in the same words is corrected
    once if they come from the same data, with every part of the document that prints it.
    """
    then, now = _printed(before), _printed(after)
    parts, names = _parts(before), {entry.figure: entry.label or entry.printed for entry in before.entries}
    wrong: dict[What, tuple[str, dict[str, None]]] = {}
    for figure, entries in then.items():
        if figure not in now or entries[0].printed == now[figure][0].printed:
            continue
        first = entries[0]
        label = _whose(figure, first.label, names)
        what = (
            label,
            first.printed,
            now[figure][0].printed,
            first.operation not in ("given", "stated"),
            first.pointers,
        )
        _, places = wrong.setdefault(what, (figure, {}))
        places.update(dict.fromkeys(parts[entry.line] for entry in entries))
    labels = Counter(label for label, *_ in wrong)
    found = [
        Correction(
            label=label if labels[label] == 1 else _in_full(figure, label, names),
            printed=was,
            corrected=is_now,
            follows=follows,
            places=tuple(filter(None, places)),
        )
        for (label, was, is_now, follows, _), (figure, places) in wrong.items()
    ]
    return Differences(
        tuple(sorted(found, key=lambda each: each.follows)),
        tuple(figure for figure in then if figure not in now),
        tuple(figure for figure in now if figure not in then),
    )


def _whose(figure: str, label: str, names: Mapping[str, str]) -> str:
    """Return a share's label with its whole: 村干部占党政纪处分的比例."""
    return names.get(figure.removesuffix(".rate"), "") + label if label.startswith("占") else label


def _in_full(figure: str, label: str, names: Mapping[str, str]) -> str:
    """Return a label shared by several numbers with period and whole: 2018年2月党政纪处分：村干部."""
    parts = figure.split(".")
    scope = names.get(f"{parts[0]}.label") or names.get(f"{parts[0]}.{parts[1]}.label", "")
    whole = figure.partition(".by.")[0] if ".by." in figure else ""
    return scope + (f"{names[whole]}：" if whole in names else "") + label


def _printed(ledger: Ledger) -> Mapping[str, list[Entry]]:
    """Return the numbers of an edition by figure, in reading order."""
    found: dict[str, list[Entry]] = {}
    for entry in ledger.entries:
        if entry.kind in NUMERIC:
            found.setdefault(entry.figure, []).append(entry)
    return found


def _parts(ledger: Ledger) -> list[str]:
    """Return for each line the first-level heading above it without ordinal, in a table its caption.

    Or nothing.

    A line between two rows of one table is a heading inside it (按干部级别), and names no part.
    """
    heads = {
        entry.line: ledger.text[entry.line][len(entry.printed) :]
        for entry in ledger.entries
        if entry.kind == "ordinal" and entry.start == 0 and HEADING.fullmatch(entry.printed)
    }
    parts, part, above = [], "", ""
    for line, words in enumerate(ledger.text):
        part = heads.get(line, part)
        above = above if "\t" in words or _inside_table(ledger.text, line) else words
        titled = "\t" in words and not above.endswith(("。", "：", "；"))
        parts.append(UNIT.sub("", above) if titled else part)
    return parts


def _inside_table(text: Sequence[str], line: int) -> bool:
    """Return whether a line is between rows of one table: with as many cells, and more than a chart has."""
    around = [text[i].count("\t") for i in (line - 1, line + 1) if 0 <= i < len(text)]
    return len(around) == 2 and around[0] == around[1] > 1  # noqa: PLR2004  # the rows before and after
