"""`bulletin workbook`: a form for a round, empty or filled from a data file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bulletin.cli import options as shared
from bulletin.cli.printing import print_json
from bulletin.issues.catalogue import Words
from bulletin.issues.exit_code import ExitCode

if TYPE_CHECKING:
    import argparse
    from pathlib import Path


def workbook(commands: shared.Commands) -> None:
    """Add the words of `bulletin workbook`."""
    command = commands.add(
        "workbook",
        None,
        "make a spreadsheet to fill in",
        description="Make a spreadsheet to fill in; filled in, it is used like any data file.",
    )
    actions = shared.Commands(command, "actions", "ACTION")
    new = actions.add_action("new", run_new, "an empty form")
    _file(new)
    new.add_argument(
        "--kind",
        default="inspection",
        choices=("inspection", "monthly", "quarterly", "petitions", "cases", "annual"),
        help="kind of data (default: inspection)",
    )
    new.add_argument(
        "--scopes",
        type=int,
        default=1,
        choices=range(1, 10),
        metavar="N",
        help="how many scopes, a sheet for each (default: 1)",
    )
    filled = actions.add_action("from", run_from, "the form filled from a data file")
    filled.add_argument("source", metavar="SOURCE", help="the data file; -: standard input")
    shared.piped(filled)
    _file(filled)
    for action in (new, filled):
        shared.common(action)


def _file(action: shared.Parser) -> None:
    action.add_argument("file", metavar="FILE", help="the file to make (.xlsx)")


def run_new(options: argparse.Namespace) -> int:
    """Write an empty form."""
    from bulletin.datafiles import codelist_for
    from bulletin.datafiles.workbook.form import blank
    from bulletin.model.terms import Kind

    path = _free(options.file)
    kind = next(kind for kind in Kind if kind.value == options.kind)
    content = blank(kind, options.scopes, codelist_for(path, options.codelist))
    return _written(path, content, options)


def run_from(options: argparse.Namespace) -> int:
    """Write the form filled with a data file."""
    from bulletin.datafiles import codelist_for, load
    from bulletin.datafiles.workbook.form import filled

    path = _free(options.file)
    source = shared.data(options, options.source)
    codelist = codelist_for(source, options.codelist)
    return _written(path, filled(load(source, codelist), codelist), options)


def _free(name: str) -> Path:
    """The file to make; one that is there is never overwritten."""
    from pathlib import Path

    from bulletin.issues.errors import OutputFailed
    from bulletin.issues.issue import error

    path = Path(name)
    if path.suffix.lower() != ".xlsx":
        text, hint = "The form is written as an Excel workbook.", "Give it a name that ends in .xlsx."
        raise OutputFailed([error("B703", str(path), text, hint)])
    if path.exists() or path.is_symlink():
        text, hint = "The file is there already; it is not overwritten.", "Choose another name."
        raise OutputFailed([error("B702", str(path), text, hint)])
    return path


def _written(path: Path, content: bytes, options: argparse.Namespace) -> int:
    from bulletin.files.save import save

    save({path: content})
    if options.json:
        print_json({"files": {"xlsx": str(path)}})
    else:
        words = Words(options.lang, "workbook")
        print(path)
        print(words("Fill in the yellow cells, save, then run: bulletin check {path}", path=path))
    return int(ExitCode.OK)
