"""Check the persons of cases: what is reported about them, and that no masked name can be read anywhere.

No message repeats a name, because messages are shown on the proof page too.
"""

import re
from collections.abc import Iterator

from bulletin.checks.view import View
from bulletin.issues.issue import Issue, error, note, warning
from bulletin.wording.masking import (
    NOBODY,
    given_part,
    masks_for,
    persons_in,
    texts_of,
)
from bulletin.wording.name_places import NameFinder, NamePlace, quoted, without

DECIDED = ("sanction", "measure")
"""The dimensions of decisions about a person."""

ENDS = ("。", "！", "？", "”", "）")
OWN = ("person", "post", "facts", "matter")
"""The fields of a case in which a name is masked; in any other field it is refused."""

REFUSED = "Leave the name out, or write {{records.cases.0.person}} for it."

ASKED = "It is printed as it stands. If it means the person, write a title before the name or 同志 after it."

MOST_QUOTES = 20
"""Places quoted in one note."""


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
    finder = NameFinder(masks)
    if finder.places(view.data.origin):
        text, hint = "The origin of the data holds a name that is to be masked.", "Write it without the name."
        yield error("B225", "origin", text, hint)
    if finder.places(view.data.source):
        text, hint = "The name of the file holds a name that is to be masked.", "Rename the file."
        yield error("B225", "/", text, hint)
    yield from _texts_masked(view, masks, finder)


def _texts_masked(view: View, masks: dict[str, str], finder: NameFinder) -> Iterator[Issue]:
    """Yield where names are masked, where that is doubtful, and which names stand nowhere."""
    cases = view.data.records.cases
    own = {f"{case.at}/{field}" for case in cases for field in OWN}
    parts = NameFinder({given_part(name) for name in masks} - {""})
    told, quotes, changed = set[str](), list[str](), list[str]()
    for at, words in texts_of(view.data):
        if at in own and at.endswith("/person"):
            continue
        places = finder.places(words)
        hidden = (
            {i for each in (*places, *parts.places(words)) for i in range(each.start, each.end)}
            if places
            else set[int]()
        )
        sure = [place for place in places if place.sure]
        for place in places:
            if not place.sure:
                quote = quoted(words, place, masks[place.name], hidden)
                yield warning(
                    "B225", at, "This may be a name that is to be masked: {quote}.", ASKED, quote=quote
                )
        if sure and at not in own:
            yield error("B225", at, "A name that is to be masked stands in this text.", REFUSED)
            continue
        told |= {place.name for place in places}
        quotes += [quoted(words, place, masks[place.name], hidden) for place in sure]
        changed += [at] if sure else []
        yield from _read(words, at, masks, sure, parts)
    for case in cases:
        if not set(persons_in(case.person)) <= told:
            text = "A person of this case is named in no text of the cases."
            hint = "If the facts name the person, write the name as under “person”, or it is not masked."
            yield warning("B225", f"{case.at}/person", text, hint)
    if changed:
        text = "Names are masked in {n} texts of the cases: {quotes}."
        hint = "Read the texts once more as they are printed."
        quoted_places = "、".join(quotes[:MOST_QUOTES]) + ("……" if len(quotes) > MOST_QUOTES else "")
        yield note("B225", "/records/cases", text, hint, tuple(changed), n=len(changed), quotes=quoted_places)


def _read(
    words: str, at: str, masks: dict[str, str], sure: list[NamePlace], parts: NameFinder
) -> Iterator[Issue]:
    """Yield an issue if a text, once masked, would name somebody else, or contains part of a name."""
    left = without(words, sure)
    known = set(masks.values()) - set(masks)
    ends = [match.start() for match in re.finditer("某", left)]
    spans = {left[max(0, i - before) : i + after] for i in ends for before in (1, 2) for after in (1, 2)}
    for mask in sorted(spans & known):
        text = "“{mask}” stands in this text already and would be taken for a person of the cases."
        yield error("B225", at, text, "Call the other person by something else.", mask=mask)
    if parts.places(left):
        text = "A part of a name that is masked stands in this text."
        yield warning("B225", at, text, "Check whether it means the person.")
