"""From the words of a command line to options; what is wrong with them ends with exit code 64."""

import argparse
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from bulletin.cli import (
    approve,
    backup,
    batch,
    build,
    check,
    completion,
    correct,
    doctor,
    measure,
    new,
    proof,
    publish,
    register,
    schema,
    templates,
    trace,
    verify,
    void,
    workbook,
)
from bulletin.cli.options import Commands, Parser, exit_codes
from bulletin.issues.catalogue import LANGUAGES, Language, translated

COMMANDS = {command.__name__: command for command in (
    build.build, batch.batch, proof.proof, check.check, new.new, schema.schema, workbook.workbook,
    trace.trace, verify.verify, measure.measure, doctor.doctor,
    templates.templates,
    publish.publish, approve.approve, correct.correct, void.void, register.register,
    backup.backup, completion.completion,
)}  # fmt: skip
"""Every command by its name, in the order of the help."""


def parse_arguments(words: Sequence[str]) -> argparse.Namespace:
    """The options of one run; `run` is the function that carries them out."""
    spoken = language(words)
    with _argparse_in(spoken):
        return parser_for(words, spoken).parse_args(words)


def language(words: Sequence[str]) -> Language:
    """The language that `--lang` asks for; else Chinese, unless the locale clearly says another language."""
    asked: list[Language] = [
        known
        for before, word in zip(("", *words), words, strict=False)
        for known in LANGUAGES
        if word == f"--lang={known}" or (before, word) == ("--lang", known)
    ]
    if asked:
        return asked[-1]
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "en" if locale[:2] not in ("", "zh", "C", "C.", "PO") else "zh"


def parser_for(words: Sequence[str], spoken: Language) -> Parser:
    """The parser of the command that the words begin with; without one, that of all commands."""
    parser = Parser(
        prog="bulletin",
        language=spoken,
        description="From the results of inspection rounds to official bulletins",
        epilog=exit_codes(spoken),
    )
    parser.add_argument("--version", action="version", version=_version(), help="show the version and exit")
    commands = Commands(parser, "commands", "COMMAND")
    named = words[0] if words else ""
    for add in [COMMANDS[named]] if named in COMMANDS else COMMANDS.values():
        add(commands)  # a command that is named first is the only one that is asked for
    return parser


ARGPARSE = {name: said for name, said in vars(argparse).items() if name in ("_", "ngettext")}
"""The names by which argparse asks gettext for its own words, and what they are between two commands."""


@contextmanager
def _argparse_in(spoken: Language) -> Iterator[None]:
    """Let argparse take its own words (usage, options, errors) from the catalogue while the words are parsed.

    gettext itself would have to be told of our catalogue by the environment, for every user of the process.
    """

    def said(text: str) -> str:
        return translated(text, spoken, "argparse")

    def counted(one: str, many: str, n: int) -> str:
        return said(one if n == 1 else many)

    vars(argparse).update({"_": said, "ngettext": counted})
    try:
        yield
    finally:
        vars(argparse).update(ARGPARSE)  # not what was there before: another thread may be parsing, too


def _version() -> str:
    from bulletin import __version__

    return f"bulletin {__version__}"
