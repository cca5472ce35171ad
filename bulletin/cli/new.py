"""`bulletin new`: the next data file, started from the last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bulletin.cli import options as shared
from bulletin.cli.printing import print_json
from bulletin.issues.catalogue import Words
from bulletin.issues.exit_code import ExitCode

if TYPE_CHECKING:
    import argparse
    from pathlib import Path


def new(commands: shared.Commands) -> None:
    """Add the words of `bulletin new`."""
    command = commands.add(
        "new",
        run,
        "start the next data file from the last",
        description="Start the next data file from the last; every number is left to be filled in.",
    )
    command.add_argument("file", metavar="FILE", help="the file to make (JSON, or a form: .xlsx)")
    shared.previous(command, "the last data file", required=True)
    shared.common(command)


def run(options: argparse.Namespace) -> int:
    """Write the new file and say how to go on; a file that is there is never overwritten."""
    import json
    from pathlib import Path

    from bulletin.datafiles import codelist_for, load
    from bulletin.datafiles.next_round import next_round
    from bulletin.datafiles.workbook.following import following
    from bulletin.issues.errors import OutputFailed
    from bulletin.issues.issue import error

    path = Path(options.file)
    kind, codelist = path.suffix.lower(), codelist_for(options.previous, options.codelist)
    if kind == ".xlsx":
        _write(path, following(load(options.previous, codelist), codelist))
    elif kind == ".json":
        raw = next_round(options.previous, codelist)
        _write(path, (json.dumps(raw, ensure_ascii=False, indent=2, default=_number) + "\n").encode())
    else:
        text, hint = (
            "The new file is written as JSON or as a form.",
            "Give it a name that ends in .json or .xlsx.",
        )
        raise OutputFailed([error("B703", str(path), text, hint)])
    if options.json:
        print_json({"files": {kind[1:]: str(path)}})
    else:
        words = Words(options.lang, "new")
        todo = "To be filled in: each “待填” and each null. What is missing is said by: bulletin check {path}"
        if kind == ".xlsx":
            todo = "Fill in the yellow cells beside 上期. What is missing is said by: bulletin check {path}"
        print(path)
        print(words(todo, path=path))
    return int(ExitCode.OK)


def _number(value: object) -> object:
    """A decimal as JSON writes it; one that no float gives back stays text, which the reader refuses."""
    from decimal import Decimal

    if isinstance(value, Decimal):
        return float(value) if Decimal(repr(float(value))) == value else str(value)
    raise TypeError(type(value).__name__)


def _write(path: Path, content: bytes) -> None:
    from bulletin.issues.errors import OutputFailed
    from bulletin.issues.issue import error

    try:
        with path.open("xb") as file:
            try:
                file.write(content)
                file.flush()
            except OSError:
                path.unlink()
                raise
    except FileExistsError:
        text, hint = "The file is there already; it is not overwritten.", "Choose another name."
        raise OutputFailed([error("B702", str(path), text, hint)]) from None
    except OSError as cause:
        text, hint = (
            "The file cannot be written: {reason}",
            "Check the folder, its permissions and the free space.",
        )
        reason = cause.strerror or type(cause).__name__
        raise OutputFailed([error("B701", str(path), text, hint, reason=reason)]) from None
