"""`bulletin new`: the next data file, started from the last."""

import argparse
import json
from decimal import Decimal
from pathlib import Path

from bulletin.datafiles import codelist_for
from bulletin.datafiles.next_round import next_round
from bulletin.issues.errors import ExitCode, OutputFailed
from bulletin.issues.issue import error

NEXT = {
    "zh": "凡“待填”和 null 处均须填写。尚缺哪些，运行：bulletin check {path}",
    "en": "To be filled in: each “待填” and each null. What is missing is said by: bulletin check {path}",
}


def run(options: argparse.Namespace) -> int:
    """Write the new file and say how to go on; a file that is there is never overwritten."""
    path = Path(options.file)
    if path.suffix.lower() != ".json":
        text, hint = "The new file is written as JSON.", "Give it a name that ends in .json."
        raise OutputFailed([error("B703", str(path), text, hint)])
    raw = next_round(options.previous, codelist_for(options.previous, options.codelist))
    content = json.dumps(raw, ensure_ascii=False, indent=2, default=_number) + "\n"
    _write(path, content)
    if options.json:
        print(json.dumps({"files": {"json": str(path)}}, ensure_ascii=False, indent=2))
    else:
        print(path)
        print(NEXT[options.lang].format(path=path))
    return int(ExitCode.OK)


def _number(value: object) -> object:
    """A decimal as JSON writes it; one that no float gives back stays text, which the reader refuses."""
    if isinstance(value, Decimal):
        return float(value) if Decimal(repr(float(value))) == value else str(value)
    raise TypeError(type(value).__name__)


def _write(path: Path, content: str) -> None:
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
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
