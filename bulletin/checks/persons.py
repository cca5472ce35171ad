"""Check the persons of cases: what is reported about them, and that no masked name can be read anywhere.

No message repeats a name, because messages are shown on the proof page too.
"""

import re
from collections.abc import Iterator

from bulletin.checks.view import View
from bulletin.issues.issue import Issue, error, note, warning
from bulletin.wording.masking import (
    NOBODY,
    found_in,
    given_part,
    masked_text,
    masks_for,
    persons_in,
    texts_of,
)

DECIDED = ("sanction", "measure")
"""The dimensions of decisions about a person."""

ENDS = ("。", "！", "？", "”", "）")
OWN = ("person", "post", "facts", "matter")
"""The fields of a case in which a name is masked; in any other field it is refused."""

REFUSED = "Leave the name out, or write {{records.cases.0.person}} for it."


def cases_told(view: View) -> Iterator[Issue]:
    """Check that a case names its decisions by the codelist and describes them in sentences."""
    for case in view.data.records.cases:
        if not case.decisions:
            text, hint = "This case names no decision.", "Name the sanctions and measures under “decisions”."
            yield error("B224", f"{case.at}/decisions", text, hint)
        for i, key in enumerate(case.decisions):
            entry = view.codelist.indicators.get(key)
            if entry is not None and entry.dimension not in DECIDED:
                text, hint = (
                    "“{label}” is not decided on a person.",
                    "Name the sanction or measure: 党内警告.",
                )
                yield error("B224", f"{case.at}/decisions/{i}", text, hint, label=view.label(key))
        if not case.facts.rstrip().endswith(ENDS):
            text, hint = "The facts do not end like a sentence.", "End them with 。; a sentence follows."
            yield error("B224", f"{case.at}/facts", text, hint)
        if case.matter is not None and case.matter.endswith(("问题", "。")):
            text, hint = "The matter ends in “{end}”.", "Leave it out; the template adds it."
            yield error("B224", f"{case.at}/matter", text, hint, end=case.matter[-2:].lstrip("。") or "。")


def names_masked(view: View) -> Iterator[Issue]:
    """Check that each name to be masked can be, stays distinct, and appears in no other text."""
    masks = masks_for(view.data)
    if not masks:
        return
    for case in view.data.records.cases:
        if any(masks[name] == NOBODY for name in persons_in(case.person)):
            text = "This is no name that can be masked."
            hint = "Write Chinese names with 、 between them; of one surname there may be ten persons."
            yield error("B225", f"{case.at}/person", text, hint)
    if any(found_in(name, view.data.origin) for name in masks):
        text, hint = "The origin of the data holds a name that is to be masked.", "Write it without the name."
        yield error("B225", "origin", text, hint)
    if any(found_in(name, view.data.source) for name in masks):
        text, hint = "The name of the file holds a name that is to be masked.", "Rename the file."
        yield error("B225", "/", text, hint)
    names = _Words(masks)
    own = {f"{case.at}/{field}" for case in view.data.records.cases for field in OWN}
    changed = []
    for at, words in texts_of(view.data):
        if at not in own and masked_text(words, masks) != words:
            yield error("B225", at, "A name that is to be masked stands in this text.", REFUSED)
        elif not (at in own and at.endswith("/person")):
            yield from _read(words, at, names)
            changed += [at] if masked_text(words, masks) != words else []
    if changed:
        text, hint = (
            "Names are masked in {n} texts of the cases.",
            "Read the texts once more as they are printed.",
        )
        yield note("B225", "/records/cases", text, hint, tuple(changed), n=len(changed))


class _Words:
    """The names to be masked, and the patterns of what a masked text may not hold."""

    def __init__(self, masks: dict[str, str]) -> None:
        self.masks, self.gone = masks, dict.fromkeys(masks, "\n")
        self.others = _any_of(set(masks.values()) - set(masks))
        self.parts = _any_of({part for part in map(given_part, masks) if part})


def _any_of(words: set[str]) -> re.Pattern[str] | None:
    """Return a pattern of any of the words, longer ones first; None: there are none."""
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True)))) if words else None


def _read(words: str, at: str, names: _Words) -> Iterator[Issue]:
    """Yield an issue if a text, once masked, would name somebody else, or contains part of a name."""
    if names.others is not None:
        for mask in dict.fromkeys(names.others.findall(masked_text(words, names.gone))):
            text = "“{mask}” stands in this text already and would be taken for a person of the cases."
            yield error("B225", at, text, "Call the other person by something else.", mask=mask)
    if names.parts is not None and names.parts.search(masked_text(words, names.masks)):
        text = "A part of a name that is masked stands in this text."
        yield warning("B225", at, text, "Check whether it means the person.")
