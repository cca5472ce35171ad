"""Define a condition of a machine: one thing examined, its state, and the next step."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from bulletin.issues.issue import Phrase
from bulletin.model.brief import Brief


class State(StrEnum):
    """The state of one thing on a machine."""

    FINE = "fine"
    ODD = "odd"  # documents can be made, but with a remark
    MISSING = "missing"  # DOCX or PDF cannot be made


Topic = Literal["python", "libraries", "faces", "programs", "plugins", "characters"]
Words = Phrase | str
"""Words with a translation, or a name or command that is the same in every language."""


@dataclass(frozen=True, slots=True, repr=False)
class Condition(Brief):
    """One thing examined: its name, the findings in columns, and the next step; empty if there is none."""

    group: Topic
    name: Words
    state: State
    found: tuple[Words, ...]
    step: Words = ""
