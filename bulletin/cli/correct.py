"""`bulletin correct`: issue what corrects a published edition."""

import argparse

from bulletin.cli import options as shared
from bulletin.cli.publish import decided


def correct(commands: shared.Commands) -> None:
    """Add the words of `bulletin correct`."""
    command = commands.add("correct", run, "issue what corrects a published edition")
    shared.edition(command)
    shared.reason(command, "what is corrected, and why")
    shared.number(command, "the number of the correction")
    shared.at_work(command)


def run(options: argparse.Namespace) -> int:
    """Issue the correction."""
    from bulletin import publishing

    return decided(
        options,
        lambda work, series, period: publishing.correct(work, series, period, options.reason, options.number),
    )
