"""`bulletin build`: one data file, its documents, and what was noticed on the way."""

import argparse
from pathlib import Path

from bulletin.cli.printing import report_made
from bulletin.drafting.build import build
from bulletin.issues.errors import ExitCode


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
        layout=options.layout,
        embed=options.embed,
        pdf=options.pdf,
        ledger=options.ledger,
    )
    report_made(built.files, len(built.ledger.entries), built.issues, options)
    return int(ExitCode.OK)
