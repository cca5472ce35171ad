"""What was measured, as Markdown: a table for each size and format, the targets, the stages of ours."""

import os
import platform
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from statistics import median

from tests.bench import chart
from tests.bench.programs import OURS_DOCX, OURS_PDF, Program, version_of
from tests.bench.timing import Result, per_row, ratio

ROOT = Path(__file__).parent.parent.parent
PAGE, CHART = ROOT / "docs" / "performance.md", ROOT / "docs" / "performance.svg"
FAULTS = ROOT / "docs" / "faults.md"
PICTURE = f"![Milliseconds for a document, process warm; the same as in the tables]({CHART.name})"
Results = Mapping[tuple[str, int], Result]


@dataclass(frozen=True, slots=True)
class Machine:
    """When a run began, and how busy the machine was then."""

    begun: datetime
    load: float

    def __str__(self) -> str:
        """One sentence for the page."""
        info = Path("/proc/cpuinfo")
        found = re.search(r"model name\s*:\s*(.+)", info.read_text("utf-8")) if info.is_file() else None
        memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
        busy = " The machine was busy; run it again on a quiet one." if self.load > 0.5 else ""
        return (
            f"Run on {self.begun:%Y-%m-%d} at {self.begun:%H:%M} UTC: "
            f"{found[1] if found else platform.machine()}, {os.cpu_count()} cores, {memory:.0f} GiB, "
            f"{platform.system()}, Python {platform.python_version()}; "
            f"load at the start {self.load:.1f}.{busy}"
        )


def tables(results: Results, there: Sequence[Program], sizes: Sequence[int], machine: Machine) -> str:
    """Machine, targets and all tables."""
    parts = [str(machine), "### Targets\n\n" + target_table(results)]
    for rows in sizes:
        for ours in (OURS_DOCX, OURS_PDF):
            shown = [program for program in there if program.format == ours.format]
            if shown:
                title = f"### {ours.format.upper()}, {rows:,} rows"
                parts.append(f"{title}\n\n{size_table(results, shown, rows, ours.name)}")
    return "\n\n".join(parts)


def size_table(results: Results, shown: Sequence[Program], rows: int, ours: str) -> str:
    """A line for each program: times, ratios to ours, memory, size, is the text whole, silent faults."""
    head = ["program", "version", "warm, ms", "÷ ours", "cold, ms", "÷ ours", "memory, MB", "file, KB"]
    head += ["text", "printed wrong"]
    reference = results.get((ours, rows), Result())
    silent = printed_wrong(FAULTS.read_text("utf-8"))
    lines = [head, ["---"] * 2 + ["---:"] * 6 + ["---"] * 2]
    for program in shown:
        result = results[program.name, rows]
        lines.append(
            [
                f"**{program.says}**" if program.home == "ours" else program.says,
                version_of(program),
                timed(result.warm),
                times(ratio(result.warm, reference.warm)),
                timed(result.cold),
                times(ratio(result.cold, reference.cold)),
                f"{max(result.peak) / 1e6:.0f}" if result.peak else "–",
                f"{result.size / 1e3:.0f}" if result.size else "–",
                holds(result),
                silent.get(program.says.partition(" + ")[0], "–"),
            ]
        )
    return markdown(lines)


def timed(values: Sequence[float]) -> str:
    """Median, least and most, and of how many: `34.1 (33.0–36.9; 15)`."""
    if not values:
        return "–"
    return f"{amount(median(values))} ({amount(min(values))}–{amount(max(values))}; {len(values)})"


def amount(value: float) -> str:
    """Milliseconds to three digits or so."""
    return f"{value:,.1f}" if value < 100 else f"{value:,.0f}"


def times(value: float | None) -> str:
    """A ratio."""
    return "–" if value is None else f"{value:.2f}"


def holds(result: Result) -> str:
    """Whether the output says all of it."""
    if result.error:
        return f"failed: {result.error}"
    return "whole" if not result.missing else f"{len(result.missing)} lines are missing"


def printed_wrong(page: str) -> dict[str, str]:
    """Program → how many faults of docs/faults.md it printed as if nothing were wrong, and of how many."""
    rows = [re.split(r"(?<!\\)\|", line)[1:-1] for line in page.splitlines() if line.startswith("| ")]
    head, *faults, last = rows
    names = [cell.split()[0] for cell in head[1:]]
    of = len(faults) - 1  # without the line below the head
    counts = (cell.strip(" *") for cell in last[1:])
    return {name: f"[{count} of {of}](faults.md)" for name, count in zip(names, counts, strict=True)}


def markdown(lines: Sequence[Sequence[str]]) -> str:
    """Lines of cells as a table."""
    return "\n".join(f"| {' | '.join(cell.replace('|', '/') for cell in line)} |" for line in lines)


