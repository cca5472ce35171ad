"""Define the account of what was given: every value of a data file with what became of it in the document."""

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Literal, get_args

from bulletin.model.brief import Brief

Role = Literal["number", "stated", "words", "beside", "finds", "steers"]
"""What a leaf is for.

A `number` counts or measures, `stated` is a rate or growth that somebody computed, `words` are a name, a date
or a text, `beside` are words that go with a number (its measure word, its own term), what `finds` serves to
check or to find (rounds, first and last days), and what `steers` chooses how the document is made.
"""


@dataclasses.dataclass(frozen=True, slots=True, repr=False)
class Leaf(Brief):
    """One value of the data file.

    `pointer` has the keys of the file. `path` is near to the one a template uses:
    `now.petitions.by.source.letters`; `now` is the reported scope, `to_date` the year to date, `scopes` are
    all others. `count` is the place of the Count it belongs to, `above` that of the Count this one is an item
    of; empty outside of counts. `subject` tells which scope or rounds it is about.
    """

    pointer: str
    path: str
    role: Role
    value: Any = dataclasses.field(repr=False)
    count: str = ""
    above: str = ""
    subject: str = ""

    @property
    def group(self) -> str:
        """What is reported together: an indicator with its breakdowns (`now.petitions`), or a list."""
        return ".".join(self.path.split(".")[:2])


State = Literal["printed", "masked", "operand", "left_out", "checked", "declared", "reported", "steers"]
STATES: tuple[State, ...] = get_args(State)
"""What can become of a value.

`printed` in its own characters; `masked`: printed with its names masked; `operand`: only a printed figure
follows from it; `left_out` by a rule of wording, which `reason` names (`zero`, `one`, `all`, `said`: by
another value); `checked`: it served to check or to find; `declared` as not shown by the template or the
office, with the reason; `reported`: nothing accounts for it; `steers`: it says nothing about the work.
"""


@dataclasses.dataclass(frozen=True, slots=True, repr=False)
class Accounted(Brief):
    """A leaf with what became of it.

    `by` is the figure that prints it, follows from it or speaks of it; `occurrence` its entry in the ledger,
    0 if there is none.
    """

    leaf: Leaf
    state: State
    reason: str = ""
    by: str = ""
    occurrence: int = 0

    @property
    def pointer(self) -> str:
        """The place of the value in the data file."""
        return self.leaf.pointer

    @property
    def group(self) -> str:
        """The group it is reported with."""
        return self.leaf.group


@dataclasses.dataclass(frozen=True, slots=True, repr=False)
class Account(Brief):
    """What became of every value of a data file, in its order."""

    leaves: tuple[Accounted, ...]

    def reported(self) -> Mapping[str, tuple[Accounted, ...]]:
        """Return group → the values in it that nothing accounts for, in the order of the file.

        The words beside a number are not counted with it.
        """
        found: dict[str, list[Accounted]] = defaultdict(list)
        for each in self.leaves:
            if each.state == "reported" and each.leaf.role != "beside":
                found[each.group].append(each)
        return {group: tuple(leaves) for group, leaves in found.items()}

    def to_list(self) -> list[dict[str, str]]:
        """Return the state of each value that says something about the work as plain data, for JSON.

        `{"place", "group", "state", "reason", "by"}`; the last two may be empty. The values themselves, which
        may name persons, are left out.
        """
        return [
            {
                "place": each.pointer,
                "group": each.group,
                "state": each.state,
                "reason": each.reason,
                "by": each.by,
            }
            for each in self.leaves
            if each.state != "steers"
        ]  # fmt: skip


def matching(path: str, patterns: Iterable[str]) -> str | None:
    """Return the first of `patterns` that is the path or the beginning of it; None if there is none.

    A step * stands for any one step: `*.petitions` is that indicator in any scope, `now.*.compared` any
    comparison of a whole.
    """
    steps = path.split(".")
    for pattern in patterns:
        wanted = pattern.split(".")
        if len(wanted) <= len(steps) and all(a in ("*", b) for a, b in zip(wanted, steps, strict=False)):
            return pattern
    return None
