"""`bulletin completion`: the script by which a shell completes commands, options and their values."""

import argparse

from bulletin.cli import options as shared
from bulletin.issues.catalogue import LANGUAGES
from bulletin.issues.exit_code import ExitCode

SHELLS = ("bash", "zsh", "fish")


def completion(commands: shared.Commands) -> None:
    """Add the words of `bulletin completion`."""
    command = commands.add(
        "completion",
        run,
        "print a script that completes commands in a shell",
        description="Print a script by which a shell completes the commands, options and values of bulletin.",
        epilog=commands.said(
            'bash, in ~/.bashrc:  eval "$(bulletin completion bash)"\n'
            'zsh, in ~/.zshrc after compinit:  eval "$(bulletin completion zsh)"\n'
            "fish:  bulletin completion fish > ~/.config/fish/completions/bulletin.fish"
        ),
    )
    command.set_defaults(writes=False)
    command.add_argument("shell", choices=SHELLS, help="the shell")
    command.add_argument("--lang", choices=LANGUAGES, default=command.language, help="language of messages")
    command.add_argument("--debug", action="store_true", help="show the traceback of a defect")


def run(options: argparse.Namespace) -> int:
    """Print the script, its descriptions in the language of the command."""
    from bulletin.cli.arguments import parser_for
    from bulletin.cli.shells import SCRIPTS, places

    print(SCRIPTS[options.shell](places(parser_for([], options.lang))), end="")
    return int(ExitCode.OK)
