"""What verification found: a finding for each number, and what no longer agrees."""

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from bulletin.issues.issue import Issue

State = Literal["as issued", "changed", "removed", "repeated", "new"]
STATES: tuple[State, ...] = ("as issued", "changed", "removed", "new", "repeated")

DIFFERENT: tuple[State, ...] = ("changed", "removed", "new")
"""The states that make a document another one than was issued; a repetition is reported only."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Something printed that does not agree with the other numbers of the document any more.

    `printed` should be `should_be`, because of `formula`, which is worked out from the numbers as they stand
    now; `figures` are all that take part.
    """

    label: str
    printed: str
    should_be: str
    formula: str
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """One number: what it `was` (empty: new) and is `now` (empty: removed).

    `figure` and `occurrence` lead into the ledger; empty and 0 where the number belongs to no figure.
    `context` is the text around it, the number in 【】; `line` counts the lines of the returned document
    from 1, 0 for what was removed and in a PDF; `issued_line` those of the issued one, 0 for what is new.
    `fits` is the arithmetic a new number would fit.
    """

    state: State
    was: str
    now: str
    figure: str
    label: str
    occurrence: int
    context: str
    line: int
    issued_line: int
    disagreements: tuple[Disagreement, ...] = ()
    fits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """The value a figure has in a document: `value`, known to within `half` (0: exactly).

    `about` tells figures of the same name apart: the issuer, and what the figures of `now` are about.
    """

    about: tuple[str, ...]
    figure: str
    label: str
    printed: str
    value: Fraction
    half: Fraction


@dataclass(frozen=True, slots=True)
class Verdict:
    """The findings about one document, in its order; `against` names the ledger it was held against.

    `shown` are its figures with their values as they stand now. `issues` are what else a person should know:
    tracked changes, a ledger that was changed, newer data.
    """

    document: str
    against: str
    findings: tuple[Finding, ...]
    disagreements: tuple[Disagreement, ...]
    shown: tuple[Shown, ...]
    issues: tuple[Issue, ...]

    @property
    def as_issued(self) -> bool:
        """Whether every number is as it was issued, and nothing was added."""
        return not any(finding.state in DIFFERENT for finding in self.findings)

    @property
    def counts(self) -> dict[State, int]:
        """How many numbers are in which state."""
        counted = Counter(finding.state for finding in self.findings)
        return {state: counted[state] for state in STATES}
