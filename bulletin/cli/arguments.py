"""From the words of a command line to options; what is wrong with them ends with exit code 64."""

import argparse
import datetime
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import NoReturn

from bulletin.errors import ExitCode

DESCRIPTION = "把巡察等工作结果数据编成公文 / From the results of inspection rounds to official bulletins"
EXIT_CODES = """\
退出码 / exit codes:
  0   完成 / done
  1   verify：文稿与原件不一致 / verify: the document differs from what was issued
  64  命令用法有误 / wrong usage
  65  数据有误或文稿不能发布 / the data or the finished text is refused
  66  输入文件不存在或不可读 / an input file is missing or unreadable
  69  本机缺少字体或系统库 / a font or system library is missing
  70  程序缺陷 / a defect of this program
  73  输出无法写入 / the output cannot be written
  78  模板或版式有误 / a template or layout is at fault
"""


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
        title="命令 / commands", required=True, metavar="COMMAND", dest="command"
    )
    _build(commands)
    _proof(commands)
    _check(commands)
    _new(commands)
    _schema(commands)
    _workbook(commands)
    _trace(commands)
    _verify(commands)
    return parser.parse_args(words)


def _build(commands: "argparse._SubParsersAction[_Parser]") -> None:
    command = commands.add_parser(
        "build",
        help="由数据文件生成文稿 / make the documents of a data file",
        description="由数据文件生成文稿 / Make the documents of a data file.",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.set_defaults(run=_late("build"))
    _document(command)
    command.add_argument(
        "--format",
        default="docx,pdf",
        type=_formats,
        metavar="LIST",
        help="docx,pdf,html,txt 中选，逗号分隔 / formats, comma-separated (default: docx,pdf)",
    )
    command.add_argument(
        "--ledger", action="store_true", help="另存完整台账 NAME.ledger.json / write the full ledger, too"
    )
    command.add_argument(
        "--embed",
        choices=("full", "printed", "none"),
        help="文稿内附多少台账，缺省由模板定 / how much of the ledger the documents carry",
    )
    command.add_argument(
        "--pdf",
        choices=("a-3a", "a-2a", "ua-1"),
        default="a-3a",
        help="PDF 标准：PDF/A-3a（缺省）、PDF/A-2a（不能附台账）、PDF/UA-1 / the standard the PDF keeps to",
    )
    _common(command)


def _document(command: argparse.ArgumentParser) -> None:
    """What a document is made from, and where it goes."""
    command.add_argument("file", metavar="FILE", help="数据文件 / the data file (JSON, YAML, TOML, XLSX)")
    command.add_argument("--template", metavar="NAME|PATH", help="模板，缺省取数据所定，否则 news / template")
    command.add_argument(
        "--templates",
        metavar="DIR",
        action="append",
        default=[],
        help="本单位的模板和版式文件夹，可多次给出 / a folder with the office's templates and layouts",
    )
    command.add_argument(
        "--into", default="out", metavar="DIR", help="输出文件夹 / folder for the output (default: out)"
    )
    command.add_argument(
        "--previous", metavar="FILE", help="上一期数据，用于跨期核对 / the edition before, for checks"
    )
    command.add_argument("--strict", action="store_true", help="有警告也不生成 / let warnings stop the build")
    command.add_argument(
        "--date", type=_date, metavar="YYYY-MM-DD", help="成文日期 / the date of the document"
    )


def _proof(commands: "argparse._SubParsersAction[_Parser]") -> None:
    command = commands.add_parser(
        "proof",
        help="生成校对稿，逐个核对文稿中的数字 / make a page on which every number is checked",
        description="生成校对稿：一个离线网页，文稿中每个数字都可查看算式和来源，逐个核对签字 / "
        "Make the proof: one page, offline, on which each number of the document shows its formula and its "
        "sources and is ticked by whoever signs.",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.set_defaults(run=_late("proof"))
    _document(command)
    command.add_argument(
        "--watch",
        action="store_true",
        help="数据、模板或版式改动后自动重做，按 Ctrl-C 结束 / make it again after every change; Ctrl-C ends",
    )
    _common(command)


def _check(commands: "argparse._SubParsersAction[_Parser]") -> None:
    command = commands.add_parser(
        "check",
        help="核对数据，不生成文稿 / check data files, make nothing",
        description="核对数据，一次列出全部问题 / Check data files; every issue in one run.",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.set_defaults(run=_late("check"))
    command.add_argument("files", metavar="FILE", nargs="+", help="数据文件 / data files")
    command.add_argument("--previous", metavar="FILE", help="上一期数据 / the edition before")
    command.add_argument("--strict", action="store_true", help="警告也算不通过 / count warnings as failures")
    _common(command)


def _new(commands: "argparse._SubParsersAction[_Parser]") -> None:
    command = commands.add_parser(
        "new",
        help="由上一期数据起草下一期数据文件 / start the next data file from the last",
        description="由上一期数据起草下一期数据文件，数字全部留空待填 / "
        "Start the next data file from the last; every number is left to be filled in.",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.set_defaults(run=_late("new"))
    command.add_argument("file", metavar="FILE", help="要新建的文件 / the file to make (JSON)")
    command.add_argument("--previous", metavar="FILE", required=True, help="上一期数据 / the last data file")
    _common(command)


def _schema(commands: "argparse._SubParsersAction[_Parser]") -> None:
    command = commands.add_parser(
        "schema",
        help="输出数据文件或台账的 JSON Schema / print a JSON Schema",
        description="输出数据文件或数字台账的 JSON Schema，供编辑器补全和校验 / "
        "Print the JSON Schema of data files, for editors to complete and check by, or of ledgers.",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.set_defaults(run=_late("schema"))
    command.add_argument(
        "--of",
        choices=("data", "ledger"),
        default="data",
        help="数据文件或数字台账的，缺省为数据文件 / of data files or of ledgers (default: data)",
    )
    _common(command)


def _workbook(commands: "argparse._SubParsersAction[_Parser]") -> None:
    command = commands.add_parser(
        "workbook",
        help="制作电子表格填报表 / make a spreadsheet to fill in",
        description="制作电子表格填报表；填好后与数据文件一样使用 / "
        "Make a spreadsheet to fill in; filled in, it is used like any data file.",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    actions = command.add_subparsers(title="用法 / actions", required=True, metavar="ACTION", dest="action")
    new = actions.add_parser("new", help="空白填报表 / an empty form")
    new.set_defaults(run=_late("workbook", "run_new"))
    new.add_argument("file", metavar="FILE", help="要新建的文件 / the file to make (.xlsx)")
    new.add_argument(
        "--kind",
        default="inspection",
        choices=("inspection", "monthly", "quarterly", "petitions", "cases", "annual"),
        help="数据类型，缺省为巡察 / kind of data (default: inspection)",
    )
    new.add_argument(
        "--scopes",
        type=int,
        default=1,
        choices=range(1, 10),
        metavar="N",
        help="统计范围的个数，一个范围一张表 / how many scopes, a sheet for each (default: 1)",
    )
    _common(new)
    filled = actions.add_parser("from", help="由数据文件填好的表 / the form filled from a data file")
    filled.set_defaults(run=_late("workbook", "run_from"))
    filled.add_argument("source", metavar="SOURCE", help="数据文件 / the data file")
    filled.add_argument("file", metavar="FILE", help="要新建的文件 / the file to make (.xlsx)")
    _common(filled)


def _trace(commands: "argparse._SubParsersAction[_Parser]") -> None:
    command = commands.add_parser(
        "trace",
        help="文稿中每个数字的来历 / where every value of a document comes from",
        description="列出文稿中每个数字的算法和出处；给出 TEXT 时逐一说明该数字。不需要数据文件 / "
        "List what every value of a document follows from, or explain the one given as TEXT. "
        "Only the document is needed, not its data.",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.set_defaults(run=_late("trace"), writes=False)
    command.add_argument(
        "file",
        metavar="FILE",
        help="文稿或其数字台账 / a document or its ledger (DOCX, ODT, PDF, HTML, TXT, .ledger.json)",
    )
    command.add_argument(
        "text",
        metavar="TEXT",
        nargs="?",
        help="要查的数字、指标名或序号，如 91%%、310、整改率、'#17' / a value: 91%%, 310, a label, '#17'",
    )
    command.add_argument(
        "--all", action="store_true", help="文字和标题序号也列出 / list words and ordinals of headings, too"
    )
    _reporting(command)


def _verify(commands: "argparse._SubParsersAction[_Parser]") -> None:
    command = commands.add_parser(
        "verify",
        help="核对改过的文稿：哪些数字变了 / what became of the numbers of an edited document",
        description="核对经人修改的文稿：每个数字是与原件一致、改动、删除、重复还是新增，以及因此不再相符之处；"
        "几份文稿一并给出时，还核对同一指标是否一致 / "
        "Say of each number of a document that people have edited whether it is as issued, changed, removed, "
        "repeated or new, and what no longer agrees; several documents are also held against each other.",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.set_defaults(run=_late("verify"))
    command.add_argument(
        "files", metavar="FILE", nargs="+", help="文稿 / documents (DOCX, ODT, PDF, HTML, TXT)"
    )
    command.add_argument(
        "--against",
        metavar="FILE",
        help="对照的数据文件或台账，缺省为文稿自带的台账 / data or ledger (default: its own)",
    )
    command.add_argument("--template", metavar="NAME|PATH", help="--against 为数据文件时所用模板 / template")
    command.add_argument(
        "--templates",
        metavar="DIR",
        action="append",
        default=[],
        help="本单位的模板文件夹 / template folders",
    )
    command.add_argument(
        "--all", action="store_true", help="与原件一致的数字也列出 / list the numbers that are as issued, too"
    )
    _common(command)


def _common(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--codelist",
        metavar="FILE",
        help="本单位的指标体系，缺省取数据文件旁的 indicators.toml / the office's own codelist",
    )
    _reporting(command)


def _reporting(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="输出 JSON / print JSON for machines")
    command.add_argument(
        "--lang", choices=("zh", "en"), default=_language(), help="提示语言 / language of messages"
    )
    command.add_argument("--debug", action="store_true", help="程序缺陷时显示调用栈 / show tracebacks")


def _late(module: str, function: str = "run") -> Callable[[argparse.Namespace], int]:
    """A command that is imported when it runs, so that `--help` stays quick."""

    def run(options: argparse.Namespace) -> int:
        return int(getattr(import_module(f"bulletin.cli.{module}"), function)(options))

    return run


def _version() -> str:
    from bulletin import __version__

    return f"bulletin {__version__}"


def _formats(text: str) -> tuple[str, ...]:
    known = ("docx", "pdf", "html", "txt")
    names = tuple(dict.fromkeys(name.strip().lower() for name in text.split(",") if name.strip()))
    wrong = [name for name in names if name not in known]
    if wrong or not names:
        raise argparse.ArgumentTypeError(
            f"unknown format {', '.join(wrong) or '—'}; known: {', '.join(known)}"
        )
    return names


def _date(text: str) -> datetime.date:
    try:
        return datetime.datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=datetime.UTC).date()
    except ValueError:
        raise argparse.ArgumentTypeError(f"not a date: {text}; write it as 2018-08-29") from None


def _language() -> str:
    """Chinese unless the locale clearly says another language."""
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "en" if locale[:2] not in ("", "zh", "C", "C.", "PO") else "zh"
