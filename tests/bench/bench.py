"""The same bulletin by this program and by its peers, in one run on one machine.

    python -m tests.bench.bench                       # everything; prints the tables
    python -m tests.bench.bench --write               # and writes docs/performance.md: `make bench`
    python -m tests.bench.bench --profile             # the stages of ours: `make bench PROFILE=1`
    python -m tests.bench.bench --sizes 9 --engines ours,docxtpl    # a short run

For each size all programs are started, warmed up by a document or two, then timed in turn, round by round;
after that each is started cold, in turn again. What each wrote is then read by other programs.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from tests.bench import fixture, programs, report, stages
from tests.bench.programs import FOLDER, HERE, PYTHON, Program
from tests.bench.timing import Failed, Result, Worker, once, rounds_for, spread

Results = dict[tuple[str, int], Result]
SLOW = 3000
"""Milliseconds from which one document warms a program up; others make two."""


def main() -> int:
    """Install, run, print, write."""
    options = _options()
    sizes = [int(size) for size in options.sizes.split(",")]
    machine = report.Machine(datetime.now(UTC), os.getloadavg()[0])
    if options.profile:
        table = report.profile_table({rows: stages.of(rows, options.rounds) for rows in sizes})
        return _said("profile", f"{machine}\n\n{table}", options.write)
    programs.install()
    wanted = programs.chosen(options.engines.split(",") if options.engines else [])
    there = [program for program in wanted if programs.installed(program)]
    for program in wanted:
        if program not in there:
            print(f"not installed: {program.name}", file=sys.stderr)
    results = measured(there, sizes, options)
    tables = report.tables(results, there, sizes, machine)
    if options.write:
        report.draw(results, there, sizes)
        tables = f"{report.PICTURE}\n\n{tables}"
    _said("tables", tables, options.write)
    failed = {at: result for at, result in results.items() if result.error or result.missing}
    for (name, rows), result in failed.items():
        print(f"{name}, {rows} rows: {result.error or result.missing}", file=sys.stderr)
    return 1 if failed else 0


def measured(there: list[Program], sizes: list[int], options: argparse.Namespace) -> Results:
    """Everything that was measured, size by size."""
    results: Results = {}
    with tempfile.TemporaryDirectory() as scratch:
        for rows in sizes:
            folder = prepared(rows, Path(scratch))
            print(f"{rows} rows", file=sys.stderr)
            found = {program.name: Result() for program in there}
            _warm(there, folder, found, options)
            found |= _cold(there, folder, found, options)
            _held(there, folder, found)
            results |= {(name, rows): result for name, result in found.items()}
    return results


def _said(name: str, part: str, write: bool) -> int:
    print(part)
    if write:
        report.write(name, part)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--sizes", default="9,300,2000", help="rows of the table")
    parser.add_argument("--engines", default="", help="programs, separated by commas; default: all")
    parser.add_argument("--rounds", type=int, default=15, help="warm rounds, at most")
    parser.add_argument("--cold", type=int, default=5, help="cold rounds, at most")
    parser.add_argument("--budget", type=float, default=10, help="seconds for the warm rounds of one program")
    parser.add_argument("--write", action="store_true", help="write docs/performance.md and its chart")
    parser.add_argument("--profile", action="store_true", help="the stages of ours, instead")
    return parser.parse_args()


def prepared(rows: int, scratch: Path) -> Path:
    """A folder with the data file, the finished words, and the templates of the others."""
    folder = scratch / str(rows)
    folder.mkdir(parents=True)
    # In processes of their own: the memory of this one is a part of what its children are said to have used.
    faces = subprocess.run(
        [sys.executable, "-m", "tests.bench.ours"], cwd=HERE.parents[1], check=True, capture_output=True
    ).stdout
    fixture.written(rows, folder, json.loads(faces))
    if PYTHON.exists():
        env = programs.BESIDE
        subprocess.run([PYTHON, "-m", "tests.bench.word_templates", folder], check=True, env=env)
    return folder


def _out(program: Program, folder: Path) -> Path:
    return folder / f"{program.name}.{program.format}"


def _warm(there: list[Program], folder: Path, found: dict[str, Result], options: argparse.Namespace) -> None:
    """Time every program in a process that has made the document before."""
    workers: dict[str, Worker] = {}
    counts: dict[str, int] = {}
    for program in there:
        command = program.staying(folder, _out(program, folder))
        workers[program.name] = Worker(command, _cwd(program), program.surroundings)

    def timed(name: str) -> float | None:
        try:
            return workers[name].ask()
        except Failed as failure:
            found[name].error = str(failure)
            return None

    for name in workers:
        took = timed(name)
        if took is not None and took < SLOW:
            took = timed(name)  # what a program does only once is no longer in it
        _told(name, "warm-up", took)
        if took is not None:
            counts[name] = rounds_for(took, options.rounds, options.budget)
    _in_turn(counts, timed, lambda name, took: found[name].warm.append(took))
    for worker in workers.values():
        worker.end()


def _cold(
    there: list[Program], folder: Path, found: dict[str, Result], options: argparse.Namespace
) -> dict[str, Result]:
    """Time every program from its start to its end, and the other commands of ours beside them."""
    jobs = {
        program.name: (program.once(folder, _out(program, folder)), _cwd(program), program.surroundings)
        for program in there
        if program is not programs.OURS_WRITER and not found[program.name].error
    }
    results = dict(found)
    if programs.OURS_DOCX in there:
        for name, command in programs.commands(folder).items():
            jobs[name] = (command, folder, programs.OURS_DOCX.surroundings)
            results[name] = Result()

    def timed(name: str) -> float | None:
        try:
            took, peak = once(*jobs[name])
        except Failed as failure:
            results[name].error = str(failure)
            return None
        results[name].peak.append(peak)
        return took

    counts: dict[str, int] = {}
    for name in jobs:
        took = timed(name)
        _told(name, "cold", took)
        if took is not None:
            results[name].cold.append(took)
            counts[name] = rounds_for(took, options.cold, options.budget / 2) - 1
    _in_turn(counts, timed, lambda name, took: results[name].cold.append(took))
    return results


def _in_turn(
    counts: dict[str, int], timed: Callable[[str], float | None], keep: Callable[[str, float], None]
) -> None:
    for names in spread(counts):
        for name in names:
            took = timed(name)
            if took is not None:
                keep(name, took)


def _held(there: list[Program], folder: Path, found: dict[str, Result]) -> None:
    """Read what each program wrote, and see what is missing in it."""
    for program in there:
        out, result = _out(program, folder), found[program.name]
        if result.error:
            continue
        command = [str(PYTHON if PYTHON.exists() else sys.executable), str(HERE / "holds.py"), str(out)]
        env = programs.BESIDE
        read = subprocess.run([*command, str(folder)], check=True, capture_output=True, env=env)
        result.missing = json.loads(read.stdout)
        result.size = out.stat().st_size


def _cwd(program: Program) -> Path:
    return FOLDER if program.home == "npm" else HERE


def _told(name: str, what: str, took: float | None) -> None:
    print(f"  {name:14}{what:8}" + (f"{took:10.1f} ms" if took else "failed"), file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
