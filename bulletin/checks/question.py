"""Hold what a question about something unlikely is: its weight, and the warning that asks it."""

from bulletin.issues.issue import Issue, warning

CHECK = "Check it against the records; if it is right, nothing needs to be done."

Question = tuple[int, Issue]
"""The weight of a question, the heavier the graver, and the issue that asks it."""


def asked(weight: int, place: str, text: str, *also: str, code: str = "B250", **values: object) -> Question:
    """Return the question `text` about the value at a place."""
    return weight, warning(code, place, text, CHECK, also, **values)
