"""How long each stage of this program takes, in a process of its own that has made the document before.

    python -m tests.bench.stages 300 5 FOLDER    # so many rounds; the milliseconds of each stage, as JSON

The PDF is one call; what WeasyPrint does inside it is timed where it goes from one of its parts to the next.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from tests.bench import fixture

Times = dict[str, list[float]]


def of(rows: int, rounds: int) -> Times:
    """Stage → milliseconds of each round."""
    with tempfile.TemporaryDirectory() as scratch:
        fixture.written(rows, Path(scratch), {})
        few = max(2, min(rounds, 3000 // rows))
        command = [sys.executable, "-m", "tests.bench.stages", str(rows), str(few), scratch]
        made: Times = json.loads(
            subprocess.run(command, cwd=fixture.HERE.parents[1], check=True, capture_output=True).stdout
        )
        return made


class Clock:
    """Adds up the time spent in functions; where one calls another, the time is the inner one's."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = defaultdict(float)
        self.inside: list[str] = []
        self.since = 0.0

    def run(self, name: str, function: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
        """Call the function and charge its time to the name."""
        self._switch(name)
        try:
            return function(*arguments, **named)
        finally:
            self._switch(None)

    def _switch(self, name: str | None) -> None:
        now = time.perf_counter()
        if self.inside:
            self.spent[self.inside[-1]] += 1000 * (now - self.since)
        if name is None:
            self.inside.pop()
        else:
            self.inside.append(name)
        self.since = now

    def watch(self, owner: Any, attribute: str, name: str) -> None:
        """From now on charge every call of a function to a name."""
        was = owner.__dict__[attribute]
        function = was.__func__ if isinstance(was, classmethod) else was

        def watched(*arguments: Any, **named: Any) -> Any:
            return self.run(name, function, *arguments, **named)

        setattr(owner, attribute, classmethod(watched) if isinstance(was, classmethod) else watched)


def round_of(clock: Clock, source: Path, search: Sequence[Path]) -> None:
    """The line of `bulletin.build`, stage by stage."""
    import bulletin
    from bulletin.ledger.entries import carried
    from bulletin.typography.fonts import lent, undrawable
    from bulletin.typography.layout import read_layout
    from bulletin.typography.used import characters_by_face
    from bulletin.writers import WRITERS
    from bulletin.writers.options import Options

    data = clock.run("load", bulletin.load, source)
    clock.run("check", bulletin.check, data)
    figures = clock.run("tally", bulletin.tally, data)
    template = bulletin.find_template(fixture.TEMPLATE, search)
    document = clock.run("compose", bulletin.compose, figures, template, search)
    clock.run("proofread", bulletin.proofread, document, figures, template.requires)
    ledger = clock.run("ledger: account", bulletin.account, document, figures)
    options = Options(clock.run("ledger: reduced, as JSON", carried, ledger, "printed"))
    layout = read_layout(document.layout, template.folders(search))

    def characters() -> None:
        used = characters_by_face(document, layout)
        _ = undrawable(used) or lent(used)

    clock.run("characters and faces", characters)
    clock.run("DOCX", WRITERS["docx"], document, layout, options)
    clock.run("PDF: HTML, styles, tags", WRITERS["pdf"], document, layout, options)


def main(rounds: int, folder: Path) -> Times:
    """One round that does not count, then so many that do."""
    from weasyprint import document, pdf

    clock = Clock()
    clock.watch(document.Document, "_render", "PDF: layout")
    clock.watch(document, "generate_pdf", "PDF: writing")
    clock.watch(pdf, "build_fonts_dictionary", "PDF: fonts")
    found: Times = defaultdict(list)
    for n in range(rounds + 1):
        clock.spent.clear()
        round_of(clock, folder / "round.json", [fixture.TEMPLATES])
        if n:
            for name, spent in {**clock.spent, "all": sum(clock.spent.values())}.items():
                found[name].append(spent)
    return found


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[2]), Path(sys.argv[3]))))
