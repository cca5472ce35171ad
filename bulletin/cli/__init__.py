"""The command: arguments, exit codes, printing. Nothing else in the package prints."""

import io
import os
import sys
from collections.abc import Sequence

from bulletin.cli.arguments import parse_arguments
from bulletin.cli.terminal import harmless
from bulletin.issues.catalogue import translated
from bulletin.issues.exit_code import ExitCode


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and answer with its exit code (docs/exit-codes.md)."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal without Chinese still gets the report
    with harmless():
        return _run(arguments)


def _run(arguments: Sequence[str] | None) -> int:
    """Run the command; what it prints cannot steer the terminal."""
    options = parse_arguments(sys.argv[1:] if arguments is None else arguments)
    from bulletin.issues.errors import BulletinError  # `--help` has ended before

    try:
        return int(options.run(options))
    except BulletinError as failure:
        from bulletin.cli.printing import report_failure  # its words are many, and seldom needed

        report_failure(failure, options)
        return int(failure.exit_code)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # whoever was reading has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return int(ExitCode.OK)
    except Exception as defect:
        if options.debug:
            raise
        print(f"bulletin: {type(defect).__name__}: {defect}", file=sys.stderr)
        print(
            translated("This is a defect; run again with --debug.", options.lang, "defect"), file=sys.stderr
        )
        return int(ExitCode.SOFTWARE)
