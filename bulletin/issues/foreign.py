"""Take what others say: in words of our own what a library says in English, by name what a plug-in says."""

import re
from collections.abc import Mapping
from dataclasses import replace

from bulletin.issues.issue import Issue, Phrase, Severity

UNKNOWN = Phrase("its syntax is wrong here")
"""What is said of a fault that no table names; the excerpt shows the place."""


def in_own_words(message: str | None, phrases: Mapping[str, Phrase]) -> Phrase:
    """Return the phrase of the first key that is part of `message`, else a general one."""
    return next((phrase for part, phrase in phrases.items() if part in (message or "")), UNKNOWN)


CODE = re.compile(r"X(?!000)[0-9]{3}")
"""The codes of issues of plug-ins; those of the program begin with B."""


def marked(issue: object, plugin: str) -> Issue | None:
    """Return an issue of a plug-in with its sentences filled and its name behind them; None: it is no issue.

    Its code is one from X001 to X999, its fields have their types, the values of its sentences are there.
    """
    if type(issue) is not Issue or type(issue.severity) is not Severity or type(issue.also) is not tuple:
        return None
    texts = (issue.code, issue.place, issue.text, issue.hint, issue.at, issue.excerpt, *issue.also)
    if any(type(each) is not str for each in texts) or not CODE.fullmatch(issue.code):
        return None
    try:
        values = {"message": issue.message, "advice": issue.hint.format_map(issue.values), "plugin": plugin}
        "".join((*texts, *values.values())).encode()
    except Exception:  # noqa: BLE001  # the values may be of any type, and each says itself how it is written
        return None
    text, hint = "{message} [{plugin}]", "{advice}" if issue.hint else ""
    return replace(issue, text=text, hint=hint, values=values)
