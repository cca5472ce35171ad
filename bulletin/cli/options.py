"""What several commands ask for alike, and how a command is added to the parser."""

import argparse
import datetime
import os
from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any

from bulletin.model.choices import DETAILS, PDF_KINDS

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[Any]  # noqa: SLF001  # argparse has no public name for it
else:
    Commands = object

EXIT_CODES = """\
退出码 / exit codes:
  0   完成 / done
  1   文稿与原件或标准不符（verify、measure）/ a document differs from what was issued, or the standard
  64  命令用法有误 / wrong usage
  65  数据有误或文稿不能发布 / the data or the finished text is refused
  66  输入文件不存在或不可读 / an input file is missing or unreadable
  69  本机缺少字体或系统库 / a font or system library is missing
  70  程序缺陷 / a defect of this program
  73  输出无法写入 / the output cannot be written
  74  登记或已发布的文件受损 / the register, or something published, is damaged
  75  另有程序正在处理，请稍后再试 / another process is at it; try again
  78  模板或版式有误 / a template or layout is at fault
"""

MOST, DAY = 1024, 86400


def added(commands: Commands, name: str, **words: Any) -> argparse.ArgumentParser:
    """The parser of a new command; `words` are its help and its description."""
    formatter = argparse.RawDescriptionHelpFormatter
    command: argparse.ArgumentParser = commands.add_parser(
        name, epilog=EXIT_CODES, formatter_class=formatter, **words
    )
    return command


def document(command: argparse.ArgumentParser) -> None:
    """What a document is made from, and where it goes."""
    command.add_argument("file", metavar="FILE", help="数据文件 / the data file (JSON, YAML, TOML, XLSX)")
    command.add_argument(
        "--previous", metavar="FILE", help="上一期数据，用于跨期核对 / the edition before, for checks"
    )
    shape(command)


def shape(command: argparse.ArgumentParser) -> None:
    """How a document is made, whatever its data, and where it goes."""
    command.add_argument("--template", metavar="NAME|PATH", help="模板，缺省取数据所定，否则 news / template")
    command.add_argument(
        "--templates",
        metavar="DIR",
        action="append",
        default=[],
        help="本单位的模板和版式文件夹，可多次给出 / a folder with the office's templates and layouts",
    )
    command.add_argument(
        "--layout", metavar="NAME", help="版式，缺省取模板所定 / layout, instead of the template's"
    )
    command.add_argument(
        "--into", default="out", metavar="DIR", help="输出文件夹 / folder for the output (default: out)"
    )
    command.add_argument("--strict", action="store_true", help="有警告也不生成 / let warnings stop the build")
    command.add_argument(
        "--date", type=date, metavar="YYYY-MM-DD", help="成文日期 / the date of the document"
    )


def common(command: argparse.ArgumentParser) -> None:
    """What every command that reads data takes."""
    command.add_argument(
        "--codelist",
        metavar="FILE",
        help="本单位的指标体系，缺省取数据文件旁的 indicators.toml / the office's own codelist",
    )
    reporting(command)


def reporting(command: argparse.ArgumentParser) -> None:
    """How a command speaks."""
    command.add_argument("--json", action="store_true", help="输出 JSON / print JSON for machines")
    command.add_argument(
        "--lang", choices=("zh", "en"), default=language(), help="提示语言 / language of messages"
    )
    command.add_argument("--debug", action="store_true", help="程序缺陷时显示调用栈 / show tracebacks")


def written(command: argparse.ArgumentParser) -> None:
    """What is written of a document."""
    command.add_argument(
        "--format",
        default="docx,pdf",
        type=formats,
        metavar="LIST",
        help="docx,pdf,html,txt 中选，逗号分隔 / formats, comma-separated (default: docx,pdf)",
    )
    command.add_argument(
        "--ledger", action="store_true", help="另存完整台账 NAME.ledger.json / write the full ledger, too"
    )
    command.add_argument(
        "--embed",
        choices=DETAILS,
        help="文稿内附多少台账，缺省由模板定 / how much of the ledger the documents carry",
    )
    command.add_argument(
        "--pdf",
        choices=PDF_KINDS,
        default="a-3a",
        help="PDF 标准：PDF/A-3a（缺省）、PDF/A-2a（不能附台账）、PDF/UA-1 / the standard the PDF keeps to",
    )


def late(module: str, function: str = "run") -> Callable[[argparse.Namespace], int]:
    """A command that is imported when it runs, so that `--help` stays quick."""

    def run(options: argparse.Namespace) -> int:
        return int(getattr(import_module(f"bulletin.cli.{module}"), function)(options))

    return run


def formats(text: str) -> tuple[str, ...]:
    """The formats of a list, each once."""
    known = ("docx", "pdf", "html", "txt")
    names = tuple(dict.fromkeys(name.strip().lower() for name in text.split(",") if name.strip()))
    wrong = [name for name in names if name not in known]
    if wrong or not names:
        raise argparse.ArgumentTypeError(
            f"unknown format {', '.join(wrong) or '—'}; known: {', '.join(known)}"
        )
    return names


def date(text: str) -> datetime.date:
    """A day written 2018-08-29."""
    try:
        return datetime.datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=datetime.UTC).date()
    except ValueError:
        raise argparse.ArgumentTypeError(f"not a date: {text}; write it as 2018-08-29") from None


def at_least_one(text: str) -> int:
    """A number of processes."""
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= MOST:
        raise argparse.ArgumentTypeError(f"not a number from 1 to {MOST}: {text}")
    return int(text)


def seconds(text: str) -> float:
    """A length of time."""
    try:
        given = float(text)
    except ValueError:
        given = 0
    if not 0 < given <= DAY:
        raise argparse.ArgumentTypeError(f"not a number of seconds: {text}")
    return given


def language() -> str:
    """Chinese unless the locale clearly says another language."""
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "en" if locale[:2] not in ("", "zh", "C", "C.", "PO") else "zh"
