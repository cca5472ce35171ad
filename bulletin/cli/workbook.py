"""`bulletin workbook`: a form for a round, empty or filled from a data file."""

import argparse
import json
from pathlib import Path

from bulletin.datafiles import codelist_for, load
from bulletin.datafiles.workbook.form import blank, filled
from bulletin.files.save import save
from bulletin.issues.errors import ExitCode, OutputFailed
from bulletin.issues.issue import error
from bulletin.model.terms import Kind

NEXT = {
    "zh": "在浅黄色格子里填写，保存后运行：bulletin check {path}",
    "en": "Fill in the yellow cells, save, then run: bulletin check {path}",
}


def run_new(options: argparse.Namespace) -> int:
    """Write an empty form."""
    path = _free(options.file)
    kind = next(kind for kind in Kind if kind.value == options.kind)
    content = blank(kind, options.scopes, codelist_for(path, options.codelist))
    return _written(path, content, options)


def run_from(options: argparse.Namespace) -> int:
    """Write the form filled with a data file."""
    path = _free(options.file)
    codelist = codelist_for(options.source, options.codelist)
    return _written(path, filled(load(options.source, codelist), codelist), options)


def _free(name: str) -> Path:
    """The file to make; one that is there is never overwritten."""
    path = Path(name)
    if path.suffix.lower() != ".xlsx":
        text, hint = "The form is written as an Excel workbook.", "Give it a name that ends in .xlsx."
        raise OutputFailed([error("B703", str(path), text, hint)])
    if path.exists() or path.is_symlink():
        text, hint = "The file is there already; it is not overwritten.", "Choose another name."
        raise OutputFailed([error("B702", str(path), text, hint)])
    return path


def _written(path: Path, content: bytes, options: argparse.Namespace) -> int:
    save({path: content})
    if options.json:
        print(json.dumps({"files": {"xlsx": str(path)}}, ensure_ascii=False, indent=2))
    else:
        print(path)
        print(NEXT[options.lang].format(path=path))
    return int(ExitCode.OK)
