"""Check the marks and words of what people type against GB/T 15834 and 15835, and how their texts end."""

import dataclasses
import re
from collections.abc import Iterator, Mapping
from typing import Any

from bulletin.checks.view import View
from bulletin.issues.issue import Issue, error, warning
from bulletin.wording.marks import HAN, found, unpaired

UNREAD = {
    ("Quotation", "quote"), ("Issuer", "email"), ("Issuer", "phone"), ("DocumentFacts", "number"),
    ("Vouched", "words"), ("Correction", "printed"), ("Correction", "corrected"),
}  # fmt: skip
"""Type and field of words that are not the person's own to mend."""
MOST = 20
"""The most slips that are told of one file; the rest are counted."""
STOPS = "。！？…”’》）"
OPEN = "，、：；—"


def marks_right(view: View) -> Iterator[Issue]:
    """Check the marks and doubled words of every text, title and name list."""
    told = 0
    for at, text in texts_of(view.data, ""):
        for slip in found(text):
            told += 1
            if told <= MOST:
                says = "“{words}”: {what} ({rule})."
                hint = "Write “{mended}”; bulletin check --fix COPY mends it in a copy."
                values = {"words": slip.words, "what": slip.rule.zh, "rule": slip.rule.rule}
                yield warning("B270", at, says, hint, **values, mended=slip.mended)
    if told > MOST:
        says = "{n} more slips in marks and words are not listed."
        yield warning("B270", "", says, "bulletin check --fix COPY mends them in a copy.", n=told - MOST)


def marks_paired(view: View) -> Iterator[Issue]:
    """Check that quotation marks, brackets and title marks have a partner in their paragraph."""
    for at, text in texts_of(view.data, ""):
        for line in text.split("\n"):
            if mark := unpaired(line):
                says = "“{mark}” in “{line}” has no partner, or stands inside its like."
                yield error("B271", at, says, "Type both marks.", mark=mark, line=_short(line))


def texts_end(view: View) -> Iterator[Issue]:
    """Check that a text ends as a sentence does, and a title or name without a stop (GB/T 15834, B.4)."""
    for name, piece in view.data.text.items():
        at = view.data.pointer(view.data.pointer("", "text"), name)
        for line in piece.split("\n") if isinstance(piece, str) else ():
            words = line.rstrip("　 ")
            if words and words[-1] in OPEN:
                says = "The text breaks off: “{line}”."
                yield error("B272", at, says, "Finish the sentence.", line=_short(words, end=True))
            elif re.search(f"{HAN}.*[，。]", words) and words[-1] not in STOPS + "}":
                says = "The text ends without a stop: “{line}”."
                yield warning("B272", at, says, "Write 。 at its end.", line=_short(words, end=True))
    title = view.data.document.title
    if title and title[-1] in "。！；，、：":
        at = view.data.pointer(view.data.document.at, "title")
        says = "A title has no mark at its end: “{line}”."
        yield warning("B272", at, says, "Take it out.", line=_short(title, end=True))


def texts_of(value: Any, at: str) -> Iterator[tuple[str, str]]:
    """Yield the place and the words of each text in a value of the data that holds Chinese."""
    if isinstance(value, str):
        if re.search(HAN, value):
            yield at, value
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        kind = type(value).__name__
        for field in dataclasses.fields(value):
            if "zh" in field.metadata and (kind, field.name) not in UNREAD:
                yield from texts_of(getattr(value, field.name), f"{at}/{field.name}")
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield from texts_of(each, f"{at}/{str(key).replace('~', '~0').replace('/', '~1')}")
    elif isinstance(value, tuple):
        for i, each in enumerate(value):
            yield from texts_of(each, f"{at}/{i}")


def _short(line: str, end: bool = False) -> str:
    """Return at most 24 characters of a line, its begin or its end."""
    return (f"…{line[-24:]}" if end else f"{line[:24]}…") if len(line) > 24 else line  # noqa: PLR2004  # a line of print
