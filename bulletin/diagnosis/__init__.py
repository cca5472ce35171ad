"""Turn the state of a machine into conditions: what it has and lacks for documents, and the next steps."""

from collections.abc import Sequence

from bulletin.diagnosis.condition import Condition, State, Topic, Words
from bulletin.diagnosis.fonts import faces
from bulletin.diagnosis.machine import libraries, programs, python
from bulletin.diagnosis.undrawn import Odd, odd_characters

__all__ = ["Condition", "Odd", "State", "Topic", "Words", "examined", "lacking", "odd_characters", "steps"]


def examined() -> tuple[Condition, ...]:
    """Return the conditions for DOCX and PDF, then those of optional programs."""
    return (*python(), *libraries(), *faces(), *programs())


def lacking(conditions: Sequence[Condition]) -> tuple[Condition, ...]:
    """Return the conditions without which DOCX or PDF cannot be made."""
    return tuple(condition for condition in conditions if condition.state is State.MISSING)


def steps(conditions: Sequence[Condition]) -> tuple[Words, ...]:
    """Return the next steps, each once, necessary ones first."""
    ordered = sorted(conditions, key=lambda condition: condition.state is not State.MISSING)
    return tuple({str(condition.step): condition.step for condition in ordered if condition.step}.values())
