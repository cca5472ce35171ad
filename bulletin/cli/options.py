"""The parser of the command, and every option that several commands share, each written once.

All words are given in English; the parser says them in its language (context "help" of the catalogue).
"""

import argparse
import sys
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, NoReturn

from bulletin.cli.values import date, folder, formats
from bulletin.issues.catalogue import LANGUAGES, Language, translated
from bulletin.issues.exit_code import ExitCode
from bulletin.model.choices import DETAILS, FORMATS, PDF_KINDS

EXIT_CODES = {
    ExitCode.OK: "done",
    ExitCode.DIFFERS: "a document differs from what was issued, or the standard (verify, measure)",
    ExitCode.UNSEEN: "a document holds what could not be looked at (verify)",
    ExitCode.USAGE: "wrong usage",
    ExitCode.DATA: "the data or the finished text is refused",
    ExitCode.NO_INPUT: "an input file is missing or unreadable",
    ExitCode.UNAVAILABLE: "a font or system library is missing",
    ExitCode.SOFTWARE: "a defect of this program",
    ExitCode.CANNOT_CREATE: "the output cannot be written",
    ExitCode.IO: "the register, or something published, is damaged",
    ExitCode.TRY_AGAIN: "another process is at it; try again",
    ExitCode.CONFIG: "a template or layout is at fault",
}

KINDS = ("json", "yaml", "toml", "csv", "xlsx")
"""What standard input may be."""

if TYPE_CHECKING:
    from bulletin.datafiles import Content
    from bulletin.drafting.request import Request

Run = Callable[[argparse.Namespace], int]


class Parser(argparse.ArgumentParser):
    """argparse that says its descriptions and helps in one language, and ends with the codes of sysexits."""

    def __init__(
        self, *, language: Language, description: str = "", epilog: str = "", **options: Any
    ) -> None:
        self.language = language
        self.offered: list[argparse.Action] = []
        self.commands: Commands | None = None
        super().__init__(
            description=self.said(description) or None,
            epilog=epilog or None,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            **options,
        )

    def said(self, text: str) -> str:
        """Return an English sentence of the help in the language of this parser."""
        return translated(text, self.language, "help")

    def add_argument(self, *names: Any, **options: Any) -> argparse.Action:
        """Add an option or argument; its help and the objections of its type are said in the language."""
        if "help" in options and "-h" not in names:  # -h is argparse's own
            options["help"] = self.said(options["help"])
        if "type" in options:
            options["type"] = _complaining_in(self.language, options["type"])
        action = super().add_argument(*names, **options)
        self.offered.append(action)  # for the completion of shells
        return action

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        """Refuse what is no choice, and name the nearest one, as argparse does from Python 3.14 on."""
        near = None
        if action.choices is not None and value not in action.choices:
            from bulletin.model.codelist import nearest  # needed only for a wrong word

            near = nearest(str(value), map(str, action.choices))
        if near is None or action.choices is None:
            super()._check_value(action, value)
            return
        text = "invalid choice: %(value)r, maybe you meant %(suggestion)r? (choose from %(choices)s)"
        values = {"value": value, "suggestion": near, "choices": ", ".join(map(repr, action.choices))}
        raise argparse.ArgumentError(action, translated(text, self.language, "argparse") % values)

    def error(self, message: str) -> NoReturn:
        """End with exit code 64."""
        self.print_usage(sys.stderr)
        self.exit(ExitCode.USAGE, f"{self.said('wrong usage: {message}').format(message=message)}\n")


def _complaining_in(language: Language, read: Callable[[str], Any]) -> Callable[[str], Any]:
    @wraps(read)
    def reading(text: str) -> Any:
        try:
            return read(text)
        except argparse.ArgumentTypeError as wrong:
            from bulletin.issues.messages import phrase

            raise argparse.ArgumentTypeError(phrase(wrong.args[0], language)) from None

    return reading


