"""`bulletin schema`: the JSON Schema of data files, for editors, or of ledgers, for other programs."""

import argparse
import json

from bulletin.datafiles import codelist_for
from bulletin.datafiles.schema import schema
from bulletin.issues.errors import ExitCode
from bulletin.ledger.entries import ledger_schema


def run(options: argparse.Namespace) -> int:
    """Print the schema; with `--codelist` it knows the office's own indicators, too."""
    of_ledger = options.of == "ledger"
    made = ledger_schema() if of_ledger else schema(codelist_for({}, options.codelist))
    print(json.dumps(made, ensure_ascii=False, indent=2))
    return int(ExitCode.OK)
