"""Turn a draft into finished documents; `build` does it all, from a request to files."""

import functools
import inspect
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import ParamSpec, TypeVar

from bulletin.drafting.draft import Draft, draft, stop_at_errors
from bulletin.drafting.request import Request
from bulletin.files.save import save
from bulletin.issues.errors import BulletinError, DocumentRefused
from bulletin.issues.issue import Issue
from bulletin.ledger.entries import Ledger, carried, plugin_entry, reduced, to_json, with_plugins
from bulletin.model.arguments import formats as known
from bulletin.model.brief import Brief
from bulletin.model.document import Document
from bulletin.model.figures import Figures
from bulletin.typography.layout import Layout
from bulletin.writers import PluggedWriter, writers_with
from bulletin.writers.options import Options

LOG = logging.getLogger("bulletin")
"""Silent unless a program asks for INFO; it is told of templates, formats and numbers, never of data."""

LEDGER = "ledger.json"
"""The suffix of a ledger beside its documents."""

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True, repr=False)
class Built(Brief):
    """The result of a build: document, figures, full ledger, contents and files by format, and issues.

    `document` is the text, `figures` all exact values it could print, `ledger` those it prints, each with its
    formula and sources. `contents` lead from format (`docx`) to bytes, `files` from format to the path
    that was written; empty if `into` was None. `issues` are warnings and notes: an error would have
    stopped the build.

    Private: `layout`.
    """

    document: Document = field(repr=False)
    figures: Figures = field(repr=False)
    ledger: Ledger = field(repr=False)
    contents: dict[str, bytes] = field(repr=False)
    files: dict[str, Path]
    issues: tuple[Issue, ...]
    layout: Layout = field(repr=False)

    def _repr_html_(self) -> str:
        from bulletin.drafting.notebook import shown  # imported when needed: in notebooks alone

        return shown(self.document, self.layout, self.issues, self.figures.masks)


def render(made: Draft, formats: Iterable[str] | None = None) -> dict[str, bytes]:
    """Return format → the bytes of the document that was `made`; `formats` None: those of the request.

    Raises:
        TypeError, ValueError: a format is none of those allowed, which the sentence names.
        DocumentRefused: a character cannot be printed, or a warning stops the document.
        ToolMissing: a face or a library is not on this machine.
    """
    request = made.request
    formats = request.formats if formats is None else known(formats, request.plugins)
    stop_at_errors(made.issues + made.of_fonts(formats), DocumentRefused, strict=request.strict)
    stop_at_errors(made.of_characters(formats), DocumentRefused, strict=request.strict)
    return _written(made, formats)[0]


def _of_request(asked: Callable[P, Request]) -> Callable[[Callable[[Request], R]], Callable[P, R]]:
    """Give a function of a request the parameters of `asked`, so that each is declared once."""

    def taking(function: Callable[[Request], R]) -> Callable[P, R]:
        @functools.wraps(function)
        def made(*args: P.args, **kwargs: P.kwargs) -> R:
            return function(asked(*args, **kwargs))

        returned = inspect.signature(function).return_annotation
        made.__signature__ = inspect.signature(asked).replace(return_annotation=returned)  # type: ignore[attr-defined]  # help() shows it
        return made

    return taking


@_of_request(Request)
def build(request: Request) -> Built:
    """Load, check, tally, compose, proofread and write; the parameters are the fields of `Request`.

    With `into` None nothing is written to disk; the bytes are in `contents`.

    Raises:
        BulletinError: a subclass, carrying every issue found; nothing has been written.
        TypeError, ValueError: an argument is not among those allowed, which the sentence names.
    """
    return build_request(request)


def build_request(request: Request) -> Built:
    """Make and write the documents of a request, as `build` does; tell the log of its begin and its end.

    Raises:
        BulletinError: as `build` does.
    """
    LOG.info("build begins: %s", ", ".join(request.formats) or "no format")
    try:
        built = finish(draft(request))
    except BulletinError as refused:
        LOG.info("build ends: %s, issues: %d", type(refused).__name__, len(refused.issues))
        raise
    LOG.info("build ends: template %s, issues: %d", built.document.genre, len(built.issues))
    return built


def finish(made: Draft) -> Built:
    """Write the documents that the request of a draft asks for.

    Raises:
        BulletinError: as `build` does.
    """
    request, formats = made.request, made.request.formats
    characters = made.of_characters(formats)
    stop_at_errors(characters, DocumentRefused, strict=request.strict)
    contents, ledger = _written(made, formats)
    contents |= {LEDGER: to_json(_given_away(ledger, request))} if request.ledger else {}
    files: dict[str, Path] = {}
    if request.into is not None:
        files = {name: Path(request.into) / f"{made.ledger.name}.{name}" for name in contents}
        save({files[name]: contents[name] for name in contents})
    issues = made.issues + made.of_fonts(formats) + characters
    return Built(made.document, made.figures, ledger, contents, files, issues, made.layout)


def _given_away(ledger: Ledger, request: Request) -> Ledger:
    """Return what may leave the office of a full ledger: all of it, or what the pages show."""
    return reduced(ledger, "printed") if request.public else ledger


def _written(made: Draft, formats: Iterable[str]) -> tuple[dict[str, bytes], Ledger]:
    """Return format → bytes, and the ledger with the plug-ins that wrote some of them."""
    known = writers_with(made.request.plugins)
    writers = {name: known[name] for name in formats}
    plugins = [
        plugin_entry(writer.plugin) for writer in writers.values() if isinstance(writer, PluggedWriter)
    ]
    ledger = with_plugins(made.ledger, plugins)
    embed = made.request.embed or made.template.ledger
    options = Options(carried(_given_away(ledger, made.request), embed), made.request.pdf)
    return {name: write(made.document, made.layout, options) for name, write in writers.items()}, ledger
