"""A finding of the doctor: one thing looked at, how the machine stands with it, and the next step."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from bulletin.issues.issue import Phrase


class State(StrEnum):
    """How a machine stands with one thing."""

    FINE = "fine"
    ODD = "odd"  # documents can be made, but somebody should know
    MISSING = "missing"  # DOCX or PDF cannot be made


Topic = Literal["python", "libraries", "faces", "programs", "characters"]
Words = Phrase | str
"""Words that have a translation, or a name or command that is the same in every language."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing looked at: its name, what was found, in columns, and the next step; empty: there is none."""

    group: Topic
    name: Words
    state: State
    found: tuple[Words, ...]
    step: Words = ""
