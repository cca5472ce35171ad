"""`bulletin void`: give up an edition that is not out; its number stays taken."""

import argparse

from bulletin.cli import options as shared
from bulletin.cli.publish import decided


def void(commands: shared.Commands) -> None:
    """Add the words of `bulletin void`."""
    command = commands.add("void", run, "give up an edition that is not out; its number stays taken")
    shared.edition(command)
    shared.reason(command, "why it is given up")
    shared.at_work(command)


def run(options: argparse.Namespace) -> int:
    """Give the edition up."""
    from bulletin import publishing

    return decided(
        options,
        lambda work, series, period: publishing.void(work, series, period, options.reason),
    )
