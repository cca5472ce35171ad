"""Say in words of our own, which have a translation, what a library that parses a file says in English."""

from collections.abc import Mapping

from bulletin.issues.issue import Phrase

UNKNOWN = Phrase("its syntax is wrong here")
"""What is said of a fault that no table names; the excerpt shows the place."""


def in_own_words(message: str | None, phrases: Mapping[str, Phrase]) -> Phrase:
    """Return the phrase of the first key that is part of `message`, else a general one."""
    return next((phrase for part, phrase in phrases.items() if part in (message or "")), UNKNOWN)
