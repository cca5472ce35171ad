"""Define a condition of a machine: one thing examined, its state, and the next step."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from bulletin.issues.issue import Phrase
from bulletin.model.brief import Brief


class ConditionState(StrEnum):
    """The state of one thing on a machine."""

    FINE = "fine"
    """As it should be."""
    ODD = "odd"
    """Documents can be made, but with a remark."""
    MISSING = "missing"
    """DOCX or PDF cannot be made, or a character cannot be printed."""


Topic = Literal["python", "libraries", "faces", "programs", "plugins", "characters"]
Words = Phrase | str
"""Words with a translation, or a name or command that is the same in every language."""


@dataclass(frozen=True, slots=True, repr=False)
class Condition(Brief):
    """One thing examined on a machine, of the topic `group`: its `name` and `state`.

    `found` are the findings, side by side; `step` is what to do next, empty: nothing. A Phrase has a
    translation, a text is the same in every language.
    """

    group: Topic
    name: Words
    state: ConditionState
    found: tuple[Words, ...]
    step: Words = ""
