"""Turn rounds into nodes for templates: each with its own results, and the sums of several."""

from bulletin.model.facts import Round
from bulletin.model.figures import Clause, Dated, Entries, Figure, Given, Node, PrintedForm, Source
from bulletin.model.implied import inspected_by
from bulletin.model.scopes import subject_of
from bulletin.model.terms import Mode, Status
from bulletin.statistics.results import FigureMaker, given_fields

QUOTED = {Mode.LOOK_BACK: "“回头看”", Mode.MOBILE: "“机动式”"}
"""Modes that official texts set in quotation marks."""


def round_of(entry: Round, name: str, results: FigureMaker, scopes: tuple[Entries, ...]) -> Entries:
    """Return one round, or several reported as one (第一、二轮), with the results of its own scope."""
    words: list[str | Figure | Given | Dated] = []
    ordinals: list[Node] = []
    for i, n in enumerate(entry.ordinals):
        source = Source(f"第{n}轮", (f"{results.data.pointer(entry.at, 'ordinals')}/{i}",))
        ordinal = Figure(f"{name}.ordinals.{i}", n, "", "轮次", source, form=PrintedForm(numeral="hanzi"))
        ordinals.append(ordinal)
        words += ["、" if i else "第", ordinal]
    return Entries(name, {
        **given_fields(entry, name, results.data).items,
        "label": Clause((*words, "轮")),
        "ordinals": tuple(ordinals),
        "inspected": results.alone(inspected_by([entry]), "inspected", f"{name}.inspected"),
        "modes": tuple(QUOTED.get(mode, mode.zh) for mode in entry.modes),
        "completed": entry.status is Status.COMPLETED,
        "under_way": entry.status is Status.UNDER_WAY,
        "results": _own(entry, f"{name}.results", results, scopes),
    })  # fmt: skip


def _own(entry: Round, name: str, results: FigureMaker, scopes: tuple[Entries, ...]) -> Entries:
    """Return the figures of the scope that covers this round alone; all absent if there is none.

    The scope is of the level, area, field and organ that the document reports on.
    """
    for scope, node in zip(results.data.scopes, scopes, strict=True):
        alike = subject_of(results.data, scope) == subject_of(results.data, results.data.reported)
        if alike and scope.rounds and set(scope.rounds) == set(entry.ordinals):
            return node
    return Entries(name, {}, {key: results.label(key) for key in results.codelist.indicators})
