"""Turn the state of a machine into conditions: what it has and lacks for documents, and the next steps."""

from collections.abc import Sequence
from dataclasses import dataclass

from bulletin.datafiles.files import Source, read_source
from bulletin.diagnosis.condition import Condition, ConditionState, Topic, Words
from bulletin.diagnosis.fonts import faces
from bulletin.diagnosis.machine import libraries, plugins, programs, python
from bulletin.diagnosis.trial import tried
from bulletin.diagnosis.undrawn import OddCharacter, odd_characters
from bulletin.issues.errors import DataRefused
from bulletin.issues.issue import errors
from bulletin.model.brief import Brief
from bulletin.typography.fonts import found_files

__all__ = [
    "Condition", "ConditionState", "Diagnosis", "OddCharacter", "Topic", "Words", "diagnose", "examined",
    "lacking", "odd_characters", "steps",
]  # fmt: skip


@dataclass(frozen=True, slots=True, repr=False)
class Diagnosis(Brief):
    """What a machine has of what documents need, and the characters of a data file that some face lacks.

    `conditions` are in the order of `bulletin doctor`; `characters` are those that cannot be printed first,
    empty without a data file.
    """

    conditions: tuple[Condition, ...]
    characters: tuple[OddCharacter, ...] = ()

    @property
    def lacking(self) -> tuple[Condition, ...]:
        """The conditions without which DOCX or PDF cannot be made; empty: both can be."""
        return lacking(self.conditions)

    @property
    def steps(self) -> tuple[str, ...]:
        """The next steps in English, each once, necessary ones first."""
        return tuple(map(str, steps(self.conditions)))


def diagnose(source: Source | None = None) -> Diagnosis:
    """Return what this machine has of what documents need, and what a data file asks of its fonts.

    A page is set for trial in another process, which takes some seconds, unless something is known to be
    lacking. `source` is a data file, which need not be right in any other way; None: none is looked at.

    Raises:
        InputMissing: the data file cannot be read.
        DataRefused: it is of no known form.
    """
    conditions = examined()
    if not lacking(conditions):
        conditions = (*conditions, tried())
    return Diagnosis(conditions, () if source is None else _odd(source))


def _odd(source: Source) -> tuple[OddCharacter, ...]:
    _, _, parsed = read_source(source)
    if errors(parsed.issues):
        raise DataRefused(parsed.issues)
    return odd_characters(parsed.raw, parsed.places, found_files())


def examined() -> tuple[Condition, ...]:
    """Return the conditions for DOCX and PDF, then those of optional programs, and the plug-ins."""
    return (*python(), *libraries(), *faces(), *programs(), *plugins())


def lacking(conditions: Sequence[Condition]) -> tuple[Condition, ...]:
    """Return the conditions without which DOCX or PDF cannot be made."""
    return tuple(condition for condition in conditions if condition.state is ConditionState.MISSING)


def steps(conditions: Sequence[Condition]) -> tuple[Words, ...]:
    """Return the next steps, each once, necessary ones first."""
    ordered = sorted(conditions, key=lambda condition: condition.state is not ConditionState.MISSING)
    return tuple({str(condition.step): condition.step for condition in ordered if condition.step}.values())
