"""`bulletin schema`: the JSON Schema of data files, for editors."""

import argparse
import json

from bulletin.errors import ExitCode
from bulletin.intake import codelist_for
from bulletin.intake.schema import schema


def run(options: argparse.Namespace) -> int:
    """Print the schema; with `--codelist` it knows the office's own indicators, too."""
    codelist = codelist_for({}, options.codelist)
    print(json.dumps(schema(codelist), ensure_ascii=False, indent=2))
    return int(ExitCode.OK)
