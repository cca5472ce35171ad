"""`bulletin batch`: many data files, their documents, and what became of each."""

from __future__ import annotations

import sys
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any

from bulletin.cli import options as shared
from bulletin.cli import values
from bulletin.cli.printing import issue_lines, issues_as_data, print_json
from bulletin.issues.catalogue import Words
from bulletin.issues.exit_code import ExitCode

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from bulletin.batching import BatchOutcome


def batch(commands: shared.Commands) -> None:
    """Add the words of `bulletin batch`."""
    command = commands.add(
        "batch",
        run,
        "make the documents of many data files",
        description="Make the documents of many data files, side by side. A file at fault is reported, the "
        "others are built; what was built before from the same is not built again.",
    )
    command.add_argument(
        "files", nargs="+", metavar="FILES", help="data files, or patterns in quotes: 'rounds/**/*.json'"
    )
    command.add_argument(
        "--jobs", type=values.at_least_one, metavar="N", help="how many at a time (default: one a processor)"
    )
    command.add_argument(
        "--time-limit",
        type=values.seconds,
        default=60.0,
        metavar="SECONDS",
        help="what one document may take (default: 60)",
    )
    command.add_argument("--dask", metavar="ADDRESS", help="on a Dask cluster: tcp://10.0.0.1:8786")
    shared.shape(command)
    shared.written(command)
    shared.common(command)


def run(options: argparse.Namespace) -> int:
    """Build what the files and patterns name; the first code that is not 0 answers."""
    from collections import Counter
    from pathlib import Path

    from bulletin.batching import build_many, jobs_for, within
    from bulletin.cli.progress import progress

    into = Path(options.into)
    jobs = jobs_for(options.files, into, shared.plugins_in(options))
    codes, counts = [], Counter[str]()
    documents: list[dict[str, Any]] = []
    with _executor(options) as (executor, workers), progress(len(jobs), options.lang) as heard:
        outcomes = build_many(
            jobs,
            executor,
            into=into,
            asked=shared.request(options, ""),
            workers=workers,
            limits=within(options.time_limit),
            progress=heard,
        )
        with closing(outcomes):  # type: ignore[type-var]  # a generator
            for outcome in outcomes:
                codes.append(outcome.exit_code)
                counts[outcome.what] += 1
                if options.json:
                    documents.append(_as_data(outcome, options))
                else:
                    _tell(outcome, options)
    code = next((int(code) for code in codes if code), int(ExitCode.OK))
    if options.json:
        print_json({"exit_code": code, "documents": documents})
    else:
        words = Words(options.lang, "batch")
        text = "{all} data files: {built} built, {kept} already there, {failed} failed."
        print(words(text, all=len(jobs), **{what: counts[what] for what in ("built", "kept", "failed")}))
    return code


@contextmanager
def _executor(options: argparse.Namespace) -> Iterator[tuple[Any, int | None]]:
    """That of the cluster, and on how many documents it works at a time; None: this machine."""
    if options.dask is None:
        yield None, options.jobs
        return
    from bulletin.batching.cluster import cluster

    with cluster(options.dask) as (executor, threads):
        yield executor, options.jobs or threads


def _tell(outcome: BatchOutcome, options: argparse.Namespace) -> None:
    """What a person has to look at: what failed, and warnings; notes are in the JSON."""
    from bulletin.issues.issue import Severity

    told = [issue for issue in outcome.issues if issue.severity is not Severity.NOTE]
    stream = sys.stderr if outcome.what == "failed" else sys.stdout
    if told:
        print(f"{outcome.name}:", file=stream)
    for line in issue_lines(told, options.lang):
        print(f"  {line}", file=stream)


def _as_data(outcome: BatchOutcome, options: argparse.Namespace) -> dict[str, Any]:
    return {
        "source": outcome.name,
        "what": outcome.what,
        "exit_code": int(outcome.exit_code),
        "files": {name: str(path) for name, path in outcome.files.items()},
        "issues": issues_as_data(outcome.issues, options.lang),
    }
