"""A thousand random edits of issued documents: does the verifier find what was changed, and nothing else?

    python -m tests.commands.recall --trials 1000 --seed 1

Every trial takes a document as issued and edits it once to four times (`edits.py`). The edited text is read
twice: as a DOCX and as plain text. What was done is known, so recall and precision follow.
"""

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from bulletin import build
from bulletin.ledger.entries import Ledger
from bulletin.readers import read
from bulletin.verification import verify
from bulletin.verification.verdict import DIFFERENT
from tests.helpers.edits import NUMBERS, Edited, Number, as_docx, as_text, edited

EXAMPLES = Path(__file__).parents[2] / "examples"


@dataclass(slots=True)
class Score:
    """How many edits were found, how many missed, and how many untouched numbers were accused."""

    trials: int = 0
    edits: Counter[str] = field(default_factory=Counter)
    found: int = 0
    missed: list[str] = field(default_factory=list)
    accused: list[str] = field(default_factory=list)
    apart: int = 0  # changed numbers told as one removed and one new

    @property
    def recall(self) -> float:
        return self.found / max(1, self.found + len(self.missed))

    @property
    def precision(self) -> float:
        return self.found / max(1, self.found + len(self.accused))


def judge(document: Edited, path: Path, ledger: Ledger, score: Score, name: str) -> None:
    """Hold what the verifier says of a file against what was done to it."""
    verdict = verify(read(path), ledger)
    numbers = {entry.occurrence: entry for entry in ledger.entries if entry.kind in NUMBERS}
    told = {
        finding.occurrence: finding
        for finding in verdict.findings
        if finding.state in DIFFERENT and finding.occurrence in numbers
    }
    new = Counter(finding.now for finding in verdict.findings if finding.state == "new")
    now = Counter(finding.now for finding in verdict.findings if finding.state in DIFFERENT)
    added = Counter(document.added)
    score.trials += 1
    score.found += len(document.touched & set(told)) + (now & added).total()
    where = f"{name} {document.done}"
    score.missed += [
        f"{where}: {numbers[n].printed} {numbers[n].figure}" for n in document.touched - set(told)
    ]
    score.missed += [f"{where}: inserted {text}" for text in (added - now).elements()]
    score.accused += [
        f"{where}: {told[n].state} {told[n].was}→{told[n].now}" for n in set(told) - document.touched
    ]
    retyped = Counter(
        atom.text
        for line in document.lines
        for atom in line
        if isinstance(atom, Number) and atom.entry in document.changed
    )
    score.accused += [f"{where}: new {text}" for text in (new - added - retyped).elements()]
    score.apart += (new - added).total() - (new - added - retyped).total()


def issued(folder: Path) -> list[tuple[Ledger, bytes]]:
    """The documents that are edited: every example, and a page with a table."""
    made = []
    for data in ("round4", "first", "circular"):
        built = build(EXAMPLES / f"{data}.json", formats=("docx",))
        made.append((built.ledger, built.contents["docx"]))
    own = folder / "tables"
    own.mkdir()
    (own / "template.toml").write_text('title = "表"\nlayout = "news"\n', "utf-8")
    (own / "document.xml.j2").write_text(TABLES, "utf-8")
    built = build(EXAMPLES / "circular.json", str(own), formats=("docx",))
    return [*made, (built.ledger, built.contents["docx"])]


TABLES = """<document><h1>表</h1>
<p>{{ now.sanctioned|item }}{{ now.sanctioned.by.sanction|itemised }}。共巡察{{ now.inspected }}单位。</p>
<table><tr><th>种类</th><th>人数</th><th>占比</th></tr>
{% for sanction in now.sanctioned.by.sanction %}{% if sanction is present %}<tr><td>{{ sanction.label }}</td>
<td>{{ sanction|bare }}</td><td>{{ sanction.rate }}</td></tr>{% endif %}{% endfor %}</table>
<p>立案{{ now.cases_filed }}，结案{{ now.cases_closed }}。</p></document>"""


def run(trials: int, seed: int) -> tuple[Score, Score]:
    """So many edited documents, read as DOCX and as plain text."""
    rng = random.Random(seed)  # noqa: S311  # chance, not secrets
    with_marks, stripped = Score(), Score()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        documents = issued(folder)
        for n in range(trials):
            ledger, docx = documents[n % len(documents)]
            document = edited(ledger, rng, rng.randint(1, 4))
            for score, suffix, content in (
                (with_marks, "docx", as_docx(document, docx)), (stripped, "txt", as_text(document)),
            ):  # fmt: skip
                score.edits.update(document.done)
                path = folder / f"edited.{suffix}"
                path.write_bytes(content)
                judge(document, path, ledger, score, f"{n} {ledger.name}.{suffix}")
    return with_marks, stripped


def main() -> int:
    """Print how much was found; 1 if anything was missed or accused."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--trials", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    start = time.perf_counter()
    scores = run(options.trials, options.seed)
    for name, score in zip(("with marks (DOCX)", "stripped (text) "), scores, strict=True):
        print(
            f"{name}: {score.trials} documents, {score.edits.total()} edits; {score.found} found,"
            f" {len(score.missed)} missed, {len(score.accused)} untouched accused;"
            f" recall {score.recall:.4f}, precision {score.precision:.4f};"
            f" {score.apart} changes told as removed and new"
        )
        for line in [
            *(f"missed {each}" for each in score.missed),
            *(f"accused {each}" for each in score.accused),
        ]:
            print("   ", line)
    print(dict(scores[0].edits), f"{time.perf_counter() - start:.0f} s")
    return int(any(score.missed or score.accused for score in scores))


if __name__ == "__main__":
    sys.exit(main())
