"""Hold what was measured: values, the requirements of the standard, and a verdict on each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from bulletin.issues.issue import Issue
from bulletin.model.brief import Brief

Value = float | str
"""A length or a count in the unit of its requirement, or a word: a class of faces, a colour, yes, no."""

Strength = Literal["required", "usual", "advised", "practice"]
"""How strongly a clause speaks (规定, 一般, 推荐); or 实务, practice without a clause."""

Verdict = Literal["ok", "hint", "error"]
"""As required; other than usual or advised; other than required."""

Sense = Literal["=", ">=", "<="]


@dataclass(frozen=True, slots=True)
class Requirement:
    """One requirement of the standard.

    `key` is the element and the measure (`mark.top`), `name` its name in English, which the message
    catalogue translates (context "measure"). `value` is what is asked for, in `unit` (mm, pt, 字, 行 or
    nothing), with `tolerance` both ways; a tuple of words says that any of them will do. `sense` says
    whether the value is that, at least or at most that. `clause` is that of the standard, empty for
    practice without one, and `strength` how strongly it speaks.
    """

    key: str
    name: str
    value: float | tuple[str, ...]
    tolerance: float = 0
    unit: str = ""
    clause: str = ""
    strength: Strength = "usual"
    sense: Sense = "="

    @property
    def element(self) -> str:
        """The element of the document that the requirement is about."""
        return self.key.partition(".")[0]

    def off(self, value: Value) -> float:
        """Return how far `value` is from the requirement; 0 or less within the tolerance."""
        if isinstance(self.value, tuple) or isinstance(value, str):
            return float(not isinstance(self.value, tuple) or value not in self.value)
        away = value - self.value
        if self.sense == ">=":
            away = max(0.0, -away)
        elif self.sense == "<=":
            away = max(0.0, away)
        return abs(away) - self.tolerance - 1e-6


@dataclass(frozen=True, slots=True)
class Measured:
    """A value that was found. `page` counts from 1; 0: it belongs to no page."""

    key: str
    value: Value
    page: int = 0


@dataclass(frozen=True, slots=True)
class MeasuredRow:
    """A `requirement` with the value found; of several values, the one farthest off.

    `measured` None: it was not found; it is in the unit of the requirement. `page` counts from 1; 0: it
    belongs to no page. `verdict` is `ok`, `hint` (other than usual or advised) or `error` (other than
    required).
    """

    requirement: Requirement
    measured: Value | None
    page: int
    verdict: Verdict


@dataclass(frozen=True, slots=True, repr=False)
class Report(Brief):
    """The measures of one document: its file `name`, its `kind` (pdf, docx), its number of `pages`.

    `profile` names the requirements it is judged by, `rows` are those that apply, in the order of the
    standard. `issues` were noticed in reading. `absent` names the elements of the standard that were not
    found, which is no fault.
    """

    name: str
    kind: Literal["pdf", "docx"]
    profile: str
    pages: int
    rows: tuple[MeasuredRow, ...]
    absent: tuple[str, ...]
    issues: tuple[Issue, ...] = ()

    @property
    def deviates(self) -> bool:
        """Whether something deviates from a binding requirement."""
        return any(row.verdict == "error" for row in self.rows)

    @property
    def counts(self) -> Mapping[str, int]:
        """Verdict → how many rows have it."""
        verdicts: tuple[Verdict, ...] = ("ok", "hint", "error")
        return {v: sum(row.verdict == v for row in self.rows) for v in verdicts}


def judged(requirements: Sequence[Requirement], found: Sequence[Measured]) -> tuple[MeasuredRow, ...]:
    """Return a row for each requirement with a value, in the order of the requirements."""
    rows = []
    for requirement in requirements:
        finds = [find for find in found if find.key == requirement.key]
        if not finds:
            continue
        worst = max(finds, key=lambda find: requirement.off(find.value))
        deviates = requirement.off(worst.value) > 0
        verdict: Verdict = "ok"
        if deviates:
            verdict = "error" if requirement.strength == "required" else "hint"
        page = worst.page if deviates or len(finds) == 1 else 0
        rows.append(MeasuredRow(requirement, worst.value, page, verdict))
    return tuple(rows)


def absent(elements: Sequence[str], found: Sequence[Measured]) -> tuple[str, ...]:
    """Return the elements that were not found."""
    seen = {find.key.partition(".")[0] for find in found}
    return tuple(element for element in elements if element not in seen)
