"""`bulletin schema`: the JSON Schema of data files, for editors, or of ledgers, for other programs."""

import argparse

from bulletin.cli import options as shared
from bulletin.cli.printing import print_json
from bulletin.issues.exit_code import ExitCode


def schema(commands: shared.Commands) -> None:
    """Add the words of `bulletin schema`."""
    command = commands.add(
        "schema",
        run,
        "print a JSON Schema",
        description="Print the JSON Schema of data files, for editors to complete and check by, or of "
        "ledgers.",
    )
    command.add_argument(
        "--of",
        choices=("data", "ledger"),
        default="data",
        help="of data files or of ledgers (default: data)",
    )
    shared.common(command)


def run(options: argparse.Namespace) -> int:
    """Print the schema; with `--codelist` it knows the office's own indicators, too."""
    from bulletin.datafiles import codelist_for
    from bulletin.datafiles.schema import schema as data_schema
    from bulletin.ledger.entries import ledger_schema

    of_ledger = options.of == "ledger"
    print_json(ledger_schema() if of_ledger else data_schema(codelist_for({}, options.codelist)))
    return int(ExitCode.OK)