class Commands:
    """The commands of the program, or the actions of one command."""

    def __init__(self, parser: Parser, title: str, metavar: str) -> None:
        parser.commands = self
        self.language = parser.language
        self.named: dict[str, tuple[str, Parser]] = {}
        self.said = parser.said
        self._added = parser.add_subparsers(
            title=parser.said(title),
            required=True,
            metavar=metavar,
            dest=metavar.lower(),
            prog=parser.prog if metavar == "COMMAND" else None,
            parser_class=Parser,
        )

    def add(self, name: str, run: Run | None, brief: str, **options: Any) -> Parser:
        """Add a command of which `brief` is said in the list; its exit codes are told at its end."""
        options.setdefault("epilog", exit_codes(self.language))
        words = {"help": self.said(brief), "language": self.language, **options}
        command: Parser = self._added.add_parser(name, **words)
        if run:
            command.set_defaults(run=run)
        self.named[name] = words["help"], command
        return command

    def add_action(self, name: str, run: Run, brief: str, epilog: str = "") -> Parser:
        """Add an action of a command; `writes=False` among its defaults says that it makes no file."""
        return self.add(name, run, brief, epilog=epilog)


def exit_codes(language: Language) -> str:
    """The exit codes and what they mean."""
    head = translated("exit codes:", language, "help")
    return head + "".join(
        f"\n  {code:<4}{translated(meaning, language, 'help')}" for code, meaning in EXIT_CODES.items()
    )


# ── what a document is made from, how, and what is written of it ─────────────────────────────────────────


def document(command: Parser) -> None:
    """The data of a document, and how it is made."""
    command.add_argument(
        "file", metavar="FILE", help="the data file (JSON, YAML, TOML, CSV, XLSX); -: standard input"
    )
    piped(command)
    command.add_argument("--name", help="the name of the documents (default: that of the data file)")
    command.add_argument("--origin", metavar="TEXT", help="where the data comes from, for ledger and proof")
    previous(command, "the edition before, for checks")
    shape(command)


def piped(command: Parser) -> None:
    """What standard input is, where the data file may be `-`."""
    command.add_argument(
        "--kind", choices=KINDS, default="json", help="what standard input is (default: json)"
    )


def previous(command: Parser, words: str, **options: Any) -> None:
    """The data of the edition before."""
    command.add_argument("--previous", metavar="FILE", help=words, **options)


def shape(command: Parser) -> None:
    """How a document is made, whatever its data, and where it goes."""
    template(command, "the template (default: as the data says, else news)")
    templates(command)
    command.add_argument("--layout", metavar="NAME", help="the layout, instead of the template's")
    command.add_argument("--into", default="out", metavar="DIR", help="folder for the output (default: out)")
    strict(command, "let warnings stop the build")
    plugins(command)
    on(command, "the date of the document")


def template(command: Parser, words: str) -> None:
    """The template of a document."""
    command.add_argument("--template", metavar="NAME|PATH", help=words)


def templates(command: Parser) -> None:
    """Where templates are looked for before the shipped ones."""
    command.add_argument(
        "--templates",
        dest="search",
        type=folder,
        metavar="DIR",
        action="append",
        default=[],
        help="a folder with the office's templates and layouts; may be given several times",
    )


def plugins(command: Parser) -> None:
    """Whether plug-ins are used: all that are installed, or none."""
    command.add_argument(
        "--no-plugins", dest="plugins", action="store_const", const=(), help="use no plug-ins (provisional)"
    )


def plugins_in(options: argparse.Namespace) -> tuple[str, ...]:
    """Return the names of the plug-ins that a command uses."""
    from bulletin.model.plugins import names_of_all

    return names_of_all() if options.plugins is None else ()


def strict(command: Parser, words: str) -> None:
    """Whether warnings count as errors."""
    command.add_argument("--strict", action="store_true", help=words)


def on(command: Parser, words: str) -> None:
    """A day."""
    command.add_argument("--date", dest="on", type=date, metavar="YYYY-MM-DD", help=words)