# ── the targets ──────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Target:
    """A ratio that is not to be exceeded; `reached` is None if it was not measured."""

    work: str
    against: str
    most: float
    reached: float | None

    @property
    def verdict(self) -> str:
        """Whether it is met."""
        return "not measured" if self.reached is None else "yes" if self.reached <= self.most else "**no**"


def targets(results: Results) -> list[Target]:
    """What this program is to be as quick as."""

    def of(name: str, rows: int) -> Result:
        return results.get((name, rows), Result())

    def warm(name: str, other: str, rows: int) -> float | None:
        return ratio(of(name, rows).warm, of(other, rows).warm)

    def cold(name: str, other: str) -> float | None:
        return ratio(of(name, 9).cold, of(other, 9).cold)

    slope = per_row(of("ours-pdf", 300).warm, 300, of("ours-pdf", 2000).warm, 2000)
    bare, office = "bare WeasyPrint", "docxtpl + LibreOffice"
    return [
        Target("DOCX warm, 3 pages, every check, ledger", "docxtpl", 1.0, warm("ours-docx", "docxtpl", 9)),
        Target("DOCX warm, 3 pages, the writer alone", "docxtpl", 0.6, warm("ours-writer", "docxtpl", 9)),
        Target("DOCX warm, 2,000 rows", "docxtpl", 0.5, warm("ours-docx", "docxtpl", 2000)),
        Target("PDF warm, 3 pages", bare, 0.6, warm("ours-pdf", "weasyprint", 9)),
        Target("PDF warm, 300 rows", bare, 0.3, warm("ours-pdf", "weasyprint", 300)),
        Target("PDF warm, 2,000 rows", bare, 0.3, warm("ours-pdf", "weasyprint", 2000)),
        Target("PDF warm, a row of 2,000", "a row of 300", 1.0, slope),
        Target("`build` cold, DOCX and PDF", office, 0.8, cold("ours-both", "libreoffice")),
        Target("`build` cold, DOCX and PDF", f"{bare}, cold", 1.2, cold("ours-both", "weasyprint")),
        Target("`build` cold, DOCX", "docxtpl, cold", 1.3, cold("ours-docx", "docxtpl")),
        Target("`check` cold", "docxtpl, cold", 1.3, cold("ours-check", "docxtpl")),
        Target("`--help`", "`python -c 'import argparse'`", 3.0, cold("ours-help", "python")),
    ]  # fmt: skip


def target_table(results: Results) -> str:
    """Target, reached, met?"""
    lines = [["work", "against", "target", "reached", "met?"], ["---", "---", "---:", "---:", "---"]]
    for target in targets(results):
        reached = times(target.reached)
        lines.append([target.work, target.against, f"≤ {target.most:.1f}", reached, target.verdict])
    return markdown(lines)


# ── the stages of ours ───────────────────────────────────────────────────────────────────────────────────


def profile_table(stages: Mapping[int, Mapping[str, Sequence[float]]]) -> str:
    """A line for each stage, a column for each size: medians in milliseconds."""
    names = list(dict.fromkeys(name for found in stages.values() for name in found))
    lines = [["stage, ms", *(f"{rows:,} rows" for rows in stages)], ["---", *["---:"] * len(stages)]]
    for name in names:
        cells = (amount(median(found[name])) if found.get(name) else "–" for found in stages.values())
        lines += [[name, *cells]]
    return markdown(lines)


# ── the page ─────────────────────────────────────────────────────────────────────────────────────────────


def write(name: str, part: str) -> None:
    """Put a part between its marks in docs/performance.md."""
    PAGE.write_text(between(PAGE.read_text("utf-8"), name, part), "utf-8")


def draw(results: Results, there: Sequence[Program], sizes: Sequence[int]) -> None:
    """Draw the warm times as docs/performance.svg."""
    groups = [
        (
            f"{format_.upper()}, {rows:,} rows",
            [bar_of(program, results[program.name, rows]) for program in there if program.format == format_],
        )
        for rows in sizes
        for format_ in ("docx", "pdf")
    ]
    CHART.write_text(chart.drawn("Milliseconds for a document, process warm", groups), "utf-8")


def bar_of(program: Program, result: Result) -> chart.Bar:
    """The bar of a program."""
    values = result.warm
    low, middle, high = (min(values), median(values), max(values)) if values else (None, None, None)
    return chart.Bar(program.says, middle, low, high, program.home == "ours")


def between(text: str, name: str, part: str) -> str:
    """A page with the part between `<!-- bench: NAME -->` and the next `<!-- end -->` made anew."""
    mark = re.compile(rf"(<!-- bench: {name} -->\n).*?(<!-- end -->)", re.DOTALL)
    assert mark.search(text), f"the page has no place for {name}"
    return mark.sub(lambda m: f"{m[1]}\n{part}\n\n{m[2]}", text)
