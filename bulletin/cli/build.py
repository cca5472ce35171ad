"""`bulletin build`: one data file, its documents, and what was noticed on the way."""

import argparse

from bulletin.cli import options as shared
from bulletin.cli.printing import report_made
from bulletin.issues.exit_code import ExitCode


def build(commands: shared.Commands) -> None:
    """Add the words of `bulletin build`."""
    command = commands.add(
        "build",
        run,
        "make the documents of a data file",
        description="Make the documents of a data file.",
    )
    shared.document(command)
    shared.written(command)
    shared.common(command)


def run(options: argparse.Namespace) -> int:
    """Build the documents and say which files were written."""
    from bulletin.drafting.build import build_request

    built = build_request(shared.request(options, options.file))
    report_made(built.files, len(built.ledger.entries), built.issues, options)
    return int(ExitCode.OK)
