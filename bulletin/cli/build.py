"""`bulletin build`: one data file, its documents, and what was noticed on the way."""

import argparse
import json
from pathlib import Path

from bulletin.build import build
from bulletin.cli.report import issue_lines, issues_as_data
from bulletin.errors import ExitCode


def run(options: argparse.Namespace) -> int:
    """Build the documents and say which files were written."""
    built = build(
        options.file,
        options.template,
        formats=options.format,
        into=options.into,
        previous=options.previous,
        strict=options.strict,
        on=options.date,
        codelist=options.codelist,
        search=[Path(folder) for folder in options.templates],
        embed=options.embed,
        pdf=options.pdf,
        ledger=options.ledger,
    )
    if options.json:
        files = {name: str(path) for name, path in built.files.items()}
        result = {
            "files": files,
            "figures": len(built.ledger.entries),
            "issues": issues_as_data(built.issues, options.lang),
        }
        print(json.dumps(result, ensure_ascii=False, indent=2))
        return int(ExitCode.OK)
    for line in issue_lines(built.issues, options.lang):
        print(line)
    for path in built.files.values():
        print(path)
    return int(ExitCode.OK)
