"""From an issue to its sentences in Chinese or English, by gettext catalogues read with Babel."""

from functools import cache
from pathlib import Path
from typing import Literal

from bulletin.issues.issue import Issue, Phrase

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")


@cache
def catalogue(language: Language) -> dict[str, str]:
    """English sentence → the sentence in `language`; empty for English, which is the source."""
    if language == "en":
        return {}
    from babel.messages.pofile import read_po

    with Path(__file__).with_name(f"{language}.po").open("rb") as file:
        return {
            str(message.id): str(message.string) for message in read_po(file) if message.id and message.string
        }


def translated(text: str, language: Language) -> str:
    """`text` in `language`; a sentence the catalogue lacks stays English."""
    return catalogue(language).get(text, text)


def said(issue: Issue, language: Language) -> tuple[str, str]:
    """The message and the hint of an issue; the hint may be empty."""
    values = {name: _spoken(value, language) for name, value in issue.values.items()}
    message = translated(issue.text, language).format_map(values)
    hint = translated(issue.hint, language).format_map(values) if issue.hint else ""
    return message, hint


def _spoken(value: object, language: Language) -> object:
    """A value as a message shows it: phrases and known sentences translated, the rest as it is."""
    if isinstance(value, Phrase):
        values = {name: _spoken(inner, language) for name, inner in value.values.items()}
        return translated(value.text, language).format_map(values)
    return translated(value, language) if isinstance(value, str) else value
