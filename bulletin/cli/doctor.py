"""`bulletin doctor`: what this machine has of what the documents need, and the next step, on one screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bulletin.cli import options as shared
from bulletin.cli.printing import padded, print_json, terminal_width, wrapped
from bulletin.issues.catalogue import Language, Words
from bulletin.issues.excerpt import width
from bulletin.issues.exit_code import ExitCode

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from bulletin.diagnosis import Condition, ConditionState, OddCharacter

    Row = tuple[ConditionState, list[str]]

GROUPS = {
    "python": "Python",
    "libraries": "Libraries",
    "faces": "Faces (hanzi of GB 2312; of the standard table of 8,105: own + lent)",
    "programs": "Other programs (optional)",
    "plugins": "Plug-ins (provisional)",
}
"""Group of findings → its heading, in the order of the report."""

FEW = 3
"""So many places of a character are named; `--json` names all."""

NARROWEST = 30
"""The columns the last cell has at least, even where the line gets longer than the terminal."""


def doctor(commands: shared.Commands) -> None:
    """Add the words of `bulletin doctor`."""
    command = commands.add(
        "doctor",
        run,
        "what this machine has of what the documents need",
        description="Say what this machine has of what the documents need and how to get the rest; of a data "
        "file, also which of its characters no face draws.",
    )
    command.set_defaults(writes=False)
    command.add_argument("file", metavar="FILE", nargs="?", help="a data file; -: standard input")
    shared.piped(command)
    shared.reporting(command)


def run(options: argparse.Namespace) -> int:
    """Print the findings and answer with the code for the worst."""
    from bulletin.diagnosis import ConditionState, diagnose

    found = diagnose(shared.data(options, options.file) if options.file else None)
    code = ExitCode.OK
    if any(one.state is ConditionState.MISSING for one in found.characters):
        code = ExitCode.DATA
    if found.lacking:
        code = ExitCode.UNAVAILABLE
    if options.json:
        data = _as_data(found.conditions, found.characters, options.lang)
        print_json({"exit_code": int(code), **data})
    else:
        for line in report_lines(found.conditions, found.characters, options.file, options.lang):
            print(line)
    return int(code)


def _as_data(
    findings: Sequence[Condition], odd: Sequence[OddCharacter], language: Language
) -> dict[str, Any]:
    from bulletin.diagnosis import ConditionState
    from bulletin.issues.messages import phrase
    from bulletin.typography.characters import point

    return {
        "findings": [
            {
                "group": finding.group,
                "name": phrase(finding.name, language),
                "state": finding.state.value,
                "found": [phrase(words, language) for words in finding.found if words],
                "step": phrase(finding.step, language),
            }
            for finding in findings
        ],
        "characters": [
            {
                "character": one.character,
                "point": point(one.character),
                "printed": one.state is not ConditionState.MISSING,
                "lenders": dict(one.lenders),
                "places": list(one.places),
            }
            for one in odd
        ],
    }


# ── what is printed ──────────────────────────────────────────────────────────────────────────────────────


def report_lines(
    findings: Sequence[Condition], odd: Sequence[OddCharacter], file: str | None, language: Language
) -> Iterator[str]:
    """A line for each thing looked at, then whether documents can be made, then what to do."""
    from bulletin.diagnosis import ConditionState, steps
    from bulletin.issues.messages import phrase

    words = Words(language, "doctor")
    for group, heading in GROUPS.items():
        rows = [_row(finding, language) for finding in findings if finding.group == group]
        if rows:
            yield words(heading)
        yield from _table(rows, language)
    if file:
        yield words("Characters of {file} that GB 2312 lacks", file=file)
        yield from _table([_odd_row(one, language) for one in odd], language)
        if not odd:
            yield f"  {words('None that needs a look.')}"
    yield ""
    yield _verdict(findings, language)
    refused = sum(one.state is ConditionState.MISSING for one in odd)
    if refused:
        yield words("Cannot be printed: {n}. A document with one of them is refused (B603, B609).", n=refused)
    advice = [phrase(step, language) for step in steps(findings)]
    if advice:
        yield words("Next")
        for step in advice:
            yield f"  {step}"  # never broken: it is copied into a terminal


def _verdict(findings: Sequence[Condition], language: Language) -> str:
    from bulletin.diagnosis import lacking
    from bulletin.issues.messages import phrase

    words = Words(language, "doctor")
    names = "、".join(phrase(finding.name, language) for finding in lacking(findings))
    if names:
        return words("DOCX and PDF cannot both be made; lacking: {names}.", names=names)
    return words("DOCX and PDF can both be made.")


def _row(finding: Condition, language: Language) -> Row:
    from bulletin.issues.messages import phrase

    return finding.state, [phrase(words, language) for words in (finding.name, *finding.found)]


def _odd_row(odd: OddCharacter, language: Language) -> Row:
    from bulletin.typography.characters import point

    places = "  ".join(odd.places[:FEW]) + (f"  … ({len(odd.places)})" if len(odd.places) > FEW else "")
    shown = odd.character if odd.lenders else ""  # a private character looks like anything
    return odd.state, [shown, point(odd.character), _verdict_on(odd, language), places]


def _verdict_on(odd: OddCharacter, language: Language) -> str:
    """Which faces borrow a character, or that it cannot be printed; `--json` says who lends it."""
    from bulletin.diagnosis import ConditionState

    words = Words(language, "doctor")
    if odd.state is ConditionState.MISSING:
        return words("cannot be printed" if odd.lenders else "private use, cannot be printed")
    return words("lent to {faces}", faces="、".join(odd.lenders))


def _table(rows: Sequence[Row], language: Language) -> Iterator[str]:
    """Mark, word, and the columns one below the other; the last cell goes on below itself."""
    from bulletin.diagnosis import ConditionState

    firsts = [cells[:-1] for _, cells in rows]
    most = max(map(len, firsts), default=0)
    widths = [max(width(cells[n]) for cells in firsts if len(cells) > n) for n in range(most)]
    words = Words(language, "doctor")
    states = {
        ConditionState.FINE: f"✓ {words('fine')}",
        ConditionState.ODD: f"! {words('note')}",
        ConditionState.MISSING: f"✗ {words('missing')}",
    }
    longest = max(map(width, states.values()))
    for state, cells in rows:
        head = f"  {padded(states[state], longest)}  "
        head += "".join(f"{padded(cell, widths[n])}  " for n, cell in enumerate(cells[:-1]))
        room = max(terminal_width() - width(head), NARROWEST)
        first, *others = list(wrapped(cells[-1], room)) or [""]
        yield (head + first).rstrip()
        yield from (" " * width(head) + other for other in others)
