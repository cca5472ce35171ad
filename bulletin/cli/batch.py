"""`bulletin batch`: many data files, their documents, and what became of each."""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from bulletin.batching import Choices, Outcome, build_many, jobs_for, within
from bulletin.cli.printing import issue_lines, issues_as_data
from bulletin.cli.progress import progress
from bulletin.issues.errors import ExitCode
from bulletin.issues.issue import Severity

SUM = {
    "zh": "共{all}个数据文件：新生成{built}个，此前已生成{kept}个，未生成{failed}个。",
    "en": "{all} data files: {built} built, {kept} already there, {failed} failed.",
}


def run(options: argparse.Namespace) -> int:
    """Build what the files and patterns name; the first code that is not 0 answers."""
    into = Path(options.into)
    jobs = jobs_for(options.files, into)
    codes, counts = [], Counter[str]()
    documents: list[dict[str, Any]] = []
    with _executor(options) as (executor, workers), progress(len(jobs), options.lang) as heard:
        outcomes = build_many(
            jobs,
            executor,
            into=into,
            choices=_choices(options),
            codelist=options.codelist,
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
        print(json.dumps({"exit_code": code, "documents": documents}, ensure_ascii=False, indent=2))
    else:
        counted = {what: counts[what] for what in ("built", "kept", "failed")}
        print(SUM[options.lang].format(all=len(jobs), **counted))
    return code


def _choices(options: argparse.Namespace) -> Choices:
    return Choices(
        template=options.template,
        formats=options.format,
        strict=options.strict,
        on=options.date,
        search=options.templates,
        layout=options.layout,
        embed=options.embed,
        pdf=options.pdf,
        ledger=options.ledger,
    )


@contextmanager
def _executor(options: argparse.Namespace) -> Iterator[tuple[Any, int | None]]:
    """That of the cluster, and on how many documents it works at a time; None: this machine."""
    if options.dask is None:
        yield None, options.jobs
        return
    from bulletin.batching.cluster import cluster

    with cluster(options.dask) as (executor, threads):
        yield executor, options.jobs or threads


def _tell(outcome: Outcome, options: argparse.Namespace) -> None:
    """What a person has to look at: what failed, and warnings; notes are in the JSON."""
    told = [issue for issue in outcome.issues if issue.severity is not Severity.NOTE]
    stream = sys.stderr if outcome.what == "failed" else sys.stdout
    if told:
        print(f"{outcome.job.path}:", file=stream)
    for line in issue_lines(told, options.lang):
        print(f"  {line}", file=stream)


def _as_data(outcome: Outcome, options: argparse.Namespace) -> dict[str, Any]:
    return {
        "source": str(outcome.job.path),
        "what": outcome.what,
        "exit_code": int(outcome.exit_code),
        "files": {name: str(path) for name, path in outcome.files.items()},
        "issues": issues_as_data(outcome.issues, options.lang),
    }
