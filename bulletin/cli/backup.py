"""`bulletin backup`: a dated copy of the register, the manifests and the configuration."""

import argparse

from bulletin.cli import options as shared
from bulletin.cli.printing import print_json
from bulletin.issues.exit_code import ExitCode


def backup(commands: shared.Commands) -> None:
    """Add the words of `bulletin backup`."""
    command = commands.add(
        "backup",
        run,
        "copy the register, the manifests and the configuration",
        description="Leave a dated copy of the register, the manifests of all editions, bulletin.toml and "
        "the templates, all of one moment, on another disk.",
    )
    command.add_argument("--into", required=True, metavar="DIR", help="where the copy goes")
    shared.office(command)
    shared.reporting(command)


def run(options: argparse.Namespace) -> int:
    """Make the copy and say where it lies."""
    from datetime import datetime
    from pathlib import Path

    from bulletin import publishing

    office = publishing.read_office(options.office)
    register = publishing.Register(office.folder, create=False)
    try:
        place = publishing.backup(office, register, Path(options.into), datetime.now(office.zone))
    finally:
        register.close()
    if options.json:
        print_json({"exit_code": 0, "folder": str(place)})
    else:
        print(place)
    return int(ExitCode.OK)
