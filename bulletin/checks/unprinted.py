"""Report what a data file gives and its document neither prints nor accounts for: one issue a group."""

import dataclasses
from collections.abc import Collection

from bulletin.issues.issue import Issue, warning
from bulletin.model import facts
from bulletin.model.account import Account, Accounted
from bulletin.model.codelist import Codelist
from bulletin.model.facts import DataFile

SHOWN = 3
"""The most places an issue names; the proof page and --json have all of them."""

_PARTS = {
    "issuer": facts.Issuer, "document": facts.DocumentFacts, "plan": facts.Plan, "rounds": facts.Round,
    "records": facts.Records,
}  # fmt: skip
"""First step of a path → the type whose fields its second step names."""


def unprinted(
    account: Account, data: DataFile, codelist: Codelist, texts: Collection[str]
) -> tuple[Issue, ...]:
    """Return a warning for each group with values that nothing accounts for.

    Pieces of text that the template does not know (not in `texts`) have an issue of their own, B408.
    """
    issues = []
    for group, leaves in account.reported().items():
        part, _, name = group.partition(".")
        if part == "text" and name not in texts:
            continue
        text = "{n} values of “{what}” are given and not printed ({group})."
        hint = "Choose a template that prints them, or say with “unprinted” (不印) why they are not: {group}."
        place, *also = (each.pointer for each in leaves[:SHOWN])
        what = named(leaves[0], data, codelist)
        issues.append(warning("B507", place, text, hint, tuple(also), n=len(leaves), what=what, group=group))
    return tuple(issues)


def named(accounted: Accounted, data: DataFile, codelist: Codelist) -> str:
    """Return a group in the words of the office: 前三轮移交问题线索, 第一、二轮专题, 巡察组."""
    part, _, name = accounted.group.partition(".")
    tokens = accounted.pointer.split("/")
    if part in ("now", "to_date", "scopes"):
        label = data.scopes[int(tokens[2])].label
        return label + (codelist[name].label_on(data.day) if name else "")
    if part == "rounds":
        ordinals = "、".join(map(str, data.rounds[int(tokens[2])].ordinals))
        return f"第{ordinals}轮{_field(part, name)}"
    return _field(part, name)


def _field(part: str, name: str) -> str:
    """Return the Chinese key of a field, or the key itself: a piece of text has none."""
    fields = dataclasses.fields(_PARTS[part]) if part in _PARTS else ()
    return next((field.metadata["zh"] for field in fields if field.name == name), name or part)
