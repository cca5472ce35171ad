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

KINDS = {
    "inspection": "circular",
    "monthly": "monthly",
    "quarterly": "quarterly",
    "petitions": "petitions",
    "cases": "cases",
    "annual": "annual",
}
"""Kind of data → the template whose form it gets."""


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
        choices=tuple(KINDS),
        help="kind of data (default: that of the template, or inspection)",
    )
    shared.template(new, "ask for what this template words (default: the template of the kind)")
    shared.templates(new)
    new.add_argument(
        "--scopes",
        type=int,
        choices=range(1, 10),
        metavar="N",
        help="how many scopes, a sheet for each (default: as many as the template words)",
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
    from bulletin.rehearsal.asking import asked_by

    path = _free(options.file)
    codelist = codelist_for(path, options.codelist)
    chosen = options.kind or next((k for k, t in KINDS.items() if t == options.template), "inspection")
    kind = next(kind for kind in Kind if kind.value == chosen)
    asked = asked_by(options.template or KINDS[chosen], options.search, codelist)
    scopes = options.scopes or (len(asked.scopes) if asked else 1) or 1
    content = blank(kind, scopes, codelist, asked)
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
