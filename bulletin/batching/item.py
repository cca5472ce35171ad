"""Anything a batch takes as one document whose request can be carried out anywhere, or the reason why not."""

import pickle
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

from bulletin.batching.jobs import Job
from bulletin.batching.task import anywhere, name_of_template
from bulletin.datafiles import Content, Source, own_codelist, portable, readers_with
from bulletin.drafting.request import Request, stem_of
from bulletin.issues.errors import DataRefused
from bulletin.issues.issue import error

Item = Job | Request | tuple[str, Source]
"""One document of a batch: a file, a request, or the name of its files with the source of its data."""


@dataclass(frozen=True, slots=True)
class Named:
    """An item before anything of it is read: what reports call it, and its files with their folder.

    `stem` is empty if the item is none that a batch takes, or its name is none for files.
    """

    item: Any
    name: str
    stem: str
    job: Job | None = None


def named(item: Any, number: int, template: str | None) -> Named:
    """Return an item with its names; `number` (from 1) names an item that has no name itself."""
    match item:
        case Job():
            return Named(item, str(item.path), item.stem(template), item)
        case Request():
            source = item.source
            name = item.name or stem_of(_name(source, number), name_of_template(item))
            return Named(item, name, _inside(name))
        case (str(name), _):
            return Named(item, name, _inside(name))
    return Named(item, str(number), "")


def _name(source: Any, number: int) -> str:
    """Return the name of a source; that of a value that has none is the number of its item."""
    if isinstance(source, str | Path):
        return Path(source).name
    name = "" if isinstance(source, Mapping) else getattr(source, "name", "")
    return Path(name).name if isinstance(name, str) and name else str(number)


def _inside(name: str) -> str:
    """Return a name of files below the folder of a batch; empty if it is none, or leads out of it."""
    path, windows = PurePosixPath(name), PureWindowsPath(name)
    leads_out = path.is_absolute() or windows.anchor or ".." in windows.parts
    usable = name.isprintable() and path.name not in ("", ".") and not name.startswith(".")
    return "" if leads_out or not usable else path.as_posix()


def request_of(given: Named, asked: Request) -> Request:
    """Return the request of an item, with its data in it, so that it can be carried out in another process.

    A Request is taken as it is; any other item gives the source to what is asked of all.

    Raises:
        BulletinError: the item is none, or its data cannot be read or sent.
    """
    if not given.stem:
        text = "“{name}” is no document of a batch."
        hint = "Pass a Job, a Request, or a pair of a name of files and a source."
        raise DataRefused([error("B772", given.name, text, hint, name=given.name)])
    item = given.item
    request = anywhere(item) if isinstance(item, Request) else asked
    source = _source(item)
    own = request.codelist
    own = own_codelist(source, own) if own is None or isinstance(own, str | Path) else own
    readers = readers_with(request.plugins)
    previous = None if request.previous is None else portable(request.previous, readers)
    name = request.name if isinstance(item, Job) else PurePosixPath(given.stem).name
    request = replace(request, source=portable(source, readers), codelist=own, previous=previous, name=name)
    if not isinstance(request.source, Content):
        _refuse_unsendable(request, given.name)
    return request


def _source(item: Item) -> Source:
    match item:
        case Job():
            return item.path
        case Request():
            return item.source
        case (_, source):
            return source


def _refuse_unsendable(request: Request, name: str) -> None:
    """Refuse values of a program that no other process can be given; a file and its bytes always can."""
    try:
        pickle.dumps((request.source, request.previous))
    except Exception as cause:  # noqa: BLE001  # each type has its own way to refuse
        text = "The data holds a value that cannot be sent to another process: {reason}"
        hint = "Pass numbers, texts, days, lists and mappings."
        raise DataRefused([error("B773", name, text, hint, reason=type(cause).__name__)]) from None
