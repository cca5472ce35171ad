"""What is asked for: a document of some data, by a template, in some formats. Nothing of it has been read."""

import os
from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args, get_origin

from bulletin.datafiles import Content, Source
from bulletin.model import arguments
from bulletin.model.brief import Brief
from bulletin.model.choices import DETAILS, PDF_KINDS, Detail, PdfKind
from bulletin.model.codelist import Codelist
from bulletin.model.facts import Printing

if TYPE_CHECKING:
    from bulletin.composition import Template  # reads Jinja2, which `check` does without

EPOCH = "SOURCE_DATE_EPOCH"
PATHS = (str, os.PathLike)
SOURCES = tuple(get_origin(kind) or kind for kind in get_args(Source))
FORMATS = ("docx", "pdf")
"""What is written unless something else is asked for."""


def _epoch() -> str:
    return os.environ.get(EPOCH, "")


@dataclass(frozen=True, slots=True, repr=False)
class Request(Brief):
    """A document that is asked for (任务); every field but the first has a default.

    `source` is a data file (a path, its name with its bytes, a file that is open), a mapping, a DataFile or
    a Table. `origin` says where the data comes from (“SQL: select …”) in the ledger, `trace` and the proof;
    None: the name of the source. `printing` says how numbers are printed where the data does not; None: by
    today's rules. `template` None: the one the data names, else `news`. `layout` is the
    profile the document is laid out by; None: the template's. `codelist` is an office's own entries, or a
    whole codelist; None: `indicators.toml` beside the data, if it is there. `search` are folders with an
    office's templates and layouts. `previous` is the data of the edition before; None: nothing is compared.
    `on` is the 成文日期 and `number` the 发文字号; both override the data's. `name` is that of the files
    without their suffix; None: the data file's. With `strict` a warning stops the document as an error
    does.

    Of the documents: `formats` are those to write, `embed` is how much of the ledger travels in them (None:
    what the template says), `pdf` is the standard a PDF keeps to, and with `ledger` the full ledger is
    written beside them, as NAME.ledger.json. With `public` neither the documents nor that file hold more
    of it than the pages show. `into` is the folder they are written to; None: to none.

    `epoch` is SOURCE_DATE_EPOCH as it is when the request is made: the day of a document without a date.

    `plugins` are the names of the plug-ins that may be used (`writer:md`); no other is. Provisional.

    Lists are kept as tuples and folders as paths; a text for `formats` is one format.

    Raises:
        TypeError, ValueError: an argument is none of those allowed, which the one sentence names.
    """

    source: Source
    template: "str | Path | Template | None" = None
    _: KW_ONLY
    formats: Sequence[str] = FORMATS
    into: str | Path | None = None
    previous: Source | None = None
    strict: bool = False
    on: date | None = None
    number: str | None = None
    codelist: str | Path | Content | Codelist | None = None
    search: Sequence[str | Path] = ()
    layout: str | None = None
    printing: Printing | None = None
    embed: Detail | None = None
    pdf: PdfKind = "a-3a"
    ledger: bool = False
    public: bool = False
    name: str | None = None
    origin: str | None = None
    epoch: str = field(default_factory=_epoch)
    plugins: Sequence[str] = ()

    def __post_init__(self) -> None:
        """Check every argument, and keep it in one form."""
        _check_what_is_read(self)
        _check_what_is_written(self)
        for name, value in {
            "plugins": arguments.plugins(self.plugins),
            "template": _named_folder(self.template),
            "formats": arguments.formats(self.formats, self.plugins),
            "search": arguments.folders("search", self.search),
        }.items():
            object.__setattr__(self, name, value)

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders of `search`."""
        return tuple(map(Path, self.search))


def _check_what_is_read(request: Request) -> None:
    data = "a path, a Content, an open file, a mapping, a Table or a DataFile"
    arguments.require(request.source, SOURCES, f"source is {data}")
    arguments.require(request.previous, (*SOURCES, type(None)), f"previous is {data}, or None")
    own = (*PATHS, Content, Codelist, type(None))
    arguments.require(request.codelist, own, "codelist is a path, a Content, a Codelist or None")
    if not isinstance(request.template, (*PATHS, type(None))):
        from bulletin.composition import Template

        says = "template is the name or the folder of a template, a Template or None"
        arguments.require(request.template, Template, says)
    arguments.require(request.layout, (str, type(None)), "layout is the name of a layout or None")
    arguments.require(request.number, (str, type(None)), "number is a text or None")
    arguments.require(request.origin, (str, type(None)), "origin is a text or None")
    arguments.require(request.epoch, str, "epoch is a text: the seconds since 1970, or empty")
    arguments.require(request.printing, (Printing, type(None)), "printing is a Printing or None")
    day = "on is a datetime.date, such as date(2026, 9, 1), or None"
    arguments.require(request.on, (date, type(None)), day)
    if isinstance(request.on, datetime):  # which is a date, too, with a time of day that would be lost
        raise TypeError(f"{day}, not a datetime: use its date()")


def _check_what_is_written(request: Request) -> None:
    if request.embed is not None:
        arguments.choose("embed", request.embed, DETAILS)
    arguments.choose("pdf", request.pdf, PDF_KINDS)
    arguments.require(request.into, (*PATHS, type(None)), "into is a folder, as a text or a path, or None")
    if request.name is not None:
        arguments.file_name("name", request.name)
    for name in ("strict", "ledger", "public"):
        arguments.require(getattr(request, name), bool, f"{name} is True or False")


def _named_folder(template: Any) -> Any:
    """Return a template with a path as text; `Path("own")` is a folder here, “own” a name to look up."""
    if not isinstance(template, os.PathLike):
        return template
    text = os.fspath(template)
    return text if "/" in text or "\\" in text else os.path.join(os.curdir, text)  # noqa: PTH118  # a Path drops “./”


def stem_of(source: str, template: str | None = None) -> str:
    """Return the name of the documents of a data file, without suffix; `template` is the one asked for."""
    return Path(source).stem + (f"-{template}" if template is not None else "")
