"""The doctor: what a machine has of what the documents need, and the next step for whatever it lacks."""

from collections.abc import Sequence

from bulletin.diagnosis.finding import Condition, State, Topic, Words
from bulletin.diagnosis.fonts import faces
from bulletin.diagnosis.machine import libraries, programs, python
from bulletin.diagnosis.undrawn import Odd, odd_characters

__all__ = ["Condition", "Odd", "State", "Topic", "Words", "examined", "lacking", "odd_characters", "steps"]


def examined() -> tuple[Condition, ...]:
    """Everything that DOCX and PDF need of a machine, then what is of use beside."""
    return (*python(), *libraries(), *faces(), *programs())


def lacking(findings: Sequence[Condition]) -> tuple[Condition, ...]:
    """Those without which DOCX or PDF cannot be made."""
    return tuple(finding for finding in findings if finding.state is State.MISSING)


def steps(findings: Sequence[Condition]) -> tuple[Words, ...]:
    """What to do next, once each, the needed before the useful."""
    ordered = sorted(findings, key=lambda finding: finding.state is not State.MISSING)
    return tuple({str(finding.step): finding.step for finding in ordered if finding.step}.values())
