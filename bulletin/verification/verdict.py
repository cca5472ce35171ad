"""Hold the result of verification: a finding for each number, and the disagreements."""

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from bulletin.issues.issue import Issue
from bulletin.model.brief import Brief

State = Literal["as issued", "changed", "removed", "repeated", "new"]
STATES: tuple[State, ...] = ("as issued", "changed", "removed", "new", "repeated")

DIFFERENT: tuple[State, ...] = ("changed", "removed", "new")
"""The states that make a document differ from the issued one; a repetition is only reported."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A printed number that no longer agrees with the other numbers of the document.

    `label` is its term. `printed` should be `should_be` according to `formula`, computed from the current
    numbers; `figures` are all that take part.
    """

    label: str
    printed: str
    should_be: str
    formula: str
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Finding(Brief):
    """One number: what it `was` (empty: new) and is `now` (empty: removed).

    `figure` and `occurrence` refer to the ledger; empty and 0 for a number without a figure.
    `context` is the text around it, the number in 【】; `line` counts the lines of the returned document
    from 1, 0 for what was removed and in a PDF; `issued_line` those of the issued one, 0 for what is new.
    `fits` is the arithmetic a new number would fit. `state` is as issued, changed, removed, repeated or new.
    `label` is the term of the figure, empty without one; `disagreements` are those this number takes part in.
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
class ShownValue:
    """The value of a `figure` as a document has it, `printed` under the term `label`.

    It is `value`, known to within `half` (0: exactly).

    `about` distinguishes figures of the same name: the issuer, and the scope of the figures of `now`.
    """

    about: tuple[str, ...]
    figure: str
    label: str
    printed: str
    value: Fraction
    half: Fraction


@dataclass(frozen=True, slots=True, repr=False)
class Verdict(Brief):
    """The findings about one document, in its order; `against` names the ledger compared with it.

    `document` is its name; `findings` tell of each number, and `disagreements` of each sum or rate that
    fails. `shown` are its figures with their current values. `issues` tells about tracked changes, a
    changed ledger or newer data. `unseen` is what could not be looked at: pictures, objects, hidden text.
    """

    document: str
    against: str
    findings: tuple[Finding, ...]
    disagreements: tuple[Disagreement, ...]
    shown: tuple[ShownValue, ...]
    issues: tuple[Issue, ...]
    unseen: tuple[Issue, ...] = ()

    @property
    def as_issued(self) -> bool:
        """Whether every number is as issued, nothing was added, and nothing was left unseen."""
        return self.differing == 0 and not self.unseen

    @property
    def differing(self) -> int:
        """How many numbers make the document differ from the issued one."""
        return sum(finding.state in DIFFERENT for finding in self.findings)

    @property
    def counts(self) -> dict[State, int]:
        """The number of findings in each state."""
        counted = Counter(finding.state for finding in self.findings)
        return {state: counted[state] for state in STATES}