def written(command: Parser) -> None:
    """What is written of a document."""
    command.add_argument(
        "--format",
        dest="formats",
        default="docx,pdf",
        type=formats,
        metavar="LIST",
        help="some of docx,pdf,html,txt, separated by commas (default: docx,pdf)",
    )
    command.add_argument("--ledger", action="store_true", help="write the full ledger NAME.ledger.json, too")
    command.add_argument(
        "--embed",
        choices=DETAILS,
        help="how much of the ledger the documents carry (default: as the template says)",
    )
    command.add_argument(
        "--pdf",
        choices=PDF_KINDS,
        default="a-3a",
        help="the standard of the PDF: PDF/A-3a (default), PDF/A-2a (cannot carry the ledger), PDF/UA-1",
    )


def request(options: argparse.Namespace, source: str, **given: Any) -> "Request":
    """Return what is asked for: the options named as fields of `Request`; `given` overrides them."""
    return _request(options, data(options, source), given)


def data(options: argparse.Namespace, source: str) -> "str | Content":
    """Return a data file as it is named; for `-` what standard input holds, named as the documents are."""
    if source != "-" or not hasattr(options, "kind"):
        return source
    from bulletin.datafiles import Content
    from bulletin.datafiles.files import READERS

    suffix = f".{options.kind}"
    name = getattr(options, "name", None) or "stdin"
    return Content(name + suffix, sys.stdin.buffer.read(READERS[suffix][1] + 1))


def _request(options: argparse.Namespace, source: "str | Content", given: dict[str, Any]) -> "Request":
    from dataclasses import fields

    from bulletin.drafting.request import Request

    named = {field.name for field in fields(Request)} & {*vars(options)}
    values = {**{name: getattr(options, name) for name in named}, **given, "plugins": plugins_in(options)}
    _refuse_formats(values)
    return Request(source, **values)


def _refuse_formats(values: dict[str, Any]) -> None:
    """Refuse a format whose plug-in is installed and not used."""
    plugins = values["plugins"]
    for name in values.get("formats", ()):
        if name not in FORMATS and f"writer:{name}" not in plugins:
            from bulletin.issues.errors import ToolMissing
            from bulletin.issues.issue import error

            text, hint = "The format {name} is written by a plug-in, and none is used.", "Omit --no-plugins."
            raise ToolMissing([error("B780", f"writer:{name}", text, hint, name=name)])


# ── what is looked at, and how the command speaks ────────────────────────────────────────────────────────


def everything(command: Parser, words: str) -> None:
    """Whether what is left out for brevity is listed, too."""
    command.add_argument("--all", action="store_true", help=words)


def common(command: Parser) -> None:
    """What every command that reads data takes."""
    command.add_argument(
        "--codelist",
        metavar="FILE",
        help="the office's own codelist (default: indicators.toml beside the data)",
    )
    reporting(command)


def reporting(command: Parser) -> None:
    """How a command speaks."""
    command.add_argument("--json", action="store_true", help="print JSON for machines")
    command.add_argument("--lang", choices=LANGUAGES, default=command.language, help="language of messages")
    command.add_argument("--debug", action="store_true", help="show the traceback of a defect")


# ── publishing ───────────────────────────────────────────────────────────────────────────────────────────


def edition(command: Parser) -> None:
    """The one edition that is meant."""
    command.add_argument("series", metavar="SERIES", help="the series")
    period(command, "the period: 2018-08, 14-4", required=True)


def period(command: Parser, words: str, **options: Any) -> None:
    """A period of a series."""
    command.add_argument("--period", metavar="PERIOD", help=words, **options)


def reason(command: Parser, words: str) -> None:
    """Why something is done."""
    command.add_argument("--reason", required=True, metavar="TEXT", help=words)


def number(command: Parser, words: str) -> None:
    """The number of a document."""
    command.add_argument("--number", default="", metavar="NUMBER", help=words)


def office(command: Parser) -> None:
    """The office's folder."""
    words = "the office's folder (default: this one)"
    command.add_argument("--office", default=".", metavar="DIR", help=words)


def at_work(command: Parser) -> None:
    """Where and when something is published, and how that is told."""
    office(command)
    on(command, "as of this day (default: today)")
    words = "a command run once for each edition that came out"
    command.add_argument("--notify", default="", metavar="COMMAND", help=words)
    command.add_argument("--log", choices=("text", "json"), default="text", help="how to tell, as it happens")
    reporting(command)
