"""From an issue to its sentences in Chinese or English."""

from bulletin.issues.catalogue import Language, translated
from bulletin.issues.issue import Issue, Phrase


def said(issue: Issue, language: Language) -> tuple[str, str]:
    """The message and the hint of an issue; the hint may be empty."""
    values = {name: _spoken(value, language) for name, value in issue.values.items()}
    message = translated(issue.text, language).format_map(values)
    hint = translated(issue.hint, language).format_map(values) if issue.hint else ""
    return message, hint


def phrase(words: Phrase | str, language: Language) -> str:
    """A phrase in a language, and the phrases within it; text that is no phrase stays as it is."""
    if isinstance(words, str):
        return words
    values = {
        name: phrase(value, language) if isinstance(value, Phrase) else value
        for name, value in words.values.items()
    }
    return translated(words.text, language, words.context).format_map(values)


def _spoken(value: object, language: Language) -> object:
    """A value as a message shows it: phrases and known sentences translated, the rest as it is."""
    if isinstance(value, Phrase):
        values = {name: _spoken(inner, language) for name, inner in value.values.items()}
        return translated(value.text, language, value.context).format_map(values)
    return translated(value, language) if isinstance(value, str) else value
