"""`bulletin approve`: let an edition out that waits for a person."""

import argparse

from bulletin.cli import options as shared
from bulletin.cli.publish import decided


def approve(commands: shared.Commands) -> None:
    """Add the words of `bulletin approve`."""
    command = commands.add("approve", run, "let an edition out that waits for a person")
    shared.edition(command)
    shared.number(command, "the number the registry has given")
    shared.at_work(command)


def run(options: argparse.Namespace) -> int:
    """Let the edition out."""
    from bulletin import publishing

    return decided(
        options,
        lambda work, series, period: publishing.approve(work, series, period, options.number),
    )
