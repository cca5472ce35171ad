"""From the words of a command line to options; what is wrong with them ends with exit code 64."""

import argparse
import sys
from collections.abc import Sequence
from typing import NoReturn

from bulletin.cli import looking, making, publishing, shelving
from bulletin.cli.options import EXIT_CODES
from bulletin.issues.exit_code import ExitCode

DESCRIPTION = "把巡察等工作结果数据编成公文 / From the results of inspection rounds to official bulletins"
COMMANDS = {command.__name__: command for command in (
    making.build, making.batch, making.proof, looking.check, making.new, making.schema, making.workbook,
    looking.trace, looking.verify, looking.measure, looking.doctor,
    shelving.templates,
    publishing.publish, publishing.approve, publishing.correct, publishing.void, publishing.register,
    publishing.backup,
)}  # fmt: skip
"""Every command by its name, in the order of the help."""


class _Parser(argparse.ArgumentParser):
    """argparse with the exit code of sysexits."""

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(ExitCode.USAGE, f"命令用法有误 / wrong usage: {message}\n")


def parse_arguments(words: Sequence[str]) -> argparse.Namespace:
    """The options of one run; `run` is the function that carries them out."""
    parser = _Parser(
        prog="bulletin",
        description=DESCRIPTION,
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=_version())
    commands = parser.add_subparsers(
        title="命令 / commands", required=True, metavar="COMMAND", dest="command", prog=parser.prog
    )
    named = words[0] if words else ""
    for add in [COMMANDS[named]] if named in COMMANDS else COMMANDS.values():
        add(commands)  # a command that is named first is the only one that is asked for
    return parser.parse_args(words)


def _version() -> str:
    from bulletin import __version__

    return f"bulletin {__version__}"
